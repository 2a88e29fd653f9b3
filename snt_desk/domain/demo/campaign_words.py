"""What the demo knows of its weeks of action: themes of days, plans, and what was counted."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

FIRST_OF_ALL: Final = (date(2022, 1, 17), date(2022, 1, 23))
"""The week that there was in January 2022, from Monday to Sunday."""
FIRST_TAG: Final = "#WeekOfAction2022"
FIRST_TITLE: Final = "Week of action, January 2022"
FIRST_NOTE: Final = "Before the desk was kept: only what was counted by hand."
MORE_TAGS: Final = ("#NeighbourhoodPolicing", "#HereForYou")
THEMES: Final = (
    "Seen every morning",
    "A day with a PCSO",
    "With partners on the estate",
    "Hot spots",
    "Town centre until close",
    "Property marking",
    "What came of it",
)
"""One for each day, Monday to Sunday."""
COUNTED: Final = (
    ("Warrants", (1, 2, 1)),
    ("Bicycles marked", (26, 34, 11)),
    ("Shed alarms given out", (18, 21, 9)),
    ("Surveys on doorsteps", (47, 58, 22)),
)
"""What was counted by hand: in 2022, in the last January, and so far this week."""


class Planned(NamedTuple):
    """A patrol that each week of action has: which day, how, from when, for how long, where."""

    day: int
    mode: str
    begins: tuple[int, int]
    minutes: int
    place: str
    purpose: str
    note: str | None = None


PATROLS: Final = (
    Planned(0, "foot", (7, 30), 90, "HAN", "reassurance", "Station, then the underpass"),
    Planned(1, "bicycle", (10, 0), 120, "PEA", "reassurance"),
    Planned(2, "foot", (14, 0), 90, "HAL", "joint_partner", "With the wardens"),
    Planned(3, "foot", (16, 30), 60, "WOOD", "hotspot"),
    Planned(3, "vehicle", (19, 0), 120, "BRID", "hotspot"),
    Planned(4, "foot", (20, 0), 150, "TOWN", "town_centre", "Until close"),
    Planned(5, "bicycle", (14, 0), 90, "PAN", "priority"),
)
