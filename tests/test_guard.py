"""What would end the program in the middle of somebody's work, and no other test would see."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

CALLS = 500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot run out from Python 3.12 on")
def test_qt_does_not_use_up_the_references_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12 below Python 3.12 drops one a call; with the last one the process aborts."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        QApplication.activeModalWidget()
    assert sys.getrefcount(None) > before - CALLS // 2
