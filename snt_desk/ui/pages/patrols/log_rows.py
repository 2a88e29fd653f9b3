"""The rows of the log: which list they are of, read as they are painted, prepared by the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from snt_desk.domain import clock
from snt_desk.services import patrol_filter, patrol_lists
from snt_desk.services.patrol_groups import Group
from snt_desk.services.patrol_lists import Asked, ByDate, ByGroups, Prepared
from snt_desk.services.patrol_orders import NEWEST
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols.columns import COLUMNS, LogLine, heading
from snt_desk.ui.pages.patrols.offers import Lookup, mode_words
from snt_desk.ui.table import BlockModel, Heading, Id, Order
from snt_desk.ui.tasks import Progress, Task

_NEAR = 2_000
"""So far down a patrol stays in hand when another list is asked for: a year of a team's log."""


class LogRows(QObject):
    """Hands the table the lines of the list that was asked for last, once it is there.

    Until then the list before it stands, and the window goes on.
    """

    shown = Signal(bool)
    """Another list stands there; whether it is known how many rows it has."""
    waiting = Signal()
    """The list that was asked for takes longer than a blink."""
    came = Signal(str)
    """The list has come that may hold the patrol that was awaited: its ref."""
    stayed = Signal()
    """The list that was asked for could not be prepared: the one before it stands."""

    def __init__(self, desk: Desk, lookup: Lookup, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lookup = lookup
        self.model = BlockModel(
            COLUMNS, self._fetch, sort=self._sort, place=self._place, parent=self
        )
        self.asked = Asked()
        self.list: ByDate | Prepared = ByDate(desk.team.id, self.asked.wanted)
        """The list that stands there."""
        self.pending = False
        """Whether another list is being prepared."""
        self._stands = self.asked
        """What was asked for when the list that stands there was."""
        self._task: Task | None = None
        self._opened: frozenset[str] = frozenset()
        self._awaited = ""
        self._within: int | None = None

    # --- Asking -------------------------------------------------------------------------------

    def ask(self, asked: Asked) -> None:
        """Show another list; what is in hand stays in hand if it is there."""
        if asked.by != self.asked.by:
            self._opened = frozenset()
        self.asked = asked
        self._let_go()
        if asked.is_by_date:
            self._stand_by_date()
            self.shown.emit(self._show_first())
        else:
            self._prepare()

    def ask_again(self) -> None:
        """Read the same list again: the records have changed."""
        self._let_go()
        if not self.asked.is_by_date:
            self._prepare()
            return
        self._stand_by_date()
        if self.asked.is_short:
            with self._desk.store.read() as session:
                count = patrol_filter.count(session, self._desk.team.id, self.asked.wanted)
            self.model.show_count(count)
            self.shown.emit(True)
        elif self.model.rowCount():
            # There may be many: the worker counts them anew with the totals.
            self.model.show_count(self.model.rowCount())
            self.shown.emit(False)
        else:
            self.shown.emit(self.model.show_first())

    def _sort(self, orders: Sequence[Order]) -> None:
        before = self.asked
        asked = replace(before, orders=tuple(orders))
        if before.is_by_date and asked.is_by_date:
            # The same patrols the other way round: nothing is counted anew.
            self.asked = asked
            self._stand_by_date()
            count = self.model.rowCount()
            self._show_first()
            self.model.grow_to(count)
        else:
            self.ask(asked)

    def _show_first(self) -> bool:
        """Show the first rows, or those round the patrol in hand; True if these are all."""
        self._within = _NEAR
        complete = self.model.show_first()
        self._within = None
        return complete

    def _stand_by_date(self) -> None:
        asked = self._stands = self.asked
        self.list = ByDate(self._desk.team.id, asked.wanted, asked.orders == NEWEST)

    def _prepare(self) -> None:
        if self.asked.is_short:
            self._take(self._prepared(self.asked))
            return
        self.pending = True
        work = partial(self._prepared, self.asked)
        run = self._desk.tasks.run
        self._task = run(work, self._take, owner=self, failed=self._not_prepared)
        if self.pending:
            self.waiting.emit()

    def _prepared(self, asked: Asked, progress: Progress | None = None) -> Prepared:
        with self._desk.store.read() as session:
            # A list that nobody waits for any more is given up half-way.
            report = None if progress is None else progress.report
            return patrol_lists.prepared(session, self._desk.team.id, asked, self._opened, report)

    def _not_prepared(self, error: Exception) -> None:
        """The list that stood there stands; nothing is on its way to it any more."""
        self.pending, self._awaited = False, ""
        self.asked = self._stands
        self._opened = self.list.opened if isinstance(self.list, ByGroups) else frozenset()
        self.stayed.emit()
        raise error

    def _take(self, found: Prepared) -> None:
        self.pending, self._stands = False, self.asked
        self._show(found)
        self.shown.emit(True)
        awaited, self._awaited = self._awaited, ""
        if awaited:
            self.came.emit(awaited)

    def _show(self, found: Prepared) -> None:
        self.list = found
        self.model.show_count(found.count, found.headings)

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.pending = False

    # --- Groups, and what stands in them --------------------------------------------------------

    def turn(self, handle: str, open_: bool) -> None:
        """Open a group, or shut it."""
        if isinstance(self.list, ByGroups):
            self._turn(self.list, [handle], open_=open_)

    def turn_all(self, *, open_: bool) -> None:
        """Open all groups, or shut them."""
        if isinstance(self.list, ByGroups):
            handles = [one.handle for one in self.list.groups]
            self._turn(self.list, handles, open_=open_)

    def _turn(self, shown: ByGroups, handles: Sequence[str], *, open_: bool) -> None:
        found = shown.turned(handles, open_=open_)
        self._opened = found.opened
        self._show(found)

    def reach(self, ref: str) -> None:
        """Open the group of a patrol; while the list is being prepared, wait for it."""
        if self.pending:
            self._awaited = ref
        elif isinstance(self.list, ByGroups):
            with self._desk.store.read() as session:
                found = self.list.with_patrol(session, ref)
            if found is not self.list:
                self._opened = found.opened
                self._show(found)

    # --- Reading ------------------------------------------------------------------------------

    def _fetch(self, offset: int, limit: int) -> list[LogLine | Heading]:
        labels = {one.code: one.label for one in self._lookup.offers.codes["mode"]}
        now = clock.this_minute()
        with self._desk.store.read() as session:
            found = self.list.lines(session, offset, limit)
        return [
            self._heading(one, labels) if isinstance(one, Group) else LogLine(one, now, labels)
            for one in found
        ]

    def _heading(self, group: Group, labels: Mapping[str, str]) -> Heading:
        is_open = isinstance(self.list, ByGroups) and self.list.is_open(group)
        by = self.asked.by
        # As in its column: Foot, not On foot.
        title = mode_words(str(group.value), labels)[0] if by == "mode" else group.title
        return heading(group, title, by_officer=by == "officer", is_open=is_open)

    def _place(self, named: Id) -> int | None:
        with self._desk.store.read() as session:
            if isinstance(self.list, ByDate):
                at = self.list.place(session, str(named), self._within)
            else:
                at = self.list.place(session, str(named))
        if at is not None and at >= self.model.rowCount():
            # What is in hand stays in hand, though the rows are still being counted.
            self.model.grow_to(at + 1)
        return at
