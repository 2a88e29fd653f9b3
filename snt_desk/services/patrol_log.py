"""The patrol log as a table: which patrols, in which order, and how much time they make.

Only what is painted is read. A list is named by its filter; the position in it is found
on the index of first legs, and the rows of one block are fetched by their keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock, entries, facts
from snt_desk.domain.clock import Month
from snt_desk.domain.minutes import main_mode, minute
from snt_desk.domain.roster import VOLUNTEER, NominalRoll
from snt_desk.domain.workings import work_out
from snt_desk.services.gather import gather

_CHUNK = 500
_LONGEST = timedelta(minutes=clock.LONGEST_STRETCH)


@dataclass(frozen=True)
class Filter:
    """Which patrols are wanted; what is None does not matter. All that is given must hold."""

    month: Month | None = None
    mode: str | None = None
    officer: str | None = None
    place: str | None = None
    purpose: str | None = None
    priority: str | None = None
    text: str = ""


@dataclass(frozen=True)
class PatrolRow:
    """A patrol as a line of the log; `end` is None while it is out."""

    id: int
    ref: str
    start: datetime
    end: datetime | None
    minutes: int
    mode: str
    legs: int
    crew: tuple[str, ...]
    place: str
    purpose: str
    priority: str | None
    note: str


@dataclass(frozen=True)
class Totals:
    """What a list makes: patrols, their time, the officers' time; in minutes.

    With a month the minutes are those inside it, each person's minute once over the
    whole log, as in the return; without, whole lengths.
    """

    patrols: int
    patrol_time: int
    officer_time: int


def count(session: Session, team_id: int, wanted: Filter) -> int:
    """Count the patrols of a list."""
    first = aliased(m.Leg)
    query = select(func.count()).select_from(first).where(*_conditions(first, team_id, wanted))
    return session.execute(query).scalar_one()


def rows(  # a block of a list: which list, which order, which part of it
    session: Session,
    team_id: int,
    wanted: Filter,
    *,
    newest_first: bool = True,
    offset: int = 0,
    limit: int = 128,
) -> list[PatrolRow]:
    """Read a block of a list, ordered by when the patrols began."""
    first = aliased(m.Leg)
    order = (
        (first.start.desc(), first.patrol_id.desc())
        if newest_first
        else (first.start, first.patrol_id)
    )
    page = (
        select(first.patrol_id)
        .where(*_conditions(first, team_id, wanted))
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return _fetched(session, session.scalars(page).all())


def named(session: Session, refs: Sequence[str]) -> list[PatrolRow]:
    """Read the lines of these patrols, in no order."""
    found: list[PatrolRow] = []
    for start in range(0, len(refs), _CHUNK):
        wanted = select(m.Patrol.id).where(m.Patrol.ref.in_(refs[start : start + _CHUNK]))
        found += _fetched(session, session.scalars(wanted).all())
    return found


def position(
    session: Session, team_id: int, wanted: Filter, ref: str, *, newest_first: bool = True
) -> int | None:
    """Say at which place of a list a patrol stands; None if it is not in it."""
    first = aliased(m.Leg)
    conditions = _conditions(first, team_id, wanted)
    query = select(first.start, first.patrol_id).join(m.Patrol, m.Patrol.id == first.patrol_id)
    found = session.execute(query.where(*conditions, m.Patrol.ref == ref)).first()
    if found is None:
        return None
    start, key = found
    before = (
        or_(first.start > start, and_(first.start == start, first.patrol_id > key))
        if newest_first
        else or_(first.start < start, and_(first.start == start, first.patrol_id < key))
    )
    counted = select(func.count()).select_from(first).where(*conditions, before)
    return session.execute(counted).scalar_one()


def totals(session: Session, team_id: int, wanted: Filter) -> Totals:
    """Add up a list; with a month as the return counts, without in whole lengths."""
    number = count(session, team_id, wanted)
    if wanted.month is None:
        return Totals(number, *_whole_lengths(session, team_id, wanted))
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    work = work_out(gather(session, team, wanted.month, clock.EPOCH))
    shown = _refs(session, team_id, wanted)
    return Totals(
        number,
        sum(one.amount for one in entries.patrol_time(work) if one.ref in shown),
        sum(one.amount for one in entries.officer_time(work) if one.ref in shown),
    )


def _conditions(first: Any, team_id: int, wanted: Filter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [first.leg == 1, first.team_id == team_id]
    if wanted.month is not None:
        conditions.append(first.patrol_id.in_(_touching(team_id, wanted.month)))
    if wanted.mode is not None:
        conditions.append(_any_leg(first, m.Leg.mode == wanted.mode))
    if wanted.place is not None:
        conditions.append(_any_leg(first, m.Leg.place_id.in_(_places(team_id, wanted.place))))
    if wanted.officer is not None:
        crew = (
            select(m.LegOfficer.leg_id)
            .join(m.Member, m.Member.id == m.LegOfficer.member_id)
            .where(m.Member.collar == wanted.officer)
        )
        conditions.append(_any_leg(first, m.Leg.id.in_(crew)))
    if wanted.purpose is not None or wanted.priority is not None or wanted.text:
        conditions.append(first.patrol_id.in_(_saying(team_id, wanted)))
    return conditions


def _touching(team_id: int, month: Month) -> Select[Any]:
    """Choose patrols with a minute in the month or begun in it."""
    start, end, leg = month.span.start, month.span.end, aliased(m.Leg)
    return select(leg.patrol_id).where(
        leg.team_id == team_id,
        leg.start > start - _LONGEST,
        leg.start < end,
        or_(leg.start >= start, leg.end > start),
    )


def _any_leg(first: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(m.Leg.id).where(m.Leg.patrol_id == first.patrol_id, condition).exists()


def _places(team_id: int, code: str) -> Select[Any]:
    """Choose a place and what lies in it."""
    beat = select(m.Place.id).where(m.Place.team_id == team_id, m.Place.code == code)
    return select(m.Place.id).where(
        m.Place.team_id == team_id,
        or_(m.Place.code == code, m.Place.parent_id.in_(beat)),
    )


def _saying(team_id: int, wanted: Filter) -> Select[Any]:
    patrol = m.Patrol
    query = select(patrol.id).where(patrol.team_id == team_id)
    if wanted.purpose is not None:
        query = query.where(patrol.purpose == wanted.purpose)
    if wanted.priority is not None:
        query = query.join(m.Priority, m.Priority.id == patrol.priority_id)
        query = query.where(m.Priority.ref == wanted.priority)
    for word in wanted.text.split():
        query = query.where(
            or_(
                patrol.note.icontains(word, autoescape=True),
                patrol.operation.icontains(word, autoescape=True),
                patrol.id.in_(_legs_named(word)),
            )
        )
    return query


def _legs_named(word: str) -> Select[Any]:
    """Choose patrols on which a person or a place bears the word."""
    people = (
        select(m.LegOfficer.leg_id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .where(or_(m.Member.last_name.icontains(word, autoescape=True), m.Member.collar == word))
    )
    places = select(m.Place.id).where(m.Place.name.icontains(word, autoescape=True))
    return select(m.Leg.patrol_id).where(or_(m.Leg.id.in_(people), m.Leg.place_id.in_(places)))


def _refs(session: Session, team_id: int, wanted: Filter) -> set[str]:
    first = aliased(m.Leg)
    query = select(m.Patrol.ref).join(first, first.patrol_id == m.Patrol.id)
    return set(session.scalars(query.where(*_conditions(first, team_id, wanted))))


def _whole_lengths(session: Session, team_id: int, wanted: Filter) -> tuple[int, int]:
    first = aliased(m.Leg)
    shown = select(first.patrol_id).where(*_conditions(first, team_id, wanted))
    mine = and_(m.Leg.team_id == team_id, m.Leg.patrol_id.in_(shown), m.Leg.end.is_not(None))
    length = func.sum(_number(m.Leg.end) - _number(m.Leg.start))
    patrol_time = session.execute(select(length).where(mine)).scalar_one() or 0
    crew = select(length).join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id).where(mine)
    officer_time = session.execute(crew).scalar_one() or 0
    return patrol_time, officer_time - _volunteers_time(session, team_id, mine)


def _number(column: Any) -> Any:
    """Take an instant's minutes as the number that it is in the database."""
    return type_coerce(column, Integer)


def _volunteers_time(session: Session, team_id: int, mine: ColumnElement[bool]) -> int:
    """Add up the legs on which somebody was a volunteer; few ever are."""
    ever = select(m.Posting.member_id).where(m.Posting.role == VOLUNTEER)
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    postings = (
        select(m.Member.collar, m.Team.code, m.Posting.role, m.Posting.fte_percent)
        .add_columns(m.Posting.from_, m.Posting.to)
        .join(m.Member, m.Member.id == m.Posting.member_id)
        .join(m.Team, m.Team.id == m.Posting.team_id)
        .where(m.Posting.member_id.in_(ever))
    )
    roll = NominalRoll.of(team, (facts.Posting(*row) for row in session.execute(postings)))
    legs = (
        select(m.Member.collar, m.Leg.start, m.Leg.end)
        .join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .where(mine, m.Member.id.in_(ever))
    )
    return sum(
        minute(end) - minute(start)
        for collar, start, end in session.execute(legs)
        if end and roll.standing(collar, clock.local_day(start)).role == VOLUNTEER
    )


def _fetched(session: Session, keys: Sequence[int]) -> list[PatrolRow]:
    legs = _legs(session, keys)
    crews = _crews(session, keys)
    purpose = aliased(m.Code)
    query = (
        select(m.Patrol.id, m.Patrol.ref, purpose.label, m.Priority.title, m.Patrol.note)
        .join(m.Priority, m.Priority.id == m.Patrol.priority_id, isouter=True)
        .join(
            purpose,
            and_(purpose.list == "purpose", purpose.code == m.Patrol.purpose),
            isouter=True,
        )
        .where(m.Patrol.id.in_(keys))
    )
    found = {row[0]: row for row in session.execute(query)}
    return [_row(found[key], legs[key], crews.get(key, ())) for key in keys if key in found]


def _row(found: Any, legs: list[Any], crew: Iterable[str]) -> PatrolRow:
    key, ref, purpose, priority, note = found
    ends = [leg.end for leg in legs]
    lengths = [clock.minutes_between(leg.start, leg.end) for leg in legs if leg.end]
    return PatrolRow(
        id=key,
        ref=ref,
        start=legs[0].start,
        end=ends[-1],
        minutes=sum(lengths),
        mode=_main_mode(legs),
        legs=len(legs),
        crew=tuple(crew),
        place=next((leg.place for leg in legs if leg.place), ""),
        purpose=purpose or "",
        priority=priority,
        note=note or "",
    )


def _main_mode(legs: Sequence[Any]) -> str:
    if len(legs) == 1:
        return str(legs[0].mode)
    parts = tuple(
        facts.Leg("", n, leg.mode, None, leg.start, leg.end, ()) for n, leg in enumerate(legs, 1)
    )
    return main_mode(facts.Patrol("", "", priority=None, visible=True, legs=parts))


def _legs(session: Session, keys: Sequence[int]) -> dict[int, list[Any]]:
    query = (
        select(m.Leg.patrol_id, m.Leg.mode, m.Leg.start, m.Leg.end, m.Place.name.label("place"))
        .join(m.Place, m.Place.id == m.Leg.place_id, isouter=True)
        .where(m.Leg.patrol_id.in_(keys))
        .order_by(m.Leg.patrol_id, m.Leg.leg)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for leg in session.execute(query):
        found[leg.patrol_id].append(leg)
    return found


def _crews(session: Session, keys: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Name who was on each patrol: surnames, in the order of legs and crew, each once."""
    query = (
        select(m.Leg.patrol_id, m.Member.last_name)
        .join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .where(m.Leg.patrol_id.in_(keys))
        .order_by(m.Leg.patrol_id, m.Leg.leg, m.LegOfficer.position)
    )
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for key, name in session.execute(query):
        found[key][name] = None
    return {key: tuple(names) for key, names in found.items()}
