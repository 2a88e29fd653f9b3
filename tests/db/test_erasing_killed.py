"""A process that is killed while it erases leaves a resident's details whole, or none of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select, text

from snt_desk.db.health import faults
from snt_desk.db.models import Contact
from snt_desk.db.opening import open_store
from tests.fixtures_store import ACTOR
from tests.trust import erasing
from tests.trust.children import killed_after
from tests.trust.figures import Tally


def kill(database: Path, times: int, seed: int, tally: Tally) -> None:
    """Kill an erasing process so often, and look at the file each time."""
    erasing.begin(database, 8 * times)
    chance = random.Random(seed)
    said: set[str] = set()
    torn = 0
    for number in range(times):
        said |= set(
            killed_after(chance.uniform(0.0, 0.12), erasing.erase, database, (seed, number))
        )
        torn += looked_at(database, said)
    tally("kills", times)
    tally("torn", torn)
    assert said, "no kill met an erasure: this proved nothing"
    assert torn == 0
    store = open_store(str(database), ACTOR)
    store.scrub()
    with store.read() as session:
        kept = set(session.scalars(select(Contact.ref).where(Contact.resident_name.is_not(None))))
    store.close()
    data = database.read_bytes()
    gone = {f"C{number}" for number in range(8 * times)} - kept
    assert said <= gone
    assert not [ref for ref in gone if erasing.name_of(ref).encode() in data]
    assert all(erasing.name_of(ref).encode() in data for ref in kept)


def looked_at(database: Path, said: set[str]) -> int:
    """Count the contacts of which the details are half there, or there though said to be gone."""
    store = open_store(str(database), ACTOR)
    assert list(faults(store)) == []
    torn = 0
    with store.read() as session:
        images = session.execute(text("SELECT before, after FROM images")).all()
        journal = " ".join(str(one) for pair in images for one in pair)
        for one in session.scalars(select(Contact)):
            there = [one.resident_name is not None, erasing.name_of(one.ref) in journal]
            there.append(one.subject != "anonymised")
            torn += any(there) != all(there) or (any(there) and one.ref in said)
    store.close()
    return torn


@pytest.mark.trust
@pytest.mark.timeout(300)
def test_an_erasure_killed_often_leaves_the_details_whole_or_none(
    database: Path, tally: Tally
) -> None:
    kill(database, 40, 5, tally)
