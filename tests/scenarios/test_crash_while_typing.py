"""The program is killed while a patrol is being typed; at the next start it is offered back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.services.team import TeamName
from snt_desk.ui import app
from snt_desk.ui.form import Form
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.preferences import Preferences
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team
from tests.scenarios.keyboard import CTRL, KEY, SHIFT, Keyboard
from tests.ui.conftest import CannedAsk, clear_away

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def killed_after(words: int, database: Path, settings: Path, kind: str = "patrol") -> None:
    """Let a program type into that form, and kill it once it has kept so many words."""
    module = [sys.executable, "-m", "tests.scenarios.typing_in"]
    command = [*module, str(database), str(settings), kind]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:
        assert child.stdout is not None
        while int(child.stdout.readline()) < words:
            pass
        child.kill()


@pytest.mark.long
def test_what_is_typed_is_offered_back_after_a_kill(
    qtbot: QtBot, database: Path, store: Store, team: TeamName, ask: CannedAsk, tmp_path: Path
) -> None:
    store.close()
    settings = tmp_path / "config" / "settings.json"
    killed_after(3, database, settings)
    opened = open_store(str(database), ACTOR)
    assert list(faults(opened)) == []
    assert opened.undo_label is None
    window = app.open_window(app.desk_over(opened, Preferences(settings), ask), str(database))
    qtbot.waitExposed(window)
    page = window.page
    assert isinstance(page, PatrolsPage)
    assert page.form.kept.words.startswith("Not saved yet. Patrol of Sat 21 Nov, typed")
    page.form.kept.pressed.emit()
    [leg] = page.form.patrol.legs
    assert (leg.out, leg.back, leg.crew) == ("22:15", "23:45", ("1432",))
    assert page.form.patrol.note.startswith("word1 word2 word3")
    assert page.form.dirty
    clear_away(app.application())
    opened.close()


@pytest.mark.long
@pytest.mark.parametrize(("kind", "tab"), [("meeting", "Partners"), ("priority", "Priorities")])
def test_what_is_typed_into_another_form_is_offered_back_after_a_kill(
    qtbot: QtBot, database: Path, store: Store, ask: CannedAsk, kind: str, tab: str
) -> None:
    made_team(store)
    store.close()
    settings = database.with_name("settings.json")
    killed_after(3, database, settings, kind)
    opened = open_store(str(database), ACTOR)
    assert list(faults(opened)) == []
    assert opened.drafts == {kind}
    window = app.open_window(app.desk_over(opened, Preferences(settings), ask), str(database))
    qtbot.waitExposed(window)
    assert window.page.title == tab
    [form] = [one for one in window.findChildren(Form) if one.offered.words]
    qtbot.waitUntil(form.offered.isVisible)
    assert form.offered.words.startswith(f"Not saved yet. {kind.capitalize()}")
    button = next(one for one in form.offered.findChildren(QPushButton) if one.isVisible())
    button.click()
    notes = [one.toPlainText() for one in form.findChildren(QPlainTextEdit)]
    assert any(one.startswith("word1 word2 word3") for one in notes)
    clear_away(app.application())
    opened.close()


def test_a_patrol_that_was_not_saved_brings_its_tab_to_the_front(
    qtbot: QtBot, database: Path, store: Store, team: TeamName, ask: CannedAsk, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "settings.json")
    preferences.keep_states({"tab": b"Roster"})
    for draft, tab in (("", "Roster"), ("typed", "Patrols")):
        store.keep_draft("patrol", draft)
        window = app.open_window(app.desk_over(store, preferences, ask), str(database))
        qtbot.waitExposed(window)
        assert window.tabs.tabText(window.tabs.currentIndex()) == tab
        clear_away(app.application())


def test_a_line_is_written_from_any_tab(
    qtbot: QtBot, database: Path, store: Store, team: TeamName, ask: CannedAsk, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "settings.json")
    preferences.keep_states({"tab": b"Partners"})
    window = app.open_window(app.desk_over(store, preferences, ask), str(database))
    qtbot.waitExposed(window)
    window.visit_title("Partners")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    keys = Keyboard()
    keys.press(KEY.Key_A, held=CTRL | SHIFT)
    page = window.page
    assert isinstance(page, PatrolsPage)
    keys.press("foot 9-10", KEY.Key_Return)
    assert page.form.fields.out.value == "09:00"
    clear_away(app.application())
