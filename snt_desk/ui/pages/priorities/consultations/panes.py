"""The consultation in hand: its head, and below it what they said, or where it is typed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.services.consultations import ConsultationName
from snt_desk.services.rankings import RankRow
from snt_desk.ui import parts_of_page
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.flow import Flow
from snt_desk.ui.pages.priorities.consultations.head import Head
from snt_desk.ui.pages.priorities.consultations.responses import ResponsesList
from snt_desk.ui.pages.priorities.consultations.said import SaidPane
from snt_desk.ui.pages.priorities.consultations.tally import Tally
from snt_desk.ui.pages.priorities.consultations.typing import Typing
from snt_desk.ui.parts import across, as_part, rule

Which = Literal["said", "responses", "one by one", "counts"]
SAID: Final = "said"
RESPONSES: Final = "responses"
ONE_BY_ONE: Final = "one by one"
COUNTS: Final = "counts"
_LEAST_EMPTY = 96
"""How much of an empty page there must be room for, in pixels."""


class Panes(QFrame):
    """A row of words chooses what is seen of it."""

    changed = Signal()
    """Another pane is in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._ref = ""
        self._came_from = ""
        self._unread: dict[str, Callable[[], object]] = {}
        self.head = Head()
        self.said = SaidPane(desk)
        self.responses = ResponsesList(desk)
        self.typing = Typing(desk)
        self.tally = Tally()
        self.which = Segment(
            Option(SAID, "&What they said"),
            Option(RESPONSES, "&Responses"),
            Option(ONE_BY_ONE, "T&ype in"),
            Option(COUNTS, "As cou&nts"),
        )
        self._panes: dict[str, QWidget] = {
            SAID: self.said,
            RESPONSES: self.responses,
            ONE_BY_ONE: self.typing,
            COUNTS: self.tally,
        }
        for empty in (self.said.none_yet, self.responses.none_yet, self.responses.none_match):
            # A low window shows the rows of the others all the same.
            empty.setMinimumHeight(_LEAST_EMPTY)
        self._stack = QStackedWidget()
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        words = self._made_words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (self.head, words, rule()):
            column.addWidget(one)
        column.addWidget(self._stack, 1)
        self.which.changed.connect(self._chosen)
        self.said.show_tools(wanted=True)

    def _made_words(self) -> QWidget:
        """Which of them is seen and, in the same line where there is room, what it is ranked by."""
        line = QFrame()
        flow = Flow(line, space=12, last=0)
        for one in (self.which, *self.said.tools):
            flow.addWidget(one)
        as_part(line)
        return across(line, margins=(4, 0, 4, 0), stretch=(0,))

    # --- Which is in front --------------------------------------------------------------------

    @property
    def front(self) -> str:
        """Which pane is in front."""
        return str(self.which.value)

    def bring(self, which: Which) -> None:
        """Bring a pane to the front."""
        self.which.set_value(which)

    def _chosen(self) -> None:
        self._stack.setCurrentWidget(self._panes[self.front])
        self.said.show_tools(wanted=self.front == SAID)
        self._read()
        self.changed.emit()

    def _read(self) -> None:
        """What is not seen is read when it is."""
        self._unread.pop(self.front, _nothing)()

    def enter(self) -> None:
        """Take the focus to where the pane in front begins."""
        starts: dict[str, Callable[[], object]] = {
            SAID: self.said.enter,
            RESPONSES: self._enter_responses,
            ONE_BY_ONE: self.typing.form.start,
            COUNTS: self.tally.start,
        }
        starts[self.front]()

    def change_response(self, ref: str) -> None:
        """Open a response in the form; DeskError if it is gone."""
        self.typing.form.open(ref)
        self._came_from = self.front
        self.bring(ONE_BY_ONE)

    def go_back(self) -> None:
        """A response was changed: back to the list, if it was opened there."""
        if self._came_from == RESPONSES:
            self.bring(RESPONSES)
        self._came_from = ""

    @property
    def response_in_hand(self) -> str:
        """The ref of the response in hand in the pane in front; empty where there is none."""
        if self.front == RESPONSES:
            return self.responses.current_ref or ""
        return self.typing.form.opened if self.front == ONE_BY_ONE else ""

    def _enter_responses(self) -> None:
        if self.responses.table.isVisible():
            self.responses.table.setFocus()
        else:
            parts_of_page.enter(self.responses)

    # --- Of which consultation ----------------------------------------------------------------

    def answer(self, one: ConsultationName) -> None:
        """Show another consultation, and begin to answer it."""
        self._ref = one.ref
        self.head.show_consultation(one)
        self.typing.form.answer(one.ref, one.draft)
        self.typing.begin_sitting()
        self.tally.answer(one.draft)
        self.tally.offer(self.typing.form.offers)
        self._unread = {
            SAID: partial(self.said.show_consultation, one.ref),
            RESPONSES: partial(self.responses.show_consultation, one.ref),
        }
        self._read()

    def read_again(self, one: ConsultationName) -> None:
        """Show the same consultation as it is now; what is typed stays."""
        self.head.show_consultation(one)
        self.typing.form.read_again(one.draft)
        self.typing.show_sitting()
        self.tally.called_otherwise(one.draft)
        self.tally.offer(self.typing.form.offers)
        self._unread.setdefault(SAID, partial(self.said.show_consultation, one.ref))
        self._unread.setdefault(RESPONSES, self.responses.refresh)
        self._read()

    def show_rows_of(self, row: RankRow) -> None:
        """Show the responses behind a row of the ranking."""
        wanted = {"theme": row.theme, "at": row.place, "channel": row.channel}
        self._show_filtered({name: code for name, code in wanted.items() if code})

    def show_filtered(self, wanted: Mapping[str, str]) -> None:
        """Show responses of whatever consultation, filtered by these (`Target.filters`)."""
        self._show_filtered({"consultation": "", **wanted})

    def _show_filtered(self, wanted: Mapping[str, str]) -> None:
        self._unread[RESPONSES] = partial(
            self.responses.show_filter, {"consultation": self._ref, **wanted}
        )
        if self.front == RESPONSES:
            self._read()
        self.bring(RESPONSES)
        self._enter_responses()

    def show_response(self, ref: str) -> None:
        """Take a response of this consultation in hand, in the list of all of them."""
        self._unread[RESPONSES] = partial(self.responses.show_consultation, self._ref)
        if self.front == RESPONSES:
            self._read()
        self.bring(RESPONSES)
        if not self.responses.select(ref):
            # Of a long list only the beginning is there yet.
            self.responses.lists.ask(self.responses.lists.asked, ref)
        self._enter_responses()


def _nothing() -> None:
    """There is nothing to be read."""
