"""The form of an appointment: about what, how, when, with whom; what it clashes with.

Who the resident is, stands with the contact. What they need to come is shown here when it is asked
for, which the journal notes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from snt_desk.domain import clock
from snt_desk.domain.appointments import APPOINTMENTS, PARTNER_PREMISES, AppointmentDraft
from snt_desk.domain.community import said_at
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.errors import DeskError
from snt_desk.ui.choices import distinct
from snt_desk.ui.fields import Choice
from snt_desk.ui.form import Part
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.community import appointment_reading as reading
from snt_desk.ui.pages.community.appointment_reading import TypedAppointment
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import announce, button, down, label, set_state
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.when_fields import WhenFields

_ASKED = "Something is written of what they need. The journal notes that you look."
_NOTHING = "Nothing is written of what they need to come."


class AppointmentForm(RecordForm[TypedAppointment]):
    """Takes what is typed about an appointment and says what speaks against it."""

    table = APPOINTMENTS
    new_title = "New appointment"

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedAppointment())
        self._records = records
        self.about: Callable[[], str] = str
        """Asked for the contact of which a new one is to be; the page knows what is in hand."""
        self.contact = Choice("What a resident wants")
        self.needs_button = button("Show access &needs", icon="user")
        # Where nothing can be written they cannot be shown, as that is noted.
        self.needs_button.setEnabled(not records.only_looks)
        self.needs = label("", "small", wrap=True)
        self._about_needs = down(self.needs, self.needs_button, space=4)
        self.kind = Choice("How you meet")
        self.officer = Choice("Nobody yet")
        self._when = WhenFields(self)
        self.day, self.begins, self.ends = self._when.fields
        self.place = Choice("Anywhere")
        self.partner = Choice("Whose")
        self.status = Choice()
        self._choices = [
            *(self.contact, self.kind, self.officer, self.place, self.partner, self.status),
        ]
        self._owners: dict[object, str | None] = {}
        self._kinds: list[tuple[str, str]] = []
        self._meant = ""
        self._add_fields()
        self._listen()

    def _add_fields(self) -> None:
        self.add(Part("contact", "What it is &about", self.contact))
        self.add_widget(self._about_needs)
        self.add(Part("kind", "&Kind", self.kind), Part("officer", "&Who goes", self.officer))
        self._when.add()
        self.add(Part("place", "&Place", self.place))
        self.add(Part("partner", "At whose pre&mises", self.partner))
        self.add(Part("status", "&Status", self.status))

    def _listen(self) -> None:
        for one in (self.officer, self.day, self.begins, self.ends):
            one.changed.connect(self._edited)
        for choice in (self.place, self.partner, self.status):
            choice.changed.connect(self._edited)
        self.contact.changed.connect(self._contact_chosen)
        self.kind.changed.connect(self._kind_chosen)
        self.needs_button.clicked.connect(self.show_needs)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedAppointment:
        """All that stands in it, saved or not."""
        return TypedAppointment(
            contact=text_of(self.contact),
            no_contact=self.contact.unknown,
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            officer=text_of(self.officer),
            no_officer=self.officer.unknown,
            day=self.day.value,
            start=self.begins.value,
            end=self.ends.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            partner=text_of(self.partner),
            no_partner=self.partner.unknown,
            status=text_of(self.status),
            no_status=self.status.unknown,
        )

    @property
    def called(self) -> str:
        """Its kind and day, as it was saved."""
        if not self.opened:
            return ""
        kind = next((words for code, words in self._kinds if code == self._saved.kind), "")
        return one_line(", ".join(filter(None, (kind, self._saved.day))))

    @property
    def draft(self) -> AppointmentDraft:
        """The appointment that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    def begin(self) -> None:
        """Make room for a new one: about the contact in hand, with whoever has that."""
        self._meant = self.about() or self._meant
        self._offer_codes(AppointmentDraft())
        self._offer(AppointmentDraft(contact=self._meant or None))
        contact = self._meant if self._meant in self._owners else None
        owner = self._owners.get(contact) or self._records.mine
        self._put("", reading.begun(contact, owner))

    def open(self, ref: str) -> None:
        """Show an appointment."""
        self._meant = ""
        draft = self._records.appointments.opened(ref)
        self._offer_codes(draft)
        self._offer(draft)
        self._put(ref, reading.written(draft))

    def start(self) -> None:
        """Take the focus to the first field; where what it is about stands there, to the next."""
        super().start()
        if not self.opened and self.contact.value is not None:
            self.focus("kind")

    def write(self) -> str:
        """Write the appointment."""
        return self._records.appointments.save(self.opened, self.draft)

    def _fill(self, typed: TypedAppointment) -> None:
        choose(self.contact, typed.contact, typed.no_contact)
        choose(self.kind, typed.kind, typed.no_kind)
        choose(self.officer, typed.officer, typed.no_officer)
        self._when.set_value(typed.day, typed.start, typed.end)
        choose(self.place, typed.place, typed.no_place)
        choose(self.partner, typed.partner, typed.no_partner)
        choose(self.status, typed.status, typed.no_status)
        self._show_rows()
        self._put_needs_away()

    def _prepare(self, typed: TypedAppointment) -> None:
        self._offer(AppointmentDraft(contact=typed.contact, partner=typed.partner))

    # --- What the resident needs --------------------------------------------------------------

    def show_needs(self) -> None:
        """Show what they need to come, once that is noted; a box says why where it cannot be."""
        contact = text_of(self.contact)
        if contact is None or not self.can_show:
            return
        try:
            self.needs.setText(self._records.appointments.needs(contact))
        except DeskError as error:
            self.box.say(error.title, error.detail)
            return
        set_state(self.needs, "role", "body")
        announce(self.needs, self.needs.text())
        self.needs_button.hide()

    @property
    def can_show(self) -> bool:
        """Whether something is written of what they need that is not shown."""
        return self.needs_button.isEnabled() and not self.needs_button.isHidden()

    def _put_needs_away(self) -> None:
        contact = text_of(self.contact)
        has = contact is not None and self._records.appointments.has_needs(contact)
        self.needs.setText(_ASKED if has else _NOTHING)
        set_state(self.needs, "role", "small")
        self.needs_button.setVisible(has)
        self._about_needs.setVisible(contact is not None)

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer contacts, people, places and organisations as they stand."""
        self._offer(self.draft)

    def _offer(self, one: AppointmentDraft) -> None:
        offers, records = self._records.offers, self._records.appointments
        subjects = records.subjects((one.contact,) if one.contact else ())
        self._owners = {found.ref: found.owner for found in subjects}
        self._filling = True
        said = [(one.ref, one_line(one.subject), said_at(one.received)) for one in subjects]
        self.contact.show_choices(distinct(said))
        self.officer.show_choices(offers.owner_choices())
        self.place.show_choices(offers.places)
        there = self._records.contacts.organisations((one.partner,))
        self.partner.show_choices(distinct([(at.ref, at.name, at.kind) for at in there]))
        self._filling = False

    def _offer_codes(self, one: AppointmentDraft) -> None:
        """Offer the codes of today, and those that the appointment has already."""
        today = clock.today()
        self._filling = True
        self._kinds = self._records.kinds("appointment_kind", today, (one.kind,))
        self.kind.show_choices(self._kinds)
        states = self._records.kinds("appointment_status", today, (one.status,))
        self.status.show_choices(states)
        self._filling = False

    def _contact_chosen(self) -> None:
        if not self._filling:
            self._put_needs_away()
            owner = self._owners.get(self.contact.value)
            if owner and not self.opened and self.officer.value in {None, self._records.mine}:
                self.officer.set_value(owner)
        self._edited()

    def _kind_chosen(self) -> None:
        if not self._filling:
            self._show_rows()
        self._edited()

    def _show_rows(self) -> None:
        self.show_row("partner", shown=self.kind.value == PARTNER_PREMISES)

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        draft = self.draft
        found = self._records.appointments.clashes(draft, self.opened)
        return list(draft.warnings(clock.now(), found))

    def _say_back(self) -> None:
        self._when.say_back()
