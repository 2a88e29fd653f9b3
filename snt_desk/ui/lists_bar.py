"""The bar above the lists of a page: which of them is shown, the filter, and what can be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from snt_desk.ui import paint, theme
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.filters import Chip, FilterField
from snt_desk.ui.lists import Lists
from snt_desk.ui.parts import as_part, button, without_mnemonic

_SPACE = 6
_WORDS, _FEW_WORDS = 136, 76
_HIGH = 52
_NEW = "New"


@dataclass(frozen=True)
class Also:
    """Another kind of record that is listed there: what one is called, the keys of a new one."""

    table: str
    called: str
    keys: str


@dataclass(frozen=True)
class Front:
    """What can be brought to the front of a page: a list, or several that are seen together.

    `table` is that of the records which New begins, `called` one of these; `word` brings it to
    the front. `make` makes its lists when they are first shown. With `only` there is a chip of
    that word. `by_priority` says whether the records can belong to a priority.
    """

    table: str
    called: str
    word: str
    make: Callable[[], Lists]
    only: str = ""
    also: tuple[Also, ...] = ()
    by_priority: bool = True

    @property
    def tables(self) -> tuple[str, ...]:
        """All whose records are listed there."""
        return (self.table, *(one.table for one in self.also))


class ListsBar(QFrame):
    """Where there is no room for all, chips go first, and what else can be added than with New.

    Their lines in the menu stay. At last New does not say what it adds: its tip and its name do.
    """

    chosen = Signal()
    """Other lists."""
    filtered = Signal()
    """A chip."""
    new_asked = Signal(str)
    """A new record of that table."""

    def __init__(self, fronts: Sequence[Front]) -> None:
        """The first of them is in front."""
        super().__init__()
        self.setObjectName("bar")
        as_part(self)
        self._fronts = {one.table: one for one in fronts}
        self._shown_with = {table: one.table for one in fronts for table in one.tables}
        self.which = Segment(*(Option(one.table, one.word) for one in fronts))
        self.words = FilterField()
        self.chips = {one.table: Chip(one.only) for one in fronts if one.only}
        self.news = {one.table: _new(one.called, "Ctrl+N", "primary") for one in fronts}
        self.also_news = {
            one.table: _new(one.called, one.keys) for front in fronts for one in front.also
        }
        self._lay_out()
        self.which.changed.connect(self._chosen)
        self._show()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 0, paint.EDGE, 0)
        row.setSpacing(_SPACE)
        row.addWidget(self.which)
        for chip in self.chips.values():
            row.addWidget(chip)
            chip.toggled.connect(self.filtered)
        row.addStretch(1)
        row.addWidget(self.words)
        for table, new in (self.also_news | self.news).items():
            row.addWidget(new)
            new.clicked.connect(partial(self.new_asked.emit, table))

    @property
    def front(self) -> Front:
        """What is in front."""
        return self._fronts[self.table]

    @property
    def subject(self) -> str:
        """The word of what is in front."""
        return without_mnemonic(self.front.word)

    def front_of(self, table: str) -> Front:
        """Give that in which the records of a table are listed."""
        return self._fronts[self._shown_with[table]]

    @property
    def table(self) -> str:
        """The table of the records which New begins."""
        return str(self.which.value)

    @property
    def only(self) -> bool:
        """Whether only what the chip leaves is wanted."""
        return self.table in self.chips and self.chips[self.table].active

    def show_list(self, table: str) -> None:
        """Bring the lists to the front in which the records of a table are."""
        self.which.set_value(self._shown_with[table])

    def show_by_priority(self) -> None:
        """Bring lists to the front whose records can belong to a priority, if others are there."""
        if not self.front.by_priority:
            tables = (one.table for one in self._fronts.values() if one.by_priority)
            self.which.set_value(next(tables))

    def turn_only(self) -> None:
        """Press the chip of the lists in front."""
        self.chips[self.table].toggle()

    def clear(self) -> None:
        """Filter no more."""
        self.words.clear()
        if self.table in self.chips:
            self.chips[self.table].clear()

    def _chosen(self) -> None:
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        for table, new in self.news.items():
            new.setVisible(table == self.table)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        new = max(one.sizeHint().width() - _beyond_new(one) for one in self.news.values())
        wide = self.which.minimumSizeHint().width() + theme.px(_FEW_WORDS) + new
        return QSize(wide + 3 * _SPACE + 2 * paint.EDGE, theme.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "also_news"):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - self.minimumSizeHint().width()
        room -= self._call_new(room)
        tables = self.front.tables
        for table, one in (self.chips | self.also_news).items():
            wanted = one.sizeHint().width() + _SPACE
            has_room = table in tables and room >= wanted
            room -= wanted if has_room else 0
            # Whoever looks at less than there is sees why.
            one.setVisible(has_room or (table == self.table and one.isChecked()))
        words = min(theme.px(_WORDS), theme.px(_FEW_WORDS) + max(0, room))
        self.words.setFixedWidth(words)

    def _call_new(self, room: int) -> int:
        """Let New say what it adds where there is room for that; give how much that takes."""
        new, words = self.news[self.table], f"{_NEW} {self.front.called}"
        wanted = new.fontMetrics().horizontalAdvance(words.removeprefix(_NEW))
        new.setText(words if room >= wanted else _NEW)
        return wanted if room >= wanted else 0


def _beyond_new(one: QPushButton) -> int:
    """How much of its width it takes to say what it adds."""
    return one.fontMetrics().horizontalAdvance(one.text().removeprefix(_NEW))


def _new(called: str, keys: str, kind: Literal["", "primary"] = "") -> QPushButton:
    return button(f"{_NEW} {called}", kind, "plus", tip=keys, writes=True)
