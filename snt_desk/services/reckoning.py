"""What was done for a priority, read once, and counted over the spans that matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, null, select, type_coerce
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain.community import DUPLICATE
from snt_desk.domain.reckoning import Done, Figures, Held, Span, Undertaken, halves, spans
from snt_desk.domain.rounds import is_live_in
from snt_desk.errors import DeskError
from snt_desk.services import before_after, code_lists, effort, rounds
from snt_desk.services.before_after import Comparison

_any = aliased(m.Leg)


@dataclass(frozen=True)
class Reckoned:
    """The figures of each span, and what stands beside each other before and after.

    `words` are those for the outcomes and modes that occur. Without a comparison it was not
    adopted a week ago, or more.
    """

    spans: tuple[tuple[Span, Figures], ...]
    comparison: Comparison | None
    words: Mapping[str, str]


def of(session: Session, team_id: int, ref: str, today: date) -> Reckoned:
    """Count what was done for a priority of the team; raises DeskError if it is gone."""
    one = session.scalar(select(m.Priority).where(m.Priority.ref == ref))
    if one is None:
        raise DeskError("That priority is no longer there", "Undo brings it back.")
    wanted = spans(one.raised, one.adopted, one.closed, _round(session, team_id, one, today), today)
    first = min(span.first for span in wanted)
    done = read(session, team_id, ref, first, max(span.last for span in wanted))
    counted = tuple((span, done.between(span.first, span.last)) for span in wanted)
    compared = halves(one.adopted, one.closed, today) if one.adopted else None
    comparison = before_after.compare(session, one, compared, done.contacts) if compared else None
    used = {code for _, figures in counted for code in (*figures.outcomes, *figures.effort.by_mode)}
    words = {
        code: label
        for name in ("outcome", "mode")
        for code, label in code_lists.offered(session, name, today, also=used)
    }
    return Reckoned(counted, comparison, words)


def _round(
    session: Session, team_id: int, one: m.Priority, today: date
) -> tuple[date, date | None] | None:
    """Find the round in hand if it is in it, else the last in which it was live."""
    for lap in rounds.listed(session, team_id):
        if lap.begun <= today and is_live_in(one.adopted, one.closed, lap.begun, lap.ended):
            return lap.begun, lap.ended
    return None


def read(session: Session, team_id: int, ref: str, first: date, last: date) -> Done:
    """Read all that is dated and belongs to a priority of the team, officers' minutes by days."""
    key = select(m.Priority.id).where(m.Priority.ref == ref).scalar_subquery()
    return Done(
        work=effort.for_priority(session, team_id, ref, first, last),
        patrols=sorted(session.scalars(_begun(key))),
        out=sorted(session.scalars(_begun(key).where(_is_out()))),
        outcomes=[*_outcomes(session, key)],
        events=_held(session, m.Event, m.Event.priority_id == key, m.Event.attendance),
        meetings=_held(session, m.Meeting, m.Meeting.priority_id == key, None),
        posts=_posts(session, key),
        actions=_undertaken(session, m.Action, key, m.Action.closed),
        tasks=_undertaken(session, m.Task, key, m.Task.done),
        contacts=sorted(session.scalars(_contacts(key))),
        responses=_responses(session, key),
    )


def _number(column: Any) -> Any:
    """An instant as the minutes that are kept."""
    return type_coerce(column, Integer)


def _begun(key: Any) -> Any:
    of_it = select(m.Patrol.id).where(m.Patrol.priority_id == key)
    return select(_number(m.Leg.start)).where(m.Leg.leg == 1, m.Leg.patrol_id.in_(of_it))


def _is_out() -> Any:
    """Whether a leg of the patrol has no end yet."""
    return m.Leg.patrol_id.in_(select(_any.patrol_id).where(_any.end.is_(None)))


def _outcomes(session: Session, key: Any) -> list[tuple[int, str, int]]:
    """Read what came of its patrols and its events, each when that began."""
    said = (m.Outcome.kind, m.Outcome.count)
    of_patrols = (
        select(_number(m.Leg.start), *said)
        .join(m.Patrol, m.Patrol.id == m.Outcome.patrol_id)
        .join(m.Leg, (m.Leg.patrol_id == m.Patrol.id) & (m.Leg.leg == 1))
        .where(m.Patrol.priority_id == key)
    )
    of_events = (
        select(_number(m.Event.start), *said)
        .join(m.Event, m.Event.id == m.Outcome.event_id)
        .where(m.Event.priority_id == key)
    )
    return [tuple(row) for query in (of_patrols, of_events) for row in session.execute(query)]


def _held(session: Session, table: Any, of_it: Any, came: Any) -> list[Held]:
    """Read meetings or events; one without an end gives no minutes."""
    columns = (_number(table.start), _number(table.end), null() if came is None else came)
    query = select(*columns, table.ref, table.title).where(of_it).order_by(table.start, table.id)
    return [
        Held(start, 0 if end is None else end - start, *rest)
        for start, end, *rest in session.execute(query)
    ]


def _posts(session: Session, key: Any) -> list[tuple[int, str]]:
    query = (
        select(_number(m.Post.posted), m.Message.ref)
        .join(m.Message, m.Message.id == m.Post.message_id)
        .where(m.Message.priority_id == key)
    )
    return [(first, second) for first, second in session.execute(query)]


def _undertaken(session: Session, table: Any, key: Any, closed: Any) -> list[Undertaken]:
    query = select(table.raised, table.due, closed).where(table.priority_id == key)
    return [Undertaken(*row) for row in session.execute(query)]


def _contacts(key: Any) -> Any:
    """Ask when residents got in touch, each once: as the return counts them."""
    return select(_number(m.Contact.received)).where(
        m.Contact.priority_id == key, m.Contact.status != DUPLICATE
    )


def _responses(session: Session, key: Any) -> list[tuple[date, int]]:
    query = select(m.Response.received, m.Response.count).where(m.Response.priority_id == key)
    return [(first, second) for first, second in session.execute(query)]
