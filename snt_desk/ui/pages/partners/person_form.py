"""The form of somebody at an organisation: who it is, how to reach them, what they may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.partners import PersonDraft
from snt_desk.ui import days, unlisted
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.pages.partners.people import PEOPLE
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.record_form import RecordForm, choose, text_of

FIELDS = ("name", "partner", "role", "phone", "email", "told", "left")
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedPerson:
    """All that stands in the form; `no_partner` was typed where only a choice will do."""

    name: str = ""
    partner: str | None = None
    no_partner: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    told: str = ""
    left: str = ""


class PersonForm(RecordForm[TypedPerson]):
    """Takes what is typed about somebody at an organisation."""

    table = PEOPLE
    new_title = "New person at an organisation"

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedPerson())
        self._records = records
        self.name = LineField("Jo Marsh", most=MOST_IMPORTED)
        self.partner = Choice("Letters of its name")
        self.role = LineField("Housing officer", most=MOST_IMPORTED)
        self.phone = LineField("01632 960305", most=MOST_IMPORTED)
        self.email = LineField("jo.marsh@example.org", most=MOST_IMPORTED)
        self.told = NoteField("Dates and places, no names", lines=2, most=MOST_IMPORTED)
        self.gone = DayField("")
        self._choices = [self.partner]
        self._add_fields()
        for signal in (
            *(one.changed for one in (self.name, self.role, self.phone, self.email)),
            *(one.changed for one in (self.partner, self.told, self.gone)),
        ):
            signal.connect(self._edited)

    def _add_fields(self) -> None:
        self.add(Part("name", "&Who it is", self.name))
        self.add(Part("partner", "&At which organisation", self.partner))
        self.add(Part("role", "What &is done there", self.role))
        self.add(Part("phone", "&Phone", self.phone))
        self.add(Part("email", "E-mai&l", self.email))
        self.add(Part("told", "What may be tol&d", self.told))
        self.add(Part("left", "&No longer there since", self.gone))

    @property
    def typed(self) -> TypedPerson:
        """All that stands in it, saved or not."""
        return TypedPerson(
            name=self.name.value,
            partner=text_of(self.partner),
            no_partner=self.partner.unknown,
            role=self.role.value,
            phone=self.phone.value,
            email=self.email.value,
            told=self.told.value,
            left=self.gone.value,
        )

    @property
    def called(self) -> str:
        """The name, as it was saved."""
        return self._saved.name

    @property
    def draft(self) -> PersonDraft:
        """Who is meant, as far as it can be read."""
        typed = self.typed
        return PersonDraft(
            name=typed.name,
            partner=typed.partner,
            role=typed.role or None,
            email=typed.email or None,
            phone=typed.phone or None,
            told=typed.told or None,
            left=days.meant(typed.left, clock.today()),
        )

    def begin(self) -> None:
        """Make room for somebody new, at the organisation in hand."""
        self.offer()
        self._put("", TypedPerson(partner=self._records.people.partner_in_hand() or None))

    def open(self, ref: str) -> None:
        """Show somebody."""
        draft = self._records.people.opened(ref)
        self.offer()
        typed = TypedPerson(
            name=draft.name,
            partner=draft.partner,
            role=draft.role or "",
            phone=draft.phone or "",
            email=draft.email or "",
            told=draft.told or "",
            left=days.written(draft.left),
        )
        self._put(ref, typed)

    def write(self) -> str:
        """Write who it is."""
        return self._records.people.save(self.opened, self.draft)

    def offer(self) -> None:
        """Offer the organisations as they stand."""
        self._filling = True
        self.partner.show_choices(self._records.lists.partner_choices())
        self._filling = False

    def _fill(self, typed: TypedPerson) -> None:
        self.name.set_value(typed.name)
        choose(self.partner, typed.partner, typed.no_partner)
        self.role.set_value(typed.role)
        self.phone.set_value(typed.phone)
        self.email.set_value(typed.email)
        self.told.set_value(typed.told)
        self.gone.set_value(typed.left)

    def _problems(self) -> Sequence[Problem]:
        typed, unread = self.typed, []
        if typed.no_partner:
            unread.append(Problem("partner", unlisted.called("organisation", typed.no_partner)))
        if why := days.fault(typed.left, clock.today()):
            unread.append(Problem("left", why))
        return together(unread, self.draft.problems(), FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        draft = self.draft
        others = [
            one.name
            for one in self._records.people.rows
            if one.partner_ref == draft.partner and one.ref != self.opened
        ]
        return list(draft.warnings(others))
