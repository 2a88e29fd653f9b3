"""One sitting at the desk: the data is opened, the window shows it, and both can go again.

Whatever keeps the data from being opened is shown as a screen in the window, in place of the
pages, with the ways out; a screen says by its signals which way is taken and knows nothing of
all this.
"""

from __future__ import annotations

import builtins
import gc
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from snt_desk import log, paths
from snt_desk.errors import DeskError
from snt_desk.ui import PLAIN_IMPORT
from snt_desk.ui.ask import Ask
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.later import later
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.journal import Actor
    from snt_desk.db.store import Store
    from snt_desk.services.backups import Backup
    from snt_desk.ui.page import Page
    from snt_desk.ui.weekly_look import WeeklyLook

_SOON_MS = 20


class Sitting(QObject):
    """Opens the store, shows the window over it, and can take both away again."""

    stopped = Signal(object)
    """What keeps the data from being opened, a DeskError; its screen is shown."""
    failed = Signal(object)
    """A fault of the program kept it from being opened: nothing is shown."""
    opened = Signal()
    """The window shows the data."""
    shutting = Signal()
    """The data is about to go, and what shows it."""

    def __init__(self, where: str, window: MainWindow, preferences: Preferences, ask: Ask) -> None:
        super().__init__()
        self.where = where
        self.window = window
        self.desk: Desk | None = None
        """The desk that the window shows, while there is one."""
        self._preferences = preferences
        self._ask = ask
        self._begun = False
        self._tasks = Tasks()
        self._look: WeeklyLook | None = None
        window.painted.connect(self.begin)
        window.restore_wanted.connect(self.put_back)

    def begin(self) -> None:
        """Open the data, the first time it is asked for."""
        if self._begun:
            return
        self._begun = True
        try:
            with _imported_plainly():
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

    def put_back(self, chosen: Backup) -> None:
        """Let a backup take the place of the data file, and open that."""
        from snt_desk.ui.putting_back import PuttingBack

        putting_back = PuttingBack(self, self._tasks, self._ask)
        self.soon(partial(putting_back.begin, chosen))

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
        store, self.desk = self.desk.store, None
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
        self._stop_looking()
        if self.desk is not None:
            self.desk.store.close()
            self.desk = None

    def _stop_looking(self) -> None:
        if self._look is not None:
            self._look.stop()
            self._look = None

    def _try(self, opened: Callable[[], Store], key: Key | None) -> None:
        from snt_desk.db import opening

        self.shut()
        try:
            if opening.takes_long(self.where):
                self._wait_for(opened, key)
            else:
                self._take(opened(), key)
        except Exception as error:  # noqa: BLE001  # said or raised again, as `_refuse` decides
            self._refuse(error)

    def _wait_for(self, opened: Callable[[], Store], key: Key | None) -> None:
        from snt_desk.ui import screens

        self.window.instead.show(screens.waiting())
        self._tasks.run(
            lambda _: opened(),
            lambda store: self._take(store, key),
            owner=self,
            failed=self._refuse,
        )

    def _take(self, store: Store, key: Key | None) -> None:
        try:
            self.desk = desk_over(store, self._preferences, self._ask)
            fill(self.window, self.desk, self.where)
        except Exception as error:  # noqa: BLE001  # as above
            self.window.clear()
            self.desk = None
            store.close()
            self._refuse(error)
        else:
            self._watch(store, key)
            self.opened.emit()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._stop(error)
        else:
            self.failed.emit(error)

    def _watch(self, store: Store, key: Key | None) -> None:
        # Loaded here: the first paint does not wait for what is done once a week.
        from snt_desk.ui import weekly_look

        if not store.only_looks and store.journalled:
            wait = weekly_look.WAIT_MS
            self._look = weekly_look.WeeklyLook(self.where, store, key, wait)
            self._look.found.connect(lambda found: self.soon(partial(self._stop_over, found)))

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
        # Loaded here: mostly there is nothing of the kind to show.
        from snt_desk.ui import screens

        self.window.instead.show(screens.for_trouble(error, self))
        self.stopped.emit(error)

    def _actor(self) -> Actor:
        from snt_desk.db import opening

        collar = self._preferences.settings.collar or os.environ.get("SNT_DESK_COLLAR", "")
        return opening.this_actor(collar)


@contextmanager
def _imported_plainly() -> Generator[None]:
    """Import by Python alone.

    PySide6 reads the source of every module that is imported after it, in search of a
    switch of its own: with SQLAlchemy's 300 that takes as long as a quarter of the import.
    """
    theirs = builtins.__import__
    builtins.__import__ = PLAIN_IMPORT
    try:
        yield
    finally:
        builtins.__import__ = theirs


def desk_over(store: Store, preferences: Preferences, ask: Ask) -> Desk:
    """Make the desk of whatever team the database is for."""
    from snt_desk.services import team

    with store.read() as session:
        chosen = team.of_desk(session) or team.NO_TEAM
    return Desk(store, Tasks(), ask, preferences, team=chosen)


def pages() -> Sequence[Page]:
    """Make the page of each tab."""
    from snt_desk.ui.pages.partners import PartnersPage
    from snt_desk.ui.pages.patrols import PatrolsPage
    from snt_desk.ui.pages.priorities import PrioritiesPage
    from snt_desk.ui.pages.returns import ReturnPage
    from snt_desk.ui.pages.roster import RosterPage

    return (RosterPage(), PatrolsPage(), PrioritiesPage(), PartnersPage(), ReturnPage())


def fill(window: MainWindow, desk: Desk, where: str) -> None:
    """Let a window show a desk; its pages are built as they are visited."""
    from snt_desk.db import opening
    from snt_desk.ui import at_desk

    server = opening.is_url(where)
    file = "on a server" if server else Path(where).name
    header = Header(desk.team.name, at_desk.person(desk), file, where="" if server else where)
    if desk.store.draft("patrol") is not None:
        # What was typed before the program ended is offered where it was typed.
        window.tabs.setCurrentIndex(window.tabs.titles.index("Patrols"))
    window.take(desk, pages(), header)
