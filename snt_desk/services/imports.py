"""A data package into the database: checked whole, written as one change, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, update
from sqlalchemy.orm import Session

from snt_desk.db import keys
from snt_desk.domain import package
from snt_desk.domain.package import (
    TABLES,
    Checked,
    Key,
    PackageTable,
    Problem,
    Reading,
    Row,
    Standing,
)
from snt_desk.domain.retention import ANONYMISED, is_anonymised
from snt_desk.services import code_lists, records
from snt_desk.services.records import Held
from snt_desk.services.undisturbed import undisturbed

_FIRST = (
    "teams",
    "campaigns",
    "members",
    "places",
    "postings",
    "partners",
    "priorities",
    "consultations",
    "patrols",
    "legs",
    "visits",
    "events",
)
"""Parents before their children; the rest follows in the package's order."""

_DETAILS: Final = slice(4, 8)
"""Where subject, name, contact and access needs stand in a row of contacts."""
_STAYS_ANONYMISED: Final = "This contact was anonymised. Its details were not taken in again."


@dataclass(frozen=True)
class TableReport:
    """What became of the rows of one table."""

    table: str
    added: int
    updated: int
    unchanged: int
    refused: int


@dataclass(frozen=True)
class Report:
    """What an import did, or would do; `written` is false where it was refused as a whole.

    `cautions` are rows of which something was not taken, and rightly: they stop nothing.
    """

    tables: tuple[TableReport, ...]
    problems: tuple[Problem, ...]
    written: bool
    cautions: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Split:
    """The good rows of one table: new ones, and changed ones with the row they replace."""

    new: list[Row]
    changed: list[tuple[Held, Row]]
    unchanged: int


def read(source: Path) -> Reading:
    """Read a data package (folder or .zip); raises DeskError where it cannot be read at all."""
    with undisturbed():
        return package.read(source)


def look(session: Session, reading: Reading) -> Report:
    """Say what an import would do, and write nothing."""
    found = records.held(session, reading)
    checked = package.check(reading, standing(session, reading, found))
    cautions = _not_filled(reading, checked, found["contacts"])
    split = _split(checked.accepted, found)
    return replace(_report(checked, split, written=False), cautions=cautions)


def take(session: Session, reading: Reading, *, partial: bool) -> Report:
    """Write the package's rows; with any problem nothing, or with `partial` the good rows."""
    with undisturbed():
        found = records.held(session, reading)
        checked = package.check(reading, standing(session, reading, found))
        cautions = _not_filled(reading, checked, found["contacts"])
        split = _split(checked.accepted, found)
        wanted = partial or not checked.problems
        if wanted:
            _write(session, split, found)
            code_lists.put(session, checked.accepted.get("codes", ()))
        return replace(_report(checked, split, written=wanted), cautions=cautions)


def put(
    session: Session,
    accepted: Mapping[str, Sequence[Row]],
    found: Mapping[str, Mapping[Key, Held]],
) -> None:
    """Write rows that a check has let pass, new ones and those that replace what is there."""
    _write(session, _split(accepted, found), found)


def standing(
    session: Session, reading: Reading, found: Mapping[str, Mapping[Key, Held]]
) -> Standing:
    """Say what stands already of what a reading could meet, for its check."""
    return Standing(
        rows={name: {key: one.row for key, one in rows.items()} for name, rows in found.items()},
        visited=records.visited(session, reading.rows.get("places", ())),
    )


def _split(
    accepted: Mapping[str, Sequence[Row]], found: Mapping[str, Mapping[Key, Held]]
) -> dict[str, _Split]:
    split: dict[str, _Split] = {}
    for table in TABLES:
        key, there = records.key_getter(table), found[table.name]
        made = _Split([], [], 0)
        same = 0
        for row in accepted.get(table.name, ()):
            standing = there.get(key(row)) if there else None
            if standing is None:
                made.new.append(row)
            elif standing.row == row:
                same += 1
            else:
                made.changed.append((standing, row))
        split[table.name] = _Split(made.new, made.changed, same)
    return split


def _not_filled(
    reading: Reading, checked: Checked, found: Mapping[Key, Held]
) -> tuple[Problem, ...]:
    """Leave anonymised contacts so, whatever an older package says of them; and say which."""
    gone = {key for key, held in found.items() if is_anonymised(*held.row[_DETAILS])}
    if not gone:
        return ()
    bare = (ANONYMISED, None, None, None)
    accepted = checked.accepted["contacts"]
    filled = {row[0] for row in accepted if (row[0],) in gone and row[_DETAILS] != bare}
    # A list of its own: the reading may be taken in another time.
    checked.accepted["contacts"] = [
        (*row[: _DETAILS.start], *bare, *row[_DETAILS.stop :]) if row[0] in filled else row
        for row in accepted
    ]
    lines = zip(reading.lines["contacts"], reading.rows["contacts"], strict=True)
    return tuple(
        Problem("contacts.csv", line, "subject", "", _STAYS_ANONYMISED)
        for line, row in lines
        if row[0] in filled
    )


def _report(checked: Checked, split: Mapping[str, _Split], *, written: bool) -> Report:
    return Report(
        tables=tuple(
            TableReport(
                name,
                len(split[name].new),
                len(split[name].changed),
                split[name].unchanged,
                checked.refused.get(name, 0),
            )
            for name in (table.name for table in TABLES)
        ),
        problems=tuple(checked.problems),
        written=written,
    )


def _write(
    session: Session, split: Mapping[str, _Split], found: Mapping[str, Mapping[Key, Held]]
) -> None:
    names = _Names(found)
    rest = [table.name for table in TABLES if table.name not in {*_FIRST, "codes"}]
    for name in (*_FIRST, *rest):
        if split[name].new or split[name].changed:
            _write_table(session, records.table_named(name), split[name], names)


class _Names:
    """What the package calls a row, to its key inside; grows as rows are written."""

    def __init__(self, found: Mapping[str, Mapping[Key, Held]]) -> None:
        self._ids: dict[str, dict[Key, int]] = {
            name: {key: one.id for key, one in rows.items()} for name, rows in found.items()
        }
        self._teams: dict[str, dict[str, str]] = {"patrols": {}, "consultations": {}}
        for name, teams in self._teams.items():
            teams.update({one.row[0]: one.row[1] for one in found[name].values()})

    def add(self, table: PackageTable, rows: Sequence[Row], ids: Sequence[int]) -> None:
        """Remember new rows."""
        key = records.key_getter(table)
        self._ids[table.name].update(zip(map(key, rows), ids, strict=True))
        if table.name in self._teams:
            self._teams[table.name].update((row[0], row[1]) for row in rows)

    def team_of(self, table: PackageTable) -> Callable[[Row], str]:
        """Give the function from a row to the code of its team."""
        columns = [column.name for column in table.columns]
        if "team" in columns:
            own = columns.index("team")
            return lambda row: str(row[own])
        parent = "consultations" if table.name == "responses" else "patrols"
        at = columns.index(parent[:-1])
        teams = self._teams[parent]
        return lambda row: teams[row[at]]

    def finder(self, table: PackageTable, refers: str) -> Callable[[Row, Any], int | None]:
        """Give the function from a row and a name in it to the key of the row named."""
        ids = self._ids[refers]
        if refers != "places":
            return lambda _row, name: None if name is None else ids[(name,)]
        team = self.team_of(table)
        return lambda row, name: None if name is None else ids[(team(row), name)]

    def leg(self, patrol: str, leg: int) -> int:
        """Give the key of a patrol's leg."""
        return self._ids["legs"][(patrol, leg)]


def _write_table(session: Session, table: PackageTable, split: _Split, names: _Names) -> None:
    own = records.table_of(table.name)
    ids = keys.reserve(session, own, len(split.new))
    if table.name == "places":
        # A beat may stand below what lies in it: parents are named once all have a key.
        names.add(table, split.new, ids)
    columns, values = _values(table, names)
    columns = ("id", *columns)
    rows = [(key, *values(row)) for key, row in zip(ids, split.new, strict=True)]
    if table.name == "places":
        parent = columns.index("parent_id")
        bare = [(*row[:parent], None, *row[parent + 1 :]) for row in rows]
        keys.add_rows(session, own, columns, bare)
        _update(session, own, columns, [row for row in rows if row[parent] is not None])
    else:
        keys.add_rows(session, own, columns, rows)
        names.add(table, split.new, ids)
    _update(session, own, columns, [(held.id, *values(row)) for held, row in split.changed])
    for column in table.columns:
        if records.is_list(column):
            _write_list(session, table, column, [*zip(ids, split.new, strict=True)], names)
            changed = [(held.id, row) for held, row in split.changed]
            _clear_list(session, table, column, [key for key, _ in changed])
            _write_list(session, table, column, changed, names)


def _values(
    table: PackageTable, names: _Names
) -> tuple[tuple[str, ...], Callable[[Row], tuple[Any, ...]]]:
    """Name the database's columns, and give the function from a row to their values."""
    columns: list[str] = []
    found: list[Callable[[Row], Any]] = []
    for n, column in enumerate(table.columns):
        if records.is_list(column) or (table.name == "visits" and column.name in {"patrol", "leg"}):
            continue
        if column.refers:
            columns.append(records.reference_column(column))
            found.append(_at_reference(names.finder(table, column.refers), n))
        else:
            columns.append(column.name)
            found.append(itemgetter(n))
    if table.name == "legs":
        team, find = names.team_of(table), names.finder(table, "teams")
        columns.append("team_id")
        found.append(lambda row: find(row, team(row)))
    if table.name == "visits":
        columns.append("leg_id")
        found.append(lambda row: names.leg(row[0], row[1]))
    return tuple(columns), lambda row: tuple([one(row) for one in found])


def _at_reference(
    find: Callable[[Row, Any], int | None], place: int
) -> Callable[[Row], int | None]:
    return lambda row: find(row, row[place])


def _update(
    session: Session, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    if not rows:
        return
    changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns[1:]}
    bound = [
        {f"new_{name}": value for name, value in zip(columns, row, strict=True)} for row in rows
    ]
    session.connection().execute(
        update(table)
        .where(table.c.id == bindparam("new_id"))
        .values(**changed, version=table.c.version + 1),
        bound,
    )


def _clear_list(session: Session, table: PackageTable, column: Any, ids: list[int]) -> None:
    links, parent, _ = records.link_table(table, column)
    for key in ids:
        session.execute(delete(links).where(links.c[parent] == key))


def _write_list(
    session: Session,
    table: PackageTable,
    column: Any,
    rows: Sequence[tuple[int, Row]],
    names: _Names,
) -> None:
    links, parent, child = records.link_table(table, column)
    at = [one.name for one in table.columns].index(column.name)
    find = names.finder(table, str(column.refers))
    made = [
        (key, position, find(row, name))
        for key, row in rows
        for position, name in enumerate(row[at], start=1)
    ]
    keys.add_rows(session, links, (parent, "position", child), made)
