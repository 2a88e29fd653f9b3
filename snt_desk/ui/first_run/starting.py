"""What comes of the first start: data is made, a demo, a backup put back, another file opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from snt_desk import paths
from snt_desk.errors import DeskError
from snt_desk.services import beginning, county
from snt_desk.services.beginning import Answers
from snt_desk.ui.first_run.screen import FirstRun, Said
from snt_desk.ui.locking.screen import LockedBackup
from snt_desk.ui.tasks import Progress

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.store import Store
    from snt_desk.ui.sitting import Sitting

T = TypeVar("T")
_FILES = {"Data files": "*.db", "All files": "*"}


class Starting(QObject):
    """Stands between the screen and the sitting, and goes with the screen."""

    def __init__(self, sitting: Sitting) -> None:
        """Make the screen for the place where this sitting looks for its data."""
        super().__init__()
        self._sitting = sitting
        self._where = Path(sitting.where)
        teams = [(one.code, one.words) for one in county.teams()]
        self.screen = FirstRun(teams, self._where.parent, self._doubt)
        self.setParent(self.screen)
        self.screen.begun.connect(self._begin)
        self.screen.folder_wanted.connect(self._choose_folder)
        self.screen.second_wanted.connect(self._choose_second)
        self.screen.demo.connect(self._look_at_demo)
        self.screen.backup.connect(self._put_back)
        self.screen.other_file.connect(self._open_other)
        self.screen.close_desk.connect(sitting.window.close)

    def _doubt(self, folder: Path) -> str:
        return beginning.doubt_about(folder, self._where.name)

    def _choose_folder(self) -> None:
        chosen = self._sitting.ask.folder("Where the data lives")
        if chosen is not None:
            self.screen.show_folder(chosen)

    def _choose_second(self) -> None:
        chosen = self._sitting.ask.folder("Second place for backups")
        if chosen is not None:
            self.screen.show_second(chosen)

    def _begin(self, said: Said) -> None:
        sitting, kept = self._sitting, self._sitting.preferences
        second = str(said.second) if said.second else ""
        kept.keep(replace(kept.settings, collar=said.collar, second_backup=second))
        answers = Answers(str(said.folder / self._where.name), said.team)
        sitting.where = answers.where

        def work(_progress: Progress) -> Store:
            return beginning.begin(answers, sitting.actor())

        def then(store: Store) -> None:
            sitting.take(store)
            if said.encrypt and sitting.desk is not None:
                sitting.window.cares.locking.begin()

        self._do(work, then)

    def _look_at_demo(self) -> None:
        where = str(paths.demo_database())
        actor = self._sitting.actor()

        def work(_progress: Progress) -> None:
            beginning.make_demo(where, actor)

        self._do(work, lambda _: self._sitting.open_demo(where))

    def _put_back(self) -> None:
        chosen = self._sitting.ask.file_to_open("Put back a backup", _FILES)
        if chosen is None:
            return
        try:
            keys = beginning.keys_of(self._sitting.where, chosen)
            locked = None if keys is None else LockedBackup(keys)
        except DeskError as error:
            self.screen.say(error.title, error.detail)
            return
        if locked is None:
            self._do(_putting_back(self._sitting, chosen, None), self._put)
        else:
            sitting = self._sitting
            locked.opened.connect(lambda key: sitting.soon(partial(_put, sitting, chosen, key)))
            locked.close_desk.connect(sitting.window.close)
            sitting.window.instead.show(locked)

    def _put(self, _done: object) -> None:
        self._sitting.open_again()

    def _open_other(self) -> None:
        chosen = self._sitting.ask.file_to_open("Open another file", _FILES)
        if chosen is not None:
            self._sitting.soon(partial(self._sitting.open_other, str(chosen)))

    def _do(self, work: Callable[[Progress], T], then: Callable[[T], None]) -> None:
        """Do it in the worker; what prevents it is said on the screen, with the answers kept."""
        self.screen.setEnabled(False)
        self._sitting.tasks.run(work, then, owner=self.screen, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.screen.setEnabled(True)
        self.screen.say(error.title, error.detail)


def _putting_back(sitting: Sitting, chosen: Path, key: Key | None) -> Callable[[Progress], None]:
    where, actor = sitting.where, sitting.actor()
    return lambda _: beginning.put_back(where, chosen, actor, key)


def _put(sitting: Sitting, chosen: Path, key: Key) -> None:
    """Put back a backup whose key is known now; the screen that asked for it is gone by then."""
    work = _putting_back(sitting, chosen, key)
    sitting.while_shut("Putting the backup back", work, lambda _: sitting.open_again(key))
