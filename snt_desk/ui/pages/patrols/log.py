"""The log: chips above, the patrols, and their totals below; only what is painted is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import patrol_log
from snt_desk.services.patrol_lists import Asked
from snt_desk.services.patrol_log import Filter
from snt_desk.services.patrol_totals import By
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols.asking import Asking
from snt_desk.ui.pages.patrols.chips import Chips
from snt_desk.ui.pages.patrols.log_rows import LogRows
from snt_desk.ui.pages.patrols.log_totals import LogTotals
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import button, column_of
from snt_desk.ui.table_view import TableView

_MINUTE_MS = 60_000
_LEAST_TABLE = 64
_DOWN = Qt.SortOrder.DescendingOrder
_TYPED = frozenset({"text", "operation"})
"""Of a filter what is free text, and may name somebody."""


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
    not_shown = Signal(str)
    """A patrol was to be taken in hand, and the list that has come since does not hold it."""
    went_back = Signal()
    """From the filter, or a line above the list, back to the list, or to what is in its place."""
    kept_as = "patrols-log"
    """Under this name its filter, its groups and what is in hand outlive the window."""

    def __init__(self, desk: Desk, lookup: Lookup) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._lookup = lookup
        self._start = button("Start now", "", "play", tip="Ctrl+Shift+N", writes=True)
        self._new = button("New", "primary", "plus", tip="Ctrl+N", writes=True)
        self.chips = Chips(lookup, (self._start, self._new))
        self.bar = self.chips.bar
        self.bar.show_actions(shown=False)
        self.lists = LogRows(desk, lookup, self)
        self.rows = self.lists.model
        self.table = TableView(self.rows, "Patrols")
        self.table.setObjectName("patrols")
        self.table.deletes = True
        pasting.offer(self.table, desk, "patrols")
        # Less than Qt asks for: with large text and a line above it the window stays as high.
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.table.show_order("start", _DOWN)
        self.sums = LogTotals(desk, self.lists, self.table)
        self.totals = self.sums.bar
        self.asking = Asking(desk, self.chips)
        self._looked_for = ""
        self._make_empty_pages()
        self._lay_out()
        self._listen()

    def _make_empty_pages(self) -> None:
        self._log_first = button("Log a patrol", "primary", "plus", writes=True)
        self._show_all = button("Clear filters", "primary")
        self._paste = button("Paste from Excel", "", "clipboard-list", writes=True)
        self._import = button("Import a file", "", "upload", tip="Ctrl+I", writes=True)
        self.none_yet = EmptyPage("footprints", self._log_first, self._paste, self._import)
        self.none_match = EmptyPage("list-filter", self._show_all)

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        for one in (shown, self.none_yet, self.none_match):
            self._stack.addWidget(one)
        self.views = QStackedWidget()
        self.views.addWidget(self._stack)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(0)
        self.foot.addWidget(self.totals, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.asking.strip)
        column.addWidget(self.views, 1)
        column.addLayout(self.foot)

    def add_below(self, widget: QWidget) -> None:
        """Put something below it all: how far an export is."""
        column_of(self).addWidget(widget)

    def _listen(self) -> None:
        self.bar.changed.connect(self.show_rows)
        self.bar.words.left.connect(self._go_back)
        self.asking.left.connect(self._go_back)
        self.table.typed.connect(self.bar.words.take)
        self.table.opened.connect(self.opened)
        self.table.delete_asked.connect(self.delete_asked)
        self.table.turned.connect(self.lists.turn)
        self.lists.shown.connect(self._list_shown)
        self.rows.rowsRemoved.connect(self._rows_gone)
        self.lists.came.connect(self._came)
        self.totals.cleared.connect(self.clear_filters)
        self._show_all.clicked.connect(self.clear_filters)
        self._log_first.clicked.connect(self.new_asked)
        self._paste.clicked.connect(partial(pasting.begin, self.table))
        self._import.clicked.connect(self._desk.choose_file)
        self._new.clicked.connect(self.new_asked)
        self._start.clicked.connect(self.start_asked)
        minute = QTimer(self, interval=_MINUTE_MS)
        minute.timeout.connect(self.tick)
        minute.start()

    # --- What is shown ------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        """Which patrols are asked for: what another page hands over, or takes."""
        return self.chips.wanted

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand."""
        self.chips.offer()
        self.lists.asked = self._asked()
        self.lists.ask_again()

    def show_rows(self) -> None:
        """Show the patrols that the chips ask for; the worker counts them and adds them up."""
        self.asking.strip.put_away()
        self.lists.ask(self._asked())

    def _asked(self) -> Asked:
        orders = self.lists.asked.orders
        return Asked(self.chips.wanted, orders, self.chips.group.by)

    def _list_shown(self, complete: bool) -> None:
        count = self.rows.rowCount()
        self._show_or_say_why(count)
        self.sums.add_up(count if complete else None)

    def is_seen(self) -> bool:
        """Whether the list is shown, and nothing else in its place."""
        return self.views.currentWidget() is self._stack

    def _rows_gone(self) -> None:
        """The worker has counted fewer than there were; maybe none."""
        self._show_or_say_why(self.rows.rowCount())

    def show_month(self, month: Month | None) -> None:
        """Go to a month; None for all."""
        self.chips.month.show_month(month)

    def group_by(self, by: By | None) -> None:
        """Let the patrols stand under headings, or under none."""
        self.chips.group.choose(by)

    def turn_all(self, open_: bool) -> None:
        """Open all groups, or shut them."""
        self.lists.turn_all(open_=open_)

    def show_only(self, wanted: Mapping[str, str]) -> None:
        """Filter by these (`Target.filters`) and by nothing else; without a month, all months."""
        self.chips.show_only(wanted)

    def clear_filters(self) -> None:
        """Show every patrol of the time that is shown."""
        self.bar.clear()
        self._go_back()

    def _go_back(self) -> None:
        self.table.setFocus()
        self.went_back.emit()

    def select(self, ref: str) -> bool:
        """Take a patrol in hand, if it is shown.

        While a list is being prepared it is taken in hand later, or `not_shown` says so.
        """
        self._looked_for = ref
        return self._take_in_hand(ref)

    def _take_in_hand(self, ref: str) -> bool:
        self.lists.reach(ref)
        return self.lists.pending or self.table.select(ref)

    def _came(self, ref: str) -> None:
        self.lists.reach(ref)
        # What was in hand the last time may be gone, and nobody looks for it.
        if not self.table.select(ref) and ref == self._looked_for:
            self.not_shown.emit(ref)

    def selected(self) -> Sequence[str]:
        """The refs of the selected patrols; DeskError if there are too many to act on."""
        return [str(ref) for ref in dict.fromkeys(self.table.selected_ids)]

    def tick(self) -> None:
        """Let whoever is out have been out for a minute longer; nothing is read for that."""
        now = clock.this_minute()
        self.rows.renew(lambda line: line.by(now))
        self.minute_passed.emit()

    # --- Remembered ---------------------------------------------------------------------------

    def state(self) -> bytes:
        """Say what is to be there again the next time: the filter, the groups, what is in hand.

        It is kept beside the settings, in plain: of encrypted data without what somebody typed.
        """
        current, words = self.table.current_id, self.chips.words()
        if self._desk.store.key is not None:
            words = {name: said for name, said in words.items() if name not in _TYPED}
        kept = {
            "words": words,
            "by": self.chips.group.by or "",
            "current": "" if current is None else str(current),
        }
        return json.dumps(kept).encode()

    def take_state(self, state: bytes) -> None:
        """Take back what `state` gave; what does not fit is passed over."""
        try:
            kept = json.loads(state)
            words, by, current = dict(kept["words"]), kept["by"], kept["current"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        said = {name: value for name, value in words.items() if isinstance(value, str)}
        if said != self.chips.words():
            self.chips.show_only(said)
        if by in get_args(By):
            self.chips.group.choose(by)
        if isinstance(current, str) and current:
            self._take_in_hand(current)

    # --- Nothing there ------------------------------------------------------------------------

    def _show_or_say_why(self, count: int) -> None:
        if count:
            self._stack.setCurrentIndex(0)
            return
        wanted = self.chips.wanted
        when = _when(wanted)
        if self.chips.filtered:
            with self._desk.store.read() as session:
                others = patrol_log.count(session, self._desk.team.id, wanted.period)
            self.none_match.say(
                "No patrol matches", f"{others:,} {when or 'in the log'} without filters."
            )
            self._stack.setCurrentIndex(2)
            return
        self.none_yet.say(
            f"No patrols {when} yet" if when else "No patrols yet",
            "Log the first one, or bring them in from your spreadsheet."
            " Everything here counts towards the month’s return.",
            "Ctrl+N logs  ·  Ctrl+I imports",
        )
        self._stack.setCurrentIndex(1)


def _when(wanted: Filter) -> str:
    """`in November`, or with its year; `in these days`; nothing for the whole log."""
    month = wanted.month
    if month is None:
        return "in these days" if wanted != replace(wanted, first=None, last=None) else ""
    this_year = month.year == clock.today().year
    return f"in {month.shown.split()[0] if this_year else month.shown}"
