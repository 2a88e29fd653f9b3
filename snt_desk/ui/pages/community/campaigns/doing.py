"""What is done with campaigns: planned from a day, logged, copied, written as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication

from snt_desk.db.store import Store
from snt_desk.domain import clock, scorecards
from snt_desk.domain.campaigns import CAMPAIGNS, COUNTS, PLANNED
from snt_desk.domain.community import CAMPAIGN, EVENTS, MESSAGES
from snt_desk.domain.scorecards import Scorecard
from snt_desk.services import scorecards as service
from snt_desk.services.list_files import Order, Report
from snt_desk.ui.desk import Desk
from snt_desk.ui.exporting import Exporting
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.page import NEW, Command, Target
from snt_desk.ui.pages.community.campaigns.campaign_form import CampaignForm
from snt_desk.ui.pages.community.campaigns.planned_form import PlannedForm
from snt_desk.ui.pages.community.campaigns.views import ALL, CARD, PLAN, CampaignsView
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import announce
from snt_desk.ui.record_form import RecordForm

_UNDER = {"&View": "Campaig&n", "&Record": "&Campaign"}
"""The submenu in each menu: its letter is one that no other line of that menu has."""
_MEETINGS = "meetings"


class Doing:
    """The plan and the card of the campaign in hand, and what can be done with them."""

    def __init__(self, desk: Desk, records: Records, beside: FormsBeside) -> None:
        """`beside` has the forms, and the lists beside which they stand."""
        self._desk, self._records, self._beside = desk, records, beside
        self._exporting: Exporting | None = None

    @property
    def view(self) -> CampaignsView:
        """The lists of campaigns, made if they are not yet."""
        return self._beside.lists.of(CAMPAIGNS, CampaignsView)

    def take(self, form: RecordForm[Any]) -> None:
        """Do what is asked for below a form."""
        if isinstance(form, CampaignForm):
            form.plan_asked.connect(partial(self._show_of, form, PLAN))
            form.card_asked.connect(partial(self._show_of, form, CARD))
        elif isinstance(form, PlannedForm):
            form.log_asked.connect(self.log)

    # --- The plan and the card ----------------------------------------------------------------

    def show(self, view: str) -> None:
        """Bring campaigns to the front: the list, the plan or the card."""
        self._beside.lists.bar.show_list(CAMPAIGNS)
        self.view.turn_to(view)

    def _show_of(self, form: CampaignForm, view: str) -> None:
        if form.opened:
            self._records.campaigns.tag = form.opened
            self.show(view)

    def _is_front(self, *views: str) -> bool:
        # Not by `view`: that would make them.
        front = self._beside.lists.bar.table == CAMPAIGNS
        return front and (not views or self.view.view in views)

    def _has_day(self) -> bool:
        return self._is_front(PLAN) and self._records.campaigns.day is not None

    # --- From a day ---------------------------------------------------------------------------

    def begin(self, tab: str, table: str) -> None:
        """Begin an event, a message or a meeting on the day in hand, of the campaign in hand."""
        of = self._records.campaigns
        if not self._has_day() or of.day is None:
            return
        said = {NEW: "", "day": clock.long_day(of.day), "campaign": of.tag}
        if table == MESSAGES:
            said |= {"kind": CAMPAIGN, "planned": said["day"]}
        self._desk.go(Target(tab, table, filters=tuple(said.items())))

    def log(self) -> None:
        """Begin the patrol that was planned, on its own tab; or open what it became."""
        held = self._beside.hand
        if held is not None and held[0] == PLANNED and self._beside.may_leave():
            self._desk.go(Target("Patrols", *held))

    def _can_log(self) -> bool:
        held = self._beside.hand
        return held is not None and held[0] == PLANNED

    # --- The card -----------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the card on the clipboard as text."""
        card = self.view.card
        if card is not None:
            QGuiApplication.clipboard().setText(scorecards.as_text(card))
            self.view.strip.tell("The scorecard is copied. Paste it into a report or a mail.")
            announce(self.view, "Copied")

    def export(self) -> None:
        """Write the card to a file for a spreadsheet."""
        self._export.begin()

    def can_export(self) -> bool:
        """Whether a card is shown, and none is being written."""
        return self._is_front(CARD) and self._export.possible()

    @property
    def _export(self) -> Exporting:
        if self._exporting is None:
            view = self.view
            self._exporting = Exporting(
                self._desk, _Shown(self._desk, view), "line", said_in=view.strip, owner=view
            )
            view.add_below(self._exporting.working)
        return self._exporting

    # --- The menus ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """The lines of the menus for all this."""
        view, record = partial(self._line, "&View"), partial(self._line, "&Record")
        on_card, has_day = partial(self._is_front, CARD), self._has_day
        new = self._beside.begin
        return (
            Command("&File", "E&xport the scorecard…", self.export, "Ctrl+E", self.can_export),
            view("&List of campaigns", partial(self.show, ALL), ""),
            view("&Plan of its days", partial(self.show, PLAN), "Ctrl+Shift+H"),
            view("&Scorecard", partial(self.show, CARD), "Ctrl+Shift+J"),
            record("New &planned patrol", partial(new, PLANNED), "Ctrl+Shift+U"),
            record("New &event on that day", partial(self.begin, "Community", EVENTS), "", has_day),
            record(
                "New &message for that day", partial(self.begin, "Community", MESSAGES), "", has_day
            ),
            record(
                "New mee&ting on that day", partial(self.begin, "Partners", _MEETINGS), "", has_day
            ),
            record("&Log the planned patrol", self.log, "Ctrl+Shift+B", self._can_log),
            record("New &count by hand", partial(new, COUNTS), "Ctrl+Shift+I"),
            Command(
                "&Record",
                "Cop&y the scorecard",
                self.copy,
                "",
                on_card,
                under=_UNDER["&Record"],
                writes=False,
            ),
        )

    def _line(
        self,
        menu: Any,
        text: str,
        do: Callable[[], object],
        keys: str,
        ready: Callable[[], bool] | None = None,
    ) -> Command:
        return Command(menu, text, do, keys, ready, under=_UNDER[menu])


class _Shown:
    """The card as it is shown."""

    def __init__(self, desk: Desk, view: CampaignsView) -> None:
        self._desk, self._view = desk, view

    def is_there(self) -> bool:
        return self._view.card is not None

    def named(self) -> str:
        """`Scorecard Week of action`."""
        return f"Scorecard {self._view.card.title}" if self._view.card else "Scorecard"

    def called(self) -> str:
        """`Scorecard of Week of action, 17 to 23 Jan 2022, Welwyn Hatfield North SNT`."""
        said = service.called(self._view.card) if self._view.card else "Scorecard"
        return f"{said}, {self._desk.team.name}"

    def writer(self) -> Callable[[Order, Report], int]:
        card = self._view.card
        assert card is not None  # noqa: S101  # is_there has seen to it
        return partial(_write, self._desk.store, card)


def _write(store: Store, card: Scorecard, order: Order, report: Report) -> int:
    return service.write(store, card, order, report)
