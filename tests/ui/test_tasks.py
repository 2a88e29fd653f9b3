"""Long work keeps out of the window's way, says how far it is, and stops when asked."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from snt_desk.errors import DeskError
from snt_desk.ui.importing.view import Busy
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.panels import Working
from snt_desk.ui.tasks import Cancelled, Progress, Tasks


@pytest.fixture
def tasks(qapp: QObject) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.stop()


@pytest.fixture
def owner(qapp: QObject) -> QObject:
    return QObject()


def thread_of(progress: Progress) -> str:
    return threading.current_thread().name


def given_back(number: int, progress: Progress) -> int:
    return number


def test_work_is_done_elsewhere_and_its_result_arrives_here(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    found: list[tuple[str, str]] = []
    tasks.run(
        thread_of, lambda name: found.append((name, threading.current_thread().name)), owner=owner
    )
    qtbot.waitUntil(lambda: not tasks.busy)
    assert found == [("worker", threading.main_thread().name)]


def test_tasks_wait_for_each_other(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(20):
        tasks.run(partial(given_back, number), order.append, owner=owner)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert order == list(range(20))


def test_progress_arrives_here_and_the_last_report_always(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    def count(progress: Progress) -> int:
        for row in range(1, 1001):
            progress.report(row, 1000, f"Row {row}")
        return 1000

    told: list[tuple[int, int, str]] = []
    task = tasks.run(count, lambda _: None, owner=owner)
    task.progressed.connect(lambda *args: told.append(args))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told[-1] == (1000, 1000, "Row 1000")
    assert len(told) < 500


def test_what_shows_a_task_is_let_go_with_it(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    held: list[weakref.ref[QObject]] = []

    def show(watching: Working | Busy) -> None:
        task = tasks.run(thread_of, lambda _: None, owner=owner)
        watching.watch(task, "Counting")
        held.extend((weakref.ref(task), weakref.ref(watching)))
        qtbot.waitUntil(lambda: not tasks.busy)

    show(Working())
    show(Busy())
    gc.collect()
    assert [one() for one in held] == [None] * len(held)


def test_a_cancelled_task_stops_at_its_next_report_and_brings_nothing(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    begun, cancelled = threading.Event(), threading.Event()
    stopped: list[bool] = []

    def long(progress: Progress) -> str:
        begun.set()
        cancelled.wait(5)
        try:
            progress.report(1, 2)
        except Cancelled:
            stopped.append(True)
            raise
        return "never"

    found: list[str] = []
    task = tasks.run(long, found.append, owner=owner)
    assert begun.wait(5)
    task.cancel()
    cancelled.set()
    with qtbot.waitSignal(task.ended):
        pass
    assert (found, stopped) == ([], [True])


def test_a_task_cancelled_in_the_line_is_never_begun(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    gate, done = threading.Event(), []
    tasks.run(lambda _: gate.wait(5), lambda _: None, owner=owner)
    second = tasks.run(lambda _: done.append("begun"), lambda _: None, owner=owner)
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == []


class Eye(QObject):
    """Notes each time that something is painted."""

    def __init__(self, painted: QWidget, noted: list[str]) -> None:
        super().__init__(painted)
        self._noted = noted
        painted.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt calls it so
        if event.type() == QEvent.Type.Paint:
            self._noted.append("painted")
        return False


def test_the_rest_of_a_list_is_begun_when_its_beginning_is_painted(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    lines = LineView("Lines")
    qtbot.addWidget(lines)
    with qtbot.waitExposed(lines):
        lines.show()
    order: list[str] = []
    Eye(lines.viewport(), order)
    for text in ("one", "two"):
        lines.show_lines([Line(text, id=text)])
        tasks.run_when_shown(lambda _: order.append("begun"), lambda _: None, owner=owner)
        assert tasks.busy
        qtbot.waitUntil(lambda: not tasks.busy)
        assert order == ["painted", "begun"]
        order.clear()


def test_the_rest_is_never_begun_for_who_wants_something_else_by_then(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    done: list[str] = []
    tasks.run_when_shown(lambda _: done.append("begun"), lambda _: None, owner=owner).cancel()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == []


def test_the_window_can_close_before_the_rest_is_begun(owner: QObject, qtbot: QtBot) -> None:
    tasks, done = Tasks(), list[str]()
    task = tasks.run_when_shown(lambda _: done.append("begun"), lambda _: None, owner=owner)
    assert tasks.stop()
    qtbot.wait(5)
    assert (done, task.cancelled, tasks.busy) == ([], True, False)


def test_nothing_arrives_for_who_is_gone(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    found: list[int] = []
    for _ in range(50):
        gone = QObject()
        task = tasks.run(lambda _: 1, found.append, owner=gone)
        shiboken6.delete(gone)
        with qtbot.waitSignal(task.ended):
            pass
    assert found == []


def test_what_goes_wrong_is_told_here(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    def fail(progress: Progress) -> None:
        raise DeskError("That file cannot be read", "It has gone.")

    failed: list[str] = []
    tasks.run(fail, lambda _: None, owner=owner, failed=lambda error: failed.append(str(error)))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert failed == ["That file cannot be read: It has gone."]


def test_what_nobody_takes_is_raised_here(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    def fail(progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        tasks.run(fail, lambda _: None, owner=owner)
        qtbot.waitUntil(lambda: not tasks.busy)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_the_window_can_close_while_work_is_under_way(owner: QObject) -> None:
    for _ in range(50):
        tasks, begun = Tasks(), threading.Event()

        def endless(progress: Progress, begun: threading.Event = begun) -> None:
            begun.set()
            while True:
                progress.report(0, 1)

        tasks.run(endless, lambda _: None, owner=owner)
        assert begun.wait(5)
        assert tasks.stop()
        assert not tasks.busy


def test_work_that_cannot_be_stopped_does_not_hold_the_window(owner: QObject) -> None:
    tasks, begun, gate = Tasks(), threading.Event(), threading.Event()

    def deaf(progress: Progress) -> None:
        begun.set()
        gate.wait(10)

    tasks.run(deaf, lambda _: None, owner=owner)
    assert begun.wait(5)
    assert not tasks.stop(seconds=0.01)
    gate.set()


def test_widgets_are_not_collected_in_the_workers_thread(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    seen: list[bool] = []
    tasks.run(lambda _: gc.isenabled(), seen.append, owner=owner)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == [False]
    assert gc.isenabled()


def test_the_window_gets_its_turn_often_while_work_is_done(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    usual = sys.getswitchinterval()
    seen: list[float] = []
    tasks.run(lambda _: sys.getswitchinterval(), seen.append, owner=owner)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen[0] < usual / 5
    assert sys.getswitchinterval() == pytest.approx(usual)
