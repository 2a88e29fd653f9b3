"""What comes first in a list is what the team did lately, at such a time, with such people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.clock import london
from snt_desk.domain.usual import Moment, Outing, Usual, first, ranked

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
MORNING = london(2026, 11, 15, 9)
FOOT = Outing(
    MORNING,
    MORNING + timedelta(minutes=85),
    "foot",
    "B1",
    ("priority", "T1"),
    None,
    ("1432", "7104"),
)
CAR = Outing(
    london(2026, 11, 16, 22, 10),
    london(2026, 11, 17, 1),
    "vehicle",
    "B2",
    ("other", None),
    "Op Hotspot",
    ("8001", "101"),
    ("O1",),
)


def test_nothing_is_usual_without_a_log() -> None:
    assert ranked([], Moment(SUNDAY)) == Usual()


def test_what_was_done_most_comes_first() -> None:
    found = ranked([CAR, FOOT, FOOT], Moment(date(2026, 11, 20)))
    assert found.places == ("B1", "B2")
    assert found.reasons == (("priority", "T1"), ("other", None))
    assert (found.operations, found.partners) == (("Op Hotspot",), ("O1",))


def test_what_was_done_lately_counts_more() -> None:
    found = ranked([CAR] * 2 + [FOOT] * 3, Moment(date(2026, 11, 20)))
    assert found.places == ("B1", "B2")
    found = ranked([CAR] * 2 + [replace(FOOT, place="B3")] * 200 + [FOOT] * 3, Moment(SUNDAY))
    assert found.places == ("B3", "B2", "B1")


def test_the_same_weekday_counts_more() -> None:
    assert ranked([CAR, FOOT], Moment(SUNDAY)).places == ("B1", "B2")
    assert ranked([FOOT, CAR], Moment(MONDAY)).places == ("B2", "B1")


def test_the_same_time_of_day_counts_more_also_round_midnight() -> None:
    friday = date(2026, 11, 20)
    assert ranked([FOOT, CAR], Moment(friday, time(0, 5))).places == ("B2", "B1")
    assert ranked([CAR, FOOT], Moment(friday, time(8))).places == ("B1", "B2")


def test_who_is_chosen_says_with_whom_and_where() -> None:
    found = ranked([CAR, CAR, CAR, FOOT], Moment(MONDAY, officers=("7104",)))
    assert found.people[0] == "1432"
    assert "7104" not in found.people
    assert found.places[0] == "B1"


def test_times_are_by_quarters_of_an_hour() -> None:
    found = ranked([CAR, CAR, FOOT], Moment(MONDAY))
    assert found.starts == (time(22), time(9))
    assert found.lengths == (165, 90)
    out = replace(CAR, end=None)
    assert ranked([out], Moment(MONDAY)).lengths == ()


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9), unique=True))
def test_the_others_stay_in_their_order(usual: list[int], there: list[int]) -> None:
    found = first(list(dict.fromkeys(usual)), there)
    assert sorted(found) == sorted(there)
    rest = [one for one in there if one not in usual]
    assert found[len(there) - len(rest) :] == rest
