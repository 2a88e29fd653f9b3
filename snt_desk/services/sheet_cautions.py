"""What looks odd about the patrols of a sheet, by the rules of the form, for very many at once.

Everything that the rules compare with is fetched once and laid out by person and day; only
patrols that may be odd are judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock, patrols
from snt_desk.domain.clock import DAY, EPOCH, HOUR
from snt_desk.domain.drafts import Caution
from snt_desk.domain.patrols import (
    Busy,
    LegDraft,
    OtherLeg,
    PatrolDraft,
    Person,
    Surroundings,
)
from snt_desk.services import patrol_rows, roster

_BICYCLE, _VEHICLE = "bicycle", "vehicle"
_LAST_HOUR = 23
_LONG = patrols.LONG_PATROL * clock.MINUTE
_Record = TypeVar("_Record", bound=Busy)
_Days: TypeAlias = dict[tuple[str, int], list[_Record]]
_Hours: TypeAlias = dict[tuple[str, int], list[OtherLeg]]


class SheetPatrol(NamedTuple):
    """A patrol of one leg as a sheet has it, in its row; `ref` is its own."""

    row: int
    ref: str
    mode: str
    start: datetime
    end: datetime | None
    officers: tuple[str, ...]
    priority: str | None
    place: str | None = None
    partners: tuple[str, ...] = ()

    def until(self, now: datetime) -> datetime:
        """When it ended; while it is out that is now, and no later than anything can be."""
        return self.end or patrols.out_until(self.start, now)


_Stretch: TypeAlias = tuple[datetime, datetime, SheetPatrol | OtherLeg]


@dataclass(frozen=True)
class _Known:
    """Everything that the rules compare with, by person and day.

    `people` are those of the sheet as they are on days when they are posted here, `strangers`
    the same as on other days. `patrols` are those that share time with another of the same
    person, by the hour, `alike` those of them in the log, by when they went out; `doubled` are
    the rows of the sheet that share time.
    """

    people: Mapping[str, Person]
    strangers: Mapping[str, Person]
    postings: Mapping[str, Sequence[tuple[date, date | None]]]
    duties: _Days[Busy]
    absences: _Days[Busy]
    patrols: _Hours
    alike: Mapping[tuple[str, datetime], Sequence[OtherLeg]]
    doubled: frozenset[int]
    closed: Mapping[str, tuple[date, str]]
    rostered: frozenset[date]
    now: datetime
    unable: frozenset[tuple[str, str]]
    posted_on: dict[tuple[str, date], bool] = field(default_factory=dict)

    def posted(self, collar: str, day: date) -> bool:
        """Whether somebody belonged to the team on a day."""
        found = self.posted_on.get((collar, day))
        if found is None:
            found = self.posted_on[collar, day] = any(
                first <= day and (to is None or to > day)
                for first, to in self.postings.get(collar, ())
            )
        return found


@dataclass(frozen=True)
class Judged:
    """The patrols of a sheet in which something looks odd, by their row."""

    odd: Mapping[int, SheetPatrol]
    known: _Known | None = None

    def said(self, row: int) -> tuple[str, ...]:
        """Say what looks odd about a row; it is put into words only where somebody reads it."""
        one = self.odd.get(row)
        if one is None or self.known is None:
            return ()
        return tuple(caution.text for caution in _cautions(one, _day(one), self.known))


def judge(session: Session, team_id: int, found: Sequence[SheetPatrol]) -> Judged:
    """Find the patrols that look odd beside what is written and the rest of the sheet."""
    if not found:
        return Judged({})
    known = _known(session, team_id, found)
    return Judged({one.row: one for one in found if _is_odd(one, _day(one), known)}, known)


def _is_odd(one: SheetPatrol, day: date, known: _Known) -> bool:
    """Whether the rules have anything to say; they are not asked where that is sure."""
    if one.row in known.doubled or one.start > known.now:
        return True
    posted, mode, unable = known.posted, one.mode, known.unable
    doubtful = one.priority in known.closed or day in known.rostered
    for collar in one.officers:
        if not posted(collar, day):
            return True
        doubtful = doubtful or (collar, mode) in unable
    doubtful = doubtful or (one.end or known.now) - one.start > _LONG
    if not doubtful and known.absences:
        doubtful = any(_near(known.absences, one, collar) for collar in one.officers)
    return doubtful and next(_cautions(one, day, known), None) is not None


def _day(one: SheetPatrol) -> date:
    """Say on which day a patrol went out; London is never more than an hour ahead."""
    return one.start.date() if one.start.hour < _LAST_HOUR else clock.local_day(one.start)


def _cautions(one: SheetPatrol, day: date, known: _Known) -> Iterator[Caution]:
    return patrols.warnings(_draft(one), _surroundings(one, day, known))


def _surroundings(one: SheetPatrol, day: date, known: _Known) -> Surroundings:
    closed, title = known.closed.get(one.priority or "", (None, ""))
    crew = one.officers
    return Surroundings(
        people={
            collar: (known.people if known.posted(collar, day) else known.strangers)[collar]
            for collar in crew
            if collar in known.people
        },
        patrols=_others(one, known) if one.row in known.doubled else (),
        duties=[busy for collar in crew for busy in _near(known.duties, one, collar)],
        absences=[busy for collar in crew for busy in _near(known.absences, one, collar)],
        closed_priority=title if closed and closed <= day else None,
        rostered=known.rostered,
    )


def _others(one: SheetPatrol, known: _Known) -> list[OtherLeg]:
    """Give other patrols of the crew: those that may be this one, and some that share its time.

    Of the latter no more than are spoken of: in a sheet whose rows all meet each other there
    would be as many pairs as the square of its rows.
    """
    end = one.end or one.start + clock.MINUTE
    found: list[OtherLeg] = []
    for collar in one.officers:
        alike = [busy for busy in known.alike.get((collar, one.start), ()) if busy.ref != one.ref]
        meeting = (
            busy
            for hour in _hours(one.start, end)
            for busy in known.patrols.get((collar, hour), ())
            if busy.ref != one.ref and busy.start < end and busy.until(known.now) > one.start
        )
        some = dict.fromkeys(alike)
        most = len(some) + patrols.MOST_NAMED
        for busy in meeting:
            some[busy] = None
            if len(some) > most:
                break
        found += some
    return found


def _draft(one: SheetPatrol) -> PatrolDraft:
    leg = LegDraft(one.mode, one.start, one.end, one.place, one.officers, one.partners)
    return PatrolDraft((leg,), priority=one.priority)


def _near(days: _Days[_Record], one: SheetPatrol, collar: str) -> list[_Record]:
    """Give what is written of somebody on the days of a patrol, each once."""
    found = [busy for day in _days(one.start, one.end) for busy in days.get((collar, day), ())]
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def _days(start: datetime, end: datetime | None) -> range:
    """Number the days in UTC that a stretch touches."""
    return range((start - EPOCH).days, ((end or start) - EPOCH).days + 1)


def _hours(start: datetime, end: datetime) -> range:
    """Number the hours that a stretch touches."""
    return range((start - EPOCH) // HOUR, (end - EPOCH) // HOUR + 1)


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
    people = {
        one.collar: Person(one.collar, one.called, one.cycle_trained, one.driving, one.posted)
        for one in roster.on_day(session, team_id, clock.local_day(last), collars)
    }
    now = clock.now()
    doubled, meanwhile = _doubled(found, _written(session, team_id, found, (first, last)), now)
    return _Known(
        people={collar: replace(one, posted=True) for collar, one in people.items()},
        strangers={collar: replace(one, posted=False) for collar, one in people.items()},
        postings=postings,
        duties=_by_day(_duties(session, team_id, first, last)),
        absences=_by_day(_absences(session, collars, first, last), first, last),
        patrols=_by_hour(meanwhile, now),
        alike=_alike(meanwhile),
        doubled=doubled,
        closed={ref: (day, title) for ref, day, title in closed if day is not None},
        rostered=patrol_rows.rostered_days(session, team_id, first, last),
        now=now,
        unable=frozenset(
            (one.collar, mode)
            for one in people.values()
            for mode, able in (
                (_BICYCLE, one.cycle_trained),
                (_VEHICLE, one.driving not in {None, "none"}),
            )
            if not able
        ),
    )


def _by_day(
    found: Iterable[_Record], first: datetime = EPOCH, last: datetime | None = None
) -> _Days[_Record]:
    days: _Days[_Record] = defaultdict(list)
    for busy in found:
        start, end = max(busy.start, first), busy.end
        until = min(end, last) if end and last else end
        for day in _days(start, until):
            days[busy.collar, day].append(busy)
    return days


def _by_hour(found: Iterable[OtherLeg], now: datetime) -> _Hours:
    hours: _Hours = defaultdict(list)
    for busy in found:
        for hour in _hours(busy.start, busy.until(now)):
            hours[busy.collar, hour].append(busy)
    return hours


def _alike(found: Iterable[OtherLeg]) -> Mapping[tuple[str, datetime], Sequence[OtherLeg]]:
    alike = defaultdict(list)
    for busy in found:
        if busy.crew:
            alike[busy.collar, busy.start].append(busy)
    return alike


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
    session: Session, team_id: int, found: Sequence[SheetPatrol], between: tuple[datetime, datetime]
) -> Iterator[OtherLeg]:
    """Give the patrols of the team's log, without those that the sheet would change."""
    own = {one.ref for one in found}
    along = aliased(m.LegOfficer)
    crew = select(func.count()).where(along.leg_id == m.Leg.id).correlate(m.Leg).scalar_subquery()
    query: Any = (
        select(m.Member.collar, m.Leg.start, m.Leg.end, m.Leg.mode, m.Patrol.ref, m.Place.code)
        .add_columns(crew)
        .select_from(m.Leg)
        .join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .join(m.Patrol, m.Patrol.id == m.Leg.patrol_id)
        .outerjoin(m.Place, m.Place.id == m.Leg.place_id)
        .where(m.Leg.team_id == team_id, m.Leg.start.between(*between))
    )
    return (OtherLeg(*row) for row in session.execute(query) if row.ref not in own)


def _doubled(
    found: Sequence[SheetPatrol], written: Iterable[OtherLeg], now: datetime
) -> tuple[frozenset[int], list[OtherLeg]]:
    """Find the patrols that share time with another of the same person: rows, and all by name."""
    lives: defaultdict[str, list[_Stretch]] = defaultdict(list)
    for one in found:
        until = one.until(now)
        for collar in one.officers:
            lives[collar].append((one.start, until, one))
    for other in written:
        lives[other.collar].append((other.start, other.until(now), other))
    rows: set[int] = set()
    meanwhile: list[OtherLeg] = []
    for collar, stretches in lives.items():
        for start, _, who in _together(stretches):
            if isinstance(who, SheetPatrol):
                rows.add(who.row)
                # Of no crew: two rows alike are not called a patrol that is in the log already.
                name = f"row {who.row} of this sheet"
                meanwhile.append(OtherLeg(collar, start, who.end, name, who.ref))
            else:
                meanwhile.append(who)
    return frozenset(rows), meanwhile


def _together(stretches: list[_Stretch]) -> Iterator[_Stretch]:
    """Give what shares time with something else, each once."""
    stretches.sort(key=itemgetter(0))
    furthest: _Stretch | None = None
    given = False
    for stretch in stretches:
        meets = furthest is not None and stretch[0] < furthest[1]
        if furthest is not None and meets:
            if not given:
                yield furthest
                given = True
            yield stretch
        if furthest is None or stretch[1] > furthest[1]:
            furthest, given = stretch, meets
