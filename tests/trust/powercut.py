"""What a disk may hold after the power went: made from a log of what was written to it.

What was synced is there. Of what was not, anything may be: none of it, all, the first writes,
any of them without the others, one of them torn between two sectors. A file that was created,
removed or renamed may still not be, or still be, until its folder was synced.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust.children import READY
from tests.trust.writelog import SAID, Entry, Kind

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
    """Files on a disk that has not yet written all that it was told to, by name."""

    def __init__(self, folder: Path) -> None:
        """Begin with what is in a folder, for certain."""
        self._names = {
            path.relative_to(folder).as_posix(): File(bytearray(path.read_bytes()))
            for path in folder.rglob("*")
            if path.is_file()
        }
        # What the folders say after a cut, if none of `_pending` has arrived.
        self._certain = dict(self._names)
        self._pending: list[tuple[Entry, File]] = []

    def do(self, entry: Entry) -> None:
        """Do what the log has next."""
        if entry.name.endswith(" (deleted)"):
            # Of a file that has no name any more, nothing is left after a cut.
            return
        match entry.kind:
            case Kind.WRITTEN | Kind.CUT:
                self._names[entry.name].pending.append(entry)
            case Kind.SYNCED:
                self._names[entry.name].sync()
            case Kind.SYNCED_NAMES:
                self._arrive(entry.name)
            case Kind.CREATED:
                self._name(entry, File())
            case Kind.FOLDER:
                # A folder that is not there takes with it what lies in it.
                self._pending.append((entry, File()))
            case Kind.REMOVED | Kind.RENAMED | Kind.LINKED:
                self._name(entry, self._names[entry.name])

    def now(self, name: str) -> bytes:
        """Give what a file holds for whoever reads it while the power is on."""
        file = self._names[name]
        content = bytearray(file.content)
        for entry in file.pending:
            _write(content, entry)
        return bytes(content)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Let the power go: the files that are there when it is back."""
        names, missing = dict(self._certain), set[str]()
        arrived = chance.choice([0.0, 0.5, 1.0])
        for entry, file in self._pending:
            if chance.random() < arrived:
                _rename(names, entry, file)
            elif entry.kind is Kind.FOLDER:
                missing.add(entry.name)
        return {
            name: file.after_a_cut(chance)
            for name, file in names.items()
            if not any(name.startswith(f"{folder}/") for folder in missing)
        }

    def _name(self, entry: Entry, file: File) -> None:
        _rename(self._names, entry, file)
        self._pending.append((entry, file))

    def _arrive(self, folder: str) -> None:
        """All that was named in a folder is so on the disk."""
        waiting = []
        for entry, file in self._pending:
            if folder == entry.name.rpartition("/")[0]:
                _rename(self._certain, entry, file)
            else:
                waiting.append((entry, file))
        self._pending = waiting


def cuts(
    disk: Disk, log: list[Entry], times: int, seed: int, folder: Path
) -> Iterator[tuple[Path, list[str]]]:
    """Cut the power at so many moments after READY was said.

    Gives the folder, each time with the files that are there then, and what was said before.
    """
    chance = random.Random(seed)
    ready = next(n for n, entry in enumerate(log) if entry.content == f"{READY}\n".encode())
    done = 0
    for moment in sorted(chance.choices(range(ready + 1, len(log) + 1), k=times)):
        for entry in log[done:moment]:
            disk.do(entry)
        done = moment
        folder.mkdir()
        for name, content in disk.cut(chance).items():
            if name != SAID:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
        yield folder, disk.now(SAID).decode().splitlines()
        shutil.rmtree(folder)


def _rename(names: dict[str, File], entry: Entry, file: File) -> None:
    if entry.kind in {Kind.REMOVED, Kind.RENAMED}:
        names.pop(entry.name, None)
    if entry.kind in {Kind.RENAMED, Kind.LINKED}:
        names[entry.to] = file
    elif entry.kind is Kind.CREATED:
        names[entry.name] = file


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
