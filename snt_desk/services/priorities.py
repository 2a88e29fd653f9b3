"""Local priorities: the register, and what is done to one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import priorities as rules
from snt_desk.domain.priorities import (
    ADOPTED,
    CLOSED,
    MANY_LIVE,
    MONTHS_FRESH,
    PROPOSED,
    Freshness,
    PriorityDraft,
    is_stale,
)
from snt_desk.errors import DeskError

__all__ = [
    "ADOPTED",
    "CLOSED",
    "MANY_LIVE",
    "MONTHS_FRESH",
    "PROPOSED",
    "Joined",
    "PriorityDraft",
    "PriorityRow",
    "add",
    "change",
    "delete",
    "is_stale",
    "joined",
    "opened",
    "register",
]


@dataclass(frozen=True)
class PriorityRow:
    """A priority as the register lists it; `place` is the place's name."""

    id: int
    ref: str
    title: str
    theme: str
    place: str
    status: str
    raised: date
    adopted: date | None
    closed: date | None
    result: str | None
    last_update: date | None

    @property
    def told(self) -> date:
        """When residents last heard of it: of an update, its adoption, or at least its raising."""
        return self.last_update or self.adopted or self.raised

    def freshness_on(self, day: date) -> Freshness | None:
        """Say how fresh the news of a live priority is; None for one that is not live."""
        return rules.freshness(self.told, day) if self.status == ADOPTED else None


@dataclass(frozen=True)
class Joined:
    """How many records belong to a priority."""

    patrols: int
    meetings: int
    open_actions: int


_TEXTS = tuple(field.name for field in fields(PriorityDraft) if field.name != "place")


def register(session: Session, team_id: int) -> list[PriorityRow]:
    """List the team's priorities: live ones first, then proposed, then closed; newest first."""
    one = m.Priority
    query = (
        select(one.id, one.ref, one.title, m.Code.label, m.Place.name, one.status, one.raised)
        .add_columns(one.adopted, one.closed, one.result, one.last_update)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .join(m.Code, (m.Code.list == "theme") & (m.Code.code == one.theme), isouter=True)
        .where(one.team_id == team_id)
    )
    rows = [
        PriorityRow(key, ref, title, theme or "", place or "", *rest)
        for key, ref, title, theme, place, *rest in session.execute(query)
    ]
    order = {ADOPTED: 0, PROPOSED: 1, CLOSED: 2}
    return sorted(
        rows, key=lambda row: (order.get(row.status, 3), -row.raised.toordinal(), row.title)
    )


def opened(session: Session, ref: str) -> PriorityDraft:
    """Give a priority as its form takes it; raises DeskError if it is gone."""
    one = _priority(session, ref)
    place = session.get(m.Place, one.place_id) if one.place_id else None
    said = {name: getattr(one, name) for name in _TEXTS}
    return PriorityDraft(place=place.code if place else None, **said)


def joined(session: Session, ref: str, on: date) -> Joined:
    """Count what belongs to a priority; an action is open on a day unless closed by it."""
    key = select(m.Priority.id).where(m.Priority.ref == ref).scalar_subquery()
    still_open = or_(m.Action.closed.is_(None), m.Action.closed > on)
    query = select(
        _counted(m.Patrol, m.Patrol.priority_id == key),
        _counted(m.Meeting, m.Meeting.priority_id == key),
        _counted(m.Action, m.Action.priority_id == key, still_open),
    )
    return Joined(*session.execute(query).one())


def _counted(table: type[m.Base], *conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


def add(session: Session, team_id: int, draft: PriorityDraft) -> str:
    """Enter a priority in the register and give its ref; raises DeskError if it cannot be true."""
    one = m.Priority(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: PriorityDraft) -> None:
    """Write a priority as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _priority(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take away a priority that nothing points to; raises DeskError if something does."""
    one = _priority(session, ref)
    try:
        with session.begin_nested():
            session.delete(one)
            session.flush()
    except IntegrityError as error:
        raise DeskError(
            "The priority stays in the register",
            "Patrols, meetings or actions belong to it. Close it instead.",
        ) from error


def _fill(session: Session, one: m.Priority, draft: PriorityDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The priority cannot be saved", problem.text)
    for name in _TEXTS:
        setattr(one, name, getattr(draft, name))
    one.status = draft.status
    one.place_id = None
    if draft.place is not None:
        query = select(m.Place.id).where(
            m.Place.team_id == one.team_id, m.Place.code == draft.place
        )
        one.place_id = session.scalar(query)
        if one.place_id is None:
            raise DeskError(f"There is no {draft.place} any more", "Choose from the list.")


def _priority(session: Session, ref: str) -> m.Priority:
    one = session.scalar(select(m.Priority).where(m.Priority.ref == ref))
    if one is None:
        raise DeskError("That priority is no longer there", "Undo brings it back.")
    return one
