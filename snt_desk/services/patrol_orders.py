"""By what the log can be sorted: each column as the database sees it, none of them indexed.

What a patrol does not have stands last, whichever way the column is turned. Where all
columns say the same, the newest patrol comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.types import minutes
from snt_desk.domain import clock
from snt_desk.services import volunteers
from snt_desk.services.keyed_lists import Order, either_way
from snt_desk.services.patrol_filter import FIRST, Filter, listed, written_out

NEWEST: tuple[Order, ...] = (("start", True),)
OLDEST: tuple[Order, ...] = (("start", False),)
WARNINGS = "warnings"
"""Sorted by what is judged, which the database does not know."""

_DAY_MINUTES = 24 * 60
_MONDAY = 3
"""1970 began on a Thursday."""
_tables = m.Base.metadata.tables
_leg, _second = _tables["legs"].alias("sorted_leg").c, _tables["legs"].alias("second_leg").c
_officer, _member = _tables["leg_officers"].c, _tables["members"].c
_place, _code = _tables["places"].c, _tables["codes"].c
_patrol, _priority = _tables["patrols"].alias("sorted_patrol").c, _tables["priorities"].c
_outcome = _tables["outcomes"].c
_MINE = _leg.patrol_id == FIRST.patrol_id
_LENGTH = type_coerce(_leg.end, Integer) - type_coerce(_leg.start, Integer)
_START = type_coerce(FIRST.start, Integer)


def ordered(
    session: Session, team_id: int, wanted: Filter, orders: tuple[Order, ...], *also: Any
) -> Select[Any]:
    """Choose the keys of a list in an order, and what is *also* wanted of each first leg."""
    found = listed(session, team_id, wanted)
    chosen = found.keys
    if found.key is not FIRST.patrol_id:
        chosen = select(FIRST.patrol_id).where(FIRST.leg == 1, FIRST.patrol_id.in_(found.keys))
    return chosen.add_columns(*also).order_by(*by(session, team_id, orders))


def by(session: Session, team_id: int, orders: tuple[Order, ...]) -> list[Any]:
    """Give what first legs are sorted by, the newest first at last."""
    if orders == OLDEST:
        return [FIRST.start, FIRST.patrol_id]
    made: list[Any] = []
    for key, descending in orders if orders != NEWEST else ():
        # By Date and then by something else it is the day that counts; at last, the minute too.
        whole = key == "start" and (key, descending) == orders[-1]
        shown = FIRST.start if whole else value(session, team_id, key)
        made.append(either_way(shown, descending=descending))
    return [*made, FIRST.start.desc(), FIRST.patrol_id.desc()]


def value(session: Session, team_id: int, key: str) -> Any:
    """Give what a column says of a first leg's patrol; of its date the day alone."""
    return _COLUMNS[key](session, team_id)


def week(session: Session, team_id: int) -> Any:
    """Number the week in which a patrol begins; `monday` says which day began it."""
    return (_day(session, team_id) + _MONDAY) // 7


def monday(number: int) -> date:
    """Give the Monday of a week by the number that `week` gives it."""
    return clock.EPOCH.date() + (number * 7 - _MONDAY) * clock.DAY


def week_of(day: date) -> int:
    """Give the number of the week of a day."""
    return ((day - clock.EPOCH.date()).days + _MONDAY) // 7


def mode(_session: Session, _team_id: int) -> Any:
    """Give the code of the main mode: that with the most minutes, of equals the one used first."""
    spent = func.sum(func.coalesce(_LENGTH, 0))
    most = select(_leg.mode).where(_MINE).group_by(_leg.mode)
    main = most.order_by(spent.desc(), func.min(_leg.leg)).limit(1).correlate(FIRST.mode.table)
    return _if_many_legs(main.scalar_subquery(), FIRST.mode)


def place(_session: Session, _team_id: int) -> Any:
    """Give the key of the first leg's place, or of the first leg that has one."""
    known = select(_leg.place_id).where(_MINE, _leg.place_id.is_not(None)).order_by(_leg.leg)
    other = known.limit(1).correlate(FIRST.mode.table).scalar_subquery()
    return func.coalesce(FIRST.place_id, _if_many_legs(other, None))


def of_patrol(column: str) -> Any:
    """Give a column of the patrol itself."""
    return _scalar(select(_patrol[column]).where(_patrol.id == FIRST.patrol_id))


# --- The columns ------------------------------------------------------------------------------


def _scalar(query: Select[Any]) -> Any:
    return query.correlate(FIRST.mode.table).scalar_subquery()


def _if_many_legs(many: Any, one: Any) -> Any:
    """Ask what costs more only of the few patrols with several legs."""
    several = select(_second.id).where(_second.patrol_id == FIRST.patrol_id, _second.leg == 2)
    return case((several.correlate(FIRST.mode.table).exists(), many), else_=one)


def _on_wall(session: Session, team_id: int, instant: Any) -> Any:
    """Give the minutes of an instant as London's clocks show them."""
    bounds = select(func.min(_START), func.max(_START)).where(
        FIRST.team_id == team_id, FIRST.leg == 1
    )
    first, last = session.execute(bounds).one()
    lowest, highest = (
        clock.local(clock.EPOCH + (one or 0) * clock.MINUTE).year for one in (first, last)
    )
    spans = (clock.summer_time(year) for year in range(lowest, highest + 2))
    ahead = [
        (and_(instant >= minutes(span.start), instant < minutes(span.end)), literal(60))
        for span in spans
        if span is not None
    ]
    return instant + case(*ahead, else_=literal(0))


def _day(session: Session, team_id: int) -> Any:
    return _on_wall(session, team_id, _START) // _DAY_MINUTES


def _out(session: Session, team_id: int) -> Any:
    return _on_wall(session, team_id, _START) % _DAY_MINUTES


def _in(session: Session, team_id: int) -> Any:
    last = select(type_coerce(_leg.end, Integer)).where(_MINE).order_by(_leg.leg.desc()).limit(1)
    end = _if_many_legs(_scalar(last), type_coerce(FIRST.end, Integer))
    return _on_wall(session, team_id, end) % _DAY_MINUTES


def _hours(_session: Session, _team_id: int) -> Any:
    first = type_coerce(FIRST.end, Integer) - _START
    still_out = select(_leg.id).where(_MINE, _leg.end.is_(None))
    total = case(
        (still_out.correlate(FIRST.mode.table).exists(), None),
        else_=_scalar(select(func.sum(_LENGTH)).where(_MINE)),
    )
    return _if_many_legs(total, first)


def _how(session: Session, team_id: int) -> Any:
    return _label("mode", mode(session, team_id))


def _label(name: str, code: Any) -> Any:
    found = select(func.lower(_code.label)).where(_code.list == name, _code.code == code)
    return _scalar(found)


def _people(shown: Any) -> Callable[[Session, int], Any]:
    """Sort by the people as they stand in the column: in the order of legs, each once."""

    def names(_session: Session, _team_id: int) -> Any:
        query = (
            select(func.lower(shown).label("shown"))
            .select_from(_leg.id.table)
            .join(_tables["leg_officers"], _officer.leg_id == _leg.id)
            .join(_tables["members"], _member.id == _officer.member_id)
            .where(_MINE)
            .group_by(shown)
            .order_by(func.min(_leg.leg * 1000 + _officer.position))
            .correlate(FIRST.mode.table)
            .subquery()
        )
        return select(func.aggregate_strings(query.c.shown, ", ")).scalar_subquery()

    return names


def _where(session: Session, team_id: int) -> Any:
    return _scalar(select(func.lower(_place.name)).where(_place.id == place(session, team_id)))


def _reason(_session: Session, _team_id: int) -> Any:
    title = select(_priority.title).where(_priority.id == _patrol.priority_id)
    label = select(_code.label).where(_code.list == "purpose", _code.code == _patrol.purpose)
    words = case(
        (_patrol.priority_id.is_not(None), "priority: " + func.lower(title.scalar_subquery())),
        else_=func.lower(label.scalar_subquery()),
    )
    return _scalar(select(words).where(_patrol.id == FIRST.patrol_id))


def _words(column: str) -> Callable[[Session, int], Any]:
    def words(_session: Session, _team_id: int) -> Any:
        text = func.nullif(func.lower(_patrol[column]), "")
        return _scalar(select(text).where(_patrol.id == FIRST.patrol_id))

    return words


def _visible(_session: Session, _team_id: int) -> Any:
    return of_patrol("visible")


def _outcomes(_session: Session, _team_id: int) -> Any:
    return _scalar(select(func.sum(_outcome.count)).where(_outcome.patrol_id == FIRST.patrol_id))


def _legs(_session: Session, _team_id: int) -> Any:
    return _scalar(select(func.count(_leg.id)).where(_MINE))


def _officer_hours(session: Session, team_id: int) -> Any:
    spent = (
        select(func.sum(_LENGTH))
        .select_from(_leg.id.table)
        .join(_tables["leg_officers"], _officer.leg_id == _leg.id)
        .where(_MINE)
    )
    aside = volunteers.places(session, team_id)
    if aside:
        spent = spent.where(_officer.id.not_in(written_out(aside)))
    return func.coalesce(_scalar(spent), 0)


_COLUMNS: Mapping[str, Callable[[Session, int], Any]] = {
    "start": _day,
    "out": _out,
    "in": _in,
    "hours": _hours,
    "how": _how,
    "crew": _people(_member.last_name),
    "place": _where,
    "for": _reason,
    "note": _words("note"),
    "officers": _people(_member.first_name + " " + _member.last_name),
    "collars": _people(_member.collar),
    "operation": _words("operation"),
    "outcomes": _outcomes,
    "visible": _visible,
    "legs": _legs,
    "officer_hours": _officer_hours,
}
COLUMNS = frozenset(_COLUMNS) | {WARNINGS}
"""By what it can be sorted."""
