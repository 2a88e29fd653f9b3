"""Help: the guide opens at the page in front, and one sheet has all keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from snt_desk.services.team import TeamName
from snt_desk.ui import guide
from snt_desk.ui.all_keys import OWN_KEYS, AllKeys
from snt_desk.ui.desk import Desk
from snt_desk.ui.guide import Guide
from snt_desk.ui.help_window import HelpWindow
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tabs import ORDER
from tests.ui import test_main_window as frame

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    opened = frame.made(desk)
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(lambda: frame.page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


@pytest.fixture
def reading(qtbot: QtBot, preferences: Preferences) -> Iterator[HelpWindow]:
    made = HelpWindow("guide", Guide(), preferences)
    qtbot.addWidget(made)
    assert isinstance(made.content, Guide)
    made.content.go_to(guide.chapter("Patrols"))
    made.come()
    yield made
    made.close()


def browser(reading: HelpWindow) -> QTextBrowser:
    return reading.findChildren(QTextBrowser)[0]


@pytest.mark.parametrize("title", [*ORDER, "Nowhere"])
def test_every_tab_has_a_chapter_or_the_first_one(title: str) -> None:
    assert guide.chapter(title).read_text(encoding="utf-8").startswith("# ")


def chapters() -> list[Path]:
    return sorted(guide.chapter("Patrols").parent.glob("*.md"))


@pytest.mark.parametrize("chapter", chapters(), ids=lambda one: one.stem)
def test_every_link_and_picture_of_the_guide_is_a_file_of_it(qtbot: QtBot, chapter: Path) -> None:
    made = Guide()
    qtbot.addWidget(made)
    made.go_to(chapter)
    text = made.findChildren(QTextBrowser)[0]
    block = text.document().begin()
    links = set()
    while block.isValid():
        inside = block.begin()
        while not inside.atEnd():
            form = inside.fragment().charFormat()
            links |= {form.anchorHref(), form.toImageFormat().name()}
            inside += 1
        block = block.next()
    for link in links - {""}:
        assert (chapter.parent / QUrl(link).path()).is_file(), link


def test_f1_opens_the_guide_at_the_page_in_front(window: MainWindow) -> None:
    for title, heading in (("Patrols", "Patrols"), ("Return", "Return")):
        window.visit_title(title)
        window.helping.open_guide()
        [shown] = [one for one in window.helping.windows() if isinstance(one.content, Guide)]
        assert browser(shown).toPlainText().startswith(heading)
        assert shown.focusWidget() is browser(shown)


def test_a_link_leads_to_another_chapter_and_alt_left_back(reading: HelpWindow) -> None:
    text = browser(reading)
    text.anchorClicked.emit(QUrl("return.md"))
    assert text.toPlainText().startswith("Return")
    QTest.keyClick(text, Qt.Key.Key_Left, ALT)
    assert text.toPlainText().startswith("Patrols")


def test_a_link_to_the_network_leads_nowhere(reading: HelpWindow) -> None:
    before = browser(reading).source()
    browser(reading).anchorClicked.emit(QUrl("https://example.org/"))
    assert browser(reading).source() == before


def test_ctrl_f_finds_words_and_goes_round(reading: HelpWindow) -> None:
    QTest.keyClick(browser(reading), Qt.Key.Key_F, CONTROL)
    [field] = reading.findChildren(QLineEdit)
    assert field.hasFocus()
    field.setText("CREW")
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert browser(reading).textCursor().selectedText().casefold() == "crew"


def test_esc_closes_it_and_its_size_is_remembered(
    reading: HelpWindow, preferences: Preferences
) -> None:
    reading.resize(500, 444)
    QTest.keyClick(browser(reading), Qt.Key.Key_Escape)
    assert not reading.isVisible()
    assert preferences.state("window/guide") != b""


def test_the_sheet_has_the_keys_of_the_menus_and_of_the_parts(window: MainWindow) -> None:
    window.helping.open_keys()
    [shown] = [one for one in window.helping.windows() if isinstance(one.content, AllKeys)]
    rows = shown.findChildren(TableView)[0].rows
    said = {tuple(cell.text for cell in rows.cells(at)) for at in range(rows.rowCount())}
    assert ("Ctrl+Z", "Undo") in said
    assert ("Ctrl+H", "History") in said
    assert ("Ctrl+Shift+N", "Start Patrols now") in said
    assert ("Ctrl+Shift+N", "Start Return now") not in said
    assert {(keys, does) for _, keys, does in OWN_KEYS} <= said
    headings = [cells[0] for cells in said if len(cells) == 1]
    assert len(headings) == len(set(headings))
    QTest.keyClick(shown.findChildren(TableView)[0], Qt.Key.Key_Escape)
    assert not shown.isVisible()
