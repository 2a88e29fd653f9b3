"""The bar above the lists: which of them is shown, the filter, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.ui import paint, theme
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.filters import FilterField
from snt_desk.ui.pages.partners.records import MEETINGS, PARTNERS
from snt_desk.ui.parts import as_part, button

_SPACE = 6
_WORDS, _FEW_WORDS = 136, 96
_HIGH = 52


class Bar(QFrame):
    """Where there is no room for all, *New action* goes: Ctrl+T and the menu stay."""

    chosen = Signal()
    """The other list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        as_part(self)
        self.which = Segment(
            Option(MEETINGS, "Actions and &meetings"), Option(PARTNERS, "Or&ganisations")
        )
        self.words = FilterField()
        self.new_action = button("New action", "", "plus", tip="Ctrl+T", writes=True)
        self.new_meeting = button("New meeting", "primary", "plus", tip="Ctrl+N", writes=True)
        self.new_partner = button("New organisation", "primary", "plus", tip="Ctrl+N", writes=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 0, paint.EDGE, 0)
        row.setSpacing(_SPACE)
        row.addWidget(self.which)
        row.addStretch(1)
        for one in (self.words, self.new_action, self.new_meeting, self.new_partner):
            row.addWidget(one)
        self.new_partner.hide()
        self.which.changed.connect(self._chosen)
        self._fit()

    @property
    def at_work(self) -> bool:
        """Whether actions and meetings are shown, and not the organisations."""
        return self.which.value == MEETINGS

    def show_list(self, name: str) -> None:
        """Bring the list to the front in which that table is."""
        self.which.set_value(PARTNERS if name == PARTNERS else MEETINGS)

    def _chosen(self) -> None:
        self.new_meeting.setVisible(self.at_work)
        self.new_partner.setVisible(not self.at_work)
        self._fit()
        self.chosen.emit()

    def minimumSizeHint(self) -> QSize:
        new = max(self.new_meeting.sizeHint().width(), self.new_partner.sizeHint().width())
        wide = self.which.minimumSizeHint().width() + theme.px(_FEW_WORDS) + new
        return QSize(wide + 3 * _SPACE + 2 * paint.EDGE, theme.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "new_partner"):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - self.minimumSizeHint().width()
        words = min(theme.px(_WORDS), theme.px(_FEW_WORDS) + max(0, room))
        self.words.setFixedWidth(words)
        room -= words - theme.px(_FEW_WORDS)
        wanted = self.new_action.sizeHint().width() + _SPACE
        self.new_action.setVisible(self.at_work and room >= wanted)
