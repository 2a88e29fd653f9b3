"""The patrol log as a table: its patrols in any order, a block of lines at a time.

By date, only what is painted is read: the position in a list is found on the index of first
legs, and the rows of one block are fetched by their keys. In any other order the keys of
the whole list are sorted once (docs/decisions/0017).
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.services import patrol_filter, patrol_orders, patrol_rows
from snt_desk.services.keyed_lists import Order
from snt_desk.services.patrol_filter import FIRST, Filter, count, listed, number_of, settled
from snt_desk.services.patrol_orders import NEWEST, OLDEST
from snt_desk.services.patrol_rows import PatrolRow
from snt_desk.services.patrol_totals import Totals, totals

__all__ = [
    "NEWEST",
    "OLDEST",
    "Filter",
    "Order",
    "PatrolRow",
    "Totals",
    "count",
    "key_of",
    "keys",
    "named",
    "out_now",
    "position",
    "rows",
    "rows_of",
    "settled",
    "totals",
]

_CHUNK = 500
_SLICE = 4096
"""Keys are handed over so many at a time: one after the other would take longer than to sort."""
_any = m.Base.metadata.tables["legs"].alias("any_leg").c
_OPEN = select(_any.patrol_id).where(
    _any.team_id == bindparam("team"),
    _any.end.is_(None),
    _any.start.between(bindparam("first"), bindparam("last")),
)


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
    wanted = settled(session, team_id, wanted)
    out = out_now(session, team_id, wanted) if newest_first else []
    page = (
        listed(session, team_id, wanted)
        .without(out)
        .ordered(newest_first=newest_first)
        .offset(max(0, offset - len(out)))
    )
    above = out[offset : offset + limit]
    below = session.scalars(page.limit(limit - len(above))).all()
    return rows_of(session, team_id, [*above, *below])


def rows_of(session: Session, team_id: int, wanted: Sequence[int]) -> list[PatrolRow]:
    """Read the lines of the patrols with these keys, in this order; what is gone is left out."""
    return patrol_rows.read(session, wanted, cautions_of=team_id)


def keys(
    session: Session, team_id: int, wanted: Filter, orders: tuple[Order, ...] = NEWEST
) -> array[int]:
    """Give the keys of a whole list in any order: eight bytes for each patrol.

    It takes one statement that sorts; unless it is sorted by what is judged.
    """
    wanted = settled(session, team_id, wanted)
    if patrol_orders.WARNINGS in dict(orders):
        return _by_warnings(session, team_id, wanted, orders)
    return _all_at_once(session, patrol_orders.ordered(session, team_id, wanted, orders))


def _by_warnings(
    session: Session, team_id: int, wanted: Filter, orders: tuple[Order, ...]
) -> array[int]:
    """Sort by the words of what looks odd, which are judged of every patrol of the list."""
    others = tuple(one for one in orders if one[0] != patrol_orders.WARNINGS)
    sorted_keys = keys(session, team_id, wanted, others or NEWEST)
    said = patrol_rows.briefs(session, team_id, sorted_keys)
    if orders[0][0] == patrol_orders.WARNINGS:
        marked = [key for key in sorted_keys if key in said]
        marked.sort(key=said.__getitem__, reverse=orders[0][1])
        return array("q", chain(marked, (key for key in sorted_keys if key not in said)))
    return _within_equals(session, team_id, others[0], sorted_keys, said, reverse=orders[1][1])


def _within_equals(  # a sorted list, what it is sorted by, and what decides among equals
    session: Session,
    team_id: int,
    order: Order,
    sorted_keys: array[int],
    said: Mapping[int, str],
    *,
    reverse: bool,
) -> array[int]:
    """Sort by warnings where the first column says the same of several patrols."""
    value = patrol_orders.value(session, team_id, order[0])
    query = select(FIRST.patrol_id, value).where(
        FIRST.leg == 1, FIRST.patrol_id.in_(patrol_filter.written_out(sorted_keys))
    )
    values: dict[int, object] = dict(session.execute(query).all())
    made: array[int] = array("q")
    for _, equals in groupby(sorted_keys, key=values.__getitem__):
        these = list(equals)
        marked = [key for key in these if key in said]
        marked.sort(key=said.__getitem__, reverse=reverse)
        made.extend(chain(marked, (key for key in these if key not in said)))
    return made


def _all_at_once(session: Session, sorted_keys: Select[Any]) -> array[int]:
    """Fetch keys as one text: row by row the window would not get its turn meanwhile."""
    keys = sorted_keys.subquery()
    text = session.scalar(select(func.aggregate_strings(cast(keys.c[0], String), ",")))
    made: array[int] = array("q")
    parts = text.split(",") if text else []
    for start in range(0, len(parts), _SLICE):
        made.extend(map(int, parts[start : start + _SLICE]))
    return made


def out_now(session: Session, team_id: int, wanted: Filter) -> list[int]:
    """List the keys of the patrols of a list that are out, the newest first.

    Whoever went out more than a day ago has forgotten to come back, and is not meant.
    """
    now = clock.now()
    since = {"team": team_id, "first": now - clock.DAY, "last": now}
    # Asked first: most often nobody is out, and then that is all.
    found = session.scalars(_OPEN, since).all()
    if not found:
        return []
    chosen = listed(session, team_id, wanted, begun=(now - clock.DAY, now))
    return list(session.scalars(chosen.only(found).ordered(newest_first=True)))


def named(session: Session, refs: Sequence[str]) -> list[PatrolRow]:
    """Read the lines of these patrols, in no order."""
    found: list[PatrolRow] = []
    for start in range(0, len(refs), _CHUNK):
        wanted = select(m.Patrol.id).where(m.Patrol.ref.in_(refs[start : start + _CHUNK]))
        found += patrol_rows.read(session, session.scalars(wanted).all())
    return found


def key_of(session: Session, ref: str) -> int | None:
    """Give the key of a patrol, by which lists in any order know it; None if it is gone."""
    return session.scalar(select(m.Patrol.id).where(m.Patrol.ref == ref))


def position(
    session: Session,
    team_id: int,
    wanted: Filter,
    ref: str,
    *,
    newest_first: bool = True,
    within: int | None = None,
) -> int | None:
    """Say at which place of a list by date a patrol stands; None if it is not in it.

    With *within* it is only looked for among so many: the further down, the longer it takes.
    """
    leg = m.Leg
    known = select(leg.patrol_id, leg.start).join(m.Patrol, m.Patrol.id == leg.patrol_id)
    found = session.execute(known.where(m.Patrol.ref == ref, leg.leg == 1)).first()
    if found is None:
        return None
    key, start = found
    wanted = settled(session, team_id, wanted)
    chosen = listed(session, team_id, wanted, begun=(start, start)).only([key])
    place = session.execute(chosen.keys.with_only_columns(*chosen.order)).first()
    if place is None:
        return None
    out = out_now(session, team_id, wanted) if newest_first else []
    if key in out:
        return out.index(key)
    chosen = listed(session, team_id, wanted).without(out)
    before = chosen.before(place, newest_first=newest_first)
    above = number_of(session, chosen.keys.where(before).limit(within))
    return None if above == within else len(out) + above
