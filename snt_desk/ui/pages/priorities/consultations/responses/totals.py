"""The line below the responses: how many were said in how many rows, and what is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from snt_desk.ui.pages.priorities.consultations.responses.columns import Line
from snt_desk.ui.pages.priorities.consultations.responses.rows import ResponseRows
from snt_desk.ui.panels import TotalsBar
from snt_desk.ui.table_view import TableView

_MOST_SELECTED = 500
"""So many rows are added up; of more only their number is said."""


class ResponseTotals(QObject):
    """Says what the list that is shown adds up to, as far as that is known."""

    def __init__(self, lists: ResponseRows, table: TableView) -> None:
        super().__init__(table)
        self._lists = lists
        self._table = table
        self.bar = TotalsBar()
        # Once for all that a key or a new list selects.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.say)
        table.selectionModel().selectionChanged.connect(self._soon.start)
        lists.waiting.connect(self.say)
        lists.stayed.connect(self.say)

    def say(self) -> None:
        """Say it as it is now."""
        lists, wanted = self._lists, self._lists.asked.wanted
        totals, filtered = lists.totals, wanted != wanted.whole
        note = ""
        if lists.pending:
            note = "Counting…" if totals is None else "Sorting…"
        elif totals is None and lists.model.rowCount():
            note = "Only the first are shown."
        figures, left_out = [], ""
        if totals is not None:
            figures = [
                _number(totals.responses, "response"),
                _number(totals.rows, "row"),
            ]
            if totals.linked:
                figures.append((f"{totals.linked:,}", "linked to a priority"))
            if filtered:
                left_out = f"{totals.rows:,} of {lists.of_all:,} rows shown."
        self.bar.show_totals(
            [*figures, *self._selected()], note, filtered=filtered, left_out=left_out
        )

    def _selected(self) -> list[tuple[str, str]]:
        """`57 in 3 selected`, where several are."""
        ranges = self._table.selectionModel().selection().toList()
        number = sum(one.height() for one in ranges)
        if number < 2:
            return []
        if number > _MOST_SELECTED:
            return [(f"{number:,}", "rows selected")]
        lines = (self._lists.model.row(at) for at in self._table.selected_rows())
        counts = [one.row.count for one in lines if isinstance(one, Line)]
        return [(f"{sum(counts):,}", f"in {len(counts)} selected")] if len(counts) > 1 else []


def _number(number: int, word: str) -> tuple[str, str]:
    return f"{number:,}", word if number == 1 else f"{word}s"
