"""The events at which the demo's team met residents, and those that are announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.demo.campaigns import Campaign
from snt_desk.domain.demo.diary import Diary
from snt_desk.domain.demo.dice import Bag, between, chance, new_ref
from snt_desk.domain.demo.event_words import CAMPAIGN_OCCASIONS, OCCASIONS, Occasion
from snt_desk.domain.demo.people import CALLOWAY, LINDQVIST, TEAM
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import (
    SUNDAY,
    Year,
    at,
    is_bank_holiday,
    is_school_day,
    nth_weekday,
)
from snt_desk.domain.package.tables import Row

_CREW_ROLES: Final = ("pcso", "pc", "sergeant")


@dataclass(frozen=True)
class Event:
    """One event, held or to come; attendance is known once it was held and counted."""

    ref: str
    kind: str
    title: str
    purpose: str
    start: datetime
    end: datetime
    place: str | None
    officers: tuple[str, ...]
    attendance: int | None = None
    campaign: str | None = None
    advised: int = 0

    @property
    def day(self) -> date:
        """The day on which it is."""
        return clock.local_day(self.start)


def events(dice: Random, year: Year, diary: Diary, weeks: Iterable[Campaign]) -> list[Event]:
    """Hold every event of the year, announce those ahead, and book who is at them."""
    found = list(_known(dice, year, diary))
    for occasion in OCCASIONS:
        titles = Bag(dice, occasion.titles)
        for month in (*year.months, year.month.plus(1)):
            day = _day(occasion, month)
            if day is None or not year.first <= day <= year.ahead:
                continue
            if chance(dice, occasion.share):
                event = _event(dice, year, diary, occasion, day, titles.draw())
                found.extend([event] if event else [])
    for week in weeks:
        found.extend(_week_of_action(dice, year, diary, week))
    return sorted(found, key=lambda event: event.start)


def _known(dice: Random, year: Year, diary: Diary) -> Iterator[Event]:
    """What is in the diary as the demo opens; tomorrow's is with somebody on leave."""
    start, end = at(year.today, 15), at(year.today, 16)
    diary.book([CALLOWAY.collar], start, end)
    yield Event(
        ref=new_ref(dice),
        kind="surgery",
        title="Street surgery, Woodhall shops",
        purpose="consult",
        start=start,
        end=end,
        place="WOOD",
        officers=(CALLOWAY.collar,),
    )
    tomorrow = year.today + DAY
    yield Event(
        ref=new_ref(dice),
        kind="street_meet",
        title="At the gates, Sherrards" if is_school_day(tomorrow) else "Street meet, Sherrards",
        purpose="inform",
        start=at(tomorrow, 14, 45),
        end=at(tomorrow, 15, 45),
        place="SHE",
        officers=(LINDQVIST.collar,),
    )


def _day(occasion: Occasion, month: Month) -> date | None:
    if occasion.months and month.number not in occasion.months:
        return None
    day = nth_weekday(month, occasion.week, occasion.weekday)
    if is_bank_holiday(day) or (occasion.school and not is_school_day(day)):
        return None
    return day


def _event(
    dice: Random,
    year: Year,
    diary: Diary,
    occasion: Occasion,
    day: date,
    titled: tuple[str, str | None],
) -> Event | None:
    start = at(day, *occasion.begins)
    end = start + occasion.lasts * clock.MINUTE
    free = diary.free(day, start, end, _CREW_ROLES)
    dice.shuffle(free)
    crew = tuple(shift.collar for shift in free[: occasion.crew])
    held = end <= year.moment
    if not crew or (start <= year.moment and not held):
        return None
    if chance(dice, 0.5):
        crew += tuple(shift.collar for shift in diary.free(day, start, end, ("volunteer",)))
    diary.book(crew, start, end)
    title, place = titled
    came = between(dice, *occasion.came) if held else None
    return Event(
        ref=new_ref(dice),
        kind=occasion.kind,
        title=title,
        purpose=occasion.purpose,
        start=start,
        end=end,
        place=place,
        officers=crew,
        attendance=came,
        advised=came // 2 if came and occasion.advice else 0,
    )


def _week_of_action(dice: Random, year: Year, diary: Diary, week: Campaign) -> Iterator[Event]:
    """One event a day, Monday to Friday; those of days to come are announced."""
    for day, (kind, title, purpose, place, begins) in zip(
        week.days[:SUNDAY], CAMPAIGN_OCCASIONS, strict=False
    ):
        start = at(day, *begins)
        end = start + clock.MINUTE * 75
        crew = tuple(one.collar for one in diary.free(day, start, end, _CREW_ROLES)[:2])
        if not crew or start <= year.moment < end:
            continue
        diary.book(crew, start, end)
        came = between(dice, 12, 60) if end <= year.moment else None
        yield Event(
            ref=new_ref(dice),
            kind=kind,
            title=title,
            purpose=purpose,
            start=start,
            end=end,
            place=place,
            officers=crew,
            attendance=came,
            campaign=week.tag,
        )


def event_rows(found: Iterable[Event]) -> list[Row]:
    """Give the rows of the events."""
    return [
        row(
            "events",
            ref=event.ref,
            team=TEAM,
            kind=event.kind,
            title=event.title,
            purpose=event.purpose,
            start=event.start,
            end=event.end,
            place=event.place,
            officers=event.officers,
            attendance=event.attendance,
            campaign=event.campaign,
        )
        for event in found
    ]


def event_outcome_rows(found: Iterable[Event]) -> list[Row]:
    """Give the rows of what came of the events."""
    return [
        row("outcomes", event=event.ref, kind="crime_prevention_advice", count=event.advised)
        for event in found
        if event.advised
    ]
