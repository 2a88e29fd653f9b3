"""What is typed and not saved is kept beside the records, and is none of them."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from snt_desk.db.health import faults
from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from tests.db.drafting import keep
from tests.db.rows import fill, raw, scalar
from tests.fixtures_store import ACTOR
from tests.trust.children import killed_after


def test_a_draft_is_there_after_the_file_was_closed(store: Store, database: Path) -> None:
    store.keep_draft("patrol", "foot")
    store.keep_draft("patrol", "foot, Peartree")
    store.keep_draft("message", "You said")
    store.close()
    again = open_store(str(database), ACTOR)
    kept = again.draft("patrol")
    again.close()
    assert kept is not None
    assert kept.value == "foot, Peartree"


def test_a_draft_that_is_emptied_is_gone_from_the_file(store: Store, database: Path) -> None:
    store.keep_draft("patrol", "A word nobody else wrote: zanzibar")
    store.keep_draft("patrol", "")
    assert store.draft("patrol") is None
    store.close()
    assert b"zanzibar" not in database.read_bytes()


def test_a_draft_is_only_for_who_typed_it_at_this_desk(store: Store) -> None:
    store.keep_draft("patrol", "foot")
    for other in (replace(ACTOR, user="okafor"), replace(ACTOR, desk="PC-0043")):
        store.actor = other
        assert store.draft("patrol") is None
        store.keep_draft("patrol", "")
    store.actor = replace(ACTOR, collar="101")
    assert store.draft("patrol") is not None


def test_a_draft_is_no_change(store: Store, database: Path) -> None:
    told: list[frozenset[str]] = []
    store.subscribe(told.append)
    with store.change("Log patrol") as session:
        fill(session)
    before = scalar(database, "SELECT count(*) FROM images")
    told.clear()
    store.keep_draft("patrol", "foot")
    assert told == []
    assert store.undo_label == "Log patrol"
    assert scalar(database, "SELECT count(*) FROM images") == before
    assert list(faults(store)) == []
    store.undo()
    assert store.draft("patrol") is not None


def test_a_draft_inside_a_change_is_a_programming_error(store: Store) -> None:
    with pytest.raises(RuntimeError), store.change("Log patrol"):
        store.keep_draft("patrol", "foot")


def test_who_is_killed_while_typing_finds_what_was_kept_last(database: Path) -> None:
    chance = random.Random(7)
    for _ in range(3):
        said = killed_after(chance.uniform(0.05, 0.2), keep, database)
        store = open_store(str(database), ACTOR)
        kept = store.draft("patrol")
        assert list(faults(store)) == []
        store.close()
        assert kept is not None
        number, _, rest = kept.value.partition(" ")
        # The last may have been kept and not said any more.
        assert int(number) in {int(said[-1]), int(said[-1]) + 1}
        assert rest == "n" * (int(number) % 6000)
    with raw(database) as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone() == (1,)


def test_drafts_are_kept_on_a_shared_server(postgres_url: str) -> None:
    shared = create_store(postgres_url, ACTOR)
    for text in ("foot", "foot, Peartree"):
        shared.keep_draft("patrol", text)
    kept = shared.draft("patrol")
    shared.close()
    assert kept is not None
    assert kept.value == "foot, Peartree"
