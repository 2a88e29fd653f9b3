"""A monkey at the desk: random keys and clicks, each written down before it is done.

What it does is a list of acts, one a line (`key Ctrl+N`, `click 412 96`), which can be done again.
"""

# ruff: noqa: ARG002  # the answers take what the real questions take

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from snt_desk.ui.ask import Ask, Given, Kinds
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.theme import TEXT_SIZES, Look

KEYS = (
    *("Tab", "Tab", "Tab", "Shift+Tab", "Return", "Return", "Esc", "Space", "Backspace", "Del"),
    *("Up", "Down", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Menu"),
    *("Shift+Down", "Shift+Up", "Ctrl+A", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+V", "Ctrl+X"),
    *("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7"),
    *("Ctrl+N", "Ctrl+S", "Ctrl+S", "Ctrl+Return", "Ctrl+Z", "Ctrl+Y", "Ctrl+F", "Ctrl+D"),
    *("Ctrl+Shift+N", "Ctrl+Shift+S", "Ctrl+Shift+A", "Ctrl+Shift+Z", "Ctrl+K", "Ctrl+E", "Ctrl+I"),
    *("Ctrl+PgUp", "Ctrl+PgDown", "Alt+Down", "Alt+Left", "Shift+F6", "Shift+F8", "Shift+F10"),
    *("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"),
    *("Ctrl++", "Ctrl+-", "Ctrl+?", "Ctrl+/"),
)
MENUS = tuple(f"Alt+{letter}" for letter in "FEVGRTHABCDLMNOPSUW")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+-/:.,&%"
TEXTS = (
    *("2215", "+90", "930", "24:00", "-5", "12/11", "31/2", "fri", "t", "yesterday", "1/10/2026"),
    *("pear", "reass", "a", "101", "7104, 1432", "3 h", "0", "99999999999", "2026-11", "Smith"),
    *("<b>bold</b>", "&amp; & %s {0}", "Zoë 👮 Ω", "'; --", '"', "\\", "\u0301", "a" * 400),
)
LOG = (
    "Date,Start,End,How,Crew,Place,Notes\n"
    "22/11/2026,0930,1100,foot,Smith,,\n31/11/2026,0930,2,horse,Ridley,,x\n"
    "23/11/2026,2215,0100,car,Ridley,,\n23/11/2026,2215,0100,car,Ridley,,\n"
)
"""A spreadsheet with something wrong in it."""
SIZES = ((960, 540), (1024, 600), (1099, 720), (1280, 720), (1280, 800), (1366, 768), (1920, 1080))
CONTROLS = (
    *(QAbstractButton, QLineEdit, QComboBox, QAbstractScrollArea, QTabBar),
    *(QHeaderView, QSplitterHandle, QMenuBar),
)
PATIENCE = 20
"""So many acts may be done in a menu or dialog that holds everything else up; then it is shut."""
TOLD = 50
"""How many of the last acts a failure shows."""

_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Act:
    """One thing that is done, as a line of the file has it."""

    kind: str
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.rest}" if self.rest else self.kind

    @classmethod
    def read(cls, line: str) -> Act:
        kind, _, rest = line.removesuffix("\n").partition(" ")
        return cls(kind, rest)

    @property
    def numbers(self) -> list[int]:
        """The figures in it: `size 960 540`."""
        return [int(one) for one in self.rest.split()]

    @property
    def points(self) -> list[QPoint]:
        """The points in it: `click 412 96`, `drag 10 20 30 40`."""
        numbers = self.numbers
        return [QPoint(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]


class RandomAsk(Ask):
    """Answers every question at once and at random; every file is of one folder.

    It answers all of them: a dialog that opens while the monkey answers another would wait for
    ever.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self._random = random.Random(f"answers {seed}")
        self._folder = folder
        folder.mkdir()
        for name, text in (("notes.txt", "none"), ("log.csv", LOG), ("bad.zip", "PK")):
            (folder / name).write_text(text, encoding="utf-8")

    def tell(self, title: str, detail: str = "") -> None:
        assert title

    def confirm(self, title: str, detail: str, verb: str) -> bool:
        assert title
        assert verb
        return self._random.random() < 0.5

    def save_first(self, title: str, detail: str) -> bool | None:
        assert title
        return self._random.choice([True, False, None])

    def file_to_open(self, title: str, kinds: Kinds) -> Path | None:
        return self._random.choice([None, *self._files(), self._folder / "gone.csv"])

    def files_to_open(self, title: str, kinds: Kinds) -> list[Path]:
        files = self._files()
        return self._random.sample(files, self._random.randrange(len(files)))

    def file_to_save(self, title: str, suggested: Path, kinds: Kinds) -> Path | None:
        return self._random.choice([None, self._folder / suggested.name, *self._files()])

    def file_to_give(
        self, title: str, suggested: Path, kinds: Kinds, recipients: Sequence[str]
    ) -> Given | None:
        return self._given(self.file_to_save(title, suggested, kinds), recipients)

    def folder_to_give(self, title: str, recipients: Sequence[str]) -> Given | None:
        return self._given(self.folder(title), recipients)

    def folder(self, title: str) -> Path | None:
        return self._random.choice([None, self._folder])

    def _given(self, path: Path | None, recipients: Sequence[str]) -> Given | None:
        return Given(path, self._random.choice(recipients)) if path else None

    def _files(self) -> list[Path]:
        return sorted(one for one in self._folder.iterdir() if one.is_file())


class Chooser:
    """Thinks of the next act, given what can be seen. The same seed thinks the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"acts {seed}")
        self._ways: dict[Callable[[QWidget], Act], int] = {
            self._key: 30,
            self._click: 30,
            self._text: 9,
            self._letter: 8,
            self._idle: 7,
            self._menu: 4,
            self._double: 3,
            self._right: 3,
            self._drag: 2,
            self._size: 2,
            self._look: 1,
            self._text_size: 1,
        }

    def next(self, front: QWidget) -> Act:
        """What to do to the window in front."""
        [way] = self._random.choices(list(self._ways), list(self._ways.values()))
        return way(front)

    def _key(self, _front: QWidget) -> Act:
        return Act("key", self._random.choice(KEYS))

    def _menu(self, _front: QWidget) -> Act:
        return Act("key", self._random.choice(MENUS))

    def _letter(self, _front: QWidget) -> Act:
        return Act("type", self._random.choice(LETTERS))

    def _text(self, _front: QWidget) -> Act:
        return Act("type", self._random.choice(TEXTS))

    def _click(self, front: QWidget) -> Act:
        return _at("click", self._point(front))

    def _double(self, front: QWidget) -> Act:
        return _at("double", self._point(front))

    def _right(self, front: QWidget) -> Act:
        return _at("right", self._point(front))

    def _drag(self, front: QWidget) -> Act:
        return _at("drag", self._point(front), self._point(front))

    def _size(self, _front: QWidget) -> Act:
        width, height = self._random.choice(SIZES)
        return Act("size", f"{width} {height}")

    def _look(self, _front: QWidget) -> Act:
        return Act("look", self._random.choice(get_args(Look)))

    def _text_size(self, _front: QWidget) -> Act:
        return Act("text", str(self._random.choice(TEXT_SIZES)))

    def _idle(self, _front: QWidget) -> Act:
        return Act("idle")

    def _point(self, front: QWidget) -> QPoint:
        """A point of some control that can be seen; anywhere if there is none."""
        within = self._random.choice(list(_shown(front)) or [front.rect()])
        return QPoint(
            self._random.randint(within.left(), within.right()),
            self._random.randint(within.top(), within.bottom()),
        )


class Monkey:
    """Does acts to whatever is in front, from a list or as it pleases, and writes them down."""

    def __init__(
        self,
        window: Callable[[], MainWindow],
        chooser: Chooser,
        written: Path,
        again: Sequence[Act] = (),
    ) -> None:
        """`window` gives the one to play with; `again` is what to do instead of new things."""
        self._window = window
        self._chooser = chooser
        self._again: Iterator[Act] | None = iter(again) if again else None
        self.file = written
        self._written = written.open("w", encoding="utf-8")
        self.count = 0
        # No more than these: all that was done would weigh as much as what a window forgets.
        self.last: deque[Act] = deque(maxlen=TOLD)
        self._busy = False
        self._held_up = 0
        # A dialog that waits for its answer in the middle of an act gets it from here.
        self._watch = QTimer(interval=20)
        self._watch.timeout.connect(self._answer)
        self._watch.start()

    def close(self) -> None:
        """Let go of the file and the clock."""
        self._watch.stop()
        self._written.close()

    def step(self) -> bool:
        """Do one thing and let the program answer; False when the list is at its end."""
        act = self._next()
        if act is None:
            return False
        self._busy = True
        try:
            self._do(act)
        finally:
            self._busy = False
        QApplication.processEvents()
        return True

    def rest(self) -> None:
        """Leave every menu and dialog, and wait for the worker."""
        while (waits := _waits()) is not None:
            waits.close()
            QApplication.processEvents()
        self._idle()

    def _next(self) -> Act | None:
        if self._again is None:
            act: Act | None = self._chooser.next(_front(self._window()))
        else:
            act = next(self._again, None)
        if act is not None:
            self.count += 1
            self.last.append(act)
            # At once: the process may end with this one.
            print(act, file=self._written, flush=True)
        return act

    def _answer(self) -> None:
        waits = _waits()
        if not self._busy or waits is None:
            self._held_up = 0
            return
        self._held_up += 1
        act = self._next()
        if act is None or self._held_up > PATIENCE:
            waits.close()
        else:
            self._do(act)

    def _do(self, act: Act) -> None:
        target = _front(self._window())
        if act.kind == "key":
            QTest.keySequence(self._typed_into(), act.rest)
        elif act.kind == "type":
            self._type(act.rest)
        elif act.kind == "drag":
            self._drag(*act.points)
        elif act.kind in {"click", "double", "right"}:
            _click(target, act)
        else:
            self._do_to_window(act)

    def _type(self, text: str) -> None:
        """Type it; what is on no key is pasted."""
        if not text.isascii():
            QApplication.clipboard().setText(text)
            QTest.keySequence(self._typed_into(), "Ctrl+V")
            return
        for letter in text:
            # Asked anew: the one before may have opened or shut something.
            QTest.keyClick(self._typed_into(), ord(letter))

    def _typed_into(self) -> QWindow:
        # Never a menu, which Alt shuts: Qt passes on to it, and QTest would go on with the dead.
        front = QApplication.activeModalWidget() or self._window()
        return front.window().windowHandle()

    def _drag(self, start: QPoint, end: QPoint) -> None:
        for do, place in ((_press, start), (_move, (start + end) / 2), (_release, end)):
            front = _front(self._window())
            if front.rect().contains(place):
                do(front.windowHandle(), place)

    def _do_to_window(self, act: Act) -> None:
        window = self._window()
        if act.kind == "size":
            window.resize(*act.numbers)
        elif act.kind == "look":
            window.looks.use_look(next(one for one in get_args(Look) if one == act.rest))
        elif act.kind == "text":
            window.looks.use_text_size(*act.numbers)
        else:
            self._idle()

    def _idle(self) -> None:
        """Wait for the worker, so that what it brings is seen."""
        until = time.monotonic() + 20
        QApplication.processEvents()
        while self._window().desk.tasks.busy and time.monotonic() < until:
            QTest.qWait(1)


def _waits() -> QWidget | None:
    """The menu or dialog that everything else has to wait for."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def _front(window: QWidget) -> QWidget:
    """Where keys and clicks go: the menu or dialog over the window, or the window."""
    front = _waits() or QApplication.activeWindow() or window
    return front.window() if front.isVisible() else window


def _shown(front: QWidget) -> Iterator[QRect]:
    """The places of the controls that can be seen, and of what lies in the lists."""
    for one in front.findChildren(QWidget):
        if not isinstance(one, CONTROLS) or not one.isVisible():
            continue
        inner = one.viewport() if isinstance(one, QAbstractItemView) else one
        seen = inner.visibleRegion().boundingRect()
        if not seen.isEmpty():
            yield seen.translated(inner.mapTo(front, QPoint(0, 0)))


def _at(kind: str, *points: QPoint) -> Act:
    return Act(kind, " ".join(f"{one.x()} {one.y()}" for one in points))


def _click(target: QWidget, act: Act) -> None:
    [point] = act.points
    if not target.rect().contains(point):
        return
    if act.kind == "double":
        QTest.mouseDClick(target.windowHandle(), _LEFT, _NONE, point)
    else:
        which = _RIGHT if act.kind == "right" else _LEFT
        QTest.mouseClick(target.windowHandle(), which, _NONE, point)


def _press(window: QWindow, point: QPoint) -> None:
    QTest.mousePress(window, _LEFT, _NONE, point)


def _move(window: QWindow, point: QPoint) -> None:
    QTest.mouseMove(window, point)


def _release(window: QWindow, point: QPoint) -> None:
    QTest.mouseRelease(window, _LEFT, _NONE, point)
