"""Asks ClamAV, where the settings name one, by its INSTREAM command; a scanner that does not answer lets nothing in."""

import logging
import socket
import struct
from contextlib import closing

from django.conf import settings

from zhuanban.ground.core.errors import Invalid

CHUNK = 64 * 1024
SECONDS = 20
LONGEST_ANSWER = 4096
logger = logging.getLogger(__name__)


def refuse_infected(content: bytes) -> None:
    """Raise Invalid where the scanner finds something or gives no clear answer; nothing happens where there is none."""
    if not settings.CLAMAV:
        return
    try:
        answer = _asked(content)
    except (OSError, ValueError) as error:
        logger.warning("the virus scanner does not answer: %s", type(error).__name__)
        raise Invalid("病毒扫描服务没有应答，暂时不能接收文件，请稍后再试。", number="E422-58") from error
    if answer.endswith("FOUND"):
        raise Invalid("文件带有病毒，没有接收。", number="E422-59")
    if not answer.endswith("OK"):
        raise Invalid("病毒扫描服务没有看完这个文件，没有接收。", number="E422-58")


def _asked(content: bytes) -> str:
    """The scanner's line on the content."""
    with closing(_connected()) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", errors="replace")


def _connected() -> socket.socket:
    """By a path on this machine, or by host:port."""
    if settings.CLAMAV.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(settings.CLAMAV)
        return line
    host, _, port = settings.CLAMAV.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
