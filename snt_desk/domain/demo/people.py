"""The demo's teams, their places and their people. Every person is invented.

The wards are those that Welwyn Hatfield North publishes; hot spots and names are not
taken from anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Final

from snt_desk.domain.clock import DAY
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import MONDAY, WEEK, Year, weekday_from
from snt_desk.domain.facts import Posting
from snt_desk.domain.package.tables import Row

TEAM: Final = "WHA-1"
NEIGHBOUR: Final = "WHA-2"
NEIGHBOUR_NAME: Final = "Welwyn Hatfield South SNT"
LONG_AGO: Final = 600
"""Days before the demo's year: those who came earlier came this much earlier, or more."""

CONSTABLES: Final = frozenset({"sergeant", "pc", "special"})
"""The roles with a constable's powers."""

BEATS: Final = {
    "HAN": "Handside",
    "HAL": "Haldens",
    "PAN": "Panshanger",
    "PEA": "Peartree",
    "SHE": "Sherrards",
    "WEE": "Welwyn East",
    "WEW": "Welwyn West",
}
HOTSPOTS: Final = {
    "WOOD": ("Woodhall shops", "PEA"),
    "TOWN": ("Town centre", "HAN"),
    "PASS": ("Station underpass", "HAN"),
    "BRID": ("Panshanger bridleway", "PAN"),
}


class Pattern(Enum):
    """By what rule a person is rostered."""

    OFFICE = "weekdays, with a late on every other Friday"
    CONSTABLE = "6 on, 4 off; nights only on Friday and Saturday"
    PCSO = "6 on, 4 off; earlies and lates"
    SPECIAL = "two evenings a month"
    VOLUNTEER = "two Saturday mornings a month"
    LENT = "only when lent"


@dataclass(frozen=True)
class Person:
    """Somebody of the demo; `turn` is where in the ten days of the pattern the demo's day falls."""

    collar: str
    first_name: str
    last_name: str
    pattern: Pattern
    turn: int = 0
    cycle_trained: bool = False
    driving: str = "basic"


OKAFOR: Final = Person("1187", "Hannah", "Okafor", Pattern.OFFICE, driving="standard")
RIDLEY: Final = Person(
    "1432", "Tom", "Ridley", Pattern.CONSTABLE, 1, cycle_trained=True, driving="response"
)
SHAH: Final = Person("1509", "Amira", "Shah", Pattern.CONSTABLE, 3, driving="response")
PENHALE: Final = Person(
    "1276", "Joss", "Penhale", Pattern.CONSTABLE, 6, cycle_trained=True, driving="advanced"
)
GARROWBY: Final = Person("1350", "Ellen", "Garrowby", Pattern.CONSTABLE, 8, driving="standard")
HALIMI: Final = Person("1655", "Yusuf", "Halimi", Pattern.CONSTABLE, 8, cycle_trained=True)
CALLOWAY: Final = Person("7214", "Beth", "Calloway", Pattern.PCSO, 2, cycle_trained=True)
OSEI: Final = Person("7231", "Daniel", "Osei", Pattern.PCSO, 4, cycle_trained=True)
THACKWELL: Final = Person("7265", "Zoë", "Thackwell", Pattern.PCSO, 7, driving="none")
LINDQVIST: Final = Person("7248", "Maja", "Lindqvist", Pattern.PCSO, 9)
NAIR: Final = Person("9051", "Kavita", "Nair", Pattern.SPECIAL, 1, driving="none")
FAIRLEY: Final = Person("9066", "Rory", "Fairley", Pattern.SPECIAL, 2)
TULLY: Final = Person("9512", "Maureen", "Tully", Pattern.VOLUNTEER, driving="none")
BLACKMERE: Final = Person("1571", "Owen", "Blackmere", Pattern.LENT, driving="response")
RAFIQI: Final = Person("1598", "Samina", "Rafiqi", Pattern.LENT, driving="standard")
ODUYA: Final = Person("7302", "Lewis", "Oduya", Pattern.LENT)

PEOPLE: Final = (
    OKAFOR,
    RIDLEY,
    SHAH,
    PENHALE,
    GARROWBY,
    HALIMI,
    CALLOWAY,
    OSEI,
    LINDQVIST,
    THACKWELL,
    NAIR,
    FAIRLEY,
    TULLY,
    BLACKMERE,
    RAFIQI,
    ODUYA,
)
BY_COLLAR: Final = {person.collar: person for person in PEOPLE}


@dataclass(frozen=True)
class Roll:
    """Who is posted where and when, in the demo's year."""

    year: Year

    @cached_property
    def acting(self) -> tuple[date, date]:
        """The fortnight in August in which the sergeant is away: its first day, the day after."""
        mondays = [weekday_from(date(number, 8, 4), MONDAY) for number in self.year.calendar_years]
        first = max(day for day in mondays if day + 2 * WEEK <= self.year.today)
        return first, first + 2 * WEEK

    @cached_property
    def postings(self) -> tuple[Posting, ...]:
        """Every posting, those to the neighbouring team too."""
        first, month = self.year.first, self.year.month
        away, back = self.acting
        less_hours = month.plus(-4).first
        joined = weekday_from(month.plus(-5).first, MONDAY) + WEEK
        return (
            _posting(OKAFOR, "sergeant", first - (LONG_AGO + 90) * DAY),
            _posting(RIDLEY, "pc", first - (LONG_AGO + 410) * DAY),
            _posting(SHAH, "pc", first - (LONG_AGO + 230) * DAY, away),
            _posting(SHAH, "sergeant", away, back),
            _posting(SHAH, "pc", back),
            _posting(PENHALE, "pc", first - (LONG_AGO + 1300) * DAY),
            _posting(GARROWBY, "pc", first - (LONG_AGO + 620) * DAY, month.plus(-7).first),
            _posting(HALIMI, "pc", joined),
            _posting(CALLOWAY, "pcso", first - (LONG_AGO + 800) * DAY),
            _posting(OSEI, "pcso", first - LONG_AGO * DAY),
            _posting(LINDQVIST, "pcso", first - (LONG_AGO + 1100) * DAY, less_hours),
            _posting(LINDQVIST, "pcso", less_hours, fte_percent=60),
            _posting(THACKWELL, "pcso", month.plus(-3).first),
            _posting(NAIR, "special", first - (LONG_AGO + 150) * DAY, fte_percent=10),
            _posting(FAIRLEY, "special", first - (LONG_AGO + 40) * DAY, fte_percent=10),
            _posting(TULLY, "volunteer", first - (LONG_AGO + 340) * DAY, fte_percent=5),
            _posting(BLACKMERE, "pc", first - (LONG_AGO + 200) * DAY, team=NEIGHBOUR),
            _posting(RAFIQI, "pc", first - (LONG_AGO + 20) * DAY, team=NEIGHBOUR),
            _posting(ODUYA, "pcso", first - (LONG_AGO + 500) * DAY, team=NEIGHBOUR),
        )

    @cached_property
    def _by_collar(self) -> dict[str, tuple[Posting, ...]]:
        return {
            person.collar: tuple(one for one in self.postings if one.collar == person.collar)
            for person in PEOPLE
        }

    def posting(self, collar: str, day: date) -> Posting | None:
        """Give a person's posting on a day, to whichever team."""
        return next((one for one in self._by_collar[collar] if one.covers(day)), None)

    def role(self, collar: str, day: date) -> str:
        """Say what a person is on a day; one who is not posted then, what they were at first."""
        found = self.posting(collar, day) or self._by_collar[collar][0]
        return found.role

    def here(self, collar: str, day: date) -> bool:
        """Say whether a person is posted to the demo's team on a day."""
        found = self.posting(collar, day)
        return found is not None and found.team == TEAM

    def rows(self) -> dict[str, list[Row]]:
        """Give the rows of members and postings."""
        return {
            "members": [_member_row(person) for person in PEOPLE],
            "postings": [_posting_row(posting) for posting in self.postings],
        }


def _posting(
    person: Person,
    role: str,
    start: date,
    end: date | None = None,
    *,
    fte_percent: int = 100,
    team: str = TEAM,
) -> Posting:
    return Posting(person.collar, team, role, fte_percent, start, end)


def _posting_row(posting: Posting) -> Row:
    return row(
        "postings",
        collar=posting.collar,
        team=posting.team,
        role=posting.role,
        fte_percent=posting.fte_percent,
        from_=posting.start,
        to=posting.end,
    )


def _member_row(person: Person) -> Row:
    return row(
        "members",
        collar=person.collar,
        first_name=person.first_name,
        last_name=person.last_name,
        cycle_trained=person.cycle_trained,
        driving=person.driving,
        email=f"{person.collar}@example.org",
    )


def teams_and_places(cycle_months: int) -> dict[str, list[Row]]:
    """Give the rows of the two teams, and of the wards and hot spots of the demo's own."""
    names = ((TEAM, "Welwyn Hatfield North SNT"), (NEIGHBOUR, NEIGHBOUR_NAME))
    teams = [
        row(
            "teams",
            code=code,
            name=name,
            district="Welwyn Hatfield",
            force="hertfordshire",
            cycle_months=cycle_months,
        )
        for code, name in names
    ]
    beats = [
        row("places", team=TEAM, code=code, name=name, kind="beat") for code, name in BEATS.items()
    ]
    hotspots = [
        row("places", team=TEAM, code=code, name=name, kind="hotspot", parent=beat)
        for code, (name, beat) in HOTSPOTS.items()
    ]
    return {"teams": teams, "places": beats + hotspots}
