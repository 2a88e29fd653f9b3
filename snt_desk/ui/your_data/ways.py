"""What the buttons of the screen do: backups are looked for, put back, details written for IT.

Whoever shows the screen listens for what is left to do: open it again, look only, another file.
"""

from __future__ import annotations

import logging
import os
import platform
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, qVersion

from snt_desk.db import evidence
from snt_desk.db.cipher import Key
from snt_desk.errors import DeskError
from snt_desk.services import details, files
from snt_desk.services.details import Case
from snt_desk.ui.ask import Ask
from snt_desk.ui.tasks import Progress, Tasks
from snt_desk.ui.your_data.offers import Offer, Offers
from snt_desk.ui.your_data.screen import About, YourData

_log = logging.getLogger(__name__)

DATA_FILES = {"Data files": "*.db", "All files": "*"}
_TEXT = {"Text": "*.txt"}
_HEAD = b"What happened"


class Backups(Protocol):
    """Where the backups come from, and how one is put back; both are called in the worker."""

    def found(self) -> Offers:
        """Give those there are."""
        ...

    def restore(self, offer: Offer, progress: Progress) -> None:
        """Put one back in place of the data file, which is kept aside; DeskError if it cannot."""
        ...


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
    """Open the file again: *Try again*, or a backup was put back."""
    look_only = Signal()
    other_file = Signal(object)
    """The `Path` that was chosen instead."""
    close_desk = Signal()

    def __init__(
        self, case: Case, backups: Backups, *, tasks: Tasks, ask: Ask, log: Path, key: Key | None
    ) -> None:
        """`log` is the folder of the log; the key is told where it is known."""
        super().__init__()
        self._case, self._backups = case, backups
        self._tasks, self._ask = tasks, ask
        self._log, self._key = log, key
        error = case.error
        said = error if isinstance(error, DeskError) else DeskError("The data cannot be opened")
        self.screen = YourData(said, about(case))
        self.setParent(self.screen)
        # IT finds it by the reference that the screen shows.
        _log.info("Not opened: %s, %s", case.reference, case.name)
        self._listen()
        tasks.run(
            self._look_for, self.screen.show_offers, owner=self.screen, failed=self._none_found
        )

    def _listen(self) -> None:
        screen = self.screen
        screen.try_again.connect(self.again)
        screen.look_only.connect(self.look_only)
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
            partial(self._put_back, offer), self._restored, owner=self.screen, failed=self._failed
        )
        if self._tasks.busy:
            self.screen.watch(task, f"Going back to the backup of {offer.when}")

    def _put_back(self, offer: Offer, progress: Progress) -> None:
        self._backups.restore(offer, progress)

    def _restored(self, _nothing: None) -> None:
        self.again.emit()

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
        text = details.written(self._case, programs, self._log / "snt-desk.log", self._key)
        files.put_one(place, text.encode(), _HEAD)
        return place

    def _saved(self, place: Path) -> None:
        self.screen.say_saved("Saved", f"{place.name} holds no names. Give it to IT.")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.screen.say_saved(error.title, error.detail, tone="bad")
