"""A damaged file is refused, or the damage is found, or it touched nothing that is kept."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.rows import Rows, all_rows, fill, raw
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from snt_desk.db.store import Store

PAGE = 4096


def flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def empty_a_page(content: bytearray, chance: random.Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = bytes(PAGE)


def scribble_over_a_page(content: bytearray, chance: random.Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = chance.randbytes(PAGE)


def swap_two_pages(content: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * page for page in chance.sample(range(1, len(content) // PAGE), 2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )


def lose_the_end(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def scribble_over_the_header(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(100)
    content[start : start + 4] = chance.randbytes(4)


def scribble_over_a_few_bytes(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) - 16)
    content[start : start + 16] = chance.randbytes(16)


KINDS = [
    flip_a_bit,
    empty_a_page,
    scribble_over_a_page,
    swap_two_pages,
    lose_the_end,
    scribble_over_the_header,
    scribble_over_a_few_bytes,
]


def outcome(path: Path, before: Rows) -> str:
    """Say what becomes of a damaged file that is opened as the program does."""
    try:
        store = open_store(str(path), ACTOR)
    except DeskError:
        return "refused"
    try:
        if list(faults(store)):
            return "found"
    except DeskError:
        return "found"
    finally:
        store.close()
    return "harmless" if all_rows(path) == before else "silent"


def damage(path: Path, kind: Callable[[bytearray, random.Random], None], times: int) -> None:
    before, whole, chance = all_rows(path), path.read_bytes(), random.Random(7)
    outcomes: Counter[str] = Counter()
    for _ in range(times):
        content = bytearray(whole)
        kind(content, chance)
        path.write_bytes(content)
        outcomes[outcome(path, before)] += 1
        assert path.read_bytes() == content, "the evidence was changed"
    print(f"{kind.__name__}: {dict(outcomes)}")  # noqa: T201  # shown with -s
    assert not outcomes["silent"]
    assert outcomes.total() == times


@pytest.fixture
def filled(store: Store, database: Path) -> Path:
    with store.change("Log patrol") as session:
        fill(session)
    store.close()
    with raw(database) as connection:
        connection.execute("VACUUM")
    return database


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_never_silent(
    filled: Path, kind: Callable[[bytearray, random.Random], None]
) -> None:
    damage(filled, kind, 10)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_never_silent_in_a_hundred_files(
    filled: Path, kind: Callable[[bytearray, random.Random], None]
) -> None:
    damage(filled, kind, 100)
