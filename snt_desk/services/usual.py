"""What a team did lately, so that its forms offer the usual first: one look at the newest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.usual import Outing

RECENT = 300
"""How many of the newest patrols are looked at: a season of a team."""

_tables = m.Base.metadata.tables
_leg, _patrol, _place = _tables["legs"], _tables["patrols"], _tables["places"]
_officer, _member = _tables["leg_officers"], _tables["members"]
_with, _partner, _priority = _tables["leg_partners"], _tables["partners"], _tables["priorities"]
# The number stands in the text: only so does SQLite see that the index of first legs fits.
_FIRST = _leg.c.leg == literal_column("1")
_NEWEST = (
    select(_leg.c.id)
    .where(_FIRST, _leg.c.team_id == bindparam("team"))
    .order_by(_leg.c.start.desc())
    .limit(RECENT)
)
_LATELY = (
    select(_leg.c.id, _leg.c.start, _leg.c.end, _leg.c.mode, _place.c.code)
    .add_columns(_patrol.c.purpose, _priority.c.ref, _patrol.c.operation)
    .add_columns(_member.c.collar, _partner.c.ref.label("partner"))
    .select_from(
        _leg.join(_patrol, _patrol.c.id == _leg.c.patrol_id)
        .outerjoin(_place, _place.c.id == _leg.c.place_id)
        .outerjoin(_priority, _priority.c.id == _patrol.c.priority_id)
        .outerjoin(_officer, _officer.c.leg_id == _leg.c.id)
        .outerjoin(_member, _member.c.id == _officer.c.member_id)
        .outerjoin(_with, _with.c.leg_id == _leg.c.id)
        .outerjoin(_partner, _partner.c.id == _with.c.partner_id)
    )
    .where(_leg.c.id.in_(_NEWEST))
    .order_by(_leg.c.start.desc(), _leg.c.id, _officer.c.position)
)


def lately(session: Session, team_id: int) -> Sequence[Outing]:
    """List the team's newest patrols, the newest first, each by its first leg."""
    found: dict[int, tuple[Any, dict[str, None], dict[str, None]]] = {}
    for row in session.execute(_LATELY, {"team": team_id}):
        _, officers, partners = found.setdefault(row.id, (row, {}, {}))
        if row.collar is not None:
            officers[row.collar] = None
        if row.partner is not None:
            partners[row.partner] = None
    return [
        Outing(
            row.start,
            row.end,
            row.mode,
            row.code,
            (row.purpose, row.ref),
            row.operation,
            tuple(officers),
            tuple(partners),
        )
        for row, officers, partners in found.values()
    ]
