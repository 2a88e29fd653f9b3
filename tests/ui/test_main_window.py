"""The window: tabs, menus, what was saved, the way back, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services.team import TeamName
from snt_desk.ui import theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import LEAST, MainWindow
from snt_desk.ui.page import Command
from snt_desk.ui.panels import Beside, UndoBar
from snt_desk.ui.parts import mnemonic
from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView
from tests.ui.conftest import CannedAsk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class PlaceRow:
    """A beat, as this page wants it."""

    id: int
    name: str


class PlacesPage:
    """A page that shows places of the real records beside a form."""

    def __init__(self, title: str, shows: frozenset[str]) -> None:
        self.title, self.shows = title, shows
        self.log: list[str] = []

    def build(self, desk: Desk) -> QWidget:
        self.log.append("build")
        self.desk = desk
        self.rows = ListModel((Column[PlaceRow]("Name", lambda row: row.name, stretch=True),))
        self.view = TableView(self.rows, "Places")
        self.view.setObjectName(f"{self.title} list")
        self.form = Form("New place")
        self.name = LineField()
        self.form.add(Part("name", "Na&me", self.name))
        self._read()
        return Beside(self.view, self.form)

    def _read(self) -> None:
        with self.desk.store.read() as session:
            found = session.query(m.Place.id, m.Place.name).order_by(m.Place.id).all()
        self.rows.show_rows([PlaceRow(*one) for one in found])

    def refresh(self) -> None:
        self.log.append("refresh")
        self._read()

    def new(self) -> None:
        self.log.append("new")

    def save(self) -> None:
        self.log.append("save")

    def find(self) -> None:
        self.log.append("find")

    def delete(self) -> None:
        self.log.append("delete")

    def leave(self) -> None:
        self.log.append("leave")

    def commands(self) -> Sequence[Command]:
        def start() -> None:
            self.log.append("start")

        return (Command("&Tools", f"Start {self.title} &now", start, "Ctrl+Shift+N"),)


TITLES = ["Roster", "Patrols", "Priorities", "Return"]


def made(desk: Desk) -> MainWindow:
    pages = [
        PlacesPage(title, frozenset({"duties" if title == "Roster" else "places"}))
        for title in TITLES
    ]
    header = Header("Welwyn Hatfield North SNT", "Sgt Hannah Okafor", "desk.db")
    window = MainWindow(desk.preferences, TITLES)
    window.take(desk, pages, header)
    return window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    opened = made(desk)
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(lambda: page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


def page(window: MainWindow, title: str) -> PlacesPage:
    found = next(one for one in window.pages if one.title == title)
    assert isinstance(found, PlacesPage)
    return found


def add_place(desk: Desk, team: TeamName, name: str, label: str = "") -> None:
    with desk.store.change(label or f"Add {name}") as session:
        session.add(m.Place(team_id=team.id, code=name[:8], name=name, kind="beat"))


def delete_place(desk: Desk, name: str) -> None:
    with desk.store.change(f"Delete place {name}") as session:
        session.delete(session.query(m.Place).filter_by(name=name).one())


def menus(window: MainWindow) -> dict[str, QMenu]:
    found = window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return {menu.title(): menu for menu in found}


def texts(window: MainWindow, menu: str) -> list[str]:
    shown = menus(window)[menu]
    shown.aboutToShow.emit()
    return [action.text() for action in shown.actions() if action.isVisible()]


def choose(window: MainWindow, menu: str, text: str) -> None:
    shown = menus(window)[menu]
    shown.aboutToShow.emit()
    for level in (shown, *shown.findChildren(QMenu)):
        for action in level.actions():
            if action.text() == text:
                action.trigger()
                return
    raise AssertionError(text)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def undo_words(window: MainWindow) -> list[str]:
    return [
        one.accessibleName() for one in window.status.findChildren(QPushButton) if one.isVisible()
    ]


# --- Tabs -------------------------------------------------------------------------------------


def test_tabs_have_their_final_order_and_their_final_digits(window: MainWindow) -> None:
    tabs = window.tabs
    assert [tabs.tabText(at) for at in range(tabs.count())] == TITLES
    assert [tabs.tabToolTip(at)[-6:] for at in range(tabs.count())] == [
        *("Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+7"),
    ]


def test_a_page_is_built_when_it_is_first_visited(window: MainWindow) -> None:
    assert page(window, "Return").log == []
    for _ in range(2):
        window.visit_title("Return")
    assert page(window, "Return").log == ["build"]
    assert page(window, "Roster").log == []


def test_the_frame_is_there_before_the_page(qtbot: QtBot, desk: Desk) -> None:
    opened = made(desk)
    qtbot.addWidget(opened)
    opened.show()
    assert page(opened, "Patrols").log == []
    qtbot.waitUntil(lambda: page(opened, "Patrols").log == ["build"])


def test_ctrl_and_the_digit_go_to_the_tab_and_to_its_list(window: MainWindow) -> None:
    for key, title in ((Qt.Key.Key_7, "Return"), (Qt.Key.Key_2, "Roster")):
        press(key, CONTROL)
        assert window.page is page(window, title)
        assert page(window, title).view.hasFocus()
        assert page(window, title).view.selected_ids == [page(window, title).view.current_id]


def test_the_arrows_walk_the_tabs_and_the_focus_stays_there(window: MainWindow) -> None:
    window.tabs.setFocus()
    press(Qt.Key.Key_Right)
    assert window.page is page(window, "Priorities")
    assert window.tabs.hasFocus()


def test_a_click_on_a_tab_goes_into_its_page(window: MainWindow) -> None:
    place = window.tabs.tabRect(TITLES.index("Return")).center()
    QTest.mouseClick(window.tabs, Qt.MouseButton.LeftButton, pos=place)
    assert window.page is page(window, "Return")
    assert page(window, "Return").view.hasFocus()


def test_a_page_has_the_focus_where_it_was_left(window: MainWindow) -> None:
    page(window, "Patrols").form.focus("name")
    press(Qt.Key.Key_4, CONTROL)
    press(Qt.Key.Key_3, CONTROL)
    assert page(window, "Patrols").name.hasFocus()


# --- Changes ----------------------------------------------------------------------------------


def test_a_change_is_shown_at_once_and_elsewhere_on_the_next_visit(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    window.visit_title("Return")
    add_place(desk, team, "Sherrards")
    assert page(window, "Return").log == ["build", "refresh"]
    assert page(window, "Patrols").log == ["build"]
    window.visit_title("Patrols")
    assert page(window, "Patrols").log == ["build", "refresh"]


def test_a_change_of_other_tables_is_passed_over(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    window.visit_title("Roster")
    add_place(desk, team, "Sherrards")
    assert page(window, "Roster").log == ["build"]


def test_after_midnight_everything_is_read_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.visit_title("Return")
    patrols, returns = page(window, "Patrols"), page(window, "Return")
    before = list(returns.log)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert returns.log == before
    tomorrow = clock.today() + clock.DAY
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert returns.log == [*before, "refresh"]
    window.visit_title("Patrols")
    assert patrols.log[-1] == "refresh"


def test_the_status_line_says_when_it_was_saved(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    add_place(desk, team, "Sherrards")
    said = [one.text() for one in window.status.findChildren(QLabel)]
    assert any(text.startswith("Saved ") and len(text) == len("Saved 14:02") for text in said)
    assert "OFFICIAL" in said


def test_undo_is_called_by_the_name_of_the_change_everywhere(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    assert undo_words(window) == []
    add_place(desk, team, "Marks & Spencer", "Log foot patrol, Marks & Spencer")
    assert texts(window, "&Edit")[0] == "&Undo log foot patrol, Marks && Spencer"
    assert undo_words(window) == ["Undo log foot patrol, Marks & Spencer"]


def test_ctrl_z_and_ctrl_y_walk_the_changes(window: MainWindow, desk: Desk, team: TeamName) -> None:
    counts = [page(window, "Patrols").rows.total]
    add_place(desk, team, "Sherrards")
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z):
        press(key, CONTROL)
        counts.append(page(window, "Patrols").rows.total)
    assert [count - counts[0] for count in counts] == [0, 0, 1, 0]
    assert texts(window, "&Edit")[1] == "&Redo add Sherrards"


def test_undo_does_nothing_where_there_is_nothing_to_undo(window: MainWindow) -> None:
    before = page(window, "Patrols").rows.total
    press(Qt.Key.Key_Z, CONTROL)
    assert page(window, "Patrols").rows.total == before


def test_after_a_deletion_a_bar_offers_the_way_back(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    delete_place(desk, "Haldens")
    [bar] = window.findChildren(UndoBar)
    assert (bar.isVisible(), bar.accessibleName()) == (True, "Deleted place Haldens")
    QTest.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert "Haldens" in [cells[0].text for cells in map(page(window, "Patrols").rows.cells, (0, 1))]


def test_the_bar_comes_for_deletions_only_and_not_when_undo_comes_to_one(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    delete_place(desk, "Haldens")
    add_place(desk, team, "Sherrards")
    [bar] = window.findChildren(UndoBar)
    assert not bar.isVisible()
    window.way_back.undo()
    assert not bar.isVisible()


def test_the_undo_bar_is_inside_the_window(window: MainWindow, desk: Desk, team: TeamName) -> None:
    delete_place(desk, "Haldens")
    [bar] = window.findChildren(UndoBar)
    for size in ((1280, 800), LEAST):
        window.resize(*size)
        holder = bar.parentWidget()
        assert holder is not None
        assert holder.rect().contains(bar.geometry())


# --- Menus ------------------------------------------------------------------------------------


def test_a_menu_without_a_line_is_not_there(window: MainWindow) -> None:
    assert menus(window)["&Tools"].menuAction().isVisible()
    shown = [title for title, menu in menus(window).items() if menu.menuAction().isVisible()]
    for title in shown:
        assert texts(window, title)


def test_lines_of_a_page_are_there_and_answer_while_its_tab_is_in_front(
    window: MainWindow,
) -> None:
    window.visit_title("Return")
    assert texts(window, "&Tools")[-2:] == ["Team of this &desk", "Start Return &now"]
    press(Qt.Key.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert page(window, "Return").log[-1] == "start"
    assert "start" not in page(window, "Patrols").log


@pytest.mark.parametrize(
    ("key", "done"), [(Qt.Key.Key_N, "new"), (Qt.Key.Key_S, "save"), (Qt.Key.Key_F, "find")]
)
def test_new_save_and_filter_go_to_the_page(window: MainWindow, key: Qt.Key, done: str) -> None:
    press(key, CONTROL)
    assert page(window, "Patrols").log[-1] == done


def test_delete_in_the_menu_goes_to_the_page(window: MainWindow) -> None:
    choose(window, "&Edit", "&Delete\tDel")
    assert page(window, "Patrols").log[-1] == "delete"


def test_no_letter_stands_twice_in_a_menu(window: MainWindow) -> None:
    bar = [mnemonic(title) for title in menus(window)]
    assert sorted(set(bar)) == sorted(bar)
    for title in menus(window):
        letters = [mnemonic(text) for text in texts(window, title)]
        assert "" not in letters, title
        assert sorted(set(letters)) == sorted(letters), title


def test_no_key_stands_twice_in_the_menus(window: MainWindow) -> None:
    keys = [
        key.toString()
        for menu in menus(window).values()
        for level in (menu, *menu.findChildren(QMenu))
        for action in level.actions()
        if action.isVisible()
        for key in action.shortcuts()
    ]
    assert len(keys) > 15
    assert sorted(set(keys)) == sorted(keys)


def test_about_says_version_and_file(window: MainWindow, ask: CannedAsk) -> None:
    choose(window, "&Help", "&About SNT Desk")
    assert ask.told[0].startswith("SNT Desk ")
    assert "desk.db" in ask.told[0]


# --- Looks ------------------------------------------------------------------------------------


def test_a_look_is_chosen_worn_and_kept(window: MainWindow, desk: Desk) -> None:
    choose(window, "&View", "High &contrast")
    assert theme.look() == "contrast"
    assert desk.preferences.settings.look == "contrast"
    ticked = [action.text() for action in menus(window)["&View"].findChildren(QMenu)[0].actions()]
    assert ticked == ["&Light", "&Dark", "High &contrast", "&Follow the system"]


def test_text_grows_and_shrinks_by_keys_and_stops_at_the_ends(
    window: MainWindow, desk: Desk
) -> None:
    seen = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus):
        press(key, CONTROL)
        seen.append(desk.preferences.settings.text_percent)
    for _ in range(6):
        press(Qt.Key.Key_Minus, CONTROL)
    assert seen == [110, 125, 150, 150]
    assert desk.preferences.settings.text_percent == 90


def test_compact_rows_are_chosen_and_kept(window: MainWindow, desk: Desk) -> None:
    choose(window, "&View", "&Compact rows")
    assert desk.preferences.settings.compact
    assert page(window, "Patrols").view.rowHeight(0) == 28


# --- Going about ------------------------------------------------------------------------------


def test_f6_goes_round_the_parts_of_the_page(window: MainWindow) -> None:
    patrols = page(window, "Patrols")
    patrols.view.setFocus()
    seen = []
    for held in (Qt.KeyboardModifier.NoModifier,) * 3 + (Qt.KeyboardModifier.ShiftModifier,):
        press(Qt.Key.Key_F6, held)
        seen.append(QApplication.focusWidget())
    assert seen == [patrols.name, window.tabs, patrols.view, window.tabs]


def test_f8_goes_to_the_next_problem_of_the_form(window: MainWindow) -> None:
    patrols = page(window, "Patrols")
    from snt_desk.domain.drafts import Problem

    patrols.form.show_problems([Problem("name", "Write a name.")])
    patrols.view.setFocus()
    press(Qt.Key.Key_F8)
    assert patrols.name.hasFocus()


def test_f4_shuts_the_pane_and_opens_it(window: MainWindow) -> None:
    form = page(window, "Patrols").form
    seen = []
    for _ in range(2):
        press(Qt.Key.Key_F4)
        seen.append(form.isVisible())
    assert seen == [False, True]


def test_every_control_of_the_frame_has_a_name(window: MainWindow) -> None:
    controls = [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(controls) > 5
    unnamed = [one for one in controls if not one.accessibleName()]
    # Qt's own: the field inside a field, the view port of a list.
    assert [one for one in unnamed if not isinstance(one, QLineEdit)] == []


# --- Size and place ---------------------------------------------------------------------------


def test_a_narrow_window_moves_the_team_down_and_shuts_the_form(window: MainWindow) -> None:
    wide = window.tabs.sizeHint().width()
    window.resize(*LEAST)
    team = [one for one in window.status.findChildren(QLabel) if one.isVisible()]
    assert "Welwyn Hatfield North SNT" in [one.text() for one in team]
    assert window.tabs.sizeHint().width() < wide
    assert not page(window, "Patrols").form.isVisible()


def test_the_window_fits_a_small_screen_at_every_text_size(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    delete_place(desk, "Haldens")
    least = window.minimumSizeHint()
    assert (least.width() <= LEAST[0], least.height() <= LEAST[1]) == (True, True)


def test_tab_columns_and_place_are_remembered(
    qtbot: QtBot, desk: Desk, team: TeamName, window: MainWindow
) -> None:
    window.visit_title("Return")
    # Smaller than the screen of the tests: what does not fit is not given back.
    window.resize(760, 620)
    window.close()
    again = made(desk)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: page(again, "Return").log == ["build"])
    assert (again.width(), again.height()) == (760, 620)
    assert desk.preferences.state("part/Return list") != b""


@pytest.mark.parametrize("rubbish", [b"", b"\x00\xff" * 40, b"Nowhere"])
def test_a_place_that_makes_no_sense_is_passed_over(
    qtbot: QtBot, desk: Desk, rubbish: bytes
) -> None:
    desk.preferences.keep_states({"window": rubbish, "tab": rubbish, "part/x": rubbish})
    opened = made(desk)
    qtbot.addWidget(opened)
    assert (opened.width(), opened.height()) == (1280, 800)
    assert opened.tabs.tabText(opened.tabs.currentIndex()) == "Patrols"


def test_closing_lets_the_pages_leave_and_stops_the_work(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []

    def stop() -> bool:
        stopped.append(True)
        return True

    monkeypatch.setattr(desk.tasks, "stop", stop)
    window.close()
    assert page(window, "Patrols").log[-1] == "leave"
    assert page(window, "Return").log == []
    assert stopped == [True]


def test_a_page_that_cannot_save_keeps_the_window_open(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise DeskError("The disk is full")

    monkeypatch.setattr(page(window, "Patrols"), "leave", fail)
    event = QCloseEvent()
    with pytest.raises(DeskError):
        window.closeEvent(event)
    assert not event.isAccepted()
    monkeypatch.undo()
    assert window.close()


def test_many_rows_on_the_clipboard_are_in_the_journal(window: MainWindow) -> None:
    with window.desk.store.change("Add places") as session:
        session.add_all(
            m.Place(team_id=1, code=f"X{n}", name=f"Beat {n}", kind="beat") for n in range(9)
        )
    view = page(window, "Patrols").view
    view.setFocus()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    with window.desk.store.read() as session:
        noted = session.query(m.Change.category, m.Change.label).filter_by(kind="note").all()
    assert [tuple(one) for one in noted] == [("disclosure", "Copy 12 rows: Places")]
