"""As a sergeant would: the disk is full, the file is cut short; and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from snt_desk import paths
from snt_desk.cli import main
from snt_desk.db.faults import Trouble
from snt_desk.db.health import faults
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import backups
from snt_desk.services.team import TeamName
from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.sitting import Sitting
from snt_desk.ui.theme import Appearance
from snt_desk.ui.your_data.screen import YourData
from snt_desk.ui.your_data.words import Way
from tests.scenarios.keyboard import CTRL, KEY, Keyboard
from tests.ui.conftest import CannedAsk, clear_away
from tests.ui.pages.seen import words

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "golden" / "tiny" / "package"
PATIENCE = 30_000
MOUNTED = 'mount -t tmpfs -o size=4m tmpfs "$1" && cp "$2" "$1/desk.db" && shift 2 && exec "$@"'
"""Makes a small disk that is gone with the process, and runs a program."""

pytestmark = [
    pytest.mark.trust,
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, log and data in a folder of the test."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


@pytest.fixture
def ask() -> CannedAsk:
    return CannedAsk()


def imported(folder: Path) -> Path:
    """A team's file, from the smallest of the examples."""
    database = folder / "desk.db"
    assert main(["--database", str(database), "import", str(TINY)]) == 0
    return database


def returned(database: Path, where: Path, month: str = "2026-11") -> dict[str, bytes]:
    """The return of a month, as it would be sent: its figures and its words."""
    where.mkdir()
    said = ["--database", str(database), "return", month, "--as-at", "2027-01-03T09:00:00Z"]
    assert main([*said, "--output", str(where)]) == 0
    return {one.name: one.read_bytes() for one in where.glob("*.csv")}


@pytest.fixture
def sitting(qtbot: QtBot, home: Path, ask: CannedAsk) -> Iterator[Sitting]:
    """A sitting that has not begun, over the file of that team."""
    theme.use(app.application(), Appearance("light"))
    window = MainWindow(Preferences(home / "settings.json"), app.TABS)
    made = Sitting(str(imported(home)), window, Preferences(home / "settings.json"), ask)
    yield made
    made.end()
    clear_away(app.application())


def is_open(sitting: Sitting) -> bool:
    return sitting.desk is not None


def screen_in(sitting: Sitting) -> YourData | None:
    screen = sitting.window.instead.screen
    return screen if isinstance(screen, YourData) else None


def store_of(sitting: Sitting) -> Store:
    """What the window shows."""
    assert sitting.desk is not None
    return sitting.desk.store


def begin(sitting: Sitting, qtbot: QtBot) -> None:
    sitting.window.show()
    sitting.window.activateWindow()
    qtbot.waitUntil(lambda: is_open(sitting) or screen_in(sitting) is not None, timeout=PATIENCE)


def screen_of(sitting: Sitting, qtbot: QtBot) -> YourData:
    """The screen, once it has looked for backups."""
    qtbot.waitUntil(lambda: screen_in(sitting) is not None, timeout=PATIENCE)
    screen = screen_in(sitting)
    assert screen is not None
    card = screen.cards[Way.RESTORE]
    qtbot.waitUntil(lambda: "Looking for" not in card.words, timeout=PATIENCE)
    return screen


def test_a_file_that_was_cut_short_is_put_back_from_last_nights_backup_by_its_name(
    sitting: Sitting, qtbot: QtBot, home: Path
) -> None:
    database = Path(sitting.where)
    before = returned(database, home / "before")
    made = backups.back_up(str(database))
    os.truncate(database, database.stat().st_size // 3)
    torn = database.read_bytes()
    begin(sitting, qtbot)
    screen = screen_of(sitting, qtbot)
    assert not is_open(sitting)
    card = screen.cards[Way.RESTORE]
    assert card.words.startswith("Go back to the backup of today, ")
    assert "patrols" in card.words
    assert sitting.window.focusWidget() is card.button
    assert database.read_bytes() == torn
    QTest.keyClick(card.button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_open(sitting), timeout=PATIENCE)
    assert sitting.window.page.title == "Patrols"
    seen = words(sitting.window)
    assert "Your data is back as it was today, " in seen
    assert "The file that stood there is kept as desk-" in seen
    assert list(faults(store_of(sitting))) == []
    sitting.shut()
    assert returned(database, home / "after") == before
    # The damaged one is kept among the backups, and the one that was put back too.
    kept = [one.path.read_bytes() for one in backups.listed(str(database))]
    assert torn in kept
    assert made.path.read_bytes() in kept


def test_what_can_still_be_read_of_it_is_looked_at_and_nothing_is_changed(
    sitting: Sitting, qtbot: QtBot
) -> None:
    database = Path(sitting.where)
    os.truncate(database, database.stat().st_size - 8192)
    torn = database.read_bytes()
    begin(sitting, qtbot)
    screen = screen_of(sitting, qtbot)
    assert screen.cards[Way.RESTORE].words.startswith("No checked backup was found")
    screen.cards[Way.LOOK].button.click()
    qtbot.waitUntil(lambda: is_open(sitting), timeout=PATIENCE)
    assert store_of(sitting).only_looks
    assert "this is what can still be read of it" in words(sitting.window)
    sitting.window.visit_title("Patrols")
    page = sitting.window.page
    assert isinstance(page, PatrolsPage)
    assert page.log.table.rows.rowCount() > 0
    assert database.read_bytes() == torn
    # What was read of it holds names: it goes with the sitting.
    assert list(paths.scratch().rglob("*.db"))
    sitting.shut()
    sitting.end()
    assert not list(paths.scratch().rglob("*.db"))


def test_of_a_file_of_which_nothing_can_be_read_the_card_says_so(
    sitting: Sitting, qtbot: QtBot
) -> None:
    database = Path(sitting.where)
    content = bytearray(database.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    database.write_bytes(content)
    begin(sitting, qtbot)
    screen = screen_of(sitting, qtbot)
    card = screen.cards[Way.LOOK]
    card.button.click()
    qtbot.waitUntil(lambda: "cannot be looked at" in card.words, timeout=PATIENCE)
    assert "Nothing of the file can be read" in card.words
    assert not is_open(sitting)


def test_damage_that_is_met_while_one_types_closes_the_pages_and_the_text_comes_back(
    sitting: Sitting, qtbot: QtBot
) -> None:
    database = Path(sitting.where)
    backups.back_up(str(database))
    begin(sitting, qtbot)
    window = sitting.window
    window.visit_title("Partners")
    keys = Keyboard()
    keys.press(KEY.Key_N, held=CTRL)
    keys.go_to("Decisions")
    keys.write("A gate is wanted at the alley")
    with qtbot.capture_exceptions() as met:
        # Before the third of a second is over after which it would be kept.
        os.truncate(database, 4096 * 3)
        keys.press(KEY.Key_S, held=CTRL)
        screen = screen_of(sitting, qtbot)
    # What reads by itself has met it too; the program says it once.
    assert {kind for kind, *_ in met} <= {Trouble}
    labels = [one.text() for one in window.findChildren(QLabel)]
    assert not any("gate is wanted" in one for one in labels)
    assert not is_open(sitting)
    screen.cards[Way.RESTORE].button.click()
    qtbot.waitUntil(lambda: is_open(sitting), timeout=PATIENCE)
    kept = store_of(sitting).draft("meeting")
    assert kept is not None
    assert "A gate is wanted at the alley" in kept.value
    assert window.page.title == "Partners"


def test_details_for_it_are_saved_and_name_nobody(
    sitting: Sitting, qtbot: QtBot, home: Path, ask: CannedAsk
) -> None:
    database = Path(sitting.where)
    os.truncate(database, database.stat().st_size // 3)
    begin(sitting, qtbot)
    screen = screen_of(sitting, qtbot)
    place = home / "for IT.txt"
    ask.answers.append(place)
    screen.cards[Way.HELP].button.click()
    qtbot.waitUntil(place.exists, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "Saved" in screen.said.words, timeout=PATIENCE)
    text = place.read_text(encoding="utf-8")
    assert "SQLITE_CORRUPT" in text
    assert str(home) not in text
    with (TINY / "members.csv").open(encoding="utf-8") as members:
        for line in list(members)[1:]:
            for name in line.split(",")[1:3]:
                assert name not in text


@pytest.mark.skipif(sys.platform != "linux", reason="No small disk can be made here")
def test_a_full_disk_is_said_the_text_stays_and_freed_it_is_saved(
    tmp_path: Path, database: Path, store: Store, team: TeamName
) -> None:
    store.close()
    disk, profile = tmp_path / "disk", tmp_path / "profile"
    disk.mkdir()
    profile.mkdir()
    program = [sys.executable, "-m", "tests.scenarios.filling_up", str(disk), str(profile)]
    shell = ["unshare", "-rm", "sh", "-c", MOUNTED, "sh", str(disk), str(database), *program]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["free"] == 0
    assert seen["said"].startswith("The disk is full. This change is not saved.")
    assert seen["stays"]
    assert seen["saved"] == "Make the team" or seen["saved"] is None
    assert seen["after"] == ""
    assert seen["then"].startswith("Log foot patrol")
    assert seen["faults"] == []


@pytest.mark.long
def test_the_demo_teams_return_is_what_it_was(qtbot: QtBot, home: Path, ask: CannedAsk) -> None:
    database = home / "demo.db"
    assert main(["--database", str(database), "demo", "--no-window"]) == 0
    month = str(Month.of(clock.today()).plus(-1))
    before = returned(database, home / "before", month)
    backups.back_up(str(database))
    os.truncate(database, database.stat().st_size // 2)
    window = MainWindow(Preferences(home / "settings.json"), app.TABS)
    sitting = Sitting(str(database), window, Preferences(home / "settings.json"), ask)
    begin(sitting, qtbot)
    screen = screen_of(sitting, qtbot)
    screen.cards[Way.RESTORE].button.click()
    qtbot.waitUntil(lambda: is_open(sitting), timeout=PATIENCE)
    sitting.shut()
    sitting.end()
    clear_away(app.application())
    assert returned(database, home / "after", month) == before
