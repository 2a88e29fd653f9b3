"""Two processes want one file at nearly the same moment: one gets it, the other is told."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from snt_desk.db.opening import create_store, open_store
from snt_desk.errors import DeskError
from tests.db.rows import collars
from tests.fixtures_store import ACTOR
from tests.trust.children import Say, at_work
from tests.trust.figures import Tally

OPEN = "open"
ROUNDS = 50

pytestmark = [pytest.mark.trust, pytest.mark.timeout(300)]


def begin(say: Say, way: Callable[..., object], database: Path, pause: float) -> None:
    """Open the file after a pause and keep it, or say why not."""
    time.sleep(pause)
    try:
        kept = way(str(database), ACTOR)
    except DeskError as error:
        kept = error.title
    say(kept if isinstance(kept, str) else OPEN)
    time.sleep(1000)


def begun_at_once(way: Callable[..., object], database: Path, chance: random.Random) -> list[str]:
    """Let two begin within 200 milliseconds; what each of them said. Then both are killed."""
    with ExitStack() as stack:
        desks = [
            stack.enter_context(at_work(begin, way, database, chance.uniform(0, 0.2)))
            for _ in range(2)
        ]
        return sorted(desk.hear() for desk in desks)


def test_of_two_who_open_a_file_at_once_one_gets_it(database: Path, tally: Tally) -> None:
    chance = random.Random(7)
    heard = [begun_at_once(open_store, database, chance) for _ in range(ROUNDS)]
    tally("starts at once", len(heard))
    assert heard == [["The data file is in use", OPEN]] * ROUNDS


def test_of_two_who_make_a_file_at_once_one_makes_it(tmp_path: Path, tally: Tally) -> None:
    chance = random.Random(8)
    refusals = {"The data file is in use", "There is a file of that name already"}
    for number in range(ROUNDS):
        database = tmp_path / f"{number}.db"
        refused, opened = begun_at_once(create_store, database, chance)
        assert (refused in refusals, opened) == (True, OPEN)
        store = open_store(str(database), ACTOR)  # both were killed: nobody has it any more
        assert collars(store) == []
        store.close()
    tally("starts at once", ROUNDS)
