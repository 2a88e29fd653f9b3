"""Patrols as lines of the log: read by their keys, a block at a time, with what looks odd.

What is odd is judged by `snt_desk.domain.patrols.warnings`, as in the form; here the
records that it asks for are fetched for a whole block at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Executable,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.types import Instant
from snt_desk.domain import clock, facts, patrols
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Caution
from snt_desk.domain.minutes import main_mode
from snt_desk.domain.patrols import Busy, LegDraft, PatrolDraft, Person, Surroundings

_DAY = 24 * 60
_DUTY, _ABSENCE, _PATROL = "duty", "absence", "patrol"


@dataclass(frozen=True)
class PatrolRow:
    """A patrol as a line of the log; `end` is None while it is out.

    `crew` are surnames and `partners` names, in the order of legs, each once; `called` are
    the surnames by collar, for what `cautions` say about somebody.
    """

    id: int
    ref: str
    start: datetime
    end: datetime | None
    minutes: int
    mode: str
    legs: int
    crew: tuple[str, ...]
    place: str
    purpose: str
    priority: str | None
    note: str
    partners: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)


def read(
    session: Session, keys: Sequence[int], *, cautions_of: int | None = None
) -> list[PatrolRow]:
    """Read the patrols with these keys, in that order; a key that is gone is left out.

    With the id of a team in *cautions_of*, each says what looks odd about it to that team.
    """
    block = _Block(session.connection(), list(keys))
    heads = {head.id: head for head in block.rows(_HEADS)}
    legs, crews, partners = (_grouped(block.rows(query)) for query in (_LEGS, _CREWS, _PARTNERS))
    odd: Mapping[int, tuple[Caution, ...]] = {}
    if cautions_of is not None:
        closed = {key: (head.priority, head.closed) for key, head in heads.items() if head.closed}
        odd = _cautions(block, cautions_of, legs, crews, closed)
    return [
        _row(heads[key], legs[key], crews.get(key, ()), partners.get(key, ()), odd.get(key, ()))
        for key in keys
        if key in heads
    ]


def rostered_days(
    session: Session, team_id: int, first: datetime, last: datetime
) -> frozenset[date]:
    """List the local days from *first* to *last* on which a duty of the team begins."""
    return _rostered(_Block(session.connection(), []), team_id, first, last)


@dataclass(frozen=True)
class _Block:
    """The patrols of a block, and the connection that reads what belongs to them."""

    connection: Connection
    keys: list[int]

    def rows(self, query: Executable, **more: object) -> Sequence[Any]:
        return self.connection.execute(query, {"keys": self.keys, **more}).all()


# --- A line -----------------------------------------------------------------------------------


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.patrol_id].append(row)
    return found


def _row(
    head: Any,
    legs: Sequence[Any],
    crew: Iterable[Any],
    partners: Iterable[Any],
    cautions: tuple[Caution, ...],
) -> PatrolRow:
    called = {one.collar: one.last_name for one in crew}
    lengths = [clock.minutes_between(leg.start, leg.end) for leg in legs if leg.end]
    return PatrolRow(
        id=head.id,
        ref=head.ref,
        start=legs[0].start,
        end=legs[-1].end,
        minutes=sum(lengths),
        mode=_main_mode(legs),
        legs=len(legs),
        crew=tuple(dict.fromkeys(called.values())),
        place=next((leg.place for leg in legs if leg.place), ""),
        purpose=head.purpose or "",
        priority=head.priority,
        note=head.note or "",
        partners=tuple(dict.fromkeys(one.name for one in partners)),
        cautions=cautions,
        called=called,
    )


def _main_mode(legs: Sequence[Any]) -> str:
    if len(legs) == 1:
        return str(legs[0].mode)
    parts = tuple(
        facts.Leg("", n, leg.mode, None, leg.start, leg.end, ()) for n, leg in enumerate(legs, 1)
    )
    return main_mode(facts.Patrol("", "", priority=None, visible=True, legs=parts))


# --- What looks odd ---------------------------------------------------------------------------


def _cautions(
    block: _Block,
    team_id: int,
    legs: Mapping[int, Sequence[Any]],
    crews: Mapping[int, Sequence[Any]],
    closed: Mapping[int, tuple[str, date]],
) -> dict[int, tuple[Caution, ...]]:
    """Judge each patrol of a block beside what else is written of its crew's time."""
    if not legs:
        return {}
    busy, postings = _busy(block, team_id), _postings(block, team_id, crews)
    starts = [of_one[0].start for of_one in legs.values()]
    rostered = _rostered(block, team_id, min(starts) - DAY, max(starts) + DAY)
    found = {}
    for key, of_one in legs.items():
        day = clock.local_day(of_one[0].start)
        title, since = closed.get(key, ("", None))
        around = Surroundings(
            people={one.collar: _person(one, day, postings) for one in crews.get(key, ())},
            patrols=busy[key, _PATROL],
            duties=busy[key, _DUTY],
            absences=busy[key, _ABSENCE],
            closed_priority=title if since is not None and since <= day else None,
            rostered=rostered,
        )
        found[key] = tuple(patrols.warnings(_draft(of_one, crews.get(key, ())), around))
    return found


def _draft(legs: Sequence[Any], crew: Sequence[Any]) -> PatrolDraft:
    on: dict[int, list[str]] = defaultdict(list)
    for one in crew:
        on[one.leg_id].append(one.collar)
    return PatrolDraft(
        tuple(LegDraft(leg.mode, leg.start, leg.end, officers=tuple(on[leg.id])) for leg in legs)
    )


def _person(one: Any, day: date, postings: Mapping[int, Sequence[Any]]) -> Person:
    posted = any(
        posting.first_day <= day and (posting.to is None or posting.to > day)
        for posting in postings.get(one.member_id, ())
    )
    return Person(one.collar, one.last_name, one.cycle_trained, one.driving, posted)


def _postings(
    block: _Block, team_id: int, crews: Mapping[int, Sequence[Any]]
) -> dict[int, list[Any]]:
    members = sorted({one.member_id for crew in crews.values() for one in crew})
    found: dict[int, list[Any]] = defaultdict(list)
    for posting in block.rows(_POSTINGS, team=team_id, members=members):
        found[posting.member_id].append(posting)
    return found


def _rostered(block: _Block, team_id: int, first: datetime, last: datetime) -> frozenset[date]:
    found = block.rows(_DUTY_STARTS, team=team_id, first=first, last=last)
    return frozenset(clock.local_day(start) for (start,) in found)


def _busy(block: _Block, team_id: int) -> dict[tuple[int, str], list[Busy]]:
    """Fetch duties, absences and other patrols of the crews, in one query."""
    found: dict[tuple[int, str], list[Busy]] = defaultdict(list)
    for key, what, collar, start, end, name in block.rows(_BUSY, team=team_id):
        found[key, what].append(Busy(collar, start, end, name))
    return found


# --- The queries, made once -------------------------------------------------------------------

_tables = m.Base.metadata.tables
_patrol, _leg, _place = _tables["patrols"], _tables["legs"], _tables["places"]
_officer, _with_partner = _tables["leg_officers"], _tables["leg_partners"]
_member, _posting, _partner = _tables["members"], _tables["postings"], _tables["partners"]
_duty, _absence = _tables["duties"], _tables["absences"]
_priority, _purpose, _kind = _tables["priorities"], _tables["codes"].alias(), _tables["codes"]

_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_TEAM: BindParameter[Any] = bindparam("team")
_ON_LEGS = _leg.c.patrol_id.in_(_KEYS)

_HEADS = (
    select(_patrol.c.id, _patrol.c.ref, _patrol.c.note, _purpose.c.label.label("purpose"))
    .add_columns(_priority.c.title.label("priority"), _priority.c.closed)
    .join_from(_patrol, _priority, _priority.c.id == _patrol.c.priority_id, isouter=True)
    .join(
        _purpose,
        and_(_purpose.c.list == "purpose", _purpose.c.code == _patrol.c.purpose),
        isouter=True,
    )
    .where(_patrol.c.id.in_(_KEYS))
)
_LEGS = (
    select(_leg.c.id, _leg.c.patrol_id, _leg.c.mode, _leg.c.start, _leg.c.end)
    .add_columns(_place.c.name.label("place"))
    .join_from(_leg, _place, _place.c.id == _leg.c.place_id, isouter=True)
    .where(_ON_LEGS)
    .order_by(_leg.c.patrol_id, _leg.c.leg)
)
# Who was on each leg, in the order of legs and crew.
_CREWS = (
    select(_leg.c.patrol_id, _leg.c.id.label("leg_id"), _member.c.id.label("member_id"))
    .add_columns(_member.c.collar, _member.c.last_name)
    .add_columns(_member.c.cycle_trained, _member.c.driving)
    .join_from(_leg, _officer, _officer.c.leg_id == _leg.c.id)
    .join(_member, _member.c.id == _officer.c.member_id)
    .where(_ON_LEGS)
    .order_by(_leg.c.patrol_id, _leg.c.leg, _officer.c.position)
)
_PARTNERS = (
    select(_leg.c.patrol_id, _partner.c.name)
    .join_from(_leg, _with_partner, _with_partner.c.leg_id == _leg.c.id)
    .join(_partner, _partner.c.id == _with_partner.c.partner_id)
    .where(_ON_LEGS)
    .order_by(_leg.c.patrol_id, _leg.c.leg, _with_partner.c.position)
)
_POSTINGS = select(
    _posting.c.member_id, _posting.c["from"].label("first_day"), _posting.c.to
).where(_posting.c.team_id == _TEAM, _posting.c.member_id.in_(bindparam("members", expanding=True)))
_DUTY_STARTS = (
    select(_duty.c.start)
    .where(
        _duty.c.team_id == _TEAM,
        _duty.c.start.between(bindparam("first", type_=Instant), bindparam("last", type_=Instant)),
    )
    .distinct()
)


def _number(column: Any) -> Any:
    """Take an instant's minutes as the number that it is in the database."""
    return type_coerce(column, Integer)


def _spent(what: str, table: Any, name: Any, *joins: tuple[Any, Any]) -> Select[Any]:
    """Choose how the crews of the block spent some time; *table* says when."""
    query = (
        select(_leg.c.patrol_id, literal(what), _member.c.collar)
        .add_columns(table.c.start, table.c.end, name.label("name"))
        .join_from(_leg, _officer, _officer.c.leg_id == _leg.c.id)
        .join(_member, _member.c.id == _officer.c.member_id)
    )
    for joined, condition in joins:
        query = query.join(joined, condition)
    return query.where(_ON_LEGS)


_FROM = _number(_leg.c.start)
_UNTIL = func.coalesce(_number(_leg.c.end), _FROM + 1)
_SAME = _officer.c.member_id
_other, _theirs = _leg.alias(), _officer.alias()
_label = select(_kind.c.label).where(_kind.c.list == "absence", _kind.c.code == _absence.c.kind)
_BUSY = union_all(
    _spent(
        _DUTY,
        _duty,
        _duty.c.code,
        (
            _duty,
            and_(
                _duty.c.member_id == _SAME,
                _duty.c.team_id == _TEAM,
                _number(_duty.c.start).between(_FROM - _DAY, _FROM + _DAY),
            ),
        ),
    ),
    _spent(
        _ABSENCE,
        _absence,
        func.lower(_label.scalar_subquery()),
        (
            _absence,
            and_(
                _absence.c.member_id == _SAME,
                _number(_absence.c.start) < _UNTIL,
                _number(_absence.c.end) > _FROM,
            ),
        ),
    ),
    # Of this team: the index finds them by team and time, whoever was on them.
    _spent(
        _PATROL,
        _other,
        _other.c.mode,
        (
            _other,
            and_(
                _other.c.team_id == _leg.c.team_id,
                _number(_other.c.start) > _FROM - clock.LONGEST_STRETCH,
                _number(_other.c.start) < _UNTIL,
                _number(_other.c.end) > _FROM,
                _other.c.patrol_id != _leg.c.patrol_id,
            ),
        ),
        (_theirs, and_(_theirs.c.leg_id == _other.c.id, _theirs.c.member_id == _SAME)),
    ),
)
