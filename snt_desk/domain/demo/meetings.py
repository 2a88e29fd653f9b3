"""The demo's partners, the meetings with them, and the actions that came of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.demo.diary import Diary
from snt_desk.domain.demo.dice import Bag, between, chance, new_ref
from snt_desk.domain.demo.issues import Issue
from snt_desk.domain.demo.meeting_words import ORGANISATIONS, SERIES, Organisation, Series
from snt_desk.domain.demo.people import CALLOWAY, OKAFOR, OSEI, TEAM
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import WEEK, Year, at, is_bank_holiday, nth_weekday
from snt_desk.domain.package.tables import Row

_REGULAR_ROLES: Final = ("sergeant", "pc", "pcso")
_OVERDUE: Final = (
    ("Quote for a gate on the alley behind the shops", "housing", 9),
    ("Letter to parents about parking", "pcso", 2),
)
"""What is over its day as the demo opens, whose it is, and by how many days."""


@dataclass(frozen=True)
class Meeting:
    """One meeting, held or to come."""

    ref: str
    series: Series
    start: datetime
    end: datetime
    officers: tuple[str, ...]
    priority: str | None

    @property
    def day(self) -> date:
        """The day on which it is."""
        return clock.local_day(self.start)


@dataclass(frozen=True)
class Action:
    """Something that was to be done; `owner` is a partner's short name or a role."""

    meeting: Meeting
    text: str
    owner: str
    due: date
    closed: date | None


def partner_refs(dice: Random) -> dict[str, str]:
    """Give each partner a ref, by its short name."""
    return {name: new_ref(dice) for name in ORGANISATIONS}


def partner_rows(refs: Mapping[str, str]) -> list[Row]:
    """Give the rows of the partners."""
    return [_partner_row(refs[name], one) for name, one in ORGANISATIONS.items()]


def _partner_row(ref: str, one: Organisation) -> Row:
    email = None
    if one.contact:
        email = f"{one.contact.lower().replace(' ', '.')}@example.org"
    return row(
        "partners",
        ref=ref,
        team=TEAM,
        name=one.name,
        kind=one.kind,
        contact_name=one.contact,
        contact_email=email,
        contact_phone=one.phone,
    )


def meetings(dice: Random, year: Year, diary: Diary, live: list[Issue]) -> list[Meeting]:
    """Hold every series in its months, and book the people who go."""
    found = [
        _meeting(dice, year, series, day, diary, live)
        for month in (*year.months, year.month.plus(1))
        for series in SERIES
        if (day := _day(series, month)) is not None and day <= year.ahead
    ]
    return sorted(found, key=lambda meeting: meeting.start)


def _day(series: Series, month: Month) -> date | None:
    if (month.year * 12 + month.number) % series.every != series.phase:
        return None
    day = nth_weekday(month, series.week, series.weekday)
    return day + WEEK if is_bank_holiday(day) else day


def _meeting(
    dice: Random, year: Year, series: Series, day: date, diary: Diary, live: list[Issue]
) -> Meeting:
    start = at(day, *series.begins)
    end = start + series.lasts * clock.MINUTE
    free = diary.free(day, start, end, _REGULAR_ROLES)
    free.sort(key=lambda shift: _REGULAR_ROLES.index(shift.role))
    # Somebody goes, on duty or not; what is to come is in the sergeant's diary.
    officers = tuple(shift.collar for shift in free[: series.officers]) or (OKAFOR.collar,)
    if series.officers == 1 and day > year.today:
        officers = (OKAFOR.collar,)
    diary.book(officers, start, end)
    about = [issue.ref for issue in live if issue.plan.theme == series.theme and issue.live_on(day)]
    return Meeting(new_ref(dice), series, start, end, officers, about[0] if about else None)


def meeting_rows(
    dice: Random, year: Year, held: list[Meeting], partners: Mapping[str, str]
) -> list[Row]:
    """Give the rows of the meetings; those of the last days have no minutes yet."""
    words = {series.title: Bag(dice, series.minutes) for series in SERIES}
    rows = []
    for meeting in held:
        series = meeting.series
        came = [name for name in series.partners if meeting.day > year.today or chance(dice, 0.88)]
        written = meeting.day < year.today - 3 * DAY and chance(dice, 0.9)
        cells = row(
            "meetings",
            ref=meeting.ref,
            team=TEAM,
            kind=series.kind,
            title=series.title,
            start=meeting.start,
            end=meeting.end,
            place=series.place,
            partners=tuple(partners[name] for name in came),
            officers=meeting.officers,
            priority=meeting.priority,
            minutes=words[series.title].draw() if written else None,
        )
        rows.append(cells)
    return rows


def actions(dice: Random, year: Year, held: list[Meeting]) -> list[Action]:
    """Give what was agreed, and when it was done; two things are over their day."""
    past = [meeting for meeting in held if meeting.end <= year.moment]
    words = {series.title: Bag(dice, series.actions) for series in SERIES}
    found = []
    for meeting in past:
        for _ in range(between(dice, 1, 2)):
            text, owner = words[meeting.series.title].draw()
            if all(text != overdue for overdue, _, _ in _OVERDUE) or meeting.day < _settled(year):
                found.append(_action(dice, year, meeting, text, owner))
    return found + list(_overdue(year, past))


def _settled(year: Year) -> date:
    return year.today - 70 * DAY


def _action(dice: Random, year: Year, meeting: Meeting, text: str, owner: str) -> Action:
    due = meeting.day + between(dice, 14, 42) * DAY
    # What is still open as the demo opens, but for two, is not due yet.
    closed = due + (between(dice, -9, 8) if due < _settled(year) else -1) * DAY
    if due <= year.today:
        closed = min(closed, year.today)
    return Action(meeting, text, owner, due, closed if due <= year.today else None)


def _overdue(year: Year, past: list[Meeting]) -> Iterator[Action]:
    for text, owner, days in _OVERDUE:
        due = year.today - days * DAY
        of_series = [one for one in past if (text, owner) in one.series.actions]
        before = [one for one in of_series if one.day <= due - WEEK]
        if before:
            yield Action(before[-1], text, owner, due, None)


def action_rows(dice: Random, agreed: list[Action], partners: Mapping[str, str]) -> list[Row]:
    """Give the rows of the actions."""
    return [_action_row(dice, action, partners) for action in agreed]


def _action_row(dice: Random, action: Action, partners: Mapping[str, str]) -> Row:
    owners = {"sergeant": OKAFOR, "pcso": CALLOWAY if action.closed is None else OSEI}
    police = owners.get(action.owner)
    return row(
        "actions",
        ref=new_ref(dice),
        team=TEAM,
        meeting=action.meeting.ref,
        priority=action.meeting.priority,
        text=action.text,
        owner_collar=police.collar if police else None,
        owner_partner=None if police else partners[action.owner],
        raised=action.meeting.day,
        due=action.due,
        closed=action.closed,
    )
