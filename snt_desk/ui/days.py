"""A day to type: read as people write it, and said in full once the field is left."""

from __future__ import annotations

from datetime import date

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import DAY, ClockError
from snt_desk.ui.fields import LineField

_LONGEST = 40


def meant(text: str, today: date, *, ahead: bool = False) -> date | None:
    """Read a day as typed; None if nothing is there, or it is no day.

    With `ahead` it is one to come, such as when something is due (`typed.read_day_ahead`).
    """
    read = typed.read_day_ahead if ahead else typed.read_day
    try:
        return read(text, today) if text else None
    except ClockError:
        return None


def fault(text: str, today: date) -> str:
    """Say why what was typed is no day; empty if it is one, or nothing is there."""
    try:
        if text:
            typed.read_day(text, today)
    except ClockError as error:
        return str(error)
    return ""


def written(day: date | None) -> str:
    """Write a day as the field shows it."""
    return clock.long_day(day) if day else ""


class DayField(LineField):
    """Takes `27/3`, `fri`, `t`; with a day in it `+` is the day after and `-` the day before."""

    def __init__(self, example: str = "27/3", *, ahead: bool = False) -> None:
        """With `ahead` what leaves open which day it is means one to come."""
        settle = _in_full_ahead if ahead else _in_full
        super().__init__(example, nudge=_nudged, settle=settle, most=_LONGEST)


def _nudged(text: str, letter: str) -> str | None:
    day = meant(text, clock.today())
    # Only from a day in full: in 27-3 the sign stands between day and month.
    if day is None or letter not in {"+", "-"} or text != written(day):
        return None
    return written(day + DAY if letter == "+" else day - DAY)


def _in_full(text: str) -> str:
    return written(meant(text, clock.today())) or text


def _in_full_ahead(text: str) -> str:
    return written(meant(text, clock.today(), ahead=True)) or text
