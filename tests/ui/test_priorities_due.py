"""What is due of the priorities stands in the status line, and is one press away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import rounds
from snt_desk.services.rounds import begin as begin_round
from snt_desk.services.team import TeamName
from snt_desk.ui import priorities_due
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.priorities import PrioritiesPage
from snt_desk.ui.pages.priorities.rounds import RoundsView
from tests.ui.pages.seen import click, window_of

TODAY = clock.today()


@pytest.fixture
def page() -> PrioritiesPage:
    return PrioritiesPage()


@pytest.fixture
def window(
    page: PrioritiesPage,
    store: Store,
    desk: Desk,
    team: TeamName,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    monkeypatch.setattr(priorities_due, "_LOOK_MS", 0)
    with store.change("Begin round") as session:
        begin_round(session, team.id, RoundDraft(clock.add_months(TODAY - 3 * DAY, -4), 4))
        session.query(m.Priority).one().last_update = TODAY
    made = window_of(page, desk, team, qtbot)
    yield made
    made.close()


def said(window: MainWindow) -> list[str]:
    buttons = window.status.findChildren(QPushButton)
    return [one.text() for one in buttons if one.isVisible() and "due" in one.text()]


def test_it_opens_the_round_and_goes_once_it_is_dealt_with(
    window: MainWindow, page: PrioritiesPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: said(window) == ["Next round overdue"])
    [found] = [one for one in window.status.findChildren(QPushButton) if one.text() in said(window)]
    click(found)
    assert isinstance(page.in_front, RoundsView)
    with store.read() as session:
        assert page.in_front.in_hand() == ("rounds", rounds.listed(session, team.id)[0].ref)
    with store.change("Begin the next") as session:
        begin_round(session, team.id, RoundDraft(TODAY, 4))
    assert said(window) == []


def test_updates_are_counted_apart_from_the_round(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    with store.change("Nobody was told") as session:
        one = session.query(m.Priority).one()
        one.adopted = one.last_update = clock.add_months(TODAY, -3)
    qtbot.waitUntil(lambda: said(window) == ["Next round overdue, 1 update due"])
