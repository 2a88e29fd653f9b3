"""Which patrols are wanted: a filter, and the choice that it makes among the records.

A list is named by its filter. What the database has an index for is asked of it as it is;
what looks odd is judged once, and then stands in the filter as the keys that were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db import search
from snt_desk.db.types import minutes
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import patrol_rows, volunteers
from snt_desk.services.patrol_rows import Report

Crew = Literal["single", "double"]
"""As the return counts them: one officer at most on any leg, or two and more on some."""

_LONGEST = timedelta(minutes=clock.LONGEST_STRETCH)
# Tables, not classes: to put a statement together would take longer than to run it.
_tables = m.Base.metadata.tables
_member_table = _tables["members"]
_first, _any = _tables["legs"].alias("first").c, _tables["legs"].alias("any_leg").c
_officer, _member = _tables["leg_officers"].c, _member_table.c
_one, _other = _tables["leg_officers"].alias("one").c, _tables["leg_officers"].alias("other").c
_patrol, _priority = _tables["patrols"].alias("said").c, _tables["priorities"].c

FIRST = _first
"""The first leg, by which patrols are chosen and sorted."""


@dataclass(frozen=True)
class Filter:
    """Which patrols are wanted; what is None or false does not matter. All that is given must hold.

    A month chooses patrols with a minute in it or begun in it; `first` and `last` are days
    on which they begin, both included. `odd` are those whose line shows a caution, `out`
    those without an end. `among` are keys, which `settled` fills in.
    """

    month: Month | None = None
    mode: str | None = None
    officer: str | None = None
    place: str | None = None
    purpose: str | None = None
    priority: str | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None
    operation: str | None = None
    crew: Crew | None = None
    out: bool = False
    odd: bool = False
    among: tuple[int, ...] | None = None

    @property
    def period(self) -> Filter:
        """The month or the days alone: what the list would be without its other filters."""
        return Filter(month=self.month, first=self.first, last=self.last)

    @property
    def is_short(self) -> bool:
        """Whether it can only be some hundreds, which are read and sorted in a blink."""
        if self.first is not None and self.last is not None:
            return (self.last - self.first).days < _SHORT_DAYS
        return self.month is not None or self.among is not None

    @property
    def is_indexed(self) -> bool:
        """Whether an index gives the newest of them at once, however many there are."""
        return self.crew is None and not self.odd


_SHORT_DAYS = 62
_LATEST = 3000
"""So many patrols are looked through for operations to choose from; others are found by words."""


def settled(session: Session, team_id: int, wanted: Filter, report: Report | None = None) -> Filter:
    """Give a filter that can be asked of the database: what looks odd is judged here.

    All patrols that the rest of the filter leaves are read for that.
    """
    if not wanted.odd:
        return wanted
    rest = replace(wanted, odd=False)
    keys = session.scalars(listed(session, team_id, rest).keys).all()
    return replace(rest, among=tuple(patrol_rows.briefs(session, team_id, keys, report)))


@dataclass(frozen=True)
class Listed:
    """A list before it is read: the keys of its patrols, and what it is sorted by."""

    keys: Select[Any]
    key: Any
    order: tuple[Any, ...]

    def only(self, keys: Sequence[int]) -> Listed:
        """Leave only these patrols in it."""
        return replace(self, keys=self.keys.where(self.key.in_(keys)))

    def without(self, keys: Sequence[int]) -> Listed:
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


def listed(
    session: Session,
    team_id: int,
    wanted: Filter,
    *,
    begun: tuple[datetime, datetime] | None = None,
) -> Listed:
    """Choose the patrols of a list; with *begun* only those that began from then till then."""
    if (wanted.text or wanted.operation) and search.is_indexed(session):
        return _found(session, team_id, wanted, begun)
    keys = select(_first.patrol_id).where(*_conditions(session, team_id, wanted))
    if begun is not None:
        keys = keys.where(_first.start.between(*begun))
    return Listed(keys, _first.patrol_id, (_first.start, _first.patrol_id))


def count(session: Session, team_id: int, wanted: Filter) -> int:
    """Count the patrols of a list."""
    return number_of(session, listed(session, team_id, settled(session, team_id, wanted)).keys)


def operations(session: Session, team_id: int) -> list[str]:
    """List the operations of the team's latest patrols, the latest first."""
    latest = (
        select(_first.patrol_id)
        .where(_first.team_id == team_id, _first.leg == 1)
        .order_by(_first.start.desc(), _first.patrol_id.desc())
        .limit(_LATEST)
        .subquery()
    )
    said = select(_patrol.operation).join_from(latest, _patrol.id.table, _patrol.id == latest.c[0])
    found = session.scalars(said.where(_patrol.operation.is_not(None)))
    return list(dict.fromkeys(one for one in found if one))


def number_of(session: Session, keys: Select[Any]) -> int:
    """Count what is chosen."""
    return session.execute(select(func.count()).select_from(keys.subquery())).scalar_one()


def _found(
    session: Session, team_id: int, wanted: Filter, begun: tuple[datetime, datetime] | None
) -> Listed:
    """Choose by the words first: the index gives the newest without sorting."""
    if wanted.month is not None and begun is None:
        begun = (_earliest(session, team_id, wanted.month), wanted.month.span.end)
    within = None if begun is None else (minutes(begun[0]), minutes(begun[1]))
    # The words of an operation are indexed as well; which it is, is asked of each below.
    words = f"{wanted.text} {wanted.operation or ''}".strip()
    hits = search.hits(session, team_id, words, within)
    keys = select(hits.c.patrol_id)
    rest = replace(wanted, text="")
    if rest != Filter():
        conditions = _conditions(session, team_id, rest)
        this = _first.patrol_id == hits.c.patrol_id
        keys = keys.where(select(_first.id).where(this, *conditions).exists())
    return Listed(keys, hits.c.patrol_id, (hits.c.slot,))


def _conditions(session: Session, team_id: int, wanted: Filter) -> Sequence[ColumnElement[bool]]:
    """Choose first legs by their patrols; all but the words, where those are indexed."""
    conditions: list[ColumnElement[bool]] = [_first.leg == 1, _first.team_id == team_id]
    conditions += _begun_in(team_id, wanted)
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
    conditions += _said(team_id, wanted)
    if wanted.crew is not None:
        conditions.append(_crewed(session, team_id, wanted.crew))
    if wanted.among is not None:
        conditions.append(_first.patrol_id.in_(written_out(wanted.among)))
    return conditions


def _begun_in(team_id: int, wanted: Filter) -> Iterable[ColumnElement[bool]]:
    if wanted.month is not None:
        yield _first.patrol_id.in_(_touching(team_id, wanted.month))
    if wanted.first is not None:
        yield _first.start >= clock.midnight(wanted.first)
    if wanted.last is not None:
        yield _first.start < clock.midnight(wanted.last + clock.DAY)
    if wanted.out:
        is_out = and_(_any.team_id == team_id, _any.end.is_(None))
        yield _first.patrol_id.in_(select(_any.patrol_id).where(is_out))


def _said(team_id: int, wanted: Filter) -> Iterable[ColumnElement[bool]]:
    """Choose by what the patrol itself says, whatever its legs."""
    # Asked of each, newest first: no index has these, and most are frequent.
    mine = _patrol.id == _first.patrol_id
    if wanted.purpose is not None:
        yield select(_patrol.id).where(mine, _patrol.purpose == wanted.purpose).exists()
    if wanted.operation is not None:
        yield select(_patrol.id).where(mine, _patrol.operation == wanted.operation).exists()
    if wanted.priority is not None:
        asked = select(_priority.id).where(_priority.ref == wanted.priority).scalar_subquery()
        yield _first.patrol_id.in_(select(_patrol.id).where(_patrol.priority_id == asked))
    if wanted.text:
        yield _first.patrol_id.in_(_saying(team_id, wanted.text))


def _crewed(session: Session, team_id: int, crew: Crew) -> ColumnElement[bool]:
    """Choose by the most officers on any leg, volunteers aside."""
    aside = volunteers.places(session, team_id)
    on_leg = [_one.leg_id == _any.id, *_not_among(_one.id, aside)]
    second = [_other.leg_id == _one.leg_id, _other.id > _one.id, *_not_among(_other.id, aside)]
    pair = select(_one.id).where(*on_leg, exists().where(*second)).exists()
    if crew == "double":
        return _any_leg(pair)
    return and_(_any_leg(select(_one.id).where(*on_leg).exists()), ~_any_leg(pair))


def _not_among(column: Any, keys: Sequence[int]) -> list[ColumnElement[bool]]:
    return [column.not_in(written_out(keys))] if keys else []


def written_out(keys: Sequence[int]) -> Any:
    """Keys that stand in the statement itself: more than it may have values for."""
    return bindparam(None, list(keys), expanding=True, literal_execute=True, unique=True)


def _touching(team_id: int, month: Month) -> Select[Any]:
    """Choose patrols with a minute in the month or begun in it."""
    start, end = month.span.start, month.span.end
    return select(_any.patrol_id).where(
        _any.team_id == team_id,
        _any.start > start - _LONGEST,
        _any.start < end,
        or_(_any.start >= start, _any.end > start),
    )


def _earliest(session: Session, team_id: int, month: Month) -> datetime:
    """Say when the first patrol began that touches a month: days before it, where one paused."""
    touching = _first.patrol_id.in_(_touching(team_id, month))
    return session.scalar(select(func.min(_first.start)).where(_first.leg == 1, touching)) or (
        month.span.start
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
