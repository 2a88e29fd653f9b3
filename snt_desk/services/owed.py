"""What those who came to events are owed: told late, soon, or whenever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.community import feedback_is_late


@dataclass(frozen=True)
class Owed:
    """Feedback that those who came to an event wait for; `due` may not have been said."""

    ref: str
    title: str
    held: date
    feedback: str
    due: date | None

    def is_late_on(self, day: date) -> bool:
        """Whether it is overdue."""
        return feedback_is_late(self.due, None, day)


def feedback(session: Session, team_id: int, on: date) -> tuple[Owed, ...]:
    """List what of events is not given by a day, what is due first at the top.

    Also of one that is to come: the list of events counts by the same rule.
    """
    one = m.Event
    query = select(one.ref, one.title, one.start, one.feedback, one.feedback_due).where(
        one.team_id == team_id,
        one.feedback.is_not(None),
        or_(one.feedback_given.is_(None), one.feedback_given > on),
    )
    found = [
        Owed(ref, title, clock.local_day(start), what or "", due)
        for ref, title, start, what, due in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda owed: (owed.due or date.max, owed.held, owed.title)))
