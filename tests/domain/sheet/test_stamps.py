"""When an answer was stamped: London's day at that instant, whatever zone the survey kept."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from snt_desk.domain.sheet.stamps import Stamp, read_stamped
from snt_desk.domain.sheet.times import SheetError


def day_of(text: str) -> date | None:
    found = read_stamped(text)
    return found.day if isinstance(found, Stamp) else found


@pytest.mark.parametrize(
    ("said", "day"),
    [
        # Winter: London is UTC.
        ("2025-10-31T23:30:00Z", date(2025, 10, 31)),
        ("2025-10-31T23:30:00+00:00", date(2025, 10, 31)),
        # Summer: half past eleven in UTC is half past midnight here.
        ("2026-07-14T23:30:00Z", date(2026, 7, 15)),
        ("2026-07-14T23:30:00.000Z", date(2026, 7, 15)),
        ("2026-07-14 23:30:00 UTC", date(2026, 7, 15)),
        ("14/07/2026 11:30:00 pm GMT", date(2026, 7, 15)),
        ("2026/07/14 11:30:00 pm GMT+1", date(2026, 7, 14)),
        ("14/07/2026 23:30 BST", date(2026, 7, 14)),
        # Elsewhere.
        ("2026-07-15T00:30:00+02:00", date(2026, 7, 14)),
        ("2026-07-14 20:30:00-0500", date(2026, 7, 15)),
        ("2026-11-14T00:30:00+01:00", date(2026, 11, 13)),
        ("2026-12-31T23:30:00-01:00", date(2027, 1, 1)),
        # No zone: London's own.
        ("2026-07-14T23:30:00", date(2026, 7, 14)),
        ("14/07/2026 23:30", date(2026, 7, 14)),
        ("14/07/2026", date(2026, 7, 14)),
    ],
)
def test_the_day_is_londons_at_that_instant(said: str, day: date) -> None:
    assert day_of(said) == day


def test_one_instant_is_the_same_stamp_in_every_zone() -> None:
    same = ("2026-07-14T23:30:00Z", "2026-07-15T00:30:00+01:00", "15/07/2026 12:30:00 am BST")
    assert len({read_stamped(one) for one in same}) == 1


def test_the_hour_that_comes_twice_is_two_stamps() -> None:
    first, second = read_stamped("25/10/2026 01:30 BST"), read_stamped("25/10/2026 01:30 GMT")
    assert first != second
    assert day_of("25/10/2026 01:30 BST") == day_of("25/10/2026 01:30 GMT") == date(2026, 10, 25)


def test_parts_of_a_second_tell_two_apart() -> None:
    assert read_stamped("2026-07-14T23:30:00.1Z") != read_stamped("2026-07-14T23:30:00.2Z")


def test_a_spreadsheets_own_time_is_londons() -> None:
    assert read_stamped(datetime(2026, 7, 14, 23, 30)) == Stamp(
        date(2026, 7, 14), "23:30:00.000000"
    )


@pytest.mark.parametrize(
    "said",
    [
        "14/11/2026 10:00-11:00",  # from ten to eleven, and no zone
        "14/11/2026 10:00 EST",
        "2026-11-14T25:00:00Z",
        "2026-11-14T10:00:00+15:00",
        "2026-11-14T10:00:00+01:75",
        "31/02/2026 10:00Z",
        "2199-12-31T23:30:00-02:00",
    ],
)
def test_what_is_no_such_instant_is_refused(said: str) -> None:
    with pytest.raises(SheetError, match=r"Write|Mend|too far"):
        read_stamped(said)
