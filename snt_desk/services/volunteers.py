"""Who was on a leg as a volunteer: volunteers' time is no officer's, and they make no crew."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, facts
from snt_desk.domain.roster import VOLUNTEER, NominalRoll


def places(
    session: Session,
    team_id: int,
    *,
    patrols: Sequence[int] | None = None,
    members: Collection[int] | None = None,
) -> list[int]:
    """List the keys of those `leg_officers` of the team who were volunteers on that day.

    With *patrols* and *members* only of these. Few ever are: one short look says so.
    """
    ever = select(m.Posting.member_id).where(m.Posting.role == VOLUNTEER)
    if members is not None:
        ever = ever.where(m.Posting.member_id.in_(sorted(members)))
    people = session.scalars(ever.distinct()).all()
    if not people:
        return []
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    postings = (
        select(m.Member.collar, m.Team.code, m.Posting.role, m.Posting.fte_percent)
        .add_columns(m.Posting.from_, m.Posting.to)
        .join(m.Member, m.Member.id == m.Posting.member_id)
        .join(m.Team, m.Team.id == m.Posting.team_id)
        .where(m.Posting.member_id.in_(people))
    )
    roll = NominalRoll.of(team, (facts.Posting(*row) for row in session.execute(postings)))
    on_legs = (
        select(m.LegOfficer.id, m.Member.collar, m.Leg.start)
        .join(m.Leg, m.Leg.id == m.LegOfficer.leg_id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .where(m.LegOfficer.member_id.in_(people), m.Leg.team_id == team_id)
    )
    if patrols is not None:
        on_legs = on_legs.where(m.Leg.patrol_id.in_(patrols))
    return [
        key
        for key, collar, start in session.execute(on_legs)
        if roll.standing(collar, clock.local_day(start)).role == VOLUNTEER
    ]
