"""The small parts that every page is made of: words, buttons, rows and columns of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcutEvent,
)
from PySide6.QtGui import Qt as TextQt
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from snt_desk.ui import icons, paint, theme

Role = Literal[
    "body", "title", "figure", "heading", "live", "muted", "small", "warn", "bad", "ok", "marking"
]
Kind = Literal["", "primary", "quiet", "link", "icon", "mark", "chip", "segment"]
Thing = QWidget | int | None
"""What stands in a row or column: a widget, a gap in pixels, or None for what is left over."""
Margins = tuple[int, int, int, int]
# So many letters of a word that goes on; a hyphen before a letter is where it breaks anyway.
_LONG_WORD = re.compile(r"(?:[^\s-]|-(?![^\W\d_])){24}(?=\S)")


class Words(QLabel):
    """Words as they were written, but for marks that would turn what stands beside them round."""

    def setText(self, text: str) -> None:
        super().setText(paint.straight(text))


def label(text: str, role: Role = "body", *, wrap: bool = False) -> QLabel:
    """Words, never markup: what a resident wrote stays what he wrote."""
    made = Words()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def breakable(text: str) -> str:
    """Let a word that is longer than any break where it is shown, or it widens what is round it."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", text)


class Button(QPushButton):
    """A button whose drawing grows with the text."""

    def __init__(self, text: str, kind: Kind = "", icon: str = "") -> None:
        super().__init__(text)
        self._kind = kind
        self._side = icons.SIDE
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setAccessibleName(without_mnemonic(text))
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str, role: str = "", side: int = icons.SIDE) -> None:
        """Put a drawing on it, in the colour of its words or of a role."""
        self._side = side
        self.setIcon(icons.icon(name, role or _INKS.get(self._kind, "text")))
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def event(self, event: QEvent) -> bool:
        # At once: Qt waits for a tenth of a second, and the next letters would go astray.
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses it by Space alone; in a segment Enter goes on to the next field.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._kind != "segment":
            self.click()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        # Wider than high before words: Qt has no other way to a gap between them.
        before = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        gap = 4 if self.text() and before else 0
        self.setIconSize(QSize(theme.px(self._side) + gap, theme.px(self._side)))


_INKS = {"primary": "on_accent", "quiet": "accent", "link": "accent", "mark": "muted"}


class SteadyButton(Button):
    """A button that can be pressed in: as wide as its words are when bold, so nothing moves."""

    picked = Signal()
    """Clicked with the mouse."""

    def __init__(self, text: str, kind: Kind, icon: str = "") -> None:
        super().__init__(text, kind, icon)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        words = theme.advance(without_mnemonic(self.text()), bold=True)
        icon = 0 if self.icon().isNull() else self.iconSize().width() + 4
        return QSize(round(words) + icon + 22, theme.px(_HEIGHTS[self._kind]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed = self.isDown()
        super().mouseReleaseEvent(event)
        if pressed and self.hitButton(event.position().toPoint()):
            self.picked.emit()


_HEIGHTS = {"chip": 28, "segment": 32}


def button(
    text: str, kind: Kind = "", icon: str = "", *, tip: str = "", writes: bool = False
) -> Button:
    """A verb and its object, from code; for words from data use `escaped` first.

    An icon alone needs the tip: it is the name that a screen reader says. What `writes` to
    the data, or lets something leave it, is off while it is only looked at.
    """
    made = Button(text, kind, icon)
    made.setProperty("writes", writes)
    made.setToolTip(plain_tip(tip))
    if not text:
        made.setAccessibleName(tip)
    return made


def escaped(text: str) -> str:
    """Text from data for a button, menu or tab, where `&` would be eaten."""
    return paint.straight(text).replace("&", "&&")


def without_mnemonic(text: str) -> str:
    """What a button or menu says: `&File` is File, `Marks && Spencer` has one `&`."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


def mnemonic(text: str) -> str:
    """The letter after the `&`, large; empty if there is none."""
    keys = QKeySequence.mnemonic(text).toString()
    return keys.removeprefix("Alt+")


def plain_tip(text: str) -> str:
    """Text for a tooltip, which Qt would take for markup where it looks like it."""
    text = paint.straight(text)
    if not TextQt.mightBeRichText(text):
        return text
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        text = text.replace(sign, name)
    return f"<span>{text}</span>"


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something that takes no focus."""
    # Loaded here: the first paint has nothing to say.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    QAccessible.updateAccessibility(event)


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and paint again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


# --- Rows and columns -------------------------------------------------------------------------


def across(
    *things: Thing,
    space: int = 8,
    margins: Margins = (0, 0, 0, 0),
    name: str = "",
    stretch: Collection[int] = (),
) -> QFrame:
    """Things side by side; `stretch` numbers those that take what is left over.

    `name` chooses a ground in the style sheet: page, side, leftside, bar, foot, card.
    """
    return _laid_out(QHBoxLayout(), things, name, (space, margins, stretch))


def down(
    *things: Thing,
    space: int = 8,
    margins: Margins = (0, 0, 0, 0),
    name: str = "",
    stretch: Collection[int] = (),
) -> QFrame:
    """Things below each other, otherwise like `across`."""
    return _laid_out(QVBoxLayout(), things, name, (space, margins, stretch))


def held_left(part: QWidget) -> QFrame:
    """A part as wide as it may be; what is left over stays empty, at its right."""
    layout = QHBoxLayout()
    holder = _laid_out(layout, (part,), "", (0, (0, 0, 0, 0), (0,)))
    layout.addStretch(0)
    return holder


def _laid_out(
    layout: QBoxLayout,
    things: tuple[Thing, ...],
    name: str,
    sizes: tuple[int, Margins, Collection[int]],
) -> QFrame:
    space, margins, stretch = sizes
    holder = QFrame()
    holder.setObjectName(name)
    layout.setSpacing(space)
    layout.setContentsMargins(*margins)
    for at, thing in enumerate(things):
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, int):
            layout.addSpacing(thing)
        else:
            layout.addWidget(thing, 1 if at in stretch else 0)
    holder.setLayout(layout)
    return holder


def column_of(widget: QWidget) -> QBoxLayout:
    """The row or column in which the things of a widget stand, as `across` and `down` make it."""
    layout = widget.layout()
    if not isinstance(layout, QBoxLayout):
        raise TypeError(f"{widget.objectName()} has neither a row nor a column")
    return layout


def rule() -> QFrame:
    """A line between regions."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def as_part(widget: QWidget) -> None:
    """Let F6 stop at this widget: it is one of the parts of its page."""
    widget.setProperty("part", True)


# --- Painted ----------------------------------------------------------------------------------


class Picture(QWidget):
    """A drawing beside words; the words say what it means."""

    def __init__(self, name: str, role: str = "muted", side: int = icons.SIDE) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._side = side
        self._measure()

    def show_other(self, name: str, role: str) -> None:
        """Show another drawing at the same size."""
        self._name, self._role = name, role
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            icons.draw(painter, self._name, self._role, 0, 0, self._side)

    def _measure(self) -> None:
        self.setFixedSize(theme.px(self._side), theme.px(self._side))


class Badge(QWidget):
    """What is not normal, in one to three small words: `needs r2`."""

    def __init__(self, text: str, tone: str = "plain") -> None:
        super().__init__()
        self._text = text
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def say(self, text: str, tone: str) -> None:
        """Say something else."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.badge_width(self._text, self._tone), theme.px(paint.BADGE))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.badge(painter, 0, self.height() / 2, self._text, self._tone)


class Tick(QCheckBox):
    """A box to tick. Its mark is painted here: the style sheet knows no colours for pictures."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Space ticks it; as in any field Enter goes on to the next.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        # Loaded here: QStyle is the largest class of Qt, and the first paint needs no tick.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton

        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        middle = QRectF(self.style().subElementRect(part, option, self)).center()
        with QPainter(self) as painter:
            paint.tick(painter, QPointF(middle), "on_accent" if self.isEnabled() else "off")
