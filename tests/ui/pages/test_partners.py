"""Meetings, actions and organisations are listed, written down, done and deleted by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft
from snt_desk.services import partner_lists, partners, roster
from snt_desk.services.action_lists import ActionRow
from snt_desk.services.partner_lists import MeetingRow
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.sections import Section
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.table import Heading
from tests.actions import all_actions
from tests.ui.conftest import CannedAsk
from tests.ui.pages import partners_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept, heard_instead
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = clock.today()
HELD = clock.this_minute() - timedelta(days=3)
PANEL = MeetingDraft("asb_panel", "ASB panel", HELD, HELD + timedelta(hours=1), partners=("O1",))
GATE = ActionDraft(
    "Quote for a gate", owner_partner="O1", raised=TODAY - 9 * DAY, due=TODAY - 2 * DAY
)
LETTER = ActionDraft("Letter to parents", owner_collar="7104", raised=TODAY, due=TODAY + DAY)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PartnersPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PartnersPage, partners_page.begin)


@pytest.fixture
def page(kept: Kept[PartnersPage], store: Store, qtbot: QtBot) -> Iterator[PartnersPage]:
    """The page in its window, which has the focus; there is one organisation and no work."""
    with kept.begun(qtbot) as made:
        yield made


def add_action(store: Store, team: TeamName, draft: ActionDraft) -> str:
    with store.change("Add action") as session:
        return partners.add_action(session, team.id, draft)


def add_meeting(store: Store, team: TeamName, draft: MeetingDraft) -> str:
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, draft)


def actions(store: Store, team: TeamName) -> list[ActionRow]:
    with store.read() as session:
        return all_actions(session, team.id)


def meetings(store: Store, team: TeamName) -> list[MeetingRow]:
    with store.read() as session:
        return partner_lists.meetings(session, team.id)


def lines(section: Section) -> list[str]:
    """Each heading, and of each record what its first and last column say."""
    found = []
    for at in range(section.rows.rowCount()):
        row, cells = section.rows.row(at), section.rows.cells(at)
        heading = isinstance(row, Heading)
        found.append(cells[0].text if heading else f"{cells[0].text}: {cells[-1].text}")
    return found


# --- The lists --------------------------------------------------------------------------------


def test_actions_stand_under_how_soon_they_are_due(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    add_action(store, team, LETTER)
    add_action(store, team, replace(LETTER, text="Rota", due=TODAY + 19 * DAY))
    add_action(store, team, replace(LETTER, text="Some day", due=None))
    add_action(store, team, replace(LETTER, text="Done", closed=TODAY))
    assert lines(page.work.action_list) == [
        *("Overdue, 1", "Quote for a gate: 2 days over"),
        *("Due this week, 1", "Letter to parents: tomorrow"),
        *("Later, 2", "Rota: 19 days", "Some day: no day set"),
    ]
    page.work.closed.setChecked(True)
    shown = lines(page.work.action_list)
    assert shown[-2].startswith("Closed, 1")
    assert shown[-1].startswith("Done: done ")


def test_only_mine_shows_what_who_sits_here_has_to_do(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    mine = store.actor.collar
    assert mine
    with store.change("Add member") as session:
        posting = roster.PostingDraft("pc", 100, TODAY)
        roster.add(
            session, team.id, roster.MemberDraft(mine, "Ada", "Adeyemi", postings=(posting,))
        )
    add_action(store, team, GATE)
    add_action(store, team, replace(LETTER, owner_collar=mine))
    page.work.mine.click()
    assert lines(page.work.action_list) == ["Due this week, 1", "Letter to parents: tomorrow"]


def test_meetings_are_to_come_or_held_and_want_their_minutes(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, PANEL)
    parish = MeetingDraft("parish_council", "Parish council", HELD + DAY, minutes="Agreed.")
    add_meeting(store, team, parish)
    soon = clock.this_minute() + timedelta(days=2)
    add_meeting(store, team, MeetingDraft("csp_tasking", "Tasking", soon, actions=(LETTER,)))
    assert lines(page.work.meeting_list) == [
        *("To come, 1", "Tasking: no agenda"),
        *("Held, 2", "Parish council: written", "ASB panel: none written"),
    ]


def test_organisations_stand_under_their_kinds(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    with store.change("Add organisation") as session:
        homes = PartnerDraft("Greenfold Homes", "housing_provider", contact_phone="01632 960305")
        partners.add_partner(session, team.id, homes)
    add_action(store, team, GATE)
    page.bar.show_list("partners")
    assert lines(page.organisations.partner_list) == [
        *("District council, 1", "The Council: 1"),
        *("Housing provider, 1", "Greenfold Homes: "),
    ]


def test_the_filter_finds_by_owner_and_says_when_nothing_matches(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    add_action(store, team, LETTER)
    press(KEY.Key_F, held=CTRL)
    press("calloway")
    assert lines(page.work.action_list) == ["Due this week, 1", "Letter to parents: tomorrow"]
    press("x")
    assert page.work.none_match.isVisible()
    press(KEY.Key_Escape)
    assert len(lines(page.work.action_list)) == 4


def test_an_empty_page_says_what_to_do(page: PartnersPage, store: Store) -> None:
    assert page.work.none_yet.isVisible()
    with store.change("Delete") as session:
        partners.delete_partner(session, "O1")
    page.bar.show_list("partners")
    assert page.organisations.none_yet.isVisible()


# --- What is in hand --------------------------------------------------------------------------


def test_the_pane_shows_what_the_arrows_come_to(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    gate, letter = add_action(store, team, GATE), add_action(store, team, LETTER)
    panel = add_meeting(store, team, PANEL)
    page.work.enter("actions")
    assert page.in_hand() == ("actions", gate)
    press(KEY.Key_Down)
    assert page.in_hand() == ("actions", letter)
    assert page.action_form.text.value == "Letter to parents"
    page.work.enter("meetings")
    assert page.in_hand() == ("meetings", panel)
    assert page.form is page.meeting_form
    assert page.meeting_form.name.value == "ASB panel"


def test_what_is_typed_is_not_lost_by_walking_on(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    add_action(store, team, LETTER)
    page.work.enter("actions")
    press(KEY.Key_Return)
    press("s")
    page.work.enter("actions")
    press(KEY.Key_Down)
    assert page.action_form.text.value.startswith("s")
    assert page.action_form.box.words.startswith("Quote for a gate is not saved")
    store.undo()
    assert page.action_form.text.value.startswith("s")


def test_an_action_is_done_by_one_key_and_undone_by_name(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    letter = add_action(store, team, LETTER)
    page.work.enter("actions")
    press(KEY.Key_D, held=CTRL | SHIFT)
    assert [row.closed for row in actions(store, team)] == [TODAY, None]
    assert page.in_hand() == ("actions", letter)
    assert page.action_form.opened == letter
    assert store.undo() == "Close action, Quote for a gate"
    assert [row.closed for row in actions(store, team)] == [None, None]


def test_del_deletes_and_undo_brings_back(page: PartnersPage, store: Store, team: TeamName) -> None:
    add_action(store, team, GATE)
    page.work.enter("actions")
    press(KEY.Key_Delete)
    assert actions(store, team) == []
    assert store.undo_label == "Delete action, Quote for a gate"
    store.undo()
    assert lines(page.work.action_list) == ["Overdue, 1", "Quote for a gate: 2 days over"]


def test_what_undo_takes_away_leaves_the_form(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, PANEL)
    page.work.enter("meetings")
    assert page.meeting_form.opened
    store.undo()
    assert page.meeting_form.opened == ""
    assert page.in_hand() is None
    store.redo()
    assert lines(page.work.meeting_list) == ["Held, 1", "ASB panel: none written"]


def test_what_is_typed_on_one_that_is_gone_stays_until_it_is_cleared(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    gate = add_action(store, team, GATE)
    add_action(store, team, LETTER)
    page.go_to(Target("Partners", "actions", gone := actions(store, team)[1].ref))
    page.action_form.text.set_value("Typed")
    store.undo()
    assert page.action_form.text.value == "Typed"
    press(KEY.Key_S, held=CTRL)
    assert page.action_form.box.words == "That action is no longer there. Undo brings it back."
    click(page.action_form.clear_button)
    assert page.action_form.opened == gate != gone
    assert page.work.action_list.table.hasFocus()


def test_what_others_point_to_stays_and_says_so(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, replace(PANEL, actions=(GATE,)))
    page.work.enter("meetings")
    press(KEY.Key_Delete)
    assert page.box.words == "ASB panel stays. Actions came of it. Delete them first."
    page.bar.show_list("partners")
    page.organisations.enter("partners")
    press(KEY.Key_Delete)
    assert page.box.words.startswith("The Council stays")
    assert len(meetings(store, team)) == 1


def test_a_new_organisation_is_a_new_one_though_the_list_takes_another_in_hand(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    page.work.enter("actions")
    press(KEY.Key_O, held=CTRL | SHIFT)
    assert page.in_hand() is None
    assert page.partner_form.opened == ""
    assert page.partner_form.name.value == ""


def test_one_key_leads_to_the_meeting_and_to_the_priority(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    panel = add_meeting(store, team, replace(PANEL, priority="T1", actions=(GATE,)))
    page.work.enter("actions")
    press(KEY.Key_M, held=CTRL | SHIFT)
    assert page.in_hand() == ("meetings", panel)
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    # There is no tab for it in this window.
    wanted = heard_instead(window.desk.wanted, window)
    press(KEY.Key_P, held=CTRL | SHIFT)
    assert wanted == [Target("Priorities", "priorities", "T1")]


def test_what_is_gone_to_is_shown_whatever_is_filtered(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    done = add_action(store, team, replace(GATE, closed=TODAY))
    page.bar.show_list("partners")
    page.bar.words.setText("nothing like it")
    page.go_to(Target("Partners", "actions", done))
    assert page.work.action_list.table.current_id == done
    assert page.action_form.opened == done
    page.go_to(Target("Partners", "partners", "O1"))
    assert page.partner_form.name.value == "The Council"
    page.go_to(Target("Partners", "meetings", "gone"))
    assert page.box.words == "That record is no longer there. Undo brings it back."


def test_the_lists_are_about_one_priority_until_its_chip_is_pressed(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    add_action(store, team, replace(LETTER, priority="T1"))
    add_meeting(store, team, PANEL)
    add_meeting(store, team, replace(PANEL, title="Tasking", priority="T1"))
    page.bar.show_list("partners")
    page.bar.words.setText("nothing like it")
    page.go_to(Target("Partners", filters=(("priority", "T1"),)))
    assert page.about.chip.accessibleName() == "Priority: Woodhall shops"
    assert lines(page.work.action_list) == ["Due this week, 1", "Letter to parents: tomorrow"]
    assert lines(page.work.meeting_list) == ["Held, 1", "Tasking: none written"]
    assert page.work.action_list.table.hasFocus()
    page.about.chip.setFocus()
    press(KEY.Key_Space)
    assert page.about.isHidden()
    assert len(lines(page.work.action_list)) == 4
    assert len(lines(page.work.meeting_list)) == 3
    assert page.work.action_list.table.hasFocus()


def test_esc_and_a_record_asked_for_let_the_priority_go(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    gate = add_action(store, team, GATE)
    add_action(store, team, replace(LETTER, priority="T1"))
    wanted = Target("Partners", filters=(("priority", "T1"),))
    page.go_to(wanted)
    press(KEY.Key_Escape)
    assert page.about.isHidden()
    page.go_to(wanted)
    page.go_to(Target("Partners", "actions", gate))
    assert page.work.action_list.table.current_id == gate
    assert page.about.isHidden()


def test_a_priority_of_which_nothing_came_says_so_and_one_that_is_gone_too(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    page.go_to(Target("Partners", filters=(("priority", "T1"),)))
    assert page.work.none_match.isVisible()
    press(KEY.Key_Space)
    assert page.work.action_list.table.hasFocus()
    assert page.about.isHidden()
    page.go_to(Target("Partners", filters=(("priority", "gone"),)))
    assert page.box.words == "That priority is no longer there. Undo brings it back."


def test_a_table_that_runs_empty_hands_the_focus_to_the_next(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    panel = add_meeting(store, team, PANEL)
    page.work.enter("actions")
    press(KEY.Key_Delete)
    assert page.work.meeting_list.table.hasFocus()
    assert page.in_hand() == ("meetings", panel)
    assert page.form.opened == panel
    store.undo()
    assert page.in_hand() == ("meetings", panel)
    assert page.form.opened == panel


def test_the_last_line_deleted_and_undone_is_in_hand_again(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    gate = add_action(store, team, GATE)
    page.work.enter("actions")
    press(KEY.Key_Delete)
    assert page.work.none_yet.findChildren(QPushButton)[0].hasFocus()
    store.undo()
    assert page.work.action_list.table.hasFocus()
    assert page.in_hand() == ("actions", gate)


def test_esc_leads_out_of_a_form_where_no_line_matches(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    page.bar.words.setText("nothing like it")
    press(KEY.Key_N, held=CTRL)
    press(KEY.Key_Escape, KEY.Key_Space)
    assert page.bar.words.text() == ""
    assert page.work.action_list.table.hasFocus()


def test_a_name_in_several_lines_with_unseen_signs_is_listed_in_one(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, replace(PANEL, title="Crime\n\u202ePanel\n"))
    assert lines(page.work.meeting_list)[1] == "Crime Panel: none written"


def test_a_tab_that_is_gone_to_is_entered_by_its_list(
    qtbot: QtBot, desk: Desk, team: TeamName
) -> None:
    add_action(desk.store, team, GATE)
    window = MainWindow(desk.preferences, ["Partners", "Priorities"])
    theirs = replace(desk, team=team)
    priorities = RegisterView()
    window.take(theirs, [PartnersPage(), priorities], Header())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.visit(0)
    window.visit(1)
    assert priorities.list.hasFocus()


# --- The forms --------------------------------------------------------------------------------


def test_a_meeting_is_changed_with_its_actions(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, replace(PANEL, actions=(GATE,)))
    page.work.enter("meetings")
    press(KEY.Key_Return)
    page.meeting_form.focus("text2")
    press("Letter to parents", KEY.Key_Return, "callo", KEY.Key_Return, "t", KEY.Key_Return)
    page.meeting_form.focus("done1")
    press(KEY.Key_Space)
    press(KEY.Key_S, held=CTRL)
    found = {row.text: row for row in actions(store, team)}
    assert found["Quote for a gate"].closed == TODAY
    assert (found["Letter to parents"].collar, found["Letter to parents"].due) == ("7104", TODAY)
    assert store.undo_label == "Change meeting, ASB panel"
    store.undo()
    assert [row.closed for row in actions(store, team)] == [None]


def test_what_a_meeting_clashes_with_is_said_as_it_is_typed_and_it_can_be_saved(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    tab, enter, nine = KEY.Key_Tab, KEY.Key_Return, clock.london(2026, 11, 22, 9)
    panel = replace(PANEL, start=nine, end=nine + timedelta(hours=2), officers=("1432",))
    add_meeting(store, team, panel)
    press(KEY.Key_N, held=CTRL)
    form = page.meeting_form
    press("parish c", tab, tab)
    press(KEY.Key_A, held=CTRL)
    press("22/11/2026", tab, "1000", tab, "+60", tab)
    assert "There is the meeting ASB panel then, 09:00 to 11:00." in words(form)
    form.focus("officers")
    press("rid", enter, "callo", enter)
    said = words(form)
    assert "PC Ridley has the meeting ASB panel then, 09:00 to 11:00." in said
    assert "PCSO Calloway has no duty on Sun 22 Nov." in said
    assert "There is the meeting" not in said
    press(KEY.Key_S, held=CTRL)
    assert len(meetings(store, team)) == 2
    # It is not one of the two that are on then itself.
    assert words(form).count("then, 09:00 to 11:00.") == 1


def test_enter_after_the_day_of_an_action_begins_the_next(page: PartnersPage) -> None:
    press(KEY.Key_N, held=CTRL)
    page.meeting_form.focus("text1")
    press("Ring the council", KEY.Key_Return, "callo", KEY.Key_Return, "t", KEY.Key_Return)
    press("Write to the school", KEY.Key_Return, "callo", KEY.Key_Return, "t", KEY.Key_Return)
    found = [(one.text, one.done) for one in page.meeting_form.rows.value]
    assert found == [("Ring the council", False), ("Write to the school", False)]
    assert page.meeting_form.rows.in_hand == 2


def test_an_action_is_taken_out_of_its_meeting_by_a_key(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, replace(PANEL, actions=(GATE, LETTER)))
    page.work.enter("meetings")
    press(KEY.Key_Return)
    page.meeting_form.focus("text1")
    press(KEY.Key_Delete, held=CTRL | SHIFT)
    assert page.meeting_form.rows.value[0].text == "Letter to parents"
    press(KEY.Key_S, held=CTRL)
    assert [row.text for row in actions(store, team)] == ["Letter to parents"]


def test_more_actions_than_rows_are_all_shown_and_there_is_room_for_another(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    many = tuple(replace(LETTER, text=f"Letter {number}") for number in range(6))
    add_meeting(store, team, replace(PANEL, actions=many))
    page.work.enter("meetings")
    press(KEY.Key_Return)
    assert [row.text for row in page.meeting_form.rows.value] == [one.text for one in many]
    page.meeting_form.focus("done6")
    press(KEY.Key_Tab, "The seventh")
    assert page.meeting_form.rows.value[6].text == "The seventh"
    press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    assert page.meeting_form.rows.in_hand == 7
    page.meeting_form.focus("done8")
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is page.meeting_form.save_button


def test_nothing_is_saved_that_cannot_be_and_all_stays_typed(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_N, held=CTRL)
    press("asb pan", KEY.Key_Return, KEY.Key_Return, "12", KEY.Key_Return, "soon", KEY.Key_Return)
    page.meeting_form.focus("text1")
    press("Gate")
    press(KEY.Key_S, held=CTRL)
    assert meetings(store, team) == []
    assert page.meeting_form.summary.texts == [
        "“soon” is not a time. Write it as 2215, 22:15 or 10.15pm.",
        "Choose who does it: one of the team, or an organisation.",
    ]
    assert page.meeting_form.begins.value == "soon"
    page.meeting_form.begins.set_value("1000")
    assert page.meeting_form.summary.texts == []


def test_what_cannot_be_saved_is_in_sight_where_the_pane_was_shut(
    page: PartnersPage, store: Store
) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Ring the council")
    press(KEY.Key_F4)
    assert not page.action_form.isVisible()
    press(KEY.Key_S, held=CTRL)
    assert page.action_form.owner.isVisible()
    assert page.action_form.text.value == "Ring the council"
    assert not store.undo_label


def test_the_title_follows_the_kind_until_it_is_typed(page: PartnersPage) -> None:
    press(KEY.Key_N, held=CTRL)
    press("asb pan", KEY.Key_Return)
    assert page.meeting_form.name.value == "ASB panel"
    page.meeting_form.kind.set_value("internal")
    assert page.meeting_form.name.value != "ASB panel"
    page.meeting_form.name.set_value("Briefing")
    page.meeting_form.kind.set_value("asb_panel")
    assert page.meeting_form.name.value == "Briefing"


def test_an_organisation_that_is_new_is_added_with_its_meeting(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_N, held=CTRL)
    press("asb pan", KEY.Key_Return, KEY.Key_Return, "12", KEY.Key_Return, "1000")
    page.meeting_form.focus("partners")
    press("council", KEY.Key_Return, "Rotary Club", KEY.Key_Return)
    assert page.meeting_form.partners.unknown == ""
    page.meeting_form.focus("text1")
    press("Flowers", KEY.Key_Return, "rotary", KEY.Key_Return)
    press(KEY.Key_S, held=CTRL)
    assert [row.partners for row in meetings(store, team)] == [("The Council", "Rotary Club")]
    assert [row.partner for row in actions(store, team)] == ["Rotary Club"]
    store.undo()
    with store.read() as session:
        assert len(partner_lists.organisations(session, team.id)) == 1


def test_an_action_alone_is_written_and_the_next_begun(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Letter to parents", KEY.Key_Tab, "callo", KEY.Key_Return, "t", KEY.Key_Return)
    press(KEY.Key_Return, held=CTRL)
    [row] = actions(store, team)
    assert (row.text, row.collar, row.due) == ("Letter to parents", "7104", TODAY)
    assert page.action_form.opened == ""
    assert page.action_form.text.hasFocus()
    assert not page.action_form.edited


def test_closing_an_action_in_its_form_shows_it_as_saved(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    gate = add_action(store, team, GATE)
    add_action(store, team, LETTER)
    page.work.enter("actions")
    page.action_form.focus("closed")
    press("t")
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Close action, Quote for a gate"
    assert page.action_form.opened == gate
    assert page.action_form.box.words == "Saved. The list beside does not show it."


def test_an_action_cannot_be_closed_before_it_is_done(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_action(store, team, GATE)
    page.work.enter("actions")
    page.action_form.focus("closed")
    press(f"{TODAY + DAY:%d/%m/%Y}")
    press(KEY.Key_S, held=CTRL)
    assert page.action_form.closed.hasFocus()
    assert "It is open until it is done: enter a day up to today." in words(page.action_form)
    assert [row.closed for row in actions(store, team)] == [None]


def test_an_organisation_of_a_strange_name_can_undertake_something(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    with store.change("Add organisation") as session:
        strange = PartnerDraft("Panel\n\u202eof  six ", "other")
        ref = partners.add_partner(session, team.id, strange)
    add_meeting(store, team, replace(PANEL, actions=(replace(GATE, owner_partner=ref),)))
    page.work.enter("meetings")
    press(KEY.Key_Return)
    page.meeting_form.minutes.set_value("Agreed.")
    press(KEY.Key_S, held=CTRL)
    assert meetings(store, team)[0].minuted
    assert actions(store, team)[0].partner_ref == ref


def test_a_change_of_a_long_name_is_called_by_its_beginning(
    page: PartnersPage, store: Store
) -> None:
    press(KEY.Key_O, held=CTRL | SHIFT)
    press("A" * 200, KEY.Key_Tab, "oth", KEY.Key_Return)
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == f"Add organisation, {'A' * 59}…"


@pytest.mark.parametrize(("answer", "saved"), [(True, 1), (False, 0)])
def test_the_window_asks_about_what_was_typed_before_it_closes(
    page: PartnersPage,
    store: Store,
    team: TeamName,
    ask: CannedAsk,
    answer: bool,  # noqa: FBT001  # what is answered
    saved: int,
) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Ring the council", KEY.Key_Tab, "callo", KEY.Key_Return)
    ask.answers = [answer]
    page.widget.window().close()
    assert ask.asked == ["Save the action?"]
    assert len(actions(store, team)) == saved


def test_an_organisation_shows_its_meetings_and_open_actions(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_meeting(store, team, replace(PANEL, actions=(GATE, replace(GATE, closed=TODAY))))
    page.bar.show_list("partners")
    page.organisations.enter("partners")
    shown = [line.spoken for line in page.partner_form.lines.lines.lines]
    assert (shown[0], shown[2]) == ("Open actions, 1", "Meetings, 1")
    assert shown[1].startswith("Quote for a gate")
    page.partner_form.lines.setFocus()
    press(KEY.Key_Return)
    assert page.form is page.action_form
    assert page.action_form.text.value == "Quote for a gate"


def test_an_organisation_of_a_name_there_is_can_be_saved_with_a_caution(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    page.bar.show_list("partners")
    press(KEY.Key_N, held=CTRL)
    press("the council", KEY.Key_Return, "parish", KEY.Key_Return)
    assert page.partner_form.next_mark()
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        names = [row.name for row in partner_lists.organisations(session, team.id)]
    assert names == ["The Council", "the council"]
    assert store.undo_label == "Add organisation, the council"


# --- For everyone -----------------------------------------------------------------------------


def test_everything_has_a_name_and_a_letter_of_its_own(page: PartnersPage) -> None:
    forms: dict[QPushButton, RecordForm[Any]] = {
        page.bar.also_news["actions"]: page.action_form,
        page.bar.news["meetings"]: page.meeting_form,
        page.bar.news["partners"]: page.partner_form,
    }
    for button, form in forms.items():
        page.bar.show_list(form.table)
        click(button)
        assert form.isVisible()
        assert nameless(page.widget) == []
        assert shared_letters(form) == []


def test_where_it_is_narrow_the_pane_opens_when_it_is_wanted(page: PartnersPage) -> None:
    window = page.widget.window()
    window.resize(960, 540)
    assert not page.widget.pane.isVisible()
    press(KEY.Key_N, held=CTRL)
    assert page.widget.pane.isVisible()
    assert window.minimumSizeHint().width() <= 960
    assert not page.bar.also_news["actions"].isVisible()
