"""What the reading process says to the desk: lines of JSON, a few hundred rows each.

Not pickle: what is read there is hostile, and whoever took that process over must not be
able to say more than cells. A message is a line, a list whose first item names it:

    ["refused", sentence]       why there will be no book, whatever was said before
    ["book", lines]             about how many lines will come
    ["sheet", name]             a sheet begins
    ["blank", count]            its next rows are blank
    ["rows", count, columns]    its next rows, column by column
    ["end"]                     that was the whole book

A column of nothing but texts is one text, with DEL between the cells. Others are
["d", days since the year 1], ["t", seconds since midnight], or ["c", cells], where what JSON
has no word for is an object, as {"d": "2026-11-22"}. An empty text is an empty cell.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, islice, zip_longest
from typing import Any, Final, NamedTuple, TypeAlias

# domain.sheet would say the same, and take longer to import than most sheets to read.
Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Cells: TypeAlias = Sequence[Value]
Message: TypeAlias = list[Any]


class Sheet(NamedTuple):
    """A sheet that was found in a file, its cells not yet looked at.

    `most_rows` is None where it may still prove too large.
    """

    name: str
    rows: Iterable[Cells]
    most_rows: int | None


MOST_CELL: Final = 32_767
"""Characters in a cell."""
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
ROWS_A_LINE = 500

PASSWORD: Final = "It is password-protected. Save it without a password."  # noqa: S105  # a sentence
DAMAGED: Final = "It is damaged. Open it in a spreadsheet program and save it again."
TOO_BIG: Final = "It is too big to be a sheet, or damaged. Nothing was read."

_BETWEEN = "\x7f"
_VALUES: Final = frozenset({str, int, float, bool, date, datetime, time, timedelta, type(None)})


class Refused(Exception):  # it is an answer, not an error
    """There will be no book; says why in a sentence."""


class Unintelligible(ValueError):  # as above
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


def column_letters(column: int) -> str:
    """Name a column, counted from 0, as a spreadsheet program does: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


# --- Said -----------------------------------------------------------------------------------


def said(*message: Any) -> bytes:
    """Give a message as a line."""
    return _ENCODER.encode(message).encode("ascii") + b"\n"


def rows_said(rows: Iterable[Cells]) -> Iterator[bytes]:
    """Give the rows of a sheet as lines, from row 1 on; blank ones at the end are left out.

    An empty text is an empty cell. Raises Refused for more rows, columns or characters in a
    cell than may be. Control characters stay: a row that has one is refused in the preview.
    """
    walk = iter(rows)
    blank = 0
    for first in count(1, ROWS_A_LINE):
        batch = list(islice(walk, ROWS_A_LINE))
        if not batch:
            return
        columns = [_column_said(cells, first, at) for at, cells in enumerate(_turned(batch))]
        while columns and columns[-1] is None:
            columns.pop()
        if not columns:
            blank += len(batch)
            continue
        if first > MOST_ROWS:
            raise too_many_rows()
        if len(columns) > MOST_COLUMNS:
            raise too_wide(len(columns) - 1)
        if blank:
            yield said("blank", blank)
            blank = 0
        nothing = _BETWEEN * (len(batch) - 1)
        yield said("rows", len(batch), [nothing if one is None else one for one in columns])


def _turned(rows: list[Cells]) -> Iterator[tuple[Value, ...]]:
    return zip_longest(*rows, fillvalue="")


def _column_said(cells: tuple[Any, ...], first: int, at: int) -> str | list[Any] | None:
    """Give a column as it is said; None if it is blank."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return _texts_said(cells, first, at)
    if kinds == {date}:
        return ["d", [day.toordinal() for day in cells]]
    if kinds == {time}:
        return ["t", list(map(_since_midnight, cells))]
    if str in kinds and _is_doubtful("".join([cell for cell in cells if isinstance(cell, str)])):
        cells = tuple(
            _checked(cell, number, at) if isinstance(cell, str) else cell
            for number, cell in enumerate(cells, start=first)
        )
    return None if _BLANK.issuperset(cells) else ["c", cells]


_BLANK: Final = frozenset({None, ""})


def _texts_said(texts: tuple[str, ...], first: int, at: int) -> str | list[Any] | None:
    joined = _BETWEEN.join(texts)
    if len(joined) < len(texts):
        return None
    if _is_doubtful(joined):
        texts = tuple(_checked(text, number, at) for number, text in enumerate(texts, start=first))
        joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) >= len(texts):
        return ["c", texts]
    return joined


def _is_doubtful(joined: str) -> bool:
    """Whether any of the texts that are joined could need a change, or be too long."""
    return len(joined) > MOST_CELL or "\r" in joined


def _checked(text: str, number: int, at: int) -> str:
    """Make line breaks inside a cell LF; refuse a text that is too long."""
    if len(text) > MOST_CELL:
        raise Refused(
            f"The cell in row {number}, column {column_letters(at)} has more than"
            f" {MOST_CELL:,} characters. Shorten it."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@lru_cache(maxsize=4096)
def _since_midnight(at: time) -> int:
    # Spreadsheets count days in fractions: 22:15 may be a few microseconds less.
    return round((at.hour * 60 + at.minute) * 60 + at.second + at.microsecond / 1e6) % 86_400


@lru_cache(maxsize=4096)
def _cell_said(value: Any) -> dict[str, Any]:
    if isinstance(value, datetime):  # which is a date too
        return {"i": _to_second(value).isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"t": _since_midnight(value)}
    if isinstance(value, timedelta):
        return {"s": round(value.total_seconds())}
    raise TypeError(f"no cell holds a {type(value).__name__}")


def _to_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


_ENCODER = json.JSONEncoder(default=_cell_said, separators=(",", ":"), check_circular=False)


# --- Heard ----------------------------------------------------------------------------------


def heard(line: bytes) -> Message:
    """Read a line; raises Unintelligible if it is no message."""
    try:
        message = _DECODER.decode(line.decode("ascii"))
    except _NONSENSE as error:
        raise Unintelligible(str(error)) from error
    if not isinstance(message, list) or not message:
        raise Unintelligible("no message")
    return message


def rows_heard(size: Any, columns: Any) -> list[tuple[Value, ...]]:
    """Take the rows out of a message; raises Unintelligible if they are none."""
    try:
        turned = [_column_heard(column) for column in columns]
        rows = [row if row[-1] is not None else _trimmed(row) for row in zip(*turned, strict=True)]
    except _NONSENSE as error:
        raise Unintelligible(str(error)) from error
    if len(rows) != size or len(turned) > MOST_COLUMNS:
        raise Unintelligible("another number of cells")
    return rows


def _column_heard(column: Any) -> list[Value]:
    if isinstance(column, str):
        return [text or None for text in column.split(_BETWEEN)]
    kind, cells = column
    return _COLUMNS[kind](cells)


def _cells_heard(cells: list[Value]) -> list[Value]:
    if not set(map(type, cells)) <= _VALUES:
        raise Unintelligible("no cells")
    return [None if cell == "" else cell for cell in cells]


@lru_cache(maxsize=4096)
def _day_heard(ordinal: int) -> date:
    return date.fromordinal(ordinal)


@lru_cache(maxsize=4096)
def _time_heard(seconds: int) -> time:
    minutes, second = divmod(seconds, 60)
    return time(*divmod(minutes, 60), second)


_COLUMNS: Final[dict[str, Callable[[Any], list[Value]]]] = {
    "c": _cells_heard,
    "d": lambda days: list(map(_day_heard, days)),
    "t": lambda times: list(map(_time_heard, times)),
}


def _trimmed(row: tuple[Value, ...]) -> tuple[Value, ...]:
    size = len(row)
    while size and row[size - 1] is None:
        size -= 1
    return row[:size]


def _cell_heard(pairs: dict[str, Any]) -> Value:
    ((kind, value),) = pairs.items()
    return _value(kind, value)


@lru_cache(maxsize=4096)
def _value(kind: str, value: Any) -> Value:
    made: Value = _KINDS[kind](value)
    return made


_KINDS: Final[dict[str, Callable[[Any], Value]]] = {
    "i": datetime.fromisoformat,
    "d": date.fromisoformat,
    "t": _time_heard,
    "s": lambda seconds: timedelta(seconds=seconds),
}


def _number(text: str) -> int | float | str:
    if text.endswith(".0"):
        return int(text[:-2])
    number = float(text)
    return number if math.isfinite(number) else text


_NONSENSE = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError)
# What is no number in a spreadsheet (1/0) is shown as text.
_DECODER = json.JSONDecoder(object_hook=_cell_heard, parse_float=_number, parse_constant=str)
