"""The Return tab: a month looked over, its figures opened, and sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import commentary, patrols, returns
from snt_desk.services import team as teams
from snt_desk.services.rounds import begin as begin_round
from snt_desk.services.team import TeamName
from snt_desk.ui import parts_of_page
from snt_desk.ui.desk import Desk
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.page import Target
from snt_desk.ui.pages.returns import ReturnPage
from snt_desk.ui.pages.returns.reading import change, short_month
from snt_desk.ui.parts_of_page import go_to_mark
from snt_desk.ui.table_menu import fill_columns
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.return_page import LAST_MONTH, begin, wanted
from tests.ui.pages.seen import nameless, press, shared_letters, words

FOOT = "patrols.patrol_time.mode.foot"
START = LAST_MONTH.span.start + timedelta(days=9, hours=9)


def log(desk: Desk, hours: int, *, ended: bool = True, month: int = 0) -> str:
    return logged(desk.store, desk.team, hours, ended=ended, month=month)


def logged(store: Store, team: TeamName, hours: int, *, ended: bool = True, month: int = 0) -> str:
    start = LAST_MONTH.plus(month).span.start + timedelta(days=9, hours=9)
    leg = LegDraft("foot", start, start + timedelta(hours=hours) if ended else None, "B1", CREW)
    with store.change("Log foot patrol, Peartree") as session:
        return patrols.log(session, team.id, PatrolDraft(legs=(leg,)))


CREW = ("1432",)
TABLES = {"part/figures", "part/patrols behind", "part/records behind", "part/what changed"}


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[ReturnPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(ReturnPage, begin, lambda store, team: logged(store, team, 2))


@pytest.fixture
def own(page: ReturnPage) -> Desk:
    """The team's desk."""
    return page._desk  # noqa: SLF001  # the page's own


@pytest.fixture
def page(kept: Kept[ReturnPage], store: Store, qtbot: QtBot) -> Iterator[ReturnPage]:
    """The page, open on last month, with one patrol of two hours in it."""
    with kept.begun(qtbot) as made:
        made.pane.figures.table.setFocus()
        yield made


@pytest.fixture
def bare(kept: Kept[ReturnPage], desk: Desk, team: TeamName, qtbot: QtBot) -> ReturnPage:
    """The page where nothing was ever recorded but the team itself."""
    with desk.store.change("Take the patrol away") as session:
        for one in session.query(m.Patrol):
            patrols.delete(session, one.ref)
    own = replace(desk, team=team)
    made = ReturnPage()
    qtbot.addWidget(made.build(own))
    return made


def figure(page: ReturnPage, wanted: str) -> list[str]:
    rows = page.pane.figures.rows
    at = rows.place(wanted)
    assert at is not None
    return [cell.spoken for cell in rows.cells(at)]


def lines(page: ReturnPage, part: str) -> list[Line]:
    """The lines of one part of the check list."""
    found: list[Line] = []
    inside = False
    for line in page.side.checks.lines.lines:
        if isinstance(line, Title):
            inside = line.text == part
        elif inside:
            found.append(line)
    return found


def to_check(page: ReturnPage) -> list[str]:
    return [line.text for line in lines(page, "To check") if line.tone != "ok"]


# --- The month --------------------------------------------------------------------------------


def test_it_opens_on_the_last_month_that_is_over(page: ReturnPage) -> None:
    assert page.pane.heading.text() == LAST_MONTH.shown
    assert page.side.month.currentText() == f"{LAST_MONTH.shown}: ready"
    assert page.pane.send_button.text() == "Send revision 1…"
    assert figure(page, FOOT)[:2] == ["Patrol time: on foot, minutes", "120"]


def test_another_month_is_reached_by_its_key(page: ReturnPage) -> None:
    after = next(one for one in page.commands() if one.keys == "Ctrl+PgDown")
    after.do()
    present = LAST_MONTH.plus(1)
    assert page.pane.heading.text() == present.shown
    assert page.side.month.currentText() == f"{present.shown}: open"
    assert f"{present.shown} is not over" in to_check(page)
    assert figure(page, FOOT)[1:3] == ["0", "120"]


def test_a_month_that_is_walked_to_is_said_to_a_screen_reader(
    page: ReturnPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "snt_desk.ui.pages.returns.page.announce", lambda _, text: said.append(text)
    )
    page.pane.figures.table.setFocus()
    page.refresh()
    assert said == []
    next(one for one in page.commands() if one.keys == "Ctrl+PgDown").do()
    assert [one.split(".")[0] for one in said] == [LAST_MONTH.plus(1).shown]


def test_the_month_after_is_there_once_it_has_begun(
    page: ReturnPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.side.choose(LAST_MONTH.plus(1))
    assert f"{LAST_MONTH.plus(1).shown} is not over" in to_check(page)
    turned = LAST_MONTH.plus(2).span.start + clock.MINUTE
    monkeypatch.setattr(clock, "now", lambda: turned)
    page.refresh()
    assert page.side.months[0] == LAST_MONTH.plus(2)
    assert page.pane.heading.text() == LAST_MONTH.plus(1).shown
    assert not any("is not over" in line for line in to_check(page))


def test_the_columns_are_headed_by_the_names_of_the_months(page: ReturnPage) -> None:
    titles = [column.title for column in page.pane.figures.rows.columns]
    months = [short_month(LAST_MONTH.plus(by)) for by in (0, -1, -12)]
    assert [titles[1], titles[2], titles[4]] == months
    said = page.pane.figures.rows.headerData(3, Qt.Orientation.Horizontal)
    assert said == "Change on month before"


def test_copied_figures_have_the_names_of_the_months_above_them(page: ReturnPage) -> None:
    table = page.pane.figures.table
    table.select(FOOT)
    table.copy_with_headings()
    headings, row = QApplication.clipboard().text().split("\n")
    assert headings.split("\t")[1:4] == [
        *(short_month(LAST_MONTH), short_month(LAST_MONTH.plus(-1)), "Change on month before"),
    ]
    assert row.split("\t")[1] == "120"


def test_the_columns_menu_names_the_months_and_the_columns_without_a_heading(
    page: ReturnPage,
) -> None:
    menu = QMenu()
    fill_columns(menu, page.pane.figures.table)
    offered = [one.text() for one in menu.actions()]
    assert offered[0] == short_month(LAST_MONTH)
    assert "Change on month before" in offered


def test_the_columns_of_every_table_are_remembered(page: ReturnPage) -> None:
    table = page.pane.figures.table
    table.columns.toggle(4)
    assert len(parts_of_page.states(page.widget).keys() & TABLES) == len(TABLES)
    kept = table.column_state()
    page.side.choose(LAST_MONTH.plus(1))
    table.columns.start_again()
    table.restore_columns(kept)
    assert 4 in table.columns.hidden


def test_a_month_with_no_records_says_nothing_and_not_zero(page: ReturnPage) -> None:
    assert figure(page, FOOT)[2:6] == ["", "", "", ""]


def test_a_month_is_gone_to_from_elsewhere(page: ReturnPage) -> None:
    present = LAST_MONTH.plus(1)
    page.go_to(Target("Return", "figures", FOOT, (("month", str(present)),)))
    assert page.pane.heading.text() == present.shown
    assert page.pane.figures.table.current_id == FOOT
    page.go_to(Target("Return", filters=(("month", "1999-01"),)))
    assert page.pane.failed.words == "Nothing is recorded in January 1999"


def test_a_month_that_was_sent_and_changed_says_so_in_the_list(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    send(page, ask, tmp_path)
    assert page.side.month.currentText() == f"{LAST_MONTH.shown}: sent r1"
    log(own, 1)
    assert page.side.month.currentText() == f"{LAST_MONTH.shown}: sent r1, changed"


# --- The figures ------------------------------------------------------------------------------


def test_the_records_behind_the_figure_in_hand_are_below(page: ReturnPage) -> None:
    figures = page.pane.figures
    assert figures.select(FOOT)
    assert figures.behind_heading.text() == "Behind “Patrol time: on foot”"
    assert figures.behind_sum.text() == "1 patrol, 120 minutes"
    cells = [cell.text for cell in figures.behind.rows.cells(0)]
    day = clock.short_day(clock.local_day(START))
    out, back = clock.wall(START), clock.wall(START + timedelta(hours=2))
    assert cells == [day, out, back, "120", "Ridley", "Peartree", ""]


def test_enter_goes_to_the_records_and_enter_there_opens_one(page: ReturnPage, own: Desk) -> None:
    asked = wanted(own)
    figures = page.pane.figures
    figures.select(FOOT)
    figures.table.setFocus()
    press(Qt.Key.Key_Return)
    assert figures.patrols.hasFocus()
    found = page.in_hand()
    assert found is not None
    press(Qt.Key.Key_Return)
    assert asked == [Target("Patrols", "patrols", found[1])]
    press(Qt.Key.Key_Escape)
    assert figures.table.hasFocus()


def test_open_in_patrols_takes_along_what_the_figure_is_about(page: ReturnPage, own: Desk) -> None:
    asked = wanted(own)
    page.pane.figures.select(FOOT)
    QTest.mouseClick(page.pane.figures.open_button, Qt.MouseButton.LeftButton)
    assert asked[0].filters == (("month", str(LAST_MONTH)), ("mode", "foot"))


def test_records_that_have_no_tab_yet_have_no_button(page: ReturnPage) -> None:
    figures = page.pane.figures
    figures.select(FOOT)
    assert figures.open_button.text() == "Open in Patrols"
    figures.select("people.headcount.role.pc")
    assert figures.open_button.text() == "Open in Roster"
    figures.select("residents.needing_reply.all.all")
    assert figures.open_button.isHidden()
    assert figures.behind_sum.text() == "0 records"


def test_the_filter_and_the_chip_leave_fewer_figures_and_give_them_back(page: ReturnPage) -> None:
    rows = page.pane.figures.rows
    before = rows.rowCount()
    page.find()
    press("patrol time: on")
    assert [rows.known_id(at) for at in range(rows.rowCount())] == [FOOT]
    press(Qt.Key.Key_Escape)
    page.pane.zeros.setChecked(True)
    assert 0 < rows.rowCount() < before
    assert rows.place("residents.needing_reply.all.all") is None
    page.pane.zeros.setChecked(False)
    assert rows.rowCount() == before


def test_a_filter_that_no_figure_matches_says_so(page: ReturnPage) -> None:
    page.pane.bar.words.setText("zebra")
    said = f"{page.pane.figures.behind_heading.text()}. {page.pane.figures.behind_sum.text()}"
    assert said == "No figure matches. Esc in the filter shows all."
    page.pane.bar.words.setText("")
    assert page.pane.figures.behind_heading.text().startswith("Behind ")


def test_a_figure_stays_in_hand_when_the_records_change(page: ReturnPage, own: Desk) -> None:
    page.pane.figures.select(FOOT)
    log(own, 1)
    assert page.pane.figures.table.current_id == FOOT
    assert page.pane.figures.behind_sum.text() == "2 patrols, 180 minutes"


# --- The look over ----------------------------------------------------------------------------


def test_a_patrol_without_an_end_is_opened_from_its_line(page: ReturnPage, own: Desk) -> None:
    ref = log(own, 0, ended=False)
    asked = wanted(own)
    page.new()
    assert page.side.checks.select(f"leg:{ref}")
    assert page.side.act_button.text() == "Open the patrol"
    press(Qt.Key.Key_Return)
    assert asked == [Target("Patrols", "patrols", ref)]


def test_a_round_that_is_due_is_opened_from_its_line(page: ReturnPage, own: Desk) -> None:
    with own.store.change("Begin round") as session:
        begun = clock.add_months(LAST_MONTH.last, -4)
        ref = begin_round(session, own.team.id, RoundDraft(begun, 4))
    asked = wanted(own)
    page.new()
    assert page.side.checks.select(f"due:{ref}")
    assert page.side.act_button.text() == "Open the round"
    press(Qt.Key.Key_Return)
    assert asked == [Target("Priorities", "rounds", ref)]


def test_none_is_said_for_a_section_and_taken_back(page: ReturnPage, own: Desk) -> None:
    assert "Engagement: nothing" in to_check(page)
    page.new()
    page.side.checks.select("section:engagement")
    assert page.side.act_button.text() == "Checked, none"
    press(Qt.Key.Key_Return)
    assert "Engagement: nothing" not in to_check(page)
    assert own.store.undo_label == f"Checked, none: Engagement, {LAST_MONTH.shown}"
    assert page.side.act_button.text() == "Take back “none”"
    QTest.mouseClick(page.side.act_button, Qt.MouseButton.LeftButton)
    assert "Engagement: nothing" in to_check(page)


def test_a_checked_section_says_what_it_holds_and_shows_its_figures(page: ReturnPage) -> None:
    found = {line.text: line.sub for line in lines(page, "Checked")}
    assert found["Patrols"] == "1 patrol, 2 h"
    page.side.checks.select("section:patrols")
    page.side.act()
    assert str(page.pane.figures.table.current_id).startswith("patrols.patrols.mode")


def test_what_the_command_may_ask_leads_to_a_word_on_that_figure(
    page: ReturnPage, own: Desk
) -> None:
    with own.store.change("Change priority") as session:
        session.query(m.Priority).one().adopted = LAST_MONTH.first
    [line] = lines(page, "Worth a word")
    assert line.tone == "info"
    page.side.checks.select(line.id)
    page.side.act()
    assert page.pane.words.figure.hasFocus()
    press("The update is set.")
    page.save()
    [line] = lines(page, "Worth a word")
    assert (line.tone, line.sub) == ("ok", "The update is set.")


# --- Sending ----------------------------------------------------------------------------------


def send(page: ReturnPage, ask: CannedAsk, folder: Path) -> None:
    ask.answers += [True, folder]
    page.send()


def test_a_return_is_sent_after_one_question_and_a_folder(
    page: ReturnPage, ask: CannedAsk, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    ask.answers += [True, folder]
    QTest.mouseClick(page.pane.send_button, Qt.MouseButton.LeftButton)
    assert len(list(folder.iterdir())) == 3
    assert page.pane.send_button.text() == "Send revision 2…"
    assert not page.pane.send_button.isEnabled()
    said = page.pane.told.words.replace("\u200b", "")
    assert said == f"{LAST_MONTH.shown} is sent as revision 1. Its files are in {folder}."
    assert lines(page, "To check")[0].spoken.startswith("Nothing differs from revision 1.")


def test_the_folder_is_remembered_and_not_asked_for_again(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    send(page, ask, tmp_path)
    log(own, 1)
    ask.answers.append(True)
    page.send()
    assert (tmp_path / f"snt-return_WHA-1_{LAST_MONTH}_r2.csv").is_file()


def test_nothing_is_sent_if_the_question_is_answered_no(
    page: ReturnPage, own: Desk, ask: CannedAsk
) -> None:
    ask.answers.append(False)
    page.send()
    with own.store.read() as session:
        assert returns.sent(session, own.team.id, LAST_MONTH) == []


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_sent(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers += [True, tmp_path / "not there"]
    page.send()
    assert page.pane.failed.words.startswith("The files cannot be written")
    with own.store.read() as session:
        assert returns.sent(session, own.team.id, LAST_MONTH) == []


def test_words_that_are_not_saved_hold_up_sending(page: ReturnPage) -> None:
    page.pane.words.notes["risk"].setPlainText("Two people leave.")
    page.send()
    assert "The words are not saved" in page.pane.words.box.words


def test_sent_figures_that_are_no_longer_right_are_said_and_walked(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    send(page, ask, tmp_path)
    assert page.pane.changed.words == ""
    log(own, 1)
    assert "sent figures are no longer right" in page.pane.changed.words
    assert "Revision 1 says 1 for “Patrols: on foot”" in page.pane.changed.words
    assert page.pane.send_button.isEnabled()
    table = page.pane.figures.table
    walked = []
    page.pane.next_mark()
    for _ in range(20):
        walked.append(table.current_id)
        assert go_to_mark(page.widget, 1)
    assert FOOT in walked
    assert {str(name).split(".")[0] for name in walked} <= {"patrols", "quality"}


def test_f8_comes_to_a_changed_figure_that_the_filter_leaves_out(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    send(page, ask, tmp_path)
    log(own, 1)
    page.pane.bar.words.setText("headcount")
    page.pane.show_view("revisions")
    assert go_to_mark(page.widget, 1)
    table = page.pane.figures.table
    assert table.hasFocus()
    assert str(table.current_id).startswith("patrols.")
    assert page.pane.bar.words.text() == ""


def test_f8_finds_nothing_where_all_holds(page: ReturnPage) -> None:
    assert not go_to_mark(page.widget, 1)


def test_the_one_record_that_was_changed_says_by_how_much(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    send(page, ask, tmp_path)
    with own.store.read() as session:
        section, measure, by, category = FOOT.split(".")
        key = (section, measure, by, category)
        [one] = returns.behind(session, own.team, LAST_MONTH, key)
        draft = patrols.opened(session, one.ref)
    leg = replace(draft.legs[0], end=START + timedelta(hours=3, minutes=30))
    with own.store.change("Change foot patrol") as session:
        patrols.change(session, one.ref, replace(draft, legs=(leg,)))
    page.pane.figures.select(FOOT)
    assert figure(page, FOOT)[0] == "Patrol time: on foot, minutes, sent as 120"
    [cells] = [page.pane.figures.patrols.rows.cells(0)]
    assert cells[-1].text == "changed +90"


# --- Revisions --------------------------------------------------------------------------------


def test_revisions_tell_what_changed_and_save_their_files_again(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    first.mkdir()
    again.mkdir()
    send(page, ask, first)
    log(own, 1)
    sent = page.pane.sent
    page.pane.show_view("revisions")
    assert sent.list.current_id == "now"
    assert sent.heading.text() == "From revision 1 to the records now"
    at = sent.table.rows.place(FOOT)
    assert at is not None
    cells = [cell.text for cell in sent.table.rows.cells(at)]
    assert cells == ["Patrol time: on foot", "120", "180", "+60"]
    press(Qt.Key.Key_Down)
    assert sent.heading.text() == "The first revision"
    ask.answers.append(again)
    sent.save_again()
    for file in first.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes()
    # A second time they are there already.
    [figures] = [one for one in again.iterdir() if re.fullmatch(r".*_r\d+\.csv", one.name)]
    figures.write_bytes(figures.read_bytes() + b"mine\r\n")
    for answer in (False, True):
        ask.answers += [again, answer]
        sent.save_again()
        assert ask.asked[-1] == "Replace the files there?"
        assert figures.read_bytes().endswith(b"mine\r\n") == (not answer)


def test_before_anything_was_sent_the_revisions_say_so(page: ReturnPage) -> None:
    page.pane.show_view("revisions")
    [line] = page.pane.sent.list.lines.lines
    assert line.text == f"Nothing was sent of {LAST_MONTH.shown} yet"
    assert not page.pane.sent.table.isVisible()
    assert page.pane.sent.again_button.isHidden()


# --- For everyone -----------------------------------------------------------------------------


def test_without_a_team_it_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    made = ReturnPage()
    qtbot.addWidget(made.build(desk))
    assert made.pane.heading.text() == "Return"
    for part in (made.pane.send_button, made.pane.view, made.pane.bar):
        assert part.isHidden()


def test_a_team_with_no_records_has_months_to_look_at(bare: ReturnPage) -> None:
    assert bare.side.months == [LAST_MONTH.plus(1)]
    assert bare.pane.send_button.isEnabled()


def test_a_team_that_has_recorded_nothing_is_told_what_comes_next(desk: Desk, qtbot: QtBot) -> None:
    with desk.store.change("Make a team", kind="barrier") as session:
        session.add(m.Team(code="NEW-1", name="New SNT", district="Broxbourne"))
    with desk.store.read() as session:
        new = teams.named(session, "NEW-1")
    own = replace(desk, team=new)
    made = ReturnPage()
    qtbot.addWidget(made.build(own))
    made.widget.resize(1280, 700)
    made.widget.show()
    qtbot.waitExposed(made.widget)
    assert f"Nothing is recorded in {LAST_MONTH.plus(1).shown} yet" in words(made.widget)
    assert "Enter opens" not in made.pane.subtitle.text()
    write = next(one for one in made.commands() if one.keys == "F2")
    for do in (write.do, made.find):
        # There is no figure to write on, nor one to filter.
        do()
        assert made.pane.empty.isVisible()
        assert not made.pane.bar.words.hasFocus()
    asked = wanted(own)
    QTest.mouseClick(made.pane.log_button, Qt.MouseButton.LeftButton)
    assert asked == [Target("Patrols")]


def test_where_it_is_narrow_the_list_comes_first_and_enter_leads_on(page: ReturnPage) -> None:
    page.widget.window().resize(960, 540)
    QApplication.processEvents()
    page.new()
    assert page.side.isVisible()
    assert not page.pane.isVisible()
    page.side.checks.select("section:patrols")
    press(Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert page.pane.back.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.side.checks.hasFocus()


def test_where_it_is_narrow_a_button_leads_to_the_figures(page: ReturnPage) -> None:
    assert not page.side.onward.isVisible()
    page.side.checks.setFocus()
    page.widget.window().resize(960, 540)
    QApplication.processEvents()
    assert page.side.onward.isVisible()
    page.side.onward.click()
    assert page.pane.figures.isVisible()
    assert not page.side.isVisible()


def test_where_it_is_narrow_what_is_said_of_sending_is_in_sight(
    page: ReturnPage, ask: CannedAsk, tmp_path: Path
) -> None:
    page.widget.window().resize(960, 540)
    QApplication.processEvents()
    page.side.checks.setFocus()
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("", encoding="utf-8")
    send(page, ask, in_the_way)
    assert page.pane.failed.isVisible()
    page.new()
    assert not page.pane.isVisible()
    ask.answers += [True, tmp_path]
    page.send()
    assert page.pane.told.isVisible()
    assert page.pane.figures.table.hasFocus()


def test_everything_has_a_name_and_no_letter_is_taken_twice(page: ReturnPage) -> None:
    for view in ("figures", "words", "revisions"):
        page.pane.show_view(view)
        assert nameless(page.widget) == []
        assert shared_letters(page.widget) == []


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (108, 100, "+8 %"),
        (69, 100, "−31 %"),
        (5, 0, ""),
        (7, 7, ""),
        (0, 4, "−100 %"),
        (5, None, ""),
    ],
)
def test_a_change_is_said_in_percent_with_a_true_minus(
    now: int, then: int | None, said: str
) -> None:
    assert change(now, then) == said


def test_every_kind_of_word_has_a_field(page: ReturnPage) -> None:
    assert list(page.pane.words.notes) == list(commentary.KINDS)
