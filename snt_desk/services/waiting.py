"""Who is on duty next to answer residents, and how many of a month were answered in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, entries
from snt_desk.domain.clock import DAY, LONGEST_STRETCH, MINUTE, Month
from snt_desk.domain.workings import work_out
from snt_desk.services import gather, roster

AHEAD: Final = 14
"""So many days of the roster are looked at."""
_ELSEWHERE: Final = "training"


@dataclass(frozen=True)
class OnDuty:
    """Somebody of the team on duty, from when until when; away for none of it.

    `is_on` says whether it has begun.
    """

    collar: str
    called: str
    start: datetime
    end: datetime
    is_on: bool


class Answered(NamedTuple):
    """How many of a month's contacts were answered within 72 hours, of how many to be answered."""

    in_time: int
    of: int


def next_to_answer(session: Session, team_id: int, now: datetime) -> OnDuty | None:
    """Say who is on duty next to answer; None where the roster of the next days has nobody.

    Of those who are on, whoever has the longest before them; else who comes on first.
    """
    return min(_on_duty(session, team_id, now), key=_sooner, default=None)


def next_duty(session: Session, team_id: int, collar: str, now: datetime) -> OnDuty | None:
    """Say when one of the team is on duty next; None where the next days' roster has nothing."""
    theirs = (one for one in _on_duty(session, team_id, now) if one.collar == collar)
    return min(theirs, key=_sooner, default=None)


def answered(session: Session, team: str, month: Month, as_at: datetime) -> Answered:
    """Count those of a month, as its return does."""
    work = work_out(gather.residents(session, team, month, as_at))
    counts = (entries.answered_in_72h(work), entries.needing_reply(work))
    return Answered(*(sum(one.amount for one in found) for found in counts))


def _sooner(one: OnDuty) -> tuple[bool, float, str]:
    when = -one.end.timestamp() if one.is_on else one.start.timestamp()
    return not one.is_on, when, one.called


def _on_duty(session: Session, team_id: int, now: datetime) -> Iterator[OnDuty]:
    duty = m.Duty
    query = (
        select(duty.member_id, m.Member.collar, m.Member.last_name, duty.start, duty.end)
        .join(m.Member, m.Member.id == duty.member_id)
        .where(
            duty.team_id == team_id,
            duty.start > now - LONGEST_STRETCH * MINUTE,
            duty.start < now + AHEAD * DAY,
            duty.end > now,
            duty.code != _ELSEWHERE,
        )
        .order_by(duty.start)
    )
    found = session.execute(query).all()
    if not found:
        return
    away = _away(session, {key for key, *_ in found}, now)
    collars = {collar for _, collar, *_ in found}
    named = roster.on_day(session, team_id, clock.local_day(now), collars)
    called = {one.collar: one.called for one in named}
    for key, collar, name, start, end in found:
        here = _there(max(start, now), end, away.get(key, ()))
        if here is not None:
            yield OnDuty(collar, called.get(collar, name), *here, is_on=here[0] <= now)


_Stretch = tuple[datetime, datetime]


def _there(
    start: datetime, end: datetime, away: Iterable[_Stretch]
) -> tuple[datetime, datetime] | None:
    """Give the first part of a duty in which somebody is not away."""
    for first, last in away:
        if first <= start < last:
            start = last
        elif start < first < end:
            return start, first
    return (start, end) if start < end else None


def _away(session: Session, keys: set[int], now: datetime) -> dict[int, list[_Stretch]]:
    absence = m.Absence
    query = (
        select(absence.member_id, absence.start, absence.end)
        .where(
            absence.member_id.in_(keys), absence.end > now, absence.start < now + (AHEAD + 1) * DAY
        )
        .order_by(absence.start)
    )
    found: dict[int, list[_Stretch]] = defaultdict(list)
    for key, start, end in session.execute(query):
        found[key].append((start, end))
    return found
