"""The log as a file for a spreadsheet: what it is called, and what of it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from snt_desk.db.store import Store
from snt_desk.domain import periods
from snt_desk.services import patrol_export, patrol_lists
from snt_desk.services.list_files import Order, Report
from snt_desk.services.patrol_lists import Asked
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.exporting import Exporting
from snt_desk.ui.pages.patrols.log import Log


def exporting(desk: Desk, log: Log) -> Exporting:
    """Let the log be exported, with a line below it that says how far that is."""
    made = Exporting(desk, _Shown(desk, log), "patrol", said_in=log.asking.strip, owner=log)
    log.add_below(made.working)
    return made


class _Shown:
    """The log as it is shown."""

    def __init__(self, desk: Desk, log: Log) -> None:
        self._desk = desk
        self._log = log

    def is_there(self) -> bool:
        return self._log.is_seen() and self._log.rows.rowCount() > 0

    def named(self) -> str:
        """`Patrols November 2026`."""
        return f"Patrols {self._when}"

    def called(self) -> str:
        """`Patrols of … , November 2026`."""
        return f"Patrols of {self._desk.team.name}, {self._when}"

    @property
    def _when(self) -> str:
        wanted = self._log.lists.asked.wanted
        if wanted.month is not None:
            return wanted.month.shown
        if wanted.first is not None and wanted.last is not None:
            return periods.shown(wanted.first, wanted.last)
        return "all months"

    def writer(self) -> Callable[[Order, Report], int]:
        return partial(_write, self._desk.store, self._desk.team, self._log.lists.asked)


def _write(store: Store, team: TeamName, asked: Asked, order: Order, report: Report) -> int:
    with store.read() as session:
        keys: Sequence[int] = patrol_lists.keys(session, team.id, asked)
    patrol_export.write(store, team.id, keys, order, report=report)
    return len(keys)
