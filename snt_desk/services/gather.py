"""The facts that one month's return is counted from, as the database has them.

One query a table, each made once, each on an index; what must be in each tuple is said at
`snt_desk.domain.facts.Facts`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.types import Instant
from snt_desk.domain import clock, facts
from snt_desk.domain.clock import DAY, MINUTE, Days, Month
from snt_desk.domain.facts import Facts

Rows = Sequence[Any]


def gather(session: Session, team: str, month: Month | Days, as_at: datetime) -> Facts:
    """Fetch what the team's return for the month is counted from; `as_at` is aware UTC.

    Any days can stand in place of a month: a campaign's.
    """
    scope = _Scope(session, team, month)
    patrols = _patrols(scope)
    duties = tuple(facts.Duty(*row) for row in scope.rows(_DUTIES))
    people = {duty.collar for duty in duties}
    people.update(collar for patrol in patrols for leg in patrol.legs for collar in leg.officers)
    return Facts(
        team=team,
        month=month,
        as_at=as_at,
        codes=codes(session),
        postings=tuple(facts.Posting(*row) for row in scope.rows(_POSTINGS, people=sorted(people))),
        duties=duties,
        absences=tuple(facts.Absence(*row) for row in scope.rows(_ABSENCES)),
        patrols=patrols,
        visits=tuple(
            facts.Visit(patrol, leg, hotspot, start, end, leg_has_end=leg_end is not None)
            for patrol, leg, hotspot, start, end, leg_end in scope.rows(_VISITS)
        ),
        outcomes=_outcomes(scope, patrols),
        priorities=tuple(facts.Priority(*row) for row in scope.rows(_PRIORITIES)),
        responses=tuple(facts.Response(*row) for row in scope.rows(_RESPONSES)),
        events=tuple(facts.Event(*row) for row in scope.rows(_EVENTS)),
        meetings=_meetings(scope),
        actions=tuple(
            facts.Action(ref, "partner" if owner is None else "police", *days)
            for ref, owner, *days in scope.rows(_ACTIONS)
        ),
        posts=tuple(facts.Post(*row) for row in scope.rows(_POSTS)),
        contacts=tuple(facts.Contact(*row) for row in scope.rows(_CONTACTS)),
        appointments=tuple(facts.Appointment(*row) for row in scope.rows(_APPOINTMENTS)),
        nil_sections=frozenset(section for (section,) in scope.rows(_NIL_SECTIONS)),
    )


def residents(session: Session, team: str, month: Month, as_at: datetime) -> Facts:
    """Fetch of all this only what residents wanted in the month, and what was agreed with them."""
    scope = _Scope(session, team, month)
    return Facts(
        *(team, month, as_at, codes(session)),
        contacts=tuple(facts.Contact(*row) for row in scope.rows(_CONTACTS)),
        appointments=tuple(facts.Appointment(*row) for row in scope.rows(_APPOINTMENTS)),
    )


def codes(session: Session) -> dict[str, tuple[facts.CodeFact, ...]]:
    """Read every code list in its order."""
    lists: dict[str, list[facts.CodeFact]] = defaultdict(list)
    for name, code, label, valid_from, valid_to, flags in session.connection().execute(_CODES):
        marks = frozenset(flags.split(";")) if flags else _NO_FLAGS
        lists[name].append(facts.CodeFact(code, label, valid_from, valid_to, marks))
    return {name: tuple(found) for name, found in lists.items()}


_NO_FLAGS: frozenset[str] = frozenset()


class _Scope:
    """One team's month: what every query is asked with."""

    def __init__(self, session: Session, team: str, month: Month | Days) -> None:
        self._connection: Connection = session.connection()
        found = self._connection.execute(select(_team.c.id).where(_team.c.code == team))
        span = month.span
        self._asked = {
            "team": found.scalar_one(),
            "month": str(month),
            "start": span.start,
            "end": span.end,
            # A leg, duty or visit that reaches into the month began after this.
            "reach": span.start - clock.LONGEST_STRETCH * MINUTE,
            "first": month.first,
            "last": month.last,
            "last_before": month.first - DAY,
        }

    def rows(self, query: Select[Any], **more: object) -> Rows:
        return self._connection.execute(query, {**self._asked, **more}).all()


def _patrols(scope: _Scope) -> tuple[facts.Patrol, ...]:
    crews = _lists(scope.rows(_CREWS))
    partners = _lists(scope.rows(_LEG_PARTNERS))
    beats = _beats(scope.rows(_PLACES))
    legs: dict[int, list[facts.Leg]] = defaultdict(list)
    patrols: dict[int, tuple[str, str, str | None, bool]] = {}
    for row in scope.rows(_LEGS):
        key, patrol, number, mode, place, start, end, ref, purpose, priority, visible = row
        patrols[patrol] = ref, purpose, priority, visible
        legs[patrol].append(
            facts.Leg(
                ref,
                number,
                mode,
                beats.get(place),
                start,
                end,
                tuple(crews.get(key, ())),
                tuple(partners.get(key, ())),
            )
        )
    return tuple(facts.Patrol(*said, tuple(legs[key])) for key, said in patrols.items())


def _lists(rows: Rows) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in rows:
        found[key].append(name)
    return found


def _beats(rows: Rows) -> dict[int | None, str]:
    """Say for each place of the team in which beat it lies."""
    places = {key: (code, kind, parent) for key, code, kind, parent in rows}
    beats: dict[int | None, str] = {}
    for key, (code, kind, parent) in places.items():
        if kind == "beat":
            beats[key] = code
        elif parent is not None:
            beats[key] = places[parent][0]
    return beats


def _outcomes(scope: _Scope, patrols: Sequence[facts.Patrol]) -> tuple[facts.Outcome, ...]:
    begun = {patrol.ref: patrol.legs[0].start for patrol in patrols}
    of_patrols = [
        facts.Outcome(kind, count, begun[ref], "patrols", ref)
        for kind, count, ref in scope.rows(_PATROL_OUTCOMES)
    ]
    of_events = [
        facts.Outcome(kind, count, start, "events", ref)
        for kind, count, start, ref in scope.rows(_EVENT_OUTCOMES)
    ]
    return (*of_patrols, *of_events)


def _meetings(scope: _Scope) -> tuple[facts.Meeting, ...]:
    kinds = _lists(scope.rows(_MEETING_PARTNERS))
    return tuple(
        facts.Meeting(ref, kind, start, end, tuple(kinds.get(key, ())))
        for key, ref, kind, start, end in scope.rows(_MEETINGS)
    )


# --- The queries ------------------------------------------------------------------------------

_tables = m.Base.metadata.tables
_team, _member, _posting = _tables["teams"], _tables["members"], _tables["postings"]
_duty, _absence, _place = _tables["duties"], _tables["absences"], _tables["places"]
_patrol, _leg, _visit = _tables["patrols"], _tables["legs"], _tables["visits"]
_officer, _partner_on_leg = _tables["leg_officers"], _tables["leg_partners"]
_outcome, _priority, _partner = _tables["outcomes"], _tables["priorities"], _tables["partners"]
_event, _meeting, _present = _tables["events"], _tables["meetings"], _tables["meeting_partners"]
_action, _message, _post = _tables["actions"], _tables["messages"], _tables["posts"]
_contact, _appointment, _nil = (
    _tables["contacts"],
    _tables["appointments"],
    _tables["nil_sections"],
)
_consultation, _response = _tables["consultations"], _tables["responses"]
_campaign, _code = _tables["campaigns"], _tables["codes"]

_TEAM: BindParameter[Any] = bindparam("team")
_MONTH: BindParameter[Any] = bindparam("month")
_START, _END, _REACH = (bindparam(name, type_=Instant) for name in ("start", "end", "reach"))
_FIRST, _LAST, _LAST_BEFORE = (
    bindparam(name, type_=Date) for name in ("first", "last", "last_before")
)


def _in_month(instant: Any) -> Any:
    return and_(instant >= _START, instant < _END)


def _on_days(day: Any) -> Any:
    return day.between(_FIRST, _LAST)


def _meets(stretch: Any) -> Any:
    """A minute in the month; the lower bound of the start is for the index."""
    return and_(stretch.c.start > _REACH, stretch.c.start < _END, stretch.c.end > _START)


_CODES = select(
    _code.c.list,
    _code.c.code,
    _code.c.label,
    _code.c.valid_from,
    _code.c.valid_to,
    _code.c.flags,
).order_by(_code.c.list, _code.c.position)

# Patrols with a leg that starts in the month or has a minute in it.
_TOUCHING = (
    select(_leg.c.patrol_id)
    .where(
        _leg.c.team_id == _TEAM,
        _leg.c.start > _REACH,
        _leg.c.start < _END,
        or_(_leg.c.start >= _START, _leg.c.end > _START),
    )
    .distinct()
)
_ON_LEGS = _leg.c.patrol_id.in_(_TOUCHING)
_LEGS = (
    select(
        _leg.c.id,
        _leg.c.patrol_id,
        _leg.c.leg,
        _leg.c.mode,
        _leg.c.place_id,
        _leg.c.start,
        _leg.c.end,
        _patrol.c.ref,
        _patrol.c.purpose,
        _priority.c.ref,
        _patrol.c.visible,
    )
    .join(_patrol, _patrol.c.id == _leg.c.patrol_id)
    .join(_priority, _priority.c.id == _patrol.c.priority_id, isouter=True)
    .where(_ON_LEGS)
    .order_by(_leg.c.patrol_id, _leg.c.leg)
)
_CREWS = (
    select(_officer.c.leg_id, _member.c.collar)
    .join(_member, _member.c.id == _officer.c.member_id)
    .join(_leg, _leg.c.id == _officer.c.leg_id)
    .where(_ON_LEGS)
    .order_by(_officer.c.leg_id, _officer.c.position)
)
_LEG_PARTNERS = (
    select(_partner_on_leg.c.leg_id, _partner.c.ref)
    .join(_partner, _partner.c.id == _partner_on_leg.c.partner_id)
    .join(_leg, _leg.c.id == _partner_on_leg.c.leg_id)
    .where(_ON_LEGS)
    .order_by(_partner_on_leg.c.leg_id, _partner_on_leg.c.position)
)
_PLACES = select(_place.c.id, _place.c.code, _place.c.kind, _place.c.parent_id).where(
    _place.c.team_id == _TEAM
)
# A leg that is still out may have begun in any month, and have a visit in this one.
_OUT = and_(_leg.c.team_id == _TEAM, _leg.c.end.is_(None))
_VISITS = (
    select(_patrol.c.ref, _leg.c.leg, _place.c.code, _visit.c.start, _visit.c.end, _leg.c.end)
    .join(_leg, _leg.c.id == _visit.c.leg_id)
    .join(_patrol, _patrol.c.id == _leg.c.patrol_id)
    .join(_place, _place.c.id == _visit.c.hotspot_id)
    .where(or_(_ON_LEGS, _leg.c.id.in_(select(_leg.c.id).where(_OUT).correlate(None))))
)
_PATROL_OUTCOMES = (
    select(_outcome.c.kind, _outcome.c.count, _patrol.c.ref)
    .join(_patrol, _patrol.c.id == _outcome.c.patrol_id)
    .where(_patrol.c.id.in_(_TOUCHING))
)
_EVENT_OUTCOMES = (
    select(_outcome.c.kind, _outcome.c.count, _event.c.start, _event.c.ref)
    .join(_event, _event.c.id == _outcome.c.event_id)
    .where(_event.c.team_id == _TEAM, _in_month(_event.c.start))
)
_DUTIES = (
    select(_duty.c.ref, _member.c.collar, _duty.c.start, _duty.c.end)
    .join(_member, _member.c.id == _duty.c.member_id)
    .where(_duty.c.team_id == _TEAM, _meets(_duty))
)
_ON_DUTY = select(_duty.c.member_id).where(_duty.c.team_id == _TEAM, _meets(_duty))
_ABSENCES = (
    select(_absence.c.ref, _member.c.collar, _absence.c.start, _absence.c.end, _absence.c.kind)
    .join(_member, _member.c.id == _absence.c.member_id)
    .where(_absence.c.member_id.in_(_ON_DUTY), _absence.c.start < _END, _absence.c.end > _START)
)
_POSTINGS = (
    select(
        _member.c.collar,
        _team.c.code,
        _posting.c.role,
        _posting.c.fte_percent,
        _posting.c["from"],
        _posting.c.to,
    )
    .join(_member, _member.c.id == _posting.c.member_id)
    .join(_team, _team.c.id == _posting.c.team_id)
    .where(
        or_(
            and_(
                _posting.c.team_id == _TEAM,
                _posting.c["from"] <= _LAST,
                or_(_posting.c.to.is_(None), _posting.c.to > _LAST_BEFORE),
            ),
            _member.c.collar.in_(bindparam("people", expanding=True)),
        )
    )
)
_PRIORITIES = select(
    _priority.c.ref,
    _priority.c.theme,
    _priority.c.adopted,
    _priority.c.closed,
    _priority.c.result,
    _priority.c.last_update,
).where(
    _priority.c.team_id == _TEAM,
    or_(
        and_(
            _priority.c.adopted <= _LAST,
            or_(_priority.c.closed.is_(None), _priority.c.closed >= _FIRST),
        ),
        _on_days(_priority.c.closed),
    ),
)
_RESPONSES = (
    select(
        _response.c.ref,
        _response.c.received,
        _response.c.channel,
        _response.c.theme,
        _response.c.count,
    )
    .join(_consultation, _consultation.c.id == _response.c.consultation_id)
    .where(_consultation.c.team_id == _TEAM, _on_days(_response.c.received))
)
_EVENTS = select(
    _event.c.ref, _event.c.kind, _event.c.start, _event.c.end, _event.c.attendance
).where(_event.c.team_id == _TEAM, _in_month(_event.c.start))
_MEETINGS = select(
    _meeting.c.id, _meeting.c.ref, _meeting.c.kind, _meeting.c.start, _meeting.c.end
).where(_meeting.c.team_id == _TEAM, _in_month(_meeting.c.start))
_MEETING_PARTNERS = (
    select(_present.c.meeting_id, _partner.c.kind)
    .join(_partner, _partner.c.id == _present.c.partner_id)
    .join(_meeting, _meeting.c.id == _present.c.meeting_id)
    .where(_meeting.c.team_id == _TEAM, _in_month(_meeting.c.start))
)
_ACTIONS = select(
    _action.c.ref, _action.c.owner_member_id, _action.c.raised, _action.c.due, _action.c.closed
).where(
    _action.c.team_id == _TEAM,
    or_(
        _on_days(_action.c.raised),
        _on_days(_action.c.closed),
        and_(_action.c.due <= _LAST, or_(_action.c.closed.is_(None), _action.c.closed > _LAST)),
    ),
)
_POSTS = (
    select(_post.c.ref, _post.c.channel, _post.c.posted, _campaign.c.tag)
    .join(_message, _message.c.id == _post.c.message_id)
    .join(_campaign, _campaign.c.id == _message.c.campaign_id, isouter=True)
    .where(_message.c.team_id == _TEAM, _in_month(_post.c.posted))
)
_CONTACTS = select(
    _contact.c.ref,
    _contact.c.channel,
    _contact.c.received,
    _contact.c.answered,
    _contact.c.status,
).where(
    _contact.c.team_id == _TEAM,
    _contact.c.received < _END,
    or_(
        _contact.c.received >= _START,
        _contact.c.answered.is_(None),
        _contact.c.answered >= _END,
    ),
)
_APPOINTMENTS = select(_appointment.c.ref, _appointment.c.at, _appointment.c.status).where(
    _appointment.c.team_id == _TEAM, _in_month(_appointment.c.at)
)
_NIL_SECTIONS = select(_nil.c.section).where(_nil.c.team_id == _TEAM, _nil.c.month == _MONTH)
