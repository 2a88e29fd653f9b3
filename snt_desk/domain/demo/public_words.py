"""What the demo knows of its events, residents and messages beyond a data package."""

from __future__ import annotations

from typing import Final, NamedTuple


class Group(NamedTuple):
    """People whom the team means to reach every so many weeks, and words of events that do."""

    name: str
    weeks: int | None
    reached_by: tuple[str, ...]


GROUPS: Final = (
    Group("Primary schools", 8, ("Year 6", "Mini Police", "At the gates")),
    Group("Secondary schools", 8, ("Year 8", "Assembly", "assembly")),
    Group("Young people, Woodhall", 6, ("Friday group", "Five-a-side")),
    Group("Shopkeepers", 6, ("Visits",)),
    Group("Students", 10, ("Drop-in, college", "Careers afternoon")),
    Group("Mosque, Friday prayers", 12, ("Visit after Friday prayers",)),
    Group("Lunch club, St Aldhelm’s", 12, ("Lunch at St Aldhelm’s",)),
    Group("Food bank", 13, ("Drop-in, food bank",)),
    Group("New estate, Panshanger", 26, ("Door knock, new estate",)),
)
LET_GO: Final = ("Old Library Youth Club", 200)
"""A group that is no more, since so many days."""

VENUES: Final = {
    "Surgery at the library": "Library, ground floor",
    "Surgery, community centre": "Community centre, small hall",
    "Beat meeting, village hall": "Village hall",
    "Beat meeting, school hall": "Wickfold Primary School",
    "Mini Police, session": "Wickfold Primary School",
    "Year 8, knives and consequences": "Thistledown Academy",
    "Assembly on e-scooters": "Thistledown Academy",
    "Bicycle marking, station": "Station, east side",
    "Stall at the market": "Market square",
    "Lunch at St Aldhelm’s": "St Aldhelm’s Church",
}
"""Where an event was, by its title."""
ESTIMATED: Final = frozenset({"stall", "community_event", "door_knock"})
"""Kinds of events at which nobody counts."""
ASKED_BACK: Final = frozenset({"surgery", "beat_meeting", "street_meet", "walkabout"})
"""Kinds of events after which something is owed to those who came."""
OWED: Final = (
    "When the lamp by the alley will be on again",
    "What the speed checks found",
    "Whether the bench can be moved",
    "Who to call about the bins",
    "What became of the three questions about parking",
)
OWED_FROM_TODAY: Final = (6, -3)
"""The latest two of them are due so many days from the demo's; all before were given."""

LASTS: Final = {"home": 45, "station": 30, "phone": 15, "street": 20, "video": 30}
"""Minutes of an appointment, by kind; an hour of any other."""

PLANNED: Final = (
    ("You told us that the shops at Woodhall", 3, 17, ("facebook", "herts_connected", "website")),
    ("ASB at Woodhall shops: The housing", 1, 12, ("facebook", "x", "herts_connected")),
    ("Before and after: the alley", 9, 16, ("facebook", "instagram")),
)
"""What is to go out: how it begins, in how many days, at what hour, where."""
SHORTER: Final = "The shops at Woodhall after dark: we walk there weekly, and a gate is coming."
"""Words of its own that the first of those has for the alerts."""
PICTURES: Final = {
    "Boulders are in": "Three boulders across the entrance of a bridleway.",
    "The mural is finished": "Two children paint the last corner of a blue mural.",
    "Bike marking": "A bicycle on a stand; a gloved hand marks its frame.",
    "Before and after": None,
}
"""Messages with a picture, by how they begin, and what that shows; of one nobody has said it."""
