"""The patrol log as a table: which patrols, in which order, and how much time they make.

Only what is painted is read. A list is named by its filter; the position in it is found
on the index of first legs, and the rows of one block are fetched by their keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db import search
from snt_desk.db.types import minutes
from snt_desk.domain import clock, entries, facts
from snt_desk.domain.clock import Month
from snt_desk.domain.minutes import minute
from snt_desk.domain.roster import VOLUNTEER, NominalRoll
from snt_desk.domain.workings import work_out
from snt_desk.services import patrol_rows
from snt_desk.services.gather import gather
from snt_desk.services.patrol_rows import PatrolRow

__all__ = [
    "Filter",
    "PatrolRow",
    "Totals",
    "count",
    "keys",
    "named",
    "out_now",
    "position",
    "rows",
    "totals",
]

_CHUNK = 500
_LONGEST = timedelta(minutes=clock.LONGEST_STRETCH)
# Tables, not classes: to put a statement together would take longer than to run it.
_tables = m.Base.metadata.tables
_member_table = _tables["members"]
_first, _any = _tables["legs"].alias("first").c, _tables["legs"].alias("any_leg").c
_officer, _member = _tables["leg_officers"].c, _member_table.c
_patrol, _priority = _tables["patrols"].alias("said").c, _tables["priorities"].c
_OPEN = select(_any.patrol_id).where(
    _any.team_id == bindparam("team"),
    _any.end.is_(None),
    _any.start.between(bindparam("first"), bindparam("last")),
)


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
    return _number_of(session, _listed(session, team_id, wanted).keys)


def keys(session: Session, team_id: int, wanted: Filter) -> Select[Any]:
    """Choose the keys of a list's patrols, for a statement that asks more about them."""
    return _listed(session, team_id, wanted).keys


def rows(  # a block of a list: which list, which order, which part of it
    session: Session,
    team_id: int,
    wanted: Filter,
    *,
    newest_first: bool = True,
    offset: int = 0,
    limit: int = 128,
) -> list[PatrolRow]:
    """Read a block of a list, ordered by when the patrols began, with what looks odd.

    With the newest first, those that are out stand above all others.
    """
    out = out_now(session, team_id, wanted) if newest_first else []
    page = (
        _listed(session, team_id, wanted)
        .without(out)
        .ordered(newest_first=newest_first)
        .offset(max(0, offset - len(out)))
    )
    above = out[offset : offset + limit]
    below = session.scalars(page.limit(limit - len(above))).all()
    return patrol_rows.read(session, [*above, *below], cautions_of=team_id)


def out_now(session: Session, team_id: int, wanted: Filter) -> list[int]:
    """List the keys of the patrols of a list that are out, the newest first.

    Whoever went out more than a day ago has forgotten to come back, and is not meant.
    """
    now = clock.now()
    since = {"team": team_id, "first": now - clock.DAY, "last": now}
    # Asked first: most often nobody is out, and then that is all.
    keys = session.scalars(_OPEN, since).all()
    if not keys:
        return []
    listed = _listed(session, team_id, wanted, begun=(now - clock.DAY, now))
    return list(session.scalars(listed.only(keys).ordered(newest_first=True)))


def named(session: Session, refs: Sequence[str]) -> list[PatrolRow]:
    """Read the lines of these patrols, in no order."""
    found: list[PatrolRow] = []
    for start in range(0, len(refs), _CHUNK):
        wanted = select(m.Patrol.id).where(m.Patrol.ref.in_(refs[start : start + _CHUNK]))
        found += patrol_rows.read(session, session.scalars(wanted).all())
    return found


def position(
    session: Session, team_id: int, wanted: Filter, ref: str, *, newest_first: bool = True
) -> int | None:
    """Say at which place of a list a patrol stands; None if it is not in it."""
    leg = m.Leg
    known = select(leg.patrol_id, leg.start).join(m.Patrol, m.Patrol.id == leg.patrol_id)
    found = session.execute(known.where(m.Patrol.ref == ref, leg.leg == 1)).first()
    if found is None:
        return None
    key, start = found
    listed = _listed(session, team_id, wanted, begun=(start, start)).only([key])
    place = session.execute(listed.keys.with_only_columns(*listed.order)).first()
    if place is None:
        return None
    out = out_now(session, team_id, wanted) if newest_first else []
    if key in out:
        return out.index(key)
    listed = _listed(session, team_id, wanted).without(out)
    before = listed.before(place, newest_first=newest_first)
    return len(out) + _number_of(session, listed.keys.where(before))


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


@dataclass(frozen=True)
class _List:
    """A list before it is read: the keys of its patrols, and what it is sorted by."""

    keys: Select[Any]
    key: Any
    order: tuple[Any, ...]

    def only(self, keys: Sequence[int]) -> _List:
        """Leave only these patrols in it."""
        return replace(self, keys=self.keys.where(self.key.in_(keys)))

    def without(self, keys: Sequence[int]) -> _List:
        """Leave these patrols out."""
        return replace(self, keys=self.keys.where(self.key.not_in(keys))) if keys else self

    def ordered(self, *, newest_first: bool) -> Select[Any]:
        """Sort it by when the patrols began."""
        return self.keys.order_by(*(one.desc() if newest_first else one for one in self.order))

    def before(self, place: Sequence[Any], *, newest_first: bool) -> ColumnElement[bool]:
        """Choose what stands before a place, which is a value for each part of the order."""
        values = (literal(value, part.type) for part, value in zip(self.order, place, strict=True))
        here, there = tuple_(*self.order), tuple_(*values)
        return here > there if newest_first else here < there


def _listed(
    session: Session,
    team_id: int,
    wanted: Filter,
    *,
    begun: tuple[datetime, datetime] | None = None,
) -> _List:
    """Choose the patrols of a list; with *begun* only those that began from then till then."""
    if wanted.text and search.is_indexed(session):
        return _found(session, team_id, wanted, begun)
    keys = select(_first.patrol_id).where(*_conditions(team_id, wanted))
    if begun is not None:
        keys = keys.where(_first.start.between(*begun))
    return _List(keys, _first.patrol_id, (_first.start, _first.patrol_id))


def _found(
    session: Session, team_id: int, wanted: Filter, begun: tuple[datetime, datetime] | None
) -> _List:
    """Choose by the words first: the index gives the newest without sorting."""
    if wanted.month is not None and begun is None:
        begun = (wanted.month.span.start - _LONGEST, wanted.month.span.end)
    within = None if begun is None else (minutes(begun[0]), minutes(begun[1]))
    hits = search.hits(session, team_id, wanted.text, within)
    keys = select(hits.c.patrol_id)
    rest = replace(wanted, text="")
    if rest != Filter():
        conditions = _conditions(team_id, rest)
        this = _first.patrol_id == hits.c.patrol_id
        keys = keys.where(select(_first.id).where(this, *conditions).exists())
    return _List(keys, hits.c.patrol_id, (hits.c.slot,))


def _number_of(session: Session, keys: Select[Any]) -> int:
    return session.execute(select(func.count()).select_from(keys.subquery())).scalar_one()


def _conditions(team_id: int, wanted: Filter) -> Sequence[ColumnElement[bool]]:
    """Choose first legs by their patrols; all but the words, where those are indexed."""
    conditions: list[ColumnElement[bool]] = [_first.leg == 1, _first.team_id == team_id]
    if wanted.month is not None:
        conditions.append(_first.patrol_id.in_(_touching(team_id, wanted.month)))
    if wanted.mode is not None:
        conditions.append(_any_leg(_any.mode == wanted.mode))
    if wanted.place is not None:
        conditions.append(_any_leg(_any.place_id.in_(_places(team_id, wanted.place))))
    if wanted.officer is not None:
        crew = (
            select(_officer.leg_id)
            .join(_member_table, _member.id == _officer.member_id)
            .where(_member.collar == wanted.officer)
        )
        conditions.append(_any_leg(_any.id.in_(crew)))
    if wanted.purpose is not None:
        # Asked of each, newest first: no index has the purposes, and most are frequent.
        mine = and_(_patrol.id == _first.patrol_id, _patrol.purpose == wanted.purpose)
        conditions.append(select(_patrol.id).where(mine).exists())
    if wanted.priority is not None:
        asked = select(_priority.id).where(_priority.ref == wanted.priority).scalar_subquery()
        found = select(_patrol.id).where(_patrol.priority_id == asked)
        conditions.append(_first.patrol_id.in_(found))
    if wanted.text:
        conditions.append(_first.patrol_id.in_(_saying(team_id, wanted.text)))
    return conditions


def _touching(team_id: int, month: Month) -> Select[Any]:
    """Choose patrols with a minute in the month or begun in it."""
    start, end = month.span.start, month.span.end
    return select(_any.patrol_id).where(
        _any.team_id == team_id,
        _any.start > start - _LONGEST,
        _any.start < end,
        or_(_any.start >= start, _any.end > start),
    )


def _any_leg(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(_any.id).where(_any.patrol_id == _first.patrol_id, condition).exists()


def _places(team_id: int, code: str) -> Select[Any]:
    """Choose a place and what lies in it."""
    beat = select(m.Place.id).where(m.Place.team_id == team_id, m.Place.code == code)
    return select(m.Place.id).where(
        m.Place.team_id == team_id,
        or_(m.Place.code == code, m.Place.parent_id.in_(beat)),
    )


def _saying(team_id: int, words: str) -> Select[Any]:
    query = select(m.Patrol.id).where(m.Patrol.team_id == team_id)
    for word in words.split():
        query = query.where(search.bearing(word))
    return query


def _refs(session: Session, team_id: int, wanted: Filter) -> set[str]:
    shown = _listed(session, team_id, wanted).keys
    return set(session.scalars(select(m.Patrol.ref).where(m.Patrol.id.in_(shown))))


def _whole_lengths(session: Session, team_id: int, wanted: Filter) -> tuple[int, int]:
    shown = _listed(session, team_id, wanted).keys
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
    known = session.execute(postings).all()
    if not known:
        return 0
    roll = NominalRoll.of(team, (facts.Posting(*row) for row in known))
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
