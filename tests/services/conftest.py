"""One open file for all tests that do not ask for a file of their own, and the golden year.

Between two tests the records are put back as the template has them. A file that a test has
closed, or beside which it has left anything, is not used again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.services import imports
from tests.fixtures_store import ACTOR, Records, copied, in_use

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def a_year(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its file; nobody changes it."""
    path = copied(template, tmp_path_factory.mktemp("year") / "year.db")
    store = open_store(str(path), ACTOR)
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


@pytest.fixture(scope="session")
def _records_of(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Path], Records]]:
    """Records as a template has them, open, of which there are never two at a time."""
    made: dict[Path, Records] = {}

    def records_of(template: Path) -> Records:
        if template in made and not made[template].is_as_opened():
            made.pop(template).close()
        if template not in made:
            made[template] = Records(template, tmp_path_factory.mktemp("records"))
        return made[template]

    yield records_of
    for one in made.values():
        one.close()


@pytest.fixture
def store(
    request: pytest.FixtureRequest, _records_of: Callable[[Path], Records]
) -> Iterator[Store]:
    """A new database, open; nobody may still be reading it afterwards."""
    if not {"database", "tmp_path"}.isdisjoint(request.fixturenames):
        # It knows where its file is.
        yield request.getfixturevalue("store")
        return
    has_team = "team" in request.fixturenames
    records = _records_of(request.getfixturevalue("template_of_team" if has_team else "template"))
    yield records.put_back()
    left_open = in_use(records.store)
    assert not left_open, "a look at the data outlived what asked for it: a save would have to wait"
