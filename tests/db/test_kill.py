"""A process that is killed while it saves loses nothing that it had said is saved."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from snt_desk.db import schema
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from tests.db.rows import add_member, add_team, raw
from tests.fixtures_store import ACTOR
from tests.trust.figures import Tally

ROOT = Path(schema.__file__).parents[2]


@dataclass
class Heard:
    """What the killed processes said, and what was found."""

    kills: int = 0
    in_the_middle: int = 0
    acknowledged: int = 0
    unasked: int = 0
    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """Note what a process said before it was killed."""
        said, _, ref = line.partition(" ")
        if said == "logged":
            self.there.add(ref)
            self.perhaps = {ref}  # its undo may come next
        elif said == "deleting":
            self.perhaps = {ref}
        else:
            self.there.discard(ref)
            self.gone.add(ref)
            self.perhaps = set()
        self.acknowledged += said != "deleting"


def write_and_be_killed(database: Path, heard: Heard, chance: random.Random) -> None:
    command = [sys.executable, "-m", "tests.db.writing", str(database), str(chance.random())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=chance.uniform(0.01, 0.15))
        child.kill()
        # A line without its end was not said.
        said = child.stdout.read().split("\n")[:-1]
    heard.kills += 1
    journal = database.with_name(f"{database.name}-journal")
    heard.in_the_middle += journal.exists() and journal.stat().st_size > 0
    heard.perhaps = set()
    for line in said:
        heard.hear(line)


def look(database: Path, heard: Heard) -> None:
    """Open the file as the program does; it is sound and holds what was said, each thing whole."""
    store = open_store(str(database), ACTOR)
    heard.faults += faults(store)
    store.close()
    with raw(database) as connection:
        assert connection.execute("SELECT * FROM context").fetchall() == []
        found = connection.execute(
            "SELECT ref, note, (SELECT count(*) FROM legs WHERE patrol_id = p.id),"
            " (SELECT count(*) FROM legs JOIN leg_officers ON leg_id = legs.id"
            "  WHERE patrol_id = p.id),"
            " (SELECT count(*) FROM outcomes WHERE patrol_id = p.id) FROM patrols AS p"
        ).fetchall()
    whole = {
        ref: note.split(" ")[:2] == [str(legs), str(people)] and outcomes == 1
        for ref, note, legs, people, outcomes in found
    }
    heard.torn |= {ref for ref in whole if not whole[ref]}
    refs = set(whole)
    heard.lost |= heard.there - heard.perhaps - refs  # said to be saved
    heard.lost |= heard.gone & refs  # said to be deleted, and back
    # The last may have been saved and not said any more.
    assert len(refs - heard.there) <= 1
    heard.unasked += len(refs - heard.there)
    heard.there = refs


def kill(database: Path, times: int, seed: int, tally: Tally) -> Heard:
    store = open_store(str(database), ACTOR)
    with store.change("Begin") as session:
        add_team(session)
        for collar in ("1234AB", "5678CD", "9012EF"):
            add_member(session, collar)
    store.close()
    heard, chance = Heard(), random.Random(seed)
    for _ in range(times):
        write_and_be_killed(database, heard, chance)
        look(database, heard)
    print(  # noqa: T201  # shown with -s
        f"{heard.kills} kills, {heard.in_the_middle} in the middle of a save;"
        f" {heard.acknowledged} saves said; {heard.unasked} saved and not said any more"
    )
    tally("kills", heard.kills)
    tally("lost", len(heard.lost))
    tally("torn", len(heard.torn))
    tally("corrupt", len(heard.faults))
    assert (heard.lost, heard.torn, heard.faults) == (set(), set(), [])
    return heard


def test_a_killed_process_loses_nothing_that_it_said_is_saved(database: Path, tally: Tally) -> None:
    assert kill(database, 12, 7, tally).acknowledged


@pytest.mark.trust
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_process_killed_often_loses_nothing_that_it_said_is_saved(
    database: Path, seed: int, tally: Tally
) -> None:
    heard = kill(database, 60, seed, tally)
    assert heard.in_the_middle, "no kill met a save at work: this proved nothing"


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(10, 20))
def test_a_process_killed_a_thousand_times_loses_nothing_that_it_said_is_saved(
    database: Path, seed: int, tally: Tally
) -> None:
    heard = kill(database, 100, seed, tally)
    assert heard.in_the_middle, "no kill met a save at work: this proved nothing"
