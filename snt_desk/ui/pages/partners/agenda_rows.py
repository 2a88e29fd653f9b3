"""The items of an agenda in the form of their meeting: a row for each, and a blank one.

What was said and decided is asked for once the meeting has begun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from snt_desk.ui.fields import MOST_IMPORTED, LineField, NoteField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.partners.agenda_reading import TypedItem


class _Row(QObject):
    """The fields of one item, and the record that it is about."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = LineField("Lamp in the underpass", most=MOST_IMPORTED)
        self.said = NoteField("What was said", lines=2, most=MOST_IMPORTED)
        self.decided = NoteField("What was decided", lines=1, most=MOST_IMPORTED)
        self._about: tuple[str | None, str | None] = (None, None)
        for field in self.fields:
            field.changed.connect(self.changed)

    @property
    def fields(self) -> tuple[LineField, NoteField, NoteField]:
        """The fields in the order of Tab."""
        return self.text, self.said, self.decided

    @property
    def value(self) -> TypedItem:
        """What stands in it."""
        action, priority = self._about
        return TypedItem(self.text.value, self.said.value, self.decided.value, action, priority)

    @property
    def subject(self) -> str:
        """The ref of the action or priority that it is about; empty for none."""
        return next(filter(None, self._about), "")

    def fill(self, item: TypedItem) -> None:
        """Show another item."""
        self._about = (item.action, item.priority)
        self.text.set_value(item.text)
        self.said.set_value(item.said)
        self.decided.set_value(item.decided)


class AgendaRows(QObject):
    """As many rows as there are items, and one more to write the next in."""

    changed = Signal()

    def __init__(self, form: Form) -> None:
        """Add them to a form, below its fields so far."""
        super().__init__(form)
        self._form = form
        self._rows: list[_Row] = []
        self._subjects: Mapping[str, str] = {}
        self._filling = self._held = False
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        form.add_widget(self._holder)
        self._add_row()
        self._show_needed()

    # --- What stands in them ------------------------------------------------------------------

    @property
    def value(self) -> tuple[TypedItem, ...]:
        """What stands in the rows, up to the last that says anything."""
        found = [row.value for row in self._rows]
        while found and found[-1].blank:
            found.pop()
        return tuple(found)

    def set_value(self, items: Sequence[TypedItem]) -> None:
        """Show these items instead."""
        self._filling = True
        while len(self._rows) <= len(items):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.fill(items[at] if at < len(items) else TypedItem())
        self._filling = False
        self._show_needed()

    def show_subjects(self, words: Mapping[str, str]) -> None:
        """Say below each item how what it is about stands: words by the ref of the record."""
        self._subjects = words
        self._say_subjects()

    def show_held(self, *, held: bool) -> None:
        """Ask for what was said and decided, of a meeting that has begun."""
        if held != self._held:
            self._held = held
            self._show_needed()

    # --- One of them --------------------------------------------------------------------------

    @property
    def in_hand(self) -> int | None:
        """The row that has the focus, from 0."""
        focus = QApplication.focusWidget()
        found = (at for at, row in enumerate(self._rows) if focus in row.fields)
        return next(found, None)

    def take_out(self, at: int) -> None:
        """Take an item off the agenda."""
        rows = [row.value for row in self._rows]
        del rows[at]
        self._replace(rows, min(at, len(self.value)))

    def move(self, at: int, step: int) -> None:
        """Let an item change places with the next one, or with -1 the one before."""
        items = list(self.value)
        to = at + step
        if at < len(items) and 0 <= to < len(items):
            items[at], items[to] = items[to], items[at]
            self._replace(items, to)

    def _replace(self, items: Sequence[TypedItem], at: int) -> None:
        self.set_value(items)
        self._rows[at].text.setFocus()
        self.changed.emit()

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
            item, shown = row.value, number <= needed
            self._form.show_row(f"item{number}", shown=shown)
            is_asked = shown and not item.blank and (self._held or bool(item.said or item.decided))
            self._form.show_row(f"said{number}", shown=is_asked)
            self._form.show_row(f"decided{number}", shown=is_asked)
        self._say_subjects()

    def _say_subjects(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            self._form.hint(f"item{number}", self._subjects.get(row.subject, ""))

    def _add_row(self) -> None:
        row, number = _Row(), len(self._rows) + 1
        words = "Agenda, ite&m 1" if number == 1 else f"Item {number}"
        row.said.setAccessibleName(f"Item {number}, said")
        row.decided.setAccessibleName(f"Item {number}, decided")
        column = self._column
        self._form.add(Part(f"item{number}", words, row.text), within=column)
        self._form.add(Part(f"said{number}", "Said", row.said), within=column)
        self._form.add(Part(f"decided{number}", "Decided", row.decided), within=column)
        if self._rows:
            order = (self._rows[-1].decided, *row.fields)
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)
        row.changed.connect(self._typed)
        self._rows.append(row)
