"""The line at the foot of the window: saved, undo, file, marking."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStatusBar

from snt_desk.domain import clock
from snt_desk.ui.parts import button, escaped, label, plain_tip

_MOST = 48


class StatusBar(QStatusBar):
    """What was saved when, the way back from it, where it is, and how it is marked."""

    undo = Signal()
    """The button with the name of the last change."""

    def __init__(self, marking: str) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._saved = label("")
        self._undo = button("", "quiet", "undo-2", tip="Ctrl+Z")
        self._undo.clicked.connect(self.undo)
        self._undo.hide()
        self._team = label("")
        self._file = label("")
        self._backup = label("")
        self.addWidget(self._saved)
        self.addWidget(self._undo)
        for one in (self._team, self._file, self._backup):
            one.hide()
            self.addPermanentWidget(one)
        self.addPermanentWidget(label(marking, "marking"))

    def show_saved(self, at: datetime) -> None:
        """Say when the last change was on disk; aware."""
        self._saved.setText(f"Saved {clock.wall(at)}")

    def show_undo(self, words: str) -> None:
        """Offer to take back the last change by its name; empty if there is none."""
        self._undo.setText(escaped(_cut(words)))
        self._undo.set_icon("undo-2")
        self._undo.setToolTip(plain_tip(f"{words}, Ctrl+Z"))
        self._undo.setAccessibleName(words)
        self._undo.setVisible(bool(words))

    def show_team(self, words: str) -> None:
        """Name the team here, where there is no room beside the tabs; empty if there is."""
        _say(self._team, words)

    def show_file(self, words: str) -> None:
        """Name the file; empty where there is no room."""
        _say(self._file, words)

    def show_backup(self, words: str) -> None:
        """Say when the last backup was: `Backed up today 13:30, checked`."""
        _say(self._backup, words)


def _say(place: QLabel, words: str) -> None:
    place.setText(_cut(words))
    place.setToolTip(plain_tip(words))
    place.setVisible(bool(words))


def _cut(words: str) -> str:
    return words if len(words) <= _MOST else words[: _MOST - 1].rstrip() + "…"
