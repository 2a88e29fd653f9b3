"""What the demo team's records have to do with each other, beyond what a data package carries.

Rounds, tasks, crime figures; and which event, message, response or resident's contact belongs to
which priority.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.demo import join_words as words
from snt_desk.domain.demo.dice import new_ref, stream
from snt_desk.domain.demo.issues import CYCLE_MONTHS
from snt_desk.domain.demo.plans import WOODHALL

_ASKED = 60
"""A consultation opens so many days before its round at the earliest."""

_Titled = Mapping[str, m.Priority]


def join(session: Session, team_id: int, seed: int, day: date) -> None:
    """Join the records of the demo team, as they stand that day."""
    dice = stream(seed, "joins")
    ours = select(m.Priority).where(m.Priority.team_id == team_id).order_by(m.Priority.raised)
    found = session.scalars(ours).all()
    titled = {one.title: one for one in found}
    asked = _consultations(session, team_id)
    rounds = _rounds(session, team_id, dice, found, asked)
    _tell_more(session, team_id, titled)
    _set_tasks(session, dice, titled, day)
    _note_crime(session, dice, titled, day)
    _link_events(session, team_id, titled)
    _link_contacts(session, team_id, titled)
    _link_messages(session, team_id, titled, rounds)
    _link_responses(session, found, asked)
    named = select(m.Member).where(m.Member.collar.in_(words.NAMED))
    for member in session.scalars(named):
        member.public = True


def _consultations(session: Session, team_id: int) -> Sequence[m.Consultation]:
    ours = select(m.Consultation).where(m.Consultation.team_id == team_id)
    return session.scalars(ours.order_by(m.Consultation.opened)).all()


def _rounds(
    session: Session,
    team_id: int,
    dice: Random,
    priorities: Sequence[m.Priority],
    asked: Sequence[m.Consultation],
) -> list[m.Round]:
    begun = sorted({one.adopted for one in priorities if one.adopted})
    rounds = []
    for day, ended in zip(begun, [*begun[1:], None], strict=True):
        before = [one for one in asked if 0 < (day - one.opened).days <= _ASKED]
        rounds.append(
            m.Round(
                ref=new_ref(dice),
                team_id=team_id,
                begun=day,
                months=CYCLE_MONTHS,
                ended=ended,
                consultation_id=before[-1].id if before else None,
            )
        )
    session.add_all(rounds)
    session.flush()
    return rounds


def _tell_more(session: Session, team_id: int, titled: _Titled) -> None:
    """Write what the public may read, the three sides of the problem, and who works on it."""
    for title, one in titled.items():
        one.public = one.adopted is not None
        one.window_from, one.window_to = words.window(title)
        if title in words.SIDES:
            sides = words.SIDES[title]
            one.victim, one.offender, one.location = sides.victim, sides.offender, sides.location
            one.places = [
                m.PriorityPlace(position=at, place_id=key)
                for at, key in enumerate(_keys(session, m.Place, "code", team_id, sides.places))
            ]
            one.partners = [
                m.PriorityPartner(position=at, partner_id=key)
                for at, key in enumerate(_keys(session, m.Partner, "name", team_id, sides.partners))
            ]
    for before, after in words.REPLACED.items():
        if before in titled and after in titled:
            titled[after].replaces_id = titled[before].id


def _keys(
    session: Session, table: type[m.Place | m.Partner], column: str, team_id: int, of: Sequence[str]
) -> list[int]:
    named = getattr(table, column)
    query = select(named, table.id).where(table.team_id == team_id, named.in_(of))
    keys = {row[0]: row[1] for row in session.execute(query)}
    return [keys[name] for name in of]


def _set_tasks(session: Session, dice: Random, titled: _Titled, today: date) -> None:
    people = select(m.Member.collar, m.Member.id)
    members = {row[0]: row[1] for row in session.execute(people)}
    for job in words.JOBS:
        of = titled.get(job.title)
        if of is None or of.adopted is None:
            continue
        raised, due, done = words.days_of(job, of.adopted, today)
        session.add(
            m.Task(
                ref=new_ref(dice),
                team_id=of.team_id,
                priority_id=of.id,
                stage=job.stage,
                text=job.text,
                owner_id=members[job.collar],
                raised=raised,
                due=due,
                done=done,
            )
        )


def _note_crime(session: Session, dice: Random, titled: _Titled, today: date) -> None:
    of = titled[WOODHALL.title]
    note = m.CrimeNote(
        ref=new_ref(dice),
        team_id=of.team_id,
        priority_id=of.id,
        place_id=of.place_id,
        taken=of.adopted or today,
        source=words.CRIME_SOURCE,
    )
    months = max(len(counts) for counts in words.CRIME.values())
    first = Month.of(of.adopted or today).plus(-months)
    note.counts = [
        m.CrimeCount(month=str(first.plus(at)), category=category, count=count)
        for category, counts in words.CRIME.items()
        for at, count in enumerate(counts)
    ]
    session.add(note)


def _link_events(session: Session, team_id: int, titled: _Titled) -> None:
    for event in session.scalars(select(m.Event).where(m.Event.team_id == team_id)):
        event.public = event.kind in words.ANNOUNCED
        title = words.HELD.get(event.title)
        if title and _is_live(titled.get(title), clock.local_day(event.start)):
            event.priority_id = titled[title].id


def _link_contacts(session: Session, team_id: int, titled: _Titled) -> None:
    for contact in session.scalars(select(m.Contact).where(m.Contact.team_id == team_id)):
        title = words.HEARD.get(contact.subject)
        if title and _is_live(titled.get(title), clock.local_day(contact.received)):
            contact.priority_id = titled[title].id


def _link_messages(
    session: Session, team_id: int, titled: _Titled, rounds: Sequence[m.Round]
) -> None:
    ended = {one.ended: one.id for one in rounds if one.ended}
    for message in session.scalars(select(m.Message).where(m.Message.team_id == team_id)):
        of = next((one for title, one in titled.items() if title in message.text), None)
        if of is not None:
            message.priority_id = of.id
            if message.kind == "you_said_we_did" and of.closed:
                message.round_id = ended.get(of.closed)


def _link_responses(
    session: Session, priorities: Sequence[m.Priority], asked: Sequence[m.Consultation]
) -> None:
    """Link what was said on a priority's theme in the consultation before it was adopted."""
    for one in priorities:
        until = one.adopted or one.raised
        before = [of for of in asked if 0 <= (until - of.opened).days <= _ASKED]
        if not before:
            continue
        said = select(m.Response).where(
            m.Response.consultation_id == before[-1].id,
            m.Response.theme == one.theme,
            m.Response.priority_id.is_(None),
        )
        for response in session.scalars(said):
            response.priority_id = one.id


def _is_live(one: m.Priority | None, day: date) -> bool:
    if one is None or one.adopted is None:
        return False
    return one.adopted <= day and (one.closed is None or one.closed > day)
