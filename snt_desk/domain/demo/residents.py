"""Residents who got in touch with the demo's team, how soon they had an answer, and visits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, MINUTE
from snt_desk.domain.demo.dice import Bag, between, chance, new_ref, weighted
from snt_desk.domain.demo.people import (
    CALLOWAY,
    OKAFOR,
    OSEI,
    RIDLEY,
    SHAH,
    TEAM,
    Roll,
)
from snt_desk.domain.demo.resident_words import FIRST_NAMES, LAST_NAMES, NEEDS, SUBJECTS
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import SATURDAY, Year, at
from snt_desk.domain.package.tables import Row

_KEPT: Final = timedelta(days=365)
_CHANNELS: Final = {
    "phone": 22,
    "email": 26,
    "web": 20,
    "social": 9,
    "in_person": 8,
    "herts_connected": 9,
    "councillor": 4,
    "partner": 2,
}
_OWNERS: Final = (CALLOWAY, OSEI, RIDLEY, SHAH, OKAFOR)
_ENDS: Final = {"answered": 88, "no_reply_needed": 6, "duplicate": 3}
_LATE: Final = 0.07
_ALERTS_BEGAN: Final = date(2024, 4, 1)
"""From when Herts Connected stands in the place of OWL."""

_WAITING: Final = (
    ("Cars racing on the industrial estate", "web", 74, 35, None, "open"),
    ("Lights out on the underpass", "phone", 51, 45, OSEI, "passed_on"),
    ("Needles by the playground", "councillor", 48, 20, RIDLEY, "open"),
    ("Youths on the roof of the parade", "herts_connected", 27, 20, CALLOWAY, "open"),
    ("When is the next surgery?", "social", 19, 10, None, "open"),
    ("Parking across drives on match days", "email", 1, 55, OSEI, "open"),
)
"""Who waits as the demo opens: subject, channel, since (hours, minutes), whose it is, status.

Nobody else does: what was passed on long ago has been answered since, by who got it or the team.
"""

_CALLED: Final = (
    (5, 9, 20, "Asked for a visit at home", "Step-free"),
    (4, 16, 5, "Asked for a call back about a neighbour", None),
    (3, 10, 40, "Wants to talk about the parade", None),
    (2, 15, 25, "Asked for a visit, with an interpreter", "Interpreter, Polish"),
)
"""Who called in the last days and got a date: days ago, hour, minute, subject, access needs."""

_BOOKED: Final = (
    (0, 16, 30, "home", CALLOWAY),
    (1, 17, 0, "phone", SHAH),
    (6, 11, 0, "station", OSEI),
    (9, 14, 0, "home", None),
)
"""Their appointments in the same order: days ahead, hour, minute, kind, officer if known."""

_SHOWN_UP: Final = {
    "held": 70,
    "cancelled_by_resident": 12,
    "cancelled_by_police": 6,
    "did_not_attend": 12,
}
_WHERE: Final = {
    "home": 40,
    "station": 20,
    "phone": 20,
    "street": 8,
    "video": 6,
    "partner_premises": 6,
}


@dataclass(frozen=True)
class Contact:
    """One time that a resident got in touch."""

    ref: str
    received: datetime
    channel: str
    subject: str
    name: str
    reach: str
    needs: str | None
    owner: str | None
    answered: datetime | None
    status: str


@dataclass(frozen=True)
class _Town:
    """The residents of the demo, each with a name and a way to reach them."""

    dice: Random
    first_names: Bag[str]
    last_names: Bag[str]

    def somebody(self, channel: str) -> tuple[str, str]:
        """Give a name, and a phone number or an e-mail address in no real range."""
        first, last = self.first_names.draw(), self.last_names.draw()
        if channel in {"email", "web", "social", "herts_connected"}:
            return f"{first} {last}", f"{first}.{last}@example.org".lower()
        prefix = self.dice.choice(("01632 960", "07700 900"))
        return f"{first} {last}", f"{prefix}{self.dice.randrange(1000):03}"


def contacts(dice: Random, year: Year, roll: Roll) -> list[Contact]:
    """Give everyone who got in touch in the year, in order of time, and who waits now."""
    town = _Town(dice, Bag(dice, FIRST_NAMES), Bag(dice, LAST_NAMES))
    subjects = Bag(dice, SUBJECTS)
    found = [
        _contact(dice, town, subjects.draw(), received, roll)
        for day in year.past
        if day < year.today - 5 * DAY
        for received in _times(dice, day)
    ]
    found.extend(_waiting(dice, town, year))
    found.extend(_called(dice, town, year))
    return sorted(found, key=lambda contact: contact.received)


def _times(dice: Random, day: date) -> list[datetime]:
    weekend = day.weekday() >= SATURDAY
    number = int(chance(dice, 0.45 if weekend else 0.85)) + int(chance(dice, 0.12))
    # Not a few write late in the evening; nobody in the small hours.
    return [at(day, between(dice, 7, 23), dice.randrange(60)) for _ in range(number)]


def _contact(dice: Random, town: _Town, subject: str, received: datetime, roll: Roll) -> Contact:
    channel = weighted(dice, _channels(clock.local_day(received)))
    name, reach = town.somebody(channel)
    status = weighted(dice, _ENDS)
    answered = _answer(dice, received) if status == "answered" else None
    owners = [one for one in _OWNERS if roll.here(one.collar, clock.local_day(received))]
    owner = dice.choice(owners).collar if chance(dice, 0.9) else None
    needs = dice.choice(NEEDS) if chance(dice, 0.06) else None
    return Contact(
        new_ref(dice), received, channel, subject, name, reach, needs, owner, answered, status
    )


def _channels(day: date) -> dict[str, int]:
    if day >= _ALERTS_BEGAN:
        return _CHANNELS
    older = dict(_CHANNELS)
    older["owl"] = older.pop("herts_connected")
    return older


def _answer(dice: Random, received: datetime) -> datetime:
    """Answer between 07:00 and 22:00, most within a day or two, a few after 72 hours."""
    if chance(dice, _LATE):
        hours = between(dice, 76, 110)
    else:
        hours = dice.choice((between(dice, 3, 12), between(dice, 12, 40), 50))
    due = received + timedelta(hours=hours)
    wall = clock.local(due)
    if 7 <= wall.hour < 22:
        return due
    return at(wall.date(), 7 if wall.hour < 7 else 21, wall.minute)


def _waiting(dice: Random, town: _Town, year: Year) -> Iterator[Contact]:
    for subject, channel, hours, minutes, owner, status in _WAITING:
        received = year.moment - timedelta(hours=hours, minutes=minutes)
        through = "owl" if channel not in _channels(year.today) else channel
        name, reach = town.somebody(through)
        collar = owner.collar if owner else None
        yield Contact(
            new_ref(dice), received, through, subject, name, reach, None, collar, None, status
        )


def _called(dice: Random, town: _Town, year: Year) -> Iterator[Contact]:
    for days_ago, hour, minute, subject, needs in _CALLED:
        received = at(year.today - days_ago * DAY, hour, minute)
        answered = received + between(dice, 40, 190) * MINUTE
        name, reach = town.somebody("phone")
        yield Contact(
            new_ref(dice),
            received,
            "phone",
            subject,
            name,
            reach,
            needs,
            OSEI.collar,
            answered,
            "answered",
        )


def contact_rows(found: Sequence[Contact]) -> list[Row]:
    """Give the rows of the contacts; each is to be looked at again after a year."""
    return [
        row(
            "contacts",
            ref=one.ref,
            team=TEAM,
            received=one.received,
            channel=one.channel,
            subject=one.subject,
            resident_name=one.name,
            resident_contact=one.reach,
            access_needs=one.needs,
            owner=one.owner,
            answered=one.answered,
            status=one.status,
            review_on=clock.local_day(one.received) + _KEPT,
        )
        for one in found
    ]


def appointment_rows(dice: Random, year: Year, found: Sequence[Contact], roll: Roll) -> list[Row]:
    """Give the rows of the appointments: three or four a month, and what is booked."""
    rows = []
    for contact in found:
        day = clock.local_day(contact.received) + between(dice, 2, 9) * DAY
        settled = contact.status == "answered" and day < year.today - DAY
        if settled and chance(dice, 0.13):
            status = weighted(dice, _SHOWN_UP)
            owners = [one.collar for one in _OWNERS if roll.here(one.collar, day)]
            kind, officer = weighted(dice, _WHERE), contact.owner or dice.choice(owners)
            moment = at(day, between(dice, 9, 18), 30 * dice.randrange(2))
            rows.append(_appointment(dice, contact, kind, moment, officer, status))
    rows.extend(_booked(dice, year, found))
    return rows


def _booked(dice: Random, year: Year, found: Sequence[Contact]) -> Iterator[Row]:
    """Give the appointments ahead, of those who called in the last days."""
    callers = [one for *_, subject, _ in _CALLED for one in found if one.subject == subject]
    for contact, (ahead, hour, minute, kind, officer) in zip(callers, _BOOKED, strict=True):
        moment = at(year.today + ahead * DAY, hour, minute)
        status = "booked" if officer else "requested"
        collar = officer.collar if officer else None
        yield _appointment(dice, contact, kind, moment, collar, status)


def _appointment(
    dice: Random, contact: Contact, kind: str, moment: datetime, officer: str | None, status: str
) -> Row:
    return row(
        "appointments",
        ref=new_ref(dice),
        team=TEAM,
        contact=contact.ref,
        kind=kind,
        at=moment,
        officer=officer,
        status=status,
    )
