"""What the form of an event asks of the records, and what it writes to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from snt_desk.domain import community
from snt_desk.domain.clashes import Clash
from snt_desk.domain.community import EventDraft
from snt_desk.domain.consultations import ResponseDraft
from snt_desk.domain.reach import GroupDraft
from snt_desk.services import clashes, consultations, events, groups, response_entry
from snt_desk.services.consultations import ConsultationName
from snt_desk.services.events import Raised
from snt_desk.ui import named
from snt_desk.ui.desk import Desk


class Events:
    """The team's events; each verb is one change that undo names."""

    called = "event"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, ref: str) -> EventDraft:
        """Give an event as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return events.opened(session, ref)

    def raised(self, ref: str) -> list[Raised]:
        """List what residents raised at an event."""
        with self._desk.store.read() as session:
            return events.raised(session, ref)

    def consultations_on(self, day: date) -> list[ConsultationName]:
        """List the consultations in which residents could answer on a day, the latest first."""
        with self._desk.store.read() as session:
            found = consultations.named(session, self._desk.team.id)
        return [one for one in found if one.is_open(day)]

    def raise_(self, consultation: str, draft: ResponseDraft) -> None:
        """Write down what was raised at an event."""
        with self._desk.store.change("Add response") as session:
            response_entry.add(session, consultation, draft)

    def beginning(self, start: datetime, but: str) -> list[tuple[str, datetime]]:
        """Give title and start of the team's other events that begin at a moment."""
        with self._desk.store.read() as session:
            return events.beginning(session, self._desk.team.id, start, but)

    def clashes(self, draft: EventDraft, ref: str) -> list[Clash]:
        """Say what speaks against one as it is typed; `ref` is empty for a new one."""
        with self._desk.store.read() as session:
            return clashes.of_event(session, self._desk.team.id, draft, ref)

    def save(self, ref: str, draft: EventDraft, new: Mapping[str, str]) -> str:
        """Write an event, a new one without a ref; `new` are names of groups by their refs.

        Of these only such are added as the event reached.
        """
        with self._desk.store.change(named.change(_verb(ref), "event", draft.title)) as session:
            for one in draft.groups:
                if one in new:
                    groups.add(session, self._desk.own_team(), GroupDraft(new[one]), one)
            if not ref:
                return events.add(session, self._desk.own_team(), draft)
            events.change(session, ref, draft)
        return ref

    def named(self, ref: str) -> str:
        """What one is called in the name of a change, with its name."""
        return f"event, {named.short(community.headline(self.opened(ref).title))}"

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; DeskError where something points to it."""
        events.delete(session, ref)


def _verb(ref: str) -> str:
    return "Change" if ref else "Add"
