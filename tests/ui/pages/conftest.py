"""Where the tests of a module share a window, they share its file, its questions and its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from snt_desk.db.store import Store
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Page
from snt_desk.ui.preferences import Preferences
from tests.fixtures_store import in_use
from tests.ui.conftest import CannedAsk
from tests.ui.pages.kept import Kept, written

PageKind = TypeVar("PageKind", bound=Page)
Keep = Callable[..., Kept[Any]]


@pytest.fixture(scope="module")
def keep(template_of_team: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keep]:
    """Keep a window for the tests of this module: `keep(TheirPage, begin)`.

    What each of them needs in the records can be written by a third argument, once; what that
    gives is `given` of the window kept.
    """
    made: list[Kept[Any]] = []

    def kept(
        kind: Callable[[], Page],
        begin: Callable[[Any], object],
        write: Callable[[Store, TeamName], object] | None = None,
    ) -> Kept[Any]:
        folder, template, given = tmp_path_factory.mktemp("kept"), template_of_team, None
        if write is not None:
            template, given = written(template_of_team, folder, write)
        made.append(Kept(kind, begin, template, folder))
        made[-1].given = given
        return made[-1]

    yield kept
    for one in made:
        one.close()


def _kept(request: pytest.FixtureRequest) -> Kept[Any] | None:
    """The window that this test shares, if it does."""
    if "kept" not in request.fixturenames:
        return None
    found: Kept[Any] = request.getfixturevalue("kept")
    return found


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The records that the shared window is over, as new; or a store of the test's own."""
    if (kept := _kept(request)) is None:
        yield request.getfixturevalue("store")
        return
    yield kept.put_back()
    assert not in_use(kept.records.store), "a look at the data outlived what asked for it"


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Path:
    """Their file."""
    kept = _kept(request)
    found: Path = kept.records.path if kept else request.getfixturevalue("database")
    return found


@pytest.fixture
def ask(request: pytest.FixtureRequest) -> Iterator[CannedAsk]:
    """What is asked in that window; all answers have to be asked for."""
    if (kept := _kept(request)) is None:
        yield request.getfixturevalue("ask")
        return
    yield kept.ask
    assert not kept.ask.answers, "a question was not asked"


@pytest.fixture
def preferences(request: pytest.FixtureRequest) -> Preferences:
    """What that window remembers: nothing yet."""
    kept = _kept(request)
    found: Preferences = kept.preferences if kept else request.getfixturevalue("preferences")
    return found
