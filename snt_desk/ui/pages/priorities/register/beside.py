"""The priority in hand as it is read beside the list: after the list has answered."""

from __future__ import annotations

from functools import partial

from snt_desk.domain import clock
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.following import Following
from snt_desk.ui.pages.priorities.register import account
from snt_desk.ui.pages.priorities.register.account import Account
from snt_desk.ui.pages.priorities.register.records import Records
from snt_desk.ui.pages.priorities.register.view import PriorityView
from snt_desk.ui.panels import Box
from snt_desk.ui.tasks import Progress, Task


class Beside:
    """Reads what is saved of a priority, and has the worker count what was done for it."""

    def __init__(self, desk: Desk, records: Records, view: PriorityView, box: Box) -> None:
        """`box` says why one cannot be read."""
        self._desk, self._records, self._view, self._box = desk, records, view, box
        self._ref = self._shown = ""
        self._task: Task | None = None
        self._following = Following(view, self._read)
        self.catch_up = self._following.catch_up

    def show_soon(self, ref: str) -> None:
        """Show a priority when the list has answered."""
        self._ref = ref
        self._following.soon()

    def show_now(self, ref: str) -> None:
        """Show a priority."""
        self._ref = ref
        self._following.now()

    def _read(self) -> None:
        """Show what is saved of it now; what takes counting comes when it is counted."""
        ref = self._ref
        if self._task is not None:
            self._task.cancel()
        if ref not in self._records.rows:
            return
        try:
            plan = self._records.plan(ref)
        except DeskError as error:
            failing.say(self._desk, self._box, error)
            return
        if ref != self._shown:
            self._shown = ref
            self._view.to_top()
        self._view.show_priority(self._records.rows[ref], plan, self._records.around)
        self._task = self._desk.tasks.run_when_shown(
            partial(self._count, ref, plan.draft), self._counted, owner=self._view
        )

    def _count(self, ref: str, draft: PriorityDraft, _progress: Progress) -> Account:
        return account.read(self._desk.store, self._desk.team.id, ref, draft, clock.today())

    def _counted(self, found: Account) -> None:
        self._view.account.show_account(found)
