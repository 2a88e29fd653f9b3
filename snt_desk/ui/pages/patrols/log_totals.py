"""The line below the log: what is shown makes so much, and what is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from snt_desk.domain import clock
from snt_desk.services import patrol_lists, patrol_log
from snt_desk.services.patrol_lists import Asked
from snt_desk.services.patrol_log import Filter, Totals
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols.columns import LogLine
from snt_desk.ui.pages.patrols.log_rows import LogRows
from snt_desk.ui.panels import TotalsBar
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

_MOST_SELECTED = 500
"""So many rows are added up; of more only their number is said."""
_BY_LEG = frozenset({"place", "mode"})


class LogTotals(QObject):
    """Adds up the list that is shown, in the worker, and says the sums."""

    def __init__(self, desk: Desk, lists: LogRows, table: TableView) -> None:
        super().__init__(table)
        self._desk = desk
        self._lists = lists
        self._table = table
        self._task: Task | None = None
        self._asked: Asked | None = None
        self._figures: list[tuple[str, str]] = []
        self._of_all: int | None = None
        self._before: tuple[Filter, int] | None = None
        self.bar = TotalsBar()
        # Once for all that a key or a new list selects.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._say)
        table.selectionModel().selectionChanged.connect(self._soon.start)
        lists.waiting.connect(self._say_waiting)
        lists.stayed.connect(self._say)

    def add_up(self, count: int | None) -> None:
        """Add up what is shown; *count* is how many patrols there are, where that is known."""
        asked = self._lists.asked
        if asked != self._asked:
            # Of the same list what was said stays until it is added up again.
            self._asked, self._figures, self._of_all = asked, [], None
        if count is not None and asked.by is None:
            self._figures = [_patrols(count), *self._figures[1:]]
        self._say()
        if self._task is not None:
            self._task.cancel()
        if self._desk.team.id:
            work = partial(self.sums, self._lists.list.wanted, self._lists.asked.wanted.period)
            self._task = self._desk.tasks.run_when_shown(work, self._show, owner=self)

    def sums(
        self, wanted: Filter, everything: Filter, _progress: Progress | None = None
    ) -> tuple[Totals, int]:
        """Add up what is shown, and count what would be without the filters."""
        with self._desk.store.read() as session:
            totals = patrol_log.totals(session, self._desk.team.id, wanted)
            if wanted == everything:
                return totals, totals.patrols
            return totals, patrol_log.count(session, self._desk.team.id, everything)

    def _show(self, found: tuple[Totals, int]) -> None:
        totals, self._of_all = found
        self._before = self._lists.list.wanted, totals.before
        if self._lists.asked.is_by_date:
            self._lists.model.grow_to(totals.patrols)
        self._figures = [
            _patrols(totals.patrols),
            (clock.hours_long(totals.patrol_time), "patrol time"),
            (clock.hours_long(totals.officer_time), "officer time"),
        ]
        self._say()

    def _say_waiting(self) -> None:
        note = "Sorting…" if self._lists.asked.by is None else "Grouping…"
        self.bar.show_totals(self._figures, note, filtered=self._filtered)

    @property
    def _filtered(self) -> bool:
        wanted = self._lists.asked.wanted
        return wanted != wanted.period

    def _say(self) -> None:
        month = self._lists.asked.wanted.month
        note = f"Time inside {month.shown}" if month else "Whole lengths"
        if self._lists.asked.by in _BY_LEG:
            # A heading has the time spent there; its patrols may have legs under others as well.
            note = f"{note}, leg by leg"
        elif self._lists.asked.by == "officer":
            # A heading has the patrols of one: those of two stand under both of them.
            note = f"{note}, each patrol once"
        if month and self._before and self._before[0] == self._lists.list.wanted:
            began = self._before[1]
            note = f"{note}; {began:,} began before it" if began else note
        left_out = ""
        if self._filtered and self._of_all is not None and self._figures:
            left_out = f"{self._figures[0][0]} of {self._of_all:,} shown."
        figures = [*self._figures, *self._selected()]
        self.bar.show_totals(figures, note, filtered=self._filtered, left_out=left_out)

    def _selected(self) -> list[tuple[str, str]]:
        """`4 h 10 min in 3 selected`, whole lengths, where several are."""
        ranges = self._table.selectionModel().selection().toList()
        number = sum(one.height() for one in ranges)
        if number < 2:
            return []
        if number > _MOST_SELECTED:
            return [(f"{number:,}", "selected")]
        lines = (self._lists.model.row(at) for at in self._table.selected_rows())
        rows = [one.row for one in lines if isinstance(one, LogLine)]
        length = clock.hours_long(patrol_lists.length(rows))
        return [(length, f"in {len(rows):,} selected")] if len(rows) > 1 else []


def _patrols(count: int) -> tuple[str, str]:
    return f"{count:,}", "patrol" if count == 1 else "patrols"
