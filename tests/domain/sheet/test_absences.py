"""An absence: whole days, or from one time to another, in as many columns as there are."""

from __future__ import annotations

from datetime import datetime

import pytest

from snt_desk.domain.clock import london
from tests.domain.sheets import from_csv, understood

HEAD = "Who,Why,First day,At,Until,At (end)"


def away(row: str, head: str = HEAD) -> tuple[datetime, datetime] | str:
    """From when to when the one row says, or what is wrong with it."""
    (line,) = understood(from_csv(f"{head}\n5652,sickness,{row}\n")).lines
    if line.problems:
        return line.problems[0].problem
    ((_, _, start, end, *_),) = line.rows["absences"]
    return start, end


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ("22/11/2026,,22/11/2026,", london(2026, 11, 22), london(2026, 11, 23)),
        ("22/11/2026,,24/11/2026,", london(2026, 11, 22), london(2026, 11, 25)),
        ("22/11/2026,0900,22/11/2026,1700", london(2026, 11, 22, 9), london(2026, 11, 22, 17)),
        ("22/11/2026,0900,24/11/2026,", london(2026, 11, 22, 9), london(2026, 11, 25)),
        ("22/11/2026 0900,,1700,", london(2026, 11, 22, 9), london(2026, 11, 22, 17)),
        ("22/11/2026,0900,,23/11/2026 0200", london(2026, 11, 22, 9), london(2026, 11, 23, 2)),
        ("25/10/2026,0130 GMT,25/10/2026,0900", london(2026, 10, 25, 1, 30, fold=1), None),
        ("2026-10-25T01:30+01:00,,25/10/2026,0900", london(2026, 10, 25, 1, 30), None),
    ],
)
def test_an_absence_is_whole_days_or_from_one_time_to_another(
    row: str, start: datetime, end: datetime | None
) -> None:
    assert away(row) == (start, end or london(2026, 10, 25, 9))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("22/11/2026,,,", "There is no end."),
        ("0900,,22/11/2026,", "There is no day."),
        ("22/11/2026 0800,0900,22/11/2026,1700", "Two cells say another time."),
        ("22/11/2026,0900,22/11/2026 1600,1700", "Two cells say another time."),
        ("22/11/2026,23/11/2026 0900,24/11/2026,", "This start is on Mon 23 Nov 2026"),
        ("22/11/2026,0900,23/11/2026,24/11/2026 1700", "Two cells say another day."),
        ("25/10/2026,0130,26/10/2026,", "01:30 on Sun 25 Oct 2026 was twice"),
        ("22/11/2026,0900,21/11/2026,", "This end is not after its start."),
    ],
)
def test_an_absence_that_could_mean_two_things_is_refused(row: str, problem: str) -> None:
    said = away(row)
    assert isinstance(said, str)
    assert said.startswith(problem)


def test_a_time_alone_needs_an_end() -> None:
    assert str(away("22/11/2026 0900", "Who,Why,First day")).startswith("There is no end.")
