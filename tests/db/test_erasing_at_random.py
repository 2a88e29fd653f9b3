"""Whatever was done before and after, what was erased never comes back, and nothing is torn."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from snt_desk.db import erasing, journal
from snt_desk.db.models import Member, Patrol, Setting, Team
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.rows import add_member, add_patrol, add_team
from tests.fixtures_store import ACTOR

pick = st.integers(0, 9)


def one_of(session: Session, number: int) -> Patrol | None:
    found = session.scalars(select(Patrol).order_by(Patrol.id)).all()
    return found[number % len(found)] if found else None


class Desk(RuleBasedStateMachine):
    """One data file with patrols, each with a name of its own in its note."""

    origin: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "desk.db"
        shutil.copyfile(self.origin, path)
        self.path = path
        self.store = open_store(str(path), ACTOR)
        self.names = 0
        self.erased: set[str] = set()
        with self.store.change("Add a team and a member", kind="barrier") as session:
            add_team(session)
            add_member(session, "1234AB")

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def name(self) -> str:
        self.names += 1
        return f"Xanthippe{self.names}q"

    @rule(count=st.integers(1, 3))
    def log(self, count: int) -> None:
        with self.store.change("Log") as session:
            team, member = (
                session.scalars(select(Team)).one(),
                session.scalars(select(Member)).one(),
            )
            for _ in range(count):
                add_patrol(session, team, [[member], [member]], note=f"Met {self.name()}.")

    @rule(number=pick, named=st.booleans())
    def edit(self, number: int, *, named: bool) -> None:
        with self.store.change("Edit") as session:
            session.add(Setting(key=f"k{self.names}-{number}", value="1"))
            if patrol := one_of(session, number):
                patrol.note = f"Met {self.name()}." if named else "Quiet."
                del patrol.legs[1:]
            session.flush()
            session.execute(text("DELETE FROM settings"))

    @rule(number=pick)
    def delete(self, number: int) -> None:
        with self.store.change("Delete") as session:
            if patrol := one_of(session, number):
                session.delete(patrol)

    @rule()
    def undo(self) -> None:
        try:
            self.store.undo()
        except DeskError:
            assert self.store.undo_label is None

    @rule()
    def redo(self) -> None:
        try:
            self.store.redo()
        except DeskError:
            assert self.store.redo_label is None

    @rule(number=pick)
    def erase(self, number: int) -> None:
        """Take the names of a record out, of now and of its past."""
        with self.store.erase("Erase", subject="patrols", reason="due") as session:
            patrol = one_of(session, number)
            if patrol is None:
                return
            older = erasing.images_of(session.connection(), "patrols", patrol.id)
            said = " ".join(f"{image.before} {image.after}" for image in older)
            self.erased |= {word for word in said.replace('"', ".").split(".") if "Xan" in word}
            self.erased = {word.removeprefix("Met ") for word in self.erased}
            journal.wipe(
                session.connection(),
                [image.id for image in older if "Xan" in f"{image.before} {image.after}"],
            )
            patrol.note = "Gone."

    @rule(number=pick)
    def erase_what_was_deleted(self, number: int) -> None:
        """Take the names out of the past of a record that is there no more."""
        with self.store.erase("Erase", subject="patrols", reason="due") as session:
            there = set(session.scalars(select(Patrol.id)))
            found = [
                image
                for image in erasing.images(session.connection(), ["patrols"])
                if image.row not in there and image.row % 10 == number
            ]
            said = " ".join(f"{image.before} {image.after}" for image in found)
            words = said.replace('"', " ").replace(".", " ").split()
            self.erased |= {word for word in words if "Xan" in word}
            journal.wipe(session.connection(), [image.id for image in found])

    @rule()
    def close_and_open_again(self) -> None:
        self.store.close()
        self.store = open_store(str(self.path), ACTOR)

    @rule()
    def scrub(self) -> None:
        self.store.scrub()
        data = self.path.read_bytes().lower()
        assert not [one for one in self.erased if one.lower().encode() in data]

    @invariant()
    def what_was_erased_stands_nowhere(self) -> None:
        with self.store.read() as session:
            notes = session.scalars(select(Patrol.note)).all()
            images = session.execute(text("SELECT before, after FROM images")).all()
        said = " ".join(map(str, [*notes, *(one for pair in images for one in pair)]))
        assert not [one for one in self.erased if one in said]

    @invariant()
    def the_chain_holds_and_no_record_is_torn(self) -> None:
        with self.store.read() as session:
            connection = session.connection()
            assert list(journal.breaks(connection)) == []
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            torn = "SELECT id FROM patrols WHERE id NOT IN (SELECT patrol_id FROM legs)"
            assert connection.exec_driver_sql(torn).all() == []


def walk(template: Path, times: int) -> None:
    Desk.origin = template
    chosen = settings(
        max_examples=times,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Desk, settings=chosen)


def test_what_was_erased_never_comes_back(template: Path) -> None:
    walk(template, 3)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_what_was_erased_never_comes_back_whatever_is_done(template: Path) -> None:
    walk(template, 150)
