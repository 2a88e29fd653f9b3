"""Which lines of a list have all the words that are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from snt_desk.ui.table import Column

Line = TypeVar("Line")


def matching(lines: Iterable[Line], columns: Sequence[Column[Any]], words: str) -> list[Line]:
    """Keep the lines that have all the words somewhere in these columns."""
    wanted = words.casefold().split()
    if not wanted:
        return list(lines)
    found = []
    for line in lines:
        text = said(line, columns)
        if all(word in text for word in wanted):
            found.append(line)
    return found


def said(line: object, columns: Sequence[Column[Any]]) -> str:
    """Give all that a line says in these columns, in small letters."""
    return "\n".join(column.cell(line).spoken for column in columns).casefold()
