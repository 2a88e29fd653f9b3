"""A month of the team's duties and absences, as the grid shows it; read in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, duties, facts, rest
from snt_desk.domain.clock import DAY, LONGEST_STRETCH, MINUTE, Month
from snt_desk.domain.duties import (
    Absent,
    Abstraction,
    CoverRule,
    DayOf,
    DutyCode,
    Rostered,
    ShiftTimes,
    Slot,
)
from snt_desk.domain.rest import Breach
from snt_desk.domain.roster import NominalRoll, absence_flag
from snt_desk.services import gather, roster, settings

TIMES, COVER = "roster.times", "roster.cover"
"""The team's own times of duties, and the cover that it wants; kept as settings."""

_WEEK = 7 * DAY
_Held = Mapping[int, Sequence[Any]]


@dataclass(frozen=True)
class PersonMonth:
    """One line of the grid: a person's days in the month, and the rules that these break."""

    collar: str
    called: str
    last_name: str
    role: str
    days: tuple[DayOf, ...]
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True)
class CoverLine:
    """How many people are on some duties, day by day; None from where nothing is rostered yet."""

    rule: CoverRule
    counts: tuple[int | None, ...]

    @property
    def short(self) -> tuple[bool, ...]:
        """On which days there are fewer than wanted."""
        return tuple(one is not None and one < self.rule.least for one in self.counts)


@dataclass(frozen=True)
class MonthRoster:
    """Everything that the grid of a month shows; `kinds` are the words for absences."""

    month: Month
    people: tuple[PersonMonth, ...] = ()
    cover: tuple[CoverLine, ...] = ()
    codes: tuple[DutyCode, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    abstraction: Abstraction = field(default_factory=lambda: Abstraction(0, {}))


class _Person(NamedTuple):
    collar: str
    last_name: str
    postings: list[facts.Posting]


def read(session: Session, team_id: int, month: Month) -> MonthRoster:
    """Read who is posted to the team in a month or on duty for it, and all that they do."""
    lists = gather.codes(session)
    team = session.scalar(select(m.Team.code).where(m.Team.id == team_id)) or ""
    staff = _staff(session, team_id, month)
    mondays = rest.weeks(month.first, month.last)
    bounds = (
        clock.midnight(mondays[0] - (rest.WEEKS - 1) * _WEEK),
        clock.midnight(mondays[-1] + 2 * _WEEK),
    )
    held = _duties(session, team_id, staff, bounds, lists["duty"])
    gone = _absences(session, staff, bounds, lists["absence"])
    called = roster.titles(session)
    people = [
        _line(one, team, called, month, held.get(key, ()), gone.get(key, ()))
        for key, one in staff.items()
    ]
    order = {one.code: at for at, one in enumerate(lists["role"])}
    people.sort(key=lambda one: _place(one, order))
    roll = NominalRoll.of(team, (each for one in staff.values() for each in one.postings))
    return MonthRoster(
        month,
        tuple(people),
        tuple(_cover(cover_wanted(session), people, _rostered(held, month))),
        codes(session, lists["duty"], month),
        {one.code: one.label for one in lists["absence"]},
        duties.abstraction(month, _all(held), _all(gone), roll),
    )


def codes(session: Session, listed: Sequence[facts.CodeFact], month: Month) -> tuple[DutyCode, ...]:
    """Give the kinds of duty with letters and times; one that is retired by then has no letter."""
    own = setting(session, TIMES)
    offered = {one.code: one.label for one in listed if one.stands_between(month.first, month.last)}
    letters = duties.letters(offered)
    return tuple(
        DutyCode(one.code, one.label, letters.get(one.code, ""), times_of(own, one.code))
        for one in listed
    )


def times_of(own: Mapping[str, Any], code: str) -> ShiftTimes:
    """Say when a kind of duty usually is: by the team's setting, or as it is anywhere."""
    if code in own:
        start, end = own[code]
        return ShiftTimes(time.fromisoformat(start), time.fromisoformat(end))
    return duties.USUAL_TIMES.get(code, duties.OTHER_TIMES)


def cover_wanted(session: Session) -> tuple[CoverRule, ...]:
    """Say which cover the team wants, by its setting or as it is usual."""
    own = setting(session, COVER)
    if not own:
        return duties.USUAL_COVER
    return tuple(CoverRule(tuple(one["codes"]), one["least"]) for one in own["rules"])


def setting(session: Session, key: str) -> dict[str, Any]:
    """Read a setting of the roster; empty where the team has none of its own."""
    own = settings.readable(session, key)
    return own if isinstance(own, dict) else {}


# --- Reading ----------------------------------------------------------------------------------


def _staff(session: Session, team_id: int, month: Month) -> dict[int, _Person]:
    span = month.span
    posted = select(m.Posting.member_id).where(
        m.Posting.team_id == team_id,
        m.Posting.from_ <= month.last,
        or_(m.Posting.to.is_(None), m.Posting.to > month.first),
    )
    on_duty = select(m.Duty.member_id).where(
        m.Duty.team_id == team_id,
        m.Duty.start > span.start - LONGEST_STRETCH * MINUTE,
        m.Duty.start < span.end,
        m.Duty.end > span.start,
    )
    query = (
        select(
            m.Member.id,
            m.Member.last_name,
            m.Member.collar,
            m.Team.code,
            m.Posting.role,
            m.Posting.fte_percent,
            m.Posting.from_,
            m.Posting.to,
        )
        .join(m.Posting, m.Posting.member_id == m.Member.id)
        .join(m.Team, m.Team.id == m.Posting.team_id)
        .where(or_(m.Member.id.in_(posted), m.Member.id.in_(on_duty)))
        .order_by(m.Posting.from_)
    )
    found: dict[int, _Person] = {}
    rows: Sequence[Any] = session.execute(query).all()
    for key, last_name, collar, *posting in rows:
        person = found.setdefault(key, _Person(collar, last_name, []))
        person.postings.append(facts.Posting(collar, *posting))
    return found


def _duties(
    session: Session,
    team_id: int,
    staff: Mapping[int, _Person],
    bounds: tuple[datetime, datetime],
    listed: Iterable[facts.CodeFact],
) -> dict[int, list[Rostered]]:
    labels = {one.code: one.label for one in listed}
    duty = m.Duty
    query = (
        select(
            *(duty.member_id, duty.ref, duty.start, duty.end, duty.code, duty.note, duty.team_id)
        )
        .where(duty.member_id.in_(staff), duty.start >= bounds[0], duty.start < bounds[1])
        .order_by(duty.start, duty.ref)
    )
    found: dict[int, list[Rostered]] = defaultdict(list)
    for key, ref, start, end, code, note, team in session.execute(query):
        label = labels.get(code, code)
        one = Rostered(ref, staff[key].collar, start, end, code, label, note, here=team == team_id)
        found[key].append(one)
    return found


def _absences(
    session: Session,
    staff: Mapping[int, _Person],
    bounds: tuple[datetime, datetime],
    listed: Iterable[facts.CodeFact],
) -> dict[int, list[Absent]]:
    kinds = {one.code: (one.label, absence_flag(one)) for one in listed}
    gone = m.Absence
    query = (
        select(
            *(gone.member_id, gone.ref, gone.start, gone.end, gone.kind, gone.sent_to, gone.note)
        )
        .where(gone.member_id.in_(staff), gone.start < bounds[1], gone.end > bounds[0])
        .order_by(gone.start, gone.ref)
    )
    found: dict[int, list[Absent]] = defaultdict(list)
    for key, ref, start, end, kind, sent_to, note in session.execute(query):
        said = kinds.get(kind, (kind, None))
        found[key].append(Absent(ref, staff[key].collar, start, end, kind, *said, sent_to, note))
    return found


# --- Making the lines -------------------------------------------------------------------------


def _line(
    person: _Person,
    team: str,
    called: Mapping[str, str],
    month: Month,
    held: Sequence[Rostered],
    gone: Sequence[Absent],
) -> PersonMonth:
    last = NominalRoll.of(team, person.postings).standing(person.collar, month.last)
    by_day: dict[Any, list[Rostered]] = defaultdict(list)
    for one in held:
        by_day[one.day].append(one)
    mondays = rest.weeks(month.first, month.last)
    broken = rest.breaches(held, gone, mondays)
    first, last_end = clock.midnight(month.first), clock.midnight(month.last + 2 * DAY)
    near = [one for one in gone if one.start < last_end and one.end > first]
    return PersonMonth(
        person.collar,
        f"{called.get(last.role, last.role)} {person.last_name}",
        person.last_name,
        last.role,
        tuple(
            duties.day_of(
                Slot(person.collar, day),
                (*by_day[day - DAY], *by_day[day]),
                near,
                posted=any(one.team == team and one.covers(day) for one in person.postings),
            )
            for day in month.days
        ),
        tuple(one for one in broken if month.first <= one.day <= month.last),
    )


def _place(one: PersonMonth, order: Mapping[str, int]) -> tuple[bool, int, str, str]:
    """Those posted here by role and name, then who only lends a hand."""
    lent = not any(day.posted for day in one.days)
    return lent, order.get(one.role, len(order)), one.last_name, one.collar


def _rostered(held: _Held, month: Month) -> list[bool]:
    """Say of each day whether the roster goes as far: a duty of the team on it or later."""
    last = max((one.day for one in _all(held) if one.here), default=None)
    return [last is not None and day <= last for day in month.days]


def _cover(
    wanted: Iterable[CoverRule], people: Sequence[PersonMonth], rostered: Sequence[bool]
) -> Iterator[CoverLine]:
    for rule in wanted:
        counts = tuple(
            sum(duties.on_cover(person.days[at], rule) for person in people) if so_far else None
            for at, so_far in enumerate(rostered)
        )
        yield CoverLine(rule, counts)


def _all(held: _Held) -> list[Any]:
    return [one for each in held.values() for one in each]
