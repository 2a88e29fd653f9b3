"""The list of backups to go back to: when each was made, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.ui import theme
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.parts import across, button, label
from snt_desk.ui.your_data.offers import Offer, Offers

_ROWS = 8


class Chooser(QFrame):
    """One is in hand, the newest good one first; Enter or the button restores it."""

    chosen = Signal(object)
    """The `Offer` that is to be restored."""
    left = Signal()
    """Esc, or *Back*."""

    def __init__(self) -> None:
        super().__init__()
        self._offers: Sequence[Offer] = ()
        self.list = LineView("Backups", height=36, lead=150)
        self.restore_button = button("Restore the backup in hand", "primary")
        self.back_button = button("Back", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Backups, the newest first", "heading"))
        column.addWidget(self.list)
        column.addWidget(across(self.restore_button, self.back_button, None))
        self.list.opened.connect(self._restore)
        self.restore_button.clicked.connect(self._restore)
        self.back_button.clicked.connect(self.left)

    def show_offers(self, offers: Offers) -> None:
        """List these; what was not proved good says so."""
        self._offers = tuple(offers.all)
        self.list.show_lines([_line(at, one) for at, one in enumerate(self._offers)])
        rows = min(len(self._offers), _ROWS)
        self.list.setMinimumHeight(theme.row(36) * rows)
        good = [at for at, one in enumerate(self._offers) if one.proved]
        self.list.select(good[0] if good else 0)

    def start(self) -> None:
        """Take the focus to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self) -> None:
        at = self.list.current_id
        if isinstance(at, int) and 0 <= at < len(self._offers):
            self.chosen.emit(self._offers[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _line(at: int, one: Offer) -> Line:
    badge = "" if one.proved else "not checked"
    return Line(one.holds, id=at, lead=one.when, sub=one.why_not, badge=badge, tone="warn")
