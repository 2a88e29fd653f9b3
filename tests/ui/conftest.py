"""The window without its surroundings: questions are answered from a list, work is done at once."""

# ruff: noqa: ARG002  # these take what the real ones take

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from pytestqt.qtbot import QtBot

from snt_desk.ui import theme
from snt_desk.ui.ask import Ask, Given, Kinds
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import STOP_SECONDS, Cancelled, Progress, Task, Tasks
from snt_desk.ui.theme import Appearance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from snt_desk.db.store import Store

T = TypeVar("T")
KEPT = "kept_for_more_tests"
"""The property of a window that outlives a test: who made it clears it away."""
Answer = bool | Path | list[Path] | Given | None


class CannedAsk(Ask):
    """Answers from a list; an unexpected question fails the test."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[str] = []
        self.told: list[str] = []

    def tell(self, title: str, detail: str = "") -> None:
        self.told.append(f"{title}. {detail}" if detail else title)

    def confirm(self, title: str, detail: str, verb: str) -> bool:
        answer = self._answer(title)
        assert isinstance(answer, bool)
        return answer

    def save_first(self, title: str, detail: str) -> bool | None:
        if not self.answers:
            # Most tests end in the middle of something: what was typed may go.
            return False
        answer = self._answer(title)
        assert answer is None or isinstance(answer, bool)
        return answer

    def file_to_open(self, title: str, kinds: Kinds) -> Path | None:
        return self._file(title)

    def files_to_open(self, title: str, kinds: Kinds) -> list[Path]:
        answer = self._answer(title)
        assert isinstance(answer, list)
        return answer

    def file_to_save(self, title: str, suggested: Path, kinds: Kinds) -> Path | None:
        return self._file(title)

    def file_to_give(
        self, title: str, suggested: Path, kinds: Kinds, recipients: Sequence[str]
    ) -> Given | None:
        return self._given(title, recipients)

    def folder_to_give(self, title: str, recipients: Sequence[str]) -> Given | None:
        return self._given(title, recipients)

    def _given(self, title: str, recipients: Sequence[str]) -> Given | None:
        """A path alone goes to whom it would go if nothing else were typed."""
        answer = self._answer(title)
        assert answer is None or isinstance(answer, Path | Given)
        return Given(answer, recipients[0]) if isinstance(answer, Path) else answer

    def folder(self, title: str) -> Path | None:
        return self._file(title)

    def _file(self, title: str) -> Path | None:
        answer = self._answer(title)
        assert answer is None or isinstance(answer, Path)
        return answer

    def _answer(self, title: str) -> Answer:
        assert self.answers, f"an unexpected question: {title}"
        self.asked.append(title)
        return self.answers.pop(0)


def _quiet(done: int, total: int, words: str) -> None:
    pass


class TasksAtOnce(Tasks):
    """Does the work where it is asked for, before `run` returns."""

    def run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        progress = Progress(_quiet)
        task = Task(progress)
        try:
            found = work(progress)
        except Cancelled:
            return task
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return task
        then(found)
        return task

    run_when_shown = run


class DressingBot(QtBot):
    """Lets a part without a window look as it does in one."""

    def addWidget(self, widget: QWidget, **more: Any) -> None:  # noqa: N802  # pytest-qt calls it so
        theme.dress(widget)
        super().addWidget(widget, **more)


@pytest.fixture(autouse=True, scope="module")
def no_worker_stays() -> Iterator[None]:
    """What a module opens it ends: a worker that is left waits until all tests are over.

    While one has work, nothing is collected, of any test.
    """
    yield
    workers = [one for one in threading.enumerate() if one.name == "worker"]
    for one in workers:
        one.join(STOP_SECONDS)
    assert [one for one in workers if one.is_alive()] == []


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """What is added to it wears the look, and is closed after the test."""
    return DressingBot(request)


FREEZE, UNFREEZE = gc.freeze, gc.unfreeze


@pytest.fixture(scope="module", autouse=True)
def _nothing_of_others() -> None:
    """Set aside what the files of tests before have left.

    Where a test looks through all there is for what should be gone, it looks at its own.
    """
    gc.collect()
    FREEZE()


@pytest.fixture(autouse=True)
def _set_aside() -> Iterator[None]:
    """Leave it there where the program looks through all that it has set aside itself."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("freeze", "unfreeze"):
            patch.setattr(gc, name, lambda: None)
        yield


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    """Begin every test with the same look, and leave no window: a look is put on all there are."""
    if theme.appearance() != Appearance("light"):
        theme.use(qapp, Appearance("light"))
    yield
    clear_away(qapp)


def clear_away(app: QApplication) -> None:
    """Delete every window, and what waits to be deleted; a popup goes with what it belongs to."""
    # What is half gone must not be told that it has lost the focus.
    if held := app.focusWidget():
        held.clearFocus()
    for window in app.topLevelWidgets():
        if window.property(KEPT):
            continue
        if window.parent() is None and window.windowType() != Qt.WindowType.Popup:
            if not window.close() and isinstance(window, MainWindow):
                # It waits for its last backup, or wishes to stay: its workers would as well.
                window.stop()
            window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # With no screen, Qt would let go of what was copied after Python has gone, and crash.
    app.clipboard().clear()


@pytest.fixture
def ask() -> Iterator[CannedAsk]:
    """Put answers into `ask.answers`; all have to be asked for."""
    made = CannedAsk()
    yield made
    assert not made.answers, "a question was not asked"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """A desk that remembers nothing yet."""
    return Preferences(tmp_path / "config" / "settings.json")


@pytest.fixture
def desk(qapp: QApplication, store: Store, ask: CannedAsk, preferences: Preferences) -> Desk:
    """A desk over a new database."""
    return Desk(store, TasksAtOnce(), ask, preferences)
