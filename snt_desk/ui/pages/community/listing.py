"""A list of the tab: its table with what there is to do above, or why there is nothing in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.services.community_lists import USUAL, Asked
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.keyed_rows import KeyedRows
from snt_desk.ui.named import counted
from snt_desk.ui.pages.community.columns import (
    CONTACT_COLUMNS,
    EVENT_COLUMNS,
    MESSAGE_COLUMNS,
)
from snt_desk.ui.pages.community.records import KINDS, Records, Shown
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import across, button, label
from snt_desk.ui.table import Column
from snt_desk.ui.table_view import TableView

_MINUTE_MS = 60_000


@dataclass(frozen=True)
class About:
    """What a list is called, what stands in it, and what is said where it is empty."""

    title: str
    columns: Sequence[Column[Any]]
    icon: str
    none: str
    use: str


ABOUT = {
    EVENTS: About(
        "Events",
        EVENT_COLUMNS,
        "megaphone",
        "No events yet",
        "Write down where the team meets residents: stalls, surgeries, school visits.",
    ),
    CONTACTS: About(
        "Residents",
        CONTACT_COLUMNS,
        "user",
        "No contacts yet",
        "Write down who wants something of the team. Each is to be answered within 72 hours.",
    ),
    MESSAGES: About(
        "Messages",
        MESSAGE_COLUMNS,
        "message-square",
        "No messages yet",
        "Draft what the public is told. The app posts nothing: copy it, then say where it went.",
    ),
}


class Listing(QFrame):
    """One of the three lists."""

    taken = Signal(object)
    """Another record is in hand: its ref, or None."""
    new_asked = Signal()
    clear_asked = Signal()
    came = Signal(str)
    """A record that was awaited may be in the list now: its ref."""

    def __init__(self, table: str, records: Records, desk: Desk) -> None:
        """`table` is the records' table."""
        super().__init__()
        self.name, self._records, self._desk = table, records, desk
        self.about = ABOUT[table]
        read, key_of = partial(records.lines, table), partial(records.key_of, table)
        self.rows = KeyedRows(desk, self.about.columns, read, key_of, self)
        self.table = TableView(self.rows.model, self.about.title)
        self.table.setObjectName(f"community-{table}")
        self.table.show_order(USUAL[table][0])
        self.table.deletes = True
        self.table.personal = table == CONTACTS
        self.asked = Asked()
        self._sub = label("", "muted")
        self._new = button(f"New {KINDS[table]}", "primary", "plus", tip="Ctrl+N", writes=True)
        self._clear = button("Clear filter")
        self.none_yet = EmptyPage(self.about.icon, self._new)
        self.none_match = EmptyPage("list-filter", self._clear)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        head = across(label(self.about.title, "title"), self._sub, None, margins=(16, 9, 12, 7))
        self._stack = QStackedWidget()
        for one in (self.table, self.none_yet, self.none_match):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    def _listen(self) -> None:
        self.rows.shown.connect(self._list_shown)
        self.rows.came.connect(self.came)
        self.rows.sorted.connect(self._ask)
        self.table.current_changed.connect(self.taken)
        self._new.clicked.connect(self.new_asked)
        self._clear.clicked.connect(self.clear_asked)
        if self.name == EVENTS:
            pasting.offer(self.table, self._desk, EVENTS)
        minute = QTimer(self, interval=_MINUTE_MS)
        minute.timeout.connect(self.tick)
        minute.start()

    # --- What is shown ------------------------------------------------------------------------

    def show_list(self, asked: Asked) -> None:
        """Show what is asked for; the order stays as it is."""
        self.asked = asked
        self._ask()

    def _ask(self) -> None:
        asked = replace(self.asked, orders=self.rows.orders)
        find = self._records.find(self.name, asked)
        self.rows.ask(find, short=self._records.is_short(self.name))

    def _list_shown(self) -> None:
        found = self.rows.found
        total = found.total if isinstance(found, Shown) else 0
        self._sub.setText(found.standing if isinstance(found, Shown) else "")
        if self.rows.count:
            self._stack.setCurrentWidget(self.table)
        elif total:
            kind = KINDS[self.name]
            self.none_match.say(f"No {kind} matches", f"{counted(total, kind)} without the filter.")
            self._stack.setCurrentWidget(self.none_match)
        else:
            self.none_yet.say(self.about.none, self.about.use, "Ctrl+N adds one")
            self._stack.setCurrentWidget(self.none_yet)

    def tick(self) -> None:
        """Let a minute pass: nothing is read for that."""
        now = clock.this_minute()
        self.rows.model.renew(lambda line: replace(line, now=now))

    # --- What is in hand ----------------------------------------------------------------------

    def select(self, ref: str) -> bool:
        """Take a record in hand, if it is shown; while the list is found, `came` says later."""
        if self.rows.pending:
            self.rows.await_(ref)
            return True
        return self.table.select(ref)

    def enter(self) -> None:
        """Take the focus to the table; else to what can be done."""
        wanted: list[QWidget] = [self.table] if self.rows.count else [self._clear, self._new]
        next((one for one in wanted if one.isVisible()), self.table).setFocus()

    @property
    def in_use(self) -> bool:
        """Whether it has the focus, or the button that stands there in place of lines."""
        return any(one.hasFocus() for one in (self.table, self._new, self._clear))
