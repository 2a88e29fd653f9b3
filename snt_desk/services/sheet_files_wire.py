"""What the reading process says to the desk: lines of JSON, and values that JSON has no word for.

Not pickle: what is read there is hostile, and whoever took that process over must not be
able to say more than cells. A message is a line, a list whose first item names it:

    ["refused", sentence]       why there will be no book; nothing follows
    ["book", lines]             how many lines will come
    ["sheet", name]             a sheet begins
    ["rows", [[cell, …], …]]    its next rows
    ["end"]                     that was the whole book
"""

from __future__ import annotations

import json
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

PASSWORD: Final = "It is password-protected. Save it without a password."  # noqa: S105
DAMAGED: Final = "It is damaged. Open it in a spreadsheet program and save it again."
TOO_BIG: Final = "It is too big to be a sheet, or damaged. Nothing was read."

_VALUES: Final = frozenset({str, int, float, bool, date, datetime, time, timedelta, type(None)})


class Refused(Exception):  # noqa: N818  # it is an answer, not an error
    """There will be no book; says why in a sentence."""


class Unintelligible(ValueError):  # noqa: N818  # as above
    """What came is not of this language."""


def too_many_rows() -> Refused:
    """There are rows below the last that may be."""
    return Refused(f"It has more than {MOST_ROWS:,} rows. Split it into smaller sheets.")


def too_wide(column: int) -> Refused:
    """There is something in a column (counted from 0) beyond the last that may be."""
    return Refused(
        f"Something stands in column {column_letters(column)}; a sheet has {MOST_COLUMNS}"
        " columns at most. Take it out."
    )


def said(*message: Any) -> bytes:
    """Give a message as a line."""
    return _ENCODER.encode(message).encode("ascii") + b"\n"


def rows_said(rows: Iterable[Cells]) -> Iterator[bytes]:
    """Give the rows of a sheet as lines, from row 1 on; blank ones at the end are left out.

    An empty text is an empty cell. Raises Refused for more rows, columns or characters in a
    cell than may be. Control characters stay: a row that has one is refused in the preview.
    """
    ready: list[Cells] = []
    first = 1
    for number, cells in enumerate(map(_trimmed, rows), start=1):
        if not cells:
            continue
        if number > MOST_ROWS:
            raise too_many_rows()
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
    if len(line) > MOST_CELL or b"\\r" in line:
        return said("rows", _checked(rows, first))
    return line


def heard(line: bytes) -> Message:
    """Read a line; raises Unintelligible if it is no message."""
    try:
        message = _DECODER.decode(line.decode("ascii"))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
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
        raise too_wide(len(cells) - 1)
    return cells


def _checked(rows: list[Cells], first: int) -> list[Cells]:
    """Make line breaks inside cells LF; refuse a text that is too long."""
    return [
        [
            _checked_text(cell, number, at) if isinstance(cell, str) else cell
            for at, cell in enumerate(row)
        ]
        for number, row in enumerate(rows, start=first)
    ]


def _checked_text(text: str, number: int, at: int) -> str:
    if len(text) > MOST_CELL:
        raise Refused(
            f"The cell in row {number}, column {column_letters(at)} has more than"
            f" {MOST_CELL:,} characters. Shorten it."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
