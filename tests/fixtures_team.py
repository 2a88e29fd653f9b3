"""A small invented team in a real database, for the tests of services and window."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.services.team import TeamName, named
from tests.fixtures_store import ACTOR, copied

TEAM = "WHA-1"


@pytest.fixture(scope="session")
def template_of_team(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database with the team in it, made once; copy it, never open it."""
    path = copied(template, tmp_path_factory.mktemp("team") / "desk.db")
    with closing(open_store(str(path), ACTOR)) as store:
        made_team(store)
    return path


@pytest.fixture
def team(store: Store) -> TeamName:
    """The team that a test's `database` has in it if the test asks for this."""
    with store.read() as session:
        return named(session, TEAM)


def another_team(session: Session) -> int:
    """Write down a team beside it that has nothing yet, and give its number."""
    made = m.Team(code="WHA-2", name="Welwyn Hatfield South SNT", district="Welwyn Hatfield")
    session.add(made)
    session.flush()
    return made.id


def made_team(store: Store) -> TeamName:
    """Welwyn Hatfield North: two beats, a hot spot, three people, a priority, a partner."""
    with store.change("Make the team", kind="barrier") as session:
        team = m.Team(code=TEAM, name="Welwyn Hatfield North SNT", district="Welwyn Hatfield")
        session.add(team)
        session.flush()
        peartree = m.Place(team_id=team.id, code="B1", name="Peartree", kind="beat")
        session.add(peartree)
        session.add(m.Place(team_id=team.id, code="B2", name="Haldens", kind="beat"))
        session.flush()
        session.add(
            m.Place(team_id=team.id, code="H1", name="Shops", kind="hotspot", parent_id=peartree.id)
        )
        for collar, first, last, role, trained, driving in PEOPLE:
            member = m.Member(
                collar=collar,
                first_name=first,
                last_name=last,
                cycle_trained=trained,
                driving=driving,
            )
            session.add(member)
            session.flush()
            session.add(
                m.Posting(
                    member_id=member.id,
                    team_id=team.id,
                    role=role,
                    fte_percent=100,
                    from_=date(2026, 1, 1),
                )
            )
        ridley = session.query(m.Member).filter_by(collar="1432").one()
        session.add(
            m.Duty(
                ref="D1",
                member_id=ridley.id,
                team_id=team.id,
                start=london(2026, 11, 22, 7),
                end=london(2026, 11, 22, 15),
                code="early",
            )
        )
        session.add(
            m.Priority(
                ref="T1",
                team_id=team.id,
                title="Woodhall shops",
                theme="asb",
                place_id=peartree.id,
                status="adopted",
                raised=date(2026, 9, 1),
                adopted=date(2026, 10, 1),
            )
        )
        session.add(
            m.Partner(ref="O1", team_id=team.id, name="The Council", kind="district_council")
        )
        return TeamName(team.id, team.code, team.name, team.district)


PEOPLE = (
    ("101", "Hannah", "Okafor", "sergeant", False, "standard"),
    ("1432", "Tom", "Ridley", "pc", True, "response"),
    ("7104", "Asha", "Calloway", "pcso", False, "none"),
)
