"""Invented residents for these tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.clock import london
from snt_desk.domain.community import Details

NAMED = Details("Siân O'Brien", "07700 900123; sian.obrien@example.org", "Wheelchair")


FIRST = london(2026, 11, 1, 9)


def add_contact(
    session: Session,
    team_id: int,
    ref: str,
    *,
    name: str = NAMED.name,
    contact: str = NAMED.contact,
    received: datetime = FIRST,
    review_on: date | None = None,
    **others: Any,
) -> m.Contact:
    """Add somebody who got in touch."""
    owner = session.scalar(select(m.Member.id).where(m.Member.collar == "1432"))
    values = {"channel": "phone", "subject": "Noise at night", "status": "open"} | others
    made = m.Contact(
        ref=ref,
        team_id=team_id,
        received=received,
        resident_name=name,
        resident_contact=contact,
        access_needs=NAMED.needs,
        owner_id=owner,
        review_on=review_on,
        **values,
    )
    session.add(made)
    session.flush()
    return made
