"""Who answered each consultation, counted by the worker, and shown in the list and the head."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from snt_desk.domain import clock
from snt_desk.services import code_lists, consultations
from snt_desk.services.consultations import ConsultationRow
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.consultations.head import Head
from snt_desk.ui.pages.priorities.consultations.side import Side
from snt_desk.ui.tasks import Progress, Task

_Counted = tuple[list[ConsultationRow], Mapping[str, str]]


class Answered(QObject):
    """Of 100,000 responses the counting takes longer than a blink."""

    def __init__(self, desk: Desk, side: Side, head: Head) -> None:
        super().__init__(side)
        self._desk, self._side, self._head = desk, side, head
        self._said: Mapping[str, ConsultationRow] = {}
        self._channels: Mapping[str, str] = {}
        self._ref = ""
        self._task: Task | None = None

    def read(self) -> None:
        """Count again; what was counted before stands until then."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(self._count, self._counted, owner=self)

    def show(self, ref: str) -> None:
        """Say in the head who answered this one, now or when it is counted."""
        self._ref = ref
        if ref in self._said:
            self._head.show_said(self._said[ref], self._channels)

    def _count(self, _progress: Progress) -> _Counted:
        with self._desk.store.read() as session:
            rows = consultations.listed(session, self._desk.team.id)
            used = {code for one in rows for code in one.by_channel}
            channels = code_lists.offered(session, "response_channel", clock.today(), also=used)
        return rows, dict(channels)

    def _counted(self, found: _Counted) -> None:
        rows, self._channels = found
        self._said = {one.ref: one for one in rows}
        self._side.show_said(self._said)
        self.show(self._ref)
