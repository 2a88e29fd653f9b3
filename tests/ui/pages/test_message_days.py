"""The calendar of messages is gone through by keys, and messages are moved by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.community import MESSAGES, GoesTo, MessageDraft, PostDraft
from snt_desk.services import messages
from snt_desk.services.team import TeamName
from snt_desk.ui.listing import Line
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import MESSAGE_DAYS, Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.message_days import MessageDaysPage
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = london(2026, 11, 22, 14, 2)
SHEDS = MessageDraft(
    "crime_prevention",
    "Lock it, hide it: sheds",
    channels=(GoesTo("x"),),
    planned=london(2026, 11, 25, 17, 30),
)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def begin(page: CommunityPage) -> None:
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    page.event_form.begin()
    page.message_form.begin()
    page.beside.begin(MESSAGES)
    calendar(window).show_day(date(2026, 11, 22))
    window.over.leave()


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[CommunityPage]:
    """One window for all tests, in which the calendar was there already."""
    return keep(CommunityPage, begin)


@pytest.fixture
def window(
    kept: Kept[CommunityPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on Sun 22 Nov 2026, with the messages in front."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with kept.begun(qtbot) as page:
        found = page.widget.window()
        assert isinstance(found, MainWindow)
        yield found
        found.over.leave()


def write(store: Store, team: TeamName, draft: MessageDraft = SHEDS) -> str:
    with store.change("Add message") as session:
        return messages.add(session, team.id, draft)


def calendar(window: MainWindow, ref: str = "") -> MessageDaysPage:
    window.desk.lay_over(Target(MESSAGE_DAYS, MESSAGES, ref))
    page = window.over.page
    assert isinstance(page, MessageDaysPage)
    return page


def planned(store: Store, ref: str) -> object:
    with store.read() as session:
        return messages.opened(session, ref).planned


def listed(page: MessageDaysPage) -> list[str]:
    return [
        f"{one.text}, {one.sub}, {one.badge}" if isinstance(one, Line) else one.spoken
        for one in page.pane.list.lines.lines
    ]


def test_it_opens_from_the_menu_on_the_day_of_the_message_in_hand(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    ref = write(store, team)
    window.desk.go(Target("Community", MESSAGES, ref))
    press(KEY.Key_Q, held=CTRL | SHIFT)
    page = window.over.page
    assert isinstance(page, MessageDaysPage)
    assert page.grid.hasFocus()
    assert page.day == date(2026, 11, 25)
    assert listed(page) == [
        "Wed 25 Nov 2026",
        "Lock it, hide it: sheds, 17:30, X (Twitter), draft",
    ]


def test_a_day_says_what_is_planned_and_posted(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    write(store, team, replace(SHEDS, status="approved"))
    late = write(store, team, replace(SHEDS, text="Too late", planned=NOW - 3 * clock.DAY))
    out = write(store, team, replace(SHEDS, text="Gone out"))
    with store.change("Post message") as session:
        messages.post(session, out, PostDraft("x", london(2026, 11, 25, 9)))
    page = calendar(window, late)
    assert listed(page)[1] == "Too late, 14:02, X (Twitter), late"
    page.show_day(date(2026, 11, 25))
    assert listed(page)[1:] == [
        "Gone out, 09:00, X (Twitter), posted",
        "Lock it, hide it: sheds, 17:30, X (Twitter), approved",
    ]
    spoken = page.grid.model().data(page.grid.currentIndex())
    assert spoken.startswith("Wed 25 Nov 2026, 2 messages: 09:00 Gone out, posted; 17:30 Lock it")


def test_arrows_go_over_the_end_of_what_is_shown(window: MainWindow) -> None:
    page = calendar(window)
    page.show_day(date(2026, 11, 22))
    press(KEY.Key_Right)
    assert page.day == date(2026, 11, 23)
    press(*[KEY.Key_Down] * 3)
    assert page.day == date(2026, 12, 14)
    press(KEY.Key_Home)
    assert page.day == date(2026, 12, 14)
    press(KEY.Key_End, KEY.Key_PageDown)
    assert page.day == date(2027, 1, 20)
    press(KEY.Key_PageUp, *[KEY.Key_Up] * 5)
    assert page.day == date(2026, 11, 15)
    press(KEY.Key_Home, held=CTRL)
    assert page.day == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "to"),
    [
        (KEY.Key_Right, london(2026, 11, 26, 17, 30)),
        (KEY.Key_Left, london(2026, 11, 24, 17, 30)),
        (KEY.Key_Down, london(2026, 12, 2, 17, 30)),
        (KEY.Key_Up, london(2026, 11, 18, 17, 30)),
    ],
)
def test_ctrl_and_an_arrow_move_the_message_and_undo_moves_it_back(
    window: MainWindow, store: Store, team: TeamName, key: Qt.Key, to: object
) -> None:
    ref = write(store, team)
    page = calendar(window, ref)
    press(key, held=CTRL)
    assert planned(store, ref) == to
    assert store.undo_label == "Move message, Lock it, hide it: sheds"
    assert page.pane.in_hand is not None
    assert (page.pane.in_hand.ref, page.pane.in_hand.at) == (ref, to)
    assert page.grid.day == page.day
    store.undo()
    page.show_day(date(2026, 11, 25))
    assert listed(page)[1].startswith("Lock it, hide it: sheds, 17:30")


def test_one_without_a_day_is_put_on_the_day_in_hand_and_taken_off(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    ref = write(store, team, replace(SHEDS, planned=None))
    page = calendar(window)
    page.show_day(date(2026, 11, 27))
    assert listed(page)[0] == "Fri 27 Nov 2026, no message"
    press(KEY.Key_Return)  # into the list
    press(KEY.Key_D, held=CTRL)
    assert planned(store, ref) == london(2026, 11, 27, 9)
    press(KEY.Key_Backspace, held=CTRL)
    assert planned(store, ref) is None
    assert listed(page)[1] == "Without a day, 1"


def test_what_went_out_cannot_be_moved(window: MainWindow, store: Store, team: TeamName) -> None:
    ref = write(store, team)
    with store.change("Post message") as session:
        messages.post(session, ref, PostDraft("x", NOW))
    page = calendar(window, ref)
    label = store.undo_label
    assert page.pane.in_hand is not None
    press(KEY.Key_Right, held=CTRL)
    assert store.undo_label == label
    assert not page.pane.later.isEnabled()


def test_enter_goes_to_the_day_and_again_to_the_message(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    ref = write(store, team)
    calendar(window, ref)
    press(KEY.Key_Return, KEY.Key_Return)
    assert window.over.page is None
    assert isinstance(window.page, CommunityPage)
    assert window.page.in_hand() == (MESSAGES, ref)


def test_a_new_message_is_begun_for_the_day_in_hand(window: MainWindow) -> None:
    page = calendar(window)
    page.show_day(date(2026, 11, 27))
    press(KEY.Key_N, held=CTRL)
    assert window.over.page is None
    assert isinstance(window.page, CommunityPage)
    assert window.page.message_form.planned.value == "Fri 27 Nov 2026"


def test_buttons_do_the_same_as_keys(window: MainWindow, store: Store, team: TeamName) -> None:
    ref = write(store, team)
    page = calendar(window, ref)
    click(page.pane.later)
    assert planned(store, ref) == london(2026, 11, 26, 17, 30)
    click(page.after)
    assert page.day == date(2026, 12, 26)
    click(page.today)
    assert page.day == date(2026, 11, 22)


def test_esc_goes_from_the_messages_of_a_day_back_to_the_month(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    page = calendar(window, write(store, team))
    page.pane.list.setFocus()
    press(KEY.Key_Escape)
    assert page.grid.hasFocus()
    press(KEY.Key_Escape)
    assert window.over.page is None


def test_esc_shuts_it_and_every_control_has_a_name(window: MainWindow) -> None:
    page = calendar(window)
    assert nameless(page.widget) == []
    press(KEY.Key_Escape)
    assert window.over.page is None


def test_it_is_read_again_when_a_message_changes(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    page = calendar(window)
    page.show_day(date(2026, 11, 25))
    write(store, team)
    QApplication.processEvents()
    assert listed(page)[1].startswith("Lock it, hide it: sheds")
