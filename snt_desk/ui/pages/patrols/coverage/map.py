"""The map: beats as outlines, or as tiles, with name and hours written in them."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from snt_desk.ui import keys, paint, theme
from snt_desk.ui.named import counted
from snt_desk.ui.pages.patrols.coverage import painting
from snt_desk.ui.pages.patrols.coverage.reading import Area, Seen
from snt_desk.ui.parts import announce, as_part, plain_tip

_MARGIN = 16
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(QWidget):
    """Arrows walk the beats, Enter opens one; the same rows stand in the table beside."""

    chosen = Signal(str)
    """Another beat is in hand: its code."""
    opened = Signal(str)
    """Enter or a double click: the beat's code."""
    copy_asked = Signal()
    """Ctrl+C."""
    left = Signal()
    """Esc."""

    def __init__(self) -> None:
        """Empty until it is shown something."""
        super().__init__()
        self.areas: tuple[Area, ...] = ()
        """What is on it."""
        self._bounds = QRectF(0, 0, 1, 1)
        self._paths: list[QPainterPath] = []
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Map of the beats")
        as_part(self)

    def show_seen(self, seen: Seen) -> None:
        """Show these beats; the one in hand stays in hand."""
        self.areas = seen.areas
        left, top, right, bottom = seen.plan.bounds
        self._bounds = QRectF(left, top, max(right - left, 1), max(bottom - top, 1))
        self._paths = [_path(area) for area in self.areas]
        if self._current not in self.codes:
            self._current = ""
        if self.hasFocus() and not self._current:
            self._take_first()
        self._describe()
        self.update()

    @property
    def codes(self) -> list[str]:
        """The beats that are on it."""
        return [one.code for one in self.areas if one.code and one.speaks]

    @property
    def current(self) -> str:
        """The code of the beat in hand; empty for none."""
        return self._current

    def select(self, code: str) -> None:
        """Take a beat in hand, if it is on the map; else none."""
        self._current = code if code in self.codes else ""
        self._describe()
        self.update()

    def copy(self) -> None:
        """Copy what the map says, as a table."""
        self.copy_asked.emit()

    def copy_picture(self) -> None:
        """Put the map on the clipboard as it stands on the screen."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def place_of(self, code: str) -> QPointF:
        """Where the words of a beat stand in the widget."""
        area = next(one for one in self.areas if one.code == code and one.speaks)
        return self._fit().map(QPointF(*area.shape.middle))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(70))

    # --- Painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("page"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fit = self._fit()
            paths = [fit.map(path) for path in self._paths]
            # Others' lines first: ours lie over them.
            for area, path in sorted(
                zip(self.areas, paths, strict=True), key=lambda two: bool(two[0].code)
            ):
                painting.area(painter, path, area)
            for area, path in zip(self.areas, paths, strict=True):
                if area.code and area.code == self._current:
                    painting.in_hand(painter, path, focused=self.hasFocus())
            self._write(painter, fit)
            if self.hasFocus():
                paint.ring(painter, QRectF(self.rect()))

    def _write(self, painter: QPainter, fit: QTransform) -> None:
        """Write in each beat what has room there; all of it in the one in hand."""
        speaking = [one for one in self.areas if one.code and one.speaks]
        speaking.sort(key=lambda one: (one.code != self._current, -one.shape.room))
        taken: list[QRectF] = []
        for area in speaking:
            middle, room = fit.map(QPointF(*area.shape.middle)), area.shape.room * fit.m11() - 8
            label = painting.label(area, middle, room, taken)
            if label is not None:
                taken.append(label.box)
                painting.write(painter, label)

    def _fit(self) -> QTransform:
        """From metres to the widget: as large as can be, in its middle."""
        margin = theme.px(_MARGIN)
        wide, high = max(self.width() - 2 * margin, 1), max(self.height() - 2 * margin, 1)
        scale = min(wide / self._bounds.width(), high / self._bounds.height())
        middle, here = self._bounds.center(), QRectF(self.rect()).center()
        made = QTransform.fromTranslate(here.x(), here.y())
        made.scale(scale, scale)
        return made.translate(-middle.x(), -middle.y())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    # --- Keys and mouse -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif keys.is_plain(event, *_ARROWS):
            self._walk(*_ARROWS[Qt.Key(event.key())])
        elif keys.is_enter(event):
            self._open()
        elif keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, across: int, down: int) -> None:
        """Go to the nearest beat that way: what is straight ahead before what is aside."""
        if not self._current:
            self._take_first()
            return
        here = self._middle(self._current)
        best, found = math.inf, ""
        for code in self.codes:
            there = self._middle(code) - here
            ahead = there.x() * across + there.y() * down
            aside = abs(there.x() * down) + abs(there.y() * across)
            if ahead > 0 and ahead + 2 * aside < best:
                best, found = ahead + 2 * aside, code
        if found:
            self._take(found)

    def _take_first(self) -> None:
        """Take the one at the top in hand, and of those the first."""
        places = {code: self._middle(code).toTuple()[::-1] for code in self.codes}
        if places:
            self._take(min(places, key=places.__getitem__))

    def _middle(self, code: str) -> QPointF:
        return next(
            QPointF(*one.shape.middle) for one in self.areas if one.code == code and one.speaks
        )

    def _take(self, code: str) -> None:
        if code != self._current:
            self.select(code)
            self.chosen.emit(code)
            announce(self, self._spoken(code))

    def _open(self) -> None:
        if self._current:
            self.opened.emit(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current:
            self._take_first()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        code = self._at(event.position())
        if code:
            self._take(code)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self._at(event.position()):
            self._open()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            code = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self._spoken(code)), self)
            return True
        return super().event(event)

    def _at(self, place: QPointF) -> str:
        """The beat under a point; empty if there is none."""
        back, _ = self._fit().inverted()
        point = back.map(place)
        pairs = zip(self.areas, self._paths, strict=True)
        return next((area.code for area, path in pairs if area.code and path.contains(point)), "")

    # --- In words -----------------------------------------------------------------------------

    def _spoken(self, code: str) -> str:
        area = next((one for one in self.areas if one.code == code and one.speaks), None)
        if area is None or not code:
            return ""
        spots = counted(len(area.spots), "hot spot") if area.spots else ""
        return ", ".join(part for part in (area.spoken, spots) if part)

    def _describe(self) -> None:
        beats = counted(len(self.codes), "beat")
        held = self._spoken(self._current)
        self.setAccessibleDescription(f"{beats}. In hand: {held}." if held else f"{beats}.")


def _path(area: Area) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in area.shape.rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        path.closeSubpath()
    return path
