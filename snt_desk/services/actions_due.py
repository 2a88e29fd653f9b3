"""Which actions want to be thought of: overdue by the return's rule, or to be reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.partners import is_overdue, is_reminded_of


@dataclass(frozen=True)
class ActionDue:
    """An open action; it is overdue, or somebody wanted to be reminded of it from a day on."""

    ref: str
    text: str
    due: date | None
    overdue: bool


def due(session: Session, team_id: int, on: date) -> tuple[ActionDue, ...]:
    """Say what is overdue on a day, across all meetings, and then of what to be reminded.

    Each by the day on which it is due.
    """
    one = m.Action
    query = (
        select(one.ref, one.text, one.due, one.closed, one.remind)
        .where(one.team_id == team_id, or_(one.closed.is_(None), one.closed > on))
        .where(or_(one.due <= on, one.remind <= on))
        .order_by(one.due.is_(None), one.due, one.raised, one.id)
    )
    rows = session.execute(query).all()
    over = [
        ActionDue(ref, text, day, overdue=True)
        for ref, text, day, closed, _ in rows
        if is_overdue(day, closed, on)
    ]
    near = [
        ActionDue(ref, text, day, overdue=False)
        for ref, text, day, closed, remind in rows
        if is_reminded_of(remind, day, closed, on)
    ]
    return (*over, *near)
