"""The small file beside an encrypted one, `desk.db.keys`: its key, put away in several ways.

It holds no secret that would open anything by itself. It is written whole or not at all, and
twice; a sum in it tells a damaged one from a wrong password. Each backup's manifest holds the
same, so that a backup and the recovery code are enough on a new computer.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from snt_desk.db import cipher, cipher_wraps, placing
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_wraps import KINDS, SALT, SEALED, Wrap
from snt_desk.db.faults import UNTOUCHED, Kind, Trouble
from snt_desk.errors import DeskError

ENDINGS = (cipher.KEYS, cipher.IN_HAND, cipher.KEPT_TWICE)
"""Where the keys may be, in the order in which they are believed."""
FORMAT = "SNT Desk keys"
VERSION = 1
_LARGEST = 65_536
_MOST_KEYS, _MOST_WRAPS = 2, 8
_LONGEST_NAME = 200
_LARGEST_ESCROW = 1024
_CHECK = 32
"""Letters of a key's check, as `cipher.check_of` gives it."""


@dataclass(frozen=True)
class Held:
    """One key, by the check that tells it, and the ways in which it is put away."""

    check: str
    wraps: tuple[Wrap, ...]

    def of(self, kind: cipher_wraps.Kind) -> Wrap | None:
        """Give the wrap of that kind, if it is put away so."""
        return next((wrap for wrap in self.wraps if wrap.kind == kind), None)

    def put(self, kind: cipher_wraps.Kind, wrap: Wrap | None) -> Held:
        """Put the key away in another way of that kind, or in none."""
        others = tuple(one for one in self.wraps if one.kind != kind)
        return replace(self, wraps=(*others, wrap) if wrap else others)


@dataclass(frozen=True)
class Ring:
    """The keys of a data file: one, and while it is given a new one both, the new one last."""

    keys: tuple[Held, ...]

    @property
    def newest(self) -> Held:
        """The key that is to stay."""
        return self.keys[-1]

    def knows(self, key: Key) -> bool:
        """Say whether a key is one of these."""
        found = cipher.check_of(key)
        return any(hmac.compare_digest(held.check, found) for held in self.keys)

    def only(self, key: Key) -> Ring:
        """Leave out every other key."""
        return Ring(tuple(held for held in self.keys if held.check == cipher.check_of(key)))


class Unsound(DeskError):  # it says what a file is
    """What is said to be keys is not, or not any more."""


# --- As a file ------------------------------------------------------------------------------


def of(path: Path) -> Ring | None:
    """Read the keys that lie beside a data file; None where there are none.

    Raises Trouble where they are there, and neither they nor their second copy can be read.
    """
    seen: DeskError | None = None
    for ending in ENDINGS:
        try:
            return read(path.with_name(path.name + ending))
        except FileNotFoundError:
            continue
        except (Unsound, OSError) as error:
            seen = seen or _unreadable(path, error)
    if seen is not None:
        raise seen
    return None


def are_settled(path: Path) -> bool:
    """Say whether keys lie beside a data file that are no longer just being made or removed."""
    return any(
        os.path.lexists(path.with_name(path.name + ending))
        for ending in (cipher.KEYS, cipher.KEPT_TWICE)
    )


def keep(path: Path, ring: Ring) -> None:
    """Write the keys of a data file, twice, each whole or not at all; raises DeskError."""
    for ending in (cipher.KEYS, cipher.KEPT_TWICE):
        write(path.with_name(path.name + ending), ring)


def settle(path: Path, key: Key | None) -> None:
    """Finish what a killed program left half done with the keys; by whoever has lock and key.

    Raises DeskError where the folder cannot be written to.
    """
    in_hand = path.with_name(path.name + cipher.IN_HAND)
    if key is not None:
        ring = of(path)
        if ring is None:
            return
        # The file opened with this one: it was killed before it had the new key, or after.
        left = _written(ring.only(key))
        for ending in (cipher.KEYS, cipher.KEPT_TWICE):
            if _content(path.with_name(path.name + ending)) != left:
                write(path.with_name(path.name + ending), ring.only(key))
    in_hand.unlink(missing_ok=True)


@contextmanager
def exchanged(path: Path, ring: Ring | None) -> Generator[None]:
    """Let the keys change while another file takes the place of a data file, encrypted or not.

    Whenever the program is killed, keys lie there that open whichever file it is.
    """
    before = _still_readable(path)
    in_hand = path.with_name(path.name + cipher.IN_HAND)
    if ring is None and before is not None:
        write(in_hand, before)
        for ending in (cipher.KEPT_TWICE, cipher.KEYS):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        placing.settle_folder(path.parent)
    elif ring is not None and before is None:
        write(in_hand, ring)
    elif ring is not None and before is not None and before != ring:
        others = [held for held in before.keys if held.check != ring.newest.check]
        keep(path, Ring((*others[-1:], ring.newest)))
    yield
    # The other file is there: what is left undone is done when it is opened, and opens it as it is.
    with suppress(DeskError, OSError):
        if ring is None:
            forget(path)
        else:
            keep(path, ring)
            in_hand.unlink(missing_ok=True)


def _still_readable(path: Path) -> Ring | None:
    try:
        return of(path)
    except DeskError:
        # Whatever they were: the file that they are for is about to go.
        return None


def forget(path: Path) -> None:
    """Take away the keys beside a data file that is gone, or plain again."""
    for ending in (cipher.KEYS, cipher.KEPT_TWICE, cipher.IN_HAND):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    placing.settle_folder(path.parent)


def read(file: Path) -> Ring:
    """Read one file of keys; raises Unsound, or OSError where it cannot be read at all."""
    with file.open("rb") as opened:
        content = opened.read(_LARGEST + 1)
    return from_bytes(content)


def from_bytes(content: bytes) -> Ring:
    """Read what stands in a file of keys, or in a manifest; raises Unsound."""
    if len(content) > _LARGEST:
        raise Unsound("These are no keys", "There is too much of it.")
    try:
        return ring_from(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise Unsound("These are no keys", "They cannot be read.") from error


def write(file: Path, ring: Ring) -> None:
    """Write one file of keys: after a power cut there is the old one or the new one."""
    try:
        placing.write(file, _written(ring))
    except OSError as error:
        raise DeskError(
            "The keys cannot be written", f"{file}: {error.strerror}. {UNTOUCHED}"
        ) from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _written(ring: Ring) -> bytes:
    return (json.dumps(told_by(ring), indent=1, sort_keys=True) + "\n").encode()


def _unreadable(path: Path, error: Exception) -> Trouble:
    if isinstance(error, Unsound) and error.title == _NEWER:
        return Trouble(Kind.NEWER, error.title, f"{error.detail} {UNTOUCHED}")
    said = Trouble(
        Kind.DAMAGED,
        "The keys of your data file cannot be read",
        f"{UNTOUCHED} Put back {path.name}{cipher.KEYS}, or a backup with its recovery code.",
    )
    said.__cause__ = error
    return said


# --- As plain values, for a file or a manifest ------------------------------------------------


def told_by(ring: Ring) -> dict[str, Any]:
    """Give the keys as what JSON can hold."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "keys": [
            {"check": held.check, "wraps": [_wrap_told(wrap) for wrap in held.wraps]}
            for held in ring.keys
        ],
    }
    return told | {"sum": _sum(told)}


def ring_from(told: object) -> Ring:
    """Read what `told_by` gave, from wherever it comes; raises Unsound."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Unsound("These are no keys")
    if type(told.get("version")) is not int or told["version"] > VERSION:
        raise Unsound(_NEWER, "Open it with the newer program.")
    if told.get("sum") != _sum({name: value for name, value in told.items() if name != "sum"}):
        raise Unsound("These keys are damaged", "They are not as they were written.")
    keys = told.get("keys")
    if not isinstance(keys, list) or not 1 <= len(keys) <= _MOST_KEYS:
        raise Unsound("These keys are damaged", "There must be one key, or two.")
    return Ring(tuple(_held(one) for one in keys))


_NEWER = "These keys are from a newer SNT Desk"


def _sum(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _wrap_told(wrap: Wrap) -> dict[str, Any]:
    return {
        "kind": wrap.kind,
        "salt": wrap.salt.hex(),
        "sealed": wrap.sealed.hex(),
        "cost": wrap.cost,
        "name": wrap.name,
    }


def _held(told: Any) -> Held:
    if not isinstance(told, dict):
        raise Unsound("These keys are damaged", "A key is not written as one.")
    wraps = told.get("wraps")
    if not isinstance(wraps, list) or not 1 <= len(wraps) <= _MOST_WRAPS:
        raise Unsound("These keys are damaged", "A key is not put away in any way.")
    check = _bytes(told, "check")
    if len(check) * 2 != _CHECK:
        raise Unsound("These keys are damaged", "A check is not as long as it must be.")
    return Held(check.hex(), tuple(_wraps(wraps)))


def _wraps(told: list[Any]) -> Iterator[Wrap]:
    for one in told:
        if not isinstance(one, dict):
            raise Unsound("These keys are damaged", "A wrap is not written as one.")
        kind, cost, name = one.get("kind"), one.get("cost"), one.get("name")
        if kind not in KINDS or type(cost) is not int or not isinstance(name, str):
            raise Unsound("These keys are damaged", "A wrap is of no kind that there is.")
        wrap = Wrap(kind, _bytes(one, "salt"), _bytes(one, "sealed"), cost, name)
        if not _is_sane(wrap):
            raise Unsound("These keys are damaged", f"The wrap by {kind} cannot be one.")
        yield wrap


def _is_sane(wrap: Wrap) -> bool:
    """Look before anything is computed: what a file says must not take all memory or time."""
    if len(wrap.name) > _LONGEST_NAME or not wrap.name.isprintable():
        return False
    if wrap.kind == "escrow":
        return 0 < len(wrap.sealed) <= _LARGEST_ESCROW
    costs = cipher_wraps.COSTS if wrap.kind in {"password", "code"} else {0}
    return len(wrap.salt) == SALT and len(wrap.sealed) == SEALED and wrap.cost in costs


def _bytes(told: Mapping[str, Any], name: str) -> bytes:
    value = told.get(name)
    if isinstance(value, str):
        with suppress(ValueError):
            return bytes.fromhex(value)
    raise Unsound("These keys are damaged", f"“{name}” is not written as it must be.")
