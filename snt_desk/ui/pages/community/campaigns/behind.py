"""The scorecard, and below it the records behind the line in hand: Enter goes to them."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import scorecards
from snt_desk.domain.scorecards import HAND, Scorecard, ScoreLine
from snt_desk.services.behind import Behind
from snt_desk.ui.desk import Desk
from snt_desk.ui.giving import Giving
from snt_desk.ui.named import counted, one_line, short
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community.campaigns import columns
from snt_desk.ui.pages.community.campaigns.columns import BEHIND_COLUMNS, BehindLine
from snt_desk.ui.pages.community.campaigns.of_campaigns import Campaigns
from snt_desk.ui.parts import across, label
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Task

TABS: Final = {
    **dict.fromkeys(("events", "messages", "contacts", "appointments", "posts"), "Community"),
    **dict.fromkeys(("meetings", "meeting_series", "actions"), "Partners"),
    "patrols": "Patrols",
    "responses": "Priorities",
}
"""On which tab the records that a campaign is made of are."""
_BY_HAND: Final = "It was counted by hand: no other record holds it."
_NOTED: Final = "It was noted on the posts, of each what it reached."
_NONE: Final = "Nothing was recorded on these days."


class CardPane(QFrame):
    """A card over what is behind its line in hand."""

    came = Signal()
    """The records behind a line are there."""

    def __init__(self, of: Campaigns, desk: Desk, card: TableView) -> None:
        """`card` is the table of the card; it is laid out here."""
        super().__init__()
        self._of, self._desk, self._card = of, desk, card
        self._score: Scorecard | None = None
        self._task: Task | None = None
        self.list: ListModel[BehindLine] = ListModel(BEHIND_COLUMNS)
        self.records = TableView(self.list, "Records behind the figure")
        self.records.setObjectName("community-behind")
        self._title, self._sub = label("", "heading"), Giving("muted")
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setContentsMargins(16, 8, 16, 8)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for one in (self._title, self._sub):
            # However much they say, they make the window no wider.
            one.setMinimumWidth(1)
        self._stack = QStackedWidget()
        for shown in (self.records, self._nothing):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(card, 6)
        column.addWidget(across(self._title, self._sub, None, margins=(16, 9, 12, 7)))
        column.addWidget(self._stack, 3)
        card.current_changed.connect(self._read)
        self.records.opened.connect(self._go)
        self.records.left.connect(card.setFocus)

    def show_card(self, score: Scorecard) -> None:
        """Show what is behind the line in hand of this card; the first where none is."""
        self._score = score
        if self._card.current_id is None and score.lines:
            self._card.select(columns.CardLine(score.lines[0]).id)
        self._read()

    def enter(self) -> None:
        """Go to the records behind the line in hand, if there are any."""
        if self.list.rowCount():
            self.records.setFocus()

    def _read(self, _id: object = None) -> None:
        if self._task is not None:
            self._task.cancel()
        line = self._in_hand()
        if line is None:
            self._show(None, [])
        elif line.section == HAND or not line.value:
            self._show(line, [])
        else:
            read = self._of.behind(line.name)
            self._task = self._desk.tasks.run(read, partial(self._show, line), owner=self)

    def _in_hand(self) -> ScoreLine | None:
        lines = self._score.lines if self._score else ()
        wanted = self._card.current_id
        return next((one for one in lines if columns.CardLine(one).id == wanted), None)

    def _show(self, line: ScoreLine | None, found: list[Behind]) -> None:
        self.list.show_rows([BehindLine(one, line.unit if line else "") for one in found])
        self._stack.setCurrentWidget(self.records if found else self._nothing)
        self._title.setText(f"Behind “{short(one_line(line.label))}”" if line else "")
        self._sub.setText(_came_to(line, len(found)) if line and found else "")
        self._nothing.setText(_why(line) if line else "")
        self.came.emit()

    def _go(self, id_: object) -> None:
        table, _, ref = str(id_).partition(" ")
        self._desk.go(Target(TABS[table], table, ref))


def _why(line: ScoreLine) -> str:
    """Say why no record is behind it."""
    if line.section == HAND:
        return _BY_HAND
    return _NOTED if line.value else _NONE


def _came_to(line: ScoreLine, number: int) -> str:
    """`2 records, 3:25 h`; without the figure where that is how many they are."""
    records = counted(number, "record")
    if line.value == number:
        return records
    return f"{records}, {scorecards.said(line.value, line.unit)}"
