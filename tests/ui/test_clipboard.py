"""People's details do not stay on the clipboard; what somebody else copied does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from snt_desk.ui import clipboard


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[None]:
    """Half a minute is a blink here."""
    assert clipboard.SECONDS == 30
    monkeypatch.setattr(clipboard, "SECONDS", 0.05)
    yield
    clipboard.clear()
    QGuiApplication.clipboard().clear()


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_what_was_copied_is_taken_away(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("07700 900123")
    clipboard.clear_soon()
    assert text()
    qtbot.waitUntil(lambda: not text())


def test_what_was_copied_since_stays(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("07700 900123")
    clipboard.clear_soon()
    QGuiApplication.clipboard().setText("a letter")
    qtbot.wait(120)
    clipboard.clear()
    assert text() == "a letter"


def test_the_time_begins_anew_with_each_copy(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("07700 900123")
    clipboard.clear_soon()
    QGuiApplication.clipboard().setText("07700 900456")
    clipboard.clear_soon()
    qtbot.waitUntil(lambda: not text())


def test_when_the_window_locks_it_goes_at_once() -> None:
    QGuiApplication.clipboard().setText("07700 900123")
    clipboard.clear_soon()
    clipboard.clear()
    assert not text()
