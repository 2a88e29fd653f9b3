"""The same tables and the same verbs on a shared PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, create_engine, delete, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from snt_desk.cli import main
from snt_desk.db.models import Base, Change, Code, Leg, LegOfficer, Patrol, Visit
from snt_desk.db.opening import create_store, exists, open_store
from snt_desk.db.seeds import seeded_codes
from snt_desk.domain.clock import minutes_between
from snt_desk.errors import DeskError
from tests.db.rows import HOUR, NINE, add_member, fill
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from collections.abc import Generator

    from snt_desk.db.store import Store

GOLDEN = Path(__file__).parents[1] / "golden" / "tiny"


@pytest.fixture
def shared(postgres_url: str) -> Generator[Store]:
    """A new database on the server, open, and closed afterwards."""
    store = create_store(postgres_url, ACTOR)
    yield store
    store.close()


def test_the_migrations_make_what_the_models_say(shared: Store, postgres_url: str) -> None:
    server = create_engine(postgres_url)
    with server.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
        look = inspect(connection)
        made = {
            check["name"]
            for table in Base.metadata.tables
            for check in look.get_check_constraints(table)
        }
        wanted = {
            constraint.name
            for table in Base.metadata.tables.values()
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        }
        assert made == wanted
    server.dispose()


def test_a_new_database_has_the_codes(shared: Store) -> None:
    with shared.read() as session:
        rows = session.execute(select(Code.list, Code.code).order_by(Code.id)).all()
    assert [tuple(row) for row in rows] == [(seed.list, seed.code) for seed in seeded_codes()]


def test_a_patrol_is_kept_whole(shared: Store, postgres_url: str) -> None:
    with shared.change("Log patrol") as session:
        ref = fill(session).ref
    shared.close()
    again = open_store(postgres_url, ACTOR)
    with again.read() as session:
        patrol = session.scalars(select(Patrol).where(Patrol.ref == ref)).one()
        assert [(leg.leg, leg.start) for leg in patrol.legs] == [(1, NINE), (2, NINE + HOUR)]
        assert [len(leg.officers) for leg in patrol.legs] == [2, 1]
        [visit] = patrol.legs[0].visits
        assert minutes_between(visit.start, visit.end) == 30
    again.close()


def test_what_goes_with_a_patrol_goes_with_it(shared: Store) -> None:
    with shared.change("Log patrol") as session:
        fill(session)
    with shared.change("Delete patrol") as session:
        session.execute(delete(Patrol))
    with shared.read() as session:
        for table in (Patrol, Leg, LegOfficer, Visit):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_a_change_that_fails_leaves_nothing(shared: Store) -> None:
    with pytest.raises(IntegrityError), shared.change("Twice") as session:
        fill(session)
        add_member(session, "1234AB")
    with shared.read() as session:
        assert session.scalars(select(Patrol)).all() == []


def test_what_is_done_in_a_session_for_looking_is_thrown_away(shared: Store) -> None:
    with shared.read() as session:
        session.execute(delete(Code))
    with shared.read() as session:
        assert session.scalar(select(func.count()).select_from(Code))


def test_listeners_are_told_of_every_table_and_nothing_is_offered_to_undo(shared: Store) -> None:
    heard: list[frozenset[str]] = []
    shared.subscribe(heard.append)
    with shared.change("Add member") as session:
        add_member(session, "1234AB")
    assert len(heard) == 1
    assert {"members", "patrols", "codes"} <= heard[0]
    assert (shared.undo_label, shared.redo_label) == (None, None)
    with pytest.raises(DeskError, match="nothing to undo"):
        shared.undo()


def test_a_database_is_not_made_twice(shared: Store, postgres_url: str) -> None:
    with shared.change("Log patrol") as session:
        fill(session)
    assert exists(postgres_url)
    with pytest.raises(DeskError, match="There is an SNT Desk database there already"):
        create_store(postgres_url, ACTOR)
    with shared.read() as session:
        assert len(session.scalars(select(Patrol)).all()) == 1


def test_an_empty_database_is_not_taken_for_ours(postgres_url: str) -> None:
    assert not exists(postgres_url)
    with pytest.raises(DeskError, match="There is no SNT Desk database there"):
        open_store(postgres_url, ACTOR)


def test_another_version_is_refused(shared: Store, postgres_url: str) -> None:
    with shared.change("Update") as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(DeskError, match="The server has another version of SNT Desk"):
        open_store(postgres_url, ACTOR)


def test_a_server_that_goes_away_is_said_and_comes_back(shared: Store, postgres_url: str) -> None:
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        cut = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        with (
            pytest.raises(
                DeskError, match="The server cannot be reached: Nothing of this is saved"
            ),
            shared.change("Log") as session,
        ):
            add_member(session, "1234AB")
            connection.execute(cut)
            add_member(session, "5678CD")
    server.dispose()
    with shared.change("Log again") as session:
        add_member(session, "1234AB")


def test_what_the_server_does_not_allow_is_said(postgres_url: str) -> None:
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
        connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    address = server.url.set(username="guest").render_as_string(hide_password=False)
    server.dispose()
    with pytest.raises(DeskError, match="The server does not allow this"):
        create_store(address, ACTOR)


def test_tiny_is_imported_exported_and_returned_as_on_a_file(
    postgres_url: str, tmp_path: Path
) -> None:
    """The main job on a server: the same bytes as from a file."""
    where = ["--database", postgres_url]
    assert main([*where, "import", str(GOLDEN / "package")]) == 0
    assert main([*where, "import", str(GOLDEN / "package")]) == 0
    exported, again = tmp_path / "server.zip", tmp_path / "file.zip"
    assert main([*where, "export", str(exported)]) == 0
    file = ["--database", str(tmp_path / "file.db")]
    assert main([*file, "import", str(exported)]) == 0
    assert main([*file, "export", str(again)]) == 0
    assert exported.read_bytes() == again.read_bytes()
    for month, as_at, name in (
        ("2026-10", "2026-11-02T09:00", "snt-return_WHA-1_2026-10_r1.csv"),
        ("2026-10", "2026-11-05T09:00", "snt-return_WHA-1_2026-10_r2.csv"),
    ):
        command = ["return", month, "--as-at", as_at, "--send", "--output", str(tmp_path)]
        assert main([*where, *command]) == 0
        assert (tmp_path / name).read_bytes() == (GOLDEN / "expected" / name).read_bytes()


def test_what_is_seen_and_given_out_is_written_down_also_on_a_server(shared: Store) -> None:
    shared.note("Look at it", "consultation", subject="contacts/K1")
    shared.note("Export", "disclosure", recipient="IT", reason="Audit")
    with shared.read() as session:
        listed = select(
            *(Change.user, Change.collar, Change.category, Change.label),
            *(Change.recipient, Change.subject, Change.reason),
        )
        assert [tuple(row) for row in session.execute(listed.order_by(Change.id))] == [
            ("adeyemi", "1234AB", "consultation", "Look at it", "", "contacts/K1", None),
            ("adeyemi", "1234AB", "disclosure", "Export", "IT", None, "Audit"),
        ]
