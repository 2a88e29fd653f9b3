"""Save a copy elsewhere: what can still be had, where the data file is out of reach.

All records go into a data file, with what is typed and not saved as it is kept at any time;
and where the file is not encrypted, into a text beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.ui import parts_of_page
from snt_desk.ui.saying import Saying
from snt_desk.ui.tasks import Progress

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.page import Page

Texts = Sequence[tuple[str, str]]
_KINDS = {"Data files": "*.db"}
_HEAD = "Typed in SNT Desk and not saved. OFFICIAL"


@dataclass(frozen=True)
class _Done:
    """What could be written: the records, what was typed, and why not."""

    place: Path
    typed: Path | None = None
    refused: DeskError | None = None


class Copying(QObject):
    """Asks for a place, writes there in the worker, and says what is there."""

    def __init__(self, desk: Desk, saying: Saying) -> None:
        super().__init__(saying)
        self._desk, self._saying = desk, saying

    def ask(self, pages: Sequence[Page]) -> None:
        """Let a place be chosen, and write there the records and what is typed on the pages."""
        name = f"snt-desk-copy-{clock.local(clock.now()):%Y-%m-%d-%H%M}.db"
        place = self._desk.ask.file_to_save("Save a copy elsewhere", Path.home() / name, _KINDS)
        if place is not None:
            typed = parts_of_page.not_saved(pages)
            texts = [] if self._desk.store.key else parts_of_page.as_text(pages)
            work = partial(self._write, place, typed, texts)
            self._desk.tasks.run(work, self._say, owner=self)

    def _write(
        self, place: Path, kept: Mapping[str, str], texts: Texts, _progress: Progress
    ) -> _Done:
        """Write each of both as far as it can be: one may fail and the other not."""
        from snt_desk.services import files

        typed, refused = None, None
        if texts:
            typed = place.with_name(f"{place.stem}-not-saved.txt")
            files.put_one(typed, _page(texts), _HEAD.encode())
        try:
            self._desk.store.copy_to(place, kept)
        except DeskError as error:
            refused = error
        return _Done(place, typed, refused)

    def _say(self, done: _Done) -> None:
        typed = f" What is typed is in {done.typed.name}." if done.typed else ""
        if done.refused is not None:
            error = done.refused
            self._saying.say(DeskError(error.title, f"{error.detail}{typed}"))
        else:
            self._saying.tell("A copy is saved", f"All records are in {done.place.name}.{typed}")


def _page(texts: Texts) -> bytes:
    parts = [f"{title}\n{text}" for title, text in texts]
    return "\n\n".join([_HEAD, *parts, ""]).encode()
