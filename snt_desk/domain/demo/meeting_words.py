"""The demo's partners, what it meets them for, and what is said and agreed there.

Public bodies have their own names; everybody and everything else is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from snt_desk.domain.demo.year import FRIDAY, THURSDAY, TUESDAY, WEDNESDAY


class Organisation(NamedTuple):
    """A partner of the team; the phone number is in the range kept for fiction."""

    name: str
    kind: str
    contact: str | None = None
    phone: str | None = None


ORGANISATIONS: Final = {
    "council": Organisation(
        "Welwyn Hatfield Borough Council", "district_council", "Marcia Penrose-Hill", "01632 960114"
    ),
    "county": Organisation(
        "Hertfordshire County Council, road safety", "county_council", "Imran Westlake"
    ),
    "parish": Organisation("Parish council, Welwyn", "parish_council", "Gwen Atterby"),
    "housing": Organisation(
        "Greenfold Homes", "housing_provider", "Stefan Kowalik", "01632 960171"
    ),
    "larkspur": Organisation(
        "Larkspur Housing Trust", "housing_provider", "Abena Forde", "01632 960188"
    ),
    "residents": Organisation(
        "Peartree Residents’ Group", "residents", "Dilys Marchbank", "07700 900421"
    ),
    "watch": Organisation(
        "Neighbourhood Watch, Handside", "neighbourhood_watch", "Colin Rusholme", "07700 900467"
    ),
    "primary": Organisation("Wickfold Primary School", "school", "Tamsin Overley"),
    "academy": Organisation("Thistledown Academy", "school", "Joel Adeyinka", "01632 960206"),
    "fire": Organisation("Hertfordshire Fire and Rescue Service", "fire_rescue"),
    "youth": Organisation("Lantern Youth Project", "youth_service", "Bryony Castell"),
    "shops": Organisation("Town Centre Shopwatch", "business", "Farah Lindley", "01632 960233"),
    "outreach": Organisation("Open Table outreach", "voluntary", "Marek Sandiford"),
    "church": Organisation("St Aldhelm’s Church", "faith", "Ruth Okonedo-Vale"),
    "health": Organisation("Community mental health team", "health"),
    "councillors": Organisation("Ward councillors, Peartree", "elected_member"),
}
"""The partners by a short name of our own."""

STREET_PARTNERS: Final = {"council": 50, "youth": 20, "housing": 15, "outreach": 10, "fire": 5}
"""Whose staff come along on patrol, and how often."""


@dataclass(frozen=True)
class Series:
    """A meeting that comes every so many months, on the same weekday of the month.

    `actions` are texts with their owner: a partner's short name, or a role.
    """

    kind: str
    title: str
    week: int
    weekday: int
    begins: tuple[int, int]
    lasts: int
    partners: tuple[str, ...]
    minutes: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    every: int = 1
    phase: int = 0
    theme: str | None = None
    officers: int = 1
    place: str | None = None


SERIES: Final = (
    Series(
        kind="asb_panel",
        title="ASB panel",
        week=4,
        weekday=WEDNESDAY,
        begins=(10, 0),
        lasts=90,
        partners=("council", "housing", "larkspur", "youth"),
        theme="asb",
        minutes=(
            "Eleven cases, three closed. Two to the next stage, housing leads.",
            "Parade: calls down for the second month. Gate still to be priced.",
            "Warning letters for four tenancies. One injunction to be prepared by the council.",
            "Cases shared by all agencies gone through; no new ones.",
            "Youth project has three places left on the Friday group.",
        ),
        actions=(
            ("Quote for a gate on the alley behind the shops", "housing"),
            ("Bring next month’s figures for the parade", "sergeant"),
            ("Youth worker rota for the next quarter", "youth"),
            ("Joint visit to the two flats above the shops", "pcso"),
            ("Draft community protection warning for review", "council"),
            ("Diary sheets to four residents", "pcso"),
            ("Letter to tenants about the stairwell door", "larkspur"),
            ("Check the camera’s view of the alley", "council"),
        ),
    ),
    Series(
        kind="csp_tasking",
        title="Community safety tasking",
        week=1,
        weekday=TUESDAY,
        begins=(14, 0),
        lasts=120,
        partners=("council", "county", "fire", "health"),
        minutes=(
            "Three hot spots kept. Station underpass added for six weeks.",
            "Agreed who does what at the lantern parade.",
            "Fire service brings bin fires; wardens take the two estates.",
            "Hot-spot hours planned against hours done; night visits still short.",
        ),
        actions=(
            ("Lamp in the underpass: date from the contractor", "council"),
            ("Hot-spot plan for the next month", "sergeant"),
            ("Traffic counts for two roads", "county"),
            ("Bin-fire map for the wardens", "fire"),
            ("Signs for the public spaces order", "council"),
        ),
    ),
    Series(
        kind="pubwatch_shopwatch",
        title="Shopwatch",
        week=2,
        weekday=THURSDAY,
        begins=(9, 30),
        lasts=60,
        partners=("shops", "council"),
        theme="retail_crime",
        place="TOWN",
        minutes=(
            "Eleven shops there. Radio etiquette again. Two on the ban list renewed.",
            "Nine shops. Same three products. Layout visits offered.",
            "Fourteen shops. Good figures last month; keep the patrol at four.",
            "New chair from next meeting. Body-worn video for guards discussed.",
        ),
        actions=(
            ("Shopwatch radio for two new shops", "shops"),
            ("Layout visit to the chemist", "pcso"),
            ("Ban list to all members", "shops"),
            ("Crime prevention talk for new staff", "pcso"),
        ),
    ),
    Series(
        kind="internal",
        title="Team meeting",
        week=3,
        weekday=TUESDAY,
        begins=(14, 15),
        lasts=45,
        partners=(),
        officers=5,
        minutes=(
            "Priorities gone through one by one. Leave for the next quarter settled.",
            "More visits after dark. Bikes back from the workshop on Friday.",
            "Notebook checks done. Thanks for the weekend.",
            "Welcome to the new colleague. Beats shared out again.",
        ),
        actions=(
            ("Book the bicycles in for service", "pcso"),
            ("Update the named officer’s page", "pcso"),
            ("Plan late cover for the holidays", "sergeant"),
        ),
    ),
    Series(
        kind="housing_liaison",
        title="Housing liaison",
        week=3,
        weekday=WEDNESDAY,
        begins=(11, 0),
        lasts=60,
        partners=("housing", "larkspur"),
        every=2,
        minutes=(
            "Nine tenancies. Two doors to be mended. A walkabout is planned.",
            "Communal doors, bulky waste, one garage let without papers.",
        ),
        actions=(
            ("Mend the communal door in block C", "larkspur"),
            ("Walkabout date for the estate", "pcso"),
            ("List of empty garages", "housing"),
        ),
    ),
    Series(
        kind="problem_solving",
        title="Parking at schools",
        week=2,
        weekday=FRIDAY,
        begins=(15, 30),
        lasts=60,
        partners=("county", "primary", "academy", "council"),
        every=3,
        phase=1,
        theme="school_parking",
        place="SHE",
        minutes=(
            "Counts from five schools. Church car park could open at eight.",
            "Zigzags clear on most days. Coaches next.",
        ),
        actions=(
            ("Letter to parents about parking", "pcso"),
            ("Ask the church about its car park", "primary"),
            ("Repaint the zigzags", "county"),
        ),
    ),
    Series(
        kind="public_meeting",
        title="Public meeting, village hall",
        week=3,
        weekday=THURSDAY,
        begins=(19, 0),
        lasts=90,
        partners=("residents", "watch", "councillors"),
        every=4,
        phase=2,
        officers=2,
        place="PEA",
        minutes=(
            "42 residents. Speeding, the parade, lights. Priorities explained, hands counted.",
            "31 residents. Thanks for the bridleway work; parking at drop-off raised by many.",
        ),
        actions=(
            ("Answer the question on lamp columns in writing", "council"),
            ("Put the slides on the website", "pcso"),
        ),
    ),
    Series(
        kind="parish_council",
        title="Parish council",
        week=1,
        weekday=WEDNESDAY,
        begins=(19, 30),
        lasts=60,
        partners=("parish",),
        every=3,
        place="WEW",
        minutes=(
            "Report given. Speed watch wants two more volunteers.",
            "Report given. Thanks for the rural patrols.",
        ),
        actions=(("Speed watch training for two", "pcso"), ("Site for the new sign", "parish")),
    ),
    Series(
        kind="safeguarding",
        title="Adults at risk, quarterly",
        week=4,
        weekday=TUESDAY,
        begins=(10, 0),
        lasts=75,
        partners=("health", "council", "outreach"),
        every=3,
        phase=2,
        minutes=("Pathway agreed for calls about the same address.", "No names in these minutes."),
        actions=(("One-page pathway for front desks", "health"),),
    ),
    Series(
        kind="asb_case_review",
        title="ASB case review",
        week=1,
        weekday=THURSDAY,
        begins=(13, 0),
        lasts=90,
        partners=("council", "housing"),
        every=6,
        phase=4,
        minutes=("Threshold met. Four recommendations, all accepted.",),
        actions=(("Answer to the applicant within the time set", "council"),),
    ),
)
