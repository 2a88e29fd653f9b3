"""The plans behind the demo's priorities, round by round: what was asked, done and found.

The themes and wards are those of any such team; events and figures are invented.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Plan(NamedTuple):
    """A priority in words; the last two are for when it is closed."""

    title: str
    theme: str
    place: str
    action: str
    objective: str
    scanning: str
    analysis: str
    response: str
    result: str | None = None
    assessment: str | None = None


WOODHALL: Final = Plan(
    title="ASB at Woodhall shops",
    theme="asb",
    place="WOOD",
    action="The housing provider is pricing a gate for the alley behind the shops.",
    objective="Fewer than six calls a week by the end of the round (was 14), "
    "and shopkeepers who say so.",
    scanning="38 calls in eight weeks, two thirds on Friday and Saturday; "
    "ten responses in the street survey.",
    analysis="A group of about twelve meets after school; the alley behind the parade is unlit "
    "and has two ways out.",
    response="Foot patrols at varied times, youth worker on Fridays, gate and lamp asked of the "
    "housing provider.",
)
RETAIL: Final = Plan(
    title="Retail crime, town centre",
    theme="retail_crime",
    place="TOWN",
    action="Two new shops have joined the radio scheme.",
    objective="A call answered on foot within ten minutes while a patrol is in the centre; "
    "all Shopwatch members on the radio.",
    scanning="Five stores report most thefts; meat, coffee and razors, late morning and at four.",
    analysis="Three exits of one store lead straight to the car park; staff changed twice "
    "this year and do not use the radio.",
    response="Patrols at the two peaks, ban notices with the stores, a layout visit to each.",
)
BIKES: Final = Plan(
    title="Off-road bikes, Panshanger",
    theme="off_road_bikes",
    place="BRID",
    action="Boulders are in at two of the three entrances; the third waits for the landowner.",
    objective="No bikes on the bridleway on three weekends of four.",
    scanning="26 reports in two months, dry weekends, two till six.",
    analysis="Riders come from three entrances with van parking; fuel is bought within a mile.",
    response="Weekend patrols by bicycle and vehicle, section 59 warnings, boulders with the "
    "council, posters at petrol stations.",
)
NOW: Final = (WOODHALL, RETAIL)

_LAST: Final = (
    Plan(
        title="Graffiti, Haldens",
        theme="damage_graffiti",
        place="HAL",
        action="The underpass has been repainted with the school.",
        objective="New tags gone within two days, and half as many.",
        scanning="31 tags in a month within 300 metres, most of them the same three.",
        analysis="Paint is bought locally; the wall by the path cannot be seen from any window.",
        response="Paint behind the counter, hedge cut, a mural by Year 8, quick cleaning.",
        result="reduced",
        assessment="31 tags a month before, 11 after. The mural is untouched. Cleaning within "
        "two days held; keep the shop agreement.",
    ),
    Plan(
        title="Speeding, Heronswood Road",
        theme="speeding",
        place="PEA",
        action="The survey went to the county council’s road safety unit.",
        objective="Average speed under 31 miles an hour at the school.",
        scanning="Raised at two beat meetings; a count showed one car in five over 35.",
        analysis="Wide, straight, no crossing for 600 metres; worst from seven to nine.",
        response="Checks twice a week, speed watch with residents, data to the county.",
        result="passed_to_partner",
        assessment="Speeds fall while we stand there and rise after. The county has the data and "
        "has put the road on its list for a crossing.",
    ),
)
_BEFORE: Final = (
    Plan(
        title="E-scooters on footpaths, Welwyn East",
        theme="e_scooters",
        place="WEE",
        action="Letters went home from both schools.",
        objective="Half the complaints of last summer.",
        scanning="17 complaints in six weeks, most near the station path.",
        analysis="Pupils ride to the station from half past seven; few know the law.",
        response="Assemblies, warnings first, then seizure; signs with the council.",
        result="reduced",
        assessment="17 complaints before, 7 after. Nine warnings, two seizures, no rider twice.",
    ),
    Plan(
        title="Shed and garage burglary, Welwyn West",
        theme="burglary",
        place="WEW",
        action="120 shed alarms have been given out with Neighbourhood Watch.",
        objective="No repeat at an address that had a visit.",
        scanning="14 sheds and garages in seven weeks, bicycles and tools.",
        analysis="Rear paths without lights; most doors had one hasp.",
        response="Visits with alarms, path patrols after dark, property marking days.",
        result="resolved",
        assessment="14 in seven weeks before, two in the twelve after. No repeats.",
    ),
    Plan(
        title="Fly-tipping by the garages, Haldens",
        theme="fly_tipping",
        place="HAL",
        action="The council’s camera is up for eight weeks.",
        objective="The two lay-bys stay clear for a month.",
        scanning="19 loads in two months at two spots.",
        analysis="Trade waste at weekends; both spots are out of sight and easy to reverse into.",
        response="Camera and notices by the council, joint checks of waste carriers.",
        result="passed_to_partner",
        assessment="19 loads before, eight after, all at one spot. The council keeps the camera "
        "and leads from now on.",
    ),
)
_YEAR_AGO: Final = (
    Plan(
        title="Parking at the school gates, Sherrards",
        theme="school_parking",
        place="SHE",
        action="A walking bus runs on three days a week.",
        objective="No car on the zigzags on four days of five.",
        scanning="41 responses from parents and neighbours; 12 cars counted on one morning.",
        analysis="Ten minutes decide it: 08:30 to 08:40. The church car park stands empty then.",
        response="Patrols at the gate, church car park opened, pupils’ own parking tickets.",
        result="replaced",
        assessment="Twelve cars before, three after. Replaced by more pressing issues; the school "
        "keeps the walking bus.",
    ),
    Plan(
        title="Thefts from cars at the station",
        theme="vehicle_crime",
        place="HAN",
        action="The operator has cut the hedge and mended two lamps.",
        objective="Fewer than three a month.",
        scanning="16 in two months, weekdays, upper deck.",
        analysis="Bags in sight in nine of 16; the upper deck has no camera.",
        response="Daily walk through, notices on cars with bags in sight, camera by the operator.",
        result="reduced",
        assessment="Eight a month before, three after. The camera helped more than the notices.",
    ),
    Plan(
        title="Youth ASB in the town centre",
        theme="youth_asb",
        place="TOWN",
        action="The youth café opens on Fridays until nine.",
        objective="Shops stay open until six on Fridays without calling us.",
        scanning="52 calls in two months, Friday from four to nine.",
        analysis="Up to forty young people with nowhere to go; six of them cause most calls.",
        response="Café with the youth project, home visits for six, patrols from four on Fridays.",
        result="resolved",
        assessment="52 calls before, 15 after, none on the last three Fridays.",
    ),
)
_LONG_AGO: Final = (
    Plan(
        title="Street drinking by the bandstand",
        theme="street_drinking",
        place="HAN",
        action="The outreach worker is there on Mondays and Thursdays.",
        objective="Families say that they use the gardens again.",
        scanning="29 calls in two months, noon to five.",
        analysis="Five regulars; two shops sell strong cans singly.",
        response="Outreach with us, order enforced, agreement with the two shops.",
        result="resolved",
        assessment="29 calls before, six after. Three of five are with the outreach service.",
    ),
    Plan(
        title="Racing by the retail park",
        theme="antisocial_driving",
        place="PAN",
        action="The operator closes the barrier at eight.",
        objective="No meeting of more than five cars.",
        scanning="20 calls, Sunday evenings.",
        analysis="Meetings are called by telephone the same day; the car park has two exits.",
        response="Barrier, section 59 warnings, traffic unit twice.",
        result="resolved",
        assessment="20 calls before, one after the barrier.",
    ),
    Plan(
        title="Drug use in the station underpass",
        theme="drugs",
        place="PASS",
        action="Lights are on all night.",
        objective="Commuters say that they use it after dark.",
        scanning="24 reports; needles found on nine mornings.",
        analysis="Dark after ten, two recesses out of sight.",
        response="Recesses bricked up by the council, checks at varied times, outreach.",
        result="no_further_action",
        assessment="Needles on two mornings in six weeks. Nothing more for a plan; checks stay.",
    ),
)
ROUNDS: Final = (_LAST, _BEFORE, _YEAR_AGO, _LONG_AGO)
"""The plans of the rounds that are over, the latest first."""

PROPOSED: Final = Plan(
    title="Parking at five schools",
    theme="school_parking",
    place="SHE",
    action="Counted at all five schools; to be decided with the next round.",
    objective="",
    scanning="Parents at five schools ask for it; counts are under way.",
    analysis="",
    response="",
)

COMMENTS: Final = {
    "asb": (
        "I walk round by the main road after dark now.",
        "The parade is loud until eleven on Fridays.",
        "They climb on the flat roof behind the launderette.",
    ),
    "youth_asb": ("There is nothing for them to do after six.", "Bangers in the underpass."),
    "retail_crime": (
        "We see the same things go every week.",
        "My staff are afraid of the last hour.",
    ),
    "off_road_bikes": ("My dog was nearly hit.", "Every dry Sunday, from two o’clock."),
    "speeding": ("Please come at half past seven.", "A crossing would help more than a camera."),
    "school_parking": (
        "Cars on the zigzags every morning.",
        "I cannot get out of my drive at nine.",
    ),
    "e_scooters": ("Two on one scooter on the footpath.",),
    "burglary": ("Our shed was opened twice.",),
    "fly_tipping": ("Mattresses by the garages again.",),
    "drugs": ("The smell in the stairwell.",),
    "vehicle_crime": ("Bags taken from three cars in one evening.",),
    "damage_graffiti": ("The mural is lovely, please more.",),
    "other": ("More of you on foot, please.", "Thank you for the beat meeting."),
    "antisocial_driving": ("The car park sounds like a race track.",),
}
"""What residents wrote beside their answers, by theme."""
