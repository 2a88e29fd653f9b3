"""Teams, and which of them this desk is for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Duty, Patrol, Place, Posting, Team
from snt_desk.errors import DeskError
from snt_desk.services import settings

_DESK = "desk.team"


@dataclass(frozen=True)
class TeamName:
    """A team as it is shown."""

    id: int
    code: str
    name: str
    district: str


NO_TEAM = TeamName(0, "", "No team yet", "")
"""Stands where no team has been chosen; nothing belongs to it."""


@dataclass(frozen=True)
class PlaceName:
    """A place as it is shown and chosen; `parent` is the code of the beat it lies in."""

    id: int
    code: str
    name: str
    kind: str
    parent: str | None


def every(session: Session) -> list[TeamName]:
    """List all teams by code."""
    query = select(Team.id, Team.code, Team.name, Team.district).order_by(Team.code)
    return [TeamName(*row) for row in session.execute(query)]


def named(session: Session, code: str) -> TeamName:
    """Give a team by its code; raises DeskError that lists the codes there are."""
    teams = {team.code: team for team in every(session)}
    if code not in teams:
        raise DeskError(f"There is no team {code}", f"The teams are: {_listed(list(teams))}.")
    return teams[code]


def of_desk(session: Session) -> TeamName | None:
    """Give the desk's team: as chosen; while unset, the only one with postings or work."""
    chosen = settings.readable(session, _DESK)
    teams = every(session)
    if chosen is not None:
        return next((team for team in teams if team.code == chosen), None)
    busy = [team for team in teams if _is_busy(session, team.id)]
    return busy[0] if len(busy) == 1 else None


def wanted(session: Session, code: str | None) -> TeamName:
    """Give the team that a command names, else the desk's; raises DeskError with the codes."""
    if code is not None:
        return named(session, code)
    team = of_desk(session)
    if team is None:
        codes = [one.code for one in every(session)]
        raise DeskError("Which team?", f"Name one with --team: {_listed(codes)}.")
    return team


def choose(session: Session, code: str) -> None:
    """Make a team the desk's; raises DeskError if there is no such team."""
    named(session, code)
    settings.keep(session, _DESK, code)


def places(session: Session, team_id: int) -> list[PlaceName]:
    """List the team's places by name."""
    beat = select(Place.id, Place.code).subquery()
    query = (
        select(Place.id, Place.code, Place.name, Place.kind, beat.c.code)
        .join(beat, beat.c.id == Place.parent_id, isouter=True)
        .where(Place.team_id == team_id)
        .order_by(Place.name, Place.code)
    )
    return [PlaceName(*row) for row in session.execute(query)]


def _is_busy(session: Session, team_id: int) -> bool:
    return any(
        session.execute(select(table.id).where(table.team_id == team_id).limit(1)).first()
        for table in (Posting, Patrol, Duty)
    )


def _listed(codes: list[str]) -> str:
    return ", ".join(codes) if codes else "none yet"
