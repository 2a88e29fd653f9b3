"""The left of the page: the rounds in a list, and how long the team's rounds are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock, rounds
from snt_desk.domain.priorities import many_live
from snt_desk.services.rounds import RoundRow
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.priorities.rounds import words
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import (
    across,
    announce,
    as_part,
    button,
    down,
    label,
    plain_tip,
    rule,
    set_state,
)


class RoundList(QFrame):
    """All rounds of the team, the latest first."""

    cycle_chosen = Signal(int)
    """The team's rounds are to last so many months from now on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftside")
        self.new_button = button("Begin the next round…", "", "plus", tip="Ctrl+N", writes=True)
        self.box = Box("warn")
        self.list = LineView("Rounds", height=52, two=True)
        self.list.deletes = True
        self.none_yet = EmptyPage("target")
        self.cycle = Segment(_NOT_SET, *_numbers(rounds.CYCLES))
        self.cycle.setAccessibleName("How many months this team's rounds last")
        self.cycle.setToolTip(plain_tip("The next round is offered as long as this"))
        self._showing = False
        self._lay_out()
        self.cycle.changed.connect(self._cycle_chosen)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.list, self.none_yet):
            self._stack.addWidget(one)
        head = across(label("Rounds", "title"), None, self.new_button)
        above = down(head, self.box, space=10, margins=(16, 12, 15, 8))
        how_long = label("Months in a round", "heading")
        below = across(how_long, None, self.cycle, margins=(16, 8, 15, 8))
        column = QVBoxLayout(self)
        # One pixel at the right, or the list would paint over the line beside it.
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        column.addWidget(rule())
        column.addWidget(below)
        as_part(below)

    def show_rows(self, rows: Sequence[RoundRow], cycle: int | None) -> None:
        """Show these, and the length of the team's rounds; what is in hand stays in hand."""
        today = clock.today()
        self.list.show_lines([words.line(one, today) for one in rows])
        self._stack.setCurrentWidget(self.list if rows else self.none_yet)
        text = "Begin one: the priorities that are live are in it."
        self.none_yet.say("No rounds yet", text, "Ctrl+N begins one")
        # The one filled button of the page, once it is what there is to do.
        due = any(one.awaits_on(today) for one in rows)
        set_state(self.new_button, "kind", "primary" if due else "")
        self.new_button.set_icon("plus", "on_accent" if due else "text")
        self._showing = True
        offered = _numbers(rounds.lengths(cycle or rounds.CYCLES[0]))
        self.cycle.show_options(*([] if cycle else [_NOT_SET]), *offered)
        self.cycle.set_value(cycle or 0)
        self._showing = False

    def say_how_many(self, live: int) -> None:
        """Remark on more live priorities than can be kept up; say nothing else any more."""
        remark = many_live(live)
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
        self.say("That round is no longer there", "Undo brings it back.", tone="warn")

    def _cycle_chosen(self) -> None:
        if not self._showing and isinstance(self.cycle.value, int) and self.cycle.value:
            self.cycle_chosen.emit(self.cycle.value)


_NOT_SET = Option(0, "Not set")


def _numbers(months: Sequence[int]) -> list[Option]:
    return [Option(one, f"&{one}") for one in months]
