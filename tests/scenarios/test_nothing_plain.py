"""With encryption on, no file of the desk ever holds a name that could be read."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from snt_desk.db import cipher, cipher_wraps
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import recovery_code
from snt_desk.services import encryption
from snt_desk.services.encryption import Choice
from snt_desk.services.policy import Policy
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR

pytestmark = pytest.mark.trust

ROOT = Path(__file__).parents[2]
NAMES = ("Ptolemaia", "Quillfeather", "Zephaniah")
PASSWORD = "three calm words"


def found_in(folder: Path) -> Iterator[str]:
    """Look for the names in every byte of every file, as UTF-8 and as Windows writes it."""
    looked = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if not file.is_file():
                continue
            content = file.read_bytes()
            looked += 1
            for name in NAMES:
                if name.encode() in content or name.encode("utf-16-le") in content:
                    yield f"{name} in {file.relative_to(folder)}"
    assert looked


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """All that the desk writes to is in this folder: data, settings, log, what is passing."""
    folder = tmp_path / "home"
    (folder / "tmp").mkdir(parents=True)
    return folder


@pytest.fixture
def surroundings(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "SQLITE_TMPDIR": str(home / "tmp"),
        **{f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "DATA", "CACHE")},
    }


@pytest.fixture
def desk(
    store: Store, team: TeamName, database: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The team's file, encrypted before there is any of the names in it."""
    monkeypatch.setattr(cipher_wraps, "COST", 1 << 10)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    store.close()
    database.rename(home / "desk.db")
    choice = Choice(recovery_code.new(), PASSWORD)
    encryption.turn_on(str(home / "desk.db"), ACTOR, choice, Policy(), lambda _done, _of: None)
    return home / "desk.db"


def test_no_name_is_ever_found_while_it_works_and_after_it_was_killed(
    desk: Path, home: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"Date,Note\n22/11/2026,{' '.join(NAMES)}\n" * 2, encoding="utf-8")
    command = [sys.executable, "-m", "tests.scenarios.working_encrypted"]
    seen: set[str] = set()
    with subprocess.Popen(
        [*command, str(desk), PASSWORD, str(sheet), ",".join(NAMES)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=surroundings,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        over = threading.Event()

        def watch() -> None:
            while not over.is_set():
                seen.update(found_in(home))

        watching = threading.Thread(target=watch)
        watching.start()
        turns = sum(child.stdout.readline() == "turn\n" for _ in range(2))
        child.kill()
        over.set()
        watching.join()
    assert turns == 2
    assert not seen
    assert not list(found_in(home))
    assert list(home.rglob("backups/*.db"))
    assert list((home / "STATE").rglob("*.log"))
    opened = open_store(str(desk), ACTOR, encryption.by_password(str(desk), PASSWORD))
    assert list(faults(opened)) == []
    kept = opened.draft("patrol")
    assert kept is not None
    assert NAMES[2] in kept.value
    opened.close()
    assert not list(found_in(home))


def test_the_same_search_finds_them_where_nothing_is_encrypted(
    store: Store, team: TeamName, database: Path
) -> None:
    store.keep_draft("patrol", NAMES[0])
    store.close()
    assert cipher.is_plain(database)
    assert list(found_in(database.parent))
