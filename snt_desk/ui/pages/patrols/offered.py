"""Fields that offer what is usual: Down and Up go through it, and nothing is filled in unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from snt_desk.ui import keys, theme
from snt_desk.ui.choices import Choices
from snt_desk.ui.fields import MOST_LINE, LineField


def first(usual: Sequence[object], choices: Choices) -> Choices:
    """Put the usual ones first; the others stay in their order."""
    place = {one: at for at, one in enumerate(usual)}
    return sorted(choices, key=lambda choice: place.get(choice[0], len(place)))


class OfferedLine(LineField):
    """A line in which Down writes the most usual text, Down again the next one."""

    def __init__(
        self,
        example: str = "",
        *,
        settle: Callable[[str], str] | None = None,
        most: int = MOST_LINE,
        finds: bool = False,
    ) -> None:
        """With `finds` a list of those with the letters typed opens as well."""
        super().__init__(example, settle=settle, most=most)
        self._offers: tuple[str, ...] = ()
        self._list = QStringListModel(self)
        if finds:
            finder = QCompleter(self._list, self)
            finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
            choices = QListView()
            choices.setObjectName("choices")
            theme.dress(choices)
            finder.setPopup(choices)
            self.setCompleter(finder)

    def show_offers(self, offers: Sequence[str]) -> None:
        """Offer these, the most usual first."""
        self._offers = tuple(offers)
        if self._list.stringList() != list(offers):
            self._list.setStringList(list(offers))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Down, Qt.Key.Key_Up) and self._offers:
            self._go_on(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _go_on(self, step: int) -> None:
        """Write the next of them; what was typed and is none of them stays."""
        text = self.value
        if text and text not in self._offers:
            return
        at = self._offers.index(text) + step if text else 0
        if 0 <= at < len(self._offers):
            self.setText(self._offers[at])
            self.selectAll()
