"""The kinds of events that the demo's team holds, how often, where and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from snt_desk.domain.demo.year import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
)


@dataclass(frozen=True)
class Occasion:
    """An event that comes in some months; `share` is how likely it is in such a month.

    `months` is empty for every month. `came` are the fewest and the most who came;
    with `advice`, half of them had crime prevention advice.
    """

    kind: str
    titles: tuple[tuple[str, str | None], ...]
    purpose: str
    week: int
    weekday: int
    begins: tuple[int, int]
    lasts: int
    came: tuple[int, int]
    share: float = 1.0
    months: tuple[int, ...] = ()
    school: bool = False
    crew: int = 1
    advice: bool = False


OCCASIONS: Final = (
    Occasion(
        kind="surgery",
        titles=(("Surgery at the library", "HAN"), ("Surgery, Woodhall shops", "WOOD")),
        purpose="consult",
        week=1,
        weekday=SATURDAY,
        begins=(10, 30),
        lasts=90,
        came=(2, 14),
    ),
    Occasion(
        kind="surgery",
        titles=(("Street surgery, Woodhall shops", "WOOD"), ("Surgery, community centre", "HAL")),
        purpose="consult",
        week=3,
        weekday=WEDNESDAY,
        begins=(15, 0),
        lasts=60,
        came=(1, 11),
    ),
    Occasion(
        kind="street_meet",
        titles=(
            ("Cuppa with a copper, Peartree", "PEA"),
            ("Street meet, Haldens", "HAL"),
            ("Street meet, Panshanger shops", "PAN"),
        ),
        purpose="involve",
        week=2,
        weekday=TUESDAY,
        begins=(11, 0),
        lasts=60,
        came=(4, 22),
    ),
    Occasion(
        kind="school_visit",
        titles=(
            ("Year 6, staying safe on the way home", "SHE"),
            ("Assembly on e-scooters", "WEE"),
            ("Mini Police, session", "PEA"),
            ("Year 8, knives and consequences", "PAN"),
        ),
        purpose="prevent",
        week=2,
        weekday=MONDAY,
        begins=(9, 30),
        lasts=60,
        came=(28, 180),
        school=True,
    ),
    Occasion(
        kind="school_visit",
        titles=(("Mini Police, session", "PEA"), ("Careers afternoon", "HAN")),
        purpose="involve",
        week=4,
        weekday=THURSDAY,
        begins=(13, 30),
        lasts=75,
        came=(18, 60),
        school=True,
        share=0.8,
    ),
    Occasion(
        kind="youth_work",
        titles=(("Friday group with the youth project", "PEA"), ("Five-a-side, cage", "HAL")),
        purpose="involve",
        week=2,
        weekday=FRIDAY,
        begins=(17, 30),
        lasts=120,
        came=(9, 26),
        share=0.85,
        crew=2,
    ),
    Occasion(
        kind="business_visit",
        titles=(("Visits to new traders", "TOWN"), ("Visits, Woodhall parade", "WOOD")),
        purpose="prevent",
        week=3,
        weekday=TUESDAY,
        begins=(10, 30),
        lasts=90,
        came=(5, 14),
        advice=True,
    ),
    Occasion(
        kind="beat_meeting",
        titles=(("Beat meeting, village hall", "PEA"), ("Beat meeting, school hall", "SHE")),
        purpose="consult",
        week=4,
        weekday=THURSDAY,
        begins=(19, 0),
        lasts=75,
        came=(11, 44),
        months=(2, 4, 6, 9, 11),
        crew=2,
    ),
    Occasion(
        kind="crime_prevention",
        titles=(("Bicycle marking, station", "HAN"), ("Shed alarms, Saturday market", "TOWN")),
        purpose="prevent",
        week=4,
        weekday=SATURDAY,
        begins=(10, 0),
        lasts=120,
        came=(15, 48),
        share=0.7,
        crew=2,
        advice=True,
    ),
    Occasion(
        kind="stall",
        titles=(("Stall at the market", "TOWN"), ("Stall in the shopping centre", "TOWN")),
        purpose="inform",
        week=3,
        weekday=SATURDAY,
        begins=(11, 0),
        lasts=120,
        came=(20, 90),
        share=0.6,
    ),
    Occasion(
        kind="walkabout",
        titles=(("Walkabout with housing and councillors", "PEA"), ("Estate walkabout", "HAL")),
        purpose="involve",
        week=1,
        weekday=MONDAY,
        begins=(10, 0),
        lasts=90,
        came=(4, 12),
        share=0.45,
    ),
    Occasion(
        kind="door_knock",
        titles=(("Door knock after the shed break-ins", "WEW"), ("Door knock, new estate", "PAN")),
        purpose="reassure",
        week=3,
        weekday=MONDAY,
        begins=(16, 0),
        lasts=105,
        came=(12, 40),
        share=0.5,
        crew=2,
    ),
    Occasion(
        kind="faith_visit",
        titles=(("Visit after Friday prayers", "HAN"), ("Lunch at St Aldhelm’s", "PEA")),
        purpose="reassure",
        week=1,
        weekday=FRIDAY,
        begins=(13, 0),
        lasts=60,
        came=(15, 70),
        share=0.4,
    ),
    Occasion(
        kind="online_q_and_a",
        titles=(("Questions and answers online", None),),
        purpose="feedback",
        week=2,
        weekday=WEDNESDAY,
        begins=(18, 30),
        lasts=45,
        came=(14, 61),
        months=(1, 5, 9),
    ),
    Occasion(
        kind="community_event",
        titles=(("Summer fête", "HAN"),),
        purpose="involve",
        week=2,
        weekday=SATURDAY,
        begins=(12, 0),
        lasts=240,
        came=(140, 400),
        months=(7,),
        crew=3,
    ),
    Occasion(
        kind="community_event",
        titles=(("Lantern parade", "TOWN"),),
        purpose="reassure",
        week=1,
        weekday=SATURDAY,
        begins=(16, 30),
        lasts=150,
        came=(200, 600),
        months=(12,),
        crew=3,
    ),
    Occasion(
        kind="drop_in",
        titles=(("Drop-in, food bank", "PEA"), ("Drop-in, college", "HAN")),
        purpose="inform",
        week=4,
        weekday=TUESDAY,
        begins=(11, 30),
        lasts=60,
        came=(6, 25),
        share=0.4,
    ),
)

CAMPAIGN_OCCASIONS: Final = (
    ("stall", "Week of action: stall at the station", "inform", "HAN", (7, 30)),
    ("street_meet", "Week of action: meet the team", "involve", "WOOD", (11, 0)),
    ("walkabout", "Week of action: walkabout with partners", "involve", "HAL", (14, 0)),
    ("crime_prevention", "Week of action: property marking", "prevent", "TOWN", (10, 30)),
    ("school_visit", "Week of action: assembly", "prevent", "PAN", (9, 15)),
)
"""On the days of a week of action, one a day: kind, title, purpose, place, when."""
