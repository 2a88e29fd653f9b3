"""Whom and what the demo's words mean: the keys of its partners, places, people and priorities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.demo.meeting_words import ORGANISATIONS
from snt_desk.domain.demo.year import Year


@dataclass(frozen=True)
class Known:
    """The demo's team in its year, and the keys of what it has, by the words' own names."""

    team_id: int
    year: Year
    partners: dict[str, int]
    places: dict[str, int]
    members: dict[str, int]
    priorities: dict[str, int]


def known(session: Session, team_id: int, year: Year) -> Known:
    """Look up everything that the words may name."""

    def keys(name: Any, of: type[m.Partner | m.Place | m.Priority]) -> dict[str, int]:
        rows = session.execute(select(name, of.id).where(of.team_id == team_id))
        return {row[0]: row[1] for row in rows}

    partners = keys(m.Partner.name, m.Partner)
    people = session.execute(select(m.Member.collar, m.Member.id))
    return Known(
        team_id,
        year,
        {short: partners[one.name] for short, one in ORGANISATIONS.items()},
        keys(m.Place.code, m.Place),
        {row[0]: row[1] for row in people},
        keys(m.Priority.title, m.Priority),
    )
