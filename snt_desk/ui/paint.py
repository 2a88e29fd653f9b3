"""What delegates and small widgets paint alike: words, badges, bars, the ring of the focus.

All of it is quick enough for every cell of a screen: nothing is formatted here, and what
was measured once is remembered by `theme`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea

from snt_desk.ui import icons, theme
from snt_desk.ui.theme import Size

EDGE = 16
"""Where the first cell of a row begins, so that titles, headings and rows share one edge."""
BADGE = 22
"""How high a badge is at 100 %."""
_MOST = 400
"""So many letters are wider than any column."""
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Tone:
    """What a badge or a box says by its colour, and always by its icon as well."""

    ink: str
    fill: str
    icon: str


TONES = {
    "ok": Tone("ok", "ok_soft", "circle-check"),
    "warn": Tone("warn", "warn_soft", "triangle-alert"),
    "bad": Tone("bad", "bad_soft", "circle-alert"),
    "info": Tone("accent", "soft", "info"),
    "plain": Tone("muted", "hair", ""),
}
"""Done, to look at, over or wrong, a note, and what needs no icon."""


def straight(text: str) -> str:
    """Text without the marks that turn a line round: a name never shows what it is not."""
    return text if text.isascii() else _TURNS.sub("", text)


def words(  # noqa: PLR0913  # what a run of words is made of
    painter: QPainter,
    box: QRect | QRectF,
    text: str,
    role: str = "text",
    size: Size = "body",
    *,
    bold: bool = False,
    right: bool = False,
) -> float:
    """Write one line, cut with … where it does not fit; gives the width taken."""
    if len(text) > _MOST:
        # A note may be a book, and what has been measured is remembered.
        text = text[:_MOST]
    text = straight(text)
    width = theme.advance(text, size, bold=bold)
    room = box.width()
    if width > room:
        measure = theme.metrics(size, bold=bold)
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = measure.horizontalAdvance(text)
    painter.setFont(theme.font(size, bold=bold))
    painter.setPen(theme.colour(role))
    # On a base line that is known: three times as quick as a box with alignment.
    x = box.x() + room - width if right else box.x()
    painter.drawText(QPointF(x, box.y() + theme.base_line(box.height(), size)), text)
    return width


def badge_width(text: str, tone: str) -> int:
    """How wide a badge with that word is."""
    room = 32 if TONES[tone].icon else 14
    return round(theme.advance(text, "small", bold=True)) + theme.px(room)


def is_sliver(row: QRect, view: QAbstractScrollArea) -> bool:
    """Whether so little of a row is in sight at the foot of its list that nobody can read it.

    Then nothing is written in it: a strip of letters and badges looks like dirt.
    """
    return view.viewport().height() - row.top() < row.height() / 2


def badge(painter: QPainter, x: float, middle: float, text: str, tone: str) -> None:
    """A word on a tint, with its icon: never the tint alone. `x` is its left edge."""
    high = theme.px(BADGE)
    box = QRectF(x, middle - high // 2, badge_width(text, tone), high)
    _badge_ground(painter, box, TONES[tone].fill, tone)
    _badge_words(painter, box, text, tone)


def badge_on_tint(painter: QPainter, x: float, middle: float, text: str, tone: str) -> None:
    """The same on a selected row, where the tint becomes the page."""
    high = theme.px(BADGE)
    box = QRectF(x, middle - high // 2, badge_width(text, tone), high)
    _badge_ground(painter, box, "page", tone)
    _badge_words(painter, box, text, tone)


def _badge_ground(painter: QPainter, box: QRectF, fill: str, tone: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if theme.outlined():
        painter.setPen(QPen(theme.colour(TONES[tone].ink), 1))
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(box, 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _badge_words(painter: QPainter, box: QRectF, text: str, tone: str) -> None:
    ink, icon = TONES[tone].ink, TONES[tone].icon
    x = box.left() + 7
    if icon:
        icons.draw(painter, icon, ink, x, box.center().y() - theme.px(14) / 2, 14)
        x += theme.px(14) + 4
    painter.setFont(theme.font("small", bold=True))
    painter.setPen(theme.colour(ink))
    painter.drawText(QPointF(x, box.y() + theme.base_line(box.height(), "small")), straight(text))


def bar(
    painter: QPainter, box: QRectF, part: float, mark: float | None = None, role: str = "accent"
) -> None:
    """A part of a whole (0 to 1) as a bar 6 px high; a dark line marks what it is held against."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    track = QRectF(box.left(), box.center().y() - 3, box.width(), 6)
    painter.setPen(QPen(theme.colour("edge"), 1) if theme.outlined() else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(track, 2, 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    filled = track.width() * min(max(part, 0.0), 1.0)
    painter.drawRoundedRect(QRectF(track.left(), track.top(), filled, 6), 2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if mark is not None:
        at = track.left() + track.width() * min(max(mark, 0.0), 1.0)
        painter.fillRect(QRectF(at - 1, track.top() - 5, 2, 16), theme.colour("text"))


def ring(painter: QPainter, box: QRectF, *, radius: float = 5) -> None:
    """The focus: 2 px of accent inside the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def tick(painter: QPainter, middle: QPointF, role: str = "on_accent") -> None:
    """The check mark of a box that is ticked."""
    side = theme.px(14)
    icons.draw(painter, "check", role, middle.x() - side / 2, middle.y() - side / 2, 14)
