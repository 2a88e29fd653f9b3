"""The responses as a file for a spreadsheet: what it is called, and what of it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from snt_desk.db.store import Store
from snt_desk.services import response_export, response_lists
from snt_desk.services.list_files import Order, Report
from snt_desk.services.response_lists import Asked
from snt_desk.ui.desk import Desk

if TYPE_CHECKING:
    from snt_desk.ui.pages.priorities.consultations.responses.list import ResponsesList


class Shown:
    """The responses as they are shown."""

    def __init__(self, desk: Desk, responses: ResponsesList) -> None:
        self._desk = desk
        self._responses = responses

    def is_there(self) -> bool:
        """Whether they are seen, and there are any."""
        return self._responses.table.isVisible() and self._responses.rows.rowCount() > 0

    def named(self) -> str:
        """`Responses Autumn survey`."""
        return f"Responses {self._responses.title}".strip()

    def called(self) -> str:
        """`Responses to Autumn survey, Welwyn …`."""
        title, team = self._responses.title, self._desk.team.name
        return f"Responses to {title}, {team}" if title else f"Responses to {team}"

    def writer(self) -> Callable[[Order, Report], int]:
        """Give what writes them, in their order, in the worker."""
        asked = self._responses.lists.asked
        return partial(_write, self._desk.store, self._desk.team.id, asked)


def _write(store: Store, team_id: int, asked: Asked, order: Order, report: Report) -> int:
    with store.read() as session:
        keys = response_lists.prepared(session, team_id, asked).keys
    response_export.write(store, keys, order, report=report)
    return len(keys)
