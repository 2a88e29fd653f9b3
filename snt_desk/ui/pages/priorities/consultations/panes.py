"""The consultation in hand: its head, and below it what they said, or where it is typed in."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.services.consultations import ConsultationName
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.pages.priorities.consultations.head import Head
from snt_desk.ui.pages.priorities.consultations.said import SaidPane
from snt_desk.ui.pages.priorities.consultations.tally import Tally
from snt_desk.ui.pages.priorities.consultations.typing import Typing
from snt_desk.ui.parts import across, as_part, rule

Which = Literal["said", "one by one", "counts"]
SAID: Final = "said"
ONE_BY_ONE: Final = "one by one"
COUNTS: Final = "counts"


class Panes(QFrame):
    """A row of words chooses what is seen of it."""

    changed = Signal()
    """Another pane is in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.head = Head()
        self.said = SaidPane(desk)
        self.typing = Typing(desk)
        self.tally = Tally()
        self.which = Segment(
            Option(SAID, "&What they said"),
            Option(ONE_BY_ONE, "T&ype in"),
            Option(COUNTS, "As cou&nts"),
        )
        self._panes: dict[str, QWidget] = {
            SAID: self.said,
            ONE_BY_ONE: self.typing,
            COUNTS: self.tally,
        }
        self._stack = QStackedWidget()
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        words = across(self.which, None, margins=(16, 8, 16, 8))
        as_part(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (self.head, words, rule()):
            column.addWidget(one)
        column.addWidget(self._stack, 1)
        self.which.changed.connect(self._chosen)

    @property
    def front(self) -> str:
        """Which pane is in front."""
        return str(self.which.value)

    def bring(self, which: Which) -> None:
        """Bring a pane to the front."""
        self.which.set_value(which)

    def _chosen(self) -> None:
        self._stack.setCurrentWidget(self._panes[self.front])
        self.changed.emit()

    def enter(self) -> None:
        """Take the focus to where the pane in front begins."""
        if self.front == SAID:
            self.said.enter()
        elif self.front == ONE_BY_ONE:
            self.typing.form.start()
        else:
            self.tally.start()

    def answer(self, one: ConsultationName) -> None:
        """Show another consultation, and begin to answer it."""
        self.head.show_consultation(one)
        self.typing.form.answer(one.draft)
        self.typing.begin_sitting()
        self.tally.answer(one.draft)

    def read_again(self, one: ConsultationName) -> None:
        """Show the same consultation as it is now; what is typed stays."""
        self.head.show_consultation(one)
        self.typing.form.called_otherwise(one.draft)
        self.typing.show_sitting()
        self.tally.called_otherwise(one.draft)
