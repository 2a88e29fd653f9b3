"""What the form of an appointment, its list and the next days ask of the records and write."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from snt_desk.domain import clock
from snt_desk.domain.appointments import AppointmentDraft
from snt_desk.domain.clashes import Clash
from snt_desk.services import (
    appointment_lists,
    appointments,
    clashes,
    contacts,
    diary,
    residents,
)
from snt_desk.services.appointments import Subject
from snt_desk.services.community_lists import Asked
from snt_desk.services.diary import Entry
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.community.appointment_columns import AppointmentLine

_SHORT = 2_000


@dataclass(frozen=True)
class Shown:
    """A list that was found; how long it is without filter, and how many are over, unsaid."""

    keys: array[int]
    titles: tuple[str, ...]
    total: int
    left: int


class Appointments:
    """The team's appointments with residents; each verb is one change that undo names."""

    called = "appointment"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, ref: str) -> AppointmentDraft:
        """Give an appointment as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return appointments.opened(session, ref)

    def subjects(self, also: Collection[str] = ()) -> list[Subject]:
        """List what one can be about: the contacts that came last, and *also* these."""
        with self._desk.store.read() as session:
            return appointments.subjects(session, self._desk.team.id, also)

    def of_contact(self, ref: str) -> list[AppointmentLine]:
        """Give the appointments that came of a contact, the first first."""
        with self._desk.store.read() as session:
            refs = appointments.of_contact(session, ref)
            keys = [appointment_lists.key_of(session, one) for one in refs]
            return self.lines(session, [key for key in keys if key is not None])

    def has_needs(self, contact: str) -> bool:
        """Whether something is written of what a resident needs to come."""
        with self._desk.store.read() as session:
            return appointments.has_needs(session, contact)

    def needs(self, contact: str) -> str:
        """Give what a resident needs, and note that it was looked at.

        DeskError if the contact is gone, or where it cannot be noted: then nobody sees it.
        """
        with self._desk.store.read() as session:
            found = contacts.details(session, contact).needs
        residents.seen(self._desk.store, contact, label="Look at a resident’s access needs")
        return found

    def clashes(self, draft: AppointmentDraft, ref: str) -> list[Clash]:
        """Say what speaks against one as it is typed; `ref` is empty for a new one."""
        with self._desk.store.read() as session:
            return clashes.of_appointment(session, self._desk.team.id, draft, ref)

    def coming(self, now: datetime) -> list[Entry]:
        """List what the team has before it in the next days."""
        with self._desk.store.read() as session:
            return diary.coming(session, self._desk.team.id, now)

    # --- The list -----------------------------------------------------------------------------

    def find(self, asked: Asked) -> Callable[[Any], Shown]:
        """Give what finds the list, for the worker."""
        team_id, now = self._desk.team.id, clock.now()

        def find(session: Any) -> Shown:
            found = appointment_lists.listed(session, team_id, asked, now)
            total = appointment_lists.count(session, team_id)
            left = appointment_lists.to_say(session, team_id, now)
            return Shown(found.keys, found.titles, total, left)

        return find

    def lines(self, session: Any, keys: Sequence[int]) -> list[AppointmentLine]:
        """Read some rows of the list."""
        now = clock.this_minute()
        return [AppointmentLine(one, now) for one in appointment_lists.rows(session, keys)]

    def key_of(self, session: Any, ref: str) -> int | None:
        """Give the key of an appointment; None if it is gone."""
        return appointment_lists.key_of(session, ref)

    def holds(self, ref: str) -> bool:
        """Whether an appointment is there."""
        with self._desk.store.read() as session:
            return appointment_lists.key_of(session, ref) is not None

    def is_short(self) -> bool:
        """Whether the list is found in a blink."""
        with self._desk.store.read() as session:
            return appointment_lists.count(session, self._desk.team.id) <= _SHORT

    # --- Verbs --------------------------------------------------------------------------------

    def save(self, ref: str, draft: AppointmentDraft) -> str:
        """Write an appointment, a new one without a ref."""
        day = clock.long_day(clock.local_day(draft.at)) if draft.at else ""
        verb = "Change" if ref else "Add"
        with self._desk.store.change(f"{verb} appointment, {day}") as session:
            if not ref:
                return appointments.add(session, self._desk.own_team(), draft)
            appointments.change(session, ref, draft)
        return ref

    def named(self, ref: str) -> str:
        """What one is called in the name of a change: its day, and nothing of what it is about."""
        at = self.opened(ref).at
        return f"appointment, {clock.long_day(clock.local_day(at))}" if at else "appointment"

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; DeskError if it is gone."""
        appointments.delete(session, ref)
