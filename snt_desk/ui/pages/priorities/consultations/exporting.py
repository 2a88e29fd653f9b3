"""The ranking as a file for a spreadsheet: what it is called, and what of it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from snt_desk.db.store import Store
from snt_desk.services import ranking_export
from snt_desk.services.list_files import Order, Report
from snt_desk.services.rankings import RankRow
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.consultations.said import SaidPane


class Shown:
    """The ranking as it is shown."""

    def __init__(self, desk: Desk, said: SaidPane, title: Callable[[], str]) -> None:
        """`title` is asked which consultation it is of."""
        self._desk, self._said, self._title = desk, said, title

    def is_there(self) -> bool:
        """Whether it is seen, and there is any."""
        return self._said.table.isVisible() and bool(self._said.shown)

    def named(self) -> str:
        """`What they said Autumn survey`."""
        return f"What they said {self._title()}"

    def called(self) -> str:
        """`What they said by theme, Autumn survey, Welwyn …`."""
        by, team = self._said.chosen, self._desk.team.name
        return f"What they said by {by}, {self._title()}, {team}"

    def writer(self) -> Callable[[Order, Report], int]:
        """Give what writes it, in its order, in the worker."""
        return partial(_write, self._desk.store, self._said.shown)


def _write(store: Store, rows: Sequence[RankRow], order: Order, _report: Report) -> int:
    ranking_export.write(store, rows, order)
    return len(rows)
