"""An invented round as the records know it: one priority goes on, one is closed, one is still."""

from __future__ import annotations

from datetime import date

from snt_desk.domain.clock import london
from snt_desk.domain.public_facts import (
    Count,
    Gathering,
    Next,
    Partner,
    PriorityFacts,
    Promise,
    Record,
    Source,
    Stretch,
    ToCome,
    Told,
    Work,
)

SURVEY, STREET = Count("survey", "Survey", 40), Count("street", "Street", 24)
WORK = Work(
    patrols=64,
    modes=(("foot", 8700), ("bicycle", 1440), ("vehicle", 1020)),
    outcomes=(Count("arrest", "Arrest", 2), Count("dispersal", "Dispersal direction", 12)),
    events=(Gathering("E1", "Stall at the shops", date(2026, 10, 3), 31),),
    meetings=(Record("M1", "ASB panel", date(2026, 10, 6)),),
    actions=(
        Promise("A1", "Fit a gate", date(2026, 10, 6), done=True),
        Promise("A2", "Mend the lamp", date(2026, 10, 6)),
    ),
    partners=(Partner("O1", "Welwyn Hatfield Borough Council", "district_council"),),
)
SHOPS = PriorityFacts(
    ref="P1",
    title="ASB at Woodhall shops",
    adopted=date(2026, 6, 14),
    told=date(2026, 10, 26),
    issue="groups gather at the shops and shout at customers",
    action="Foot patrols at varied times, and a youth worker on Fridays.",
    standing="continued",
    said=(SURVEY, STREET),
    work=WORK,
)
GRAFFITI = PriorityFacts(
    ref="P2",
    title="Graffiti, Haldens",
    adopted=date(2026, 6, 14),
    closed=date(2026, 12, 14),
    result="reduced",
    result_label="Reduced",
    assessment="Most walls stay clean",
    standing="closed",
    said=(Count("survey", "Survey", 3),),
)
SPEEDING = PriorityFacts(
    ref="P3", title="Speeding, Heronswood Road", adopted=date(2026, 8, 14), standing="new"
)
PARKING = PriorityFacts(
    ref="P4",
    title="Parking at five schools",
    adopted=date(2026, 12, 14),
    standing="new",
    said=(Count("survey", "Survey", 64),),
    replaces="Graffiti, Haldens",
)
ROUND = Told(
    team="Welwyn Hatfield North SNT",
    on=date(2026, 12, 15),
    time=Stretch(date(2026, 8, 14), date(2026, 12, 13)),
    priorities=(GRAFFITI, SHOPS, SPEEDING),
    ref="R1",
    asked=Source("consultations", "C1", "Autumn survey"),
    next=Next("R2", date(2026, 12, 14), (SHOPS, PARKING)),
    events=(ToCome("E5", "Street meet", "Peartree", london(2026, 12, 19, 10)),),
)
