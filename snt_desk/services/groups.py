"""The groups that the team means to reach, and how often; the verbs write them down."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.reach import MOST_WEEKS, USUAL_WEEKS, GroupDraft
from snt_desk.errors import DeskError
from snt_desk.services import handles, settings

__all__ = [
    "GroupDraft",
    "GroupName",
    "Met",
    "add",
    "change",
    "delete",
    "met",
    "named",
    "opened",
    "set_usual_weeks",
    "usual_weeks",
]

_WEEKS = "reach.weeks"
_FEW = 12


@dataclass(frozen=True)
class GroupName:
    """A group as it is shown and chosen; since `ended` the team reaches it no more."""

    ref: str
    name: str
    weeks: int | None
    ended: date | None

    def is_reached_on(self, day: date) -> bool:
        """Whether the team still means to reach it on a day."""
        return self.ended is None or day < self.ended


@dataclass(frozen=True)
class Met:
    """An event that reached a group, or is to reach it."""

    ref: str
    title: str
    start: datetime
    place: str


def named(session: Session, team_id: int) -> list[GroupName]:
    """List a team's groups by name, also those that have ended."""
    one = m.CommunityGroup
    query = select(one.ref, one.name, one.weeks, one.ended).where(one.team_id == team_id)
    found = [GroupName(*row) for row in session.execute(query)]
    return sorted(found, key=lambda group: group.name.casefold())


def opened(session: Session, ref: str) -> GroupDraft:
    """Give a group as its form takes it; raises DeskError if it is gone."""
    one = _group(session, ref)
    return GroupDraft(one.name, one.weeks, one.ended)


def met(session: Session, ref: str) -> tuple[Met, ...]:
    """List the events that reached a group, the latest first, a dozen at most."""
    one = m.Event
    query = (
        select(one.ref, one.title, one.start, m.Place.name)
        .join(m.EventGroup, m.EventGroup.event_id == one.id)
        .join(m.CommunityGroup, m.CommunityGroup.id == m.EventGroup.group_id)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .where(m.CommunityGroup.ref == ref)
        .order_by(one.start.desc(), one.id.desc())
        .limit(_FEW)
    )
    return tuple(
        Met(key, title, start, place or "") for key, title, start, place in session.execute(query)
    )


def add(session: Session, team_id: int, draft: GroupDraft, ref: str = "") -> str:
    """Write down a group, and give its ref (a new one if none is given).

    Raises DeskError if it cannot be true, or the team has one of that name.
    """
    one = m.CommunityGroup(ref=ref or str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    return one.ref


def change(session: Session, ref: str, draft: GroupDraft) -> None:
    """Write a group as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _group(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take away a group that no event has reached; raises DeskError if one did."""
    one = _group(session, ref)
    why = "Events have reached it. Say since when it is reached no more."
    handles.take_away(session, one, f"{one.name} stays", why)


def usual_weeks(session: Session, team_id: int) -> int:
    """Say after how many weeks without an event a ward, or a group, is to be thought of."""
    weeks = settings.readable(session, f"{_WEEKS}.{team_id}")
    return weeks if type(weeks) is int and 1 <= weeks <= MOST_WEEKS else USUAL_WEEKS


def set_usual_weeks(session: Session, team_id: int, weeks: int) -> None:
    """Let that be so many weeks."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise DeskError(f"Choose 1 to {MOST_WEEKS} weeks", "Nothing was changed.")
    settings.keep(session, f"{_WEEKS}.{team_id}", weeks)


def _fill(session: Session, one: m.CommunityGroup, draft: GroupDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The group cannot be saved", problem.text)
    name = draft.name.strip()
    same = select(m.CommunityGroup.id).where(
        m.CommunityGroup.team_id == one.team_id,
        m.CommunityGroup.name == name,
        m.CommunityGroup.ref != one.ref,
    )
    if session.scalar(same) is not None:
        raise DeskError(f"There is a group {name} already", "Give this one another name.")
    one.name, one.weeks, one.ended = name, draft.weeks, draft.ended
    session.add(one)
    session.flush()


def _group(session: Session, ref: str) -> m.CommunityGroup:
    return handles.there(session, m.CommunityGroup, ref, "group")
