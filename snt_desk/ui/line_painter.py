"""How the lines and titles of a list are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

from snt_desk.ui import icons, paint, theme
from snt_desk.ui.ground import paint_ground
from snt_desk.ui.line_model import Line, LineModel, Title
from snt_desk.ui.table import Index
from snt_desk.ui.told_whole import ToldWhole

_GAP = 10


class LinePainter(ToldWhole):
    """Paints a `Line`: what stands first, an icon, words, quiet words, a badge; or a `Title`."""

    def __init__(
        self, view: QListView, lines: LineModel, *, height: int, lead: int, two: bool
    ) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines
        self._height = height
        self._lead = lead
        self._two = two

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(self._lines.lines[index.row()], Title):
            # Room above, but for the first.
            return QSize(0, theme.px(44 if index.row() else 36))
        return QSize(0, theme.row(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._lines.lines[index.row()]
        box = option.rect.adjusted(paint.EDGE, 0, -paint.EDGE, -1)
        if isinstance(line, Title):
            self._title(painter, option.rect, box, line)
            return
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        chosen = paint_ground(painter, option, hovered=hovered)
        if paint.is_sliver(option.rect, self._view):
            return
        if self._lead:
            lead = QRect(box.x(), box.y(), theme.px(self._lead) - 8, box.height())
            paint.words(painter, lead, line.lead, "muted")
            box.setLeft(box.left() + theme.px(self._lead))
        self._icon(painter, box, line)
        self._end(painter, box, line, chosen=chosen)
        self._words(painter, box, line)

    def cut(self, option: QStyleOptionViewItem, index: Index) -> str:
        line = self._lines.lines[index.row()]
        is_cut = isinstance(line, Line) and self._is_cut(line, option.rect.width())
        return line.spoken if is_cut else ""

    def _is_cut(self, line: Line, width: int) -> bool:
        room = width - 2 * paint.EDGE - theme.px(self._lead)
        if line.icon:
            room -= theme.px(icons.SIDE) + _GAP
        if line.badge:
            room -= paint.badge_width(line.badge, line.tone) + _GAP
        elif line.right:
            room -= round(theme.advance(line.right, "small")) + _GAP
        text = theme.advance(line.text, bold=self._two)
        sub = theme.advance(line.sub, "small")
        if self._two:
            return max(text, sub) > room
        return text + (_GAP + sub if sub else 0) > room

    def _title(self, painter: QPainter, rect: QRect, box: QRect, title: Title) -> None:
        box.setTop(box.bottom() - theme.px(32))
        used = paint.words(painter, box, title.text, bold=True)
        box.setLeft(box.left() + round(used) + 8)
        paint.words(painter, box, title.sub, "muted", "small")
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line"))

    def _icon(self, painter: QPainter, box: QRect, line: Line) -> None:
        if not line.icon:
            return
        role = "muted" if line.badge else paint.TONES[line.tone].ink
        y = box.y() + (box.height() - theme.px(icons.SIDE)) / 2
        icons.draw(painter, line.icon, role, box.left(), y)
        box.setLeft(box.left() + theme.px(icons.SIDE) + _GAP)

    def _end(self, painter: QPainter, box: QRect, line: Line, *, chosen: bool) -> None:
        """The badge, or the quiet words at the right; takes their room off the box."""
        if line.badge:
            left = box.right() + 1 - paint.badge_width(line.badge, line.tone)
            badge = paint.badge_on_tint if chosen else paint.badge
            badge(painter, left, box.center().y() + 1, line.badge, line.tone)
            box.setRight(left - _GAP)
        elif line.right:
            used = paint.words(painter, box, line.right, "muted", "small", right=True)
            box.setRight(box.right() - round(used) - _GAP)

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        if self._two and line.sub:
            middle = box.center().y()
            upper = QRect(box.x(), middle - theme.px(19), box.width(), theme.px(20))
            lower = QRect(box.x(), middle + theme.px(2), box.width(), theme.px(18))
            paint.words(painter, upper, line.text, bold=True)
            paint.words(painter, lower, line.sub, "muted", "small")
            return
        used = paint.words(painter, box, line.text, bold=self._two)
        rest = box.adjusted(round(used) + _GAP, 0, 0, 0)
        if line.sub and rest.width() > theme.px(24):
            paint.words(painter, rest, line.sub, "muted", "small")
