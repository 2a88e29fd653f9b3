"""What takes up the time of a team's people already: legs of patrols, and duties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from snt_desk.db import models as m


def legs(team_id: int, first: datetime, last: datetime) -> Select[Any]:
    """Ask for each leg that began in that time as an `OtherLeg` has it, once for each of a crew."""
    along = aliased(m.LegOfficer)
    crew = select(func.count()).where(along.leg_id == m.Leg.id).correlate(m.Leg).scalar_subquery()
    return (
        select(m.Member.collar, m.Leg.start, m.Leg.end, m.Leg.mode, m.Patrol.ref, m.Place.code)
        .add_columns(crew)
        .select_from(m.Leg)
        .join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .join(m.Patrol, m.Patrol.id == m.Leg.patrol_id)
        .outerjoin(m.Place, m.Place.id == m.Leg.place_id)
        .where(m.Leg.team_id == team_id, m.Leg.start.between(first, last))
    )


def duties(team_id: int, first: datetime, last: datetime) -> Select[str, datetime, datetime, str]:
    """Ask for each duty that began in that time as a `Busy` has it."""
    return (
        select(m.Member.collar, m.Duty.start, m.Duty.end, m.Duty.code)
        .join(m.Member, m.Member.id == m.Duty.member_id)
        .where(m.Duty.team_id == team_id, m.Duty.start.between(first, last))
    )
