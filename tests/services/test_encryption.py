"""Who can open an encrypted file, how that is changed, and what happens to who cannot."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from snt_desk.db import cipher, cipher_ring, cipher_tries, cipher_wraps
from snt_desk.db.backup import manifest_path
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import recovery_code
from snt_desk.errors import DeskError
from snt_desk.services import backup_list, backups, encryption, key_store, policy
from snt_desk.services.encryption import Choice, State
from snt_desk.services.policy import Policy
from tests.db.rows import add_member, collars
from tests.fixtures_store import ACTOR

CODE = recovery_code.new()
PASSWORD = "three calm words"
NONE = Policy()


def unheard(_done: int, _of: int) -> None:
    pass


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a second for each password is what it is to cost; not here."""
    monkeypatch.setattr(cipher_wraps, "COST", 1 << 10)


@pytest.fixture
def key_store_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.services.key_stores.Works")
    monkeypatch.setenv("SNT_DESK_TEST_KEY_STORE", str(tmp_path / "store.json"))
    return tmp_path / "store.json"


@pytest.fixture
def no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def plain(store: Store, database: Path) -> str:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    return str(database)


@pytest.fixture
def locked(plain: str, no_key_store: None) -> str:
    """A file with a password, and its recovery code."""
    encryption.turn_on(plain, ACTOR, Choice(CODE, PASSWORD), NONE, unheard)
    return plain


def holds(where: str, key: cipher.Key | None) -> bool:
    store = open_store(where, ACTOR, key)
    found = collars(store) == ["1234AB"]
    store.close()
    return found


def test_password_and_recovery_code_open_it(locked: str) -> None:
    assert encryption.state_of(locked) == State(encrypted=True, password=True)
    assert holds(locked, encryption.by_password(locked, PASSWORD))
    assert holds(locked, encryption.by_code(locked, recovery_code.shown(CODE).lower()))
    assert encryption.by_key_store(locked) is None


def test_neither_another_password_nor_another_code_does(locked: str) -> None:
    before = Path(locked).read_bytes()
    with pytest.raises(DeskError, match="password does not open"):
        encryption.by_password(locked, "three calm word")
    with pytest.raises(DeskError, match="recovery code does not open"):
        encryption.by_code(locked, recovery_code.new())
    with pytest.raises(DeskError, match="mistyped"):
        encryption.by_code(locked, CODE[:-1] + ("3" if CODE[-1] == "2" else "2"))
    assert Path(locked).read_bytes() == before


def test_without_a_password_the_computer_opens_it(plain: str, key_store_works: Path) -> None:
    key = encryption.turn_on(plain, ACTOR, Choice(CODE), NONE, unheard)
    assert encryption.state_of(plain) == State(encrypted=True, key_store=True)
    assert encryption.by_key_store(plain) == key
    assert key.hex() not in key_store_works.read_text()


def test_where_the_computer_keeps_nothing_a_password_is_wanted(
    plain: str, no_key_store: None
) -> None:
    before = Path(plain).read_bytes()
    with pytest.raises(DeskError, match="cannot keep the key"):
        encryption.turn_on(plain, ACTOR, Choice(CODE), NONE, unheard)
    assert Path(plain).read_bytes() == before
    assert not encryption.state_of(plain).encrypted


def test_a_change_of_the_password_leaves_the_data_as_it_is(locked: str) -> None:
    before = Path(locked).read_bytes()
    key = encryption.by_password(locked, PASSWORD)
    encryption.set_password(locked, key, "another long one")
    assert Path(locked).read_bytes() == before
    assert encryption.by_password(locked, "another long one") == key
    with pytest.raises(DeskError, match="password does not open"):
        encryption.by_password(locked, PASSWORD)
    assert encryption.by_code(locked, CODE) == key


def test_a_password_comes_and_goes_and_the_key_store_with_it(
    plain: str, key_store_works: Path
) -> None:
    key = encryption.turn_on(plain, ACTOR, Choice(CODE), NONE, unheard)
    encryption.set_password(plain, key, PASSWORD)
    assert encryption.by_key_store(plain) is None
    assert key_store_works.read_text() == "{}"
    encryption.take_password_away(plain, key)
    assert encryption.by_key_store(plain) == key
    with pytest.raises(DeskError, match="password does not open"):
        encryption.by_password(plain, PASSWORD)


def test_a_password_is_not_taken_away_where_nothing_else_is(locked: str) -> None:
    key = encryption.by_password(locked, PASSWORD)
    with pytest.raises(DeskError, match="cannot keep the key"):
        encryption.take_password_away(locked, key)
    assert encryption.by_password(locked, PASSWORD) == key


def test_a_new_recovery_code_takes_the_place_of_the_old_one(locked: str) -> None:
    new = recovery_code.new()
    key = encryption.by_code(locked, CODE)
    encryption.set_code(locked, key, new, NONE)
    assert encryption.by_code(locked, new) == key
    with pytest.raises(DeskError, match="recovery code does not open"):
        encryption.by_code(locked, CODE)


@pytest.mark.parametrize("left", [None, b"{}"])
def test_keys_that_were_lost_while_the_file_was_open_are_made_anew(
    locked: str, left: bytes | None
) -> None:
    key = encryption.by_password(locked, PASSWORD)
    for ending in (".keys", ".keys.bak"):
        if left is None:
            Path(locked + ending).unlink()
        else:
            Path(locked + ending).write_bytes(left)
    new = recovery_code.new()
    encryption.set_code(locked, key, new, NONE)
    assert holds(locked, encryption.by_code(locked, new))


def test_plain_copies_are_named_wherever_backups_go(locked: str, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    made = backups.back_up(locked, key=encryption.by_password(locked, PASSWORD))
    assert made.manifest is not None
    outside = backup_list.outside(second, made.manifest.origin)
    outside.mkdir()
    copies = [
        Path(f"{locked}.before-3"),
        made.path.with_name("desk-2026-01-01-090000Z.db"),
        outside / "desk-2026-01-01-090001Z.db",
    ]
    for one in copies:
        one.write_bytes(cipher.PLAIN + bytes(100))
    manifest_path(copies[2]).write_bytes(
        replace(made.manifest, made=datetime(2026, 1, 1, 9, 0, 1, tzinfo=UTC)).written()
    )
    assert encryption.plain_copies(locked, second) == sorted(copies)
    encryption.remove(copies)
    assert encryption.plain_copies(locked, second) == []
    assert made.path.exists()


def test_what_only_begins_with_the_same_name_is_no_copy(locked: str, tmp_path: Path) -> None:
    second, own = tmp_path / "second", Path(locked).parent / "backups"
    second.mkdir()
    own.mkdir(exist_ok=True)
    others = [
        second / "letter.db",
        second / "desk-2.db",
        second / "desk-2026-01-01-090000Z.db",
        own / "desk-2-2026-01-01-090000Z.db",
        Path(locked).with_name("desk.db2"),
    ]
    for one in others:
        one.write_bytes(cipher.PLAIN + bytes(100))
    assert encryption.plain_copies(locked, second) == []


def test_a_new_key_comes_with_a_new_code(locked: str) -> None:
    new = recovery_code.new()
    old = encryption.by_password(locked, PASSWORD)
    choice = Choice(new, "the next long one")
    key = encryption.give_new_key(locked, ACTOR, old, choice, NONE, unheard)
    assert key != old
    assert holds(locked, encryption.by_code(locked, new))
    assert holds(locked, encryption.by_password(locked, "the next long one"))
    with pytest.raises(DeskError):
        encryption.by_code(locked, CODE)


def test_encryption_is_turned_off_and_every_trace_of_the_keys_goes(
    plain: str, key_store_works: Path
) -> None:
    key = encryption.turn_on(plain, ACTOR, Choice(CODE), NONE, unheard)
    encryption.turn_off(plain, ACTOR, key, unheard)
    assert encryption.state_of(plain) == State()
    assert holds(plain, None)
    assert key_store_works.read_text() == "{}"


def test_a_file_and_its_code_are_enough_on_a_new_computer(
    locked: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "desk.db"
    shutil.copyfile(locked, elsewhere)
    # As it stands in a manifest.
    beside = cipher_ring.of(Path(locked))
    assert beside is not None
    manifest = json.loads(json.dumps(cipher_ring.told_by(beside)))
    [key] = encryption.codes_open(cipher_ring.ring_from(manifest), CODE)
    assert holds(str(elsewhere), key)


# --- Wrong ones -------------------------------------------------------------------------------


def test_after_five_wrong_passwords_each_costs_time_and_nothing_is_erased(locked: str) -> None:
    waits = []
    for _ in range(12):
        waits.append(encryption.seconds_to_wait(locked))
        with pytest.raises(DeskError):
            encryption.by_password(locked, "not this one either")
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert holds(locked, encryption.by_password(locked, PASSWORD))
    assert encryption.seconds_to_wait(locked) == 0


def test_a_wrong_one_is_counted_although_the_program_was_ended_over_it(
    locked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(cipher_wraps, "with_words", killed)
        encryption.by_password(locked, "not this one")
    assert cipher_tries.wrong(Path(locked)) == 1


@pytest.mark.parametrize("content", [b"", b"-3", b"{}", b"1e9", b"true", b"\xff", b"[" * 5000])
def test_a_count_that_is_none_counts_as_none(locked: str, content: bytes) -> None:
    Path(f"{locked}.tries").write_bytes(content)
    assert encryption.seconds_to_wait(locked) == 0


def test_a_guess_costs_a_fifth_of_a_second_or_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert cipher_wraps.COST == 1 << 17
    wrap = cipher_wraps.under_words("password", PASSWORD, cipher.new_key())
    begun = time.process_time()
    assert cipher_wraps.with_words(wrap, "a guess") is None
    assert time.process_time() - begun > 0.1


# --- The force --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def key_pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("force")
    for command in (
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out private.pem",
        "pkey -in private.pem -pubout -out force.pem",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def force(key_pair: Path, tmp_path: Path) -> Path:
    """A force's key pair, made as IT would: the public one is given away."""
    shutil.copytree(key_pair, tmp_path / "force")
    return tmp_path / "force"


def test_the_force_finds_out_the_recovery_code_with_its_private_key_alone(
    plain: str, no_key_store: None, force: Path
) -> None:
    decided = Policy(escrow_key=force / "force.pem")
    encryption.turn_on(plain, ACTOR, Choice(CODE, PASSWORD), decided, unheard)
    assert encryption.state_of(plain).escrow
    ring = cipher_ring.of(Path(plain))
    assert ring is not None
    wrap = ring.newest.of("escrow")
    assert wrap is not None
    (force / "sealed").write_bytes(wrap.sealed)
    oaep = "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256"
    opened = subprocess.run(
        ["openssl", "pkeyutl", "-decrypt", "-inkey", "private.pem", "-in", "sealed", *oaep.split()],
        cwd=force,
        check=True,
        capture_output=True,
    )
    assert holds(plain, encryption.by_code(plain, opened.stdout.decode()))


def a_small_key(folder: Path) -> None:
    subprocess.run(
        ["openssl", "genrsa", "-out", "small.pem", "1024"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with (folder / "force.pem").open("wb") as out:
        subprocess.run(
            ["openssl", "rsa", "-in", "small.pem", "-pubout"],
            cwd=folder,
            check=True,
            stdout=out,
            stderr=subprocess.DEVNULL,
        )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "force.pem").unlink(),
        lambda folder: (folder / "force.pem").write_bytes(b"no key"),
        a_small_key,
    ],
)
def test_where_the_forces_key_is_none_nothing_is_encrypted(
    plain: str, no_key_store: None, force: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(force)
    before = Path(plain).read_bytes()
    with pytest.raises(DeskError, match="force"):
        decided = Policy(escrow_key=force / "force.pem")
        encryption.turn_on(plain, ACTOR, Choice(CODE, PASSWORD), decided, unheard)
    assert Path(plain).read_bytes() == before


def test_the_force_decides_by_a_file(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    assert policy.read(file) == Policy()
    file.write_text('{"encryption": true, "lock_minutes": 3, "escrow_key": "force.pem"}')
    assert policy.read(file) == Policy(True, 3, tmp_path / "force.pem")
    file.write_text("{}")
    assert policy.read(file) == Policy()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 10_000,
        b" " * 30_000,
        b'{"encryption": "yes"}',
        b'{"encryption": 1}',
        b'{"lock_minutes": 0}',
        b'{"lock_minutes": 31}',
        b'{"lock_minutes": true}',
        b'{"lock_minutes": 5.5}',
        b'{"escrow_key": ""}',
        b'{"escrow_key": "a\\u0000b"}',
        b'{"encrypt": true}',
    ],
)
def test_a_policy_that_cannot_be_followed_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "policy.json"
    file.write_bytes(content)
    with pytest.raises(DeskError, match="force's settings cannot be followed"):
        policy.read(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(DeskError, match="cannot be followed"):
        policy.read(file)


def test_a_key_store_that_stops_working_is_not_waited_for(
    plain: str, key_store_works: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encryption.turn_on(plain, ACTOR, Choice(CODE), NONE, unheard)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    assert encryption.by_key_store(plain) is None
    assert not key_store.works()
