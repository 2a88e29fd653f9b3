"""Events, residents and messages are listed, written down, answered, posted by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.community import (
    CONTACTS,
    EVENTS,
    MESSAGES,
    ContactDraft,
    Details,
    EventDraft,
    MessageDraft,
    PostDraft,
)
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.services import (
    consultations,
    contacts,
    events,
    groups,
    messages,
    response_entry,
    retention,
)
from snt_desk.services.team import TeamName
from snt_desk.ui.lists import Wanted
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.community.contact_form import ContactForm
from snt_desk.ui.pages.community.listing import Listing
from snt_desk.ui.table import Heading
from tests.ui import faulty
from tests.ui import test_main_window as frame
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept, heard_instead
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB, ENTER = KEY.Key_Tab, KEY.Key_Return
NOW = clock.this_minute()
HOUR = timedelta(hours=1)
DUE = clock.local_day(NOW) + 14 * clock.DAY
STALL = EventDraft(
    kind="stall",
    title="Stall at the shops",
    purpose="consult",
    start=NOW - 50 * HOUR,
    end=NOW - 48 * HOUR,
    place="B1",
    officers=("7104",),
    attendance=40,
    priority="T1",
)
SURGERY = replace(STALL, kind="surgery", title="Surgery", start=NOW + 50 * HOUR, end=None)
NOISE = ContactDraft(NOW - 80 * HOUR, "phone", "Noise at night", "1432", priority="T1")
LIGHTS = replace(NOISE, received=NOW - 20 * HOUR, subject="Lights out", owner=None, priority=None)
WHO = Details("Rose Ashdown", "01632 960301", "step-free")
UPDATE = MessageDraft("priority_update", "We walked there.\nMore to come.", priority="T1")
APPEAL = MessageDraft("appeal", "Did you see it?", status="approved")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[CommunityPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(CommunityPage, begin)


def begin(page: CommunityPage) -> None:
    """Show the events, all of them, and an empty form; what else there is was made already."""
    page.listing_of(EVENTS).rows.orders = ()
    page.lists.clear()
    page.bar.show_list(EVENTS)
    for table in (CONTACTS, MESSAGES):
        page.lists.of(table, Listing).show_wanted(Wanted())
    for form in (page.message_form, page.contact_form, page.event_form):
        form.begin()
    page.asides.raising.form.consultation.set_value(None)
    for aside in (page.asides.posting, page.asides.raising):
        aside.form.begin("", "")
        vars(aside).update(under_way=False, _from_list=False)
    page.new()


@pytest.fixture
def page(kept: Kept[CommunityPage], store: Store, qtbot: QtBot) -> Iterator[CommunityPage]:
    """The page in its window, which has the focus; nothing is written down yet."""
    with kept.begun(qtbot) as made:
        yield made


def add_event(store: Store, team: TeamName, draft: EventDraft) -> str:
    with store.change("Add event") as session:
        return events.add(session, team.id, draft)


def add_contact(store: Store, team: TeamName, draft: ContactDraft, who: Details = WHO) -> str:
    with store.change("Add contact") as session:
        return contacts.add(session, team.id, draft, who)


def add_message(store: Store, team: TeamName, draft: MessageDraft) -> str:
    with store.change("Add message") as session:
        return messages.add(session, team.id, draft)


def event(store: Store) -> EventDraft:
    with store.read() as session:
        return events.opened(session, session.scalars(select(m.Event.ref)).one())


def contact(store: Store) -> tuple[ContactDraft, Details]:
    with store.read() as session:
        ref = session.scalars(select(m.Contact.ref)).one()
        return contacts.opened(session, ref), contacts.details(session, ref)


def looks(store: Store) -> list[str]:
    """What of residents was looked at, as the journal has it."""
    with store.read() as session:
        found = session.scalars(select(m.Change.label).where(m.Change.category == "consultation"))
        return list(found)


def lines(page: CommunityPage) -> list[str]:
    """Each title, and of each record what its first columns say."""
    rows, found = page.listing.rows.model, []
    for at in range(rows.rowCount()):
        cells = rows.cells(at)
        title = isinstance(rows.row(at), Heading)
        shown = (cells[1] if page.bar.table == EVENTS else cells[0]).text if not title else ""
        found.append(cells[0].text if title else shown)
    return found


def press_box(box: QWidget) -> None:
    click(next(one for one in box.findChildren(QPushButton) if one.isVisible()))


def column(page: CommunityPage, title: str) -> list[str]:
    rows = page.listing.rows.model
    at = [one.title for one in rows.columns].index(title)
    return [
        rows.cells(row)[at].text
        for row in range(rows.rowCount())
        if not isinstance(rows.row(row), Heading)
    ]


# --- The lists --------------------------------------------------------------------------------


def test_the_next_event_stands_first_and_then_the_last_that_was(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    add_event(store, team, SURGERY)
    assert lines(page) == ["To come, 1", "Surgery", "Held, 1", "Stall at the shops"]
    page.bar.chips[EVENTS].click()
    assert lines(page) == ["To come, 1", "Surgery"]
    assert "1 to come" in words(page.listing)


def test_residents_stand_under_how_long_they_wait(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    add_contact(store, team, LIGHTS)
    add_contact(store, team, replace(NOISE, received=NOW - 60 * HOUR, subject="Parking"))
    add_contact(store, team, replace(NOISE, status="answered", answered=NOW - 70 * HOUR))
    page.bar.show_list(CONTACTS)
    assert lines(page) == [
        *("Past 72 hours, 1", "Noise at night", "Less than a day left, 1", "Parking"),
        *("More than a day left, 1", "Lights out"),
        *("Answered, or no reply needed, 1", "Noise at night"),
    ]
    # The minute may pass between.
    assert [text.split()[-1] for text in column(page, "Left")] == ["over", "left", "left", "h"]
    assert column(page, "Owner") == ["Ridley", "Ridley", "nobody", "Ridley"]
    assert "3 waiting, 1 past 72 hours" in words(page.listing)
    page.bar.chips[CONTACTS].click()
    assert len(lines(page)) == 6


def test_nothing_of_a_residents_details_is_in_the_list(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    page.bar.show_list(CONTACTS)
    rows = page.listing.rows.model
    shown = " ".join(cell.spoken for at in range(rows.rowCount()) for cell in rows.cells(at))
    assert "Ashdown" not in shown
    assert "960301" not in shown
    page.bar.words.setText("ashdown")
    assert page.listing.none_match.isVisible()


def test_what_has_not_gone_out_stands_before_what_has(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, UPDATE)
    add_message(store, team, APPEAL)
    with store.change("Post message") as session:
        messages.post(session, ref, PostDraft("x", NOW - HOUR))
    page.bar.show_list(MESSAGES)
    assert lines(page) == ["To post, 1", "Did you see it?", "Posted, 1", "We walked there."]
    assert column(page, "Status") == ["approved", "posted"]
    assert column(page, "Where") == ["", "X (Twitter)"]


def test_the_arrows_pass_over_the_titles(page: CommunityPage, store: Store, team: TeamName) -> None:
    surgery, stall = add_event(store, team, SURGERY), add_event(store, team, STALL)
    page.listing.enter()
    assert page.in_hand() == (EVENTS, surgery)
    press(KEY.Key_Down)
    assert page.in_hand() == (EVENTS, stall)
    assert page.event_form.name.value == "Stall at the shops"


def test_in_an_order_of_ones_own_there_are_no_titles(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, SURGERY)
    add_event(store, team, STALL)
    page.listing.table.sort_by("title")
    assert lines(page) == ["Stall at the shops", "Surgery"]
    page.listing.table.sort_by("title", Qt.SortOrder.DescendingOrder)
    assert lines(page) == ["Surgery", "Stall at the shops"]
    page.listing.table.sort_by("start")
    assert lines(page) == ["To come, 1", "Surgery", "Held, 1", "Stall at the shops"]


def test_the_filter_finds_by_what_is_shown(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    add_event(store, team, replace(SURGERY, officers=("1432",)))
    press(KEY.Key_F, held=CTRL)
    press("ridl")
    assert lines(page) == ["To come, 1", "Surgery"]
    press("x")
    assert page.listing.none_match.isVisible()
    press(KEY.Key_Escape)
    assert len(lines(page)) == 4


def test_an_empty_list_says_what_to_do(page: CommunityPage) -> None:
    for table in (EVENTS, CONTACTS, MESSAGES):
        page.bar.show_list(table)
        assert page.listing.none_yet.isVisible()


def test_a_long_list_is_found_by_the_worker_and_what_is_asked_for_taken_in_hand(
    page: CommunityPage, store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("snt_desk.ui.pages.community.records._SHORT", 0)
    with store.change("Add events") as session:
        drafts = [replace(STALL, title=f"Stall {at}") for at in range(40)]
        refs = [events.add(session, team.id, draft) for draft in drafts]
    page.go_to(Target("Community", EVENTS, refs[3]))
    assert page.in_hand() == (EVENTS, refs[3])
    assert page.listing.table.current_id == refs[3]


# --- Events -----------------------------------------------------------------------------------


def test_an_event_is_written_by_keys(page: CommunityPage, store: Store, team: TeamName) -> None:
    press(KEY.Key_N, held=CTRL)
    press("stall", TAB, TAB, "t", TAB, "9", TAB, "+90", TAB, "pea", TAB, "By the post office")
    press(TAB)
    press("cons", TAB, TAB, "call", ENTER, TAB, "40", TAB, "wood", TAB, KEY.Key_Space, TAB)
    press("The school", ENTER, TAB, "arr", ENTER)
    page.event_form.focus("feedback")
    press("What comes of the gate", TAB, f"{DUE:%d/%m/%Y}", TAB)
    press(KEY.Key_S, held=CTRL)
    found = event(store)
    assert found.start is not None
    assert clock.wall(found.start) == "09:00"
    assert found == EventDraft(
        kind="stall",
        title="Stall",
        purpose="consult",
        start=found.start,
        end=found.start + 1.5 * HOUR,
        place="B1",
        officers=("7104",),
        attendance=40,
        priority="T1",
        public=False,
        outcomes={"arrest": 1},
        estimated=True,
        venue="By the post office",
        groups=found.groups,
        feedback="What comes of the gate",
        feedback_due=DUE,
    )
    with store.read() as session:
        assert [one.name for one in groups.named(session, team.id)] == ["The school"]
    assert store.undo_label == "Add event, Stall"
    store.undo()
    with store.read() as session:
        assert groups.named(session, team.id) == []


def test_what_is_missing_is_said_at_once_and_nothing_written(
    page: CommunityPage, store: Store
) -> None:
    press(KEY.Key_N, held=CTRL)
    page.event_form.attendance.set_value("many")
    page.event_form.day.set_value("")
    press(KEY.Key_S, held=CTRL)
    assert page.event_form.summary.texts == [
        "Choose what kind of event it is.",
        "Enter what the event is called.",
        "Enter the day of the event.",
        "“many” is no number. Enter how many came.",
    ]
    with store.read() as session:
        assert not session.scalars(select(m.Event)).all()


def test_whether_an_event_is_public_stays_unsaid_until_somebody_says(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    page.listing.enter()
    press(ENTER)
    page.event_form.attendance.set_value("41")
    press(KEY.Key_S, held=CTRL)
    assert (event(store).attendance, event(store).public) == (41, None)
    page.event_form.public.click()
    press(KEY.Key_S, held=CTRL)
    assert event(store).public is True


def test_the_same_event_twice_is_said(page: CommunityPage, store: Store, team: TeamName) -> None:
    add_event(store, team, STALL)
    press(KEY.Key_N, held=CTRL)
    form = page.event_form
    form.name.set_value("stall at the shops")
    assert STALL.start is not None
    day, time = clock.local_day(STALL.start), clock.wall(STALL.start)
    form.day.set_value(clock.long_day(day))
    form.begins.set_value(time)
    assert "is written down already" in words(form)


def test_what_an_event_clashes_with_is_said_beside_who_goes(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    nine = clock.london(2026, 11, 22, 9)
    ref = add_event(store, team, replace(STALL, start=nine, end=nine + HOUR))
    page.go_to(Target("Community", EVENTS, ref))
    press(ENTER)
    # The roster has Ridley on duty then, and Calloway on no duty that day.
    assert "PCSO Calloway has no duty on Sun 22 Nov." in words(page.event_form)
    page.event_form.focus("officers")
    press(KEY.Key_Backspace, "rid", ENTER)
    assert "duty" not in words(page.event_form)
    page.event_form.focus("until")
    press(KEY.Key_A, held=CTRL)
    press("1530")
    assert "PC Ridley is on duty 07:00 to 15:00 on Sun 22 Nov." in words(page.event_form)


def test_what_was_raised_at_an_event_goes_into_the_consultation_of_its_day(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    with store.change("Ask") as session:
        draft = ConsultationDraft("Autumn", clock.local_day(NOW) - 20 * clock.DAY)
        consultations.add(session, team.id, draft)
    ref = add_event(store, team, STALL)
    page.go_to(Target("Community", EVENTS, ref))
    click(page.event_form.raise_button)
    press("burg", TAB, TAB, "3", ENTER, "Too dark")
    press(ENTER, held=CTRL)
    assert page.asides.raising.under_way
    press("speed", TAB)
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        first_one, second = session.scalars(select(m.Response).order_by(m.Response.id))
        assert (first_one.theme, first_one.channel, first_one.count, first_one.comment) == (
            *("burglary", "street"),
            *(3, "Too dark"),
        )
        assert first_one.place_id is not None
        assert first_one.received == clock.local_day(NOW - 50 * HOUR)
        assert (second.theme, second.count) == ("speeding", 1)
        assert events.raised(session, ref)[0].count == 3
    assert column(page, "Raised") == ["4"]
    said = [one.spoken for one in page.event_form.raised.lines.lines]
    assert said[:2] == [
        "What residents raised here, 4",
        "Burglary, 3 residents, Peartree, Autumn",
    ]
    assert store.undo_label == "Add response"


def test_what_was_raised_is_added_from_the_menu_while_an_event_is_in_hand(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_event(store, team, STALL)
    window = page.widget.window()
    assert isinstance(window, MainWindow)

    def line() -> QAction:
        menu = frame.menus(window)["&Record"]
        menu.aboutToShow.emit()
        return next(one for one in menu.actions() if one.text() == "Add what was &raised…")

    page.bar.show_list(CONTACTS)
    assert not line().isEnabled()
    page.go_to(Target("Community", EVENTS, ref))
    assert line().isEnabled()
    line().trigger()
    assert page.asides.raising.under_way
    assert page.asides.raised_form.opened == ref


def test_what_was_raised_when_nobody_was_asked_is_refused_by_name(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    page.go_to(Target("Community", EVENTS, add_event(store, team, STALL)))
    page.asides.raise_()
    form = page.asides.raised_form
    assert form.box.words.startswith("None was open on")
    press("burg", TAB)
    press(KEY.Key_S, held=CTRL)
    assert "Choose the consultation that it belongs to." in words(form)


def test_what_was_raised_opens_on_its_own_tab(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    with store.change("Ask") as session:
        draft = ConsultationDraft("Autumn", clock.local_day(NOW) - 20 * clock.DAY)
        consultation = consultations.add(session, team.id, draft)
    ref = add_event(store, team, STALL)
    with store.change("Say") as session:
        day = clock.local_day(NOW) - 2 * clock.DAY
        said = ResponseDraft(day, "street", "asb", count=2, event=ref)
        response = response_entry.add(session, consultation, said)
    page.go_to(Target("Community", EVENTS, ref))
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    wanted = heard_instead(window.desk.wanted, window)
    page.event_form.raised.setFocus()
    press(ENTER)
    assert wanted == [Target("Priorities", "responses", response)]


# --- Residents --------------------------------------------------------------------------------


def test_a_contact_is_written_by_keys_and_its_details_are_put_away(
    page: CommunityPage, store: Store
) -> None:
    page.bar.show_list(CONTACTS)
    press(KEY.Key_N, held=CTRL)
    press("Cars racing", TAB, TAB, TAB, "pho", TAB, "ridl", TAB)
    press("Rose Ashdown", TAB, "01632 960301", TAB, "step-free", TAB)
    press(KEY.Key_S, held=CTRL)
    found, who = contact(store)
    assert (found.subject, found.channel, found.owner, found.status) == (
        *("Cars racing", "phone"),
        *("1432", "open"),
    )
    assert who == WHO
    assert page.contact_form.resident.value == ""
    assert not page.contact_form.resident.isVisible()
    assert looks(store) == []


def test_who_it_is_is_shown_by_a_key_and_the_journal_notes_it(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    page.go_to(Target("Community", CONTACTS, first(store, m.Contact)))
    form = page.contact_form
    assert form.resident.value == ""
    press(KEY.Key_D, held=CTRL)
    assert (form.resident.value, form.contact.value, form.needs.value) == (
        *("Rose Ashdown", "01632 960301"),
        "step-free",
    )
    assert form.resident.hasFocus()
    assert not form.edited
    assert store.draft("contact") is None
    assert looks(store) == ["Look at a resident’s details"]


def test_details_do_not_stay_when_another_contact_is_in_hand(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    add_contact(store, team, LIGHTS, Details("Ada Byron"))
    page.bar.show_list(CONTACTS)
    page.listing.enter()
    # Where there was no room for the pane, it opens.
    page.widget.shut_pane()
    press(KEY.Key_D, held=CTRL)
    assert page.contact_form.resident.value == "Rose Ashdown"
    press(KEY.Key_Escape)
    press(KEY.Key_Down)
    assert page.contact_form.subject.value == "Lights out"
    assert page.contact_form.resident.value == ""
    press(KEY.Key_Up)
    assert page.contact_form.resident.value == ""
    assert len(looks(store)) == 1


def test_what_is_saved_without_a_look_leaves_the_details_as_they_are(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    page.go_to(Target("Community", CONTACTS, first(store, m.Contact)))
    press(ENTER)
    page.contact_form.subject.set_value("Noise")
    press(KEY.Key_S, held=CTRL)
    assert contact(store)[0].subject == "Noise"
    assert contact(store)[1] == WHO
    assert store.undo_label == "Change contact"


def test_details_that_are_shown_can_be_mended(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    page.go_to(Target("Community", CONTACTS, first(store, m.Contact)))
    press(KEY.Key_D, held=CTRL)
    page.contact_form.needs.set_value("")
    press(KEY.Key_S, held=CTRL)
    assert contact(store)[1] == replace(WHO, needs="")


def test_details_that_were_cleared_wait_until_it_can_be_noted_that_they_are_seen(
    page: CommunityPage, store: Store, team: TeamName, database: Path
) -> None:
    ref = add_contact(store, team, NOISE)
    page.go_to(Target("Community", CONTACTS, ref))
    form = page.contact_form
    form.show_details()
    form.focus("name")
    press("Dr ")
    typed = form.typed
    click(form.clear_button)
    form.focus("subject")
    press("Loud ")
    with faulty.moved(store, database):
        click(offer_of(form))
        assert form.box.words.startswith("Your data file was moved or taken away")
        assert form.offered.words.startswith("Cleared. Contact")
    click(offer_of(form))
    assert form.typed == typed
    press(KEY.Key_S, held=CTRL)
    # What stood there waits as well.
    click(offer_of(form))
    assert form.subject.value.startswith("Loud ")
    press(KEY.Key_S, held=CTRL)
    assert form.offered.words == ""


def offer_of(form: ContactForm) -> QPushButton:
    """The button that brings back what is offered."""
    return next(one for one in form.offered.findChildren(QPushButton) if one.isVisible())


def test_a_name_in_the_subject_is_said(page: CommunityPage) -> None:
    page.bar.show_list(CONTACTS)
    press(KEY.Key_N, held=CTRL)
    page.contact_form.subject.set_value("Rose Ashdown hears noise")
    page.contact_form.resident.set_value("Rose Ashdown")
    assert "The resident’s details stand in it. Lists show it." in words(page.contact_form)


def test_answered_now_is_one_key(page: CommunityPage, store: Store, team: TeamName) -> None:
    add_contact(store, team, LIGHTS)
    page.bar.show_list(CONTACTS)
    page.listing.enter()
    press(KEY.Key_D, held=CTRL | SHIFT)
    found, _ = contact(store)
    assert found.status == "answered"
    assert found.answered is not None
    assert clock.now() - found.answered < 2 * timedelta(minutes=1)
    assert lines(page)[0] == "Answered, or no reply needed, 1"
    assert not page.can_be_done()
    assert store.undo() == "Answer contact"


def test_answered_in_the_form_has_its_time(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, LIGHTS)
    page.go_to(Target("Community", CONTACTS, first(store, m.Contact)))
    form = page.contact_form
    assert not form.answered.isVisible()
    form.focus("status")
    form.status.set_value("answered")
    assert form.answered.isVisible()
    assert form.answered_at.value
    form.answered_at.set_value("")
    press(KEY.Key_S, held=CTRL)
    assert "Enter the time at which it was answered." in words(form)
    form.answered.set_value(clock.long_day(clock.local_day(NOW - 90 * HOUR)))
    form.answered_at.set_value("0001")
    press(KEY.Key_S, held=CTRL)
    assert "Enter a time after" in words(form)


def test_what_was_taken_away_is_said_and_cannot_be_shown(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_contact(store, team, NOISE)
    with store.erase("Anonymise", subject=f"contacts/{ref}", reason="Due") as session:
        retention.anonymise(session, ref)
    page.refresh()
    page.go_to(Target("Community", CONTACTS, ref))
    assert "Who it was, was taken away for good." in words(page.contact_form)
    assert not page.contact_form.can_show
    page.contact_form.subject.set_value("Noise")
    press(KEY.Key_S, held=CTRL)
    assert page.contact_form.box.words.startswith("The details were taken away")


def test_a_new_contact_has_its_first_review_where_the_team_has_said_when(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    with store.change("Say") as session:
        retention.set_months(session, team.id, 12)
    page.bar.show_list(CONTACTS)
    press(KEY.Key_N, held=CTRL)
    press("Cars racing", TAB, TAB, TAB, "pho", TAB)
    press(KEY.Key_S, held=CTRL)
    assert contact(store)[0].review_on == clock.add_months(clock.local_day(NOW), 12)


# --- Messages ---------------------------------------------------------------------------------


def test_a_message_is_written_copied_and_posted_by_keys(page: CommunityPage, store: Store) -> None:
    page.bar.show_list(MESSAGES)
    press(KEY.Key_N, held=CTRL)
    press("appeal", TAB, TAB, "Did you see it?")
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Add message, Did you see it?"
    press(KEY.Key_T, held=CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "Did you see it?"
    press(KEY.Key_D, held=CTRL | SHIFT)
    press("face", TAB, TAB, TAB, "412")
    press(KEY.Key_S, held=CTRL)
    assert not page.asides.posting.under_way
    with store.read() as session:
        [post] = messages.posts(session, session.scalars(select(m.Message.ref)).one())
    assert (post.channel, post.reach) == ("facebook", 412)
    assert store.undo_label == "Post message, Did you see it?"
    assert page.message_form.status.value == "posted"
    assert lines(page) == ["Posted, 1", "Did you see it?"]


def test_posting_news_sets_the_priority_with_it_in_one_change(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, UPDATE)
    page.go_to(Target("Community", MESSAGES, ref))
    page.asides.post()
    assert "Woodhall shops: no update so far." in words(page.asides.post_form)
    press("web")
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        one = session.scalars(select(m.Priority)).one()
        assert (one.last_update, one.action) == (clock.local_day(NOW), UPDATE.text)
    store.undo()
    with store.read() as session:
        one = session.scalars(select(m.Priority)).one()
        assert (one.last_update, one.action) == (None, None)
        assert messages.posts(session, ref) == ()


def test_posting_news_of_a_round_tells_its_priorities_and_leaves_what_was_done(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    with store.change("Begin a round") as session:
        one = session.scalars(select(m.Priority)).one()
        one.action = "Walked"
        begun = clock.local_day(NOW) - 30 * clock.DAY
        session.add(m.Round(ref="R1", team_id=team.id, begun=begun, months=4))
    draft = replace(UPDATE, kind="you_said_we_did", priority=None, round="R1")
    page.go_to(Target("Community", MESSAGES, add_message(store, team, draft)))
    page.asides.post()
    press("web")
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        one = session.scalars(select(m.Priority)).one()
        assert (one.last_update, one.action) == (clock.local_day(NOW), "Walked")


def test_the_priority_is_left_alone_where_that_is_not_wanted(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, UPDATE)
    page.go_to(Target("Community", MESSAGES, ref))
    page.asides.post()
    page.asides.post_form.tell.click()
    page.asides.post_form.channel.set_value("x")
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        assert session.scalars(select(m.Priority.last_update)).one() is None
        assert len(messages.posts(session, ref)) == 1


def test_a_retired_channel_is_offered_for_the_days_on_which_it_stood(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, APPEAL)
    page.go_to(Target("Community", MESSAGES, ref))
    page.asides.post()
    form = page.asides.post_form
    form.channel.set_value("owl")
    assert form.channel.value is None
    form.day.set_value("1/2/2024")
    form.channel.set_value("owl")
    assert form.channel.value == "owl"


def test_what_is_missing_of_a_post_is_said_and_esc_goes_back(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, APPEAL)
    page.go_to(Target("Community", MESSAGES, ref))
    page.asides.post()
    form = page.asides.post_form
    form.time.set_value("")
    form.reach.set_value("lots")
    press(KEY.Key_S, held=CTRL)
    assert form.summary.texts == [
        "Choose where it was posted.",
        "Enter the time at which it was posted.",
        "“lots” is no number.",
    ]
    press(KEY.Key_Escape)
    assert not form.isVisible()
    assert page.message_form.isVisible()
    with store.read() as session:
        assert messages.posts(session, ref) == ()


def test_a_post_that_was_none_is_taken_back_by_del(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, APPEAL)
    with store.change("Post message") as session:
        messages.post(session, ref, PostDraft("x", NOW - HOUR, 12))
    page.go_to(Target("Community", MESSAGES, ref))
    page.message_form.posts.setFocus()
    press(KEY.Key_Delete)
    assert store.undo_label == "Take back post of message, Did you see it?"
    assert page.message_form.status.value == "approved"
    assert not page.message_form.posts.isVisible()
    assert page.message_form.post_button.hasFocus()


def test_what_was_typed_of_a_post_is_offered_again_after_esc(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    page.go_to(Target("Community", MESSAGES, add_message(store, team, APPEAL)))
    page.asides.post()
    form = page.asides.post_form
    form.reach.set_value("412")
    press(KEY.Key_Escape)
    assert not form.edited
    page.asides.post()
    assert form.reach.value == ""
    assert form.offered.words.startswith("Cleared. Post, typed at")
    press_box(form.offered)
    assert form.reach.value == "412"
    # Nothing waits for the test after this one.
    form.clearing.emit()
    press(KEY.Key_Escape)
    page.asides.post()
    form.clearing.emit()
    press(KEY.Key_Escape)
    assert not form.offered.words


def test_a_post_is_of_the_message_of_which_it_was_begun(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = add_message(store, team, APPEAL)
    page.go_to(Target("Community", MESSAGES, ref))
    page.asides.post()
    page.asides.post_form.channel.set_value("x")
    page.go_to(Target("Community", MESSAGES, add_message(store, team, UPDATE)))
    assert page.asides.post_form.isVisible()
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        assert [one.channel for one in messages.posts(session, ref)] == ["x"]


# --- All three --------------------------------------------------------------------------------


def first(store: Store, table: type[m.Event | m.Contact | m.Message]) -> str:
    with store.read() as session:
        return session.scalars(select(table.ref)).one()


def test_del_deletes_and_undo_brings_back(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    add_contact(store, team, NOISE)
    add_message(store, team, APPEAL)
    for table, label in (
        (EVENTS, "Delete event, Stall at the shops"),
        (CONTACTS, "Delete contact"),
        (MESSAGES, "Delete message, Did you see it?"),
    ):
        page.bar.show_list(table)
        page.listing.enter()
        press(KEY.Key_Delete)
        assert page.listing.none_yet.isVisible()
        assert page.form.opened == ""
        assert store.undo() == label
        assert len(lines(page)) == 2


def test_what_others_point_to_stays_and_says_so(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    with store.change("Book") as session:
        key = session.scalar(select(m.Contact.id))
        one = m.Appointment(ref="A1", team_id=team.id, contact_id=key, kind="home")
        one.at, one.status = NOW, "booked"
        session.add(one)
    page.bar.show_list(CONTACTS)
    page.listing.enter()
    press(KEY.Key_Delete)
    assert page.box.words == "The contact stays. An appointment came of it."


def test_what_is_typed_is_not_lost_by_walking_on(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    add_event(store, team, SURGERY)
    page.listing.enter()
    press(ENTER)
    page.event_form.name.set_value("Another name")
    page.listing.enter()
    press(KEY.Key_Down)
    assert page.event_form.name.value == "Another name"
    assert page.event_form.box.words.startswith("Surgery is not saved")
    page.bar.show_list(MESSAGES)
    assert page.form is page.event_form


def test_one_key_leads_to_the_priority(page: CommunityPage, store: Store, team: TeamName) -> None:
    add_event(store, team, STALL)
    page.listing.enter()
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    # There is no tab for it in this window.
    wanted = heard_instead(window.desk.wanted, window)
    press(KEY.Key_P, held=CTRL | SHIFT)
    assert wanted == [Target("Priorities", "priorities", "T1")]


def test_a_list_can_be_about_one_priority_until_its_chip_is_pressed(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_contact(store, team, NOISE)
    add_contact(store, team, LIGHTS)
    page.bar.words.setText("nothing like it")
    page.go_to(Target("Community", CONTACTS, filters=(("priority", "T1"),)))
    assert page.about.chip.accessibleName() == "Priority: Woodhall shops"
    assert lines(page) == ["Past 72 hours, 1", "Noise at night"]
    assert page.listing.table.hasFocus()
    page.about.chip.setFocus()
    press(KEY.Key_Space)
    assert page.about.isHidden()
    assert len(lines(page)) == 4
    page.go_to(Target("Community", CONTACTS, filters=(("priority", "gone"),)))
    assert page.box.words == "That priority is no longer there. Undo brings it back."


def test_what_is_gone_to_is_shown_whatever_is_filtered(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    stall, ref = add_event(store, team, STALL), add_message(store, team, APPEAL)
    with store.change("Post message") as session:
        post = messages.post(session, ref, PostDraft("x", NOW - HOUR))
    page.bar.words.setText("nothing like it")
    page.go_to(Target("Community", "posts", post))
    assert page.in_hand() == (MESSAGES, ref)
    page.bar.chips[EVENTS].setChecked(True)
    page.go_to(Target("Community", EVENTS, stall))
    assert page.listing.table.current_id == stall
    assert page.event_form.opened == stall
    page.go_to(Target("Community", CONTACTS, "gone"))
    assert page.box.words == "That record is no longer there. Undo brings it back."


def test_all_is_named_and_no_letter_is_there_twice(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    add_contact(store, team, NOISE)
    add_message(store, team, UPDATE)
    for table in (EVENTS, CONTACTS, MESSAGES):
        page.bar.show_list(table)
        page.listing.enter()
        assert nameless(page.widget) == []
        assert shared_letters(page.form) == []
    page.asides.post()
    assert nameless(page.widget) == []
    assert shared_letters(page.asides.post_form) == []


def test_rows_can_be_pasted_into_the_events(page: CommunityPage) -> None:
    names = [one.objectName() for one in page.listing_of(EVENTS).table.actions()]
    assert "paste rows" in names
    assert QApplication.focusWidget() is not None
    click(page.listing_of(EVENTS).none_yet)


def test_a_form_that_was_not_shown_yet_has_nothing_typed_in_it(page: CommunityPage) -> None:
    forms = (page.event_form, page.contact_form, page.message_form)
    assert [one.table for one in forms if one.edited] == []


def test_f5_reads_again_and_keeps_what_is_in_hand(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    add_event(store, team, STALL)
    surgery = add_event(store, team, SURGERY)
    page.listing.enter()
    page.refresh()
    assert page.in_hand() == (EVENTS, surgery)
    assert page.listing.table.hasFocus()


def test_a_campaign_is_chosen_by_its_tag(page: CommunityPage, store: Store) -> None:
    with store.change("Add campaign") as session:
        first_day, last_day = date(2026, 11, 2), date(2026, 11, 8)
        session.add(m.Campaign(tag="#Week", title="Our week", from_=first_day, to=last_day))
    page.bar.show_list(MESSAGES)
    press(KEY.Key_N, held=CTRL)
    page.message_form.focus("campaign")
    press("our w", TAB)
    assert page.message_form.campaign.value == "#Week"
