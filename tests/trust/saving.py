"""Patrols saved without end, each said once it is saved; and what was said held to what is there.

python -m tests.trust.saving DATABASE SEED [--key HEX] [--said FILE --saves N] [--mode PRAGMA ...]
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, select

from snt_desk.db import engine
from snt_desk.db.cipher import Key
from snt_desk.db.health import faults
from snt_desk.db.journal import Actor
from snt_desk.db.models import Member, Patrol, Team
from snt_desk.db.opening import create_store, open_store
from tests.db.rows import add_member, add_patrol, add_team
from tests.fixtures_store import ACTOR
from tests.trust.children import READY, Say
from tests.trust.figures import Tally


def begin(database: Path, key: Key | None = None) -> None:
    """Give a new database the team and the people of the patrols."""
    store = open_store(str(database), ACTOR, key)
    with store.change("Begin") as session:
        add_team(session)
        for collar in ("1234AB", "5678CD", "9012EF"):
            add_member(session, collar)
    store.close()


def save(
    say: Say, database: Path, seed: object, times: int | None = None, key: Key | None = None
) -> None:
    """Log patrols, delete some, undo some; say what was done, each only once it is done."""
    chance = random.Random(str(seed))
    store = open_store(str(database), Actor("obi"), key)
    for number in range(times) if times is not None else count():
        with store.change("Log patrol") as session:
            team = session.scalars(select(Team)).one()
            members = session.scalars(select(Member)).all()
            legs = chance.randint(1, 3)
            crews = [chance.sample(members, chance.randint(1, 2)) for _ in range(legs)]
            people = sum(len(crew) for crew in crews)
            # The note says what has to be there with it.
            note = f"{legs} {people} " + "n" * chance.randint(0, 6000)
            ref = add_patrol(session, team, crews, note=note).ref
        say(f"logged {ref}")
        if number == 0:
            say(READY)
        if chance.random() < 0.2:
            with store.change("Delete patrol") as session:
                gone = chance.choice(session.scalars(select(Patrol.ref)).all())
                say(f"deleting {gone}")
                session.execute(delete(Patrol).where(Patrol.ref == gone))
            say(f"deleted {gone}")
        elif chance.random() < 0.2:
            store.undo()
            say(f"undone {ref}")


def make_and_save(say: Say, database: Path, seed: object, times: int) -> None:
    """Make the file first."""
    create_store(str(database), ACTOR).close()
    begin(database)
    save(say, database, seed, times)


def save_in_mode(say: Say, database: Path, seed: object, times: int, *, mode: list[str]) -> None:
    """Save in another mode than the program's own, to see what becomes of it."""

    def writer(path: Path, key: Key | None = None) -> Engine:
        pragmas = (*engine.PRAGMAS, *mode)
        return engine._engine(path, key, "BEGIN IMMEDIATE", pragmas)  # noqa: SLF001  # in another mode

    engine.writer = writer
    save(say, database, seed, times)


@dataclass
class Found:
    """What was said, and what was found wrong in files that were opened afterwards."""

    acknowledged: int = 0
    unasked: int = 0
    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def hear(self, said: Iterable[str]) -> None:
        """Note what a process said before it ended."""
        self.perhaps = set()
        for line in said:
            word, _, ref = line.partition(" ")
            if word == "logged":
                self.there.add(ref)
                self.perhaps = {ref}  # its undo may come next
            elif word == "deleting":
                self.perhaps = {ref}
            elif word in {"deleted", "undone"}:
                self.there.discard(ref)
                self.gone.add(ref)
                self.perhaps = set()
            self.acknowledged += word in {"logged", "deleted", "undone"}

    def look(self, database: Path, key: Key | None = None) -> None:
        """Open the file as the program does; it is sound and holds what was said, all whole."""
        store = open_store(str(database), ACTOR, key)
        found = list(faults(store))
        store.close()
        self.faults += found
        if not found:
            self._compare(engine.raw(database, key))

    def count(self, tally: Tally) -> None:
        """Count what must never be, and insist that there is none."""
        tally("lost", len(self.lost))
        tally("torn", len(self.torn))
        tally("corrupt", len(self.faults))
        assert (self.lost, self.torn, self.faults) == (set(), set(), [])

    def _compare(self, connection: Any) -> None:
        assert connection.execute("SELECT * FROM context").fetchall() == []
        rows = connection.execute(
            "SELECT ref, note, (SELECT count(*) FROM legs WHERE patrol_id = p.id),"
            " (SELECT count(*) FROM legs JOIN leg_officers ON leg_id = legs.id"
            "  WHERE patrol_id = p.id),"
            " (SELECT count(*) FROM outcomes WHERE patrol_id = p.id) FROM patrols AS p"
        ).fetchall()
        connection.close()
        for ref, note, legs, people, outcomes in rows:
            if note.split(" ")[:2] != [str(legs), str(people)] or outcomes != 1:
                self.torn.add(ref)
        refs = {row[0] for row in rows}
        self.lost |= self.there - self.perhaps - refs  # said to be saved
        self.lost |= self.gone & refs  # said to be deleted, and back
        # The last may have been saved and not said any more.
        unasked = refs - self.there - self.gone
        assert len(unasked) <= 1
        self.unasked += len(unasked)
        self.there = refs
