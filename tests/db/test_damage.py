"""A damaged file is refused, or the damage is found, or it touched nothing that is kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from snt_desk.db import engine
from snt_desk.db.cipher import Key
from snt_desk.db.health import faults
from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from tests.db.rows import Rows, fill, raw, rows_of
from tests.fixtures_store import ACTOR
from tests.trust.children import READY, Say, killed_after
from tests.trust.figures import Tally

PAGE = 4096
KEY = Key(bytes(range(32)))
A_LONG_TIME = 1000.0
Damage = Callable[[bytearray, random.Random], None]


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


def outcome(path: Path, before: Rows, key: Key | None) -> str:
    """Say what becomes of a damaged file that is opened as the program does."""
    try:
        store = open_store(str(path), ACTOR, key)
    except DeskError:
        return "refused"
    try:
        if list(faults(store)):
            return "found"
    except DeskError:
        return "found"
    finally:
        store.close()
    return "harmless" if rows(path, key) == before else "silent"


def rows(path: Path, key: Key | None) -> Rows:
    with closing(engine.raw(path, key)) as connection:
        return rows_of(connection)


def open_each(say: Say, path: Path, kind: Damage, times: int, key: Key | None) -> None:
    """Damage the file anew so often, and say what became of each; in a process of its own."""
    before, whole, chance = rows(path, key), path.read_bytes(), random.Random(7)
    say(READY)
    for _ in range(times):
        content = bytearray(whole)
        kind(content, chance)
        path.write_bytes(content)
        try:
            say(outcome(path, before, key))
        except Exception as error:  # noqa: BLE001  # whatever it is, it reached no sentence
            say(f"unhandled: {error!r}")
        assert path.read_bytes() == content, "the evidence was changed"


def damage(path: Path, kind: Damage, times: int, tally: Tally, key: Key | None = None) -> None:
    outcomes = Counter(killed_after(A_LONG_TIME, open_each, path, kind, times, key))
    print(f"{kind.__name__}: {dict(outcomes)}")
    tally("damaged files, encrypted" if key else "damaged files", outcomes.total())
    tally("silent", outcomes["silent"])
    unhandled = {said: times for said, times in outcomes.items() if said.startswith("unhandled")}
    tally("unhandled", sum(unhandled.values()))
    assert not outcomes["silent"]
    assert not unhandled
    assert outcomes.total() == times, "the process died of a file"


@pytest.fixture
def filled(store: Store, database: Path) -> Path:
    with store.change("Log patrol") as session:
        fill(session)
    store.close()
    with raw(database) as connection:
        connection.execute("VACUUM")
    return database


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    path = tmp_path / "encrypted.db"
    store = create_store(str(path), ACTOR, KEY)
    with store.change("Log patrol") as session:
        fill(session)
    store.close()
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_never_silent(filled: Path, kind: Damage, tally: Tally) -> None:
    damage(filled, kind, 5, tally)


@pytest.mark.trust
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_never_silent_in_a_hundred_files(
    filled: Path, kind: Damage, tally: Tally
) -> None:
    damage(filled, kind, 100, tally)


@pytest.mark.trust
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_an_encrypted_file_is_never_silent(
    encrypted: Path, kind: Damage, tally: Tally
) -> None:
    damage(encrypted, kind, 100, tally, KEY)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_never_silent_in_hundreds_of_files(
    filled: Path, kind: Damage, tally: Tally
) -> None:
    damage(filled, kind, 720, tally)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_never_silent_in_hundreds_of_encrypted_files(
    encrypted: Path, kind: Damage, tally: Tally
) -> None:
    damage(encrypted, kind, 720, tally, KEY)
