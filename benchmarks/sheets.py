"""P11 and P16: a spreadsheet of 100,000 patrols to its preview, and an import undone."""

from __future__ import annotations

import random
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl
import xlsxwriter
from sqlalchemy import func, select, update

from benchmarks.measure import Goal, say, seconds, shown, side_by_side
from snt_desk.db import models as m
from snt_desk.db.opening import create_store, open_store, open_to_look, this_actor
from snt_desk.db.store import Store
from snt_desk.domain.sheet import Grid, Understood, propose, understand
from snt_desk.services import demo, roster, sheet_files, sheets, team
from snt_desk.services.sheet_around import around
from snt_desk.services.undisturbed import undisturbed

PREVIEW = Goal("P11", "xlsx of 100,000 rows to a preview", "openpyxl merely reading it", 0.3)
UNDO = Goal("P16", "undo of an import of 10,000 rows", "the import", 2)
ROWS = 100_000
TAKEN = 10_000
BESIDE = 30_000
_TODAY = date(2026, 11, 22)
_HEADINGS = (
    *("Date", "Start", "End", "Mode", "Crew", "Place", "Purpose", "High vis", "Notes"),
    *("Arrests", "Stop and search"),
)


def preview(folder: Path, runs: int) -> None:
    """Look at a large sheet beside openpyxl, and say where the time goes."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        scratch = Path(temporary)
        path = _demo(scratch)
        store = open_to_look(str(path), this_actor())
        file = _sheet(store, scratch / "log.xlsx")
        parts: list[tuple[float, ...]] = []
        ours, theirs = side_by_side(
            lambda: _look(store, file, parts), lambda: seconds(lambda: _bare(file)), runs=runs
        )
        mended = _mended(store, file)
        store.close()
    say(PREVIEW, ours, theirs)
    read, understood, looked = (median(one) for one in zip(*parts, strict=True))
    print(
        f"          of it {shown(read)} to read, {shown(understood)} to understand"
        f" ({ROWS / understood:,.0f} rows/s), {shown(looked)} to look beside the log",
        flush=True,
    )
    print(
        f"          a cell mended among {BESIDE:,} rows that all meet others: {shown(mended)}",
        flush=True,
    )


def undo(folder: Path, runs: int) -> None:
    """Take a sheet in and undo it, time and again."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        scratch = Path(temporary)
        store = open_store(str(_demo(scratch)), this_actor())
        file = _sheet(store, scratch / "log.xlsx", TAKEN + BESIDE)
        whole = sheet_files.read(file).sheets[0]
        head, rows = whole.rows[:1], whole.rows[1:]
        # Beside a log of some years: each patrol that goes is looked for among all legs.
        _take(store, Grid("Before", head + rows[TAKEN:]))
        grid = Grid("New", head + rows[:TAKEN])
        undone, taken = [], []
        for _ in range(runs):
            taken.append(seconds(lambda: _take(store, grid)))
            undone.append(seconds(store.undo))
        store.close()
    say(UNDO, median(undone), median(taken))


def _demo(scratch: Path) -> Path:
    path = scratch / "desk.db"
    store = create_store(str(path), this_actor())
    with store.change("Make the demo team", kind="barrier") as session:
        demo.make(session, _TODAY)
        # Who goes back far enough: else there is something odd about every row.
        first = select(func.min(m.Posting.id)).group_by(m.Posting.member_id)
        session.execute(
            update(m.Posting).where(m.Posting.id.in_(first)).values(from_=date(2000, 1, 1))
        )
    store.close()
    return path


def _sheet(store: Store, path: Path, rows: int = ROWS) -> Path:
    """Write a sergeant's log of ten years: days and times as a spreadsheet has them."""
    chance = random.Random(4)
    with store.read() as session:
        chosen = team.of_desk(session)
        if chosen is None:
            raise RuntimeError("The demo has no team.")
        here = around(session, chosen.code)
        people = [one.collar for one in roster.on_day(session, chosen.id, _TODAY) if one.posted]
    names = [name for _, name in here.places]
    purposes = [one.label for one in here.codes.codes("purpose")]
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet("Log")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    clock_face = book.add_format({"num_format": "hh:mm"})
    page.write_row(0, 0, _HEADINGS)
    for number in range(1, rows + 1):
        # Nobody is in two places: each has two hours for himself, one pair after the other.
        turn, pair = divmod(number, len(people) // 2)
        since, slot = divmod(turn, 6)
        at = datetime(2000, 1, 1) + timedelta(days=since)  # noqa: DTZ001  # a sheet knows no zone
        begun = 480 + slot * 120 + chance.randrange(0, 30, 5)
        ended = begun + chance.randrange(15, 90, 5)
        crew = people[2 * pair : 2 * pair + chance.choice((1, 2))]
        page.write_datetime(number, 0, at, day)
        page.write_number(number, 1, begun / 1440, clock_face)
        page.write_number(number, 2, ended / 1440, clock_face)
        page.write_string(number, 3, chance.choice(("foot", "F", "walking")))
        page.write_string(number, 4, " & ".join(crew))
        page.write_string(number, 5, chance.choice(names))
        page.write_string(number, 6, chance.choice(purposes))
        page.write_string(number, 7, chance.choice(("Y", "N", "")))
        page.write_string(number, 8, f"Note {number}: spoke to shop staff.")
        for column in (9, 10):
            if chance.random() < 0.1:
                page.write_number(number, column, chance.randrange(1, 4))
    book.close()
    return path


def _look(store: Store, file: Path, parts: list[tuple[float, ...]]) -> float:
    found: list[Any] = []
    with undisturbed():
        read = seconds(lambda: found.append(sheet_files.read(file).sheets[0]))
        understood = seconds(lambda: found.append(_understood(store, found[0])))
        looked = seconds(lambda: found.append(_preview(store, found[1])))
    if len(found[2].lines) != ROWS or found[2].problems:
        raise RuntimeError(found[2].problems[:1])
    parts.append((read, understood, looked))
    return read + understood + looked


def _mended(store: Store, file: Path) -> float:
    """Put the rows into three weeks, so that there is much that is odd, and see one mended."""
    head, *rows = sheet_files.read(file).sheets[0].rows[: BESIDE + 1]
    days = [_TODAY - timedelta(days=number % 21) for number in range(BESIDE)]
    grid = Grid("Log", (head, *((day, *row[1:]) for day, row in zip(days, rows, strict=True))))
    seen: list[sheets.Preview] = []
    taken = seconds(lambda: seen.append(_preview(store, _understood(store, grid))))
    if seen[0].counts[sheets.LOOK] != BESIDE or not seen[0].lines[0].cautions:
        raise RuntimeError("Nothing is odd about the rows.")
    return taken


def _understood(store: Store, grid: Grid) -> Understood:
    with store.read() as session:
        chosen = team.of_desk(session)
        here = around(session, chosen.code if chosen else "")
    matching = propose(grid, here)
    if matching is None:
        raise RuntimeError("The sheet was not recognised.")
    return understand(grid, matching, here)


def _preview(store: Store, understood: Understood) -> sheets.Preview:
    with store.read() as session:
        return sheets.look(session, understood)


def _take(store: Store, grid: Grid) -> None:
    understood = _understood(store, grid)
    with store.change("Import log.xlsx") as session:
        report = sheets.take(session, understood, partial=False)
    if not report.written:
        raise RuntimeError(report.preview.problems[0])


def _bare(file: Path) -> None:
    book = openpyxl.load_workbook(file, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()
