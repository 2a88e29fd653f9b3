"""Residents' details are reviewed by keys: shown and noted, kept, held, taken away for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.opening import open_to_look
from snt_desk.db.store import Store
from snt_desk.domain import clock, retention
from snt_desk.services import backups
from snt_desk.services.team import TeamName
from snt_desk.ui import guide
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.retention import DetailsPage
from tests.fixtures_store import ACTOR
from tests.services.residents import NAMED, add_contact
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import click, nameless, press, shared_letters, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

KEY = Qt.Key


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture(autouse=True)
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the afternoon of that day, in whatever year the tests are run."""
    monkeypatch.setattr(clock, "now", lambda: clock.london(2026, 11, 22, 14))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, store: Store, team: TeamName) -> Iterator[MainWindow]:
    today = clock.today()
    with store.change("Log contacts") as session:
        add_contact(session, team.id, "DUE", review_on=today - days(40), subject="Bins")
        add_contact(
            session, team.id, "SOON", review_on=today + days(3), name="Ada Byron", contact=""
        )
        add_contact(session, team.id, "NONE", name="Tomasz Żak", contact="", subject="Trees")
        patrol = m.Patrol(ref="P1", team_id=team.id, purpose="other", visible=True)
        patrol.note = f"Met {NAMED.name} at the shops."
        session.add(patrol)
    opened = frame.made(Desk(store, desk.tasks, desk.ask, desk.preferences, team=team))
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    opened.cares.open_details()
    yield opened
    opened.close()


@pytest.fixture
def page(window: MainWindow) -> DetailsPage:
    found = window.over.page
    assert isinstance(found, DetailsPage)
    return found


def notes(store: Store) -> list[tuple[str, str | None]]:
    with store.read() as session:
        query = select(m.Change.category, m.Change.subject).where(m.Change.kind == "note")
        return [(str(category), subject) for category, subject in session.execute(query)]


def contact(store: Store, ref: str) -> m.Contact:
    with store.read() as session:
        return session.scalars(select(m.Contact).filter_by(ref=ref)).one()


def take(page: DetailsPage, ref: str) -> None:
    page.listed.table.select(ref)
    page.listed.table.setFocus()


def erase(page: DetailsPage, ref: str) -> None:
    take(page, ref)
    click(page.deciding.erase_button)


def test_the_most_pressing_is_in_hand_and_nobody_is_named(page: DetailsPage) -> None:
    assert page.listed.chosen == ["DUE"]
    assert page.listed.totals.accessibleName() == (
        "3 contacts, 1 due, 1 due in 30 days, 1 without a date. "
    ).removesuffix(". ")
    assert "Bins" in words(page.widget)
    assert "Brien" not in words(page.widget)
    spoken = [cell.spoken for at in range(3) for cell in page.listed.rows.cells(at)]
    assert "overdue" in spoken
    assert not [one for one in spoken if "Brien" in one]


def test_f1_opens_its_page_of_the_guide(page: DetailsPage) -> None:
    assert guide.chapter(page.title).name == "residents-details.md"


def test_everything_has_a_name_and_letters_of_its_own(page: DetailsPage) -> None:
    page.period.ask()
    assert nameless(page.widget) == []
    assert shared_letters(page.widget) == []
    erase(page, "DUE")
    assert nameless(page.widget) == []
    assert shared_letters(page.widget) == []


def test_details_are_shown_when_asked_for_and_that_is_noted_once(
    page: DetailsPage, store: Store
) -> None:
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    assert "Name: Siân O'Brien" in page.deciding.details
    assert notes(store) == [("consultation", "contacts/DUE")]
    take(page, "SOON")
    assert page.deciding.details == ""
    take(page, "DUE")
    click(page.deciding.show_button)
    assert notes(store) == [("consultation", "contacts/DUE")]


def test_another_visit_is_noted_anew_and_nothing_is_left_of_the_last(
    page: DetailsPage, window: MainWindow, store: Store
) -> None:
    click(page.deciding.show_button)
    window.over.leave()
    assert page.deciding.details == ""
    assert page.listed.rows.rowCount() == 0
    window.cares.open_details()
    assert page.listed.chosen == ["DUE"]
    click(page.deciding.show_button)
    assert notes(store) == [("consultation", "contacts/DUE")] * 2


def test_details_are_kept_until_a_day_by_keys(page: DetailsPage, store: Store) -> None:
    press(KEY.Key_Return)
    page.deciding.until.setFocus()
    press("1/2/2028", KEY.Key_Tab)
    assert page.deciding.until.text() == "Tue 1 Feb 2028"
    press("The case goes on.", KEY.Key_Tab, KEY.Key_Space)
    assert str(contact(store, "DUE").review_on) == "2028-02-01"
    assert store.undo_label == "Keep details of a contact until Tue 1 Feb 2028"
    take(page, "DUE")
    assert "The case goes on." in words(page.deciding)
    store.undo()
    assert contact(store, "DUE").review_on == clock.today() - days(40)


def test_what_will_not_do_is_said_beside_its_field(page: DetailsPage, store: Store) -> None:
    click(page.deciding.keep_button)
    assert "Enter the day of the next review." in words(page.deciding)
    assert "Enter a reason." in words(page.deciding)
    page.deciding.until.set_value("31/2")
    click(page.deciding.keep_button)
    assert "31" in words(page.deciding)
    page.deciding.until.set_value("1/2/2028")
    page.deciding.reason.set_value("Mrs OBrien asked")
    click(page.deciding.keep_button)
    # What was typed is still there.
    assert "Leave the resident's details out" in words(page.deciding)
    assert page.deciding.reason.value == "Mrs OBrien asked"
    assert contact(store, "DUE").review_on == clock.today() - days(40)


def test_a_hold_forbids_to_anonymise_until_it_is_released(page: DetailsPage, store: Store) -> None:
    page.deciding.reason.set_value("A complaint is open.")
    click(page.deciding.hold_button)
    assert contact(store, "DUE").hold == "A complaint is open."
    take(page, "DUE")
    assert "On hold: A complaint is open." in words(page.deciding)
    assert not page.deciding.erase_button.isEnabled()
    page.deciding.reason.set_value("It is closed.")
    click(page.deciding.release_button)
    take(page, "DUE")
    assert page.deciding.erase_button.isEnabled()
    assert contact(store, "DUE").hold is None


def test_anonymise_says_what_goes_where_else_it_stands_and_asks(
    page: DetailsPage, store: Store, ask: CannedAsk
) -> None:
    erase(page, "DUE")
    assert "This cannot be undone." in words(page.erasing)
    assert page.erasing.in_hand is not None
    assert page.erasing.in_hand.excerpt == "Met Siân O'Brien at the shops."
    ask.answers = [False]
    click(page.erasing.erase_button)
    assert contact(store, "DUE").resident_name == NAMED.name
    ask.answers = [True]
    click(page.erasing.erase_button)
    assert contact(store, "DUE").subject == "anonymised"
    assert notes(store)[-1] == ("erasure", "contacts/DUE")
    assert store.undo_label == "Log contacts"


def test_places_are_redacted_one_by_one_and_the_traces_cleared(
    page: DetailsPage, store: Store, ask: CannedAsk
) -> None:
    erase(page, "DUE")
    ask.answers = [True, True]
    click(page.erasing.erase_button)
    click(page.erasing.redact_button)
    with store.read() as session:
        assert session.scalars(select(m.Patrol.note)).one() == "Met [resident] at the shops."
    assert page.erasing.in_hand is None
    assert store.owes_scrub
    assert page.box.words == ""
    press(KEY.Key_Escape)
    assert "The traces are cleared" in page.box.words
    assert not store.owes_scrub


def test_a_place_is_opened_on_its_tab(page: DetailsPage, window: MainWindow, qtbot: QtBot) -> None:
    erase(page, "DUE")
    with qtbot.waitSignal(window.desk.wanted) as wanted:
        click(page.erasing.open_button)
    [target] = wanted.args or []
    assert (target.tab, target.table, target.ref) == ("Patrols", "patrols", "P1")
    assert window.over.page is None
    # Nothing of it stays behind.
    assert page.erasing.in_hand is None


def test_what_is_being_typed_on_a_tab_is_told(page: DetailsPage, window: MainWindow) -> None:
    erase(page, "DUE")
    assert page.erasing.box.words == ""
    window.over.leave()
    window.visit_title("Patrols")
    frame.page(window, "Patrols").name.set_value("with O'Brien")
    window.cares.open_details()
    erase(page, "DUE")
    assert page.erasing.box.words.startswith("It is being typed on another tab.")


def test_several_are_anonymised_at_once(page: DetailsPage, store: Store, ask: CannedAsk) -> None:
    take(page, "DUE")
    press(KEY.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    assert page.listed.chosen == ["DUE", "SOON"]
    click(page.deciding.erase_button)
    ask.answers = [True]
    click(page.erasing.erase_button)
    assert page.listed.rows.rowCount() == 1
    assert [subject for kind, subject in notes(store) if kind == "erasure"] == [
        *("contacts/DUE", "contacts/SOON"),
    ]


def test_what_the_desk_remembers_has_the_name_no_more(
    page: DetailsPage, window: MainWindow, ask: CannedAsk
) -> None:
    window.desk.preferences.keep_states({"part/log": b'{"words": "o\'brien"}', "tab": b"Patrols"})
    page.listed.bar.words.setText("bins")
    erase(page, "DUE")
    ask.answers = [True]
    click(page.erasing.erase_button)
    assert window.desk.preferences.state("part/log") == b""
    assert window.desk.preferences.state("tab") == b"Patrols"


def test_the_period_is_asked_for_once_and_gives_dates(page: DetailsPage, store: Store) -> None:
    assert "No review period is set" in page.period.box.words
    press_button(page, "Set a period")
    press("24")
    click(page.period.set_button)
    assert contact(store, "NONE").review_on == retention.first_review(
        clock.local_day(contact(store, "NONE").received), 24
    )
    assert not page.period.isVisible()


def press_button(page: DetailsPage, text: str) -> None:
    [found] = [
        one
        for one in page.widget.findChildren(QPushButton)
        if one.text() == text and one.isVisible()
    ]
    click(found)


def test_chips_and_words_narrow_the_list(page: DetailsPage, window: MainWindow) -> None:
    click(page.listed.bar.chips[2])
    assert page.listed.chosen == ["NONE"]
    click(page.listed.bar.chips[2])
    press(KEY.Key_F, held=Qt.KeyboardModifier.ControlModifier)
    press("bins")
    assert page.listed.rows.rowCount() == 1
    press("x")
    assert "No contact matches" in words(page.widget)


def test_the_status_line_says_how_many_are_due_and_opens_the_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.over.leave()
    qtbot.waitUntil(lambda: "1 review due" in texts_of(window), timeout=5000)
    press_in(window, "1 review due")
    assert isinstance(window.over.page, DetailsPage)


def texts_of(window: MainWindow) -> list[str]:
    return [one.text() for one in window.status.findChildren(QPushButton) if one.isVisible()]


def press_in(window: MainWindow, text: str) -> None:
    [found] = [one for one in window.status.findChildren(QPushButton) if one.text() == text]
    click(found)


def test_a_file_that_is_open_to_look_only_shows_no_details(
    window: MainWindow, database: Path, team: TeamName, qtbot: QtBot
) -> None:
    looked_at = open_to_look(str(database), ACTOR)
    desk = window.desk
    theirs = frame.made(Desk(looked_at, desk.tasks, desk.ask, desk.preferences, team=team))
    qtbot.addWidget(theirs)
    theirs.show()
    theirs.cares.open_details()
    page = theirs.over.page
    assert isinstance(page, DetailsPage)
    assert "The file is open to look only" in words(page.widget)
    assert not page.deciding.show_button.isEnabled()
    assert not page.deciding.erase_button.isEnabled()
    assert not page.period.isVisible()
    theirs.close()
    looked_at.close()


# --- Backups ----------------------------------------------------------------------------------


def test_backups_from_before_are_told_and_removed_early(
    window: MainWindow, database: Path, ask: CannedAsk
) -> None:
    backups.back_up(str(database))
    page = DetailsPage(str(database))
    window.over.open(page)
    assert page.copies.words == ""
    erase(page, "DUE")
    assert "1 backup made before still has the details, until" in page.erasing.copies.words
    ask.answers = [True, True]
    click(page.erasing.erase_button)
    click(page.erasing.close_button)
    assert page.copies.words.startswith("1 backup made before still has the details, until")
    press_button(page, "Remove them early")
    assert page.copies.words == ""
    assert "Removed 1 backup" in page.box.words
    [left] = backups.listed(str(database))
    assert NAMED.name.encode() in left.path.read_bytes()  # of the patrol that was not redacted
    assert left.checked
