"""A day with its times is read as typed, and said back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from snt_desk.domain import typed
from snt_desk.domain.clock import london
from snt_desk.ui import when
from snt_desk.ui.when import When

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "start", "end", "said"),
    [
        ("12", "1000", "+90", ("Thu 12 Nov, 1 h 30 min", "")),
        ("12", "10.30", "1pm", ("Thu 12 Nov, 2 h 30 min", "")),
        ("12", "2215", "0140", ("Thu 12 Nov, 3 h 25 min, until Fri 13 Nov", "")),
        ("24/10", "22", "06", ("Sat 24 Oct, 22:00 to 06:00, clocks go back: 9 h", "")),
        ("12", "1000", "", ("Thu 12 Nov, from 10:00", "no end yet")),
        ("12", "", "", ("", "Thu 12 Nov 2026")),
        ("", "1000", "", ("", "")),
    ],
)
def test_what_was_understood_is_said_back(
    day: str, start: str, end: str, said: tuple[str, str]
) -> None:
    assert when.said_back(when.read(day, start, end, TODAY)) == said


@pytest.mark.parametrize(
    ("day", "start", "end", "field"),
    [
        ("soon", "1000", "", "date"),
        ("12", "25", "", "from"),
        ("12", "1000", "soon", "until"),
        ("25/10", "0130", "", "from"),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_its_field(
    day: str, start: str, end: str, field: str
) -> None:
    assert [one.field for one in when.read(day, start, end, TODAY).problems] == [field]


def test_all_that_cannot_be_read_is_said_at_once() -> None:
    found = when.read("31/2", "2575", "abc", TODAY).problems
    assert [one.field for one in found] == ["date", "from", "until"]
    found = when.read("", "2575", "abc", TODAY).problems
    assert [one.field for one in found] == ["from", "until"]
    found = when.read("12", "2575", "abc", TODAY).problems
    assert [one.field for one in found] == ["from", "until"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (london(2026, 11, 12, 10), london(2026, 11, 12, 11, 30)),
        (london(2026, 11, 12, 22), london(2026, 11, 13, 2)),
        (london(2026, 10, 25, 1, 30), london(2026, 10, 25, 1, 30, fold=1)),
        (london(2026, 10, 25, 1, 30, fold=1), None),
    ],
)
def test_what_is_written_is_read_back(start: datetime, end: datetime | None) -> None:
    found = when.read(*when.written(start, end), TODAY)
    assert (found.start, found.end, found.problems) == (start, end, ())


def test_times_are_tidied_and_what_is_no_time_stays() -> None:
    read = when.read("12", "1000", "+90", TODAY)
    assert (when.tidy_start(read, "1000"), when.tidy_end(read, "+90")) == ("10:00", "11:30")
    assert (when.tidy_start(When(), "teatime"), when.tidy_end(When(), "late")) == (
        *("teatime", "late"),
    )


def test_the_zone_that_was_said_stays() -> None:
    read = when.read("25/10", "0130 gmt", "0230", TODAY)
    assert read.start == london(2026, 10, 25, 1, 30, fold=1)
    assert when.tidy_start(read, "0130 gmt") == "0130 gmt"


def test_a_day_that_lies_ahead_is_read_as_such() -> None:
    found = when.read("fri", "1000", "", TODAY, typed.read_day_ahead)
    assert when.said_back(found) == ("Fri 27 Nov, from 10:00", "no end yet")
    assert when.read("fri", "1000", "soon", TODAY, typed.read_day_ahead).day == date(2026, 11, 27)
    assert when.read("fri", "1000", "", TODAY).day == date(2026, 11, 20)
