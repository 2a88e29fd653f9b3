"""What the comparison asks of files and records; all of it runs in the worker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from snt_desk.domain import clock
from snt_desk.domain.police_uk import Published
from snt_desk.domain.police_uk.lines import Line
from snt_desk.services import police_uk
from snt_desk.services.police_uk import Read
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.police_uk import words
from snt_desk.ui.tasks import Progress


@dataclass(frozen=True)
class Wanted:
    """Which files, which of them are trusted, and whether people are wanted too."""

    paths: tuple[Path, ...] = ()
    trusted: frozenset[str] = frozenset()
    people: bool = False


@dataclass(frozen=True)
class Compared:
    """What was read, and the lines that came of it."""

    read: Read
    lines: tuple[Line, ...]


class Work:
    """Reads, compares and takes over, for the team of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, wanted: Wanted, _progress: Progress) -> Compared:
        """Read the files and compare them; DeskError where they cannot be opened."""
        read = police_uk.read(wanted.paths, wanted.trusted)
        return Compared(read, self.look(read, wanted))

    def again(self, read: Read, wanted: Wanted, _progress: Progress) -> Compared:
        """Compare what was read with what is held now."""
        return Compared(read, self.look(read, wanted))

    def look(self, read: Read, wanted: Wanted) -> tuple[Line, ...]:
        """The lines of what was read."""
        with self._desk.store.read() as session:
            said = _said(read, wanted)
            return police_uk.look(session, self._desk.team.id, said, clock.today())

    def take(self, read: Read, wanted: Wanted, chosen: Sequence[Line], _progress: Progress) -> int:
        """Take over these lines in one change, and give how many."""
        with self._desk.store.change(words.change(len(chosen))) as session:
            said = _said(read, wanted)
            return police_uk.take(session, self._desk.team.id, said, chosen, clock.today())


def ticked_at_first(lines: Collection[Line]) -> set[str]:
    """The lines that are ticked until somebody says otherwise."""
    return {one.id for one in lines if one.wanted and one.takes}


def _said(read: Read, wanted: Wanted) -> Published:
    """What is compared: nobody's name unless it was asked for."""
    said = read.reading.published
    return said if wanted.people else said.without_people()
