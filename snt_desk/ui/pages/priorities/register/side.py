"""The left of the page: the register in a list, with a filter above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.priorities import ADOPTED, MANY_LIVE
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui.filters import FilterField
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.priorities.register import lines
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import across, announce, as_part, button, down, label


class Register(QFrame):
    """All priorities of the team: adopted, proposed and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftside")
        self._rows: Sequence[PriorityRow] = ()
        self._results: Mapping[str, str] = {}
        self.new_button = button("New", "", "plus", tip="Ctrl+N", writes=True)
        self.words = FilterField()
        self.box = Box("warn")
        self.list = LineView("Priorities", height=52, two=True)
        self.list.deletes = True
        self.clear_button = button("Clear filter")
        self.none_match = EmptyPage("target", self.clear_button)
        self.none_yet = EmptyPage("target")
        self._lay_out()
        self.words.textChanged.connect(self._show)
        self.words.left.connect(self.list.setFocus)
        self.clear_button.clicked.connect(self.words.clear)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.list, self.none_match, self.none_yet):
            self._stack.addWidget(one)
        head = across(label("Priorities", "title"), None, self.new_button)
        above = down(head, self.words, self.box, space=10, margins=(16, 12, 15, 8))
        column = QVBoxLayout(self)
        # One pixel at the right, or the list would paint over the line beside it.
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        as_part(self.words)

    def show_rows(self, rows: Sequence[PriorityRow], results: Mapping[str, str]) -> None:
        """Show these, with the words for what came of them; what is in hand stays in hand."""
        self._rows, self._results = rows, results
        self.say_how_many()
        self._show()

    def say_how_many(self) -> None:
        """Remark on more live priorities than can be kept up; say nothing else any more."""
        live = sum(one.status == ADOPTED for one in self._rows)
        if live > MANY_LIVE:
            text = f"More than {MANY_LIVE} are hard to keep up. Close or replace one."
            self.box.say(f"{live} priorities are live", text, tone="warn")
        else:
            self.box.hide()

    def say(self, title: str, text: str, *, tone: str) -> None:
        """Say above the list what could not be done."""
        self.box.say(title, text, tone=tone)
        announce(self.box, self.box.words)

    def say_gone(self) -> None:
        """Say that what is asked for is not there any more."""
        self.say("That priority is no longer there", "Undo brings it back.", tone="warn")

    def take(self, ref: str) -> None:
        """Take one in hand; a filter that hides it goes."""
        if not self.list.select(ref):
            self.words.clear()
            self.list.select(ref)

    def _show(self) -> None:
        shown = lines.register(self._rows, self._results, self.words.text(), clock.today())
        self.list.show_lines(shown)
        if shown:
            self._stack.setCurrentWidget(self.list)
        elif self._rows:
            self._stack.setCurrentWidget(self.none_match)
            text = f"{len(self._rows)} without the filter."
            self.none_match.say("No priority matches", text)
        else:
            self._stack.setCurrentWidget(self.none_yet)
            text = "Write down what residents ask for, and adopt what the team takes on."
            self.none_yet.say("No priorities yet", text, "Ctrl+N adds")
