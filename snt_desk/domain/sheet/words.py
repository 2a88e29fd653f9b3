"""The text of a cell, whatever it holds, as a person would have typed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from snt_desk.domain.package.cells import guarded
from snt_desk.domain.sheet.grid import Value

GUARD: Final = "'"


def text_of(value: Value) -> str:
    """Give the text of a cell: whole numbers without a point, dates day first."""
    if isinstance(value, str):
        return value.strip()
    write = _WRITERS.get(type(value))
    return write(value) if write else ""


def unguarded_name(text: str) -> str:
    """Take the formula guard from a cell that names something, if it is one.

    Such a cell is no free text, and a name may begin with an apostrophe of its own.
    """
    return text[1:] if text[:1] == GUARD and guarded(text[1:]) != text[1:] else text


def is_number(text: str) -> bool:
    """Whether a text is a plain number, which is never guarded."""
    return text.lstrip("+-").replace(".", "", 1).isdecimal()


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _moment(value: datetime) -> str:
    day, at = _day(value), _time(value.time())
    return day if at == "00:00" else f"{day} {at}"


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _time(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}"


def _length(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"{minutes // 60}:{minutes % 60:02}{tail}"


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    bool: {True: "TRUE", False: "FALSE"}.__getitem__,
    int: str,
    float: _number,
    datetime: _moment,
    date: _day,
    time: _time,
    timedelta: _length,
}
