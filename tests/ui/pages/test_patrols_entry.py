"""Patrols typed by keys in the real window: nights, usual ones, what a crash leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrol_log, patrols
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols import PatrolsPage, asides
from snt_desk.ui.pages.patrols.keeping import Keeping
from snt_desk.ui.tasks import Tasks
from tests.ui.pages import patrol_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, in_window

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = london(2026, 11, 22, 14, 2)
TAB, ENTER = Key.Key_Tab, Key.Key_Return

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PatrolsPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PatrolsPage, patrol_page.begin)


@pytest.fixture
def page(
    kept: Kept[PatrolsPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatrolsPage]:
    """The page in its window, in the early afternoon of Sun 22 Nov 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with kept.begun(qtbot) as made:
        yield made


def press(*what: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys, or type a text, where the focus is, or in the list that is open over it."""
    for one in what:
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        if isinstance(one, str):
            QTest.keyClicks(target, one, held)
        else:
            QTest.keyClick(target, one, held)


def log(store: Store, team: TeamName, *legs: LegDraft, **more: Any) -> str:
    with store.change("Log patrol") as session:
        return patrols.log(session, team.id, PatrolDraft(legs, **more))


def leg(start: datetime, minutes: int | None = 60, **more: object) -> LegDraft:
    end = None if minutes is None else start + timedelta(minutes=minutes)
    return LegDraft(**{**vars(LegDraft("foot", start, end, "B1", ("1432",))), **more})


def drafts(store: Store, team: TeamName) -> list[PatrolDraft]:
    """All that is in the log, the newest first."""
    with store.read() as session:
        rows = patrol_log.rows(session, team.id, Filter())
        return [patrols.opened(session, row.ref) for row in rows]


def said(page: PatrolsPage, name: str) -> str:
    """What a screen reader says below a field."""
    control = getattr(page.form.fields, name)
    return str((control.focusProxy() or control).accessibleDescription())


def save() -> None:
    press(Key.Key_S, held=CTRL)


# --- The nights when the clocks change --------------------------------------------------------


def test_a_night_with_an_hour_more_is_nine_hours_long(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, "24/10/26", TAB, "2200", TAB, "0600", TAB, "rid", ENTER)
    assert "22:00 to 06:00, clocks go back: 9 h" in said(page, "out")
    save()
    [draft] = drafts(store, team)
    start, end = draft.legs[0].start, draft.legs[0].end
    assert start is not None
    assert end is not None
    assert clock.minutes_between(start, end) == 9 * 60
    assert "This is longer than eight hours." in said(page, "back")


@pytest.mark.parametrize(("letter", "zone", "minutes"), [("b", "BST", 210), ("g", "GMT", 270)])
def test_half_past_one_that_night_asks_which_and_one_key_says(
    page: PatrolsPage, store: Store, team: TeamName, letter: str, zone: str, minutes: int
) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, "24/10/26", TAB, "2200", TAB, "0130", TAB)
    assert page.form.fields.which_clock.words == "01:30 was twice that night. Press B or G."
    assert "eight hours" not in said(page, "back")
    press(letter)
    assert page.form.fields.back.value == f"01:30 {zone}"
    assert page.form.fields.which_clock.words == ""
    press("rid", ENTER)
    save()
    [draft] = drafts(store, team)
    assert draft.legs[0].start == london(2026, 10, 24, 22)
    assert draft.legs[0].end == london(2026, 10, 24, 22) + timedelta(minutes=minutes)


def test_a_start_that_was_twice_is_asked_for_before_the_end(page: PatrolsPage) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, "25/10/26", TAB, "0130", TAB, "b", "+90", TAB)
    assert (page.form.fields.out.value, page.form.fields.back.value) == ("01:30 BST", "02:00")
    assert "01:30 to 02:00, clocks go back: 1 h 30 min" in said(page, "out")
    assert page.form.fields.crew.line.hasFocus()


def test_who_does_not_say_which_is_told_on_save(page: PatrolsPage) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, "25/10/26", TAB, "0130", TAB, TAB, TAB, TAB, "rid", ENTER)
    save()
    sentence = "01:30 on Sun 25 Oct 2026 was twice, because the clocks went back."
    assert f"{sentence} Write 0130 BST or 0130 GMT." in said(page, "out")
    assert page.form.fields.which_clock.words


def test_half_past_one_in_march_never_was_and_says_what_to_write(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, "29/3/26", TAB, "0130", TAB, "0400", TAB, "rid", ENTER)
    assert page.form.fields.which_clock.words == ""
    save()
    sentence = "01:30 on Sun 29 Mar 2026 never was: the clocks went forward."
    assert f"{sentence} Write 0230, as they showed then." in said(page, "out")
    assert (page.form.fields.out.value, drafts(store, team)) == ("01:30", [])
    page.form.focus("out")
    page.form.fields.out.selectAll()
    press("0230")
    assert "1 h 30 min" in said(page, "out")
    save()
    assert len(drafts(store, team)) == 1


# --- The usual ones first ---------------------------------------------------------------------


def test_down_chooses_what_is_usual_and_nothing_is_filled_in_by_itself(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    last_sunday = london(2026, 11, 15, 9)
    usual = leg(last_sunday, 85, place="B2", officers=("7104", "101"))
    more: dict[str, Any] = {"purpose": "priority", "priority": "T1", "operation": "Op Hotspot"}
    for _ in range(3):
        log(store, team, usual, **more)
    log(store, team, leg(london(2026, 11, 16, 22), 120))
    press(Key.Key_N, held=CTRL)
    press("f", TAB, TAB)
    form = page.form.patrol
    assert (form.legs[0].out, form.legs[0].place, form.reason, form.operation) == (
        "",
        None,
        None,
        "",
    )
    press(Key.Key_Down, TAB, Key.Key_Down, TAB)
    press(Key.Key_Down, ENTER)
    press(Key.Key_Down, ENTER, TAB, Key.Key_Down, TAB, Key.Key_Down)
    page.form.focus("operation")
    press(Key.Key_Down)
    save()
    new = drafts(store, team)[0]
    expected = leg(london(2026, 11, 22, 9), 90, place="B2", officers=new.legs[0].officers)
    assert new == PatrolDraft((expected,), **more)
    assert set(new.legs[0].officers) == {"7104", "101"}


def test_enter_takes_the_first_that_the_open_list_shows(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(london(2026, 11, 15, 9), place="B2"))
    press(Key.Key_N, held=CTRL)
    page.form.focus("place")
    press("a", ENTER)
    assert page.form.fields.place.currentText() == "Haldens"
    assert page.form.fields.reason.hasFocus()


# --- What is typed survives -------------------------------------------------------------------


def test_what_was_typed_and_put_aside_is_offered_after_a_crash(
    page: PatrolsPage, store: Store, desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    ref = log(store, team, leg(london(2026, 11, 20, 9)))
    press(Key.Key_N, held=CTRL)
    press("b", TAB, "21/11", TAB, "2215", TAB, "+9", TAB, "rid", ENTER, "nob", TAB)
    page.form.add_visit()
    press("sho", TAB, "2230")
    page.open(ref)
    page.form.fields.note.set_value("Half a sen")
    qtbot.waitUntil(lambda: "Half a sen" in str(store.draft("patrol")))
    before = page.form.unsaved
    with in_window(PatrolsPage(), desk, team, qtbot) as again:
        assert again.form.kept.words == "Not saved yet. Patrol of Fri 20 Nov, typed at 14:02."
        again.form.kept.pressed.emit()
        assert (again.form.ref, again.form.fields.note.value) == (ref, "Half a sen")
        assert again.form.kept.words == "Not saved yet. Patrol of Sat 21 Nov, typed at 14:02."
        again.form.kept.pressed.emit()
        assert again.form.patrol == before.asides[0].patrol


def test_a_line_that_was_not_taken_is_there_again(
    page: PatrolsPage, desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    press(Key.Key_A, held=CTRL | SHIFT)
    press("foot 9-10 Peartr")
    page.unsaved.keep()
    with in_window(PatrolsPage(), desk, team, qtbot) as again:
        assert again.form.quick.isVisible()
        assert again.form.quick.line.value == "foot 9-10 Peartr"
        assert again.form.kept.words == ""


def test_what_is_saved_is_kept_no_more(page: PatrolsPage, store: Store) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, TAB, "9", TAB, "10", TAB, "rid", ENTER)
    page.unsaved.keep()
    assert store.draft("patrol") is not None
    save()
    page.unsaved.keep()
    assert store.draft("patrol") is None


def test_what_the_user_does_not_want_to_save_is_not_offered_again(
    page: PatrolsPage, store: Store
) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, TAB, "9")
    page.unsaved.keep()
    assert store.draft("patrol") is not None
    assert page.leave()
    assert store.draft("patrol") is None


def test_what_still_waits_for_the_worker_is_not_kept_after_it_was_let_go(
    page: PatrolsPage, store: Store, desk: Desk, qtbot: QtBot
) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, TAB, "9")
    page.unsaved.keep()
    tasks, go = Tasks(), Event()
    theirs = Desk(desk.store, tasks, desk.ask, desk.preferences, team=desk.team)
    keeping = Keeping(theirs, page.form)
    tasks.run(lambda _: go.wait(5), lambda _: None, owner=keeping)
    keeping.keep()
    keeping.drop()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert tasks.stop()
    assert store.draft("patrol") is None


def test_a_draft_that_nobody_can_read_stops_nothing() -> None:
    for text in ("{", "[]", "7", '{"version": 9}', '{"version": 1, "asides": [{"ref": 1}]}'):
        assert asides.read(text) == asides.Unsaved()


def test_where_it_cannot_be_kept_that_is_said_and_the_typing_goes_on(
    page: PatrolsPage, store: Store, database: Path
) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, TAB, "9")
    elsewhere = database.rename(database.with_name("elsewhere.db"))
    page.unsaved.keep()
    elsewhere.rename(database)
    assert page.form.box.words.startswith("What you type is not kept. Your data file was moved")
    press("30")
    page.unsaved.keep()
    assert "930" in str(store.draft("patrol"))


def test_what_is_pinned_stays_and_what_is_not_goes(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    press(Key.Key_N, held=CTRL)
    press("v", TAB, "fri", TAB, "9", TAB, "10", TAB, "rid", ENTER, TAB)
    page.form.fields.operation.set_value("Op Hotspot")
    for name, pinned in (("date", False), ("crew", False), ("operation", True)):
        page.form.set_pinned(name, pinned=pinned)
    press(ENTER, held=CTRL)
    form = page.form.patrol
    assert (form.legs[0].mode, form.legs[0].crew, form.operation) == ("vehicle", (), "Op Hotspot")
    assert form.legs[0].day == "Sun 22 Nov 2026"
    assert len(drafts(store, team)) == 1


# --- One line of text -------------------------------------------------------------------------


def test_one_line_becomes_a_checked_form_and_enter_saves_it(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    press(Key.Key_A, held=CTRL | SHIFT)
    press("foot Peartree 0930-1100 1432 7104 bike marking")
    assert page.form.quick.words == (
        "Foot, Sun 22 Nov, 09:30 to 11:00, PC Ridley, PCSO Calloway, Peartree. Note: bike marking"
    )
    press(ENTER)
    assert not page.form.quick.isVisible()
    assert page.form.fields.reason.hasFocus()
    assert "PCSO Calloway has no duty then on Sun 22 Nov." in said(page, "crew")
    assert page.form.dirty
    save()
    nine = london(2026, 11, 22, 9, 30)
    expected = leg(nine, 90, officers=("1432", "7104"))
    assert drafts(store, team) == [PatrolDraft((expected,), note="bike marking")]


def test_what_a_line_says_all_of_is_saved_by_one_more_enter(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    press(Key.Key_A, held=CTRL | SHIFT)
    press("car fri 2215 +90 PC Ridley with council at hald for woodhall op hotspot")
    press(" dispersal 2 Moved on twice", ENTER, ENTER)
    night = london(2026, 11, 20, 22, 15)
    expected = leg(night, 90, mode="vehicle", place="B2", partners=("O1",))
    assert drafts(store, team) == [
        PatrolDraft(
            (expected,),
            "priority",
            "T1",
            "Op Hotspot",
            note="Moved on twice",
            outcomes={"dispersal": 2},
        )
    ]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Peartree 9-10 1432", "how"),
        ("foot Peartree 1432", "out"),
        ("foot Peartree 9.30 1432", "back"),
        ("foot 9-10 Peartree", "crew"),
        ("foot 9-10 1432", "place"),
    ],
)
def test_the_focus_goes_to_what_the_line_does_not_say(
    page: PatrolsPage, line: str, field: str
) -> None:
    press(Key.Key_A, held=CTRL | SHIFT)
    press(line, ENTER)
    control = getattr(page.form.fields, field)
    focus = QApplication.focusWidget()
    assert control is focus or control.isAncestorOf(focus)


def test_a_name_that_two_have_is_said_and_nothing_is_guessed(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    with store.change("Add another Ridley") as session:
        other = m.Member(collar="8001", first_name="Ann", last_name="Ridley")
        session.add(other)
        session.flush()
        posted = {"member_id": other.id, "team_id": team.id, "role": "pcso", "fte_percent": 100}
        session.add(m.Posting(**posted, from_=date(2026, 1, 1)))
    press(Key.Key_A, held=CTRL | SHIFT)
    press("foot Ridley 9-10 Peartree", ENTER)
    sentence = "“Ridley” could be 2 of them. It stands in the note."
    assert page.form.box.words == f"Not sure of a word. {sentence}"
    assert (page.form.patrol.legs[0].crew, page.form.patrol.note) == ((), "Ridley")


def test_escape_leaves_the_line_and_keeps_what_was_typed(page: PatrolsPage) -> None:
    press(Key.Key_N, held=CTRL)
    press("f", TAB, TAB, "9")
    press(Key.Key_A, held=CTRL | SHIFT)
    press("foot 1432", Key.Key_Escape)
    assert not page.form.quick.isVisible()
    assert page.form.fields.out.value == "09:00"
    press(Key.Key_A, held=CTRL | SHIFT)
    assert page.form.quick.line.value == "foot 1432"
    press(Key.Key_End, " 10-11 Peartree", ENTER)
    assert page.form.kept.words.startswith("Not saved yet. Patrol of Sun 22 Nov")
    assert page.form.fields.out.value == "10:00"


# --- Several out at once ----------------------------------------------------------------------


def test_the_selected_that_are_out_end_together_and_one_undo_lets_them_out_again(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    for hour in (9, 10, 11):
        log(store, team, leg(london(2026, 11, 22, hour), None))
    log(store, team, leg(london(2026, 11, 22, 8)))
    table = page.log.table
    table.setFocus()
    table.selectAll()
    press(Key.Key_E, held=CTRL | SHIFT)
    ends = {draft.legs[0].start: draft.legs[0].end for draft in drafts(store, team)}
    assert [ends[london(2026, 11, 22, hour)] for hour in (9, 10, 11)] == [NOW] * 3
    assert ends[london(2026, 11, 22, 8)] == london(2026, 11, 22, 9)
    assert store.undo_label == "End 3 patrols"
    store.undo()
    assert [draft.legs[0].end for draft in drafts(store, team)].count(None) == 3


def test_the_menu_ends_all_that_are_out_whatever_the_log_shows(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    [end_all] = [one for one in page.commands() if one.text == "End all that are &out"]
    assert end_all.ready is not None
    assert end_all.says is not None
    assert not end_all.ready()
    for hour in (9, 10):
        log(store, team, leg(london(2026, 11, 22, hour), None))
    page.log.show_only({"month": "2026-01"})
    assert end_all.ready()
    assert end_all.says() == "End all 2 that are &out"
    end_all.do()
    assert not [draft for draft in drafts(store, team) if draft.legs[0].end is None]


def test_of_several_that_cannot_all_end_none_does(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    for minute in (NOW, NOW - timedelta(hours=1)):
        log(store, team, leg(minute, None))
    page.end_all()
    assert page.form.box.words == (
        "This patrol cannot end yet. It went out this minute. End it in the next."
    )
    assert [draft.legs[0].end for draft in drafts(store, team)] == [None, None]


def test_what_is_being_typed_of_one_that_is_out_is_left_to_be_saved(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    first, _ = (log(store, team, leg(london(2026, 11, 22, hour), None)) for hour in (9, 10))
    page.open(first)
    page.form.fields.note.set_value("Busy.")
    page.end_all()
    assert page.form.fields.back.value == "14:02"
    assert store.undo_label == "End foot patrol, Peartree"
    save()
    assert {draft.legs[0].end for draft in drafts(store, team)} == {NOW}


def test_again_repeats_the_newest_where_nothing_is_in_hand(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(london(2026, 10, 1, 9), 45, place="B2"))
    page.new()
    assert page.log.table.current_id is None
    press(Key.Key_D, held=CTRL)
    save()
    assert drafts(store, team)[0].legs == (leg(london(2026, 11, 22, 9), 45, place="B2"),)


def test_patrols_like_the_selected_go_out_together(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    for day, place in ((20, "B1"), (21, "B2")):
        log(store, team, leg(london(2026, 11, day, 9), place=place), note="Quiet.")
    table = page.log.table
    table.setFocus()
    table.selectAll()
    page.start_again()
    assert store.undo_label == "Start 2 patrols"
    started = [draft for draft in drafts(store, team) if draft.legs[0].end is None]
    expected = [PatrolDraft((leg(NOW, None, place=place),)) for place in ("B1", "B2")]
    assert sorted(started, key=lambda one: str(one.legs[0].place)) == expected
    store.undo()
    assert len(drafts(store, team)) == 2


# --- Legs -------------------------------------------------------------------------------------


def test_keys_go_from_leg_to_leg_and_what_is_odd_on_another_is_said(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    ten = london(2026, 11, 22, 10)
    ref = log(
        store, team, leg(ten - timedelta(hours=1)), leg(ten, mode="vehicle", officers=("7104",))
    )
    page.open(ref)
    odd = page.form.leg_line.findChildren(QLabel)[1]
    assert odd.text() == "Look at leg 2 too"
    assert said(page, "how") == said(page, "place") == ""
    press(Key.Key_PageDown, held=Qt.KeyboardModifier.AltModifier)
    assert page.form.leg_line.words == "Leg 2 of 2"
    assert "PCSO Calloway has no driving grade." in said(page, "crew")
    assert odd.text() == ""
    press(Key.Key_PageUp, held=Qt.KeyboardModifier.AltModifier)
    assert page.form.leg_line.words == "Leg 1 of 2"


def test_one_that_is_in_the_log_already_is_said_and_can_be_saved(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(london(2026, 11, 22, 9)))
    press(Key.Key_A, held=CTRL | SHIFT)
    press("foot Peartree 0900-1000 1432", ENTER)
    assert "This is logged already: foot, 09:00 to 10:00. You can still save." in said(page, "day")
    save()
    assert len(drafts(store, team)) == 2
    subs = [page.log.rows.cells(at)[5].sub for at in range(2)]
    assert subs == ["logged twice", "logged twice"]


def test_people_are_called_as_on_the_day_of_the_patrol(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(london(2026, 11, 20, 9)))
    with store.change("Ridley is sergeant from the 21st") as session:
        [posting] = session.query(m.Posting).join(m.Member).filter_by(collar="1432")
        posting.to = date(2026, 11, 21)
        again = {"member_id": posting.member_id, "team_id": team.id, "fte_percent": 100}
        session.add(m.Posting(**again, role="sergeant", from_=date(2026, 11, 21)))
    page.open(ref)
    assert page.form.fields.crew.line.accessibleName() == "Crew: PC Ridley"


def test_a_repeat_that_nobody_touched_is_nothing_unsaved(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(london(2026, 11, 20, 9)))
    press(Key.Key_D, held=CTRL)
    assert page.form.fields.out.value
    assert not page.form.has_unsaved
    press(Key.Key_N, held=CTRL)
    assert page.form.kept.words == ""
    press(Key.Key_D, held=CTRL)
    press("1015")
    press(Key.Key_N, held=CTRL)
    assert page.form.kept.words.startswith("Not saved yet.")
