"""What the reading process says to the desk: lines of JSON, and values that JSON has no word for.

Not pickle: what is read there is hostile, and whoever took that process over must not be
able to say more than cells. A message is a line, a list whose first item names it:

    ["refused", sentence]       why there will be no book; nothing follows
    ["book", rows]              how many rows will come
    ["sheet", name]             a sheet begins
    ["rows", [[cell, …], …]]    its next rows
    ["end"]                     that was the whole book
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any, Final, TypeAlias

# domain.sheet would say the same, and take longer to import than most sheets to read.
Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Cells: TypeAlias = Sequence[Value]
Message: TypeAlias = list[Any]

MOST_CELL: Final = 32_767
"""Characters in a cell."""
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
_ROWS_A_LINE = 100

_VALUES: Final = frozenset({str, int, float, bool, date, datetime, time, timedelta, type(None)})
# In JSON every one of these begins with a backslash, but for DEL.
_MAY_BE_UNCLEAN = re.compile(rb"\\[rbfu]|\x7f")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Refused(Exception):  # noqa: N818  # it is an answer, not an error
    """There will be no book; says why in a sentence."""


class Unintelligible(ValueError):  # noqa: N818  # as above
    """What came is not of this language."""


def said(*message: Any) -> bytes:
    """Give a message as a line."""
    return _ENCODER.encode(message).encode("ascii") + b"\n"


def rows_said(rows: Iterable[Cells]) -> Iterator[bytes]:
    """Give the rows of a sheet as lines, from row 1 on; blank ones at the end are left out.

    An empty text is an empty cell. Raises Refused for more rows, columns or characters than
    may be, and for a control character, by row and column.
    """
    ready: list[Cells] = []
    first = 1
    for number, cells in enumerate(map(_trimmed, rows), start=1):
        if not cells:
            continue
        if number > MOST_ROWS:
            raise Refused(f"It has more than {MOST_ROWS:,} rows. Split it into smaller sheets.")
        ready += [[]] * (number - first - len(ready))
        ready.append(cells)
        if len(ready) >= _ROWS_A_LINE:
            yield _line(ready, first)
            first += len(ready)
            ready = []
    if ready:
        yield _line(ready, first)


def _line(rows: list[Cells], first: int) -> bytes:
    line = said("rows", rows)
    if len(line) > MOST_CELL or _MAY_BE_UNCLEAN.search(line):
        return said("rows", _clean(rows, first))
    return line


def heard(line: bytes) -> Message:
    """Read a line; raises Unintelligible if it is no message."""
    try:
        message = _DECODER.decode(line.decode("ascii"))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Unintelligible(str(error)) from error
    if not isinstance(message, list) or not message:
        raise Unintelligible("no message")
    return message


def rows_heard(rows: Any) -> list[tuple[Value, ...]]:
    """Take the rows out of a message; raises Unintelligible if they are none."""
    try:
        taken = [tuple(row) for row in rows]
    except TypeError as error:
        raise Unintelligible(str(error)) from error
    if not set(map(type, chain.from_iterable(taken))) <= _VALUES:
        raise Unintelligible("no cells")
    if max(map(len, taken), default=0) > MOST_COLUMNS:
        raise Unintelligible("too many columns")
    return taken


def column_letters(column: int) -> str:
    """Name a column, counted from 0, as a spreadsheet program does: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _trimmed(row: Cells) -> Cells:
    cells: list[Value] = [None if cell == "" else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(
            f"It has more than {MOST_COLUMNS} columns, up to {column_letters(len(cells) - 1)}."
            " Take out what is far to the right."
        )
    return cells


def _clean(rows: list[Cells], first: int) -> list[Cells]:
    """Make line breaks inside cells LF; refuse what may not stand in a cell."""
    return [
        [
            _clean_text(cell, number, at) if isinstance(cell, str) else cell
            for at, cell in enumerate(row)
        ]
        for number, row in enumerate(rows, start=first)
    ]


def _clean_text(text: str, number: int, at: int) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    where = f"Row {number}, column {column_letters(at)}"
    if len(text) > MOST_CELL:
        raise Refused(f"{where}: this cell has more than {MOST_CELL:,} characters. Shorten it.")
    if control := _CONTROL.search(text):
        raise Refused(
            f"{where}: there is a control character (U+{ord(control[0]):04X}, character"
            f" {control.start() + 1} of the cell). Take it out."
        )
    return text


@lru_cache(maxsize=4096)
def _said_value(value: Any) -> dict[str, Any]:
    # A datetime is a date too, so it is asked first. Spreadsheets count days in fractions:
    # what lies off a second by less than a millisecond is that second.
    if isinstance(value, datetime):
        return {"i": _to_second(value).isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        moment = datetime(2000, 1, 1, value.hour, value.minute, value.second, value.microsecond)  # noqa: DTZ001
        return {"t": _to_second(moment).time().isoformat()}
    if isinstance(value, timedelta):
        return {"s": round(value.total_seconds())}
    raise TypeError(f"no cell holds a {type(value).__name__}")


def _to_second(moment: datetime) -> datetime:
    if not moment.microsecond:
        return moment
    later = moment + timedelta(microseconds=500_000)
    return later.replace(microsecond=0)


def _heard_value(pairs: dict[str, Any]) -> Value:
    ((kind, value),) = pairs.items()
    return _value(kind, value)


@lru_cache(maxsize=4096)
def _value(kind: str, value: Any) -> Value:
    made: Value = _KINDS[kind](value)
    return made


def _seconds(value: int) -> timedelta:
    return timedelta(seconds=value)


_KINDS: Final[dict[str, Any]] = {
    "i": datetime.fromisoformat,
    "d": date.fromisoformat,
    "t": time.fromisoformat,
    "s": _seconds,
}


def _number(text: str) -> int | float:
    return int(text[:-2]) if text.endswith(".0") else float(text)


_ENCODER = json.JSONEncoder(default=_said_value, separators=(",", ":"), check_circular=False)
# What is no number in a spreadsheet (1/0) is shown as text.
_DECODER = json.JSONDecoder(object_hook=_heard_value, parse_float=_number, parse_constant=str)
