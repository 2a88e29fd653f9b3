"""The table of the log, by keys and clicks: order, groups, filters, many at once, and a file."""

from __future__ import annotations

import csv
import gc
import io
import json
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrol_bulk, patrol_lists, patrols
from snt_desk.services.team import TeamName
from snt_desk.ui import many
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.patrols.columns import LogLine
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.table import Group
from snt_desk.ui.tasks import Tasks
from tests.keyed import KEY
from tests.ui import faulty
from tests.ui.conftest import CannedAsk
from tests.ui.pages import patrol_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, press, window_of

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = london(2026, 11, 22, 14, 2)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def leg(day: int, out: int, back: int | None, **more: object) -> LegDraft:
    end = None if back is None else london(2026, 11, day, back)
    made = LegDraft("foot", london(2026, 11, day, out), end, "B1", ("1432",))
    return LegDraft(**{**vars(made), **more})


BOTH = ("1432", "7104")
PATROLS = (
    PatrolDraft((leg(22, 9, 10),), note="Quiet."),
    PatrolDraft((leg(21, 9, 12, place="B2", officers=BOTH),), "priority", "T1"),
    PatrolDraft((leg(17, 20, 22, mode="vehicle", place=None),), operation="Op Sentry"),
    PatrolDraft((leg(16, 7, 8, mode="bicycle", place="B2", officers=("7104",)),)),
    PatrolDraft((leg(10, 9, None, place="H1", officers=("101",)),), visible=False),
)


def log_all(store: Store, team: TeamName) -> list[str]:
    """Log them, and give their refs."""
    with store.change("Log patrols") as session:
        return [patrols.log(session, team.id, one) for one in PATROLS]


def begin(page: PatrolsPage) -> None:
    """Show all of this month; that several were changed and something was asked was long ago."""
    page.several.form.begin(())
    page.log.asking.strip.tell("")
    page.log.asking.strip.leave()
    for menu in page.log.table.findChildren(QMenu):
        # Of a row; it is made whenever it is wanted.
        menu.deleteLater()
    patrol_page.begin(page)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PatrolsPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PatrolsPage, begin, log_all)


@pytest.fixture
def refs(kept: Kept[PatrolsPage]) -> list[str]:
    found: list[str] = kept.given
    return found


@pytest.fixture
def page(
    kept: Kept[PatrolsPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatrolsPage]:
    """The log of five patrols, in the early afternoon of Sun 22 Nov 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with kept.begun(qtbot) as made:
        made.log.table.setFocus()
        yield made


@pytest.fixture
def window(page: PatrolsPage) -> MainWindow:
    """Its window."""
    found = page.widget.window()
    assert isinstance(found, MainWindow)
    return found


def shown(page: PatrolsPage) -> list[int | str]:
    """Each line by its place in `PATROLS`, each heading by its words."""
    found: list[int | str] = []
    for at in range(page.log.rows.rowCount()):
        row = page.log.rows.row(at)
        assert row is not None
        if isinstance(row, Group):
            found.append(f"{row.text}: {row.sub}")
        else:
            assert isinstance(row, LogLine)
            day = clock.local_day(row.row.start).day
            found.append([22, 21, 17, 16, 10].index(day))
    return found


def choose(menu: QMenu | None, *words: str) -> None:
    """Choose a line of a menu, and of menus within it."""
    assert menu is not None
    for at, word in enumerate(words):
        action = next(
            one for one in menu.actions() if without_mnemonic(one.text()).split("\t")[0] == word
        )
        if at < len(words) - 1:
            within = action.menu()
            assert isinstance(within, QMenu)
            within.aboutToShow.emit()
            menu = within
        else:
            action.trigger()
    if isinstance(opened := QApplication.activePopupWidget(), QMenu):
        opened.close()


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def lines(window: MainWindow) -> dict[str, QAction]:
    """The lines of all menus by their words."""
    found = {}
    menus = [action.menu() for action in window.menuBar().actions()]
    for menu in menus:
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            found[without_mnemonic(action.text()).split("\t")[0]] = action
    return found


def totals(page: PatrolsPage) -> str:
    return page.log.totals.accessibleName()


# --- Orders -----------------------------------------------------------------------------------


def head(page: PatrolsPage, title: str, *, held: Qt.KeyboardModifier | None = None) -> None:
    """Click the heading of a column."""
    table = page.log.table
    at = [column.title for column in page.log.rows.columns].index(title)
    heads = table.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(at) + 12, 10)
    modifiers = held or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_a_click_sorts_by_any_column_and_shift_by_a_second(page: PatrolsPage) -> None:
    head(page, "Hours")
    assert shown(page) == [0, 3, 2, 1, 4]
    head(page, "Hours")
    assert shown(page) == [1, 2, 0, 3, 4]
    head(page, "How")
    head(page, "Place", held=SHIFT)
    assert shown(page) == [3, 1, 0, 4, 2]
    assert page.log.table.horizontalHeader().toolTip() == (
        "Sorted by How, ascending, then by Place, ascending"
    )
    assert totals(page).startswith("5 patrols, 7 h patrol time, 10 h officer time")


def test_the_menu_of_a_row_also_changes_all_that_is_selected(page: PatrolsPage) -> None:
    page.log.table.selectAll()
    choose(page.log.table.menu(), "Change those selected…")
    assert page.several.asks
    assert page.several.form.save_button.text() == "Change 5 patrols"


def test_the_menu_sorts_without_a_mouse_also_by_columns_that_are_off(page: PatrolsPage) -> None:
    press(Key.Key_Down)
    current = page.log.table.current_id
    choose(page.log.table.menu(), "Sort by", "Operation")
    assert shown(page)[0] == 2
    choose(page.log.table.menu(), "Then by", "Crew")
    assert shown(page) == [2, 3, 4, 0, 1]
    assert page.log.table.current_id == current


def test_columns_that_are_off_at_first_can_be_had(page: PatrolsPage, window: MainWindow) -> None:
    table = page.log.table
    choose(table.menu(), "Columns", "Operation")
    assert table.columns.titles()[-1] == "Operation"
    choose(table.menu(), "Columns", "As at first")
    assert "Operation" not in table.columns.titles()
    window.resize(2400, 700)
    assert table.columns.titles()[-1] == "Note"
    for title in ("Officers", "Outcomes", "Warnings"):
        choose(table.menu(), "Columns", title)
    assert table.columns.titles()[-3:] == ["Officers", "Outcomes", "Warnings"]
    choose(table.menu(), "Columns", "As at first")
    assert table.columns.titles()[-1] == "Note"


# --- Groups -----------------------------------------------------------------------------------


def test_groups_are_a_short_list_that_opens_by_keys(page: PatrolsPage, window: MainWindow) -> None:
    press(Key.Key_G, held=CTRL)
    choose(popup(), "By place")
    assert page.log.chips.group.text() == "By place"
    assert shown(page) == [
        "Haldens: 2 patrols, 4 h patrol time, 7 h officer time",
        "Peartree: 1 patrol, 1 h patrol time, 1 h officer time",
        "Shops: 1 patrol, 0 min patrol time, 0 min officer time",
        "No place: 1 patrol, 2 h patrol time, 2 h officer time",
    ]
    assert totals(page).startswith("5 patrols, 7 h patrol time, 10 h officer time")
    press(Key.Key_Home, held=CTRL)
    press(Key.Key_Right)
    assert shown(page)[:4] == [
        "Haldens: 2 patrols, 4 h patrol time, 7 h officer time",
        1,
        3,
        "Peartree: 1 patrol, 1 h patrol time, 1 h officer time",
    ]
    press(Key.Key_Down)
    assert page.log.table.current_id is not None
    press(Key.Key_Up, Key.Key_Left)
    assert len(shown(page)) == 4
    press(Key.Key_Return)
    assert len(shown(page)) == 6
    lines(window)["Open all groups"].trigger()
    assert len(shown(page)) == 9
    lines(window)["Shut all groups"].trigger()
    assert len(shown(page)) == 4


def test_by_officer_a_patrol_of_two_stands_under_both_and_counts_once(page: PatrolsPage) -> None:
    page.log.group_by("officer")
    assert totals(page).startswith("5 patrols")
    assert totals(page).endswith(", each patrol once")


def test_a_heading_stands_over_all_columns_and_opens_by_its_arrow(page: PatrolsPage) -> None:
    page.log.group_by("mode")
    assert totals(page).endswith(", leg by leg")
    table = page.log.table
    assert table.columnSpan(0, 0) == len(page.log.rows.columns)
    place = table.visualRect(page.log.rows.index(0, 0)).center()
    place.setX(20)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown(page)[1:3] == [0, 1]
    assert table.columnSpan(1, 0) == 1
    assert page.log.rows.data(
        page.log.rows.index(0, 0), int(Qt.ItemDataRole.AccessibleTextRole)
    ) == ("Foot, 3 patrols, 4 h patrol time, 7 h officer time")


def test_a_saved_patrol_opens_its_group(
    page: PatrolsPage, store: Store, team: TeamName, refs: list[str]
) -> None:
    page.log.group_by("week")
    assert len(shown(page)) == 2
    page.open(refs[3])
    page.form.fields.note.set_value("Icy.")
    press(Key.Key_S, held=CTRL)
    assert page.log.table.current_id == refs[3]
    assert shown(page)[1:5] == [0, 1, 2, 3]
    assert page.form.elsewhere.isHidden()


def test_officers_groups_have_their_own_time(page: PatrolsPage) -> None:
    page.log.group_by("officer")
    assert shown(page) == [
        "PCSO Calloway: 2 patrols, 4 h own time",
        "Sgt Okafor: 1 patrol, 0 min own time",
        "PC Ridley: 3 patrols, 6 h own time",
    ]
    page.log.turn_all(True)
    assert shown(page).count(1) == 2
    page.log.group_by(None)
    assert shown(page) == [0, 1, 2, 3, 4]


# --- Filters ----------------------------------------------------------------------------------


def test_more_chips_filter_and_combine(page: PatrolsPage) -> None:
    chips = page.log.chips
    chips.crew.choose("double")
    assert shown(page) == [1]
    chips.crew.choose("single")
    assert shown(page) == [0, 2, 3, 4]
    chips.out.click()
    assert shown(page) == [4]
    page.log.clear_filters()
    chips.odd.click()
    # One with a crew off duty, and one that has been out for twelve days.
    assert shown(page) == [3, 4]
    chips.odd.click()
    chips.operation.pop_up()
    choose(popup(), "Op Sentry")
    assert shown(page) == [2]
    assert totals(page).startswith("1 patrol, 2 h patrol time")


def test_a_week_is_shown_and_turned_by_keys(page: PatrolsPage) -> None:
    page.log.chips.month.pop_up()
    choose(popup(), "This week")
    assert shown(page) == [0, 1, 2, 3]
    assert totals(page).endswith("Whole lengths")
    press(Key.Key_PageUp, held=CTRL)
    assert page.log.chips.month.text() == "9 to 15 Nov 2026"
    assert shown(page) == [4]


def test_days_are_typed_in_a_line_above_the_table(page: PatrolsPage, window: MainWindow) -> None:
    lines(window)["Dates…"].trigger()
    press(*"17/11", Key.Key_Return, *"16/11", Key.Key_Return)
    assert page.log.asking.strip.problem == "Enter a last day that is not before the first."
    press(Key.Key_Tab)
    press(Key.Key_A, held=CTRL)
    press(*"21/11", Key.Key_Return)
    assert page.log.asking.strip.isHidden()
    assert page.log.table.hasFocus()
    assert shown(page) == [1, 2]
    assert page.log.chips.month.text() == "17 to 21 Nov 2026"


def test_the_columns_in_the_view_menu_leave_no_line_of_the_time_before(
    window: MainWindow,
) -> None:
    view = next(one.menu() for one in window.menuBar().actions() if one.text() == "&View")
    assert isinstance(view, QMenu)
    kept = []
    for _ in range(10):
        view.aboutToShow.emit()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        kept.append(sum(isinstance(one, QAction) for one in gc.get_objects()))
    assert kept == kept[:1] * len(kept)


def test_the_menu_of_a_row_leaves_nothing_at_its_table(page: PatrolsPage) -> None:
    table = page.log.table
    before = weakref.getweakrefcount(table.columns)
    for _ in range(5):
        table.menu().deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert weakref.getweakrefcount(table.columns) == before


def test_saved_filters_offered_again_leave_no_line_of_before(page: PatrolsPage) -> None:
    chip = page.log.chips.saved
    before = len(chip.findChildren(QAction))
    for _ in range(20):
        chip.offer(())
    assert len(chip.findChildren(QAction)) == before


def test_a_filter_is_kept_by_name_chosen_renamed_and_let_go(
    page: PatrolsPage, store: Store
) -> None:
    chips = page.log.chips
    chips.place.choose("B2")
    press(Key.Key_F, held=CTRL | SHIFT)
    choose(popup(), "Save this filter…")
    press(*"Haldens now", Key.Key_Return)
    assert store.undo_label == "Save filter Haldens now"
    assert chips.saved.text() == "Haldens now"
    page.log.clear_filters()
    assert chips.saved.text() == "Saved"
    chips.saved.pop_up()
    choose(popup(), "Haldens now")
    assert shown(page) == [1, 3]
    chips.saved.pop_up()
    choose(popup(), "Rename Haldens now…")
    press(*"North", Key.Key_Return)
    assert chips.saved.text() == "North"
    chips.saved.pop_up()
    choose(popup(), "Delete North")
    assert chips.saved.text() == "Saved"
    store.undo()
    assert chips.saved.text() == "North"


def test_a_kept_filter_means_this_month_whichever_that_is(
    page: PatrolsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = page.log.chips.words()
    assert words == {"month": "this"}
    monkeypatch.setattr(clock, "now", lambda: london(2026, 12, 3))
    page.log.show_only(words)
    assert page.log.chips.month.text() == "December 2026"


def test_what_does_not_fit_stands_under_filters(page: PatrolsPage, window: MainWindow) -> None:
    more = page.log.bar.findChildren(QPushButton)
    chip = next(one for one in more if one.text() == "Filters" and one.isVisible())
    chip.click()
    choose(popup(), "Crew", "Double-crewed or more")
    assert shown(page) == [1]
    chip.click()
    offered = [without_mnemonic(one.text()) for one in popup().actions()]
    assert {"To look at", "Still out", "Crew", "Operation", "Group by", "Saved"} <= set(offered)
    popup().close()


def test_filter_order_groups_and_the_patrol_in_hand_outlive_the_window(
    qtbot: QtBot, desk: Desk, team: TeamName, window: MainWindow, page: PatrolsPage, refs: list[str]
) -> None:
    page.log.chips.month.show_month(None)
    page.log.chips.place.choose("B2")
    page.log.table.sort_by("hours")
    page.log.group_by("mode")
    page.log.turn_all(True)
    page.log.select(refs[1])
    before = shown(page)
    window.close()
    again = window_of(PatrolsPage(), desk, team, qtbot)
    found = again.page
    assert isinstance(found, PatrolsPage)
    assert found.log.chips.place.text() == "Haldens"
    assert found.log.lists.asked.orders == (("hours", False),)
    assert found.log.table.current_id == refs[1]
    found.log.turn_all(True)
    assert shown(found) == before
    again.close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_what_was_typed_into_the_filter_of_encrypted_data_is_not_kept_in_plain(
    page: PatrolsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, *, encrypted: bool
) -> None:
    monkeypatch.setattr(desk.store, "key", KEY if encrypted else None)
    page.log.chips.show_only({"text": "Quillfeather", "place": "B2"})
    state = page.log.state()
    assert (b"Quillfeather" in state) is not encrypted
    assert b"B2" in state


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"[1]",
        b'{"words": 3, "by": "", "current": ""}',
        b'{"words": {"month": "2026-13", "mode": 7}, "by": "height", "current": 5}',
    ],
)
def test_what_was_kept_and_does_not_fit_is_passed_over(page: PatrolsPage, state: bytes) -> None:
    page.log.take_state(state)
    assert page.log.chips.group.by is None
    assert len(shown(page)) == 5


# --- Several at once --------------------------------------------------------------------------


def test_several_selected_are_added_up(page: PatrolsPage) -> None:
    press(Key.Key_Home, held=CTRL)
    press(Key.Key_Down, Key.Key_Down, held=SHIFT)
    QApplication.processEvents()
    assert "6 h in 3 selected" in totals(page)


def test_several_are_changed_by_one_form_as_one_step(
    window: MainWindow, page: PatrolsPage, store: Store, refs: list[str]
) -> None:
    press(Key.Key_Home, held=CTRL)
    press(Key.Key_Down, held=SHIFT)
    record = next(one for one in window.menuBar().actions() if one.text() == "&Record").menu()
    assert isinstance(record, QMenu)
    record.aboutToShow.emit()
    assert "Change 2 patrols…" in lines(window)
    record.aboutToHide.emit()
    press(Key.Key_F2)
    assert page.several.form.isVisible()
    assert page.form.isHidden()
    press(Key.Key_Tab, Key.Key_Tab, *"hald", Key.Key_Tab, Key.Key_Tab, *"Op Owl")
    press(Key.Key_Tab, *"101", Key.Key_Return)
    press(Key.Key_S, held=CTRL)
    assert store.undo_label == "Change 2 patrols"
    assert page.several.form.isHidden()
    assert page.form.isVisible()
    assert page.log.table.hasFocus()
    with store.read() as session:
        changed = [patrols.opened(session, ref) for ref in refs[:2]]
    assert [one.legs[0].place for one in changed] == ["B2", "B2"]
    assert [one.operation for one in changed] == ["Op Owl", "Op Owl"]
    assert [one.legs[0].officers for one in changed] == [("1432", "101"), (*BOTH, "101")]
    assert [one.priority for one in changed] == [None, "T1"]
    press(Key.Key_Z, held=CTRL)
    with store.read() as session:
        assert [patrols.opened(session, ref) for ref in refs] == list(PATROLS)


def test_what_cannot_be_changed_is_said_and_nothing_is(
    page: PatrolsPage, store: Store, refs: list[str]
) -> None:
    page.log.table.selectAll()
    page.several.change()
    press(Key.Key_S, held=CTRL)
    assert page.several.form.how.accessibleDescription() == "Enter what is to be changed."
    page.several.form.removed.set_value(("1432",))
    press(Key.Key_S, held=CTRL)
    assert page.several.form.box.words.startswith("Nothing was changed. Tue 17 Nov, 20:00: nobody")
    assert store.undo_label is None
    wide = page.widget.sizes()[0]
    press(Key.Key_Escape)
    assert page.several.form.isHidden()
    assert page.widget.sizes()[:2] == [wide, page.form.width()]


# --- Out of the window ------------------------------------------------------------------------


def test_rows_are_copied_as_excel_takes_them(page: PatrolsPage) -> None:
    press(Key.Key_Home, held=CTRL)
    press(Key.Key_C, held=CTRL | SHIFT)
    heads, line = QGuiApplication.clipboard().text().splitlines()
    assert heads.startswith("Date\tOut\tIn\tHours\tHow")
    assert line.startswith("22/11/2026\t09:00\t10:00\t1:00\tFoot")


def test_what_is_shown_is_exported_in_its_order(
    page: PatrolsPage, ask: CannedAsk, tmp_path: Path
) -> None:
    page.log.chips.crew.choose("single")
    page.log.table.sort_by("hours")
    path = tmp_path / "out.csv"
    ask.answers = [path]
    press(Key.Key_E, held=CTRL)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["OFFICIAL: Patrols of Welwyn Hatfield North SNT, November 2026"]
    assert [row[0] for row in rows[2:]] == ["22/11/2026", "16/11/2026", "17/11/2026", "10/11/2026"]
    assert page.log.asking.strip.accessibleName() == "Exported 4 patrols to out.csv"
    page.log.refresh()
    assert not page.log.asking.strip.isHidden()
    page.log.chips.crew.choose("double")
    assert page.log.asking.strip.isHidden(), "it was said of another list"


def test_an_export_can_be_thought_better_of(page: PatrolsPage, ask: CannedAsk) -> None:
    ask.answers = [None]
    press(Key.Key_E, held=CTRL)
    assert page.log.asking.strip.isHidden()


# --- While the worker is busy -----------------------------------------------------------------


@pytest.fixture
def working(
    qtbot: QtBot, desk: Desk, team: TeamName, refs: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatrolsPage]:
    """The page with a real worker behind it."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    tasks = Tasks()
    theirs = Desk(desk.store, tasks, desk.ask, desk.preferences)
    made = window_of(PatrolsPage(), theirs, team, qtbot)
    assert isinstance(made.page, PatrolsPage)
    qtbot.waitUntil(lambda: not tasks.busy)
    yield made.page
    made.close()


def test_the_list_before_stands_until_the_sorted_one_is_there(
    qtbot: QtBot, working: PatrolsPage, store: Store, team: TeamName, refs: list[str]
) -> None:
    log = working.log
    log.show_month(None)
    qtbot.waitUntil(lambda: totals(working).startswith("5 patrols, 7 h"))
    log.table.sort_by("hours", Qt.SortOrder.DescendingOrder)
    assert log.lists.pending
    assert shown(working) == [0, 1, 2, 3, 4]
    assert totals(working).endswith("Sorting…")
    qtbot.waitUntil(lambda: not log.lists.pending)
    assert shown(working) == [1, 2, 0, 3, 4]
    # What is saved meanwhile is taken in hand when the list has come.
    working.open(refs[3])
    working.form.fields.note.set_value("Icy.")
    working.save()
    assert log.lists.pending
    assert working.form.elsewhere.isHidden()
    qtbot.waitUntil(lambda: log.table.current_id == refs[3])
    # Where the list that comes does not hold it, that is said.
    log.chips.crew.choose("double")
    log.select(refs[3])
    qtbot.waitUntil(lambda: not log.lists.pending)
    assert working.form.elsewhere.words == "Saved. The list beside does not show it."


def test_a_list_that_could_not_be_prepared_is_no_longer_on_its_way(
    page: PatrolsPage, refs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = page.log
    log.show_month(None)
    stood, said = log.lists.asked, totals(page)
    monkeypatch.setattr(patrol_lists, "prepared", faulty.away)
    with pytest.raises(DeskError, match="moved or taken away"):
        log.lists.ask(replace(stood, by="mode"))
    assert not log.lists.pending
    assert (log.lists.asked, totals(page)) == (stood, said), "the list before it stands"
    assert shown(page) == [0, 1, 2, 3, 4]
    assert not log.select("P-none"), "nothing comes any more that could hold it"
    monkeypatch.undo()
    log.group_by("mode")
    assert log.lists.asked.by == "mode"


def test_a_long_list_is_counted_anew_by_the_worker_and_what_was_said_stays(
    qtbot: QtBot, working: PatrolsPage, store: Store, team: TeamName, refs: list[str]
) -> None:
    log = working.log
    log.show_month(None)
    qtbot.waitUntil(lambda: totals(working).startswith("5 patrols, 7 h"))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft((leg(22, 11, 12),)))
    assert totals(working).startswith("5 patrols, 7 h")
    qtbot.waitUntil(lambda: totals(working).startswith("6 patrols, 8 h"))
    assert log.rows.rowCount() == 6
    with store.change("Delete patrols") as session:
        patrol_bulk.remove(session, team.id, [*refs, str(log.rows.known_id(0))])
    qtbot.waitUntil(log.none_yet.isVisible)
    assert log.rows.rowCount() == 0
    store.undo()
    qtbot.waitUntil(lambda: totals(working).startswith("6 patrols, 8 h"))
    assert len(shown(working)) == 6


def test_the_first_line_of_a_list_says_what_choosing_nothing_shows(page: PatrolsPage) -> None:
    chips = page.log.chips
    lists = [one.findChildren(QMenu)[0] for one in (chips.month, chips.group, chips.officer)]
    first = [one.actions()[0].text() for one in lists]
    assert first == ["All months", "No groups", "Any"]


def test_that_what_was_in_hand_the_last_time_is_gone_is_no_news(
    qtbot: QtBot, working: PatrolsPage
) -> None:
    log = working.log
    log.table.sort_by("hours")
    log.take_state(json.dumps({"words": {}, "by": "", "current": "gone"}).encode())
    assert log.lists.pending
    qtbot.waitUntil(lambda: not log.lists.pending)
    assert working.form.elsewhere.isHidden()


def test_hundreds_are_changed_and_deleted_by_the_worker(
    qtbot: QtBot, working: PatrolsPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 1)
    working.log.table.selectAll()
    working.several.change()
    working.several.form.visible.set_value(False)
    working.save()
    assert working.several.form.isVisible()
    qtbot.waitUntil(working.several.form.isHidden)
    assert store.undo_label == "Change 5 patrols"
    working.log.table.selectAll()
    working.delete()
    qtbot.waitUntil(working.log.none_yet.isVisible)
    assert store.undo_label == "Delete 5 patrols"


def test_the_line_and_the_form_of_many_fit_a_small_screen_with_large_text(
    qtbot: QtBot, window: MainWindow, page: PatrolsPage
) -> None:
    window.looks.use_text_size(150)
    window.resize(960, 540)
    qtbot.waitUntil(page.form.isHidden)
    page.log.asking.ask_days()
    page.log.asking.strip.fields[0].set_value("a day that is none, said at some length")
    page.log.asking.strip.act()
    assert page.log.asking.strip.problem
    assert page.widget.minimumSizeHint().width() <= 960
    page.log.table.selectAll()
    page.several.change()
    QApplication.processEvents()
    assert window.width() == 960
    window.looks.use_text_size(100)
