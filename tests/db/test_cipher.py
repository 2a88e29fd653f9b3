"""An encrypted file opens with its key alone, and never by falling back to a plain one."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from snt_desk.db import backup, cipher, cipher_ring, engine
from snt_desk.db.backup import Order
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Held, Ring, Unsound
from snt_desk.db.cipher_wraps import Wrap
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.health import faults
from snt_desk.db.opening import create_store, discard, open_store, open_to_look
from snt_desk.domain import clock
from tests.db.rows import add_member, collars
from tests.fixtures_store import ACTOR

KEY = Key(secrets.token_bytes(32))
OTHER = Key(secrets.token_bytes(32))
RING = Ring((Held(cipher.check_of(KEY), (Wrap("store", bytes(16), bytes(48), 0, "x"),)),))
NAME = "Ptolemaia"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted file with one person in it, its keys beside it; copy them, never open it."""
    path = tmp_path_factory.mktemp("whole") / "desk.db"
    cipher_ring.keep(path, RING)
    store = create_store(str(path), ACTOR, KEY)
    with store.change("Add member") as session:
        add_member(session, "1234AB").last_name = NAME
    store.close()
    return path


@pytest.fixture
def encrypted(whole: Path, tmp_path: Path) -> Path:
    """Such a file of the test's own."""
    shutil.copytree(whole.parent, tmp_path / "desk")
    return tmp_path / "desk" / whole.name


def refused(kind: Kind, path: Path, key: Key | None) -> Trouble:
    """Try to open the file; it is refused for that reason, and not a byte of it is changed."""
    before = path.read_bytes()
    with pytest.raises(Trouble) as looking:
        open_to_look(str(path), ACTOR, key)
    with pytest.raises(Trouble) as said:
        open_store(str(path), ACTOR, key)
    assert (said.value.kind, looking.value.kind) == (kind, kind)
    assert path.read_bytes() == before
    return said.value


def test_an_encrypted_file_opens_with_its_key_and_holds_nothing_to_read(encrypted: Path) -> None:
    store = open_store(str(encrypted), ACTOR, KEY)
    assert collars(store) == ["1234AB"]
    assert list(faults(store)) == []
    store.undo()
    store.close()
    for file in encrypted.parent.iterdir():
        assert NAME.encode() not in file.read_bytes()
    assert not cipher.is_plain(encrypted)


def test_without_the_key_it_is_locked(encrypted: Path) -> None:
    refused(Kind.LOCKED, encrypted, None)


def test_the_wrong_key_is_told_before_the_file_is_touched(encrypted: Path) -> None:
    assert "key" in refused(Kind.LOCKED, encrypted, OTHER).title


@pytest.mark.parametrize("at", [0, 20, 100, 2000, 4095])
def test_damage_is_told_from_the_wrong_key(encrypted: Path, at: int) -> None:
    content = bytearray(encrypted.read_bytes())
    content[at] ^= 1
    encrypted.write_bytes(content)
    assert "key is the right one" in refused(Kind.DAMAGED, encrypted, KEY).detail
    refused(Kind.LOCKED, encrypted, OTHER)


def test_the_check_names_the_page_that_is_damaged(encrypted: Path) -> None:
    content = bytearray(encrypted.read_bytes())
    page = len(content) // 4096 - 2
    content[page * 4096 + 9] ^= 1
    encrypted.write_bytes(content)
    with pytest.raises(Trouble):
        open_store(str(encrypted), ACTOR, KEY)
    store = open_to_look(str(encrypted), ACTOR, KEY)
    said = " ".join(faults(store))
    store.close()
    assert f"page {page + 1}" in said


def test_a_page_that_nothing_uses_may_be_torn_by_a_power_cut(encrypted: Path) -> None:
    store = open_store(str(encrypted), ACTOR, KEY)
    for typed in ("n" * 60_000, ""):
        store.keep_draft("patrol", typed)
    content = bytearray(encrypted.read_bytes())
    content[-4096 + 512 : -4096 + 1024] = bytes(512)  # the last of those that the draft had
    encrypted.write_bytes(content)
    with closing(engine.raw(encrypted, KEY)) as connection:
        assert len(cipher.damaged_pages(connection)) == 1
    assert list(faults(store)) == []
    store.keep_draft("patrol", "n" * 60_000)
    store.close()
    with closing(engine.raw(encrypted, KEY)) as connection:
        assert cipher.damaged_pages(connection) == []


@pytest.mark.parametrize("key", [None, KEY], ids=["no key", "its key"])
def test_a_plain_file_in_its_place_is_refused(
    encrypted: Path, template: Path, key: Key | None
) -> None:
    shutil.copyfile(template, encrypted)
    assert "not encrypted any more" in refused(Kind.STRANGE, encrypted, key).title


def test_a_key_is_never_used_on_a_plain_file(database: Path) -> None:
    refused(Kind.STRANGE, database, KEY)
    with pytest.raises(Trouble, match="not encrypted any more"):
        engine.raw(database, KEY)
    with pytest.raises(Trouble, match="not encrypted any more"):
        backup.make(database, database.with_name("copy.db"), Order(clock.now(), 1, key=KEY))


def test_a_driver_that_cannot_encrypt_is_refused() -> None:
    import sqlite3

    with pytest.raises(Trouble, match="cannot encrypt"):
        cipher.unlock(sqlite3.connect(":memory:"), KEY)


def test_without_its_keys_it_is_said_what_is_missing(encrypted: Path) -> None:
    cipher_ring.forget(encrypted)
    assert "desk.db.keys must lie beside it" in refused(Kind.FOREIGN, encrypted, None).detail
    refused(Kind.LOCKED, encrypted, OTHER)
    store = open_store(str(encrypted), ACTOR, KEY)
    store.close()


def test_a_copy_has_the_same_key(encrypted: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.make(encrypted, copy, Order(clock.now(), 1, key=KEY))
    assert not cipher.is_plain(copy)
    looking = open_to_look(str(copy), ACTOR, KEY)
    assert collars(looking) == ["1234AB"]
    looking.close()


def test_what_belongs_to_a_file_goes_with_it(encrypted: Path) -> None:
    names = {path.name for path in cipher.companions(encrypted)}
    assert names >= {"desk.db-journal", "desk.db.keys", "desk.db.keys.bak"}
    assert "desk.db.lock" not in names
    discard(str(encrypted))
    assert list(encrypted.parent.iterdir()) == []


# --- The keys beside it -----------------------------------------------------------------------


def keys_of(path: Path) -> Path:
    return path.with_name(path.name + ".keys")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"x" * 70_000, None])
def test_of_two_copies_of_the_keys_one_is_enough(encrypted: Path, content: bytes | None) -> None:
    keys = keys_of(encrypted)
    if content is None:
        keys.unlink()
    else:
        keys.write_bytes(content)
    store = open_store(str(encrypted), ACTOR, KEY)
    store.close()
    assert cipher_ring.read(keys) == RING, "the other one was not mended"


def test_keys_that_are_both_damaged_are_said_and_left(encrypted: Path) -> None:
    for ending in (".keys", ".keys.bak"):
        encrypted.with_name(encrypted.name + ending).write_bytes(b"{}")
    said = refused(Kind.DAMAGED, encrypted, None)
    assert "desk.db.keys" in said.detail
    assert keys_of(encrypted).read_bytes() == b"{}"


def test_every_flipped_bit_in_the_keys_is_found(encrypted: Path) -> None:
    content = keys_of(encrypted).read_bytes()
    for at in range(0, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 2
        keys_of(encrypted).write_bytes(changed)
        try:
            read = cipher_ring.read(keys_of(encrypted))
        except Unsound:
            continue
        assert read == RING, f"byte {at}"


def hostile(change: Callable[[dict[str, Any]], object]) -> bytes:
    told = cipher_ring.told_by(RING)
    change(told)
    del told["sum"]
    summed = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return json.dumps(told | {"sum": summed}).encode()


def wrap(told: dict[str, Any], **said: object) -> None:
    told["keys"][0]["wraps"][0] |= said


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(keys=[]),
        lambda told: told.update(keys=told["keys"] * 3),
        lambda told: told.update(keys=7),
        lambda told: told.update(keys=[None]),
        lambda told: told.update(version=2),
        lambda told: told.update(version=True),
        lambda told: told.update(format="another"),
        lambda told: told["keys"][0].update(check="zz"),
        lambda told: told["keys"][0].update(wraps=[]),
        lambda told: told["keys"][0].update(wraps=[7]),
        lambda told: told["keys"][0].update(wraps=told["keys"][0]["wraps"] * 9),
        lambda told: wrap(told, kind="magic"),
        lambda told: wrap(told, kind="password", cost=1 << 40),
        lambda told: wrap(told, kind="password", cost=3),
        lambda told: wrap(told, kind="password", cost=-1),
        lambda told: wrap(told, cost=1.5),
        lambda told: wrap(told, salt=""),
        lambda told: wrap(told, sealed="00"),
        lambda told: wrap(told, name="\0"),
        lambda told: wrap(told, name="n" * 300),
        lambda told: wrap(told, name=None),
    ],
)
def test_hostile_keys_are_refused_before_anything_is_computed(
    tmp_path: Path, change: Callable[[dict[str, object]], object]
) -> None:
    file = tmp_path / "hostile.keys"
    file.write_bytes(hostile(change))
    with pytest.raises(Unsound):
        cipher_ring.read(file)


def test_keys_are_written_whole_or_not_at_all(encrypted: Path, tmp_path: Path) -> None:
    keys = keys_of(encrypted)
    before = keys.read_bytes()
    keys.with_name(keys.name + ".part").mkdir()
    with pytest.raises(Exception, match="keys cannot be written"):
        cipher_ring.write(keys, Ring((*RING.keys, *RING.keys)))
    assert keys.read_bytes() == before


@pytest.mark.parametrize("damaged", ["desk.db.keys", "desk.db.keys.bak"])
def test_the_keys_are_for_the_desks_owner_as_the_data_is(encrypted: Path, damaged: str) -> None:
    mode = encrypted.with_name(damaged).stat().st_mode
    assert stat.S_IMODE(mode) == stat.S_IMODE(encrypted.stat().st_mode)
