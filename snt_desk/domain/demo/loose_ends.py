"""The demo's untidy patrols: still out, never ended, on leave, twice at once, off duty.

They are what the program warns of, and what the check before a return finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, MINUTE
from snt_desk.domain.demo.absences import LEAVE, ON_DUTY_TODAY, Away
from snt_desk.domain.demo.diary import Diary
from snt_desk.domain.demo.dice import between
from snt_desk.domain.demo.outings import BICYCLE, FOOT
from snt_desk.domain.demo.patrolling import Leg, Patrol, Setting
from snt_desk.domain.demo.people import OSEI
from snt_desk.domain.demo.plans import WOODHALL
from snt_desk.domain.demo.rostering import NIGHT
from snt_desk.domain.demo.year import Year, at, days

_OUT_FOR: Final = 40
"""Minutes: at most so long has the crew been out as the demo opens."""
_OUT_STILL: Final = 135
"""Minutes for which it is kept free after that."""
_ROLES: Final = ("pc", "pcso")


def reserve_today(diary: Diary, year: Year) -> None:
    """Keep the crew that is out as the demo opens free of anything else."""
    crew = [person.collar for person in ON_DUTY_TODAY]
    diary.book(crew, year.moment - _OUT_FOR * MINUTE, year.moment + _OUT_STILL * MINUTE)


def still_out(setting: Setting) -> Patrol:
    """Give the patrol that is out as the demo opens."""
    year = setting.year
    start = year.moment + (between(setting.dice, 0, 35, 5) - _OUT_FOR) * MINUTE
    crew = tuple(person.collar for person in ON_DUTY_TODAY)
    leg = Leg(FOOT, WOODHALL.place, start, None, crew)
    issue = next(one for one in setting.issues if one.plan is WOODHALL)
    day, note = clock.local_day(start), "Three youths moved on from the parade."
    return Patrol(day, "priority", [leg], issue, note=note)


def forget_an_end(patrols: Sequence[Patrol], year: Year) -> None:
    """Take the end away from a patrol of some weeks ago that nobody brought in."""
    wanted = year.today - 16 * DAY
    plain = [one for one in patrols if len(one.legs) == 1 and not one.visits and not one.topic]
    nearest = min(plain, key=lambda one: (abs(one.day - wanted), one.start))
    nearest.legs[0].end = None


def untidy(setting: Setting, patrols: Sequence[Patrol], away: Iterable[Away]) -> Iterator[Patrol]:
    """Give patrols that clash with the roster or with another patrol, lately and long ago."""
    today = setting.year.today
    on_leave = [one for one in away if one.kind == LEAVE and one.end < setting.year.moment]
    for before in (today, today - 75 * DAY, today - 190 * DAY):
        yield from _on_leave(setting, [one for one in on_leave if _day(one) < before])
        yield _second_at_once(patrols, before - 9 * DAY)
        yield _on_a_rest_day(setting, before - 12 * DAY)


def _day(away: Away) -> date:
    return clock.local_day(away.start)


def _on_leave(setting: Setting, leave: Sequence[Away]) -> Iterator[Patrol]:
    """Send somebody out in the last leave of all, on a day that was rostered."""
    for away in reversed(leave):
        for day in days(_day(away), clock.local_day(away.end - MINUTE)):
            shifts = [one for one in setting.diary.on(day) if one.collar == away.collar]
            for shift in shifts:
                if shift.role in _ROLES and shift.code != NIGHT:
                    start = shift.start + timedelta(hours=1)
                    leg = Leg(FOOT, "HAN", start, start + 80 * MINUTE, (away.collar,))
                    note = "Came in to hand over, walked the beat once."
                    yield Patrol(day, "reassurance", [leg], note=note)
                    return


def _second_at_once(patrols: Sequence[Patrol], day: date) -> Patrol:
    """Send an officer out again before the patrol of about that day was back."""
    plain = [one for one in patrols if len(one.legs) == 1 and one.legs[0].end and not one.topic]
    first = min(plain, key=lambda one: (abs(one.day - day), one.start))
    *_, last = first.legs
    start = (last.end or last.start) - 35 * MINUTE
    leg = Leg(last.mode, "PEA", start, start + 75 * MINUTE, last.officers[:1])
    return Patrol(first.day, "reassurance", [leg], note="Diverted before the end of the last one.")


def _on_a_rest_day(setting: Setting, day: date) -> Patrol:
    """Send a PCSO out who was not rostered on that day or one near it."""
    while any(shift.collar == OSEI.collar for shift in setting.diary.on(day)):
        day -= DAY  # the next one back
    start = at(day, 10, 10)
    leg = Leg(BICYCLE, "PAN", start, start + 95 * MINUTE, (OSEI.collar,))
    return Patrol(day, "reassurance", [leg], note="On a rest day, for the charity ride.")
