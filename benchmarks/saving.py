"""P6: one patrol saved for good, with its journal, against its bare rows."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from benchmarks.measure import Goal, seconds, shown, side_by_side
from benchmarks.measure import say as say_goal
from snt_desk.db import engine, journal
from snt_desk.db.opening import open_store, this_actor
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols

GOAL = Goal("P6", "one patrol saved with its journal, p50", "its raw rows alone", 3)
SAVES = 300
_DAWN = london(2027, 1, 4, 6)


def run(county: Path) -> None:
    """Save some hundred patrols each way, in turn, each on a copy of the county."""
    with tempfile.TemporaryDirectory(dir=county.parent) as folder:
        ours, raw = Path(folder) / "ours.db", Path(folder) / "raw.db"
        shutil.copyfile(county, ours)
        shutil.copyfile(county, raw)
        store, connection = open_store(str(ours), this_actor()), _bare(raw)
        counter = iter(range(10**6))
        took: list[float] = []

        def save() -> float:
            took.append(seconds(lambda: save_one(store, next(counter))))
            return took[-1]

        medians = side_by_side(
            save, lambda: seconds(lambda: _save_raw(connection, next(counter))), runs=SAVES
        )
        store.close()
        connection.close()
    say_goal(GOAL, *medians)
    p99 = quantiles(took, n=100)[98]
    verdict = "PASS" if p99 <= 0.016 else "SHORT"
    print(f"P6   {verdict:5} p99 {shown(p99)} of 16 ms, p50 {shown(median(took))}", flush=True)


def save_one(store: Any, number: int) -> None:
    """Log one patrol, as a number tells it from the others."""
    start = _DAWN + timedelta(minutes=number)
    crew = ("1001", "1002")
    leg = LegDraft("foot", start, start + timedelta(minutes=90), "B1", crew)
    draft = PatrolDraft(legs=(leg,), purpose="hotspot", note="Quiet. Spoke to three residents.")
    with store.change("Log foot patrol, Beat 1") as session:
        patrols.log(session, 1, draft)


def _bare(path: Path) -> Any:
    connection = sqlite.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode = TRUNCATE", *engine.PRAGMAS):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    for name in journal.triggers():
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection


def _save_raw(connection: Any, number: int) -> None:
    start = 30_000_000 + number
    connection.execute("BEGIN IMMEDIATE")
    patrol = connection.execute(
        "INSERT INTO patrols (ref, team_id, purpose, visible, note) VALUES (?, 1, ?, 1, ?)",
        (f"raw-{number}", "hotspot", "Quiet. Spoke to three residents."),
    ).lastrowid
    leg = connection.execute(
        'INSERT INTO legs (patrol_id, team_id, leg, mode, place_id, start, "end")'
        " VALUES (?, 1, 1, 'foot', 1, ?, ?)",
        (patrol, start, start + 90),
    ).lastrowid
    connection.executemany(
        "INSERT INTO leg_officers (leg_id, position, member_id) VALUES (?, ?, ?)",
        [(leg, 1, 1), (leg, 2, 2)],
    )
    connection.execute("COMMIT")
