"""An import of a data package leaves what it does not carry as it is: links, rounds, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.package import TABLES, Reading
from snt_desk.services import exports, imports, responses
from snt_desk.services.imports import Report
from snt_desk.services.team import TeamName
from tests import beside
from tests.db.rows import all_rows
from tests.fixtures_team import another_team
from tests.services.joins import DAY, NOON, join_all

REWORDED: Mapping[str, str] = {
    "priorities": "title",
    "events": "title",
    "contacts": "subject",
    "messages": "text",
    "meetings": "title",
    "actions": "text",
    "partners": "contact_name",
    "responses": "comment",
    "members": "first_name",
    "consultations": "title",
}
"""What is changed in the package, by table."""


@pytest.fixture
def joined(store: Store, team: TeamName) -> TeamName:
    """The team with all that is joined, and what is public of it."""
    with store.change("Join all") as session:
        join_all(session, team)
        session.add(m.Campaign(tag="#All", title="All", from_=DAY, to=DAY))
        session.flush()
        beside.add(session, team.id, NOON, lambda column: f"{column}, not to be touched")
        for table in (m.Event, m.Member, m.Priority):
            session.query(table).update({"public": True})
        session.query(m.Priority).update({"issue": "Groups at night", "window_from": "17:00"})
    return team


def package(store: Store, changed: Mapping[str, str], text: str) -> Reading:
    """All that is there as a package, with a text written into a column of some tables."""
    reading = Reading()
    with store.read() as session:
        exported = exports.package_rows(session)
    for table in TABLES:
        rows = exported[table.name]
        if table.name in changed:
            at = table.names.index(changed[table.name])
            rows = [(*row[:at], text, *row[at + 1 :]) for row in rows]
        reading.rows[table.name] = rows
        reading.lines[table.name] = list(range(2, len(rows) + 2))
    return reading


def take(store: Store, reading: Reading) -> Report:
    with store.change("Import", kind="barrier") as session:
        return imports.take(session, reading, partial=False)


def test_what_a_package_does_not_carry_stays(
    store: Store, joined: TeamName, database: Path
) -> None:
    before = all_rows(database)
    assert {one.__tablename__ for one in beside.TABLES} <= {table for table, _row in before}
    report = take(store, package(store, REWORDED, "Reworded"))
    assert not report.problems
    assert {one.table for one in report.tables if one.updated} == set(REWORDED)
    after = all_rows(database)
    assert after.keys() == before.keys()
    for (table, row), content in after.items():
        differ = {name for name, value in content.items() if before[table, row][name] != value}
        assert differ - {"version"} <= {REWORDED.get(table)}, table


def test_a_response_cannot_be_taken_from_its_team_with_its_priority(
    store: Store, joined: TeamName
) -> None:
    with store.change("Add another team") as session:
        other = another_team(session)
        asked = {"ref": "C2", "team_id": other, "title": "Theirs"}
        session.add(m.Consultation(**asked, opened=date(2026, 9, 1)))
    report = take(store, package(store, {"responses": "consultation"}, "C2"))
    assert report.problems
    with store.read() as session:
        key = session.query(m.Priority.id).filter_by(ref="T1").scalar()
        assert responses.said_so(session, [key]) == {key: 12}
