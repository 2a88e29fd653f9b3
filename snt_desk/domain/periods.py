"""Stretches of days that are named by today: this week, the last seven days, this year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY

NAMES: Mapping[str, str] = {
    "this_week": "This week",
    "last_week": "Last week",
    "last_7_days": "Last 7 days",
    "this_year": "This year",
}
"""Each by the name under which it is kept, and what people call it."""

Days = tuple[date, date]
"""The first day and the last, both included."""


def days(name: str, today: date) -> Days:
    """Give the days of a named stretch; weeks begin on Monday. KeyError for another name."""
    monday = today - today.weekday() * DAY
    return {
        "this_week": (monday, monday + 6 * DAY),
        "last_week": (monday - 7 * DAY, monday - DAY),
        "last_7_days": (today - 6 * DAY, today),
        "this_year": (date(today.year, 1, 1), date(today.year, 12, 31)),
    }[name]


def shown(first: date, last: date) -> str:
    """Write a stretch as people do: `16 to 22 Nov 2026`, `28 Oct to 3 Nov 2026`."""
    begins, ends = (clock.long_day(one).partition(" ")[2] for one in (first, last))
    if first == last:
        return begins
    if first.year != last.year:
        return f"{begins} to {ends}"
    without_year = begins.rpartition(" ")[0]
    if first.month != last.month:
        return f"{without_year} to {ends}"
    return f"{first.day} to {ends}"


def written(first: date, last: date) -> str:
    """Write a stretch so that `read` takes it back: `2026-11-16/2026-11-22`."""
    return f"{first.isoformat()}/{last.isoformat()}"


def read(text: str) -> Days | None:
    """Read what `written` gave; None for anything else."""
    first, _, last = text.partition("/")
    try:
        found = clock.read_date(first), clock.read_date(last)
    except clock.ClockError:
        return None
    return found if found[0] <= found[1] else None
