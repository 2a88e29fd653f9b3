"""From page to page: what one asks for is shown on another, and Alt+Left goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from snt_desk.ui.page import GoesTo, Target

if TYPE_CHECKING:
    from snt_desk.ui.main_window import MainWindow


class Trail(QObject):
    """Remembers where something else was asked for, and what was in hand there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._came_from: list[Target] = []

    @Slot(object)
    def go_to(self, target: Target) -> None:
        """Show what one page wants to have shown on another (or on itself)."""
        window = self._window
        if not window.over.leave():
            return
        self._came_from.append(Target(window.in_front, *(window.in_hand() or ())))
        window.visit_title(target.tab)
        self._take_in_hand(target)

    def go_back(self) -> None:
        """Go back to where something else was asked for, with what was in hand there."""
        before = self._came_from.pop()
        self._window.visit_title(before.tab)
        if before.ref and self._window.in_hand() != (before.table, before.ref):
            self._take_in_hand(before)

    def can_go_back(self) -> bool:
        """Whether there is such a place."""
        return bool(self._came_from)

    def forget(self) -> None:
        """Nobody has come from anywhere."""
        self._came_from.clear()

    def _take_in_hand(self, target: Target) -> None:
        page = self._window.pages[self._window.tabs.currentIndex()]
        if isinstance(page, GoesTo):
            page.go_to(target)
