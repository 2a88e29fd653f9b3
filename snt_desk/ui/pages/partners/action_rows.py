"""The actions in the form of their meeting: a row for each, and a blank one for the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from snt_desk.domain.partners import ActionDraft
from snt_desk.ui import keys
from snt_desk.ui.choices import Choices
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.partners.meeting_reading import TypedRow
from snt_desk.ui.pages.partners.records import Owner
from snt_desk.ui.parts import Tick

_AT_FIRST = 3
"""Rows that are made with the form; a meeting of which more came gets more."""
_HINT = "Ctrl+Shift+Del takes an action out."


class _Row(QObject):
    """The fields of one action, and what is saved of it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = LineField("Letter to parents about parking", most=MOST_IMPORTED)
        self.owner = Choice("Name or organisation")
        self.due = DayField("fri", ahead=True)
        self.done = Tick("")
        self.kept: ActionDraft | None = None
        for signal in (self.text.changed, self.owner.changed, self.due.changed):
            signal.connect(self.changed)
        self.done.toggled.connect(self.changed)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order of Tab."""
        return self.text, self.owner, self.due, self.done

    @property
    def value(self) -> TypedRow:
        """What stands in it."""
        return TypedRow(
            text=self.text.value,
            owner=_owner(self.owner.value),
            no_owner=self.owner.unknown,
            due=self.due.value,
            done=self.done.isChecked(),
            kept=self.kept,
        )

    def fill(self, row: TypedRow) -> None:
        """Show another action."""
        self.kept = row.kept
        self.text.set_value(row.text)
        self.owner.set_value(row.owner)
        if row.no_owner:
            self.owner.setEditText(row.no_owner)
        self.due.set_value(row.due)
        self.done.setChecked(row.done)


class ActionRows(QObject):
    """As many rows as there are actions, and one more to write the next in."""

    changed = Signal()

    def __init__(self, form: Form) -> None:
        """Add them to a form, as its last fields."""
        super().__init__(form)
        self._form = form
        self._rows: list[_Row] = []
        self._owners: Choices = []
        self._filling = False
        for _ in range(_AT_FIRST):
            self._add_row()
        self._show_needed()

    # --- What stands in them ------------------------------------------------------------------

    @property
    def value(self) -> tuple[TypedRow, ...]:
        """What stands in the rows, up to the last that says anything."""
        found = [row.value for row in self._rows]
        while found and found[-1].blank:
            found.pop()
        return tuple(found)

    def set_value(self, rows: Sequence[TypedRow]) -> None:
        """Show these actions instead."""
        self._filling = True
        while len(self._rows) <= len(rows):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.fill(rows[at] if at < len(rows) else TypedRow())
        self._filling = False
        self._show_needed()

    def offer(self, owners: Choices) -> None:
        """Offer these people and organisations. Who is chosen stays chosen."""
        self._owners = owners
        for row in self._rows:
            row.owner.show_choices(owners)

    def settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        for row in self._rows:
            row.owner.settle()

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
        """Take an action out of the meeting; saving deletes it."""
        rows = [row.value for row in self._rows]
        del rows[at]
        self.set_value(rows)
        self._rows[min(at, len(self.value))].text.setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter in Due begins the next action: a space of its words would tick Done.
        if event.type() == QEvent.Type.KeyPress and keys.is_enter(cast("QKeyEvent", event)):
            at = next(at for at, row in enumerate(self._rows) if row.due is watched)
            if self._rows[at].text.value:
                self._rows[at + 1].text.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if not self._filling:
            self._show_needed()
            self.changed.emit()

    def _show_needed(self) -> None:
        """One blank row stands below what is written."""
        needed = len(self.value) + 1
        if needed > len(self._rows):
            self._add_row()
        for number in range(1, len(self._rows) + 1):
            for name in ("text", "owner"):
                self._form.show_row(f"{name}{number}", shown=number <= needed)

    def _add_row(self) -> None:
        row, number = _Row(), len(self._rows) + 1
        row.owner.show_choices(self._owners)
        named = {row.owner: "done by", row.due: "due", row.done: "done"}
        for field, words in named.items():
            field.setAccessibleName(f"Action {number}, {words}")
        # Alt and the digit, while there are digits.
        sign = "&" if number < 10 else ""
        hint = _HINT if number == 1 else ""
        self._form.add(Part(f"text{number}", f"Action {sign}{number}", row.text))
        self._form.add(
            Part(f"owner{number}", "Done by", row.owner, stretch=10),
            Part(f"due{number}", "Due", row.due, stretch=9),
            Part(f"done{number}", "Done", row.done, stretch=0),
            hint=hint,
        )
        self._put_in_order(row)
        row.due.installEventFilter(self)
        row.changed.connect(self._typed)
        self._rows.append(row)

    def _put_in_order(self, row: _Row) -> None:
        """Let Tab come to a row after the one above, wherever it was made."""
        fields = [*(self._rows[-1].fields[-1:] if self._rows else ()), *row.fields]
        form = self._form
        buttons = (form.save_button, form.again_button, form.clear_button)
        order = [*fields, *buttons]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _owner(value: object) -> Owner | None:
    return value if isinstance(value, tuple) else None
