"""One desk at a time: who has the file is named, and a dead process has nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from snt_desk.db import schema
from snt_desk.db.opening import open_store, open_to_look
from snt_desk.errors import DeskError
from tests.db.rows import add_member, collars, titled
from tests.db.users import ordinary_user
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from collections.abc import Generator

    from snt_desk.db.store import Store

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX has it")


@contextmanager
def open_elsewhere(database: Path) -> Generator[subprocess.Popen[str]]:
    """Have another process open the file; it is killed, not closed, in the end."""
    script = (
        "import sys; from snt_desk.db.opening import open_store;"
        "from snt_desk.db.journal import Actor; from tests import day; day.begin();"
        "store = open_store(sys.argv[1], Actor('obi', '', 'PC-0099'));"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(schema.__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        try:
            yield other
        finally:
            other.kill()


def test_who_has_the_file_is_named_and_a_killed_process_lets_go(database: Path) -> None:
    with open_elsewhere(database):
        with titled("The data file is in use") as said:
            open_store(str(database), ACTOR)
        assert re.match(r"obi on PC-0099, since \d\d:\d\d, has desk.db open", said.value.detail)
        looking = open_to_look(str(database), ACTOR)
        assert collars(looking) == []
        looking.close()
    store = open_store(str(database), ACTOR)
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"user": 1}', b"\xff", b"x" * 9000])
def test_a_lock_file_left_behind_is_no_lock(database: Path, left: bytes) -> None:
    database.with_name("desk.db.lock").write_bytes(left)
    first = open_store(str(database), ACTOR)
    with titled("The data file is in use"):
        open_store(str(database), ACTOR)
    first.close()


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"user": 1}', b"\xff"])
def test_a_lock_that_does_not_say_whose_it_is_holds(database: Path, left: bytes) -> None:
    first = open_store(str(database), ACTOR)
    database.with_name("desk.db.lock").write_bytes(left)
    with titled("The data file is in use: Somebody else has"):
        open_store(str(database), ACTOR)
    first.close()


@posix_only
@pytest.mark.timeout(20)
def test_a_lock_file_that_cannot_be_one_is_said(database: Path) -> None:
    lock = database.with_name("desk.db.lock")
    lock.mkdir()
    with pytest.raises(DeskError):
        open_store(str(database), ACTOR)
    lock.rmdir()
    os.mkfifo(lock)
    open_store(str(database), ACTOR).close()


@posix_only
def test_a_link_to_a_file_has_the_files_lock(database: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "my desk.db"
    link.symlink_to(database)
    first = open_store(str(link), ACTOR)
    with titled("The data file is in use"):
        open_store(str(database), ACTOR)
    first.close()
    assert [path.name for path in elsewhere.iterdir()] == ["my desk.db"]


@posix_only
def test_whoever_may_write_to_the_data_may_lock_it(template: Path) -> None:
    content = template.read_bytes()
    with ordinary_user() as folder:
        path = folder / "desk.db"
        before = os.umask(0o002)
        try:
            path.write_bytes(content)
            open_store(str(path), ACTOR).close()
        finally:
            os.umask(before)
        assert path.with_name("desk.db.lock").stat().st_mode == path.stat().st_mode


def test_of_many_who_open_a_file_at_once_one_gets_it(database: Path) -> None:
    opened: list[Store] = []
    refused: list[str] = []
    start = threading.Barrier(8)

    def try_to_open() -> None:
        start.wait()
        try:
            opened.append(open_store(str(database), ACTOR))
        except DeskError as error:
            refused.append(error.title)

    threads = [threading.Thread(target=try_to_open) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(opened), set(refused)) == (1, {"The data file is in use"})
    opened[0].close()
