"""Consultations are opened, what was said is ranked, and a priority is proposed from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.consultations import ConsultationsView
from tests.ui.pages.asked import ask_in_autumn
from tests.ui.pages.seen import CTRL, in_window, press

KEY = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, team: TeamName, store: Store) -> Iterator[ConsultationsView]:
    """The view in its window; residents were asked in summer and in autumn."""
    ask_in_autumn(store, team)
    with in_window(ConsultationsView(), desk, team, qtbot) as made:
        made.list.setFocus()
        yield made


def test_a(view: ConsultationsView) -> None:
    press(KEY.Key_T, held=CTRL)
    assert view.panes.front == "one by one"
