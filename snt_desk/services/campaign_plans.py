"""What the days of a campaign have: patrols planned, events, meetings, messages, who is on duty.

A planned patrol becomes one of the log: it begins the patrol's form, and is joined to what is
saved from that.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, union
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.campaigns import PLANNED, PlannedDraft, days_of, missing
from snt_desk.domain.clock import DAY
from snt_desk.domain.community import DROPPED, EVENTS, MESSAGES, POSTED, headline
from snt_desk.domain.drafts import Caution, given
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import campaigns, handles, meetings_to_come, patrols, roster

MEETINGS = "meetings"
SERIES = "meeting_series"
_LOGGED, _PLANNED, _MISSED = "logged", "planned", "not logged"


@dataclass(frozen=True)
class PlanLine:
    """What is on a day, or is to be: the record by table and ref, what it is, and how far it is.

    `kind` is `patrol`, `event`, `meeting` or `message`. `own` says that it belongs to the
    campaign; the others only fall on its days. `late` is a plan whose time is over, and that
    came to nothing that is written down.
    """

    table: str
    ref: str
    kind: str
    at: datetime | None
    end: datetime | None
    title: str
    place: str
    who: tuple[str, ...]
    state: str
    own: bool
    late: bool = False


@dataclass(frozen=True)
class PlanDay:
    """A day of a campaign: its theme, what is on, who is on duty, other patrols in the log."""

    day: date
    theme: str
    lines: tuple[PlanLine, ...]
    on_duty: tuple[str, ...]
    others: int

    @property
    def lacking(self) -> tuple[str, ...]:
        """Of what the day has nothing, though each day is to have it."""
        there = {one.kind for one in self.lines if not one.late}
        return missing(there | ({"patrol"} if self.others else set()))


@dataclass(frozen=True)
class Plan:
    """A campaign and its days in order; `beside` is what is planned for another day, or none."""

    tag: str
    title: str
    first: date
    last: date
    days: tuple[PlanDay, ...]
    beside: tuple[PlanLine, ...]

    @property
    def gaps(self) -> int:
        """On how many days something is lacking."""
        return sum(bool(one.lacking) for one in self.days)


# --- Reading ----------------------------------------------------------------------------------


def plan(session: Session, team_id: int, tag: str, now: datetime) -> Plan:
    """Read what a team has on the days of a campaign; raises DeskError if that is gone."""
    one = campaigns.found(session, tag)
    days = days_of(one.from_, one.to)
    span = _Span(session, team_id, one.id, days, now)
    lines = [*_patrols(span), *_held(span, m.Event), *_held(span, m.Meeting), *_messages(span)]
    lines += _again(span)
    by_day: dict[date | None, list[PlanLine]] = {}
    for line in lines:
        by_day.setdefault(clock.local_day(line.at) if line.at else None, []).append(line)
    themes = {row.day: row.theme for row in one.days}
    duty, others = _on_duty(span), _others(span)
    return Plan(
        *(one.tag, one.title, one.from_, one.to),
        tuple(
            PlanDay(
                *(day, themes.get(day, ""), tuple(sorted(by_day.get(day, ()), key=_by_time))),
                *(tuple(duty.get(day, ())), others.get(day, 0)),
            )
            for day in days
        ),
        tuple(
            line
            for day, on in by_day.items()
            if day not in days
            for line in on
            if _is_shown_beside(line)
        ),
    )


def _is_shown_beside(line: PlanLine) -> bool:
    """Whether it is a plan of the campaign, or has come to nothing yet that is written down."""
    return line.table == PLANNED or (line.own and line.state != POSTED)


def _by_time(line: PlanLine) -> tuple[datetime, str]:
    assert line.at is not None  # noqa: S101  # it is on a day
    return line.at, line.title


class _Span:
    """A team's days of a campaign, and the words for what is on them."""

    def __init__(
        self, session: Session, team_id: int, campaign: int, days: Sequence[date], now: datetime
    ) -> None:
        self.session, self.team_id, self.campaign, self.now = session, team_id, campaign, now
        self.first, self.last = days[0], days[-1]
        self.start, self.end = clock.midnight(days[0]), clock.midnight(days[-1] + DAY)
        codes = select(m.Code.list, m.Code.code, m.Code.label)
        self._labels = {(name, code): label for name, code, label in session.execute(codes)}

    def label(self, name: str, code: str) -> str:
        return self._labels.get((name, code), code)

    def holds(self, instant: Any) -> Any:
        return (instant >= self.start) & (instant < self.end)

    def names(self, query: Any) -> dict[int, tuple[str, ...]]:
        """The surnames of those who go, by what they go to."""
        found: dict[int, tuple[str, ...]] = {}
        for key, name in self.session.execute(query):
            found[key] = (*found.get(key, ()), name)
        return found


def _patrols(span: _Span) -> Iterator[PlanLine]:
    """Read the planned patrols; one of which a patrol came is on when that was."""
    one, out, back = m.PlannedPatrol, m.Leg, aliased(m.Leg)
    ends = select(back.end).where(back.patrol_id == one.patrol_id).order_by(back.leg.desc())
    query = (
        select(one.id, one.ref, one.mode, one.start, one.end, m.Place.name, out.start)
        .add_columns(ends.limit(1).scalar_subquery())
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .join(out, (out.patrol_id == one.patrol_id) & (out.leg == 1), isouter=True)
        .where(one.team_id == span.team_id, one.campaign_id == span.campaign)
    )
    crews = span.names(
        select(m.PlannedPatrolOfficer.planned_patrol_id, m.Member.last_name)
        .join(m.Member, m.Member.id == m.PlannedPatrolOfficer.member_id)
        .join(one, one.id == m.PlannedPatrolOfficer.planned_patrol_id)
        .where(one.team_id == span.team_id, one.campaign_id == span.campaign)
        .order_by(m.PlannedPatrolOfficer.position)
    )
    for key, ref, mode, start, end, place, went, came in span.session.execute(query):
        late = went is None and (end or start) <= span.now
        state = _LOGGED if went is not None else _MISSED if late else _PLANNED
        at, until = (start, end) if went is None else (went, came)
        yield PlanLine(
            *(PLANNED, ref, "patrol", at, until, span.label("mode", mode), place or ""),
            *(crews.get(key, ()), state, True, late),
        )


def _held(span: _Span, of: Any) -> Iterator[PlanLine]:
    """Read the team's events, or its meetings, on these days."""
    is_event = of is m.Event
    there, link = (m.EventOfficer, "event_id") if is_event else (m.MeetingOfficer, "meeting_id")
    to_it: Any = getattr(there, link)
    table, kind = (EVENTS, "event") if is_event else (MEETINGS, "meeting")
    query = (
        select(of.id, of.ref, of.title, of.start, of.end, m.Place.name)
        .add_columns(of.campaign_id if is_event else of.id)
        .join(m.Place, m.Place.id == of.place_id, isouter=True)
        .where(of.team_id == span.team_id, span.holds(of.start))
    )
    crews = span.names(
        select(to_it, m.Member.last_name)
        .join(m.Member, m.Member.id == there.member_id)
        .join(of, of.id == to_it)
        .where(of.team_id == span.team_id, span.holds(of.start))
        .order_by(to_it, there.position)
    )
    for key, ref, title, start, end, place, campaign in span.session.execute(query):
        state = "to come" if start > span.now else "held"
        yield PlanLine(
            *(table, ref, kind, start, end, title, place or "", crews.get(key, ()), state),
            own=is_event and campaign == span.campaign,
        )


def _again(span: _Span) -> Iterator[PlanLine]:
    """Read the meetings that come again on these days, and that nobody has opened yet."""
    for one in meetings_to_come.not_written(span.session, span.team_id, span.first, span.last):
        what = (one.start, one.end, one.title, one.venue, one.partners)
        yield PlanLine(SERIES, one.series, "meeting", *what, "comes again", own=False)


def _messages(span: _Span) -> Iterator[PlanLine]:
    """Read the messages of the campaign, and what else was planned or posted on these days."""
    one, post = m.Message, m.Post
    # Each by an index of its own: of 100,000 only these are read.
    wanted = union(
        select(one.id).where(one.campaign_id == span.campaign),
        select(one.id).where(one.team_id == span.team_id, span.holds(one.planned)),
        select(post.message_id).where(span.holds(post.posted)),
    )
    query = select(one.id, one.ref, one.text, one.status, one.planned, one.campaign_id).where(
        one.team_id == span.team_id,
        one.status != DROPPED,
        one.id.in_(wanted),
    )
    rows = span.session.execute(query).all()
    went: dict[int, list[tuple[datetime, str]]] = {}
    # Asked by the same words again: a list of very many keys no database takes.
    out = select(post.message_id, post.posted, post.channel).where(post.message_id.in_(wanted))
    for key, at, channel in span.session.execute(out.order_by(post.posted, post.id)):
        went.setdefault(key, []).append((at, span.label("message_channel", channel)))
    for key, ref, text, status, planned, campaign in rows:
        days: dict[date, tuple[datetime, tuple[str, ...]]] = {}
        for at, channel in went.get(key, ()):
            first, before = days.get(clock.local_day(at), (at, ()))
            days[clock.local_day(at)] = first, tuple(dict.fromkeys((*before, channel)))
        what = (headline(text), "")
        gone_out = status == POSTED
        state = POSTED if gone_out else span.label("message_status", status).lower()
        own = campaign == span.campaign
        for at, channels in days.values():
            yield PlanLine(MESSAGES, ref, "message", at, None, *what, channels, POSTED, own)
        if not days:
            late = not gone_out and planned is not None and planned <= span.now
            yield PlanLine(MESSAGES, ref, "message", planned, None, *what, (), state, own, late)


def _on_duty(span: _Span) -> dict[date, list[str]]:
    """Name those who are on duty, by the day on which that begins; not who is away then."""
    away = (
        select(m.Absence.id)
        .where(m.Absence.member_id == m.Duty.member_id)
        .where(m.Absence.start <= m.Duty.start, m.Absence.end >= m.Duty.end)
        .exists()
    )
    query = (
        select(m.Duty.start, m.Member.collar)
        .join(m.Member, m.Member.id == m.Duty.member_id)
        .where(m.Duty.team_id == span.team_id, span.holds(m.Duty.start), ~away)
        .order_by(m.Duty.start, m.Member.last_name)
    )
    rows = span.session.execute(query).all()
    collars = {collar for _, collar in rows}
    known = roster.on_day(span.session, span.team_id, span.first, collars) if rows else []
    called = {one.collar: one.called for one in known}
    found: dict[date, dict[str, None]] = {}
    for start, collar in rows:
        found.setdefault(clock.local_day(start), {})[called.get(collar, collar)] = None
    return {day: list(names) for day, names in found.items()}


def _others(span: _Span) -> dict[date, int]:
    """Count the patrols of the log that came of no plan of the campaign, by day."""
    planned = select(m.PlannedPatrol.patrol_id).where(
        m.PlannedPatrol.campaign_id == span.campaign, m.PlannedPatrol.patrol_id.is_not(None)
    )
    leg = m.Leg
    query = select(leg.start).where(
        *(leg.team_id == span.team_id, leg.leg == 1, span.holds(leg.start)),
        leg.patrol_id.not_in(planned),
    )
    found: dict[date, int] = {}
    for start in span.session.scalars(query):
        day = clock.local_day(start)
        found[day] = found.get(day, 0) + 1
    return found


# --- Planned patrols --------------------------------------------------------------------------


def holds(session: Session, ref: str) -> bool:
    """Whether a planned patrol is there."""
    return session.scalar(select(m.PlannedPatrol.id).where(m.PlannedPatrol.ref == ref)) is not None


def opened(session: Session, ref: str) -> PlannedDraft:
    """Give a planned patrol as its form takes it; raises DeskError if it is gone."""
    one = _planned(session, ref)
    return PlannedDraft(
        campaign=handles.name(session, handles.CAMPAIGN, one.campaign_id) or "",
        mode=one.mode,
        start=one.start,
        end=one.end,
        place=handles.name(session, handles.PLACE, one.place_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        purpose=one.purpose,
        note=one.note,
        officers=handles.names(session, handles.MEMBER, (x.member_id for x in one.officers)),
    )


def came_of(session: Session, ref: str) -> str:
    """Give the ref of the patrol that came of a plan; empty while there is none."""
    query = select(m.Patrol.ref).join(m.PlannedPatrol, m.PlannedPatrol.patrol_id == m.Patrol.id)
    return session.scalar(query.where(m.PlannedPatrol.ref == ref)) or ""


def as_patrol(draft: PlannedDraft) -> PatrolDraft:
    """Give the patrol that a plan would be, to be logged; its crew and end can still change.

    One for a priority has that as its purpose, where the plan says no other.
    """
    leg = LegDraft(draft.mode, draft.start, draft.end, draft.place, draft.officers)
    purpose = draft.purpose or ("priority" if draft.priority else "other")
    return PatrolDraft((leg,), purpose, draft.priority, note=draft.note)


def warnings(session: Session, team_id: int, draft: PlannedDraft) -> Iterator[Caution]:
    """Say what looks odd about a plan: by the days of its campaign, and by who is on duty."""
    first = last = None
    if draft.campaign and campaigns.holds(session, draft.campaign):
        one = campaigns.found(session, draft.campaign)
        first, last = one.from_, one.to
    yield from draft.warnings(first, last)
    if draft.start is None:
        return
    for caution in patrols.warnings(session, team_id, as_patrol(draft)):
        # That it is to come, and who is on a patrol of the log by then, is no news of a plan.
        if caution.field == "crew" and caution.about:
            yield Caution("officers", caution.text, caution.about, caution.brief)
        elif caution.field in {"crew", "priority"}:
            yield Caution({"crew": "officers"}.get(caution.field, caution.field), caution.text)


def add(session: Session, team_id: int, draft: PlannedDraft) -> str:
    """Plan a patrol, and give its ref; raises DeskError if it cannot be true."""
    one = m.PlannedPatrol(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    return one.ref


def change(session: Session, ref: str, draft: PlannedDraft) -> None:
    """Write a planned patrol as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _planned(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Plan a patrol no more; one of the log that came of it stays. DeskError if it is gone."""
    session.delete(_planned(session, ref))


def join(session: Session, ref: str, patrol: str) -> None:
    """Say that a patrol of the log came of a plan; raises DeskError if either is gone."""
    one = _planned(session, ref)
    session.flush()
    key = session.scalar(select(m.Patrol.id).where(m.Patrol.ref == patrol))
    if key is None:
        raise DeskError("That patrol is no longer there", "Undo brings it back.")
    one.patrol_id = key


def _fill(session: Session, one: m.PlannedPatrol, draft: PlannedDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The planned patrol cannot be saved", problem.text)
    one.campaign_id = handles.key(session, handles.CAMPAIGN, draft.campaign, None)
    one.mode, one.purpose = draft.mode, draft.purpose
    one.start, one.end = given(draft.start), draft.end
    one.note = (draft.note or "").strip() or None
    one.place_id = handles.key(session, handles.PLACE, draft.place, one.team_id)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    keys = handles.keys(session, handles.MEMBER, draft.officers)
    one.officers = handles.in_order(m.PlannedPatrolOfficer, "member_id", one.officers, keys)
    session.add(one)
    session.flush()


def _planned(session: Session, ref: str) -> m.PlannedPatrol:
    return handles.there(session, m.PlannedPatrol, ref, "planned patrol")
