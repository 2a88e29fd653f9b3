"""File > Import… and what is pasted: a page of its own, over the tabs until it is done with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from snt_desk.ui.page import Pasted

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.importing.page import ImportPage
    from snt_desk.ui.menus import Menus

KINDS = {
    "Spreadsheets and data packages": "*.xlsx *.xls *.ods *.csv *.tsv *.txt *.zip datapackage.json",
    "All files": "*",
}
"""What can be chosen; a package in a folder is chosen by its `datapackage.json`."""


class Importing(QObject):
    """Lays the import over the tabs and takes it away again."""

    covers = Signal(bool)
    """It lies over the tabs now, or does no more."""

    _desk: Desk

    def __init__(self, centre: QWidget, behind: Sequence[QWidget]) -> None:
        """It stands in the layout of the centre, while what is behind is hidden."""
        super().__init__(centre)
        self._centre = centre
        self._behind = tuple(behind)
        self._page: ImportPage | None = None
        self._widget: QWidget | None = None
        self._where = ""
        self._has_lines = False
        self.open = False
        """Whether it lies over the tabs."""

    def take(self, desk: Desk, where: str) -> None:
        """Import into this desk; its data file is backed up before, if it is one."""
        self._desk, self._where = desk, where
        desk.pasted.connect(self._show_pasted)
        desk.file_wanted.connect(self.choose)
        window = self._centre.window()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def possible(self) -> bool:
        """Whether anything can be imported now."""
        return self._page is None or not self._page.writing

    @property
    def page(self) -> ImportPage | None:
        """The page, while it lies over the tabs."""
        return self._page if self.open else None

    @property
    def widget(self) -> QWidget | None:
        """Its widget, while it lies over the tabs."""
        return self._widget if self.open else None

    def show_lines(self, menus: Menus) -> None:
        """Show the page's own lines in the menus, or hide them."""
        if self._page is None:
            return
        if not self._has_lines:
            self._has_lines = True
            self._lines = menus.add(self._page.commands())
        for line in self._lines:
            line.setVisible(self.open)

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
        page = self._shown()
        page.read(path)

    def paste(self) -> None:
        """Show what the rows on the clipboard would add."""
        self._show_pasted(Pasted(QGuiApplication.clipboard().text()))

    @Slot(object)
    def _show_pasted(self, rows: Pasted) -> None:
        if self.open and not self._may_go():
            return
        self._shown().show_pasted(rows)

    def _shown(self) -> ImportPage:
        page = self._made()
        if not self.open:
            self.open = True
            for one in self._behind:
                one.hide()
            self._widget_of(page).show()
            self.covers.emit(True)
        return page

    def _made(self) -> ImportPage:
        # Loaded here: nothing is imported before the first paint.
        from snt_desk.ui.importing.page import ImportPage

        if self._page is None:
            self._page = ImportPage(self._where)
            self._page.left.connect(self._leave)
            self._page.another.connect(self.choose)
        return self._page

    def _widget_of(self, page: ImportPage) -> QWidget:
        if self._widget is None:
            self._widget = page.build(self._desk)
            self._widget.setObjectName("page")
            layout = self._centre.layout()
            assert layout is not None  # noqa: S101  # `down` has made it
            layout.addWidget(self._widget)
        return self._widget

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

    # --- Ending -------------------------------------------------------------------------------

    def leave(self) -> bool:
        """Give way to the tabs, if nothing that was mended is in the way; False if it stays."""
        if not self._may_go():
            return False
        if self.open:
            self._leave()
        return True

    def _may_go(self) -> bool:
        return self._page is None or self._page.may_go()

    @Slot()
    def _leave(self) -> None:
        if self._page is None or self._widget is None or not self.open:
            return
        self.open = False
        self._page.forget()
        self._widget.hide()
        for one in self._behind:
            one.show()
        self.covers.emit(False)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged; None where it is something else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
