"""The line of days: everything that happened for a priority, of any length, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.minutes import minute
from snt_desk.services.timeline import PATROL, Entry, Happened
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.page import Target
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import Tick, across, as_part, label
from snt_desk.ui.table import BlockModel, Cell, Column, Id
from snt_desk.ui.table_view import TableView

Read = Callable[[Sequence[Happened]], Sequence[Entry]]
"""Reads the records of some lines."""


def _what(one: Entry) -> Cell:
    now = (clock.today(), clock.wall(clock.now()))
    return Cell(one.what, sub="to come" if (one.day, one.time) > now else "")


COLUMNS: tuple[Column[Entry], ...] = (
    Column(
        *("Day", lambda one: clock.long_day(one.day)),
        width=142,
        quiet_repeats=True,
        kept=True,
    ),
    Column("Time", lambda one: one.time, width=56),
    Column("What happened", _what, width=180, kept=True),
    Column(
        *("", lambda one: Cell(one_line(one.title), sub=one_line(one.words))),
        width=220,
        stretch=True,
    ),
)


class TimelineView(QFrame):
    """The line as a table that reads what is seen of it."""

    wanted = Signal(object)
    """The `Target` of a record in it."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Happened] = ()
        self._shown: Sequence[Happened] = ()
        self._read: Read = lambda _some: ()
        self.rows: BlockModel[Entry] = BlockModel(COLUMNS, self._fetch, place=self._place)
        self.table = TableView(self.rows, "What happened for it")
        self.table.setObjectName("priority-timeline")
        self.without = Tick("&Leave patrols out")
        self.without.setAccessibleName("Leave patrols out")
        self._count = label("", "muted")
        self.none = EmptyPage("calendar-days")
        self._stack = QStackedWidget()
        for one in (self.table, self.none):
            self._stack.addWidget(one)
        bar = across(self._count, None, self.without, margins=(16, 6, 16, 6))
        as_part(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(bar)
        self.without.toggled.connect(self._show)
        self.table.opened.connect(self._open)

    def show_happened(self, happened: Sequence[Happened], read: Read) -> None:
        """Show these; `read` is asked for what is seen of them."""
        self._all, self._read = happened, read
        self._show()

    def _show(self) -> None:
        patrols = sum(one.what == PATROL for one in self._all)
        self.without.setVisible(bool(patrols))
        left_out = self.without.isChecked()
        self._shown = [one for one in self._all if one.what != PATROL] if left_out else self._all
        self.rows.show_count(len(self._shown))
        others = counted(len(self._all) - patrols, "other entry").replace("entrys", "entries")
        self._count.setText(f"{counted(patrols, 'patrol')} and {others}")
        self._stack.setCurrentWidget(self.table if self._shown else self.none)
        self.none.say("Nothing happened yet", "What is done for it stands here day by day.")
        if self._shown and self.table.current_id is None:
            self.table.take_near(self._latest())

    def _latest(self) -> int:
        """Say where what has happened begins: above it is what is to come."""
        now = minute(clock.now())
        return next((at for at, one in enumerate(self._shown) if one.at <= now), 0)

    def _fetch(self, offset: int, limit: int) -> Sequence[Entry]:
        return self._read(self._shown[offset : offset + limit])

    def _place(self, wanted: Id) -> int | None:
        names = (at for at, one in enumerate(self._shown) if one.id == wanted)
        return next(names, None)

    def _open(self, wanted: object) -> None:
        at = self.rows.place(str(wanted))
        one = None if at is None else self.rows.row(at)
        if isinstance(one, Entry) and one.ref:
            self.wanted.emit(Target(one.tab, one.table, one.ref))
