"""The list, the table of townships and kinds, the figures and the file agree to the unit while others write."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connections
from tests.cast import Cast

from zhuanban.ground.core.snapshots import snapshot
from zhuanban.work.matters import services
from zhuanban.work.matters.selectors.board import board_cells
from zhuanban.work.matters.selectors.chosen import Chosen
from zhuanban.work.matters.selectors.lists import count_listed, list_figures, listed
from zhuanban.work.matters.tests.story import kinds_in_use, registered

WRITERS, EACH = 3, 12


@pytest.mark.usefixtures("journal_can_be_emptied", "transactional_db")
def test_all_counts_agree_in_every_moment(cast: Cast, time_machine) -> None:
    time_machine.move_to("2024-05-06T02:00:00Z", tick=False)
    kinds_in_use(cast)
    done, faults = threading.Event(), []
    writers = [alone(lambda: write(cast), faults) for _ in range(WRITERS)]
    others = [alone(partial(again, work, done), faults) for work in (services.fold_tallies, lambda: agree(cast))]
    for thread in (*writers, *others):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in others:
        thread.join()
    assert not faults, faults[0]
    assert agree(cast) == WRITERS * EACH
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0
    assert services.rebuild_scopes(cast.campaign, mend=False) == 0


def alone(work: Callable[[], object], faults: list[BaseException]) -> threading.Thread:
    """A thread with connections of its own; what goes wrong in it is handed over."""

    def run() -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    return threading.Thread(target=run)


def write(cast: Cast) -> None:
    """Register, give to a unit, accept."""
    for number in range(EACH):
        row = registered(cast, place=f"{threading.get_ident()} 号 {number}", town=number % 2)
        if number % 2:
            services.dispatch_matter(by=cast.office, matter=row, unit=cast.bureau)
        if number % 4 == 3:
            services.accept_matter(by=cast.handler, matter=row)


def again(work: Callable[[], object], done: threading.Event) -> None:
    """The same again and again until all is done."""
    while not done.wait(0.01):
        work()


def agree(cast: Cast) -> int:
    """Every way of counting in one moment; the number on which all agree."""
    with snapshot():
        for user in (cast.office, cast.township, cast.handler):
            for chosen in (Chosen(), Chosen(state="open"), Chosen(state="handling"), Chosen(township=cast.towns[0])):
                figures = list_figures(user, cast.campaign, chosen)
                shown = count_listed(user, cast.campaign, chosen, figures)
                rows = len(list(listed(user, cast.campaign, chosen).rows.iterator(chunk_size=1000)))
                assert shown == rows, (user.username, chosen)
            cells = board_cells(user, cast.campaign).values()
            figures = list_figures(user, cast.campaign, Chosen())
            assert sum(cell.total for cell in cells) == figures.total
            assert sum(cell.in_hand for cell in cells) == figures.in_hand
        return list_figures(cast.office, cast.campaign, Chosen()).total
