"""Who is away when, and why: absences as what takes up somebody's time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.patrols import Busy


def absences(
    session: Session, collars: Iterable[str], first: datetime, last: datetime
) -> list[Busy]:
    """List the absences of these people that touch the time from *first* to *last*."""
    query = (
        select(m.Member.collar, m.Absence.start, m.Absence.end, m.Code.label)
        .join(m.Member, m.Member.id == m.Absence.member_id)
        .join(m.Code, (m.Code.list == "absence") & (m.Code.code == m.Absence.kind))
        .where(m.Member.collar.in_(sorted(collars)), m.Absence.start < last, m.Absence.end > first)
    )
    return [
        Busy(collar, start, end, label.lower())
        for collar, start, end, label in session.execute(query)
    ]
