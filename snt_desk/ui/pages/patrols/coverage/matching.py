"""In place of the map: which beat each outline is, where that is not known by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.entries import NO_BEAT
from snt_desk.ui.fields import Choice
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.patrols.coverage.reading import Seen
from snt_desk.ui.pages.patrols.coverage.tables import OUTLINE_COLUMNS, outline_rows
from snt_desk.ui.parts import across, button
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView

_NONE = "None of ours"


class Matching(QFrame):
    """A table of the outlines, and the beat of the one in hand."""

    chosen = Signal(str, str)
    """The outline's key, and the code of its beat; an empty code for none."""
    left = Signal()
    """*Back to the map*, or Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.rows = ListModel(OUTLINE_COLUMNS)
        self.table = TableView(self.rows, "Outlines")
        self.beat = Choice("Beat")
        self._choose = button("Choose", tip="The outline in hand is this beat", writes=True)
        back = button("Back to the map", tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        row = across(self.beat, self._choose, None, back, margins=(16, 8, 12, 8), stretch=(0,))
        column.addWidget(row)
        self.table.current_changed.connect(self._show_in_hand)
        self.table.opened.connect(self._start)
        self.table.left.connect(self.left)
        self._choose.clicked.connect(self._tell)
        back.clicked.connect(self.left)

    def show_seen(self, seen: Seen) -> None:
        """Show the outlines and the beats that there are."""
        self._seen = seen
        beats = [(one.code, one_line(one.name)) for one in seen.coverage.beats]
        self.beat.show_choices(
            [("", _NONE), *((code, name) for code, name in beats if code != NO_BEAT)]
        )
        self.rows.show_rows(outline_rows(seen))
        self._show_in_hand(self.table.current_id)

    def _show_in_hand(self, key: object) -> None:
        self._choose.setEnabled(isinstance(key, str))
        if isinstance(key, str):
            self.beat.set_value(self._seen.matched.get(key, ""))
            self.beat.call(f"Beat of {key}")

    def _start(self, _key: object) -> None:
        self.beat.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self) -> None:
        self.beat.settle()
        key, beat = self.table.current_id, self.beat.value
        if isinstance(key, str) and isinstance(beat, str):
            self.chosen.emit(key, beat)
