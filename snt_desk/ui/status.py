"""The line at the foot of the window: saved, undo, file, marking."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QStyle, QStyleOptionButton, QWidget

from snt_desk.domain import clock
from snt_desk.ui import keys, theme
from snt_desk.ui.giving import Giving
from snt_desk.ui.parts import (
    Button,
    Role,
    announce,
    button,
    escaped,
    label,
    plain_tip,
    set_state,
)

Counts = Literal["feedback", "actions", "priorities", "reviews"]
"""What is counted here while it is due."""
_ICONS: Final[dict[Counts, str]] = {
    "feedback": "megaphone",
    "actions": "clipboard-list",
    "priorities": "target",
    "reviews": "clock",
}
_MOST = 48
_EDGE = 8
_SAID_MS = 8000
_LEAST_UNDO = 120
_BETWEEN = 6


class StatusBar(QStatusBar):
    """What was saved when, the way back from it, where it is, and how it is marked."""

    undo = Signal()
    """The button with the name of the last change."""
    left = Signal()
    """Esc: back from here."""

    def __init__(self, marking: str) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        # What is said here never makes the window wider than its screen.
        self.setMinimumWidth(1)
        self._saved = label("")
        self._undo = _Undo()
        self._undo.clicked.connect(self.undo)
        self._undo.hide()
        self._team, self._file, self._backup = Giving(), Giving(), Giving()
        self._bar: QWidget | None = None
        self._clock = label("", "warn")
        self._clock.hide()
        first: tuple[QWidget, ...] = (self._saved, self._undo, self._clock)
        for widget in first:
            self.addWidget(widget)
        self.counting = {name: button("", "quiet", icon) for name, icon in _ICONS.items()}
        """A button each for what is due; it is there while something is."""
        self._lasting = (
            *(*self.counting.values(), self._team, self._file, self._backup),
            label(marking, "marking"),
        )
        for one in self._lasting:
            one.setVisible(one is self._lasting[-1])
            self.addPermanentWidget(one)

    def say(self, words: str) -> None:
        """Say for a few seconds why a key did nothing, in place of what was saved when."""
        self.showMessage(words, _SAID_MS)
        announce(self, words)

    def show_saved(self, at: datetime) -> None:
        """Say when the last change was on disk; aware."""
        self._saved.setText(f"Saved {clock.wall(at)}")
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_undo(self, words: str) -> None:
        """Offer to take back the last change by its name; empty if there is none."""
        self._undo.setText(escaped(_cut(words)))
        self._undo.set_icon("undo-2")
        self._undo.setToolTip(plain_tip(f"{words}, Ctrl+Z"))
        self._undo.setAccessibleName(words)
        self._undo.setVisible(bool(words))
        self._fit()

    def show_clock(self, words: str) -> None:
        """Say what is the matter with the clock."""
        self._clock.setText(words)
        self._clock.setToolTip(plain_tip(words))
        self._clock.show()
        self._fit()

    def show_due(self, name: Counts, words: str) -> None:
        """Say what is due of it; empty if nothing is."""
        one = self.counting[name]
        one.setText(escaped(words))
        one.set_icon(_ICONS[name])
        one.setAccessibleName(words)
        one.setToolTip(plain_tip(words))
        one.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        """Let what counts say only how many, where there is no room for all of its words."""
        counting = [one for one in self.counting.values() if not one.isHidden()]
        others = (self._saved, self._undo, self._clock, *self._lasting[len(self.counting) :])
        wide = sum(_least(one) for one in others if not one.isHidden())
        wide += sum(_in_words(one) for one in counting)
        for one in counting:
            words = one.accessibleName()
            one.setText(escaped(words if wide <= self.width() else _number(words)))

    def place_over_saved(self, bar: QWidget | None) -> None:
        """Lay the bar that offers the undo over the quieter one here: it hides nothing else."""
        self._bar = bar
        if bar is not None:
            # From the end of what stands here for good: the marking is never hidden.
            ends = [one.x() for one in self._lasting if one.isVisible()]
            most = min(ends, default=self.width())
            wide = min(bar.sizeHint().width(), most - 2 * _EDGE)
            bar.setGeometry(_EDGE, 2, wide, self.height() - 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.place_over_saved(self._bar)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # What stands here for good has moved: a backup was made meanwhile.
        if event.type() == QEvent.Type.LayoutRequest:
            self.place_over_saved(self._bar)
        return done

    def show_team(self, words: str) -> None:
        """Name the team here, where there is no room beside the tabs; empty if there is."""
        _say(self._team, words)
        self._fit()

    def show_file(self, words: str) -> None:
        """Name the file; empty where there is no room."""
        _say(self._file, words)
        self._fit()

    def show_backup(self, words: str, detail: str = "", *, role: Role = "body") -> None:
        """Say when the last backup was: `Backed up today 13:30, checked`.

        `detail` is said where there is room for it; `role` is how it is written.
        """
        _say(self._backup, words)
        set_state(self._backup, "role", role)
        told = f"{words}. {detail}" if detail else words
        self._backup.setToolTip(plain_tip(told))
        self._backup.setAccessibleDescription(detail)
        self._fit()


class _Undo(Button):
    """The last change by its name, which ends in … where even so there is too little room."""

    def __init__(self) -> None:
        super().__init__("", "quiet", "undo-2")
        self.setProperty("writes", True)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(_LEAST_UNDO)), least.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        missing = self.sizeHint().width() - self.width()
        if missing > 0:
            measure = self.fontMetrics()
            room = measure.horizontalAdvance(self.text()) - missing
            option.text = measure.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)


def _least(one: QWidget) -> int:
    wide = one.sizeHint().width()
    gives = isinstance(one, Giving | _Undo)
    return (min(wide, theme.px(_LEAST_UNDO)) if gives else wide) + _BETWEEN


def _in_words(one: Button) -> int:
    """How wide it is with all its words, whatever it says now."""
    measure = one.fontMetrics()
    more = measure.horizontalAdvance(one.accessibleName()) - measure.horizontalAdvance(one.text())
    return one.sizeHint().width() + more + _BETWEEN


def _number(words: str) -> str:
    """The first number in words: `2` of `2 actions overdue, 1 reminder`; else all of them."""
    found = re.search(r"\d[\d,]*", words)
    return found[0] if found else words


def _say(place: QLabel, words: str) -> None:
    place.setText(_cut(words))
    place.setToolTip(plain_tip(words))
    place.setVisible(bool(words))


def _cut(words: str) -> str:
    return words if len(words) <= _MOST else words[: _MOST - 1].rstrip() + "…"
