"""The ground of a row in tables and lists: selected, hovered, and the line under it."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from snt_desk.ui import theme

_SELECTED = QStyle.StateFlag.State_Selected


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, hovered: bool = False) -> bool:
    """The ground of a row in the option's rectangle; gives whether it is selected.

    Selected is a tint and a bar at the left, paler while another widget has the focus;
    hovered is a tint; every row ends in a hairline.
    """
    box = option.rect
    x, y, wide, high = box.x(), box.y(), box.width(), box.height()
    chosen = bool(option.state & _SELECTED)
    painter.fillRect(x, y + high - 1, wide, 1, theme.colour("hair"))
    if not chosen:
        if hovered:
            painter.fillRect(x, y, wide, high - 1, theme.colour("sunken"))
        return False
    widget: QWidget | None = option.widget
    lit = widget is not None and bool(widget.hasFocus() or widget.property("lit"))
    painter.fillRect(x, y, wide, high - 1, theme.colour("soft" if lit else "chrome"))
    painter.fillRect(x, y, 3, high, theme.colour("accent" if lit else "edge"))
    if lit and theme.outlined():
        painter.fillRect(x, y, wide, 2, theme.colour("accent"))
        painter.fillRect(x, y + high - 2, wide, 2, theme.colour("accent"))
    return chosen
