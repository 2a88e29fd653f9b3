"""The bar above the lists: which of them is shown, the filter, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.ui import paint, theme
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.filters import Chip, FilterField
from snt_desk.ui.parts import as_part, button

_SPACE = 6
_WORDS, _FEW_WORDS = 136, 96
_HIGH = 52
_ONLY = {EVENTS: "To come", CONTACTS: "Waiting", MESSAGES: "Not posted"}


class Bar(QFrame):
    """Where there is no room for all, the chip goes first: its line in the menu stays."""

    chosen = Signal()
    """Another list."""
    filtered = Signal()
    """The chip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        as_part(self)
        self.which = Segment(
            Option(EVENTS, "&Events"),
            Option(CONTACTS, "&Residents"),
            Option(MESSAGES, "&Messages"),
        )
        self.words = FilterField()
        self.chips = {table: Chip(text) for table, text in _ONLY.items()}
        self.news = {
            EVENTS: button("New event", "primary", "plus", tip="Ctrl+N", writes=True),
            CONTACTS: button("New contact", "primary", "plus", tip="Ctrl+N", writes=True),
            MESSAGES: button("New message", "primary", "plus", tip="Ctrl+N", writes=True),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 0, paint.EDGE, 0)
        row.setSpacing(_SPACE)
        row.addWidget(self.which)
        for chip in self.chips.values():
            row.addWidget(chip)
            chip.toggled.connect(self.filtered)
        row.addStretch(1)
        row.addWidget(self.words)
        for new in self.news.values():
            row.addWidget(new)
        self.which.changed.connect(self._chosen)
        self._show()

    @property
    def table(self) -> str:
        """The table whose list is shown."""
        return str(self.which.value)

    @property
    def only(self) -> bool:
        """Whether only what is still to do is wanted."""
        return self.chips[self.table].active

    def show_list(self, table: str) -> None:
        """Bring a list to the front."""
        self.which.set_value(table)

    def clear(self) -> None:
        """Filter no more."""
        self.words.clear()
        self.chips[self.table].clear()

    def _chosen(self) -> None:
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        for table, new in self.news.items():
            new.setVisible(table == self.table)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        new = max(one.sizeHint().width() for one in self.news.values())
        wide = self.which.minimumSizeHint().width() + theme.px(_FEW_WORDS) + new
        return QSize(wide + 3 * _SPACE + 2 * paint.EDGE, theme.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "news"):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - self.minimumSizeHint().width()
        wanted = self.chips[self.table].sizeHint().width() + _SPACE
        has_room = room >= wanted
        for table, chip in self.chips.items():
            chip.setVisible(table == self.table and (has_room or chip.active))
        room -= wanted if has_room else 0
        words = min(theme.px(_WORDS), theme.px(_FEW_WORDS) + max(0, room))
        self.words.setFixedWidth(words)
