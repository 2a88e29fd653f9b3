"""P9 and P10: a data package of 100,000 patrols in, and out again."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from benchmarks.county import county as made_county
from benchmarks.made import many
from benchmarks.measure import Goal, say, seconds, side_by_side
from benchmarks.saving import _bare as bare
from snt_desk.db.opening import create_store, open_to_look, this_actor
from snt_desk.domain import package
from snt_desk.services import exports, imports
from snt_desk.services.undisturbed import undisturbed

IN = Goal("P9", "a package of 100,000 patrols in", "csv parse and raw executemany", 4)
OUT = Goal("P10", "the package out", "raw fetch and csv.writer", 3)
PATROLS = 100_000


def run(folder: Path, runs: int) -> None:
    """Export a county of 100,000 patrols and import it, each beside the bare way."""
    source = made_county(PATROLS, folder)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        scratch = Path(temporary)
        ours, raw = side_by_side(
            lambda: _export(source, scratch), lambda: _write_raw(source, scratch), runs=runs
        )
        say(OUT, ours, raw)
        # One empty database each, copied for every run: making it is not what is measured.
        empty = scratch / "empty.db"
        create_store(str(empty), this_actor()).close()
        ours, raw = side_by_side(
            lambda: _import(scratch, empty), lambda: _insert_raw(scratch, empty), runs=runs
        )
        say(IN, ours, raw)


def _export(source: Path, scratch: Path) -> float:
    target = scratch / "package"
    shutil.rmtree(target, ignore_errors=True)

    def export() -> None:
        store = open_to_look(str(source), this_actor())
        with undisturbed():
            with store.read() as session:
                rows = exports.package_rows(session)
            package.write(target, rows)
        store.close()

    return seconds(export)


_FETCH: Mapping[str, str] = {
    "teams": "SELECT * FROM teams ORDER BY code",
    "places": "SELECT * FROM places ORDER BY team_id, code",
    "members": "SELECT * FROM members ORDER BY collar",
    "postings": "SELECT * FROM postings ORDER BY member_id",
    "priorities": "SELECT * FROM priorities ORDER BY ref",
    "patrols": "SELECT p.ref, t.code, p.purpose, y.ref, p.visible, p.note FROM patrols p"
    " JOIN teams t ON t.id = p.team_id LEFT JOIN priorities y ON y.id = p.priority_id"
    " ORDER BY p.ref",
    "legs": 'SELECT p.ref, l.leg, l.mode, b.code, l.start, l."end", (SELECT group_concat('
    "m.collar, ';') FROM leg_officers o JOIN members m ON m.id = o.member_id"
    " WHERE o.leg_id = l.id) FROM legs l JOIN patrols p ON p.id = l.patrol_id"
    " JOIN places b ON b.id = l.place_id ORDER BY p.ref, l.leg",
}


def _write_raw(source: Path, scratch: Path) -> float:
    target = scratch / "raw"
    target.mkdir(exist_ok=True)

    def write() -> None:
        connection = sqlite.connect(str(source))
        for name, query in _FETCH.items():
            with (target / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(connection.execute(query).fetchall())
        connection.close()

    return seconds(write)


def _import(scratch: Path, empty: Path) -> float:
    path = scratch / "import.db"
    shutil.copyfile(empty, path)
    from snt_desk.db.opening import open_store

    store = open_store(str(path), this_actor())

    def take() -> None:
        reading = imports.read(scratch / "package")
        with store.change("Import the county") as session:
            report = imports.take(session, reading, partial=False)
        if not report.written:
            raise RuntimeError(report.problems[0])

    took = seconds(take)
    store.close()
    return took


def _insert_raw(scratch: Path, empty: Path) -> float:
    path = scratch / "insert.db"
    shutil.copyfile(empty, path)
    connection = bare(path)

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        _insert_rows(connection, scratch / "package")
        connection.execute("COMMIT")

    took = seconds(insert)
    connection.close()
    return took


def _insert_rows(connection: Any, folder: Path) -> None:
    teams = {row[0]: n for n, row in enumerate(_rows(folder, "teams"), start=1)}
    many(
        connection,
        "teams",
        "id, code, name, district",
        [(teams[row[0]], *row[:3]) for row in _rows(folder, "teams")],
    )
    places = {(row[0], row[1]): n for n, row in enumerate(_rows(folder, "places"), start=1)}
    many(
        connection,
        "places",
        "id, team_id, code, name, kind",
        [(places[row[0], row[1]], teams[row[0]], *row[1:4]) for row in _rows(folder, "places")],
    )
    people = {row[0]: n for n, row in enumerate(_rows(folder, "members"), start=1)}
    many(
        connection,
        "members",
        "id, collar, first_name, last_name",
        [(people[row[0]], *row[:3]) for row in _rows(folder, "members")],
    )
    many(
        connection,
        "postings",
        'member_id, team_id, role, fte_percent, "from"',
        [(people[row[0]], teams[row[1]], *row[2:5]) for row in _rows(folder, "postings")],
    )
    asked = {row[0]: n for n, row in enumerate(_rows(folder, "priorities"), start=1)}
    many(
        connection,
        "priorities",
        "id, ref, team_id, title, theme, status, raised, adopted",
        [
            (asked[row[0]], row[0], teams[row[1]], row[2], row[3], *row[5:8])
            for row in _rows(folder, "priorities")
        ],
    )
    _insert_patrols(connection, folder, (teams, places, people, asked))


def _insert_patrols(connection: Any, folder: Path, known: tuple[Any, Any, Any, Any]) -> None:
    teams, places, people, asked = known
    patrols = {row[0]: (n, row[1]) for n, row in enumerate(_rows(folder, "patrols"), start=1)}
    many(
        connection,
        "patrols",
        "id, ref, team_id, purpose, priority_id, visible, note",
        (
            (patrols[row[0]][0], row[0], teams[row[1]], row[2], asked[row[3]], 1, row[6])
            for row in _rows(folder, "patrols")
        ),
    )
    crews = []
    legs = []
    for key, row in enumerate(_rows(folder, "legs"), start=1):
        patrol, team = patrols[row[0]]
        # The text of an instant stands for its number: to turn it would be half our own work.
        legs.append((key, patrol, teams[team], 1, row[2], places[team, row[3]], key, key + 60))
        crews += [(key, n, people[one]) for n, one in enumerate(row[6].split(";"), start=1)]
    many(connection, "legs", 'id, patrol_id, team_id, leg, mode, place_id, start, "end"', legs)
    many(connection, "leg_officers", "leg_id, position, member_id", crews)


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows
