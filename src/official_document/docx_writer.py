"""The adapter to Word files. python-docx loads here on first use, not when official_document is imported."""

from official_document.composition import compose
from official_document.model import Fonts, OfficialDocument, Rendered


def render_docx(document: OfficialDocument, fonts: Fonts | None = None) -> Rendered:
    """The document as a .docx by GB/T 9704-2012; the same content gives the same bytes.

    Raises DocumentError with a Chinese sentence when the content cannot be set. `fonts` replaces the faces named.
    """
    from official_document.docx_page import write_page

    faces = fonts or Fonts()
    return Rendered(write_page(compose(document), document, faces), faces.named)
