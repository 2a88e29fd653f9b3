"""The list of responses by keys and clicks: filters, order, links, deletion, a file, and length."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.errors import DeskError
from snt_desk.services import response_lists, responses
from snt_desk.services.team import TeamName
from snt_desk.ui import many
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Choice
from snt_desk.ui.importing.page import ImportPage
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.priorities.consultations.responses import ResponsesList
from snt_desk.ui.pages.priorities.consultations.responses.columns import Line
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.tasks import Tasks
from tests.ui import faulty
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import CTRL, nameless, press, shared_letters, window_of, words

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ROWS = (
    ("R1", "C1", 14, "survey", "asb", "B1", 12, "Shouting at night", "T1"),
    ("R2", "C1", 13, "street", "asb", "B2", 3, None, None),
    ("R3", "C1", 13, "survey", "speeding", "H1", 5, "Too fast by the school", None),
    ("R4", "C1", 12, "door_knock", "drugs", None, 1, "=dealing", None),
    ("R5", "C2", 11, "social", "speeding", "B1", 40, None, "T2"),
)


class Page:
    """The list as a page of its own, as a view puts it on a tab."""

    title = "Priorities"
    shows = frozenset({"responses", "priorities", "consultations", "places", "codes"})

    def build(self, desk: Desk) -> QWidget:
        self.list = ResponsesList(desk)
        self.list.show_consultation("C1")
        return self.list

    def commands(self) -> Sequence[Command]:
        return self.list.commands()

    def refresh(self) -> None:
        self.list.refresh()

    def new(self) -> None:
        """Nothing here."""

    def save(self) -> None:
        """Nothing here."""

    def find(self) -> None:
        self.list.find_words()

    def delete(self) -> None:
        self.list.delete()


def ask_residents(store: Store, team: TeamName) -> None:
    """Two consultations with five responses, of which two are linked."""
    with store.change("Ask residents") as session:
        for ref, title, status in (("T2", "Speeding", "proposed"), ("T3", "Old one", "closed")):
            one = m.Priority(ref=ref, team_id=team.id, title=title, theme="speeding")
            one.status, one.raised = status, date(2026, 9, 1)
            if status == "closed":
                one.closed, one.result = date(2026, 9, 2), "resolved"
            session.add(one)
        for ref, title in (("C1", "Autumn survey"), ("C2", "Stall"), ("C3", "Winter survey")):
            asked = m.Consultation(ref=ref, team_id=team.id, title=title)
            asked.opened = date(2026, 9, 1)
            session.add(asked)
        session.flush()
        places = dict(session.execute(select(m.Place.code, m.Place.id)).all())
        asked_in = dict(session.execute(select(m.Consultation.ref, m.Consultation.id)).all())
        linked = dict(session.execute(select(m.Priority.ref, m.Priority.id)).all())
        for ref, consultation, day, channel, theme, place, count, said, priority in ROWS:
            one_said = m.Response(ref=ref, channel=channel, theme=theme, comment=said)
            one_said.consultation_id = asked_in[consultation]
            one_said.received, one_said.count = date(2026, 11, day), count
            one_said.place_id = places[place] if place else None
            one_said.priority_id = linked[priority] if priority else None
            session.add(one_said)


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The responses to the autumn survey, on Sun 22 Nov 2026."""
    monkeypatch.setattr(clock, "now", lambda: london(2026, 11, 22, 14))
    ask_residents(desk.store, team)
    page = Page()
    made = window_of(page, desk, team, qtbot)
    page.list.table.setFocus()
    yield made
    made.close()


@pytest.fixture
def seen(window: MainWindow) -> ResponsesList:
    page = window.page
    assert isinstance(page, Page)
    return page.list


def refs(seen: ResponsesList) -> list[str]:
    lines = (seen.rows.row(at) for at in range(seen.rows.rowCount()))
    return [line.id for line in lines if isinstance(line, Line)]


def links(store: Store) -> dict[str, str]:
    with store.read() as session:
        query = select(m.Response.ref, m.Priority.ref).join(
            m.Priority, m.Priority.id == m.Response.priority_id
        )
        return dict(session.execute(query).all())


def totals(seen: ResponsesList) -> str:
    return seen.totals.accessibleName()


def button(seen: ResponsesList, words: str) -> QPushButton:
    return next(one for one in seen.none_yet.findChildren(QPushButton) if one.text() == words)


def do(seen: ResponsesList, words: str) -> None:
    """Choose a line of the menu that the page adds."""
    line = next(one for one in seen.commands() if without_mnemonic(one.text) == words)
    assert line.ready is None or line.ready()
    line.do()


# --- What is shown ----------------------------------------------------------------------------


def test_a_consultation_is_shown_with_what_it_adds_up_to(seen: ResponsesList, qtbot: QtBot) -> None:
    assert refs(seen) == ["R1", "R3", "R2", "R4"]
    assert totals(seen) == "21 responses, 4 rows, 12 linked to a priority"
    press(Key.Key_Down, held=SHIFT)
    qtbot.waitUntil(lambda: totals(seen).endswith(", 17 in 2 selected"))
    seen.show_consultation(None)
    assert refs(seen) == ["R1", "R3", "R2", "R4", "R5"]
    assert totals(seen).startswith("61 responses, 5 rows, 52 linked")
    assert nameless(seen) == []
    assert shared_letters(seen) == []


def test_what_is_typed_filters_and_esc_shows_all_again(seen: ResponsesList) -> None:
    press("f", "a", "s", "t")
    assert refs(seen) == ["R3"]
    assert totals(seen) == "5 responses, 1 row. 1 of 4 rows shown."
    press(Key.Key_Return)
    assert seen.table.hasFocus()
    press(Key.Key_Escape)
    assert refs(seen) == ["R1", "R3", "R2", "R4"]
    left = []
    seen.left.connect(lambda: left.append(True))
    press(Key.Key_Escape)
    assert left == [True]


def test_the_filter_of_another_view_is_taken_as_it_is(seen: ResponsesList) -> None:
    seen.show_filter({"theme": "speeding", "consultation": ""})
    assert refs(seen) == ["R3", "R5"]
    assert seen.chips.theme.text() == "Speeding"
    seen.show_filter({"place": "B1"})
    assert refs(seen) == ["R1", "R3", "R5"], "the shops lie in Peartree"
    seen.show_filter({"priority": "T2"})
    assert refs(seen) == ["R5"]
    assert seen.chips.priority.text() == "Speeding"
    seen.show_filter({"consultation": "C1", "linked": "no"})
    assert refs(seen) == ["R3", "R2", "R4"]
    seen.show_filter({"days": "2026-11-13..2026-11-14", "channel": "survey"})
    assert refs(seen) == ["R1", "R3"]


def test_days_are_asked_for_in_a_line_and_cleared_with_the_rest(seen: ResponsesList) -> None:
    do(seen, "Dates…")
    press("12/11", Key.Key_Return, "13/11", Key.Key_Return)
    assert refs(seen) == ["R3", "R2", "R4"]
    press(Key.Key_Escape)
    assert len(refs(seen)) == 4


def test_where_nothing_is_said_the_next_step_is(seen: ResponsesList, window: MainWindow) -> None:
    press("z", "z")
    assert seen.stack.currentWidget() is seen.none_match
    seen.show_consultation("C3")
    assert seen.stack.currentWidget() is seen.none_yet
    assert "Winter survey" in seen.title
    wanted = []
    seen.new_asked.connect(lambda: wanted.append(True))
    button(seen, "Add a response").click()
    assert wanted == [True]
    assert window.page is not None


def test_a_heading_sorts_and_once_more_turns_round(seen: ResponsesList) -> None:
    heads = seen.table.horizontalHeader()
    at = [one.title for one in seen.rows.columns].index("Count")
    for order in (["R4", "R2", "R3", "R1"], ["R1", "R3", "R2", "R4"]):
        place = QPoint(heads.sectionViewportPosition(at) + 12, 10)
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert refs(seen) == order
    seen.show_consultation(None)
    assert refs(seen) == ["R5", "R1", "R3", "R2", "R4"], "the order stays"


def test_enter_opens_and_the_menu_leads_to_its_priority(seen: ResponsesList) -> None:
    opened: list[str] = []
    seen.opened.connect(opened.append)
    press(Key.Key_Return)
    assert opened == ["R1"]
    wanted: list[Target] = []
    seen.wanted.connect(wanted.append)
    line = next(one for one in seen.table.menu().actions() if "Go to its" in one.text())
    line.trigger()
    assert wanted == [Target("Priorities", "priorities", "T1")]
    press(Key.Key_Down)
    line.trigger()
    assert len(wanted) == 1, "it is linked to none"


# --- What is done -----------------------------------------------------------------------------


def test_several_are_linked_by_keys_as_one_change(
    seen: ResponsesList, window: MainWindow, store: Store
) -> None:
    press(Key.Key_Down, Key.Key_Down)
    press(Key.Key_Down, held=SHIFT)
    QTest.keyClick(window, Key.Key_L, CTRL | SHIFT)
    [(field)] = seen.strip.fields
    assert field.accessibleName() == "Link 2 responses to"
    press("spee", Key.Key_Return)
    if seen.strip.isVisible():
        press(Key.Key_Return)
    assert links(store) == {"R1": "T1", "R2": "T2", "R4": "T2", "R5": "T2"}
    assert store.undo_label == "Link 2 responses to Speeding"
    assert seen.table.hasFocus()
    assert totals(seen).startswith("21 responses, 4 rows, 16 linked")
    store.undo()
    assert links(store) == {"R1": "T1", "R5": "T2"}


def test_only_what_is_proposed_or_live_can_be_linked_to(seen: ResponsesList, store: Store) -> None:
    do(seen, "Link to a priority…")
    [field] = seen.strip.fields
    assert isinstance(field, Choice)
    offered = [field.itemText(at) for at in range(field.count())]
    assert offered == ["Woodhall shops", "Speeding, proposed"]
    press("old", Key.Key_Return)
    assert seen.strip.problem == "“old” is not in the list. Choose a priority."
    press(Key.Key_Escape)
    assert not seen.strip.isVisible()
    assert links(store) == {"R1": "T1", "R5": "T2"}


def test_they_are_taken_off_their_priority(seen: ResponsesList, store: Store) -> None:
    do(seen, "Take off its priority")
    assert links(store) == {"R5": "T2"}
    assert store.undo_label == "Take 1 response off its priority"


def test_del_deletes_what_is_selected_and_what_is_gone_is_said(
    seen: ResponsesList, store: Store
) -> None:
    press(Key.Key_Down, held=SHIFT)
    press(Key.Key_Delete)
    assert refs(seen) == ["R2", "R4"]
    assert store.undo_label == "Delete 2 responses"
    store.undo()
    assert refs(seen) == ["R1", "R3", "R2", "R4"]
    seen.linking.delete(["R1", "R-gone"])
    assert "no longer there" in seen.box.words
    assert len(refs(seen)) == 4


def test_of_many_the_worker_takes_care(
    seen: ResponsesList, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 1)
    seen.table.selectAll()
    do(seen, "Take off its priority")
    assert links(store) == {"R5": "T2"}
    seen.linking.delete(["R1", "R-gone"])
    assert "no longer there" in seen.box.words


# --- In and out -------------------------------------------------------------------------------


def test_rows_are_copied_as_a_spreadsheet_takes_them(seen: ResponsesList) -> None:
    press(Key.Key_End)
    press(Key.Key_C, held=CTRL | SHIFT)
    heads, row = QGuiApplication.clipboard().text().split("\n")
    assert heads.split("\t")[:6] == ["Received", "How", "Theme", "Place", "Count", "What they said"]
    assert row.split("\t")[:6] == ["12/11/2026", "Door knock", "Drugs", "", "1", "'=dealing"]


def importing(window: MainWindow) -> ImportPage:
    found = window.importing.page
    assert found is not None
    return found


def said_in(store: Store, ref: str) -> list[tuple[object, ...]]:
    """What a consultation holds: theme, channel, count and comment, by count."""
    with store.read() as session:
        of = m.Consultation.id == m.Response.consultation_id
        query = select(m.Response.theme, m.Response.channel, m.Response.count, m.Response.comment)
        found = query.join(m.Consultation, of).where(m.Consultation.ref == ref)
        return [tuple(row) for row in session.execute(found.order_by(m.Response.count))]


def test_rows_are_pasted_into_the_consultation_in_hand_and_mended_where_they_stand(
    window: MainWindow, seen: ResponsesList, store: Store
) -> None:
    seen.show_consultation("C3")
    heads = "Date\tTopic\tHow many\tComments"
    rows = ("14/11/2026\tSpeeding\t7\tToo fast", "14/11/2026\tNoisy mopeds\t9\tAll night")
    QGuiApplication.clipboard().setText("\n".join((heads, *rows)))
    button(seen, "Paste from Excel").click()
    page = importing(window)
    assert page.view.title.text() == "Import responses from the clipboard"
    table = page.sheet.table
    assert table is not None
    table.setFocus()
    table.next_mark()
    problem = page.view.in_hand.accessibleName()
    assert problem.startswith("Row 3: There is no theme “Noisy mopeds”. Write one that there is,")
    press(Key.Key_F2)
    press("asb", Key.Key_Return)
    assert page.view.take.text() == "&Import 2"
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert said_in(store, "C3") == [
        ("speeding", "other", 7, "Too fast"),
        ("asb", "other", 9, "All night"),
    ]
    assert store.undo_label == "Import 2 responses from the clipboard"
    assert totals(seen).startswith("16 responses, 2 rows")
    seen.table.setFocus()
    press(Key.Key_V, held=CTRL)
    assert importing(window).view.box.words.startswith("1 row has a problem")
    store.undo()
    assert said_in(store, "C3") == []


def test_what_many_rows_say_alike_is_mended_in_all_of_them_at_once(
    window: MainWindow, seen: ResponsesList, store: Store
) -> None:
    seen.show_consultation("C3")
    themes = ("Mopeds", "Speeding", "Mopeds", "Pigeons", "Mopeds")
    rows = (f"14/11/2026\t{one}\t{at + 1}" for at, one in enumerate(themes))
    QGuiApplication.clipboard().setText("\n".join(("Date\tTopic\tHow many", *rows)))
    button(seen, "Paste from Excel").click()
    page = importing(window)
    assert page.sheet.table is not None
    page.sheet.table.setFocus()
    page.sheet.table.next_mark()
    press(Key.Key_F2, "off-road bikes", Key.Key_Return)
    assert "2 others say “Mopeds”: Shift+F2 mends them too" in words(page.view)
    QTest.keyClick(window, Key.Key_F2, SHIFT)
    assert page.view.take.text() == "&Import 4, leave out 1"
    assert page.sheet.mended == 3
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert page.view.take.text() == "&Import 2, leave out 3"
    QTest.keyClick(window, Key.Key_F2, SHIFT)
    assert page.view.take.text() == "&Import 4, leave out 1"
    assert page.sheet.alike() == [], "nothing else says so"
    for _ in range(2):
        QTest.keyClick(window, Key.Key_Z, CTRL)
    assert page.view.take.text() == "&Import 1, leave out 4"
    assert page.sheet.mended == 0


def test_what_is_shown_goes_into_a_file_that_comes_back(
    seen: ResponsesList, ask: CannedAsk, tmp_path: Path, store: Store
) -> None:
    place = tmp_path / "out.csv"
    ask.answers.append(place)
    seen.show_filter({"theme": "drugs"})
    do(seen, "Export what is shown…")
    rows = list(csv.reader(io.StringIO(place.read_text("utf-8-sig"))))
    assert rows[0] == ["OFFICIAL: Responses to Autumn survey, Welwyn Hatfield North SNT"]
    said = dict(zip(rows[1], rows[2], strict=True))
    assert said["Comment"] == "'=dealing"
    assert (said["Consultation"], said["Ref"], said["Count"]) == ("Autumn survey", "R4", "1")
    assert len(rows) == 3
    assert "Exported 1 response to out.csv" in seen.strip.accessibleName()
    assert seen.strip.isVisible()
    seen.show_consultation("C2")
    assert not seen.strip.isVisible(), "it was said of another consultation"


# --- Long lists -------------------------------------------------------------------------------


@pytest.fixture
def long(
    qtbot: QtBot, desk: Desk, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ResponsesList]:
    """The same where every list is long, with a worker of its own."""
    monkeypatch.setattr(clock, "now", lambda: london(2026, 11, 22, 14))
    monkeypatch.setattr(response_lists, "_SHORT", 0)
    ask_residents(desk.store, team)
    theirs = Desk(desk.store, Tasks(), desk.ask, desk.preferences, team=team)
    page = Page()
    window = window_of(page, theirs, team, qtbot)
    page.list.table.setFocus()
    qtbot.waitUntil(lambda: not page.list.lists.pending)
    yield page.list
    window.close()
    theirs.tasks.stop()


def test_a_long_list_begins_at_once_and_the_worker_brings_the_rest(
    long: ResponsesList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long.rows, "BLOCK", 2)
    long.table.select("R4")
    long.show_filter({"consultation": ""})
    assert refs(long) == ["R1", "R3"], "a block of them"
    assert long.lists.pending
    assert totals(long) == ". Counting…"
    qtbot.waitUntil(lambda: not long.lists.pending)
    assert refs(long) == ["R1", "R3", "R2", "R4", "R5"]
    assert totals(long).startswith("61 responses, 5 rows")
    assert long.current_ref == "R4", "it is in hand again once it is there"


def test_another_order_of_a_long_list_comes_when_it_is_sorted(
    long: ResponsesList, qtbot: QtBot
) -> None:
    long.table.sort_by("count")
    assert refs(long) == ["R1", "R3", "R2", "R4"], "the list before it still stands"
    assert totals(long).endswith("Sorting…")
    qtbot.waitUntil(lambda: not long.lists.pending)
    assert refs(long) == ["R4", "R2", "R3", "R1"]
    press("shouting")
    qtbot.waitUntil(lambda: not long.lists.pending)
    assert refs(long) == ["R1"]


def test_a_list_that_could_not_be_prepared_is_no_longer_on_its_way(
    seen: ResponsesList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_lists, "_SHORT", 0)
    stood, said, there = seen.lists.asked, totals(seen), refs(seen)
    monkeypatch.setattr(response_lists, "prepared", faulty.away)
    with pytest.raises(DeskError, match="moved or taken away"):
        seen.lists.ask(replace(stood, orders=(("count", False),)))
    assert not seen.lists.pending
    assert (seen.lists.asked, totals(seen), refs(seen)) == (stood, said, there)
    # Of a list whose rest did not come it is said that there is more.
    monkeypatch.setattr(seen.rows, "BLOCK", 2)
    with pytest.raises(DeskError, match="moved or taken away"):
        seen.lists.ask(stood)
    assert not seen.lists.pending
    assert totals(seen) == ". Only the first are shown."


def test_a_long_list_is_read_again_after_a_change(
    long: ResponsesList, qtbot: QtBot, store: Store
) -> None:
    with store.change("Delete 1 response") as session:
        responses.remove(session, ["R3"])
    qtbot.waitUntil(lambda: not long.lists.pending and refs(long) == ["R1", "R2", "R4"])
    press("zz")
    qtbot.waitUntil(lambda: not long.lists.pending)
    assert long.stack.currentWidget() is long.none_match
