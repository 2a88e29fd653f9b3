"""What a row names must be there: codes, and rows of the package or of the database.

A row falls with the row of which it is a part, and a patrol with any of its legs; so these
rules are asked again until nothing more falls (product.md, the command line).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final, TypeAlias

from snt_desk.domain.package.ledger import Ledger, Rows
from snt_desk.domain.package.tables import OWN_TEAM, TABLES, Column, PackageTable, Row, by_name

_NOUNS: Final = {
    "teams": ("team", "code"),
    "places": ("place", "code"),
    "members": ("member", "collar number"),
    "priorities": ("priority", "ref"),
    "patrols": ("patrol", "ref"),
    "partners": ("partner", "ref"),
    "meetings": ("meeting", "ref"),
    "consultations": ("consultation", "ref"),
    "events": ("event", "ref"),
    "contacts": ("contact", "ref"),
    "campaigns": ("campaign", "tag"),
    "messages": ("message", "ref"),
}
_MOST_LISTED = 8

_Named: TypeAlias = Mapping[str | None, set[Any]]
"""What is named, by its team; None stands for any team's."""


def check_references(ledger: Ledger, *, first: bool) -> None:
    """Refuse rows whose codes or references are not there, and what falls with its parent.

    The first time also rows that are refused already are looked at, so that people read
    everything that is wrong with a row at once.
    """
    _fall_with_parents(ledger)
    _check_codes(ledger, first=first)
    known = _Known(ledger)
    for table in TABLES:
        for column in table.columns:
            if column.refers:
                rows = ledger.readable(table.name) if first else ledger.alive(table.name)
                _check_column(ledger, known, table, column, rows)


def check_owners(ledger: Ledger) -> None:
    """Refuse rows whose ref another team's row has already: refs are stable for ever."""
    known = _Known(ledger)
    for table in TABLES:
        standing = ledger.standing.table(table.name)
        if table.key != ("ref",) or not standing:
            continue
        owner = table.place(_owner(table))
        for place, row in enumerate(ledger.reading.rows[table.name]):
            there = standing.get((row[0],))
            if there is None or there[owner] == row[owner]:
                continue
            before, now = known.teams_of(table, there), known.teams_of(table, row)
            if before and now and not before & now:
                teams = ", ".join(sorted(before))
                sentence = f"{row[0]} is a row of another team, {teams}. Write another ref."
                ledger.refuse(table.name, place, "ref", sentence)


def _owner(table: PackageTable) -> str:
    """The column that says whose a row is: its team, its parent, or its member."""
    if "team" in table.names:
        return "team"
    return next((column.name for column in table.columns if column.parent), "collar")


class _Known:
    """What may be referred to; gathered when it is first asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._named: dict[str, _Named] = {}
        self._teams: dict[str, dict[Any, str]] = {}

    def allowed(self, column: Column) -> _Named:
        """What a cell of the column may name."""
        if column.posted:
            return {None: self._in("postings")[None] & self._in("members")[None]}
        return self._in(str(column.refers))

    def is_member(self, collar: str) -> bool:
        """Whether there is such a member, posted or not."""
        return collar in self._in("members")[None]

    def team_by_ref(self, table: str) -> dict[Any, str]:
        """The team of each row of a table with a ref."""
        if table not in self._teams:
            places = 0, by_name(table).place("team")
            self._teams[table] = dict(map(itemgetter(*places), self._all(table)))
        return self._teams[table]

    def teams(self, table: PackageTable, rows: Sequence[Row]) -> list[str | None]:
        """The team of each row, its own or its parent's; None if the parent is not there."""
        owner = table.column(_owner(table))
        owners = map(itemgetter(table.place(owner.name)), rows)
        if owner.name == "team":
            return list(owners)
        return list(map(self.team_by_ref(str(owner.refers)).get, owners))

    def teams_of(self, table: PackageTable, row: Row) -> set[str]:
        """The team of a row with a ref; of an absence, all to which the member was posted."""
        if table.name == "absences":
            return {team for collar, team, *_ in self._all("postings") if collar == row[1]}
        return {team for team in self.teams(table, [row]) if team}

    def _in(self, name: str) -> _Named:
        if name not in self._named:
            table = by_name(name)
            key = itemgetter(0 if name == "postings" else table.key_places[-1])
            rows = list(self._all(name))
            teams = self.teams(table, rows) if name in OWN_TEAM else None
            self._named[name] = _by_team(teams, map(key, rows))
        return self._named[name]

    def _all(self, table: str) -> Iterable[Row]:
        standing = self._ledger.standing.table(table)
        return chain(standing.values(), self._ledger.alive(table).rows)


def _check_column(
    ledger: Ledger, known: _Known, table: PackageTable, column: Column, found: Rows
) -> None:
    values = list(map(itemgetter(table.place(column.name)), found.rows))
    teams = known.teams(table, found.rows) if column.own_team else None
    allowed = known.allowed(column)
    missing = {
        (team, ref)
        for team, refs in _all_named(column, teams, values).items()
        for ref in refs - allowed.get(team, set())
        if ref is not None and (team is not None or not column.own_team)
    }
    if not missing:
        return
    lost = ledger.lost(str(column.refers))
    for at, (place, value) in enumerate(zip(found.places, values, strict=True)):
        team = teams[at] if teams else None
        for ref in value if column.many else (value,):
            if (team, ref) not in missing:
                continue
            line = lost.get((team, ref) if column.refers == "places" else (ref,))
            if line is None:
                ledger.refuse(table.name, place, column.name, _absent(known, column, team, ref))
            elif place not in ledger.struck[table.name]:
                sentence = _falls_with(str(column.refers), ref, line)
                ledger.refuse(table.name, place, column.name, sentence)


def _all_named(column: Column, teams: list[str | None] | None, values: list[Any]) -> _Named:
    if not column.many:
        return _by_team(teams, values)
    if teams is None:
        return {None: set(chain.from_iterable(values))}
    lists = _by_team(teams, values)
    return {team: set(chain.from_iterable(some)) for team, some in lists.items()}


def _by_team(teams: Sequence[str | None] | None, values: Iterable[Any]) -> _Named:
    """Gather values by their team; nearly always there is one team, or none that counts."""
    if teams is None:
        return {None: set(values)}
    every = set(teams)
    if len(every) == 1:
        return {every.pop(): set(values)}
    found: defaultdict[str | None, set[Any]] = defaultdict(set)
    for team, value in zip(teams, values, strict=True):
        found[team].add(value)
    return found


def _absent(known: _Known, column: Column, team: str | None, ref: Any) -> str:
    table = str(column.refers)
    noun, key = _NOUNS[table]
    if table == "places":
        return f"Team {team} has no place {ref}. Add the place or write another code."
    if team and ref in known.team_by_ref(table):
        owner = known.team_by_ref(table)[ref]
        return f"The {noun} {ref} is one of team {owner}, not of {team}. Write one of {team}."
    if column.posted and known.is_member(ref):
        return f"{ref} has never been posted to a team. Add a posting or write another {key}."
    return f"There is no {noun} {ref}. Add the {noun} or write another {key}."


def _falls_with(table: str, ref: str, line: int) -> str:
    noun, _ = _NOUNS[table]
    return f"The {noun} {ref} is refused ({table}.csv, row {line}), and this row with it."


def _check_codes(ledger: Ledger, *, first: bool) -> None:
    known: dict[str, list[str]] = {}
    for name, code in ledger.merged("codes"):
        known.setdefault(name, []).append(code)
    for table in TABLES:
        places, rows = ledger.readable(table.name) if first else ledger.alive(table.name)
        for column in table.columns:
            if not column.codes:
                continue
            value = itemgetter(table.place(column.name))
            codes = known.get(column.codes, [])
            missing = set(map(value, rows)).difference(codes, (None,))
            if not missing:
                continue
            for place, row in zip(places, rows, strict=True):
                if value(row) in missing:
                    sentence = _no_code(column.codes, value(row), codes)
                    ledger.refuse(table.name, place, column.name, sentence)


def _no_code(name: str, code: str, codes: Sequence[str]) -> str:
    use = f"Use {', '.join(codes)}" if 0 < len(codes) <= _MOST_LISTED else "Use one of the list"
    return f"{code} is no code of the list {name}. {use}, or add it to the list."


def _fall_with_parents(ledger: Ledger) -> None:
    _fall(ledger, "patrols", "ref", _patrols_with_a_lost_leg(ledger))
    for table in TABLES:
        for column in table.columns:
            if column.parent:
                _fall(ledger, table.name, column.name, _lost_parents(ledger, str(column.refers)))
    standing = {patrol for patrol, _ in ledger.standing.table("legs")}
    legs = standing.union(map(itemgetter(0), ledger.alive("legs").rows))
    for place, row in zip(*ledger.alive("patrols"), strict=True):
        if row[0] not in legs:
            sentence = f"Patrol {row[0]} has no leg. Add its first leg to legs.csv."
            ledger.refuse("patrols", place, "ref", sentence)


def _fall(ledger: Ledger, table: str, column: str, lost: dict[str, str]) -> None:
    if not lost:
        return
    at = by_name(table).place(column)
    for place, row in zip(*ledger.alive(table), strict=True):
        if row[at] in lost:
            ledger.refuse(table, place, column, lost[row[at]])


def _lost_parents(ledger: Ledger, table: str) -> dict[str, str]:
    lost = {
        ref: _falls_with(table, ref, line)
        for (ref,), line in ledger.lost(table).items()
        if ref is not None
    }
    return _patrols_with_a_lost_leg(ledger) | lost if table == "patrols" else lost


def _patrols_with_a_lost_leg(ledger: Ledger) -> dict[str, str]:
    """The patrols of which a leg is refused."""
    lost: dict[str, str] = {}
    for line, (patrol, leg, *_) in ledger.fallen("legs"):
        which = "A leg" if leg is None else f"Leg {leg}"
        if patrol is not None:
            lost[patrol] = (
                f"{which} of patrol {patrol} is refused (legs.csv, row {line}),"
                " and a patrol goes with all its legs."
            )
    return lost
