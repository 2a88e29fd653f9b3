"""The list of months, and which of those that were sent are no longer right: found out later.

The list stands at once; then one month after the other is held against the records in the
worker, so that whatever the user asks for meanwhile comes in between.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from snt_desk.domain.clock import Month
from snt_desk.services import board
from snt_desk.services.board import WATCHED, MonthState
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.returns.side import LookOver
from snt_desk.ui.tasks import Progress, Task


class MonthWatch:
    """Keeps the states of the months that the list shows."""

    def __init__(self, desk: Desk, side: LookOver) -> None:
        """Nothing is shown before `begin`."""
        self._desk = desk
        self._side = side
        self._states: list[MonthState] = []
        self._waiting: list[Month] = []
        self._chosen: Month | None = None
        self._unsaved: frozenset[Month] = frozenset()
        self._task: Task | None = None

    def begin(
        self, states: Sequence[MonthState], chosen: Month, unsaved: Collection[Month]
    ) -> None:
        """Show the months; what was known of their changes stands until it is known better."""
        known = {one.month for one in self._states if one.changed}
        self._states = [
            one if one.month not in known else _changed(one, changed=bool(one.revision))
            for one in states
        ]
        self._waiting = [one.month for one in states[:WATCHED] if one.revision]
        self._chosen = chosen
        self._unsaved = frozenset(unsaved)
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._side.show_months(self._states, chosen, self._unsaved)

    def go_on(self) -> None:
        """Look at the next month that was sent, and then at the one after."""
        if not self._waiting:
            return
        month = self._waiting.pop(0)
        state = next(one for one in self._states if one.month == month)
        self._task = self._desk.tasks.run(partial(self._look, state), self._show, owner=self._side)

    def relabel(self, unsaved: Collection[Month]) -> None:
        """Say on which months words are not saved."""
        if frozenset(unsaved) != self._unsaved:
            self._unsaved = frozenset(unsaved)
            self._show_again()

    def _look(self, state: MonthState, _progress: Progress) -> MonthState:
        with self._desk.store.read() as session:
            return board.is_changed(session, self._desk.team, state)

    def _show(self, found: MonthState) -> None:
        self._states = [found if one.month == found.month else one for one in self._states]
        self._show_again()
        self.go_on()

    def _show_again(self) -> None:
        chosen = self._side.month.value
        if isinstance(chosen, Month):
            self._side.show_months(self._states, chosen, self._unsaved)


def _changed(one: MonthState, *, changed: bool) -> MonthState:
    return MonthState(one.month, one.revision, one.over, changed)
