"""The list, the table of townships and kinds, the figures and the file agree to the unit while others write."""

import threading
from collections.abc import Callable

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

    def alone(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    def write() -> None:
        for number in range(EACH):
            row = registered(cast, place=f"{threading.get_ident()} 号 {number}", town=number % 2)
            if number % 2:
                services.dispatch_matter(by=cast.office, matter=row, unit=cast.bureau)
            if number % 4 == 3:
                services.accept_matter(by=cast.handler, matter=row)

    def fold() -> None:
        while not done.is_set():
            services.fold_tallies()
            done.wait(0.02)

    def compare() -> None:
        while not done.is_set():
            agree(cast)

    writers = [threading.Thread(target=alone, args=(write,)) for _ in range(WRITERS)]
    others = [threading.Thread(target=alone, args=(work,)) for work in (fold, compare)]
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
