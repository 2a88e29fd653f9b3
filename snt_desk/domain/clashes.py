"""What an appointment, event or meeting clashes with: who is away then, off duty, or elsewhere.

A clash warns and does not block: the words name who, and what else is written of that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, MINUTE
from snt_desk.domain.drafts import Caution

USUAL_MINUTES: Final = 30
"""So long is taken up by what nobody has said the length of."""
OFF_DUTY: Final = "off duty"
REST_DAY: Final = "rest day"
TWICE: Final = "double booked"


@dataclass(frozen=True)
class Held:
    """A stretch of somebody's time that is spoken for.

    `name` is what it is called within a sentence: `annual leave`, `the meeting ASB panel`.
    `table` and `ref` say which record it is; they are empty for duties and absences.
    """

    collar: str
    start: datetime
    end: datetime
    name: str = ""
    table: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Around:
    """What is written of people's time: who they are, when on duty, when away, when elsewhere.

    `rostered` are the local days for which the team's roster says anything at all; on others
    nobody has a duty, and that is not odd.
    """

    called: Mapping[str, str]
    duties: Sequence[Held] = ()
    absences: Sequence[Held] = ()
    others: Sequence[Held] = ()
    rostered: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Clash:
    """Why somebody may not be there: a sentence, and two words for a line of a list.

    Without a `collar` it is about the team. `with_` is table and ref of what takes the time.
    """

    collar: str
    text: str
    brief: str
    with_: tuple[str, str] = ("", "")


def end_of(start: datetime, end: datetime | None) -> datetime:
    """Give when something ends; what has no end takes the usual time."""
    return end or start + USUAL_MINUTES * MINUTE


def found(wanted: Held, around: Around) -> Iterator[Clash]:
    """Say what speaks against a stretch of somebody's time; its own record does not."""
    who = around.called.get(wanted.collar, wanted.collar)
    day = clock.short_day(clock.local_day(wanted.start))
    away = _meeting(around.absences, wanted)
    for name in dict.fromkeys(one.name for one in away):
        yield Clash(wanted.collar, f"{who} is on {name} on {day}.", name)
    for other in _others(around.others, wanted):
        text = f"{who} has {other.name} then, {_times(other)}."
        yield Clash(wanted.collar, text, TWICE, (other.table, other.ref))
    # Who is away has no duty either: that need not be said as well.
    if not away:
        yield from _off_duty(wanted, around, who, day)


def together(wanted: Held, others: Sequence[Held]) -> Iterator[Clash]:
    """Say what else the team has at the same time, whoever goes; its own record is nothing else."""
    for other in _others(others, wanted):
        text = f"There is {other.name} then, {_times(other)}."
        yield Clash(wanted.collar, text, TWICE, (other.table, other.ref))


def cautions(found: Iterable[Clash], people: str, when: str) -> Iterator[Caution]:
    """Say them beside the field of who goes, or of when it is where they are about the team."""
    for one in found:
        yield Caution(people if one.collar else when, one.text, one.collar, one.brief)


def _off_duty(wanted: Held, around: Around, who: str, day: str) -> Iterator[Clash]:
    if clock.local_day(wanted.start) not in around.rostered:
        return
    if _are_there_throughout(_meeting(around.duties, wanted), wanted):
        return
    first = clock.midnight(clock.local_day(wanted.start))
    last = clock.midnight(clock.local_day(wanted.start) + DAY)
    theirs = _meeting(around.duties, Held(wanted.collar, first, last))
    if theirs:
        times = " and ".join(map(_times, theirs))
        yield Clash(wanted.collar, f"{who} is on duty {times} on {day}.", OFF_DUTY)
    else:
        yield Clash(wanted.collar, f"{who} has no duty on {day}.", REST_DAY)


def _times(one: Held) -> str:
    return f"{clock.wall(one.start)} to {clock.wall(one.end)}"


def _others(records: Sequence[Held], wanted: Held) -> list[Held]:
    met = _meeting(records, wanted)
    return [one for one in met if (one.table, one.ref) != (wanted.table, wanted.ref)]


def _are_there_throughout(duties: Sequence[Held], wanted: Held) -> bool:
    """Whether there is no gap: one duty may go on where another ends."""
    until = wanted.start
    for one in sorted(duties, key=lambda one: one.start):
        if one.start <= until:
            until = max(until, one.end)
    return until >= wanted.end


def _meeting(records: Sequence[Held], wanted: Held) -> list[Held]:
    return [
        one
        for one in records
        if one.collar == wanted.collar and one.start < wanted.end and one.end > wanted.start
    ]
