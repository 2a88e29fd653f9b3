"""The form of an organisation: whom to ask for, what it may be told; what there is with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.partners import PartnerDraft
from snt_desk.ui import days, unlisted
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.partners import spans
from snt_desk.ui.pages.partners.of_actions import ACTIONS
from snt_desk.ui.pages.partners.people import PEOPLE
from snt_desk.ui.pages.partners.records import MEETINGS, PARTNERS, Records
from snt_desk.ui.record_form import RecordForm, choose, text_of

FIELDS = ("name", "kind", "contact_name", "contact_email", "contact_phone", "told", "ended")
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedPartner:
    """All that stands in the form; `no_kind` was typed where only a choice will do."""

    name: str = ""
    kind: str | None = None
    no_kind: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    told: str = ""
    ended: str = ""


class PartnerForm(RecordForm[TypedPartner]):
    """Takes what is typed about an organisation, and lists what there is with it."""

    table = PARTNERS
    new_title = "New organisation"
    wanted = Signal(str, str)
    """Enter on a line below: the table and the ref."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedPartner())
        self._records = records
        self.name = LineField("Greenfold Homes", most=MOST_IMPORTED)
        self.kind = Choice()
        self.contact_name = LineField("Jo Marsh", most=MOST_IMPORTED)
        self.contact_email = LineField("jo.marsh@example.org", most=MOST_IMPORTED)
        self.contact_phone = LineField("01632 960305", most=MOST_IMPORTED)
        self.told = NoteField("Dates and places, no names", lines=2, most=MOST_IMPORTED)
        self.ended = DayField("")
        self.lines = LineView("People, meetings and open actions", height=46, two=True)
        self._choices = [self.kind]
        self._add_fields()
        for one in (self.name, self.contact_name, self.contact_email, self.contact_phone):
            one.changed.connect(self._edited)
        for other in (self.kind, self.told, self.ended):
            other.changed.connect(self._edited)
        self.lines.opened.connect(self._line_opened)

    def _add_fields(self) -> None:
        self.add(Part("name", "&What it is called", self.name))
        self.add(Part("kind", "&Kind", self.kind))
        self.add(Part("contact_name", "&Contact", self.contact_name))
        self.add(Part("contact_email", "E-mai&l", self.contact_email))
        self.add(Part("contact_phone", "&Phone", self.contact_phone))
        self.add(Part("told", "What may be tol&d", self.told))
        self.add(Part("ended", "&No longer worked with since", self.ended))
        self.add_widget(self.lines)

    @property
    def typed(self) -> TypedPartner:
        """All that stands in it, saved or not."""
        return TypedPartner(
            name=self.name.value,
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            contact_name=self.contact_name.value,
            contact_email=self.contact_email.value,
            contact_phone=self.contact_phone.value,
            told=self.told.value,
            ended=self.ended.value,
        )

    @property
    def called(self) -> str:
        """The name, as it was saved."""
        return self._saved.name

    @property
    def draft(self) -> PartnerDraft:
        """The organisation that is meant."""
        typed = self.typed
        return PartnerDraft(
            typed.name,
            typed.kind or "",
            typed.contact_name or None,
            typed.contact_email or None,
            typed.contact_phone or None,
            typed.told or None,
            days.meant(typed.ended, clock.today()),
        )

    def begin(self) -> None:
        """Make room for a new organisation."""
        self._offer_kinds("")
        self._put("", TypedPartner())
        self._show_lines()

    def open(self, ref: str) -> None:
        """Show an organisation, with its meetings and open actions."""
        draft = self._records.partner(ref)
        self._offer_kinds(draft.kind)
        typed = TypedPartner(
            name=draft.name,
            kind=draft.kind,
            contact_name=draft.contact_name or "",
            contact_email=draft.contact_email or "",
            contact_phone=draft.contact_phone or "",
            told=draft.told or "",
            ended=days.written(draft.ended),
        )
        self._put(ref, typed)
        self._show_lines()

    def write(self) -> str:
        """Write the organisation."""
        return self._records.save_partner(self.opened, self.draft)

    def offer(self) -> None:
        """Show what there is with it now."""
        self._show_lines()

    def _offer_kinds(self, used: str) -> None:
        self._filling = True
        self.kind.show_choices(self._records.kinds("partner_kind", used))
        self._filling = False

    def _fill(self, typed: TypedPartner) -> None:
        self.name.set_value(typed.name)
        choose(self.kind, typed.kind, typed.no_kind)
        self.contact_name.set_value(typed.contact_name)
        self.contact_email.set_value(typed.contact_email)
        self.contact_phone.set_value(typed.contact_phone)
        self.told.set_value(typed.told)
        self.ended.set_value(typed.ended)

    def _problems(self) -> Sequence[Problem]:
        unread = []
        if self.kind.unknown:
            unread.append(Problem("kind", unlisted.choice(self.kind.unknown, "Choose a kind.")))
        if why := days.fault(self.ended.value, clock.today()):
            unread.append(Problem("ended", why))
        return together(unread, self.draft.problems(), FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        others = [one.name for one in self._records.lists.partners if one.ref != self.opened]
        return list(self.draft.warnings(others))

    # --- What there is with it ----------------------------------------------------------------

    def _show_lines(self) -> None:
        lines: list[Line | Title] = []
        if self.opened:
            lines = [*self._people(), *self._open_actions(), *self._meetings()]
        self.lines.show_lines(lines)
        self.lines.setFixedHeight(self.lines.content_height())
        self.lines.setVisible(bool(lines))

    def _people(self) -> list[Line | Title]:
        today = clock.today()
        found = [
            Line(
                one_line(one.name),
                id=f"{PEOPLE} {one.ref}",
                sub=one_line(", ".join(filter(None, (one.role, one.phone, one.email)))),
                badge="" if one.is_there(today) else "left",
            )
            for one in self._records.people.of(self.opened)
        ]
        return [Title("People", str(len(found))), *found] if found else []

    def _open_actions(self) -> list[Line | Title]:
        today = clock.today()
        found = [
            Line(
                one_line(one.text),
                id=f"{ACTIONS} {one.ref}",
                sub=f"due {clock.long_day(one.due)}" if one.due else "no day set",
                badge=spans.left(one.due, today) if one.due and one.due <= today else "",
                tone=spans.tone(one.due, today) or "plain" if one.due else "plain",
            )
            for one in self._records.actions.left_to(self.opened)
        ]
        return [Title("Open actions", str(len(found))), *found] if found else []

    def _meetings(self) -> list[Line | Title]:
        found = [
            Line(
                one_line(one.title),
                id=f"{MEETINGS} {one.ref}",
                sub=f"{clock.long_day(clock.local_day(one.start))}, {clock.wall(one.start)}",
            )
            for one in self._records.lists.meetings[::-1]
            if self.opened in one.partner_refs
        ]
        return [Title("Meetings", str(len(found))), *found] if found else []

    def _line_opened(self, line: object) -> None:
        table, _, ref = str(line).partition(" ")
        self.wanted.emit(table, ref)
