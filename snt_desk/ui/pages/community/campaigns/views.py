"""Campaigns in front: all of them, the plan of one's days, or its scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.domain import clock, periods
from snt_desk.domain.campaigns import CAMPAIGNS, COUNTS, PLANNED
from snt_desk.domain.scorecards import Scorecard
from snt_desk.errors import DeskError
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.giving import Giving
from snt_desk.ui.lists import Lists, Wanted
from snt_desk.ui.named import counted, one_line, short
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community.campaigns import columns
from snt_desk.ui.pages.community.campaigns.behind import TABS, CardPane
from snt_desk.ui.pages.community.campaigns.columns import (
    CAMPAIGN_COLUMNS,
    CARD_COLUMNS,
)
from snt_desk.ui.pages.community.campaigns.plan_pane import PlanPane
from snt_desk.ui.pages.community.campaigns.short_table import ShortTable
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import across, down, label
from snt_desk.ui.strip import Strip
from snt_desk.ui.table import Heading, Id
from snt_desk.ui.tasks import Task

ALL: Final = "all"
PLAN: Final = "plan"
CARD: Final = "card"
_VIEWS = {CAMPAIGNS: ALL, PLANNED: PLAN, COUNTS: CARD}
_ADDS = {view: table for table, view in _VIEWS.items()}
_ELSEWHERE: Final = "It is deleted where it belongs: Enter opens it there."
_COUNTED: Final = "It is counted from records: Enter goes to them."


class CampaignsView(Lists):
    """The list of campaigns; of the one in hand, the plan and the card."""

    def __init__(self, records: Records, desk: Desk) -> None:
        super().__init__("megaphone", "campaign")
        self._records, self._desk = records, desk
        self._of = records.campaigns
        self._wanted = Wanted()
        self.card: Scorecard | None = None
        """The card as it is shown."""
        self._task: Task | None = None
        self._awaited = ""
        self.which = Segment(Option(ALL, "List"), Option(PLAN, "Plan"), Option(CARD, "Scorecard"))
        self.which.setAccessibleName("What is shown of campaigns")
        self._title, self._sub = label("Campaigns", "title"), Giving("muted")
        # However much it says, it makes the window no wider.
        self._sub.setMinimumWidth(1)
        self.campaigns = ShortTable(CAMPAIGN_COLUMNS, "Campaigns", CAMPAIGNS)
        self.plan = PlanPane(self._of)
        self.days, self.on = self.plan.days, self.plan.on
        self.counts = ShortTable(CARD_COLUMNS, "Scorecard", COUNTS)
        self.behind = CardPane(self._of, desk, self.counts)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self._views = QStackedWidget()
        for one in (self.campaigns, self.plan, self.behind):
            self._views.addWidget(one)
        head = across(self._title, self._sub, None, self.which, margins=(16, 6, 12, 6))
        self.strip = Strip()
        self.strip.left.connect(self.enter)
        self._hold({}, self._views, down(head, self.strip, space=0))
        # Held here and not there: what else stands in them is none of the page's records.
        self.tables = {CAMPAIGNS: self.campaigns, PLANNED: self.on, COUNTS: self.counts}

    def _listen(self) -> None:
        self.which.changed.connect(self._turned)
        self.which.picked.connect(self.enter)
        self.campaigns.current_changed.connect(self._campaign_taken)
        self.on.current_changed.connect(partial(self._take, PLANNED))
        self.counts.current_changed.connect(partial(self._take, COUNTS))
        self.campaigns.opened.connect(partial(self.opened.emit, CAMPAIGNS))
        self.on.opened.connect(self._on_opened)
        self.counts.opened.connect(self._count_opened)
        for table in (self.campaigns, self.days, self.on, self.counts, self.behind.records):
            table.typed.connect(self.typed)
        for table in (self.campaigns, self.days, self.counts):
            table.left.connect(self._leave)
        self.campaigns.delete_asked.connect(partial(self.delete_asked.emit, CAMPAIGNS))
        for name, table in ((PLANNED, self.on), (COUNTS, self.counts)):
            table.delete_asked.connect(partial(self._delete, name))

    def add_below(self, widget: QWidget) -> None:
        """Put something at the very end: how far a file is."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    # --- Which of the three -------------------------------------------------------------------

    @property
    def view(self) -> str:
        """Which of the three is shown."""
        return str(self.which.value)

    def bring(self, name: str) -> None:
        """Show that of the three in which the records of a table stand."""
        self.which.set_value(_VIEWS[name])

    def turn_to(self, view: str) -> None:
        """Show one of the three, and go there."""
        self.which.set_value(view)
        self.enter()

    def _turned(self) -> None:
        self.strip.put_away()
        self.adds = _ADDS[self.view]
        self._views.setCurrentIndex([ALL, PLAN, CARD].index(self.view))
        self._show()

    def _leave(self) -> None:
        if self.view == ALL:
            self.left.emit()
        else:
            self.turn_to(ALL)

    # --- What is shown ------------------------------------------------------------------------

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what there is, as far as it has all the words."""
        self._wanted = wanted
        self._show()

    def _show(self) -> None:
        self._show_list()
        if self.view == PLAN:
            self._show_plan()
        elif self.view == CARD:
            self._ask_card()

    def _show_list(self) -> None:
        today, wanted = clock.today(), self._wanted
        rows = self._of.listed()
        self._settle_tag([one.id for one in rows], rows[0].id if rows else "")
        found = [one for one in rows if not wanted.only or one.last >= today]
        self.campaigns.list.show_rows(columns.by_time(found, today))
        self.campaigns.list.filter(wanted.words if self.view == ALL else "")
        if self.view != ALL:
            self._stack.setCurrentWidget(self._body if rows else self.none_yet)
            return
        self._title.setText("Campaigns")
        running = sum(one.first <= today <= one.last for one in rows)
        self._sub.setText(f"{counted(len(rows), 'campaign')}, {running} running" if rows else "")
        if self.campaigns.list.rowCount():
            self._stack.setCurrentWidget(self._body)
        elif rows:
            without = f"{counted(len(rows), 'campaign')} without the filter."
            self.none_match.say("No campaign matches", without)
            self._stack.setCurrentWidget(self.none_match)
        else:
            self._say_none()

    def _say_none(self) -> None:
        use = "Plan a week of action: its days, hashtags, patrols, events and messages."
        self.none_yet.say("No campaigns yet", use, "Ctrl+N adds one")
        self._stack.setCurrentWidget(self.none_yet)

    def _settle_tag(self, tags: Sequence[str], latest: str) -> None:
        """Look at one that is there: that in hand, else the latest."""
        if self._of.tag not in tags:
            self._of.tag = str(self.campaigns.current_id or latest)
        if self._of.tag not in tags:
            self._of.tag = latest

    def _campaign_taken(self, tag: object) -> None:
        if isinstance(tag, str) and tag != self._of.tag:
            self._of.tag, self._of.day = tag, None
        self.taken.emit(CAMPAIGNS, tag)

    # --- The plan -----------------------------------------------------------------------------

    def _show_plan(self) -> None:
        if not self._of.tag:
            self._say_none()
            return
        try:
            plan = self._of.plan()
        except DeskError:
            # It has gone since the list was read: that is read again at once.
            return
        self._title.setText(short(plan.title))
        lack = "lacks" if plan.gaps == 1 else "lack"
        gaps = f"{plan.gaps} of {counted(len(plan.days), 'day')} {lack} something"
        when = periods.shown(plan.first, plan.last)
        self._sub.setText(f"{when}. {gaps if plan.gaps else 'Nothing is lacking'}.")
        self.plan.show_plan(plan, self._wanted.words)

    def _on_opened(self, id_: object) -> None:
        elsewhere = columns.target(str(id_))
        if elsewhere is None:
            self.opened.emit(PLANNED, id_)
        else:
            self._desk.go(Target(TABS[elsewhere[0]], *elsewhere))

    # --- The card -----------------------------------------------------------------------------

    def _ask_card(self) -> None:
        if not self._of.tag:
            self._say_none()
            return
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(self._of.card(), self._show_card, owner=self)

    def _show_card(self, found: Scorecard | None) -> None:
        self.card = found
        if found is None or self.view != CARD:
            return
        self._title.setText(short(found.title))
        self._sub.setText(f"beside {one_line(found.before)}" if found.before else "the first time")
        self.counts.list.show_rows(columns.card(found))
        self.counts.list.filter(self._wanted.words)
        if not self.counts.list.rowCount():
            figures = sum(not isinstance(one, Heading) for one in columns.card(found))
            without = f"{counted(figures, 'figure')} without the filter."
            self.none_match.say("No figure matches", without)
            self._stack.setCurrentWidget(self.none_match)
        if self._awaited and self.counts.select(self._awaited):
            self._awaited = ""
        self.behind.show_card(found)

    def _count_opened(self, id_: object) -> None:
        if columns.target(str(id_)) is None:
            self.opened.emit(COUNTS, id_)
        else:
            self.behind.enter()

    # --- What is in hand ----------------------------------------------------------------------

    def _take(self, name: str, id_: object) -> None:
        if isinstance(id_, str) and columns.target(id_) is None:
            self.taken.emit(name, id_)

    def _delete(self, name: str, ids: Sequence[Id]) -> None:
        if mine := self._own(ids):
            self.delete_asked.emit(name, mine)

    def selected(self, held: str) -> tuple[str, list[Id]]:
        """Give what is selected in what is shown; the campaign itself only in the list."""
        name = _ADDS[self.view]
        return name, self._own(self.tables[name].selected_ids)

    def _own(self, ids: Sequence[Id]) -> list[Id]:
        """What of it is a record of this view; where nothing is, it is said where the rest is."""
        mine = [one for one in ids if columns.target(str(one)) is None]
        if ids and not mine:
            self.strip.tell(_ELSEWHERE if self.view == PLAN else _COUNTED)
        return mine

    @property
    def in_hand(self) -> tuple[str, str] | None:
        """The record that the cursor is on in what is shown."""
        name = _ADDS[self.view]
        id_ = self.tables[name].current_id
        if not isinstance(id_, str) or columns.target(id_) is not None:
            return None
        return name, id_

    def take_first(self) -> tuple[str, str] | None:
        """Give what is in hand, or take the first campaign in hand where nothing is."""
        if self.view == ALL and self.campaigns.current_id is None:
            self.campaigns.select(self._of.tag)
        return self.in_hand

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand, in the view that has it; that of its campaign is shown."""
        if name == CAMPAIGNS:
            return self._select_campaign(ref)
        draft: Any = (self._records.planned if name == PLANNED else self._records.counts).opened(
            ref
        )
        if draft.campaign != self._of.tag:
            self.strip.put_away()
        self._of.tag = draft.campaign
        if name == COUNTS:
            self._awaited = ref
        else:
            self.plan.awaited = ref
            self._of.day = clock.local_day(draft.start) if draft.start else self._of.day
        view = _VIEWS[name]
        if self.view == view:
            self._show()
        else:
            self.which.set_value(view)
        return True

    def _select_campaign(self, tag: str) -> bool:
        if self.view == ALL:
            return self.campaigns.select(tag)
        if tag != self._of.tag:
            self.strip.put_away()
            self._of.tag, self._of.day = tag, None
        self._show()
        return True

    def enter(self, name: str = "") -> None:
        """Take the focus to what is shown; where nothing is, to what can be done."""
        if self._stack.currentWidget() is not self._body:
            super().enter(name)
        elif self.view == PLAN:
            (self.on if name == PLANNED and self.on.current_id else self.days).setFocus()
        else:
            (self.counts if self.view == CARD else self.campaigns).setFocus()

    @property
    def in_use(self) -> bool:
        """Whether a table has the focus, or the button that stands there in place of lines."""
        return self.days.hasFocus() or self.behind.records.hasFocus() or super().in_use
