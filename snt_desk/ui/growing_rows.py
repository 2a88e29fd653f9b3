"""Rows of the same fields within a form: as many as are written, and a blank one for the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from snt_desk.ui.form import Form


class Typed(Protocol):
    """What stands in one row, as it was typed."""

    @property
    def blank(self) -> bool:
        """Whether nothing is said in it."""
        ...


T = TypeVar("T", bound=Typed)


class FieldsOfRow(QObject, Generic[T]):
    """The fields of one row, in which a `T` stands."""

    changed = Signal()

    # Not by abc: its metaclass and Qt's do not go together.

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order of Tab."""
        raise NotImplementedError

    @property
    def value(self) -> T:
        """What stands in it."""
        raise NotImplementedError

    def fill(self, typed: T) -> None:
        """Show something else."""
        raise NotImplementedError


R = TypeVar("R", bound="FieldsOfRow[Any]")


class GrowingRows(QObject, Generic[T, R]):
    """As many rows as are written, and one more to write the next in; numbered from 1."""

    changed = Signal()

    blank: T
    """What stands in a row in which nothing is written."""
    at_first = 1
    """Rows that are made with the form."""
    between = 14
    """Pixels from one to the next."""

    def __init__(self, form: Form) -> None:
        """Add them to a form, below its fields so far."""
        super().__init__(form)
        self._form = form
        self._rows: list[R] = []
        self._filling = False
        place = QWidget()
        self._column = QVBoxLayout(place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.between)
        form.add_widget(place)
        self._begin()
        for _ in range(self.at_first):
            self._add_row()
        self._show_needed()

    # --- What each kind says for itself -------------------------------------------------------

    def _begin(self) -> None:
        """Make ready what a row is made of."""

    def _made(self, number: int) -> R:
        """Make a row, and put its fields into the column."""
        raise NotImplementedError

    def _show_row(self, number: int, row: R, *, shown: bool) -> None:
        """Show a row, or leave it out for now."""
        raise NotImplementedError

    # --- What stands in them ------------------------------------------------------------------

    @property
    def value(self) -> tuple[T, ...]:
        """What stands in the rows, up to the last that says anything."""
        found = [row.value for row in self._rows]
        while found and found[-1].blank:
            found.pop()
        return tuple(found)

    def set_value(self, typed: Sequence[T]) -> None:
        """Show these instead."""
        self._filling = True
        while len(self._rows) <= len(typed):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.fill(typed[at] if at < len(typed) else self.blank)
        self._filling = False
        self._show_needed()

    # --- One of them --------------------------------------------------------------------------

    @property
    def in_hand(self) -> int | None:
        """The row that has the focus, from 0."""
        focus = QApplication.focusWidget()
        for at, row in enumerate(self._rows):
            if any(one is focus or (focus and one.isAncestorOf(focus)) for one in row.fields):
                return at
        return None

    def take_out(self, at: int) -> None:
        """Take a row out; the next one has the focus."""
        typed = [row.value for row in self._rows]
        del typed[at]
        self._put(typed, at)

    def move(self, at: int, step: int) -> None:
        """Let a row change places with the next one, or with -1 the one before."""
        typed = list(self.value)
        to = at + step
        if at < len(typed) and 0 <= to < len(typed):
            typed[at], typed[to] = typed[to], typed[at]
            self._put(typed, to)

    def _put(self, typed: Sequence[T], at: int) -> None:
        self.set_value(typed)
        self._rows[min(at, len(self.value))].fields[0].setFocus()
        self.changed.emit()

    # --- As many as are needed ----------------------------------------------------------------

    def _typed(self) -> None:
        if not self._filling:
            self._show_needed()
            self.changed.emit()

    def _show_needed(self) -> None:
        """One blank row stands below what is written."""
        if self._filling:
            return
        needed = len(self.value) + 1
        if needed > len(self._rows):
            self._add_row()
        for number, row in enumerate(self._rows, start=1):
            self._show_row(number, row, shown=number <= needed)

    def _add_row(self) -> None:
        row = self._made(len(self._rows) + 1)
        # Tab comes to a row after the one above, whenever it was made.
        last = self._rows[-1].fields[-1:] if self._rows else ()
        for before, after in pairwise((*last, *row.fields)):
            QWidget.setTabOrder(before, after)
        row.changed.connect(self._typed)
        self._rows.append(row)
