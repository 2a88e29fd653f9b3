"""A list of the tab: its table with what there is to do above, or why there is nothing in it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from snt_desk.domain import clock
from snt_desk.services.community_lists import USUAL, Asked
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.giving import Giving
from snt_desk.ui.keyed_rows import KeyedRows
from snt_desk.ui.lists import Lists, Wanted
from snt_desk.ui.named import counted
from snt_desk.ui.pages.community.kinds import Listed
from snt_desk.ui.pages.community.records import Records, Shown
from snt_desk.ui.parts import across, label
from snt_desk.ui.table_view import TableView

_MINUTE_MS = 60_000


class Listing(Lists):
    """The list of one kind of record."""

    def __init__(self, kind: Listed, records: Records, desk: Desk) -> None:
        super().__init__(kind.icon, kind.called)
        self.kind, self._records = kind, records
        read, key_of = partial(records.lines, kind.table), partial(records.key_of, kind.table)
        self.rows = KeyedRows(desk, kind.columns, read, key_of, self)
        self.table = TableView(self.rows.model, kind.title)
        self.table.setObjectName(f"community-{kind.table}")
        self.table.show_order(USUAL[kind.table][0])
        self.table.deletes = True
        self.table.personal = kind.personal
        self._wanted = Wanted()
        self._title, self._sub = label(kind.title, "title"), Giving("muted")
        self._head = across(self._title, self._sub, None, margins=(16, 9, 12, 7))
        self._hold({kind.table: self.table}, self.table, self._head)
        self.rows.shown.connect(self._list_shown)
        self.rows.came.connect(partial(self.came.emit, kind.table))
        self.rows.sorted.connect(self._ask)
        if kind.pasted:
            pasting.offer(self.table, desk, kind.table)
        minute = QTimer(self, interval=_MINUTE_MS)
        minute.timeout.connect(self.tick)
        minute.start()

    def add_to_head(self, part: QWidget) -> None:
        """Put something at the right of the title."""
        layout = self._head.layout()
        if layout is not None:
            layout.addWidget(part)

    # --- What is shown ------------------------------------------------------------------------

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what is asked for; the order stays as it is."""
        self._wanted = wanted
        self._ask()

    def _ask(self) -> None:
        wanted = self._wanted
        asked = Asked(wanted.words, wanted.priority, wanted.only, self.rows.orders)
        find = self._records.find(self.kind.table, asked)
        self.rows.ask(find, short=self._records.is_short(self.kind.table))

    def _list_shown(self) -> None:
        found, kind = self.rows.found, self.kind
        total = found.total if isinstance(found, Shown) else 0
        self._sub.setText(found.standing if isinstance(found, Shown) else "")
        if self.rows.count:
            self._stack.setCurrentWidget(self.table)
        elif total:
            without = f"{counted(total, kind.called)} without the filter."
            self.none_match.say(f"No {kind.called} matches", without)
            self._stack.setCurrentWidget(self.none_match)
        else:
            self.none_yet.say(kind.none, kind.use, "Ctrl+N adds one")
            self._stack.setCurrentWidget(self.none_yet)

    def tick(self) -> None:
        """Let a minute pass: nothing is read for that."""
        now = clock.this_minute()
        self.rows.model.renew(lambda line: replace(line, now=now))

    # --- What is in hand ----------------------------------------------------------------------

    def take_first(self) -> tuple[str, str] | None:
        """Give what is in hand, or take the first in hand where nothing is."""
        if self.table.current_id is None and self.rows.count:
            self.table.take_near(0)
        return self.in_hand

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand, if it is shown; while the list is found, `came` says later."""
        if self.rows.pending:
            self.rows.await_(ref)
            return True
        return super().select(name, ref)
