"""A backup takes the place of the data file wholly or not at all, and what it replaced is kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from snt_desk.db import cipher, cipher_change, cipher_ring, cipher_wraps, putting_back
from snt_desk.db import models as m
from snt_desk.db.backup import manifest_path
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Held, Ring
from snt_desk.db.cipher_wraps import Wrap
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.health import faults
from snt_desk.db.opening import create_store, open_store
from snt_desk.domain import recovery_code
from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError
from snt_desk.services import backups, encryption
from snt_desk.services.backups import Backup
from snt_desk.services.encryption import Choice
from snt_desk.services.policy import Policy
from tests.db.rows import all_rows, raw
from tests.fixtures_store import ACTOR
from tests.keyed import KEY

OTHER = Key(bytes(range(1, 33)))
RELEASED = Path(__file__).parents[1] / "released"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password or a code costs next to nothing to try."""
    monkeypatch.setattr(cipher_wraps, "COST", 1 << 10)


def add_team(database: Path, code: str, key: Key | None = None) -> None:
    store = open_store(str(database), ACTOR, key)
    with store.change(f"Add {code}") as session:
        session.add(m.Team(code=code, name=code, district="West"))
    store.close()


def codes(database: Path, key: Key | None = None) -> set[str]:
    store = open_store(str(database), ACTOR, key)
    try:
        with store.read() as session:
            assert list(faults(store)) == []
            return {team.code for team in session.query(m.Team)}
    finally:
        store.close()


def last_change(database: Path) -> tuple[str, str]:
    with raw(database) as connection:
        found: tuple[str, str] = connection.execute(
            "SELECT kind, label FROM changes ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return found


@pytest.fixture
def made(database: Path) -> Backup:
    """A backup with one team; the data file has two by now."""
    add_team(database, "ONE")
    found = backups.back_up(str(database))
    add_team(database, "TWO")
    return found


def test_a_backup_is_put_back_and_the_replaced_file_kept(database: Path, made: Backup) -> None:
    kept = backups.restore(str(database), made, ACTOR)
    assert kept is not None
    assert codes(database) == {"ONE"}
    newest = backups.listed(str(database))[0]
    assert (newest.path, newest.why, newest.checked) == (kept, Why.REPLACED, True)
    assert newest.rows["teams"] == 2


def test_the_restore_stands_in_the_journal_of_what_was_put_back(
    database: Path, made: Backup
) -> None:
    backups.restore(str(database), made, ACTOR)
    kind, label = last_change(database)
    assert (kind, label) == ("barrier", f"Put back the backup of {made.words.split(',')[0]}")
    # No record differs from the backup.
    assert all_rows(made.path) == all_rows(database)


def test_a_restore_is_undone_by_putting_back_what_it_replaced(database: Path, made: Backup) -> None:
    backups.restore(str(database), made, ACTOR)
    backups.restore(str(database), backups.listed(str(database))[0], ACTOR)
    assert codes(database) == {"ONE", "TWO"}


def test_where_there_is_no_data_file_one_is_made(database: Path, made: Backup) -> None:
    database.unlink()
    assert backups.restore(str(database), made, ACTOR) is None
    assert codes(database) == {"ONE"}


@pytest.mark.parametrize("harm", [b"", b"\0" * 4096, b"not a database at all" * 500])
def test_a_damaged_file_is_replaced_and_kept_as_it_was(
    database: Path, made: Backup, harm: bytes
) -> None:
    database.write_bytes(harm)
    kept = backups.restore(str(database), made, ACTOR)
    assert kept is not None
    assert kept.read_bytes() == harm
    assert codes(database) == {"ONE"}
    # It is listed as what it is, and never offered.
    assert not backups.listed(str(database))[0].checked
    assert backups.newest_good(str(database)) == made


def test_a_journal_that_lies_beside_it_goes_with_the_replaced_file(
    database: Path, made: Backup
) -> None:
    database.write_bytes(b"damaged")
    for ending in ("-journal", "-wal", "-shm"):
        database.with_name(database.name + ending).write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" * 99)
    kept = backups.restore(str(database), made, ACTOR)
    assert kept is not None
    assert codes(database) == {"ONE"}
    assert kept.with_name(kept.name + "-journal").stat().st_size == 8 * 99
    assert not database.with_name(database.name + "-wal").exists()


def test_while_a_window_has_the_file_nothing_is_put_back(database: Path, made: Backup) -> None:
    store = open_store(str(database), ACTOR)
    with pytest.raises(Trouble, match="in use") as caught:
        backups.restore(str(database), made, ACTOR)
    assert caught.value.kind is Kind.IN_USE
    store.close()
    assert codes(database) == {"ONE", "TWO"}


def refused(database: Path, chosen: Backup) -> DeskError:
    before = database.read_bytes()
    with pytest.raises(DeskError) as caught:
        backups.restore(str(database), chosen, ACTOR)
    assert database.read_bytes() == before
    assert not putting_back.part_of(database).exists()
    return caught.value


def as_backup(database: Path, path: Path) -> Backup:
    """Another file, under the name of a backup."""
    folder = database.parent / "backups"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(path, folder / "desk-2026-07-14-170200.db")
    [found] = [one for one in backups.listed(str(database)) if one.manifest is None]
    return found


def test_the_backup_of_another_team_is_refused(
    database: Path, made: Backup, template: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    shutil.copyfile(template, other)
    for path, code in ((other, "OTHER"), (database, "ONE")):
        store = open_store(str(path), ACTOR)
        with store.change("Choose the team") as session:
            if code == "OTHER":
                session.add(m.Team(code=code, name=code, district="West"))
            session.add(m.Setting(key="desk.team", value=f'"{code}"'))
        store.close()
    said = refused(database, as_backup(database, other))
    assert said.title == "This is a backup of another team"


def test_a_backup_of_a_newer_version_is_refused(database: Path, made: Backup) -> None:
    with raw(database) as connection:
        newer = database.with_name("newer.db")
        connection.execute("VACUUM INTO ?", (str(newer),))
    with raw(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "newer" in refused(database, as_backup(database, newer)).title


def test_a_backup_with_a_planted_trigger_is_refused(database: Path, made: Backup) -> None:
    planted = database.with_name("planted.db")
    shutil.copyfile(database, planted)
    with raw(planted) as connection:
        connection.execute(
            "CREATE TRIGGER help AFTER INSERT ON images BEGIN DELETE FROM members; END"
        )
    assert "alone" in refused(database, as_backup(database, planted)).title


def test_what_is_no_backup_of_ours_is_refused(database: Path, made: Backup) -> None:
    foreign = database.with_name("foreign.db")
    foreign.write_bytes(os.urandom(20_000))
    assert refused(database, as_backup(database, foreign)).detail == "It cannot be read."


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_backup_of_an_older_version_is_brought_up(database: Path, version: int) -> None:
    chosen = as_backup(database, RELEASED / f"{version:04}.db")
    backups.restore(str(database), chosen, ACTOR)
    codes(database)
    assert last_change(database)[1].startswith("Put back the backup of")


# --- Encrypted files ----------------------------------------------------------------------------


def ring(key: Key, name: str) -> Ring:
    wrap = Wrap("store", bytes(16), bytes(48), 0, name)
    return Ring((Held(cipher.check_of(key), (wrap,)),))


@pytest.fixture(scope="module")
def template_encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted data file, made once; copy it, never open it."""
    path = tmp_path_factory.mktemp("encrypted") / "desk.db"
    create_store(str(path), ACTOR, KEY).close()
    return path


@pytest.fixture
def encrypted(tmp_path: Path, template_encrypted: Path) -> Path:
    """An encrypted data file with its keys, and no team yet."""
    database = tmp_path / "secret" / "desk.db"
    database.parent.mkdir()
    shutil.copyfile(template_encrypted, database)
    cipher_ring.keep(database, ring(KEY, "first"))
    return database


def name_of(database: Path) -> str:
    found = cipher_ring.of(database)
    assert found is not None
    [held] = found.keys
    return held.wraps[0].name


def test_an_encrypted_file_is_backed_up_and_put_back_with_its_key(encrypted: Path) -> None:
    add_team(encrypted, "ONE", KEY)
    made = backups.back_up(str(encrypted), key=KEY, why=Why.REKEY)
    assert not made.path.read_bytes().startswith(b"SQLite")
    add_team(encrypted, "TWO", KEY)
    kept = backups.restore(str(encrypted), made, ACTOR, KEY)
    assert codes(encrypted, KEY) == {"ONE"}
    newest = backups.listed(str(encrypted))[0]
    assert (newest.path, newest.checked, newest.rows["teams"]) == (kept, True, 2)


def test_a_password_that_was_changed_since_stays_changed(encrypted: Path) -> None:
    made = backups.back_up(str(encrypted), key=KEY)
    cipher_ring.keep(encrypted, ring(KEY, "second"))
    backups.restore(str(encrypted), made, ACTOR, KEY)
    assert name_of(encrypted) == "second"


def test_on_a_clean_computer_a_backup_brings_its_keys(encrypted: Path, tmp_path: Path) -> None:
    made = backups.back_up(str(encrypted), key=KEY)
    new = tmp_path / "new" / "desk.db"
    backups.restore(str(new), made, ACTOR, KEY)
    assert name_of(new) == "first"
    assert codes(new, KEY) == set()


def test_without_its_key_it_is_not_put_back(encrypted: Path, tmp_path: Path) -> None:
    made = backups.back_up(str(encrypted), key=KEY)
    for key in (None, OTHER):
        with pytest.raises(DeskError):
            backups.restore(str(tmp_path / "new.db"), made, ACTOR, key)
    assert not (tmp_path / "new.db").exists()


def test_a_plain_backup_takes_the_place_of_an_encrypted_file_and_its_keys_go(
    encrypted: Path, database: Path
) -> None:
    add_team(database, "ONE")
    plain = backups.back_up(str(database))
    backups.restore(str(encrypted), plain, ACTOR, KEY)
    assert codes(encrypted) == {"ONE"}
    assert not any(path.exists() for path in cipher.companions(encrypted)[1:])
    # And back, by what was kept.
    backups.restore(str(encrypted), backups.listed(str(encrypted))[0], ACTOR, KEY)
    assert name_of(encrypted) == "first"
    assert codes(encrypted, KEY) == set()


def test_a_backup_with_an_older_key_brings_that(encrypted: Path) -> None:
    made = backups.back_up(str(encrypted), key=KEY)
    cipher_change.give_new_key(
        encrypted, ACTOR, KEY, OTHER, ring(OTHER, "other"), lambda _done, _total: None
    )
    add_team(encrypted, "ONE", OTHER)
    kept = backups.restore(str(encrypted), made, ACTOR, KEY)
    assert (name_of(encrypted), codes(encrypted, KEY)) == ("first", set())
    newest = backups.listed(str(encrypted))[0]
    assert newest.path == kept
    backups.restore(str(encrypted), newest, ACTOR, OTHER)
    assert (name_of(encrypted), codes(encrypted, OTHER)) == ("other", {"ONE"})


def encrypt(database: Path, code: str) -> Key:
    """Encrypt a file; it has the recovery code and a password."""
    choice = Choice(code, "three calm words")
    return encryption.turn_on(str(database), ACTOR, choice, Policy(), lambda _done, _of: None)


def test_the_keys_beside_an_encrypted_file_go_with_its_backups(database: Path) -> None:
    plain = backups.back_up(str(database))
    first, second = recovery_code.new(), recovery_code.new()
    key = encrypt(database, first)
    made = backups.back_up(str(database), key=key)
    encryption.set_code(str(database), key, second, Policy())
    backups.restore(str(database), made, ACTOR, key)
    assert encryption.by_code(str(database), second) == key
    backups.restore(str(database), plain, ACTOR)
    assert not encryption.state_of(str(database)).encrypted
    codes(database)
    backups.restore(str(database), made, ACTOR, key)
    codes(database, encryption.by_code(str(database), first))


def test_keys_that_cannot_be_written_after_the_swap_are_written_at_the_opening(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = backups.back_up(str(database))
    key = encrypt(database, recovery_code.new())
    made = backups.back_up(str(database), key=key)
    backups.restore(str(database), plain, ACTOR)

    def refuse(path: Path, _ring: object) -> None:
        raise DeskError("The keys cannot be written", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(cipher_ring, "keep", refuse)
        # It is done, and is not said to have failed.
        backups.restore(str(database), made, ACTOR, key)
    codes(database, key)
    assert database.with_name(database.name + cipher.KEYS).exists()
    assert not database.with_name(database.name + cipher.IN_HAND).exists()


def test_a_backup_and_its_recovery_code_are_enough_on_a_new_computer(
    database: Path, tmp_path: Path
) -> None:
    code = recovery_code.new()
    backups.back_up(str(database), key=encrypt(database, code))
    elsewhere = tmp_path / "new" / "desk.db"
    shutil.copytree(database.parent / "backups", elsewhere.parent / "backups")
    [chosen] = backups.listed(str(elsewhere))
    assert chosen.manifest is not None
    key = encryption.key_of_backup(chosen.manifest.keys, recovery_code.shown(code))
    backups.restore(str(elsewhere), chosen, ACTOR, key)
    codes(elsewhere, encryption.by_code(str(elsewhere), code))


def test_keys_of_a_manifest_that_are_none_are_said(database: Path) -> None:
    for keys in (None, {}, {"format": "no keys"}):
        with pytest.raises(DeskError):
            encryption.key_of_backup(keys, recovery_code.new())


def test_on_a_disk_without_second_names_the_replaced_file_is_copied(
    database: Path, made: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    before = database.read_bytes()
    kept = backups.restore(str(database), made, ACTOR)
    assert kept is not None
    assert kept.read_bytes() == before
    assert manifest_path(kept).exists()
