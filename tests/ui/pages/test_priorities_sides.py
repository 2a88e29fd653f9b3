"""A priority is read from four sides: plan, figures, before and after, and the line of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.reckoning import Halves
from snt_desk.services import patrols, reckoning
from snt_desk.services.before_after import Comparison, Crime
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.pages.priorities.timeline import compared, figures
from snt_desk.ui.table import Heading
from tests.services.joins import TODAY, join_all
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.register_page import begin, led_away
from tests.ui.pages.seen import CTRL, nameless, press, shared_letters, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

NEXT, BEFORE = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


@pytest.fixture(autouse=True)
def _sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 22 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: clock.london(2026, 11, 22, 14))


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RegisterView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RegisterView, begin)


@pytest.fixture
def page(
    kept: Kept[RegisterView], team: TeamName, store: Store, qtbot: QtBot
) -> Iterator[RegisterView]:
    """The register; all that can belong to its one priority does."""
    with store.change("Join all") as session:
        join_all(session, team)
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def turn(times: int = 1, key: Qt.Key = NEXT) -> None:
    for _ in range(times):
        press(key, held=CTRL)


def test_where_it_is_narrow_the_same_keys_lead_from_the_list_to_the_sides(
    page: RegisterView,
) -> None:
    page.widget.window().resize(960, 540)
    assert page.list.isVisible()
    assert not page.view.isVisible()
    turn()
    assert page.view.sides.figures.isVisible()
    assert page.view.sides.which.hasFocus() or page.view.sides.isAncestorOf(
        page.widget.window().focusWidget()
    )
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def gone_to(page: RegisterView, qtbot: QtBot) -> Target:
    """Press Enter, and say where that leads."""
    with led_away(page, qtbot) as gone:
        press(Qt.Key.Key_Return)
    target = gone.args[0]
    assert isinstance(target, Target)
    return target


def shown(page: RegisterView) -> dict[str, str]:
    """The figures since the start, by what they are of."""
    rows = page.view.sides.figures.rows
    words(page.view)  # it is read after the list has answered
    found = [rows.row(at) for at in range(rows.rowCount())]
    return {one.what: one.shown["live"] for one in found if isinstance(one, figures.Row)}


# --- Going from side to side ------------------------------------------------------------------


def test_ctrl_pgdown_and_ctrl_pgup_go_round_the_sides(page: RegisterView) -> None:
    sides = page.view.sides
    seen = []
    for _ in range(4):
        turn()
        seen.append(sides.side)
    turn(key=BEFORE)
    assert [*seen, sides.side] == ["figures", "compared", "timeline", "plan", "timeline"]
    assert page.list.hasFocus()


def test_a_letter_chooses_a_side_and_the_focus_stays_there(page: RegisterView) -> None:
    sides = page.view.sides
    sides.which.setFocus()
    press("t")
    assert sides.side == "timeline"
    assert sides.timeline.isVisible()
    assert sides.which.hasFocus()


def test_from_within_a_side_the_focus_goes_to_their_names(page: RegisterView) -> None:
    turn()
    page.view.sides.figures.table.setFocus()
    turn()
    assert page.view.sides.which.hasFocus()


def test_what_takes_the_focus_has_a_name_and_a_letter_of_its_own(page: RegisterView) -> None:
    for _ in range(3):
        turn()
        assert nameless(page.view) == []
        assert shared_letters(page.view) == []


def test_f6_reaches_the_side_and_its_names(page: RegisterView) -> None:
    turn(3)
    reached = []
    for _ in range(8):
        press(Qt.Key.Key_F6)
        reached.append(QApplication.focusWidget())
    assert page.view.sides.timeline.table in reached
    assert any(page.view.sides.which.isAncestorOf(one) for one in reached if one)


def test_the_window_stays_in_front_while_all_of_it_is_shown(page: RegisterView) -> None:
    page.refresh()
    assert page.widget.window().isActiveWindow()
    assert page.list.hasFocus()


# --- Figures ----------------------------------------------------------------------------------


def test_the_figures_say_what_was_done(page: RegisterView) -> None:
    turn()
    found = shown(page)
    assert (found["From"], found["Up to"]) == ("1 Oct 2026", "22 Nov 2026")
    assert (found["Patrols"], found["Officer time"], found["On foot"]) == ("1", "1:00", "1:00")
    assert (found["Events"], found["Meetings"], found["Time of meetings"]) == ("1", "1", "1:00")
    assert (found["Actions agreed"], found["Actions closed"]) == ("1", "0")
    assert found["Responses that asked for it"] == "12"
    bars = page.view.sides.figures.months.bars
    assert [(one.name, one.figure) for one in bars] == [
        ("October 2026", "0 min"),
        ("November 2026", "1 h"),
    ]


def test_patrols_that_are_still_out_are_said_to_have_no_time_yet(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    turn()
    assert "Still out, no time yet" not in shown(page)
    leg = LegDraft("foot", clock.london(2026, 11, 22, 13), officers=("1432",))
    with store.change("Start a patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    assert shown(page)["Patrols"] == "2"
    assert shown(page)["Still out, no time yet"] == "1"
    assert shown(page)["Officer time"] == "1:00"


def test_they_are_the_same_as_what_is_counted(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    turn()
    with store.read() as session:
        spans = {span.kind: one for span, one in reckoning.of(session, team.id, "T1", TODAY).spans}
    assert shown(page)["Officer time"] == clock.hours(spans["live"].effort.minutes)


def test_enter_on_a_figure_lists_its_records(page: RegisterView, qtbot: QtBot) -> None:
    turn()
    table = page.view.sides.figures.table
    table.setFocus()
    table.select("contacts")
    assert gone_to(page, qtbot) == Target("Community", "contacts", "", (("priority", "T1"),))


def test_they_are_copied_as_a_spreadsheet_takes_them(page: RegisterView) -> None:
    turn()
    table = page.view.sides.figures.table
    table.setFocus()
    table.select("patrols")
    press(Qt.Key.Key_C, held=CTRL)
    assert QGuiApplication.clipboard().text().split("\t")[0] == "Patrols"


def test_they_follow_what_is_in_hand_and_what_is_changed(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    turn()
    with store.change("Meet again") as session:
        one = session.query(m.Meeting).one()
        said = {"kind": one.kind, "title": "Again", "start": one.start, "end": one.end}
        session.add(m.Meeting(ref="M2", team_id=team.id, priority_id=one.priority_id, **said))
        said = {"title": "Other", "theme": "asb", "status": "proposed", "raised": TODAY}
        session.add(m.Priority(ref="T2", team_id=team.id, **said))
    assert shown(page)["Meetings"] == "2"
    page.list.select("T2")
    assert shown(page)["Meetings"] == "0"
    assert "No officer time yet." in words(page.view.sides.figures)


# --- Before and after -------------------------------------------------------------------------


def test_before_and_after_stand_beside_each_other_without_a_claim(page: RegisterView) -> None:
    turn(2)
    said = words(page.view.sides.compared)
    assert said.startswith("7 weeks before its adoption and after: 13 Aug to 30 Sep 2026, and")
    assert compared.NO_CLAIM in said
    rows = page.view.sides.compared.rows
    assert [rows.cells(at)[3].text for at in range(rows.rowCount())] == [
        "Residents were asked on 30 days before and 49 after.",
        "They name no place, and are not in the row above.",
        "Only those that are linked to it.",
        "The log begins on Tue 10 Nov 2026: the time before is not whole.",
        "There are no figures for whole months on both sides.",
    ]


def test_a_proposed_one_has_nothing_to_compare(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    with store.change("Propose") as session:
        said = {"title": "Other", "theme": "asb", "status": "proposed", "raised": TODAY}
        session.add(m.Priority(ref="T2", team_id=team.id, **said))
    page.list.select("T2")
    turn(2)
    assert "Nothing to compare yet" in words(page.view.sides.compared)


_COMPARED = Comparison(
    Halves(date(2026, 9, 14), 3),
    responses=(12, 5),
    placeless=(0, 0),
    asked=(0, 4),
    contacts=(0, 3),
    patrol_time=None,
    log_from=None,
    crime=(
        Crime(
            "Peartree",
            (Month(2026, 7), Month(2026, 8)),
            (Month(2026, 10), Month(2026, 11)),
            (("anti-social-behaviour", (31, 22)),),
        ),
    ),
)


def test_what_is_not_whole_is_said() -> None:
    said = {one.id: one for one in compared.rows(_COMPARED) if not isinstance(one, Heading)}
    assert said["responses"].lacks == "Nobody was asked in the time before."
    assert (said["patrols"].before, said["patrols"].lacks) == ("–", "It has no place.")
    crime = said["crime 0 anti-social-behaviour"]
    assert (crime.what, crime.before, crime.after) == ("Anti social behaviour", "31", "22")
    headings = [one.text for one in compared.rows(_COMPARED) if isinstance(one, Heading)]
    assert headings == [
        (
            "Published crime figures of Peartree, July 2026 to August 2026"
            " and October 2026 to November 2026"
        )
    ]
    assert compared.too_short(_COMPARED.halves) == "under 4 weeks: too short to say much"
    never = replace(_COMPARED, asked=(0, 0))
    first = compared.rows(never)[0]
    assert isinstance(first, compared.Row)
    assert first.lacks == "Nobody was asked in either time."


def test_responses_that_name_no_place_stand_apart() -> None:
    assert "placeless" not in {
        one.id for one in compared.rows(_COMPARED) if not isinstance(one, Heading)
    }
    placeless = compared.rows(replace(_COMPARED, placeless=(4, 1_007)))[1]
    assert placeless == compared.Row(
        "placeless",
        "Responses on its theme alone",
        "4",
        "1,007",
        "They name no place, and are not in the row above.",
    )


# --- The line of days -------------------------------------------------------------------------


def test_the_line_of_days_lists_what_happened_and_enter_opens_it(
    page: RegisterView, qtbot: QtBot
) -> None:
    turn(3)
    view = page.view.sides.timeline
    lines = [view.rows.cells(at) for at in range(view.rows.rowCount())]
    assert [one[2].text for one in lines][:3] == ["Patrol", "Meeting", "Event"]
    assert lines[0][0].text == "Tue 10 Nov 2026"
    assert lines[0][3].spoken == "On foot, Peartree, 12:00 to 13:00, Ridley"
    view.table.setFocus()
    press(Qt.Key.Key_Down)
    assert gone_to(page, qtbot) == Target("Partners", "meetings", "meetings-1")


def test_patrols_can_be_left_out(page: RegisterView) -> None:
    turn(3)
    view = page.view.sides.timeline
    all_of_them = view.rows.rowCount()
    view.without.setFocus()
    press(" ")
    assert view.rows.rowCount() == all_of_them - 1
    assert f"1 patrol and {all_of_them - 1} other entries" in words(view)


def test_what_is_to_come_stands_above_and_says_so(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    with store.change("Plan a meeting") as session:
        one = session.query(m.Meeting).one()
        said = {"kind": one.kind, "title": "Next", "start": clock.london(2026, 12, 1, 10)}
        session.add(m.Meeting(ref="M2", team_id=team.id, priority_id=one.priority_id, **said))
    turn(3)
    view = page.view.sides.timeline
    assert view.rows.cells(0)[2].spoken == "Meeting, to come"
    assert view.table.currentIndex().row() == 1


# --- What is joined to it ---------------------------------------------------------------------


def test_each_kind_that_is_joined_has_a_line_that_opens_it(page: RegisterView) -> None:
    links = page.view.account.links.links
    assert [one.text() for one in links.values()] == [
        *("1 patrol", "1 meeting", "1 action, 1 open", "1 event", "1 resident’s contact"),
        *("1 message", "12 responses", "1 task", "1 round", "1 organisation"),
        *("1 meeting that comes again", "1 ASB case review", "1 note of crime figures"),
    ]


def test_a_priority_before_it_has_a_line_of_its_own(
    page: RegisterView, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    with store.change("Take it up again") as session:
        old = session.query(m.Priority).filter_by(ref="T1").one().id
        said = {"title": "Shops again", "theme": "asb", "status": "proposed", "raised": TODAY}
        session.add(m.Priority(ref="T2", team_id=team.id, reopens_id=old, **said))
    links = page.view.account.links.links
    assert links["T2"].text() == "Taken up again by: Shops again"
    links["T2"].setFocus()
    assert gone_to(page, qtbot) == Target("Priorities", "priorities", "T2")
