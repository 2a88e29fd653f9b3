"""What every test can count on: no screen, silence in the log, and PostgreSQL where it is."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import create_engine, make_url

from tests import day, examples, postgres

pytest_plugins = [
    "tests.both_ends",
    "tests.fixtures_store",
    "tests.fixtures_team",
    "tests.trust.figures",
]

# Before Qt is imported anywhere.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

day.begin()
examples.begin()


def pytest_collection_finish() -> None:
    """Let the collector pass over what is there for the whole run, and go about less often.

    Else it looks through thousands of tests again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a warning in the log; who expects one asserts it and clears it."""
    yield
    seen = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    loud = [record.getMessage() for record in seen if record.levelno >= logging.WARNING]
    assert not loud, "unexpected in the log"


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        assert not os.environ.get("SNT_DESK_REQUIRE_POSTGRES"), postgres.NOT_TESTED
        pytest.skip(postgres.NOT_TESTED)
    with postgres.running_server(programs) as address:
        yield address


_numbers = count(1)


@pytest.fixture
def postgres_url(_postgres_server: str) -> Iterator[str]:
    """The address of an empty database on a real PostgreSQL server; skips where there is none."""
    name = f"desk_{next(_numbers)}"
    server = create_engine(_postgres_server, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(_postgres_server).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what this run could not prove."""
    if postgres.programs() is None:
        terminalreporter.write_line(postgres.NOT_TESTED, yellow=True)
