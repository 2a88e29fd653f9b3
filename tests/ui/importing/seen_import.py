"""A window with an import over its tabs, and what a person sees of it and does with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.services.team import TeamName
from snt_desk.ui import app
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.importing.headings import Pick
from snt_desk.ui.importing.sheet import SheetPart
from snt_desk.ui.importing.table import SheetTable
from snt_desk.ui.importing.view import ImportView
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted
from snt_desk.ui.parts import mnemonic, without_mnemonic
from snt_desk.ui.table import Cells
from snt_desk.ui.table_view import TableView
from tests.ui import test_main_window as frame

HEADINGS = ("Date of patrol", "From", "To", "How", "Crew", "Location", "Reason", "Weather")
GOOD = (
    ("2/11/2026", "0930", "1110", "foot", "1432, 7104", "Peartree", "reassurance", "dry"),
    ("3/11/2026", "22.15", "0130", "car", "Ridley", "B2", "other", "wet"),
    ("4/11/2026", "9:30", "10.15am", "bike", "Calloway", "", "", ""),
)
BAD = (
    ("5/11/2026", "0800", "1015", "foot", "Smith", "Peartree", "", ""),
    ("31/11/2026", "1300", "1500", "foot", "7104", "Peartree", "", ""),
    ("6/11/2026", "1300", "1500", "horse", "7104", "Narnia", "", ""),
)


def text(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> str:
    """Rows as a spreadsheet program puts them on the clipboard."""
    return "\n".join("\t".join(row) for row in (*([headings] if headings else ()), *rows))


@contextmanager
def open_frame(desk: Desk, team: TeamName, qtbot: QtBot) -> Iterator[MainWindow]:
    """The frame over this desk, with a small page on each tab: most of an import is over them."""
    pages = [frame.PlacesPage(title, frozenset({"places"})) for title in frame.TITLES]
    window = MainWindow(desk.preferences, frame.TITLES)
    window.take(replace(desk, team=team), pages, Header())
    window.show()
    with _in_use(window, qtbot):
        yield window


@contextmanager
def open_window(desk: Desk, team: TeamName, qtbot: QtBot) -> Iterator[MainWindow]:
    """The program's own window over this desk, in use."""
    window = app.open_window(replace(desk, team=team), "")
    with _in_use(window, qtbot):
        yield window


@contextmanager
def _in_use(window: MainWindow, qtbot: QtBot) -> Iterator[None]:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield
    if window.importing.page is not None:
        window.importing.page.forget()
    window.close()


def pasted(window: MainWindow, rows: Sequence[Sequence[str]], kind: str = "") -> SheetPart:
    """The window with these rows pasted under the usual headings."""
    window.desk.paste(Pasted(text(rows), (), kind))
    return part(window)


def part(window: MainWindow) -> SheetPart:
    assert window.importing.page is not None
    return window.importing.page.sheet


def view(window: MainWindow) -> ImportView:
    assert window.importing.page is not None
    return window.importing.page.view


def table(window: MainWindow) -> SheetTable:
    found = part(window).table
    assert found is not None
    return found


def shown(window: MainWindow) -> list[list[str]]:
    """The rows of the table that can be seen, every cell of it."""
    rows = table(window).rows
    return [[cell.text for cell in rows.cells(at)] for at in range(rows.rowCount())]


def states(window: MainWindow) -> list[str]:
    return [cells[1] for cells in shown(window)]


def chips(window: MainWindow) -> list[str]:
    return [chip.text() for chip in view(window).chips.chips]


def labels(window: MainWindow) -> str:
    """All labels that can be seen, a line each."""
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def menu_lines(window: MainWindow) -> dict[str, list[str]]:
    """What can be seen of the menus."""
    found = {}
    for bar in window.menuBar().actions():
        menu = bar.menu()
        assert isinstance(menu, QMenu)
        if bar.isVisible():
            lines = [one.text() for one in menu.actions() if one.isVisible()]
            found[without_mnemonic(bar.text())] = [without_mnemonic(one) for one in lines]
    return found


def menu_lines_raw(window: MainWindow) -> dict[str, list[str]]:
    """The same with their mnemonics."""
    found = {}
    for bar in window.menuBar().actions():
        menu = bar.menu()
        assert isinstance(menu, QMenu)
        if bar.isVisible():
            found[bar.text()] = [one.text() for one in menu.actions() if one.isVisible()]
    return found


def letters(page: QWidget) -> list[str]:
    """The Alt letters of a page: of its labels for a field, and of its buttons."""
    texts = [
        one.text()
        for one in page.findChildren(QLabel)
        if one.isVisible() and one.buddy() is not None
    ]
    texts += [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    return [found for found in map(mnemonic, texts) if found]


def pick(window: MainWindow, name: str) -> Pick:
    """The choice beside a heading of the sheet."""
    found = [one for one in view(window).findChildren(Pick) if one.accessibleName() == name]
    return found[-1]


def package_rows(window: MainWindow, at: int = 0) -> list[Cells]:
    """What the tables of a package's page show: its tables, or at 1 its problems."""
    found = [one for one in view(window).rows.findChildren(TableView) if one.isVisible()]
    rows = found[at].rows
    return [rows.cells(one) for one in range(rows.rowCount())]
