"""Killed, or without power, while a key is changed: exactly one key opens a whole file (A23)."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from snt_desk.db import cipher_change, cipher_ring
from tests.db.test_cipher_change import (
    CHANGES,
    NEW,
    NOTE,
    OLD,
    everything,
    is_sound,
    names,
    open_and_shut,
    plain,
    ring,
    unheard,
)
from tests.fixtures_store import ACTOR
from tests.trust.children import READY, Say, killed_after
from tests.trust.figures import Tally
from tests.trust.powercut import Disk, cuts
from tests.trust.writelog import recorded

__all__ = ["plain"]  # a fixture

DONE = "done"
A_LONG_TIME = 100.0
LEFTOVERS = (".part", ".was-plain", ".new")

pytestmark = [pytest.mark.trust, pytest.mark.timeout(600)]
each_change = pytest.mark.parametrize("what", CHANGES)


def change(say: Say, path: Path, what: str) -> None:
    """Encrypt a file, make it plain, or give it a new key."""
    say(READY)
    if what == "encrypt":
        cipher_change.encrypt(path, ACTOR, OLD, ring(OLD), unheard)
    elif what == "make_plain":
        cipher_change.make_plain(path, ACTOR, OLD, unheard)
    else:
        cipher_change.give_new_key(path, ACTOR, OLD, NEW, ring(NEW), unheard)
    say(DONE)


@pytest.fixture
def begun(plain: Path, what: str) -> Path:
    """A file to which this change can be done."""
    if CHANGES[what][0]:
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    return plain


def killed(path: Path, what: str, times: int) -> Iterator[list[str]]:
    """Kill the change so often, each time begun anew; what it said before."""
    kept = {name: path.with_name(name).read_bytes() for name in names(path)}
    chance, began = random.Random(what), time.monotonic()
    assert killed_after(A_LONG_TIME, change, path, what) == [DONE]
    longest = 1.2 * (time.monotonic() - began)
    for _ in range(times):
        for left in names(path):
            path.with_name(left).unlink()
        for name, content in kept.items():
            path.with_name(name).write_bytes(content)
        yield killed_after(chance.uniform(0, longest), change, path, what)


def look(path: Path, what: str, before: Any, said: list[str], found: Counter[str]) -> None:
    """One of both keys opens the file, whole; nothing of the other state is left beside it."""
    old, new = CHANGES[what]
    opened = [key for key in (old, new) if open_and_shut(path, key)]
    if len(opened) != 1:
        found[f"{len(opened)} keys open it"] += 1
        found["corrupt"] += 1
        return
    [key] = opened
    found["lost"] += DONE in said and key != new
    found["torn"] += everything(path, key) != before
    found["corrupt"] += not is_sound(path, key)
    found["left behind"] += any(name.endswith(LEFTOVERS) for name in names(path))
    found["keys"] += keys_beside(path) != (None if key is None else ring(key))
    if key is not None:
        beside = [path.with_name(name).read_bytes() for name in names(path)]
        found["to be read"] += any(NOTE in content for content in beside)
    found.update({"new": key == new, "old": key == old})


def keys_beside(path: Path) -> object:
    return cipher_ring.of(path) if cipher_ring.are_settled(path) else None


def insist(found: Counter[str], tally: Tally) -> None:
    ends = found.pop("new"), found.pop("old")
    for name in ("lost", "torn", "corrupt"):
        tally(name, found[name])
    assert not any(found.values()), dict(found)
    assert all(ends), "none was met at work: this proved nothing"


@each_change
def test_a_change_of_key_that_is_killed_leaves_a_file_that_one_key_opens(
    begun: Path, what: str, tally: Tally
) -> None:
    before, found = everything(begun, CHANGES[what][0]), Counter[str]()
    for said in killed(begun, what, 20):
        look(begun, what, before, said, found)
    tally("re-keys", found["new"] + found["old"])
    insist(found, tally)


@each_change
def test_a_power_cut_while_a_key_is_changed_leaves_a_file_that_one_key_opens(
    begun: Path, what: str, library: Path, tally: Tally
) -> None:
    before, found = everything(begun, CHANGES[what][0]), Counter[str]()
    folder, disk = begun.parent, Disk(begun.parent)
    log = recorded(folder, library, change, begun, what)
    for after, said in cuts(disk, log, 100, 9, folder.with_name(f"{folder.name}.after")):
        look(after / begun.name, what, before, said, found)
    tally("power cuts in re-keys", found["new"] + found["old"])
    insist(found, tally)
