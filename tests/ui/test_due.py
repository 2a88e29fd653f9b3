"""What is due stands in the status line until it is dealt with, and is one press away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.community import EventDraft
from snt_desk.domain.partners import ActionDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import events, partners, rounds
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.due import Due
from snt_desk.ui.frame import NewDay
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Page
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.priorities import PrioritiesPage
from snt_desk.ui.pages.priorities.rounds import RoundsView
from tests.services.residents import add_contact
from tests.ui.pages.seen import click, window_of

NOW = clock.london(2026, 11, 18, 12)
TODAY = clock.local_day(NOW)
TOMORROW = TODAY + DAY
GATE = ActionDraft("Gate", "101", raised=TODAY - 9 * DAY, due=TODAY - DAY)
LAMP = ActionDraft("Lamp", "101", raised=TODAY - 9 * DAY, due=TODAY + 9 * DAY, remind=TODAY)
STALL = EventDraft("stall", "Stall", start=NOW - 9 * DAY, feedback="The gate")

Opens = Callable[[Page], MainWindow]


@pytest.fixture
def opens(desk: Desk, team: TeamName, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Opens:
    """Open a window that looks as soon as it is there."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("snt_desk.ui.later.THERE_MS", 0)
    return lambda page: window_of(page, desk, team, qtbot)


def said(window: MainWindow) -> list[str]:
    return [one.text() for one in buttons(window)]


def buttons(window: MainWindow) -> list[QPushButton]:
    found = window.status.findChildren(QPushButton)
    return [one for one in found if one.isVisible() and "Undo" not in one.text()]


def has_looked(window: MainWindow) -> bool:
    """Whether all that it looks for at the start has been looked for."""
    timers = [one for due in window.findChildren(Due) for one in due.findChildren(QTimer)]
    return not any(one.isSingleShot() and one.isActive() for one in timers)


def told_of_the_priority(session: Session, on: date) -> None:
    one = session.query(m.Priority).one()
    one.adopted = one.last_update = on


def test_an_action_is_opened_and_all_is_quiet_once_they_are_done(
    opens: Opens, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    with store.change("Add actions") as session:
        told_of_the_priority(session, TODAY)
        gate, lamp = (partners.add_action(session, team.id, one) for one in (GATE, LAMP))
    page = PartnersPage()
    window = opens(page)
    qtbot.waitUntil(lambda: said(window) == ["1 action overdue, 1 reminder"])
    click(buttons(window)[0])
    assert page.in_hand() == ("actions", gate)
    for ref in (gate, lamp):
        with store.change("Close") as session:
            partners.close_action(session, ref, TODAY)
    qtbot.waitUntil(lambda: said(window) == [])


def test_a_round_is_opened_and_updates_are_counted_apart_from_it(
    opens: Opens, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    with store.change("Begin round") as session:
        old = rounds.begin(session, team.id, RoundDraft(date(2026, 7, 15), 4))
        told_of_the_priority(session, TODAY)
    page = PrioritiesPage()
    window = opens(page)
    qtbot.waitUntil(lambda: said(window) == ["Next round overdue"])
    with store.change("Nobody was told") as session:
        told_of_the_priority(session, clock.add_months(TODAY, -3))
    qtbot.waitUntil(lambda: said(window) == ["Next round overdue, 1 update due"])
    click(buttons(window)[0])
    assert isinstance(page.in_front, RoundsView)
    assert page.in_front.in_hand() == ("rounds", old)
    with store.change("Begin the next") as session:
        rounds.begin(session, team.id, RoundDraft(TODAY, 4))
        told_of_the_priority(session, TODAY)
    qtbot.waitUntil(lambda: said(window) == [])


def test_what_comes_due_at_midnight_is_said_without_a_change(
    opens: Opens, store: Store, team: TeamName, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.change("Nothing is due yet") as session:
        told_of_the_priority(session, TODAY)
        partners.add_action(session, team.id, replace(GATE, due=TOMORROW))
        events.add(session, team.id, replace(STALL, feedback_due=TOMORROW))
        add_contact(session, team.id, "DUE", review_on=TOMORROW)
        rounds.begin(session, team.id, RoundDraft(date(2026, 8, 3), 4))
    window = opens(PrioritiesPage())
    qtbot.waitUntil(partial(has_looked, window))
    assert said(window) == []
    monkeypatch.setattr(clock, "now", lambda: NOW + DAY)
    for one in window.findChildren(NewDay):
        one.look()
    qtbot.waitUntil(
        lambda: (
            said(window)
            == ["Feedback overdue, 1", "1 action overdue", "Next round due", "1 review due"]
        )
    )
