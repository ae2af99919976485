"""The parts of an Office Open XML file, opened within bounds: entries, unpacked size, elements, no document types."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from notice_compiler.unreadable import Unreadable

BROKEN = "这个文件不是真正的 .docx，请用文字处理软件另存为 .docx 后再上传。"
TOO_BIG = "文件解开后太大，不像一份通知。"
MAX_ENTRIES = 5_000
MAX_XML = 40 * 1024 * 1024
MAX_TAGS = 3_000_000
MAX_HEADS = 100
HEAD_OR_FOOT = re.compile(r"word/(?:header|footer)\d*\.xml")
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    KeyError,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    etree.XMLSyntaxError,
)


class Package:
    """An archive whose parts are read one by one; every fault is Unreadable."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except FAULTS as error:
            raise Unreadable(BROKEN) from error
        if len(self._archive.infolist()) > MAX_ENTRIES:
            raise Unreadable(TOO_BIG)
        self._names = {name.lower(): name for name in self._archive.namelist()}

    def part(self, name: str) -> etree._Element | None:
        """The root of a part, None where the archive has none of this name."""
        held = self._names.get(name.lower().lstrip("/"))
        return None if held is None else self._parsed(held)

    def document(self) -> tuple[str, etree._Element]:
        """Name and root of the part that holds the document itself, which a relationship names."""
        name = self._main() or "word/document.xml"
        root = self.part(name)
        if root is None:
            raise Unreadable(BROKEN)
        return name, root

    def beside(self, document: str, name: str) -> etree._Element | None:
        """A part in the document's own folder, such as numbering.xml."""
        return self.part(posixpath.join(posixpath.dirname(document), name))

    def heads_and_feet(self) -> Iterator[etree._Element]:
        """What stands above and below every page."""
        named = (held for name, held in sorted(self._names.items()) if HEAD_OR_FOOT.fullmatch(name))
        yield from (self._parsed(held) for held in islice(named, MAX_HEADS))

    def _main(self) -> str | None:
        relations = self.part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return posixpath.normpath((relation.get("Target") or "").lstrip("/"))
        return None

    def _parsed(self, name: str) -> etree._Element:
        try:
            if self._archive.getinfo(name).file_size > MAX_XML:
                raise Unreadable(TOO_BIG)
            with self._archive.open(name) as packed:
                xml = packed.read(MAX_XML + 1)
            return _root(xml)
        except FAULTS as error:
            raise Unreadable(BROKEN) from error


def _root(xml: bytes) -> etree._Element:
    if len(xml) > MAX_XML or xml.count(b"<") > MAX_TAGS:
        raise Unreadable(TOO_BIG)
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
        raise Unreadable(BROKEN)
    if STRICT in xml[:8192]:
        for strict, transitional in TRANSITIONAL:
            xml = xml.replace(strict, transitional)
    # Without huge_tree the parser stops at 256 levels and at entities that grow.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(xml, parser)
