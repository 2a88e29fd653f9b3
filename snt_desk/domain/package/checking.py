"""Checking a data package against what the database holds, before anything is written.

Every row is either good, and may be written with all the other good ones, or refused with
its reasons; what would stand afterwards is true as a whole (formats.md §1).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from snt_desk.domain.package.ledger import Ledger, Standing
from snt_desk.domain.package.places import check_places
from snt_desk.domain.package.reading import Problem, Reading
from snt_desk.domain.package.references import check_owners, check_references
from snt_desk.domain.package.rules import check_each_row
from snt_desk.domain.package.stretches import check_legs, check_postings, check_visits
from snt_desk.domain.package.tables import TABLES, Key, Row, by_name, keys_of


@dataclass(frozen=True)
class Checked:
    """What may be written and what not, table by table (every table is there).

    `refused` counts rows; `problems` says why, one row may have several. They stand in the
    order of files, rows and columns.
    """

    accepted: dict[str, list[Row]]
    refused: dict[str, int]
    problems: list[Problem]


def check(reading: Reading, standing: Standing) -> Checked:
    """Sort the rows of a package into those that may be written and those that may not."""
    ledger = Ledger(reading, standing)
    check_each_row(ledger)
    _check_keys(ledger)
    check_owners(ledger)
    check_legs(ledger)
    first = True
    before = -1
    while before < ledger.refused:
        before = ledger.refused
        check_references(ledger, first=first)
        first = False
        # What is together is asked only of rows of which nothing else is wrong: a row that
        # falls anyway must not take another with it.
        if before == ledger.refused:
            check_places(ledger)
            check_postings(ledger)
            check_visits(ledger)
    return Checked(
        accepted={table.name: ledger.alive(table.name).rows for table in TABLES},
        refused={
            table.name: len(reading.broken[table.name]) + len(ledger.struck[table.name])
            for table in TABLES
        },
        problems=ledger.problems(),
    )


def mentioned(reading: Reading, aside: Collection[str] = ()) -> dict[str, set[Key]]:
    """Say of which rows, by table and key, the database must be asked before a check.

    They are the package's own keys and all that they refer to; whoever mentions a leg, a
    visit or an outcome mentions the patrol. Of the tables *aside* nothing is said: whoever
    asks knows better which of their rows can be there.
    """
    found: dict[str, set[Key]] = {table.name: set() for table in TABLES}
    for table in TABLES:
        rows = reading.rows[table.name]
        if table.name not in aside:
            found[table.name].update(keys_of(table, rows))
        for at, column in enumerate(table.columns):
            if column.refers in aside:
                continue
            if column.refers and len(by_name(column.refers).key) == 1:
                values = map(itemgetter(at), rows)
                refs = set(chain.from_iterable(values) if column.many else values)
                found[column.refers].update((ref,) for ref in refs if ref is not None)
    return found


def _check_keys(ledger: Ledger) -> None:
    """Refuse a row whose key an earlier row of the package has."""
    for table in TABLES:
        rows = ledger.reading.rows[table.name]
        if len(set(map(itemgetter(*table.key_places), rows))) == len(rows):
            continue
        keys = keys_of(table, rows)
        lines = ledger.reading.lines[table.name]
        seen: dict[Key, int] = {}
        for place, key in enumerate(keys):
            earlier = seen.setdefault(key, place)
            if earlier != place:
                names = [name for name, value in zip(table.key, key, strict=True) if value]
                sentence = f"Row {lines[earlier]} has the same {' and '.join(names)}. Keep one."
                ledger.refuse(table.name, place, names[-1], sentence)
