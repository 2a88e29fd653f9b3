"""The left of the page: the register in a list, with what it is looked through by above it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain.priorities import many_live
from snt_desk.services.priority_lists import Register
from snt_desk.ui.filters import FilterField
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.priorities.register import lines
from snt_desk.ui.pages.priorities.register.chips import Chips
from snt_desk.ui.pages.priorities.register.lines import Around
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import across, announce, as_part, button, down


class Side(QFrame):
    """All priorities of the team: adopted, proposed and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftside")
        self._register = Register()
        self._around: Around | None = None
        self.new_button = button("New", "", "plus", tip="Ctrl+N", writes=True)
        self.words = FilterField()
        self.chips = Chips()
        self.box = Box("warn")
        self.list = LineView("Priorities", height=52, two=True)
        self.list.deletes = True
        self.clear_button = button("Clear filter")
        self.none_match = EmptyPage("target", self.clear_button)
        self.none_yet = EmptyPage("target")
        self._lay_out()
        self.words.textChanged.connect(self._show)
        self.words.left.connect(self.list.setFocus)
        self.chips.changed.connect(self._show)
        self.clear_button.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.list, self.none_match, self.none_yet):
            self._stack.addWidget(one)
        head = across(self.words, self.new_button, stretch=(0,))
        above = down(head, self.chips, self.box, space=8, margins=(16, 10, 15, 8))
        column = QVBoxLayout(self)
        # One pixel at the right, or the list would paint over the line beside it.
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        as_part(above)

    def show_register(self, register: Register, around: Around) -> None:
        """Show these priorities; what is in hand stays in hand."""
        self._register, self._around = register, around
        self.chips.offer(register)
        self._show()

    def show_around(self, around: Around) -> None:
        """Show the same ones, with what else is known of them by now."""
        self._around = around
        self._show()

    def say_how_many(self, register: Register) -> None:
        """Remark on more live priorities than can be kept up; say nothing else any more."""
        remark = many_live(register.live)
        if remark:
            self.box.say(*remark, tone="warn")
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
            self.clear()
            self.list.select(ref)

    def clear(self) -> None:
        """Filter no more."""
        self.chips.blockSignals(True)
        self.chips.clear()
        self.chips.blockSignals(False)
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if self._around is None:
            return
        asked = self.chips.asked(self.words.text())
        found = self._register.found(asked, self._around.voices.said, self._around.today)
        shown = lines.register(found, self._around)
        self.list.show_lines(shown)
        if len(shown):
            self._stack.setCurrentWidget(self.list)
        elif self._register.rows:
            self._stack.setCurrentWidget(self.none_match)
            text = f"{len(self._register.rows)} without the filter."
            self.none_match.say("No priority matches", text)
        else:
            self._stack.setCurrentWidget(self.none_yet)
            text = "Write down what residents ask for, and adopt what the team takes on."
            self.none_yet.say("No priorities yet", text, "Ctrl+N adds")
