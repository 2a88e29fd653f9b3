"""The Help menu: the guide at the page in front, and all keys, each in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from snt_desk.ui.menus import Menus
from snt_desk.ui.page import HasSubject
from snt_desk.ui.preferences import Preferences

if TYPE_CHECKING:
    from snt_desk.ui.help_window import HelpWindow
    from snt_desk.ui.main_window import MainWindow

C = TypeVar("C", bound=QWidget)


class Helping:
    """Opens what helps, once each; with the window it closes."""

    def __init__(self, window: MainWindow, preferences: Preferences, menus: Menus) -> None:
        self._window = window
        self._preferences = preferences
        self._menus = menus
        self._open: dict[str, HelpWindow] = {}

    def open_guide(self) -> None:
        """Show what the guide says of the page in front, or of the list in front there (F1)."""
        # Loaded here: nobody asks for help before the first paint.
        from snt_desk.ui.guide import Guide, chapter

        window = self._window
        page = window.pages[window.tabs.currentIndex()]
        seen = [window.in_front]
        if isinstance(page, HasSubject) and window.over.page is None:
            seen.insert(0, page.subject)
        self._content("guide", Guide).go_to(chapter(*seen))
        self._open["guide"].come()

    def open_keys(self) -> None:
        """Show all keys that answer now (Ctrl+?)."""
        from snt_desk.ui.all_keys import AllKeys

        self._content("keys", AllKeys).show_lines(self._menus.lines())
        self._open["keys"].come()

    def _content(self, name: str, kind: type[C]) -> C:
        """What stands in the window of that name, made if it is not open."""
        from snt_desk.ui.help_window import HelpWindow

        if name not in self._open:
            self._open[name] = HelpWindow(name, kind(), self._preferences)
        content = self._open[name].content
        if not isinstance(content, kind):
            raise TypeError(f"The window {name} holds no {kind.__name__}")
        return content

    def windows(self) -> list[HelpWindow]:
        """What has been opened."""
        return list(self._open.values())

    def close(self) -> None:
        """Close what is open."""
        for one in self._open.values():
            one.close()
            one.deleteLater()
        self._open.clear()
