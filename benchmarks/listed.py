"""P3c and P3a: 100,000 contacts and messages, and 50,000 actions, under the fingers.

The names stand for P3 of these lists: what is done is on the screen in two frames; where the
database has to sort or to look through all of them, the window goes on until it has, and it is
said how long that takes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.asked import say_frames
from benchmarks.log import page_down
from benchmarks.measure import shown
from benchmarks.met import met
from benchmarks.scene import Frames, Scene, on_tab
from snt_desk.domain.community import CONTACTS, MESSAGES

TIMES = 15
_SORTS = {CONTACTS: ("received", "subject", "owner"), MESSAGES: ("posted", "title", "kind")}
_WORDS = ("park", "zebra", "river station")


def community(folder: Path) -> None:
    """P3c: time each way to other contacts and messages, in turn with a page-down."""
    with on_tab(met(folder), "Community", lambda page: page) as scene:
        for table in (CONTACTS, MESSAGES):
            scene.view.bar.show_list(table)
            scene.settle()
            _measure("P3c", table, scene, scene.view.listing.table, _ways(scene.view, table))


def actions(folder: Path) -> None:
    """P3a: time each way to other actions, in turn with a page-down."""
    with on_tab(met(folder), "Partners", lambda page: page) as scene:
        page, rng = scene.view, random.Random(3)
        work = page.work
        ways: dict[str, Callable[[], object]] = {
            "open": page.refresh,
            "show closed": work.closed.toggle,
            "filter: a word": lambda: page.bar.words.setText(rng.choice(_WORDS)),
            "jump to any row": partial(_jump, work.action_list.table, rng),
            "End": partial(_end, work.action_list.table),
        }
        orders = cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))
        for key in ("text", "owner", "due"):
            ways[f"sort: {key}"] = partial(_sort, work.action_list.table, key, orders)
        for with_closed in (False, True):
            if with_closed:
                work.closed.toggle()
                scene.settle()
            named = "actions, closed too" if with_closed else "actions, open ones"
            _measure("P3a", named, scene, work.action_list.table, ways)


def _ways(page: Any, table: str) -> dict[str, Callable[[], object]]:
    rng = random.Random(3)
    orders = cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))
    shown_there = page.listing.table
    ways: dict[str, Callable[[], object]] = {
        "open": page.refresh,
        "jump to any row": partial(_jump, shown_there, rng),
        "End": partial(_end, shown_there),
        "filter: what is to do": page.bar.chips[table].toggle,
        "filter: a word": lambda: page.bar.words.setText(rng.choice(_WORDS)),
    }
    for key in _SORTS[table]:
        ways[f"sort: {key}"] = partial(_sort, shown_there, key, orders)
    return ways


def _sort(table: Any, key: str, orders: Any) -> None:
    table.sort_by(key, next(orders))


def _jump(table: Any, rng: random.Random) -> None:
    bar = table.verticalScrollBar()
    bar.setValue(rng.randrange(max(1, bar.maximum())))


def _end(table: Any) -> None:
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)


def _measure(
    number: str, of: str, scene: Scene, table: Any, ways: dict[str, Callable[[], object]]
) -> None:
    """Do each in turn: how long the window is held, and until the rows are there."""
    page = scene.view
    frames = Frames(scene.app, table)
    took: dict[str, list[float]] = {name: [] for name in ways}
    there: dict[str, list[float]] = {name: [] for name in ways}
    pages: list[float] = []
    for _ in range(TIMES):
        for name, go in ways.items():
            begun = time.perf_counter()
            took[name].append(frames.seconds(go))
            scene.settle()
            there[name].append(time.perf_counter() - begun)
            page.bar.words.clear()
            if "filter: what" in name or name == "show closed":
                go()
            scene.settle()
            table.take_near(1)
            scene.settle()
            pages.append(frames.seconds(partial(page_down, table)))
            scene.settle()
    for name, each in took.items():
        say_frames(number, f"{of}: {name}; there in {shown(median(there[name]))}", each, pages)
