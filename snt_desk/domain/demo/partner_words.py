"""What the demo knows of its partners beyond a data package: people, what may be told, reviews.

Short names are those of `meeting_words.ORGANISATIONS`. All people are invented, and nobody is
named in a case review.
"""

from __future__ import annotations

from typing import Final, NamedTuple

TOLD: Final = {
    "council": "What the community safety agreement covers. No names by e-mail outside it.",
    "county": "Figures and places.",
    "parish": "What is public.",
    "housing": "What concerns its own tenancies, under the sharing agreement.",
    "larkspur": "What concerns its own tenancies, under the sharing agreement.",
    "residents": "What is public.",
    "watch": "What is public, and the wards of break-ins.",
    "primary": "What keeps pupils safe; to the head only.",
    "academy": "What keeps pupils safe; to the two heads of year only.",
    "youth": "First names only, and what the young person agreed to.",
    "shops": "What the ban scheme covers; nothing of other people.",
    "health": "Through the adults at risk pathway only.",
    "councillors": "What is public.",
}
"""What may be told to whom."""


class Named(NamedTuple):
    """Somebody at an organisation, beside its first contact; `gone` so many days ago."""

    partner: str
    name: str
    role: str
    email: str | None = None
    phone: str | None = None
    told: str | None = None
    gone: int | None = None


PEOPLE: Final = (
    Named("council", "Howard Tresillian", "ASB officer", "howard.tresillian@example.org"),
    Named("council", "Odile Farnworth", "Street wardens", phone="01632 960118", told="Places only"),
    Named("council", "Percy Loxton", "ASB officer", gone=140),
    Named("housing", "Nadia Brackenbury", "Estate manager, Peartree", phone="07700 900533"),
    Named("housing", "Emeka Stroud", "Tenancy enforcement", "emeka.stroud@example.org"),
    Named("larkspur", "Sunita Applegarth", "Neighbourhood officer", phone="01632 960190"),
    Named("academy", "Fergus Nettleham", "Head of Year 9", "fergus.nettleham@example.org"),
    Named("youth", "Kezia Dunmore", "Youth worker, Fridays", phone="07700 900561"),
    Named("county", "Lowri Hanscombe", "Crossing patrols", "lowri.hanscombe@example.org"),
)
ENDED: Final = ("Old Library Youth Club", "voluntary", 200)
"""An organisation that the team no longer works with: name, kind, since so many days."""

VENUES: Final = {
    "ASB panel": "Council offices, room 4",
    "Community safety tasking": "Council offices, chamber",
    "Shopwatch": "Back room of the bakery, market square",
    "Team meeting": "Station, briefing room",
    "Housing liaison": "Greenfold Homes, ground floor",
    "Parking at schools": "Wickfold Primary School, staff room",
    "Public meeting, village hall": "Village hall",
    "Parish council": "Parish room",
    "Adults at risk, quarterly": "By video",
    "ASB case review": "Council offices, room 2",
}
STANDING: Final = {
    "ASB panel": ("Cases of all agencies", "Young people"),
    "Community safety tasking": ("Hot spots, planned and done", "Events of the next month"),
    "Shopwatch": ("Ban list", "Radio"),
    "Team meeting": ("Priorities one by one", "Leave and late cover"),
    "Housing liaison": ("Tenancies of both sides", "Doors, lights, bulky waste"),
    "Public meeting, village hall": ("Questions from the floor",),
    "Parish council": ("Report of the team",),
}
"""What is on every agenda of a series."""
SAID: Final = (
    ("Gone through one by one; two new.", "Both to the next stage."),
    ("Quieter than last month.", None),
    ("Not everybody has seen the list.", "To be sent to all by Friday."),
    ("Patrols after dark are noticed. More asked for.", "Two a week until the next meeting."),
    ("Nothing new.", None),
    ("Costs are in; the cheaper offer lacks the lamp.", "Take the one with the lamp."),
    ("Three want to come along on a walk.", "Date by e-mail."),
)
"""What was said of an item of an agenda, and what was decided."""
STILL_OPEN: Final = "Still open."
DONE: Final = "Done."
OUTCOMES: Final = (
    "Done as agreed.",
    "Sent to all who were asked.",
    "Done, a week later than hoped.",
    "Half of it; the rest is not needed.",
)
"""What came of an action."""

CALL: Final = ("problem_solving", "Gate at Woodhall: progress call", (9, 15), 20)
"""A call every other week that has just been agreed: kind, title, time, minutes."""
SKIPPED: Final = ("Team meeting", "Training day of the whole team")
"""The series that leaves its next day out, and why."""


class Report(NamedTuple):
    """A report of an incident: days ago, which incident, by whom, to which agency."""

    ago: int
    incident: int
    reporter: str
    partner: str | None = None
    reference: str | None = None


class Review(NamedTuple):
    """A watch on repeated ASB, or a review; its days are so many before the demo's."""

    subject: str
    place: str
    begun: int
    reports: tuple[Report, ...]
    asked: int | None = None
    acknowledged: int | None = None
    decided: int | None = None
    closed: int | None = None
    outcome: str | None = None
    reference: str | None = None
    note: str | None = None


REVIEWS: Final = (
    Review(
        "Fires and shouting behind the garages, Haldens",
        "HAL",
        34,
        (
            Report(34, 1, "A", None, "0931"),
            Report(33, 1, "A", "larkspur", "LH/2207"),
            Report(12, 2, "A", None, "1044"),
        ),
        note="The first was reported twice, to us and to the trust: it counts once.",
    ),
    Review(
        "Noise and fireworks at the flats, Peartree",
        "PEA",
        41,
        (
            Report(41, 1, "A", None, "0877"),
            Report(20, 2, "B", "housing", "GH/5120"),
            Report(6, 3, "C", None, "1102"),
        ),
        asked=2,
        reference="ASBCR 26/14",
    ),
    Review(
        "Ball games and insults by the arcade, Handside",
        "HAN",
        260,
        (
            Report(260, 1, "A", "council", "WH 31877"),
            Report(231, 2, "A"),
            Report(204, 3, "A", "council", "WH 32410"),
            Report(190, 4, "A"),
        ),
        asked=188,
        acknowledged=186,
        decided=150,
        closed=120,
        outcome="recommendations",
        reference="ASBCR 26/05",
    ),
)
