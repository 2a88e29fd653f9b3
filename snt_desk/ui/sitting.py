"""One sitting at the desk: the data is opened, the window shows it, and both can go again.

Whatever keeps the data from being opened is shown as a screen in the window, in place of the
pages, with the ways out; a screen says by its signals which way is taken and knows nothing of
all this.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from snt_desk import log, paths
from snt_desk.errors import DeskError
from snt_desk.ui.ask import Ask
from snt_desk.ui.desk import Desk
from snt_desk.ui.filling import desk_over, fill, imported_plainly
from snt_desk.ui.later import later
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.notices import Notice
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.journal import Actor
    from snt_desk.db.store import Store
    from snt_desk.ui.locking.guard import Guard
    from snt_desk.ui.one_window import OneWindow
    from snt_desk.ui.weekly_look import WeeklyLook

_SOON_MS = 20
_LISTEN_MS = 300
"""The page is there by then."""
_TIMES, _AGAIN_MS = 8, 200
"""How often the file is tried again while this user's own window may still be opening it."""


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
        # It goes with its window.
        super().__init__(window)
        self.where = where
        self.window = window
        self.desk: Desk | None = None
        """The desk that the window shows, while there is one."""
        self._preferences = preferences
        self._ask = ask
        self._begun = False
        self._key: Key | None = None
        self._tasks = Tasks()
        self._look: WeeklyLook | None = None
        self._one: OneWindow | None = None
        self._why = ""
        """What kept the data from being opened for work, if anything did."""
        self._again = _TIMES
        self._guard: Guard | None = None
        window.painted.connect(self.begin)

    @property
    def guard(self) -> Guard:
        """What locks the window, and does what needs the data closed."""
        # Loaded here: the first paint does not wait for it.
        from snt_desk.ui.locking.guard import Guard

        if self._guard is None:
            self._guard = Guard(self, self._preferences, self._ask)
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
            self.open_again()
        finally:
            # What is there now stays: it need not be looked through again.
            gc.freeze()
            gc.enable()

    def open_again(self, key: Key | None = None) -> None:
        """Open the data file and show it, or the screen that says why it cannot be."""
        from snt_desk.db import opening

        self._try(lambda: opening.open_store(self.where, self._actor(), key), key)

    def look_only(self, key: Key | None = None) -> None:
        """The same, beside whoever has it: nothing can be written."""
        from snt_desk.db import opening

        self._try(lambda: opening.open_to_look(self.where, self._actor(), key), key)

    def open_other(self, where: str) -> None:
        """Open another file from now on."""
        self.where = where
        self.open_again()

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
        if self.desk is None:
            return
        self.window.keep_typed()
        self.shutting.emit()
        self._stop_looking()
        store, self.desk, self._key = self.desk.store, None, None
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
        self._tasks.stop()
        if self._one is not None:
            self._one.stop()
        self._stop_looking()
        if self._guard is not None:
            self._guard.end()
        if self.desk is not None:
            self.desk.store.close()
            self.desk = None

    def _comes_to_front(self, error: DeskError) -> bool:
        """Look for this user's own window, which may have been opened a moment ago."""
        from snt_desk.db.lock import InUse

        actor = self._actor()
        holder = error.holder if isinstance(error, InUse) else None
        if holder is None or (holder.user, holder.desk) != (actor.user, actor.desk):
            return False
        if self._again == 0:
            self._again = _TIMES
            return False
        self._again -= 1
        from snt_desk.ui import one_window

        if one_window.is_there(self.where) and one_window.bring_to_front(self.where):
            self.raised.emit()
        else:
            later(self, self._open_as_before, _AGAIN_MS)
        return True

    def _open_as_before(self) -> None:
        self.open_again(self._key)

    def _stop_looking(self) -> None:
        if self._look is not None:
            self._look.stop()
            self._look.deleteLater()
            self._look = None

    def _try(self, opened: Callable[[], Store], key: Key | None) -> None:
        from snt_desk.db import opening

        self.shut()
        self._key = key
        try:
            if opening.takes_long(self.where):
                self._wait_for(opened)
            else:
                self._take(opened())
        except Exception as error:  # noqa: BLE001  # said or raised again, as `_refuse` decides
            self._refuse(error)

    def _wait_for(self, opened: Callable[[], Store]) -> None:
        from snt_desk.ui import screens

        self.window.instead.show(screens.waiting())
        self._tasks.run(
            lambda _: opened(),
            self._take,
            owner=self,
            failed=self._refuse,
        )

    def _take(self, store: Store) -> None:
        try:
            self.desk = desk_over(store, self._preferences, self._ask)
            fill(self.window, self.desk, self.where)
        except Exception as error:  # noqa: BLE001  # as above
            self.window.clear()
            self.desk = None
            store.close()
            self._refuse(error)
        else:
            if store.only_looks:
                self._look_only()
            self._watch(store)
            self.guard.watch()
            self.opened.emit()

    def _look_only(self) -> None:
        # Loaded here: mostly one works.
        from snt_desk.ui.looking import OFF, Looking

        Looking(self.window)
        text = f"{self._why} Nothing can be changed, exported or printed.".strip()
        again = lambda: self.soon(self._open_as_before)  # noqa: E731  # a slot of the box
        self.window.notices.say(Notice(OFF, text, "Try to open for work", again))

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            if not self._comes_to_front(error):
                self._stop(error)
        else:
            self.failed.emit(error)

    def _watch(self, store: Store) -> None:
        # Loaded here: the first paint does not wait for what is done once a week.
        from snt_desk.ui import weekly_look

        if not store.only_looks and store.journalled:
            wait = weekly_look.WAIT_MS
            self._look = weekly_look.WeeklyLook(self.where, store, self._key, wait, self)
            self._look.found.connect(lambda found: self.soon(partial(self._stop_over, found)))
            later(self, self._listen, _LISTEN_MS)

    def _listen(self) -> None:
        """Let whoever starts the desk again on this file have this window, while it is shut too."""
        from snt_desk.ui.one_window import OneWindow

        if self._one is not None and self._one.where != self.where:
            self._one.stop()
            self._one.deleteLater()
            self._one = None
        if self._one is None and self.desk is not None:
            self._one = OneWindow(self.where, self)
            self._one.wanted.connect(self._come)

    def _come(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def _stop_over(self, found: list[str]) -> None:
        """Close the data: it is not sound, and what is added to it may be lost."""
        from snt_desk.db.faults import UNTOUCHED, Kind, Trouble

        more = f" And {len(found) - 1} more." if len(found) > 1 else ""
        self.shut()
        self._stop(
            Trouble(
                Kind.DAMAGED,
                "Part of your data file is damaged",
                f"{found[0]}{more} {UNTOUCHED} Put back a backup, or ask IT to look at it.",
            )
        )

    def _stop(self, error: DeskError) -> None:
        in_use = getattr(error, "holder", None) is not None
        self._why = f"{error.detail.partition('. ')[0] if in_use else error.title}."
        # Loaded here: mostly there is nothing of the kind to show.
        from snt_desk.ui import screens

        self.window.instead.show(screens.for_trouble(error, self))
        self.stopped.emit(error)

    def _actor(self) -> Actor:
        from snt_desk.db import opening

        collar = self._preferences.settings.collar or os.environ.get("SNT_DESK_COLLAR", "")
        return opening.this_actor(collar)
