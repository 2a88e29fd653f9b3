"""How wide the columns of a table are, in which order, and which ones there is room for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from snt_desk.ui import theme
from snt_desk.ui.table import Order, RowModel

_LEAST_COLUMNS = 2
_LEAST_WIDTH, _MOST_WIDTH = 24, 2000
_STEP = 16
_SHARE = 0.6
"""How much of the room that is left goes to the columns that can grow; the rest stretches."""

_Mode = QHeaderView.ResizeMode


class _KnowsLast(Protocol):
    last_column: int


class ColumnLayout:
    """Keeps a table inside its width: the last columns go before anything scrolls sideways."""

    def __init__(self, view: QTableView, rows: RowModel, painters: Sequence[_KnowsLast]) -> None:
        """Lay out the columns; the painters are told which one is the last."""
        self._view = view
        self._rows = rows
        # Their titles at first are their names: by these they are remembered.
        self._columns = rows.columns
        self._painters = painters
        self.hidden = self._extra()
        """Columns that the user has switched off, or not on."""
        self._own: dict[int, int] = {}
        """The widths that the user has chosen, in pixels at 100 %."""
        self._laying_out = False
        view.horizontalHeader().sectionResized.connect(self._sized)

    def _extra(self) -> set[int]:
        """The columns that are off until they are wanted."""
        return {at for at, column in enumerate(self._columns) if column.extra}

    def in_order(self) -> list[int]:
        """All columns as they stand, from left to right."""
        head = self._view.horizontalHeader()
        return [head.logicalIndex(place) for place in range(len(self._columns))]

    def shown(self) -> list[int]:
        """The columns that can be seen, from left to right."""
        return [at for at in self.in_order() if not self._view.isColumnHidden(at)]

    def title(self, at: int) -> str:
        """The heading of a column as it stands now; also where it is only said, not painted."""
        return str(self._rows.headerData(at, Qt.Orientation.Horizontal))

    def titles(self) -> list[str]:
        """The headings of the columns that can be seen."""
        return [self.title(at) for at in self.shown()]

    def measure(self) -> None:
        """Give every column its width at the present size of text."""
        self.fit()

    def toggle(self, at: int) -> None:
        """Switch a column off or on."""
        self.hidden ^= {at}
        self.fit()

    def move(self, at: int, step: int) -> None:
        """Take a column past its neighbour: to the right, or with -1 to the left.

        The first column stays where it is: the eye finds the start of a line by it.
        """
        shown = self.shown()
        if at == 0 or at not in shown:
            return
        there = shown.index(at) + step
        if 0 < there < len(shown):
            head = self._view.horizontalHeader()
            head.moveSection(head.visualIndex(at), head.visualIndex(shown[there]))
            self.fit()

    def moved(self) -> None:
        """Take over what was dragged: the first column goes back to its place."""
        head = self._view.horizontalHeader()
        if head.visualIndex(0) != 0:
            head.moveSection(head.visualIndex(0), 0)
        self.fit()

    def widen(self, at: int, step: int) -> None:
        """Make a column wider by a step, or with -1 narrower; one stretches by itself."""
        self._choose(at, self._view.columnWidth(at) + step * theme.px(_STEP))
        self.fit()

    def start_again(self) -> None:
        """Show all columns as they were at first."""
        self.hidden = self._extra()
        self._own.clear()
        self._put_in_order([column.title for column in self._columns])
        self.measure()

    def fit(self) -> None:
        """Hide columns from the right until the rest fits, and share out the room that is left."""
        # A scroll bar that comes or goes meanwhile asks for the same again.
        already, self._laying_out = self._laying_out, True
        shown = [at for at in self.in_order() if at not in self.hidden]
        room = self._view.viewport().width()
        for at in self._first_to_go(shown[_LEAST_COLUMNS:]):
            if sum(self._least(one) for one in shown) <= room:
                break
            shown.remove(at)
        for at in range(len(self._columns)):
            if self._view.isColumnHidden(at) != (at not in shown):
                self._view.setColumnHidden(at, at not in shown)
        self._spread(shown, room)
        for painter in self._painters:
            painter.last_column = shown[-1]
        self._laying_out = already

    def _first_to_go(self, shown: Sequence[int]) -> list[int]:
        """From the right; those that were asked for last of all, or asking would do nothing."""
        going = [at for at in reversed(shown) if not self._columns[at].kept]
        return sorted(going, key=lambda at: self._columns[at].extra)

    def _least(self, at: int) -> int:
        return theme.px(self._own.get(at, self._columns[at].width))

    def _spread(self, shown: list[int], room: int) -> None:
        wide = [at for at in shown if self._columns[at].stretch]
        stretched = wide[0] if wide else shown[-1]
        can_grow = {
            at: theme.px(self._columns[at].wider) - self._least(at)
            for at in shown
            if at != stretched and at not in self._own and self._columns[at].wider
        }
        spare = max(0, room - sum(self._least(at) for at in shown)) * _SHARE
        part = min(1.0, spare / sum(can_grow.values())) if can_grow else 0.0
        head = self._view.horizontalHeader()
        for at in shown:
            mode = _Mode.Stretch if at == stretched else _Mode.Interactive
            if head.sectionResizeMode(at) != mode:
                head.setSectionResizeMode(at, mode)
            if at != stretched:
                self._view.setColumnWidth(at, self._least(at) + int(part * can_grow.get(at, 0)))

    def _sized(self, at: int, _before: int, width: int) -> None:
        """The user has dragged the end of a heading: that column keeps its width."""
        stretched = self._view.horizontalHeader().sectionResizeMode(at) == _Mode.Stretch
        # That one is hidden is told here too, and sometimes later.
        if width and not self._laying_out and not stretched:
            self._choose(at, width)

    def _choose(self, at: int, width: int) -> None:
        least, most = theme.px(_LEAST_WIDTH), theme.px(_MOST_WIDTH)
        # Rounded up, so that the same pixels come of it again.
        self._own[at] = -(-max(least, min(width, most)) * 100 // theme.appearance().percent)

    def state(self, sort: Sequence[Order]) -> bytes:
        """Widths that were chosen (at 100 %), order, what was switched off, and the sorting."""
        widths = {self._columns[at].title: width for at, width in self._own.items()}
        kept = {
            "widths": widths,
            "hidden": [self._columns[at].title for at in sorted(self.hidden)],
            "order": [self._columns[at].title for at in self.in_order()],
            "sort": list(sort),
            "extra": [self._columns[at].title for at in sorted(self._extra() - self.hidden)],
        }
        return json.dumps(kept).encode()

    def restore(self, state: bytes) -> list[Order]:
        """Take back what `state` gave, and give how the rows were sorted.

        What does not fit these columns is passed over.
        """
        try:
            kept = json.loads(state)
            widths, hidden = dict(kept["widths"]), set(kept["hidden"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return []
        extra = _listed(kept.get("extra"))
        for at, column in enumerate(self._columns):
            width = widths.get(column.title)
            if type(width) is int:
                self._own[at] = max(_LEAST_WIDTH, min(width, _MOST_WIDTH))
            wanted = column.title in extra if column.extra else column.title not in hidden
            if at and not wanted:
                self.hidden.add(at)
            else:
                self.hidden.discard(at)
        self._put_in_order(_listed(kept.get("order")))
        self.fit()
        return self._known(_listed(kept.get("sort")))

    def _put_in_order(self, titles: Sequence[object]) -> None:
        """Let these stand first, in this order, after the column that is always the first."""
        head = self._view.horizontalHeader()
        places = {column.title: at for at, column in enumerate(self._columns) if at}
        known = [places[title] for title in titles if isinstance(title, str) and title in places]
        for place, at in enumerate(dict.fromkeys(known), start=1):
            head.moveSection(head.visualIndex(at), place)

    def _known(self, sort: Sequence[object]) -> list[Order]:
        keys = {column.sort for column in self._columns if column.sort}
        return [
            (one[0], one[1])
            for one in sort
            if isinstance(one, list)
            and [type(part) for part in one] == [str, bool]
            and one[0] in keys
        ]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
