"""The demo's roster: who is on when, by pattern, for the year and four weeks ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Final

from snt_desk.domain.clock import DAY
from snt_desk.domain.demo.dice import chance, new_ref
from snt_desk.domain.demo.people import (
    BLACKMERE,
    GARROWBY,
    HALIMI,
    ODUYA,
    PENHALE,
    PEOPLE,
    RAFIQI,
    RIDLEY,
    SHAH,
    TEAM,
    Pattern,
    Person,
    Roll,
)
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    Year,
    at,
    is_bank_holiday,
    nth_weekday,
)
from snt_desk.domain.package.tables import Row

EARLY, DAY_SHIFT, LATE, NIGHT, TRAINING, OTHER = (
    "early",
    "day",
    "late",
    "night",
    "training",
    "other",
)

_HOURS: Final = {
    EARLY: (7, 15),
    DAY_SHIFT: (9, 17),
    LATE: (14, 22),
    NIGHT: (21, 29),
    TRAINING: (9, 17),
    OTHER: (10, 13),
}
_WEEKEND_LATE: Final = (16, 24)
_SHORT_HOURS: Final = {EARLY: (7, 14), LATE: (15, 22)}
_PCSO_TURN: Final = (EARLY, EARLY, DAY_SHIFT, LATE, LATE, LATE)
_FULL_TIME: Final = 100
_SHORT_TURN: Final = (0, 1, 3, 4)
_COURSES: Final = (
    "Officer safety refresher",
    "First aid refresher",
    "Problem solving, one day",
    "Public order refresher",
    "Data protection and records",
    "Neighbourhood policing pathway",
)
_CHANGES: Final = (
    "Start moved for the surgery",
    "Swapped with a colleague",
    "Changed for exigencies of duty",
    "Moved to cover the parade",
)
_FOR_CLOCK_NIGHTS: Final = (SHAH, PENHALE, HALIMI, GARROWBY, RIDLEY)
_LENT: Final = (BLACKMERE, RAFIQI, ODUYA)


@dataclass(frozen=True)
class Shift:
    """One duty: from when to when, and what the person is that day."""

    collar: str
    day: date
    start: datetime
    end: datetime
    code: str
    role: str
    note: str | None = None


def roster(dice: Random, year: Year, roll: Roll) -> list[Shift]:
    """Lay everyone's pattern over the year; by day, then in the order of the people."""
    by_person = {person.collar: _person_year(dice, person, year, roll) for person in PEOPLE}
    for evening in year.clock_nights:
        _put_on_nights(by_person, evening)
    _bring_forward(by_person[SHAH.collar], year)
    shifts = [shift for held in by_person.values() for shift in held.values()]
    shifts.extend(_lent(year, roll))
    return sorted(shifts, key=lambda shift: shift.day)


def clock_night_crew(shifts: list[Shift], year: Year) -> list[Shift]:
    """Give the night duties over which the clocks change."""
    evenings = year.clock_nights
    return [shift for shift in shifts if shift.code == NIGHT and shift.day in evenings]


def duty_rows(dice: Random, shifts: list[Shift]) -> list[Row]:
    """Give the rows of the roster."""
    return [
        row(
            "duties",
            ref=new_ref(dice),
            collar=shift.collar,
            team=TEAM,
            start=shift.start,
            end=shift.end,
            code=shift.code,
            note=shift.note,
        )
        for shift in shifts
    ]


def _person_year(dice: Random, person: Person, year: Year, roll: Roll) -> dict[date, Shift]:
    shifts = {}
    courses = _course_days(dice)
    for day in year.rostered:
        posting = roll.posting(person.collar, day)
        if posting is None or posting.team != TEAM:
            continue
        short = posting.fte_percent < _FULL_TIME
        code = _code(person, day, year.today, short=short)
        if code is None:
            continue
        note = None
        if _can_learn(person, day, year) and day.timetuple().tm_yday in courses:
            code, note = TRAINING, _COURSES[day.month % len(_COURSES)]
        elif chance(dice, 0.012):
            note = dice.choice(_CHANGES)
        shifts[day] = _shift(person.collar, day, code, posting.role, note, short=short)
    return shifts


def _course_days(dice: Random) -> range:
    """Choose days of the year on which there are courses; some fall on days off."""
    return range(dice.randrange(20, 60), 340, dice.randrange(37, 49))


def _can_learn(person: Person, day: date, year: Year) -> bool:
    patterns = {Pattern.CONSTABLE, Pattern.PCSO, Pattern.OFFICE}
    weekday = MONDAY < day.weekday() < FRIDAY and not is_bank_holiday(day)
    return person.pattern in patterns and weekday and day != year.today


def _code(person: Person, day: date, today: date, *, short: bool) -> str | None:
    turn = ((day - today).days + person.turn) % 10
    match person.pattern:
        case Pattern.OFFICE:
            return _office_code(day)
        case Pattern.CONSTABLE:
            return _constable_code(turn, day)
        case Pattern.PCSO:
            return _pcso_code(turn, short=short)
        case _:
            return _monthly_code(person, day)


def _pcso_code(turn: int, *, short: bool) -> str | None:
    if turn >= len(_PCSO_TURN) or (short and turn not in _SHORT_TURN):
        return None
    return _PCSO_TURN[turn]


def _monthly_code(person: Person, day: date) -> str | None:
    """Two evenings a month for Specials, two Saturday mornings for volunteers."""
    weekday, weeks = (FRIDAY, (1, 3)) if person.turn == 1 else (SATURDAY, (0, 2))
    if (
        person.pattern is Pattern.LENT
        or day.weekday() != weekday
        or (day.day - 1) // 7 not in weeks
    ):
        return None
    return OTHER if person.pattern is Pattern.VOLUNTEER else LATE


def _office_code(day: date) -> str | None:
    if day.weekday() >= SATURDAY:
        return None
    return LATE if day.weekday() == FRIDAY and day.toordinal() % 2 else DAY_SHIFT


def _constable_code(turn: int, day: date) -> str | None:
    if turn < 2:
        return EARLY
    if turn < 4:
        return LATE
    if turn < 6:
        # The last two days of a turn are nights where that is Friday and Saturday, or begins so.
        friday = day.weekday() == FRIDAY
        return NIGHT if friday or (turn == 5 and day.weekday() == SATURDAY) else LATE
    return None


def _shift(
    collar: str, day: date, code: str, role: str, note: str | None = None, *, short: bool = False
) -> Shift:
    begins, ends = _SHORT_HOURS[code] if short and code in _SHORT_HOURS else _HOURS[code]
    if code == LATE and day.weekday() in {FRIDAY, SATURDAY}:
        begins, ends = _WEEKEND_LATE
    return Shift(collar, day, at(day, begins), at(day, ends), code, role, note)


def _put_on_nights(by_person: dict[str, dict[date, Shift]], evening: date) -> None:
    """Put two constables who are on that day on nights, and let them sleep the day after."""
    on = [one.collar for one in _FOR_CLOCK_NIGHTS if evening in by_person[one.collar]]
    for collar in on[:2]:
        shifts = by_person[collar]
        shifts[evening] = _shift(collar, evening, NIGHT, shifts[evening].role)
        shifts.pop(evening + DAY, None)


def _bring_forward(shifts: dict[date, Shift], year: Year) -> None:
    """Bring one late in each half-year forward to an early: too little rest before it."""
    for day in (year.today + 11 * DAY, year.today - 89 * DAY):
        late, before = shifts.get(day), shifts.get(day - DAY)
        if late and before and late.code == before.code == LATE:
            shifts[day] = _shift(late.collar, day, EARLY, late.role, "Brought forward for court")


def _lent(year: Year, roll: Roll) -> Iterator[Shift]:
    """Put two of the neighbouring team on the third Saturday evening of every month."""
    for number, month in enumerate((*year.months, year.month.plus(1))):
        day = nth_weekday(month, 3, SATURDAY)
        if day > year.ahead:
            return
        for person in (_LENT[number % 3], _LENT[(number + 1) % 3]):
            role = roll.role(person.collar, day)
            yield _shift(person.collar, day, LATE, role, "Lent by Welwyn Hatfield South")
