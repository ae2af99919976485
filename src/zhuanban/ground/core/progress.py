"""How far long work has come: begun, moved, finished; read by the page frame."""

from zhuanban.ground.core import clock
from zhuanban.ground.core.models import Progress
from zhuanban.ground.core.prepared import Prepared


def begin(name: str, title: str, total: int) -> None:
    """Start (again) the progress of a named piece of work."""
    Progress.objects.update_or_create(
        name=name,
        defaults={
            "title": title, "done": 0, "total": total, "note": "", "started_at": clock.now(), "finished_at": None,
        },
    )


def move(name: str, done: int, note: str = "") -> None:
    """Say how much is done and at what the work is."""
    Progress.objects.filter(name=name).update(done=done, note=note[:120])


def finish(name: str) -> None:
    """Say that the work is over."""
    Progress.objects.filter(name=name).update(finished_at=clock.now(), note="")


def running() -> list[Progress]:
    """The pieces of work that are under way, oldest first."""
    return RUNNING.objects()


RUNNING: Prepared[Progress] = Prepared(lambda: Progress.objects.filter(finished_at=None).order_by("started_at"))


def done_of(name: str) -> int | None:
    """How much of unfinished work was done before it was stopped; None where it never began or is over."""
    work = Progress.objects.filter(name=name, finished_at=None).first()
    return work.done if work else None


def is_finished(name: str) -> bool:
    """Whether the work was once done to its end."""
    return Progress.objects.filter(name=name, finished_at__isnull=False).exists()
