"""Backups by themselves and on wish, and what the status line says of them.

A worker of their own makes them: no list waits until one is made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError
from snt_desk.ui.later import later, once_there
from snt_desk.ui.parts import announce, column_of
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.services.backup_place import Place
    from snt_desk.services.backup_rounds import Standing
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.frame import Instead
    from snt_desk.ui.panels import Working
    from snt_desk.ui.rehearsing import Rehearsing
    from snt_desk.ui.tasks import Progress, Task, Tasks

Round = Callable[["Place", "Progress"], "Standing"]

_LONG_MS = 400
"""A copy that takes longer shows how far it is."""
_AGAIN_MS = 50
"""What waits for a backup that is under way looks again so often."""
_FIRST_MS = 60_000
"""What was done since the last backup, before a crash perhaps, is backed up soon."""
_EVERY_MS = 30 * 60_000
MANY = 20
"""So many records that are deleted at once are backed up before."""


class BackingUp(QObject):
    """Makes backups beside the data file, and says when the last one was."""

    changed = Signal()
    """There is another backup, or one less, or something else to be said of them."""

    _tasks: Tasks
    _desk: Desk
    _instead: Instead

    def __init__(self, status: StatusBar, centre: QWidget) -> None:
        """Speak in the status line; progress is shown below all in the centre."""
        super().__init__(status)
        self._status = status
        self._centre = centre
        self._working: Working | None = None
        self._rehearsing: Rehearsing | None = None
        self._where = ""
        self._busy = False
        self._done = False
        self._close: Callable[[], object] | None = None
        self._clock = QTimer(self, interval=_FIRST_MS)
        self._clock.timeout.connect(self.look_after)
        self.standing: Standing | None = None
        """How they stood when it was last looked at."""
        self.failed: DeskError | None = None
        """Why the last one could not be made."""

    def take(self, desk: Desk, where: str) -> None:
        """Back up the data file of this desk; without a file, as on a server, do nothing."""
        self._desk, self._where = desk, where
        if not where:
            return
        self._tasks = desk.tasks.another()
        desk.news.guard = self.before
        once_there(self, self._begin)

    def stop(self) -> None:
        """Make no more: the data is about to be closed."""
        self._clock.stop()
        if self._rehearsing is not None:
            self._rehearsing.stop()
        if self._where:
            self._desk.news.guard = None
            self._where, self._busy = "", False
            self._tasks.stop()

    @property
    def where(self) -> str:
        """The path of the data file; empty where nothing is backed up."""
        return self._where

    @property
    def place(self) -> Place:
        """What the services need to know of the data, and of where its backups go."""
        # Not the rounds themselves: the worker loads these, and the window goes on meanwhile.
        from snt_desk.services.backup_place import Place

        second = self._desk.preferences.settings.second_backup
        return Place(self._desk.store, self._where, Path(second) if second else None)

    def has_file(self) -> bool:
        """Whether there is a file that can have backups."""
        return bool(self._where)

    def possible(self) -> bool:
        """Whether a backup can be begun now."""
        return bool(self._where) and not self._busy and not self._desk.store.only_looks

    # --- Rounds -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Make a backup now; the work goes on meanwhile."""
        self._run(partial(_make, why=Why.ASKED), self._told, self._refused)

    def look_after(self) -> None:
        """Make one if anything was changed since the last, and try one if it is time."""
        self._clock.setInterval(_EVERY_MS)
        if self.possible():
            self._run(partial(_make_if_changed, why=Why.WORK), self._try_one, self._not_made)

    def before(self, count: int, do: Callable[[], object]) -> None:
        """Make a backup before so many records are deleted, if they are many; then do it.

        Where it cannot be made, nothing is deleted either. One that is under way is not enough:
        it begins anew after the next change, and has not what is about to go.
        """
        if count < MANY or not self._where or self._desk.store.only_looks:
            do()
        elif self._busy:
            later(self, partial(self._before_soon, count, do), _AGAIN_MS)
        else:
            self._run(partial(_make, why=Why.DELETE), lambda _: do(), self._refused)

    def _before_soon(self, count: int, do: Callable[[], object]) -> None:
        # Where the data was closed meanwhile, nothing is deleted.
        if self._where:
            self.before(count, do)

    def look_again(self) -> None:
        """Something else than a backup has changed: the second place, what is remembered."""
        if self.possible():
            self._run(_settle, self._quietly, self._not_made)

    def _begin(self) -> None:
        if self._where:
            self._clock.start()
            step = _look if self._desk.store.only_looks else _begin
            self._tasks.run(
                partial(_at, step, self.place), self._show, owner=self, failed=self._not_made
            )

    def _run(
        self,
        step: Round,
        then: Callable[[Standing], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._busy = True
        self._status.show_backup("Backing up…")

        def done(standing: Standing) -> None:
            self._busy = False
            self._show(standing)
            then(standing)
            self._go_on()

        def not_done(error: Exception) -> None:
            self._busy = False
            self._stay(error, failed)

        work = partial(_at, step, self.place)
        task = self._tasks.run(work, done, owner=self, failed=not_done)
        task.ended.connect(self._given_up)
        if self._busy:
            later(self, partial(self._watch, task), _LONG_MS)

    def _watch(self, task: Task) -> None:
        from snt_desk.ui.panels import Working

        if not self._busy:
            return
        if self._working is None:
            self._working = Working()
            self._working.setContentsMargins(16, 8, 16, 8)
            column_of(self._centre).addWidget(self._working)
        self._working.watch(task, "Backing up")

    def _given_up(self) -> None:
        if self._busy:
            # The last one is an earlier one.
            self._busy = False
            self._look()

    def _look(self) -> None:
        if self._where:
            self._tasks.run(partial(_at, _look, self.place), self._show, owner=self)

    # --- What is said -------------------------------------------------------------------------

    def _show(self, standing: Standing) -> None:
        self.standing, self.failed = standing, None
        self._status.show_backup(
            standing.words, standing.detail, role="bad" if standing.alarm else "body"
        )
        self.changed.emit()

    def _told(self, standing: Standing) -> None:
        announce(self._status, standing.last.told if standing.last else standing.words)

    def _quietly(self, _standing: Standing) -> None:
        pass

    def _refused(self, error: Exception) -> None:
        """One that was wished for: it is said beside what was to be done as well."""
        self._not_made(error)
        raise error

    def _not_made(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.failed = error
        last = f" {self.standing.last.told}." if self.standing and self.standing.last else ""
        self._status.show_backup(error.title, f"{error.detail}{last}", role="bad")
        announce(self._status, f"{error.title}. {error.detail}")
        self.changed.emit()

    # --- The trial ----------------------------------------------------------------------------

    def _try_one(self, _standing: Standing) -> None:
        from snt_desk.services import backup_rehearsal
        from snt_desk.ui.rehearsing import Rehearsing

        if self._rehearsing is None:
            self._rehearsing = Rehearsing(self)
            self._rehearsing.ended.connect(self._look)
        store = self._desk.store
        order = backup_rehearsal.Order(self._where, store.actor, store.key)
        self._rehearsing.begin_if_due(order)

    # --- The end ------------------------------------------------------------------------------

    def leave(self, instead: Instead, close: Callable[[], object]) -> bool:
        """Make the last backup before the window closes; False while that is under way.

        A screen lies over everything meanwhile, with a way to close without it; `close` closes
        the window again when it is made. Where the computer itself is going down there is no
        time: the next start makes it.
        """
        if self._done or not self._where or self._desk.store.only_looks:
            return True
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            return True
        if not self._busy:
            if not _is_changed(self.place):
                return True
            self._run(partial(_make, why=Why.CLOSE), self._may_close, self._may_not_close)
        if self._busy:
            self._wait(instead, close)
        return self._done

    def _wait(self, instead: Instead, close: Callable[[], object]) -> None:
        from snt_desk.ui.closing import Closing

        screen = Closing()
        screen.skipped.connect(self._skip)
        self._instead, self._close = instead, close
        instead.show(screen)

    def _may_close(self, _standing: Standing) -> None:
        self._done = True

    def _may_not_close(self, error: Exception) -> None:
        self._not_made(error)
        if isinstance(error, DeskError):
            verb = "Close without a backup"
            self._done = self._desk.ask.confirm(error.title, error.detail, verb)

    def _skip(self) -> None:
        self._done = True
        self._go_on()

    def _go_on(self) -> None:
        """The window that waited for a backup closes now."""
        close, self._close = self._close, None
        if close is not None:
            close()

    def _stay(self, error: Exception, failed: Callable[[Exception], object]) -> None:
        """Show the pages again while it is asked what to do without a backup."""
        close, self._close = self._close, None
        if close is not None:
            self._instead.take_away()
        failed(error)
        if close is not None and self._done:
            close()


def _is_changed(place: Place) -> bool:
    from snt_desk.services import backup_care

    try:
        return backup_care.changed(place.store, place.where)
    except DeskError:
        # A file that cannot be read has nothing to be backed up.
        return False


def _at(step: Round, place: Place, progress: Progress) -> Standing:
    return step(place, progress)


def _begin(place: Place, progress: Progress) -> Standing:
    from snt_desk.services import backup_rounds

    return backup_rounds.begin(place, progress.report)


def _look(place: Place, _progress: Progress) -> Standing:
    from snt_desk.services import backup_rounds

    return backup_rounds.look(place)


def _settle(place: Place, progress: Progress) -> Standing:
    from snt_desk.services import backup_rounds

    return backup_rounds.settle(place, progress.report)


def _make(place: Place, progress: Progress, *, why: Why) -> Standing:
    from snt_desk.services import backup_rounds

    return backup_rounds.make(place, why, progress.report)


def _make_if_changed(place: Place, progress: Progress, *, why: Why) -> Standing:
    from snt_desk.services import backup_rounds

    return backup_rounds.make_if_changed(place, why, progress.report)
