"""What the team holds, as far as it is compared with what the public sees."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import police_uk
from snt_desk.domain.clock import DAY
from snt_desk.domain.outlines import Outline
from snt_desk.domain.police_uk import Neighbourhood, Point, Published
from snt_desk.domain.police_uk.held import Held, HeldEvent, HeldPerson, HeldPriority
from snt_desk.domain.police_uk.plain import one_line, tidy
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, roster, settings

_DETAILS = "police_uk.details"
_SERGEANT = "sergeant"


def held(session: Session, team_id: int, today: date) -> Held:
    """Gather it; people with whether they are posted here on that day."""
    team = session.get(m.Team, team_id)
    if team is None:
        raise DeskError("There is no team yet", "Choose the team of this desk first.")
    try:
        outline = beat_map.read(session, team_id).team
    except DeskError:
        # A map that cannot be read is said to be so where it is shown.
        outline = None
    kept = details(session, team_id)
    return Held(
        team=team.name,
        id=team.police_uk_id or "",
        priorities=tuple(_priorities(session, team_id)),
        events=tuple(_events(session, team_id)),
        people=tuple(_people(session, team_id, today)),
        neighbourhood=kept,
        told=kept or _own(team, outline),
        boundary=outline,
    )


def details(session: Session, team_id: int) -> Neighbourhood | None:
    """Give what was kept of the published details; None for nothing, or what is none."""
    kept = settings.readable(session, f"{_DETAILS}.{team_id}")
    if kept is None:
        return None
    return police_uk.read([(_DETAILS, json.dumps(kept).encode())]).published.neighbourhood


def line_round(outline: Outline | None) -> tuple[Point, ...] | None:
    """Give the line round the team: of several, the one with most points, for they take one."""
    if outline is None:
        return None
    ring = max(outline.rings, key=len)
    return tuple(Point(latitude, longitude) for longitude, latitude in ring)


def _own(team: m.Team, outline: Outline | None) -> Neighbourhood:
    """What the team says of itself, while nothing is kept that police.uk said of it."""
    ring = line_round(outline)
    return Neighbourhood(
        id=one_line(team.police_uk_id or team.code),
        name=one_line(team.name),
        centre=_middle(ring) if ring else None,
    )


def _middle(points: tuple[Point, ...]) -> Point:
    north, east = [one.latitude for one in points], [one.longitude for one in points]
    return Point(round((min(north) + max(north)) / 2, 6), round((min(east) + max(east)) / 2, 6))


def keep_details(session: Session, team_id: int, details_: Neighbourhood) -> None:
    """Keep these as the published details of the team."""
    [data] = police_uk.write(Published(neighbourhood=details_)).values()
    settings.keep(session, f"{_DETAILS}.{team_id}", json.loads(data))


def _priorities(session: Session, team_id: int) -> list[HeldPriority]:
    one = m.Priority
    query = (
        select(one.ref, one.title, one.issue, one.public, one.adopted, one.closed)
        .add_columns(one.action, one.last_update)
        .where(one.team_id == team_id)
        .order_by(one.adopted.desc(), one.id)
    )
    return [
        HeldPriority(
            ref,
            title,
            tidy(issue or title),
            bool(public),
            adopted,
            closed,
            tidy(action or ""),
            updated,
        )
        for ref, title, issue, public, adopted, closed, action, updated in session.execute(query)
    ]


def _events(session: Session, team_id: int) -> list[HeldEvent]:
    one = m.Event
    query = (
        select(one.ref, one.title, one.public, one.start, one.end, m.Place.name)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .where(one.team_id == team_id)
        .order_by(one.start, one.id)
    )
    return [
        HeldEvent(ref, title, bool(public), start, end, place or "")
        for ref, title, public, start, end, place in session.execute(query)
    ]


def _people(session: Session, team_id: int, today: date) -> list[HeldPerson]:
    """Everyone who is or was posted here, by the latest posting here."""
    titles = roster.titles(session)
    query = (
        select(m.Member, m.Posting, m.Code.label)
        .join(m.Posting, m.Posting.member_id == m.Member.id)
        .join(m.Code, (m.Code.list == "role") & (m.Code.code == m.Posting.role), isouter=True)
        .where(m.Posting.team_id == team_id, m.Posting.from_ <= today)
        .order_by(m.Posting.from_)
    )
    found: dict[str, HeldPerson] = {}
    for member, posting, label in session.execute(query):
        title = titles.get(posting.role, posting.role)
        found[member.collar] = HeldPerson(
            member.collar,
            f"{member.first_name} {member.last_name}",
            f"{title} {member.last_name}",
            bool(member.public),
            posting.to is None or posting.to > today,
            (title, label or posting.role),
            posting.role == _SERGEANT,
            None if posting.to is None else posting.to - DAY,
        )
    return list(found.values())
