"""Invented rows for these tests, and a look at all rows past everything that is tested."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import cipher, engine, journal
from snt_desk.db.models import (
    Leg,
    LegOfficer,
    LegPartner,
    Member,
    Outcome,
    Partner,
    Patrol,
    Place,
    Team,
    Visit,
)
from snt_desk.domain.clock import london
from snt_desk.errors import DeskError
from tests.keyed import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from snt_desk.db.store import Store

NINE = london(2026, 11, 20, 9)
HOUR = timedelta(hours=1)

Rows = dict[tuple[str, int], dict[str, Any]]


def raw(path: Path) -> closing[Any]:
    """Open the file as another program would: no pragmas, every statement its own transaction."""
    connection = sqlite.connect(str(path), isolation_level=None)
    key = key_of(path)
    if key is not None:
        cipher.unlock(connection, key)
    return closing(connection)


def all_rows(path: Path) -> Rows:
    """Read every row of every noted table: by table and id, a value for each column."""
    with raw(path) as connection:
        return rows_of(connection)


def rows_of(connection: Any) -> Rows:
    """Read every row of every noted table on an open connection; an older file has fewer."""
    found: Rows = {}
    named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    there = {name for (name,) in named}
    for table in journal.NOTED:
        if table.name not in there:
            continue
        cursor = connection.execute(f'SELECT * FROM "{table.name}"')
        columns = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(columns, values, strict=True))
            found[table.name, row["id"]] = row
    return found


def scalar(path: Path, sql: str) -> Any:
    """Read one value, as another program would."""
    with raw(path) as connection:
        return connection.execute(sql).fetchone()[0]


def add_team(session: Session, code: str = "BRIDGE") -> Team:
    """Add a team."""
    team = Team(code=code, name="Bridge ward", district="Riverside")
    session.add(team)
    session.flush()
    return team


def add_member(session: Session, collar: str, *, last_name: str = "Okafor") -> Member:
    """Add a member."""
    member = Member(collar=collar, first_name="Ngozi", last_name=last_name)
    session.add(member)
    session.flush()
    return member


def add_hot_spot(session: Session, team: Team, code: str = "SPOT") -> Place:
    """Add a hot spot."""
    place = Place(team_id=team.id, code=code, name="Market Square", kind="hotspot")
    session.add(place)
    session.flush()
    return place


def add_partner(session: Session, team: Team) -> Partner:
    """Add a partner organisation."""
    partner = Partner(ref=str(uuid4()), team_id=team.id, name="Bridge Housing", kind="housing")
    session.add(partner)
    session.flush()
    return partner


def add_patrol(
    session: Session, team: Team, crews: Iterable[Iterable[Member]], *, note: str | None = None
) -> Patrol:
    """Add a patrol with one leg for each crew, an hour each, and an outcome."""
    patrol = Patrol(
        ref=str(uuid4()), team_id=team.id, purpose="visibility", visible=True, note=note
    )
    for number, crew in enumerate(crews, 1):
        start = NINE + HOUR * (number - 1)
        leg = Leg(leg=number, mode="foot", start=start, end=start + HOUR)
        leg.officers = [
            LegOfficer(position=place, member_id=member.id) for place, member in enumerate(crew, 1)
        ]
        patrol.legs.append(leg)
    patrol.outcomes = [Outcome(kind="stop_search", count=2)]
    session.add(patrol)
    session.flush()
    return patrol


def fill(session: Session) -> Patrol:
    """Add one of everything that hangs together around a patrol, and return the patrol."""
    team = add_team(session)
    spot, partner = add_hot_spot(session, team), add_partner(session, team)
    crew = [add_member(session, "1234AB"), add_member(session, "5678CD")]
    patrol = add_patrol(session, team, [crew, crew[:1]])
    leg = patrol.legs[0]
    leg.visits = [Visit(hotspot_id=spot.id, start=leg.start, end=leg.start + HOUR / 2)]
    leg.partners = [LegPartner(position=1, partner_id=partner.id)]
    session.flush()
    return patrol


def collars(store: Store) -> list[str]:
    """Read the members' collars, in the order in which they were added."""
    with store.read() as session:
        return list(session.scalars(select(Member.collar).order_by(Member.id)))


def titled(title: str) -> pytest.RaisesExc[DeskError]:
    """Expect a sentence for the user, by its title."""
    return pytest.RaisesExc(DeskError, match=f"^{re.escape(title)}")


def breaks(path: Path, *kept: str) -> list[str]:
    """Check the journal of a file, and that it still has what is kept of it elsewhere."""
    reader = engine.reader(path)
    with reader.connect() as connection:
        found = list(journal.breaks(connection, kept))
    reader.dispose()
    return found
