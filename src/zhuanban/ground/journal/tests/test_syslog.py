"""Sealed entries go to a syslog receiver, each at least once, also when it was away for a while."""

import socket
import threading
from datetime import timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.journal import syslog
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.syslog import Outlet, send_what_is_due
from zhuanban.ground.journal.tests.test_seal import forged, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outlet(monkeypatch):
    fresh = Outlet()
    monkeypatch.setattr(syslog, "outlet", fresh)
    return fresh


def listening(kind, port=0):
    receiver = socket.socket(socket.AF_INET, kind)
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    receiver.bind(("127.0.0.1", port))
    receiver.settimeout(3)
    if kind == socket.SOCK_STREAM:
        receiver.listen()
    return receiver


def taken(receiver, count):
    return [receiver.recv(65_535).decode() for _ in range(count)]


def accepting(receiver):
    """Take one connection to its end, in a thread; gives where its bytes will be."""
    heard = bytearray()

    def listen():
        with receiver.accept()[0] as way:
            while part := way.recv(65_535):
                heard.extend(part)

    thread = threading.Thread(target=listen)
    thread.start()
    return heard, thread


def unframed(heard):
    rest, messages = bytes(heard), []
    while rest:
        length, _, rest = rest.partition(b" ")
        messages.append(rest[: int(length)].decode())
        rest = rest[int(length) :]
    return messages


def test_a_receiver_over_udp_gets_each_sealed_entry_in_the_form_of_rfc_5424(cast, settings):
    with listening(socket.SOCK_DGRAM) as receiver:
        settings.JOURNAL_SYSLOG = f"udp://127.0.0.1:{receiver.getsockname()[1]}"
        write(2)
        assert send_what_is_due() == 0
        seal_entries()
        assert send_what_is_due() == 2
        first, second = taken(receiver, 2)
        assert send_what_is_due() == 0
    assert first.startswith("<109>1 ")
    assert ' zhuanban - LampMended [zhuanban@32473 position="1" id=' in first
    assert 'subject="lamp:0"' in first
    assert first.endswith("] \ufeff修好了0号路的路灯")
    assert second.endswith("] \ufeff修好了1号路的路灯")
    assert "第0人" not in first


def test_over_tcp_each_message_is_framed_and_nothing_is_lost_while_the_receiver_is_away(cast, settings, outlet):
    write(3)
    seal_entries()
    receiver = listening(socket.SOCK_STREAM)
    port = receiver.getsockname()[1]
    settings.JOURNAL_SYSLOG = f"tcp://127.0.0.1:{port}"
    heard, thread = accepting(receiver)
    assert send_what_is_due() == 3
    thread.join(5)
    assert [message.split("\ufeff")[1] for message in unframed(heard)] == [f"修好了{n}号路的路灯" for n in range(3)]
    receiver.close()

    write(2)
    seal_entries()
    assert send_what_is_due() == 0
    assert not outlet.is_free()
    with clock.moved_to(clock.now() + timedelta(seconds=6)):
        assert outlet.is_free()
        assert send_what_is_due() == 0
    assert outlet.failures == 2

    with listening(socket.SOCK_STREAM, port) as back:
        heard, thread = accepting(back)
        assert send_what_is_due() == 2
        thread.join(5)
    assert len(unframed(heard)) == 2
    assert outlet.is_free()


def test_a_udp_receiver_that_refuses_is_noticed_and_served_when_it_is_back(cast, settings, outlet):
    receiver = listening(socket.SOCK_DGRAM)
    port = receiver.getsockname()[1]
    receiver.close()
    settings.JOURNAL_SYSLOG = f"udp://127.0.0.1:{port}"
    write(1)
    seal_entries()
    assert send_what_is_due() == 0
    assert outlet.failures == 1
    with listening(socket.SOCK_DGRAM, port) as back:
        assert send_what_is_due() == 1
        assert len(taken(back, 1)) == 1


def test_a_socket_of_this_machine_will_do(cast, settings, tmp_path):
    path = str(tmp_path / "log")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(path)
        settings.JOURNAL_SYSLOG = path
        write(1)
        seal_entries()
        assert send_what_is_due() == 1
        assert "修好了0号路的路灯" in receiver.recv(65_535).decode()


def test_alarm_and_strange_letters(cast, settings):
    with listening(socket.SOCK_DGRAM) as receiver:
        settings.JOURNAL_SYSLOG = f"udp://127.0.0.1:{receiver.getsockname()[1]}"
        forged()
        seal_entries()
        seal_entries()
        send_what_is_due()
        assert taken(receiver, 1)[0].startswith("<106>1 ")
    assert syslog._escaped('a"b]c\\') == 'a\\"b\\]c\\\\'


def test_the_worker_does_not_wait_for_a_receiver(cast, settings, outlet, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(syslog, "_send_apart", lambda: gate.wait(5) and 1)
    settings.JOURNAL_SYSLOG = "udp://127.0.0.1:9"
    syslog.send_to_syslog()
    first = outlet.work
    syslog.send_to_syslog()
    assert outlet.work is first
    assert not outlet.is_free()
    gate.set()
    assert first.result(5) == 1
    outlet.thread.shutdown()
