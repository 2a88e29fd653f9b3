"""P3r and P3p: 100,000 responses, and 5,000 priorities, under the fingers.

The names stand for P3 of these two lists: rows in an order that has an index are on the
screen in two frames, others no slower than half as much again as the bare query, and the
window goes on meanwhile.
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
from sqlcipher3 import dbapi2 as sqlite

from benchmarks.log import page_down
from benchmarks.measure import RUNS, Goal, say, seconds, shown
from benchmarks.said import LARGEST, PRIORITIES, said
from benchmarks.scene import FRAME, Frames, in_window, on_tab, p99
from snt_desk.db import engine
from snt_desk.ui.pages.priorities.consultations.responses import ResponsesList
from snt_desk.ui.pages.priorities.register.chips import STALE

TIMES = 30
BUSY = Goal("P3r", "frames while it sorts, p50", "idle", 1.2)
BUSY_WORST = Goal("P3r", "frames while it sorts, p99", "idle", 3)


def responses(folder: Path) -> None:
    """P3r: time each way to other responses, in turn with a page-down."""
    database = said(folder)
    order(database)
    with in_window(database, ResponsesList) as scene:
        listed = scene.view
        listed.show_consultation(None)
        scene.settle()
        frames = Frames(scene.app, listed.table, listed.none_match)
        ways = _ways(listed)
        took: dict[str, list[float]] = {name: [] for name in ways}
        pages: list[float] = []
        for _ in range(TIMES):
            for name, go in ways.items():
                took[name].append(frames.seconds(go))
                scene.settle()
                listed.show_consultation(None)
                scene.settle()
                pages.append(frames.seconds(partial(page_down, listed.table)))
                scene.settle()
        for name, each in took.items():
            say_frames("P3r", name, each, pages)


def _ways(listed: Any) -> dict[str, Callable[[], object]]:
    """Name what is done, and how; each leaves the view where rows must be read anew."""
    rng = random.Random(3)
    orders = cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))
    table, chips = listed.table, listed.chips

    def jump() -> None:
        bar = table.verticalScrollBar()
        bar.setValue(rng.randrange(bar.maximum()))

    def end() -> None:
        table.rows.show_count(table.rows.rowCount())
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    ways: dict[str, Callable[[], object]] = {
        "open: all of the team": partial(listed.show_consultation, None),
        "open: the largest consultation": partial(listed.show_consultation, LARGEST),
        "open: another consultation": lambda: listed.show_consultation(f"C{rng.randrange(1, 20)}"),
        "jump to any row": jump,
        "End": end,
        "sort by the indexed column": lambda: table.sort_by("received", next(orders)),
        "filter: one priority": lambda: listed.show_filter(
            {"priority": f"P{rng.randrange(1, PRIORITIES)}"}
        ),
    }
    for name in ("theme", "channel", "place", "linked"):
        ways[f"filter: {name}"] = partial(_choose, rng, getattr(chips, name))
    ways["filter: days"] = lambda: listed.show_filter({"month": f"{rng.randrange(2018, 2026)}-05"})
    return ways


def order(database: Path) -> None:
    """P3r: sort and filter by what has no index, in turn with the bare query; and go on."""
    raw = sqlite.connect(str(database), isolation_level=None)
    for pragma in engine.PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    with in_window(database, ResponsesList) as scene:
        scene.view.show_consultation(None)
        scene.settle()
        frames = Frames(scene.app, scene.view.table)
        idle = [frames.seconds(partial(page_down, scene.view.table)) for _ in range(200)]
        busy: list[float] = []

        def go_on() -> None:
            busy.append(frames.seconds(partial(page_down, scene.view.table)))

        for key, sql in _BARE.items():
            ours, bare = [], []
            for _ in range(RUNS):
                bare.append(seconds(partial(_spine, raw, "1", f"{sql} NULLS LAST, received DESC")))
                ours.append(_until_there(scene, partial(scene.view.table.sort_by, key)))
                _until_there(scene, partial(scene.view.table.sort_by, key), go_on)
            say(Goal("P3r", f"sort by {key}", "the bare query", 1.5), median(ours), median(bare))
        ours, bare = [], []
        for word in ("zebra", "park", "river station"):
            where = " AND ".join(_SAYING.format(one) for one in word.split())
            for _ in range(RUNS):
                bare.append(seconds(partial(_spine, raw, where, "received DESC")))
                ours.append(_until_there(scene, partial(scene.view.show_filter, {"text": word})))
        say(Goal("P3r", "filter: words", "the bare query", 1.5), median(ours), median(bare))
        for limit, part in ((BUSY, median), (BUSY_WORST, p99)):
            say(limit, part(busy), part(idle))
    raw.close()


_BARE = {
    "count": "count",
    "comment": "lower(comment)",
    "place": "(SELECT lower(p.name) FROM places p WHERE p.id = r.place_id)",
    "priority": "(SELECT lower(p.title) FROM priorities p WHERE p.id = r.priority_id)",
    "theme": "(SELECT lower(c.label) FROM codes c WHERE c.list = 'theme' AND c.code = r.theme)",
}
"""The columns by which it is sorted, as somebody writes it by hand."""
_SAYING = """(comment LIKE '%{0}%' OR theme IN (SELECT code FROM codes WHERE list = 'theme'
    AND label LIKE '%{0}%') OR channel IN (SELECT code FROM codes WHERE list = 'response_channel'
    AND label LIKE '%{0}%') OR place_id IN (SELECT id FROM places WHERE name LIKE '%{0}%')
    OR priority_id IN (SELECT id FROM priorities WHERE title LIKE '%{0}%'))"""
"""A word anywhere in the line."""


def _spine(raw: Any, where: str, by: str) -> None:
    """Sort the keys, and add them up, as the list is shown with its sums."""
    raw.execute("DROP TABLE IF EXISTS temp.spine")
    raw.execute(
        "CREATE TEMP TABLE spine AS SELECT r.id, r.count, r.priority_id FROM responses r"
        " WHERE r.consultation_id IN (SELECT id FROM consultations WHERE team_id = 1)"
        f" AND {where} ORDER BY {by}"
    )
    raw.execute("SELECT count(*), sum(count), count(priority_id) FROM temp.spine").fetchall()


def priorities(folder: Path) -> None:
    """P3p: time each way to other priorities of the register, in turn with a page-down."""
    with on_tab(said(folder), "Priorities", lambda page: page) as scene:
        side = scene.view.side
        frames = Frames(scene.app, side.list, side.none_match)
        chips, rng = side.chips, random.Random(3)
        ways: dict[str, Callable[[], object]] = {
            "open": scene.view.refresh,
            "End": partial(QTest.keyClick, side.list, Qt.Key.Key_End),
            "filter: a word": lambda: side.words.setText(rng.choice(("park", "zebra", "speeding"))),
            "filter: no news": partial(chips.status.choose, STALE),
        }
        for name in ("theme", "place", "status"):
            ways[f"filter: {name}"] = partial(_choose, rng, getattr(chips, name))
        for value, words in chips.order.choices:
            ways[f"sort: {words.lower()}"] = partial(chips.order.choose, value)
        took: dict[str, list[float]] = {name: [] for name in ways}
        pages: list[float] = []
        for _ in range(TIMES):
            for name, go in ways.items():
                took[name].append(frames.seconds(go))
                scene.settle()
                _clear(side)
                scene.settle()
                pages.append(frames.seconds(partial(page_down, side.list)))
                scene.settle()
        for name, each in took.items():
            say_frames("P3p", name, each, pages)


def _choose(rng: random.Random, chip: Any) -> None:
    chip.choose(rng.choice(chip.choices)[0])


def _clear(side: Any) -> None:
    side.words.clear()
    for one in (side.chips.theme, side.chips.place, side.chips.status):
        one.clear()
    side.chips.order.choose(None)
    side.list.setCurrentIndex(side.list.model().index(1, 0))


def _until_there(
    scene: Any, go: Callable[[], object], meanwhile: Callable[[], object] | None = None
) -> float:
    """From the order by day, ask for another list; how long until its rows are there."""
    scene.view.table.sort_by("received", Qt.SortOrder.DescendingOrder)
    scene.view.show_consultation(None)
    scene.settle()
    begun = time.perf_counter()
    go()
    while scene.view.lists.pending:
        (meanwhile or scene.wait)()
    took = time.perf_counter() - begun
    scene.settle()
    return took


def say_frames(number: str, name: str, each: list[float], pages: list[float]) -> None:
    """Say whether what was done to a list stood on the screen in two frames."""
    verdict = "PASS" if p99(each) <= 2 * FRAME else "SHORT"
    print(
        f"{number:4} {verdict:5} p99 {shown(p99(each))} of {shown(2 * FRAME)}, p50"
        f" {shown(median(each))}; a page-down {shown(median(pages))}  {name}",
        flush=True,
    )
