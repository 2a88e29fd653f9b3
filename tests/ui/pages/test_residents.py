"""The board: who waits is answered, passed on, given; appointments, and what they clash with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.appointments import APPOINTMENTS, AppointmentDraft
from snt_desk.domain.community import CONTACTS, EVENTS, ContactDraft, Details, EventDraft
from snt_desk.domain.partners import PersonDraft
from snt_desk.services import appointments, contacts, events, partner_people, retention
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.community.board import Board
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
TAB, ENTER = KEY.Key_Tab, KEY.Key_Return
NOW = clock.this_minute()
HOUR = timedelta(hours=1)
NOISE = ContactDraft(NOW - 80 * HOUR, "phone", "Noise at night", "1432", priority="T1")
LIGHTS = replace(NOISE, received=NOW - 20 * HOUR, subject="Lights out", owner=None, priority=None)
WHO = Details("Rose Ashdown", "01632 960301", "step-free")
VISIT = AppointmentDraft("home", NOW + 30 * HOUR, 45, "1432")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[CommunityPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(CommunityPage, begin)


def begin(page: CommunityPage) -> None:
    """Show the board, all of it, and an empty form."""
    for small in (page.answering.passing, page.answering.giving):
        small.give_up()
        small.form.begin("", "")
        vars(small).update(_from_list=False)
        page.beside.widget.show_instead(small.form)
        page.beside.widget.shut_instead()
    page.bar.show_list(EVENTS)
    page.bar.show_list(CONTACTS)
    for form in (page.event_form, page.appointment_form, page.contact_form):
        form.begin()
    for shown in (True, False):
        board(page).coming.all.setChecked(shown)
    vars(board(page)).update(_contact_in_hand=True)
    page.listing.table.left.emit()
    page.new()


@pytest.fixture
def page(kept: Kept[CommunityPage], store: Store, qtbot: QtBot) -> Iterator[CommunityPage]:
    """The page in its window, which has the focus; nothing is written down yet."""
    with kept.begun(qtbot) as made:
        yield made


def board(page: CommunityPage) -> Board:
    found = page.listing_of(CONTACTS)
    assert isinstance(found, Board)
    return found


def add(store: Store, team: TeamName, draft: ContactDraft = NOISE, who: Details = WHO) -> str:
    with store.change("Add contact") as session:
        return contacts.add(session, team.id, draft, who)


def agree(store: Store, team: TeamName, draft: AppointmentDraft = VISIT) -> str:
    with store.change("Add appointment") as session:
        return appointments.add(session, team.id, draft)


def on_duty(store: Store, team: TeamName, collar: str, begins: int, ends: int) -> None:
    """Roster somebody, so many hours from now."""
    with store.change("Roster") as session:
        key = session.scalar(select(m.Member.id).where(m.Member.collar == collar))
        duty = m.Duty(ref=f"{collar}{begins}", team_id=team.id, member_id=key, code="late")
        duty.start, duty.end = NOW + begins * HOUR, NOW + ends * HOUR
        session.add(duty)


def contact(store: Store, ref: str) -> ContactDraft:
    with store.read() as session:
        return contacts.opened(session, ref)


def looks(store: Store) -> list[str]:
    """What of residents was looked at, as the journal has it."""
    with store.read() as session:
        found = session.scalars(select(m.Change.label).where(m.Change.category == "consultation"))
        return list(found)


def days(page: CommunityPage) -> list[str]:
    """What stands below the board, line by line."""
    return [one.spoken for one in board(page).coming.days.lines.lines]


# --- Answered, passed on, given ---------------------------------------------------------------


def test_the_board_is_what_is_seen_first(page: CommunityPage, store: Store, team: TeamName) -> None:
    add(store, team)
    # Of this month on its first day, too.
    add(store, team, replace(LIGHTS, received=NOW - clock.MINUTE, status="answered", answered=NOW))
    assert page.bar.table == CONTACTS
    said = words(page.listing)
    assert "1 waiting, 1 past 72 hours; " in said
    assert "answered in time this month" in said


def test_a_button_or_its_key_answers_who_is_in_hand(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    first, second = add(store, team), add(store, team, LIGHTS)
    page.listing.enter()
    click(board(page).bar.answer)
    # The next who waits is in hand then: one goes down the board with one key.
    press(KEY.Key_D, held=SHIFT)
    assert [contact(store, ref).status for ref in (first, second)] == ["answered", "answered"]
    assert store.undo_label == "Answer contact"
    assert not board(page).bar.answer.isEnabled()


def test_esc_from_an_empty_new_contact_leads_back_to_who_was_in_hand(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    first = add(store, team)
    page.listing.enter()
    press(KEY.Key_N, held=CTRL)
    assert page.in_hand() is None
    press(KEY.Key_Escape)
    assert page.beside.hand == (CONTACTS, first)
    assert page.contact_form.opened == first
    press(KEY.Key_D, held=SHIFT)
    assert contact(store, first).status == "answered"


def test_a_new_contact_is_warned_of_once_something_stands_in_it(page: CommunityPage) -> None:
    press(KEY.Key_N, held=CTRL)
    assert "Nobody has it yet." not in words(page.contact_form)
    press("L")
    assert "Nobody has it yet." in words(page.contact_form)
    press(KEY.Key_Backspace)
    assert "Nobody has it yet." not in words(page.contact_form)


def test_what_is_typed_of_a_new_one_does_not_give_way(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    first = add(store, team)
    page.listing.enter()
    press(KEY.Key_N, held=CTRL)
    press("Lamp is out", KEY.Key_Escape)
    assert (page.beside.hand, page.contact_form.subject.value) == (None, "Lamp is out")
    # A button of the board says so, and answers nobody.
    click(board(page).bar.answer)
    assert "is not saved" in words(page.contact_form)
    assert contact(store, first).status == "open"


def test_a_button_beside_an_empty_new_contact_is_about_who_is_selected(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    first = add(store, team)
    page.listing.enter()
    press(KEY.Key_N, held=CTRL)
    click(board(page).bar.answer)
    assert contact(store, first).status == "answered"


def test_who_waits_above_is_in_hand_after_the_last_is_done(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    first, last = add(store, team), add(store, team, LIGHTS)
    page.listing.enter()
    press(KEY.Key_End)
    assert page.beside.hand == (CONTACTS, last)
    press(KEY.Key_X, held=SHIFT)
    assert contact(store, last).status == "no_reply_needed"
    assert page.beside.hand == (CONTACTS, first)
    assert page.contact_form.opened == first


def test_the_list_has_the_keys_again_when_it_asked(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add(store, team)
    page.listing.enter()
    press(KEY.Key_G, held=CTRL)
    form = page.answering.giving.form
    assert not form.again_button.isVisible()
    press(KEY.Key_S, held=CTRL)
    assert not form.isVisible()
    assert page.listing.in_use


def test_passing_on_says_what_may_be_told_and_stops_no_clock(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    with store.change("Say what may be told") as session:
        session.query(m.Partner).update({"told": "Street and hour, no names"})
        asha = PersonDraft("Asha Fell", "O1", told="Names of tenants")
        partner_people.add(session, team.id, asha)
    page.listing.enter()
    press(KEY.Key_O, held=SHIFT)
    form = page.answering.passing.form
    assert form.isVisible()
    press("coun")
    form.partner.settle()
    assert "May be told: Street and hour, no names" in words(form)
    assert "May be told: Names of tenants (Asha Fell)" in words(form)
    assert "The 72 hours go on." in words(form)
    press(KEY.Key_S, held=CTRL)
    draft = contact(store, ref)
    assert (draft.status, draft.passed_to, draft.answered) == ("passed_on", "O1", None)
    assert store.undo_label == "Pass on contact"
    assert "1 waiting, 1 past 72 hours" in words(page.listing)
    assert "Past 72 hours, 1" in titles(page)
    assert page.listing.rows.model.cells(1)[0].sub == "passed on"
    assert page.contact_form.passed_to.value == "O1"
    assert board(page).bar.answer.isEnabled()


def titles(page: CommunityPage) -> list[str]:
    rows = page.listing.rows.model
    return [rows.cells(at)[0].text for at in rows.headings]


def test_one_that_is_not_chosen_is_refused_and_esc_goes_back(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    page.listing.enter()
    click(board(page).bar.pass_on)
    press(KEY.Key_S, held=CTRL)
    form = page.answering.passing.form
    assert "Choose to whom it is passed on." in words(form)
    press(KEY.Key_Escape)
    assert not form.isVisible()
    assert contact(store, ref).status == "open"


def test_an_organisation_that_is_no_longer_worked_with_is_not_offered(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(NOISE, status="passed_on", passed_to="O1"))
    with store.change("End") as session:
        session.query(m.Partner).update({"ended": clock.today()})
    page.listing.enter()
    press(KEY.Key_O, held=SHIFT)
    assert page.answering.passing.form.partner.count() == 0
    press(KEY.Key_Escape)
    # Where it stands already it stays.
    page.go_to(Target("Community", CONTACTS, ref))
    assert page.contact_form.passed_to.value == "O1"
    assert not page.contact_form.edited


def test_who_is_on_duty_next_is_said_and_stands_first_when_one_is_given(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    assert "Nobody is rostered to answer." in words(page.listing)
    on_duty(store, team, "7104", 1, 9)
    at = NOW + HOUR
    assert "Next on duty: PCSO Calloway" in words(page.listing)
    assert clock.wall(at) in board(page).bar.next.text()
    page.listing.enter()
    press(KEY.Key_G, held=CTRL)
    assert page.answering.giving.form.owner.value == "7104"
    assert f"Next on duty {clock.short_day(clock.local_day(at))}" in words(page.widget)
    press(KEY.Key_S, held=CTRL)
    assert contact(store, ref).owner == "7104"
    assert store.undo_label == "Give contact"


def test_whoever_walks_on_to_another_gives_away_nobody(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    first = add(store, team)
    other = add(store, team, replace(NOISE, subject="Lamp is out", received=NOW - 79 * HOUR))
    page.beside.take(CONTACTS, first)
    page.listing.enter()
    on_duty(store, team, "7104", 1, 9)
    press(KEY.Key_G, held=CTRL)
    page.listing.enter()
    # Nothing is typed: what stands there goes with the one that it was about.
    press(KEY.Key_Down)
    assert page.in_hand() == (CONTACTS, other)
    assert page.contact_form.isVisible()
    assert page.listing.in_use
    press(KEY.Key_S, held=CTRL)
    assert [contact(store, one).owner for one in (first, other)] == [NOISE.owner, NOISE.owner]
    # What is typed stays.
    press(KEY.Key_G, held=CTRL)
    page.answering.giving.form.owner.set_value("1432")
    page.listing.enter()
    press(KEY.Key_Up)
    assert page.answering.giving.form.isVisible()
    page.answering.giving.form.focus("owner")
    press(KEY.Key_Escape)
    assert not page.answering.giving.form.isVisible()


def test_who_is_on_duty_now_answers(page: CommunityPage, store: Store, team: TeamName) -> None:
    add(store, team)
    on_duty(store, team, "7104", -1, 2)
    assert (
        board(page).bar.next.text() == f"On duty: PCSO Calloway, until {clock.wall(NOW + 2 * HOUR)}"
    )


def test_an_owner_who_comes_on_after_the_72_hours_is_warned_of(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add(store, team, replace(LIGHTS, owner="1432"))
    on_duty(store, team, "1432", 53, 60)
    page.listing.enter()
    assert "the 72 hours are over then." in words(page.contact_form)
    on_duty(store, team, "1432", 10, 18)
    page.listing.enter()
    assert "the 72 hours are over then." not in words(page.contact_form)


def test_no_reply_needed_is_one_key_and_undone_by_another(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    page.listing.enter()
    press(KEY.Key_X, held=SHIFT)
    assert contact(store, ref).status == "no_reply_needed"
    assert "0 waiting" in words(page.listing)
    store.undo()
    assert contact(store, ref).status == "open"


def test_a_minute_that_takes_one_past_the_72_hours_moves_it(
    page: CommunityPage, store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, team, replace(NOISE, received=NOW - 72 * HOUR))
    monkeypatch.setattr(clock, "this_minute", lambda: NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    page.refresh()
    assert titles(page) == ["Less than a day left, 1"]
    later = NOW + clock.MINUTE
    monkeypatch.setattr(clock, "this_minute", lambda: later)
    monkeypatch.setattr(clock, "now", lambda: later)
    board(page).tick()
    assert titles(page) == ["Past 72 hours, 1"]


# --- Appointments -----------------------------------------------------------------------------


def test_an_appointment_is_made_of_the_contact_in_hand_by_keys(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    page.listing.enter()
    press(KEY.Key_T, held=CTRL)
    form = page.appointment_form
    assert (form.contact.value, form.officer.value) == (ref, "1432")
    press("hom", TAB, TAB, "t", TAB, "2330", TAB, "+20", TAB, "pea", TAB)
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        [one] = appointments.of_contact(session, ref)
        draft = appointments.opened(session, one)
    assert draft.at is not None
    assert draft == AppointmentDraft("home", draft.at, 20, "1432", "booked", ref, "B1")
    assert clock.wall(draft.at) == "23:30"
    assert store.undo_label == f"Add appointment, {clock.long_day(clock.today())}"
    assert page.in_hand() == (APPOINTMENTS, one)


def test_what_is_missing_of_an_appointment_is_said_and_nothing_written(
    page: CommunityPage, store: Store
) -> None:
    press(KEY.Key_T, held=CTRL)
    page.appointment_form.status.set_value(None)
    press(KEY.Key_S, held=CTRL)
    assert page.appointment_form.summary.texts == [
        "Choose how you meet.",
        "Enter the day of the appointment.",
        "Choose what became of it.",
    ]
    page.appointment_form.restore()


def test_whose_premises_is_asked_where_it_is_there(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_T, held=CTRL)
    form = page.appointment_form
    assert not form.partner.isVisible()
    form.kind.set_value("partner_premises")
    assert form.partner.isVisible()
    form.day.set_value("t")
    form.begins.set_value("2330")
    assert "Choose at whose premises." in words(form)
    form.restore()


def test_what_an_appointment_clashes_with_is_said_beside_who_goes(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = agree(store, team)
    agree(store, team, replace(VISIT, officer="1432", at=NOW + 30.5 * HOUR))
    page.go_to(Target("Community", APPOINTMENTS, ref))
    assert page.in_hand() == (APPOINTMENTS, ref)
    assert "PC Ridley has an appointment then" in words(page.appointment_form)
    page.appointment_form.officer.set_value("7104")
    assert "has an appointment then" not in words(page.appointment_form)
    page.appointment_form.restore()


def test_what_a_resident_needs_is_shown_by_a_button_and_noted(
    page: CommunityPage, store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "snt_desk.ui.pages.community.appointment_form.announce", lambda _, text: said.append(text)
    )
    ref = agree(store, team, replace(VISIT, contact=add(store, team)))
    other = agree(store, team, replace(VISIT, contact=add(store, team, LIGHTS, Details("Rose"))))
    page.go_to(Target("Community", APPOINTMENTS, other))
    form = page.appointment_form
    assert not form.can_show
    assert "Nothing is written of what they need" in words(form)
    page.go_to(Target("Community", APPOINTMENTS, ref))
    assert "step-free" not in words(page.widget)
    assert looks(store) == []
    click(form.needs_button)
    assert "step-free" in words(form)
    # Whoever does not see it hears it: the focus was on the button, which is gone.
    assert said == ["step-free"]
    assert looks(store) == ["Look at a resident’s access needs"]
    assert not form.edited
    assert form.needs.property("role") == "body"
    page.go_to(Target("Community", APPOINTMENTS, other))
    page.go_to(Target("Community", APPOINTMENTS, ref))
    assert "step-free" not in words(page.widget)
    assert form.needs.property("role") == "small", "it is a hint again"


def test_the_next_days_have_visits_events_and_meetings_and_what_clashes(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    agree(store, team, replace(VISIT, contact=ref))
    stall = EventDraft("stall", "Stall", start=NOW + 30 * HOUR, end=None, officers=("1432",))
    with store.change("Add event") as session:
        events.add(session, team.id, stall)
    day = clock.short_day(clock.local_day(NOW + 30 * HOUR)).partition(" ")[0]
    at = f"{day} {clock.wall(NOW + 30 * HOUR)}"
    assert days(page) == [
        f"{at}, Home visit: Noise at night, PC Ridley, access needs, double booked",
        f"{at}, Stall, PC Ridley, double booked",
    ]
    assert not any(one in " ".join(days(page)) for one in ("Ashdown", "step-free"))


def test_enter_on_a_line_of_the_next_days_opens_it_where_it_lives(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = agree(store, team)
    stall = EventDraft("stall", "Stall", start=NOW + 31 * HOUR, end=None)
    with store.change("Add event") as session:
        other = events.add(session, team.id, stall)
    lines = board(page).coming.days
    lines.setFocus()
    press(KEY.Key_Down, ENTER)
    assert page.in_hand() == (EVENTS, other)
    page.bar.show_list(CONTACTS)
    lines.setFocus()
    press(KEY.Key_Home, ENTER)
    assert page.in_hand() == (APPOINTMENTS, ref)
    assert board(page).coming.table.isVisible()
    focus = QApplication.focusWidget()
    assert focus is board(page).coming.table


def test_every_appointment_is_listed_by_the_chip_and_deleted_by_del(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    past = agree(store, team, replace(VISIT, at=NOW - HOUR))
    agree(store, team)
    below = board(page).coming
    click(below.all)
    rows = below.rows.model
    assert [rows.cells(at)[0].text for at in rows.headings] == [
        "Say what became of it, 1",
        "To come, 1",
    ]
    assert "2; 1 to say what became of" in words(below)
    below.table.setFocus()
    below.table.select(past)
    assert "Say what became of it." in words(page.appointment_form)
    press(KEY.Key_Delete)
    day = clock.long_day(clock.local_day(NOW - HOUR))
    assert store.undo_label == f"Delete appointment, {day}"
    assert len(rows.headings) == 1
    store.undo()
    assert len(rows.headings) == 2


def test_appointments_stand_with_their_contact_and_open_from_there(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    agreed = agree(store, team, replace(VISIT, contact=ref))
    page.listing.enter()
    form = page.contact_form
    assert [one.spoken.endswith("Home visit, booked") for one in form.agreed.lines.lines] == [True]
    form.agreed.setFocus()
    press(KEY.Key_Home, ENTER)
    assert page.in_hand() == (APPOINTMENTS, agreed)
    assert page.has_priority()
    # Nobody is answered by a button while an appointment is in hand, whatever is read again.
    assert not board(page).bar.answer.isEnabled()
    page.refresh()
    assert not board(page).bar.answer.isEnabled()


def test_an_appointment_stays_when_its_contact_is_anonymised(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team)
    agreed = agree(store, team, replace(VISIT, contact=ref))
    with store.erase("Anonymise", subject=f"contacts/{ref}", reason="Due") as session:
        retention.anonymise(session, ref)
    page.go_to(Target("Community", APPOINTMENTS, agreed))
    assert page.appointment_form.contact.currentText() == "anonymised"
    assert not page.appointment_form.can_show
    assert "Noise" not in " ".join(days(page))


def test_all_is_named_and_no_letter_is_there_twice(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    about = add(store, team)
    ref = agree(store, team, replace(VISIT, contact=about))
    page.go_to(Target("Community", APPOINTMENTS, ref))
    assert nameless(page.widget) == []
    assert shared_letters(page.appointment_form) == []
    page.go_to(Target("Community", CONTACTS, about))
    page.contact_form.status.set_value("passed_on")
    assert nameless(page.widget) == []
    assert shared_letters(page.contact_form) == []
    page.contact_form.restore()
