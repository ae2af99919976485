"""A paper that is no document of an action (自查报告、目录): laid out as a 报告, neither numbered nor kept."""

from collections.abc import Iterable
from datetime import date

from official_document import OfficialDocument, render_docx
from zhuanban.outward.documents.rules.blocks import Sheet, blocks_of, content_of


def rendered_paper(*, title: str, issuer: str, day: date, pieces: Iterable[str | Sheet]) -> bytes:
    """The .docx of a draft."""
    paper = OfficialDocument(
        kind="报告",
        issuer=issuer,
        number=None,
        title=title,
        blocks=blocks_of(content_of(pieces)),
        signer=issuer,
        date=day,
        sealed=False,
        units=(issuer,),
    )
    return render_docx(paper).content
