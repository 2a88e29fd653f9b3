"""Contacts anonymised one after another, and the traces cleared now and then."""

from __future__ import annotations

import random
from pathlib import Path

from sqlalchemy import select

from snt_desk.db.models import Contact
from snt_desk.db.opening import open_store
from snt_desk.services import retention
from tests.db.rows import add_team
from tests.fixtures_store import ACTOR
from tests.services.residents import add_contact
from tests.trust.children import READY, Say


def begin(database: Path, count: int) -> None:
    """Give a database so many contacts; each has a name that no other has."""
    store = open_store(str(database), ACTOR)
    with store.change("Begin") as session:
        team = add_team(session)
        for number in range(count):
            add_contact(session, team.id, f"C{number}", name=name_of(f"C{number}"), contact="")
    store.close()


def name_of(ref: str) -> str:
    """The name of a contact's resident."""
    return f"Xanthippe {ref} Quillfeather"


def erase(say: Say, database: Path, seed: object) -> None:
    """Anonymise those that are left, and say of each when it is done."""
    chance = random.Random(str(seed))
    store = open_store(str(database), ACTOR)
    with store.read() as session:
        left = session.scalars(select(Contact.ref).where(Contact.resident_name.is_not(None)))
        refs = list(left)
    chance.shuffle(refs)
    if not refs:
        say(READY)
    for number, ref in enumerate(refs):
        with store.erase("Anonymise", subject=f"contacts/{ref}", reason="due") as session:
            retention.anonymise(session, ref)
        say(ref)
        if number == 0:
            say(READY)
        if number % 4 == 3:
            store.scrub()
    store.close()
