"""The form of a contact: what a resident wants, whose it is, when it was answered.

Who the resident is, stands in it for a new one; of one that is written down only after *Show
details*, which the journal notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal

from snt_desk.domain import clock
from snt_desk.domain.community import (
    ANSWERED,
    CONTACTS,
    PASSED_ON,
    ContactDraft,
    is_waiting,
    time_left,
)
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.errors import DeskError
from snt_desk.services.waiting import OnDuty
from snt_desk.ui.choices import distinct
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.pages.community import contact_reading as reading
from snt_desk.ui.pages.community import waits
from snt_desk.ui.pages.community.contact_reading import TypedContact
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import across, button, down, label
from snt_desk.ui.record_form import RecordForm, choose, text_of

_DETAILS = ("name", "contact", "needs")
_NOTED = "The journal notes that you look."
_GONE = "Who it was, was taken away for good."


class ContactForm(RecordForm[TypedContact]):
    """Takes what is typed about a contact; a resident's details are apart."""

    table = CONTACTS
    new_title = "New contact"
    agree_asked = Signal()
    """*New appointment…*"""
    wanted = Signal(str)
    """Enter on an appointment: its ref."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedContact())
        self._records = records
        self.subject = NoteField("Cars racing on the industrial estate", lines=2)
        self.day = DayField()
        self.time = LineField("1140", settle=self._tidy_received)
        self.channel = Choice()
        self.owner = Choice("Nobody yet")
        self.resident = LineField("Rose Ashdown", most=MOST_IMPORTED)
        self.contact = LineField("01632 960301", most=MOST_IMPORTED)
        self.needs = LineField("step-free", most=MOST_IMPORTED)
        self.status = Choice()
        self.passed_to = Choice("Which organisation")
        self.answered = DayField()
        self.answered_at = LineField("0915", settle=self._tidy_answered)
        self.priority = Choice("None")
        self.review_on = DayField("27/3/27", ahead=True)
        self.show_button = button("Show detai&ls", icon="user")
        # Where nothing can be written they cannot be shown, as that is noted.
        self.show_button.setEnabled(not records.only_looks)
        self._about_details = label("", "small", wrap=True)
        self._hidden = down(self.show_button, self._about_details, space=4)
        self.agreed = LineView("Appointments", height=34)
        self.agree_button = button("New appointment…", icon="plus", tip="Ctrl+T", writes=True)
        self._choices = [self.channel, self.owner, self.status, self.passed_to, self.priority]
        self._shown = True
        self._filled = ("", "")
        self._duty: LastAnswer[OnDuty | None] = LastAnswer()
        self._add_fields()
        self._listen()

    def _add_fields(self) -> None:
        self.add(Part("subject", "What it is &about, without the name", self.subject))
        self.add(
            Part("received", "Re&ceived", self.day, stretch=5),
            Part("received_at", "T&ime", self.time, stretch=2),
        )
        self.add(
            Part("channel", "&By", self.channel),
            Part("owner", "O&wner", self.owner),
        )
        self.add_widget(self._hidden)
        self.add(Part("name", "Resident’s &name", self.resident))
        self.add(
            Part("contact", "How to reach the&m", self.contact),
            Part("needs", "Access nee&ds", self.needs),
        )
        self.add(Part("status", "&Status", self.status))
        self.add(Part("passed_to", "Passed on t&o", self.passed_to))
        self.add(
            Part("answered", "Answered on", self.answered, stretch=5),
            Part("answered_at", "Time of repl&y", self.answered_at, stretch=3),
        )
        self.add(
            Part("priority", "&Priority", self.priority, stretch=3),
            Part("review_on", "&Keep details until", self.review_on, stretch=3),
        )
        self.add_widget(self.agreed)
        self.add_widget(across(self.agree_button, None))

    def _listen(self) -> None:
        for signal in (
            *(one.changed for one in (self.subject, self.day, self.time, self.channel)),
            *(one.changed for one in (self.owner, self.resident, self.contact, self.needs)),
            *(one.changed for one in (self.answered, self.answered_at)),
            *(one.changed for one in (self.passed_to, self.priority, self.review_on)),
        ):
            signal.connect(self._edited)
        self.status.changed.connect(self._status_chosen)
        self.show_button.clicked.connect(self.show_details)
        self.agree_button.clicked.connect(self.agree_asked)
        self.agreed.opened.connect(lambda ref: self.wanted.emit(str(ref)))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedContact:
        """All that stands in it, saved or not; of the details only what is shown."""
        return TypedContact(
            text=self.subject.value,
            received=self.day.value,
            received_at=self.time.value,
            channel=text_of(self.channel),
            no_channel=self.channel.unknown,
            owner=text_of(self.owner),
            no_owner=self.owner.unknown,
            status=text_of(self.status),
            no_status=self.status.unknown,
            answered=self.answered.value,
            answered_at=self.answered_at.value,
            passed_to=text_of(self.passed_to),
            no_passed_to=self.passed_to.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            review_on=self.review_on.value,
            shown=self._shown,
            resident=self.resident.value,
            contact=self.contact.value,
            needs=self.needs.value,
        )

    @property
    def called(self) -> str:
        """What it is about, as it was saved."""
        return self._saved.text

    @property
    def draft(self) -> ContactDraft:
        """The contact that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    def begin(self) -> None:
        """Make room for a new contact, received this minute."""
        self._offer_codes(ContactDraft())
        self._offer_people()
        self._offer_organisations(None)
        self._put("", replace(reading.begun(), owner=self._records.mine))
        self._show_agreed()

    def open(self, ref: str) -> None:
        """Show a contact, without who it is."""
        draft = self._records.contacts.opened(ref)
        gone = self._records.contacts.details_gone(ref)
        self.show_button.setVisible(not gone)
        self._about_details.setText(_GONE if gone else _NOTED)
        self._offer_codes(draft)
        self._offer_people()
        self._offer_organisations(draft.passed_to)
        self._put(ref, reading.written(draft))
        self._show_agreed()

    def write(self) -> str:
        """Write the contact; details that are not shown stay as they are."""
        return self._records.contacts.save(self.opened, self.draft, self.typed.details)

    def _prepare(self, typed: TypedContact) -> None:
        self._offer_organisations(typed.passed_to)
        if self.opened and typed.shown:
            # What was typed shows who it is.
            self._records.contacts.details(self.opened)

    def _fill(self, typed: TypedContact) -> None:
        self._shown = typed.shown
        self.subject.set_value(typed.text)
        self.day.set_value(typed.received)
        self.time.set_value(typed.received_at)
        choose(self.channel, typed.channel, typed.no_channel)
        choose(self.owner, typed.owner, typed.no_owner)
        choose(self.status, typed.status, typed.no_status)
        self.answered.set_value(typed.answered)
        self.answered_at.set_value(typed.answered_at)
        choose(self.passed_to, typed.passed_to, typed.no_passed_to)
        choose(self.priority, typed.priority, typed.no_priority)
        self.review_on.set_value(typed.review_on)
        self._fill_details(typed)
        self._filled = ("", "")
        self._show_rows()

    def _fill_details(self, typed: TypedContact) -> None:
        self.resident.set_value(typed.resident)
        self.contact.set_value(typed.contact)
        self.needs.set_value(typed.needs)

    # --- Who it is ----------------------------------------------------------------------------

    def show_details(self) -> None:
        """Show who it is, once that is noted; a box says why where it cannot be."""
        if self._shown or not self.show_button.isEnabled():
            return
        try:
            details = self._records.contacts.details(self.opened)
        except DeskError as error:
            self.box.say(error.title, error.detail)
            return
        self._filling, self._shown = True, True
        self._saved = reading.with_details(self._saved, details)
        self._fill_details(self._saved)
        self._show_rows()
        # As the fields give it back: what they tidy is nothing that was typed.
        read = self.typed.details
        if read is not None:
            self._saved = reading.with_details(self._saved, read)
        self._filling = False
        self._look()
        self.focus("name")

    @property
    def can_show(self) -> bool:
        """Whether there are details that are not shown."""
        hidden = bool(self.opened) and not self._shown
        return hidden and self.show_button.isEnabled() and not self.show_button.isHidden()

    def _show_rows(self) -> None:
        self._hidden.setVisible(not self._shown)
        for name in _DETAILS:
            self.show_row(name, shown=self._shown)
        self.show_row("answered", shown=self.status.value == ANSWERED)
        passed = self.status.value == PASSED_ON or self.passed_to.value is not None
        self.show_row("passed_to", shown=passed and self.status.value in reading.MAY_BE_PASSED)

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer people, priorities and organisations as they stand."""
        self._offer_people()
        self._offer_organisations(text_of(self.passed_to))
        self._show_agreed()

    def _offer_people(self) -> None:
        offers = self._records.offers
        self._duty.forget()
        self._filling = True
        self.owner.show_choices(offers.owner_choices())
        self.priority.show_choices(offers.priority_choices())
        self._filling = False

    def _offer_organisations(self, also: str | None) -> None:
        there = self._records.contacts.organisations((also,))
        self._filling = True
        self.passed_to.show_choices(distinct([(one.ref, one.name, one.kind) for one in there]))
        self._filling = False

    def _show_agreed(self) -> None:
        found = self._records.appointments.of_contact(self.opened) if self.opened else []
        self.agreed.show_lines(
            [
                Line(one.when, id=one.id, sub=f"{one.row.kind}, {one.row.status_label.lower()}")
                for one in found
            ]
        )
        self.agreed.setFixedHeight(self.agreed.content_height())
        self.agreed.setVisible(bool(found))
        self.agree_button.setEnabled(bool(self.opened))

    def _offer_codes(self, contact: ContactDraft) -> None:
        """Offer the codes of today, and those that the contact has already."""
        today = clock.today()
        self._filling = True
        channels = self._records.kinds("contact_channel", today, (contact.channel,))
        self.channel.show_choices(channels)
        self.status.show_choices(self._records.kinds("contact_status", today, (contact.status,)))
        self._filling = False

    def _status_chosen(self) -> None:
        """What is answered was most often answered now."""
        if not self._filling:
            there = (self.answered.value, self.answered_at.value)
            if self.status.value == ANSWERED and there == ("", ""):
                self._filled = reading.at(clock.this_minute())
                self.answered.set_value(self._filled[0])
                self.answered_at.set_value(self._filled[1])
            self._show_rows()
        self._edited()

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        if not self.opened and not self.edited:
            # Nobody has written anything that could look odd.
            return ()
        found = list(self.draft.warnings(clock.now(), self.typed.details))
        return found or [*self._owner_is_late()]

    def _owner_is_late(self) -> Iterator[Caution]:
        """Say where whoever has it is not on duty before the 72 hours are over."""
        draft = self.draft
        if not draft.owner or not draft.received or not is_waiting(draft.status, draft.answered):
            return
        if time_left(draft.received, clock.now()) < timedelta(0):
            return
        duty = self._duty.to(draft.owner, partial(self._records.contacts.next_duty, draft.owner))
        if duty is not None and time_left(draft.received, duty.start) < timedelta(0):
            text = f"They are {waits.duty(duty)}: the 72 hours are over then."
            yield Caution("owner", text)

    def _say_back(self) -> None:
        draft = self.draft
        if draft.received and self.opened and is_waiting(draft.status, draft.answered):
            left = waits.left(draft.received, clock.this_minute())
            of = "the 72 hours" if left.endswith("over") else "of 72 hours"
            self.understood("received", "", f"{left} {of}")
        else:
            self.hint("received", "")
        took = ""
        if draft.received and draft.answered and draft.answered >= draft.received:
            took = waits.answered(draft.received, draft.answered)
        self.understood("answered", "", took)

    def _tidy_received(self, text: str) -> str:
        return reading.tidied(self.day.value, text, clock.today())

    def _tidy_answered(self, text: str) -> str:
        return reading.tidied(self.answered.value, text, clock.today())
