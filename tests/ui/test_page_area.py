"""The history beside the page: it follows what is in hand, and makes way where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.history_panel import HistoryPanel
from snt_desk.ui.main_window import LEAST, MainWindow
from tests.services.residents import add_contact
from tests.ui import test_main_window as frame
from tests.ui.test_main_window import PlacesPage

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


class RecordPage(PlacesPage):
    """A page that knows which place is in hand."""

    def in_hand(self) -> tuple[str, str] | None:
        wanted = self.view.current_id
        with self.desk.store.read() as session:
            place = session.get(m.Place, wanted) if wanted is not None else None
            return ("places", place.code) if place is not None else None


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(frame, "PlacesPage", RecordPage)
    opened = frame.made(desk)
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(lambda: frame.page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


def text(window: MainWindow) -> str:
    [panel] = window.findChildren(HistoryPanel)
    return panel.text.toPlainText()


def open_history(window: MainWindow) -> HistoryPanel:
    frame.press(Qt.Key.Key_H, CONTROL)
    [panel] = window.findChildren(HistoryPanel)
    return panel


def test_ctrl_h_opens_the_history_of_what_is_in_hand(window: MainWindow) -> None:
    panel = open_history(window)
    assert panel.isVisible()
    assert panel.text.hasFocus()
    first, who, *rest = text(window).splitlines()
    assert (first, who.split(",")[0]) == ("Make the team", "1234AB")
    assert "Name: Peartree" in rest


def test_it_follows_the_arrows_and_the_changes(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    open_history(window)
    view = frame.page(window, "Patrols").view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Name: Haldens" in text(window))
    with desk.store.change("Rename Haldens") as session:
        session.query(m.Place).filter_by(code="B2").one().name = "Hatfield <b>West</b>"
    qtbot.waitUntil(lambda: "Name: Haldens → Hatfield <b>West</b>" in text(window))
    assert text(window).startswith("Rename Haldens")


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_H])
def test_esc_and_ctrl_h_shut_it_and_go_back_to_the_page(window: MainWindow, key: Qt.Key) -> None:
    panel = open_history(window)
    frame.press(key, CONTROL if key == Qt.Key.Key_H else Qt.KeyboardModifier.NoModifier)
    assert not panel.isVisible()
    assert frame.page(window, "Patrols").view.hasFocus()


def test_f6_comes_to_it(window: MainWindow) -> None:
    open_history(window)
    frame.page(window, "Patrols").view.setFocus()
    seen = []
    for _ in range(3):
        frame.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert any(isinstance(one, QTextEdit) for one in seen)


def test_without_a_record_in_hand_it_says_so(window: MainWindow, qtbot: QtBot) -> None:
    page = frame.page(window, "Patrols")
    page.rows.show_rows([])
    open_history(window)
    assert text(window) == "Choose a record, and its changes stand here."


def test_beside_it_the_page_is_laid_out_as_in_a_narrow_window(window: MainWindow) -> None:
    page = frame.page(window, "Patrols")
    assert page.form.isVisible()
    open_history(window)
    assert (page.form.isVisible(), page.view.isVisible()) == (False, True)
    frame.press(Qt.Key.Key_Escape)
    assert page.form.isVisible()


def test_in_a_narrow_window_it_stands_in_place_of_the_page_or_fits(window: MainWindow) -> None:
    window.resize(*LEAST)
    panel = open_history(window)
    QApplication.processEvents()
    assert (window.width(), window.height()) == LEAST
    assert panel.isVisible()
    assert window.rect().contains(panel.geometry())
    frame.press(Qt.Key.Key_Escape)
    assert frame.page(window, "Patrols").view.isVisible()


def rename(window: MainWindow, name: str) -> None:
    with window.desk.store.change(f"Change beat, {name}") as session:
        session.query(m.Place).filter_by(code="B1").one().name = name


def test_an_older_version_is_put_back_from_the_history_by_keys(
    window: MainWindow, qtbot: QtBot
) -> None:
    rename(window, "Peartree Lane")
    rename(window, "Peartree East")
    panel = open_history(window)
    assert not panel.back.isEnabled()
    while not panel.back.isEnabled():
        frame.press(Qt.Key.Key_Down)
    assert panel.back.text().startswith("Put back as on ")
    frame.press(Qt.Key.Key_Return)
    with window.desk.store.read() as session:
        assert session.query(m.Place.name).filter_by(code="B1").scalar() == "Peartree Lane"
    undo = window.desk.store.undo_label or ""
    assert undo.startswith("Put back place, Peartree East, as on ")
    qtbot.waitUntil(lambda: text(window).startswith(undo))
    frame.press(Qt.Key.Key_Z, CONTROL)
    with window.desk.store.read() as session:
        assert session.query(m.Place.name).filter_by(code="B1").scalar() == "Peartree East"


def test_what_is_in_the_way_of_it_is_said_above(window: MainWindow) -> None:
    rename(window, "Peartree Lane")
    panel = open_history(window)
    panel.put_back_asked.emit(panel.text.current)
    assert panel.box.words == "Nothing differs. The record is as it was then."


def test_a_record_of_one_version_offers_none(window: MainWindow) -> None:
    panel = open_history(window)
    assert not panel.back.isVisible()


def test_the_history_of_a_resident_is_a_look_at_his_details(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    store = window.desk.store
    with store.change("Write down a contact") as session:
        add_contact(session, 1, "K1", name="Ama Boateng")
    monkeypatch.setattr(RecordPage, "in_hand", lambda _: ("contacts", "K1"))
    open_history(window)
    qtbot.waitUntil(lambda: "Ama Boateng" in text(window))
    frame.press(Qt.Key.Key_H, CONTROL)
    assert "Ama Boateng" not in text(window)
    open_history(window)
    qtbot.waitUntil(lambda: "Look at a resident" in text(window))
    with store.read() as session:
        noted = session.query(m.Change.category, m.Change.subject).filter_by(kind="note").all()
    assert [tuple(one) for one in noted] == [("consultation", "contacts/K1")] * 2
