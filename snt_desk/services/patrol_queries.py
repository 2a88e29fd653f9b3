"""What is asked of the database for a block of the patrol log; made once, as that is slow.

Few files have statistics for SQLite to plan by, so none of these leaves it a choice: what
is outside is joined from the left, and what is asked of each row is asked by one index.
Instants are given as the minutes that they are in the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from snt_desk.db import models as m
from snt_desk.domain import clock

DUTY, PATROL = "duty", "patrol"
"""What `BUSY` finds."""
_DAY = 24 * 60

_tables = m.Base.metadata.tables
_patrol, _leg, _place = _tables["patrols"], _tables["legs"], _tables["places"]
_officer, _with_partner = _tables["leg_officers"], _tables["leg_partners"]
_member, _posting, _partner = _tables["members"], _tables["postings"], _tables["partners"]
_duty, _absence = _tables["duties"], _tables["absences"]
_priority, _purpose, _kind = _tables["priorities"], _tables["codes"].alias(), _tables["codes"]
_outcome, _came_of_it = _tables["outcomes"], _tables["codes"].alias()

_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_MEMBERS: BindParameter[Any] = bindparam("members", expanding=True)
_TEAM: BindParameter[Any] = bindparam("team")


def _number(column: Any) -> Any:
    """Take an instant's minutes as the number that it is in the database."""
    return type_coerce(column, Integer)


def _from_left(first: Any, *joins: tuple[Any, Any]) -> Any:
    """Join tables in this order and no other."""
    made = first
    for joined, condition in joins:
        made = made.outerjoin(joined, condition)
    return made


_START, _END = _number(_leg.c.start), _number(_leg.c.end)
_UNTIL = func.coalesce(_END, _START + 1)
_SAME = _officer.c.member_id
_on_leg = (_officer, _officer.c.leg_id == _leg.c.id)
_who = (_member, _member.c.id == _SAME)

_other, _theirs = _leg.alias(), _officer.alias()
_MEANWHILE = and_(
    _other.c.team_id == _leg.c.team_id,
    _number(_other.c.start) > _START - clock.LONGEST_STRETCH,
    _number(_other.c.start) < _UNTIL,
    or_(_number(_other.c.end) > _START, _other.c.end.is_(None)),
    _other.c.patrol_id != _leg.c.patrol_id,
)
# By the leg, as the sum has no index: a member has thousands.
_THEIRS = and_(_theirs.c.leg_id == _other.c.id, _theirs.c.member_id + 0 == _SAME)
_DOUBLED = (
    select(literal(1)).select_from(_other.join(_theirs, _THEIRS)).where(_MEANWHILE)
).correlate(_leg, _officer)
_ON_DUTY = (
    select(literal(1))
    .where(
        _duty.c.member_id == _SAME,
        _duty.c.team_id + 0 == _TEAM,
        _number(_duty.c.start) > _START - clock.LONGEST_STRETCH,
        _number(_duty.c.start) < _UNTIL,
        _number(_duty.c.end) > _START,
    )
    .correlate(_leg, _officer)
)
_HAS_PARTNERS = (
    select(literal(1)).where(_with_partner.c.leg_id == _leg.c.id).correlate(_leg).exists()
)

LINES = (
    select(_leg.c.patrol_id, _patrol.c.ref, _patrol.c.note, _purpose.c.label)
    .add_columns(_priority.c.title, _priority.c.closed, _patrol.c.operation, _patrol.c.visible)
    .add_columns(_leg.c.id, _leg.c.leg, _leg.c.mode, _START, _END, _place.c.name)
    .add_columns(_HAS_PARTNERS, _officer.c.leg_id, _officer.c.position, _SAME, _officer.c.id)
    .add_columns(_member.c.collar, _member.c.last_name, _member.c.first_name)
    .add_columns(_member.c.cycle_trained, _member.c.driving)
    .select_from(
        _from_left(
            _leg,
            (_patrol, _patrol.c.id == _leg.c.patrol_id),
            (_priority, _priority.c.id == _patrol.c.priority_id),
            (_purpose, and_(_purpose.c.list == "purpose", _purpose.c.code == _patrol.c.purpose)),
            (_place, _place.c.id == _leg.c.place_id),
            _on_leg,
            _who,
        )
    )
    .where(_leg.c.patrol_id.in_(_KEYS))
)
"""A line for each of a leg's crew, or one for a leg of partners alone; in no order."""
JUDGED_LINES = LINES.add_columns(_ON_DUTY.exists(), _DOUBLED.exists())
"""The same, and whether each was on duty then, and on another patrol of the team as well."""
PARTNERS = (
    select(_leg.c.patrol_id, _partner.c.name)
    .join_from(_leg, _with_partner, _with_partner.c.leg_id == _leg.c.id)
    .join(_partner, _partner.c.id == _with_partner.c.partner_id)
    .where(_leg.c.patrol_id.in_(_KEYS))
    .order_by(_leg.c.patrol_id, _leg.c.leg, _with_partner.c.position)
)
"""The partners of patrols by name, in the order of legs."""
OUTCOMES = (
    select(_outcome.c.patrol_id, _came_of_it.c.label, _outcome.c.count)
    .join(_came_of_it, and_(_came_of_it.c.list == "outcome", _came_of_it.c.code == _outcome.c.kind))
    .where(_outcome.c.patrol_id.in_(_KEYS))
    .order_by(_outcome.c.patrol_id, _came_of_it.c.position)
)
"""What came of patrols, by label and count, in the order of the list."""
POSTINGS = select(_posting.c.member_id, _posting.c["from"], _posting.c.to).where(
    _posting.c.team_id == _TEAM, _posting.c.member_id.in_(_MEMBERS)
)
"""When members were posted to the team: from and to."""
_label = select(_kind.c.label).where(_kind.c.list == "absence", _kind.c.code == _absence.c.kind)
ABSENCES = select(
    _absence.c.member_id,
    _number(_absence.c.start),
    _number(_absence.c.end),
    func.lower(_label.scalar_subquery()),
).where(
    _absence.c.member_id.in_(_MEMBERS),
    _number(_absence.c.start) < bindparam("last"),
    _number(_absence.c.end) > bindparam("first"),
)
"""Members' absences from one minute to another, and of what kind."""


def _nearest(found: Any, *, before: bool) -> Any:
    when = _number(_duty.c.start)
    near = when <= _START if before else when >= _START
    return select(found(when)).where(_duty.c.team_id == _TEAM, near).correlate(_leg)


NEAREST_DUTIES = select(
    _nearest(func.max, before=True).scalar_subquery(),
    _nearest(func.min, before=False).scalar_subquery(),
).where(_leg.c.patrol_id.in_(_KEYS))
"""Each leg's last duty of the team before it, and the first after: one may be on its day."""


def _spent(what: str, table: Any, said: Sequence[Any], *joins: tuple[Any, Any]) -> Select[Any]:
    """Choose how the crews spent some time, a record of *table* each, and what is said of it."""
    return (
        select(_leg.c.patrol_id, literal(what), _member.c.collar)
        .add_columns(_number(table.c.start), _number(table.c.end), *said)
        .select_from(_from_left(_leg, _on_leg, _who, *joins))
        .where(_leg.c.patrol_id.in_(_KEYS), table.c.id.is_not(None))
    )


_ROUND_ABOUT = and_(
    _duty.c.member_id == _SAME,
    _duty.c.team_id + 0 == _TEAM,
    _number(_duty.c.start).between(_START - _DAY, _START + _DAY),
)
_that, _there, _along = _patrol.alias(), _place.alias(), _officer.alias()
_crew_of = select(func.count()).where(_along.c.leg_id == _other.c.id)
_HOW_MANY = _crew_of.correlate(_other).scalar_subquery()
_OTHERS = (
    (_other, _MEANWHILE),
    (_theirs, _THEIRS),
    (_that, _that.c.id == _other.c.patrol_id),
    (_there, _there.c.id == _other.c.place_id),
)
BUSY = union_all(
    _spent(DUTY, _duty, (_duty.c.code, null(), null(), null()), (_duty, _ROUND_ABOUT)),
    _spent(PATROL, _other, (_other.c.mode, _that.c.ref, _there.c.name, _HOW_MANY), *_OTHERS).where(
        _theirs.c.id.is_not(None)
    ),
)
"""Duties within a day of the crews' legs; and their other patrols meanwhile, with ref, place
and size of the crew."""
