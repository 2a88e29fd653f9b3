"""The lines of a list of any length: each is made when it is painted, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from snt_desk.ui.listing import Line, Title
from snt_desk.ui.table import Id

Row = TypeVar("Row")


class LongLines(Sequence[Line | Title], Generic[Row]):
    """Titles, and rows of which a line is made as it is asked for."""

    def __init__(
        self, rows: Sequence[Row | Title], ids: Sequence[Id | None], make: Callable[[Row], Line]
    ) -> None:
        """`ids` are those of the rows, in the same order; None for a title."""
        self._rows = rows
        self.ids = ids
        self._make = make
        self._made: dict[int, Line] = {}

    @property
    def made(self) -> int:
        """How many lines were asked for so far."""
        return len(self._made)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Line | Title: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line | Title]: ...

    def __getitem__(self, at: int | slice) -> Line | Title | Sequence[Line | Title]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        row = self._rows[at]
        if isinstance(row, Title):
            return row
        at %= len(self._rows)
        if at not in self._made:
            self._made[at] = self._make(row)
        return self._made[at]

    def __iter__(self) -> Iterator[Line | Title]:
        return (self[at] for at in range(len(self)))
