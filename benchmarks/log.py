"""P3, P4 and P13: the log of 1,000,000 under the fingers, and while the worker is busy."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from benchmarks.measure import Goal, say, shown
from benchmarks.scene import FRAME, Frames, Scene, p99, whole_log
from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month
from snt_desk.services.gather import gather
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
    with whole_log(county) as scene:
        frames = Frames(scene.app, scene.log.table, scene.log.none_match)
        ways = _ways(scene)
        took: dict[str, list[float]] = {name: [] for name in ways}
        pages: list[float] = []
        for _ in range(TIMES):
            for name, go in ways.items():
                took[name].append(frames.seconds(go))
                scene.settle()
                scene.log.bar.clear()
                scene.settle()
                pages.append(frames.seconds(lambda: _page_down(scene.log.table)))
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
    log, rng = scene.log, random.Random(3)  # noqa: S311  # places in a list, not secrets
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
    for mode, chip in chips._modes.items():  # noqa: SLF001  # as a click would
        if mode in {"foot", "vehicle", "bicycle"}:
            ways[f"filter: {mode}"] = chip.toggle
    return ways


def _choosing(chip: Any, rng: random.Random) -> Callable[[], object]:
    """Choose one of a chip's values."""
    values = [value for value, _ in chip._choices]  # noqa: SLF001  # as a click would

    def choose() -> None:
        chip.choose(rng.choice(values))

    return choose


def page(county: Path) -> None:
    """P4: page down our table and Qt's own, in turn."""
    with whole_log(county) as scene:
        table, other = scene.log.table, _in_cpp(scene)
        mine, theirs = Frames(scene.app, table), Frames(scene.app, other)
        ours_took, theirs_took = [], []
        for _ in range(PAGES):
            ours_took.append(mine.seconds(lambda: _page_down(table)))
            theirs_took.append(theirs.seconds(lambda: _page_down(other)))
        say(MIDDLE, median(ours_took), median(theirs_took))
        say(WORST, p99(ours_took), p99(theirs_took))
        other.deleteLater()


def _in_cpp(scene: Scene) -> QTableView:
    """Make a table of Qt's alone, as large and with the same words."""
    table = scene.log.table
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


def _page_down(view: QTableView) -> None:
    if view.currentIndex().row() >= view.model().rowCount() - 100:
        view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_PageDown)


def meanwhile(county: Path) -> None:
    """P13: page down while the worker does something, in turn with doing nothing."""
    with whole_log(county) as scene:
        for words, work in _work(scene).items():
            idle: list[float] = []
            busy: list[float] = []
            frames = Frames(scene.app, scene.log.table)
            for _ in range(5):
                idle += [frames.seconds(lambda: _page_down(scene.log.table)) for _ in range(60)]
                busy += _while_working(scene, frames, work)
            for goal, part in ((BUSY, median), (BUSY_WORST, p99)):
                named = Goal(goal.number, goal.work.format(words), goal.against, goal.most)
                say(named, part(busy), part(idle))


def _while_working(scene: Scene, frames: Frames, work: Callable[[Progress], object]) -> list[float]:
    took: list[float] = []
    while len(took) < 60:
        if not scene.desk.tasks.busy:
            scene.desk.tasks.run(work, lambda _: None, owner=scene.log)
        took.append(frames.seconds(lambda: _page_down(scene.log.table)))
    scene.settle()
    return took


def _work(scene: Scene) -> dict[str, Callable[[Progress], object]]:
    """Name what the worker does, and how."""
    store, team = scene.desk.store, scene.desk.team

    def add_up(_progress: Progress) -> None:
        scene.log._sum(scene.log.chips.wanted, _progress)  # noqa: SLF001  # what the page has done

    def make_return(_progress: Progress) -> None:
        with store.read() as session:
            facts = gather(session, team.code, Month(2024, 6), clock.EPOCH)
        figures.compute(facts)

    return {"adds up the log": add_up, "makes a return": make_return}
