"""The plan of a campaign: its days, and below them what is on the day in hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.campaigns import PLANNED, gap_words
from snt_desk.services.campaign_plans import Plan
from snt_desk.ui.giving import Giving
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.pages.community.campaigns import columns
from snt_desk.ui.pages.community.campaigns.columns import (
    DAY_COLUMNS,
    NO_DAY,
    NO_DAY_WORDS,
    ON_COLUMNS,
    DayLine,
    on_lines,
)
from snt_desk.ui.pages.community.campaigns.of_campaigns import Campaigns
from snt_desk.ui.pages.community.campaigns.short_table import ShortTable
from snt_desk.ui.parts import across, label


class PlanPane(QFrame):
    """The days over what is on that which is in hand; it stays in hand when all is read again."""

    def __init__(self, of: Campaigns) -> None:
        super().__init__()
        self._of = of
        self._plan: Plan | None = None
        self._words = ""
        self._filling = False
        self.awaited = ""
        """The planned patrol that is taken in hand once its day is shown."""
        self.days = ShortTable(DAY_COLUMNS, "Days of the campaign", "campaign-days")
        self.on = ShortTable(ON_COLUMNS, "What is on that day", PLANNED)
        self._title, self._sub = label("", "heading"), Giving("muted")
        for one in (self._title, self._sub):
            # However much they say, they make the window no wider.
            one.setMinimumWidth(1)
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setContentsMargins(16, 8, 16, 8)
        self._stack = QStackedWidget()
        for shown in (self.on, self._nothing):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.days, 5)
        column.addWidget(across(self._title, self._sub, None, margins=(16, 9, 12, 7)))
        column.addWidget(self._stack, 4)
        self.days.current_changed.connect(self._taken)
        self.days.opened.connect(lambda _day: self.on.setFocus())
        self.on.left.connect(self.days.setFocus)

    def show_plan(self, plan: Plan, words: str) -> None:
        """Show this plan; of what is on, only what has all the words."""
        self._plan, self._words = plan, words
        today = clock.today()
        self._filling = True
        self.days.list.show_rows(columns.days(plan, today))
        self._settle_day(plan, today)
        self._filling = False
        self._show_day()

    def _settle_day(self, plan: Plan, today: date) -> None:
        there, day = [one.day for one in plan.days], self._of.day
        if day is None or day not in there:
            day = today if today in there else there[0]
        self._of.day = day
        if self.days.current_id != NO_DAY or not plan.beside:
            self.days.select(day.isoformat())

    def _taken(self, day: object) -> None:
        if self._filling or not isinstance(day, str):
            return
        if day != NO_DAY:
            self._of.day = date.fromisoformat(day)
        self._show_day()

    def _show_day(self) -> None:
        days = columns.days(self._plan, clock.today()) if self._plan else []
        at = next((one for one in days if one.id == self.days.current_id), None)
        if at is None:
            return
        lines = on_lines(at)
        self.on.list.show_rows(lines)
        self.on.list.filter(self._words)
        self._say_of_day(at)
        self._nothing.setText(
            "Nothing matches."
            if lines
            else "Nothing is on yet. Ctrl+N plans a patrol, the Record menu the rest."
        )
        self._stack.setCurrentWidget(self.on if self.on.list.rowCount() else self._nothing)
        if self.awaited and self.on.select(self.awaited):
            self.awaited = ""

    def _say_of_day(self, at: DayLine) -> None:
        if at.of is None:
            self._title.setText(NO_DAY_WORDS)
            self._sub.setText("Planned for no day, or for none of the campaign.")
            return
        day = at.of
        theme = f": {one_line(day.theme)}" if day.theme else ""
        self._title.setText(f"{clock.short_day(day.day)}{theme}")
        others = f"{counted(day.others, 'other patrol')} in the log" if day.others else ""
        self._sub.setText("; ".join(filter(None, (gap_words(day.lacking), others))))
