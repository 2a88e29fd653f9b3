"""A sheet that is being read neither holds up the window nor outlives it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from snt_desk.domain.sheet.grid import Book
from snt_desk.services import sheet_files
from snt_desk.ui.tasks import Tasks
from tests.services.readers import SLOW, readers


def test_the_window_goes_on_while_a_sheet_is_read(
    qapp: QObject, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(SLOW)
    books: list[Book] = []
    beats: list[int] = []
    tasks, heart = Tasks(), QTimer()
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(5)
    tasks.run(lambda progress: sheet_files.read(path, progress.report), books.append, owner=heart)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    heart.stop()
    assert tasks.stop()
    assert len(books[0].sheets[0].rows) == 190_000
    # Held up, it would have beaten once or twice.
    assert len(beats) > 15


def test_a_window_that_closes_leaves_no_reader_behind(
    qapp: QObject, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(SLOW)
    tasks, window = Tasks(), QObject()
    tasks.run(lambda progress: sheet_files.read(path, progress.report), print, owner=window)
    qtbot.waitUntil(lambda: bool(readers(os.getpid())))
    assert tasks.stop()
    assert readers(os.getpid()) == []
