"""One sitting at the desk: the data is opened, the window shows it, and both can go again.

Whatever keeps the data from being opened is shown as a screen in the window, in place of the
pages, with the ways out; a screen says by its signals which way is taken and knows nothing of
all this.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from snt_desk import log, paths
from snt_desk.errors import DeskError, without_frames
from snt_desk.ui import placed, waiting
from snt_desk.ui.ask import Ask
from snt_desk.ui.carried import Carried
from snt_desk.ui.desk import Desk
from snt_desk.ui.filling import desk_over, fill, imported_plainly
from snt_desk.ui.front import Front
from snt_desk.ui.later import later
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.faults import Trouble
    from snt_desk.db.journal import Actor
    from snt_desk.db.store import Store
    from snt_desk.ui.locking.guard import Guard
    from snt_desk.ui.notices import Notice
    from snt_desk.ui.weekly_look import WeeklyLook

T = TypeVar("T")

_SOON_MS = 20


class Sitting(QObject):
    """Opens the store, shows the window over it, and can take both away again."""

    stopped = Signal(object)
    """What keeps the data from being opened, a DeskError; its screen is shown."""
    failed = Signal(object)
    """A fault of the program kept it from being opened: nothing is shown."""
    opened = Signal()
    """The window shows the data."""
    raised = Signal()
    """Another window of this user has the file, and came to the front: this one is not needed."""
    shutting = Signal()
    """The data is about to go, and what shows it."""

    def __init__(self, where: str, window: MainWindow, preferences: Preferences, ask: Ask) -> None:
        """Sit at a data file; an empty one is this desk's own, wherever that is."""
        # It goes with its window.
        super().__init__(window)
        self.where = where or str(paths.chosen_database())
        self._own = not where
        """Whether it is this desk's own file, which it opens again the next time."""
        self.window = window
        self.desk: Desk | None = None
        """The desk that the window shows, while there is one."""
        self.preferences = preferences
        self.ask = ask
        self.key: Key | None = None
        """What the data was last opened with."""
        self._begun = False
        self._carried = Carried(window, ask)
        self.tasks = Tasks()
        waiting.stay_alive()
        self._look: WeeklyLook | None = None
        self._front = Front(self)
        self.why = ""
        """What kept the data from being opened for work, if anything did."""
        self.news: Notice | None = None
        """What is to be said once, when the data is open again."""
        self._guard: Guard | None = None
        window.painted.connect(self.begin)

    @property
    def guard(self) -> Guard:
        """What locks the window, and does what needs the data closed."""
        # Loaded here: the first paint does not wait for it.
        from snt_desk.ui.locking.guard import Guard

        if self._guard is None:
            self._guard = Guard(self, self.preferences, self.ask)
        return self._guard

    def begin(self) -> None:
        """Open the data, the first time it is asked for."""
        if self._begun:
            return
        self._begun = True
        try:
            with imported_plainly():
                from snt_desk.db import opening  # noqa: F401  # the slow part of it

            log.begin(paths.logs())
            _clear_looked_at()
            self.open_again()
        finally:
            # What is there now stays: it need not be looked through again.
            gc.freeze()
            gc.enable()

    def open_again(self, key: Key | None = None) -> None:
        """Open the data file and show it, or the screen that says why it cannot be."""
        from snt_desk.db import opening

        self._try(lambda: opening.open_store(self.where, self.actor(), key), key)

    def look_only(self, key: Key | None = None) -> None:
        """The same, beside whoever has it: nothing can be written."""
        from snt_desk.db import opening

        key = key or self.key
        self._try(lambda: opening.open_to_look(self.where, self.actor(), key), key)

    def look_at(self, path: Path) -> None:
        """Show another file, only to look at it: what could still be read of the data."""
        from snt_desk.db import opening

        self.why = "Your data file is damaged: this is what can still be read of it."

        self._try(lambda: opening.open_to_look(str(path), self.actor(), self.key), self.key)

    def try_again(self) -> None:
        """Open it for work, with the key that there was."""
        self.open_again(self.key)

    def open_other(self, where: str, key: Key | None = None) -> None:
        """Open another file from now on."""
        self.where, self._own = where, True
        self.open_again(key)

    def open_demo(self, where: str) -> None:
        """Open the demo team's file, this once."""
        self.where, self._own = where, False
        self.open_again()

    def is_first(self) -> bool:
        """Whether this desk has no data yet, and never had any."""
        from snt_desk.services import beginning

        known = self.preferences.settings.file
        return self._own and not known and beginning.is_first(self.where)

    def while_shut(
        self, words: str, work: Callable[[Progress], T], then: Callable[[T], None]
    ) -> None:
        """Do something with the file while it is closed, off this thread. By way of `soon`.

        `then` has to open something again; what prevents the work is shown as a screen.
        """
        from snt_desk.ui import screens

        self.shut()
        self.window.instead.show(screens.waiting(words))
        self.tasks.run(work, then, owner=self, failed=self._refuse)

    def soon(self, do: Callable[[], object]) -> None:
        """Do it when no dialog and no menu is open any more: these are given up.

        Whoever wants the pages to go asks so: none of them is in the middle of something then.
        """
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(over, QDialog):
            over.reject()
        elif over is not None:
            over.close()
        later(self, lambda: self._now_or_soon(do), _SOON_MS if over else 0)

    def _now_or_soon(self, do: Callable[[], object]) -> None:
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            self.soon(do)
        else:
            do()

    def shut(self) -> None:
        """Close the data: nothing of it is left in any widget. By way of `soon`.

        What is typed and not saved is kept before. Raises DeskError if it cannot be: then
        everything is as it was.
        """
        # Loaded here: it comes with tables and forms.
        from snt_desk.ui import parts_of_page

        if self.desk is not None:
            parts_of_page.keep_typed(self.window.built_pages())
            self._close(self.desk)

    def _close(self, desk: Desk) -> None:
        self.shutting.emit()
        self._stop_looking()
        store, self.desk, self.key = desk.store, None, None
        self.window.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        store.close()
        # What was there when the window was ready has been passed over until now.
        gc.unfreeze()
        gc.collect()

    def show(self, screen: QWidget) -> None:
        """Show a screen in place of everything; the data is closed if it is open."""
        self.shut()
        self.window.instead.show(screen)

    def end(self) -> None:
        """Close the store, if it came to that; the window has gone."""
        self.tasks.stop()
        self._front.stop()
        self._stop_looking()
        if self._guard is not None:
            self._guard.end()
        if self.desk is not None:
            self.window.stop()
            self.desk.store.close()
            self.desk = None
        _clear_looked_at()

    def _stop_looking(self) -> None:
        if self._look is not None:
            self._look.stop()
            self._look.deleteLater()
            self._look = None

    def _try(self, opened: Callable[[], Store], key: Key | None) -> None:
        from snt_desk.db import opening

        self.shut()
        self.key = key
        try:
            if opening.takes_long(self.where):
                self._wait_for(opened)
            else:
                self.take(opened())
        except Exception as error:  # noqa: BLE001  # said or raised again, as `_refuse` decides
            self._refuse(error)

    def _wait_for(self, opened: Callable[[], Store]) -> None:
        from snt_desk.ui import screens

        self.window.instead.show(screens.waiting())
        self.tasks.run(
            lambda _: opened(),
            self.take,
            owner=self,
            failed=self._refuse,
        )

    def take(self, store: Store) -> None:
        """Show what is open."""
        try:
            self.desk = desk_over(store, self.preferences, self.ask)
            if not store.only_looks:
                self._carried.put(store)
            fill(self.window, self.desk, self.where)
        except Exception as error:  # noqa: BLE001  # as above
            self.window.clear()
            self.desk = None
            store.close()
            self._refuse(error)
        else:
            placed.say(self)
            if self.news is not None:
                self.window.notices.say(self.news)
                self.news = None
            self._remember()
            self._watch(store)
            self.guard.watch()
            self.desk.troubled.connect(self._worry, Qt.ConnectionType.QueuedConnection)
            self.opened.emit()

    def _remember(self) -> None:
        """Know the next time that there was data here: if it has gone, that is no first start."""
        settings = self.preferences.settings
        if self._own and settings.file != self.where:
            self.preferences.keep(replace(settings, file=self.where))

    def _refuse(self, error: Exception) -> None:
        from snt_desk.db.places import OnNetwork

        if isinstance(error, OnNetwork):
            self.look_only(self.key)
        elif not isinstance(error, DeskError):
            self.failed.emit(error)
        elif not self._front.has_come(error):
            self._stop(error)

    def _watch(self, store: Store) -> None:
        # Loaded here: the first paint does not wait for what is done once a week.
        from snt_desk.ui import weekly_look

        if not store.only_looks and store.journalled:
            wait = weekly_look.WAIT_MS
            self._look = weekly_look.WeeklyLook(self.where, store, self.key, wait, self)
            self._look.found.connect(self._found)
            self._front.listen_soon()

    @Slot(object)
    def _worry(self, trouble: Trouble) -> None:
        """What the file gave while it was open: where it is damaged, the pages go."""
        from snt_desk.db.faults import Kind

        if trouble.kind in {Kind.DAMAGED, Kind.EMPTY}:
            self.soon(partial(self._stop_over, trouble))

    def _found(self, found: list[str]) -> None:
        """What looking through all of the file has found."""
        from snt_desk.db.faults import Kind, Trouble

        more = f" And {len(found) - 1} more." if len(found) > 1 else ""
        title, detail = "Part of your data file is damaged", f"{found[0]}{more}"
        self.soon(partial(self._stop_over, Trouble(Kind.DAMAGED, title, detail)))

    def _stop_over(self, trouble: Trouble) -> None:
        """Close the data: it is not sound, and what is added to it may be lost.

        What is typed is carried over to what is opened next: this file may not take it.
        """
        if self.desk is None:
            return
        key = self.key
        # The screen keeps it: the pages in which it was met would stay with it.
        kept = without_frames(trouble)
        self.shut_and_carry()
        self.key = key  # a backup is read with it
        self._stop(kept)

    def shut_and_carry(self) -> None:
        """Close the data though what is typed cannot be kept: it is carried to what comes next."""
        from snt_desk.ui import parts_of_page

        if self.desk is not None:
            self._carried.take(parts_of_page.not_saved(self.window.built_pages()))
            self._close(self.desk)

    def _stop(self, error: DeskError) -> None:
        in_use = getattr(error, "holder", None) is not None
        self.why = f"{error.detail.partition('. ')[0] if in_use else error.title}."
        # Loaded here: mostly there is nothing of the kind to show.
        from snt_desk.ui import screens

        self.window.instead.show(screens.for_trouble(error, self))
        self.stopped.emit(error)

    @property
    def second_place(self) -> Path | None:
        """Where backups lie outside this desk, if such a place was chosen."""
        chosen = self.preferences.settings.second_backup
        return Path(chosen) if chosen else None

    def actor(self) -> Actor:
        """Say who is at the desk."""
        from snt_desk.db import opening

        collar = self.preferences.settings.collar or os.environ.get("SNT_DESK_COLLAR", "")
        return opening.this_actor(collar)


def _clear_looked_at() -> None:
    """Nothing is left of a damaged file that was looked at, also by a program that was killed."""
    if paths.scratch().exists():
        from snt_desk.ui.your_data import looked_at

        looked_at.clear()
