"""What was typed comes back from the file as it was typed, letter by letter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.ui.pages.patrols import asides, reading
from snt_desk.ui.pages.patrols.asides import Aside, Unsaved
from snt_desk.ui.pages.patrols.reading import TypedLeg, TypedPatrol
from snt_desk.ui.pages.patrols.stays import TypedVisit

LEGS = st.lists(st.from_type(TypedLeg), min_size=1, max_size=3).map(tuple)
PATROLS = st.builds(
    TypedPatrol,
    legs=LEGS,
    outcomes=st.none() | st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)
MINUTES = st.datetimes(timezones=st.just(UTC))
ASIDES = st.builds(Aside, ref=st.none() | st.text(), patrol=PATROLS, at=st.just(0), typed=MINUTES)


@settings(max_examples=20)
@given(st.builds(Unsaved, asides=st.lists(ASIDES, max_size=2).map(tuple), line=st.text()))
def test_what_is_written_is_read_back(unsaved: Unsaved) -> None:
    assert asides.read(asides.written(unsaved) or "{}") == unsaved
    assert bool(asides.written(unsaved)) == (unsaved != Unsaved())


@given(st.text())
def test_whatever_stands_there_stops_nothing(text: str) -> None:
    assert isinstance(asides.read(text), Unsaved)


LEG = TypedLeg("foot", "fri", "2215", "0140", ("1432",), "", "B1", visits=(TypedVisit("H1"),))
WHOLE = TypedPatrol((LEG, LEG), ("priority", "T1"), outcomes={"arrest": "1"}, note="Quiet.")
ODD: tuple[Any, ...] = (None, 7, -1, 1e400, True, "", "x", [], [7], [[]], {}, {"a": 7}, ["a"])


def places(value: Any, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """Every place in what JSON holds."""
    if way:
        yield way
    inside = dict(enumerate(value)) if isinstance(value, list) else value
    for name, one in inside.items() if isinstance(inside, dict) else ():
        yield from places(one, *way, name)


def test_whatever_stands_in_the_place_of_anything_stops_nothing() -> None:
    whole = Unsaved((Aside("P1", WHOLE, 1, datetime(2026, 11, 22, tzinfo=UTC)),), "foot")
    text = asides.written(whole)
    for *way, last in places(json.loads(text)):
        for odd in ODD:
            kept = inside = json.loads(text)
            for step in way:
                inside = inside[step]
            inside[last] = odd
            for one in asides.read(json.dumps(kept)).asides:
                assert one.words
                meant = reading.draft(one.patrol, date(2026, 11, 22))
                assert 0 <= one.at < len(meant.legs)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"version": 1, "line": "", "asides": [[]]}'])
def test_what_is_no_draft_is_nothing(text: str) -> None:
    assert asides.read(text) == Unsaved()


def test_the_question_says_which_patrols_are_not_saved() -> None:
    legs = (TypedLeg(day="22/11/2026", out="2215"),)
    typed = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
    one = Aside(None, TypedPatrol(legs), 0, typed)
    title, detail = asides.question([one])
    assert title == "Save the patrol?"
    assert detail == f"It is not saved yet. {one.words}"
    title, detail = asides.question([one, one])
    assert title == "Save the 2 patrols?"
    assert detail.count(one.words) == 2
