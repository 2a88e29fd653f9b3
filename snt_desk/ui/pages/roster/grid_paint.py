"""How the month grid is painted: letters in tints, days above, names at the left, the legend.

Nothing is formatted here: what is painted was made with the month (`squares`).
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from snt_desk.ui import icons, paint, theme
from snt_desk.ui.pages.roster.squares import Head, Square
from snt_desk.ui.table import Index

DAYS_HIGH = 44
NAMES_WIDE = 176
_LINE = 17
_RADIUS = 4
_WIDE = 30
_STATE = QStyle.StateFlag


class Painted(Protocol):
    """A model of squares."""

    heads: tuple[Head, ...]

    def square(self, row: int, column: int) -> Square:
        """What is painted there."""
        ...

    def title(self, row: int) -> tuple[str, str]:
        """What stands at the left of a line, and quietly at its end."""
        ...


def in_middle(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: str,
    size: theme.Size = "small",
    *,
    bold: bool = False,
) -> None:
    """Write a few letters in the middle of a box."""
    wide = theme.advance(text, size, bold=bold)
    left = box.x() + (box.width() - wide) / 2
    paint.words(painter, QRectF(left, box.y(), wide + 1, box.height()), text, role, size, bold=bold)


class SquarePainter(QStyledItemDelegate):
    """Paints a `Square`: a letter in a tint, or a figure; a ring in amber warns."""

    def __init__(self, view: QTableView, model: Painted) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, column = QRectF(option.rect), index.column()
        chosen = bool(option.state & _STATE.State_Selected)
        ground = "soft" if chosen else self._model.heads[column].below
        if ground == "hair" and theme.outlined():
            ground = "page"
        painter.fillRect(box, theme.colour(ground))
        line = QRectF(box.x(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, theme.colour("hair"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_square(painter, box, self._model.square(index.row(), column))
        if index == self._view.currentIndex():
            self._ring(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _ring(self, painter: QPainter, box: QRectF) -> None:
        ink = "accent" if self._view.hasFocus() else "edge"
        painter.setPen(QPen(theme.colour(ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 6, 6)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(24), theme.row(34))


def paint_square(painter: QPainter, box: QRectF, square: Square) -> None:
    """Paint what stands in a box; its ground is there already."""
    if square.tint:
        _paint_duty(painter, box, square)
    elif square.warned:
        painter.setPen(QPen(theme.colour("warn"), 1.5))
        painter.setBrush(theme.colour("warn_soft"))
        painter.drawRoundedRect(box.adjusted(3, 4, -3, -5), _RADIUS, _RADIUS)
        in_middle(painter, box, square.text, "warn", "body", bold=True)
    elif square.text:
        in_middle(painter, box, square.text, "muted")


def _paint_duty(painter: QPainter, box: QRectF, square: Square) -> None:
    cell = box.adjusted(2, 3, -2, -4)
    painter.setBrush(theme.colour(square.tint))
    painter.setPen(_outline(square))
    painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
    in_middle(painter, cell, square.text, "text", "body", bold=True)
    if square.warned:
        painter.setPen(QPen(theme.colour("warn"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
        # Where days are narrow the letter must still be read.
        size = 12 if box.width() >= theme.px(_WIDE) else 9
        side = theme.px(size)
        corner = QRectF(box.right() - side - 3, box.top(), side + 3, side + 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("page"))
        painter.drawEllipse(corner)
        icons.draw(painter, "triangle-alert", "warn", corner.x() + 1, corner.y() + 1, size)


def _outline(square: Square) -> QPen | Qt.PenStyle:
    if not square.outline and not theme.outlined():
        return Qt.PenStyle.NoPen
    style = Qt.PenStyle.DashLine if square.outline == "dashed" else Qt.PenStyle.SolidLine
    wide = 2 if theme.outlined() and square.outline == "solid" else 1.2
    return QPen(theme.colour("text" if theme.outlined() else "muted"), wide, style)


class DayHeads(QHeaderView):
    """The weekday's letter above the number; bank holidays and today are named, not only tinted."""

    def __init__(self, view: QTableView, model: Painted) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("Days")
        self.measure()

    def measure(self) -> None:
        """Take the height that the text asks for."""
        self.setFixedHeight(theme.px(DAYS_HIGH))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        head, box = self._model.heads[at], QRectF(rect)
        painter.fillRect(box, theme.colour("page" if theme.outlined() else head.ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        upper = QRectF(box.x(), box.y() + 4, box.width(), theme.px(_LINE))
        lower = QRectF(box.x(), upper.bottom(), box.width(), theme.px(_LINE + 3))
        ink = "text" if head.holiday else "muted"
        in_middle(painter, upper, head.above, ink, bold=head.holiday)
        if head.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            wide = min(box.width() - 2, theme.px(24))
            mark = QRectF(box.center().x() - wide / 2, lower.y(), wide, lower.height())
            painter.drawRoundedRect(mark, _RADIUS, _RADIUS)
        in_middle(painter, lower, head.number, "on_accent" if head.today else "text")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        line = QRectF(box.x(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, theme.colour("line"))


class Names(QHeaderView):
    """Who a line is about, with the collar number; or which cover is wanted."""

    def __init__(self, view: QTableView, model: Painted, *, quiet: bool = False) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._model = model
        self._quiet = quiet
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("Cover" if quiet else "People")
        self.measure()

    def measure(self) -> None:
        """Take the width and height that the text asks for."""
        self.setFixedWidth(theme.px(NAMES_WIDE))
        self.setDefaultSectionSize(theme.row(34))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        painter.fillRect(rect, theme.colour("sunken"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("hair"))
        name, quiet = self._model.title(at)
        box = rect.adjusted(paint.EDGE, 0, -12, -1)
        used = paint.words(painter, box, quiet, "muted", "small", right=True)
        box.setRight(box.right() - round(used) - 8)
        if self._quiet:
            paint.words(painter, rect.adjusted(paint.EDGE, 0, -2, -1), name, "muted", "small")
        else:
            paint.words(painter, box, name)


class Legend(QWidget):
    """What the letters mean, painted as in the grid; what has no room is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[tuple[Square, str], ...] = ()
        self._note = ""
        self._measure()

    def show_letters(self, items: tuple[tuple[Square, str], ...], note: str) -> None:
        """Show these squares with their words, and a note at the right."""
        self._items, self._note = items, note
        said = [f"{square.text} {text}" for square, text in items]
        self.setAccessibleName(", ".join((*said, note)))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        side, x = theme.px(28), float(paint.EDGE)
        note = theme.advance(self._note, "small")
        room = self.width() - paint.EDGE
        with QPainter(self) as painter:
            for square, text in self._items:
                wide = side + 6 + theme.advance(text, "small")
                if x + wide > room:
                    return
                box = QRectF(x, (self.height() - side) / 2, side, side)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_square(painter, box, square)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
                words = QRectF(x + side + 6, 0, wide, self.height())
                paint.words(painter, words, text, "muted", "small")
                x += wide + 14
            if x + note <= room:
                box = QRectF(x, 0, room - x, self.height())
                paint.words(painter, box, self._note, "muted", "small", right=True)
