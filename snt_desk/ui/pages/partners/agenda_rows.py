"""The items of an agenda in the form of their meeting: a row for each, and a blank one.

What was said and decided is asked for once the meeting has begun.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from snt_desk.services.agendas import ACTIONS, PRIORITIES, About
from snt_desk.ui.fields import MOST_IMPORTED, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.growing_rows import FieldsOfRow, GrowingRows
from snt_desk.ui.pages.partners.agenda_reading import TypedItem


class _Row(FieldsOfRow[TypedItem]):
    """The fields of one item, and the record that it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.text = LineField("Lamp in the underpass", most=MOST_IMPORTED)
        self.said = NoteField("What was said", lines=2, most=MOST_IMPORTED)
        self.decided = NoteField("What was decided", lines=1, most=MOST_IMPORTED)
        self._about: tuple[str | None, str | None] = (None, None)
        self._filling = False
        for field in (self.text, self.said, self.decided):
            field.changed.connect(self._typed)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order of Tab."""
        return self.text, self.said, self.decided

    @property
    def value(self) -> TypedItem:
        """What stands in it."""
        action, priority = self._about
        return TypedItem(self.text.value, self.said.value, self.decided.value, action, priority)

    @property
    def subject(self) -> About:
        """The action or priority that it is about, by table and ref; an empty one for none."""
        action, priority = self._about
        return (ACTIONS, action) if action else (PRIORITIES, priority or "")

    def _typed(self) -> None:
        if not self._filling and self.value.blank:
            # What is written in it next is another item.
            self._about = (None, None)
        self.changed.emit()

    def fill(self, typed: TypedItem) -> None:
        """Show another item."""
        self._filling = True
        self._about = (typed.action, typed.priority)
        self.text.set_value(typed.text)
        self.said.set_value(typed.said)
        self.decided.set_value(typed.decided)
        self._filling = False


class AgendaRows(GrowingRows[TypedItem, _Row]):
    """As many rows as there are items, and one more to write the next in."""

    blank = TypedItem()

    def _begin(self) -> None:
        self._subjects: Mapping[About, str] = {}
        self._held = False

    def show_subjects(self, words: Mapping[About, str]) -> None:
        """Say below each item how what it is about stands: words by table and ref."""
        self._subjects = words
        self._show_needed()

    def show_held(self, *, held: bool) -> None:
        """Ask for what was said and decided, of a meeting that has begun."""
        if held != self._held:
            self._held = held
            self._show_needed()

    def _show_row(self, number: int, row: _Row, *, shown: bool) -> None:
        item = row.value
        self._form.show_row(f"item{number}", shown=shown)
        is_asked = shown and not item.blank and (self._held or bool(item.said or item.decided))
        self._form.show_row(f"said{number}", shown=is_asked)
        self._form.show_row(f"decided{number}", shown=is_asked)
        self._form.hint(f"item{number}", self._subjects.get(row.subject, ""))

    def _made(self, number: int) -> _Row:
        row = _Row()
        words = "Agenda, ite&m 1" if number == 1 else f"Item {number}"
        row.said.setAccessibleName(f"Item {number}, said")
        row.decided.setAccessibleName(f"Item {number}, decided")
        column = self._column
        self._form.add(Part(f"item{number}", words, row.text), within=column)
        self._form.add(Part(f"said{number}", "Said", row.said), within=column)
        self._form.add(Part(f"decided{number}", "Decided", row.decided), within=column)
        return row
