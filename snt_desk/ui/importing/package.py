"""A data package on the import page: what each of its tables would bring, and every problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.package import Problem, Reading
from snt_desk.services.imports import Report, TableReport
from snt_desk.services.record_words import NOUNS
from snt_desk.ui.importing import words
from snt_desk.ui.importing.run import Run
from snt_desk.ui.importing.view import ImportView
from snt_desk.ui.importing.work import Work
from snt_desk.ui.parts import label
from snt_desk.ui.table import Cell, Column, ListModel
from snt_desk.ui.table_view import TableView

_MOST = 5_000
"""So many problems are listed; nobody mends more by reading."""


@dataclass(frozen=True)
class _Table:
    report: TableReport

    @property
    def id(self) -> str:
        return self.report.table


@dataclass(frozen=True)
class _Problem:
    id: int
    problem: Problem


def _count(number: int, tone: str = "") -> str | Cell:
    if not number:
        return ""
    return Cell(f"{number:,}", role="bad", bold=True) if tone else f"{number:,}"


_PARTS = {
    "postings": "Postings",
    "legs": "Legs of patrols",
    "visits": "Visits to hot spots",
    "outcomes": "Outcomes",
}


def called(table: str) -> str:
    """What the records of a table of the package are called: `Patrols`, `Legs of patrols`."""
    if table in _PARTS:
        return _PARTS[table]
    _, several = NOUNS[table]
    return several[:1].upper() + several[1:]


TABLES: tuple[Column[_Table], ...] = (
    Column("What", lambda row: called(row.report.table), width=180, stretch=True),
    Column("New", lambda row: _count(row.report.added), align="right", width=90),
    Column("Changed", lambda row: _count(row.report.updated), align="right", width=90),
    Column("There already", lambda row: _count(row.report.unchanged), align="right", width=110),
    Column("Problems", lambda row: _count(row.report.refused, "bad"), align="right", width=90),
)
PROBLEMS: tuple[Column[_Problem], ...] = (
    Column("File", lambda row: row.problem.file, width=150, kept=True),
    Column("Row", lambda row: f"{row.problem.row:,}", align="right", width=70, kept=True),
    Column("Column", lambda row: row.problem.column, width=120),
    Column("Value", lambda row: Cell(row.problem.value, role="bad"), width=150),
    Column("What to do", lambda row: row.problem.problem, width=280, stretch=True, kept=True),
)


class PackagePart(QObject):
    """What is known of the package that is shown."""

    taken = Signal()
    """Its rows are in the records."""
    left = Signal()
    """Esc in a table."""

    def __init__(self, view: ImportView, work: Work, run: Run) -> None:
        """Show itself in the view; `run` does what takes longer than a blink."""
        super().__init__(view)
        self._view = view
        self._work = work
        self._run = run
        self._reading: Reading | None = None
        self._file = ""
        self.writing = False
        self._frame: QFrame | None = None

    @property
    def open(self) -> bool:
        """Whether a package is shown."""
        return self._reading is not None

    def forget(self) -> None:
        """Let go of the package."""
        self._reading = None
        self.writing = False
        if self._frame is not None:
            self._view.rows.removeWidget(self._frame)
            self._frame.deleteLater()
            self._frame = None

    def show(self, file: str, found: tuple[Reading, Report]) -> None:
        """Show what a package would bring."""
        self.forget()
        self._file = file
        self._reading, self._report = found
        tables = [_Table(one) for one in self._report.tables if _says(one)]
        told = (*self._report.problems, *self._report.cautions)
        self._frame = self._made(tables, told[:_MOST])
        self._view.rows.addWidget(self._frame)
        self._view.rows.setCurrentWidget(self._frame)
        self._view.panes.go_in()
        self._view.show_side(shown=False)
        self._say()
        self._tables.setFocus()

    def _made(self, tables: Sequence[_Table], problems: Sequence[Problem]) -> QFrame:
        rows = ListModel(TABLES)
        rows.show_rows(tables)
        self._tables = TableView(rows, "Tables of the package")
        self._tables.left.connect(self.left)
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tables, 2)
        if problems:
            listed = ListModel(PROBLEMS)
            listed.show_rows([_Problem(at, one) for at, one in enumerate(problems)])
            table = TableView(listed, "Problems")
            table.left.connect(self.left)
            only = "Problems" if self._report.problems else "Worth knowing"
            title = label(only, "heading")
            title.setContentsMargins(16, 10, 16, 8)
            column.addWidget(title)
            column.addWidget(table, 3)
        return frame

    def _say(self) -> None:
        view, tables = self._view, self._report.tables
        wanted = sum(one.added + one.updated for one in tables)
        refused = sum(one.refused for one in tables)
        view.say_title(f"Import the data package {words.source(self._file)}", words.NOTHING_YET)
        view.chips.hide()
        view.in_hand.hide()
        view.say_buttons(wanted, refused, ready=True)
        view.save.hide()
        if refused:
            view.box.say(
                f"{words.rows(refused)} cannot be taken",
                "Mend them in the package and choose it again, or import the others now.",
                tone="bad",
            )
        elif not wanted:
            view.box.say("There is nothing new here", "Every row is there already.", tone="info")
        else:
            view.box.hide()

    def stay(self) -> bool:
        """Go on with the package as it was; False if there is none."""
        self.writing = False
        if self._reading is None:
            return False
        self._say()
        return True

    def take(self) -> None:
        """Write its good rows as one change."""
        if self._reading is None or self.writing:
            return
        self.writing = True
        self._view.take.setEnabled(False)
        work = partial(self._work.take_package, self._reading, self._file)
        self._run(work, self._taken, "Importing")

    def _taken(self, _report: Report) -> None:
        self.forget()
        self.taken.emit()


def _says(report: TableReport) -> bool:
    return bool(report.added or report.updated or report.unchanged or report.refused)
