"""The store of a test: a real file, copied from a template that the migrations made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.pool import Pool, QueuePool

from snt_desk.db import cipher_ring, engine
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


class Records:
    """A real file, open, whose records can be put back at any time as a template has them."""

    def __init__(self, template: Path, folder: Path) -> None:
        """The folder is empty, and nobody else's."""
        self._template = engine.raw(copied(template, folder / "template.db"))
        self.path = copied(template, folder / "desk.db")
        self.store = open_store(str(self.path), ACTOR)
        self._opened = dict(vars(self.store))
        self.put_back()
        self._pools = _pools(self.store)
        self._beside = set(folder.iterdir())

    def put_back(self) -> Store:
        """Let the file be as the template is, and the store as if it had just been opened."""
        writing = self.store._writer.raw_connection()  # noqa: SLF001  # beside all changes
        self._template.backup(writing.driver_connection)
        writing.close()
        for name, value in self._opened.items():
            # What is done, undone and listened to is written on.
            setattr(self.store, name, [] if isinstance(value, list) else value)
        return self.store

    def is_as_opened(self) -> bool:
        """Whether it can be put back: it was not closed, nor is there anything else beside it."""
        now, pools = vars(self.store), _pools(self.store)
        return (
            not in_use(self.store)
            and now.keys() == self._opened.keys()
            and all(
                isinstance(value, list) or now[name] is value
                for name, value in self._opened.items()
            )
            and all(one is before for one, before in zip(pools, self._pools, strict=True))
            and set(self.path.parent.iterdir()) == self._beside
        )

    def close(self) -> None:
        """Let go of it."""
        self.store.close()
        self._template.close()


def _pools(store: Store) -> tuple[Pool, Pool]:
    """Its connections; an engine that is closed begins with new ones."""
    return store._writer.pool, store._reader.pool  # noqa: SLF001  # they are not asked for otherwise


def in_use(store: Store) -> int:
    """Count the connections that somebody has in hand."""
    pools = [one.pool for one in (store._reader, store._writer)]  # noqa: SLF001  # what a test left open
    return sum(pool.checkedout() for pool in pools if isinstance(pool, QueuePool))
