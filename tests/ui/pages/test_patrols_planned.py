"""A patrol that was planned fills the form, and what is saved from that is joined to the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.campaigns import CampaignDraft, PlannedDraft
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft
from snt_desk.services import campaign_plans, campaigns, patrols
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Target
from snt_desk.ui.pages.patrols import PatrolsPage
from tests.ui.pages import patrol_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, press, words

KEY = Qt.Key
NOW = london(2026, 11, 22, 14, 2)
WALK = PlannedDraft(
    *("#Week", "foot", london(2026, 11, 22, 10), london(2026, 11, 22, 12), "B1", "T1", None),
    *("By the shops", ("1432",)),
)

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PatrolsPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PatrolsPage, patrol_page.begin)


@pytest.fixture
def page(
    kept: Kept[PatrolsPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatrolsPage]:
    """The page in its window, in the early afternoon of Sun 22 Nov 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with kept.begun(qtbot) as made:
        yield made


@pytest.fixture
def plan(page: PatrolsPage, store: Store, team: TeamName) -> str:
    """A patrol that was planned for this morning; its ref."""
    assert page.title == "Patrols"
    week = CampaignDraft("#Week", "Week", date(2026, 11, 16), date(2026, 11, 22))
    with store.change("Plan") as session:
        campaigns.add(session, week)
        return campaign_plans.add(session, team.id, WALK)


def became(store: Store, plan: str) -> str:
    with store.read() as session:
        return campaign_plans.came_of(session, plan)


def go(page: PatrolsPage, plan: str) -> None:
    page.go_to(Target("Patrols", "planned_patrols", plan))


def test_what_was_planned_is_logged_with_what_was_different(
    page: PatrolsPage, store: Store, plan: str
) -> None:
    go(page, plan)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.form.fields.how.isAncestorOf(focus)
    page.form.focus("in")
    press(KEY.Key_A, held=CTRL)
    press("1145", KEY.Key_Tab)
    press(KEY.Key_S, held=CTRL)
    ref = became(store, plan)
    with store.read() as session:
        made = patrols.opened(session, ref)
    end = london(2026, 11, 22, 11, 45)
    assert made.legs == (LegDraft("foot", WALK.start, end, "B1", ("1432",)),)
    assert (made.priority, made.note) == ("T1", "By the shops")
    assert store.undo_label == "Log foot patrol, Peartree"
    store.undo()
    assert became(store, plan) == ""


def test_it_is_logged_as_it_was_planned_by_one_key(
    page: PatrolsPage, store: Store, plan: str
) -> None:
    go(page, plan)
    press(KEY.Key_S, held=CTRL)
    assert became(store, plan)


def test_what_it_became_is_opened_the_second_time(
    page: PatrolsPage, store: Store, plan: str
) -> None:
    go(page, plan)
    press(KEY.Key_S, held=CTRL)
    press(KEY.Key_N, held=CTRL)
    go(page, plan)
    assert page.form.ref == became(store, plan)
    with store.read() as session:
        assert len(session.scalars(select(m.Patrol.ref)).all()) == 1


def test_the_next_patrol_is_of_no_plan(page: PatrolsPage, store: Store, plan: str) -> None:
    go(page, plan)
    press(KEY.Key_N, held=CTRL)
    press("f", KEY.Key_Tab, KEY.Key_Tab, "9", KEY.Key_Tab, "10", KEY.Key_Tab, "rid", KEY.Key_Return)
    press(KEY.Key_S, held=CTRL)
    assert page.form.ref
    assert became(store, plan) == ""


def test_put_aside_and_brought_back_it_is_still_the_plans(
    page: PatrolsPage, store: Store, plan: str
) -> None:
    go(page, plan)
    press(KEY.Key_N, held=CTRL)
    assert "Not saved yet" in words(page.form)
    page.form.bring_up_unsaved()
    press(KEY.Key_S, held=CTRL)
    assert became(store, plan)


def test_a_plan_that_has_gone_by_then_stops_nothing(
    page: PatrolsPage, store: Store, plan: str
) -> None:
    go(page, plan)
    with store.change("Delete planned patrol") as session:
        campaign_plans.delete(session, plan)
    press(KEY.Key_S, held=CTRL)
    assert page.form.ref
