"""Priorities of an invented register, and how the tests of their page reach the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from snt_desk.db.store import Store
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.services import priorities
from snt_desk.services.team import TeamName

RACING = PriorityDraft("Cars racing", "antisocial_driving", "B1", raised=date(2026, 9, 1))
LIVE = replace(RACING, adopted=date(2026, 9, 14))
CLOSED = replace(LIVE, closed=date(2026, 11, 20), result="reduced", assessment="Fewer cars.")


def add(store: Store, team: TeamName, draft: PriorityDraft) -> str:
    """Enter a priority in the register, and give its ref."""
    with store.change("Add a priority") as session:
        return priorities.add(session, team.id, draft)


def opened(store: Store, ref: str) -> PriorityDraft:
    """Give a priority as it is saved."""
    with store.read() as session:
        return priorities.opened(session, ref)
