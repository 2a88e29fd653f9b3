"""The real window over a county, with nobody before it: what a key costs until it is painted."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QWidget

from snt_desk.db.opening import open_store, this_actor
from snt_desk.db.store import Store
from snt_desk.ui import app, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.desk import Desk
from snt_desk.ui.preferences import Preferences

FRAME = 1 / 60
"""Seconds between two pictures of a screen."""
_PATIENCE = 20.0
_ROUNDS = 3


class _Eye(QObject):
    """Sees when one of some widgets is painted."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self.painted = False
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


@dataclass(frozen=True)
class Scene:
    """A window with something of the desk's team in front."""

    app: QApplication
    desk: Desk
    view: Any

    def settle(self) -> None:
        """Wait until the worker has nothing to do."""
        until = time.monotonic() + _PATIENCE
        while self.desk.tasks.busy and time.monotonic() < until:
            self.wait()
        self.app.processEvents()

    def wait(self) -> None:
        """Let a moment pass, as a window does to which nobody does anything."""
        self.app.processEvents()
        time.sleep(0.001)


@contextmanager
def whole_log(county: Path) -> Iterator[Scene]:
    """Open the window as the program does, on the Patrols tab, with the log of all months."""
    with on_tab(county, "Patrols", lambda page: page.log) as scene:
        scene.view.show_month(None)
        scene.settle()
        yield scene


@contextmanager
def on_tab(file: Path, tab: str, part: Callable[[Any], Any]) -> Iterator[Scene]:
    """Open the window as the program does on a tab; *part* gives of its page what is looked at."""
    with _desk(file) as (running, desk):
        window = app.open_window(desk, str(file))
        window.resize(1280, 800)
        window.visit_title(tab)
        running.processEvents()
        scene = Scene(running, desk, part(window.page))
        scene.settle()
        with _shown(scene, window):
            yield scene


@contextmanager
def in_window(file: Path, make: Callable[[Desk], Any]) -> Iterator[Scene]:
    """Open a window of the same size with one part of a page alone."""
    with _desk(file) as (running, desk):
        window = QMainWindow()
        window.resize(1280, 800)
        part = make(desk)
        window.setCentralWidget(part)
        window.show()
        running.processEvents()
        with _shown(Scene(running, desk, part), window) as scene:
            yield scene


@contextmanager
def _shown(scene: Scene, window: QWidget) -> Iterator[Scene]:
    """Set aside what is there once the window is, as `ui/sitting.py` does, and close it after."""
    gc.collect()
    gc.freeze()
    try:
        yield scene
    finally:
        scene.desk.tasks.stop()
        window.close()
        window.deleteLater()
        scene.app.processEvents()
        gc.unfreeze()


@contextmanager
def _desk(file: Path) -> Iterator[tuple[QApplication, Desk]]:
    with tempfile.TemporaryDirectory() as home, _store(file) as store:
        running = app.application()
        preferences = Preferences(Path(home) / "settings.json")
        theme.use(running, preferences.settings.appearance)
        yield running, app.desk_over(store, preferences, Ask())


@contextmanager
def _store(county: Path) -> Iterator[Store]:
    store = open_store(str(county), this_actor())
    try:
        yield store
    finally:
        store.close()


class Frames:
    """Times what is done to a view until it stands on the screen, or what stands instead."""

    def __init__(self, running: QApplication, view: QAbstractScrollArea, *instead: QWidget) -> None:
        self._app = running
        self._eye = _Eye([view.viewport(), *instead])

    def seconds(self, action: Callable[[], object]) -> float:
        """Do it and wait for the view to be painted; where nothing looks different, it is not."""
        self._eye.painted = False
        begun = time.perf_counter()
        action()
        for _ in range(_ROUNDS):
            if not self._eye.painted:
                self._app.processEvents()
        return time.perf_counter() - begun


def p99(took: list[float]) -> float:
    """Give what all but one in a hundred stay below; of fewer than a hundred, the longest."""
    return sorted(took)[min(len(took) - 1, len(took) * 99 // 100)]
