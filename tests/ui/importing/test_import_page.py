"""The import page: what is pasted or read is looked at, mended, and taken as one change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.domain.clock import Month
from snt_desk.domain.package.tables import TABLES
from snt_desk.services import patrol_log
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import NO_TEAM, TeamName
from snt_desk.ui import theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.importing import package
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.patrols.log import Log
from snt_desk.ui.pages.roster import RosterPage
from snt_desk.ui.panels import UndoBar
from snt_desk.ui.parts import mnemonic
from snt_desk.ui.theme import Appearance
from tests.ui.conftest import CannedAsk
from tests.ui.importing import seen_import as seen
from tests.ui.importing.seen_import import BAD, GOOD
from tests.ui.pages.seen import CTRL, click, nameless, press

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

KEY = Qt.Key
PACKAGE = Path(__file__).parents[2] / "golden" / "tiny" / "package"


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    with seen.open_frame(desk, team, qtbot) as opened:
        yield opened


@pytest.fixture
def whole_window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    """The program's own window, with the log and the other tabs behind the import."""
    with seen.open_window(desk, team, qtbot) as opened:
        yield opened


@pytest.fixture
def new_window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    """A desk with no team yet."""
    with seen.open_frame(desk, NO_TEAM, qtbot) as opened:
        yield opened


def patrols(window: MainWindow) -> int:
    with window.desk.store.read() as session:
        return patrol_log.count(session, window.desk.team.id, Filter())


# --- A page of its own ------------------------------------------------------------------------


def test_it_lies_over_the_tabs_and_what_is_behind_does_not_answer(window: MainWindow) -> None:
    before = seen.menu_lines(window)
    seen.pasted(window, GOOD)
    assert not window.tabs.isVisible()
    assert view_title(window) == "Import patrols from the clipboard"
    lines = seen.menu_lines(window)
    assert lines["Record"] == ["Import", "Save the problem rows…"]
    assert [line for line in lines["Go"] if "page" not in line] == [
        *("What belongs to it", "Next problem or warning", "Last problem or warning")
    ]
    press(KEY.Key_N, held=CTRL)
    press(KEY.Key_2, held=CTRL)
    assert window.tabs.tabText(window.tabs.currentIndex()) == "Patrols"
    press(KEY.Key_Escape)
    assert window.tabs.isVisible()
    assert seen.menu_lines(window) == before


def view_title(window: MainWindow) -> str:
    return seen.view(window).title.text()


def test_esc_and_cancel_leave_everything_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    seen.pasted(window, GOOD)
    press(KEY.Key_Escape)
    assert not window.importing.open
    assert QApplication.focusWidget() is not None
    seen.pasted(window, GOOD)
    # A button that is pressed by its letter goes down for a tenth of a second.
    QTest.keySequence(window.windowHandle(), "Alt+C")
    qtbot.waitUntil(lambda: not window.importing.open)
    assert patrols(window) == 0


def test_what_was_understood_is_shown_and_what_is_wrong_with_what_to_do(
    window: MainWindow,
) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    assert seen.states(window) == ["new", "new", "look", *["problem"] * 3]
    row, state, day, out, back = seen.shown(window)[1][:5]
    assert (row, state, day, out, back) == ("3", "new", "Tue 3 Nov 2026", "22:15", "01:30")
    assert "Smith" in seen.shown(window)[3]
    assert "Smith" in seen.shown(window)[3][-1]
    assert seen.chips(window) == [
        *("All 6", "New 2", "Changed 0", "In the log already 0", "Problems 3", "To look at 1")
    ]
    assert "3 rows have a problem" in seen.labels(window)
    assert "Sheet 1 of 1, 6 rows." in seen.labels(window)


def test_what_is_odd_about_a_row_comes_before_what_becomes_of_it(window: MainWindow) -> None:
    with window.desk.store.change("Ask residents") as session:
        first = date(2026, 9, 1)
        session.add(m.Consultation(ref="C1", team_id=1, title="Survey", opened=first))
    window.desk.paste(Pasted("Date\tTheme\tComments\n14/11/2026\tDrugs\tRing 01632 960123"))
    assert seen.states(window) == ["look"]
    told = seen.shown(window)[0][-1]
    assert told.startswith("“01632 960123” is a telephone number.")
    assert "It goes into “Survey”." in told


def test_rows_left_out_are_said(window: MainWindow) -> None:
    rows = [("Patrols of November",), (), seen.HEADINGS, *GOOD, (), ("Total", "3"), ()]
    window.desk.paste(Pasted(seen.text(rows, ())))
    said = seen.labels(window)
    assert "Left out: 1 row above the headings, 2 blank rows, the row “Total”." in said


# --- Taking -----------------------------------------------------------------------------------


def test_import_is_one_change_with_one_way_back(whole_window: MainWindow) -> None:
    window = whole_window
    window.visit_title("Roster")
    seen.pasted(window, GOOD)
    press(KEY.Key_Return, held=CTRL)
    assert not window.importing.open
    assert window.tabs.tabText(window.tabs.currentIndex()) == "Patrols"
    assert patrols(window) == len(GOOD)
    assert "November 2026" in seen.labels(window)
    [bar] = [one for one in window.findChildren(UndoBar) if one.isVisible()]
    assert bar.accessibleName() == "Imported 3 patrols from the clipboard"
    press(KEY.Key_Z, held=CTRL)
    assert patrols(window) == 0


def test_the_same_again_adds_nothing(window: MainWindow) -> None:
    seen.pasted(window, GOOD)
    press(KEY.Key_Return, held=CTRL)
    seen.pasted(window, GOOD)
    assert seen.states(window) == ["same"] * 3
    assert "There is nothing new here" in seen.labels(window)
    assert not seen.view(window).take.isEnabled()
    press(KEY.Key_Return, held=CTRL)
    assert window.importing.open
    assert patrols(window) == len(GOOD)


def test_rows_with_a_problem_go_into_a_file_of_their_own(
    window: MainWindow, ask: CannedAsk, tmp_path: Path
) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    assert seen.view(window).take.text() == "&Import 3, leave out 3"
    place = tmp_path / "problems.csv"
    ask.answers = [place]
    press(KEY.Key_Return, held=CTRL)
    assert patrols(window) == len(GOOD)
    kept = place.read_text(encoding="utf-8")
    assert len(kept.splitlines()) == 1 + len(BAD)
    assert "problem" in kept.splitlines()[0]
    assert "horse" in kept


def test_who_chooses_no_place_for_them_imports_nothing(window: MainWindow, ask: CannedAsk) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    ask.answers = [None]
    press(KEY.Key_Return, held=CTRL)
    assert window.importing.open
    assert patrols(window) == 0


def test_problem_rows_are_saved_and_that_is_said_until_another_cell_is_mended(
    window: MainWindow, ask: CannedAsk, tmp_path: Path
) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    ask.answers = [tmp_path / "problems.csv"]
    click(seen.view(window).save)
    assert len((tmp_path / "problems.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
    assert "3 problem rows saved" in seen.labels(window)
    press(KEY.Key_F8, "432", KEY.Key_Return)
    assert "3 problem rows saved" not in seen.labels(window)


def test_a_screen_reader_hears_how_many_problems_there_are(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("snt_desk.ui.importing.sheet.announce", lambda _, text: said.append(text))
    seen.pasted(window, (*GOOD, *BAD))
    assert said[0].startswith("3 rows have a problem. Mend them here (F2)")
    assert said[0].endswith("these go into a file of their own.")
    seen.pasted(window, (*GOOD, BAD[0]))
    assert said[1].endswith("this one goes into a file of its own.")


# --- Problems and mending ---------------------------------------------------------------------


def test_f8_goes_from_problem_to_problem_and_round(window: MainWindow) -> None:
    seen.pasted(window, (*BAD[:1], *GOOD, *BAD[1:]))
    table = seen.table(window)
    found = []
    for _ in range(5):
        press(KEY.Key_F8)
        found.append((table.current_id, table.rows.columns[table.currentIndex().column()].title))
    assert [row for row, _ in found] == [2, 6, 7, 7, 2]
    assert found[0][1] == "Crew"
    assert found[1][1] == "Date"
    assert {title for _, title in found[2:4]} == {found[2][1], "Place"}


def test_a_cell_is_mended_where_it_stands(window: MainWindow) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    press(KEY.Key_F8)
    press("1", "432")
    press(KEY.Key_Return)
    assert seen.states(window) == ["new", "new", "look", "new", "problem", "problem"]
    assert seen.chips(window)[1] == "New 3"
    # Enter goes on to the next problem, where what stands there can be changed by F2.
    assert seen.table(window).current_id == 6
    press(KEY.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Date, row 6"
    press(KEY.Key_Home, KEY.Key_Delete, "3", KEY.Key_Delete, "0", KEY.Key_Return)
    assert seen.states(window)[4] == "new"


def test_esc_leaves_a_cell_as_it_was_and_ctrl_z_puts_one_back(window: MainWindow) -> None:
    seen.pasted(window, BAD[:1])
    press(KEY.Key_F8, "1")
    press("432", KEY.Key_Escape)
    assert seen.states(window) == ["problem"]
    press("1")
    press("432", KEY.Key_Return)
    assert seen.states(window) == ["new"]
    press(KEY.Key_Z, held=CTRL)
    assert seen.states(window) == ["problem"]
    assert "Smith" in seen.shown(window)[0]
    assert window.desk.store.undo_label is None


def test_what_was_mended_is_not_let_go_unasked(window: MainWindow, ask: CannedAsk) -> None:
    seen.pasted(window, BAD[:1])
    press(KEY.Key_F8, "1")
    press("432", KEY.Key_Return)
    ask.answers = [False, False, True]
    press(KEY.Key_Escape)
    assert window.importing.open
    window.close()
    assert window.importing.open
    press(KEY.Key_Escape)
    assert not window.importing.open


# --- Filters ----------------------------------------------------------------------------------


def test_a_chip_shows_the_rows_of_one_state_and_lets_go_of_the_others(window: MainWindow) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    chips = seen.view(window).chips
    click(chips.chips[4])
    assert seen.states(window) == ["problem"] * 3
    click(chips.chips[1])
    assert seen.states(window) == ["new"] * 2
    assert [chip.isChecked() for chip in chips.chips] == [False, True, *[False] * 4]
    click(chips.chips[1])
    assert len(seen.states(window)) == 6
    assert chips.chips[0].isChecked()


def test_a_mended_row_stays_in_sight_until_another_filter_is_chosen(window: MainWindow) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    click(seen.view(window).chips.chips[4])
    press(KEY.Key_F8)
    press("1")
    press("432", KEY.Key_Return)
    assert seen.states(window) == ["new", "problem", "problem"]
    click(seen.view(window).chips.chips[1])
    click(seen.view(window).chips.chips[4])
    assert seen.states(window) == ["problem", "problem"]


def test_words_filter_what_was_understood(window: MainWindow) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    press(KEY.Key_F, held=CTRL)
    press("tue ridley")
    assert [cells[0] for cells in seen.shown(window)] == ["3"]
    press("x")
    assert "No row matches" in seen.labels(window)
    press(KEY.Key_Escape)
    assert len(seen.states(window)) == 6


# --- What the headings mean -------------------------------------------------------------------


def choose(window: MainWindow, name: str, words: str) -> None:
    pick = seen.pick(window, name)
    pick.setFocus()
    press(KEY.Key_Down)
    at = [pick.itemText(at) for at in range(pick.count())].index(words)
    for key in (KEY.Key_Home, *[KEY.Key_Down] * at, KEY.Key_Return):
        QTest.keyClick(pick.view(), key)


def test_a_heading_can_be_given_another_meaning_and_that_is_remembered(
    window: MainWindow,
) -> None:
    headings = ("Date of patrol", "From", "To", "How", "Crew", "Bit", "Reason", "Weather")
    rows = seen.text(GOOD, headings)
    window.desk.paste(Pasted(rows))
    assert seen.pick(window, "Bit is").currentText() == "Leave out"
    choose(window, "Bit is", "Place")
    assert "Peartree" in seen.shown(window)[0]
    press(KEY.Key_Return, held=CTRL)
    window.desk.paste(Pasted(rows))
    assert seen.pick(window, "Bit is").currentText() == "Place"


def test_a_field_has_one_column(window: MainWindow) -> None:
    seen.pasted(window, GOOD)
    choose(window, "Weather is", "Place")
    assert seen.pick(window, "Location is").currentText() == "Leave out"


def test_a_heading_that_could_mean_two_things_is_said_before_anything_is_taken(
    window: MainWindow,
) -> None:
    window.desk.paste(Pasted(seen.text(GOOD, (*seen.HEADINGS[:6], "Notes", "Comments"))))
    assert "A heading could mean two things" in seen.labels(window)
    assert "“Notes” and “Comments” could each be Note. Choose one." in seen.labels(window)
    choose(window, "Notes is", "Note")
    assert "could" not in seen.labels(window)


def test_a_missing_column_is_said_and_nothing_can_be_taken(window: MainWindow) -> None:
    seen.pasted(window, GOOD)
    choose(window, "Crew is", "Leave out")
    assert "No column is Crew. Choose the column." in seen.labels(window)
    assert not seen.view(window).take.isEnabled()


def test_rows_without_headings_are_those_of_the_table_they_were_pasted_into(
    window: MainWindow,
) -> None:
    headings = ("Date", "Out", "In", "How", "Crew", "Place", "For", "Note")
    window.desk.paste(Pasted(seen.text(GOOD, ()), headings, "patrols"))
    assert seen.states(window) == ["new", "new", "look"]
    assert "Peartree" in seen.shown(window)[0]


def test_headings_of_which_one_is_not_known_are_no_row(window: MainWindow) -> None:
    table = ("Received", "How", "Theme", "Place", "Count")
    said = "Date received\tWhat they worry about\tNumber\n21/11/2026\tDrugs\t4"
    window.desk.paste(Pasted(said, table, "responses"))
    assert "No column is Theme. Choose the column." in seen.labels(window)
    choose(window, "What they worry about is", "Theme")
    assert len(seen.states(window)) == 1


def test_tab_goes_from_what_it_holds_to_each_heading(window: MainWindow) -> None:
    seen.pasted(window, GOOD)
    seen.view(window).headings.holds.setFocus()
    QApplication.processEvents()
    press(KEY.Key_Tab)
    assert seen.pick(window, "Date of patrol is").hasFocus()
    press(KEY.Key_Tab)
    assert seen.pick(window, "From is").hasFocus()


def test_tab_in_an_open_list_takes_what_is_marked_and_goes_on(window: MainWindow) -> None:
    window.desk.paste(Pasted("a\tb\tc\n1\t2\t3"))
    holds = seen.view(window).headings.holds
    press(KEY.Key_Down)
    assert holds.view().currentIndex().data() == "Patrols", "the first is not passed over"
    QTest.keyClick(holds.view(), KEY.Key_Tab)
    assert holds.currentText() == "Patrols"
    assert not holds.view().isVisible()
    first = seen.pick(window, "a is")
    assert first.hasFocus()
    press("d")
    assert first.view().currentIndex().data() == "Date"
    QTest.keyClick(first.view(), KEY.Key_Tab)
    assert first.currentText() == "Date"
    assert seen.pick(window, "b is").hasFocus()
    press(KEY.Key_Down)
    QTest.keyClick(seen.pick(window, "b is").view(), KEY.Key_Backtab)
    assert first.hasFocus()


def test_a_sheet_that_is_not_known_can_be_named(window: MainWindow) -> None:
    window.desk.paste(Pasted("a\tb\tc\n1\t2\t3"))
    assert "No headings are known here" in seen.labels(window)
    said = "No headings are known here. Choose what the sheet holds."
    assert said in seen.labels(window), "also where the headings have the page to themselves"
    holds = seen.view(window).headings.holds
    assert holds.hasFocus()
    choose(window, "What it holds", "Patrols")
    assert said not in seen.labels(window)
    assert "A column is missing" in seen.labels(window)
    assert seen.pick(window, "a is").currentText() == "Leave out"


def test_the_headings_of_a_sheet_that_is_named_are_looked_for(window: MainWindow) -> None:
    said = "Our survey\t\t\nID\tTimestamp\tWhat worries you?\n1\t21/11/2026\tDrugs"
    window.desk.paste(Pasted(said))
    choose(window, "What it holds", "Responses")
    assert seen.pick(window, "Timestamp is").currentText() == "Received"
    choose(window, "What worries you? is", "Theme")
    assert len(seen.states(window)) == 1


def test_people_and_partners_are_known_by_their_headings(window: MainWindow) -> None:
    window.desk.paste(
        Pasted("Shoulder No\tForename\tSurname\tRank\tJoined\n5511\tJo\tHale\tPCSO\t1/9/2026")
    )
    assert view_title(window) == "Import people from the clipboard"
    press(KEY.Key_Return, held=CTRL)
    assert window.tabs.tabText(window.tabs.currentIndex()) == "Roster"
    assert window.desk.store.undo_label == "Import 1 person from the clipboard"


# --- Files ------------------------------------------------------------------------------------


def test_a_file_is_chosen_and_read(window: MainWindow, ask: CannedAsk, tmp_path: Path) -> None:
    file = tmp_path / "November log.csv"
    file.write_text("\n".join(";".join(row) for row in (seen.HEADINGS, *GOOD)), encoding="utf-8")
    ask.answers = [file]
    press(KEY.Key_I, held=CTRL)
    assert view_title(window) == "Import patrols from “November log.csv”"
    assert seen.states(window) == ["new", "new", "look"]


def test_the_sheets_of_a_book_come_one_after_the_other_and_people_first(
    window: MainWindow, tmp_path: Path
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "team.xlsx")
    log, people = book.add_worksheet("Log"), book.add_worksheet("People")
    log.write_row(0, 0, seen.HEADINGS)
    log.write_row(1, 0, (*GOOD[0][:4], "5511", *GOOD[0][5:]))
    people.write_row(0, 0, ("Collar", "Forename", "Surname", "Rank", "FTE", "Joined"))
    people.write_row(1, 0, ("5511", "Jo", "Hale", "PC", "1", "1/9/2026"))
    book.close()
    window.importing.read(tmp_path / "team.xlsx")
    assert view_title(window) == "Import people from “team.xlsx”"
    assert "Sheet 2 of 2" in seen.labels(window)
    press(KEY.Key_Return, held=CTRL)
    assert "Sheet 1 of 2, 1 row. One sheet is imported" in seen.labels(window)
    assert not [one for one in window.findChildren(UndoBar) if one.isVisible()]
    assert "Hale 5511" in seen.shown(window)[0]
    press(KEY.Key_Return, held=CTRL)
    assert not window.importing.open
    assert patrols(window) == 1
    [bar] = [one for one in window.findChildren(UndoBar) if one.isVisible()]
    assert bar.accessibleName() == "Imported 1 patrol from “team.xlsx”"


def test_a_file_dropped_on_the_window_is_read(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("\n".join(",".join(row) for row in (seen.HEADINGS, *GOOD[1:])), "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at, copy = QPointF(100, 100), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(at, copy, data, left, none))
    assert view_title(window) == "Import patrols from “log.csv”"


def test_an_empty_log_leads_to_the_import(
    whole_window: MainWindow, ask: CannedAsk, tmp_path: Path
) -> None:
    window = whole_window
    window.visit_title("Patrols")
    QGuiApplication.clipboard().setText(seen.text(GOOD))
    push(window, "Paste from Excel")
    assert view_title(window) == "Import patrols from the clipboard"
    press(KEY.Key_Escape)
    file = tmp_path / "log.csv"
    file.write_text("\n".join(",".join(row) for row in (seen.HEADINGS, *GOOD)))
    ask.answers = [file]
    push(window, "Import a file")
    assert view_title(window) == "Import patrols from “log.csv”"


def push(window: MainWindow, words: str) -> None:
    """Click a button of the window."""
    buttons = window.findChildren(QPushButton)
    found = next(one for one in buttons if one.isVisible() and one.text() == words)
    click(found)


def test_what_cannot_be_read_is_said_on_the_page(
    window: MainWindow, ask: CannedAsk, tmp_path: Path
) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04 and no more")
    ask.answers = [file, None]
    press(KEY.Key_I, held=CTRL)
    assert "broken.xlsx cannot be read" in seen.labels(window)
    # There are no headings to speak of.
    assert not seen.view(window).headings.isVisible()
    assert "until you press Import" not in seen.labels(window)
    assert QApplication.focusWidget() is seen.view(window).another
    press(KEY.Key_Return)
    assert window.importing.open
    press(KEY.Key_Escape)
    assert not window.importing.open


def test_a_data_package_is_looked_at_table_by_table_and_taken(
    new_window: MainWindow, ask: CannedAsk
) -> None:
    window = new_window
    ask.answers = [PACKAGE / "datapackage.json"]
    press(KEY.Key_I, held=CTRL)
    assert view_title(window) == "Import the data package “package”"
    tables = {cells[0].text: cells[1].text for cells in seen.package_rows(window)}
    assert tables["Patrols"] == "7"
    called = {package.called(one.name) for one in TABLES}
    assert {"People", "Legs of patrols", "Residents’ contacts"} <= called
    assert not [one for one in called if "_" in one or one[:1].islower()]
    press(KEY.Key_Return, held=CTRL)
    assert not window.importing.open
    assert window.desk.store.undo_label == "Import “package”"
    ask.answers = [PACKAGE / "datapackage.json"]
    press(KEY.Key_I, held=CTRL)
    assert "There is nothing new here" in seen.labels(window)
    press(KEY.Key_Escape)


def test_a_package_with_problems_says_them_by_file_and_row(
    new_window: MainWindow, ask: CannedAsk, tmp_path: Path
) -> None:
    window = new_window
    package = tmp_path / "package"
    shutil.copytree(PACKAGE, package)
    legs = package / "legs.csv"
    legs.write_text(legs.read_text(encoding="utf-8").replace(",foot,", ",horse,", 1), "utf-8")
    ask.answers = [package / "datapackage.json"]
    press(KEY.Key_I, held=CTRL)
    assert "cannot be taken" in seen.labels(window)
    assert any("horse" in cell.text for row in seen.package_rows(window, 1) for cell in row)


def log_of(window: MainWindow) -> Log:
    page = window.page
    assert isinstance(page, PatrolsPage)
    return page.log


def test_ctrl_v_in_the_log_shows_what_would_be_added(whole_window: MainWindow) -> None:
    window = whole_window
    window.visit_title("Patrols")
    seen.pasted(window, GOOD)
    press(KEY.Key_Return, held=CTRL)
    log = log_of(window)
    log.show_month(Month(2026, 11))
    log.table.setFocus()
    QGuiApplication.clipboard().setText(seen.text(BAD))
    press(KEY.Key_V, held=CTRL)
    assert seen.states(window) == ["problem"] * 3


def test_people_and_partners_take_what_is_pasted_too(whole_window: MainWindow) -> None:
    window = whole_window
    window.visit_title("Roster")
    people = window.page
    assert isinstance(people, RosterPage)
    people.show_people()
    QGuiApplication.clipboard().setText("Collar\tFirst name\tLast name\n5511\tJo\tHale")
    people.people.table.setFocus()
    press(KEY.Key_V, held=CTRL)
    assert view_title(window) == "Import people from the clipboard"
    press(KEY.Key_Escape)
    window.visit_title("Partners")
    QGuiApplication.clipboard().setText("Organisation\tType\nHale School\tschool")
    window.doing.paste_rows()
    assert view_title(window) == "Import partners from the clipboard"
    press(KEY.Key_Return, held=CTRL)
    assert window.desk.store.undo_label == "Import 1 partner from the clipboard"


def test_what_is_copied_out_of_the_log_can_be_pasted_back(whole_window: MainWindow) -> None:
    window = whole_window
    seen.pasted(window, (*GOOD[:2], (*GOOD[2][:6], "Priority: Woodhall shops", "")))
    press(KEY.Key_Return, held=CTRL)
    log_of(window).table.setFocus()
    for copy in (CTRL, CTRL | Qt.KeyboardModifier.ShiftModifier):
        press(KEY.Key_A, held=CTRL)
        press(KEY.Key_C, held=copy)
        press(KEY.Key_V, held=CTRL)
        assert seen.states(window) == ["same"] * 3
        press(KEY.Key_Escape)


# --- For everyone -----------------------------------------------------------------------------


def test_everything_has_a_name_and_its_own_letter(window: MainWindow) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    view = seen.view(window)
    assert nameless(view) == []
    letters = [*"FEVGRTH", *seen.letters(view)]
    assert sorted(letters) == sorted(set(letters))
    for lines in seen.menu_lines_raw(window).values():
        own = [found for found in map(mnemonic, lines) if found]
        assert sorted(own) == sorted(set(own))


def test_f6_goes_round_the_parts(window: MainWindow) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    view, names = seen.view(window), set()
    for _ in range(5):
        press(KEY.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert view.isAncestorOf(focus)
        names.add(focus.accessibleName())
    assert {"Rows of the sheet", "What it holds", "All 6"} <= names
    assert len(names) == 4


@pytest.mark.parametrize(("percent", "room"), [(100, (960, 540)), (150, (1280, 720))])
def test_it_fits_small_screens_and_large_text(
    window: MainWindow, percent: int, room: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.use(app, Appearance("light", percent=percent))
    seen.pasted(window, (*GOOD, *BAD))
    window.resize(*room)
    QApplication.processEvents()
    least = window.minimumSizeHint()
    assert (least.width() <= room[0], least.height() <= room[1]) == (True, True), least


def test_where_it_is_narrow_the_headings_are_a_step(window: MainWindow) -> None:
    window.resize(960, 540)
    seen.pasted(window, GOOD)
    view = seen.view(window)
    assert not view.headings.isVisible()
    click(view.back)
    assert view.headings.isVisible()
    assert not seen.table(window).isVisible()
    click(view.headings.onward)
    assert seen.table(window).hasFocus()
