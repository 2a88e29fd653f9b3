"""A tab of several views: each is there with all that is its own while it is in front."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Segment
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import InHand, Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.tab_of_views import Behind, TabOfViews
from tests.ui.conftest import CannedAsk
from tests.ui.pages.register import RACING, add
from tests.ui.pages.seen import CTRL, press, window_of

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Work(PartnersPage):
    """The work with partners, as a view of another tab."""

    title = "Priorities"


class TwoViews(TabOfViews):
    """The register and the work with partners, as one tab."""

    def __init__(self) -> None:
        work = frozenset({"meetings", "actions", "partners"})
        super().__init__(
            "Priorities",
            (
                Behind("&Priorities", RegisterView, frozenset({"priorities"}), {"priority"}),
                Behind("&Work", Work, work, {"meeting", "action"}),
            ),
        )


@pytest.fixture
def tab() -> TwoViews:
    return TwoViews()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, tab: TwoViews) -> Iterator[MainWindow]:
    made = window_of(tab, desk, team, qtbot)
    yield made
    made.close()


def front(tab: TabOfViews) -> type[object]:
    return type(tab.in_front)


def in_hand(tab: TabOfViews) -> tuple[str, str] | None:
    view = tab.in_front
    assert isinstance(view, InHand)
    return view.in_hand()


def focus() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def lines(window: MainWindow) -> list[str]:
    return [words for menu, words, _ in window.menus.lines() if menu == "&Record"]


def test_the_view_in_front_is_the_page_of_the_window(window: MainWindow, tab: TwoViews) -> None:
    assert front(tab) is RegisterView
    assert window.page is tab.in_front
    tab.bring("actions")
    press(KEY.Key_T, held=CTRL)
    page = window.page
    assert isinstance(page, PartnersPage)
    assert page.action_form.isVisible()


def test_its_lines_are_in_the_menus_and_those_of_the_others_are_not(window: MainWindow) -> None:
    assert "Write in it" in lines(window)
    assert "New action" not in lines(window)
    press(KEY.Key_Tab, held=CTRL)
    assert "Write in it" not in lines(window)
    assert "New action" in lines(window)
    press(KEY.Key_Backtab, held=CTRL | SHIFT)
    assert "Write in it" in lines(window)
    assert "New action" not in lines(window)


def test_keys_go_from_view_to_view_and_into_its_list(window: MainWindow, tab: TwoViews) -> None:
    press(KEY.Key_Tab, held=CTRL)
    assert front(tab) is Work
    assert not tab.which.isAncestorOf(focus())
    press(KEY.Key_Tab, held=CTRL)
    page = window.page
    assert isinstance(page, RegisterView)
    assert page.list.hasFocus()
    while not tab.which.isAncestorOf(focus()):
        press(KEY.Key_F6)
    press("w")
    assert front(tab) is Work
    assert tab.which.isAncestorOf(focus()), "the arrows go on choosing"


def test_a_record_is_shown_on_the_view_that_has_its_table(
    window: MainWindow, tab: TwoViews
) -> None:
    window.desk.go(Target("Priorities", "partners", "O1"))
    assert front(tab) is Work
    assert in_hand(tab) == ("partners", "O1")
    window.desk.go(Target("Priorities", "priorities", "T1"))
    assert front(tab) is RegisterView
    assert in_hand(tab) == ("priorities", "T1")


def test_a_view_is_read_again_when_it_is_seen(
    window: MainWindow, tab: TwoViews, team: TeamName
) -> None:
    register = tab.in_front
    assert isinstance(register, RegisterView)
    press(KEY.Key_Tab, held=CTRL)
    add(window.desk.store, team, RACING)
    shown = register.list.lines.rowCount()
    press(KEY.Key_Backtab, held=CTRL | SHIFT)
    assert register.list.lines.rowCount() == shown + 2


def test_what_is_typed_on_any_view_is_kept_and_asked_about(
    window: MainWindow, tab: TwoViews, ask: CannedAsk
) -> None:
    press(KEY.Key_F2)
    press("Woodhall parade")
    press(KEY.Key_Tab, held=CTRL)
    press(KEY.Key_T, held=CTRL)
    press("Quote for a gate")
    assert {*tab.unsaved.by_kind()} == {"priority", "action"}
    assert len(tab.unsaved.as_text()) == 2
    tab.unsaved.keep_now()
    assert window.desk.store.drafts == {"priority", "action"}
    ask.answers = [None]
    assert not tab.leave()
    assert front(tab) is RegisterView, "what is asked about is seen"
    ask.answers = [False, None]
    assert not tab.leave()
    assert ask.asked == ["Save the priority?", "Save the priority?", "Save the action?"]


def test_a_tab_opens_on_the_view_where_something_was_typed(
    qtbot: QtBot, desk: Desk, team: TeamName
) -> None:
    first = TwoViews()
    window = window_of(first, desk, team, qtbot)
    press(KEY.Key_Tab, held=CTRL)
    press(KEY.Key_T, held=CTRL)
    press("Quote for a gate")
    first.unsaved.keep_now()
    window.deleteLater()
    again = TwoViews()
    qtbot.addWidget(again.build(window.desk))
    view = again.in_front
    assert isinstance(view, PartnersPage)
    assert view.unsaved.waiting is not None


def test_the_view_that_was_in_front_is_there_again(
    qtbot: QtBot, desk: Desk, team: TeamName
) -> None:
    for expected in (RegisterView, Work):
        tab = TwoViews()
        window = window_of(tab, desk, team, qtbot)
        assert front(tab) is expected
        tab.bring("actions")
        window.close()


def test_with_one_view_there_is_nothing_to_choose(qtbot: QtBot, desk: Desk, team: TeamName) -> None:
    of_one = partial(TabOfViews, "Priorities", (Behind("&Priorities", RegisterView, frozenset()),))
    tab = of_one()
    window = window_of(tab, desk, team, qtbot)
    assert not window.findChildren(Segment)[0].isVisible()
    assert tab.commands() == ()
    window.close()
