"""What the form of a meeting has of its agenda: who was missing, the items, drawing them up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from snt_desk.domain import clock
from snt_desk.domain.partners import MeetingDraft
from snt_desk.services import agendas
from snt_desk.services.agendas import Asked
from snt_desk.ui.desk import Desk
from snt_desk.ui.form import Form, Part
from snt_desk.ui.later import later
from snt_desk.ui.pages.partners import agenda_reading as reading
from snt_desk.ui.pages.partners.agenda_reading import TypedAgenda
from snt_desk.ui.pages.partners.agenda_rows import AgendaRows
from snt_desk.ui.pages.partners.records import Lists
from snt_desk.ui.parts import across, button
from snt_desk.ui.tokens import CrewField, Person

_DRAW = "Draw up the agenda"
_ALL_THERE = "Nothing more is open."


class MeetingAgenda(QObject):
    """The fields of a meeting's form that are about its agenda and about who was missing."""

    changed = Signal()
    draw_asked = Signal()
    """The agenda is to be drawn up from what is open."""

    def __init__(self, form: Form, desk: Desk) -> None:
        """Add them to a form, below its fields so far."""
        super().__init__(form)
        self._form, self._desk = form, desk
        self.apologies, self.absent = CrewField("None"), CrewField("None")
        form.add(Part("apologies", "Apo&logies from", self.apologies))
        form.add(Part("absent", "Did &not come", self.absent))
        self.rows = AgendaRows(form)
        self.draw = button(_DRAW, "", "clipboard-list", tip="Ctrl+Shift+G", writes=False)
        self.draw.clicked.connect(self.draw_asked)
        form.add_widget(across(self.draw, None))
        for signal in (self.apologies.changed, self.absent.changed, self.rows.changed):
            signal.connect(self.changed)

    @property
    def value(self) -> TypedAgenda:
        """What stands in them."""
        return TypedAgenda(
            apologies=self.apologies.value,
            no_apology=self.apologies.unknown,
            absent=self.absent.value,
            no_absent=self.absent.unknown,
            items=self.rows.value,
        )

    def set_value(self, typed: TypedAgenda) -> None:
        """Show another agenda."""
        self.apologies.set_value(typed.apologies, typed.no_apology)
        self.absent.set_value(typed.absent, typed.no_absent)
        self.rows.set_value(typed.items)
        self._say_how_they_stand()

    def offer(self, lists: Lists, new: Collection[Person]) -> None:
        """Offer who may have been missing. Who is chosen stays chosen."""
        everybody = reading.everybody(lists.people, [*lists.organisations(), *new])
        for field in (self.apologies, self.absent):
            field.show_people(everybody)

    def settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        self.apologies.settle()
        self.absent.settle()

    def show_held(self, start: datetime | None) -> None:
        """Ask for what was said once the meeting has begun."""
        self.rows.show_held(held=start is not None and start <= clock.now())

    def draw_up(self, meeting: MeetingDraft, opened: str) -> None:
        """Put below what stands there all that is open and concerns who is asked.

        `opened` is the ref of the meeting; empty while it is new. Raises DeskError if somebody who
        is asked is no longer in the records.
        """
        there = meeting.agenda
        with self._desk.store.read() as session:
            series = agendas.asked_to(session, opened).series if opened else None
            asked = _asked(meeting, opened, series)
            drawn = agendas.drawn_up(session, self._desk.team.id, asked, there)
        if len(drawn) == len(there):
            self._form.box.say(_ALL_THERE, "What is open stands on it already.", tone="info")
            return
        self.rows.set_value([reading.as_typed(item) for item in drawn])
        self._say_how_they_stand()
        self.changed.emit()
        first = partial(self._form.focus, f"item{len(there) + 1}")
        first()
        # Once more when the new rows have their places: it is to be in sight.
        later(self._form, first)

    def _say_how_they_stand(self) -> None:
        items = self.rows.value
        about = [one.action for one in items if one.action]
        if not about and not any(one.priority for one in items):
            self.rows.show_subjects({})
            return
        with self._desk.store.read() as session:
            self.rows.show_subjects(
                agendas.standing_of(session, self._desk.team.id, reading.items(self.value))
            )


def _asked(meeting: MeetingDraft, opened: str, series: str | None) -> Asked:
    new = meeting.new_partners
    missing = [one.partner for one in meeting.missing if one.partner]
    partners = [ref for ref in (*meeting.partners, *missing) if ref not in new]
    officers = [one.collar for one in meeting.missing if one.collar]
    return Asked(
        kind=meeting.kind,
        title=meeting.title,
        start=meeting.start or clock.now(),
        officers=(*meeting.officers, *officers),
        partners=tuple(partners),
        priority=meeting.priority,
        series=series,
        ref=opened,
    )
