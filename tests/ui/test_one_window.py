"""A second start on the same file brings the first window to the front; nobody else can."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from select import select

import pytest
from pytestqt.qtbot import QtBot

from snt_desk.db import schema
from snt_desk.db.opening import open_store, this_actor
from snt_desk.ui import app, one_window
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.one_window import OneWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.sitting import Sitting
from tests.ui.conftest import CannedAsk
from tests.ui.sittings import begun, shown

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.skipif(sys.platform == "win32", reason="a named pipe is no file"),
]


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings, log and sockets in folders of the test; a socket's path has to be short."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.fixture
def one(qtbot: QtBot, database: Path, _home: None) -> Iterator[OneWindow]:
    """A window that listens."""
    made = OneWindow(str(database))
    assert made.listens
    yield made
    made.stop()


def asked(qtbot: QtBot, where: Path) -> bool:
    """Ask as another process does; give whether the answer was yes."""
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(str(place(where)))
        other.sendall(b"raise\n")
        other.setblocking(False)
        qtbot.waitUntil(lambda: bool(select([other], [], [], 0)[0]))
        return other.recv(100) == b"raised\n"


def place(database: Path) -> Path:
    """Where it listens."""
    return Path(one_window.place(str(database)))


def test_whoever_asks_is_heard_and_told_so(qtbot: QtBot, one: OneWindow, database: Path) -> None:
    assert one_window.is_there(str(database))
    with qtbot.waitSignal(one.wanted):
        assert asked(qtbot, database)


def test_a_link_leads_to_the_same_window_and_another_file_to_none(
    qtbot: QtBot, one: OneWindow, database: Path, tmp_path: Path
) -> None:
    link = tmp_path / "my desk.db"
    link.symlink_to(database)
    assert asked(qtbot, link)
    assert not one_window.is_there(str(tmp_path / "other.db"))


def test_after_it_is_stopped_nothing_is_there(one: OneWindow, database: Path) -> None:
    one.stop()
    assert not one_window.is_there(str(database))


@pytest.mark.usefixtures("_home")
def test_what_a_killed_window_left_behind_is_no_window(qtbot: QtBot, database: Path) -> None:
    place(database).parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place(database)))
    assert one_window.is_there(str(database))
    assert not one_window.bring_to_front(str(database))
    again = OneWindow(str(database))
    assert again.listens
    assert asked(qtbot, database)
    again.stop()


@pytest.mark.parametrize("said", [b"", b"raise", b"quit!\n", b"\0" * 6, b"x" * 200_000])
def test_what_it_does_not_know_does_nothing(
    qtbot: QtBot, one: OneWindow, database: Path, said: bytes
) -> None:
    came: list[bool] = []
    one.wanted.connect(lambda: came.append(True))
    with socket.socket(socket.AF_UNIX) as other:
        other.setblocking(False)
        other.connect(str(place(database)))
        try:
            other.send(said)
        except BlockingIOError:
            assert len(said) > 1000
        qtbot.wait(30)
    assert came == []
    assert asked(qtbot, database)


def test_only_its_own_user_can_reach_it(one: OneWindow, database: Path) -> None:
    assert place(database).parent.stat().st_mode & 0o077 == 0
    assert place(database).stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("_home")
@pytest.mark.parametrize("how", ["for everybody", "a link"])
def test_where_others_could_put_something_it_does_not_listen(
    qtbot: QtBot, database: Path, tmp_path: Path, how: str
) -> None:
    folder = place(database).parent
    if how == "a link":
        (tmp_path / "theirs").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "theirs")
    else:
        folder.mkdir()
        folder.chmod(0o777)
    assert not OneWindow(str(database)).listens


@pytest.mark.usefixtures("_home")
def test_a_second_start_ends_well_and_says_where_the_window_is(
    qtbot: QtBot, database: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    sitting = begun(qtbot, database, preferences, ask)
    qtbot.waitUntil(lambda: one_window.is_there(str(database)))
    sitting.window.showMinimized()
    with started_again(database) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        assert second.stderr is not None
        assert one_window.SAID in second.stderr.read()
    assert second.returncode == 0
    assert not sitting.window.isMinimized()
    # Also while the data is shut, as under a lock.
    sitting.shut()
    assert asked(qtbot, database)
    sitting.end()
    assert not one_window.is_there(str(database))


def started_again(database: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "snt_desk", "--database", str(database)],
        cwd=Path(schema.__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )


ANSWERS_SOON = """
import socket, sys, time
time.sleep(0.3)
made = socket.socket(socket.AF_UNIX)
made.bind(sys.argv[1])
made.listen()
caller, _ = made.accept()
assert caller.recv(6) == b"raise\\n"
caller.sendall(b"raised\\n")
"""


@pytest.mark.usefixtures("_home")
def test_a_window_that_is_only_just_opening_is_waited_for(
    qtbot: QtBot, database: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    theirs = open_store(str(database), this_actor())
    window = MainWindow(preferences, app.TABS)
    qtbot.addWidget(window)
    sitting = Sitting(str(database), window, preferences, ask)
    place(database).parent.mkdir(mode=0o700)
    command = [sys.executable, "-c", ANSWERS_SOON, str(place(database))]
    with subprocess.Popen(command) as other, qtbot.waitSignal(sitting.raised, timeout=8000):
        sitting.begin()
    assert window.instead.screen is None
    assert other.returncode == 0
    theirs.close()
    sitting.end()


@pytest.mark.usefixtures("_home")
def test_where_no_window_answers_it_is_said_who_has_the_file(
    qtbot: QtBot, database: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    theirs = open_store(str(database), this_actor())
    sitting = begun(qtbot, database, preferences, ask)
    assert "Your data file is in use" in shown(sitting.window)
    theirs.close()
    sitting.end()
