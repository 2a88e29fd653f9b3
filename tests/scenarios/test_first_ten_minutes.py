"""The guide's first ten minutes, pressed as they are written there, on the team made there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from snt_desk import paths
from snt_desk.cli import main
from snt_desk.db.opening import open_store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import duty_month, partner_lists, patrol_log, roster
from snt_desk.services.patrol_log import Filter
from snt_desk.ui import app
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.returns import ReturnPage
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.preferences import Preferences
from tests.actions import all_actions
from tests.fixtures_store import ACTOR
from tests.scenarios.keyboard import KEY
from tests.ui.conftest import CannedAsk, clear_away

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

GUIDE = paths.resource("guide/first-ten-minutes.md").read_text(encoding="utf-8")
_FILE = re.compile(r"^`(\S+\.(?:json|csv))`\n\n```\n(.+?)```", re.MULTILINE | re.DOTALL)


NAMED = {"Tab": KEY.Key_Tab, "Enter": KEY.Key_Return, "Down": KEY.Key_Down, "Home": KEY.Key_Home}


def written(heading: str) -> list[str]:
    """What is to be pressed in a part of the page, in its order; `View > …` is a menu's line."""
    part = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].partition("\n\nNext ")[0]
    found = re.findall(r"`([^`]+)`|\*\*(\w+ > [^*]+)\*\*", part)
    return [keys or line for keys, line in found]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The program's own window over what the guide's five files make."""
    package = tmp_path / "my-team"
    package.mkdir()
    for name, content in _FILE.findall(GUIDE):
        (package / name).write_text(content, encoding="utf-8")
    database = tmp_path / "desk.db"
    assert main(["--database", str(database), "import", str(package)]) == 0
    store = open_store(str(database), ACTOR)
    preferences = Preferences(tmp_path / "config" / "settings.json")
    made = app.open_window(app.desk_over(store, preferences, CannedAsk()), str(database))
    qtbot.waitExposed(made)
    yield made
    clear_away(app.application())
    store.close()


class Reader:
    """Does what the guide says, where the focus is."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window

    def follow(self, heading: str) -> None:
        """Press what stands in that part of the page."""
        steps = written(heading)
        assert steps
        for step in steps:
            if " > " in step:
                self._choose(step)
            elif step.startswith(("Ctrl+", "Alt+")):
                QTest.keySequence(self._window.windowHandle(), step)
            else:
                self._press(step)
            QApplication.processEvents()
            self._qtbot.waitUntil(lambda: not self._window.desk.tasks.busy)

    def _press(self, step: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        if step in NAMED:
            QTest.keyClick(focus, NAMED[step])
        else:
            QTest.keyClicks(focus, step)

    def _choose(self, line: str) -> None:
        menu, _, words = line.partition(" > ")
        bar = self._window.menuBar()
        [found] = [one.menu() for one in bar.actions() if without_mnemonic(one.text()) == menu]
        assert isinstance(found, QMenu)
        lines = {without_mnemonic(one.text()): one for one in found.actions() if one.isVisible()}
        lines[words].trigger()


def test_the_first_ten_minutes_go_as_they_are_written(window: MainWindow, qtbot: QtBot) -> None:
    desk, reader = window.desk, Reader(qtbot, window)
    assert desk.team.name == "Haldens"

    reader.follow("Minute 4: a member")
    with desk.store.read() as session:
        people = roster.everyone(session, desk.team.id, clock.today())
    assert {one.called for one in people} == {"Sgt Okafor", "PC Osei"}

    reader.follow("Minute 5: duties")
    with desk.store.read() as session:
        month = duty_month.read(session, desk.team.id, Month.of(clock.today()))
    [osei] = [one for one in month.people if one.collar == "2218"]
    codes = ["".join(duty.code for duty in day.duties) for day in osei.days[:6]]
    assert codes == ["early", "early", "late", "late", "", ""]

    reader.follow("Minutes 6 and 7: a patrol")
    with desk.store.read() as session:
        assert patrol_log.count(session, desk.team.id, Filter()) == 1
    assert desk.store.undo_label == "Log foot patrol, Peartree"

    reader.follow("Minutes 8 and 9: a meeting")
    with desk.store.read() as session:
        [meeting] = partner_lists.meetings(session, desk.team.id)
        [action] = all_actions(session, desk.team.id)
    assert (meeting.title, meeting.partners) == ("ASB panel", ("Greenfold Homes",))
    assert action.text == "Quote for a gate"

    reader.follow("Minute 10: the month's check")
    page = window.page
    assert isinstance(page, ReturnPage)
    assert page.side.in_hand is not None
    assert page.side.in_hand.title == f"{Month.of(clock.today()).shown} is not over"
