"""What the buttons of the screen do: backups are looked for, put back, details written for IT.

Whoever shows the screen listens for what is left to do: open it again, look only, another file.
"""

from __future__ import annotations

import logging
import os
import platform
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, qVersion

from snt_desk.db import evidence, salvage
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.journal import Actor
from snt_desk.errors import DeskError
from snt_desk.services import details, files
from snt_desk.services.details import Case
from snt_desk.ui.ask import Ask
from snt_desk.ui.tasks import Progress, Tasks
from snt_desk.ui.your_data import looked_at
from snt_desk.ui.your_data.offers import Offer, Offers
from snt_desk.ui.your_data.screen import About, YourData

_log = logging.getLogger(__name__)

DATA_FILES = {"Data files": "*.db", "All files": "*"}
_TEXT = {"Text": "*.txt"}
_SALVAGED = frozenset({Kind.DAMAGED, Kind.FAILING})
_HEAD = b"What happened"


class Backups(Protocol):
    """Where the backups come from, and how one is put back; both are called in the worker."""

    def found(self) -> Offers:
        """Give those there are."""
        ...

    def restore(self, offer: Offer) -> Path | None:
        """Put one back in place of the data file; gives where that is kept, if there was one.

        Raises DeskError if it cannot be.
        """
        ...


@dataclass(frozen=True)
class Around:
    """What the ways out need of the program: the worker, questions, the log's folder, who it is."""

    tasks: Tasks
    ask: Ask
    log: Path
    actor: Actor
    key: Key | None = None


def about(case: Case) -> About:
    """Look at the file from outside, for the line below the title."""
    facts = "\n".join(details.in_short(case))
    file = case.file
    if file is None:
        return About("on a server", reference=case.reference, facts=facts)
    found = evidence.stat(file)
    size, saved = (found.size, found.saved) if found else (None, None)
    return About(file.name, size, saved, case.reference, facts)


class WaysOut(QObject):
    """Makes the screen for a case, and does what can be done without a window of records."""

    again = Signal()
    """Open the file again: *Try again*."""
    restored = Signal(str, str)
    """The same, after a backup was put back: what was done, and where the old file is."""
    look_only = Signal()
    look_at = Signal(object)
    """The `Path` of what could be read of a damaged file, only to look at it."""
    other_file = Signal(object)
    """The `Path` that was chosen instead."""
    close_desk = Signal()

    def __init__(self, case: Case, backups: Backups, around: Around) -> None:
        """The backups are looked for at once, in the worker."""
        super().__init__()
        self._case, self._backups = case, backups
        self._around = around
        self._tasks, self._ask = around.tasks, around.ask
        error = case.error
        said = error if isinstance(error, DeskError) else DeskError("The data cannot be opened")
        self.screen = YourData(said, about(case))
        self.setParent(self.screen)
        looked_at.clear()
        # IT finds it by the reference that the screen shows.
        _log.info("Not opened: %s, %s", case.reference, case.name)
        self._listen()
        self._tasks.run(
            self._look_for, self.screen.show_offers, owner=self.screen, failed=self._none_found
        )

    def _listen(self) -> None:
        screen = self.screen
        screen.try_again.connect(self.again)
        screen.look_only.connect(self._look)
        screen.close_desk.connect(self.close_desk)
        screen.restore.connect(self._restore)
        screen.other_file.connect(self._choose_file)
        screen.help_wanted.connect(self._save_details)

    # --- Backups ------------------------------------------------------------------------------

    def _look_for(self, _progress: Progress) -> Offers:
        return self._backups.found()

    def _none_found(self, error: Exception) -> None:
        self.screen.show_offers(Offers())
        self._failed(error)

    def _restore(self, offer: Offer) -> None:
        """Put a backup back in the worker, and open it."""
        task = self._tasks.run(
            partial(self._put_back, offer),
            partial(self._restored, offer),
            owner=self.screen,
            failed=self._failed,
        )
        if self._tasks.busy:
            self.screen.watch(task, f"Going back to the backup of {offer.when}")

    def _put_back(self, offer: Offer, _progress: Progress) -> Path | None:
        return self._backups.restore(offer)

    def _restored(self, offer: Offer, kept: Path | None) -> None:
        where = (
            f"The file that stood there is kept as {kept.name}, with the backups." if kept else ""
        )
        self.restored.emit(f"Your data is back as it was {offer.when}", where)

    # --- Looking ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Look at the file itself; of a damaged one, at what can still be read of it."""
        error = self._case.error
        if not isinstance(error, Trouble) or error.kind not in _SALVAGED:
            self.look_only.emit()
            return
        task = self._tasks.run(
            self._salvage, self.look_at.emit, owner=self.screen, failed=self._cannot_look
        )
        if self._tasks.busy:
            self.screen.watch(task, "Reading what can still be read")

    def _salvage(self, _progress: Progress) -> Path:
        file = self._case.file
        assert file is not None  # noqa: S101  # a server's is never damaged
        try:
            into = looked_at.place(file.name)
        except OSError as error:
            raise DeskError("There is no room to look at it in", error.strerror or "") from error
        salvage.salvage(file, into, self._around.actor, self._around.key)
        return into

    def _cannot_look(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.screen.say_cannot_look(error)

    # --- Another file, and help ---------------------------------------------------------------

    def _choose_file(self) -> None:
        chosen = self._ask.file_to_open("Open other file", DATA_FILES)
        if chosen is not None:
            self.other_file.emit(chosen)

    def _save_details(self) -> None:
        name = f"snt-desk-details-{self._case.reference}.txt"
        place = self._ask.file_to_save("Save details for IT", Path.home() / name, _TEXT)
        if place is None:
            return
        task = self._tasks.run(
            partial(self._write_details, place), self._saved, owner=self.screen, failed=self._failed
        )
        if self._tasks.busy:
            self.screen.watch(task, "Looking through the file")

    def _write_details(self, place: Path, _progress: Progress) -> Path:
        programs = {"Qt": qVersion(), "window system": os.environ.get("XDG_SESSION_TYPE", "")}
        programs |= {"release": platform.version()}
        text = details.written(
            self._case, programs, self._around.log / "snt-desk.log", self._around.key
        )
        files.put_one(place, text.encode(), _HEAD)
        return place

    def _saved(self, place: Path) -> None:
        self.screen.say_saved("Saved", f"{place.name} holds no names. Give it to IT.")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.screen.say_saved(error.title, error.detail, tone="bad")
