"""What was done for a priority in some days, from the records: without the names of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.effort import days
from snt_desk.domain.minutes import minute
from snt_desk.domain.public_facts import (
    Count,
    Gathering,
    Partner,
    PriorityFacts,
    Promise,
    Record,
    Standing,
    Stretch,
    ToCome,
    Work,
)
from snt_desk.domain.reckoning import Done, held
from snt_desk.errors import DeskError
from snt_desk.services import reckoning

_WEEKS_TO_COME = 8
_MOST_TO_COME = 5


def of_priority(
    session: Session, team_id: int, ref: str, time: Stretch, standing: Standing | None = None
) -> PriorityFacts:
    """Say what the records know of a priority, and what was done for it in that time.

    Raises DeskError if it is gone.
    """
    one = session.scalar(
        select(m.Priority).where(m.Priority.ref == ref, m.Priority.team_id == team_id)
    )
    if one is None:
        raise DeskError("That priority is no longer there", "Undo brings it back.")
    # On the day after the time the next round begins, and what that closes was closed in this.
    later = one.closed is not None and one.closed > time.last + clock.DAY
    label = _labels(session, "priority_result").get(one.result or "", "")
    return PriorityFacts(
        ref=one.ref,
        title=one.title,
        adopted=one.adopted,
        closed=None if later else one.closed,
        result=one.result or "",
        result_label=label,
        told=one.last_update,
        issue=(one.issue or "").strip(),
        action=(one.action or "").strip(),
        assessment="" if later else (one.assessment or "").strip(),
        standing=standing,
        said=_said(session, one.id),
        work=_work(session, team_id, one, time),
        successors=_successors(session, one.id),
        replaces=_title(session, one.replaces_id),
        public=bool(one.public),
    )


def of_next(session: Session, ref: str, standing: Standing | None) -> PriorityFacts:
    """Say of a priority of the round to come what it is, and who asked for it."""
    one = session.scalars(select(m.Priority).where(m.Priority.ref == ref)).one()
    return PriorityFacts(
        ref=one.ref,
        title=one.title,
        adopted=one.adopted,
        standing=standing,
        said=_said(session, one.id),
        replaces=_title(session, one.replaces_id),
        public=bool(one.public),
    )


def to_come(session: Session, team_id: int, now: datetime) -> tuple[ToCome, ...]:
    """List the events of the next weeks that are marked public, the first first."""
    one, place = m.Event, m.Place
    until = now + _WEEKS_TO_COME * 7 * clock.DAY
    query = (
        select(one.ref, one.title, func.coalesce(place.name, ""), one.start)
        .join(place, place.id == one.place_id, isouter=True)
        .where(one.team_id == team_id, one.public.is_(True), one.start > now, one.start < until)
        .order_by(one.start)
        .limit(_MOST_TO_COME)
    )
    return tuple(ToCome(*row) for row in session.execute(query))


# --- What residents said ----------------------------------------------------------------------


def _said(session: Session, key: int) -> tuple[Count, ...]:
    one = m.Response
    labels = _labels(session, "response_channel")
    query = (
        select(one.channel, func.sum(one.count)).where(one.priority_id == key).group_by(one.channel)
    )
    found = [
        Count(code, labels.get(code, ""), int(number)) for code, number in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda each: (-each.number, each.code)))


def _successors(session: Session, key: int) -> tuple[str, ...]:
    other = m.Priority
    query = select(other.title).where(other.replaces_id == key, other.public.is_(True))
    return tuple(session.scalars(query.order_by(other.id)))


def _title(session: Session, key: int | None) -> str:
    one = session.get(m.Priority, key) if key else None
    return one.title if one and one.public else ""


def _labels(session: Session, list_name: str) -> dict[str, str]:
    query = select(m.Code.code, m.Code.label).where(m.Code.list == list_name)
    return dict(iter(session.execute(query)))


# --- What was done ----------------------------------------------------------------------------


def _work(session: Session, team_id: int, one: m.Priority, time: Stretch) -> Work:
    done = reckoning.read(session, team_id, one.ref, time.first, time.last)
    if time.last == clock.today():
        # What is to come today is not done yet.
        done = done.until(minute(clock.this_minute()))
    counted = done.between(time.first, time.last)
    labels = _labels(session, "outcome")
    events, meetings = (held(one, time.first, time.last) for one in (done.events, done.meetings))
    return Work(
        patrols=counted.patrols - counted.out,
        modes=tuple(counted.effort.by_mode.items()),
        outcomes=tuple(
            Count(code, labels.get(code, ""), number) for code, number in counted.outcomes.items()
        ),
        events=tuple(Gathering(each.ref, each.title, _day(each.at), each.came) for each in events),
        meetings=tuple(Record(each.ref, each.title, _day(each.at)) for each in meetings),
        actions=tuple(_actions(session, one.id, time)),
        messages=tuple(_messages(session, done, time)),
        partners=_partners(session, one.id, [each.ref for each in meetings], time),
    )


def _day(at: int) -> date:
    """The day of a numbered minute."""
    return clock.local_day(clock.EPOCH + at * clock.MINUTE)


def _actions(session: Session, key: int, time: Stretch) -> Iterator[Promise]:
    """What was agreed by the end of the time, but for what was done with before it began."""
    one = m.Action
    query = (
        select(one.ref, one.text, one.raised, one.closed)
        .where(one.priority_id == key, one.raised <= time.last)
        .where(or_(one.closed.is_(None), one.closed >= time.first))
        .order_by(one.raised, one.id)
    )
    for ref, text, raised, closed in session.execute(query):
        yield Promise(ref, text, raised, closed is not None and closed <= time.last)


def _messages(session: Session, done: Done, time: Stretch) -> Iterator[Record]:
    """Those that were posted in the time, each on the day of its first post in it."""
    start, end = days(time.first, time.last)
    first: dict[str, int] = {}
    for at, ref in sorted(done.posts):
        if start <= at < end:
            first.setdefault(ref, at)
    query = select(m.Message.ref, m.Message.text).where(m.Message.ref.in_(first))
    texts = dict(iter(session.execute(query)))
    return (Record(ref, texts[ref], _day(at)) for ref, at in first.items())


def _partners(
    session: Session, key: int, meetings: Sequence[str], time: Stretch
) -> tuple[Partner, ...]:
    """Those of the priority itself, who came to its meetings, and who had an action of it."""
    of_it = select(m.PriorityPartner.partner_id).where(m.PriorityPartner.priority_id == key)
    came = (
        select(m.MeetingPartner.partner_id)
        .join(m.Meeting, m.Meeting.id == m.MeetingPartner.meeting_id)
        .where(m.Meeting.ref.in_(meetings))
    )
    acted = aliased(m.Action)
    owes = select(acted.owner_partner_id).where(
        acted.priority_id == key, acted.raised >= time.first, acted.raised <= time.last
    )
    query = (
        select(m.Partner.ref, m.Partner.name, m.Partner.kind)
        .where(or_(*(m.Partner.id.in_(keys) for keys in (of_it, came, owes))))
        .order_by(m.Partner.name)
    )
    return tuple(Partner(*row) for row in session.execute(query))


def by_round(facts: Sequence[PriorityFacts]) -> tuple[PriorityFacts, ...]:
    """Put those first that came to an end: what residents asked for longest ago."""
    order: dict[str | None, int] = defaultdict(lambda: 2, {"closed": 0, "replaced": 1})
    return tuple(sorted(facts, key=lambda one: order[one.standing]))
