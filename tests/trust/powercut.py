"""What a disk may hold after the power went: made from a log of what was written to it.

What was synced is there. Of what was not, anything may be: none of it, all, the first writes,
any of them without the others, one of them torn between two sectors. A file that was created,
removed or renamed may still not be, or still be, until its folder was synced.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust.writelog import Entry, Kind

SECTOR = 512


@dataclass
class File:
    """A file on the disk, and what was written to it and may not be there yet."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Entry] = field(default_factory=list)

    def sync(self) -> None:
        """Bring all that was written to the disk."""
        for entry in self.pending:
            _write(self.content, entry)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """Give what it may hold when the power goes now."""
        content = bytearray(self.content)
        for entry in _arrived(self.pending, chance):
            _write(content, entry)
        return bytes(content)


class Disk:
    """A folder on a disk that has not yet written all that it was told to."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """Begin with what is there for certain."""
        self._names = {name: File(bytearray(content)) for name, content in files.items()}
        # What the folder says after a cut, if none of `_pending` has arrived.
        self._certain = dict(self._names)
        self._pending: list[tuple[Entry, File | None]] = []

    def do(self, entry: Entry) -> None:
        """Do what the log has next."""
        match entry.kind:
            case Kind.CREATED:
                self._names[entry.name] = File()
                self._pending.append((entry, self._names[entry.name]))
            case Kind.WRITTEN | Kind.CUT:
                self._names[entry.name].pending.append(entry)
            case Kind.SYNCED:
                self._names[entry.name].sync()
            case Kind.REMOVED:
                del self._names[entry.name]
                self._pending.append((entry, None))
            case Kind.RENAMED:
                self._names[entry.to] = self._names.pop(entry.name)
                self._pending.append((entry, self._names[entry.to]))
            case Kind.SYNCED_NAMES:
                self._certain = dict(self._names)
                self._pending.clear()

    def now(self, name: str) -> bytes:
        """Give what a file holds for whoever reads it while the power is on."""
        file = self._names[name]
        content = bytearray(file.content)
        for entry in file.pending:
            _write(content, entry)
        return bytes(content)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Let the power go: the files that are there when it is back."""
        names = dict(self._certain)
        arrived = chance.choice([0.0, 0.5, 1.0])
        for entry, file in self._pending:
            if chance.random() >= arrived:
                continue
            # What is renamed is the file itself, whatever is known of its old name.
            names.pop(entry.name, None)
            if file is not None:
                names[entry.to or entry.name] = file
        return {name: file.after_a_cut(chance) for name, file in names.items()}

    def lay_out(self, files: dict[str, bytes], folder: Path) -> None:
        """Put such files into an empty folder."""
        for name, content in files.items():
            (folder / name).write_bytes(content)


def _write(content: bytearray, entry: Entry) -> None:
    end = entry.place + len(entry.content)
    if len(content) < end:
        # Also a file that is cut to more than it has.
        content.extend(bytes(end - len(content)))
    if entry.kind is Kind.CUT:
        del content[entry.place :]
    else:
        content[entry.place : end] = entry.content


def _arrived(pending: list[Entry], chance: random.Random) -> Iterable[Entry]:
    """Choose what of these has arrived: none, all, the first, any, any with one of them torn."""
    match chance.randrange(5):
        case 0:
            return []
        case 1:
            return pending
        case 2:
            return pending[: chance.randint(0, len(pending))]
        case 3:
            return [entry for entry in pending if chance.random() < 0.5]
        case _:
            return [_torn(entry, chance) for entry in pending if chance.random() < 0.5]


def _torn(entry: Entry, chance: random.Random) -> Entry:
    """Keep a part of a write, up to the end of some sector of it."""
    sectors = len(entry.content) // SECTOR
    if entry.kind is Kind.CUT or not sectors:
        return entry
    kept = SECTOR * chance.randint(0, sectors)
    return Entry(entry.kind, entry.name, entry.place, entry.content[:kept])
