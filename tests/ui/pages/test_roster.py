"""People are added, changed, posted and deleted; what is typed is kept until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db.models import Code, Duty
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols, roster
from snt_desk.services.roster import MemberDraft, PostingDraft
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.roster import RosterPage, reading
from snt_desk.ui.pages.roster.people import People
from snt_desk.ui.pages.roster.reading import TypedMember, TypedPosting
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

TODAY = date(2026, 11, 22)
OSEI = MemberDraft("2218", "Kwame", "Osei", postings=(PostingDraft("pc", 80, date(2026, 11, 1)),))

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RosterPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RosterPage, begin)


def begin(page: RosterPage) -> None:
    """Show everybody, with an empty form beside them."""
    page.show_people()
    page.people.form.begin()
    page.people.bar.clear()


@pytest.fixture
def page(kept: Kept[RosterPage], store: Store, qtbot: QtBot) -> Iterator[People]:
    """The people of the roster in their window, which has the focus."""
    with kept.begun(qtbot) as made:
        made.show_people()
        yield made.people


def opened(store: Store, team: TeamName, collar: str) -> MemberDraft:
    with store.read() as session:
        return roster.opened(session, team.id, collar)


def add(store: Store, team: TeamName, draft: MemberDraft) -> None:
    with store.change("Add somebody") as session:
        roster.add(session, team.id, draft)


def names(page: People) -> list[str]:
    rows = page.table.rows
    return [rows.cells(at)[1].text for at in range(rows.rowCount())]


def select(page: People, last_name: str) -> None:
    at = next(at for at, name in enumerate(names(page)) if name.endswith(last_name))
    page.table.selectRow(at)
    page.table.setFocus()


# --- Adding -----------------------------------------------------------------------------------


def test_a_member_is_added_by_keys_alone(page: People, store: Store, team: TeamName) -> None:
    enter = Qt.Key.Key_Return
    press(Qt.Key.Key_N, held=CTRL)
    press("2218", enter, "Kwame", enter, "Osei", enter, "pc", enter)
    press(Qt.Key.Key_A, held=CTRL)
    press("80", enter, "1/11/2026", enter, enter, "y", enter, "resp", enter, "osei@example.org")
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, team, "2218") == MemberDraft(
        collar="2218",
        first_name="Kwame",
        last_name="Osei",
        cycle_trained=True,
        driving="response",
        email="osei@example.org",
        postings=(PostingDraft("pc", 80, date(2026, 11, 1)),),
    )
    assert store.undo_label == "Add PC Osei"
    assert page.form.opened == "2218"
    assert "Kwame Osei" in names(page)


def test_who_may_be_named_to_the_public_is_ticked_by_keys(
    page: People, store: Store, team: TeamName
) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.focus("email")
    press(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert page.form.edited
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, team, "1432").public is True
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, team, "1432").public is None


def test_control_enter_saves_and_begins_the_next(page: People, store: Store) -> None:
    page.new()
    press("2218")
    page.form.first_name.setText("Kwame")
    page.form.last_name.setText("Osei")
    page.form.role.setEditText("PC")
    page.form.start_day.setText("1/11/2026")
    press(Qt.Key.Key_Return, held=CTRL)
    assert store.undo_label == "Add PC Osei"
    assert (page.form.opened, page.form.edited) == ("", False)
    assert page.form.collar.hasFocus()


def test_a_day_is_said_back_while_it_is_typed_and_in_full_afterwards(page: People) -> None:
    page.new()
    page.form.focus("start")
    press("1/11/2026")
    assert "From Sun 1 Nov 2026 on" in words(page.form)
    press(Qt.Key.Key_Tab)
    assert page.form.start_day.text() == "Sun 1 Nov 2026"
    page.form.focus("start")
    press(Qt.Key.Key_End, "+")
    assert page.form.start_day.text() == "Mon 2 Nov 2026"


def test_a_collar_that_is_taken_is_said_in_a_box_and_nothing_is_lost(
    page: People, store: Store
) -> None:
    fill_in(page, collar="1432")
    page.save()
    assert page.form.box.words == "1432 is taken. Tom Ridley has that collar number."
    assert page.form.typed.last_name == "Osei"
    assert store.undo_label is None
    page.form.collar.setText("2218")
    page.save()
    assert page.form.box.words == ""
    assert store.undo_label == "Add PC Osei"


# --- Problems ---------------------------------------------------------------------------------


def test_problems_come_with_save_and_go_as_they_are_mended(page: People, store: Store) -> None:
    page.new()
    press("22 18")
    assert page.form.summary.texts == []
    page.save()
    assert page.form.summary.texts == [
        "Enter a collar number: letters, digits, . _ or -, up to 40.",
        "Enter the first name.",
        "Enter the last name.",
        "Choose a role.",
        "Enter the first day in the team.",
    ]
    press(*[Qt.Key.Key_Tab] * 5)
    assert page.form.collar.hasFocus()
    press(Qt.Key.Key_Backtab, *[Qt.Key.Key_Backtab] * 3, Qt.Key.Key_Return)
    assert page.form.first_name.hasFocus()
    press("Kwame")
    assert "Enter the first name." not in page.form.summary.texts
    assert page.form.collar.text() == "22 18"
    assert store.undo_label is None


def test_a_day_that_cannot_be_read_is_kept_and_named(page: People) -> None:
    fill_in(page)
    page.form.last_day.setText("31/2")
    page.save()
    assert "“31/2” is not a day. Write it as 27/3, 27 March or fri." in words(page.form)
    assert page.form.last_day.text() == "31/2"
    assert page.form.last_day.hasFocus()


def test_f8_goes_from_problem_to_problem(page: People) -> None:
    fill_in(page)
    page.form.first_name.setText("")
    page.form.role.setEditText("constabulary")
    page.save()
    press(Qt.Key.Key_F8)
    assert page.form.first_name.hasFocus()
    press(Qt.Key.Key_F8)
    assert page.form.role.hasFocus()
    assert "“constabulary” is not in the list. Choose a role." in words(page.form)


# --- Changing ---------------------------------------------------------------------------------


def test_enter_opens_the_form_and_escape_goes_back(page: People) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    assert page.form.opened == "1432"
    assert page.form.first_name.hasFocus()
    assert not page.form.collar.isEnabled()
    press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_member_is_changed_by_a_double_click_and_the_save_button(
    page: People, store: Store, team: TeamName
) -> None:
    at = names(page).index("Tom Ridley")
    place = page.table.visualRect(page.table.rows.index(at, 1)).center()
    click(page.table.viewport(), place, twice=True)
    page.form.fte_percent.setText("60 %")
    click(page.form.save_button)
    assert opened(store, team, "1432").postings[0].fte_percent == 60
    assert store.undo_label == "Change PC Ridley"


def test_saving_what_is_saved_makes_no_change(page: People, store: Store) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)
    page.save()
    assert heard == []


def test_what_is_typed_is_not_replaced_by_another_member(page: People) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.email.setText("tom@example.org")
    select(page, "Okafor")
    press(Qt.Key.Key_Return)
    assert page.form.opened == "1432"
    assert page.form.email.text() == "tom@example.org"
    assert page.form.box.words == "PC Ridley is not saved. Save or clear it first."
    page.form.clear_button.click()
    assert page.form.email.text() == ""
    select(page, "Okafor")
    press(Qt.Key.Key_Return)
    assert page.form.opened == "101"


def test_undo_shows_the_member_as_before_but_keeps_what_is_typed(
    page: People, store: Store
) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.first_name.setText("Thomas")
    page.save()
    store.undo()
    assert page.form.first_name.text() == "Tom"
    page.form.first_name.setText("Tommy")
    store.redo()
    assert page.form.first_name.text() == "Tommy"


def test_letters_that_can_mean_one_choice_are_enough_to_save(
    page: People, store: Store, team: TeamName
) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.focus("driving")
    press(Qt.Key.Key_A, held=CTRL)
    press("adv")
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, team, "1432").driving == "advanced"


def test_what_is_offered_no_more_stays_with_who_has_it(
    page: People, store: Store, team: TeamName
) -> None:
    with store.change("Retire codes", kind="barrier") as session:
        for code in session.query(Code).filter(Code.code.in_(["response", "pc"])):
            code.valid_to = clock.today()
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.first_name.setText("Thomas")
    page.save()
    saved = opened(store, team, "1432")
    assert (saved.first_name, saved.driving) == ("Thomas", "response")
    assert saved.postings[0].role == "pc"


# --- Postings ---------------------------------------------------------------------------------


def test_a_promotion_ends_the_posting_before_it(page: People, store: Store, team: TeamName) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.postings.add_button.click()
    assert page.form.role.hasFocus()
    press(Qt.Key.Key_A, held=CTRL)
    press("sgt")
    page.form.start_day.setText("1 December 2026")
    assert [line.spoken for line in page.form.postings.list.lines.lines] == [
        "PC, 100 %, Thu 1 Jan 2026 to Mon 30 Nov 2026",
        "Sgt, 100 %, From Tue 1 Dec 2026 on",
    ]
    page.save()
    assert opened(store, team, "1432").postings == (
        PostingDraft("pc", 100, date(2026, 1, 1), date(2026, 11, 30)),
        PostingDraft("sergeant", 100, date(2026, 12, 1)),
    )
    assert store.undo_label == "Change Sgt Ridley"


def test_each_posting_can_be_taken_in_hand_and_taken_away(
    page: People, store: Store, team: TeamName
) -> None:
    first = PostingDraft("special", 20, date(2025, 1, 1), date(2025, 12, 31))
    second = PostingDraft("pc", 100, date(2026, 1, 1))
    add(store, team, MemberDraft("2218", "Kwame", "Osei", postings=(first, second)))
    select(page, "Osei")
    press(Qt.Key.Key_Return)
    assert page.form.role.currentText() == "PC"
    page.form.postings.list.setFocus()
    press(Qt.Key.Key_Up)
    assert page.form.role.currentText() == "SC"
    assert page.form.last_day.text() == "Wed 31 Dec 2025"
    assert not page.form.edited
    page.form.postings.remove_button.click()
    page.save()
    assert opened(store, team, "2218").postings == (second,)


def test_a_problem_of_another_posting_takes_that_one_in_hand(
    page: People, store: Store, team: TeamName
) -> None:
    select(page, "Ridley")
    press(Qt.Key.Key_Return)
    page.form.fte_percent.setText("lots")
    page.form.add_posting()
    page.form.fte_percent.setText("50")
    page.form.start_day.setText("1/12/2026")
    page.save()
    assert page.form.fte_percent.text() == "lots"
    assert "Enter the part of full time as 0 to 100 percent." in words(page.form)


def test_two_postings_on_one_day_are_a_problem_of_the_later_one() -> None:
    pc = TypedPosting("pc", start="1/11/2026", last_day="5/11/2026")
    member = TypedMember("2218", "Kwame", "Osei", postings=(pc, pc))
    assert [(one.posting, one.field) for one in reading.faults(member, TODAY)] == [(1, "start")]


# --- Deleting ---------------------------------------------------------------------------------


def test_a_member_is_deleted_by_key_and_brought_back(page: People, store: Store) -> None:
    select(page, "Calloway")
    press(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete)
    assert store.undo_label == "Delete PCSO Calloway"
    assert names(page) == ["Hannah Okafor", "Tom Ridley"]
    assert page.form.opened == ""
    press(Qt.Key.Key_Z, held=CTRL)
    assert "Asha Calloway" in names(page)


def test_a_member_with_patrols_stays_and_a_box_says_what_to_do(
    page: People, store: Store, team: TeamName
) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))
    select(page, "Ridley")
    page.delete()
    assert page.box.words.endswith("Patrols or duties name them. Enter a last day instead.")
    assert "Tom Ridley" in names(page)
    assert store.undo_label == "Log patrol"


# --- The list ---------------------------------------------------------------------------------


def test_who_is_in_hand_stays_in_hand_when_others_come(
    page: People, store: Store, team: TeamName
) -> None:
    select(page, "Ridley")
    before = page.table.current_id
    add(store, team, OSEI)
    assert page.table.current_id == before
    assert len(names(page)) == 4


def test_past_members_are_shown_if_asked_for(page: People, store: Store, team: TeamName) -> None:
    left = clock.today() - DAY
    gone = PostingDraft("pc", 100, date(2020, 1, 1), left)
    add(store, team, MemberDraft("2218", "Kwame", "Osei", postings=(gone,)))
    assert "Kwame Osei" not in names(page)
    click(page.past)
    assert "Kwame Osei" in names(page)
    page.totals.cleared.emit()
    assert "Kwame Osei" not in names(page)


def test_letters_filter_and_escape_takes_the_filter_away(page: People) -> None:
    select(page, "Okafor")
    press("pcso")
    assert names(page) == ["Asha Calloway"]
    press("x")
    assert page.none_match.isVisible()
    press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert len(names(page)) == 3
    press(Qt.Key.Key_F, held=CTRL)
    assert page.bar.words.hasFocus()


def test_a_team_without_people_says_what_to_do_next(page: People, store: Store) -> None:
    page.table.selectAll()
    page.delete()
    assert page.box.words != ""
    with store.change("Nobody is on duty") as session:
        session.query(Duty).delete()
    page.delete()
    assert store.undo_label == "Delete 3 people"
    assert page.none_yet.isVisible()
    click(page.add_button)
    assert page.form.collar.hasFocus()


def test_without_a_team_nobody_can_be_added(qtbot: QtBot, desk: Desk) -> None:
    page = People()
    qtbot.addWidget(page.build(desk))
    fill_in(page)
    page.save()
    assert page.form.box.words == "There is no team yet. Choose one: Tools, Team of this desk."


# --- For everybody ----------------------------------------------------------------------------


def test_a_name_that_looks_like_markup_is_a_name(
    page: People, store: Store, team: TeamName
) -> None:
    odd = MemberDraft("2218", "<b>Kwame</b>", "O&sei <i>", postings=OSEI.postings)
    add(store, team, odd)
    select(page, "O&sei <i>")
    press(Qt.Key.Key_Return)
    assert "PC O&sei <i>" in words(page.form)
    shown = [one for one in page.form.findChildren(QLabel) if "<i>" in one.text()]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in shown)
    page.form.email.setText("o@example.org")
    page.save()
    assert store.undo_label == "Change PC O&sei <i>"


def test_tab_follows_what_is_read(page: People) -> None:
    form = page.form
    page.new()
    wanted: list[QWidget] = [
        *(form.collar, form.first_name, form.last_name, form.role, form.fte_percent),
        *(form.start_day, form.last_day, form.cycle_trained, form.driving, form.email),
        form.public,
        *(form.postings.add_button, form.save_button, form.again_button, form.clear_button),
    ]
    for control in wanted:
        assert control.hasFocus()
        press(Qt.Key.Key_Tab)


def test_everything_that_takes_the_focus_has_a_name(page: People) -> None:
    assert nameless(page.widget) == []


def test_no_two_fields_share_a_letter_nor_take_one_of_a_menu(page: People) -> None:
    assert shared_letters(page.widget) == []


def test_it_fits_the_least_window(page: People) -> None:
    page.widget.open_pane()
    least = page.widget.minimumSizeHint()
    assert (least.width() <= 960, least.height() <= 460) == (True, True)


def fill_in(page: People, collar: str = "2218") -> None:
    page.new()
    page.form.collar.setText(collar)
    page.form.first_name.setText("Kwame")
    page.form.last_name.setText("Osei")
    page.form.role.setEditText("PC")
    page.form.start_day.setText("1/11/2026")


# --- Closing the window -----------------------------------------------------------------------


def test_a_member_that_is_typed_is_asked_about_before_the_window_closes(
    page: People, ask: CannedAsk
) -> None:
    page.new()
    page.form.collar.setText("2218")
    window = page.widget.window()
    ask.answers = [None]
    assert not window.close()
    assert ask.asked == ["Save the member?"]
    assert page.form.collar.value == "2218"
    page.form.begin()
