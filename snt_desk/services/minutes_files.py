"""What the documents of a meeting say, from the records: who came, what was decided, who may know.

An organisation may be told what it undertook itself, what was agreed where it was asked, and what
belongs to a priority it works on. All else is left out of what it gets.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.meeting_documents import ANYBODY, ActionFacts, ItemFacts, MeetingFacts, Partner
from snt_desk.errors import DeskError
from snt_desk.services import meetings_to_come, partner_people, roster

EVERYBODY = "all who were asked"
"""Who gets a document, where no organisation is chosen."""


def facts(session: Session, team_id: int, ref: str, on: date | None = None) -> MeetingFacts:
    """Give all that the documents of a meeting say; raises DeskError if it is gone.

    `on` is the day of the document, today if it is not said.
    """
    query = select(m.Meeting).where(m.Meeting.ref == ref, m.Meeting.team_id == team_id)
    one = session.scalar(query)
    if one is None:
        raise DeskError("That meeting is no longer there", "Undo brings it back.")
    return _Reader(session, one).facts(on or clock.today())


class _Reader:
    """Reads one meeting: people and organisations once, under what they are called that day."""

    def __init__(self, session: Session, meeting: m.Meeting) -> None:
        self._session, self._meeting = session, meeting
        self._people = self._called()
        self._partners: dict[int, m.Partner] = {
            one.id: one
            for one in session.scalars(
                select(m.Partner).where(m.Partner.team_id == meeting.team_id)
            )
        }

    def facts(self, on: date) -> MeetingFacts:
        """Give them all."""
        one = self._meeting
        gone = {
            sent: [row for row in one.missing if row.apologies is sent] for sent in (True, False)
        }
        keys = [*(row.partner_id for row in one.partners), *(row.partner_id for row in one.missing)]
        asked = [self._partners[key] for key in keys if key is not None]
        refs = [each.ref for each in asked]
        told = partner_people.told(self._session, one.team_id, refs, on)
        people = {each.partner_ref: each.people for each in told}
        return MeetingFacts(
            team=self._session.scalars(select(m.Team.name).where(m.Team.id == one.team_id)).one(),
            title=one.title,
            start=one.start,
            on=on,
            end=one.end,
            venue=one.venue or "",
            came=self._names([*one.officers, *one.partners]),
            apologies=self._names(gone[True]),
            absent=self._names(gone[False]),
            asked=tuple(
                Partner(each.ref, _in_a_line(each.name), each.told or "", people[each.ref])
                for each in asked
            ),
            items=self._items(),
            notes=one.minutes or "",
            actions=self._came_of_it(),
            next=self._next(),
        )

    def _called(self) -> dict[int, str]:
        """Everybody by rank and surname, as on the day of the meeting."""
        session, one = self._session, self._meeting
        keys: dict[str, int] = dict(session.execute(select(m.Member.collar, m.Member.id)).all())
        known = roster.on_day(session, one.team_id, clock.local_day(one.start))
        # Who never had a posting has no rank.
        return {key: collar for collar, key in keys.items()} | {
            keys[each.collar]: _in_a_line(each.called) for each in known
        }

    def _names(self, rows: Iterable[Any]) -> tuple[str, ...]:
        """Give who came or was missing, by rows that name one of the team or an organisation."""
        found = []
        for row in rows:
            member: int | None = getattr(row, "member_id", None)
            found.append(self._people[member] if member else self._organisation(row.partner_id))
        return tuple(found)

    def _organisation(self, key: int | None) -> str:
        return _in_a_line(self._partners[key or 0].name)

    # --- Items and actions --------------------------------------------------------------------

    def _items(self) -> tuple[ItemFacts, ...]:
        actions = self._actions(m.Action.id.in_([row.action_id for row in self._meeting.agenda]))
        return tuple(
            self._item(row, actions.get(row.action_id or 0)) for row in self._meeting.agenda
        )

    def _item(self, row: m.AgendaItem, action: ActionFacts | None) -> ItemFacts:
        may_know = action.may_know if action else ANYBODY
        if action is None and row.priority_id is not None:
            may_know = self._of_priority(row.priority_id)
        said, decided = (row.said or "").strip(), (row.decided or "").strip()
        return ItemFacts(_in_a_line(row.text), said, decided, action, may_know)

    def _came_of_it(self) -> tuple[ActionFacts, ...]:
        found = self._actions(m.Action.meeting_id == self._meeting.id)
        return tuple(found.values())

    def _actions(self, wanted: Any) -> dict[int, ActionFacts]:
        query = select(m.Action).where(wanted).order_by(m.Action.due.is_(None), m.Action.due)
        found = self._session.scalars(query.order_by(m.Action.id)).all()
        return {one.id: self._action(one) for one in found}

    def _action(self, one: m.Action) -> ActionFacts:
        member, partner = one.owner_member_id, one.owner_partner_id
        owner = self._people[member] if member else self._organisation(partner)
        return ActionFacts(
            ref=one.ref,
            text=_in_a_line(one.text),
            owner=owner,
            due=one.due,
            closed=one.closed,
            outcome=(one.outcome or "").strip(),
            may_know=self._who_may_know(one),
        )

    # --- Who may know -------------------------------------------------------------------------

    def _who_may_know(self, one: m.Action) -> frozenset[str] | None:
        if one.meeting_id == self._meeting.id:
            return ANYBODY
        known: set[str] = set()
        if one.owner_partner_id is not None:
            known.add(self._partners[one.owner_partner_id].ref)
        if one.meeting_id is not None:
            for table in (m.MeetingPartner, m.MeetingMissing):
                known |= self._refs(
                    select(table.partner_id).where(table.meeting_id == one.meeting_id)
                )
        if one.priority_id is not None:
            known |= self._workers(one.priority_id)
        return frozenset(known)

    def _of_priority(self, key: int) -> frozenset[str] | None:
        """Whoever reads the public's page may know of it, and whoever works on it."""
        query = select(m.Priority.public).where(m.Priority.id == key)
        if self._session.scalar(query) or key == self._meeting.priority_id:
            return ANYBODY
        return frozenset(self._workers(key))

    def _workers(self, key: int) -> set[str]:
        one = m.PriorityPartner
        return self._refs(select(one.partner_id).where(one.priority_id == key))

    def _refs(self, keys: Select[Any]) -> set[str]:
        found = self._session.scalars(keys)
        return {self._partners[key].ref for key in found if key is not None}

    def _next(self) -> datetime | None:
        """When the next meeting of the same series is, planned already or not."""
        one, session = self._meeting, self._session
        if one.series_id is None:
            return None
        later = select(m.Meeting.start).where(
            m.Meeting.series_id == one.series_id, m.Meeting.start > one.start
        )
        series = session.get_one(m.MeetingSeries, one.series_id)
        planned = session.scalars(later.order_by(m.Meeting.start).limit(1)).all()
        to_come = meetings_to_come.next_of_each(session, one.team_id, clock.local_day(one.start))
        return min(
            (*planned, *(each.start for each in to_come if each.series == series.ref)), default=None
        )


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
