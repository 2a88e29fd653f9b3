"""The golden year in a database of its own, imported once for all who count it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from snt_desk.services import imports
from tests.fixtures_store import ACTOR

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def a_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its file; nobody changes it."""
    path = tmp_path_factory.mktemp("year") / "year.db"
    store = create_store(str(path), ACTOR)
    with store.change("Import a year") as session:
        imports.take(session, imports.read(GOLDEN / "year" / "package"), partial=False)
    store.close()
    return path


@pytest.fixture
def year(a_year: Path) -> Iterator[Store]:
    """The year, open, to be read."""
    store = open_store(str(a_year), ACTOR)
    yield store
    store.close()
