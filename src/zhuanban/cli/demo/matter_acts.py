"""The acts of the demo on one matter; each calls the service that a person's page calls."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from zhuanban.cli.demo.actors import Company
from zhuanban.cli.demo.painter import paint
from zhuanban.cli.demo.story import Act, Found, uid_of
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.rules import Source
from zhuanban.work.matters.rules.aftercare import Finding
from zhuanban.work.matters.rules.kinds import FieldSpec
from zhuanban.work.matters.selectors import spec_of
from zhuanban.work.matters.selectors.kinds import spec_of_matter


def _matter(company: Company, act: Act) -> Matter:
    rows = Matter.objects.select_related("campaign", "kind", "township", "handler")
    matter = rows.filter(uid=uid_of(company.seed, act.matter)).first()
    if matter is None:
        raise Invalid("这件事项没有登记。")
    return matter


def _fields(company: Company, kind: Kind, act: Act) -> dict[str, Any]:
    """Values for what the kind must be told, at once or until done is reported."""
    chance, spec = company.chance("fields", act.matter), spec_of(kind)
    until_done = {item.field for item in spec.must_fill}
    asked = [field for field in spec.fields if field.is_asked and (field.required or field.name in until_done)]
    made: dict[str, Callable[[FieldSpec], Any]] = {
        "choice": lambda field: chance.choice(field.choices),
        "number": lambda field: chance.randint(1, 60),
        "money": lambda field: chance.randint(2, 80),
        "day": lambda field: f"{clock.today():%Y-%m-%d}",
        "yes-no": lambda field: chance.random() < 0.5,
        "text": lambda field: "已现场核实",
    }
    return {field.code: made[field.type](field) for field in asked}


def _photo(company: Company, by: User, place: str, act: Act, *, tidy: bool) -> Photo:
    """A drawn photo of the place: the same houses before and after."""
    scene = company.chance("place", place).randrange(10**9)
    content = paint(scene, company.chance("moment", act.matter, act.order).randrange(10**9), tidy=tidy)
    return take_photo(
        by=by, campaign_id=company.campaign.pk, content=content, capture=Capture(captured_at=clock.now()), is_drawn=True
    )


def register(company: Company, act: Act) -> None:
    found: Found = act.given["found"]
    town, kind = company.townships[found.township], company.kinds_by_code[found.kind.code]
    ledger = found.kind.profile == "ledger"
    by = company.clerks[town.pk] if ledger else company.inspectors[act.given["inspector"]]
    spot = company.chance("spot", town.pk, found.place)
    services.register_matter(
        by=by,
        campaign=company.campaign,
        kind=kind,
        township=town,
        title=f"{found.place}{kind.name}",
        place=found.place,
        source=Source.SURVEY if ledger else Source.PATROL,
        longitude=Decimal(f"{116 + spot.random() * 0.5:.6f}"),
        latitude=Decimal(f"{36 + spot.random() * 0.4:.6f}"),
        planned_on=act.given.get("planned_on"),
        fields=_fields(company, kind, act),
        photos=[_photo(company, by, f"{town.pk}{found.place}", act, tidy=False)],
        uid=uid_of(company.seed, act.matter),
    )


def dispatch(company: Company, act: Act) -> None:
    unit = company.units[act.given["unit"]]
    services.dispatch_matter(
        by=company.office, matter=_matter(company, act), unit=unit, instruction=act.given["instruction"]
    )


def accept(company: Company, act: Act) -> None:
    services.accept_matter(by=company.clerks[act.given["unit"]], matter=_matter(company, act))


def give_back(company: Company, act: Act) -> None:
    by = company.clerks[act.given["unit"]]
    services.return_matter(by=by, matter=_matter(company, act), reason=act.given["reason"])


def progress(company: Company, act: Act) -> None:
    by = company.clerks[act.given["unit"]]
    services.record_progress(by=by, matter=_matter(company, act), text=act.given["text"])


def finish_stage(company: Company, act: Act) -> None:
    services.finish_stage(by=company.clerks[act.given["unit"]], matter=_matter(company, act))


def report_done(company: Company, act: Act) -> None:
    matter, by = _matter(company, act), company.clerks[act.given["unit"]]
    place, papers = f"{matter.township_id}{matter.place}", max(1, len(spec_of_matter(matter).must_attach))
    places = [place, *(f"{place}附{number}" for number in range(1, papers))]
    photos = [_photo(company, by, each, act, tidy=True) for each in places]
    services.report_done(by=by, matter=matter, result=act.given["result"], photos=photos)


def close(company: Company, act: Act) -> None:
    matter, by = _matter(company, act), company.inspectors[act.given["inspector"]]
    place = f"{matter.township_id}{matter.place}"
    photos = [_photo(company, by, place, act, tidy=True)] if act.matter % 3 == 0 else []
    services.close_matter(by=by, matter=matter, opinion="现场核查合格。", photos=photos)


def send_back(company: Company, act: Act) -> None:
    matter, by = _matter(company, act), company.inspectors[act.given["inspector"]]
    photo = _photo(company, by, f"{matter.township_id}{matter.place}", act, tidy=False)
    services.send_back_matter(by=by, matter=matter, reason=act.given["reason"], photos=[photo])


def suspend(company: Company, act: Act) -> None:
    until = clock.today() + timedelta(days=7)
    services.suspend_matter(by=company.office, matter=_matter(company, act), reason=act.given["reason"], until=until)


def resume(company: Company, act: Act) -> None:
    services.resume_matter(by=company.office, matter=_matter(company, act))


def look_back(company: Company, act: Act) -> None:
    matter = _matter(company, act)
    care = matter.cares.select_related("keeper").filter(ended_at=None).first()
    if care is None:
        raise Invalid("这件事项没有在管护。")
    by = company.clerks[care.keeper_id]
    photo = _photo(company, by, f"{matter.township_id}{matter.place}", act, tidy=True)
    services.recheck_matter(by=by, care=care, finding=Finding.GOOD, photos=[photo])


MATTER_ACTS: dict[str, Callable[[Company, Act], None]] = {
    "register": register,
    "dispatch": dispatch,
    "accept": accept,
    "return": give_back,
    "progress": progress,
    "finish_stage": finish_stage,
    "report_done": report_done,
    "close": close,
    "look_back": look_back,
    "send_back": send_back,
    "suspend": suspend,
    "resume": resume,
}
