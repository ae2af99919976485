"""`check --papers`: drafts of the papers that a system needs before it opens, derived from the running system.

Every statement follows from the tables, the settings and the rules as they are now; what no program can know stands as
【待填：…】 with who has to fill it in.
"""

from pathlib import Path

from zhuanban.cli.papers.assessment import assessment
from zhuanban.cli.papers.catalogue import catalogue
from zhuanban.cli.papers.facts import Facts, gathered
from zhuanban.cli.papers.grading import grading
from zhuanban.cli.papers.overlap import overlap
from zhuanban.cli.papers.writing import Paper
from zhuanban.ground.core import clock
from zhuanban.outward.documents.selectors.papers import rendered_paper


def drafted(facts: Facts) -> list[Paper]:
    """The four papers."""
    return [grading(facts), assessment(facts), catalogue(facts), overlap(facts)]


def write(folder: Path) -> int:
    """Write each paper as a .docx, and print what is left to fill in. 0, since gaps are no fault of the system."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in drafted(gathered()):
        file = folder / f"{paper.name}.docx"
        file.write_bytes(
            rendered_paper(title=paper.title, issuer=paper.issuer, day=clock.today(), pieces=paper.pieces)
        )
        print(f"{file}：待填 {len(paper.gaps)} 处")
        for gap in paper.gaps:
            print(f"  {gap}")
    return 0
