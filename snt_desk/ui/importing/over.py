"""File > Import… and what is pasted: a page of its own, over the tabs until it is done with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from snt_desk.ui.page import Pasted

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.importing.page import ImportPage
    from snt_desk.ui.over import Over

KINDS = {
    "Spreadsheets and data packages": "*.xlsx *.xls *.ods *.csv *.tsv *.txt *.zip datapackage.json",
    "All files": "*",
}
"""What can be chosen; a package in a folder is chosen by its `datapackage.json`."""


class Importing(QObject):
    """Begins an import, and lays its page over the tabs."""

    _desk: Desk

    def __init__(
        self, window: QWidget, over: Over, in_hand: Callable[[], tuple[str, str] | None]
    ) -> None:
        """Files that are dropped on the window are taken as well.

        `in_hand` gives the record to which rows of a file belong where they name no other.
        """
        super().__init__(over)
        self._window = window
        self._in_hand = in_hand
        self._over = over
        self._page: ImportPage | None = None
        self._where = ""

    def take(self, desk: Desk, where: str) -> None:
        """Import into this desk; its data file is backed up before, if it is one."""
        self._desk, self._where = desk, where
        desk.pasted.connect(self._show_pasted)
        desk.file_wanted.connect(self.choose)
        self._window.setAcceptDrops(True)
        self._window.installEventFilter(self)

    def possible(self) -> bool:
        """Whether anything can be imported now."""
        return self._page is None or not self._page.writing

    @property
    def open(self) -> bool:
        """Whether it lies over the tabs."""
        return self._page is not None and self._over.page is self._page

    @property
    def page(self) -> ImportPage | None:
        """The page, while it lies over the tabs."""
        return self._page if self.open else None

    # --- Beginning ----------------------------------------------------------------------------

    @Slot()
    def choose(self) -> None:
        """Let a file be chosen, and show what it would add (Ctrl+I)."""
        if self.open and not self._may_go():
            return
        chosen = self._desk.ask.file_to_open("Import", KINDS)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Show what a file would add."""
        within = self._in_hand()
        page = self._shown()
        if page is not None:
            page.read(path, within)

    def paste(self) -> None:
        """Show what the rows on the clipboard would add."""
        self._show_pasted(Pasted(QGuiApplication.clipboard().text()))

    @Slot(object)
    def _show_pasted(self, rows: Pasted) -> None:
        if self.open and not self._may_go():
            return
        page = self._shown()
        if page is not None:
            page.show_pasted(rows)

    def _shown(self) -> ImportPage | None:
        """Lay the page over the tabs; None where something has to stay that lies there."""
        # Loaded here: nothing is imported before the first paint.
        from snt_desk.ui.importing.page import ImportPage

        if self._page is None:
            self._page = ImportPage(self._where)
            self._page.another.connect(self.choose)
        return self._page if self._over.open(self._page) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file that is dropped on the window is read."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if _dropped(event) is not None and self.possible():
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            path = _dropped(event)
            if path is not None and self.possible() and (not self.open or self._may_go()):
                event.acceptProposedAction()
                self.read(path)
                return True
        return super().eventFilter(watched, event)

    def _may_go(self) -> bool:
        return self._page is None or self._page.may_go()


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged; None where it is something else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
