"""One task below its stage: a box to tick, what is to be done, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.services.tasks import TaskRow
from snt_desk.ui.parts import Badge, Tick, button, label, set_state


class TaskLine(QWidget):
    """Space ticks it, Del takes it away; what else is changed has a form."""

    ticked = Signal(str, bool)
    """It is done, or is not: its ref."""
    opened = Signal(str)
    """It is to be changed: its ref."""
    delete_asked = Signal(str)
    """It is to be taken away: its ref."""

    def __init__(self) -> None:
        super().__init__()
        self.ref = ""
        self.tick = Tick("")
        self._text = label("", wrap=True)
        self._quiet = label("", "small")
        self._badge = Badge("overdue", "bad")
        self.change_button = button("", "mark", "pencil", tip="Change the task")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        for one in (self._quiet, self._badge, self.change_button):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        self.tick.clicked.connect(self._ticked)
        self.change_button.clicked.connect(self._open)

    def show_task(self, row: TaskRow, people: Mapping[str, str], today: date) -> None:
        """Show a task; `people` has what its owner is called."""
        self.ref = row.ref
        late = row.is_overdue(today)
        quiet = _quiet(row, people, today)
        self._text.setText(row.text)
        set_state(self._text, "role", "muted" if row.done else "body")
        self._quiet.setText(quiet)
        self._quiet.setVisible(bool(quiet))
        self._badge.setVisible(late)
        self.tick.setChecked(row.done is not None)
        said = ", ".join(filter(None, (row.text, quiet, "overdue" if late else "")))
        self.tick.setAccessibleName(said)
        self.change_button.setAccessibleName(f"Change the task: {row.text}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the box and the button do not take.
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(self.ref)
        else:
            super().keyPressEvent(event)

    def _ticked(self) -> None:
        self.ticked.emit(self.ref, self.tick.isChecked())

    def _open(self) -> None:
        self.opened.emit(self.ref)


def _quiet(row: TaskRow, people: Mapping[str, str], today: date) -> str:
    """Say who does it and by when, or since when it is done."""
    who = people.get(row.owner, row.owner) if row.owner else ""
    if row.done:
        when = f"done {_day(row.done, today)}"
    else:
        when = f"due {_day(row.due, today)}" if row.due else ""
    return ", ".join(filter(None, (who, when)))


def _day(day: date, today: date) -> str:
    short = clock.short_day(day)
    return short if day.year == today.year else f"{short} {day.year}"
