"""How a message to neighbours says numbers, days, lengths and lists: as one says them aloud."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Final

FEWEST: Final = 5
"""Fewer residents than that could be told apart: they are `a few`."""
FEW: Final = "a few"

WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""Numbers that are words; from ten on they are figures."""


def number(count: int) -> str:
    """`three`, `64`, `1,284`."""
    return WORDS[count] if 0 <= count < len(WORDS) else f"{count:,}"


def guarded(count: int) -> str:
    """The same of anything residents could be recognised by: under five it is `a few`."""
    return FEW if 0 < count < FEWEST else number(count)


def counted(count: int, one: str, many: str = "") -> str:
    """`one patrol`, `64 patrols`; *many* where an `s` does not do."""
    return f"{number(count)} {one if count == 1 else many or f'{one}s'}"


def times(count: int) -> str:
    """`once`, `twice`, `five times`."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def hours(minutes: int) -> str:
    """A length to the hour: `186 hours`, `one hour`, `less than an hour`."""
    whole = (minutes + 30) // 60
    return counted(whole, "hour") if whole else "less than an hour"


def hours_of(parts: Sequence[int]) -> tuple[str, ...]:
    """Lengths to the hour that add up to their sum to the hour, as a reader would add them.

    What is over goes to those that come nearest to the next hour.
    """
    whole = [minutes // 60 for minutes in parts]
    over = (sum(parts) + 30) // 60 - sum(whole)
    nearest = sorted(range(len(parts)), key=lambda at: -(parts[at] % 60))
    for at in nearest[:over]:
        whole[at] += 1
    return tuple(hours(60 * each) for each in whole)


def day(on: date) -> str:
    """`14 September`."""
    return f"{on.day} {calendar.month_name[on.month]}"


def day_of_year(on: date) -> str:
    """`14 September 2026`."""
    return f"{day(on)} {on.year}"


def weekday(on: date) -> str:
    """`Saturday 5 December`."""
    return f"{calendar.day_name[on.weekday()]} {day(on)}"


def stretch(first: date, last: date) -> str:
    """`14 September to 13 December 2026`, both days included."""
    if first == last:
        return day_of_year(first)
    begins = day(first) if first.year == last.year else day_of_year(first)
    return f"{begins} to {day_of_year(last)}"


def listed(items: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def sentence(text: str) -> str:
    """What somebody wrote as a sentence of its own, in one line: capital, full stop."""
    line = " ".join(text.split())
    if not line:
        return ""
    line = line[0].upper() + line[1:]
    return line if line[-1] in ".!?…" else f"{line}."
