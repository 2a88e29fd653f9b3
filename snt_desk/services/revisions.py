"""The revisions of a month's return that were sent: when, by whom, what changed, the same files.

What was sent is kept figure by figure; its files can be written again, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import Figure
from snt_desk.domain.returns import MonthlyReturn, Note
from snt_desk.services import disclosures, returns
from snt_desk.services import files as output
from snt_desk.services.returns import Drift
from snt_desk.services.team import TeamName


@dataclass(frozen=True)
class Revision:
    """A revision that was sent, `made` as it was then; `by` is a person, or the account."""

    made: MonthlyReturn
    sent: datetime
    by: str

    @property
    def number(self) -> int:
        """Which one it is: 1, 2, …."""
        return self.made.revision


def history(session: Session, team: TeamName, month: Month) -> tuple[Revision, ...]:
    """List the revisions sent of a month with all that was in them, the newest first."""
    query = (
        select(m.Return)
        .where(m.Return.team_id == team.id, m.Return.month == str(month))
        .order_by(m.Return.revision.desc())
    )
    rows = list(session.scalars(query))
    senders = _senders(session, {row.id for row in rows})
    return tuple(
        Revision(_made(row, team, month), row.sent, senders.get(row.id, "")) for row in rows
    )


def differences(before: MonthlyReturn, after: MonthlyReturn) -> tuple[Drift, ...]:
    """Say which figures differ between two revisions, in the order of the return."""
    return returns.differing(before.figures, after.figures)


def save_again(store: Store, made: MonthlyReturn, folder: Path, recipient: str) -> None:
    """Write a sent revision's files once more; raises DeskError where they cannot be.

    The journal notes that they left the desk.
    """
    label = f"Save the return for {made.month.shown}, revision {made.revision}, again"
    with output.staged(folder, returns.rendered(made)):
        disclosures.give(store, label, recipient)


def _made(row: m.Return, team: TeamName, month: Month) -> MonthlyReturn:
    return MonthlyReturn(
        team=team.code,
        month=month,
        revision=row.revision,
        as_at=row.as_at,
        figures=tuple(
            Figure(one.section, one.measure, one.by, one.category, one.value, one.unit, one.status)
            for one in row.figures
        ),
        notes=tuple(Note(one.kind, one.ref, one.text) for one in row.notes),
        anchor=row.anchor,
    )


def _senders(session: Session, keys: set[int]) -> dict[int, str]:
    """Say who sent each, by the journal; where there is none, nothing."""
    if not keys or session.connection().dialect.name != "sqlite":
        return {}
    query = (
        select(m.Image.row, m.Change.user, m.Change.collar)
        .join(m.Change, m.Change.id == m.Image.change_id)
        .where(
            m.Change.kind == "barrier",
            m.Image.table == m.Return.__tablename__,
            m.Image.row.in_(keys),
        )
    )
    names = dict(session.execute(select(m.Member.collar, m.Member.last_name)).all())
    return {
        row: f"{collar} {names[collar]}" if collar in names else collar or user
        for row, user, collar in session.execute(query)
    }
