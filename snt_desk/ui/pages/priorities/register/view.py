"""One priority to be read: what it is, how far its plan has come, and what was done for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from snt_desk.domain.priorities import ADOPTED, PROPOSED, PriorityDraft
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import theme
from snt_desk.ui.pages.priorities.register import lines
from snt_desk.ui.pages.priorities.register.account import AccountView
from snt_desk.ui.pages.priorities.register.plan import PlanView
from snt_desk.ui.parts import across, as_part, button, label
from snt_desk.ui.scrolled import Scrolled

_WIDEST = 1080


class PriorityView(QFrame):
    """The priority in hand; nothing is typed here."""

    write_asked = Signal(str)
    """The form is wanted, at that field; empty for its beginning."""
    adopt_asked = Signal()
    """*Adopt…*"""
    told_asked = Signal()
    """*Residents told today…*"""
    close_asked = Signal()
    """*Close…*"""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = label("", "title", wrap=True)
        self._subtitle = label("", "muted", wrap=True)
        self.plan = PlanView()
        self.account = AccountView()
        self.write_button = button("Write in it", "", "pencil", tip="F2", writes=True)
        self.adopt_button = button("Adopt…", "", "circle-check", writes=True)
        self.told_button = button("Residents told today…", "", "megaphone", writes=True)
        self.close_button = button("Close…", "", "circle-check")
        self._lay_out()
        self.write_button.clicked.connect(self._write)
        self.plan.write_asked.connect(self.write_asked)
        self.adopt_button.clicked.connect(self.adopt_asked)
        self.told_button.clicked.connect(self.told_asked)
        self.close_button.clicked.connect(self.close_asked)
        self._measure_width()

    def _lay_out(self) -> None:
        buttons = across(
            *(self.write_button, self.adopt_button, self.told_button, self.close_button)
        )
        head = QGridLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setHorizontalSpacing(16)
        head.setVerticalSpacing(2)
        head.setColumnStretch(0, 1)
        head.addWidget(self._title, 0, 0)
        head.addWidget(self._subtitle, 1, 0)
        head.addWidget(buttons, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        # Less by what the ring of the focus takes.
        body.setContentsMargins(22, 6, 22, 14)
        body.setSpacing(40)
        body.addWidget(self.plan, 1)
        body.addWidget(self.account)
        self.body = Scrolled("The plan and what was done for it", body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        as_part(buttons)

    def show_priority(
        self, one: PriorityRow, draft: PriorityDraft, results: Mapping[str, str], today: date
    ) -> None:
        """Show a priority as saved; its account comes by itself once it is counted."""
        self._title.setText(one.title)
        self._subtitle.setText(lines.subtitle(one, results))
        self.plan.show_plan(draft)
        self.account.show_priority(one, draft, today)
        self.adopt_button.setVisible(one.status == PROPOSED)
        self.told_button.setVisible(one.status == ADOPTED)
        self.close_button.setVisible(one.status == ADOPTED)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "body"):
            self._measure_width()

    def _measure_width(self) -> None:
        # Longer lines are hard to read.
        self.setMaximumWidth(theme.px(_WIDEST))

    def to_top(self) -> None:
        """Bring its beginning into sight."""
        self.body.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        self.write_asked.emit("")
