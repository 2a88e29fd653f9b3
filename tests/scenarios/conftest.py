"""The whole window over a real file, driven as a sergeant would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.services.team import TeamName
from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import Appearance
from tests.fixtures_store import ACTOR
from tests.ui.conftest import CannedAsk, clear_away, no_worker_stays

__all__ = ["no_worker_stays"]


@pytest.fixture
def ask() -> CannedAsk:
    """Answers the dialogs from a list."""
    return CannedAsk()


@pytest.fixture
def window(
    qtbot: QtBot,
    database: Path,
    store: Store,
    team: TeamName,
    ask: CannedAsk,
    tmp_path: Path,
) -> Iterator[MainWindow]:
    """The program's own window on the invented team, with nothing remembered."""
    store.close()
    preferences = Preferences(tmp_path / "config" / "settings.json")
    theme.use(app.application(), Appearance("light"))
    opened = open_store(str(database), ACTOR)
    made = app.open_window(app.desk_over(opened, preferences, ask), str(database))
    qtbot.waitExposed(made)
    yield made
    clear_away(app.application())
    opened.close()
