"""Consultations are opened and closed, what was said is ranked, and priorities proposed from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.street_crime import Figure
from snt_desk.services import consultations, priorities, street_crime
from snt_desk.services.consultations import ConsultationRow
from snt_desk.services.street_crime import NoteDraft
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.consultations import ConsultationsView, lines
from snt_desk.ui.pages.priorities.consultations.ranked import RankLine
from tests.ui.conftest import CannedAsk
from tests.ui.pages.asked import FIRST, LAST, OPENED, SUMMER, ask_in_autumn
from tests.ui.pages.asked_page import at_its_beginning
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, in_window, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[ConsultationsView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(ConsultationsView, at_its_beginning, ask_in_autumn)


@pytest.fixture
def autumn(kept: Kept[ConsultationsView]) -> str:
    found: str = kept.given
    return found


@pytest.fixture
def view(kept: Kept[ConsultationsView], store: Store, qtbot: QtBot) -> Iterator[ConsultationsView]:
    """The view in its window; residents were asked in summer and in autumn."""
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def spoken(view: ConsultationsView) -> list[str]:
    return [line.spoken for line in view.list.lines.lines]


def ranking(view: ConsultationsView) -> list[str]:
    """What stands in the first columns: what, how many, last time, and the difference."""
    found = []
    for at in range(view.said.rows.rowCount()):
        line = view.said.rows.row(at)
        assert isinstance(line, RankLine)
        cells = [one.spoken for one in view.said.rows.cells(at)]
        found.append("; ".join([cells[0], cells[1], *cells[4:6]]))
    return found


def rank_by(view: ConsultationsView, letter: str) -> None:
    view.said.by.setFocus()
    press(letter)
    view.said.enter()


# --- The list ---------------------------------------------------------------------------------


def test_the_list_has_the_open_ones_first_with_who_answered(view: ConsultationsView) -> None:
    today = clock.today()
    assert spoken(view) == [
        "Open, 1",
        f"Autumn survey, Since {lines.day(OPENED, today)}, 81 responses, 21 days",
        "Closed, 1",
        f"Summer survey, {lines.day(FIRST, today)} to {lines.day(LAST, today)}, 30 responses",
    ]
    head = words(view.panes.head).replace("\N{NO-BREAK SPACE}", " ")
    assert "81 responses in 5 records: survey 60, street 18, email 3." in head


def test_of_many_ways_to_answer_the_last_are_one_number() -> None:
    many = {"survey": 42, "email": 27, "meeting": 11, "door_knock": 3, "owl": 2}
    row = ConsultationRow(1, "C1", "Autumn", OPENED, None, 85, 85, many)
    said = lines.answers(row, {"door_knock": "Door knock", "owl": "OWL"})
    plain = said.replace("\N{NO-BREAK SPACE}", " ")
    assert plain == "85 responses: survey 42, email 27, meeting 11, by other ways 5."


def test_a_filter_hides_what_has_not_the_words(view: ConsultationsView) -> None:
    press(KEY.Key_F, held=CTRL)
    press("summ")
    assert [line for line in spoken(view) if "survey" in line] == [spoken(view)[-1]]
    press("x")
    assert "No consultation matches" in words(view.side)
    press(KEY.Key_Escape)
    assert len(spoken(view)) == 4


def test_a_consultation_is_opened_by_keys(view: ConsultationsView, store: Store) -> None:
    press(KEY.Key_N, held=CTRL)
    press("Winter survey", KEY.Key_Tab, "t", KEY.Key_Tab)
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Add consultation, Winter survey"
    assert view.in_hand() == ("consultations", view.ref)
    with store.read() as session:
        assert consultations.opened(session, view.ref).opened == clock.today()
    assert "Nobody has answered yet" in words(view.said)
    # What was published of the place stands there before anybody answers.
    figures = (Figure("2026-10", "Shoplifting", 7),)
    note = NoteDraft("police.uk", figures, "Peartree", consultation=view.ref, taken=clock.today())
    with store.change("Add crime figures") as session:
        street_crime.add(session, 1, note)
    assert "Published crime in Peartree, October 2026: 7 in all" in words(view.said)
    assert "The log is counted from" not in words(view.said)


def test_what_cannot_be_true_is_said_beside_its_field(view: ConsultationsView) -> None:
    press(KEY.Key_N, held=CTRL)
    press("Winter survey", KEY.Key_Tab, "1/12/26", KEY.Key_Tab, "30/11/26")
    press(KEY.Key_S, held=CTRL)
    assert "Enter a day from Tue 1 Dec 2026 on." in words(view.form)
    assert view.form.closed_on.hasFocus()


def test_one_of_the_same_name_is_a_warning(view: ConsultationsView) -> None:
    press(KEY.Key_N, held=CTRL)
    press("summer survey")
    assert "There is a consultation of that name already." in words(view.form)


def test_it_is_closed_today_and_opened_again(view: ConsultationsView, store: Store) -> None:
    click(view.panes.head.close_button)
    assert view.form.closed_on.value == clock.long_day(clock.today())
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        assert consultations.opened(session, view.ref).closed == clock.today()
    press(KEY.Key_Down)
    assert "Summer survey" in words(view.panes.head)
    click(view.panes.head.open_button)
    assert store.undo_label == "Open again consultation, Summer survey"
    with store.read() as session:
        assert consultations.opened(session, view.ref) == replace(SUMMER, closed=None)


def test_one_that_was_answered_stays_and_says_why(view: ConsultationsView) -> None:
    press(KEY.Key_Delete)
    assert "Residents answered it. Delete their responses first." in words(view.side)
    assert [one.title for one in view.rows] == ["Autumn survey", "Summer survey"]


def test_one_that_nobody_answered_is_deleted_and_undone(
    view: ConsultationsView, store: Store
) -> None:
    press(KEY.Key_N, held=CTRL)
    press("Winter survey")
    press(KEY.Key_S, held=CTRL)
    view.list.setFocus()
    press(KEY.Key_Delete)
    assert not any("Winter" in line for line in spoken(view))
    assert view.ref
    store.undo()
    assert any("Winter" in line for line in spoken(view))


# --- What they said ---------------------------------------------------------------------------


def test_what_they_said_is_ranked_beside_last_time(view: ConsultationsView) -> None:
    assert ranking(view) == [
        "Anti-social behaviour; 40; 0; new",
        "Speeding; 38; 30; 8 more",
        "Drugs, under five; 3; 0; new",
    ]
    text = words(view.said)
    assert "The upright line is last time: 30 responses to “Summer survey”." in text
    assert f"The log is counted from {lines.day(FIRST, clock.today())}." in text


def test_of_another_consultation_what_came_first_is_in_hand(view: ConsultationsView) -> None:
    view.said.enter()
    press(KEY.Key_Down)
    assert view.said.in_hand is not None
    assert view.said.in_hand.words == "Speeding"
    before = view.said.in_hand
    view.refresh()
    assert view.said.in_hand == before
    view.list.setFocus()
    press(KEY.Key_Down)
    press(KEY.Key_Up)
    assert view.said.in_hand.words == "Anti-social behaviour"


def test_it_is_ranked_by_letters(view: ConsultationsView) -> None:
    rank_by(view, "p")
    assert ranking(view)[0] == "Peartree; 40; 0; new"
    rank_by(view, "b")
    assert ranking(view)[1] == "Speeding, Haldens; 33; 30; 3 more"
    rank_by(view, "c")
    assert [line.partition(";")[0] for line in ranking(view)] == [
        *("Survey", "Street", "Email, under five")
    ]


def test_it_is_sorted_by_any_column(view: ConsultationsView) -> None:
    view.said.table.sort_by("before", Qt.SortOrder.DescendingOrder)
    assert ranking(view)[0].startswith("Speeding")
    view.said.table.sort_by("words")
    assert [line.partition(";")[0] for line in ranking(view)] == [
        *("Anti-social behaviour", "Drugs, under five", "Speeding")
    ]


def test_copied_rows_tell_nothing_under_five(view: ConsultationsView) -> None:
    view.said.enter()
    press(KEY.Key_A, held=CTRL)
    press(KEY.Key_C, held=CTRL | SHIFT)
    heads, *rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert heads[:2] == ["What they said", "Now"]
    assert rows[1][:2] == ["Speeding", "38"]
    assert rows[2][:4] == ["Drugs", "under five", "", ""]
    assert not any(cell == "3" for cell in rows[2])


def test_enter_shows_the_responses_behind_a_row(view: ConsultationsView) -> None:
    rank_by(view, "b")
    press(KEY.Key_Down, KEY.Key_Return)
    assert view.panes.front == "responses"
    assert view.responses.table.hasFocus()
    assert view.responses.rows.rowCount() == 2
    assert view.responses.lists.totals is not None
    assert view.responses.lists.totals.responses == 33
    assert "Haldens itself" in [chip.text() for chip in view.responses.bar.chips]


def test_enter_shows_what_was_said_of_no_place(view: ConsultationsView) -> None:
    rank_by(view, "p")
    press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert view.responses.rows.rowCount() == 1
    assert view.responses.lists.totals is not None
    assert view.responses.lists.totals.responses == 5


def test_a_priority_is_proposed_with_what_was_said(view: ConsultationsView, store: Store) -> None:
    went: list[Target] = []
    window = view.widget.window()
    assert isinstance(window, MainWindow)
    window.desk.wanted.connect(went.append)
    view.said.enter()
    press(KEY.Key_Down)
    press(KEY.Key_P, held=CTRL | SHIFT)
    [target] = went
    assert (target.tab, target.table) == ("Priorities", "priorities")
    assert store.undo_label == "Propose priority, Speeding"
    with store.read() as session:
        draft = priorities.opened(session, target.ref)
        linked = session.query(m.Response).filter(m.Response.priority_id.is_not(None)).count()
    assert draft.scanning == (
        "38 of 81 responses to “Autumn survey”, half by survey. Last time it was 30."
    )
    assert linked == 3
    assert view.said.rows.cells(1)[-1].text == "all"
    press(KEY.Key_Z, held=CTRL)
    assert view.said.rows.cells(1)[-1].text == ""


def test_of_what_has_a_priority_already_none_is_proposed(
    view: ConsultationsView, store: Store
) -> None:
    for _ in range(2):
        view.said.enter()
        press(KEY.Key_P, held=CTRL | SHIFT)
    assert "All who said so are linked to a priority already." in words(view.said)
    with store.read() as session:
        assert session.query(m.Priority).count() == 2


def test_without_a_theme_nothing_is_proposed_and_the_button_says_why(
    view: ConsultationsView,
) -> None:
    assert view.said.propose_button.isEnabled()
    rank_by(view, "p")
    assert not view.said.propose_button.isEnabled()
    assert view.said.propose_button.toolTip() == (
        "A priority has a theme. Rank by themes, or by both."
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_exported_ranking_tells_nothing_under_five(
    view: ConsultationsView, store: Store, ask: CannedAsk, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"ranking.{ending}"
    ask.answers.append(file)
    press(KEY.Key_E, held=CTRL)
    assert "Exported 3 rows to" in words(view.said)
    with store.read() as session:
        label = session.query(m.Change).order_by(m.Change.id.desc()).first()
    assert label is not None
    assert label.label == "Export ranking of 3 rows"
    if ending == "csv":
        _title, heads, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))
        assert heads[:5] == ["What they said", "Now", "Percent", "Last time", "Difference"]
        assert rows[1][:5] == ["Speeding", "38", "47", "30", "8 more"]
        assert rows[2][:5] == ["Drugs", "under five", "", "0", ""]
    else:
        assert file.read_bytes().startswith(b"PK")
    view.list.setFocus()
    press(KEY.Key_Down)
    assert not view.said.strip.isVisible(), "it was said of another consultation"


# --- Going about ------------------------------------------------------------------------------


def test_a_response_asked_for_elsewhere_is_in_hand_in_the_list(
    view: ConsultationsView, store: Store
) -> None:
    with store.read() as session:
        ref = session.query(m.Response).filter_by(count=30).one().ref
    view.go_to(Target("Priorities", "responses", ref))
    assert "Summer survey" in words(view.panes.head)
    assert view.responses.current_ref == ref
    assert view.in_hand() == ("responses", ref)


def test_the_responses_of_a_priority_are_listed_whatever_was_asked(
    view: ConsultationsView, store: Store
) -> None:
    with store.change("Link") as session:
        key = session.query(m.Priority).filter_by(ref="T1").one().id
        for count in (30, 40):
            session.query(m.Response).filter_by(count=count).one().priority_id = key
    view.go_to(Target("Priorities", "responses", filters=(("priority", "T1"),)))
    assert view.responses.rows.rowCount() == 2


def test_what_is_gone_is_said(view: ConsultationsView) -> None:
    for table, noun in (
        *(("consultations", "consultation"), ("responses", "response")),
        ("crime_notes", "note"),
    ):
        view.go_to(Target("Priorities", table, "gone"))
        assert f"That {noun} is no longer there" in words(view.side)


def test_every_control_has_a_name_and_letters_of_its_own(view: ConsultationsView) -> None:
    for which in ("said", "responses", "one by one", "counts"):
        view.panes.which.set_value(which)
        assert not nameless(view.widget)
    press(KEY.Key_N, held=CTRL)
    assert not nameless(view.widget)
    for form in (view.form, view.typing, view.tally):
        assert not shared_letters(form)


def test_it_fits_a_small_window(view: ConsultationsView) -> None:
    window = view.widget.window()
    window.resize(960, 488)  # with the row of the tab's views it is 540 high
    view.widget.go_in()
    for which in ("said", "responses", "one by one", "counts"):
        view.panes.which.set_value(which)
        least = window.minimumSizeHint()
        assert (least.width() <= 960, least.height() <= 488) == (True, True), which


def test_a_low_window_shows_six_rows_of_what_they_said(view: ConsultationsView) -> None:
    window = view.widget.window()
    window.resize(960, 488)  # with the row of the tab's views it is 540 high
    view.widget.go_in()
    QApplication.processEvents()
    table = view.said.table
    assert table.viewport().height() >= 5.5 * table.rowHeight(0)
    (back,) = (one for one in view.main.backs if one.isVisible())
    click(back)
    assert view.list.hasFocus()


def test_tab_goes_from_the_panes_by_what_it_is_ranked_to_the_rows(view: ConsultationsView) -> None:
    view.panes.which.setFocus()
    seen = []
    for _ in range(3):
        press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
    assert seen == ["Themes", "Propose a priority", "What they said"]


def test_what_it_is_ranked_by_goes_with_the_ranking(view: ConsultationsView) -> None:
    assert view.said.by.isVisible()
    view.panes.bring("counts")
    assert not view.said.by.isVisible()
    view.panes.bring("said")
    assert view.said.propose_button.isVisible()


def test_it_is_empty_at_first_and_begins_with_a_form(
    qtbot: QtBot, desk: Desk, team: TeamName
) -> None:
    with in_window(ConsultationsView(), desk, team, qtbot) as view:
        assert "No consultations yet" in words(view.side)
        assert view.form.isVisible()
        view.form.start()
        press("Winter survey")
        press(KEY.Key_S, held=CTRL)
        assert view.panes.isVisible()
