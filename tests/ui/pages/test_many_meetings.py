"""Many meetings: what changed is seen at once, and what came of old ones when all are read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft, MeetingDraft
from snt_desk.services import partner_lists, partners
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.table import Heading
from snt_desk.ui.tasks import Tasks
from tests.ui.pages.seen import in_window

TITLES = ("First panel", "Second panel", "Third panel")
NOW = clock.this_minute()


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PartnersPage]:
    """The page where three held meetings are many, with a worker of its own."""
    monkeypatch.setattr(partner_lists, "MANY_MEETINGS", 2)
    monkeypatch.setattr(partner_lists, "_AT_ONCE", 1)
    theirs = Desk(desk.store, Tasks(), desk.ask, desk.preferences)
    with desk.store.change("Add meetings") as session:
        for number, title in enumerate(TITLES):
            held = MeetingDraft("asb_panel", title, NOW - (9 - number) * DAY)
            partners.add_meeting(session, team.id, held)
    with in_window(PartnersPage(), theirs, team, qtbot) as made:
        qtbot.waitUntil(lambda: not theirs.tasks.busy)
        yield made
    theirs.tasks.stop()


def lines(page: PartnersPage) -> list[str]:
    """Of each meeting that is listed what it is called, and how many actions are open."""
    rows = page.work.meeting_list.rows
    shown = (rows.row(at) for at in range(rows.rowCount()))
    meetings = (row for row in shown if row is not None and not isinstance(row, Heading))
    return [f"{line.row.title}, {line.row.open}" for line in meetings]


def ref_of(page: PartnersPage, title: str) -> str:
    return next(one.ref for one in page.records.lists.meetings if one.title == title)


def wait(page: PartnersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.records.desk.tasks.busy)


def test_what_is_changed_new_or_gone_is_seen_at_once(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    first, second = ref_of(page, TITLES[0]), ref_of(page, TITLES[1])
    with store.change("Change meetings") as session:
        draft = MeetingDraft("asb_panel", "Gates panel", NOW - 9 * DAY)
        partners.change_meeting(session, first, draft)
        partners.delete_meeting(session, second)
        old = MeetingDraft("asb_panel", "Old panel", NOW - 99 * DAY)
        partners.add_meeting(session, team.id, old)
    assert lines(page) == ["Third panel, 0", "Gates panel, 0", "Old panel, 0"]
    store.undo()
    assert lines(page) == ["Third panel, 0", "Second panel, 0", "First panel, 0"]


def test_what_came_of_old_ones_is_seen_when_the_worker_has_read_all(
    page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    page.work.enter("meetings")
    page.work.select("meetings", ref_of(page, TITLES[1]))
    held = page.in_hand()
    with store.change("Add actions") as session:
        for title in (TITLES[0], TITLES[2]):
            action = ActionDraft("Gate", "7104", raised=clock.today(), meeting=ref_of(page, title))
            partners.add_action(session, team.id, action)
    assert lines(page) == ["Third panel, 1", "Second panel, 0", "First panel, 0"]
    wait(page, qtbot)
    assert lines(page) == ["Third panel, 1", "Second panel, 0", "First panel, 1"]
    assert page.in_hand() == held == ("meetings", ref_of(page, TITLES[1]))
    assert page.form.opened == ref_of(page, TITLES[1])


def test_what_is_typed_stays_when_all_have_been_read(
    page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    page.new()
    page.meeting_form.name.set_value("Ward panel")
    with store.change("Add action") as session:
        action = ActionDraft("Gate", "7104", raised=clock.today(), meeting=ref_of(page, TITLES[0]))
        partners.add_action(session, team.id, action)
    wait(page, qtbot)
    assert lines(page)[-1] == "First panel, 1"
    assert page.meeting_form.name.value == "Ward panel"


def test_meetings_that_say_the_same_are_shown_no_second_time(
    page: PartnersPage, qtbot: QtBot
) -> None:
    before = page.records.lists.meetings
    with qtbot.assertNotEmitted(page.work.meeting_list.rows.modelReset, wait=0):
        page.refresh()
        wait(page, qtbot)
    assert page.records.lists.meetings is before
