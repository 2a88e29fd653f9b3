"""Locks the window and opens it again; does what needs the data file closed."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk import paths
from snt_desk.errors import DeskError
from snt_desk.ui import clipboard, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.desk import Aside
from snt_desk.ui.locking.idle import Idle
from snt_desk.ui.locking.screen import Locked, Ways
from snt_desk.ui.locking.system import System
from snt_desk.ui.notices import Notice
from snt_desk.ui.panels import Working
from snt_desk.ui.parts import across, label
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Task, Tasks

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.ui.sitting import Sitting

_WIDE = 520


class Guard(QObject):
    """Stands beside a sitting while it is open."""

    def __init__(self, sitting: Sitting, preferences: Preferences, ask: Ask) -> None:
        super().__init__(sitting)
        self._sitting, self._preferences, self._ask = sitting, preferences, ask
        self._tasks = Tasks()
        self.watching: Idle | None = None
        """Says when nobody is there, while the window is to lock itself."""
        self._system: System | None = None
        self._then: Aside | None = None
        self._under_way = False
        self._started = False
        sitting.shutting.connect(self._stop_watching)

    def end(self) -> None:
        """Stop: the window goes."""
        self._stop_watching()
        self._tasks.stop()
        clipboard.clear()

    # --- Locking ------------------------------------------------------------------------------

    def lock(self) -> None:
        """Close the data and ask who is there; what is typed and not saved is kept before."""
        self._sitting.soon(self._lock)

    def _lock(self) -> None:
        if self._sitting.desk is None:
            return
        try:
            self._sitting.shut()
        except DeskError:
            # Nor is it left on show because the disk is full: it is kept in mind meanwhile.
            self._sitting.shut_and_carry()
        clipboard.clear()
        self._sitting.window.instead.show(self.screen())

    def screen(self, *, at_once: bool = False) -> Locked:
        """Make the lock screen over the data file of this sitting."""
        from snt_desk.services import encryption

        ways = Ways(encrypted=True)
        # Keys that cannot be read: the recovery code says so in its sentence.
        with suppress(DeskError):
            state = encryption.state_of(self._sitting.where)
            ways = Ways(state.encrypted, state.password, state.key_store)
        # Once: a key that this computer gives, and that opens nothing, is not given for ever.
        screen = Locked(self._sitting.where, ways, at_once=at_once and not self._started)
        self._started = True
        screen.opened.connect(self._unlocked)
        screen.close_desk.connect(self._sitting.window.close)
        return screen

    def _unlocked(self, key: Key | None) -> None:
        self._sitting.soon(partial(self._sitting.open_again, key))

    def watch(self) -> None:
        """Watch over the desk that the window shows from now on."""
        desk = self._sitting.desk
        if desk is None:
            return
        desk.news.lock_wanted.connect(self.lock)
        desk.news.aside_wanted.connect(self._do_aside)
        desk.news.lock_changed.connect(self.fit)
        desk.news.again_wanted.connect(partial(self._sitting.soon, self._sitting.try_again))
        self.fit()
        self._note()
        self._remind(only_looks=desk.store.only_looks)

    def _remind(self, *, only_looks: bool) -> None:
        """Say that the force wants a file to be encrypted that is not."""
        from snt_desk.db import opening
        from snt_desk.services import encryption, policy

        where, window = self._sitting.where, self._sitting.window
        if only_looks or opening.is_url(where) or encryption.state_of(where).encrypted:
            return
        with suppress(DeskError):
            # What cannot be read is said on the page.
            if policy.read(paths.policy_file()).encryption:
                title = "Your force wants this data file to be encrypted"
                begin = window.cares.locking.begin
                window.notices.say(Notice(title, "", "Encrypt the file", begin))

    def fit(self) -> None:
        """Watch as the settings and the force want it, from now on."""
        self._stop_watching()
        minutes = minutes_of(self._preferences)
        if minutes is not None and self._sitting.desk is not None:
            self.watching, self._system = Idle(minutes), System()
            self.watching.idle.connect(self.lock)
            self._system.away.connect(self.lock)

    def _stop_watching(self) -> None:
        if self.watching is not None:
            self.watching.stop()
            self.watching = None
        if self._system is not None:
            self._system.stop()
            self._system = None

    # --- What needs the file closed -----------------------------------------------------------

    def _do_aside(self, aside: Aside) -> None:
        self._sitting.soon(partial(self._close_and_do, aside))

    def _close_and_do(self, aside: Aside) -> None:
        desk = self._sitting.desk
        if desk is None:
            return
        key = desk.store.key
        try:
            self._sitting.shut()
        except DeskError as error:
            self._ask.tell(error.title, error.detail)
            return
        self._under_way = True
        screen = _Doing(aside.title)
        self._sitting.window.instead.show(screen)
        task = self._tasks.run(
            aside.do,
            partial(self._done, aside),
            owner=self,
            failed=partial(self._failed, key),
        )
        screen.working.watch(task, "Writing the file anew")
        task.ended.connect(partial(self._given_up, key))

    def _done(self, aside: Aside, key: Key | None) -> None:
        self._under_way = False
        self._then = aside
        self._sitting.open_again(key)

    def _failed(self, key: Key | None, error: Exception) -> None:
        self._under_way = False
        self._sitting.open_again(key)
        if not isinstance(error, DeskError):
            raise error
        self._ask.tell(error.title, error.detail)

    def _given_up(self, key: Key | None, _task: Task) -> None:
        """Open the file again where it was cancelled: then neither done nor failed is called."""
        from snt_desk.services import encryption

        if not self._under_way:
            return
        self._under_way = False
        # It may have been too late to cancel, and the file be plain by now.
        with suppress(DeskError):
            key = key if encryption.state_of(self._sitting.where).encrypted else None
        self._sitting.open_again(key)

    def _note(self) -> None:
        """Write down what was done while the file was closed, and say it."""
        desk, aside = self._sitting.desk, self._then
        self._then = None
        if desk is None or aside is None:
            return
        if aside.noted:
            desk.store.note(aside.noted, None)
        if aside.said:
            self._sitting.window.notices.say(Notice(aside.said, aside.more, tone="ok"))


class _Doing(QWidget):
    """Says what is done while the data is closed, and how far it is."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.working = Working()
        inner = QWidget()
        inner.setMinimumWidth(theme.px(_WIDE))
        column = QVBoxLayout(inner)
        column.setSpacing(14)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(
            label("Your data is safe if this is cut off: it stays as it was.", wrap=True)
        )
        column.addWidget(self.working)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(across(None, inner, None))
        outer.addStretch(2)
        outer.setAlignment(Qt.AlignmentFlag.AlignHCenter)


def minutes_of(preferences: Preferences) -> int | None:
    """After how many minutes the window locks itself: as the force or this desk wants it."""
    from snt_desk.services import policy

    settings = preferences.settings
    try:
        decided = policy.read(paths.policy_file()).lock_minutes
    except DeskError:
        # What the force wants cannot be read: the least it could want.
        return policy.LEAST_MINUTES
    if decided is not None:
        return min(decided, settings.lock_minutes) if settings.lock_when_idle else decided
    return settings.lock_minutes if settings.lock_when_idle else None
