"""Log patrols without end and say each that is saved; run by test_kill.py, and killed."""

from __future__ import annotations

import random
import sys

from sqlalchemy import delete, select

from snt_desk.db.journal import Actor
from snt_desk.db.models import Member, Patrol, Team
from snt_desk.db.opening import open_store
from tests.db.rows import add_patrol

_, database, seed = sys.argv
chance = random.Random(seed)
store = open_store(database, Actor("obi"))
print("ready", flush=True)  # noqa: T201  # heard by the test
while True:
    with store.change("Log patrol") as session:
        team = session.scalars(select(Team)).one()
        members = session.scalars(select(Member)).all()
        legs = chance.randint(1, 3)
        crews = [chance.sample(members, chance.randint(1, 2)) for _ in range(legs)]
        people = sum(len(crew) for crew in crews)
        # The note says what has to be there with it.
        note = f"{legs} {people} " + "n" * chance.randint(0, 6000)
        ref = add_patrol(session, team, crews, note=note).ref
    print("logged", ref, flush=True)  # noqa: T201  # heard by the test
    if chance.random() < 0.2:
        with store.change("Delete patrol") as session:
            gone = chance.choice(session.scalars(select(Patrol.ref)).all())
            print("deleting", gone, flush=True)  # noqa: T201  # heard by the test
            session.execute(delete(Patrol).where(Patrol.ref == gone))
        print("deleted", gone, flush=True)  # noqa: T201  # heard by the test
    elif chance.random() < 0.2:
        store.undo()
        print("undone", ref, flush=True)  # noqa: T201  # heard by the test
