"""*What they said*: the ranking of a consultation, by theme, place, both or channel."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.services import rankings, street_crime
from snt_desk.services.rankings import By, Ranked, RankRow
from snt_desk.ui.box import Box, RoomForBox
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.pages.priorities.consultations import lines
from snt_desk.ui.pages.priorities.consultations.ranked import COLUMNS, RankLine, rank_lines
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import button, down, label, plain_tip
from snt_desk.ui.strip import Strip
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

_BY: tuple[tuple[By, str], ...] = (
    ("theme", "T&hemes"),
    ("place", "&Places"),
    ("theme and place", "&Both"),
    ("channel", "&Channels"),
)
NO_THEME = "A priority has a theme. Rank by themes, or by both."


class SaidPane(QFrame):
    """The ranking as a table with its chart, and what can be done with a row."""

    opened = Signal(object)
    """Enter: the `RankRow` whose responses are wanted."""
    propose_asked = Signal()
    """*Propose a priority*"""
    type_asked = Signal()
    """*Type in responses*"""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._ref = self._in_sight = ""
        self._task: Task | None = None
        self.ranked: Ranked | None = None
        """What was counted, once it is."""
        self.by = Segment(*(Option(value, words) for value, words in _BY))
        self.propose_button = button(
            "Propose a priority", "primary", "target", tip="Ctrl+Shift+P", writes=True
        )
        self.tools: tuple[QWidget, ...] = (self.by, self.propose_button)
        """What stands in the line above, beside the words for the panes, while this one is seen."""
        self._tools_wanted = False
        self.box, self.strip = Box("bad"), Strip()
        self._against = label("", "muted", wrap=True)
        self.evidence = label("", "muted", wrap=True)
        self.rows: ListModel[RankLine] = ListModel(COLUMNS)
        self.table = TableView(self.rows, "What they said")
        self.table.setObjectName("ranking")
        self.table.setProperty("leads", True)
        # As the rows come.
        self.table.show_order("count", Qt.SortOrder.DescendingOrder)
        self.type_button = button("Type in responses", "primary", "plus", tip="Ctrl+T", writes=True)
        self.none_yet = EmptyPage("megaphone", self.type_button)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.none_yet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = down(self._against, self.evidence, space=2, margins=(16, 6, 16, 6))
        for one in (RoomForBox(self.box), self.strip, self._head):
            column.addWidget(one)
        column.addWidget(self._stack, 1)
        self._column = column

    def _listen(self) -> None:
        self.by.changed.connect(self._show)
        self.table.opened.connect(self._open)
        self.table.left.connect(self.left)
        self.table.current_changed.connect(self._in_hand_changed)
        self.propose_button.clicked.connect(self.propose_asked)
        self.type_button.clicked.connect(self.type_asked)

    def add_below(self, widget: QWidget) -> None:
        """Put something below the rows."""
        self._column.addWidget(widget)

    def show_tools(self, *, wanted: bool) -> None:
        """Show what it is ranked by, once there is a ranking; or do not, in front of another."""
        self._tools_wanted = wanted
        self._show_or_hide_tools()

    def _show_or_hide_tools(self) -> None:
        for one in self.tools:
            one.setVisible(self._tools_wanted and self.rows.rowCount() > 0)

    # --- What is shown ------------------------------------------------------------------------

    def show_consultation(self, ref: str) -> None:
        """Count this consultation, and show it when it is counted."""
        if ref != self._ref:
            self._ref, self.ranked = ref, None
            self.box.hide()
            self.strip.put_away()
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(partial(self._count, ref), self._counted, owner=self)

    def _count(self, ref: str, _progress: Progress) -> tuple[Ranked, str]:
        with self._desk.store.read() as session:
            noted = lines.evidence(street_crime.of_consultation(session, ref))
            return rankings.ranked(session, ref, clock.today()), noted

    def _counted(self, found: tuple[Ranked, str]) -> None:
        self.ranked, noted = found
        self.evidence.setText(noted)
        self.evidence.setVisible(bool(noted))
        self._show()

    def _show(self) -> None:
        found = self.ranked
        if found is None:
            return
        # What was said the time before alone is no ranking of this one.
        rows = found.by(self.chosen) if found.counted.whole else ()
        held = self.table.hasFocus() or self.type_button.hasFocus()
        self.rows.show_rows(rank_lines(rows))
        self._against.setText(lines.held_against(found, clock.today()))
        self._against.setVisible(bool(rows))
        # What was published stands there also where nobody has answered.
        self._head.setVisible(bool(rows) or not self.evidence.isHidden())
        self._show_or_hide_tools()
        self._stack.setCurrentWidget(self.table if rows else self.none_yet)
        if not rows:
            self.none_yet.say("Nobody has answered yet", "Type in what residents say.", "Ctrl+T")
        if rows and (self.table.current_id is None or self._in_sight != self._ref):
            # Of another consultation one reads first what came first.
            self.table.take_near(0)
        self._in_sight = self._ref
        if held:
            self.enter()
        self._in_hand_changed()

    @property
    def chosen(self) -> By:
        """By what it is ranked."""
        found: By = next(value for value, _ in _BY if value == self.by.value)
        return found

    @property
    def in_hand(self) -> RankRow | None:
        """The row in hand."""
        at = self.table.currentIndex().row()
        line = self.rows.row(at) if at >= 0 else None
        return line.row if isinstance(line, RankLine) else None

    @property
    def shown(self) -> list[RankRow]:
        """The rows as they are sorted."""
        found = (self.rows.row(at) for at in range(self.rows.rowCount()))
        return [line.row for line in found if isinstance(line, RankLine)]

    def enter(self) -> None:
        """Take the focus to the rows, or to what can be done while there are none."""
        (self.table if self.rows.rowCount() else self.type_button).setFocus()

    def can_propose(self) -> bool:
        """Whether a priority can be made of the row in hand."""
        row = self.in_hand
        return row is not None and row.theme is not None and row.count > 0

    def _in_hand_changed(self) -> None:
        row = self.in_hand
        self.propose_button.setEnabled(self.can_propose())
        why = NO_THEME if row is not None and row.theme is None else "Ctrl+Shift+P"
        self.propose_button.setToolTip(plain_tip(why))

    def _open(self) -> None:
        row = self.in_hand
        if row is not None and row.count:
            self.opened.emit(row)
