"""Every tab can be used without a mouse, without colours, and without seeing it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from sqlalchemy import text

from snt_desk.db.opening import create_store
from snt_desk.domain import clock
from snt_desk.services import demo
from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import CRIME_FIGURES, YOU_SAID, Target
from snt_desk.ui.pages.priorities.consultations import ConsultationsView
from snt_desk.ui.pages.priorities.consultations.panes import Which
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.parts import mnemonic, without_mnemonic
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import TEXT_SIZES, Appearance
from tests.fixtures_store import ACTOR
from tests.ui.conftest import CannedAsk, clear_away

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView)
CONTROLS = (QAbstractButton, *FIELDS)
LEAST = 24
PATIENCE = 20.0
MOST_TABS = 300
Role = QAccessible.Role
SPOKEN = {
    *(Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox),
    *(Role.List, Role.Table, Role.Tree, Role.PageTab, Role.MenuItem, Role.SpinBox),
    *(Role.Link, Role.Slider, Role.ProgressBar),
}
SIZE = (1280, 800)
BY_BACKSPACE = "Take off "
"""How a button in a field of people is named; in the field, Backspace does what it does."""


Go = Callable[[MainWindow], object]


@dataclass(frozen=True)
class Place:
    """Something that can be in front, and how one comes there."""

    name: str
    go: Go
    begun: bool = False


def tab(title: str) -> Go:
    return lambda window: window.visit_title(title)


def view(title: str, table: str) -> Go:
    return lambda window: window.desk.go(Target(title, table))


def pane(which: Which) -> Go:
    """Of the consultation in hand."""

    def go(window: MainWindow) -> None:
        window.desk.go(Target("Priorities", "consultations"))
        shown = window.page
        assert isinstance(shown, ConsultationsView)
        shown.bring(which)

    return go


def side(step: int) -> Go:
    """So many sides on from the plan of the priority in hand."""

    def go(window: MainWindow) -> None:
        window.desk.go(Target("Priorities", "priorities"))
        shown = window.page
        assert isinstance(shown, RegisterView)
        shown.view.sides.which.set_value("plan")
        shown.view.sides.turn(step)

    return go


def laid_over(title: str, table: str) -> Go:
    """On a page over the tabs, of the first record of a table."""

    def go(window: MainWindow) -> None:
        with window.desk.store.read() as session:
            ref = session.scalar(text(f"SELECT ref FROM {table} ORDER BY id LIMIT 1"))
        window.desk.lay_over(Target(title, table, str(ref)))

    return go


TABS = tuple(
    Place(f"{title}-{'new' if begun else 'first'}", tab(title), begun)
    for title in app.TABS
    for begun in (False, True)
)
BEHIND = (
    Place("figures", side(1)),
    Place("before-and-after", side(2)),
    Place("timeline", side(3)),
    Place("rounds", view("Priorities", "rounds")),
    Place("rounds-new", view("Priorities", "rounds"), begun=True),
    Place("said", pane("said")),
    Place("responses", pane("responses")),
    Place("one-by-one", pane("one by one")),
    Place("counts", pane("counts")),
    Place("consultation-new", view("Priorities", "consultations"), begun=True),
    Place("residents", view("Community", "contacts")),
    Place("resident-new", view("Community", "contacts"), begun=True),
    Place("messages", view("Community", "messages")),
    Place("message-new", view("Community", "messages"), begun=True),
    Place("you-said", laid_over(YOU_SAID, "rounds")),
    Place("crime-figures", laid_over(CRIME_FIGURES, "priorities")),
)


@dataclass(frozen=True)
class Seen:
    """A place in front, as it is first seen or with a new record begun."""

    window: MainWindow
    place: Place


def wait(condition: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the window has not come to rest"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """One window for all: nothing here changes a record."""
    folder = tmp_path_factory.mktemp("everyone")
    made = app.application()
    theme.use(made, Appearance("light"))
    store = create_store(str(folder / "desk.db"), ACTOR)
    with store.change("Make the demo team", kind="barrier") as session:
        demo.make(session, clock.today())
    desk = app.desk_over(store, Preferences(folder / "settings.json"), CannedAsk())
    opened = app.open_window(desk, str(folder / "desk.db"))
    opened.resize(*SIZE)
    yield opened
    clear_away(made)
    store.close()


@pytest.fixture(
    scope="module",
    # What lies behind the first view of a tab is walked in the lane of trust: it takes a minute.
    params=[*TABS, *(pytest.param(one, marks=pytest.mark.trust) for one in BEHIND)],
    ids=lambda place: place.name,
)
def seen(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[Seen]:
    """Each place in front, on a wide page: as it is first seen, and with a new record begun."""
    place = request.param
    place.go(window)
    wait(lambda: not window.desk.tasks.busy)
    if place.begun:
        window.doing.new()
        wait(lambda: not window.desk.tasks.busy)
    yield Seen(window, place)
    window.over.leave()
    window.resize(*SIZE)


def controls(page: QWidget) -> list[QWidget]:
    """Everything on the page that is used, but for what Qt puts inside of it."""
    found = [one for kind in CONTROLS for one in page.findChildren(kind) if one.isVisible()]
    return [one for one in found if not is_inside(one)]


def is_inside(control: QWidget) -> bool:
    return isinstance(control.parent(), QComboBox) or isinstance(control, QHeaderView)


def fields(page: QWidget) -> list[QWidget]:
    return [one for one in controls(page) if isinstance(one, FIELDS) and one.isEnabled()]


def spoken(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below that can be used, as a screen reader walks it; cells aside."""
    if interface.role() in SPOKEN:
        yield interface
    if interface.role() in {Role.Table, Role.List}:
        return
    for at in range(interface.childCount()):
        child = interface.child(at)
        if child.isValid() and not child.state().invisible:
            yield from spoken(child)


# --- Seeing nothing ---------------------------------------------------------------------------


def test_every_control_has_a_name(seen: Seen) -> None:
    root = QAccessible.queryAccessibleInterface(seen.window)
    found = list(spoken(root))
    assert len(found) > 10
    silent = [one.object() for one in found if not one.text(QAccessible.Text.Name).strip()]
    assert silent == []


def test_no_text_is_taken_for_markup(seen: Seen) -> None:
    formats = {one.textFormat() for one in seen.window.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


# --- Without a mouse --------------------------------------------------------------------------


def test_every_field_takes_the_focus_by_tab(seen: Seen) -> None:
    unreachable = [
        one
        for one in fields(seen.window)
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    assert unreachable == []


def test_tab_walks_round_and_comes_to_every_field(seen: Seen) -> None:
    seen.window.activateWindow()
    if seen.window.tabs.isVisible():
        seen.window.tabs.setFocus()
    wait(lambda: QApplication.focusWidget() is not None)
    come_to = walked()
    missed = [
        one
        for one in fields(seen.window)
        if one not in come_to and not any(one.isAncestorOf(there) for there in come_to)
    ]
    assert missed == []


def walked() -> list[QWidget]:
    """What Tab comes to, from where the focus is until it comes there again."""
    found: list[QWidget] = []
    for _ in range(MOST_TABS):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in found:
            return found
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come round")


def test_nothing_is_reached_by_mouse_only(seen: Seen) -> None:
    lines = {without_mnemonic(text.split("\t")[0]).casefold() for text in menu_lines(seen.window)}
    mouse_only = [
        one.accessibleName() or one.text()
        for one in controls(seen.window)
        if isinstance(one, QAbstractButton)
        and one.isEnabled()
        and not one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.group() is None  # the arrows walk these
        and not one.accessibleName().startswith(BY_BACKSPACE)
        and one.shortcut().isEmpty()
        and without_mnemonic(one.text()).casefold() not in lines
    ]
    assert mouse_only == []


def menus(window: MainWindow) -> dict[str, QMenu]:
    bar = window.menuBar()
    found = bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return {menu.title(): menu for menu in found if menu.menuAction().isVisible()}


def levels(window: MainWindow) -> Iterator[list[str]]:
    """The words of every menu that can be seen, each menu within a menu for itself."""
    for menu in menus(window).values():
        menu.aboutToShow.emit()
        try:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            for level in (menu, *menu.findChildren(QMenu)):
                yield [one.text() for one in level.actions() if one.isVisible() and one.text()]
        finally:
            menu.aboutToHide.emit()


def menu_lines(window: MainWindow) -> list[str]:
    return [text for level in levels(window) for text in level]


# --- Letters and keys -------------------------------------------------------------------------


def twice(letters: list[str]) -> list[str]:
    return sorted(letter for letter, count in Counter(letters).items() if letter and count > 1)


def test_no_letter_stands_twice_in_a_menu(seen: Seen) -> None:
    assert [(level, twice(mnemonics(level))) for level in levels(seen.window)] == [
        (level, []) for level in levels(seen.window)
    ]


def mnemonics(texts: list[str]) -> list[str]:
    return [mnemonic(text) for text in texts]


def test_no_alt_letter_stands_twice_on_a_page_nor_meets_a_menu(seen: Seen) -> None:
    found = {title: mnemonic(title) for title in menus(seen.window)}
    for label in seen.window.findChildren(QLabel):
        if label.isVisible() and label.buddy() is not None:
            found[f"{label.text()} {id(label)}"] = mnemonic(label.text())
    for one in seen.window.findChildren(QAbstractButton):
        if one.isVisible() and not one.shortcut().isEmpty():
            found[f"{one.text()} {id(one)}"] = one.shortcut().toString().removeprefix("Alt+")
    double = twice(list(found.values()))
    assert {words: letter for words, letter in found.items() if letter in double} == {}


def test_no_key_stands_twice_in_the_menus(seen: Seen) -> None:
    keys = [
        key.toString()
        for menu in menus(seen.window).values()
        for level in (menu, *menu.findChildren(QMenu))
        for action in level.actions()
        if action.isVisible()
        for key in action.shortcuts()
    ]
    assert len(keys) > 15
    assert twice(keys) == []


# --- Room -------------------------------------------------------------------------------------


def test_nothing_that_is_clicked_is_too_small(seen: Seen) -> None:
    small = [
        (one, one.width(), one.height())
        for one in controls(seen.window)
        if not isinstance(one, QLineEdit) and min(one.width(), one.height()) < LEAST
    ]
    assert small == []


def test_the_page_fits_a_laptop_and_a_small_screen(seen: Seen) -> None:
    window = seen.window
    least = window.minimumSizeHint()
    assert (least.width() <= 1280, least.height() <= 720) == (True, True), least
    window.resize(960, 540)
    small = window.minimumSizeHint()
    window.resize(*SIZE)
    assert (small.width() <= 960, small.height() <= 540) == (True, True), small


@pytest.fixture
def largest_text() -> Iterator[None]:
    """Show everything as large as it can be chosen."""
    theme.use(app.application(), Appearance("light", percent=TEXT_SIZES[-1]))
    yield
    theme.use(app.application(), Appearance("light"))


@pytest.mark.usefixtures("largest_text")
def test_the_page_fits_a_laptop_with_the_largest_text(seen: Seen) -> None:
    QApplication.processEvents()
    least = seen.window.minimumSizeHint()
    assert (least.width() <= 1280, least.height() <= 720) == (True, True), least
