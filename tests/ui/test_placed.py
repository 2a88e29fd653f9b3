"""Where the data is, is said below the tabs, with the way to a better place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from snt_desk.db import places
from snt_desk.db.opening import open_store
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.sitting import Sitting
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team
from tests.services.test_moving import on_network
from tests.ui.conftest import CannedAsk
from tests.ui.sittings import begun, press

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.usefixtures("_home"),
]


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))


@pytest.fixture
def away(database: Path) -> Path:
    """A team's file in a folder of its own."""
    folder = database.parent / "Dropbox"
    folder.mkdir()
    path = folder / "desk.db"
    shutil.move(database, path)
    store = open_store(str(path), ACTOR)
    made_team(store)
    store.close()
    return path


@pytest.fixture
def sitting(
    qtbot: QtBot, away: Path, preferences: Preferences, ask: CannedAsk
) -> Iterator[Sitting]:
    """A sitting over it."""
    made = begun(qtbot, away, preferences, ask)
    yield made
    made.window.close()
    made.end()


def only_looks(sitting: Sitting) -> bool:
    return sitting.desk is not None and sitting.desk.store.only_looks


def test_a_folder_that_a_service_copies_is_said_and_left_by_a_button(
    qtbot: QtBot, sitting: Sitting, away: Path, tmp_path: Path
) -> None:
    [words] = sitting.window.notices.words
    assert words.startswith("Your data is in a folder of Dropbox")
    assert not only_looks(sitting)
    press("Move it to this computer")
    qtbot.waitUntil(lambda: sitting.where != str(away) and sitting.desk is not None)
    assert Path(sitting.where).is_relative_to(tmp_path / "home")
    assert not away.exists()
    [words] = sitting.window.notices.words
    assert words.startswith("Your data is on this computer now")


def test_on_a_network_drive_it_is_looked_at_only_and_can_be_moved(
    qtbot: QtBot,
    away: Path,
    preferences: Preferences,
    ask: CannedAsk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_network(monkeypatch, away.parent)
    sitting = begun(qtbot, away, preferences, ask)
    assert only_looks(sitting)
    [words] = sitting.window.notices.words
    assert "your data is on a network drive" in words
    press("Move it to this computer")
    qtbot.waitUntil(lambda: sitting.where != str(away) and sitting.desk is not None)
    assert not only_looks(sitting)
    sitting.end()


def test_where_it_cannot_be_moved_it_is_said_and_stays(
    qtbot: QtBot, sitting: Sitting, away: Path
) -> None:
    damaged = away.read_bytes()
    with away.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 16384)
    press("Move it to this computer")
    qtbot.waitUntil(lambda: sitting.window.instead.screen is not None and sitting.desk is None)
    qtbot.waitUntil(lambda: "Looking" not in str(sitting.window.instead.screen))
    assert away.exists()
    assert len(away.read_bytes()) == len(damaged)


def test_a_disk_that_is_nearly_full_is_said(
    qtbot: QtBot,
    database: Path,
    preferences: Preferences,
    ask: CannedAsk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "free", lambda _: 12_000_000)
    sitting = begun(qtbot, database, preferences, ask)
    [words] = sitting.window.notices.words
    assert words.startswith("Only 12 MB free on the disk of your data")
    sitting.end()
