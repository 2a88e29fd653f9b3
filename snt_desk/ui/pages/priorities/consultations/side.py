"""The left of the view: the consultations in a list, with a filter above it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.ui.filters import FilterField
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.priorities.consultations import lines
from snt_desk.ui.pages.priorities.consultations.lines import Rows, Said
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import across, announce, as_part, button, down, label


class Side(QFrame):
    """All consultations of the team: open ones, and those that are over."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftside")
        self._rows: Rows = ()
        self._said: Said = {}
        self.new_button = button("New", "", "plus", tip="Ctrl+N", writes=True)
        self.words = FilterField()
        self.box = Box("warn")
        self.list = LineView("Consultations", height=52, two=True)
        self.list.deletes = True
        self.clear_button = button("Clear filter")
        self.none_match = EmptyPage("megaphone", self.clear_button)
        self.none_yet = EmptyPage("megaphone")
        self._lay_out()
        self.words.textChanged.connect(self._show)
        self.words.left.connect(self.list.setFocus)
        self.clear_button.clicked.connect(self.words.clear)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.list, self.none_match, self.none_yet):
            self._stack.addWidget(one)
        head = across(label("Consultations", "title"), None, self.new_button)
        above = down(head, self.words, self.box, space=10, margins=(16, 12, 15, 8))
        column = QVBoxLayout(self)
        # One pixel at the right, or the list would paint over the line beside it.
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        as_part(self.words)

    def show_rows(self, rows: Rows) -> None:
        """Show these; what is in hand stays in hand."""
        self._rows = rows
        self._show()

    def show_said(self, said: Said) -> None:
        """Show with each how many answered, now that it is counted."""
        self._said = said
        self._show()

    def say(self, title: str, text: str, *, tone: str) -> None:
        """Say above the list what could not be done."""
        self.box.say(title, text, tone=tone)
        announce(self.box, self.box.words)

    def take(self, ref: str) -> None:
        """Take one in hand; a filter that hides it goes."""
        if not self.list.select(ref):
            self.words.clear()
            self.list.select(ref)

    def _show(self) -> None:
        shown = lines.listed(self._rows, self._said, self.words.text(), clock.today())
        self.list.show_lines(shown)
        if shown:
            self._stack.setCurrentWidget(self.list)
        elif self._rows:
            self._stack.setCurrentWidget(self.none_match)
            self.none_match.say("No consultation matches", f"{len(self._rows)} without the filter.")
        else:
            self._stack.setCurrentWidget(self.none_yet)
            text = "Open one, then type in what residents say."
            self.none_yet.say("No consultations yet", text, "Ctrl+N adds")
