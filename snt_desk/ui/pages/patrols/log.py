"""The log: chips above, the patrols, and their totals below; only what is painted is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import patrol_log
from snt_desk.services.patrol_log import Filter, Totals
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols.chips import Chips
from snt_desk.ui.pages.patrols.columns import COLUMNS, LogLine
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.panels import EmptyPage, TotalsBar
from snt_desk.ui.parts import button
from snt_desk.ui.table import BlockModel, Id
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

_MINUTE_MS = 60_000
_TOP = 50
"""More than are ever out at once."""
_DOWN, _UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


class Log(QFrame):
    """The table of patrols with what is round it."""

    opened = Signal(object)
    """Enter: the patrol's ref."""
    delete_asked = Signal(list)
    """Del: the refs."""
    new_asked = Signal()
    """*Log a patrol*, or *New* where the form is shut."""
    start_asked = Signal()
    """*Start now*, where the form is shut."""
    minute_passed = Signal()
    """Another minute of the clock."""

    def __init__(self, desk: Desk, lookup: Lookup) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._lookup = lookup
        self._newest_first = True
        self._task: Task | None = None
        self._start = button("Start now", "", "play", tip="Ctrl+Shift+N")
        self._new = button("New", "primary", "plus", tip="Ctrl+N")
        self.chips = Chips(lookup, (self._start, self._new))
        self._wanted = self.chips.wanted
        self.bar = self.chips.bar
        self.bar.show_actions(shown=False)
        self.rows = BlockModel(
            COLUMNS, self._fetch, sort=self._sort, place=self._place, parent=self
        )
        self.table = TableView(self.rows, "Patrols")
        self.table.setObjectName("patrols")
        self.table.deletes = True
        pasting.offer(self.table, desk, "patrols")
        self.table.show_order("start", _DOWN)
        self.totals = TotalsBar()
        self._make_empty_pages()
        self._lay_out()
        self._listen()

    def _make_empty_pages(self) -> None:
        self._log_first = button("Log a patrol", "primary", "plus")
        self._show_all = button("Clear filters", "primary")
        self.none_yet = EmptyPage("footprints", self._log_first)
        self.none_match = EmptyPage("list-filter", self._show_all)

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        self._stack = QStackedWidget()
        for one in (shown, self.none_yet, self.none_match):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    def _listen(self) -> None:
        self.bar.changed.connect(self.show_rows)
        self.bar.words.left.connect(self.table.setFocus)
        self.table.typed.connect(self.bar.words.take)
        self.table.opened.connect(self.opened)
        self.table.delete_asked.connect(self.delete_asked)
        self.totals.cleared.connect(self.clear_filters)
        self._show_all.clicked.connect(self.clear_filters)
        self._log_first.clicked.connect(self.new_asked)
        self._new.clicked.connect(self.new_asked)
        self._start.clicked.connect(self.start_asked)
        minute = QTimer(self, interval=_MINUTE_MS)
        minute.timeout.connect(self.tick)
        minute.start()

    # --- What is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand."""
        self.chips.offer()
        self._wanted = self.chips.wanted
        with self._desk.store.read() as session:
            count = patrol_log.count(session, self._desk.team.id, self._wanted)
        self.rows.show_count(count)
        self._show_or_say_why(count)
        self._add_up()

    def show_rows(self) -> None:
        """Show the patrols that the chips ask for; the worker counts them and adds them up."""
        self._wanted = self.chips.wanted
        complete = self.rows.show_first()
        count = self.rows.rowCount()
        self._show_or_say_why(count)
        self._show_totals([_patrols(count)] if complete else [])
        self._add_up()

    def show_month(self, month: Month) -> None:
        """Go to a month."""
        self.chips.month.show_month(month)

    def show_only(self, wanted: Mapping[str, str]) -> None:
        """Filter by these (`Target.filters`) and by nothing else; without a month, all months."""
        self.chips.show_only(wanted)

    @property
    def out(self) -> str | None:
        """The ref of the patrol in hand if it is out, or of the only one that is."""
        top = [self.rows.row(at) for at in range(min(_TOP, self.rows.rowCount()))]
        running = [one.id for one in top if isinstance(one, LogLine) and one.running]
        current = self.table.current_id
        if current in running:
            return str(current)
        return running[0] if len(running) == 1 else None

    def clear_filters(self) -> None:
        """Show every patrol of the month."""
        self.bar.clear()
        self.table.setFocus()

    def select(self, ref: str) -> bool:
        """Take a patrol in hand, if it is shown."""
        return self.table.select(ref)

    def tick(self) -> None:
        """Let whoever is out have been out for a minute longer; nothing is read for that."""
        now = clock.this_minute()
        self.rows.renew(lambda line: line.by(now))
        self.minute_passed.emit()

    def _fetch(self, offset: int, limit: int) -> list[LogLine]:
        labels = {one.code: one.label for one in self._lookup.offers.codes["mode"]}
        now = clock.this_minute()
        with self._desk.store.read() as session:
            found = patrol_log.rows(
                session,
                self._desk.team.id,
                self._wanted,
                newest_first=self._newest_first,
                offset=offset,
                limit=limit,
            )
        return [LogLine(row, now, labels) for row in found]

    def _place(self, ref: Id) -> int | None:
        with self._desk.store.read() as session:
            at = patrol_log.position(
                session,
                self._desk.team.id,
                self._wanted,
                str(ref),
                newest_first=self._newest_first,
            )
        if at is not None and at >= self.rows.rowCount():
            # What is in hand stays in hand, though the rows are still being counted.
            self.rows.grow_to(at + 1)
        return at

    def _sort(self, _key: str, descending: bool) -> None:
        self._newest_first = descending
        self.rows.show_count(self.rows.rowCount())

    # --- Nothing there ------------------------------------------------------------------------

    def _show_or_say_why(self, count: int) -> None:
        if count:
            self._stack.setCurrentIndex(0)
            return
        month = self.chips.month.month
        if self.chips.filtered:
            with self._desk.store.read() as session:
                others = patrol_log.count(session, self._desk.team.id, Filter(month=month))
            where = f"in {_name(month)}" if month else "in the log"
            self.none_match.say("No patrol matches", f"{others:,} {where} without filters.")
            self._stack.setCurrentIndex(2)
            return
        self.none_yet.say(
            f"No patrols in {_name(month)} yet" if month else "No patrols yet",
            "Log the first one. Everything here counts towards the month’s return.",
            "Ctrl+N logs",
        )
        self._stack.setCurrentIndex(1)

    # --- Totals -------------------------------------------------------------------------------

    def _add_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._desk.team.id:
            work = partial(self._sum, self._wanted)
            self._task = self._desk.tasks.run(work, self._show_sum, owner=self)

    def _sum(self, wanted: Filter, _progress: Progress) -> tuple[Totals, int]:
        """Add up what is shown, and count what would be without the filters."""
        everything = Filter(month=wanted.month)
        with self._desk.store.read() as session:
            totals = patrol_log.totals(session, self._desk.team.id, wanted)
            if wanted == everything:
                return totals, totals.patrols
            return totals, patrol_log.count(session, self._desk.team.id, everything)

    def _show_sum(self, found: tuple[Totals, int]) -> None:
        totals, of_all = found
        self.rows.grow_to(totals.patrols)
        self._show_totals(
            [
                _patrols(totals.patrols),
                (clock.hours_long(totals.patrol_time), "patrol time"),
                (clock.hours_long(totals.officer_time), "officer time"),
            ],
            of_all,
        )

    def _show_totals(self, figures: list[tuple[str, str]], of_all: int | None = None) -> None:
        month, filtered = self.chips.month.month, self.chips.filtered
        note = f"Time inside {month.shown}" if month else "Whole lengths"
        if filtered and of_all is not None:
            figure = figures[0][0]
            note = f"{figure} of {of_all:,} shown. {note}"
        self.totals.show_totals(figures, note, filtered=filtered)


def _patrols(count: int) -> tuple[str, str]:
    return f"{count:,}", "patrol" if count == 1 else "patrols"


def _name(month: Month) -> str:
    """`November`; a month of another year with it."""
    this_year = month.year == clock.today().year
    return month.shown.split()[0] if this_year else month.shown
