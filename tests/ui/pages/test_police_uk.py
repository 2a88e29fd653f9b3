"""File > Compare with police.uk, by keys: read, ticked, taken over; and the export beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services import police_uk
from snt_desk.services.team import TeamName
from snt_desk.ui import guide
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.police_uk import PoliceUkPage
from snt_desk.ui.pages.police_uk.columns import Row
from tests.domain.police_uk import made_files
from tests.domain.police_uk.made_files import ALL, as_json
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the afternoon of that day, in whatever year the tests are run."""
    monkeypatch.setattr(clock, "now", lambda: clock.london(2026, 11, 22, 14))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, database: Path) -> Iterator[MainWindow]:
    pages = [frame.PlacesPage(title, frozenset({"places"})) for title in frame.TITLES]
    made = MainWindow(desk.preferences, frame.TITLES)
    made.take(replace(desk, team=team), pages, Header("Team", "", "desk.db", where=str(database)))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: pages[1].log == ["build"])
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    for name, value in ALL.items():
        (made / f"{name}.json").write_bytes(as_json(value))
    return made


def line_of_menu(window: MainWindow, said: str) -> None:
    lines = frame.menus(window)["&File"].actions()
    next(one for one in lines if said in one.text()).trigger()


def opened(window: MainWindow) -> PoliceUkPage:
    line_of_menu(window, "Compare with &police.uk…")
    found = window.over.page
    assert isinstance(found, PoliceUkPage)
    return found


def compared(window: MainWindow, ask: CannedAsk, folder: Path) -> PoliceUkPage:
    page = opened(window)
    ask.answers.append(folder)
    click(page.first_folder)
    return page


def shown(page: PoliceUkPage) -> dict[str, tuple[bool, str]]:
    """What the list shows: by its title, whether it is ticked and how it stands."""
    rows = (page.rows.row(at) for at in range(page.rows.rowCount()))
    return {one.line.title: (one.ticked, one.line.state) for one in rows if isinstance(one, Row)}


def take_in_hand(page: PoliceUkPage, title: str) -> None:
    rows = (page.rows.row(at) for at in range(page.rows.rowCount()))
    wanted = next(one for one in rows if isinstance(one, Row) and one.line.title == title)
    assert page.table.select(wanted.id)
    page.table.setFocus()


NEW = "To reduce speeding on Bearton Road, Peartree."


def test_it_opens_with_what_to_do_and_the_next_step_in_hand(window: MainWindow) -> None:
    page = opened(window)
    assert "Nothing has been read yet" in words(page.widget)
    assert page.first_button.hasFocus()
    assert not nameless(page.widget)


def test_a_folder_is_compared_line_by_line_without_names(
    window: MainWindow, ask: CannedAsk, folder: Path
) -> None:
    page = compared(window, ask, folder)
    assert shown(page) == {
        "Woodhall shops": (True, "differs"),
        NEW: (True, "only public"),
        "Banks & Hesketh drop-in, Thu 17 Dec 2026, 12:00": (True, "only public"),
        "Welwyn Hatfield North (WHN 1)": (True, "only public"),
        "3 points": (True, "only public"),
    }
    assert page.take_button.text() == "Take &over 5"
    assert "Ridley" not in words(page.widget)
    assert not nameless(page.widget)
    assert not shared_letters(page.widget)


def test_people_are_compared_once_that_is_ticked(
    window: MainWindow, ask: CannedAsk, folder: Path
) -> None:
    page = compared(window, ask, folder)
    page.people.setFocus()
    press(Qt.Key.Key_Space)
    assert shown(page)["PC Tom Ridley"] == (False, "differs")
    assert shown(page)["Sgt Ines Gone"] == (False, "left")


def test_space_ticks_and_control_enter_takes_what_is_ticked_as_one_change(
    window: MainWindow, ask: CannedAsk, folder: Path, store: Store
) -> None:
    page = compared(window, ask, folder)
    take_in_hand(page, "Woodhall shops")
    press(Qt.Key.Key_Space)
    assert page.table.hasFocus()
    assert shown(page)["Woodhall shops"][0] is False
    press(Qt.Key.Key_Return, held=CTRL)
    assert store.undo_label == "Take over from police.uk, 4 lines"
    assert "Took over 4 lines" in words(page.widget)
    states = {title: state for title, (_, state) in shown(page).items()}
    assert states.pop("Woodhall shops") == "differs"
    assert set(states.values()) == {"same"}
    assert not page.take_button.isEnabled()
    press(Qt.Key.Key_Z, held=CTRL)
    assert shown(page)[NEW][1] == "only public"


def test_the_pane_says_what_differs_and_has_the_same_tick(
    window: MainWindow, ask: CannedAsk, folder: Path
) -> None:
    page = compared(window, ask, folder)
    take_in_hand(page, "Woodhall shops")
    said = words(page.pane)
    assert "Action (public is newer)" in said
    assert "Extra patrols & a camera." in said
    assert "Nothing" in said
    assert "priorities.json: 2 priorities." in said
    press(Qt.Key.Key_Return)
    assert page.pane.tick.hasFocus()
    press(Qt.Key.Key_Space)
    assert shown(page)["Woodhall shops"][0] is False
    press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_click_on_the_first_column_ticks_and_one_elsewhere_does_not(
    window: MainWindow, ask: CannedAsk, folder: Path
) -> None:
    page = compared(window, ask, folder)
    at = page.table.visualRect(page.rows.index(1, 0))
    click(page.table.viewport(), at.center())
    click(page.table.viewport(), page.table.visualRect(page.rows.index(2, 1)).center())
    assert [ticked for ticked, _ in shown(page).values()] == [False, True, True, True, True]
    click(page.table.viewport(), QPoint(at.center().x(), page.table.viewport().height() - 3))
    assert page.take_button.text() == "Take &over 4"


def test_a_file_with_a_fault_is_said_and_the_others_are_compared(
    window: MainWindow, ask: CannedAsk, folder: Path
) -> None:
    (folder / "events.json").write_text('[{"title": "x", "start_date": {}}]')
    page = compared(window, ask, folder)
    assert page.box.words == (
        "1 file cannot be read. events.json, item 1, start_date:"
        " An object is not what belongs here: a date and time."
    )
    assert NEW in shown(page)
    assert "events.json: nothing was taken from it." in words(page.pane)


def test_what_the_box_says_of_a_file_is_not_said_again_in_the_pane(
    window: MainWindow, ask: CannedAsk, folder: Path
) -> None:
    (folder / "events.json").write_text('[{"title": "x", "start_date": {}}]')
    page = compared(window, ask, folder)
    said = "events.json, item 1, start_date: An object is not what belongs here: a date and time."
    assert said in page.box.words
    assert said not in words(page.pane)
    press(Qt.Key.Key_Return, held=CTRL)
    assert "Took over" in page.box.words
    assert said in words(page.pane)


def test_the_invented_form_is_said_and_read_when_its_button_is_pressed(
    window: MainWindow, ask: CannedAsk, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(as_json(made_files.INVENTED))
    page = opened(window)
    ask.answers.append([path])
    click(page.first_button)
    assert page.box.words.startswith("mine.json is no file of police.uk")
    assert shown(page) == {}
    assert "mine.json: 2 priorities." in words(page.widget)
    click(next(one for one in page.box.findChildren(QPushButton) if one.isVisible()))
    assert "Graffiti" in shown(page)


def test_what_cannot_be_opened_is_said(window: MainWindow, ask: CannedAsk, tmp_path: Path) -> None:
    page = compared(window, ask, tmp_path / "gone")
    assert page.box.words.startswith("gone cannot be opened")
    assert page.box.isVisible()


def test_a_record_that_changes_meanwhile_is_compared_again_and_ticks_stay(
    window: MainWindow, ask: CannedAsk, folder: Path, store: Store
) -> None:
    page = compared(window, ask, folder)
    take_in_hand(page, NEW)
    press(Qt.Key.Key_Space)
    with store.change("Close it") as session:
        held = session.scalars(select(m.Priority)).one()
        held.status, held.closed, held.result = "closed", held.adopted, "resolved"
    assert shown(page)["Woodhall shops"] == (False, "still public")
    assert shown(page)[NEW] == (False, "only public")
    assert page.take_button.text() == "Take &over 3"


def test_names_go_when_it_is_closed(window: MainWindow, ask: CannedAsk, folder: Path) -> None:
    page = compared(window, ask, folder)
    page.people.click()
    page.table.setFocus()
    press(Qt.Key.Key_Escape)
    assert window.over.page is None
    assert shown(page) == {}
    again = opened(window)
    assert again is page
    assert "Nothing has been read yet" in words(page.widget)
    assert not page.people.isChecked()


def test_its_chapter_is_the_one_of_police_uk(window: MainWindow) -> None:
    opened(window)
    assert guide.chapter(window.in_front).name == "police-uk.md"


# --- Export -----------------------------------------------------------------------------------


def test_what_is_public_is_exported_and_said(
    window: MainWindow, ask: CannedAsk, store: Store, tmp_path: Path
) -> None:
    with store.change("Mark it") as session:
        session.scalars(select(m.Priority)).one().public = True
    ask.answers.append(tmp_path / "out")
    line_of_menu(window, "Export for police")
    said = window.cares.saying.words
    assert said.startswith("Exported 4 files to out. 1 priority, 0 events, 0 names.")
    assert police_uk.read([tmp_path / "out"]).reading.published.priorities


def test_nothing_is_exported_where_nobody_chooses(window: MainWindow, ask: CannedAsk) -> None:
    ask.answers.append(None)
    line_of_menu(window, "Export for police")
    assert window.cares.saying.words == ""
