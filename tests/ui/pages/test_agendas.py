"""The agenda of a meeting is drawn up, written in and carried on by keys in the meeting's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft, MeetingDraft
from snt_desk.services import partners
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.agenda_reading import TypedItem
from tests.actions import all_actions
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, press, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = clock.today()
HELD = clock.this_minute() - timedelta(days=3)
PANEL = MeetingDraft("asb_panel", "ASB panel", HELD, HELD + timedelta(hours=1), partners=("O1",))
TO_COME = replace(PANEL, start=HELD + timedelta(days=28), end=None, officers=("101",))
GATE = ActionDraft("Quote for a gate", owner_partner="O1", raised=TODAY, due=TODAY - 2 * DAY)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PartnersPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PartnersPage, begin)


def begin(page: PartnersPage) -> None:
    """Show an empty form of each kind, that of a meeting in front; it had three items once."""
    page.meeting_form.agenda.rows.set_value([TypedItem(words) for words in ("One", "Two", "Three")])
    for form in (page.action_form, page.meeting_form):
        form.begin()
    vars(page.work).update(_held="meetings")
    page.new()


@pytest.fixture
def page(kept: Kept[PartnersPage], store: Store, qtbot: QtBot) -> Iterator[PartnersPage]:
    with kept.begun(qtbot) as made:
        yield made


def meet(store: Store, team: TeamName, draft: MeetingDraft) -> str:
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, draft)


def opened(store: Store, ref: str) -> MeetingDraft:
    with store.read() as session:
        return partners.opened_meeting(session, ref)


def show(page: PartnersPage, ref: str) -> None:
    page.go_to(Target("Partners", "meetings", ref))
    press(KEY.Key_Return)
    assert page.meeting_form.opened == ref


def items(page: PartnersPage) -> list[str]:
    return [one.text for one in page.meeting_form.agenda.value.items]


def test_the_agenda_is_drawn_up_below_what_is_there_and_saved(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    meet(store, team, replace(PANEL, actions=(GATE,), agenda=(AgendaItem("Bins"),)))
    ref = meet(store, team, replace(TO_COME, agenda=(AgendaItem("Lamps"),)))
    show(page, ref)
    press(KEY.Key_G, held=CTRL | SHIFT)
    assert items(page) == ["Lamps", "Quote for a gate", "Bins"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Item 2"
    assert "The Council, due " in words(page.meeting_form)
    assert opened(store, ref).agenda == (AgendaItem("Lamps"),), "nothing is written before Save"
    press(KEY.Key_S, held=CTRL)
    saved = opened(store, ref).agenda
    assert [one.text for one in saved] == ["Lamps", "Quote for a gate", "Bins"]
    assert saved[1].action is not None
    press(KEY.Key_G, held=CTRL | SHIFT)
    assert page.meeting_form.box.words.startswith("Nothing more is open")


def test_what_was_said_is_asked_for_once_the_meeting_has_begun(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    later = meet(store, team, replace(TO_COME, agenda=(AgendaItem("Lamps"),)))
    ref = meet(store, team, replace(PANEL, agenda=(AgendaItem("Bins"),)))
    show(page, later)
    assert "Decided" not in words(page.meeting_form).splitlines()
    show(page, ref)
    page.meeting_form.focus("item1")
    press(KEY.Key_Return)
    press("Full since May.", KEY.Key_Tab, "One more bin.", KEY.Key_Tab, "Any other business")
    press(KEY.Key_S, held=CTRL)
    assert opened(store, ref).agenda == (
        AgendaItem("Bins", said="Full since May.", decided="One more bin."),
        AgendaItem("Any other business"),
    )


def test_who_was_missing_is_written_with_or_without_apologies(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = meet(store, team, replace(PANEL, partners=()))
    show(page, ref)
    page.meeting_form.focus("apologies")
    press("coun", KEY.Key_Return, KEY.Key_Tab, "call", KEY.Key_Return)
    press(KEY.Key_S, held=CTRL)
    assert opened(store, ref).missing == (
        Missing(partner="O1", apologies=True),
        Missing(collar="7104"),
    )


def test_who_came_cannot_be_missing(page: PartnersPage, store: Store, team: TeamName) -> None:
    ref = meet(store, team, PANEL)
    show(page, ref)
    page.meeting_form.focus("absent")
    press("coun", KEY.Key_Return)
    press(KEY.Key_S, held=CTRL)
    assert "Somebody there is named in another field as well." in words(page.meeting_form)
    assert opened(store, ref).missing == ()


def test_an_item_is_moved_and_taken_out_by_keys(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    agenda = (AgendaItem("One"), AgendaItem("Two"), AgendaItem("Three"))
    ref = meet(store, team, replace(TO_COME, agenda=agenda))
    show(page, ref)
    page.meeting_form.focus("item3")
    press(KEY.Key_Up, held=CTRL | SHIFT)
    assert items(page) == ["One", "Three", "Two"]
    press(KEY.Key_Down, held=CTRL | SHIFT)
    press(KEY.Key_Down, held=CTRL | SHIFT)
    assert items(page) == ["One", "Two", "Three"], "there is nothing below the last"
    press(KEY.Key_Delete, held=CTRL | SHIFT)
    press(KEY.Key_S, held=CTRL)
    assert opened(store, ref).agenda == agenda[:2]


def test_an_item_that_is_emptied_lets_go_of_its_action(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    meet(store, team, replace(PANEL, actions=(GATE,)))
    ref = meet(store, team, TO_COME)
    show(page, ref)
    press(KEY.Key_G, held=CTRL | SHIFT)
    page.meeting_form.focus("item1")
    press(KEY.Key_End, " and a lamp", KEY.Key_Home)
    assert page.meeting_form.agenda.value.items[0].action is not None
    press(KEY.Key_A, held=CTRL)
    press(KEY.Key_Delete, "Bins")
    assert "The Council, due " not in words(page.meeting_form)
    press(KEY.Key_S, held=CTRL)
    assert opened(store, ref).agenda == (AgendaItem("Bins"),)


def test_an_item_without_words_is_refused(page: PartnersPage, store: Store, team: TeamName) -> None:
    ref = meet(store, team, replace(PANEL, agenda=(AgendaItem("Bins", said="Full."),)))
    show(page, ref)
    page.meeting_form.focus("item1")
    press(KEY.Key_A, held=CTRL)
    press(KEY.Key_Delete)
    press(KEY.Key_S, held=CTRL)
    assert "Enter what it is about." in words(page.meeting_form)


def test_an_action_says_when_to_remind_and_what_came_of_it(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    with store.change("Add action") as session:
        ref = partners.add_action(session, team.id, GATE)
    page.go_to(Target("Partners", "actions", ref))
    press(KEY.Key_Return)
    page.action_form.focus("remind")
    press(f"{TODAY + DAY:%d/%m/%Y}")
    page.action_form.focus("outcome")
    press("It hangs.")
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        found = partners.opened_action(session, ref)
    assert (found.remind, found.outcome) == (TODAY + DAY, "It hangs.")


def test_a_meeting_changes_its_actions_and_keeps_when_to_remind(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = meet(store, team, replace(PANEL, actions=(replace(GATE, remind=TODAY - DAY),)))
    show(page, ref)
    page.meeting_form.focus("text1")
    press(" of iron", KEY.Key_Tab)
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        (row,) = all_actions(session, team.id)
        assert partners.opened_action(session, row.ref).remind == TODAY - DAY


def test_the_lists_say_what_is_ready_and_of_what_to_be_reminded(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    near = replace(GATE, due=TODAY + 20 * DAY, remind=TODAY)
    with store.change("Add actions") as session:
        action = partners.add_action(session, team.id, near)
        partners.add_action(session, team.id, replace(near, text="Some day", due=None))
        partners.add_action(session, team.id, replace(near, text="Lamp", remind=TODAY + DAY))
    meet(store, team, replace(TO_COME, agenda=(AgendaItem("Gate", action=action),)))
    meet(store, team, replace(TO_COME, title="Bare", start=HELD + timedelta(days=30)))
    meet(store, team, replace(PANEL, agenda=(AgendaItem("Bins", said="Full."),)))
    rows = page.work.action_list.rows
    assert [[cell.text for cell in rows.cells(at)][::5] for at in range(rows.rowCount())] == [
        *(["To be reminded of, 2"], ["Quote for a gate", "20 days"], ["Some day", "reminder"]),
        *(["Later, 1"], ["Lamp", "20 days"]),
    ]
    rows = page.work.meeting_list.rows
    assert [[cell.text for cell in rows.cells(at)][-2:] for at in range(rows.rowCount())] == [
        *(["To come, 2"], ["1 to report", "agenda ready"], ["", "no agenda"]),
        *(["Held, 1"], ["", "written"]),
    ]
