"""Whatever is done, and in whatever order: undo puts back what was, and the journal is right.

A hypothesis state machine does what a sergeant and his program may do, and remembers
every state of the tables on the way.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import journal
from snt_desk.db.models import Leg, LegOfficer, Member, Outcome, Patrol, Record, Setting, Team
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.rows import HOUR, Rows, add_member, add_patrol, add_team, rows_of
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from sqlalchemy.orm import Session

pick = st.integers(0, 9)
words = st.text(max_size=6)


Kind = TypeVar("Kind", bound=Record)


def one_of(session: Session, kind: type[Kind], number: int) -> Kind | None:
    found = session.scalars(select(kind).order_by(kind.id)).all()
    return found[number % len(found)] if found else None


class Desk(RuleBasedStateMachine):
    """One data file, and what it has to hold after each step."""

    origin: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "desk.db"
        shutil.copyfile(self.origin, self.path)
        self.store = open_store(str(self.path), ACTOR)
        self.file = sqlite.connect(str(self.path), isolation_level=None)
        self.number = 0
        self.told: list[frozenset[str]] = []
        self.store.subscribe(self.told.append)
        self.present = rows_of(self.file)
        self.past: list[tuple[str, Rows]] = []
        self.future: list[tuple[str, Rows]] = []
        self.notes = 0
        self.barriers = 1  # the making of the file
        with self.doing("Add a team and two members") as session:
            add_team(session)
            add_member(session, "1234AB")
            add_member(session, "5678CD")

    def teardown(self) -> None:
        self.store.close()
        self.file.close()
        self.folder.cleanup()

    @contextmanager
    def doing(self, label: str) -> Generator[Session]:
        """Make a change; what it breaks by constraint leaves nothing and is no change."""
        self.number += 1
        label = f"{label} {self.number}"
        mark = self.newest_image()
        self.told.clear()
        try:
            with self.store.change(label) as session:
                yield session
        except IntegrityError:
            assert self.newest_image() == mark
        if self.newest_image() == mark:
            assert self.told == []
            return
        self.past.append((label, self.present))
        self.future.clear()
        before, self.present = self.present, rows_of(self.file)
        keys = before.keys() | self.present.keys()
        differ = {key[0] for key in keys if before.get(key) != self.present.get(key)}
        assert len(self.told) == 1
        assert differ <= self.told[0]
        # At once, whatever comes later: some mistakes need exactly this pair.
        self.store.undo()
        assert rows_of(self.file) == before
        self.store.redo()

    def newest_image(self) -> int:
        [[newest]] = self.file.execute("SELECT max(id) FROM images").fetchall()
        return int(newest)

    # --- Verbs ------------------------------------------------------------------------------

    @rule(name=words, count=st.integers(1, 3))
    def add_members(self, name: str, count: int) -> None:
        with self.doing("Add members") as session:
            for _ in range(count):
                add_member(session, uuid4().hex[:12], last_name=name)

    @rule(number=pick, name=words)
    def edit_member(self, number: int, name: str) -> None:
        with self.doing("Edit member") as session:
            if member := one_of(session, Member, number):
                member.last_name = name

    @rule(number=pick)
    def delete_member(self, number: int) -> None:
        """Delete one; whoever was on a patrol cannot be."""
        with self.doing("Delete member") as session:
            if member := one_of(session, Member, number):
                session.delete(member)

    @rule(crews=st.lists(st.sets(pick, min_size=1, max_size=3), min_size=1, max_size=3))
    def log_patrol(self, crews: list[set[int]]) -> None:
        with self.doing("Log patrol") as session:
            team = one_of(session, Team, 0)
            members = session.scalars(select(Member).order_by(Member.id)).all()
            if team and members:
                add_patrol(session, team, [crew(members, numbers) for numbers in crews])

    @rule(number=pick, note=st.none() | words, count=st.integers(0, 3))
    def edit_patrol(self, number: int, note: str | None, count: int) -> None:
        """Change a patrol's note, outcome and last leg all at once."""
        with self.doing("Edit patrol") as session:
            patrol = one_of(session, Patrol, number)
            if patrol is None:
                return
            patrol.note = note
            patrol.outcomes = [Outcome(kind="arrest", count=count)] if count else []
            last = patrol.legs.pop() if patrol.legs else None
            if last and count:
                start = last.start + HOUR
                patrol.legs.append(Leg(leg=last.leg + 1, mode="foot", start=start, end=None))

    @rule(number=pick)
    def delete_patrol(self, number: int) -> None:
        with self.doing("Delete patrol") as session:
            if patrol := one_of(session, Patrol, number):
                session.delete(patrol)

    @rule(count=st.integers(1, 4))
    def insert_in_bulk(self, count: int) -> None:
        with self.doing("Import members") as session:
            rows = [
                {"collar": uuid4().hex[:12], "first_name": "Amara", "last_name": "Obi"}
                for _ in range(count)
            ]
            session.execute(insert(Member), rows)

    @rule(note=st.none() | words)
    def update_in_bulk(self, note: str | None) -> None:
        with self.doing("Annotate all patrols") as session:
            session.execute(update(Patrol).values(note=note))

    @rule(number=pick)
    def delete_in_bulk(self, number: int) -> None:
        with self.doing("Delete old patrols") as session:
            session.execute(delete(Patrol).where(Patrol.id % 10 >= number))

    @rule(number=pick)
    def delete_crews_in_bulk(self, number: int) -> None:
        with self.doing("Take everybody off") as session:
            session.execute(delete(LegOfficer).where(LegOfficer.member_id % 10 == number))

    @rule(number=pick, name=words)
    def replace_member(self, number: int, name: str) -> None:
        """Replace a row under its key; a crew with him in it forbids it, or not."""
        with self.doing("Replace member") as session:
            if member := one_of(session, Member, number):
                session.connection().execute(
                    text(
                        "REPLACE INTO members (id, collar, first_name, last_name)"
                        " VALUES (:id, :collar, 'Amara', :name)"
                    ),
                    {"id": member.id, "collar": member.collar, "name": name},
                )

    @rule(number=pick)
    def replace_patrol(self, number: int) -> None:
        """Replace a row whose legs go with it."""
        with self.doing("Replace patrol") as session:
            session.connection().execute(
                text(
                    "REPLACE INTO patrols (id, ref, team_id, purpose, visible, version)"
                    " SELECT id, ref, team_id, purpose, visible, version FROM patrols"
                    " WHERE id % 10 = :number"
                ),
                {"number": number},
            )

    @rule(key=st.sampled_from(["shift", "rest", "list"]), value=words)
    def upsert_setting(self, key: str, value: str) -> None:
        with self.doing("Set") as session:
            session.connection().execute(
                text(
                    "INSERT INTO settings (key, value) VALUES (:key, :value)"
                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                ),
                {"key": key, "value": value},
            )

    @rule(key=words)
    def there_and_back(self, key: str) -> None:
        """Change rows so that in the end nothing is different."""
        with self.doing("There and back") as session:
            setting = Setting(key=key, value="1")
            session.add(setting)
            session.flush()
            session.delete(setting)

    # --- What leaves no trace ---------------------------------------------------------------

    @rule()
    def change_nothing(self) -> None:
        with self.doing("Nothing") as session:
            session.execute(update(Member).values(last_name=Member.last_name))

    @rule()
    def open_a_change_and_do_nothing(self) -> None:
        with self.doing("Empty"):
            pass

    @rule(number=pick)
    def fail_half_way(self, number: int) -> None:
        with pytest.raises(ZeroDivisionError), self.doing("Fail") as session:
            add_member(session, uuid4().hex[:12])
            session.execute(delete(Patrol))
            _ = number / 0

    @rule()
    def break_a_constraint(self) -> None:
        with self.doing("Twice the same key") as session:
            add_team(session, "TWICE")
            add_team(session, "TWICE")

    # --- The journal's own verbs ------------------------------------------------------------

    @rule()
    def undo(self) -> None:
        if not self.past:
            with pytest.raises(DeskError):
                self.store.undo()
            return
        label, rows = self.past.pop()
        assert self.store.undo() == label
        self.future.append((label, self.present))
        self.present = rows

    @rule()
    def redo(self) -> None:
        if not self.future:
            with pytest.raises(DeskError):
                self.store.redo()
            return
        label, rows = self.future.pop()
        assert self.store.redo() == label
        self.past.append((label, self.present))
        self.present = rows

    @rule()
    def close_and_open_again(self) -> None:
        self.store.close()
        self.store = open_store(str(self.path), ACTOR)
        self.store.subscribe(self.told.append)

    @rule(number=pick)
    @precondition(lambda self: len(self.past) > 2)
    def send(self, number: int) -> None:
        """Put up a barrier, with or without rows of its own."""
        with self.store.change("Send", kind="barrier") as session:
            if number % 2:
                add_member(session, uuid4().hex[:12])
        self.present = rows_of(self.file)
        self.past.clear()
        self.future.clear()
        self.barriers += 1

    @rule()
    def export(self) -> None:
        with self.store.change("Export", kind="note", recipient="Bridge Housing"):
            pass
        self.notes += 1

    # --- What holds after every step --------------------------------------------------------

    @invariant()
    def the_tables_are_as_remembered(self) -> None:
        assert rows_of(self.file) == self.present
        assert self.store.undo_label == (self.past[-1][0] if self.past else None)
        assert self.store.redo_label == (self.future[-1][0] if self.future else None)

    @invariant()
    def the_journal_replayed_from_nothing_gives_the_present(self) -> None:
        rows: dict[tuple[str, int], Any] = {}
        noted = 'SELECT "table", row, before, after FROM images ORDER BY id'
        for table, row, before, after in self.file.execute(noted).fetchall():
            assert rows.pop((table, row), None) == (before and json.loads(before))
            if after is not None:
                rows[table, row] = json.loads(after)
        assert rows == self.present

    @invariant()
    def the_chain_holds_and_nothing_is_in_hand(self) -> None:
        with self.store.read() as session:
            assert list(journal.breaks(session.connection())) == []
        assert self.file.execute("SELECT * FROM context").fetchall() == []
        kinds = dict(self.file.execute("SELECT kind, count(*) FROM changes GROUP BY kind"))
        assert kinds.get("note", 0) == self.notes
        assert kinds["barrier"] == self.barriers


def crew(members: Sequence[Member], numbers: set[int]) -> list[Member]:
    return [members[place] for place in {number % len(members) for number in numbers}]


def run(template: Path, times: int) -> None:
    chosen = settings(
        max_examples=times,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    class NewDesk(Desk):
        origin = template

    run_state_machine_as_test(NewDesk, settings=chosen)


def test_undo_puts_back_what_was_whatever_is_done(template: Path) -> None:
    run(template, 8)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_undo_puts_back_what_was_whatever_is_done_many_times(template: Path) -> None:
    run(template, 200)
