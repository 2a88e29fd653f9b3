"""A process that is killed while it saves loses nothing that it had said is saved."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from snt_desk.db.cipher import Key
from snt_desk.db.opening import create_store
from tests.fixtures_store import ACTOR
from tests.trust import saving
from tests.trust.children import killed_after
from tests.trust.figures import Tally
from tests.trust.saving import Found

KEY = Key(bytes(range(32)))


def kill(database: Path, times: int, seed: int, tally: Tally, key: Key | None = None) -> int:
    """Kill a saving process so often; give how often it was in the middle of a save."""
    saving.begin(database, key)
    found, chance, in_the_middle = Found(), random.Random(seed), 0
    for number in range(times):
        said = killed_after(
            chance.uniform(0.01, 0.15), saving.save, database, (seed, number), None, key
        )
        journal = database.with_name(f"{database.name}-journal")
        in_the_middle += journal.exists() and journal.stat().st_size > 0
        found.hear(said)
        found.look(database, key)
    print(
        f"{times} kills, {in_the_middle} in the middle of a save; {found.acknowledged} saves said;"
        f" {found.unasked} saved and not said any more"
    )
    tally("kills", times)
    found.count(tally)
    assert found.acknowledged
    return in_the_middle


def test_a_killed_process_loses_nothing_that_it_said_is_saved(database: Path, tally: Tally) -> None:
    kill(database, 3, 7, tally)


@pytest.mark.trust
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_process_killed_often_loses_nothing_that_it_said_is_saved(
    database: Path, seed: int, tally: Tally
) -> None:
    assert kill(database, 60, seed, tally), "no kill met a save at work: this proved nothing"


@pytest.mark.trust
@pytest.mark.timeout(300)
def test_a_process_killed_often_loses_nothing_of_an_encrypted_file(
    tmp_path: Path, tally: Tally
) -> None:
    database = tmp_path / "desk.db"
    create_store(str(database), ACTOR, KEY).close()
    assert kill(database, 40, 3, tally, KEY), "no kill met a save at work: this proved nothing"


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(10, 20))
def test_a_process_killed_a_thousand_times_loses_nothing_that_it_said_is_saved(
    database: Path, seed: int, tally: Tally
) -> None:
    assert kill(database, 100, seed, tally), "no kill met a save at work: this proved nothing"
