"""The demo's weeks of action: one in January, and the one that runs as the demo opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from snt_desk.domain.clock import DAY
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import MONDAY, WEEK, Year, days, weekday_from
from snt_desk.domain.package.tables import Row


@dataclass(frozen=True)
class Campaign:
    """A week from Monday to Sunday with one tag on all that is said."""

    tag: str
    title: str
    first: date

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + 6 * DAY

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return days(self.first, self.last)

    def runs_on(self, day: date) -> bool:
        """Say whether the day is one of its seven."""
        return self.first <= day <= self.last


JANUARY_TAG: Final = "#WeekOfAction"
NOW_TAG: Final = "#NeighbourhoodPolicingWeek"


def campaigns(year: Year) -> tuple[Campaign, Campaign]:
    """Give the latest January's week of action that has begun, and this week's campaign."""
    mondays = [weekday_from(date(number, 1, 15), MONDAY) for number in year.calendar_years]
    january = max(day for day in mondays if day <= year.today)
    this_week = weekday_from(year.today - WEEK + DAY, MONDAY)
    return (
        Campaign(JANUARY_TAG, "Week of action, January", january),
        Campaign(NOW_TAG, "Neighbourhood Policing Week of Action", this_week),
    )


def campaign_rows(found: tuple[Campaign, ...]) -> list[Row]:
    """Give the rows of the campaigns."""
    return [
        row("campaigns", tag=one.tag, title=one.title, from_=one.first, to=one.last)
        for one in found
    ]
