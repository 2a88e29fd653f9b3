"""The demo's patrols: two or three a day, by those on duty, where the work is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random
from typing import Final

from snt_desk.domain.clock import DAY, MINUTE
from snt_desk.domain.demo.diary import Diary
from snt_desk.domain.demo.dice import between, chance, weighted
from snt_desk.domain.demo.issues import Issue
from snt_desk.domain.demo.meeting_words import STREET_PARTNERS
from snt_desk.domain.demo.outings import (
    BICYCLE,
    BICYCLE_WEATHER,
    FOOT,
    MODES_OF_THEME,
    NIGHT,
    OPERATIONS,
    OUTINGS,
    VEHICLE,
    WITH_VOLUNTEER,
    Outing,
)
from snt_desk.domain.demo.people import BEATS, BY_COLLAR, HOTSPOTS, TULLY, Pattern
from snt_desk.domain.demo.rostering import NIGHT as NIGHT_DUTY
from snt_desk.domain.demo.rostering import Shift
from snt_desk.domain.demo.year import FRIDAY, SATURDAY, SUNDAY, Year, at

_TRIES: Final = 24
_USED_FIRST: Final = (Pattern.SPECIAL, Pattern.LENT)
_VOLUNTEERS: Final = frozenset({"volunteer"})
_SHARE_OF_NIGHTS: Final = 0.5
_MORE_LEGS: Final = 0.16
_WORTH_A_BREAK: Final = 60
"""Minutes: a shorter patrol has one leg."""
_DRIVE: Final = 15 * MINUTE
_AT_THE_GATES: Final = ("school_parking",)
"""Themes that are for school runs only."""
_HIDDEN: Final = 0.05
"""The share of patrols out of uniform."""


@dataclass
class Leg:
    """A part of a patrol with one crew and one mode; without `end` it is still out."""

    mode: str
    place: str | None
    start: datetime
    end: datetime | None
    officers: tuple[str, ...]
    partners: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it took; 0 while it is out."""
        return 0 if self.end is None else (self.end - self.start) // MINUTE


@dataclass
class Visit:
    """A stay at a hot spot, on the leg of that number."""

    leg: int
    hotspot: str
    start: datetime
    end: datetime


@dataclass
class Patrol:
    """A patrol as it was, before notes and outcomes are written."""

    day: date
    purpose: str
    legs: list[Leg]
    issue: Issue | None = None
    visits: list[Visit] = field(default_factory=list)
    visible: bool = True
    operation: str | None = None
    note: str | None = None
    topic: str | None = None
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def start(self) -> datetime:
        """When it went out."""
        return self.legs[0].start

    @property
    def end(self) -> datetime | None:
        """When it came in; None while it is out."""
        return self.legs[-1].end

    @property
    def crew(self) -> tuple[str, ...]:
        """Everyone who was on it, each once, in the order of their coming."""
        return tuple(dict.fromkeys(collar for leg in self.legs for collar in leg.officers))


@dataclass(frozen=True)
class Setting:
    """What a patrol needs to know of the rest of the demo."""

    dice: Random
    year: Year
    diary: Diary
    issues: Sequence[Issue]
    partners: Mapping[str, str]


def patrols(setting: Setting) -> Iterator[Patrol]:
    """Send the team out on every day up to today; nobody is at two places at once."""
    for day in setting.year.past:
        night = _night(setting, day)
        number = _how_many(setting.dice, day) - (1 if night else 0)
        yield from _by_day(setting, day, number)
        if night:
            yield night


def _by_day(setting: Setting, day: date, number: int) -> Iterator[Patrol]:
    chosen: list[Outing] = []
    for _ in range(number):
        for _ in range(_TRIES):
            outing = _choose(setting.dice, setting.diary, day, chosen)
            patrol = _go(setting, outing, day)
            if patrol:
                chosen.append(outing)
                yield patrol
                break


def _how_many(dice: Random, day: date) -> int:
    usual = 3 if day.weekday() in {FRIDAY, SATURDAY} else 2
    return usual + (1 if chance(dice, 0.08) else 0) - (1 if chance(dice, 0.05) else 0)


def _choose(dice: Random, diary: Diary, day: date, chosen: Sequence[Outing]) -> Outing:
    weights = {
        number: outing.weight
        for number, outing in enumerate(OUTINGS)
        if outing.fits(day) and outing not in chosen
    }
    has_volunteer = any(shift.collar == TULLY.collar for shift in diary.on(day))
    if has_volunteer and WITH_VOLUNTEER not in chosen and chance(dice, 0.6):
        return WITH_VOLUNTEER
    return OUTINGS[weighted(dice, weights)]


def _go(setting: Setting, outing: Outing, day: date) -> Patrol | None:
    """Try to send a crew out; nobody free, or the end not yet reached, and there is no patrol."""
    dice = setting.dice
    first, last = dice.choice(outing.begins)
    start = at(day, 0, between(dice, first, last, 5))
    end = start + between(dice, *outing.lasts, 5) * MINUTE
    if end > setting.year.moment:
        return None
    issue = _issue(dice, setting.issues, outing, day)
    if issue is None and outing.purpose == "priority":
        return None
    place = issue.plan.place if issue else dice.choice(outing.places)
    mode = _mode(dice, outing, issue, day)
    crew = _crew(setting, outing, mode, day, (start, end))
    if not crew:
        return None
    patrol = Patrol(day, outing.purpose, [Leg(mode, place, start, end, crew)], issue)
    _dress(setting, patrol, outing)
    setting.diary.book(crew, start, end)
    return patrol


def _issue(dice: Random, issues: Sequence[Issue], outing: Outing, day: date) -> Issue | None:
    if not chance(dice, outing.priority):
        return None
    live = [issue for issue in issues if issue.live_on(day)]
    if outing.purpose == "priority":
        live = [issue for issue in live if issue.plan.theme not in _AT_THE_GATES]
    else:
        beats = {HOTSPOTS[place][1] if place in HOTSPOTS else place for place in outing.places}
        live = [issue for issue in live if _beat(issue) in beats and _suits(issue, outing)]
    if not live:
        return None
    # The first of them gets the most.
    return weighted(dice, {issue: 5 if issue is live[0] else 3 for issue in live})


def _beat(issue: Issue) -> str:
    place = issue.plan.place
    return HOTSPOTS[place][1] if place in HOTSPOTS else place


def _suits(issue: Issue, outing: Outing) -> bool:
    wanted = {
        "school_run": {"school_parking", "speeding"},
        "speed_check": {"speeding", "antisocial_driving"},
        "retail": {"retail_crime"},
        "town_centre": {"retail_crime", "youth_asb", "street_drinking"},
    }
    return issue.plan.theme in wanted.get(outing.purpose, {issue.plan.theme})


def _mode(dice: Random, outing: Outing, issue: Issue | None, day: date) -> str:
    modes = outing.modes
    if issue and outing.purpose == "priority":
        modes = MODES_OF_THEME.get(issue.plan.theme, modes)
    season = BICYCLE_WEATHER[day.month - 1]
    in_season = {
        mode: weight * (season if mode == BICYCLE else 100) for mode, weight in modes.items()
    }
    return weighted(dice, in_season)


def _crew(
    setting: Setting, outing: Outing, mode: str, day: date, span: tuple[datetime, datetime]
) -> tuple[str, ...]:
    free = [shift for shift in setting.diary.free(day, *span, outing.roles) if _can(shift, mode)]
    setting.dice.shuffle(free)
    # Who is there only now and then goes along.
    free.sort(key=lambda shift: BY_COLLAR[shift.collar].pattern not in _USED_FIRST)
    if len(free) < min(outing.crews):
        return ()
    crew = tuple(shift.collar for shift in free[: weighted(setting.dice, outing.crews)])
    if mode == VEHICLE and not _drives(crew):
        return ()
    if crew and outing is WITH_VOLUNTEER:
        crew += tuple(shift.collar for shift in setting.diary.free(day, *span, _VOLUNTEERS))
    return crew


def _can(shift: Shift, mode: str) -> bool:
    return mode != BICYCLE or BY_COLLAR[shift.collar].cycle_trained


def _dress(setting: Setting, patrol: Patrol, outing: Outing) -> None:
    """Add what not every patrol has: a second leg, partners, stays, the name of an operation."""
    dice = setting.dice
    patrol.visible = not chance(dice, _HIDDEN)
    if chance(dice, _MORE_LEGS):
        patrol.legs = _split(dice, patrol.legs[0])
    if chance(dice, outing.partner):
        patrol.legs[-1].partners = (setting.partners[weighted(dice, STREET_PARTNERS)],)
    if chance(dice, outing.stays):
        _stay(dice, patrol)
    if patrol.issue and chance(dice, 0.3):
        patrol.operation = OPERATIONS.get(patrol.issue.plan.theme)


def _split(dice: Random, leg: Leg) -> list[Leg]:
    """Make two or three legs of one: another mode, crew or place, or a break between."""
    if leg.minutes < _WORTH_A_BREAK:
        return [leg]
    how = weighted(dice, {"mode": 40, "crew": 30, "place": 20, "break": 10})
    if how == "mode" and leg.mode == FOOT and _drives(leg.officers):
        return _driven(dice, leg)
    turn = leg.start + leg.minutes // 3 // 5 * 5 * MINUTE
    first, second = replace(leg, end=turn), replace(leg, start=turn)
    if how == "crew" and len(leg.officers) > 1:
        return [first, replace(second, officers=leg.officers[:-1])]
    if how == "break" and leg.minutes > 2 * _WORTH_A_BREAK:
        return [first, replace(second, start=turn + between(dice, 15, 30, 5) * MINUTE)]
    elsewhere = [place for place in BEATS if place != leg.place]
    return [first, replace(second, place=dice.choice(elsewhere))]


def _driven(dice: Random, leg: Leg) -> list[Leg]:
    """Put a drive before a walk, and now and then one back."""
    there = leg.start + _DRIVE
    first, walk = replace(leg, mode=VEHICLE, end=there), replace(leg, start=there)
    if walk.end is None or chance(dice, 0.6):
        return [first, walk]
    back = walk.end - _DRIVE
    return [first, replace(walk, end=back), replace(leg, mode=VEHICLE, start=back)]


def _drives(collars: Sequence[str]) -> bool:
    return any(BY_COLLAR[collar].driving != "none" for collar in collars)


def _stay(dice: Random, patrol: Patrol) -> None:
    """Visit hot spots on the longest leg, mostly for a quarter of an hour each."""
    number, leg = max(enumerate(patrol.legs, start=1), key=lambda numbered: numbered[1].minutes)
    spots = list(HOTSPOTS)
    dice.shuffle(spots)
    beat = HOTSPOTS[leg.place][1] if leg.place in HOTSPOTS else leg.place
    spots.sort(key=lambda spot: HOTSPOTS[spot][1] != beat)
    gone = between(dice, 3, 9)
    for spot in spots[: between(dice, 2, 4)]:
        stay = between(dice, 12, 18) if chance(dice, 0.85) else between(dice, 6, 24)
        if gone + stay > leg.minutes:
            break
        start = leg.start + gone * MINUTE
        patrol.visits.append(Visit(number, spot, start, start + stay * MINUTE))
        gone += stay + between(dice, 5, 14)


def _night(setting: Setting, day: date) -> Patrol | None:
    """Send those on nights out over midnight; where the clocks change, always."""
    on = [shift for shift in setting.diary.on(day) if shift.code == NIGHT_DUTY]
    if day in setting.year.clock_nights:
        return _over_the_change(setting, on, day)
    if not on or day.weekday() == SUNDAY or not chance(setting.dice, _SHARE_OF_NIGHTS):
        return None
    patrol = _go(setting, NIGHT, day)
    if patrol:
        patrol.topic = "night"
    return patrol


def _over_the_change(setting: Setting, on: Sequence[Shift], day: date) -> Patrol | None:
    start, end = at(day, 22, 15), at(day + DAY, 2, 45)
    crew = tuple(shift.collar for shift in on[:2])
    if not crew or end > setting.year.moment:
        return None
    setting.diary.book(crew, start, end)
    leg = Leg(VEHICLE, "TOWN", start, end, crew)
    return Patrol(day, "town_centre", [leg], topic="clock")
