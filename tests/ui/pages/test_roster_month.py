"""The month is typed into like a sheet of paper: letters, a range, leave, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from snt_desk.db.models import Absence, Code, Duty
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month, london
from snt_desk.domain.duties import AbsenceDraft, DutyDraft, Slot
from snt_desk.services import duties, roster
from snt_desk.services.history import Entry
from snt_desk.services.roster import MemberDraft, PostingDraft
from snt_desk.services.team import TeamName
from snt_desk.ui.listing import LineView
from snt_desk.ui.page import Target
from snt_desk.ui.pages.roster import RosterPage, last_change
from tests.ui.conftest import Answer, CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

RIDLEY, CALLOWAY = "1432", "7104"
NOVEMBER = Month(2026, 11)
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RosterPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RosterPage, begin)


def begin(page: RosterPage) -> None:
    """Show the present month, with today in hand and nothing beside it."""
    page.show_month()
    for form in (page.writing.duty_form, page.writing.absence_form):
        form.restore()
    page.writing.widget.shut_pane()
    page.show_this_month()
    page.view.grid.take(slot(22, "101"))
    page.writing.begin_absence()
    page.writing.edit()
    page.writing.widget.shut_pane()
    for view in (page.view.cover, *page.widget.findChildren(LineView)):
        view.setCurrentIndex(QModelIndex())
        view.clearSelection()
    # They are read when they are shown.
    vars(page).update(_people_stale=True)


@pytest.fixture
def page(
    kept: Kept[RosterPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RosterPage]:
    """The page in its window, on Sunday 22 November."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))
    with kept.begun(qtbot) as made:
        yield made


def slot(day: int, collar: str = RIDLEY) -> Slot:
    return Slot(collar, date(2026, 11, day))


def take(page: RosterPage, day: int, collar: str = RIDLEY) -> None:
    assert page.view.grid.take(slot(day, collar))
    page.view.grid.setFocus()


def letters(page: RosterPage, collar: str = RIDLEY) -> str:
    """All letters of a person's month, as painted."""
    model = page.view.grid.grid
    row = [one.collar for one in model.people].index(collar)
    return "".join(model.square(row, at).text or " " for at in range(model.columnCount()))


def spoken(page: RosterPage, day: int, collar: str = RIDLEY) -> str:
    model = page.view.grid.grid
    place = model.place(slot(day, collar))
    assert place is not None
    return str(model.index(*place).data(SPOKEN))


def give(store: Store, team: TeamName, code: str, *days: int, collar: str = RIDLEY) -> None:
    with store.change("Give duties") as session:
        duties.put(session, team.id, [slot(day, collar) for day in days], code)


def give_leave(store: Store, first: int, last: int, kind: str = "annual_leave") -> str:
    draft = AbsenceDraft(RIDLEY, kind, london(2026, 11, first), london(2026, 11, last + 1))
    with store.change("Give leave") as session:
        return duties.add_absence(session, draft)


# --- Typing -----------------------------------------------------------------------------------


def test_a_month_of_one_person_is_a_press_a_day(
    page: RosterPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []
    typed = "eellnn----" * 3
    take(page, 1)
    for one in typed:
        press(one)
        pressed.append(one)
    assert letters(page) == "EELLNN––––" * 3
    assert len(pressed) == 30
    assert store.undo_label == "Set PC Ridley to night, 26 Nov"


def test_a_letter_sets_the_duty_by_name_goes_right_and_is_undone(
    page: RosterPage, store: Store
) -> None:
    take(page, 23)
    press("l")
    assert store.undo_label == "Set PC Ridley to late, 23 Nov"
    assert page.view.grid.slot == slot(24)
    assert spoken(page, 23) == "PC Ridley, Mon 23 Nov, Late 14:00 to 22:00"
    press(Key.Key_Z, held=CTRL)
    assert spoken(page, 23) == "PC Ridley, Mon 23 Nov, Rest day"
    assert page.view.grid.slot == slot(24)


def test_the_day_in_hand_and_the_scroll_stay_when_something_changes(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    page.view.widget.window().resize(960, 540)
    take(page, 30, CALLOWAY)
    before = page.view.grid.verticalScrollBar().value()
    give(store, team, "late", 3)
    assert page.view.grid.slot == slot(30, CALLOWAY)
    assert page.view.grid.verticalScrollBar().value() == before


def test_a_range_begins_at_the_day_in_hand_however_it_came_there(
    page: RosterPage, store: Store
) -> None:
    take(page, 1)
    press(Key.Key_Right)
    press("e")
    press(Key.Key_Right, held=SHIFT)
    assert page.view.grid.slots == [slot(3), slot(4)]
    take(page, 22)
    press(Key.Key_D, held=CTRL)
    press(Key.Key_Right, held=SHIFT)
    assert page.view.grid.slots == [slot(23), slot(24)]


def test_a_letter_sets_a_whole_range_in_one_change(page: RosterPage, store: Store) -> None:
    take(page, 24)
    press(Key.Key_Right, Key.Key_Right, held=SHIFT)
    press(Key.Key_Down, held=SHIFT)
    press("d")
    assert letters(page)[23:26] == letters(page, CALLOWAY)[23:26] == "DDD"
    assert store.undo_label == "Set 6 days to day, PC Ridley, PCSO Calloway, 24 to 26 Nov"
    store.undo()
    assert letters(page, CALLOWAY)[23:26] == "–––"


def test_the_letter_that_stands_there_changes_nothing(page: RosterPage, store: Store) -> None:
    take(page, 22)
    press("e")
    assert store.undo_label is None
    assert page.view.grid.slot == slot(23)


def test_a_letter_that_is_no_duty_says_which_are(page: RosterPage, store: Store) -> None:
    take(page, 22)
    press("x")
    assert page.view.box.words.startswith("X is no duty. E early, D day, L late, N night")
    assert store.undo_label is None
    press("e")
    assert page.view.box.words == ""


def test_minus_makes_a_rest_day_and_delete_stays_where_it_is(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    give(store, team, "late", 23)
    take(page, 22)
    press("-")
    assert store.undo_label == "Delete early, PC Ridley, 22 Nov"
    press(Key.Key_Delete)
    assert page.view.grid.slot == slot(23)
    assert letters(page)[21:23] == "––"
    store.undo()
    store.undo()
    assert letters(page)[21:23] == "EL"


def test_control_d_is_the_same_as_the_day_before(page: RosterPage, store: Store) -> None:
    take(page, 23)
    press(Key.Key_D, Key.Key_D, held=CTRL)
    assert letters(page)[21:25] == "EEE–"
    assert store.undo_label == "Repeat PC Ridley, 24 Nov"


def test_control_d_fills_down_from_the_first_line_of_a_range(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    give(store, team, "night", 24)
    take(page, 24)
    press(Key.Key_Down, held=SHIFT)
    press(Key.Key_D, held=CTRL)
    assert letters(page, CALLOWAY)[23] == "N"


def test_two_duties_are_said_and_a_letter_opens_the_day(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    second = DutyDraft(RIDLEY, "late", london(2026, 11, 22, 16), london(2026, 11, 22, 20))
    with store.change("Add") as session:
        duties.add(session, team.id, second)
    assert "E+" in letters(page)
    assert "2 duties: Early 07:00 to 15:00, Late 16:00 to 20:00" in spoken(page, 22)
    take(page, 22)
    press("n")
    assert store.undo_label == "Add"
    assert page.writing.form is page.writing.duty_form
    assert page.writing.duty_form.list.isVisible()


def test_who_is_not_posted_cannot_be_written_in(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    left = MemberDraft(
        "2218",
        "Kwame",
        "Osei",
        postings=(PostingDraft("pc", 100, date(2026, 1, 1), date(2026, 11, 10)),),
    )
    with store.change("Add somebody") as session:
        roster.add(session, team.id, left)
    take(page, 11, "2218")
    press("e")
    assert page.view.box.words == "PC Osei is not posted here on Wed 11 Nov. See People for when."
    assert store.undo_label == "Add somebody"
    assert spoken(page, 11, "2218") == "PC Osei, Wed 11 Nov, Not posted here"


def test_a_retired_duty_has_no_letter_and_is_still_shown(page: RosterPage, store: Store) -> None:
    with store.change("Retire", kind="barrier") as session:
        session.query(Code).filter_by(list="duty", code="early").one().valid_to = date(2026, 11, 1)
    assert letters(page)[21] == "E"
    take(page, 23)
    press("e")
    assert "is no duty" in page.view.box.words


# --- The form of a duty -----------------------------------------------------------------------


def test_f2_edits_the_times_as_typed_and_the_reason(page: RosterPage, store: Store) -> None:
    take(page, 22)
    press(Key.Key_F2)
    form = page.writing.duty_form
    assert form.start_time.hasFocus()
    press("6", Key.Key_Tab, "1430")
    assert "8 h 30 min" in words(form)
    form.note.setPlainText("Exigencies of duty")
    press(Key.Key_S, held=CTRL)
    assert store.undo_label == "Change PC Ridley, 22 Nov"
    assert spoken(page, 22) == "PC Ridley, Sun 22 Nov, Early 06:00 to 14:30"
    assert "Exigencies of duty" in words(page.view.below)
    assert page.view.grid.hasFocus()
    assert page.writing.form is None


def test_enter_on_a_rest_day_writes_a_duty_with_its_usual_times(
    page: RosterPage, store: Store
) -> None:
    take(page, 23)
    press(Key.Key_Return, "ni", Key.Key_Return)
    form = page.writing.duty_form
    assert (form.start_time.text(), form.end_time.text()) == ("21:00", "05:00")
    press(Key.Key_S, held=CTRL)
    assert spoken(page, 23) == "PC Ridley, Mon 23 Nov, Night 21:00 to 05:00"


def test_problems_of_a_duty_come_with_save_and_what_is_typed_stays(
    page: RosterPage, store: Store
) -> None:
    take(page, 22)
    press(Key.Key_F2, "25", Key.Key_Tab)
    page.save()
    form = page.writing.duty_form
    assert "“25” is not a time. Write it as 2215, 22:15 or 10.15pm." in words(form)
    assert (form.start_time.text(), store.undo_label) == ("25", None)


def test_what_is_typed_is_not_replaced_by_another_day(page: RosterPage) -> None:
    take(page, 22)
    press(Key.Key_F2, "6")
    take(page, 23)
    press(Key.Key_F2)
    form = page.writing.duty_form
    assert (form.slot, form.start_time.text()) == (slot(22), "06:00")
    assert form.box.words == "What you have typed is not saved. Save or clear it first."


def test_times_may_become_the_usual_ones(page: RosterPage, store: Store) -> None:
    take(page, 22)
    press(Key.Key_F2, "6", Key.Key_Tab, "14")
    page.writing.duty_form.usual.setChecked(True)
    press(Key.Key_S, held=CTRL)
    take(page, 23)
    press("e")
    assert spoken(page, 23) == "PC Ridley, Mon 23 Nov, Early 06:00 to 14:00"


# --- Absences ---------------------------------------------------------------------------------


def test_leave_is_a_letter_a_last_day_and_a_save(page: RosterPage, store: Store) -> None:
    take(page, 22)
    press("v", "25")
    assert "4 days" in words(page.writing.absence_form)
    press(Key.Key_S, held=CTRL)
    assert store.undo_label == "Add annual leave, PC Ridley, 22 to 25 Nov"
    assert letters(page)[20:26] == "–VVVV–"
    assert spoken(page, 22) == "PC Ridley, Sun 22 Nov, Early 07:00 to 15:00, annual leave"
    with store.read() as session:
        leave = session.query(Absence).one()
        assert (leave.start, leave.end) == (london(2026, 11, 22), london(2026, 11, 26))


def test_a_weekday_as_last_day_is_the_next_one_from_the_first_day(page: RosterPage) -> None:
    take(page, 22)
    press("v", "fri", Key.Key_Tab)
    assert page.writing.absence_form.end_day.text() == "Fri 27 Nov 2026"


def test_an_abstraction_has_the_times_of_the_duty_and_asks_why(
    page: RosterPage, store: Store
) -> None:
    take(page, 22)
    press("a")
    form = page.writing.absence_form
    assert form.kind.hasFocus()
    assert (form.start_time.text(), form.end_time.text()) == ("07:00", "15:00")
    press("court", Key.Key_Return)
    form.sent_to.setText("Crown court")
    press(Key.Key_S, held=CTRL)
    assert spoken(page, 22).endswith("Early 07:00 to 15:00, court 07:00 to 15:00, Crown court")
    assert "100.0 %" in words(page.view.below)
    assert "8 h of 8 h rostered: court 8 h" in words(page.view.below)


def test_leave_over_a_range_is_for_all_of_it(page: RosterPage) -> None:
    take(page, 23)
    press(Key.Key_Right, Key.Key_Right, held=SHIFT)
    press("s")
    form = page.writing.absence_form
    assert (form.start_day.text(), form.end_day.text()) == ("Mon 23 Nov 2026", "Wed 25 Nov 2026")
    assert form.kind.currentText() == "Sickness"


def test_enter_opens_the_leave_that_is_shown_and_f2_the_duty_under_it(
    page: RosterPage, store: Store
) -> None:
    give_leave(store, 22, 24)
    take(page, 22)
    press(Key.Key_Return)
    form = page.writing.absence_form
    assert (form.end_day.text(), form.end_time.text()) == ("Tue 24 Nov 2026", "")
    press(Key.Key_Escape, Key.Key_F2)
    assert page.writing.form is page.writing.duty_form


def test_delete_takes_the_leave_of_a_day_without_a_duty_and_says_all_of_it(
    page: RosterPage, store: Store
) -> None:
    give_leave(store, 22, 24)
    take(page, 23)
    press(Key.Key_Delete)
    assert store.undo_label == "Delete annual leave, PC Ridley, 22 to 24 Nov"
    store.undo()
    assert letters(page)[21:24] == "VVV"


def test_delete_takes_what_is_seen_of_a_day_and_not_the_duty_under_it(
    page: RosterPage, store: Store
) -> None:
    give_leave(store, 22, 24)
    take(page, 22)
    assert page.in_hand() == page.view.record
    press(Key.Key_Delete)
    assert store.undo_label == "Delete annual leave, PC Ridley, 22 to 24 Nov"
    assert letters(page)[21] == "E"


def test_leave_on_days_that_have_leave_already_is_said_while_it_is_typed(
    page: RosterPage, store: Store
) -> None:
    give_leave(store, 22, 24)
    take(page, 25)
    press("v")
    form = page.writing.absence_form
    assert "already" not in words(form)
    form.start_day.set_value("24/11")
    said = "Annual leave is there already: Sun 22 Nov to Tue 24 Nov. You can still save."
    assert said in words(form)
    press(Key.Key_S, held=CTRL)
    assert letters(page)[21:25] == "VVVV"
    press(Key.Key_Return)
    assert "Sun 22 Nov to Tue 24 Nov" in words(form)


def test_leave_that_is_opened_is_not_in_its_own_way(page: RosterPage, store: Store) -> None:
    give_leave(store, 22, 24)
    take(page, 22)
    press(Key.Key_Return)
    assert "already" not in words(page.writing.absence_form)


def test_an_absence_that_ends_before_it_begins_is_refused(page: RosterPage, store: Store) -> None:
    take(page, 22)
    press("v", "20/11/2026")
    page.save()
    assert "Enter an end after 00:00 on Sun 22 Nov 2026." in words(page.writing.absence_form)
    assert store.undo_label is None


# --- What is said -----------------------------------------------------------------------------


def test_f8_goes_to_what_is_to_be_looked_at_and_enter_from_the_list_to_its_day(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    give(store, team, "late", 23)
    give(store, team, "early", 24)
    assert spoken(page, 24).endswith("Early 07:00 to 15:00, only 9 h off before this duty")
    take(page, 1)
    press(Key.Key_F8)
    while page.view.below.list.current_id != page.view.looks[-1].line.id:
        press(Key.Key_F8)
    at = next(n for n, one in enumerate(page.view.looks) if one.slot == slot(24))
    page.view.below.list.setFocus()
    page.view.below.list.select(page.view.looks[at].line.id)
    press(Key.Key_Return)
    assert page.view.grid.slot == slot(24)
    assert page.view.grid.hasFocus()
    assert "The late on Mon 23 Nov ends at 22:00. The rule is 11 h." in words(page.view.below)


def test_cover_says_how_many_and_whether_that_is_enough(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    model = page.view.cover.model()
    assert str(model.index(0, 21).data(SPOKEN)) == (
        "Early and day, at least 2, Sun 22 Nov, today, 1, fewer than wanted"
    )
    give(store, team, "day", 22, collar=CALLOWAY)
    assert str(model.index(0, 21).data(SPOKEN)).endswith("today, 2")


def test_bank_holidays_are_named_above_their_day(page: RosterPage) -> None:
    page.step(1)
    across = Qt.Orientation.Horizontal
    head = page.view.grid.model().headerData(24, across, SPOKEN)
    assert head == "Fri 25 Dec, bank holiday: Christmas Day"
    down = page.view.grid.model().headerData(1, Qt.Orientation.Vertical, SPOKEN)
    assert down == "PC Ridley 1432"


def test_the_months_are_walked_by_keys(page: RosterPage) -> None:
    take(page, 30)
    press(Key.Key_PageDown, held=CTRL)
    assert (page.view.month, page.view.grid.slot) == (
        Month(2026, 12),
        Slot(RIDLEY, date(2026, 12, 30)),
    )
    press(Key.Key_PageUp, Key.Key_PageUp, held=CTRL)
    assert page.view.month == Month(2026, 10)
    press(Key.Key_Home, held=CTRL)
    assert page.view.month == NOVEMBER


def test_the_selection_is_copied_as_a_spreadsheet_takes_it(
    page: RosterPage, store: Store, team: TeamName
) -> None:
    give(store, team, "late", 23)
    take(page, 22)
    press(Key.Key_Right, held=SHIFT)
    press(Key.Key_Down, held=SHIFT)
    press(Key.Key_C, held=CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "E\tL\n–\t–"
    assert data.html().count("<td") == 4


def test_a_team_without_people_says_what_to_do_next(page: RosterPage, store: Store) -> None:
    with store.change("Nobody is on duty") as session:
        session.query(Duty).delete()
    page.show_people()
    page.people.table.selectAll()
    page.people.delete()
    page.show_month()
    assert page.view.nobody.isVisible()
    assert not page.leave_button.isVisible()
    click(page.view.add_button)
    assert page.people.form.collar.hasFocus()
    page.show_month()
    press(Key.Key_N, held=CTRL)
    assert page.people.form.collar.hasFocus()
    store.undo()
    page.show_month()
    assert page.leave_button.isVisible()


# --- Going about ------------------------------------------------------------------------------


def test_records_are_gone_to_from_elsewhere(page: RosterPage, store: Store) -> None:
    ref = give_leave(store, 24, 25)
    page.step(3)
    page.go_to(Target("Roster", "duties", "D1"))
    assert (page.view.grid.slot, page.in_hand()) == (slot(22), ("duties", "D1"))
    page.go_to(Target("Roster", "absences", ref))
    assert (page.view.grid.slot, page.in_hand()) == (slot(24), ("absences", ref))
    page.go_to(Target("Roster", "members", CALLOWAY))
    assert page.in_hand() == ("members", CALLOWAY)
    assert page.people.table.hasFocus()
    page.go_to(Target("Roster", filters=(("month", "2026-10"),)))
    assert page.view.month == Month(2026, 10)
    page.go_to(Target("Roster", "duties", "D0"))
    assert page.view.box.words == "That duty is no longer there. Undo brings it back."


def test_the_day_in_hand_stays_in_sight_when_a_form_opens_beside_it(
    page: RosterPage, qtbot: QtBot
) -> None:
    page.view.widget.window().resize(960, 540)
    take(page, 27)
    press("v")
    grid = page.view.grid
    qtbot.waitUntil(lambda: grid.viewport().rect().contains(grid.visualRect(grid.currentIndex())))
    assert grid.slot == slot(27)


def test_who_changed_a_day_and_when_stands_below_it(
    page: RosterPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: london(2026, 11, 20, 9))
    take(page, 23)
    press("l", Key.Key_Left)
    who = page.view.below
    assert "Late 14:00 to 22:00" in words(who)
    qtbot.waitUntil(lambda: "Late 14:00 to 22:00, changed by " in words(who))
    assert words(who).count(" on 20 Nov") == 1
    press(Key.Key_Right)
    assert "changed by" not in words(who)


def test_what_came_by_an_import_was_changed_by_nobody_here() -> None:
    at = london(2025, 11, 20, 9)
    imported = Entry(1, at, "demo", "Import the year", "barrier", ())
    own = Entry(2, at, "Sgt Okafor", "Change PC Ridley, 22 Nov", "change", ())
    assert last_change.said([imported]) == ""
    with_year = f"changed by Sgt Okafor on 20 Nov{' 2025' if clock.today().year != 2025 else ''}"
    assert last_change.said([own, imported]) == with_year


# --- What is typed stays ----------------------------------------------------------------------


def test_a_form_that_is_shut_keeps_what_is_typed_from_the_next_absence(page: RosterPage) -> None:
    take(page, 22)
    press("v")
    form = page.writing.absence_form
    form.note.setPlainText("Asked for by mail")
    press(Key.Key_F4)
    assert not form.isVisible()
    take(page, 25)
    press("s")
    assert form.isVisible()
    assert form.note.value == "Asked for by mail"
    assert form.box.words == "What you have typed is not saved. Save or clear it first."


def test_a_form_is_done_with_once_it_is_saved_by_its_last_field(page: RosterPage) -> None:
    take(page, 22)
    press(Key.Key_F2, Key.Key_Tab, "1430")
    press(Key.Key_S, held=CTRL)
    assert spoken(page, 22) == "PC Ridley, Sun 22 Nov, Early 07:00 to 14:30"
    assert page.writing.form is None


@pytest.mark.parametrize("answer", [None, False, True])
def test_what_is_typed_is_asked_about_before_the_window_closes(
    page: RosterPage, store: Store, ask: CannedAsk, answer: Answer
) -> None:
    take(page, 22)
    press("v", "24")
    page.show_people()
    ask.answers = [answer]
    assert page.leave() is (answer is not None)
    assert ask.asked == ["Save the absence?"]
    assert page.month_shown
    saved = store.undo_label == "Add annual leave, PC Ridley, 22 to 24 Nov"
    assert saved is (answer is True)
    page.writing.absence_form.settle()


def test_an_end_that_cannot_be_read_without_a_beginning_was_not_left_out(page: RosterPage) -> None:
    take(page, 22)
    press(Key.Key_F2, "25", Key.Key_Tab, "15")
    assert [one.field for one in page.writing.duty_form.problems()] == ["start"]


def test_a_night_duty_is_until_the_next_day(page: RosterPage) -> None:
    take(page, 23)
    press("n", Key.Key_Left, Key.Key_F2)
    assert "8 h, until Tue 24 Nov" in words(page.writing.duty_form)


def test_another_month_takes_away_what_was_said_of_this_one(page: RosterPage) -> None:
    take(page, 22)
    press("x")
    assert page.view.box.isVisible()
    press(Key.Key_PageDown, held=CTRL)
    assert not page.view.box.isVisible()


def test_f4_opens_and_shuts_the_form_of_what_is_in_front(page: RosterPage) -> None:
    form = page.writing.duty_form
    press(Key.Key_F4)
    assert form.isVisible()
    assert form.slot == page.view.grid.slot
    press(Key.Key_F4)
    assert not form.isVisible()
    page.show_people()
    press(Key.Key_F4)
    assert not page.people.form.isVisible()


# --- For everybody ----------------------------------------------------------------------------


def test_the_models_keep_to_qts_rules(page: RosterPage, store: Store, team: TeamName) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, fatal)
        for model in (page.view.grid.model(), page.view.cover.model())
    ]
    give(store, team, "late", 23)
    page.step(1)
    page.step(-1)
    assert len(testers) == 2


def test_every_square_says_whose_day_it_is_and_what(page: RosterPage) -> None:
    model = page.view.grid.grid
    for row, person in enumerate(model.people):
        for column in range(model.columnCount()):
            said = str(model.index(row, column).data(SPOKEN))
            assert said.startswith(f"{person.called}, ")
            assert said.count(",") >= 2


def test_everything_that_takes_the_focus_has_a_name(page: RosterPage) -> None:
    take(page, 22)
    press(Key.Key_F2)
    assert nameless(page.widget) == []
    press(Key.Key_Escape, "v")
    assert nameless(page.widget) == []


def test_no_two_fields_share_a_letter_nor_take_one_of_a_menu(page: RosterPage) -> None:
    assert shared_letters(page.writing.duty_form) == []
    assert shared_letters(page.writing.absence_form) == []


def test_it_scrolls_inside_itself_in_the_least_window(page: RosterPage) -> None:
    window = page.widget.window()
    window.resize(960, 540)
    assert (window.width(), window.height()) == (960, 540)
    assert not page.view.below_shown
    assert page.view.brief.text().startswith("Sgt Okafor, Sun 22 Nov")
    press(Key.Key_F4, held=SHIFT)
    assert page.view.below_shown


def test_a_double_click_opens_the_day(page: RosterPage) -> None:
    take(page, 22)
    grid = page.view.grid
    place: QPoint = grid.visualRect(grid.currentIndex()).center()
    click(grid.viewport(), place, twice=True)
    assert page.writing.duty_form.slot == slot(22)
