"""Actions that are overdue, or to be reminded of: in the status line, and one press away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from snt_desk.domain import clock
from snt_desk.ui.frame import NewDay
from snt_desk.ui.later import later
from snt_desk.ui.named import counted
from snt_desk.ui.page import Target
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.services.actions_due import ActionDue
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.tasks import Progress

_LOOK_MS = 1000
"""It can wait until the page is there."""


class ActionsDue(QObject):
    """Looks after the start, on each new day, and whenever actions change."""

    def __init__(self, status: StatusBar) -> None:
        """Speak in the status line."""
        super().__init__(status)
        self._status = status
        self._first: ActionDue | None = None
        self._new_day = NewDay(self)
        self._new_day.came.connect(self._look)
        status.actions_due.connect(self.open)

    def take(self, desk: Desk) -> None:
        """Look at the actions of this desk."""
        self._desk = desk
        desk.changed.connect(self._changed)
        self._new_day.begin()
        later(self._status, self._look, _LOOK_MS)

    def open(self) -> None:
        """Show the action that is longest overdue, or else the first to be reminded of."""
        if self._first is not None:
            self._desk.go(Target("Partners", "actions", self._first.ref))

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        if "actions" in tables:
            self._look()

    def _look(self) -> None:
        self._desk.tasks.run(self._due, self._show, owner=self._status)

    def _due(self, _progress: Progress) -> tuple[ActionDue, ...]:
        from snt_desk.services import actions_due

        with self._desk.store.read() as session:
            return actions_due.due(session, self._desk.team.id, clock.today())

    def _show(self, found: tuple[ActionDue, ...]) -> None:
        self._first = next(iter(found), None)
        self._status.show_actions_due(_words(found))


def _words(found: tuple[ActionDue, ...]) -> str:
    """Say how many: `2 actions overdue, 1 reminder`."""
    over = sum(one.overdue for one in found)
    said = [f"{counted(over, 'action')} overdue"] if over else []
    if near := len(found) - over:
        said.append(counted(near, "reminder"))
    return ", ".join(said)
