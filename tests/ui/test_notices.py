"""What has to be known stays in sight; what went well can be put away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.ui.notices import Notice, Notices


def test_what_went_well_is_put_away_and_what_warns_stays(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.say(Notice("Opened to look only", "Nothing can be changed."))
    notices.say(Notice("Your data is back", tone="ok"))
    notices.show()
    [close] = [one for one in notices.findChildren(QPushButton) if one.text() == "Close"]
    assert close.isVisible()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert len(notices.words) == 1
    assert "look only" in notices.words[0]
    assert not notices.isHidden()


def test_with_nothing_left_to_say_it_takes_no_room(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.say(Notice("Your data is back", tone="ok"))
    notices.findChildren(QPushButton)[0].click()
    assert (notices.words, notices.isHidden()) == ([], True)
