"""Every command works with an encrypted file; its password is never an argument."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from snt_desk.cli import main
from snt_desk.db import cipher, cipher_tries, cipher_wraps
from snt_desk.db.store import Store
from snt_desk.domain import recovery_code
from snt_desk.services import encryption
from snt_desk.services.encryption import Choice
from snt_desk.services.policy import Policy
from tests.fixtures_store import ACTOR
from tests.fixtures_team import TEAM, made_team

CODE, PASSWORD = recovery_code.new(), "three calm words"


@pytest.fixture
def encrypted(store: Store, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cipher_wraps, "COST", 1 << 10)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    made_team(store)
    store.close()
    choice = Choice(CODE, PASSWORD)
    encryption.turn_on(str(database), ACTOR, choice, Policy(), lambda _done, _of: None)
    return database


@pytest.fixture
def password_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    monkeypatch.setenv("SNT_DESK_PASSWORD_FILE", str(file))
    return file


def run(database: Path, *arguments: str) -> int:
    return main(["--database", str(database), *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("backup",),
        ("export", "out.zip"),
        ("return", "2026-11", "--team", TEAM),
        ("import", "out.zip"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_works_with_the_password_from_a_file(
    encrypted: Path,
    password_file: Path,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(encrypted.parent)
    if arguments[0] == "import":
        assert run(encrypted, "export", "out.zip") == 0
    assert run(encrypted, *arguments) == 0, capsys.readouterr().err
    assert not cipher.is_plain(encrypted)
    for backup in encrypted.parent.rglob("backups/*.db"):
        assert not cipher.is_plain(backup)


def test_the_recovery_code_does_as_well(encrypted: Path, password_file: Path) -> None:
    password_file.write_text(recovery_code.shown(CODE))
    assert run(encrypted, "check") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"wrong password here", "password does not open this file"),
        (b"", "password does not open this file"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    encrypted: Path,
    password_file: Path,
    content: bytes,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    password_file.write_bytes(content)
    assert run(encrypted, "check") == 1
    assert said in capsys.readouterr().err
    password_file.unlink()
    assert run(encrypted, "check") == 1
    assert "cannot be read" in capsys.readouterr().err


def test_after_five_wrong_ones_the_next_one_waits(
    encrypted: Path,
    password_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("snt_desk.cli.unlocking.time.sleep", slept.append)
    for _ in range(5):
        cipher_tries.count(encrypted)
    assert run(encrypted, "check") == 0
    assert slept == [30]
    assert "waits 30 seconds" in capsys.readouterr().err
    assert cipher_tries.wrong(encrypted) == 0


def test_without_a_terminal_and_a_file_it_says_what_to_do(encrypted: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "snt_desk", "--database", str(encrypted), "check"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SNT_DESK_PASSWORD_FILE" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made as POSIX has it")
def test_it_is_asked_at_the_terminal_and_not_shown(encrypted: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover  # the other process
        os.chdir(Path(__file__).parents[2])
        os.execv(
            sys.executable,
            [sys.executable, "-m", "snt_desk", "--database", str(encrypted), "check"],
        )
    seen = b""
    while b"Password: " not in seen:
        seen += os.read(terminal, 1000)
    os.write(terminal, f"{PASSWORD}\n".encode())
    while True:
        try:
            more = os.read(terminal, 1000)
        except OSError:
            break
        if not more:
            break
        seen += more
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"Everything is sound" in seen
    assert PASSWORD.encode() not in seen


def test_a_backup_is_put_back_with_the_password_of_its_time_or_of_today(
    encrypted: Path, password_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(encrypted, "backup") == 0
    made = capsys.readouterr().out.strip()
    new = tmp_path / "new computer" / "desk.db"
    assert run(new, "restore", made) == 0, capsys.readouterr().err
    assert not cipher.is_plain(new)
    # Only the data file knows the new one; the key behind both is the same.
    key = encryption.by_password(str(encrypted), PASSWORD)
    encryption.set_password(str(encrypted), key, "four calm words more")
    password_file.write_text("four calm words more\n", encoding="utf-8")
    assert run(encrypted, "restore", made) == 0, capsys.readouterr().err
    assert run(encrypted, "check") == 0
    password_file.write_text("no words of ours\n", encoding="utf-8")
    before = encrypted.read_bytes()
    assert run(encrypted, "restore", made) == 1
    assert encrypted.read_bytes() == before


def test_a_backup_is_put_back_on_a_new_computer_by_its_recovery_code(
    encrypted: Path, password_file: Path, tmp_path: Path
) -> None:
    assert run(encrypted, "backup") == 0
    [backup] = (encrypted.parent / "backups").glob("*.db")
    password_file.write_text(recovery_code.shown(CODE))
    elsewhere = tmp_path / "new" / "desk.db"
    assert run(elsewhere, "restore", str(backup)) == 0
    assert run(elsewhere, "check") == 0
    assert not cipher.is_plain(elsewhere)
