"""What a row of a sheet would change of the records there are, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Final

from snt_desk.domain import clock, facts
from snt_desk.domain.clock import DAY
from snt_desk.domain.minutes import main_mode
from snt_desk.domain.package import Key, PackageTable, Row, key_of
from snt_desk.domain.package import by_name as table_named
from snt_desk.domain.sheet import Around, Kind
from snt_desk.domain.sheet.showing import shown_value
from snt_desk.services.records import Held

_NEW, _CHANGED, _SAME = "new", "changed", "same"
_ALWAYS_GIVEN: Final = frozenset({"ref", "start", "end", "from"})
_Rows = Mapping[str, tuple[Row, ...]]
_Found = Mapping[str, Mapping[Key, Held]]
_Outcomes = Mapping[str, Sequence[tuple[str, int]]]


@dataclass(frozen=True)
class Change:
    """What a row does: how many rows of each table are new, changed and the same, in words too."""

    tables: Mapping[str, Mapping[str, int]]
    says: tuple[str, ...] = field(default=())

    @cached_property
    def is_new(self) -> bool:
        """Whether there is nothing yet of what the row says."""
        return not any(counts.get(_CHANGED) or counts.get(_SAME) for counts in self.tables.values())

    @cached_property
    def is_same(self) -> bool:
        """Whether everything that the row says is there already."""
        return not any(counts.get(_NEW) or counts.get(_CHANGED) for counts in self.tables.values())


def laid_over(
    kind: Kind, matched: frozenset[str], rows: _Rows, found: _Found
) -> tuple[_Rows, str | None]:
    """Keep of records there are what the sheet has no column for.

    Gives the rows to write, and a sentence where the row cannot stand for its record.
    """
    laid: dict[str, tuple[Row, ...]] = {}
    for name, some in rows.items():
        table = table_named(name)
        there = found[name]
        laid[name] = tuple(
            _kept(kind, matched, table, row, held.row)
            if (held := there.get(key_of(table, row)))
            else row
            for row in some
        )
    if kind.name == "patrols":
        ref = rows["patrols"][0][0]
        legs = tuple(_legs_of(ref, found))
        if len(legs) > 1:
            if not _are_one(legs, rows["legs"][0], matched):
                return rows, f"Patrol {ref} has several legs. Change those in the log."
            laid["legs"] = legs
    return laid, None


def _legs_of(ref: str, found: _Found) -> Iterator[Row]:
    number = 1
    while held := found["legs"].get((ref, number)):
        yield held.row
        number += 1


def _are_one(legs: Sequence[Row], row: Row, matched: frozenset[str]) -> bool:
    """Whether a row says of several legs what a list of the log says of them in one line."""
    *_, officers, partners = zip(*legs, strict=True)
    whole = {
        "mode": _main_mode(legs),
        "place": next((leg[3] for leg in legs if leg[3]), None),
        "start": legs[0][4],
        "end": legs[-1][5],
        "officers": set().union(*officers),
        "partners": set().union(*partners),
    }
    said = dict(zip(table_named("legs").names, row, strict=True))
    said |= {name: set(said[name]) for name in ("officers", "partners")}
    return all(said[name] == whole[name] for name in whole if name in matched | _ALWAYS_GIVEN)


def _main_mode(legs: Sequence[Row]) -> str:
    parts = tuple(
        facts.Leg("", number, mode, None, start, end, ())
        for _, number, mode, _, start, end, *_ in legs
    )
    return main_mode(facts.Patrol("", "", priority=None, visible=True, legs=parts))


def _kept(kind: Kind, matched: frozenset[str], table: PackageTable, row: Row, held: Row) -> Row:
    return tuple(
        before if kind.has(name) and name not in matched and name not in _ALWAYS_GIVEN else now
        for name, now, before in zip(table.names, row, held, strict=True)
    )


def compared(kind: Kind, rows: _Rows, found: _Found, outcomes: _Outcomes, around: Around) -> Change:
    """Compare the rows to write with those there are; *outcomes* are those by their record."""
    first = next(iter(rows))
    if not found[first] or key_of(table_named(first), rows[first][0]) not in found[first]:
        return _all_new(tuple([(name, len(some)) for name, some in rows.items()]))
    tables: dict[str, Counter[str]] = {}
    says: list[str] = []
    for name, some in rows.items():
        table, counts = table_named(name), tables.setdefault(name, Counter())
        for row in some:
            held = found[name].get(key_of(table, row))
            if held is None:
                counts[_NEW] += 1
                says += _said_of_new(name, row, around)
            elif held.row == row:
                counts[_SAME] += 1
            else:
                counts[_CHANGED] += 1
                says += _differences(kind, table, row, held.row, around)
    says += _staying(rows, outcomes, around)
    return Change(tables, tuple(says))


@lru_cache(maxsize=256)
def _all_new(sizes: tuple[tuple[str, int], ...]) -> Change:
    return Change({name: {_NEW: size} for name, size in sizes})


def _said_of_new(name: str, row: Row, around: Around) -> Iterator[str]:
    if name == "outcomes":
        yield f"{around.codes.label('outcome', row[2])} was none."
    elif name == "postings":
        yield f"The posting from {clock.long_day(row[4])} is new."


def _differences(
    kind: Kind, table: PackageTable, row: Row, before: Row, around: Around
) -> Iterator[str]:
    if table.name == "outcomes":
        yield f"{around.codes.label('outcome', row[2])} was {before[3]}."
        return
    for name, now, then in zip(table.names, row, before, strict=True):
        if now != then:
            label = kind.field(name).label if kind.has(name) else name
            yield f"{label} was {_shown(kind, name, then, around) or 'empty'}."


def _shown(kind: Kind, name: str, value: Any, around: Around) -> str:
    if isinstance(value, datetime):
        return f"{clock.wall(value)} on {clock.long_day(clock.local_day(value))}"
    if name == "to" and isinstance(value, date):
        return clock.long_day(value - DAY)
    return shown_value(kind, name, value, around)


def _staying(rows: _Rows, outcomes: _Outcomes, around: Around) -> Iterator[str]:
    """Name the outcomes that a changed row no longer has: an import takes nothing away."""
    first = next(iter(rows))
    given = {row[2] for row in rows.get("outcomes", ())}
    for kind, count in outcomes.get(rows[first][0][0], ()):
        if kind not in given:
            label = around.codes.label("outcome", kind)
            yield f"{label} stays {count}: an import takes nothing away."
