"""A long list of actions: found by the worker while the one before it stands, then in hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft, MeetingDraft
from snt_desk.services import action_lists, partners
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.tables import ACTION_COLUMNS
from snt_desk.ui.table import Heading
from snt_desk.ui.tasks import Tasks
from tests.ui.pages.seen import CTRL, in_window, press

KEY = Qt.Key
TODAY = clock.today()
GATE = ActionDraft("Gate", owner_collar="7104", raised=TODAY - 9 * DAY, due=TODAY - DAY)
DONE = tuple(
    replace(GATE, text=name, closed=TODAY - number * DAY)
    for number, name in enumerate(("Lamp", "Bins", "Rota"))
)


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PartnersPage]:
    """The page where every list is long, with a worker of its own; one action is open."""
    monkeypatch.setattr("snt_desk.ui.pages.partners.of_actions._SHORT", 0)
    theirs = Desk(desk.store, Tasks(), desk.ask, desk.preferences)
    with desk.store.change("Add actions") as session:
        for draft in (GATE, *DONE):
            partners.add_action(session, team.id, draft)
    with in_window(PartnersPage(), theirs, team, qtbot) as made:
        wait(qtbot, made)
        yield made
    theirs.tasks.stop()


def wait(qtbot: QtBot, page: PartnersPage) -> None:
    qtbot.waitUntil(lambda: not page.work.action_list.pending)


def texts(page: PartnersPage) -> list[str]:
    """The titles and texts from top to bottom."""
    rows = page.work.action_list.rows
    return [rows.cells(at)[0].text for at in range(rows.rowCount())]


def ref_of(page: PartnersPage, text: str) -> str:
    """The ref of a line that is shown."""
    rows = page.work.action_list.rows
    shown = (rows.row(at) for at in range(rows.rowCount()))
    actions = (row for row in shown if row is not None and not isinstance(row, Heading))
    return next(str(row.id) for row in actions if row.row.text == text)


STILL = ["Overdue, 1", "Gate"]
ALL = [*STILL, "Closed, 3", "Lamp", "Bins", "Rota"]


def test_the_list_before_it_stands_until_another_is_there(page: PartnersPage, qtbot: QtBot) -> None:
    assert texts(page) == STILL
    page.work.closed.click()
    assert page.work.action_list.pending
    assert texts(page) == STILL
    wait(qtbot, page)
    assert texts(page) == ALL


def test_what_is_gone_to_is_in_hand_at_once_and_in_the_list_when_it_has_come(
    page: PartnersPage, qtbot: QtBot
) -> None:
    page.work.closed.setChecked(True)
    wait(qtbot, page)
    rota = ref_of(page, "Rota")
    page.work.closed.setChecked(False)
    page.bar.words.setText("gate")
    wait(qtbot, page)
    assert texts(page) == STILL
    page.go_to(Target("Partners", "actions", rota))
    assert page.action_form.opened == rota
    wait(qtbot, page)
    assert page.in_hand() == ("actions", rota)
    assert page.work.action_list.table.current_id == rota
    assert page.action_form.opened == rota
    assert texts(page) == ALL


def test_that_nothing_matches_is_said_once_that_is_known(page: PartnersPage, qtbot: QtBot) -> None:
    press(KEY.Key_F, held=CTRL)
    press("zebra")
    wait(qtbot, page)
    assert page.work.none_match.isVisible()
    press(KEY.Key_Escape)
    wait(qtbot, page)
    assert page.work.action_list.isVisible()
    assert texts(page) == STILL


def test_a_line_stays_in_hand_when_the_list_is_read_again(
    page: PartnersPage, qtbot: QtBot, store: Store, team: TeamName
) -> None:
    page.work.closed.setChecked(True)
    wait(qtbot, page)
    bins = ref_of(page, "Bins")
    page.work.enter("actions")
    page.work.action_list.table.select(bins)
    with store.change("Add action") as session:
        partners.add_action(session, team.id, replace(GATE, text="Earlier", due=TODAY - 4 * DAY))
    wait(qtbot, page)
    assert texts(page)[:3] == ["Overdue, 2", "Earlier", "Gate"]
    assert page.in_hand() == ("actions", bins)
    store.undo()
    wait(qtbot, page)
    assert texts(page) == ALL
    assert page.in_hand() == ("actions", bins)


def test_a_meeting_in_hand_stays_so_when_a_line_of_the_other_list_is_gone(
    page: PartnersPage, qtbot: QtBot, store: Store, team: TeamName
) -> None:
    assert page.in_hand() == ("actions", ref_of(page, "Gate"))
    with store.change("Add meeting") as session:
        panel = MeetingDraft("asb_panel", "ASB panel", clock.this_minute())
        meeting = partners.add_meeting(session, team.id, panel)
    wait(qtbot, page)
    page.work.enter("meetings")
    assert page.in_hand() == ("meetings", meeting)
    with store.change("Close action") as session:
        partners.close_action(session, ref_of(page, "Gate"), TODAY)
        partners.add_action(session, team.id, replace(GATE, text="Earlier"))
    wait(qtbot, page)
    assert texts(page) == ["Overdue, 1", "Earlier"]
    assert page.work.action_list.table.current_id == ref_of(page, "Earlier")
    assert page.in_hand() == ("meetings", meeting)
    assert page.form.opened == meeting


def test_sorted_it_has_no_titles_until_it_is_by_the_day_again(
    page: PartnersPage, qtbot: QtBot
) -> None:
    table = page.work.action_list.table
    page.work.closed.setChecked(True)
    table.sort_by("text")
    wait(qtbot, page)
    assert texts(page) == ["Bins", "Gate", "Lamp", "Rota"]
    table.sort_by("due")
    wait(qtbot, page)
    assert texts(page) == ALL


def test_what_a_heading_sorts_by_is_known() -> None:
    assert {one.sort for one in ACTION_COLUMNS if one.sort} == action_lists.columns()
