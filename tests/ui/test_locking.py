"""Encrypting, locking and opening again, as a person does it, in a real window."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db import cipher, cipher_tries, cipher_wraps
from snt_desk.domain import recovery_code
from snt_desk.services import backups, encryption
from snt_desk.services.encryption import Choice
from snt_desk.services.policy import Policy
from snt_desk.ui import clipboard
from snt_desk.ui.desk import Aside
from snt_desk.ui.locking.idle import Idle
from snt_desk.ui.locking.screen import Locked, LockedBackup, Ways
from snt_desk.ui.pages.encryption import EncryptionPage
from snt_desk.ui.pages.encryption.steps import NewCode
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.sitting import Sitting
from snt_desk.ui.tasks import Progress
from tests.fixtures_store import ACTOR
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import nameless, words
from tests.ui.sittings import PLANTED, begun, filled, said_anywhere, visit_all
from tests.ui.test_first_run import started

__all__ = ["filled"]

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CODE, PASSWORD = recovery_code.new(), "three calm words"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings in a folder of the test, no key store, and passwords that cost next to nothing."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(cipher_wraps, "COST", 1 << 10)


def encrypt(database: Path, password: str = PASSWORD) -> None:
    choice = Choice(CODE, password)
    encryption.turn_on(str(database), ACTOR, choice, Policy(), lambda _done, _of: None)


Sit = Callable[[], Sitting]


@pytest.fixture
def sit(qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk) -> Iterator[Sit]:
    """Begins a sitting over the team's file."""
    made: list[Sitting] = []

    def begin() -> Sitting:
        made.append(begun(qtbot, filled, preferences, ask))
        return made[-1]

    yield begin
    while made:
        one = made.pop()
        one.window.close()
        one.end()
        del one.window
    # So that nothing of it is left for whoever looks next.
    gc.collect()


def until(qtbot: QtBot, so: Callable[[], bool]) -> None:
    """Wait until it is so; files are written and read meanwhile, on a busy machine too."""
    qtbot.waitUntil(so, timeout=20_000)


def screen_of(sitting: Sitting) -> Locked:
    screen = sitting.window.instead.screen
    assert isinstance(screen, Locked)
    return screen


def opened(qtbot: QtBot, sitting: Sitting) -> None:
    until(qtbot, lambda: sitting.desk is not None and sitting.window.instead.screen is None)


def type_in(sitting: Sitting, *what: str | Qt.Key) -> None:
    """Press keys, or type a text, where the window has the focus."""
    for one in what:
        focus = sitting.window.focusWidget()
        assert focus is not None
        if isinstance(one, str):
            QTest.keyClicks(focus, one)
        else:
            QTest.keyClick(focus, one)


def click(inside: QWidget, said: str) -> None:
    [one] = [
        one
        for one in inside.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith(said)
    ]
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def page_of(sitting: Sitting) -> EncryptionPage:
    page = sitting.window.over.page
    assert isinstance(page, EncryptionPage)
    return page


def new_code(page: EncryptionPage) -> NewCode:
    """The step in hand, in which a code is shown."""
    assert isinstance(page.step, NewCode)
    return page.step


# --- Encrypting -------------------------------------------------------------------------------


def test_a_file_is_encrypted_when_its_code_was_typed_back(
    sit: Sit, qtbot: QtBot, filled: Path
) -> None:
    sitting = sit()
    sitting.window.cares.locking.open()
    page = page_of(sitting)
    assert page.encryption.encrypt_button.hasFocus(), "not what scrolls round it"
    click(page.stack, "Encrypt the file")
    code = new_code(page).shown.text()
    click(page.stack, "Next")
    assert code not in words(page.stack)
    type_in(sitting, code[:-1], Qt.Key.Key_Return)
    assert "24 letters and digits" in words(page.stack)
    assert new_code(page).code.hasFocus()
    type_in(sitting, code[-1])
    tick = new_code(page).passwords.tick
    QTest.keyClick(tick, Qt.Key.Key_Space)
    type_in(sitting, Qt.Key.Key_Return)
    assert "password is too short" in words(page.stack)
    assert new_code(page).passwords.first.hasFocus(), "where it is to be mended"
    # Enter goes from the one field to the other, and what was said goes when it is mended.
    type_in(sitting, PASSWORD, Qt.Key.Key_Return, PASSWORD + "x")
    assert "password is too short" not in words(page.stack)
    type_in(sitting, Qt.Key.Key_Return)
    assert "not the same" in words(page.stack)
    type_in(sitting, PASSWORD, Qt.Key.Key_Return, PASSWORD)
    assert "not the same" not in words(page.stack)
    type_in(sitting, Qt.Key.Key_Return)
    until(qtbot, lambda: sitting.desk is not None and sitting.desk.store.key is not None)
    assert any("The data file is encrypted" in one for one in sitting.window.notices.words)
    assert not cipher.is_plain(filled)
    assert encryption.by_code(str(filled), code) == encryption.by_password(str(filled), PASSWORD)
    assert PLANTED.encode() not in filled.read_bytes()
    # The backup that was made before is plain, and is named on the page.
    sitting.window.cares.locking.open()
    page = page_of(sitting)
    until(qtbot, page.copies.isVisible)
    assert "can be read by anybody" in words(page.stack)


def test_another_code_is_not_taken_and_the_way_back_changes_nothing(sit: Sit, filled: Path) -> None:
    before = filled.read_bytes()
    sitting = sit()
    sitting.window.cares.locking.begin()
    page = page_of(sitting)
    click(page.stack, "Next")
    type_in(sitting, recovery_code.new(), Qt.Key.Key_Return)
    assert "That is another code" in words(page.stack)
    click(page.stack, "Cancel")
    assert "The data file is not encrypted" in words(page.stack)
    assert filled.read_bytes()[100:] == before[100:]


def test_the_code_is_saved_as_text_with_its_marking(
    sit: Sit, ask: CannedAsk, tmp_path: Path
) -> None:
    sitting = sit()
    sitting.window.cares.locking.begin()
    page = page_of(sitting)
    code = new_code(page).shown.text()
    ask.answers.append(tmp_path / "code.txt")
    click(page.stack, "Save as text")
    text = (tmp_path / "code.txt").read_text()
    assert code in text
    assert text.startswith("OFFICIAL-SENSITIVE")
    assert text.rstrip().endswith("OFFICIAL-SENSITIVE")


def test_the_password_is_changed_and_the_plain_copies_go(
    sit: Sit, qtbot: QtBot, filled: Path, ask: CannedAsk
) -> None:
    copy = filled.parent / "backups" / f"{filled.stem}-2026-01-01-090000Z.db"
    copy.parent.mkdir(exist_ok=True)
    shutil.copyfile(filled, copy)
    encrypt(filled)
    sitting = sit()
    type_in(sitting, PASSWORD, Qt.Key.Key_Return)
    opened(qtbot, sitting)
    sitting.window.cares.locking.open()
    page = page_of(sitting)
    assert page.password.set_button.text() == "Change the &password…"
    QTest.mouseClick(page.password.set_button, Qt.MouseButton.LeftButton)
    type_in(sitting, "another long one", Qt.Key.Key_Tab, "another long one", Qt.Key.Key_Return)
    until(qtbot, lambda: "The password is set" in words(page.stack))
    assert encryption.by_password(str(filled), "another long one")
    until(qtbot, page.copies.isVisible)
    ask.answers.append(True)
    click(page.stack, "Remove them")
    until(qtbot, lambda: not copy.exists())
    until(qtbot, lambda: "They are removed" in words(page.stack))
    assert [one for one in copy.parent.glob("*.db") if not cipher.is_plain(one)]


def test_encryption_is_turned_off_after_a_question(
    sit: Sit, qtbot: QtBot, filled: Path, ask: CannedAsk
) -> None:
    encrypt(filled)
    sitting = sit()
    type_in(sitting, PASSWORD, Qt.Key.Key_Return)
    opened(qtbot, sitting)
    sitting.window.cares.locking.open()
    ask.answers.append(True)
    click(page_of(sitting).stack, "Turn encryption off")
    until(qtbot, lambda: sitting.desk is not None and sitting.desk.store.key is None)
    assert cipher.is_plain(filled)


def test_what_the_force_has_decided_is_not_asked(sit: Sit, tmp_path: Path) -> None:
    decided = tmp_path / "XDG_CONFIG_DIRS" / "SNT Desk"
    decided.mkdir(parents=True)
    (decided / "policy.json").write_text('{"encryption": true, "lock_minutes": 3}')
    sitting = sit()
    assert "Your force wants this data file to be encrypted" in " ".join(
        sitting.window.notices.words
    )
    sitting.window.cares.locking.open()
    page = page_of(sitting)
    assert "Your force wants this data file to be encrypted" in words(page.stack)
    assert page.lock.tick.isChecked()
    assert not page.lock.tick.isEnabled()
    assert page.lock.minutes.value == "3"


def test_keys_that_are_lost_are_said_while_there_is_still_time(
    sit: Sit, qtbot: QtBot, filled: Path
) -> None:
    encrypt(filled)
    sitting = sit()
    type_in(sitting, PASSWORD, Qt.Key.Key_Return)
    opened(qtbot, sitting)
    for ending in (".keys", ".keys.bak"):
        filled.with_name(filled.name + ending).unlink()
    sitting.window.cares.locking.open()
    page = page_of(sitting)
    assert "Make a new recovery code before you close" in words(page.stack)
    click(page.stack, "New recovery code")
    code = new_code(page).shown.text()
    click(page.stack, "Next")
    type_in(sitting, code, Qt.Key.Key_Return)
    until(qtbot, lambda: "New recovery code in use" in words(page.stack))
    assert sitting.desk is not None
    assert encryption.by_code(str(filled), code) == sitting.desk.store.key


def test_everything_on_the_page_has_a_name(sit: Sit) -> None:
    sitting = sit()
    sitting.window.cares.locking.open()
    assert nameless(page_of(sitting).stack) == []
    click(page_of(sitting).stack, "Encrypt the file")
    assert nameless(page_of(sitting).stack) == []


@pytest.mark.parametrize("too_late", [False, True])
def test_what_is_cancelled_opens_the_file_as_it_is_then(
    sit: Sit, qtbot: QtBot, filled: Path, *, too_late: bool
) -> None:
    encrypt(filled)
    sitting = sit()
    type_in(sitting, PASSWORD, Qt.Key.Key_Return)
    opened(qtbot, sitting)
    desk = sitting.desk
    assert desk is not None
    key = desk.store.key
    assert key is not None

    def work(progress: Progress) -> None:
        if too_late:
            encryption.turn_off(str(filled), ACTOR, key, lambda _done, _of: None)
        began.append(1)
        while not progress.cancelled:
            time.sleep(0.01)

    began: list[int] = []
    desk.do_aside(Aside("Something long", work, ""))
    until(qtbot, lambda: bool(began))
    screen = sitting.window.instead.screen
    assert screen is not None
    click(screen, "Cancel")
    opened(qtbot, sitting)
    assert sitting.desk is not None
    assert sitting.desk.store.key == (None if too_late else key)


# --- Locking ----------------------------------------------------------------------------------


def test_locked_nothing_of_the_data_is_left_and_the_password_opens_the_same_tab(
    sit: Sit, qtbot: QtBot, filled: Path
) -> None:
    encrypt(filled)
    sitting = sit()
    type_in(sitting, PASSWORD, Qt.Key.Key_Return)
    opened(qtbot, sitting)
    visit_all(qtbot, sitting.window)
    sitting.window.visit_title("Partners")
    QApplication.clipboard().setText(PLANTED)
    clipboard.clear_soon()
    assert PLANTED in said_anywhere()
    assert sitting.desk is not None
    had = weakref.ref(sitting.desk.store), weakref.ref(sitting.desk)
    QTest.keyClick(sitting.window, Qt.Key.Key_L, CTRL)
    until(qtbot, lambda: sitting.desk is None)
    assert PLANTED not in said_anywhere()
    # Nor is there anything that still has the key.
    gc.collect()
    assert [one() for one in had] == [None, None]
    assert sitting.key is None
    assert PLANTED not in QApplication.clipboard().text()
    assert not nameless(screen_of(sitting))
    type_in(sitting, PASSWORD, Qt.Key.Key_Return)
    opened(qtbot, sitting)
    assert sitting.window.tabs.tabText(sitting.window.tabs.currentIndex()) == "Partners"
    until(qtbot, lambda: bool(sitting.window.findChildren(SeveralLists)))
    sitting.window.findChildren(SeveralLists)[0].bar.show_list("partners")
    until(qtbot, lambda: PLANTED in said_anywhere())


def test_a_wrong_password_is_said_and_after_five_it_takes_time(
    sit: Sit, qtbot: QtBot, filled: Path
) -> None:
    encrypt(filled)
    for _ in range(4):
        cipher_tries.count(filled)
    sitting = sit()
    screen = screen_of(sitting)
    type_in(sitting, "not this one", Qt.Key.Key_Return)
    until(qtbot, lambda: "The next one in 0:30" in screen.said.text)
    assert not screen.password.isEnabled()
    # The recovery code is not held up: nobody guesses it.
    click(screen, "Use the recovery code")
    assert "Type your recovery code to go on." in words(screen)
    type_in(sitting, recovery_code.shown(CODE).lower(), Qt.Key.Key_Return)
    opened(qtbot, sitting)


def test_a_mistyped_code_is_said_as_such(sit: Sit, qtbot: QtBot, filled: Path) -> None:
    encrypt(filled)
    sitting = sit()
    screen = screen_of(sitting)
    click(screen, "Use the recovery code")
    type_in(sitting, "7KMR", Qt.Key.Key_Return)
    until(qtbot, lambda: "these are 4" in screen.said.text)


def test_this_computer_opens_it_at_the_start_and_after_a_lock_when_asked(
    sit: Sit, qtbot: QtBot, filled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.services.key_stores.Works")
    monkeypatch.setenv("SNT_DESK_TEST_KEY_STORE", str(tmp_path / "store.json"))
    encrypt(filled, password="")
    sitting = sit()
    opened(qtbot, sitting)
    sitting.window.cares.locking.lock()
    until(qtbot, lambda: sitting.desk is None)
    qtbot.wait(50)
    assert sitting.desk is None
    type_in(sitting, Qt.Key.Key_Return)
    opened(qtbot, sitting)


def test_a_file_that_is_not_encrypted_is_hidden_and_says_so(sit: Sit, qtbot: QtBot) -> None:
    sitting = sit()
    sitting.window.cares.locking.lock()
    until(qtbot, lambda: sitting.desk is None)
    assert "not encrypted: anybody here can open it" in words(screen_of(sitting))
    type_in(sitting, Qt.Key.Key_Return)
    opened(qtbot, sitting)


# --- Nobody there -----------------------------------------------------------------------------


class Clocks:
    """Two clocks that go as a test wants."""

    def __init__(self) -> None:
        self.steady = self.wall = 1000.0

    def go(self, steady: float, wall: float | None = None) -> None:
        self.steady += steady
        self.wall += steady if wall is None else wall


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


class Watched:
    """Somebody who watches for five minutes, and how often he has said that nobody is there."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self.watching = Idle(5, steady=lambda: clocks.steady, wall=lambda: clocks.wall)
        self.said: list[int] = []
        self.watching.idle.connect(lambda: self.said.append(1))

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self._clocks.go(1)
            self.watching.look()


@pytest.fixture
def idle(clocks: Clocks, qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(clocks)
    yield made
    made.watching.stop()


def test_after_five_minutes_without_a_touch_it_is_said(idle: Watched) -> None:
    idle.wait(299)
    assert not idle.said
    idle.wait(1)
    assert idle.said


def test_a_key_or_the_mouse_begins_the_time_anew(idle: Watched, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
    window = widget.windowHandle()
    idle.wait(250)
    QTest.keyClick(window, Qt.Key.Key_Shift)
    idle.wait(250)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    idle.wait(250)
    assert not idle.said


@pytest.mark.parametrize(("steady", "wall"), [(0, 8 * 3600), (8 * 3600, 8 * 3600), (400, -3600)])
def test_neither_a_sleep_nor_a_clock_that_is_put_back_keeps_it_open(
    clocks: Clocks, idle: Watched, steady: float, wall: float
) -> None:
    clocks.go(steady, wall)
    idle.watching.look()
    assert idle.said


def test_the_window_locks_itself(
    sit: Sit, qtbot: QtBot, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    preferences.keep(replace(preferences.settings, lock_when_idle=True))
    sitting = sit()
    later = sitting.guard.watching
    assert later is not None
    monkeypatch.setattr(later, "_seconds", 0.0)
    later.look()
    until(qtbot, lambda: sitting.desk is None)
    assert isinstance(sitting.window.instead.screen, Locked)


LISTEN = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from snt_desk.ui.locking.system import System
app, heard = QApplication([]), []
system = System()
system.away.connect(lambda: (heard.append(1), len(heard) == 2 and app.quit()))
def say():
    for kind, active in (("freedesktop", "true"), ("gnome", "false"), ("gnome", "true")):
        name = f"org.{kind}.ScreenSaver.ActiveChanged"
        told = ["/org/x", name, f"boolean:{active}"]
        subprocess.run(["dbus-send", "--session", "--type=signal", *told])
QTimer.singleShot(0, say)
QTimer.singleShot(10000, lambda: app.exit(1))
sys.exit(app.exec())
"""


@pytest.mark.trust
@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus tells of it on Linux")
def test_when_the_desktop_locks_its_screen_the_desk_hears_of_it() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTEN],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_lock_screen_shows_nothing_but_where_to_type(qtbot: QtBot, filled: Path) -> None:
    encrypt(filled)
    screen = Locked(str(filled), Ways(encrypted=True, password=True))
    qtbot.addWidget(screen)
    screen.show()
    assert filled.name not in words(screen)
    assert screen.password.text() == ""


# --- On a new computer ------------------------------------------------------------------------


def test_a_backup_and_the_recovery_code_open_the_data_on_a_new_computer(
    qtbot: QtBot, filled: Path, tmp_path: Path, ask: CannedAsk
) -> None:
    encrypt(filled)
    key = encryption.by_code(str(filled), CODE)
    kept = backups.back_up(str(filled), key=key)
    stick = tmp_path / "stick"
    shutil.copytree(kept.path.parent, stick)
    sitting = started(qtbot, ask)
    first = sitting.window.instead.screen
    assert first is not None
    ask.answers.append(stick / kept.path.name)
    click(first, "Put back a backup")
    until(qtbot, lambda: isinstance(sitting.window.instead.screen, LockedBackup))
    screen = screen_of(sitting)
    type_in(sitting, "not the password", Qt.Key.Key_Return)
    until(qtbot, lambda: "does not open this backup" in screen.said.text)
    click(screen, "Use the recovery code")
    type_in(sitting, recovery_code.shown(CODE), Qt.Key.Key_Return)
    opened(qtbot, sitting)
    assert sitting.desk is not None
    assert sitting.desk.store.key == key
    sitting.window.close()
    sitting.end()
