"""The actions in the form of their meeting: a row for each, and a blank one for the next."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from snt_desk.domain.partners import ActionDraft
from snt_desk.ui import keys
from snt_desk.ui.choices import Choices
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.growing_rows import FieldsOfRow, GrowingRows
from snt_desk.ui.pages.partners.meeting_reading import TypedRow
from snt_desk.ui.pages.partners.records import Owner
from snt_desk.ui.parts import Tick
from snt_desk.ui.record_form import choose

_HINT = "Ctrl+Shift+Del takes an action out."


class _Row(FieldsOfRow[TypedRow]):
    """The fields of one action, and what is saved of it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = LineField("Letter to parents about parking", most=MOST_IMPORTED)
        self.owner = Choice("Name or organisation")
        self.due = DayField("fri", ahead=True)
        self.done = Tick("")
        self._kept: ActionDraft | None = None
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
            kept=self._kept,
        )

    def fill(self, typed: TypedRow) -> None:
        """Show another action."""
        self._kept = typed.kept
        self.text.set_value(typed.text)
        choose(self.owner, typed.owner, typed.no_owner)
        self.due.set_value(typed.due)
        self.done.setChecked(typed.done)


class ActionRows(GrowingRows[TypedRow, _Row]):
    """As many rows as there are actions, and one more to write the next in.

    One that is taken out is deleted when the meeting is saved.
    """

    blank = TypedRow()
    at_first = 3

    def _begin(self) -> None:
        self._owners: Choices = []

    def offer(self, owners: Choices) -> None:
        """Offer these people and organisations. Who is chosen stays chosen."""
        self._owners = owners
        for row in self._rows:
            row.owner.show_choices(owners)

    def settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        for row in self._rows:
            row.owner.settle()

    def _show_row(self, number: int, row: _Row, *, shown: bool) -> None:
        for name in ("text", "owner"):
            self._form.show_row(f"{name}{number}", shown=shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter in Due begins the next action: a space of its words would tick Done.
        if event.type() == QEvent.Type.KeyPress and keys.is_enter(cast("QKeyEvent", event)):
            at = next(at for at, row in enumerate(self._rows) if row.due is watched)
            if self._rows[at].text.value:
                self._rows[at + 1].text.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _made(self, number: int) -> _Row:
        row = _Row()
        row.owner.show_choices(self._owners)
        named = {row.owner: "done by", row.due: "due", row.done: "done"}
        for field, words in named.items():
            field.setAccessibleName(f"Action {number}, {words}")
        # Alt and the digit, while there are digits.
        sign = "&" if number < 10 else ""
        self._form.add(
            Part(f"text{number}", f"Action {sign}{number}", row.text), within=self._column
        )
        self._form.add(
            Part(f"owner{number}", "Done by", row.owner, stretch=10),
            Part(f"due{number}", "Due", row.due, stretch=9),
            Part(f"done{number}", "Done", row.done, stretch=0),
            hint=_HINT if number == 1 else "",
            within=self._column,
        )
        row.due.installEventFilter(self)
        return row


def _owner(value: object) -> Owner | None:
    return value if isinstance(value, tuple) else None
