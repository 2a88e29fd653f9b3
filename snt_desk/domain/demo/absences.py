"""Where the demo's people were when they were not there: leave, sickness and abstraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Final, NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.demo import year as calendar
from snt_desk.domain.demo.dice import between, chance, new_ref, weighted
from snt_desk.domain.demo.people import (
    CALLOWAY,
    GARROWBY,
    HALIMI,
    LINDQVIST,
    NEIGHBOUR_NAME,
    OKAFOR,
    OSEI,
    PENHALE,
    RIDLEY,
    SHAH,
    THACKWELL,
    Person,
    Roll,
)
from snt_desk.domain.demo.rostering import DAY_SHIFT, EARLY, LATE, NIGHT, Shift, clock_night_crew
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import FRIDAY, MONDAY, SATURDAY, WEEK, Year, weekday_from
from snt_desk.domain.package.tables import Row

LEAVE: Final = "annual_leave"
ON_DUTY_TODAY: Final = (RIDLEY, CALLOWAY)
"""Who is out on patrol as the demo opens, and so not away."""

_SUMMER: Final = (PENHALE, CALLOWAY, LINDQVIST, OSEI, RIDLEY, HALIMI, GARROWBY, SHAH, THACKWELL)
_CHRISTMAS: Final = (RIDLEY, CALLOWAY, OKAFOR, LINDQVIST)
_NEW_YEAR: Final = (SHAH, OSEI, PENHALE)
_REGULARS: Final = (OKAFOR, *_SUMMER)
_WHY_LEAVE_ODD: Final = {LEAVE: 60, "toil": 25, "rest_day_owed": 15}
_SHARE_TAKEN: Final = {"pc": 0.115, "pcso": 0.035, "sergeant": 0.03}
_TAKEN_FOR: Final = {
    "response_cover": 46,
    "scene_guard": 9,
    "hospital_watch": 8,
    "court": 8,
    "night_time_economy": 7,
    "custody_watch": 6,
    "aid_county": 5,
    "training": 5,
    "aid_local": 4,
    "other_abstraction": 2,
}
_PCSO_TAKEN_FOR: Final = {"scene_guard": 40, "other_abstraction": 40, "training": 20}
_SENT_TO: Final = {
    "response_cover": ("Response, Welwyn Garden City", "Response, Hatfield", "Response, Hertford"),
    "scene_guard": ("Scene, Hatfield", "Scene, Welwyn Garden City", "Scene, Potters Bar"),
    "hospital_watch": ("Hospital",),
    "court": ("Magistrates’ court", "Crown court", "Youth court"),
    "night_time_economy": ("Town centre, Hatfield", "Town centre, St Albans"),
    "custody_watch": ("Custody suite",),
    "aid_county": ("Football, Watford", "County show", "Search, Stevenage"),
    "training": ("Training centre",),
    "aid_local": (NEIGHBOUR_NAME,),
    "other_abstraction": ("Enquiry office", "Property store", "Vehicle to the workshop"),
    "mutual_aid": ("Another force",),
}


class Away(NamedTuple):
    """A stretch for which somebody is not there for the team."""

    collar: str
    start: datetime
    end: datetime
    kind: str
    sent_to: str | None = None
    note: str | None = None


@dataclass
class _Ledger:
    """The absences found so far; refuses what cannot be or would say nothing."""

    year: Year
    held: frozenset[tuple[str, date]]
    shifts: dict[str, list[Shift]]
    found: dict[str, list[Away]] = field(default_factory=lambda: defaultdict(list))

    def add(self, away: Away, *, over: bool = False) -> bool:
        """Take an absence that covers a duty and meets no other of that person; `over` may."""
        covered = [
            shift
            for shift in self.shifts[away.collar]
            if shift.start < away.end and shift.end > away.start
        ]
        if not covered or any((shift.collar, shift.day) in self.held for shift in covered):
            return False
        own = self.found[away.collar]
        if not over and any(one.start < away.end and one.end > away.start for one in own):
            return False
        own.append(away)
        return True

    def add_days(self, person: Person, first: date, last: date, kind: str = LEAVE) -> bool:
        """Take whole days off, from first to last."""
        span = clock.midnight(first), clock.midnight(last + DAY)
        return self.add(Away(person.collar, *span, kind))


def absences(dice: Random, year: Year, roll: Roll, shifts: Sequence[Shift]) -> list[Away]:
    """Find everyone's absences of the year, and those booked for the weeks ahead."""
    held = {(shift.collar, shift.day) for shift in clock_night_crew(list(shifts), year)}
    held |= {(person.collar, year.today) for person in ON_DUTY_TODAY}
    by_collar: dict[str, list[Shift]] = defaultdict(list)
    for shift in shifts:
        by_collar[shift.collar].append(shift)
    ledger = _Ledger(year, frozenset(held), by_collar)
    _booked_leave(ledger, roll)
    _long_spells(ledger)
    _bank_holidays(ledger)
    for person in _REGULARS:
        _sickness(dice, ledger, person)
        _odd_days(dice, ledger, person)
    _taken_elsewhere(dice, ledger, shifts)
    found = [away for held_by in ledger.found.values() for away in held_by]
    return sorted(found, key=lambda away: (away.start, away.collar))


def absence_rows(dice: Random, found: Iterable[Away]) -> list[Row]:
    """Give the rows of the absences."""
    return [row("absences", ref=new_ref(dice), **away._asdict()) for away in found]


def _booked_leave(ledger: _Ledger, roll: Roll) -> None:
    away, back = roll.acting
    ledger.add_days(OKAFOR, away, back - DAY)
    tomorrow = ledger.year.today + DAY
    ledger.add_days(LINDQVIST, tomorrow, tomorrow + 5 * DAY)
    for number in ledger.year.calendar_years:
        for week, person in enumerate(_SUMMER):
            monday = weekday_from(date(number, 7, 6), MONDAY) + week * WEEK
            ledger.add_days(person, monday, monday + 13 * DAY)
        for person in _CHRISTMAS:
            ledger.add_days(person, date(number, 12, 24), date(number, 12, 27))
        for person in _NEW_YEAR:
            ledger.add_days(person, date(number, 12, 30), date(number + 1, 1, 2))
        _school_weeks(ledger, number)


def _school_weeks(ledger: _Ledger, number: int) -> None:
    for person, month in ((RIDLEY, 10), (OSEI, 10), (CALLOWAY, 2), (OKAFOR, 2), (LINDQVIST, 5)):
        monday = calendar.half_term(number, month)
        ledger.add_days(person, monday, monday + 6 * DAY)
    easter = calendar.easter(number)
    ledger.add_days(SHAH, easter - 6 * DAY, easter)
    ledger.add_days(THACKWELL, easter + 2 * DAY, easter + 7 * DAY)


def _long_spells(ledger: _Ledger) -> None:
    """A new father, a bereavement, a bad back, a cold that fell into a holiday."""
    month = ledger.year.month
    ledger.add_days(RIDLEY, month.plus(-9).first + 7 * DAY, month.plus(-9).last, "parental")
    ledger.add_days(
        CALLOWAY, month.plus(-6).first + 10 * DAY, month.plus(-6).first + 14 * DAY, "compassionate"
    )
    ledger.add_days(
        PENHALE, month.plus(-11).first + 9 * DAY, month.plus(-10).first + 2 * DAY, "sickness"
    )
    away = [one for one in ledger.found[LINDQVIST.collar] if one.start < ledger.year.moment]
    for leave in away[-1:]:
        start = leave.start + 3 * DAY
        ledger.add(Away(LINDQVIST.collar, start, start + 4 * DAY, "sickness"), over=True)
    for shift in ledger.shifts[SHAH.collar]:
        if shift.day >= month.plus(-4).first + 5 * DAY and shift.code == EARLY:
            sent_to, *_ = _SENT_TO["mutual_aid"]
            end = shift.end + 3 * DAY
            ledger.add(Away(SHAH.collar, shift.start, end, "mutual_aid", sent_to))
            break


def _bank_holidays(ledger: _Ledger) -> None:
    for person in (OKAFOR, THACKWELL, HALIMI, OSEI):
        for shift in ledger.shifts[person.collar]:
            if calendar.is_bank_holiday(shift.day):
                ledger.add(Away(person.collar, shift.start, shift.end, "bank_holiday"))


def _sickness(dice: Random, ledger: _Ledger, person: Person) -> None:
    past = [shift for shift in ledger.shifts[person.collar] if shift.day < ledger.year.today]
    for _ in range(between(dice, 1, 3)):
        shift = dice.choice(past)
        last = shift.day + between(dice, 0, 3) * DAY
        if last < ledger.year.today:
            end = max(shift.end, clock.midnight(last + DAY))
            ledger.add(Away(person.collar, shift.start, end, "sickness"))


def _odd_days(dice: Random, ledger: _Ledger, person: Person) -> None:
    held = ledger.shifts[person.collar]
    for _ in range(between(dice, 6, 9)):
        shift = dice.choice(held)
        kind = weighted(dice, _WHY_LEAVE_ODD)
        if kind == "toil":
            half = shift.start + (shift.end - shift.start) / 2
            ledger.add(Away(person.collar, half, shift.end, kind))
        else:
            ledger.add_days(person, shift.day, shift.day, kind)


def _taken_elsewhere(dice: Random, ledger: _Ledger, shifts: Iterable[Shift]) -> None:
    """Take constables, and now and then others, away from the team for a part of a duty."""
    for shift in shifts:
        if shift.day < ledger.year.today and chance(dice, _SHARE_TAKEN.get(shift.role, 0)):
            ledger.add(_taken(dice, shift))
    soon = ledger.year.today + 6 * DAY
    for person in (PENHALE, HALIMI):
        for shift in ledger.shifts[person.collar]:
            if shift.day >= soon and shift.code == EARLY and shift.day.weekday() < SATURDAY:
                note = "Warned as a witness, 10:00"
                court = Away(person.collar, shift.start, shift.end, "court", "Crown court", note)
                ledger.add(court)
                break


def _taken(dice: Random, shift: Shift) -> Away:
    kind = weighted(dice, _PCSO_TAKEN_FOR if shift.role == "pcso" else _TAKEN_FOR)
    if kind == "court" and (
        shift.code not in {EARLY, DAY_SHIFT} or shift.day.weekday() >= SATURDAY
    ):
        kind = "response_cover"
    if kind == "night_time_economy" and (
        shift.code not in {LATE, NIGHT} or shift.day.weekday() not in {FRIDAY, SATURDAY}
    ):
        kind = "response_cover"
    start, end = shift.start, shift.end
    if kind not in {"court", "training", "aid_county"} and chance(dice, 0.7):
        part = between(dice, 3, 5) * 60 * clock.MINUTE
        if chance(dice, 0.5):
            end = start + part
        else:
            start = end - part
    return Away(shift.collar, start, end, kind, dice.choice(_SENT_TO[kind]))
