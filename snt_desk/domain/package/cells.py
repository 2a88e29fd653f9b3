"""From the text of a cell to a value and back (formats.md, common rules and §1, types)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeAlias

from snt_desk.domain import clock
from snt_desk.domain.clock import ClockError
from snt_desk.domain.package.tables import Column, Kind

MOST_CELL: Final = 65_535
"""Characters in a cell, its formula guard not counted (docs/decisions/0011)."""

Read: TypeAlias = Callable[[str], Any]
"""From a cell's text to its value; raises CellError or ClockError."""

Write: TypeAlias = Callable[[Any], str]
"""From a value to its cell's text."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_TAG = re.compile(r"#\w{1,39}")
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Bytes that are no UTF-8 are read as lone surrogates, which no UTF-8 can hold.
_NOT_UTF_8 = re.compile(r"[\ud800-\udfff]")
_FORMULA = re.compile("'| *[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NEEDS_QUOTES = re.compile(r'[",\n]')
_MOST_SHOWN = 80

_YES_NO = {"yes": True, "no": False}


class CellError(ValueError):
    """A cell that cannot be taken; says in a sentence why, and what to write instead."""


def reader(column: Column) -> Read:
    """Choose how the cells of a column are read; an empty one is None, an empty list ()."""
    if column.kind is Kind.TEXT:
        return _text_reader(column)
    read_one = _ONE[column.kind](column)
    read = _list_reader(column, read_one) if column.many else read_one
    empty = () if column.many else None

    def read_or_empty(cell: str) -> Any:
        return read(cell) if cell else empty

    read_any = read if column.required else read_or_empty
    # Refs and instants of their own hardly ever come twice; to remember them would fill memory.
    if column.kind is Kind.INSTANT or (column.kind is Kind.REF and _is_own(column)):
        return read_any
    return _Remembered(read_any).__getitem__


def _is_own(column: Column) -> bool:
    return column.refers is None or column.parent


def fault(column: Column, cell: str) -> str | None:
    """Say what makes the cell unfit for any kind of column, if anything does."""
    if not cell:
        return _nothing_in(column) if column.required else None
    if _NOT_UTF_8.search(cell):
        return f"{column.name} holds bytes that are not UTF-8. Save the file as CSV UTF-8."
    if unwanted := _UNWANTED.search(cell):
        return (
            f"{column.name} holds a control character (U+{ord(unwanted[0]):04X},"
            f" character {unwanted.start() + 1} of the cell). Take it out."
        )
    if len(without_guard(cell)) > MOST_CELL:
        return f"{column.name} has {len(cell):,} characters. A cell has {MOST_CELL:,} at most."
    return None


def guarded(text: str) -> str:
    """Write one `'` before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_guard(cell: str) -> str:
    """Take exactly one `'` away, if there is one."""
    return cell.removeprefix("'")


def shown(cell: str) -> str:
    """Make a cell fit to be shown in a sentence: no control characters, not too long."""
    text = _NOT_UTF_8.sub("\ufffd", _UNWANTED.sub("\ufffd", cell[: _MOST_SHOWN + 1]))
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def writer(column: Column) -> Write | None:
    """Choose how the values of a column are written as cells of a CSV file; None: as they are."""
    if column.many:
        return ";".join
    if column.required and column.kind in _THEIR_OWN_CELL:
        return None
    write: Write = _WRITERS.get(column.kind, _write_plain)
    return write


def text_of(column: Column, value: Any) -> str:
    """Give the text of a value as a person would type it, with no guard and no quotes."""
    if column.kind is Kind.TEXT:
        return str(value or "")
    write = writer(column)
    return write(value) if write else str(value)


class _Remembered(dict[str, Any]):
    """What was read from each text: a column of codes or days says the same few over and over."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = self._read(cell)
        return value


def _nothing_in(column: Column) -> str:
    return f"There is nothing in {column.name}. It must have a value."


def _text_reader(column: Column) -> Read:
    def read(cell: str) -> str | None:
        # What is printable holds no control character, and is nearly everything.
        if not cell.isprintable() or len(cell) > MOST_CELL or (column.required and not cell):
            reason = fault(column, cell)
            if reason:
                raise CellError(reason)
        if cell[:1] == "'":
            cell = cell[1:]
            if column.required and not cell:
                raise CellError(_nothing_in(column))
        return cell or None

    return read


def _ref_reader(column: Column) -> Read:
    match = _NAME.fullmatch

    def read(cell: str) -> str:
        if match(cell):
            return cell
        raise CellError(
            f"“{shown(cell)}” cannot stand in {column.name}. Use 1 to 40 letters (A to Z), digits,"
            " points, underscores and hyphens, first a letter or digit."
        )

    return read


def _tag_reader(_: Column) -> Read:
    def read(cell: str) -> str:
        if _TAG.fullmatch(cell):
            return cell
        raise CellError(
            f"“{shown(cell)}” is not a campaign tag. Write # and up to 39 letters, digits or _."
        )

    return read


def _number_reader(column: Column) -> Read:
    def read(cell: str) -> int:
        if not (cell.isascii() and cell.isdigit()):
            raise CellError(f"“{shown(cell)}” is not a whole number. Write it in digits, as 12.")
        digits = cell.lstrip("0") or "0"
        number = int(digits) if len(digits) <= len(str(column.most)) else column.most + 1
        if not column.least <= number <= column.most:
            raise CellError(
                f"“{shown(cell)}” is out of bounds: {column.name} goes from {column.least}"
                f" to {column.most:,}."
            )
        return number

    return read


def _yes_no_reader(column: Column) -> Read:
    def read(cell: str) -> bool:
        if cell in _YES_NO:
            return _YES_NO[cell]
        raise CellError(f"“{shown(cell)}” cannot stand in {column.name}. Write yes or no.")

    return read


def _day_reader(_: Column) -> Read:
    return clock.read_date


def _instant_reader(_: Column) -> Read:
    return clock.read_instant


def _month_reader(_: Column) -> Read:
    return lambda cell: str(clock.Month.parse(cell))


def _list_reader(column: Column, read_one: Read) -> Read:
    def read(cell: str) -> tuple[Any, ...]:
        pieces = cell.split(";")
        if "" in pieces:
            raise CellError(
                f"“{shown(cell)}” has a semicolon too many. Write {column.name} as A;B;C."
            )
        values = tuple([read_one(piece) for piece in pieces])
        if len(set(values)) != len(values):
            twice, _ = Counter(values).most_common(1)[0]
            raise CellError(f"{column.name} names {twice} twice. Name each once.")
        return values

    return read


_ONE: Final[dict[Kind, Callable[[Column], Read]]] = {
    Kind.REF: _ref_reader,
    Kind.CODE: _ref_reader,
    Kind.TAG: _tag_reader,
    Kind.NUMBER: _number_reader,
    Kind.YES_NO: _yes_no_reader,
    Kind.DATE: _day_reader,
    Kind.INSTANT: _instant_reader,
    Kind.MONTH: _month_reader,
}


def _write_plain(value: Any) -> str:
    return "" if value is None else str(value)


def _write_text(text: str | None) -> str:
    if not text:
        return ""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    cell = guarded(text)
    return _quoted(cell) if _NEEDS_QUOTES.search(cell) else cell


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _write_instant(instant: datetime | None) -> str:
    return "" if instant is None else clock.write_instant(instant)


_THEIR_OWN_CELL: Final = frozenset({Kind.REF, Kind.CODE, Kind.TAG, Kind.MONTH})
_WRITERS: Final[dict[Kind, Write]] = {
    Kind.TEXT: _write_text,
    Kind.INSTANT: _write_instant,
    Kind.YES_NO: {True: "yes", False: "no", None: ""}.__getitem__,
}


def sentence_for(column: Column, cell: str, error: CellError | ClockError) -> str:
    """Say what is wrong with a cell that its reader refused, the general before the particular."""
    return fault(column, cell) or str(error).replace(cell, shown(cell))
