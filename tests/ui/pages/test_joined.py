"""F7: what belongs to the record in hand is listed by kind, opened, walked on, and left again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk import paths
from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import joined, patrols
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import InHand, Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.joined import JoinedPage
from snt_desk.ui.pages.joined.words import about
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.priorities import PrioritiesPage
from snt_desk.ui.pages.priorities.timeline import Links
from snt_desk.ui.pages.roster import RosterPage
from snt_desk.ui.record_icons import ICONS
from tests.services.joins import DAY, NOON, join_all
from tests.ui.pages.seen import CTRL, nameless, press, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

F7, ENTER, ESC = Qt.Key.Key_F7, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def refs(store: Store, team: TeamName) -> dict[str, str]:
    with store.change("Join all") as session:
        return join_all(session, team)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, refs: dict[str, str]) -> Iterator[MainWindow]:
    """The tabs that hold what is joined, the priority in hand; each is built when it is visited."""
    theirs = Desk(desk.store, desk.tasks, desk.ask, desk.preferences, team=team)
    pages = (RosterPage(), PatrolsPage(), PrioritiesPage(), PartnersPage(), CommunityPage())
    made = MainWindow(theirs.preferences, [page.title for page in pages])
    made.take(theirs, pages, Header())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    theirs.go(Target("Priorities", "priorities", "T1"))
    yield made
    made.close()


def page(window: MainWindow) -> JoinedPage:
    found = window.over.page
    assert isinstance(found, JoinedPage)
    return found


def said(window: MainWindow) -> list[str]:
    return [line.spoken for line in page(window).list.lines.lines]


def in_hand(window: MainWindow) -> tuple[str, str] | None:
    seen = window.page
    assert isinstance(seen, InHand)
    return seen.in_hand()


def links(beside: Links) -> list[str]:
    return [one.text() for one in beside.links.values()]


def take(window: MainWindow, words: str) -> None:
    """Walk down to the line that begins so."""
    view = page(window).list
    for _ in view.lines.lines:
        if view.currentIndex().data().endswith(words):
            return
        press(Qt.Key.Key_Down)
    raise AssertionError(f"no line ends so: {words}")


def test_f7_lists_by_kind_what_belongs_to_the_record_in_hand(window: MainWindow) -> None:
    press(F7)
    day = clock.long_day(DAY)
    lines = said(window)
    assert lines[lines.index("Patrols") + 1] == f"{day}, On foot, Peartree, 12:00 to 13:00, Ridley"
    assert lines[lines.index("Events") + 1] == f"{day}, At the shops, stall"
    assert "Woodhall shops\nPriority, adopted, " in words(page(window).widget)
    assert page(window).list.hasFocus()
    assert not nameless(page(window).widget)


def test_f7_says_in_the_status_line_why_it_shows_nothing_of_a_new_record(
    window: MainWindow,
) -> None:
    window.visit_title("Community")
    press(Qt.Key.Key_N, held=CTRL)
    press("stall")
    press(F7)
    assert window.over.page is None
    said = "No record is in hand. A new one has to be saved first."
    assert window.status.currentMessage() == said


def test_its_head_counts_as_the_plan_does(
    window: MainWindow, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    leg = LegDraft("foot", NOON, None, place="B1", officers=("1432",))
    with store.change("Log patrols") as session:
        for _ in range(2):
            patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    beside = window.findChildren(Links)[0]
    qtbot.waitUntil(lambda: "3 patrols, 2 still out" in links(beside))
    assert "12 responses" in links(beside)
    press(F7)
    head = words(page(window).widget)
    assert "12 responses" in head
    assert "3 patrols (2 still out)" in head
    assert "Patrols, 3, 2 still out" in said(window)
    assert "Responses, 12 in 1 row" in said(window)


def test_enter_opens_it_where_it_lives_and_alt_left_leads_back(
    window: MainWindow, refs: dict[str, str]
) -> None:
    press(F7)
    take(window, "Ridley")
    press(ENTER)
    assert window.over.page is None
    assert window.page.title == "Patrols"
    assert isinstance(window.page, PatrolsPage)
    assert window.page.in_hand() == ("patrols", refs["patrols"])
    window.trail.go_back()
    assert window.page.title == "Priorities"


def test_alt_left_leads_back_within_a_tab_to_the_view_and_the_record(
    window: MainWindow, refs: dict[str, str]
) -> None:
    for table in ("rounds", "consultations"):
        press(F7)
        while page(window).in_hand() != (table, refs[table]):
            press(Qt.Key.Key_Down)
        press(ENTER)
        assert in_hand(window) == (table, refs[table])
    for table in ("rounds", "priorities"):
        press(Qt.Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
        assert in_hand(window) == (table, refs[table])


def test_left_and_right_go_from_kind_to_kind(window: MainWindow) -> None:
    press(F7)
    view = page(window).list
    assert view.currentIndex().row() == 1
    press(Qt.Key.Key_Right)
    second = view.currentIndex().row()
    assert (said(window)[0], said(window)[second - 1]) == ("Rounds", "Worked on with")
    press(Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert view.currentIndex().row() == second
    press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 1


def test_esc_goes_back_to_the_record(window: MainWindow) -> None:
    focus = QApplication.focusWidget()
    press(F7)
    press(ESC)
    assert window.over.page is None
    assert QApplication.focusWidget() is focus


def test_f7_goes_on_from_the_line_in_hand_and_esc_finds_the_way_back(window: MainWindow) -> None:
    press(F7)
    take(window, "About the shops, other, 12:00 to 13:00")
    press(F7)
    assert "Organisations that came" in said(window)
    assert page(window).back_button.isVisible()
    take(window, "A gate, open")
    press(F7)
    assert "Agreed at" in said(window)
    press(ESC)
    assert page(window).list.currentIndex().data().endswith("A gate, open")
    press(ESC)
    assert page(window).list.currentIndex().data().endswith("12:00 to 13:00")
    press(ESC)
    assert window.over.page is None


def test_the_head_says_once_on_which_day_a_task_is_due() -> None:
    day = clock.long_day(DAY)
    task = joined.Joined("tasks", "T", "Count the calls", f"open, due {day}", DAY, "Priorities")
    assert about(task, ())[1] == f"Task, open, due {day}."
    assert about(replace(task, words="open"), ())[1] == f"Task, open, {day}."


IN_HAND = {"tasks": "priorities", "responses": "consultations", "crime_notes": "consultations"}
"""What is in hand where a record that is asked for lives within another."""


@pytest.mark.long
def test_whatever_is_joined_opens_where_it_lives_and_answers_there(
    window: MainWindow, refs: dict[str, str]
) -> None:
    with window.desk.store.read() as session:
        tabs = {one.table: one.target_tab for one in joined.of(session, "priorities", "T1", DAY)}
    tabs = {"members": "Roster", "consultations": "Priorities"} | tabs
    tabs |= {"partner_people": "Partners"}
    tabs |= {"appointments": "Community", "community_groups": "Community"}
    assert set(tabs) == set(refs) - {"priorities"}
    for table, tab in tabs.items():
        window.desk.go(Target(tab, table, refs[table]))
        assert window.page.title == tab
        page_there = window.page
        assert isinstance(page_there, InHand)
        held = page_there.in_hand()
        assert held is not None, table
        assert held[0] in {table, IN_HAND.get(table)}
        press(F7)
        assert len(said(window)) > 1, table
        press(ESC)


def test_what_nothing_belongs_to_says_so(window: MainWindow, store: Store, team: TeamName) -> None:
    with store.change("Add an organisation") as session:
        session.add(m.Partner(ref="O2", team_id=team.id, name="The Trust", kind="health"))
    window.desk.go(Target("Partners", "partners", "O2"))
    press(F7)
    assert "Nothing belongs to it yet" in words(page(window).widget)
    press(ESC)
    assert window.over.page is None


def test_of_very_many_the_rest_is_a_line_away(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    with store.change("Meet often") as session:
        key = session.query(m.Priority.id).filter_by(ref="T1").scalar()
        council = session.query(m.Partner.id).filter_by(ref="O1").scalar()
        for at in range(120):
            said_of = {"ref": f"A{at}", "team_id": team.id, "text": f"Act {at}", "raised": DAY}
            session.add(m.Action(**said_of, priority_id=key, owner_partner_id=council))
    press(F7)
    take(window, "and 21 more, Enter opens all in Partners")
    press(ENTER)
    assert window.page.title == "Partners"
    window.desk.go(Target("Partners", "partners", "O1"))
    press(F7)
    take(window, "and 21 more, Enter shows the next 100")
    press(ENTER)
    assert len([one for one in said(window) if "Act " in one]) == 120
    assert not any("more" in one for one in said(window))


def test_what_changes_while_it_is_open_is_read_again(
    window: MainWindow, store: Store, refs: dict[str, str]
) -> None:
    press(F7)
    assert "Tasks" in said(window)
    with store.change("Delete the task") as session:
        session.delete(session.query(m.Task).one())
    assert "Tasks" not in said(window)


def test_a_record_that_goes_meanwhile_is_said_to_be_gone(
    window: MainWindow, store: Store, refs: dict[str, str]
) -> None:
    press(F7)
    take(window, "Ask the shops, scanning, open")
    press(F7)
    with store.change("Delete the task") as session:
        session.delete(session.query(m.Task).one())
    assert "That record is no longer there" in words(page(window).widget)


def test_from_the_journal_it_leads_to_the_record_and_back(
    window: MainWindow, store: Store, refs: dict[str, str]
) -> None:
    with store.change("Change the action") as session:
        session.query(m.Action).one().text = "A better gate"
    press(Qt.Key.Key_J, held=CTRL)
    assert window.in_front == "Journal"
    press(F7)
    assert "A better gate\nAction" in words(page(window).widget)
    press(ESC)
    assert window.in_front == "Journal"
    press(ESC)
    press(F7)
    press(ESC)
    assert window.over.page is None


def test_from_residents_details_it_leads_to_what_the_contact_belongs_to(
    window: MainWindow, refs: dict[str, str]
) -> None:
    window.cares.open_details()
    press(F7)
    assert "Noise at the shops" in words(page(window).widget)
    assert "Ada" not in words(page(window).widget)
    press(ESC)
    assert window.in_front == "Residents’ details"


def test_each_kind_of_record_has_an_icon_of_the_program(refs: dict[str, str]) -> None:
    assert set(refs) <= set(ICONS)
    assert {paths.resource(f"icons/{one}.svg").exists() for one in ICONS.values()} == {True}
