"""What the import asks of the records; all of it may run in the worker, none of it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject

from snt_desk.domain import clock
from snt_desk.domain.backups import Why
from snt_desk.domain.clock import Month
from snt_desk.domain.package import Reading, by_name
from snt_desk.domain.sheet import (
    Around,
    Book,
    Grid,
    Kind,
    Matching,
    heading_row,
    match,
    propose,
)
from snt_desk.domain.sheet import by_name as kind_named
from snt_desk.services import (
    backups,
    disclosures,
    imports,
    sheet_around,
    sheet_files,
    sheet_memory,
    sheets,
)
from snt_desk.services.imports import Report
from snt_desk.services.sheet_around import Within
from snt_desk.ui.desk import Desk
from snt_desk.ui.importing import words
from snt_desk.ui.importing.seen import OPEN, Seen
from snt_desk.ui.page import Pasted, Target
from snt_desk.ui.tasks import Progress

_TABS = {
    "patrols": "Patrols",
    "members": "Roster",
    "duties": "Roster",
    "absences": "Roster",
    "partners": "Partners",
    "meetings": "Partners",
    "responses": "Priorities",
    "events": "Community",
}
"""Where what was imported can be seen."""


_FIRST = {"members": 0, "partners": 1}


@dataclass(frozen=True)
class Opened:
    """A book as it was read, and for each sheet the table that it looks like, if any."""

    book: Book
    around: Around
    matchings: tuple[Matching | None, ...]

    @property
    def order(self) -> list[int]:
        """The sheets that look like a table; people and partners before what names them."""
        known = [(at, one.kind) for at, one in enumerate(self.matchings) if one is not None]
        return [at for at, _ in sorted(known, key=lambda one: _FIRST.get(one[1], len(_FIRST)))]


class Work:
    """Reads, understands and writes for the page of one desk."""

    def __init__(self, desk: Desk, where: str) -> None:
        """`where` is the data file, backed up before anything is taken in; empty on a server."""
        self._desk = desk
        self._where = where

    def read(self, path: Path, within: Within, progress: Progress) -> Opened:
        """Read a file in a process of its own; DeskError where it cannot be.

        `within` is the record to which its rows belong where they name no other.
        """
        return self._opened(sheet_files.read(path, progress.report), within)

    def read_package(self, path: Path, progress: Progress) -> tuple[Reading, Report]:
        """Read a data package, and say what of it would be written; DeskError if it is none."""
        progress.report(0, 0, "Reading the package")
        reading = imports.read(path)
        progress.report(0, 0, "Reading the records")
        with self._desk.store.read() as session:
            return reading, imports.look(session, reading)

    def take_package(self, reading: Reading, file: str, progress: Progress) -> Report:
        """Back up, then write the good rows of a package as one change."""
        self._back_up(progress)
        label = f"Import {words.source(file)}"
        with self._desk.store.change(label, category="combination") as session:
            report = imports.take(session, reading, partial=True)
            progress.report(1, 1)
        return report

    def pasted(self, rows: Pasted) -> Opened:
        """Read what was pasted; under the headings of its table where it brings none."""
        opened = self._opened(sheet_files.pasted(rows.text), rows.within)
        [grid] = opened.book.sheets
        width = max(map(len, grid.rows), default=0)
        if opened.matchings[0] or not 1 < width <= len(rows.headings):
            return opened
        headed = grid
        if heading_row(grid, rows.kind, opened.around) != 1:
            headed = replace(grid, rows=(rows.headings[:width], *grid.rows))
        matching = match(headed, rows.kind, opened.around, 1)
        return replace(opened, book=replace(opened.book, sheets=(headed,)), matchings=(matching,))

    def _opened(self, book: Book, within: Within) -> Opened:
        self._desk.own_team()
        team = self._desk.team
        with self._desk.store.read() as session:
            around = sheet_around.around(session, team.code, within)
            remembered = sheet_memory.remembered(session)
        found = tuple(propose(grid, around, remembered) for grid in book.sheets)
        return Opened(book, around, found)

    def again(self, opened: Opened) -> Opened:
        """The same book, with what there is around it now: a sheet of it has been taken in."""
        with self._desk.store.read() as session:
            around = sheet_around.around(session, self._desk.team.code)
        return replace(opened, around=replace(around, in_hand=opened.around.in_hand))

    def look(self, grid: Grid, matching: Matching, around: Around) -> Seen:
        """Understand a sheet, and lay it against what there is."""
        understood = sheets.read(grid, matching, around)
        with self._desk.store.read() as session:
            preview = sheets.look(session, understood)
        return Seen(grid, matching, kind_of(matching, around), preview).prepared()

    def search(self, seen: Seen, then: Callable[[], None], *, owner: QObject) -> None:
        """Make a long sheet's words ready to be looked through, in the worker."""
        self._desk.tasks.run(lambda _: len(seen.texts), lambda _: then(), owner=owner)

    def take(self, seen: Seen, file: str, progress: Progress) -> Target | None:
        """Back up, then write the good rows as one change; gives where they can be seen."""
        self._back_up(progress)
        wanted, problems = seen.count(*OPEN), seen.count("problem")
        label = words.label(seen.matching.kind, wanted, file)
        with self._desk.store.change(label, category="combination") as session:
            sheets.take(session, seen.preview.understood, partial=bool(problems))
            sheet_memory.remember(session, seen.grid, seen.matching)
            # The last moment to think better of it: nothing is written then.
            progress.report(1, 1)
        return shown_at(seen)

    def note_bad_rows(self, name: str) -> None:
        """Note that rows with a problem are about to be in a file of their own."""
        disclosures.give_bad_rows(self._desk.store, name)

    def _back_up(self, progress: Progress) -> None:
        if self._where:
            backups.back_up(
                self._where, report=progress.report, why=Why.IMPORT, key=self._desk.store.key
            )
        progress.report(0, 0, "Importing")


def shown_at(seen: Seen) -> Target | None:
    """Where what a sheet brings can be seen: patrols in their month, else the first record."""
    kind = seen.matching.kind
    lines = [one.line for one in seen.preview.lines if one.state in OPEN]
    if kind not in _TABS or not lines:
        return None
    if kind != "patrols":
        return Target(_TABS[kind], kind, lines[0].ref)
    start = by_name("legs").names.index("start")
    months = {Month.of(clock.local_day(line.rows["legs"][0][start])) for line in lines}
    # With no month chosen the log shows all of them.
    wanted = ("month", str(months.pop())) if len(months) == 1 else ("text", "")
    return Target(_TABS[kind], filters=(wanted,))


def is_package(path: Path) -> bool:
    """Whether it is a data package, and no spreadsheet: a folder, or a .zip of its files."""
    return path.is_dir() or path.suffix.casefold() == ".zip"


def kind_of(matching: Matching, around: Around) -> Kind:
    """The table that a sheet is taken for, with the outcomes that there are."""
    return kind_named(matching.kind).with_outcomes(around.codes)


def begun(grid: Grid, kind: str, around: Around) -> Matching:
    """A matching to begin with: the first row that reads like headings, else the first full one."""
    first = next((at for at, cells in enumerate(grid.rows, 1) if any(cells)), 1)
    return match(grid, kind, around, heading_row(grid, kind, around) or first)
