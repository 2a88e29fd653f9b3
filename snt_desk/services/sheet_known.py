"""What the patrols of a sheet are compared with: the log, the roster, absences, and each other.

Everything is fetched once and laid out by person and day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple, TypeAlias, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, patrols
from snt_desk.domain.clock import DAY, EPOCH, HOUR
from snt_desk.domain.patrols import Busy, OtherLeg, Person
from snt_desk.services import away, patrol_rows, roster, taken_up

_BICYCLE, _VEHICLE = "bicycle", "vehicle"
Record = TypeVar("Record", bound=Busy)
Days: TypeAlias = dict[tuple[str, int], list[Record]]
Hours: TypeAlias = dict[tuple[str, int], list[OtherLeg]]


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
class Known:
    """Everything that the rules compare with, by person and day.

    `people` are those of the sheet as they are on days when they are posted here, `strangers`
    the same as on other days. `patrols` are those that share time with another of the same
    person, by the hour, `alike` those of them in the log, by when they went out; `doubled` are
    the rows of the sheet that share time.
    """

    people: Mapping[str, Person]
    strangers: Mapping[str, Person]
    postings: Mapping[str, Sequence[tuple[date, date | None]]]
    duties: Days[Busy]
    absences: Days[Busy]
    patrols: Hours
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


def days(start: datetime, end: datetime | None) -> range:
    """Number the days in UTC that a stretch touches."""
    return range((start - EPOCH).days, ((end or start) - EPOCH).days + 1)


def hours(start: datetime, end: datetime) -> range:
    """Number the hours that a stretch touches."""
    return range((start - EPOCH) // HOUR, (end - EPOCH) // HOUR + 1)


def fetch(session: Session, team_id: int, found: Sequence[SheetPatrol]) -> Known:
    """Fetch what these patrols are compared with; there is at least one."""
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
    return Known(
        people={collar: replace(one, posted=True) for collar, one in people.items()},
        strangers={collar: replace(one, posted=False) for collar, one in people.items()},
        postings=postings,
        duties=_by_day(_duties(session, team_id, first, last)),
        absences=_by_day(away.absences(session, collars, first, last), first, last),
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
    found: Iterable[Record], first: datetime = EPOCH, last: datetime | None = None
) -> Days[Record]:
    laid: Days[Record] = defaultdict(list)
    for busy in found:
        start, end = max(busy.start, first), busy.end
        until = min(end, last) if end and last else end
        for day in days(start, until):
            laid[busy.collar, day].append(busy)
    return laid


def _by_hour(found: Iterable[OtherLeg], now: datetime) -> Hours:
    laid: Hours = defaultdict(list)
    for busy in found:
        for hour in hours(busy.start, busy.until(now)):
            laid[busy.collar, hour].append(busy)
    return laid


def _alike(found: Iterable[OtherLeg]) -> Mapping[tuple[str, datetime], Sequence[OtherLeg]]:
    alike = defaultdict(list)
    for busy in found:
        if busy.crew:
            alike[busy.collar, busy.start].append(busy)
    return alike


def _duties(session: Session, team_id: int, first: datetime, last: datetime) -> Iterator[Busy]:
    return (Busy(*row) for row in session.execute(taken_up.duties(team_id, first, last)))


def _written(
    session: Session, team_id: int, found: Sequence[SheetPatrol], between: tuple[datetime, datetime]
) -> Iterator[OtherLeg]:
    """Give the patrols of the team's log, without those that the sheet would change."""
    own = {one.ref for one in found}
    rows = session.execute(taken_up.legs(team_id, *between))
    return (OtherLeg(*row) for row in rows if row.ref not in own)


def _doubled(
    found: Sequence[SheetPatrol], written: Iterable[OtherLeg], now: datetime
) -> tuple[frozenset[int], list[OtherLeg]]:
    """Find the patrols that share time with another of the same person: rows, and all by name."""
    lives: defaultdict[str, list[_Stretch]] = defaultdict(list)
    for one in found:
        until = one.end or one.until(now)
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
