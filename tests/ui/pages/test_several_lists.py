"""What a page with several lists makes is made when it is first shown, and is no worse for that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.domain.community import CONTACTS, MESSAGES
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.lists import Lists
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.record_form import RecordForm
from tests.ui.pages.seen import CTRL, in_window, press

KEY = Qt.Key

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[CommunityPage]:
    """A page with three lists in its window, which has the focus."""
    with in_window(CommunityPage(), desk, team, qtbot) as made:
        yield made


def test_a_list_and_its_form_are_made_when_they_are_first_shown(page: CommunityPage) -> None:
    def made() -> tuple[int, int]:
        forms, lists = page.widget.findChildren(RecordForm), page.widget.findChildren(Lists)
        return len(forms), len(lists)

    assert made() == (1, 1)
    page.bar.show_list(MESSAGES)
    assert page.message_form.isVisible()
    assert made() == (2, 2)
    page.bar.show_list(CONTACTS)
    assert made() == (2, 2)


def test_tab_goes_from_the_bar_through_a_list_that_was_made_late_to_the_form(
    page: CommunityPage,
) -> None:
    page.bar.show_list(MESSAGES)
    page.bar.news[MESSAGES].setFocus()
    passed = []
    for _ in range(2):
        press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        passed.append(next(one for one in (page.lists, page.form) if one.isAncestorOf(focus)))
    assert passed == [page.lists, page.form]


def test_a_list_that_is_made_late_has_the_columns_that_were_chosen(
    desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    with in_window(CommunityPage(), desk, team, qtbot) as page:
        page.bar.show_list(MESSAGES)
        page.listing.table.columns.toggle(3)
    with in_window(CommunityPage(), desk, team, qtbot) as page:
        page.bar.show_list(MESSAGES)
        assert page.listing.table.isColumnHidden(3)


def test_what_is_saved_in_a_form_made_late_is_in_its_list(page: CommunityPage) -> None:
    page.beside.begin(MESSAGES)
    page.message_form.kind.set_value("appeal")
    page.message_form.focus("text")
    press("Did you see it?")
    press(KEY.Key_S, held=CTRL)
    assert page.in_hand() == (MESSAGES, page.message_form.opened)
    assert page.listing.in_hand == page.in_hand()
