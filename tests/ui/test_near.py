"""What is taken in hand where the record in hand is gone: the nearest that is left."""

from __future__ import annotations

import pytest

from snt_desk.ui import near

LIVE = [None, "A1", "A2", "A3", "A4"]
REGISTER = [*LIVE, None, "C1", "C2"]
"""A title, four adopted ones, a title, two closed ones."""


def taken(left: list[str | None], gone: str) -> str | None:
    found = near.still_there(
        REGISTER, REGISTER.index(gone), lambda one: left.index(one) if one in left else None, left
    )
    return None if found is None else left[found]


@pytest.mark.parametrize(
    ("left", "gone", "hand"),
    [
        ([None, "A1", "A2", "A4", None, "C1", "C2"], "A3", "A4"),  # deleted: the next one
        ([None, "A1", "A2", "A3", None, "C1", "C2"], "A4", "A3"),  # no closed one
        ([None, "A1", None, "C1", "C2"], "A4", "A1"),  # filtered: no closed one either
        ([None, "C1", "C2"], "A2", "C1"),  # none of its own is left
        ([None, "A1", "A4"], "C1", "A4"),
        ([None, "A1", None, "C2"], "C1", "C2"),
        ([None, "B1", "B2"], "A2", "B2"),  # another list
        ([], "A2", None),
    ],
)
def test_the_nearest_under_the_same_title_is_taken(
    left: list[str | None], gone: str, hand: str | None
) -> None:
    assert taken(left, gone) == hand


def test_where_a_title_stands_the_record_next_to_it_is_taken() -> None:
    assert near.record(REGISTER, 0) == 1
    assert near.record(REGISTER, 5) == 4
    assert near.record(REGISTER, 99) == 7
    assert near.record([None], 0) is None
