"""The tabs of the window, in the order of a working day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from snt_desk.ui import icons, paint, theme
from snt_desk.ui.parts import plain_tip

ORDER = ("Today", "Roster", "Patrols", "Priorities", "Partners", "Community", "Return")
"""All that there will be; the place of each is its digit, whichever are there."""

_ICONS = {
    "Roster": "calendar-days",
    "Patrols": "footprints",
    "Priorities": "target",
    "Partners": "handshake",
    "Community": "megaphone",
    "Return": "clipboard-check",
}

_HIGH = 40
_PAD = 12


def digit(title: str) -> int:
    """The number of a tab: Ctrl and this go there."""
    return ORDER.index(title) + 1


class Tabs(QTabBar):
    """Words with icons, and the digit that goes there. A real tab bar: readers say `2 of 4`."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._icons = [_ICONS[title] for title in titles]
        self._narrow = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAccessibleName("Tabs")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setProperty("part", True)
        for at, title in enumerate(titles):
            self.addTab(title)
            self.setTabToolTip(at, plain_tip(f"{title}, Ctrl+{digit(title)}"))

    @property
    def titles(self) -> list[str]:
        """The words on them, from left to right."""
        return [self.tabText(at) for at in range(self.count())]

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the icons out where there is no room for them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._lay_out_again()

    def _lay_out_again(self) -> None:
        # Qt asks for the sizes of tabs again when one of their icon sizes has changed.
        self.setIconSize(QSize(1 if self._narrow else 2, theme.px(_HIGH)))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icons"):
            self._lay_out_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A page does not go away because somebody scrolls.
        event.ignore()

    def tabSizeHint(self, index: int) -> QSize:
        words = theme.advance(self.tabText(index), bold=True)
        number = theme.advance("0", "small")
        icon = 0 if self._narrow else theme.px(icons.SIDE) + 8
        return QSize(round(words + number) + icon + 2 * _PAD + 5, theme.px(_HIGH))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for at in range(self.count()):
                self._paint_tab(painter, at)

    def _paint_tab(self, painter: QPainter, at: int) -> None:
        box, chosen = QRectF(self.tabRect(at)), at == self.currentIndex()
        ink = "accent" if chosen else "text"
        x = box.left() + _PAD
        if not self._narrow:
            side = theme.px(icons.SIDE)
            role = "accent" if chosen else "muted"
            icons.draw(painter, self._icons[at], role, x, box.center().y() - side / 2)
            x += side + 8
        words = QRectF(x, box.top(), box.width(), box.height() - 1)
        x += paint.words(painter, words, self.tabText(at), ink, bold=chosen) + 5
        number = QRectF(x, box.top(), _PAD * 2, box.height() - 4)
        paint.words(painter, number, str(digit(self.tabText(at))), "muted", "small")
        if chosen:
            bar = QRectF(box.left() + 8, box.bottom() - 3, box.width() - 16, 3)
            painter.fillRect(bar, theme.colour("accent"))
            if self.hasFocus():
                paint.ring(painter, box.adjusted(2, 3, -2, -5))
