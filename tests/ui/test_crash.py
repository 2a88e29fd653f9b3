"""A fault is noted without anybody's name, said once, and work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.errors import DeskError
from snt_desk.ui.crash import KEPT, TITLE, Crash, report


class Listener:
    """Hears what would be said in a dialog; its clock is moved by hand."""

    def __init__(self, folder: Path, log: pytest.LogCaptureFixture) -> None:
        self.log = log
        self.said: list[tuple[str, str]] = []
        self.now = 0.0
        self.folder = folder
        self.crash = Crash(folder, lambda *words: self.said.append(words), lambda: self.now)

    def take(self, error: BaseException) -> None:
        self.crash.take(type(error), error, error.__traceback__)
        QApplication.processEvents()
        self.forget_log()

    def forget_log(self) -> None:
        """A fault is in the log, by its kind alone, and meant to be."""
        assert "Calloway" not in self.log.text
        self.log.clear()


@pytest.fixture
def listener(qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Listener:
    return Listener(tmp_path / "logs", caplog)


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def raised(words: str = "PCSO Calloway, 7214") -> Exception:
    try:
        int(words)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_is_said_in_one_sentence_with_the_place_of_its_report(listener: Listener) -> None:
    listener.take(raised())
    [(title, detail)] = listener.said
    assert title == TITLE == "Something went wrong. Your last saved work is safe."
    [written] = listener.folder.iterdir()
    assert written.name in detail


def test_a_report_says_where_and_never_what(listener: Listener) -> None:
    listener.take(raised())
    [written] = listener.folder.iterdir()
    text = written.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_crash.py" in text
    assert " raised" in text
    assert "Calloway" not in text
    assert "7214" not in text
    assert str(Path.home()) not in text


def test_a_chain_of_faults_names_each_kind() -> None:
    error = RuntimeError("PCSO Calloway again")
    error.__cause__ = raised()
    text = report(error)
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "Calloway" not in text


def test_a_storm_of_faults_is_said_once_in_five_seconds(listener: Listener) -> None:
    for _ in range(100):
        listener.take(raised())
    assert len(listener.said) == len(list(listener.folder.iterdir())) == 1
    listener.now = 5.1
    listener.take(raised())
    assert len(listener.said) == 2


def test_another_fault_within_five_seconds_is_noted_and_not_said(listener: Listener) -> None:
    listener.take(raised())
    listener.take(RuntimeError("PCSO Calloway again"))
    listener.take(RuntimeError("PCSO Calloway again"))
    assert len(listener.said) == 1
    reports = [one.read_text(encoding="utf-8") for one in listener.folder.iterdir()]
    assert sorted("RuntimeError" in text for text in reports) == [False, True]


def test_what_a_user_can_mend_is_shown_as_it_is_and_is_no_fault(listener: Listener) -> None:
    listener.take(DeskError("June is already sent", "Make a revision to correct it."))
    assert listener.said == [("June is already sent", "Make a revision to correct it.")]
    assert not listener.folder.exists()


def test_a_dialog_never_opens_on_top_of_another(qapp: QApplication, tmp_path: Path) -> None:
    depth: list[int] = []

    def tell(title: str, detail: str) -> None:
        depth.append(len(depth))
        if len(depth) < 3:
            error = DeskError("Again")
            crash.take(DeskError, error, None)
            QApplication.processEvents()

    crash = Crash(tmp_path, tell)
    crash.take(DeskError, DeskError("First"), None)
    QApplication.processEvents()
    assert depth == [0]


def test_a_folder_that_cannot_be_written_is_no_second_fault(
    listener: Listener, tmp_path: Path
) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    listener.take(raised())
    assert listener.said == [(TITLE, "What happened could not be written down.")]


def test_only_the_last_reports_are_kept(listener: Listener) -> None:
    listener.folder.mkdir()
    for number in range(KEPT + 5):
        (listener.folder / f"fault-20200101-0000{number:02}.txt").write_text("", encoding="utf-8")
    (listener.folder / "snt-desk.log").write_text("", encoding="utf-8")
    listener.take(raised())
    names = sorted(path.name for path in listener.folder.iterdir())
    assert len(names) == KEPT + 1
    assert "snt-desk.log" in names
    assert "fault-20200101-000000.txt" not in names


@pytest.mark.usefixtures("hooks")
def test_faults_of_threads_are_taken_as_well(listener: Listener, qtbot: QtBot) -> None:
    listener.crash.install()
    thread = threading.Thread(target=lambda: int("PCSO Calloway"))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(listener.said))
    listener.forget_log()
    assert listener.said[0][0] == TITLE


@pytest.mark.usefixtures("hooks")
def test_what_python_cannot_raise_is_taken_as_well(listener: Listener, qtbot: QtBot) -> None:
    listener.crash.install()

    class Unlucky:
        def __del__(self) -> None:
            raise OSError

    make: Callable[[], object] = Unlucky
    make()
    qtbot.waitUntil(lambda: bool(listener.said))
    listener.forget_log()


@pytest.mark.usefixtures("hooks")
def test_the_hook_takes_what_a_slot_raises(listener: Listener) -> None:
    listener.crash.install()
    assert sys.excepthook == listener.crash.take


class Records:
    """What a page has in hand."""


@pytest.mark.usefixtures("hooks")
@pytest.mark.parametrize("kind", [DeskError, ValueError])
def test_nothing_stays_of_what_was_in_hand_when_it_was_raised(
    listener: Listener, kind: type[Exception]
) -> None:
    listener.crash.install()
    held: list[ref[Records]] = []

    def save() -> None:
        records = Records()
        held.append(ref(records))
        raise kind("PCSO Calloway")

    timer = QTimer(singleShot=True)
    timer.timeout.connect(save)
    timer.start(0)
    while not listener.said:
        QApplication.processEvents()
    listener.forget_log()
    assert [one() for one in held] == [None]
