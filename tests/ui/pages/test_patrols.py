"""The Patrols tab, driven as a sergeant would: by keys, and sometimes by clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrol_log, patrols, returns
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import TeamName
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.parts import mnemonic
from snt_desk.ui.table import Heading
from tests.ui.conftest import CannedAsk
from tests.ui.pages import patrol_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept

Press = Callable[..., None]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = london(2026, 11, 22, 14, 2)
NOVEMBER = Month(2026, 11)
MENUS = set("FEVGRTH")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PatrolsPage]:
    """One page for all tests: it may be at its beginning again after each."""
    return keep(PatrolsPage, patrol_page.begin)


@pytest.fixture
def page(
    kept: Kept[PatrolsPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatrolsPage]:
    """The page in its window, which has the focus, in the early afternoon of Sun 22 Nov 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with kept.begun(qtbot) as made:
        yield made


@pytest.fixture
def window(page: PatrolsPage) -> MainWindow:
    """Its window."""
    found = page.widget.window()
    assert isinstance(found, MainWindow)
    return found


@pytest.fixture
def press() -> Press:
    """Press keys, or type a text, where the focus is."""

    def pressed(*what: str | Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        modifier = held or Qt.KeyboardModifier.NoModifier
        for one in what:
            target = QApplication.activePopupWidget() or focus()
            if isinstance(one, str):
                QTest.keyClicks(target, one, modifier)
            else:
                QTest.keyClick(target, one, modifier)

    return pressed


def leg(day: int = 22, out: int = 9, back: int = 10, **more: object) -> LegDraft:
    made = LegDraft(
        "foot", london(2026, 11, day, out), london(2026, 11, day, back), "B1", ("1432",)
    )
    return LegDraft(**{**vars(made), **more})


def log(store: Store, team: TeamName, *legs: LegDraft, **more: Any) -> str:
    with store.change("Log patrol") as session:
        return patrols.log(session, team.id, PatrolDraft(legs, **more))


def opened(store: Store, ref: str) -> PatrolDraft:
    with store.read() as session:
        return patrols.opened(session, ref)


def refs(store: Store, team: TeamName) -> list[str]:
    with store.read() as session:
        return [row.ref for row in patrol_log.rows(session, team.id, Filter())]


def shown(page: PatrolsPage) -> list[str]:
    """The lines, by the columns that are on at first."""
    rows = page.log.rows
    usual = [at for at, column in enumerate(rows.columns) if not column.extra]
    lines = (rows.cells(at) for at in range(rows.rowCount()))
    return [", ".join(cells[at].spoken for at in usual) for cells in lines]


def said(page: PatrolsPage, name: str) -> str:
    """What a screen reader says below a field."""
    control: QWidget = getattr(page.form.fields, name)
    return (control.focusProxy() or control).accessibleDescription()


def words(widget: QWidget) -> str:
    found = widget.findChild(QLabel)
    assert isinstance(found, QLabel)
    return found.text()


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def totals(page: PatrolsPage) -> str:
    return page.log.totals.accessibleName()


# --- Logging ----------------------------------------------------------------------------------


def test_a_usual_patrol_is_logged_in_fewer_than_thirty_keys(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    press(Key.Key_N, held=CTRL)
    keys: list[str | Qt.Key] = [Key.Key_B, Key.Key_Tab, Key.Key_Tab, *"2215", Key.Key_Tab]
    keys += [*"0140", Key.Key_Tab, *"rid", Key.Key_Return, Key.Key_Tab]
    keys += [*"pea", Key.Key_Tab, *"woo"]
    press(*keys)
    press(Key.Key_S, held=CTRL)
    assert len(keys) + 2 < 30
    [ref] = refs(store, team)
    night = london(2026, 11, 22, 22, 15), london(2026, 11, 23, 1, 40)
    expected = LegDraft("bicycle", *night, "B1", ("1432",))
    assert opened(store, ref) == PatrolDraft((expected,), purpose="priority", priority="T1")
    [row] = shown(page)
    assert row.startswith("Sun 22 Nov, 22:15, 01:40, 3:25, Bicycle, Ridley, in the future, off")
    assert row.endswith(", Peartree, Priority: Woodhall shops, ")
    assert store.undo_label == "Log bicycle patrol, Peartree"
    assert page.log.table.current_id == ref


def test_what_is_understood_is_said_while_it_is_typed(page: PatrolsPage, press: Press) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "2215", Key.Key_Tab, "0140")
    assert said(page, "back") == "3 h 25 min back on Mon 23 Nov"
    press(Key.Key_Tab)
    assert page.form.fields.out.value == "22:15"


def test_the_night_the_clocks_change_is_said(page: PatrolsPage, press: Press) -> None:
    page.new()
    press(Key.Key_Tab, "24/10/26", Key.Key_Tab, "2200", Key.Key_Tab, "0600", Key.Key_Tab)
    assert "22:00 to 06:00, clocks go back: 9 h" in said(page, "out")


def test_plus_and_minus_change_the_day(page: PatrolsPage, press: Press) -> None:
    page.new()
    press(Key.Key_Tab, "--")
    assert page.form.fields.day.value == "Fri 20 Nov 2026"


def test_after_save_and_new_date_how_and_crew_stay(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press("v", Key.Key_Tab, "fri", Key.Key_Tab, "9", Key.Key_Tab, "+90", Key.Key_Tab)
    press("7104", Key.Key_Return, Key.Key_Tab, "hald")
    press(Key.Key_Return, held=CTRL)
    assert len(refs(store, team)) == 1
    [typed] = page.form.patrol.legs
    assert (typed.mode, typed.day, typed.crew) == ("vehicle", "Fri 20 Nov 2026", ("7104",))
    assert (typed.out, typed.back, typed.place) == ("", "", None)
    assert page.form.fields.how.isAncestorOf(focus())
    assert not page.form.dirty


def test_what_is_pinned_stays_as_well(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "9", Key.Key_Tab, "10", Key.Key_Tab, "rid", Key.Key_Return)
    press(Key.Key_Tab, "hald", Key.Key_Tab, "woo", Key.Key_Tab)
    page.form.set_pinned("place", pinned=True)
    press(Key.Key_Return, held=CTRL)
    assert (page.form.patrol.legs[0].place, page.form.patrol.reason) == ("B2", None)
    page.form.set_pinned("for", pinned=True)
    page.form.fields.reason.set_value(("priority", "T1"))
    press(Key.Key_Tab, Key.Key_Tab, "11", Key.Key_Tab, "12")
    press(Key.Key_Return, held=CTRL)
    assert page.form.patrol.reason == ("priority", "T1")
    assert len(refs(store, team)) == 2


def head(page: PatrolsPage) -> QAbstractButton:
    found = page.form.findChildren(QAbstractButton)
    return next(one for one in found if one.text() in {"Start now", "End now"})


def test_a_patrol_begins_now(page: PatrolsPage, press: Press, store: Store, team: TeamName) -> None:
    press(Key.Key_N, held=CTRL | Qt.KeyboardModifier.ShiftModifier)
    press("rid", Key.Key_Return)
    press(Key.Key_S, held=CTRL)
    [ref] = refs(store, team)
    assert opened(store, ref).legs[0].start == NOW
    assert shown(page)[0].startswith("Sun 22 Nov, 14:02, out, 0:00, Foot")


def test_a_patrol_ends_now_unless_it_was_forgotten(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(22, 9, end=None))
    page.open(ref)
    assert head(page).text() == "End now"
    head(page).click()
    press(Key.Key_S, held=CTRL)
    assert opened(store, ref).legs[0].end == NOW
    page.open(log(store, team, leg(20, 9, end=None)))
    assert head(page).text() == "Start now"


def test_one_key_ends_the_patrol_in_hand_or_the_only_one_that_is_out(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    first = log(store, team, leg(22, 9, end=None))
    back = log(store, team, leg(22, 8, 9))
    page.log.table.setFocus()
    page.log.select(back)
    press(Key.Key_E, held=CTRL | SHIFT)
    assert opened(store, first).legs[0].end == NOW
    assert store.undo_label == "End foot patrol, Peartree"
    second, third = (log(store, team, leg(22, hour, end=None)) for hour in (10, 11))
    press(Key.Key_E, held=CTRL | SHIFT)
    assert opened(store, second).legs[0].end is None
    page.log.select(second)
    press(Key.Key_E, held=CTRL | SHIFT)
    assert opened(store, second).legs[0].end == NOW
    assert opened(store, third).legs[0].end is None


def test_a_patrol_that_cannot_end_yet_says_so_beside_it(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(22, 14, end=None))
    with store.change("Go out at this minute") as session:
        session.query(m.Leg).one().start = NOW
    page.widget.shut_pane()
    page.log.table.setFocus()
    press(Key.Key_E, held=CTRL | SHIFT)
    assert opened(store, ref).legs[0].end is None
    assert page.form.box.isVisible()
    assert page.form.box.words == (
        "This patrol cannot end yet. It went out this minute. End it in the next."
    )


def test_what_is_wrong_stands_line_below_line_at_once(page: PatrolsPage, press: Press) -> None:
    press(Key.Key_S, held=CTRL)
    QApplication.processEvents()
    lines = page.form.summary.findChildren(QAbstractButton)
    places = [one.geometry() for one in lines if one.isVisible()]
    assert len(places) > 1
    assert all(below.top() > above.bottom() for above, below in pairwise(places))


def test_who_is_out_stands_on_top_and_the_minutes_run_without_a_look_at_the_records(
    page: PatrolsPage, store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(store, team, leg(22, 12, 13))
    log(store, team, leg(22, 9, end=None))
    log(store, team, leg(22, 10, end=None))
    assert [row.split(", ")[1:4] for row in shown(page)] == [
        ["10:00", "out", "4:02"],
        ["09:00", "out", "5:02"],
        ["12:00", "13:00", "1:00"],
    ]
    monkeypatch.setattr(page.log.rows, "_fetch", None)
    monkeypatch.setattr(clock, "now", lambda: NOW + clock.MINUTE)
    page.log.tick()
    assert [row.split(", ")[3] for row in shown(page)] == ["4:03", "5:03", "1:00"]
    assert [page.log.rows.cells(at)[0].role for at in range(3)] == ["text", "muted", "muted"]


def test_again_begins_a_patrol_of_today_like_the_one_in_hand(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    visit = VisitDraft("H1", london(2026, 11, 19, 9), london(2026, 11, 19, 9, 15))
    before = log(
        store,
        team,
        leg(19, partners=("O1",), visits=(visit,)),
        purpose="priority",
        priority="T1",
        note="Busy.",
        outcomes={"arrest": 1},
    )
    page.log.table.setFocus()
    keys = 0
    for key in (Key.Key_D, Key.Key_S):
        press(key, held=CTRL)
        keys += 1
    assert keys <= 6
    [new] = [ref for ref in refs(store, team) if ref != before]
    expected = PatrolDraft((leg(22, partners=("O1",)),), purpose="priority", priority="T1")
    assert opened(store, new) == expected


def test_an_untouched_form_takes_the_new_day_and_a_touched_one_keeps_its_own(
    page: PatrolsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.new()
    monkeypatch.setattr(clock, "now", lambda: NOW + clock.DAY)
    page.log.tick()
    assert page.form.fields.day.value == "Mon 23 Nov 2026"
    page.form.fields.out.set_value("9")
    monkeypatch.setattr(clock, "now", lambda: NOW + 2 * clock.DAY)
    page.log.tick()
    assert page.form.fields.day.value == "Mon 23 Nov 2026"


@pytest.mark.parametrize(
    ("chosen", "typed", "shown"),
    [
        (Month(2026, 11), "", Month(2026, 12)),
        (Month(2026, 11), "9", Month(2026, 11)),
        (Month(2026, 10), "", Month(2026, 10)),
        (None, "", None),
    ],
)
def test_when_the_month_ends_the_log_goes_on_to_the_next_unless_another_is_wanted(
    page: PatrolsPage,
    monkeypatch: pytest.MonkeyPatch,
    chosen: Month | None,
    typed: str,
    shown: Month | None,
) -> None:
    page.new()
    page.log.show_month(chosen)
    page.form.fields.out.set_value(typed)
    page.refresh()
    assert page.log.chips.month.month == chosen
    monkeypatch.setattr(clock, "now", lambda: NOW + 9 * clock.DAY)  # 1 December
    page.refresh()
    assert page.log.chips.month.month == shown
    page.refresh()
    assert page.log.chips.month.month == shown


# --- What looks odd, and what cannot be -------------------------------------------------------


def test_cautions_stand_a_line_each_and_in_the_log_in_a_word(
    qtbot: QtBot, page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press(Key.Key_B, Key.Key_Tab, Key.Key_Tab, "9", Key.Key_Tab, "10", Key.Key_Tab, "calloway,")
    said_of_her = (
        "PCSO Calloway is not cycle-trained.\n"
        "PCSO Calloway has no duty then on Sun 22 Nov. You can still save."
    )
    qtbot.waitUntil(lambda: said_of_her in said(page, "crew"))
    press(Key.Key_S, held=CTRL)
    cell = page.log.rows.cells(0)[5]
    assert (cell.text, cell.sub) == ("Calloway", "not cycle-trained, rest day")
    assert (cell.icon, cell.role) == ("triangle-alert", "warn")
    log(store, team, leg(21, officers=("1432", "7104"), mode="bicycle"))
    assert page.log.rows.cells(1)[5].sub == "Calloway not cycle-trained"


def test_a_patrol_in_the_future_is_said_and_can_be_saved(
    qtbot: QtBot, page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "15", Key.Key_Tab, Key.Key_Tab, "rid", Key.Key_Return)
    future = "This patrol is in the future. You can still save."
    qtbot.waitUntil(lambda: future in said(page, "day"))
    press(Key.Key_S, held=CTRL)
    assert len(refs(store, team)) == 1


def test_what_for_becomes_when_it_is_left_empty_is_said_there(page: PatrolsPage) -> None:
    line = page.form.fields.reason.lineEdit()
    assert line is not None
    assert line.placeholderText() == "Other, if empty"


def on_leave(store: Store, collar: str) -> None:
    with store.change("Book leave") as session:
        member = session.query(m.Member).filter_by(collar=collar).one()
        day = clock.midnight(NOW.date()), clock.midnight(NOW.date()) + clock.DAY
        absence = m.Absence(ref="A1", member_id=member.id, start=day[0], end=day[1])
        absence.kind = "annual_leave"
        session.add(absence)


def test_somebody_on_leave_is_said_and_can_be_saved_all_the_same(
    qtbot: QtBot, page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    on_leave(store, "7104")
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "9", Key.Key_Tab, "10", Key.Key_Tab)
    press("ridley,", "calloway,")
    leave = "PCSO Calloway is on annual leave on Sun 22 Nov."
    qtbot.waitUntil(lambda: leave in said(page, "crew"))
    assert said(page, "crew").endswith("You can still save.")
    assert page.form.fields.crew.property("state") == "warn"
    tokens = page.form.fields.crew.findChildren(QWidget, "token")
    tones = {words(one): one.property("tone") for one in tokens}
    assert tones == {"PC Ridley": None, "PCSO Calloway": "warn"}
    press(Key.Key_S, held=CTRL)
    assert opened(store, refs(store, team)[0]).legs[0].officers == ("1432", "7104")


def test_problems_come_with_save_go_as_they_are_mended_and_lose_nothing(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "25")
    assert "is not a time" not in said(page, "out")
    press(Key.Key_S, held=CTRL)
    problems = [
        "“25” is not a time. Write it as 2215, 22:15 or 10.15pm.",
        "Choose at least one officer.",
    ]
    assert page.form.summary.texts == problems
    assert page.form.summary.isAncestorOf(focus())
    assert problems[0] in said(page, "out")
    press(Key.Key_Tab, Key.Key_Space)
    assert focus() is page.form.fields.crew.line
    press("rid", Key.Key_Return)
    assert page.form.summary.texts == []
    assert page.form.fields.crew.property("state") is None
    assert page.form.fields.out.property("state") == "bad"
    page.form.focus("out")
    press(Key.Key_Backspace, Key.Key_Backspace, "23")
    assert page.form.fields.out.property("state") is None
    press(Key.Key_S, held=CTRL)
    assert len(refs(store, team)) == 1


def test_one_problem_takes_the_focus_to_its_field(page: PatrolsPage, press: Press) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "9")
    press(Key.Key_S, held=CTRL)
    assert page.form.summary.isHidden()
    assert focus() is page.form.fields.crew.line


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("crew", "smith", "Nobody is called smith. Write a collar number."),
        ("place", "atlantis", "“atlantis” is not one of the places. Choose from the list."),
        ("for", "fun", "“fun” is not in the list. Choose what the patrol is for."),
    ],
)
def test_letters_that_are_nothing_are_kept_and_said(
    page: PatrolsPage, press: Press, field: str, typed: str, problem: str
) -> None:
    page.new()
    page.form.fields.out.set_value("9")
    page.form.fields.crew.set_value(["1432"])
    page.form.focus(field)
    press(typed)
    press(Key.Key_S, held=CTRL)
    assert problem in focus().accessibleDescription() or problem in said(page, "crew")
    assert typed in {one.text() for one in page.form.findChildren(QLineEdit)}


def test_a_patrol_that_is_gone_is_said_above_the_form_and_the_text_stays(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg())
    page.open(ref)
    page.form.focus("note")
    press("Quiet.")
    with store.change("Delete patrol") as session:
        patrols.delete(session, ref)
    press(Key.Key_S, held=CTRL)
    assert page.form.box.words == "That patrol is no longer there. Undo brings it back."
    assert page.form.fields.note.value == "Quiet."


# --- Changing and deleting --------------------------------------------------------------------


def test_a_patrol_is_opened_by_enter_changed_and_left_by_escape(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    visit = VisitDraft("H1", london(2026, 11, 22, 9), london(2026, 11, 22, 9, 15))
    ref = log(store, team, leg(visits=(visit,)), purpose="hotspot", priority="T1")
    before = opened(store, ref)
    page.log.table.setFocus()
    press(Key.Key_Return)
    assert page.form.fields.reason.currentText() == "Priority: Woodhall shops, hot spot"
    page.form.focus("place")
    press(Key.Key_A, held=CTRL)
    press("haldens")
    press(Key.Key_S, held=CTRL)
    after = opened(store, ref)
    assert after == PatrolDraft((leg(place="B2", visits=(visit,)),), "hotspot", "T1")
    assert after != before
    assert store.undo_label == "Change foot patrol, Haldens"
    press(Key.Key_Escape)
    assert focus() is page.log.table


def test_saving_what_was_only_opened_changes_nothing(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(), leg(22, 10, 12, mode="vehicle"), note="<b>", visible=False)
    page.open(ref)
    assert not page.form.dirty
    press(Key.Key_S, held=CTRL)
    assert store.undo_label == "Log patrol"


def test_delete_asks_nothing_and_undo_brings_it_back(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    first, second = log(store, team, leg(20)), log(store, team, leg(21))
    page.open(second)
    page.log.table.setFocus()
    page.log.select(second)
    press(Key.Key_Delete)
    assert refs(store, team) == [first]
    assert store.undo_label == "Delete foot patrol, Peartree"
    assert page.log.table.current_id == first
    assert page.form.ref is None
    press(Key.Key_Z, held=CTRL)
    assert refs(store, team) == [second, first]
    page.log.table.selectAll()
    page.delete()
    assert store.undo_label == "Delete 2 patrols"
    assert refs(store, team) == []


def test_what_was_typed_is_put_aside_for_another_patrol_and_brought_back(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg())
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "2x")
    page.open(ref)
    assert page.form.kept.words == "Not saved yet. Patrol of Sun 22 Nov, typed at 14:02."
    page.form.kept.pressed.emit()
    assert (page.form.ref, page.form.fields.out.value) == (None, "2x")
    assert page.form.dirty
    assert page.form.kept.words == ""


def test_one_after_the_other_can_be_brought_back(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    first, second = log(store, team, leg(20)), log(store, team, leg(21))
    page.new()
    for ref, text in ((first, "one"), (second, "two"), (first, "three")):
        page.form.fields.note.set_value(text)
        page.open(ref)
    notes = []
    for _ in range(4):
        page.form.kept.pressed.emit()
        notes.append((page.form.ref, page.form.fields.note.value))
    assert notes == [(second, "three"), (first, "two"), (None, "one"), (second, "three")]


def test_clear_empties_the_form_and_can_be_taken_back(page: PatrolsPage, press: Press) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "2x")
    page.form.clear_button.click()
    assert page.form.fields.out.value == ""
    assert page.form.kept.words
    page.form.clear_button.click()
    assert page.form.kept.words == ""


def test_what_another_window_changed_is_shown_unless_something_is_typed(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg())
    page.open(ref)
    changed = PatrolDraft((leg(),), note="Busy.")
    with store.change("Change patrol") as session:
        patrols.change(session, ref, changed)
    assert page.form.fields.note.value == "Busy."
    page.form.fields.note.set_value("Mine.")
    store.undo()
    assert page.form.fields.note.value == "Mine."


# --- Legs and outcomes ------------------------------------------------------------------------


def test_a_leg_ends_where_the_next_one_begins(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(22, 9, 12))
    page.open(ref)
    page.form.add_leg()
    assert page.form.leg_line.words == "Leg 2 of 2"
    press("v", Key.Key_Tab, Key.Key_Tab, "1030")
    press(Key.Key_S, held=CTRL)
    first, second = opened(store, ref).legs
    assert (first.mode, second.mode) == ("foot", "vehicle")
    assert first.end == second.start == london(2026, 11, 22, 10, 30)
    assert second.end == london(2026, 11, 22, 12)
    assert "2 legs" in shown(page)[0]
    page.form.leg_line.stepped.emit(-1)
    assert (page.form.leg_line.words, page.form.fields.back.value) == ("Leg 1 of 2", "10:30")


def test_a_problem_of_another_leg_brings_that_leg_up(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(22, 9, 10), leg(22, 10, 11))
    page.open(ref)
    page.form.fields.back.set_value("1030")
    press(Key.Key_S, held=CTRL)
    assert page.form.leg_line.words == "Leg 2 of 2"
    assert "Enter a start of 10:30 or later: the leg before ends then." in said(page, "out")
    page.form.leg_line.removed.emit()
    press(Key.Key_S, held=CTRL)
    assert len(opened(store, ref).legs) == 1


def test_outcomes_are_counted_by_keys(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg(), outcomes={"dispersal": 2})
    page.open(ref)
    outcomes = page.form.fields.outcomes
    outcomes.add("arrest")
    press("3")
    press(Key.Key_Up)
    assert outcomes.value == {"arrest": "4", "dispersal": "2"}
    press(Key.Key_Tab, "0", Key.Key_Tab)
    assert outcomes.value == {"arrest": "4"}
    outcomes.add("stop_search")
    press("x")
    press(Key.Key_S, held=CTRL)
    assert "Stop and search: enter a number from 1 to 9,999." in said(page, "outcomes")
    assert focus().accessibleName() == "Stop and search: how many"
    press(Key.Key_Backspace, Key.Key_Backspace)
    press(Key.Key_S, held=CTRL)
    assert opened(store, ref).outcomes == {"arrest": 4}


def test_outcomes_are_typed_with_their_number(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg())
    page.open(ref)
    page.form.focus("outcomes")
    press(*"arrest 2", Key.Key_Return, *"sear,", *"nothing")
    press(Key.Key_S, held=CTRL)
    assert "No outcome is called nothing. Write it as arrest 1." in said(page, "outcomes")
    page.form.fields.outcomes.set_value(page.form.fields.outcomes.value)
    press(Key.Key_S, held=CTRL)
    assert opened(store, ref).outcomes == {"arrest": 2, "stop_search": 1}


def test_visits_are_typed_and_their_length_is_said_beside_the_target(
    qtbot: QtBot, page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    ref = log(store, team, leg())
    page.open(ref)
    page.form.focus("note")
    press(Key.Key_S, held=Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.form.fields.visits.count == 1)
    press("sho", Key.Key_Tab, "915", Key.Key_Tab, "+12")
    assert focus().accessibleDescription() == "12 min, under 15"
    press(Key.Key_Tab)
    assert page.form.fields.visits.value[0].end == "09:27"
    press(Key.Key_S, held=CTRL)
    expected = VisitDraft("H1", london(2026, 11, 22, 9, 15), london(2026, 11, 22, 9, 27))
    assert opened(store, ref).legs[0].visits == (expected,)
    page.form.add_visit()
    press("sho", Key.Key_Tab, "955", Key.Key_Tab, "+20")
    press(Key.Key_S, held=CTRL)
    assert "Enter visits that lie inside the leg." in said(page, "visits")
    press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Space)
    press(Key.Key_S, held=CTRL)
    assert len(opened(store, ref).legs[0].visits) == 1


def test_partner_staff_come_along_by_letters_of_their_organisation(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "9", Key.Key_Tab, "10", Key.Key_Tab, "rid", Key.Key_Return)
    press("coun", Key.Key_Tab)
    tokens = [words(one) for one in page.form.fields.crew.findChildren(QWidget, "token")]
    assert tokens == ["PC Ridley", "The Council"]
    press(Key.Key_S, held=CTRL)
    [ref] = refs(store, team)
    assert opened(store, ref).legs == (leg(place=None, partners=("O1",)),)
    assert page.log.rows.cells(0)[5].text == "Ridley, The Council"


# --- The log ----------------------------------------------------------------------------------


def test_filters_combine_and_the_totals_are_the_returns(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    over_the_end = LegDraft(
        "foot", london(2026, 10, 31, 23), london(2026, 11, 1, 1), "B1", ("1432", "7104")
    )
    log(store, team, over_the_end)
    log(store, team, leg(20, 9, 12, officers=("1432", "7104")))
    log(store, team, leg(20, 10, 11, mode="vehicle"))
    assert totals(page) == (
        "3 patrols, 5 h patrol time, 8 h officer time. Time inside November 2026; 1 began before it"
    )
    with store.read() as session:
        figures = {one.key: one.value for one in returns.counted(session, team, NOVEMBER)}
    by_mode = [("patrols", "patrol_time", "mode", mode) for mode in ("foot", "vehicle")]
    assert sum(figures[key] for key in by_mode) == 5 * 60
    begun = [("patrols", "patrols", "mode", mode) for mode in ("foot", "vehicle")]
    assert sum(figures[key] for key in begun) == 3 - 1
    page.log.chips.officer.choose("7104")
    assert totals(page) == (
        "2 patrols, 4 h patrol time, 8 h officer time. 2 of 3 shown."
        " Time inside November 2026; 1 began before it"
    )
    page.log.chips.month.show_month(None)
    assert totals(page) == (
        "2 patrols, 5 h patrol time, 10 h officer time. 2 of 3 shown. Whole lengths"
    )
    page.find()
    press("atlantis")
    assert page.log.none_match.isVisible()
    page.log.clear_filters()
    assert len(shown(page)) == 3


def test_one_way_of_going_is_shown_at_a_time(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(20))
    log(store, team, leg(21, mode="vehicle"))
    foot, _, vehicle = page.log.bar.chips[1:4]
    foot.click()
    assert len(shown(page)) == 1
    vehicle.click()
    assert (foot.active, vehicle.active) == (False, True)
    assert "Vehicle" in shown(page)[0]
    vehicle.click()
    assert len(shown(page)) == 2


def test_months_are_turned_by_keys(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    log(store, team, leg())
    press(Key.Key_PageUp, held=CTRL)
    assert page.log.chips.month.text() == "October 2026"
    assert page.log.none_yet.isVisible()
    press(Key.Key_PageDown, held=CTRL)
    assert len(shown(page)) == 1


def test_where_there_is_no_patrol_yet_the_form_has_the_focus(
    page: PatrolsPage, window: MainWindow
) -> None:
    assert page.log.none_yet.isVisible()
    before = QApplication.focusWidget()
    assert before is not None
    before.clearFocus()
    window.visit(0)
    now = QApplication.focusWidget()
    assert now is not None
    assert page.form.isAncestorOf(now)


def test_a_patrol_saved_into_another_month_is_not_lost_from_sight(
    page: PatrolsPage, press: Press, store: Store, team: TeamName
) -> None:
    page.new()
    press(Key.Key_Tab, "3/10", Key.Key_Tab, "9", Key.Key_Tab, Key.Key_Tab, "rid", Key.Key_Return)
    press(Key.Key_Return, held=CTRL)
    assert page.form.elsewhere.words == "Saved. The list beside does not show it."
    page.form.elsewhere.pressed.emit()
    assert page.log.chips.month.month == Month(2026, 10)
    assert page.log.table.current_id == refs(store, team)[0]


def test_what_is_in_hand_stays_in_hand(page: PatrolsPage, store: Store, team: TeamName) -> None:
    second = [log(store, team, leg(day)) for day in (18, 19, 20)][1]
    page.log.select(second)
    log(store, team, leg(21))
    assert page.log.table.current_id == second
    assert page.log.table.currentIndex().row() == 2
    page.refresh()
    assert page.log.table.current_id == second


def test_a_patrol_far_down_stays_in_hand_when_the_filter_changes(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    with store.change("Log many") as session:
        all_refs = [
            patrols.log(session, team.id, PatrolDraft((leg(1 + n // 20, n % 20, n % 20 + 1),)))
            for n in range(200)
        ]
    page.log.select(all_refs[10])
    page.log.chips.place.choose("B1")
    assert page.log.table.current_id == all_refs[10]
    assert page.log.rows.rowCount() == 200
    assert totals(page).startswith("200 patrols")


def test_a_click_on_date_turns_the_order(page: PatrolsPage, store: Store, team: TeamName) -> None:
    for day in (18, 19, 20):
        log(store, team, leg(day))
    heads = page.log.table.horizontalHeader()
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert [row[:10] for row in shown(page)] == ["Wed 18 Nov", "Thu 19 Nov", "Fri 20 Nov"]
    assert [row.ref for row in lines(page)] == list(reversed(refs(store, team)))


def lines(page: PatrolsPage) -> list[patrol_log.PatrolRow]:
    found = [page.log.rows.row(at) for at in range(page.log.rows.rowCount())]
    return [one.row for one in found if one is not None and not isinstance(one, Heading)]


def test_the_rows_hold_what_a_model_promises(
    page: PatrolsPage, store: Store, team: TeamName, qtmodeltester: ModelTester
) -> None:
    log(store, team, leg())
    qtmodeltester.check(page.log.rows)


def test_a_day_is_quiet_below_itself_and_the_year_is_said_where_it_is_another(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(20, 9, 10))
    log(store, team, leg(20, 11, 12))
    last_year = london(2025, 11, 20, 9), london(2025, 11, 20, 10)
    log(store, team, LegDraft("foot", *last_year, None, ("1432",)))
    page.log.chips.month.show_month(None)
    dates = [page.log.rows.cells(at)[0] for at in range(3)]
    assert [one.text for one in dates] == ["Fri 20 Nov", "Fri 20 Nov", "20 Nov 2025"]
    assert [one.role for one in dates] == ["text", "muted", "text"]


def test_text_that_looks_like_markup_is_shown_as_it_is(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    evil = "<img src=x><b>Bold</b> & co"
    with store.change("Rename") as session:
        session.query(m.Place).filter_by(code="B1").one().name = evil
        session.query(m.Priority).one().title = evil
        session.query(m.Member).filter_by(collar="1432").one().last_name = evil
    ref = log(store, team, leg(), purpose="priority", priority="T1", note=evil)
    page.open(ref)
    cells = page.log.rows.cells(0)
    assert [cell.text for cell in cells[5:9]] == [evil, evil, f"Priority: {evil}", evil]
    assert page.form.fields.note.toPlainText() == evil
    assert page.form.fields.place.currentText() == evil
    labels = page.form.findChildren(QLabel)
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}
    token = page.form.fields.crew.findChild(QWidget, "token")
    assert token is not None
    assert words(token) == f"PC {evil}"


# --- From elsewhere, and away -----------------------------------------------------------------


def test_a_filtered_list_is_shown_that_another_page_asks_for(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    log(store, team, leg(20), purpose="priority", priority="T1")
    log(store, team, leg(21, officers=("7104",), mode="vehicle", place="B2"))
    last = LegDraft("foot", london(2026, 10, 2, 9), london(2026, 10, 2, 10), "B1", ("1432",))
    log(store, team, last)
    page.log.bar.words.setText("atlantis")
    for filters, count in (
        ((("month", "2026-10"),), 1),
        ((("month", "2026-11"),), 2),
        ((("mode", "foot"),), 2),
        ((("officer", "7104"), ("month", "2026-11")), 1),
        ((("officer", "9999"),), 0),
        ((("place", "B1"),), 2),
        ((("priority", "T1"),), 1),
    ):
        page.go_to(Target("Patrols", filters=filters))
        with store.read() as session:
            assert patrol_log.count(session, team.id, page.log.chips.wanted) == count
    assert page.log.chips.reason.text() == "Priority: Woodhall shops"


def test_a_patrol_is_shown_that_another_page_asks_for(
    page: PatrolsPage, store: Store, team: TeamName
) -> None:
    last = LegDraft("foot", london(2026, 10, 2, 9), london(2026, 10, 2, 10), "B1", ("1432",))
    ref = log(store, team, last)
    assert page.in_hand() is None
    page.go_to(Target("Patrols", "patrols", ref))
    assert page.log.table.current_id == ref
    assert page.form.ref == ref
    assert page.in_hand() == ("patrols", ref)
    with pytest.raises(DeskError, match="no longer there"):
        page.go_to(Target("Patrols", "patrols", "gone"))


@pytest.mark.parametrize(
    ("answer", "saved", "stays"), [(True, 1, False), (False, 0, False), (None, 0, True)]
)
def test_closing_asks_once_what_becomes_of_what_was_typed(
    window: MainWindow,
    page: PatrolsPage,
    press: Press,
    store: Store,
    team: TeamName,
    ask: CannedAsk,
    *,
    answer: bool | None,
    saved: int,
    stays: bool,
) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "9", Key.Key_Tab, Key.Key_Tab, "rid", Key.Key_Return)
    page.new()
    ask.answers = [answer]
    window.close()
    assert ask.asked == ["Save the patrol?"]
    assert (window.isVisible(), len(refs(store, team))) == (stays, saved)


def test_closing_stays_where_what_was_typed_cannot_be_saved(
    window: MainWindow, page: PatrolsPage, press: Press, ask: CannedAsk
) -> None:
    page.new()
    press(Key.Key_Tab, Key.Key_Tab, "9")
    ask.answers = [True]
    window.close()
    assert window.isVisible()
    assert "Choose at least one officer." in said(page, "crew")


# --- For everybody ----------------------------------------------------------------------------


def stops(page: PatrolsPage) -> list[QWidget]:
    """Every control that Tab reaches from the first field of the form to its last button."""
    page.form.start()
    found = [focus()]
    while found[-1] is not page.form.clear_button:
        QTest.keyClick(focus(), Key.Key_Tab)
        assert len(found) < 50
        found.append(focus())
    return found


def test_tab_goes_in_reading_order_and_every_stop_has_a_name(page: PatrolsPage) -> None:
    page.form.fields.outcomes.add("arrest")
    found = stops(page)
    names = [one.accessibleName() for one in found]
    assert names[:7] == ["Foot", "Date", "Out", "In", "Crew", "Place", "For"]
    assert names[7:10] == ["Arrest: how many", "Add Stop and search", "More outcomes"]
    assert names[10:15] == ["Note", "Operation", "Visible", "Add leg", "Add visit"]
    assert names[15:] == ["Save", "Save and new", "Clear"]


@pytest.mark.parametrize(
    ("letter", "name"),
    [(Key.Key_W, "Foot"), (Key.Key_C, "Crew"), (Key.Key_U, "Add Arrest"), (Key.Key_P, "Place")],
)
def test_an_underlined_letter_goes_to_its_field(
    page: PatrolsPage, press: Press, letter: Qt.Key, name: str
) -> None:
    page.form.focus("note")
    press(letter, held=Qt.KeyboardModifier.AltModifier)
    assert focus().accessibleName() == name


def test_the_letter_after_an_open_list_goes_to_the_field_that_alt_chose(
    page: PatrolsPage, press: Press
) -> None:
    page.new()
    page.form.focus("place")
    press("pe")
    assert QApplication.activePopupWidget() is not None
    press(Key.Key_N, held=Qt.KeyboardModifier.AltModifier)
    press("x")
    assert page.form.fields.place.currentText() == "Peartree"
    assert page.form.fields.note.value == "x"
    page.form.focus("crew")
    press("rid")
    press(Key.Key_N, held=Qt.KeyboardModifier.AltModifier)
    press("y")
    assert page.form.fields.crew.value == ("1432",)
    assert page.form.fields.note.value == "xy"


def test_every_control_has_a_name(window: MainWindow, page: PatrolsPage) -> None:
    page.new()
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    found = [one for kind in kinds for one in page.widget.findChildren(kind)]
    nameless = [one for one in found if one.isVisibleTo(window) and not one.accessibleName()]
    # Qt's own line in a list box: the box has the name.
    assert [one for one in nameless if not isinstance(one.parent(), QComboBox)] == []


def test_underlined_letters_meet_neither_each_other_nor_the_menus(page: PatrolsPage) -> None:
    texts = [one.text() for one in page.form.findChildren(QLabel)]
    texts += [page.form.fields.visible.text(), "Add &leg"]
    letters = [mnemonic(text) for text in texts if mnemonic(text)]
    assert len(letters) == len(set(letters))
    assert not set(letters) & MENUS


def test_the_page_fits_a_small_screen_and_its_form_opens_when_wanted(
    qtbot: QtBot, window: MainWindow, page: PatrolsPage, press: Press
) -> None:
    window.resize(960, 540)
    qtbot.waitUntil(page.form.isHidden)
    least = page.widget.minimumSizeHint()
    assert (least.width(), least.height()) <= (960, 540)
    assert page.log.bar.minimumSizeHint().width() <= 960
    press(Key.Key_N, held=CTRL)
    assert page.form.isVisible()
    assert window.width() == 960
    assert page.form.save_button.isVisible()
