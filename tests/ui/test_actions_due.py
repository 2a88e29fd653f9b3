"""Actions that are overdue stand in the status line, and are one press away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft
from snt_desk.services import partners
from snt_desk.services.team import TeamName
from snt_desk.ui import actions_due
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.partners import PartnersPage
from tests.ui.pages.seen import click, window_of

TODAY = clock.today()
GATE = ActionDraft("Gate", "101", raised=TODAY - 9 * DAY, due=TODAY - DAY)
LAMP = ActionDraft("Lamp", "101", raised=TODAY - 9 * DAY, due=TODAY + 9 * DAY, remind=TODAY)


@pytest.fixture
def page() -> PartnersPage:
    return PartnersPage()


@pytest.fixture
def window(
    page: PartnersPage,
    desk: Desk,
    team: TeamName,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    monkeypatch.setattr(actions_due, "_LOOK_MS", 0)
    made = window_of(page, desk, team, qtbot)
    yield made
    made.close()


def add(store: Store, team: TeamName, draft: ActionDraft) -> str:
    with store.change("Add action") as session:
        return partners.add_action(session, team.id, draft)


def said(window: MainWindow) -> list[QPushButton]:
    buttons = window.status.findChildren(QPushButton)
    return [one for one in buttons if one.isVisible() and "Undo" not in one.text()]


def test_it_opens_the_first_and_goes_once_all_are_done(
    window: MainWindow, page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    gate, lamp = add(store, team, GATE), add(store, team, LAMP)
    qtbot.waitUntil(
        lambda: [one.text() for one in said(window)] == ["1 action overdue, 1 reminder"]
    )
    click(said(window)[0])
    assert page.in_hand() == ("actions", gate)
    for ref in (gate, lamp):
        with store.change("Close") as session:
            partners.close_action(session, ref, TODAY)
    qtbot.waitUntil(lambda: said(window) == [])
