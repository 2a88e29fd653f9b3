"""P7: all figures of one team's month out of a million patrols."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from benchmarks.measure import Goal, say, seconds, side_by_side
from snt_desk.db.opening import open_to_look, this_actor
from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month
from snt_desk.domain.minutes import Stretch
from snt_desk.services.gather import gather

GOAL = Goal("P7", "all figures of one team's month", "raw SQL that fetches the same facts", 5)
SHEET = Goal("P7", "all figures of one team's month", "openpyxl reading 100,000 rows", 1 / 50)
MONTH = Month(2024, 6)
TEAM = 5
_QUERIES = (
    (
        'SELECT l.patrol_id, l.leg, l.mode, l.start, l."end", p.ref, p.purpose, p.visible, t.ref,'
        " b.code FROM legs l JOIN patrols p ON p.id = l.patrol_id"
        " LEFT JOIN priorities t ON t.id = p.priority_id LEFT JOIN places b ON b.id = l.place_id"
        " WHERE l.team_id = :team AND l.start > :start - 960 AND l.start < :end"
        ' AND (l.start >= :start OR l."end" > :start)'
    ),
    (
        "SELECT o.leg_id, m.collar FROM legs l JOIN leg_officers o ON o.leg_id = l.id"
        " JOIN members m ON m.id = o.member_id"
        " WHERE l.team_id = :team AND l.start > :start - 960 AND l.start < :end"
    ),
    (
        "SELECT o.leg_id, o.partner_id FROM legs l JOIN leg_partners o ON o.leg_id = l.id"
        " WHERE l.team_id = :team AND l.start > :start - 960 AND l.start < :end"
    ),
    (
        'SELECT v.leg_id, v.start, v."end", h.code FROM legs l JOIN visits v ON v.leg_id = l.id'
        " JOIN places h ON h.id = v.hotspot_id"
        " WHERE l.team_id = :team AND l.start > :start - 960 AND l.start < :end"
    ),
    (
        "SELECT o.patrol_id, o.kind, o.count FROM legs l"
        " JOIN outcomes o ON o.patrol_id = l.patrol_id"
        " WHERE l.team_id = :team AND l.leg = 1 AND l.start >= :start AND l.start < :end"
    ),
    (
        'SELECT m.collar, t.code, p.role, p.fte_percent, p."from", p."to" FROM postings p'
        " JOIN members m ON m.id = p.member_id JOIN teams t ON t.id = p.team_id"
        " WHERE p.team_id = :team"
    ),
    (
        'SELECT ref, member_id, start, "end" FROM duties'
        " WHERE team_id = :team AND start > :start - 960 AND start < :end"
    ),
    (
        "SELECT ref, theme, adopted, closed, result, last_update FROM priorities"
        " WHERE team_id = :team"
    ),
    (
        'SELECT ref, kind, start, "end", attendance FROM events'
        " WHERE team_id = :team AND start >= :start AND start < :end"
    ),
    (
        'SELECT ref, kind, start, "end" FROM meetings'
        " WHERE team_id = :team AND start >= :start AND start < :end"
    ),
    "SELECT ref, raised, due, closed FROM actions WHERE team_id = :team",
    (
        "SELECT ref, channel, received, answered, status FROM contacts"
        " WHERE team_id = :team AND received < :end"
    ),
    (
        "SELECT ref, at, status FROM appointments"
        " WHERE team_id = :team AND at >= :start AND at < :end"
    ),
    "SELECT list, code, label, valid_from, valid_to, flags FROM codes ORDER BY list, position",
)


def run(county: Path) -> None:
    """Count a month by the services, and fetch its rows by the driver, in turn."""
    store = open_to_look(str(county), this_actor())
    connection = sqlite.connect(str(county))

    def count() -> float:
        with store.read() as session:
            return seconds(lambda: count_month(session))

    count()
    ours, raw = side_by_side(count, lambda: seconds(lambda: _fetch(connection)), runs=21)
    say(GOAL, ours, raw)
    store.close()
    connection.close()
    say(SHEET, ours, _reading_a_sheet())


def count_month(session: Any) -> None:
    """Add up all figures of the month."""
    figures.compute(gather(session, f"T-{TEAM}", MONTH, clock.now()))


def _fetch(connection: Any) -> None:
    month = Stretch.of(MONTH)
    bounds = {"team": TEAM, "start": month.start, "end": month.end}
    for query in _QUERIES:
        connection.execute(query, bounds).fetchall()


def _reading_a_sheet() -> float:
    """Time openpyxl on 100,000 patrols as a sergeant's sheet has them; once, it is long."""
    import openpyxl
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet()
        for row in range(100_000):
            sheet.write_row(row, 0, ("22/11/2026", "0930", "1100", "foot", "1432", "B1", "asb"))
        book.close()

        def read() -> None:
            loaded = openpyxl.load_workbook(path, read_only=True)
            for _ in loaded.worksheets[0].iter_rows(values_only=True):
                pass

        return seconds(read)
