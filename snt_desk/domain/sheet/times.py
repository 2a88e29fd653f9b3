"""Days and times as people write them in a spreadsheet (formats.md §2).

Day before month, always. What could mean two things is refused, with what to write.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import DAY, LONGEST_STRETCH, MINUTE, ClockError
from snt_desk.domain.sheet.grid import Value
from snt_desk.domain.sheet.words import text_of

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?(Z|[+-]\d\d:\d\d)?")
_DAY = re.compile(
    r"(?:([a-z]{3,9})[.,]?\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s*[/.-]\s*|\s+(?:of\s+)?|(?=[a-z]))"
    r"(\d{1,2}|[a-z]{3,9})\.?(?:\s*[/.,-]\s*|\s+|(?<=[a-z])(?=\d))(\d{4}|\d{2})"
)
_NO_YEAR = re.compile(r"(?:[a-z]{3,9}\s+)?\d{1,2}\s*[/. -]\s*(\d{1,2}|[a-z]{3,9})")
_BARE_HOUR = re.compile(r"\d{1,2}")
_TAIL = re.compile(r"\s*(?:hours|hrs|hr|h)\.?$")
_SECONDS = re.compile(r"(\d{1,2}[:.]\d{2})[:.](\d{2})(\.\d+)?(\s*[ap]\.?m\.?)?")
_SPREADSHEET_DAY_0 = frozenset({date(1899, 12, 30), date(1899, 12, 31)})
_NEXT_CENTURY = 70
_SLACK = timedelta(seconds=1)
_MOST_REMEMBERED = 8192
LONGEST: Final = 80
"""No day with its time is longer; of a text with many spaces each would be tried."""
_HOW_A_DAY = "Write it as 22/11/2026."
_HOW_A_TIME = "Write it as 2215, 22:15 or 10.15pm."


class SheetError(ValueError):
    """A cell that cannot be taken; says in a sentence why, and what to write instead."""


class When(NamedTuple):
    """What a cell says of a moment: a day, minutes after its midnight, or both.

    `zone` is `bst` or `gmt` where the cell says so; `instant` where it gives the very one.
    """

    day: date | None
    minute: int | None = None
    zone: str | None = None
    instant: datetime | None = None


def read_day(value: Value) -> date | None:
    """Read a cell that holds a day; None if it is empty. Raises SheetError."""
    if isinstance(value, datetime):
        if value.time() != time():
            raise SheetError(
                f"“{text_of(value)}” has a time in it as well. Write the day alone, as 22/11/2026."
            )
        return _near(value.date())
    if isinstance(value, date):
        return _near(value)
    said = text_of(value)
    if not said:
        return None
    if not isinstance(value, str):
        raise SheetError(f"“{said}” is not a date. {_HOW_A_DAY}")
    return _typed_day(said)


def read_when(value: Value) -> When | None:
    """Read a cell that holds a time, a day, or a day with its time; None if it is empty."""
    said = text_of(value)
    if isinstance(value, str):
        return _typed_when(said) if said else None
    if isinstance(value, int | float):
        return When(None, *_typed_time(_number(value, said)))
    if isinstance(value, datetime):
        return _moment(value, said)
    if isinstance(value, date):
        return When(_near(value))
    if isinstance(value, timedelta):
        if not timedelta() <= value < DAY:
            raise SheetError(f"“{said}” is not a time of day. {_HOW_A_TIME}")
        return When(None, _minute(value, said))
    return None if value is None else When(None, _minute(_since_midnight(value), said))


def _moment(value: datetime, said: str) -> When:
    if value.time() == time():
        # A spreadsheet has no other way to write a day alone.
        return When(_near(value.date()))
    minute = _minute(_since_midnight(value.time()), said)
    return When(None if value.date() in _SPREADSHEET_DAY_0 else _near(value.date()), minute)


def _typed_when(said: str) -> When:
    if _ISO_MOMENT.fullmatch(said):
        return _iso_moment(said)
    if len(said) > LONGEST:
        raise SheetError(f"“{said}” is not a time. {_HOW_A_TIME}")
    try:
        return When(None, *_typed_time(said))
    except (SheetError, ClockError) as error:
        if not re.search(r"[/\s-]", said):
            raise SheetError(str(error)) from None
        reason = error
    try:
        return When(_typed_day(said))
    except SheetError:
        pass
    for space in re.finditer(r"\s+", said):
        before, after = said[: space.start()].rstrip(","), said[space.end() :]
        try:
            day = _typed_day(before)
        except SheetError:
            continue
        return When(day, *_typed_time(after))
    raise SheetError(str(reason))


def _iso_moment(said: str) -> When:
    try:
        found = datetime.fromisoformat(said)
        if found.tzinfo is not None:
            instant = clock.read_instant(f"{found:%Y-%m-%dT%H:%M}{said[16:].removeprefix(':00')}")
            wall = clock.local(instant)
            return When(wall.date(), wall.hour * 60 + wall.minute, instant=instant)
    except ValueError:
        raise SheetError(f"“{said}” is not a time. {_HOW_A_TIME}") from None
    return When(_near(found.date()), found.hour * 60 + found.minute)


def _number(value: float, said: str) -> str:
    """Give the time that a number in a cell was typed as: a spreadsheet drops a last nought."""
    if 0 < value < 1:
        raise SheetError(f"“{said}” is a number that could mean two times. {_HOW_A_TIME}")
    if not float(value).is_integer() and round(value, 2) == value:
        return f"{value:.2f}"
    return said


def _typed_time(said: str) -> tuple[int, str | None]:
    """Read minutes after midnight, and the zone if it is said."""
    text = _TAIL.sub("", said.casefold()).replace("a.m.", "am").replace("p.m.", "pm")
    if with_seconds := _SECONDS.fullmatch(text):
        if int(with_seconds[2]) or (with_seconds[3] or ".").strip(".0"):
            raise SheetError(f"“{said}” has seconds. Write times to the minute, as 22:15.")
        text = with_seconds[1] + (with_seconds[4] or "")
    if _BARE_HOUR.fullmatch(text) and int(text) > 0:
        hour = int(text)
        if hour < 24:
            raise SheetError(
                f"“{said}” could be {hour:02}:00 or 00:{hour:02}. Write which, as {hour:02}:00."
            )
        raise SheetError(f"“{said}” is not a time. {_HOW_A_TIME}")
    try:
        at, zone = typed.read_time(text)
    except ClockError:
        raise SheetError(f"“{said}” is not a time. {_HOW_A_TIME}") from None
    return at.hour * 60 + at.minute, zone


def _since_midnight(at: time) -> timedelta:
    return timedelta(
        hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond
    )


def _minute(since_midnight: timedelta, said: str) -> int:
    """Give minutes after midnight; a spreadsheet's parts of a day miss a second at times."""
    nearest = round(since_midnight / MINUTE)
    if abs(since_midnight - nearest * MINUTE) > _SLACK or nearest == 24 * 60:
        raise SheetError(f"“{said}” has seconds. Write times to the minute, as 22:15.")
    return nearest


def _typed_day(said: str) -> date:
    text = said.casefold()
    if iso := _ISO_DAY.fullmatch(text):
        return _real(said, int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY.fullmatch(text)
    if not found:
        if _NO_YEAR.fullmatch(text):
            raise SheetError(f"“{said}” says no year. {_HOW_A_DAY}")
        raise SheetError(f"“{said}” is not a date. {_HOW_A_DAY}")
    weekday, day, month, year = found.groups("")
    number = int(month) if month.isdecimal() else _month(month)
    if not 1 <= number <= 12:
        raise SheetError(
            f"“{said}”: there is no month {month}. The day comes first, as 22/11/2026."
        )
    if len(year) == 2 and int(year) >= _NEXT_CENTURY:
        raise SheetError(f"“{said}” could be 19{year} or 20{year}. Write the year in full.")
    made = _real(said, int(year) if len(year) == 4 else 2000 + int(year), number, int(day))
    right = _WEEKDAYS[made.weekday()]
    if weekday and not right.startswith("wed" if weekday == "weds" else weekday):
        raise SheetError(f"“{said}”: that day is a {right.capitalize()}. Mend the day or the date.")
    return made


def _month(word: str) -> int:
    matching = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(word)]
    return matching[0] if matching else (9 if word == "sept" else 0)


def _real(said: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise SheetError(f"“{said}”: there is no month {month}. {_HOW_A_DAY}")
    if not clock.FIRST_YEAR <= year <= clock.LAST_YEAR:
        raise SheetError(f"“{said}” is too far away. {_HOW_A_DAY}")
    last = clock.Month(year, month).last.day
    if not 1 <= day <= last:
        name = _MONTHS[month - 1].capitalize()
        raise SheetError(f"“{said}”: {name} {year} has {last} days. Write a day that there is.")
    return date(year, month, day)


def _near(day: date) -> date:
    if clock.FIRST_YEAR <= day.year <= clock.LAST_YEAR:
        return day
    raise SheetError(
        f"“{text_of(day)}” is too far away: years go from {clock.FIRST_YEAR} to {clock.LAST_YEAR}."
    )


# --- On the time line -------------------------------------------------------------------------


def start_of(day: date | None, when: When) -> tuple[date, datetime]:
    """Place a start: on its own day if the cell gives one, else on the row's. SheetError."""
    if day is not None and when.day is not None and day != when.day:
        raise SheetError(
            f"This start is on {clock.long_day(when.day)}, the row on {clock.long_day(day)}."
            " Mend one of the two."
        )
    on = when.day or day
    if on is None:
        raise SheetError("There is no day. Write the day with the time, as 22/11/2026 22:15.")
    if when.instant is not None:
        return on, when.instant
    if when.minute is None:
        raise SheetError(f"There is no time. {_HOW_A_TIME}")
    return on, placed(on, when.minute, when.zone)


def end_of(day: date, start: datetime, when: When) -> datetime:
    """Place an end: on its own day, else after the start within a day. SheetError.

    *day* is that on which the start is.
    """
    if when.instant is not None:
        end = when.instant
    elif when.minute is None:
        raise SheetError(f"There is no time. {_HOW_A_TIME}")
    elif when.day is not None:
        end = placed(when.day, when.minute, when.zone)
    else:
        end = _next(day, start, when)
    length = (end - start) // MINUTE
    if length <= 0:
        raise SheetError("This end is not after its start. Mend one of the two.")
    if length > LONGEST_STRETCH:
        if when.day is None and length == 24 * 60:
            raise SheetError("This end is the same as its start. Write when it ended.")
        raise SheetError(
            f"From start to end is {clock.hours_long(length)}, more than 16 h. Mend one of the two."
        )
    return end


def plain_span(day: date, start: When, end: When) -> tuple[datetime, datetime] | None:
    """Place two times of a day without a clock change, or say that it is not so simple."""
    midnight = _MIDNIGHTS.get(day) or _midnight(day)
    if midnight is None or start[0] or start[2] or end[0] or end[2]:
        return None
    first, last = start[1], end[1]
    if first is None or last is None:
        return None
    length = last - first if last > first else last - first + 24 * 60
    if length > LONGEST_STRETCH:
        return None
    begun = midnight + _MINUTES[first]
    return begun, begun + _MINUTES[length]


def placed(day: date, minute: int, zone: str | None = None) -> datetime:
    """Place a time of day on the UTC time line; SheetError if it was twice or never."""
    if zone is None and _is_plain(day):
        return clock.midnight(day) + _MINUTES[minute]
    try:
        return typed.read_start(day, _as_typed(minute, zone))
    except ClockError as error:
        raise SheetError(str(error)) from None


def _next(day: date, start: datetime, when: When) -> datetime:
    minute = when.minute or 0
    if when.zone is None and _is_plain(day) and _is_plain(day + DAY):
        end = clock.midnight(day) + _MINUTES[minute]
        return end if end > start else clock.midnight(day + DAY) + _MINUTES[minute]
    try:
        return typed.read_end(start, _as_typed(minute, when.zone))
    except ClockError as error:
        raise SheetError(str(error)) from None


def _as_typed(minute: int, zone: str | None) -> str:
    at = f"{minute // 60:02}{minute % 60:02}"
    return f"{at} {zone}" if zone else at


_MINUTES: Final = tuple(MINUTE * number for number in range(24 * 60))
_MIDNIGHTS: dict[date, datetime] = {}


def _midnight(day: date) -> datetime | None:
    """Give the midnight of a day if neither it nor the next has a clock change."""
    if not (_is_plain(day) and _is_plain(day + DAY)):
        return None
    if len(_MIDNIGHTS) > _MOST_REMEMBERED:
        _MIDNIGHTS.clear()
    return _MIDNIGHTS.setdefault(day, clock.midnight(day))


@lru_cache(maxsize=8192)
def _is_plain(day: date) -> bool:
    """Whether a day has no clock change: it is 24 hours long."""
    return clock.midnight(day + DAY) - clock.midnight(day) == DAY
