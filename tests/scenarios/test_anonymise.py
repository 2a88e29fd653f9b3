"""A review is due: by keys alone, from the line at the foot of the window to not a byte left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.retention import DetailsPage
from tests.scenarios.keyboard import CTRL, KEY, Keyboard
from tests.scenarios.test_erased_everywhere import RESIDENTS, found_in
from tests.services.residents import add_contact
from tests.ui.conftest import CannedAsk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SIAN = RESIDENTS["Q1"]


def named_somewhere(window: MainWindow) -> None:
    """A contact whose review is due, and a patrol on which she was met."""
    desk = window.desk
    leg = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))
    with desk.store.change("Log") as session:
        due = clock.today() - 3 * DAY
        add_contact(
            session, desk.team.id, "C1", name=SIAN.name, contact=SIAN.contact, review_on=due
        )
        note = f"Met {SIAN.name}, 07700900123."
        patrols.log(session, desk.team.id, PatrolDraft(legs=(leg,), note=note))


def said(window: MainWindow, words: str) -> QPushButton | None:
    """The button of the status line that says so."""
    buttons = window.status.findChildren(QPushButton)
    return next((one for one in buttons if one.text() == words and one.isVisible()), None)


def test_by_keys_alone_to_not_a_byte_left(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, ask: CannedAsk
) -> None:
    named_somewhere(window)
    keys = Keyboard()
    log = window.page
    assert isinstance(log, PatrolsPage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    # What is looked for in the log is remembered when the window closes.
    keys.press(KEY.Key_F, held=CTRL)
    keys.press("o'brannagh")
    assert found_in(tmp_path)
    qtbot.waitUntil(lambda: said(window, "1 review due") is not None)
    due = said(window, "1 review due")
    assert due is not None
    due.setFocus()
    keys.press(KEY.Key_Space)
    page = window.over.page
    assert isinstance(page, DetailsPage)
    qtbot.waitUntil(lambda: page.listed.chosen == ["C1"])
    keys.press(KEY.Key_Return, KEY.Key_Space)
    assert SIAN.name in page.deciding.details

    keys.go_to("Anonymise")
    keys.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: page.erasing.in_hand is not None)
    keys.go_to("Anonymise")
    ask.answers = [True, True]
    keys.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: page.erasing.close_button.text() == "Done")
    keys.go_to("Redact here")
    keys.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: page.erasing.in_hand is None)
    keys.go_to("Done")
    keys.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: "The traces are cleared" in page.box.words)

    assert ask.answers == []
    assert log.log.bar.words.text() == ""
    window.close()
    assert found_in(tmp_path) == set()
