"""Campaigns: weeks of action, and the like, that messages and events belong to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m


def choices(session: Session) -> list[tuple[str, str]]:
    """List all campaigns, the latest first: the tag of each, and it with its title."""
    query = select(m.Campaign.tag, m.Campaign.title)
    return [
        (tag, f"{tag}, {title}")
        for tag, title in session.execute(query.order_by(m.Campaign.from_.desc(), m.Campaign.tag))
    ]
