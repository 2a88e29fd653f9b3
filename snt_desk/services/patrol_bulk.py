"""Several patrols changed at once: only what is said is changed, in all of them, as one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.errors import DeskError

_CHUNK = 500
_NAMED = 5
"""So many problems are named; of the rest it is said how many there are."""
_tables = m.Base.metadata.tables
_patrol, _leg, _officer = _tables["patrols"], _tables["legs"], _tables["leg_officers"]


@dataclass(frozen=True)
class Amendment:
    """What is to be said of patrols; None leaves what stands there.

    `place` is a code, `purpose` a code and `priority` a ref (with a purpose alone a patrol
    is for no priority any more), `add` and `remove` are collars, on every leg.
    """

    mode: str | None = None
    place: str | None = None
    purpose: str | None = None
    priority: str | None = None
    operation: str | None = None
    visible: bool | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self == Amendment()


def amend(session: Session, team_id: int, refs: Sequence[str], wanted: Amendment) -> None:
    """Change all these patrols, or none of them.

    Raises DeskError that names the patrols of which it cannot be true, or what is not there.
    """
    keys = _keys(session, team_id, refs)
    problems = [one for part in _parts(keys) for one in _problems(session, part, wanted)]
    if problems:
        more = len(problems) - _NAMED
        said = [*problems[:_NAMED], *([f"And {more:,} more."] if more > 0 else [])]
        raise DeskError("Nothing was changed", "\n".join(said))
    of_legs, of_patrols = _values(session, team_id, wanted)
    added = _members(session, wanted.add)
    removed = _members(session, wanted.remove)
    for part in _parts(keys):
        _write(session, _patrol, _patrol.c.id.in_(part), of_patrols)
        _write(session, _leg, _leg.c.patrol_id.in_(part), of_legs)
        for member in added:
            _add(session, part, member)
        if removed:
            on_legs = _officer.c.leg_id.in_(select(_leg.c.id).where(_leg.c.patrol_id.in_(part)))
            session.execute(delete(_officer).where(on_legs, _officer.c.member_id.in_(removed)))


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def _keys(session: Session, team_id: int, refs: Sequence[str]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(refs), _CHUNK):
        part = refs[start : start + _CHUNK]
        query = select(m.Patrol.id).where(m.Patrol.team_id == team_id, m.Patrol.ref.in_(part))
        found += session.scalars(query)
    if gone := len(set(refs)) - len(found):
        number = f"{gone:,} of these patrols are" if gone > 1 else "One of these patrols is"
        raise DeskError(f"{number} no longer there", "Undo brings it back.")
    return found


def _problems(session: Session, keys: Sequence[int], wanted: Amendment) -> Iterator[str]:
    """Name the legs on which nobody would be left."""
    both = set(wanted.add) & set(wanted.remove)
    if both:
        raise DeskError("Nothing was changed", f"{min(both)} cannot be added and taken off.")
    if not wanted.remove or wanted.add:
        return
    stays = (
        select(_officer.c.id)
        .join(m.Member, m.Member.id == _officer.c.member_id)
        .where(_officer.c.leg_id == m.Leg.id, m.Member.collar.not_in(wanted.remove))
    )
    partners = select(m.LegPartner.id).where(m.LegPartner.leg_id == m.Leg.id)
    empty = (
        select(m.Leg.start)
        .where(m.Leg.patrol_id.in_(keys), ~or_(stays.exists(), partners.exists()))
        .order_by(m.Leg.start)
    )
    for start in session.scalars(empty):
        day = clock.short_day(clock.local_day(start))
        yield f"{day}, {clock.wall(start)}: nobody would be left on it."


def _values(
    session: Session, team_id: int, wanted: Amendment
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what legs and patrols are to hold; DeskError for what is not there."""
    of_legs: dict[str, Any] = {}
    of_patrols: dict[str, Any] = {}
    if wanted.mode is not None:
        of_legs["mode"] = wanted.mode
    if wanted.place is not None:
        place = select(m.Place.id).where(m.Place.team_id == team_id, m.Place.code == wanted.place)
        of_legs["place_id"] = _found(session, place, f"place {wanted.place}")
    if wanted.purpose is not None:
        of_patrols |= {"purpose": wanted.purpose, "priority_id": None}
    if wanted.priority is not None:
        mine = m.Priority.team_id == team_id
        priority = select(m.Priority.id).where(mine, m.Priority.ref == wanted.priority)
        of_patrols["priority_id"] = _found(session, priority, f"priority {wanted.priority}")
    if wanted.operation is not None:
        of_patrols["operation"] = wanted.operation or None
    if wanted.visible is not None:
        of_patrols["visible"] = wanted.visible
    return of_legs, of_patrols


def _found(session: Session, query: Any, called: str) -> int:
    key: int | None = session.scalar(query)
    if key is None:
        raise DeskError(f"There is no {called}", "Choose one from the list.")
    return key


def _members(session: Session, collars: Sequence[str]) -> list[int]:
    return [
        _found(session, select(m.Member.id).where(m.Member.collar == one), f"officer {one}")
        for one in collars
    ]


def _write(session: Session, table: Any, which: Any, values: dict[str, Any]) -> None:
    """Write what is not there already: what stays the same leaves no trace."""
    if not values:
        return
    differs = or_(*(table.c[name].is_distinct_from(value) for name, value in values.items()))
    session.execute(
        update(table).where(which, differs).values(**values, version=table.c.version + 1)
    )


def _add(session: Session, patrols: Sequence[int], member: int) -> None:
    """Put somebody on every leg where they are not, after the others."""
    there = select(_officer.c.id).where(
        _officer.c.leg_id == _leg.c.id, _officer.c.member_id == member
    )
    last = select(func.coalesce(func.max(_officer.c.position), 0) + 1).where(
        _officer.c.leg_id == _leg.c.id
    )
    rows = select(_leg.c.id, last.scalar_subquery(), literal(member)).where(
        _leg.c.patrol_id.in_(patrols), ~there.exists()
    )
    session.execute(insert(_officer).from_select(["leg_id", "position", "member_id"], rows))
