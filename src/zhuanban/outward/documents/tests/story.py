"""What the stories of this room share: a scored month, a draft, and a document brought as far as wanted."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.cast import Cast

from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core import clock
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.orgs.models import Unit
from zhuanban.outward.documents import services
from zhuanban.outward.documents.models import Document
from zhuanban.oversight.appraisals.models import Scheme, Score, ScoreRun, TownshipTotal
from zhuanban.oversight.appraisals.rules.scheme_text import scheme_of
from zhuanban.oversight.appraisals.selectors.schemes import shipped_text

SINCE, UNTIL = date(2024, 4, 1), date(2024, 4, 30)
MAY = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)
TOTALS = ("96.5", "91", "85", "72", None)


def scored_april(cast: Cast) -> ScoreRun:
    """April of five townships as the appraisal left it: four ranked, one with too few cases."""
    for name in ("西坪镇", "北屯乡"):
        cast.towns.append(Unit.objects.create(district=cast.district, name=name, kind="township"))
    scheme = Scheme.objects.create(
        campaign=cast.campaign, number=1, name="事项办理质效评分办法", text=shipped_text(), drafted_at=MAY,
        published_by=cast.office, published_at=MAY, starts_on=date(2024, 3, 1),
    )  # fmt: skip
    run = ScoreRun.objects.create(scheme=scheme, since=SINCE, until=UNTIL, computed_at=MAY, digest="0" * 64)
    for rank, (town, total) in enumerate(zip(cast.towns, TOTALS, strict=True), start=1):
        points = Decimal(total) if total else None
        TownshipTotal.objects.create(
            run=run, township=town, total=points, rank=rank if total else None, class_rank=None, township_class="镇",
            earned=points or 0, earnable=100, working="演算",
        )  # fmt: skip
        for order, row in enumerate(scheme_of(scheme.text).rows):
            some, base = (18, 20) if total else (3, 4)
            first, second = row.measure.yardstick.terms
            Score.objects.create(
                run=run, township=town, order=order, code=row.code, name=row.name, weight=row.weight,
                yardstick=row.measure.yardstick.name, points=points and points / 3, working="演算",
                evidence={first: list(range(some)), second: list(range(base))},
            )  # fmt: skip
    return run


def drafted(cast: Cast) -> Document:
    with clock.moved_to(MAY):
        return services.draft_circular(by=cast.office, campaign=cast.campaign, since=SINCE, until=UNTIL)


def submitted(cast: Cast) -> Document:
    with clock.moved_to(MAY):
        return services.submit_document(by=cast.office, document=drafted(cast), disclosure="open")


def decided(cast: Cast, *, granted: bool = True) -> Document:
    document = submitted(cast)
    assert document.approval
    with clock.moved_to(MAY):
        decide_approval(by=cast.leader, approval=document.approval, granted=granted, opinion="请再核数据")
        deliver_pending()
    return Document.objects.get(pk=document.pk)


def published(cast: Cast) -> Document:
    document = decided(cast)
    with clock.moved_to(MAY):
        return services.publish_document(by=cast.office, document=document)
