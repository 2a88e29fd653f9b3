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

ROOT = Path(schema.__file__).parents[2]


@dataclass
class Tally:
    """What the killed processes said, and what was found."""

    kills: int = 0
    in_the_middle: int = 0
    acknowledged: int = 0
    unasked: int = 0
    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)

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


def write_and_be_killed(database: Path, tally: Tally, chance: random.Random) -> None:
    command = [sys.executable, "-m", "tests.db.writing", str(database), str(chance.random())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=chance.uniform(0.01, 0.15))
        child.kill()
        # A line without its end was not said.
        said = child.stdout.read().split("\n")[:-1]
    tally.kills += 1
    journal = database.with_name(f"{database.name}-journal")
    tally.in_the_middle += journal.exists() and journal.stat().st_size > 0
    tally.perhaps = set()
    for line in said:
        tally.hear(line)


def look(database: Path, tally: Tally) -> None:
    """Open the file as the program does; it is sound and holds what was said, each thing whole."""
    store = open_store(str(database), ACTOR)
    assert list(faults(store)) == []
    store.close()
    with raw(database) as connection:
        assert connection.execute("SELECT * FROM context").fetchall() == []
        found = connection.execute(
            "SELECT ref, note, (SELECT count(*) FROM legs WHERE patrol_id = p.id),"
            " (SELECT count(*) FROM legs JOIN leg_officers ON leg_id = legs.id"
            "  WHERE patrol_id = p.id),"
            " (SELECT count(*) FROM outcomes WHERE patrol_id = p.id) FROM patrols AS p"
        ).fetchall()
    for ref, note, legs, people, outcomes in found:
        assert note.split(" ")[:2] == [str(legs), str(people)], f"{ref} is torn"
        assert outcomes == 1, f"{ref} is torn"
    refs = {row[0] for row in found}
    assert tally.there - tally.perhaps <= refs, "what was said to be saved is lost"
    assert not tally.gone & refs, "what was said to be deleted is back"
    # The last may have been saved and not said any more.
    assert len(refs - tally.there) <= 1
    tally.unasked += len(refs - tally.there)
    tally.there = refs


def kill(database: Path, times: int) -> Tally:
    store = open_store(str(database), ACTOR)
    with store.change("Begin") as session:
        add_team(session)
        for collar in ("1234AB", "5678CD", "9012EF"):
            add_member(session, collar)
    store.close()
    tally, chance = Tally(), random.Random(7)
    for _ in range(times):
        write_and_be_killed(database, tally, chance)
        look(database, tally)
    print(  # noqa: T201  # shown with -s
        f"{tally.kills} kills, {tally.in_the_middle} in the middle of a save;"
        f" {tally.acknowledged} saves said, none lost;"
        f" {tally.unasked} saved and not said any more; none torn"
    )
    return tally


def test_a_killed_process_loses_nothing_that_it_said_is_saved(database: Path) -> None:
    assert kill(database, 12).acknowledged


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_process_killed_a_hundred_times_loses_nothing_that_it_said_is_saved(
    database: Path,
) -> None:
    tally = kill(database, 100)
    assert tally.in_the_middle, "no kill met a save at work: this proved nothing"
