"""P3, P4 and P13: the log of 1,000,000 under the fingers, and while the worker is busy."""

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
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from sqlcipher3 import dbapi2 as sqlite

from benchmarks.measure import RUNS, Goal, say, seconds, shown
from benchmarks.scene import FRAME, Frames, Scene, p99, whole_log
from snt_desk.db import engine
from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month
from snt_desk.services.gather import gather
from snt_desk.services.patrol_groups import WORDS
from snt_desk.ui.tasks import Progress

PAGES = 400
TIMES = 30
ROWS = 5_000

MIDDLE = Goal("P4", "page-down, p50", "QTableView, 5,000 rows in C++", 0.95)
WORST = Goal("P4", "page-down, p99", "QTableView, 5,000 rows in C++", 1.5)
BUSY = Goal("P13", "frames while the worker {}, p50", "idle", 1.2)
BUSY_WORST = Goal("P13", "frames while the worker {}, p99", "idle", 3)


def reach(county: Path) -> None:
    """P3: time each way to other rows, in turn with a page-down."""
    order(county)
    unindexed(county)
    with whole_log(county) as scene:
        frames = Frames(scene.app, scene.view.table, scene.view.none_match)
        ways = _ways(scene)
        took: dict[str, list[float]] = {name: [] for name in ways}
        pages: list[float] = []
        for _ in range(TIMES):
            for name, go in ways.items():
                took[name].append(frames.seconds(go))
                scene.settle()
                scene.view.bar.clear()
                scene.settle()
                pages.append(frames.seconds(lambda: page_down(scene.view.table)))
                scene.settle()
        for name, each in took.items():
            verdict = "PASS" if p99(each) <= 2 * FRAME else "SHORT"
            print(
                f"P3   {verdict:5} p99 {shown(p99(each))} of {shown(2 * FRAME)}, p50"
                f" {shown(median(each))}; a page-down {shown(median(pages))}  {name}",
                flush=True,
            )


def _ways(scene: Scene) -> dict[str, Callable[[], object]]:
    """Name what is done, and how; each leaves the view where rows must be read anew."""
    log, rng = scene.view, random.Random(3)
    orders = cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))
    table, chips = log.table, log.chips

    def jump() -> None:
        bar = table.verticalScrollBar()
        bar.setValue(rng.randrange(bar.maximum()))

    def end() -> None:
        table.rows.show_count(table.rows.rowCount())
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    ways: dict[str, Callable[[], object]] = {
        "open": log.show_rows,
        "jump to any row": jump,
        "End": end,
        "sort by the indexed column": lambda: table.sort_by("start", next(orders)),
    }
    for name, chip in (("officer", chips.officer), ("place", chips.place), ("for", chips.reason)):
        ways[f"filter: {name}"] = _choosing(chip, rng)
    ways["filter: still out"] = chips.out.toggle
    ways["filter: operation"] = lambda: chips.operation.choose("Op None")
    for mode, chip in chips._modes.items():  # noqa: SLF001  # as a click would
        if mode in {"foot", "vehicle", "bicycle"}:
            ways[f"filter: {mode}"] = chip.toggle
    return ways


def order(county: Path) -> None:
    """P3: sort by columns that have no index, in turn with the bare query; and go on meanwhile."""
    raw = sqlite.connect(str(county), isolation_level=None)
    for pragma in engine.PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    with whole_log(county) as scene:
        frames = Frames(scene.app, scene.view.table)
        idle = [frames.seconds(lambda: page_down(scene.view.table)) for _ in range(200)]
        busy: list[float] = []
        for key, sql in _BARE.items():
            ours, bare = [], []
            for _ in range(RUNS):
                bare.append(seconds(partial(_spine, raw, sql)))
                ours.append(_sorted(scene, key, scene.wait))
                _sorted(
                    scene,
                    key,
                    lambda: busy.append(frames.seconds(lambda: page_down(scene.view.table))),
                )
            goal = Goal("P3", f"sort by {key}, to the rows", "the bare query", 1.5)
            say(goal, median(ours), median(bare))
        for limit, part in ((BUSY, median), (BUSY_WORST, p99)):
            named = Goal("P3", limit.work.format("sorts"), limit.against, limit.most)
            say(named, part(busy), part(idle))
    raw.close()


def _spine(raw: Any, sql: str) -> None:
    raw.execute("DROP TABLE IF EXISTS temp.spine")
    raw.execute(
        f"CREATE TEMP TABLE spine AS SELECT l.patrol_id FROM legs l WHERE l.leg = 1"
        f" AND l.team_id = 1 ORDER BY {sql}, l.start DESC"
    )


def _sorted(scene: Scene, key: str, meanwhile: Callable[[], object]) -> float:
    """Sort by a column, from the order by date; gives how long it took until the rows were there.

    The first patrol is in hand: what is in hand is looked for in the new order.
    """
    scene.view.table.sort_by("start", Qt.SortOrder.DescendingOrder)
    scene.settle()
    scene.view.table.selectRow(0)
    scene.settle()
    begun = time.perf_counter()
    scene.view.table.sort_by(key)
    while scene.view.lists.pending:
        meanwhile()
    took = time.perf_counter() - begun
    scene.settle()
    return took


_NAMES = """(SELECT group_concat(n, ', ') FROM (SELECT lower(m.last_name) n FROM legs x
    JOIN leg_officers o ON o.leg_id = x.id JOIN members m ON m.id = o.member_id
    WHERE x.patrol_id = l.patrol_id GROUP BY m.last_name
    ORDER BY min(x.leg * 1000 + o.position)))"""
_BARE = {
    "hours": "(SELECT sum(x.end - x.start) FROM legs x WHERE x.patrol_id = l.patrol_id)",
    "place": "(SELECT lower(b.name) FROM places b WHERE b.id = l.place_id)",
    "crew": _NAMES,
    "note": "(SELECT lower(p.note) FROM patrols p WHERE p.id = l.patrol_id)",
    "officer_hours": "(SELECT sum(x.end - x.start) FROM legs x JOIN leg_officers o"
    " ON o.leg_id = x.id WHERE x.patrol_id = l.patrol_id)",
}
"""The columns by which it is sorted, as somebody writes it by hand."""


def unindexed(county: Path) -> None:
    """P3: filter by what has no index, and group: how long until the rows are there."""
    with whole_log(county) as scene:
        chips = scene.view.chips
        ways: dict[str, Callable[[], object]] = {
            "crew": lambda: chips.crew.choose("double"),
            "to look at": chips.odd.toggle,
            **{f"group by {by}": partial(scene.view.group_by, by) for by in WORDS},
        }
        for name, go in ways.items():
            took = []
            for _ in range(RUNS):
                scene.view.bar.clear()
                scene.view.group_by(None)
                scene.settle()
                begun = time.perf_counter()
                go()
                while scene.view.lists.pending:
                    scene.wait()
                took.append(time.perf_counter() - begun)
                scene.settle()
            print(f"P3   {'':5} {shown(median(took))} until the rows are there  {name}", flush=True)


def _choosing(chip: Any, rng: random.Random) -> Callable[[], object]:
    """Choose one of a chip's values."""
    values = [value for value, _ in chip._choices]  # noqa: SLF001  # as a click would

    def choose() -> None:
        chip.choose(rng.choice(values))

    return choose


def page(county: Path) -> None:
    """P4: page down our table and Qt's own, in turn."""
    with whole_log(county) as scene:
        table, other = scene.view.table, _in_cpp(scene)
        mine, theirs = Frames(scene.app, table), Frames(scene.app, other)
        ours_took, theirs_took = [], []
        for _ in range(PAGES):
            ours_took.append(mine.seconds(lambda: page_down(table)))
            theirs_took.append(theirs.seconds(lambda: page_down(other)))
        say(MIDDLE, median(ours_took), median(theirs_took))
        say(WORST, p99(ours_took), p99(theirs_took))
        other.deleteLater()


def _in_cpp(scene: Scene) -> QTableView:
    """Make a table of Qt's alone, as large and with the same words."""
    table = scene.view.table
    columns = len(table.rows.columns)
    model = QStandardItemModel(0, columns)
    for at in range(ROWS):
        cells = table.rows.cells(at % table.rows.rowCount())
        model.appendRow([QStandardItem(cell.spoken) for cell in cells])
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setFont(table.font())
    for at in range(columns):
        view.setColumnWidth(at, table.columnWidth(at))
    view.resize(table.size())
    view.show()
    view.setCurrentIndex(model.index(0, 0))
    scene.app.processEvents()
    return view


def page_down(view: QTableView) -> None:
    """Press the key; near the end, from the beginning again."""
    if view.currentIndex().row() >= view.model().rowCount() - 100:
        view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_PageDown)


def meanwhile(county: Path) -> None:
    """P13: page down while the worker does something, in turn with doing nothing."""
    with whole_log(county) as scene:
        for words, work in _work(scene).items():
            idle: list[float] = []
            busy: list[float] = []
            frames = Frames(scene.app, scene.view.table)
            for _ in range(5):
                idle += [frames.seconds(lambda: page_down(scene.view.table)) for _ in range(60)]
                busy += _while_working(scene, frames, work)
            for goal, part in ((BUSY, median), (BUSY_WORST, p99)):
                named = Goal(goal.number, goal.work.format(words), goal.against, goal.most)
                say(named, part(busy), part(idle))


def _while_working(scene: Scene, frames: Frames, work: Callable[[Progress], object]) -> list[float]:
    took: list[float] = []
    while len(took) < 60:
        if not scene.desk.tasks.busy:
            scene.desk.tasks.run(work, lambda _: None, owner=scene.view)
        took.append(frames.seconds(lambda: page_down(scene.view.table)))
    scene.settle()
    return took


def _work(scene: Scene) -> dict[str, Callable[[Progress], object]]:
    """Name what the worker does, and how."""
    store, team = scene.desk.store, scene.desk.team

    def add_up(_progress: Progress) -> None:
        scene.view.sums.sums(scene.view.wanted, scene.view.wanted)

    def make_return(_progress: Progress) -> None:
        with store.read() as session:
            facts = gather(session, team.code, Month(2024, 6), clock.EPOCH)
        figures.compute(facts)

    return {"adds up the log": add_up, "makes a return": make_return}
