"""Web pages saved as one file (.mht, often named .doc): the page inside is read as a web page."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from notice_compiler.reading import web
from notice_compiler.unreadable import Unreadable


def extract(content: bytes) -> str:
    """Unreadable where there is no page inside."""
    try:
        message = message_from_bytes(content, EmailMessage, policy=policy.compat32)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        page = pages[0].get_payload(decode=True) if pages else None
    except (RecursionError, LookupError, ValueError, AttributeError) as error:
        raise Unreadable("网页文件已损坏，读不出正文。") from error
    if not isinstance(page, bytes) or not page.strip():
        raise Unreadable("这个网页文件里没有正文，请用文字处理软件打开后另存为 .docx 再上传。")
    return web.extract(page)
