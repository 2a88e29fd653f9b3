"""One round to be read: its days, what stands in it, the news of that, and what it rests on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.services.rounds import RoundRow
from snt_desk.ui import theme
from snt_desk.ui.listing import LineView
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.rounds import words
from snt_desk.ui.pages.priorities.rounds.account import RoundAccount
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import Badge, across, as_part, breakable, button, label
from snt_desk.ui.scrolled import Scrolled

_WIDEST = 1080
_FACTS = 248
_TAB = "Priorities"


class RoundPane(QFrame):
    """The round in hand; nothing is typed here."""

    write_asked = Signal()
    """*Change it*"""
    tell_asked = Signal()
    """*You said, we did*"""
    wanted = Signal(object)
    """The `Target` of what is to be looked at elsewhere."""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = label("", "title", wrap=True)
        self.badge = Badge("", "plain")
        self._subtitle = label("", "muted", wrap=True)
        self.write_button = button("Change it", "", "pencil", tip="F2", writes=True)
        self.tell_button = button("You said, we did", "", "megaphone")
        self.silence = Box("warn")
        self.list = LineView("Priorities in this round", height=52, two=True)
        self._nothing = label("No priority was live in it.", "muted", wrap=True)
        self._facts = {name: label("", wrap=True) for name in _HEADINGS}
        self._headings = {name: label(said, "heading") for name, said in _HEADINGS.items()}
        self.consultation = button("Look at the consultation", "link", "message-square")
        self._one: RoundRow | None = None
        self._lay_out()
        self.write_button.clicked.connect(self.write_asked)
        self.tell_button.clicked.connect(self.tell_asked)
        self.list.opened.connect(self._open)
        self.consultation.clicked.connect(self._open_consultation)
        self._measure_width()

    def _lay_out(self) -> None:
        self.buttons = across(self.tell_button, self.write_button)
        head = QGridLayout()
        head.setContentsMargins(24, 12, 24, 8)
        head.setHorizontalSpacing(16)
        head.setVerticalSpacing(2)
        head.setColumnStretch(0, 1)
        head.addWidget(across(self._title, self.badge, None), 0, 0)
        head.addWidget(self._subtitle, 1, 0)
        head.addWidget(self.buttons, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 24, 0)
        above.addWidget(self.silence)
        self._side = self._facts_column()
        members = QVBoxLayout()
        members.setContentsMargins(0, 0, 0, 0)
        members.addWidget(self.list)
        members.addWidget(self._nothing)
        members.addStretch(1)
        body = QHBoxLayout()
        # The lines have an edge of their own.
        body.setContentsMargins(8, 6, 22, 14)
        body.setSpacing(32)
        body.addLayout(members, 1)
        body.addWidget(self._side)
        self.body = Scrolled("What stands in the round", body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(above)
        column.addWidget(self.body, 1)
        as_part(self.buttons)

    def _facts_column(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        for name in ("days", "news", "effort"):
            column.addWidget(self._headings[name])
            column.addWidget(self._facts[name])
            column.addSpacing(12)
        column.addWidget(self._headings["asked"])
        column.addWidget(self._facts["asked"])
        column.addWidget(across(self.consultation, None))
        column.addSpacing(12)
        column.addWidget(self._headings["note"])
        column.addWidget(self._facts["note"])
        column.addStretch(1)
        return side

    # --- What it shows ------------------------------------------------------------------------

    def show_round(self, one: RoundRow, today: date) -> None:
        """Show a round as saved; what stands in it comes once it is counted."""
        if self._one is None or self._one.ref != one.ref:
            self._forget()
        self._one = one
        self._title.setText(words.title(one, today))
        said, tone = words.badge(one, today)
        self.badge.say(said, tone)
        self.badge.setVisible(bool(said))
        self._subtitle.setText(words.how_far(one, today))
        self._facts["days"].setText(words.facts(one))
        for name, shown in (("asked", one.consultation), ("note", one.note)):
            self._headings[name].setVisible(bool(shown))
            self._facts[name].setText(breakable(shown))
            self._facts[name].setVisible(bool(shown))
        self.consultation.setVisible(bool(one.consultation))

    def _forget(self) -> None:
        self.silence.hide()
        self._nothing.hide()
        self.list.show_lines(())
        self._fit_list()
        for name in ("news", "effort"):
            self._facts[name].setText("")

    def show_account(self, account: RoundAccount) -> None:
        """Show what the records say of the round in hand."""
        one, today = self._one, clock.today()
        if one is None or account.ref != one.ref:
            return
        found = account.members
        self.list.show_lines(words.members(found, account.minutes, account.results, today))
        self._fit_list()
        self._nothing.setVisible(not found)
        title, text = words.silence(one, found, today)
        if title:
            self.silence.say(title, text)
        else:
            self.silence.hide()
        self._facts["news"].setText(" ".join(words.news(found, today)))
        self._facts["effort"].setText(words.effort(account.minutes))

    def _fit_list(self) -> None:
        self.list.setFixedHeight(max(self.list.content_height(), 1))
        self.list.setVisible(self.list.lines.rowCount() > 0)

    # --- Going about --------------------------------------------------------------------------

    def to_top(self) -> None:
        """Bring its beginning into sight."""
        self.body.verticalScrollBar().setValue(0)

    def _open(self, wanted: object) -> None:
        if isinstance(wanted, str):
            self.wanted.emit(Target(_TAB, "priorities", wanted))

    def _open_consultation(self) -> None:
        if self._one is not None:
            self.wanted.emit(Target(_TAB, "consultations", self._one.consultation_ref))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "body"):
            self._measure_width()

    def _measure_width(self) -> None:
        # Longer lines are hard to read.
        self.setMaximumWidth(theme.px(_WIDEST))
        self._side.setFixedWidth(theme.px(_FACTS))
        self._fit_list()


_HEADINGS = {
    "days": "The round",
    "news": "News to residents",
    "effort": "Effort in its days",
    "asked": "Chosen after",
    "note": "Note",
}
