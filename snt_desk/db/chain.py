"""How the journal hangs together: a digest for each image, a hash that links each change.

A hash is that of the change before, of the change's own words, and of its images' digests.
Whoever edits, slips in, takes out or renumbers one has to forge every one after it, and the
anchors that are kept elsewhere tell even then.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection

from snt_desk.db import wiping

NOTHING = "0:"
"""The anchor of an empty journal."""

WORDS = "id, at, user, collar, desk, kind, label, recipient, reverts, category, subject, reason"
"""What a change says of itself; its hash is over all of it."""

_LATER = 3
"""How many of them came with version 4."""
_SOME = 20_000


class Digest(Protocol):
    """A hash in the making."""

    def update(self, data: bytes, /) -> None:
        """Take more in."""
        ...

    def hexdigest(self) -> str:
        """Give it as it is so far."""
        ...


@dataclass(frozen=True)
class Break:
    """A place where the journal does not hold: which change, if one can be named, and how."""

    change: int | None
    sentence: str


@dataclass(frozen=True)
class Walked:
    """How far a walk along the chain has come, in images, and of how many; what was found."""

    done: int
    of: int
    found: tuple[Break, ...]


def image_digest(salt: bytes, table: str, row: int, before: str | None, after: str | None) -> bytes:
    """Digest one image. JSON text has no NUL and is never empty, so the parts cannot be moved."""
    parts = f"{table}\0{row}\0{before or ''}\0{after or ''}"
    return hashlib.sha256(salt + parts.encode()).digest()


def begun(before: str, told: Iterable[Any]) -> Digest:
    """Begin the hash of a change: that of the one before, and its `WORDS`. Digests come next."""
    link = hashlib.sha256(before.encode())
    words = list(told)
    if words[-_LATER:] == [None] * _LATER:
        # Empty in all that was sealed before there were these columns.
        words = words[:-_LATER]
    # What is no text or number was not written by us: then it gives another hash.
    link.update(json.dumps(words, ensure_ascii=True, default=repr).encode())
    return link


def breaks(connection: Connection, anchors: Iterable[str] = ()) -> Iterator[Break]:
    """Check the whole chain, every image and these anchors at once."""
    walk = Walk(connection)
    while not walk.over:
        yield from walk.step(connection).found
    yield from cut_off(connection, anchors)


def cut_off(connection: Connection, anchors: Iterable[str]) -> Iterator[Break]:
    """Compare anchors kept outside of the file: they alone tell that the newest were cut off."""
    for kept in anchors:
        change, _colon, written = kept.partition(":")
        found = "SELECT 1 FROM changes WHERE id = ? AND hash = ?"
        if kept != NOTHING and not connection.exec_driver_sql(found, (change, written)).first():
            said = f"Change {change} of the journal is gone, or is not what was noted elsewhere."
            yield Break(int(change) if change.isdecimal() else None, said)


class Walk:
    """One pass along the chain, in steps: between two of them others may write.

    It goes as far as the journal went when it began. What is sealed does not change, so each
    step may have a session of its own.
    """

    def __init__(self, connection: Connection) -> None:
        """Note how far the journal goes now."""
        last = "SELECT coalesce(max(id), 0) FROM"
        self._until: int = connection.exec_driver_sql(f"{last} changes").scalar_one()
        self._of: int = connection.exec_driver_sql(f"{last} images").scalar_one()
        self._image = 0
        self._read = 0
        self._waiting: deque[Any] = deque()
        self._open: Any = None
        self._link = begun("", ())
        self._before = ""
        self._loose = False
        self.changes = 0
        """How many have been looked at."""
        self.over = False

    def step(self, connection: Connection, most: int = _SOME) -> Walked:
        """Look at the next images, and at the changes up to theirs."""
        images = connection.exec_driver_sql(
            'SELECT id, change_id, "table", row, before, after, salt, digest FROM images'
            " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
            (self._image, self._of, most),
        ).all()
        found: list[Break] = []
        for image in images:
            number, change, *content, salt, digest = image
            if self._open is None or self._open.id != change:
                found += self._up_to(connection, change)
            if self._open is not None and self._open.id == change:
                self._link.update(digest if isinstance(digest, bytes) else b"")
            if not _is_as_noted(content, salt, digest):
                said = f"Image {number} of change {change} of the journal"
                found.append(Break(change, f"{said} is not as it was noted."))
        self._image = images[-1].id if images else self._of
        if len(images) < most:
            while self._change(connection) is not None:
                found += self._close(connection)
            self.over = True
        return Walked(self._image, self._of, tuple(found))

    def _up_to(self, connection: Connection, wanted: int) -> Iterator[Break]:
        """Close the changes before this one; say so, once, where an image has none."""
        change = self._change(connection)
        while change is not None and change.id < wanted:
            yield from self._close(connection)
            change = self._change(connection)
        if (change is None or change.id != wanted) and not self._loose:
            self._loose = True
            yield Break(None, "The journal holds images of changes that are gone, or elsewhere.")

    def _change(self, connection: Connection) -> Any:
        """Give the change whose images come now; None after the last."""
        if self._open is None:
            if not self._waiting:
                self._waiting.extend(self._next(connection))
            if self._waiting:
                self._open = self._waiting.popleft()
                *words, _hash = self._open
                self._link = begun(self._before, words)
        return self._open

    def _next(self, connection: Connection) -> Sequence[Any]:
        found = connection.exec_driver_sql(
            f"SELECT {WORDS}, hash FROM changes WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
            (self._read, self._until, _SOME),
        ).all()
        if found:
            self._read = found[-1].id
        return found

    def _close(self, connection: Connection) -> Iterator[Break]:
        change, self._open = self._open, None
        self.changes += 1
        self._before = str(change.hash or "")
        if change.hash != self._link.hexdigest() and not (
            wiping.is_vouched_for(connection, change.id)
        ):
            yield Break(change.id, f"Change {change.id} of the journal is not as it was sealed.")


def _is_as_noted(content: Sequence[Any], salt: Any, digest: Any) -> bool:
    """Compare an image's content (table, row, before, after) with its digest."""
    if salt is None:
        # Wiped: then nothing of it is left but its digest.
        return digest is not None and content[2] is None and content[3] is None
    try:
        return bool(digest == image_digest(salt, *content))
    except (TypeError, AttributeError):
        # Whoever wrote it did not know what stands there.
        return False
