"""The log under headings: by officer, place, mode, week, or what patrols are for."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.services import patrol_log, patrol_orders, patrol_totals, roster
from snt_desk.services.keyed_lists import Order
from snt_desk.services.patrol_filter import Filter, listed, settled
from snt_desk.services.patrol_orders import NEWEST
from snt_desk.services.patrol_totals import By, Value

WORDS: Mapping[By, str] = {
    "officer": "Officer",
    "place": "Place",
    "mode": "How",
    "week": "Week",
    "for": "For",
}
"""By what the log can be grouped, and what that is called."""


@dataclass(frozen=True)
class Group:
    """What stands under one heading: its patrols in order, and what they make, in minutes.

    By officer both times are that person's own; else they are what was spent there.
    """

    value: Value
    title: str
    keys: array[int]
    patrol_time: int
    officer_time: int

    @property
    def handle(self) -> str:
        """A name that stays with the group whatever happens to its patrols."""
        return f"group {self.value}"


def groups(
    session: Session, team_id: int, wanted: Filter, by: By, orders: tuple[Order, ...] = NEWEST
) -> list[Group]:
    """Give the groups of a list in their order, each with its patrols in the order asked for."""
    wanted = settled(session, team_id, wanted)
    keys = patrol_log.keys(session, team_id, wanted, orders)
    found = (
        _members(session, team_id, wanted)
        if by == "officer"
        else (_values(session, team_id, wanted, by))
    )
    gathered: dict[Value, array[int]] = defaultdict(lambda: array("q"))
    for key in keys:
        for value in found.get(key, (None,)):
            gathered[value].append(key)
    spent = patrol_totals.minutes(session, team_id, wanted, by)
    # Minutes may have been spent where no patrol has its heading: on a second leg.
    titled = _titles(session, team_id, by, [*gathered, *(one for one in spent if spent[one][0])])
    return [
        Group(value, title, gathered.get(value, array("q")), *spent.get(value, (0, 0)))
        for value, title in titled.items()
    ]


def _values(
    session: Session, team_id: int, wanted: Filter, by: By
) -> Mapping[int, tuple[Value, ...]]:
    """Say in which group each patrol stands."""
    columns = patrol_totals.of_patrols(session, team_id, by)
    query = patrol_orders.ordered(session, team_id, wanted, NEWEST, *columns)
    return {key: (patrol_totals.value_of(said),) for key, *said in session.execute(query)}


def _members(session: Session, team_id: int, wanted: Filter) -> Mapping[int, tuple[Value, ...]]:
    """Say who was on each patrol."""
    shown = listed(session, team_id, wanted).keys
    query = (
        select(m.Leg.patrol_id, m.LegOfficer.member_id)
        .join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
        .where(m.Leg.team_id == team_id, m.Leg.patrol_id.in_(shown))
        .distinct()
    )
    found: dict[int, tuple[Value, ...]] = {}
    for patrol, member in session.execute(query):
        found[patrol] = (*found.get(patrol, ()), member)
    return found


def _titles(session: Session, team_id: int, by: By, values: Iterable[Value]) -> dict[Value, str]:
    """Name the groups, in the order in which they stand."""
    known = list(dict.fromkeys(values))
    if by == "week":
        weeks = sorted((one for one in known if isinstance(one, int)), reverse=True)
        return {one: f"Week of {clock.long_day(patrol_orders.monday(one))}" for one in weeks}
    titles = _NAMES[by](session, team_id)
    return {one: titles[one] for one in sorted(known, key=[*titles].index)}


def _officers(session: Session, team_id: int) -> Mapping[Value, str]:
    keys = {collar: key for key, collar in session.execute(select(m.Member.id, m.Member.collar))}
    called = roster.on_day(session, team_id, clock.today())
    return {**{keys[one.collar]: one.called for one in called}, None: "No officer"}


def _places(session: Session, team_id: int) -> Mapping[Value, str]:
    query = select(m.Place.id, m.Place.name).where(m.Place.team_id == team_id)
    named: dict[Value, str] = dict(
        session.execute(query.order_by(m.Place.name, m.Place.code)).all()
    )
    return {**named, None: "No place"}


def _labels(session: Session, name: str) -> dict[Any, str]:
    query = select(m.Code.code, m.Code.label).where(m.Code.list == name)
    found: dict[Any, str] = dict(session.execute(query.order_by(m.Code.position)).all())
    return found


def _modes(session: Session, _team_id: int) -> Mapping[Value, str]:
    return _labels(session, "mode")


def _reasons(session: Session, team_id: int) -> Mapping[Value, str]:
    query = select(m.Priority.id, m.Priority.title).where(m.Priority.team_id == team_id)
    priorities = session.execute(query.order_by(m.Priority.title, m.Priority.ref))
    purposes = _labels(session, "purpose").items()
    return {
        **{("", key): f"Priority: {title}" for key, title in priorities},
        **{(code, None): label for code, label in purposes},
    }


_NAMES = {"officer": _officers, "place": _places, "mode": _modes, "for": _reasons}
