"""Where a virus scanner is named it is asked, by its own protocol; silent, it lets nothing in."""

import socketserver
import struct
import threading

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import DOCUMENTS, admit

# The harmless string by which scanners are tried, put together so that none finds it in this file.
SAMPLE = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner(socketserver.StreamRequestHandler):
    """Reads pieces as clamd does and answers as it would."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        found = b"stream: Eicar-Signature FOUND\0" if SAMPLE.encode() in content else self.server.answer
        self.wfile.write(found)


@pytest.fixture
def scanner(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner)
    server.seen, server.answer = [], b"stream: OK\0"
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


def send(content: bytes) -> None:
    admit(content, "通知.txt", kinds=DOCUMENTS, most_bytes=1024 * 1024)


def test_a_clean_file_is_looked_at_whole_and_comes_in(scanner):
    content = "一、总体要求\n".encode() * 20_000
    send(content)
    assert scanner.seen == [content]


def test_an_infected_file_is_refused(scanner):
    with pytest.raises(Invalid, match="文件带有病毒"):
        send(b"text " + SAMPLE.encode())


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: \0", b"\xff\xfe"])
def test_an_answer_that_is_none_lets_nothing_in(scanner, answer):
    scanner.answer = answer
    with pytest.raises(Invalid, match="病毒扫描服务"):
        send(b"text")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock", "nonsense"])
def test_a_scanner_that_is_away_lets_nothing_in(settings, address):
    settings.CLAMAV = address
    with pytest.raises(Invalid, match="没有应答"):
        send(b"text")


def test_without_a_scanner_nobody_is_asked(settings):
    settings.CLAMAV = ""
    send(b"text " + SAMPLE.encode())
