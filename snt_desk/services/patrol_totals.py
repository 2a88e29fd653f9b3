"""What a list of the log makes, as a whole and by group: patrols, their time, the officers'.

With a month chosen the minutes are the return's; otherwise whole lengths. Every patrol
stands in one group, and every minute: by mode and place where it was spent, else with its
patrol. By officer a patrol stands with each of its crew, and everybody's time is their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Integer, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, entries
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import Leg, Patrol
from snt_desk.domain.workings import Workings, work_out
from snt_desk.services import patrol_orders, volunteers
from snt_desk.services.gather import gather
from snt_desk.services.patrol_filter import (
    FIRST,
    Filter,
    count,
    listed,
    number_of,
    settled,
    written_out,
)

By = Literal["officer", "place", "mode", "week", "for"]
"""By what the log can be grouped."""
Value = int | str | tuple[str, int | None] | None
"""What a group has in common: a key of a member or place, a mode, a week, a reason."""
Minutes = tuple[int, int]
"""Patrol time and officer time."""


@dataclass(frozen=True)
class Totals:
    """What a list makes: patrols, their time, the officers' time; in minutes.

    With a month the minutes are those inside it, each person's minute once over the
    whole log, as in the return; without, whole lengths. Of the patrols `before` began
    before the month: the return counts them in the month in which they did.
    """

    patrols: int
    patrol_time: int
    officer_time: int
    before: int = 0


def totals(session: Session, team_id: int, wanted: Filter) -> Totals:
    """Add up a list; with a month as the return counts, without in whole lengths."""
    wanted = settled(session, team_id, wanted)
    number = count(session, team_id, wanted)
    if wanted.month is None:
        return Totals(number, *_whole_lengths(session, team_id, wanted))
    work, shown = _inside(session, team_id, wanted, wanted.month)
    return Totals(
        number,
        sum(one.amount for one in entries.patrol_time(work) if one.ref in shown),
        sum(one.amount for one in entries.officer_time(work) if one.ref in shown),
        _begun_before(session, team_id, wanted, wanted.month),
    )


def _begun_before(session: Session, team_id: int, wanted: Filter, month: Month) -> int:
    long_ago, last = clock.EPOCH, month.span.start - clock.MINUTE
    return number_of(session, listed(session, team_id, wanted, begun=(long_ago, last)).keys)


def _inside(
    session: Session, team_id: int, wanted: Filter, month: Month
) -> tuple[Workings, set[str]]:
    """Work out the month, and name the patrols of the list."""
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    work = work_out(gather(session, team, month, clock.EPOCH))
    shown = listed(session, team_id, wanted).keys
    return work, set(session.scalars(select(m.Patrol.ref).where(m.Patrol.id.in_(shown))))


def _length() -> Any:
    return type_coerce(m.Leg.end, Integer) - type_coerce(m.Leg.start, Integer)


def _legs_over(session: Session, team_id: int, wanted: Filter) -> ColumnElement[bool]:
    """Choose the legs of a list that are over."""
    shown = listed(session, team_id, wanted).keys
    return and_(m.Leg.team_id == team_id, m.Leg.patrol_id.in_(shown), m.Leg.end.is_not(None))


def _officers(session: Session, team_id: int, query: Any) -> Any:
    """Take each officer of a leg; volunteers are none."""
    crewed = query.join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
    aside = volunteers.places(session, team_id)
    return crewed.where(m.LegOfficer.id.not_in(written_out(aside))) if aside else crewed


def _whole_lengths(session: Session, team_id: int, wanted: Filter) -> Minutes:
    over = _legs_over(session, team_id, wanted)
    patrols = select(func.coalesce(func.sum(_length()), 0)).where(over)
    people = _officers(session, team_id, patrols.select_from(m.Leg))
    return session.scalars(patrols).one(), session.scalars(people).one()


# --- By group ---------------------------------------------------------------------------------


def of_patrols(session: Session, team_id: int, by: By) -> tuple[Any, ...]:
    """Give the columns that say in which group a first leg's patrol stands; not by officer."""
    if by == "mode":
        return (patrol_orders.mode(session, team_id),)
    if by == "place":
        return (patrol_orders.place(session, team_id),)
    if by == "week":
        return (patrol_orders.week(session, team_id),)
    return patrol_orders.of_patrol("purpose"), patrol_orders.of_patrol("priority_id")


def minutes(session: Session, team_id: int, wanted: Filter, by: By) -> dict[Value, Minutes]:
    """Give the patrol time and officer time of each group that has any; *wanted* is settled.

    They add up to the totals. By officer both are their own time, and volunteers' is left out.
    """
    if wanted.month is None:
        return _whole_by(session, team_id, wanted, by)
    return _inside_by(session, team_id, wanted, by)


def _joined(
    patrol_time: Mapping[Value, int], officer_time: Mapping[Value, int]
) -> dict[Value, Minutes]:
    known = patrol_time.keys() | officer_time.keys()
    return {one: (patrol_time.get(one, 0), officer_time.get(one, 0)) for one in known}


def _whole_by(session: Session, team_id: int, wanted: Filter, by: By) -> dict[Value, Minutes]:
    over = _legs_over(session, team_id, wanted)
    if by == "officer":
        own = select(m.LegOfficer.member_id, func.sum(_length())).select_from(m.Leg)
        mine = _officers(session, team_id, own).where(over).group_by(m.LegOfficer.member_id)
        return {key: (time, time) for key, time in session.execute(mine)}
    columns = _of_legs(session, team_id, by)
    spent = select(*columns, func.sum(_length())).select_from(m.Leg).where(over)
    if by in {"week", "for"}:
        spent = spent.join(FIRST.id.table, and_(FIRST.patrol_id == m.Leg.patrol_id, FIRST.leg == 1))
    people = _officers(session, team_id, spent)
    return _joined(_summed(session, spent, columns), _summed(session, people, columns))


def _of_legs(session: Session, team_id: int, by: By) -> tuple[Any, ...]:
    """Give the columns that say in which group a leg's minutes are."""
    if by == "mode":
        return (m.Leg.mode,)
    if by == "place":
        return (m.Leg.place_id,)
    return of_patrols(session, team_id, by)


def _summed(session: Session, query: Any, columns: Sequence[Any]) -> dict[Value, int]:
    return {value_of(row[:-1]): row[-1] for row in session.execute(query.group_by(*columns))}


def value_of(parts: Sequence[Any]) -> Value:
    """Give what a group has in common, from what `of_patrols` chose: of a reason the priority."""
    if len(parts) == 1:
        only: Value = parts[0]
        return only
    purpose, priority = parts
    return ("", priority) if priority is not None else (purpose, None)


def _inside_by(session: Session, team_id: int, wanted: Filter, by: By) -> dict[Value, Minutes]:
    """Share out the return's own minutes of the month."""
    assert wanted.month is not None  # noqa: S101  # `minutes` has seen to it
    work, shown = _inside(session, team_id, wanted, wanted.month)
    patrol_time: dict[Value, int] = defaultdict(int)
    officer_time: dict[Value, int] = defaultdict(int)
    if by == "officer":
        members = _keys(session, m.Member.collar, m.Member.id)
        for time in work.officers:
            if time.patrol.ref in shown:
                patrol_time[members[time.collar]] += time.minutes
        return {key: (time, time) for key, time in patrol_time.items()}
    group = _group_of(session, by, shown)
    for patrol, leg, minutes_ in work.legs:
        if patrol.ref in shown:
            patrol_time[group(patrol, leg)] += minutes_
    for time in work.officers:
        if time.patrol.ref in shown:
            officer_time[group(time.patrol, time.leg)] += time.minutes
    return _joined(patrol_time, officer_time)


def _group_of(session: Session, by: By, shown: Iterable[str]) -> Callable[[Patrol, Leg], Value]:
    """Say how a leg's group is found."""
    if by == "mode":
        return lambda _patrol, leg: leg.mode
    if by == "week":
        return lambda patrol, _leg: patrol_orders.week_of(clock.local_day(patrol.legs[0].start))
    if by == "for":
        known = _keys(session, m.Priority.ref, m.Priority.id)
        return lambda patrol, _leg: (
            ("", known[patrol.priority]) if patrol.priority else (patrol.purpose, None)
        )
    places = _places_of_legs(session, shown)
    return lambda patrol, leg: places.get((patrol.ref, leg.number))


def _places_of_legs(session: Session, shown: Iterable[str]) -> dict[tuple[str, int], int]:
    """Say where each leg was: the month's facts know its beat alone."""
    query = (
        select(m.Patrol.ref, m.Leg.leg, m.Leg.place_id)
        .join(m.Leg, m.Leg.patrol_id == m.Patrol.id)
        .where(m.Patrol.ref.in_(list(shown)), m.Leg.place_id.is_not(None))
    )
    return {(ref, number): place for ref, number, place in session.execute(query) if place}


def _keys(session: Session, handle: Any, key: Any) -> dict[str, int]:
    found: dict[str, int] = dict(session.execute(select(handle, key)).all())
    return found
