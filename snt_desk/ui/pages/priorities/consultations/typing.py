"""*One by one*: the form for the next response, and what was typed in this sitting beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.services import response_entry
from snt_desk.ui import theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.priorities.consultations import lines
from snt_desk.ui.pages.priorities.consultations.response_form import ResponseForm
from snt_desk.ui.parts import label

_SHOWN = 30
_WIDE, _LEAST = 300, 760


class Typing(QFrame):
    """Where there is no room for the list, its first line stands above the form."""

    opened = Signal(str)
    """Enter on a line: the ref of a response that is to be changed."""
    delete_asked = Signal(str)
    """Del on a line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._refs: list[str] = []
        self.number = 0
        """How many were typed in this sitting, and are still there."""
        self.form = ResponseForm(desk)
        self.list = LineView("Typed in this sitting", height=46, two=True)
        self.list.deletes = True
        self.count = label("", "muted")
        self._side = QFrame()
        self._side.setObjectName("side")
        inside = QHBoxLayout(self._side)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(self.list)
        self.form.add_widget(self.count)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.form, 1)
        row.addStretch(0)
        row.addWidget(self._side)
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        self.show_sitting()

    def begin_sitting(self) -> None:
        """Count from none again: another consultation is answered."""
        self._refs = []
        self.show_sitting()

    def add(self, *refs: str) -> None:
        """Count these as typed."""
        self._refs += refs
        self.show_sitting()

    def show_sitting(self) -> None:
        """Show what was typed as it is now; what was taken back is counted no more."""
        with self._desk.store.read() as session:
            typed = response_entry.told(session, self._refs)
        self.number = len(typed)
        shown = lines.sitting(typed, _SHOWN)
        self.list.show_lines(shown)
        self.count.setText(shown[0].spoken)

    def _open(self, ref: object) -> None:
        self.opened.emit(str(ref))

    def _delete(self, ref: object) -> None:
        self.delete_asked.emit(str(ref))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_LEAST)
        self._side.setFixedWidth(theme.px(_WIDE))
        self._side.setVisible(wide)
        self.count.setVisible(not wide)
