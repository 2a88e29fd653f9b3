"""Five hundred rows from a spreadsheet, twelve of them wrong: pasted, mended, taken, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import backups, patrol_log, patrols
from snt_desk.services.patrol_log import Filter, Totals
from snt_desk.ui.importing.sheet import SheetPart
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.patrols import PatrolsPage
from tests.scenarios.keyboard import CTRL, KEY, Keyboard

ROWS = 500
HEADINGS = ("Date", "From", "To", "How", "Crew", "Location", "Reason", "Notes")
WRONG: tuple[tuple[int, int, str, str], ...] = (
    # Row, column, what stands there, and what it is mended to.
    (9, 4, "Smith", "1432"),
    (50, 0, "31/11/2026", "30/11/2026"),
    (51, 3, "horse", "foot"),
    (120, 5, "Narnia", "Haldens"),
    (121, 1, "25:10", "2110"),
    (200, 2, "late", "1130"),
    (201, 4, "", "7104"),
    (202, 6, "shopping", "retail"),
    (333, 0, "yesterday", "3/11/2026"),
    (400, 3, "", "car"),
    (401, 1, "", "0915"),
    (499, 4, "PC 99999", "Okafor"),
)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def rows() -> list[list[str]]:
    """A log as a sergeant keeps it in a spreadsheet, with twelve cells that cannot be so."""
    made = []
    for n in range(ROWS):
        day = date(2026, 11, 1) + timedelta(days=n % 30)
        minute = 6 * 60 + n
        note = f'Row {n}, "all quiet"\nno more to say' if n % 50 == 0 else f"Row {n}"
        made.append(
            [
                f"{day:%d/%m/%Y}",
                f"{minute // 60:02}{minute % 60:02}",
                f"{minute // 60 + 1:02}:{minute % 60:02}",
                ("foot", "car")[n % 2],
                ("1432", "101 / 7104", "Ridley", "A Calloway")[n % 4],
                ("Peartree", "B2", "")[n % 3],
                ("reassurance", "Retail", "")[n % 3],
                note,
            ]
        )
    for row, column, wrong, _ in WRONG:
        made[row - 2][column] = wrong
    return made


def copied(table: list[list[str]]) -> QMimeData:
    """What a spreadsheet program puts on the clipboard: tabs, and quotes where they are needed."""
    made = QMimeData()
    made.setText("".join("\t".join(map(_cell, row)) + "\r\n" for row in table))
    return made


def _cell(text: str) -> str:
    quoted = '"' + text.replace('"', '""') + '"'
    return quoted if any(sign in text for sign in '\t\n"') else text


@pytest.fixture
def rest(window: MainWindow, qtbot: QtBot) -> Callable[[], None]:
    """Wait until the worker has nothing to do."""

    def until_done() -> None:
        qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20_000)

    return until_done


def sheet(window: MainWindow) -> SheetPart:
    page = window.importing.page
    assert page is not None
    return page.sheet


def in_the_log(window: MainWindow) -> Totals:
    with window.desk.store.read() as session:
        return patrol_log.totals(session, window.desk.team.id, Filter(month=Month(2026, 11)))


def test_five_hundred_rows_are_pasted_mended_taken_and_undone(
    window: MainWindow, rest: Callable[[], None], qtbot: QtBot, database: Path
) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    keys = Keyboard()
    log_one(window, keys, rest)
    before = in_the_log(window)
    QGuiApplication.clipboard().setMimeData(copied([list(HEADINGS), *rows()]))
    keys.press(KEY.Key_V, held=CTRL)
    rest()
    view = window.importing.page.view if window.importing.page else None
    assert view is not None
    assert view.title.text() == "Import patrols from the clipboard"
    assert f"{len(WRONG)} rows have a problem" in view.box.words
    assert view.take.text() == f"&Import {ROWS - len(WRONG)}, leave out {len(WRONG)}"

    # One after the other: F8 once, then what is right and Enter, which goes on by itself.
    keys.press(KEY.Key_F8)
    table = sheet(window).table
    assert table is not None
    for row, column, wrong, right in WRONG:
        assert table.current_id == row
        assert table.rows.columns[table.currentIndex().column()].title == FIELDS[column]
        cell = table.rows.cells(table.currentIndex().row())[table.currentIndex().column()]
        assert (cell.text, cell.role) == (wrong or "empty", "bad")
        for letter in right:
            keys.press(letter)
        keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Return, held=CTRL)
    rest()
    assert not window.importing.open
    assert window.desk.store.undo_label == f"Import {ROWS} patrols from the clipboard"
    assert in_the_log(window).patrols == before.patrols + ROWS
    # A backup was made before, as before everything that brings so much.
    assert backups.last(str(database)) is not None

    keys.press(KEY.Key_Z, held=CTRL)
    rest()
    assert in_the_log(window) == before


FIELDS = ("Date", "Out", "In", "How", "Crew", "Place", "For", "Note")


def log_one(window: MainWindow, keys: Keyboard, rest: Callable[[], None]) -> None:
    """Have a patrol in the log, and the focus in its table."""
    out, back = london(2026, 11, 22, 22, 15), london(2026, 11, 22, 23, 45)
    draft = PatrolDraft(legs=(LegDraft(mode="foot", start=out, end=back, officers=("1432",)),))
    with window.desk.store.change("Log a patrol") as session:
        patrols.log(session, window.desk.team.id, draft)
    keys.press(KEY.Key_3, held=CTRL)
    page = window.page
    assert isinstance(page, PatrolsPage)
    page.log.show_month(Month(2026, 11))
    rest()
    page.log.table.setFocus()
