"""Patrols as lines of the log: read by their keys, a block at a time, with what looks odd.

What is odd is judged by `snt_desk.domain.patrols.warnings`, as in the form. Most patrols
are not: one query says of each crew whether they were on duty, and whether on another
patrol as well, and only of those that may be odd is everything fetched that is judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from snt_desk.db.models import Duty
from snt_desk.db.types import minutes
from snt_desk.domain import clock, facts, patrols
from snt_desk.domain.clock import EPOCH, MINUTE
from snt_desk.domain.drafts import Caution
from snt_desk.domain.minutes import main_mode
from snt_desk.domain.patrols import (
    Busy,
    LegDraft,
    OtherLeg,
    PatrolDraft,
    Person,
    Surroundings,
)
from snt_desk.services import patrol_queries as queries
from snt_desk.services import volunteers

_CHUNK = 500


@dataclass(frozen=True)
class PatrolRow:
    """A patrol as a line of the log; `end` is None while it is out.

    `crew` are surnames and `partners` names, in the order of legs, each once; `called` are
    the surnames by collar, for what `cautions` say about somebody; `officers` are whole
    names. The minutes are those of legs that are over, `officer_minutes` for each officer.
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
    officers: tuple[str, ...] = ()
    officer_minutes: int = 0
    operation: str = ""
    visible: bool = True
    outcomes: tuple[tuple[str, int], ...] = ()


def read(
    session: Session, keys: Sequence[int], *, cautions_of: int | None = None
) -> list[PatrolRow]:
    """Read the patrols with these keys, in that order; a key that is gone is left out.

    With the id of a team in *cautions_of*, each says what looks odd about it to that team,
    and its volunteers are no officers.
    """
    connection = session.connection()
    found = _read(connection, keys, cautions_of)
    partnered = [key for key, one in found.items() if any(leg.partnered for leg in one.legs)]
    beside = _Beside(
        partners=_partners(connection, partnered), outcomes=_outcomes(connection, list(found))
    )
    if cautions_of is not None:
        members = {one.member for patrol in found.values() for one in patrol.crew}
        beside = replace(
            beside,
            cautions=_cautions(connection, cautions_of, list(found.values())),
            volunteers=frozenset(
                volunteers.places(session, cautions_of, patrols=list(found), members=members)
            ),
        )
    return [_row(found[key], beside) for key in keys if key in found]


def briefs(session: Session, team_id: int, keys: Sequence[int]) -> dict[int, str]:
    """Say in a few words what looks odd to the team about those of these patrols that do."""
    connection = session.connection()
    found: dict[int, str] = {}
    for start in range(0, len(keys), _CHUNK):
        lines = _read(connection, keys[start : start + _CHUNK], team_id)
        for key, cautions in _cautions(connection, team_id, list(lines.values())).items():
            if cautions:
                found[key] = ", ".join(dict.fromkeys(one.brief for one in cautions))
    return found


def rostered_days(
    session: Session, team_id: int, first: datetime, last: datetime
) -> frozenset[date]:
    """List the local days from *first* to *last* on which a duty of the team begins."""
    starts = session.execute(
        select(Duty.start)
        .where(Duty.team_id == team_id, Duty.start.between(first, last))
        .distinct()
    )
    return frozenset(clock.local_day(start) for (start,) in starts)


# --- What is read -----------------------------------------------------------------------------


class _Leg(NamedTuple):
    """A leg; its times are minutes since 1970."""

    id: int
    number: int
    mode: str
    start: int
    end: int | None
    place: str | None
    partnered: bool


class _Officer(NamedTuple):
    """One of a leg's crew; where it is asked, whether on duty then, and on two patrols at once."""

    leg: int
    position: int
    member: int
    key: int
    collar: str
    name: str
    first_name: str
    cycle_trained: bool | None
    driving: str | None
    on_duty: bool = True
    doubled: bool = False


class _Patrol(NamedTuple):
    """A patrol with its legs and their crews, in their order."""

    id: int
    ref: str
    note: str | None
    purpose: str | None
    priority: str | None
    closed: date | None
    operation: str | None
    visible: bool
    legs: list[_Leg]
    crew: list[_Officer]


@dataclass(frozen=True)
class _Beside:
    """What else is known of the patrols of a block, by their keys."""

    partners: Mapping[int, Sequence[str]] = field(default_factory=dict)
    outcomes: Mapping[int, Sequence[tuple[str, int]]] = field(default_factory=dict)
    cautions: Mapping[int, tuple[Caution, ...]] = field(default_factory=dict)
    volunteers: frozenset[int] = frozenset()


# That partners came along matters to what is odd; which ones does not.
_PARTNERS = "partners"
_HEAD, _LEG, _OFFICER = slice(0, 8), slice(8, 15), slice(15, None)
_NUMBER, _POSITION, _MEMBER = 9, 16, 17


def _read(connection: Connection, keys: Sequence[int], team: int | None) -> dict[int, _Patrol]:
    query = queries.LINES if team is None else queries.JUDGED_LINES
    lines = connection.execute(query, {"keys": list(keys), "team": team}).all()
    found: dict[int, _Patrol] = {}
    # Sorted here: the database would carry every note through it.
    for line in sorted(lines, key=_by_leg_and_position):
        patrol = found.get(line[0])
        if patrol is None:
            patrol = found[line[0]] = _Patrol._make((*line[_HEAD], [], []))
        if not patrol.legs or patrol.legs[-1].number != line[_NUMBER]:
            patrol.legs.append(_Leg(*line[_LEG]))
        if line[_MEMBER] is not None:
            patrol.crew.append(_Officer(*line[_OFFICER]))
    return found


def _by_leg_and_position(line: Any) -> tuple[int, int]:
    return line[_NUMBER], line[_POSITION] or 0


def _partners(connection: Connection, keys: Sequence[int]) -> dict[int, list[str]]:
    """Name the partners of the patrols that have any."""
    found: dict[int, list[str]] = defaultdict(list)
    if keys:
        for patrol, name in connection.execute(queries.PARTNERS, {"keys": keys}):
            found[patrol].append(name)
    return found


def _outcomes(connection: Connection, keys: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for patrol, label, number in connection.execute(queries.OUTCOMES, {"keys": keys}):
        found[patrol].append((label, number))
    return found


def _row(patrol: _Patrol, beside: _Beside) -> PatrolRow:
    key, legs = patrol.id, patrol.legs
    called = {one.collar: one.name for one in patrol.crew}
    lengths = {leg.id: leg.end - leg.start for leg in legs if leg.end is not None}
    return PatrolRow(
        id=key,
        ref=patrol.ref,
        start=_instant(legs[0].start),
        end=_ending(legs[-1]),
        minutes=sum(lengths.values()),
        mode=_main_mode(legs),
        legs=len(legs),
        crew=tuple(dict.fromkeys(called.values())),
        place=next((leg.place for leg in legs if leg.place), ""),
        purpose=patrol.purpose or "",
        priority=patrol.priority,
        note=patrol.note or "",
        partners=tuple(dict.fromkeys(beside.partners.get(key, ()))),
        cautions=beside.cautions.get(key, ()),
        called=called,
        officers=tuple(
            {one.collar: f"{one.first_name} {one.name}" for one in patrol.crew}.values()
        ),
        officer_minutes=sum(
            lengths.get(one.leg, 0) for one in patrol.crew if one.key not in beside.volunteers
        ),
        operation=patrol.operation or "",
        visible=patrol.visible,
        outcomes=tuple(beside.outcomes.get(key, ())),
    )


def _main_mode(legs: Sequence[_Leg]) -> str:
    if len(legs) == 1:
        return legs[0].mode
    parts = tuple(
        facts.Leg("", one.number, one.mode, None, _instant(one.start), _ending(one), ())
        for one in legs
    )
    return main_mode(facts.Patrol("", "", priority=None, visible=True, legs=parts))


def _instant(number: int) -> datetime:
    return EPOCH + number * MINUTE


def _ending(leg: _Leg) -> datetime | None:
    return None if leg.end is None else _instant(leg.end)


def _day(number: int) -> date:
    return clock.local_day(_instant(number))


# --- What looks odd ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Known:
    """What is known of the crews of a block: their postings to the team, and absences."""

    postings: Mapping[int, Sequence[tuple[date, date | None]]]
    absences: Mapping[int, Sequence[tuple[int, int, str]]]

    def posted(self, member: int, day: date) -> bool:
        """Whether somebody belonged to the team on a day."""
        return any(
            first <= day and (to is None or to > day) for first, to in self.postings.get(member, ())
        )

    def away(self, member: int, leg: _Leg) -> list[tuple[int, int, str]]:
        """List somebody's absences during a leg."""
        until = leg.start + 1 if leg.end is None else leg.end
        return [
            one for one in self.absences.get(member, ()) if one[0] < until and one[1] > leg.start
        ]


def _cautions(
    connection: Connection, team: int, found: Sequence[_Patrol]
) -> dict[int, tuple[Caution, ...]]:
    """Judge each patrol that may be odd beside what else is written of its crew's time."""
    if not found:
        return {}
    known, rostered = _known(connection, team, found), _rostered(connection, team, found)
    now = minutes(clock.now())
    doubtful = [one for one in found if _may_be_odd(one, known, rostered, now)]
    if not doubtful:
        return {}
    busy = _busy(connection, team, doubtful)
    return {one.id: _judged(one, known, rostered, busy) for one in doubtful}


def _may_be_odd(patrol: _Patrol, known: _Known, rostered: frozenset[date], now: int) -> bool:
    """Whether there is anything to judge: True is no caution yet, but False is surely none."""
    if patrol.closed is not None:
        return True
    out = sum((leg.end or max(leg.start, now)) - leg.start for leg in patrol.legs)
    if patrol.legs[0].start > now or out > patrols.LONG_PATROL:
        return True
    day, legs = _day(patrol.legs[0].start), {leg.id: leg for leg in patrol.legs}
    for one in patrol.crew:
        leg = legs[one.leg]
        able = leg.mode == "foot" or (one.cycle_trained and one.driving not in {None, "none"})
        if one.doubled or not able or not known.posted(one.member, day):
            return True
        if known.away(one.member, leg) or (not one.on_duty and _day(leg.start) in rostered):
            return True
    return False


def _judged(
    patrol: _Patrol,
    known: _Known,
    rostered: frozenset[date],
    busy: Mapping[int, list[Busy]],
) -> tuple[Caution, ...]:
    day, on = _day(patrol.legs[0].start), defaultdict(list)
    legs = {leg.id: leg for leg in patrol.legs}
    people, absences = {}, []
    for one in patrol.crew:
        on[one.leg].append(one.collar)
        posted = known.posted(one.member, day)
        people[one.collar] = Person(one.collar, one.name, one.cycle_trained, one.driving, posted)
        away = known.away(one.member, legs[one.leg])
        absences += [Busy(one.collar, _instant(a), _instant(b), name) for a, b, name in away]
    around = Surroundings(
        people=people,
        patrols=[one for one in busy[patrol.id] if isinstance(one, OtherLeg)],
        duties=[one for one in busy[patrol.id] if not isinstance(one, OtherLeg)],
        absences=list(dict.fromkeys(absences)),
        closed_priority=patrol.priority if patrol.closed and patrol.closed <= day else None,
        rostered=rostered,
    )
    drafts = tuple(_draft(leg, tuple(on[leg.id])) for leg in patrol.legs)
    return tuple(patrols.warnings(PatrolDraft(drafts), around))


def _draft(leg: _Leg, crew: tuple[str, ...]) -> LegDraft:
    with_them = (_PARTNERS,) if leg.partnered else ()
    start, end = _instant(leg.start), _ending(leg)
    return LegDraft(leg.mode, start, end, leg.place, crew, with_them)


def _known(connection: Connection, team: int, found: Iterable[_Patrol]) -> _Known:
    legs = [leg for one in found for leg in one.legs]
    asked = {
        "team": team,
        "members": sorted({officer.member for one in found for officer in one.crew}),
        "first": min(leg.start for leg in legs),
        "last": max(leg.start + 1 if leg.end is None else leg.end for leg in legs),
    }
    postings: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    absences: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for member, first, to in connection.execute(queries.POSTINGS, asked):
        postings[member].append((first, to))
    for member, start, end, kind in connection.execute(queries.ABSENCES, asked):
        absences[member].append((start, end, kind))
    return _Known(postings, absences)


def _rostered(connection: Connection, team: int, found: Iterable[_Patrol]) -> frozenset[date]:
    """List the days of off-duty legs on which the team has a duty: by the nearest two."""
    off = [one.id for one in found if not all(officer.on_duty for officer in one.crew)]
    if not off:
        return frozenset()
    nearest = connection.execute(queries.NEAREST_DUTIES, {"keys": off, "team": team}).all()
    starts = {start for pair in nearest for start in pair if start is not None}
    return frozenset(map(_day, starts))


def _busy(
    connection: Connection, team: int, doubtful: Sequence[_Patrol]
) -> Mapping[int, list[Busy]]:
    """Fetch duties near these patrols, and the other patrols of their crews."""
    found: dict[int, list[Busy]] = defaultdict(list)
    asked = {"keys": [one.id for one in doubtful], "team": team}
    for key, what, collar, start, end, name, *other in connection.execute(queries.BUSY, asked):
        until = None if end is None else _instant(end)
        said = (collar, _instant(start), until, name)
        found[key].append(Busy(*said) if what == queries.DUTY else OtherLeg(*said, *other))
    return found
