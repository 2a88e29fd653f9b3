"""The list of a field that a few letters open: what they begin stands first, and is seen whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from snt_desk.ui import theme

_ROUND, _WIDEST = 40, 440
"""What stands round the words of a choice, and the widest list, in pixels at 100 %."""


def found(letters: str, texts: Sequence[str]) -> list[int]:
    """Say which of these have the letters: first those that begin with them, else as they stand."""
    folded = [text.casefold() for text in texts]
    wanted = letters.casefold()
    having = [at for at, text in enumerate(folded) if wanted in text]
    return sorted(having, key=lambda at: not folded[at].startswith(wanted))


def meant(letters: str, texts: Sequence[str]) -> int | None:
    """Say which one the letters can only mean: the only one that they begin, or that has them."""
    having = found(letters, texts)
    beginning = [at for at in having if texts[at].casefold().startswith(letters.casefold())]
    for some in (beginning, having):
        if len(some) == 1:
            return some[0]
    return None


class ChoicesView(QListView):
    """The list itself; it is as wide as its words, and stays on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choices")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def make_room(self, texts: Sequence[str]) -> None:
        """Be wide enough for these, within reason."""
        measure = self.fontMetrics()
        widest = max((measure.horizontalAdvance(text) for text in texts), default=0)
        self.setMinimumWidth(min(widest + theme.px(_ROUND), theme.px(_WIDEST)))

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self.isWindow():
            over = self.geometry().right() - self.screen().availableGeometry().right()
            if over > 0:
                self.move(self.x() - over, self.y())


class Finder(QCompleter):
    """Shows of some texts those that have the letters; `look` says which letters."""

    def __init__(self, field: QWidget) -> None:
        self._found = QStringListModel()
        super().__init__(self._found, field)
        self._found.setParent(self)
        self._view = ChoicesView()
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setPopup(self._view)

    @property
    def is_open(self) -> bool:
        """Whether its list is seen."""
        return self._view.isVisible()

    def shut(self) -> None:
        """Put the list away."""
        self._view.hide()

    def look(self, letters: str, texts: Sequence[str]) -> None:
        """Offer of these what has the letters."""
        offered = [texts[at] for at in found(letters.strip(), texts)]
        theme.dress(self._view)
        self._found.setStringList(offered)
        self._view.make_room(offered)
