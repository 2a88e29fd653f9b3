"""The whole window over a real file, driven as a sergeant would."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, TypeVar, cast

import pytest
from pytestqt.qtbot import QtBot

from snt_desk.db.journal import Actor
from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services.team import TeamName
from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import Appearance, Look
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team
from tests.scenarios.round_hands import Hands
from tests.ui.conftest import CannedAsk, clear_away, no_worker_stays

__all__ = ["no_worker_stays"]

LOOK: Final = cast("Look", os.environ.get("SNT_DESK_STORY_LOOK", "light"))
"""How the window looks on the pictures of the stories."""
H = TypeVar("H", bound=Hands)


class Lived(Protocol):
    """Begins a story: the hands of who lives it, its records, and when they are put there."""

    def __call__(
        self, hands: type[H], begin: Callable[[Store, TeamName], object], before: datetime
    ) -> H:
        """Open the program's own window over the file of a team."""
        ...


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


@pytest.fixture
def lived(
    qtbot: QtBot, ask: CannedAsk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Lived]:
    """What begins a story; its window and its file are closed after it."""
    with ExitStack() as after:

        def live(hands: type[H], begin: Callable[[Store, TeamName], object], before: datetime) -> H:
            monkeypatch.setattr(clock, "now", lambda: before)
            path = str(tmp_path / "team.db")
            store = create_store(path, Actor("okafor", "101"))
            after.callback(store.close)
            begin(store, made_team(store))
            preferences = Preferences(tmp_path / "config" / "settings.json")
            theme.use(app.application(), Appearance(LOOK))
            window = app.open_window(app.desk_over(store, preferences, ask), path)
            after.callback(clear_away, app.application())
            qtbot.waitExposed(window)
            return hands(window, qtbot, ask, monkeypatch)

        yield live
