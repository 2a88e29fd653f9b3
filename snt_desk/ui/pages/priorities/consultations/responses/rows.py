"""The rows of the list: which list they are of, read as they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from snt_desk.domain import clock
from snt_desk.services import response_lists
from snt_desk.services.response_lists import Asked, Beginning, Prepared, Totals
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.consultations.responses.columns import COLUMNS, Line
from snt_desk.ui.table import BlockModel, Heading, Id, Order
from snt_desk.ui.tasks import Progress, Task


class ResponseRows(QObject):
    """Hands the table the lines of the list that was asked for last, once it is there.

    A short list is there at once; of a long one by day its beginning is, and the worker brings
    the rest. Until another order is there the list before it stands, and the window goes on.
    """

    shown = Signal()
    """Another list stands there, or its beginning, or more of it is known."""
    waiting = Signal()
    """The list that was asked for takes longer than a blink."""
    completed = Signal(str)
    """The rest has come of a list whose beginning did not hold what was in hand: its ref."""
    stayed = Signal()
    """The list that was asked for, or the rest of it, could not be prepared."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = BlockModel(
            COLUMNS, self._fetch, sort=self._sort, place=self._place, parent=self
        )
        self.asked = Asked()
        self.list: Beginning | Prepared = Beginning(desk.team.id, self.asked)
        """The list that stands there."""
        self.totals: Totals | None = None
        """What it adds up to; None until that is known."""
        self.of_all = 0
        """How many rows there would be without the filter."""
        self.pending = False
        """Whether another list is being prepared."""
        self._stands = self.asked
        """What was asked for when the list that stands there was."""
        self._task: Task | None = None

    # --- Asking -------------------------------------------------------------------------------

    def ask(self, asked: Asked, in_hand: str = "") -> None:
        """Show another list; what is in hand stays in hand if it is there."""
        self.asked = asked
        self._let_go()
        if found := self._if_short(asked):
            self._take(found)
        elif asked.is_indexed:
            self._begin(asked, in_hand)
        else:
            self._prepare()

    def ask_again(self) -> None:
        """Read the same list again: the records have changed."""
        self._let_go()
        if found := self._if_short(self.asked):
            self._take(found)
        else:
            self._prepare()

    def _sort(self, orders: Sequence[Order]) -> None:
        self.ask(replace(self.asked, orders=tuple(orders)))

    def _begin(self, asked: Asked, in_hand: str) -> None:
        """Show how a list begins, and have the rest of it brought."""
        self.list, self.totals = Beginning(self._desk.team.id, asked), None
        self._stands = asked
        self.model.show_first()
        self.pending = True
        self.shown.emit()
        self.waiting.emit()
        work, then = partial(self._prepared, asked), partial(self._complete, in_hand)
        run = self._desk.tasks.run_when_shown
        self._task = run(work, then, owner=self, failed=self._not_prepared)

    def _prepare(self) -> None:
        self.pending = True
        work = partial(self._prepared, self.asked)
        run = self._desk.tasks.run
        self._task = run(work, self._take, owner=self, failed=self._not_prepared)
        if self.pending:
            self.waiting.emit()

    def _if_short(self, asked: Asked) -> tuple[Prepared, int] | None:
        """Prepare a list at once, if it is done in a blink."""
        team = self._desk.team.id
        with self._desk.store.read() as session:
            short = response_lists.is_short(session, team, asked.wanted)
            return _prepared(session, team, asked) if short else None

    def _prepared(self, asked: Asked, _progress: Progress) -> tuple[Prepared, int]:
        with self._desk.store.read() as session:
            return _prepared(session, self._desk.team.id, asked)

    def _take(self, found: tuple[Prepared, int]) -> None:
        self._keep(*found)
        self.model.show_count(len(found[0].keys))
        self.shown.emit()

    def _complete(self, in_hand: str, found: tuple[Prepared, int]) -> None:
        self._keep(*found)
        self.model.grow_to(len(found[0].keys))
        self.shown.emit()
        if in_hand:
            self.completed.emit(in_hand)

    def _not_prepared(self, error: Exception) -> None:
        """What stands there stands; nothing is on its way to it any more."""
        self.pending, self.asked = False, self._stands
        self.stayed.emit()
        raise error

    def _keep(self, found: Prepared, of_all: int) -> None:
        self.pending, self._stands = False, self.asked
        self.list, self.totals, self.of_all = found, found.totals, of_all

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.pending = False

    # --- Reading ------------------------------------------------------------------------------

    def _fetch(self, offset: int, limit: int) -> list[Line | Heading]:
        today = clock.today()
        with self._desk.store.read() as session:
            return [Line(one, today) for one in self.list.lines(session, offset, limit)]

    def _place(self, named: Id) -> int | None:
        with self._desk.store.read() as session:
            return self.list.place(session, str(named))


def _prepared(session: Any, team: int, asked: Asked) -> tuple[Prepared, int]:
    """A list, and how many rows there would be without its filter."""
    found = response_lists.prepared(session, team, asked)
    whole = asked.wanted.whole
    if asked.wanted == whole:
        return found, found.totals.rows
    return found, response_lists.count(session, team, whole)
