"""A file is encrypted, made plain, or given a new key wholly or not at all."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from snt_desk.db import cipher, cipher_change, cipher_ring, engine, schema
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Held, Ring
from snt_desk.db.cipher_wraps import Wrap
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from tests.db.rows import fill, rows_of
from tests.fixtures_store import ACTOR

ROOT = Path(schema.__file__).parents[2]
OLD, NEW = Key(bytes(range(32))), Key(bytes(range(1, 33)))
NOTE = b"Ptolemaia"


def ring(key: Key) -> Ring:
    return Ring((Held(cipher.check_of(key), (Wrap("store", bytes(16), bytes(48), 0, "x"),)),))


def unheard(_done: int, _of: int) -> None:
    pass


@pytest.fixture
def plain(store: Store, database: Path) -> Path:
    """A plain file with records in it, a name among them, not open."""
    with store.change("Log patrol") as session:
        fill(session)
    with store.change("Meet Ptolemaia"):
        pass
    store.keep_draft("patrol", NOTE.decode())
    store.close()
    return database


@pytest.fixture
def encrypted(plain: Path) -> Path:
    cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    return plain


def everything(path: Path, key: Key | None) -> Any:
    with closing(engine.raw(path, key)) as connection:
        return rows_of(connection), connection.execute("SELECT * FROM changes").fetchall()


def is_sound(path: Path, key: Key | None) -> bool:
    store = open_store(str(path), ACTOR, key)
    found = list(faults(store))
    store.close()
    return not found


def names(path: Path) -> set[str]:
    return {one.name for one in path.parent.glob(f"{path.name}*")}


def test_an_encrypted_file_holds_what_the_plain_one_held(plain: Path) -> None:
    before = everything(plain, None)
    with closing(engine.raw(plain)) as connection:
        [version] = connection.execute("PRAGMA user_version").fetchone()
    heard: list[tuple[int, int]] = []
    cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), lambda done, of: heard.append((done, of)))
    assert everything(plain, OLD) == before
    assert is_sound(plain, OLD)
    with closing(engine.raw(plain, OLD)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert cipher_ring.of(plain) == ring(OLD)
    assert heard


def test_nothing_of_the_plain_file_is_left_beside_it(plain: Path) -> None:
    assert NOTE in plain.read_bytes()
    held = plain.open("rb")
    cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    assert names(plain) <= {
        "desk.db",
        "desk.db-journal",
        "desk.db.lock",
        "desk.db.keys",
        "desk.db.keys.bak",
    }
    for one in plain.parent.glob("*"):
        assert NOTE not in one.read_bytes()
    # What the disk had under the old name was written over.
    assert NOTE not in held.read()
    held.close()


def test_a_file_with_a_second_name_is_not_written_over(plain: Path) -> None:
    other = plain.with_name("mine.db")
    os.link(plain, other)
    before = other.read_bytes()
    cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    assert other.read_bytes() == before


def test_it_is_made_plain_again_and_its_keys_go(encrypted: Path) -> None:
    before = everything(encrypted, OLD)
    cipher_change.make_plain(encrypted, ACTOR, OLD, unheard)
    assert everything(encrypted, None) == before
    assert is_sound(encrypted, None)
    assert not [name for name in names(encrypted) if ".keys" in name]


def test_a_new_key_opens_it_and_the_old_one_no_longer(encrypted: Path) -> None:
    before = everything(encrypted, OLD)
    cipher_change.give_new_key(encrypted, ACTOR, OLD, NEW, ring(NEW), unheard)
    assert everything(encrypted, NEW) == before
    assert is_sound(encrypted, NEW)
    assert not cipher_change.opens(encrypted, OLD)
    with pytest.raises(Trouble) as said:
        open_store(str(encrypted), ACTOR, OLD)
    assert said.value.kind is Kind.LOCKED


def test_who_has_the_file_open_is_not_disturbed(store: Store, database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(Trouble) as said:
        cipher_change.encrypt(database, ACTOR, OLD, ring(OLD), unheard)
    assert said.value.kind is Kind.IN_USE
    assert database.read_bytes() == before


@pytest.mark.parametrize("wanted", [None, NEW])
def test_how_far_it_is_is_told_of_an_encrypted_file_too(
    encrypted: Path, wanted: Key | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher_change, "_STEPS", 10)
    heard: list[tuple[object, object]] = []

    def hear(done: int, of: int) -> None:
        heard.append((done, of))

    size = encrypted.stat().st_size
    if wanted is None:
        cipher_change.make_plain(encrypted, ACTOR, OLD, hear)
    else:
        cipher_change.give_new_key(encrypted, ACTOR, OLD, wanted, ring(wanted), hear)
    assert {type(one) for pair in heard for one in pair} == {int}
    assert size in {of for _, of in heard}


def test_to_give_it_up_leaves_the_file_as_it_was(plain: Path) -> None:
    before = plain.read_bytes()

    def give_up(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), give_up)
    assert plain.read_bytes() == before
    assert names(plain) <= {"desk.db", "desk.db-journal", "desk.db.lock"}
    assert is_sound(plain, None)


def test_a_damaged_file_is_not_written_anew(plain: Path) -> None:
    content = bytearray(plain.read_bytes())
    content[-5000:-1000] = bytes(4000)
    content[9 * 4096 : 10 * 4096] = secrets.token_bytes(4096)
    plain.write_bytes(content)
    with pytest.raises(Trouble) as said:
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    assert said.value.kind is Kind.DAMAGED
    assert plain.read_bytes() == content


def test_without_room_nothing_is_begun(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(plain.parent)._replace(free=plain.stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    before = plain.read_bytes()
    with pytest.raises(Trouble) as said:
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    assert said.value.kind is Kind.FULL
    assert plain.read_bytes() == before


# --- Killed -----------------------------------------------------------------------------------

CHANGES = {"encrypt": (None, OLD), "make_plain": (OLD, None), "give_new_key": (OLD, NEW)}


def kill(path: Path, what: str, times: int) -> Counter[str]:
    """Kill the change at random moments; afterwards exactly one of both keys opens a whole file."""
    old, new = CHANGES[what]
    before, chance = everything(path, old), random.Random(7)
    kept = {one.name: one.read_bytes() for one in path.parent.glob(f"{path.name}*")}
    ends: Counter[str] = Counter()
    for _ in range(times):
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        for name, content in kept.items():
            (path.parent / name).write_bytes(content)
        command = [sys.executable, "-m", "tests.db.changing_keys", str(path), what]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "go\n"
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=chance.uniform(0, 0.4))
            child.kill()
        opened = [key for key in (old, new) if open_and_shut(path, key)]
        assert len(opened) == 1, f"{len(opened)} keys open it"
        [key] = opened
        assert everything(path, key) == before
        assert is_sound(path, key)
        assert not [name for name in names(path) if name.endswith((".part", ".was-plain", ".new"))]
        if key is None:
            assert not cipher_ring.are_settled(path)
        else:
            assert cipher_ring.of(path) == ring(key)
            assert not any(NOTE in one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
        ends["new" if key == new else "old"] += 1
    print(f"{what}: {dict(ends)}")
    return ends


def open_and_shut(path: Path, key: Key | None) -> bool:
    try:
        open_store(str(path), ACTOR, key).close()
    except DeskError:
        return False
    return True


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_that_is_killed_leaves_the_old_file_or_the_new_one(plain: Path, what: str) -> None:
    if CHANGES[what][0]:
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    kill(plain, what, 2)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_that_is_killed_forty_times_leaves_the_old_file_or_the_new_one(
    plain: Path, what: str
) -> None:
    if CHANGES[what][0]:
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    ends = kill(plain, what, 40)
    assert set(ends) == {"old", "new"}, "no kill met the change at work: this proved nothing"


# --- On a disk that is full -------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="it makes a small disk of memory")
@pytest.mark.parametrize(
    "what", ["encrypt", *(pytest.param(one, marks=pytest.mark.long) for one in [*CHANGES][1:])]
)
def test_on_a_disk_that_fills_up_the_file_stays_as_it_was(plain: Path, what: str) -> None:
    if CHANGES[what][0]:
        cipher_change.encrypt(plain, ACTOR, OLD, ring(OLD), unheard)
    disk = plain.parent / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size=4m none "$1" && exec "$2" -m tests.db.filling_disk "$3" "$1" "$4"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(disk), sys.executable, str(plain), what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    refused, made = (int(word) for word in done.stdout.split() if word.isdigit())
    assert refused > 3
    assert made > 1
