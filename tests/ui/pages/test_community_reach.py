"""Wards and groups that were not reached for long: seen, planned for, and written down, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.community import EVENTS, EventDraft
from snt_desk.domain.reach import GROUPS, GroupDraft
from snt_desk.services import events, groups
from snt_desk.services.team import TeamName
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.community.events_lists import EventsLists
from snt_desk.ui.table import Heading
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB, ENTER = KEY.Key_Tab, KEY.Key_Return
NOW = clock.this_minute()
WEEK = timedelta(days=7)
STALL = EventDraft("stall", "Stall", start=NOW - 2 * WEEK, place="B1")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[CommunityPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(CommunityPage, begin)


def lists(page: CommunityPage) -> EventsLists:
    return page.lists.of(EVENTS, EventsLists)


def begin(page: CommunityPage) -> None:
    """Show the events, all of them, and an empty form."""
    page.bar.show_list(EVENTS)
    page.bar.words.clear()
    page.box.hide()
    for form in (page.group_form, page.event_form):
        form.begin()
    for one in (GROUPS, EVENTS):
        lists(page).which.set_value(one)
        page.listing.tables[one].left.emit()
    page.new()


@pytest.fixture
def page(kept: Kept[CommunityPage], store: Store, qtbot: QtBot) -> Iterator[CommunityPage]:
    """The page in its window, which has the focus; nothing is written down yet."""
    with kept.begun(qtbot) as made:
        yield made


def add_group(store: Store, team: TeamName, draft: GroupDraft) -> str:
    with store.change("Add group") as session:
        return groups.add(session, team.id, draft)


def add_event(store: Store, team: TeamName, draft: EventDraft = STALL) -> str:
    with store.change("Add event") as session:
        return events.add(session, team.id, draft)


def shown(page: CommunityPage) -> list[tuple[str, ...]]:
    """Each title, and of each line its name and how long it was not reached."""
    rows = lists(page).reach_rows
    found: list[tuple[str, ...]] = []
    for at in range(rows.rowCount()):
        cells = [one.text for one in rows.cells(at)]
        title = isinstance(rows.row(at), Heading)
        found.append((cells[0],) if title else (cells[0], cells[3]))
    return found


def event(store: Store) -> EventDraft:
    with store.read() as session:
        ref = session.scalars(select(m.Event.ref).order_by(m.Event.id.desc()).limit(1)).one()
        return events.opened(session, ref)


def test_who_was_not_reached_for_long_stands_first(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team)
    add_group(store, team, GroupDraft("The school", 6))
    press(KEY.Key_V, held=CTRL | SHIFT)
    assert shown(page) == [
        *(("Not reached for long, 2",), ("Haldens", "never"), ("The school", "never")),
        *(("Reached, 1",), ("Peartree", "2 weeks")),
    ]
    assert words(page.listing).startswith("Wards and groups\n2 of 3 not reached for long")
    page.bar.chips[EVENTS].click()
    assert shown(page) == []
    assert "Nothing is planned for any of them." in words(page.listing)
    page.bar.chips[EVENTS].click()
    lists(page).long_after.chosen.emit(26)
    assert store.undo_label == "Let 26 weeks without an event be long"
    press(KEY.Key_F, held=CTRL)
    press("school")
    assert [one[0] for one in shown(page) if len(one) > 1] == ["The school"]
    assert "matches" not in words(page.listing)
    press("x")
    assert shown(page) == []
    assert "No ward and no group matches." in words(page.listing)


def test_esc_from_an_empty_new_group_leads_back_to_the_one_in_hand(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_group(store, team, GroupDraft("The school", 6))
    press(KEY.Key_V, held=CTRL | SHIFT)
    press(KEY.Key_End)
    assert page.beside.hand == (GROUPS, ref)
    press(KEY.Key_Y, held=CTRL | SHIFT)
    assert page.in_hand() is None
    press(KEY.Key_Escape)
    assert page.beside.hand == (GROUPS, ref)
    assert page.group_form.opened == ref


def test_enter_on_a_ward_begins_an_event_there(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team)
    press(KEY.Key_V, held=CTRL | SHIFT)
    press(KEY.Key_Home)
    # The form is ready for it, and nothing is typed in it yet.
    assert page.event_form.place.value == "B2"
    assert not page.event_form.edited
    assert page.in_hand() is None
    press(ENTER)
    assert page.event_form.kind.hasFocus()
    press("surg", TAB)
    page.event_form.focus("from")
    press("10", TAB)
    press(KEY.Key_S, held=CTRL)
    assert (event(store).kind, event(store).place) == ("surgery", "B2")
    # It is in hand among the events.
    assert not lists(page).shows_reach
    assert page.event_form.opened == page.listing.table.current_id


def test_a_group_is_written_down_planned_for_and_reached_by_keys(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_Y, held=CTRL | SHIFT)
    press("The school", TAB, "6")
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Add group, The school"
    assert lists(page).shows_reach
    hand = page.in_hand()
    assert hand is not None
    assert hand[0] == GROUPS
    page.beside.enter_list()
    assert lists(page).reach_table.current_id == hand[1]
    press(ENTER)
    assert page.event_form.groups.value == (hand[1],)
    press("scho", TAB)
    page.event_form.focus("from")
    press("0001", TAB)
    press(KEY.Key_S, held=CTRL)
    assert event(store).groups == (hand[1],)
    page.go_to(Target("Community", GROUPS, hand[1]))
    assert page.group_form.isVisible()
    assert page.group_form.weeks.value == "6"
    assert page.group_form.met.lines.lines[0].spoken.startswith("Events that reached it")
    page.group_form.met.opened.emit(page.group_form.met.lines.ids[1])
    assert page.in_hand() == (EVENTS, page.event_form.opened)


def test_a_group_that_was_reached_stays_and_a_ward_is_no_record(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    school = add_group(store, team, GroupDraft("The school"))
    stall = add_event(store, team, STALL)
    press(KEY.Key_V, held=CTRL | SHIFT)
    lists(page).reach_table.select("places/B2")
    page.delete()
    assert page.box.words == "A ward stays. It is one of the team’s places."
    with store.change("Change event") as session:
        events.change(session, stall, EventDraft("stall", "Stall", start=NOW, groups=(school,)))
    page.go_to(Target("Community", GROUPS, school))
    press(KEY.Key_Delete)
    assert page.box.words.startswith("The school stays. Events have reached it.")
    with store.change("Delete event") as session:
        events.delete(session, stall)
    press(KEY.Key_Delete)
    assert store.undo_label == "Delete group, The school"
    assert page.in_hand() is None


def test_an_event_for_a_group_is_begun_by_the_button_of_its_form(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    school = add_group(store, team, GroupDraft("The school"))
    page.go_to(Target("Community", GROUPS, school))
    click(page.group_form.plan_button)
    assert page.in_hand() is None
    assert page.event_form.isVisible()
    assert page.event_form.groups.value == (school,)
    assert not page.event_form.edited


def test_what_is_wrong_of_a_group_is_said(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_group(store, team, GroupDraft("The school"))
    press(KEY.Key_Y, held=CTRL | SHIFT)
    press("the school", TAB, "often", TAB, "never")
    assert "A group of that name is there already." in words(page.group_form)
    press(KEY.Key_S, held=CTRL)
    assert page.group_form.summary.texts[0] == "“often” is no number of weeks."
    assert len(page.group_form.summary.texts) == 2


def test_a_draft_is_not_lost_by_looking_at_wards(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_N, held=CTRL)
    page.event_form.name.set_value("Fair")
    press(KEY.Key_V, held=CTRL | SHIFT)
    press(KEY.Key_Down)
    assert page.event_form.name.value == "Fair"
    press(ENTER)
    assert page.event_form.box.words == "The new event is not saved. Save or clear it first."


def test_all_is_named_and_no_letter_is_there_twice(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    school = add_group(store, team, GroupDraft("The school"))
    page.go_to(Target("Community", GROUPS, school))
    assert nameless(page.widget) == []
    assert shared_letters(page.form) == []


def test_overdue_feedback_stands_in_the_status_line_until_it_is_given(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    today = clock.local_day(NOW)
    owed = replace(STALL, feedback="About the gate", feedback_due=today)
    later = add_event(store, team, owed)
    first = add_event(store, team, replace(owed, feedback_due=today - clock.DAY))
    window = page.widget.window()
    assert isinstance(window, MainWindow)

    def said() -> list[QPushButton]:
        found = window.status.findChildren(QPushButton)
        return [one for one in found if one.isVisible() and "Feedback" in one.text()]

    assert [one.text() for one in said()] == ["Feedback overdue, 2"]
    click(said()[0])
    assert page.in_hand() == (EVENTS, first)
    press(ENTER)
    page.event_form.focus("feedback_given")
    press("t", TAB)
    press(KEY.Key_S, held=CTRL)
    assert [one.text() for one in said()] == ["Feedback overdue, 1"]
    with store.change("Delete event") as session:
        events.delete(session, later)
    assert said() == []
