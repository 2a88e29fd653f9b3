"""A short table of the campaigns' part of the tab, with the rows that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from snt_desk.domain.campaigns import CAMPAIGNS, COUNTS, PLANNED
from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView


class ShortTable(TableView):
    """Its records can be deleted where they are of a kind that lives here."""

    def __init__(self, shown: Sequence[Column[Any]], title: str, name: str) -> None:
        """`name` is that of its records' table, or what else stands in it."""
        self.list: ListModel[Any] = ListModel(shown)
        super().__init__(self.list, title)
        self.setObjectName(f"community-{name}")
        self.deletes = name in {CAMPAIGNS, PLANNED, COUNTS}
