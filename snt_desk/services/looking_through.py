"""The process that looks through all of a data file, once a week, while the desk works on.

`python -m snt_desk --look-through`, with the file and its key in one line of standard input;
its answer is a line for each thing that is not as it must be, and the status 0; another status
means that it could not look. It looks at a copy, which no save has to wait for, and takes
it away again. Everything of it is beside the data: where that may be, its copy may.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from snt_desk.db import health, opening, trust
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Kind, Trouble
from snt_desk.errors import DeskError
from snt_desk.services import returns

ARGUMENT: Final = "--look-through"
LOOKED, COULD_NOT = 0, 3
_ROOM = 1.5
"""So many times its size has to be free: the desk must not be short of it meanwhile."""


@dataclass(frozen=True)
class Order:
    """Which file is to be looked through, and its key if it is encrypted."""

    where: str
    key: Key | None = None

    def line(self) -> bytes:
        """Write it as the process reads it."""
        key = None if self.key is None else self.key.hex()
        return json.dumps({"where": self.where, "key": key}).encode() + b"\n"

    @classmethod
    def read(cls, line: str) -> Order:
        """Read what `line` has written."""
        said = json.loads(line)
        key = None if said["key"] is None else Key(bytes.fromhex(said["key"]))
        return cls(said["where"], key)


def main() -> int:
    """Read the order from standard input, and answer on standard output."""
    order = Order.read(sys.stdin.readline())
    try:
        for sentence in findings(Path(order.where), order.key):
            print(sentence, flush=True)
    except DeskError:
        return COULD_NOT
    return LOOKED


def findings(path: Path, key: Key | None = None) -> Iterator[str]:
    """Look through a copy of the file; a sentence for each thing that is not as it must be.

    Raises DeskError where no copy can be made.
    """
    copy = path.with_name(path.name + trust.CHECKING)
    trust.forget_copy(path)
    if shutil.disk_usage(path.parent).free < _ROOM * path.stat().st_size:
        raise DeskError("There is no room to look through a copy")
    try:
        trust.copy_to_look_at(path, copy, key)
        yield from _of_the_copy(copy, key)
    except Trouble as trouble:
        # The key has opened the file itself: what it does not open in the copy is damaged.
        if trouble.kind not in {Kind.DAMAGED, Kind.LOCKED}:
            raise
        yield trouble.title
    finally:
        trust.forget_copy(path)


def _of_the_copy(copy: Path, key: Key | None) -> Iterator[str]:
    store = opening.open_to_look(str(copy), opening.this_actor(), key)
    try:
        yield from health.faults(store)
        with store.read() as session:
            yield from returns.faults(session)
    finally:
        store.close()
