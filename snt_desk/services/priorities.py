"""Local priorities: the register, and what is done to one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.errors import DeskError

PROPOSED, ADOPTED, CLOSED = "proposed", "adopted", "closed"
MONTHS_FRESH = 3
MANY_LIVE = 5


def is_stale(told: date, on: date) -> bool:
    """Whether residents have waited more than three months for news."""
    return on > clock.add_months(told, MONTHS_FRESH)


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

    def stale_on(self, day: date) -> bool:
        """Whether residents have waited more than three months for news of a live priority."""
        return self.status == ADOPTED and is_stale(self.told, day)


@dataclass(frozen=True)
class PriorityDraft:
    """A priority being written down; `place` is a code. The status follows from the dates."""

    title: str = ""
    theme: str = ""
    place: str | None = None
    raised: date | None = None
    adopted: date | None = None
    closed: date | None = None
    result: str | None = None
    last_update: date | None = None
    action: str | None = None
    objective: str | None = None
    scanning: str | None = None
    analysis: str | None = None
    response: str | None = None
    assessment: str | None = None

    @property
    def status(self) -> str:
        """What the dates say: proposed, adopted or closed."""
        if self.closed:
            return CLOSED
        return ADOPTED if self.adopted else PROPOSED

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1, bounds)."""
        if not self.title.strip():
            yield Problem("title", "Enter what the priority is.")
        if not self.theme:
            yield Problem("theme", "Choose a theme.")
        if self.raised is None:
            yield Problem("raised", "Enter the day on which it was raised.")
        if self.closed and not self.result:
            yield Problem("result", "Choose what came of it, or take away the day of closing.")
        if self.result and not self.closed:
            yield Problem("closed", "Enter the day of closing, or take away the result.")
        if self.closed and not (self.assessment or "").strip():
            yield Problem("assessment", "Write what was achieved before you close it.")

    def warnings(self) -> Iterator[Caution]:
        """Say what looks odd; it can be saved."""
        if self.raised and self.adopted and self.adopted < self.raised:
            yield Caution("adopted", "It was adopted before it was raised.")
        if self.adopted and self.closed and self.closed < self.adopted:
            yield Caution("closed", "It was closed before it was adopted.")
        if self.last_update and self.raised and self.last_update < self.raised:
            yield Caution("last_update", "The public heard of it before it was raised.")


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
        one.place_id = session.scalars(query).one()


def _priority(session: Session, ref: str) -> m.Priority:
    one = session.scalar(select(m.Priority).where(m.Priority.ref == ref))
    if one is None:
        raise DeskError("That priority is no longer there", "Undo brings it back.")
    return one
