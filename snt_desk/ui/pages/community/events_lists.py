"""The events; in their place the wards and groups, and who of them was not reached for long."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from snt_desk.domain import clock
from snt_desk.domain.community import EVENTS
from snt_desk.domain.reach import GROUPS
from snt_desk.services.reach import Reach
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.lists import Wanted
from snt_desk.ui.one_of_few import OneOfFew
from snt_desk.ui.pages.community.kinds import Listed
from snt_desk.ui.pages.community.listing import Listing
from snt_desk.ui.pages.community.reach_columns import REACH_COLUMNS, ReachLine, under_titles
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import across, down, label
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

WEEKS: Final = (4, 6, 8, 12, 26)
"""After so many weeks without an event somebody was not reached for long: those on offer."""

_TITLES: Final[Mapping[object, str]] = {EVENTS: "Events", GROUPS: "Wards and groups"}
_NOBODY: Final = "No wards and no groups yet. Record, New group adds one."
_NONE_PLANNED: Final = "Nothing is planned for any of them."
_NONE_MATCHES: Final = "No ward and no group matches."


class EventsLists(Listing):
    """Two tables, of which one is seen: the events, or who was reached by them."""

    prepare_asked = Signal(object)
    """A ward is in hand: what a new event for it begins with."""
    plan_asked = Signal(object)
    """A new event for a ward or a group: what it begins with."""

    def __init__(self, kind: Listed, records: Records, desk: Desk) -> None:
        super().__init__(kind, records, desk)
        self._desk = desk
        self._task: Task | None = None
        self._reading, self._awaited, self._none_said = False, "", ""
        self.which = Segment(*(Option(name, words) for name, words in _TITLES.items()))
        self.reach_rows: ListModel[ReachLine] = ListModel(REACH_COLUMNS)
        self.reach_table = TableView(self.reach_rows, "Wards and groups")
        self.reach_table.setObjectName("community-reach")
        self.reach_table.deletes = True
        # One at a time: wards cannot be deleted, and groups not by the dozen.
        self.reach_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.long_after = OneOfFew("Long is", WEEKS, "Long is {} weeks or more".format, "{} weeks")
        self.long_after.setProperty("writes", True)
        self._none = label("", "muted", wrap=True)
        self._none.setContentsMargins(16, 8, 16, 8)
        head = across(self._none, None, self.long_after, margins=(0, 0, 12, 4), stretch=(0,))
        self._reach = down(head, self.reach_table, space=0, stretch=(1,))
        self._stack.addWidget(self._reach)
        self.add_to_head(self.which)
        self._listen()

    def _listen(self) -> None:
        table = self.reach_table
        table.current_changed.connect(partial(self._take, GROUPS))
        table.opened.connect(self._plan)
        table.delete_asked.connect(partial(self.delete_asked.emit, GROUPS))
        table.typed.connect(self.typed)
        table.left.connect(self.left)
        self.which.changed.connect(self._turned)
        self.long_after.chosen.connect(self._records.groups.late_after)

    # --- Which of the two -----------------------------------------------------------------------

    @property
    def shows_reach(self) -> bool:
        """Whether the wards and groups are seen."""
        return self.which.value == GROUPS

    def show_reach(self) -> None:
        """Let the wards and groups be seen."""
        self.which.set_value(GROUPS)

    def _turned(self) -> None:
        self._title.setText(_TITLES[self.which.value])
        self.tables = {GROUPS: self.reach_table} if self.shows_reach else {EVENTS: self.table}
        self.show_wanted(self._wanted)

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what is asked for in the table that is seen; the order stays as it is."""
        if not self.shows_reach:
            super().show_wanted(wanted)
            return
        self._wanted = wanted
        self.reach_rows.filter(wanted.words)
        self._say_why_none()
        self._stack.setCurrentWidget(self._reach)
        if self._task is not None:
            self._task.cancel()
        self._reading = True
        self._task = self._desk.tasks.run(self._read, self._show, owner=self)

    def show_of_all(self) -> None:
        """Show the events: they can belong to a priority."""
        self.which.set_value(EVENTS)

    def _list_shown(self) -> None:
        # What is found meanwhile of the events is seen when they are.
        if not self.shows_reach:
            super()._list_shown()

    # --- Wards and groups -----------------------------------------------------------------------

    def _read(self, _progress: Progress) -> Reach:
        return self._records.groups.reach()

    def _show(self, found: Reach) -> None:
        self._reading = False
        today = clock.today()
        coming = self._wanted.only
        lines = [ReachLine(one, today) for one in found.lines if one.coming or not coming]
        self.reach_rows.show_rows(under_titles(lines))
        self.long_after.show_number(found.weeks)
        late = sum(one.late for one in found.lines)
        total = len(found.lines)
        self._sub.setText(f"{late:,} of {total:,} not reached for long" if total else "")
        self._none_said = _NONE_PLANNED if total else _NOBODY
        self._say_why_none()
        awaited, self._awaited = self._awaited, ""
        if awaited:
            self.came.emit(GROUPS, awaited)
        elif self.reach_table.hasFocus() and self.reach_table.current_id is None:
            self.reach_table.take_near(0)

    def _say_why_none(self) -> None:
        """Say why no line is shown, where none is."""
        said = _NONE_MATCHES if self.reach_rows.total else self._none_said
        self._none.setText("" if self.reach_rows.rowCount() else said)

    def _line(self, key: object) -> ReachLine | None:
        rows = (self.reach_rows.row(at) for at in range(self.reach_rows.rowCount()))
        return next((one for one in rows if isinstance(one, ReachLine) and one.id == key), None)

    def _take(self, name: str, key: object) -> None:
        if name != GROUPS:
            super()._take(name, key)
            return
        line = self._line(key)
        if line is None:
            return
        if line.is_ward:
            self.prepare_asked.emit(line.given)
        else:
            self.taken.emit(GROUPS, line.row.ref)

    def _plan(self, key: object) -> None:
        line = self._line(key)
        if line is not None:
            self.plan_asked.emit(line.given)

    # --- What is in hand ------------------------------------------------------------------------

    @property
    def in_hand(self) -> tuple[str, str] | None:
        """The event or the group that the cursor is on; a ward is no record of this tab."""
        if not self.shows_reach:
            return super().in_hand
        line = self._line(self.reach_table.current_id)
        return None if line is None or line.is_ward else (GROUPS, line.row.ref)

    def take_first(self) -> tuple[str, str] | None:
        """Give what is in hand; of events, take the first in hand where nothing is."""
        return self.in_hand if self.shows_reach else super().take_first()

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand in its table, which is seen then."""
        self.which.set_value(name)
        if name == EVENTS:
            return super().select(name, ref)
        if self._reading:
            self._awaited = ref
            return True
        return self.reach_table.select(ref)

    def enter(self, name: str = "") -> None:
        """Take the focus to that table, or to the one that is seen."""
        if name in {EVENTS, GROUPS}:
            self.which.set_value(name)
        super().enter(name)
