"""The county's teams, from which a desk's own is chosen where there is no data yet."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk import paths
from snt_desk.db.models import Team
from snt_desk.services import team


@dataclass(frozen=True)
class CountyTeam:
    """A team as the county lists it."""

    code: str
    name: str
    district: str

    @property
    def words(self) -> str:
        """As it is chosen: `Hitchin Rural, North Herts`; the district only where it says more."""
        return self.name if self.name.startswith(self.district) else f"{self.name}, {self.district}"


@cache
def teams() -> tuple[CountyTeam, ...]:
    """List them by name."""
    text = paths.resource("teams.csv").read_text(encoding="utf-8")
    found = [CountyTeam(**row) for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(found, key=lambda one: one.words))


@dataclass(frozen=True)
class Offered:
    """A team that a desk may be for."""

    code: str
    name: str


def offered(session: Session) -> tuple[list[Offered], dict[str, list[Offered]]]:
    """List the teams that the data has; and those that only the county has, by district."""
    here = [Offered(one.code, one.name) for one in team.every(session)]
    known = {one.code for one in here}
    elsewhere: dict[str, list[Offered]] = {}
    for one in sorted(teams(), key=lambda one: (one.district, one.name)):
        if one.code not in known:
            elsewhere.setdefault(one.district, []).append(Offered(one.code, one.name))
    return here, elsewhere


def choose(session: Session, code: str) -> None:
    """Make one of them the desk's team, and write its row if there is none of that code."""
    if session.scalar(select(Team.id).where(Team.code == code)) is None:
        [wanted] = [one for one in teams() if one.code == code]
        session.add(Team(code=wanted.code, name=wanted.name, district=wanted.district))
        session.flush()
    team.choose(session, code)
