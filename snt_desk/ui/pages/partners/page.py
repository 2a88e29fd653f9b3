"""The Partners tab: what is in hand stands in a form beside the lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from snt_desk.services.partner_lists import MeetingRow
from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.page import MINUTES, Command, Target
from snt_desk.ui.pages.partners.action_form import ActionForm
from snt_desk.ui.pages.partners.kinds import KINDS, fronts
from snt_desk.ui.pages.partners.meeting_form import MeetingForm
from snt_desk.ui.pages.partners.of_actions import ACTIONS
from snt_desk.ui.pages.partners.organisations_view import OrganisationsView
from snt_desk.ui.pages.partners.partner_form import PartnerForm
from snt_desk.ui.pages.partners.people import PEOPLE
from snt_desk.ui.pages.partners.records import MEETINGS, PARTNERS, Records
from snt_desk.ui.pages.partners.review_form import CaseReviewForm
from snt_desk.ui.pages.partners.reviews import CASE_REVIEWS
from snt_desk.ui.pages.partners.series_doing import SeriesDoing
from snt_desk.ui.pages.partners.series_form import SeriesForm
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.pages.partners.views import WorkView
from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.tasks import Task


class PartnersPage:
    """Organisations, meetings with them, and actions: added, changed, done, deleted."""

    title = "Partners"
    shows = frozenset(
        {
            *("partners", "meetings", "meeting_partners", "meeting_officers", "actions"),
            *("partner_people", "case_reviews", "case_reports", "settings", "contacts"),
            *("meeting_missing", "agenda_items"),
            *("meeting_series", "meeting_series_partners", "meeting_series_officers"),
            "meeting_skips",
            *("codes", "places", "priorities", "members", "postings"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the work of the desk's team and an empty form."""
        self._desk = desk
        self._meetings: Task | None = None
        self.records = Records(desk)
        self.records.read()
        self.lists = SeveralLists(desk, fronts(self.records, desk))
        self.bar, self.about, self.box = self.lists.bar, self.lists.about, self.lists.box
        self.beside = FormsBeside(
            *(desk, self.title, self.lists, self.records, KINDS), formed=self._formed
        )
        self.records.people.in_hand = self.in_hand
        self.widget, self.unsaved = self.beside.widget, self.beside.unsaved
        self.series = SeriesDoing(desk, self.title, self.records, self.beside)
        self.work.plan_asked.connect(self.series.plan)
        self.beside.show()
        return self.widget

    @property
    def subject(self) -> str:
        """The word of the list in front."""
        return self.bar.subject

    def _formed(self, form: RecordForm[Any]) -> None:
        if isinstance(form, PartnerForm):
            form.wanted.connect(self._go)
        elif isinstance(form, SeriesForm):
            self.series.listen(form)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        go, has, begin = self._go_to_its, self._has, self.beside.begin
        to_meeting, has_meeting = partial(go, "meeting"), partial(has, "meeting")
        to_priority, has_priority = partial(go, "priority"), partial(has, "priority")
        return (
            Command("&Go", "Its &meeting", to_meeting, "Ctrl+Shift+M", has_meeting),
            Command("&Go", "Its p&riority", to_priority, "Ctrl+Shift+P", has_priority),
            Command("&Record", "Save and ne&w\tCtrl+Enter", self.beside.save_and_new),
            Command("&Record", "New &action", partial(begin, ACTIONS), "Ctrl+T"),
            Command("&Record", "New &organisation", partial(begin, PARTNERS), "Ctrl+Shift+O"),
            Command("&Record", "New p&erson there", partial(begin, PEOPLE), "Ctrl+Shift+K"),
            Command("&Record", "New case re&view", partial(begin, CASE_REVIEWS), "Ctrl+Shift+Y"),
            Command("&Record", "Action &done today", self.done, "Ctrl+Shift+D", self._can_be_done),
            Command("&Record", "Ta&ke row out of the form", self._take_out, "Ctrl+Shift+Del"),
            *self._of_agendas(),
            *self.series.commands(),
        )

    def _of_agendas(self) -> Sequence[Command]:
        up, down, ready = (
            partial(self._move_item, -1),
            partial(self._move_item, 1),
            self._is_meeting,
        )
        return (
            Command(
                "&Record",
                "Agenda and &minutes…",
                self._minutes,
                "Ctrl+M",
                self._has_meeting,
                writes=False,
            ),
            Command("&Record", "Draw up the a&genda", self._draw_up, "Ctrl+Shift+G", ready),
            Command("&Record", "Item &up", up, "Ctrl+Shift+Up", ready),
            Command("&Record", "I&tem down", down, "Ctrl+Shift+Down", ready),
        )

    # --- The lists and the forms --------------------------------------------------------------

    @property
    def work(self) -> WorkView:
        """Actions and meetings."""
        return self.lists.of(MEETINGS, WorkView)

    @property
    def organisations(self) -> OrganisationsView:
        """The organisations."""
        return self.lists.of(PARTNERS, OrganisationsView)

    @property
    def form(self) -> RecordForm[Any]:
        """The form that is in front."""
        return self.beside.form

    @property
    def meeting_form(self) -> MeetingForm:
        """That of meetings."""
        return self.beside.form_of(MEETINGS, MeetingForm)

    @property
    def action_form(self) -> ActionForm:
        """That of actions."""
        return self.beside.form_of(ACTIONS, ActionForm)

    @property
    def series_form(self) -> SeriesForm:
        """That of meetings that come again."""
        return self.beside.form_of(SERIES, SeriesForm)

    @property
    def partner_form(self) -> PartnerForm:
        """That of organisations."""
        return self.beside.form_of(PARTNERS, PartnerForm)

    # --- Going about --------------------------------------------------------------------------

    def in_hand(self) -> tuple[str, str] | None:
        """Give table and ref of what is in hand, for its history."""
        held = self.beside.hand
        if held is not None and held[0] == SERIES:
            return SERIES, self.records.series.series_of(held[1])
        return held

    def go_to(self, target: Target) -> None:
        """Show a record by its ref, or what belongs to a priority; or say that it is gone."""
        self.beside.go_to(target)

    def _go(self, table: str, ref: str) -> None:
        self._desk.go(Target(self.title, table, ref))

    def _has(self, name: str) -> bool:
        return bool(self.records.linked(self.in_hand(), name))

    def _go_to_its(self, name: str) -> None:
        tab, table = ("Priorities", "priorities") if name == "priority" else (self.title, MEETINGS)
        self._desk.go(Target(tab, table, self.records.linked(self.in_hand(), name)))

    # --- What the frame asks of every page ----------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand, what is typed stays typed."""
        self.beside.refresh()
        if self._meetings is not None:
            self._meetings.cancel()
        if self.records.has_many_meetings:
            self._meetings = self._desk.tasks.run_when_shown(
                self.records.all_meetings, self._meetings_read, owner=self.widget
            )

    def _meetings_read(self, met: tuple[MeetingRow, ...]) -> None:
        if self.records.take_meetings(met):
            self.beside.show_read()

    def new(self) -> None:
        """Begin a new meeting, or a new organisation where these are in front."""
        self.beside.new()

    def save(self) -> None:
        """Save what stands in the form, all as one change."""
        self.beside.save()

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        return self.beside.leave()

    def find(self) -> None:
        """Take the focus to the filter."""
        self.lists.find_words()

    def delete(self) -> None:
        """Delete what is selected; what others point to stays, and a box says so."""
        self.beside.delete()

    # --- Actions ------------------------------------------------------------------------------

    def done(self) -> None:
        """Close the action in hand today; undo opens it again."""
        held = self.in_hand()
        if held is None or not self._can_be_done() or not self.beside.may_leave():
            return
        self.records.close(held[1])
        # Where closed ones are not shown, the next one is in hand now.
        self.beside.show_again()

    def _can_be_done(self) -> bool:
        table, ref = self.in_hand() or ("", "")
        return table == ACTIONS and self.records.actions.is_open(ref)

    def _take_out(self) -> None:
        """Take out the action or item of a meeting, or the report, whose row has the focus."""
        form = self.form
        if isinstance(form, MeetingForm | CaseReviewForm):
            form.take_out()

    def _meeting_in_hand(self) -> str:
        held = self.in_hand()
        if held is not None and held[0] == MEETINGS:
            return held[1]
        return self.records.linked(held, "meeting")

    def _has_meeting(self) -> bool:
        return bool(self._meeting_in_hand())

    def _minutes(self) -> None:
        """Show the documents of the meeting in hand, or of that of the action in hand."""
        if self.beside.may_leave():
            self._desk.lay_over(Target(MINUTES, MEETINGS, self._meeting_in_hand()))

    def _is_meeting(self) -> bool:
        return self.form.table == MEETINGS

    def _draw_up(self) -> None:
        self.meeting_form.draw_up()

    def _move_item(self, step: int) -> None:
        self.meeting_form.move_item(step)
