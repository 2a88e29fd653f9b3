"""A film of the log of a large file, picture by picture: scrolled, sorted, filtered, grouped.

python tools/film.py DATABASE FOLDER

Each picture is what stands on the screen right after the keys, before the worker is waited
for; `then` is what stands there when it has come. They are for looking at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollBar

from benchmarks.scene import Scene, whole_log

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier

Step = tuple[str, Callable[[], object]]


def main() -> int:
    """Take the pictures; gives the exit status."""
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    database, folder = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    with whole_log(database) as scene:
        for number, (name, do) in enumerate(_steps(scene), start=1):
            do()
            scene.app.processEvents()
            waits = scene.desk.tasks.busy
            _take(scene, folder / f"{number:02}-{name}.png")
            scene.settle()
            if waits:
                _take(scene, folder / f"{number:02}-{name}-then.png")
    return 0


def _take(scene: Scene, file: Path) -> None:
    if not scene.view.window().grab().save(str(file)):
        raise OSError(f"{file} cannot be written")
    print(file)


def _steps(scene: Scene) -> Iterator[Step]:
    table, bar = scene.view.table, scene.view.bar
    key = partial(QTest.keyClick, table)
    yield "open", table.setFocus
    for page in range(1, 6):
        yield f"page-down-{page}", partial(key, Qt.Key.Key_PageDown)
    scroll = table.verticalScrollBar()
    for part in (0.25, 0.5, 0.75):
        yield f"dragged-{int(part * 100)}", partial(_drag, scroll, part)
    yield "end", partial(key, Qt.Key.Key_End, _CTRL)
    yield "home", partial(key, Qt.Key.Key_Home, _CTRL)
    for title in ("Hours", "Place", "Crew", "Note"):
        yield f"sorted-by-{title.lower()}", partial(_click_heading, scene, title, _NONE)
    yield "then-by-hours", partial(_click_heading, scene, "Hours", _SHIFT)
    yield "by-date-again", partial(_click_heading, scene, "Date", _NONE)
    for at, letter in enumerate("speeding", start=1):
        yield f"typed-{'speeding'[:at]}", partial(QTest.keyClicks, bar.words, letter)
    yield "cleared", bar.clear
    yield "grouped", partial(QTest.keyClick, table, Qt.Key.Key_G, _CTRL)


def _drag(scroll: QScrollBar, part: float) -> None:
    scroll.setValue(int(scroll.maximum() * part))


def _click_heading(scene: Scene, title: str, held: Qt.KeyboardModifier) -> None:
    table = scene.view.table
    heads = table.horizontalHeader()
    at = next(n for n, one in enumerate(table.rows.columns) if one.title == title)
    place = heads.viewport().rect().center()
    place.setX(heads.sectionViewportPosition(at) + 20)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, held, place)


if __name__ == "__main__":
    sys.exit(main())
