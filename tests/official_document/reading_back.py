"""Reading a .docx with zipfile and lxml alone: what a word processor will find in it."""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from official_document import OfficialDocument, render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = {"w": W[1:-1]}


def attribute(owner: etree._Element, path: str, name: str) -> str:
    """An attribute of the one element at the path; empty when there is none."""
    return str(owner.xpath(f"string({path}/@w:{name})", namespaces=SPACES))


@dataclass
class Paragraph:
    """A paragraph with its style's properties resolved where the paragraph is silent."""

    element: etree._Element
    style: etree._Element

    @property
    def style_name(self) -> str:
        return attribute(self.style, "w:name", "val")

    @property
    def text(self) -> str:
        return "".join(
            {"t": node.text or "", "br": "\n", "tab": "\t"}.get(etree.QName(node).localname, "")
            for node in self.element.iterfind(".//w:r/*", SPACES)
        )

    def of(self, path: str, attribute: str) -> str | None:
        """An attribute of a paragraph property, from the paragraph or else from its style."""
        for owner in (self.element, self.style):
            found = owner.find(f"w:pPr/{path}", SPACES)
            if found is not None and found.get(W + attribute) is not None:
                return found.get(W + attribute)
        return None

    def run(self, path: str, attribute: str, index: int = 0) -> str | None:
        runs = self.element.findall("w:r", SPACES)
        for owner in ([runs[index]] if runs else []) + [self.style]:
            found = owner.find(f"w:rPr/{path}", SPACES)
            if found is not None and found.get(W + attribute) is not None:
                return found.get(W + attribute)
        return None

    @property
    def line_pt(self) -> float:
        return int(self.of("w:spacing", "line") or 0) / 20

    @property
    def font(self) -> str | None:
        return self.run("w:rFonts", "eastAsia")

    @property
    def size_pt(self) -> float:
        return int(self.run("w:sz", "val") or 0) / 2


@dataclass
class Page:
    parts: dict[str, bytes]

    @classmethod
    def of(cls, document: OfficialDocument) -> "Page":
        with zipfile.ZipFile(io.BytesIO(render_docx(document).content)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self) -> etree._Element:
        (body,) = self.tree("word/document.xml").iterfind("w:body", SPACES)
        return body

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        found = self.tree("word/styles.xml").iterfind("w:style", SPACES)
        return {str(style.get(f"{W}styleId")): style for style in found}

    def paragraphs_of(self, owner: etree._Element, path: str = "w:p") -> list[Paragraph]:
        return [
            Paragraph(element, self.styles[attribute(element, "w:pPr/w:pStyle", "val")])
            for element in owner.iterfind(path, SPACES)
        ]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return self.paragraphs_of(self.body)

    def styled(self, name: str) -> list[Paragraph]:
        return [paragraph for paragraph in self.paragraphs if paragraph.style_name == name]

    def the(self, name: str) -> Paragraph:
        (only,) = self.styled(name)
        return only

    def index(self, name: str) -> int:
        return self.paragraphs.index(self.styled(name)[0])

    def footer(self, kind: str) -> Paragraph:
        reference = next(
            found for found in self.body.iterfind("w:sectPr/w:footerReference", SPACES) if found.get(f"{W}type") == kind
        )
        key = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        target = next(one.get("Target") for one in relations if one.get("Id") == key)
        (paragraph,) = self.paragraphs_of(self.tree(f"word/{target}"))
        return paragraph
