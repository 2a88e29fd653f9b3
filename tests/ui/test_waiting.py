"""While the window waits for the file it lives on, and what has changed is read when it has it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db import patience
from snt_desk.db.store import Store
from snt_desk.services.team import TeamName
from snt_desk.ui import waiting
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.table import BlockModel, Column
from snt_desk.ui.table_view import TableView
from tests.ui import faulty
from tests.ui.pages.seen import window_of

MANY = 40
"""More changes than there are connections at rest."""


class CountedView(RegisterView):
    """A page that knows how often it is read again, and how often inside another time."""

    times = depth = deepest = 0

    def refresh(self) -> None:
        self.times += 1
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        super().refresh()
        self.depth -= 1


@pytest.fixture(autouse=True)
def living(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Work is done at once here, and what looks after the start has some of its own.
    monkeypatch.setattr("snt_desk.ui.later.THERE_MS", 600_000)
    waiting.stay_alive()
    yield
    patience.spend(time.sleep)


def test_changes_that_come_during_a_wait_are_read_once_after_it(
    desk: Desk, team: TeamName, qtbot: QtBot, store: Store, database: Path
) -> None:
    page = CountedView()
    window = window_of(page, desk, team, qtbot)
    page.times = page.deepest = 0
    with ExitStack() as other:
        other.enter_context(faulty.held(store, database))
        for _ in range(MANY):
            later(window, lambda: window.desk.news.changed.emit(frozenset({"meetings"})), 60)
        later(window, other.close, 300)
        window.read_again()
    assert (page.times, page.deepest) == (1, 1)
    qtbot.waitUntil(lambda: page.times == 2)
    QApplication.processEvents()
    assert (page.times, page.deepest) == (2, 1)
    window.close()


def test_a_window_that_is_closed_during_a_wait_closes_after_it(
    desk: Desk, team: TeamName, qtbot: QtBot, store: Store, database: Path
) -> None:
    window = window_of(RegisterView(), desk, team, qtbot)
    with ExitStack() as other:
        other.enter_context(faulty.held(store, database))
        later(window, window.close, 60)
        later(window, other.close, 300)
        window.read_again()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())


@dataclass(frozen=True)
class Somebody:
    id: int
    called: str


def test_nothing_else_is_done_in_the_midst_of_painting(
    team: TeamName, qtbot: QtBot, store: Store, database: Path
) -> None:
    def read(offset: int, limit: int) -> list[Somebody]:
        with store.read() as session:
            found = session.query(m.Member).order_by("id").offset(offset).limit(limit)
            return [Somebody(one.id, one.last_name) for one in found]

    rows = BlockModel((Column[Somebody]("Name", lambda row: row.called),), read)
    table = TableView(rows, "People")
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    with ExitStack() as other:
        other.enter_context(faulty.held(store, database))
        rows.show_count(3)
        done: list[bool] = []
        later(table, lambda: done.append(True), 10)
        lets_go = threading.Timer(0.15, other.close)
        lets_go.start()
        table.viewport().repaint()
        lets_go.join()
    assert rows.known_id(0) is not None
    assert done == []
    qtbot.waitUntil(lambda: done == [True])
