"""What looks odd about the patrols of a sheet, by the rules of the form, for very many at once.

Everything that the rules compare with is fetched once and laid out by person and day; only
patrols that may be odd are judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, patrols
from snt_desk.domain.clock import DAY, EPOCH
from snt_desk.domain.drafts import Caution
from snt_desk.domain.patrols import Busy, LegDraft, PatrolDraft, Person, Surroundings
from snt_desk.services import patrol_rows, roster

_BICYCLE, _VEHICLE = "bicycle", "vehicle"
_Days: TypeAlias = dict[tuple[str, int], list[Busy]]


class SheetPatrol(NamedTuple):
    """A patrol of one leg as a sheet has it, in its row; `ref` is its own."""

    row: int
    ref: str
    mode: str
    start: datetime
    end: datetime | None
    officers: tuple[str, ...]
    priority: str | None


@dataclass(frozen=True)
class _Known:
    """Everything that the rules compare with, by person and day."""

    people: Mapping[str, Person]
    postings: Mapping[str, Sequence[tuple[date, date | None]]]
    duties: _Days
    absences: _Days
    patrols: _Days
    closed: Mapping[str, tuple[date, str]]
    rostered: frozenset[date]
    now: datetime


def judge(
    session: Session, team_id: int, found: Sequence[SheetPatrol]
) -> dict[int, tuple[Caution, ...]]:
    """Say of each patrol, by its row, what looks odd beside what is written and the sheet."""
    if not found:
        return {}
    known = _known(session, team_id, found)
    judged = {}
    for one in found:
        day = clock.local_day(one.start)
        if _may_be_odd(one, day, known):
            cautions = tuple(patrols.warnings(_draft(one), _surroundings(one, day, known)))
            if cautions:
                judged[one.row] = cautions
    return judged


def _may_be_odd(one: SheetPatrol, day: date, known: _Known) -> bool:
    """Whether there is anything to judge: True is no caution yet, but False is surely none."""
    if one.start > known.now or one.priority in known.closed:
        return True
    end = one.end or one.start
    if clock.minutes_between(one.start, end) > patrols.LONG_PATROL:
        return True
    for collar in one.officers:
        person = known.people.get(collar)
        if person is None:
            continue
        able = one.mode != _BICYCLE or person.cycle_trained
        if one.mode == _VEHICLE and person.driving in {None, "none"}:
            able = False
        if not able or not _posted(known, collar, day) or day in known.rostered:
            return True
        if _near(known.absences, one, collar) or len(_near(known.patrols, one, collar)) > 1:
            return True
    return False


def _surroundings(one: SheetPatrol, day: date, known: _Known) -> Surroundings:
    people = {
        collar: Person(
            collar,
            person.name,
            person.cycle_trained,
            person.driving,
            posted=_posted(known, collar, day),
        )
        for collar in one.officers
        if (person := known.people.get(collar))
    }
    closed, title = known.closed.get(one.priority or "", (None, ""))
    own = _own_name(one)
    return Surroundings(
        people=people,
        patrols=[
            busy
            for collar in one.officers
            for busy in _near(known.patrols, one, collar)
            if busy.name != own
        ],
        duties=[busy for collar in one.officers for busy in _near(known.duties, one, collar)],
        absences=[busy for collar in one.officers for busy in _near(known.absences, one, collar)],
        closed_priority=title if closed and closed <= day else None,
        rostered=known.rostered,
    )


def _draft(one: SheetPatrol) -> PatrolDraft:
    leg = LegDraft(one.mode, one.start, one.end, officers=one.officers)
    return PatrolDraft((leg,), priority=one.priority)


def _posted(known: _Known, collar: str, day: date) -> bool:
    return any(
        first <= day and (to is None or to > day) for first, to in known.postings.get(collar, ())
    )


def _near(days: _Days, one: SheetPatrol, collar: str) -> list[Busy]:
    """Give what is written of somebody on the days of a patrol, each once."""
    found = [busy for day in _days(one.start, one.end) for busy in days.get((collar, day), ())]
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def _days(start: datetime, end: datetime | None) -> range:
    """Number the days in UTC that a stretch touches."""
    return range((start - EPOCH).days, ((end or start) - EPOCH).days + 1)


def _own_name(one: SheetPatrol) -> str:
    until = clock.wall(one.end) if one.end else "still out"
    return f"row {one.row} of this sheet, {clock.wall(one.start)} to {until}"


# --- What is fetched --------------------------------------------------------------------------


def _known(session: Session, team_id: int, found: Sequence[SheetPatrol]) -> _Known:
    first = min(one.start for one in found) - DAY
    last = max(one.end or one.start for one in found) + DAY
    collars = sorted({collar for one in found for collar in one.officers})
    postings = defaultdict(list)
    for collar, begun, to in session.execute(
        select(m.Member.collar, m.Posting.from_, m.Posting.to)
        .join(m.Posting, m.Posting.member_id == m.Member.id)
        .where(m.Posting.team_id == team_id)
    ):
        postings[collar].append((begun, to))
    closed = session.execute(
        select(m.Priority.ref, m.Priority.closed, m.Priority.title).where(
            m.Priority.team_id == team_id, m.Priority.closed.is_not(None)
        )
    )
    return _Known(
        people={
            one.collar: Person(
                one.collar, one.called, one.cycle_trained, one.driving, posted=one.posted
            )
            for one in roster.on_day(session, team_id, clock.local_day(last), collars)
        },
        postings=postings,
        duties=_by_day(_duties(session, team_id, first, last)),
        absences=_by_day(_absences(session, collars, first, last), first, last),
        patrols=_by_day((*_written(session, collars, found, first, last), *_of_sheet(found))),
        closed={ref: (day, title) for ref, day, title in closed if day is not None},
        rostered=patrol_rows.rostered_days(session, team_id, first, last),
        now=clock.now(),
    )


def _by_day(found: Iterable[Busy], first: datetime = EPOCH, last: datetime | None = None) -> _Days:
    days: _Days = defaultdict(list)
    for busy in found:
        start, end = max(busy.start, first), busy.end
        until = min(end, last) if end and last else end
        for day in _days(start, until):
            days[busy.collar, day].append(busy)
    return days


def _duties(session: Session, team_id: int, first: datetime, last: datetime) -> Iterator[Busy]:
    query = (
        select(m.Member.collar, m.Duty.start, m.Duty.end, m.Duty.code)
        .join(m.Member, m.Member.id == m.Duty.member_id)
        .where(m.Duty.team_id == team_id, m.Duty.start.between(first, last))
    )
    return (Busy(*row) for row in session.execute(query))


def _absences(
    session: Session, collars: Sequence[str], first: datetime, last: datetime
) -> Iterator[Busy]:
    query = (
        select(m.Member.collar, m.Absence.start, m.Absence.end, m.Code.label)
        .join(m.Member, m.Member.id == m.Absence.member_id)
        .join(m.Code, (m.Code.list == "absence") & (m.Code.code == m.Absence.kind))
        .where(m.Member.collar.in_(collars), m.Absence.start < last, m.Absence.end > first)
    )
    return (
        Busy(collar, start, end, label.lower())
        for collar, start, end, label in session.execute(query)
    )


def _written(
    session: Session,
    collars: Sequence[str],
    found: Sequence[SheetPatrol],
    first: datetime,
    last: datetime,
) -> Iterator[Busy]:
    """Give the patrols of the log, without those that the sheet would change."""
    own = {one.ref for one in found}
    query: Any = (
        select(m.Member.collar, m.Leg.start, m.Leg.end, m.Leg.mode, m.Patrol.ref)
        .join(m.LegOfficer, m.LegOfficer.member_id == m.Member.id)
        .join(m.Leg, m.Leg.id == m.LegOfficer.leg_id)
        .join(m.Patrol, m.Patrol.id == m.Leg.patrol_id)
        .where(m.Member.collar.in_(collars), m.Leg.start.between(first, last))
    )
    for collar, start, end, mode, ref in session.execute(query):
        if end is not None and ref not in own:
            yield Busy(collar, start, end, f"{mode}, {clock.wall(start)} to {clock.wall(end)}")


def _of_sheet(found: Iterable[SheetPatrol]) -> Iterator[Busy]:
    for one in found:
        # Whether one with no end is still out nobody knows: it is beside no other.
        until = one.end or one.start + clock.MINUTE
        for collar in one.officers:
            yield Busy(collar, one.start, until, _own_name(one))
