"""Three versions of a sheet merge without losing a cell; only what both changed differently waits for a person."""

from hypothesis import given
from hypothesis import strategies as st

from zhuanban.work.workbooks.rules.merging import Clash, merge

CELLS = st.dictionaries(st.integers(0, 6), st.integers(0, 3))


@given(CELLS, CELLS)
def test_what_one_side_left_alone_is_the_other_sides(base, other):
    assert merge(base, base, other).cells == other
    assert merge(base, other, base).cells == other
    assert not merge(base, base, other).clashes
    assert not merge(base, other, base).clashes
    assert merge(base, base, other).taken == {}


@given(CELLS, CELLS)
def test_equal_changes_are_no_conflict(base, both):
    merged = merge(base, both, both)
    assert (merged.cells, merged.taken, merged.clashes) == (both, {}, {})


@given(CELLS, CELLS, CELLS)
def test_no_cell_is_lost_and_clashes_are_those_that_both_changed(base, theirs, ours):
    merged = merge(base, theirs, ours)
    for key in {*base, *theirs, *ours}:
        was, there, here = base.get(key), theirs.get(key), ours.get(key)
        is_clash = there != was and here != was and there != here
        assert (key in merged.clashes) == is_clash
        if is_clash:
            assert merged.clashes[key] == Clash(was, there, here)
        else:
            assert merged.cells.get(key) == (there if there != was else here)


@given(CELLS, CELLS, CELLS)
def test_the_same_file_again_changes_nothing_more(base, theirs, ours):
    first = merge(base, theirs, ours)
    again = merge(base, theirs, first.cells)
    assert again.cells == first.cells
    assert not again.taken
    assert again.clashes.keys() == first.clashes.keys()
