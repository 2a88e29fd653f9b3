"""The Community tab: what is in hand stands in a form beside the lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from snt_desk.domain.appointments import APPOINTMENTS
from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.domain.reach import GROUPS
from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.lists import Lists
from snt_desk.ui.lists_bar import Front
from snt_desk.ui.page import MESSAGE_DAYS, Command, Target
from snt_desk.ui.pages.community import lines
from snt_desk.ui.pages.community.answering import Answering
from snt_desk.ui.pages.community.appointment_form import AppointmentForm
from snt_desk.ui.pages.community.asides import Asides
from snt_desk.ui.pages.community.board import Board
from snt_desk.ui.pages.community.campaigns.doing import Doing
from snt_desk.ui.pages.community.contact_form import ContactForm
from snt_desk.ui.pages.community.event_form import EventForm
from snt_desk.ui.pages.community.events_lists import EventsLists
from snt_desk.ui.pages.community.group_form import GroupForm
from snt_desk.ui.pages.community.kinds import KINDS, WITHIN, Listed
from snt_desk.ui.pages.community.listing import Listing
from snt_desk.ui.pages.community.message_form import MessageForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.unsaved import UnsavedTogether


class CommunityPage:
    """Events, contacts and messages: added, changed, answered, posted, deleted."""

    title = "Community"
    shows = frozenset(
        {
            *("event_groups", "community_groups", "legs", "priority_places", "settings"),
            *("events", "event_officers", "outcomes", "contacts", "messages", "posts"),
            *("appointments", "duties", "absences", "meetings", "meeting_officers", "partners"),
            *("meeting_series", "meeting_series_officers", "meeting_skips"),
            *("responses", "campaigns", "codes", "places", "priorities", "members", "postings"),
            *("campaign_counts", "planned_patrols", "planned_patrol_officers", "patrols"),
            *("campaign_tags", "campaign_days", "message_channels"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the records of the desk's team and an empty form."""
        self._desk = desk
        self.records = records = Records(desk)
        records.read()
        self.lists = SeveralLists(
            desk,
            [
                Front(
                    *(one.table, one.called, one.word, partial(self._listed, one)),
                    only=one.only,
                    also=one.also,
                    by_priority=one.by_priority,
                )
                for one in KINDS
            ],
        )
        self.bar, self.about, self.box = self.lists.bar, self.lists.about, self.lists.box
        self.beside = FormsBeside(
            *(desk, self.title, self.lists, records, (*KINDS, *WITHIN)), formed=self._formed
        )
        self.widget = self.beside.widget
        self.asides = Asides(desk, records, self.beside)
        self.unsaved = UnsavedTogether(self.beside.unsaved, self.asides.unsaved)
        self.answering = Answering(desk, records, self.beside)
        self.campaigns = Doing(desk, records, self.beside)
        # Told after the forms have been: it is known then what is in hand.
        for signal in (self.lists.taken, self.lists.chosen):
            signal.connect(self._pass_by)
        self.beside.show()
        self.asides.offer()
        return self.widget

    def _pass_by(self, *_taken: object) -> None:
        """Let no small form stay that is of another record than the one in hand."""
        self.asides.pass_by(self.in_hand())
        self.answering.pass_by(self.in_hand())

    @property
    def subject(self) -> str:
        """The word of the list in front."""
        return self.bar.subject

    def _listed(self, kind: Listed) -> Lists:
        if kind.make is not None:
            return kind.make(self.records, self._desk)
        if kind.table == EVENTS:
            made = EventsLists(kind, self.records, self._desk)
            made.prepare_asked.connect(partial(self.beside.prepare, EVENTS))
            made.plan_asked.connect(partial(self.beside.begin, EVENTS))
            return made
        if kind.table != CONTACTS:
            return Listing(kind, self.records, self._desk)
        board = Board(kind, self.records, self._desk)
        self.answering.listen(board.bar)
        return board

    def _formed(self, form: RecordForm[Any]) -> None:
        if isinstance(form, EventForm):
            self.asides.take_event(form)
        elif isinstance(form, MessageForm):
            self.asides.take_message(form)
        elif isinstance(form, GroupForm):
            form.plan_asked.connect(lambda ref: self.beside.begin(EVENTS, {"groups": (ref,)}))
            form.wanted.connect(lambda ref: self.go_to(Target(self.title, EVENTS, ref)))
        elif isinstance(form, ContactForm):
            form.agree_asked.connect(self.agree)
            form.wanted.connect(lambda ref: self._desk.go(Target(self.title, APPOINTMENTS, ref)))
        elif isinstance(form, AppointmentForm):
            form.about = self._about
        else:
            self.campaigns.take(form)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        return (*lines.of_page(self), *self.campaigns.commands())

    # --- The lists and the forms --------------------------------------------------------------

    @property
    def listing(self) -> Listing:
        """The list that is in front."""
        return self.listing_of(self.bar.table)

    def listing_of(self, table: str) -> Listing:
        """Give the list of a table."""
        return self.lists.of(table, Listing)

    @property
    def form(self) -> RecordForm[Any]:
        """The form that is in front."""
        return self.beside.form

    @property
    def event_form(self) -> EventForm:
        """That of events."""
        return self.beside.form_of(EVENTS, EventForm)

    @property
    def contact_form(self) -> ContactForm:
        """That of contacts."""
        return self.beside.form_of(CONTACTS, ContactForm)

    @property
    def appointment_form(self) -> AppointmentForm:
        """That of appointments."""
        return self.beside.form_of(APPOINTMENTS, AppointmentForm)

    @property
    def message_form(self) -> MessageForm:
        """That of messages."""
        return self.beside.form_of(MESSAGES, MessageForm)

    @property
    def group_form(self) -> GroupForm:
        """That of groups."""
        return self.beside.form_of(GROUPS, GroupForm)

    # --- Going about --------------------------------------------------------------------------

    def in_hand(self) -> tuple[str, str] | None:
        """Give table and ref of what is in hand, for its history."""
        return self.beside.hand

    def go_to(self, target: Target) -> None:
        """Show a record by its ref, or what belongs to a priority; or say that it is gone."""
        if target.table == "posts":
            ref = self.records.messages.of_post(target.ref) or target.ref
            target = replace(target, table=MESSAGES, ref=ref)
        self.beside.go_to(target)

    def show_reach(self) -> None:
        """Go to the wards and groups, in place of the events."""
        self.bar.show_list(EVENTS)
        lists = self.listing
        if isinstance(lists, EventsLists):
            lists.show_reach()
            lists.enter(GROUPS)

    def show_calendar(self) -> None:
        """Show what goes out on which day, on the day of the message in hand."""
        table, ref = self.in_hand() or ("", "")
        wanted = ref if table == MESSAGES else ""
        self._desk.lay_over(Target(MESSAGE_DAYS, MESSAGES, wanted))

    def has_priority(self) -> bool:
        """Whether what is in hand belongs to a priority."""
        return bool(self.records.linked(self.in_hand()))

    def go_to_priority(self) -> None:
        """Go to it."""
        self._desk.go(Target("Priorities", "priorities", self.records.linked(self.in_hand())))

    # --- What the frame asks of every page ----------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand, what is typed stays typed."""
        self.beside.refresh()
        self.asides.refresh()
        self.answering.refresh()

    def new(self) -> None:
        """Begin a new record of the list in front."""
        self.beside.new()

    def save(self) -> None:
        """Save what stands in the form, as one change."""
        if not self.asides.save() and not self.answering.save():
            self.beside.save()

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        return self.asides.leave(Target(self.title)) and self.beside.leave()

    def find(self) -> None:
        """Take the focus to the filter."""
        self.lists.find_words()

    def delete(self) -> None:
        """Delete what is selected; what others point to stays, and a box says so."""
        self.beside.delete()

    # --- Answered, posted ---------------------------------------------------------------------

    def done(self) -> None:
        """Say that a resident was answered now, or begin to say where a message was posted."""
        table, _ = self.in_hand() or ("", "")
        if not self.can_be_done():
            return
        if table == MESSAGES:
            self.asides.post()
        else:
            self.answering.answer()

    def can_be_done(self) -> bool:
        """Whether what is in hand can be answered, or posted."""
        table, _ = self.in_hand() or ("", "")
        return table == MESSAGES or self.answering.can_be_answered()

    # --- Appointments -------------------------------------------------------------------------

    def agree(self) -> None:
        """Begin a new appointment: about the contact in hand, if one is."""
        self.beside.begin(APPOINTMENTS)

    def _about(self) -> str:
        """Give the contact of which a new appointment is to be; empty for none."""
        table, ref = self.in_hand() or ("", "")
        if table == APPOINTMENTS and self.records.holds(table, ref):
            return self.records.appointments.opened(ref).contact or ""
        return ref if table == CONTACTS else ""
