"""ASB case reviews: reports are typed by letters, and the form says how near a review is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.case_reviews import CaseReviewDraft, ReportDraft
from snt_desk.domain.clock import DAY
from snt_desk.domain.community import ContactDraft, Details
from snt_desk.services import case_reviews, contacts
from snt_desk.services.case_reviews import CaseReviewRow
from snt_desk.services.team import TeamName
from snt_desk.ui.lists import Wanted
from snt_desk.ui.not_named import NotNamed
from snt_desk.ui.page import Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.review_form import CaseReviewForm
from snt_desk.ui.pages.partners.review_reading import TypedReport
from snt_desk.ui.pages.partners.review_view import CaseReviewsView
from snt_desk.ui.pages.partners.reviews import CASE_REVIEWS
from snt_desk.ui.table import Heading
from tests.ui import faulty
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB, ENTER = KEY.Key_Tab, KEY.Key_Return
TODAY = clock.today()
REPORTS = tuple(ReportDraft(TODAY - days * DAY, days, "A") for days in (60, 30, 1))
SHOPS = CaseReviewDraft("Noise behind the shops", "B1", TODAY - 60 * DAY, reports=REPORTS)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PartnersPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PartnersPage, begin)


def begin(page: PartnersPage) -> None:
    """Show the case reviews, all of them, with an empty form."""
    for form in (page.meeting_form, form_of(page)):
        form.begin()
    for names in page.widget.findChildren(NotNamed):
        names.forget()
    page.lists.clear()
    page.work.show_wanted(Wanted())
    page.bar.show_list(CASE_REVIEWS)
    page.new()


@pytest.fixture
def page(kept: Kept[PartnersPage], store: Store, qtbot: QtBot) -> Iterator[PartnersPage]:
    """The page in its window, which has the focus; nothing is watched yet."""
    with kept.begun(qtbot) as made:
        yield made


def form_of(page: PartnersPage) -> CaseReviewForm:
    return page.beside.form_of(CASE_REVIEWS, CaseReviewForm)


def view(page: PartnersPage) -> CaseReviewsView:
    return page.lists.of(CASE_REVIEWS, CaseReviewsView)


def add(store: Store, team: TeamName, draft: CaseReviewDraft) -> str:
    with store.change("Add case review") as session:
        return case_reviews.add(session, team.id, draft)


def rows(store: Store, team: TeamName) -> list[CaseReviewRow]:
    with store.read() as session:
        return case_reviews.listed(session, team.id, TODAY)


def lines(page: PartnersPage) -> list[str]:
    """Each heading, and of each case what its first column, its reports and its state say."""
    model, found = view(page).section.rows, []
    for at in range(model.rowCount()):
        first, *more = [one.text for one in model.cells(at)]
        heading = isinstance(model.row(at), Heading)
        found.append(first if heading else f"{first}: {more[1]}, {more[-1]}")
    return found


def focused() -> str:
    """What a screen reader calls the field that has the focus."""
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def report(page: PartnersPage, number: int, *said: str) -> None:
    form_of(page).focus(f"reported{number}")
    for one in said:
        press(one, ENTER)


def test_reports_are_typed_and_the_form_says_how_they_stand(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    press("Noise behind the shops", ENTER, "pear", ENTER, ENTER)
    report(page, 1, "t", "a", "1", "", "41/1/26")
    said = words(form_of(page))
    assert "The threshold is not met: 1 of 3 by A" in said
    assert "Lacking: 2 more separate incidents by A" in said
    report(page, 2, "t", "a", "1", "the c")
    assert "1 of 3 by A" in words(form_of(page))
    report(page, 3, "t", "a", "2")
    report(page, 4, "t", "a", "3")
    said = words(form_of(page))
    assert "The threshold is met: 3 of 3 by A" in said
    until = clock.add_months(TODAY, 6) - DAY
    assert f"Until {clock.long_day(until)}, if nothing more is reported." in said
    press(KEY.Key_S, held=CTRL)
    [found] = rows(store, team)
    assert (found.subject, found.place, found.standing.most) == (SHOPS.subject, "Peartree", 3)
    with store.read() as session:
        draft = case_reviews.opened(session, found.ref)
    assert [one.partner for one in draft.reports] == [None, "O1", None, None]
    assert draft.reports[0].reference == "41/1/26"
    assert store.undo_label == "Add ASB case review, Noise behind the shops"


def test_they_are_listed_by_what_there_is_to_do(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add(store, team, SHOPS)
    add(store, team, replace(SHOPS, subject="Bikes", reports=REPORTS[:2]))
    add(store, team, replace(SHOPS, subject="Fires", asked=TODAY))
    add(store, team, replace(SHOPS, subject="Old", closed=TODAY))
    decided = replace(SHOPS, asked=TODAY, decided=TODAY, outcome="recommendations")
    add(store, team, replace(decided, subject="Glass"))
    day = clock.short_day(TODAY).partition(" ")[2]
    shown = [
        *("Asked for, 1", "Fires: 3 of 3 by A, not acknowledged"),
        *("Threshold met, 1", "Noise behind the shops: 3 of 3 by A, met"),
        *("Watched, 1", "Bikes: 2 of 3 by A, not met"),
        *("Decided, 1", "Glass: 3 of 3 by A, recommendations made"),
    ]
    assert lines(page) == [*shown, "Closed, 1", f"Old: 3 of 3 by A, closed {day}"]
    page.bar.turn_only()
    assert lines(page) == shown
    page.bar.turn_only()


def test_nobody_is_named(page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot) -> None:
    waits = ContactDraft(clock.now() - DAY, "phone", "Noise", None)
    with store.change("Add contact") as session:
        contacts.add(session, team.id, waits, Details("Rose Ashdown", "01632 960301", ""))
    press("Noise at Rose Ashdown's", ENTER)
    said = "“Rose Ashdown” is the name of a resident. Nobody is named here."
    qtbot.waitUntil(lambda: said in words(form_of(page)))
    report(page, 1, "t", "Rose", "1")
    # Only letters: there is no room for a name.
    assert form_of(page).rows.value[0].reporter == "Ro"
    form_of(page).focus("note")
    press("Ring 01632 960301")
    press(KEY.Key_S, held=CTRL)
    said = words(form_of(page))
    assert "“01632 960301” is a telephone number. Nobody is named here." in said
    assert rows(store, team) == []


def test_who_is_named_in_what_was_saved_is_said_when_it_is_opened(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    waits = ContactDraft(clock.now() - DAY, "phone", "Noise", None)
    with store.change("Add contact") as session:
        contacts.add(session, team.id, waits, Details("Rose Ashdown", "01632 960301", ""))
    named = add(store, team, replace(SHOPS, note="Rose Ashdown tried"))
    page.go_to(Target("Partners", CASE_REVIEWS, named))
    said = "“Rose Ashdown” is the name of a resident. Nobody is named here."
    assert said in words(form_of(page))
    page.bar.show_list("partners")
    page.bar.show_list(CASE_REVIEWS)
    assert form_of(page).opened == named
    assert said in words(form_of(page))


def test_a_blank_report_between_others_moves_no_problem_to_another(page: PartnersPage) -> None:
    form = form_of(page)
    press("Noise", ENTER)
    report(page, 1, "t", "a", "1")
    report(page, 2, "t", "a")
    form.rows.set_value((TypedReport(), *form.rows.value[1:]))
    press(KEY.Key_S, held=CTRL)
    assert "Enter which incident it was: 1, 2, 3." in words(form)
    assert focused() == "Report 2, incident"


def test_what_was_asked_for_has_its_own_day_and_a_day_to_answer(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    click(view(page).threshold.change_button)
    view(page).threshold.fields["acknowledged_in"].setFocus()
    press("3")
    click(view(page).threshold.set_button)
    ref = add(store, team, replace(SHOPS, asked=TODAY - DAY, closed=None))
    page.go_to(Target("Partners", CASE_REVIEWS, ref))
    said = words(form_of(page))
    assert f"The threshold was met on {clock.long_day(TODAY - DAY)}: 3 of 3 by A" in said
    by = rows(store, team)[0].answer_by
    assert by is not None
    assert f"To be acknowledged by {clock.long_day(by)}" in said


def test_the_team_sets_its_own_threshold_and_takes_it_back(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add(store, team, SHOPS)
    line = view(page).threshold
    assert "3 separate incidents within 6 months" in words(line)
    click(line.change_button)
    press("5", TAB)
    press(KEY.Key_Delete, TAB, "", TAB)
    click(line.set_button)
    assert store.undo_label == "Change threshold of case reviews"
    assert "5 separate incidents within 6 months, by one person. Set by the team." in words(line)
    assert lines(page)[1].endswith("3 of 5 by A, not met")
    click(line.change_button)
    click(line.district_button)
    assert "or by 3 between them" in words(line)
    assert lines(page)[1].endswith("3 of 3 by A, met")


def test_what_is_no_threshold_is_said_beside_it(page: PartnersPage, store: Store) -> None:
    line = view(page).threshold
    # The line is there where there are no case reviews, too.
    click(line.change_button)
    press(KEY.Key_Delete)
    click(line.set_button)
    assert "Enter how many incidents." in words(line)
    press("+")
    click(line.set_button)
    assert "Enter how many incidents." in words(line)
    press(KEY.Key_A, held=CTRL)
    press("0")
    click(line.set_button)
    assert "Enter a number of incidents from 1 to 99." in words(line)
    click(line.cancel_button)
    assert store.undo_label is None


def test_a_threshold_that_cannot_be_saved_stays_typed(page: PartnersPage, store: Store) -> None:
    line, box = view(page).threshold, view(page).box
    click(line.change_button)
    press("5")
    with faulty.full(store, Path()):
        click(line.set_button)
    assert "The disk is full" in box.words
    field = line.fields["incidents"]
    assert (store.undo_label, field.isVisible(), field.value) == (None, True, "5")
    click(line.set_button)
    assert store.undo_label == "Change threshold of case reviews"
    assert box.isHidden()
    assert line.change_button.hasFocus()


def test_its_meeting_and_its_priority_are_a_key_away(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(SHOPS, priority="T1"))
    page.go_to(Target("Partners", CASE_REVIEWS, ref))
    assert page.records.linked(page.in_hand(), "priority") == "T1"
    assert page.records.linked(page.in_hand(), "meeting") == ""
    page.go_to(Target("Partners", CASE_REVIEWS, filters=(("priority", "T1"),)))
    assert lines(page)[1].startswith("Noise behind the shops")


def test_del_takes_one_away_and_undo_brings_it_back(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, SHOPS)
    page.go_to(Target("Partners", CASE_REVIEWS, ref))
    press(KEY.Key_Delete)
    assert rows(store, team) == []
    assert store.undo_label == "Delete ASB case review, Noise behind the shops"
    store.undo()
    assert len(rows(store, team)) == 1


def test_a_report_is_taken_out_by_a_key_and_undo_brings_it_back(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, SHOPS)
    page.go_to(Target("Partners", CASE_REVIEWS, ref))
    press(ENTER)
    form_of(page).focus("incident2")
    press(KEY.Key_Delete, held=CTRL | SHIFT)
    # The next one stands there now, and the count says so before it is saved.
    assert focused() == "Report 2, on"
    assert "2 of 3 by A" in words(form_of(page))
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        assert case_reviews.opened(session, ref).reports == (REPORTS[0], REPORTS[2])
    store.undo()
    with store.read() as session:
        assert case_reviews.opened(session, ref).reports == REPORTS


def test_the_field_in_hand_stays_in_sight_when_the_box_above_says_more(
    page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    ref = add(store, team, SHOPS)
    page.go_to(Target("Partners", CASE_REVIEWS, ref))
    press(ENTER)
    form = form_of(page)
    # Come to from above, it stands at the foot of what is seen.
    form.focus("closed")
    field = QApplication.focusWidget()
    assert field is not None
    high = form.standing.height()
    form.standing.say("The threshold is not met", "Lacking: 2 more separate incidents. " * 80)
    qtbot.waitUntil(lambda: form.standing.height() > high)
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())


def test_everything_has_a_name_and_a_letter_of_its_own(page: PartnersPage) -> None:
    click(view(page).threshold.change_button)
    assert nameless(page.widget) == []
    assert shared_letters(form_of(page)) == []
    click(view(page).threshold.cancel_button)
