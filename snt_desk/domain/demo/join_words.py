"""What belongs to which priority of the demo, and what its plans say besides.

It is what a data package of version 1 cannot carry. Everything is invented, figures of crime too.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from snt_desk.domain.demo.plans import BIKES, RETAIL, WOODHALL


class Sides(NamedTuple):
    """The three sides of a problem, the hours of the day it falls in, and who works on it."""

    victim: str
    offender: str
    location: str
    window: tuple[str, str] | None
    places: tuple[str, ...]
    partners: tuple[str, ...]


class Job(NamedTuple):
    """A task of a plan: its days are counted from the adoption, or for `due` from today."""

    title: str
    stage: str
    text: str
    collar: str
    raised: int
    due: int
    done: int | None


SIDES: Final = {
    WOODHALL.title: Sides(
        "Shopkeepers, and people who use the parade after five.",
        "About twelve, 13 to 16, most from two schools.",
        "The alley is unlit and has two ways out; the bench by the takeaway is out of sight.",
        ("17:00", "22:00"),
        ("PEA",),
        ("Greenfold Homes", "Lantern Youth Project"),
    ),
    RETAIL.title: Sides(
        "Staff of five stores, often alone at the till.",
        "A few who come by train, and some who live near.",
        "Three exits of one store lead straight to the car park.",
        None,
        (),
        ("Town Centre Shopwatch",),
    ),
    BIKES.title: Sides(
        "Walkers, riders and the houses by the bridleway.",
        "Riders from outside the ward, who come by van.",
        "Three entrances with van parking.",
        ("14:00", "18:00"),
        ("PAN",),
        ("Welwyn Hatfield Borough Council",),
    ),
}
REPLACED: Final = {
    "Parking at the school gates, Sherrards": "E-scooters on footpaths, Welwyn East",
}
"""What gave way to what."""
HEARD: Final = {
    "Youths on the roof of the parade": WOODHALL.title,
    "Group outside the takeaway each evening": WOODHALL.title,
    "Smashed bus shelter": WOODHALL.title,
    "Off-road bikes on the bridleway on Sunday": BIKES.title,
    "Shoplifters running through the precinct": RETAIL.title,
    "Graffiti again on the garage doors": "Graffiti, Haldens",
    "Speeding past the school": "Speeding, Heronswood Road",
    "E-scooter nearly hit a pushchair": "E-scooters on footpaths, Welwyn East",
    "Fly-tipping behind the garages": "Fly-tipping by the garages, Haldens",
    "Shed broken into, what can I do?": "Shed and garage burglary, Welwyn West",
}
"""What residents wrote of, and the priority for it while that is live."""
HELD: Final = {
    "Surgery, Woodhall shops": WOODHALL.title,
    "Street surgery, Woodhall shops": WOODHALL.title,
    "Friday group with the youth project": WOODHALL.title,
    "Visits, Woodhall parade": RETAIL.title,
    "Visits to new traders": RETAIL.title,
    "Street meet, Panshanger shops": BIKES.title,
    "Street meet, Haldens": "Graffiti, Haldens",
    "Assembly on e-scooters": "E-scooters on footpaths, Welwyn East",
    "Shed alarms, Saturday market": "Shed and garage burglary, Welwyn West",
}
"""Events that were held for a priority while it was live."""
ANNOUNCED: Final = frozenset({"surgery", "beat_meeting", "drop_in", "street_meet", "stall"})
"""Kinds of events that the public may read of."""
NAMED: Final = ("1187", "7214", "7231")
"""Who may be named to the public."""
JOBS: Final = (
    Job(WOODHALL.title, "analysis", "Walk the alley with Greenfold after dark", "7214", 9, 0, 18),
    Job(WOODHALL.title, "response", "Ask the takeaway about its bench", "7214", 30, 6, None),
    Job(WOODHALL.title, "response", "Write to both heads of year", "1432", 40, -3, None),
    Job(WOODHALL.title, "assessment", "Count the calls of November", "1187", 60, 9, None),
    Job(RETAIL.title, "response", "Layout visit to the last two stores", "1509", 25, 4, None),
    Job(RETAIL.title, "scanning", "Thefts by hour from the five stores", "1509", 3, 0, 12),
    Job(BIKES.title, "response", "Posters to the two petrol stations", "7248", 20, 0, 35),
    Job(BIKES.title, "assessment", "Ask the riding school what changed", "7248", 120, 12, None),
)
CRIME: Final = {
    "Anti-social behaviour": (21, 26, 31, 24, 19, 17),
    "Criminal damage and arson": (6, 8, 9, 7, 5, 5),
    "Shoplifting": (14, 11, 13, 15, 12, 10),
    "Violence and sexual offences": (9, 12, 10, 11, 9, 8),
}
"""So many published for Woodhall in each of six months, invented."""
CRIME_SOURCE: Final = "Invented figures for the demo, as data.police.uk publishes them"


def window(title: str) -> tuple[str | None, str | None]:
    """Give the hours of the day that a priority is about."""
    found = SIDES[title].window if title in SIDES else None
    return found or (None, None)


def days_of(job: Job, adopted: date, today: date) -> tuple[date, date | None, date | None]:
    """Give when a task was raised, is due, and was done."""
    raised = min(adopted + timedelta(job.raised), today)
    if job.done is None:
        return raised, today + timedelta(job.due), None
    done = min(adopted + timedelta(job.done), today)
    return raised, done, done
