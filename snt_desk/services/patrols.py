"""Patrols: log one, change it, take it away; and what its form needs to know."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, patrols
from snt_desk.domain.clock import Span
from snt_desk.domain.drafts import Caution, given
from snt_desk.domain.patrols import (
    Busy,
    LegDraft,
    OtherLeg,
    PatrolDraft,
    Person,
    Surroundings,
    VisitDraft,
)
from snt_desk.errors import DeskError
from snt_desk.services import away, handles, patrol_rows, roster, taken_up

_DAY_AROUND = timedelta(days=1)

Handle = tuple[Any, Any, str]
"""A table, the column by which a draft names its rows, and the word for one."""

_PRIORITY: Handle = (m.Priority, m.Priority.ref, "priority")
_PLACE: Handle = (m.Place, m.Place.code, "place")
_HOTSPOT: Handle = (m.Place, m.Place.code, "hot spot")


def log(session: Session, team_id: int, draft: PatrolDraft) -> str:
    """Write a new patrol into the log and give its ref; raises DeskError if it cannot be true."""
    patrol = m.Patrol(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, patrol, draft)
    session.add(patrol)
    return patrol.ref


def change(session: Session, ref: str, draft: PatrolDraft) -> None:
    """Write a patrol as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _patrol(session, ref), draft)


def end(session: Session, ref: str, at: datetime) -> None:
    """Let a patrol that is out come in; raises DeskError if it is gone, or cannot be true."""
    draft = opened(session, ref)
    if draft.legs[-1].start == at:
        raise DeskError(
            "This patrol cannot end yet", "It went out this minute. End it in the next."
        )
    last = replace(draft.legs[-1], end=at)
    change(session, ref, replace(draft, legs=(*draft.legs[:-1], last)))


def delete(session: Session, ref: str) -> None:
    """Take a patrol out of the log, with its legs, visits and outcomes."""
    session.delete(_patrol(session, ref))


def opened(session: Session, ref: str) -> PatrolDraft:
    """Give a patrol as its form takes it; raises DeskError if it is gone."""
    patrol = _patrol(session, ref)
    collars = _handles(session, m.Member.id, m.Member.collar)
    partners = _handles(session, m.Partner.id, m.Partner.ref)
    places = _handles(session, m.Place.id, m.Place.code)
    priority = session.get(m.Priority, patrol.priority_id) if patrol.priority_id else None
    return PatrolDraft(
        legs=tuple(
            LegDraft(
                mode=leg.mode,
                start=leg.start,
                end=leg.end,
                place=places[leg.place_id] if leg.place_id else None,
                officers=tuple(collars[one.member_id] for one in leg.officers),
                partners=tuple(partners[one.partner_id] for one in leg.partners),
                visits=tuple(
                    VisitDraft(places[one.hotspot_id], one.start, one.end) for one in leg.visits
                ),
            )
            for leg in patrol.legs
        ),
        purpose=patrol.purpose,
        priority=priority.ref if priority else None,
        operation=patrol.operation,
        visible=patrol.visible,
        note=patrol.note,
        outcomes={one.kind: one.count for one in patrol.outcomes},
    )


def name(session: Session, team_id: int, draft: PatrolDraft) -> str:
    """Call a patrol by its mode and place, as undo and history do: `foot patrol, Peartree`."""
    leg = draft.legs[0]
    query = select(m.Place.name).where(m.Place.team_id == team_id, m.Place.code == leg.place)
    place = session.scalar(query)
    return f"{leg.mode} patrol, {place}" if place else f"{leg.mode} patrol"


def partners(session: Session, team_id: int) -> list[tuple[str, str]]:
    """List the team's partner organisations, by name: the ref and the name of each.

    Those that are no longer worked with come last.
    """
    query = select(m.Partner.ref, m.Partner.name).where(m.Partner.team_id == team_id)
    query = query.order_by(m.Partner.ended.is_not(None), m.Partner.name)
    return [(ref, called) for ref, called in session.execute(query)]


def surroundings(
    session: Session, team_id: int, draft: PatrolDraft, ref: str | None
) -> Surroundings:
    """Fetch what a draft is compared with; *ref* is the patrol's own, so that it is left out."""
    collars = {collar for leg in draft.legs for collar in leg.officers}
    starts = [leg.start for leg in draft.legs if leg.start]
    if not starts:
        return Surroundings({})
    first, last = min(starts) - _DAY_AROUND, max(starts) + _DAY_AROUND
    return Surroundings(
        people=_people(session, team_id, collars, min(starts)),
        patrols=_other_patrols(session, team_id, collars, Span(first, last), ref),
        duties=_duties(session, team_id, collars, first, last),
        absences=away.absences(session, collars, first, last),
        closed_priority=_closed(session, draft, min(starts)),
        rostered=patrol_rows.rostered_days(session, team_id, first, last),
    )


def _fill(session: Session, patrol: m.Patrol, draft: PatrolDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The patrol cannot be saved", problem.text)
    patrol.purpose, patrol.operation = draft.purpose, draft.operation
    patrol.visible, patrol.note = draft.visible, draft.note
    patrol.priority_id = _one(session, _PRIORITY, draft.priority, patrol.team_id)
    _fill_legs(session, patrol, draft)
    there = {one.kind: one for one in patrol.outcomes}
    for kind in there.keys() - draft.outcomes.keys():
        patrol.outcomes.remove(there[kind])
    for kind, count in draft.outcomes.items():
        if kind in there:
            there[kind].count = count
        else:
            patrol.outcomes.append(m.Outcome(kind=kind, count=count))


def _fill_legs(session: Session, patrol: m.Patrol, draft: PatrolDraft) -> None:
    del patrol.legs[len(draft.legs) :]
    for number, said in enumerate(draft.legs, start=1):
        if number > len(patrol.legs):
            patrol.legs.append(m.Leg(leg=number, team_id=patrol.team_id))
        leg = patrol.legs[number - 1]
        leg.mode, leg.start, leg.end = said.mode, given(said.start), said.end
        leg.place_id = _one(session, _PLACE, said.place, patrol.team_id)
        members = _ids(session, m.Member, m.Member.collar, said.officers)
        partners = _ids(session, m.Partner, m.Partner.ref, said.partners)
        if [one.member_id for one in leg.officers] != members:
            leg.officers = _officers(leg, members)
        if [one.partner_id for one in leg.partners] != partners:
            leg.partners = [
                m.LegPartner(partner_id=key, position=n) for n, key in enumerate(partners, start=1)
            ]
        _fill_visits(session, leg, said, patrol.team_id)


def _officers(leg: m.Leg, members: list[int]) -> list[m.LegOfficer]:
    """Keep the rows of those who stay: each is once on a leg, and a new row would meet the old."""
    there = {one.member_id: one for one in leg.officers}
    crew = []
    for position, key in enumerate(members, start=1):
        one = there.get(key) or m.LegOfficer(member_id=key)
        one.position = position
        crew.append(one)
    return crew


def _fill_visits(session: Session, leg: m.Leg, said: LegDraft, team_id: int) -> None:
    there = {one.start: one for one in leg.visits}
    visits = []
    for visit in said.visits:
        one = there.get(visit.start) or m.Visit(start=visit.start)
        one.hotspot_id = given(_one(session, _HOTSPOT, visit.hotspot, team_id))
        one.end = visit.end
        visits.append(one)
    leg.visits = visits


def _patrol(session: Session, ref: str) -> m.Patrol:
    return handles.there(session, m.Patrol, ref, "patrol")


def _one(session: Session, handle: Handle, named: str | None, team_id: int) -> int | None:
    """Find what a draft names among the team's own; raises DeskError if it is not there."""
    if named is None:
        return None
    table, column, word = handle
    query = select(table.id).where(column == named, table.team_id == team_id)
    found: int | None = session.scalar(query)
    if found is None:
        raise DeskError(f"There is no {word} {named}", "Choose one from the list.")
    return found


def _ids(session: Session, table: Any, column: Any, named: Iterable[str]) -> list[int]:
    wanted = list(named)
    if not wanted:
        return []
    query = select(column, table.id).where(column.in_(wanted))
    found: dict[str, int] = dict(session.execute(query).all())
    for one in wanted:
        if one not in found:
            raise DeskError(f"There is nobody called {one}", "Choose from the list.")
    return [found[one] for one in wanted]


def _handles(session: Session, key: Any, handle: Any) -> dict[int, str]:
    return dict(session.execute(select(key, handle)).all())


def _people(
    session: Session, team_id: int, collars: Iterable[str], at: datetime
) -> dict[str, Person]:
    day = clock.local_day(at)
    return {
        one.collar: Person(one.collar, one.called, one.cycle_trained, one.driving, one.posted)
        for one in roster.on_day(session, team_id, day, collars)
    }


def _other_patrols(
    session: Session, team_id: int, collars: Iterable[str], between: Span, ref: str | None
) -> list[OtherLeg]:
    """Fetch the team's other patrols of these people, those that are out as well."""
    query = (
        taken_up.legs(team_id, between.start, between.end)
        .where(m.Member.collar.in_(sorted(collars)), m.Patrol.ref != (ref or ""))
        .order_by(m.Leg.start, m.Leg.id)
    )
    return [OtherLeg(*row) for row in session.execute(query)]


def _duties(
    session: Session, team_id: int, collars: Iterable[str], first: datetime, last: datetime
) -> list[Busy]:
    query = taken_up.duties(team_id, first, last).where(m.Member.collar.in_(sorted(collars)))
    return [Busy(*row) for row in session.execute(query)]


def _closed(session: Session, draft: PatrolDraft, at: datetime) -> str | None:
    if draft.priority is None:
        return None
    day = clock.local_day(at)
    query = select(m.Priority.title).where(
        m.Priority.ref == draft.priority, m.Priority.closed <= day
    )
    return session.scalar(query)


def warnings(
    session: Session, team_id: int, draft: PatrolDraft, ref: str | None = None
) -> tuple[Caution, ...]:
    """Say what looks odd about a draft beside what is written already."""
    return tuple(patrols.warnings(draft, surroundings(session, team_id, draft, ref)))
