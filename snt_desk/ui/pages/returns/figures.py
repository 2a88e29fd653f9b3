"""A month's figures in a table, and below it the records behind the one in hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget

from snt_desk.domain import measures
from snt_desk.domain.clock import Month
from snt_desk.services import behind
from snt_desk.services.behind import Behind
from snt_desk.services.board import FigureLine
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.returns import reading
from snt_desk.ui.pages.returns.look import Seen
from snt_desk.ui.pages.returns.tables import (
    OTHER_COLUMNS,
    PATROL_COLUMNS,
    BehindRow,
    FiguresModel,
    FigureTable,
    behind_rows,
    figure_rows,
)
from snt_desk.ui.parts import across, button, down, label, rule
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

# What the Patrols tab filters by, of what a figure can be broken down by.
_FILTERS = {"mode": "mode", "beat": "place", "hotspot": "place", "priority": "priority"}


class FiguresPane(QSplitter):
    """The figures above, what they are made of below; both always in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._desk = desk
        self._seen: Seen | None = None
        self._zeros = True
        self._task: Task | None = None
        self._rows: list[BehindRow] = []
        self._make_parts()
        self._lay_out()
        self._listen()

    def _make_parts(self) -> None:
        self.rows = FiguresModel()
        self.table = FigureTable(self.rows)
        self.table.setProperty("leads", True)
        # By their names their columns are remembered.
        self.table.setObjectName("figures")
        self.behind_heading = label("", "heading")
        self.behind_sum = label("", "muted")
        self.open_button = button("Open in Patrols", "quiet", "arrow-right")
        self._patrols: ListModel[BehindRow] = ListModel(PATROL_COLUMNS)
        self._others: ListModel[BehindRow] = ListModel(OTHER_COLUMNS)
        self.patrols = TableView(self._patrols, "Patrols behind the figure")
        self.others = TableView(self._others, "Records behind the figure")
        self.patrols.setObjectName("patrols behind")
        self.others.setObjectName("records behind")
        self._stack = QStackedWidget()
        for view in (self.others, self.patrols):
            self._stack.addWidget(view)

    def _lay_out(self) -> None:
        self.setObjectName("figures and records")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        head = across(
            self.behind_heading,
            self.behind_sum,
            None,
            self.open_button,
            margins=(16, 0, 8, 0),
            name="foot",
        )
        below = down(rule(), head, self._stack, space=0, stretch=(2,))
        self.addWidget(self.table)
        self.addWidget(below)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        # Figures may be long in name: it is the table that gives way.
        self.behind_heading.setMinimumWidth(1)

    def _listen(self) -> None:
        self.table.current_changed.connect(self._figure_in_hand)
        self.table.opened.connect(self._go_behind)
        self.open_button.clicked.connect(self.open_tab)
        for view in (self.patrols, self.others):
            view.left.connect(self.table.setFocus)
            view.opened.connect(self._open_record)

    # --- The figures --------------------------------------------------------------------------

    def show_month(self, seen: Seen) -> None:
        """Show a month's figures; the one in hand stays in hand."""
        self._seen = seen
        self.rows.show_month(seen.month)
        self._fill()
        self._figure_in_hand()

    def hide_zeros(self, *, hidden: bool) -> None:
        """Leave out what is 0 this month, or show it again."""
        self._zeros = not hidden
        self._fill()

    def filter(self, words: str) -> None:
        """Show only figures that have all the words."""
        self.rows.filter(words)
        self._take_first()

    def select(self, name: str) -> bool:
        """Take a figure in hand by its name, if it is shown."""
        return self.table.select(name)

    def select_section(self, heading: str) -> None:
        """Take the first figure of a section in hand."""
        if self._seen is None:
            return
        names = [line.name for line in self._seen.lines if line.section == heading]
        any(self.table.select(name) for name in names)

    @property
    def in_hand(self) -> FigureLine | None:
        """The figure in hand."""
        return self._seen.line(self.table.current_id) if self._seen else None

    @property
    def record_in_hand(self) -> tuple[str, str] | None:
        """The record in hand below: its table and ref."""
        wanted = self.behind.current_id
        found = next((one.record for one in self._rows if one.id == wanted), None)
        return (found.table, found.ref) if found else None

    def _fill(self) -> None:
        if self._seen is not None:
            self.rows.show_rows(figure_rows(self._seen.lines, zeros=self._zeros))
            self._take_first()

    def _take_first(self) -> None:
        if self.table.current_id is None:
            known = (self.rows.known_id(at) for at in range(self.rows.rowCount()))
            first = next((one for one in known if one is not None), None)
            if first is not None:
                self.table.select(first)

    # --- What is behind one -------------------------------------------------------------------

    @property
    def behind(self) -> TableView:
        """The table of records that is in sight."""
        return self.patrols if self._stack.currentWidget() is self.patrols else self.others

    def _figure_in_hand(self) -> None:
        if self._task is not None:
            self._task.cancel()
        line, seen = self.in_hand, self._seen
        if seen is None or line is None:
            self._show_behind(None, [])
            return
        self._task = self._desk.tasks.run(
            partial(self._read, seen.month, line),
            partial(self._show_behind, line),
            owner=self,
        )

    def _read(self, month: Month, line: FigureLine, _progress: Progress) -> list[Behind]:
        with self._desk.store.read() as session:
            return behind.behind(session, self._desk.team, month, line.key)

    def _show_behind(self, line: FigureLine | None, found: list[Behind]) -> None:
        of_patrols = bool(found) and all(one.table == "patrols" for one in found)
        self._rows = behind_rows(found, line.sent, line.now) if line else []
        self._stack.setCurrentWidget(self.patrols if of_patrols else self.others)
        (self._patrols if of_patrols else self._others).show_rows(self._rows)
        title, quiet = _said(line, found)
        self.behind_heading.setText(title)
        self.behind_sum.setText(quiet)
        tab = reading.TABS.get(found[0].table, "") if found else ""
        self.open_button.setText(f"Open in {tab}")
        self.open_button.setAccessibleName(f"Open in {tab}")
        self.open_button.setVisible(bool(tab))

    def _go_behind(self) -> None:
        if self._rows:
            self.behind.setFocus()
        else:
            QApplication.beep()

    def _open_record(self, _wanted: object = None) -> None:
        found = self.record_in_hand
        if found is not None and found[0] in reading.TABS:
            self._desk.go(Target(reading.TABS[found[0]], *found))
        else:
            QApplication.beep()

    def open_tab(self) -> None:
        """Go to what is behind the figure: the record in hand, or the patrols that make it."""
        line = self.in_hand
        if self.behind.hasFocus() or line is None or not self._of_patrols:
            self._open_record()
            return
        filters = [("month", str(self._seen.month))] if self._seen else []
        _, _, by, category = line.key
        if by in _FILTERS and category != "none":
            filters.append((_FILTERS[by], category))
        self._desk.go(Target("Patrols", "patrols", filters=tuple(filters)))

    @property
    def _of_patrols(self) -> bool:
        return self._stack.currentWidget() is self.patrols


def _said(line: FigureLine | None, found: list[Behind]) -> tuple[str, str]:
    """The heading above the records behind a figure, and quietly what they come to."""
    if line is None:
        return "No figure matches", "Esc in the filter shows all."
    return f"Behind “{line.label}”", _sum_words(line, found)


def _sum_words(line: FigureLine, found: list[Behind]) -> str:
    of_patrols = bool(found) and all(one.table == "patrols" for one in found)
    one = "patrol" if of_patrols else "record"
    records = f"{len(found):,} {one}{'' if len(found) == 1 else 's'}"
    if line.unit == measures.MINUTES or line.now != len(found):
        return f"{records}, {reading.amount(line.now, line.unit)}"
    return records
