"""The store of a test: a real file, copied from a template that the migrations made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.pool import QueuePool

from snt_desk.db import cipher_ring
from snt_desk.db.journal import Actor
from snt_desk.db.opening import create_store, open_store
from tests import keyed

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from snt_desk.db.store import Store

ACTOR = Actor("adeyemi", "1234AB", "PC-0042")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once; copy it, never open it."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    create_store(str(path), ACTOR).close()
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new database of the test's own, not open; with the team in it where the test has one."""
    has_team = "team" in request.fixturenames
    made: Path = request.getfixturevalue("template_of_team" if has_team else "template")
    return copied(made, tmp_path / "desk.db")


def copied(template: Path, path: Path) -> Path:
    """Copy a database that nobody has open, and give the copy's path."""
    shutil.copyfile(template, path)
    if keyed.ON:
        cipher_ring.keep(path, keyed.RING)
    return path


@pytest.fixture
def store(database: Path) -> Generator[Store]:
    """A new database, open, and closed afterwards; nobody may still be reading it then."""
    opened = open_store(str(database), ACTOR)
    yield opened
    left_open = in_use(opened)
    opened.close()
    assert not left_open, "a look at the data outlived what asked for it: a save would have to wait"


def in_use(store: Store) -> int:
    """Count the connections that somebody has in hand."""
    pools = [one.pool for one in (store._reader, store._writer)]  # noqa: SLF001  # what a test left open
    return sum(pool.checkedout() for pool in pools if isinstance(pool, QueuePool))
