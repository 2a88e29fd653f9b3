"""The rows of the data package, found in the database and written to it.

One mapping serves import, export and the demo team. It follows from the description of
the package's tables and from the names of the database's columns: what refers to another
table by its key there refers to it by `id` here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, Table, func, select
from sqlalchemy.orm import Session

from snt_desk.db.models import Base
from snt_desk.domain.package import TABLES, Key, PackageTable, Reading, Row, by_name, mentioned
from snt_desk.domain.package.tables import Column

_REFERENCE = {
    "collar": "member_id",
    "owner_collar": "owner_member_id",
    "owner_partner": "owner_partner_id",
}
_HANDLE = {"teams": "code", "places": "code", "members": "collar", "campaigns": "tag"}
_PARENT = {
    "legs": "patrols",
    "visits": "patrols",
    "outcomes": "patrols",
    "responses": "consultations",
    "posts": "messages",
}
_NAMES_PARENT = frozenset({"responses", "posts"})
_FEW = 2_000
_MOST_OF = 4
_CHUNK = 500
CODES_BESIDE: Final[Mapping[tuple[str, str], str]] = {
    ("meeting_series", "kind"): "meeting_kind",
    ("message_channels", "channel"): "message_channel",
    ("planned_patrols", "mode"): "mode",
    ("planned_patrols", "purpose"): "purpose",
}
"""The code list of a column that the package does not carry."""


@dataclass(frozen=True)
class Held:
    """A row that the database holds: its key inside and its values as the package has them."""

    id: int
    row: Row


def table_of(name: str) -> Table:
    """Give the database's table of that name."""
    return Base.metadata.tables[name]


def reference_column(column: Column) -> str:
    """Name the database's column behind a column of the package that names another row."""
    return _REFERENCE.get(column.name, f"{column.name}_id")


def is_list(column: Column) -> bool:
    """Tell a column that names several other rows."""
    return column.many and column.refers is not None


def fetch(session: Session, table: PackageTable, *where: ColumnElement[bool]) -> list[Held]:
    """Read rows of one table as the package has them, in no order."""
    found = session.execute(_query(table).where(*where)).all()
    lists = [n for n, column in enumerate(table.columns, start=1) if is_list(column)]
    if table.name == "codes":
        return [Held(row[0], (*row[1:-1], _flags(row[-1]))) for row in found]
    if not lists:
        return [Held(row[0], tuple(row[1:])) for row in found]
    wanted = [row[0] for row in found] if where else None
    members = {n: _members(session, table, table.columns[n - 1], wanted) for n in lists}
    return [Held(row[0], _with_lists(row, members)) for row in found]


def of_team(table: PackageTable, team: str) -> tuple[ColumnElement[bool], ...]:
    """Give the condition that a row bears a team, itself or through its parent."""
    own = table_of(table.name)
    teams = table_of("teams")
    wanted = select(teams.c.id).where(teams.c.code == team).scalar_subquery()
    if "team_id" in own.c:
        return (own.c.team_id == wanted,)
    if table.name == "visits":
        legs = table_of("legs")
        return (own.c.leg_id.in_(select(legs.c.id).where(legs.c.team_id == wanted)),)
    if table.name == "outcomes":
        patrols, events = table_of("patrols"), table_of("events")
        return (
            own.c.patrol_id.in_(select(patrols.c.id).where(patrols.c.team_id == wanted))
            | own.c.event_id.in_(select(events.c.id).where(events.c.team_id == wanted)),
        )
    if table.name in _PARENT:
        parent = table_of(_PARENT[table.name])
        key = own.c[f"{_PARENT[table.name][:-1]}_id"]
        return (key.in_(select(parent.c.id).where(parent.c.team_id == wanted)),)
    return ()


def held(session: Session, reading: Reading) -> dict[str, dict[Key, Held]]:
    """Read what the database holds that a package could meet (`package.Standing`).

    Of every table the rows whose key the package has or refers to, of patrols with all
    their children; of the short tables everything.
    """
    return named(session, refs_mentioned(reading))


def refs_mentioned(reading: Reading, aside: Collection[str] = ()) -> dict[str, set[str]]:
    """Say which rows a package could meet: refs (collars, codes) by table, some tables aside."""
    found = mentioned(reading, aside)
    return {name: {str(key[0]) for key in names} for name, names in found.items()}


def named(session: Session, refs: Mapping[str, set[str]]) -> dict[str, dict[Key, Held]]:
    """Read the rows with these refs (every table is there), and what `held` says besides."""
    wanted = {name: set(some) for name, some in refs.items()}
    found: dict[str, dict[Key, Held]] = {}
    # Children that know their parent by their own ref come first: they bring the parent in.
    for table in sorted(TABLES, key=lambda one: one.name not in _NAMES_PARENT):
        key = key_getter(table)
        rows = _meeting(session, table, wanted)
        found[table.name] = {key(one.row): one for one in rows}
        if table.name in _NAMES_PARENT:
            wanted[_PARENT[table.name]].update(one.row[1] for one in rows)
    return found


def key_getter(table: PackageTable) -> Callable[[Row], Key]:
    """Give the function from a row to its key."""
    return itemgetter(*table.key_places) if len(table.key) > 1 else _single(table.key_places[0])


def _single(place: int) -> Callable[[Row], Key]:
    return lambda row: (row[place],)


def _meeting(session: Session, table: PackageTable, wanted: Mapping[str, set[str]]) -> list[Held]:
    own = table_of(table.name)
    if table.name in _SHORT:
        return fetch(session, table)
    via = table.name if table.name in _NAMES_PARENT else _PARENT.get(table.name, table.name)
    names = wanted[via] | (wanted["events"] if table.name == "outcomes" else set())
    if not names or not session.execute(select(own.c.id).limit(1)).first():
        return []
    if len(names) > _FEW and len(names) * _MOST_OF > _count(session, via):
        return fetch(session, table)
    listed = sorted(names)
    found: list[Held] = []
    for start in range(0, len(listed), _CHUNK):
        chunk = listed[start : start + _CHUNK]
        found += fetch(session, table, _named(table.name, via, chunk))
    return found


def _count(session: Session, name: str) -> int:
    return session.execute(select(func.count()).select_from(table_of(name))).scalar_one()


def _named(name: str, via: str, refs: list[str]) -> ColumnElement[bool]:
    own = table_of(name)
    if via == name:
        return own.c.ref.in_(refs)
    patrols, legs = table_of("patrols"), table_of("legs")
    patrol_ids = select(patrols.c.id).where(patrols.c.ref.in_(refs))
    if name == "visits":
        return own.c.leg_id.in_(select(legs.c.id).where(legs.c.patrol_id.in_(patrol_ids)))
    if name == "outcomes":
        events = table_of("events")
        event_ids = select(events.c.id).where(events.c.ref.in_(refs))
        return own.c.patrol_id.in_(patrol_ids) | own.c.event_id.in_(event_ids)
    return own.c.patrol_id.in_(patrol_ids)


_SHORT = frozenset({"teams", "places", "members", "postings", "campaigns", "nil_sections", "codes"})


def _query(table: PackageTable) -> Select[Any]:
    own = table_of(table.name)
    joined: FromClause = own
    columns: list[Any] = [own.c.id]
    for column in table.columns:
        if is_list(column):
            columns.append(own.c.id)
        elif table.name == "visits" and column.name in {"patrol", "leg"}:
            if column.name == "patrol":
                legs, patrols = table_of("legs"), table_of("patrols")
                joined = joined.join(legs, own.c.leg_id == legs.c.id)
                joined = joined.join(patrols, legs.c.patrol_id == patrols.c.id)
                columns += [patrols.c.ref, legs.c.leg]
        elif column.refers:
            target = table_of(column.refers).alias(column.name)
            key = own.c[reference_column(column)]
            joined = joined.join(target, key == target.c.id, isouter=not column.required)
            columns.append(target.c[_HANDLE.get(column.refers, "ref")])
        else:
            columns.append(own.c[column.name])
    query = select(*columns).select_from(joined)
    return query.order_by(own.c.list, own.c.position) if table.name == "codes" else query


def _flags(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _members(
    session: Session, table: PackageTable, column: Column, wanted: list[int] | None
) -> dict[int, tuple[str, ...]]:
    """Read a list column: the names in order, by the key of the row that has them."""
    links, parent, child = link_table(table, column)
    target = table_of(str(column.refers))
    query = (
        select(links.c[parent], target.c[_HANDLE.get(str(column.refers), "ref")])
        .join(target, links.c[child] == target.c.id)
        .order_by(links.c[parent], links.c.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    parts = [None] if wanted is None else _chunks(wanted)
    for part in parts:
        chosen = query if part is None else query.where(links.c[parent].in_(part))
        for key, name in session.execute(chosen):
            found[key].append(name)
    return {key: tuple(names) for key, names in found.items()}


def link_table(table: PackageTable, column: Column) -> tuple[Table, str, str]:
    """Give the table behind a list column, and its columns for the row and for the named."""
    one = table.name[:-1]
    child = "member_id" if column.refers == "members" else f"{str(column.refers)[:-1]}_id"
    return table_of(f"{one}_{column.name}"), f"{one}_id", child


def _chunks(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]


def _with_lists(row: Sequence[Any], members: Mapping[int, Mapping[int, tuple[str, ...]]]) -> Row:
    values = list(row)
    for n, found in members.items():
        values[n] = found.get(row[0], ())
    return tuple(values[1:])


def visited(session: Session, places: Sequence[Row]) -> frozenset[tuple[str, str]]:
    """Tell which of these places (rows of the package) are the hot spot of a visit."""
    place, visits, teams = table_of("places"), table_of("visits"), table_of("teams")
    query = (
        select(teams.c.code, place.c.code)
        .join(place, place.c.team_id == teams.c.id)
        .where(select(visits.c.id).where(visits.c.hotspot_id == place.c.id).exists())
    )
    return frozenset(session.execute(query)) if places else frozenset()


def table_named(name: str) -> PackageTable:
    """Give the package's description of a table."""
    return by_name(name)
