"""What the menus do to the page in front: begin, save, delete, find, paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from snt_desk.ui.page import AddsInALine, Deletes

if TYPE_CHECKING:
    from snt_desk.ui.main_window import MainWindow


class Doing:
    """Hands on what was chosen to whichever page is there."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def new(self) -> None:
        """Begin a new record of the page."""
        self._window.page.new()

    def save(self) -> None:
        """Save what is being typed on the page."""
        self._window.page.save()

    def delete(self) -> None:
        """Delete what is selected on the page; undo brings it back."""
        page = self._window.page
        if isinstance(page, Deletes):
            page.delete()

    def add_in_a_line(self) -> None:
        """Let a record be written in one line of text, on the page that takes one."""
        for page in self._window.pages:
            if isinstance(page, AddsInALine):
                self._window.visit_title(page.title)
                page.add_in_a_line()
                return

    def go_to_filter(self) -> None:
        """Take the focus to the filter of what is in front."""
        (self._window.over.page or self._window.page).find()

    def paste_rows(self) -> None:
        """Show what rows on the clipboard would add."""
        if not self._window.going.paste():
            self._window.importing.paste()
