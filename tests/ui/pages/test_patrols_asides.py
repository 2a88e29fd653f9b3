"""What was typed comes back from the file as it was typed, letter by letter."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.ui.pages.patrols import asides
from snt_desk.ui.pages.patrols.asides import Aside, Unsaved
from snt_desk.ui.pages.patrols.reading import TypedLeg, TypedPatrol

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
