"""What is due of the priorities: the next round, and news of each live one.

Two clocks, told apart: the round's own months, and the three months after which residents have
waited too long. Each is warned of 14 days before, and stays until it is dealt with; that a round
was ended is no dealing with the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from snt_desk.domain import priorities as rules
from snt_desk.services import priorities, rounds

Table = Literal["rounds", "priorities"]


@dataclass(frozen=True)
class Due:
    """Something to be done by a day: begin the next round after this one, or tell residents.

    `title` is what the priority is, or the days of the round.
    """

    table: Table
    ref: str
    title: str
    day: date

    def days_over(self, on: date) -> int:
        """Count the days since it was due; 0 while there is time."""
        return max((on - self.day).days, 0)


def due(session: Session, team_id: int, on: date) -> tuple[Due, ...]:
    """Say what is due on a day or within 14 days of it, and what is overdue; the round first.

    The others by their day.
    """
    running = [
        Due("rounds", one.ref, one.shown, one.due)
        for one in rounds.listed(session, team_id)
        if one.awaits_on(on)
    ]
    waiting = [
        Due("priorities", one.ref, one.title, rules.due(one.told))
        for one in priorities.register(session, team_id)
        if one.freshness_on(on) in {"due", "stale"}
    ]
    return (*running, *sorted(waiting, key=lambda one: (one.day, one.title)))
