"""What the demo's team wrote about its patrols: short, and about nobody in particular.

`{n}` is a small number, `{shop}` a kind of shop (`{shop_}` as a sentence begins), `{spot}` a
spot that every ward has.
An outcome that a note speaks of is counted with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Note(NamedTuple):
    """A note, and the outcomes that it speaks of; at 0 times, as often as `{n}` says."""

    text: str
    outcomes: tuple[str, ...] = ()
    times: int = 1


SHOPS: Final = (
    "the newsagent",
    "the chemist",
    "the bakery",
    "the launderette",
    "the off-licence",
    "the takeaway",
    "the hardware shop",
    "the charity shop",
    "the post office counter",
    "the phone shop",
)
SPOTS: Final = (
    "the bus shelter",
    "the garages",
    "the play area",
    "the footbridge",
    "the allotments",
    "the back lane",
    "the bandstand",
    "the car park steps",
    "the bin store",
    "the recreation ground",
)

NOTES: Final[Mapping[str, tuple[Note, ...]]] = {
    "town_centre": (
        Note("Checked the licences of two pavement cafés for the council."),
        Note(
            "Shoppers pleased to see us. {n} asked about bike theft.", ("crime_prevention_advice",)
        ),
        Note("Spoke to {shop}: youths on the steps again on Thursdays."),
        Note("Lights out by {spot}; told the council’s street team."),
        Note("Very busy. Leaflets on purse dipping given out.", ("crime_prevention_advice",)),
        Note(
            "Begging by the cash machine: offered outreach, accepted.", ("safeguarding_referral",)
        ),
        Note("Group of {n} moved on from {spot}. No trouble.", ("informal_warning",)),
        Note("Walked the square and the station on the hour. Nothing to report."),
        Note("{shop_} asks for a word with the Shopwatch lead."),
        Note("Lost child back with his grandmother in ten minutes."),
    ),
    "evening": (
        Note("Busy but good-natured. {n} bottles emptied by {spot}.", ("alcohol_seized",), 0),
        Note("Door staff at both bars say a quiet night."),
        Note("Walked the square and the station on the hour. Nothing to report."),
        Note("Group of {n} moved on from {spot}. No trouble.", ("informal_warning",)),
        Note("Dispersal authority in place until 03:00; used once.", ("dispersal",)),
        Note("Stood at the taxi rank for a while. Orderly queue."),
        Note("One arrest, drunk and disorderly. Crime system has it.", ("arrest",)),
        Note("Street pastor out with us for the last hour."),
        Note("Lights out by {spot}; told the council’s street team."),
        Note("One search under the Act, one small bag.", ("stop_search", "drugs_seized")),
        Note("Two bars visited with the licensing sheet. Both in order."),
        Note("{n} moved on from {spot}, bottles taken.", ("alcohol_seized",), 2),
        Note("Station staff glad of us for the last trains."),
        Note("Argument by the takeaway talked down. No offences."),
    ),
    "retail": (
        Note("Called at {n} shops with the new Shopwatch sheet.", ("crime_prevention_advice",)),
        Note("{shop_} has had no thefts since last week."),
        Note("Staff at {shop} want a call when we know the date of the next meeting."),
        Note("Razor blades and coffee again. Advised on the layout.", ("crime_prevention_advice",)),
        Note("Radio check with all Shopwatch members; {n} did not answer."),
        Note(
            "Self-checkout thefts up, says the manager. Passed to the analyst.", ("intelligence",)
        ),
        Note("Banning notice served with the store’s guard."),
        Note("Detained by store staff, dealt with on the spot.", ("informal_warning",)),
        Note("CCTV at {shop} faces the wrong way since the refit. They will turn it."),
        Note("Stayed by the doors for a while. No issues."),
        Note("One arrest for theft from shop. Crime system has it.", ("arrest",)),
    ),
    "hotspot": (
        Note("All visits made as planned. Quiet."),
        Note("Two at {spot} on arrival, gone by the second visit."),
        Note("Varied the times as planned. Nobody about on the last visit."),
        Note("Cans and a burnt bin by {spot}; photographs to the council."),
        Note("Talked to {n} dog walkers. They say it is better than it was."),
        Note("Shopkeepers glad of the visits. {shop_} asks for later ones."),
        Note("Group of {n}, mostly under 16, names known to the youth worker."),
        Note("E-scooter on the footpath: rider warned.", ("informal_warning",)),
        Note("Scooter with no insurance taken.", ("e_scooter_seized",)),
        Note("Knife arch leaflets given out; one blade handed in.", ("knife_seized",)),
        Note("Strong smell of cannabis by {spot}. One search.", ("stop_search",)),
        Note("Camera column has power again."),
        Note("Second visit cut short for an immediate call."),
    ),
    "reassurance": (
        Note(
            "Knocked at {n} doors after last week’s shed break-ins.", ("crime_prevention_advice",)
        ),
        Note("Good chat with the lunch club. Scam calls the main worry."),
        Note("New neighbours’ group wants a date for a walkabout."),
        Note("Residents mention {spot}. Will look in on late turns."),
        Note("Abandoned car by {spot}: reported to the council."),
        Note("Quiet. {n} people stopped to talk."),
        Note("Called on two people who live alone. Both fine."),
        Note("Hedge over the footway at {spot} passed to highways."),
        Note("Bike marked at the roadside for a commuter.", ("crime_prevention_advice",)),
        Note("Dog fouling and parking, mostly. Told them about the survey."),
        Note("Neighbourhood Watch signs are up in the close."),
        Note("Rain all the way. Nobody about."),
    ),
    "school_run": (
        Note("{n} drivers moved from the zigzags.", ("informal_warning",), 0),
        Note("Two tickets on the double yellows.", ("fixed_penalty",), 2),
        Note("Better than last week. Head teacher came out to say thank you."),
        Note("Junior road safety officers out with us."),
        Note("Coach blocking the turning circle; driver found another spot."),
        Note("Parents ask for a crossing patrol. Passed to the county."),
        Note("Engines idling. Leaflets given out."),
        Note("No one on the zigzags at all today."),
        Note("Near miss with a cyclist, driver spoken to.", ("informal_warning",)),
        Note("Year 6 had questions about scooters."),
        Note("{n} cars over driveways. Residents kept informed."),
    ),
    "speed_check": (
        Note("{n} over the limit in an hour, top speed 41.", ("informal_warning",), 0),
        Note("Hand-held device, dry road. Three tickets.", ("fixed_penalty",), 3),
        Note("Community speed watch came along."),
        Note("Traffic slower once they see the jackets."),
        Note("One car with no insurance taken.", ("vehicle_seized",)),
        Note("Heavy rain; stopped after half an hour."),
        Note("Residents keep the count for the parish."),
    ),
    "rural": (
        Note("Gate at the bridleway chained again. Farmer has the key."),
        Note("Tracks of two motorcycles by the wood; no riders."),
        Note("Fly-tip of {n} mattresses in the lay-by: reported.", ("intelligence",)),
        Note("Walked the stables. Tack is marked now.", ("crime_prevention_advice",)),
        Note("Lamping reported last night; area quiet."),
    ),
    "welfare": (
        Note("Check by request of adult services. All well."),
        Note("No answer; neighbour saw them this morning."),
        Note("Heating off. Housing officer will call today.", ("safeguarding_referral",)),
        Note("Young person home safe when we called."),
        Note("Went with the tenancy officer. Will visit again in a week."),
    ),
    "joint_partner": (
        Note("With the council’s wardens. {n} fly-tips logged.", ("fixed_penalty",), 1),
        Note("Youth worker led; good talk with eight at {spot}."),
        Note("Housing checked the blocks, we did the garages."),
        Note("Fire service looked at the bin stores with us."),
        Note("Needle sweep with the council; {n} found and cleared."),
        Note("Tenancy warning given by housing, ours beside it.", ("cpw",)),
        Note("Licensing visits to four premises, one advised."),
    ),
    "other": (
        Note("Letters to every house in the close."),
        Note("Collected found property from {shop}."),
        Note("Posters for the beat meeting put up."),
        Note("Cordon stood down after half an hour."),
    ),
    "asb": (
        Note("Parade walked both ways each half hour. {n} moved on.", ("informal_warning",)),
        Note("Three youths moved on from the parade."),
        Note("Same group as Friday. Letters home to follow.", ("intelligence",)),
        Note("{shop_} says the evenings are better."),
        Note("Lamp in the alley is still out."),
        Note("Alcohol taken from under-age drinkers and poured away.", ("alcohol_seized",), 2),
        Note("Warning notice given, ref in the ASB file.", ("cpw",)),
        Note("Youth worker came along; we stayed at the edge."),
        Note("Nobody about."),
        Note("Residents above the shops have kept a diary for us."),
        Note("Eggs thrown at the launderette before we came."),
        Note("Dispersal used for two.", ("dispersal",), 2),
    ),
    "off_road_bikes": (
        Note("Heard two bikes by the old field, gone when we got there."),
        Note("One bike taken under section 59.", ("vehicle_seized",)),
        Note("Walkers gave a plate and a time.", ("intelligence",)),
        Note("New boulders at the entrance are doing their work."),
        Note("Rider stopped and warned under section 59.", ("informal_warning",)),
        Note("Petrol stations nearby have the poster up."),
        Note("Drone team could not fly: wind."),
        Note("Quiet, then one bike on the far side."),
    ),
    "retail_crime": (
        Note("Three stores visited, all with the radio on."),
        Note("Store detective pointed out two on the ban list. They left."),
        Note("One arrest outside the supermarket. Crime system has it.", ("arrest",)),
        Note("Goods worth about £60 back on the shelf.", ("informal_warning",)),
        Note("Walked with the Shopwatch lead. New members sign on Thursday."),
        Note("Manager at {shop} will send the footage today.", ("intelligence",)),
        Note("Stood by the exits. Nothing taken."),
    ),
    "road": (
        Note("{n} warned for speed in forty minutes.", ("informal_warning",), 0),
        Note("Two tickets, one for a phone.", ("fixed_penalty",), 2),
        Note("Revving by the retail park; one warned.", ("informal_warning",)),
        Note("Counted 212 cars, nine over 35."),
        Note("Speed watch has a new lead volunteer."),
    ),
    "property": (
        Note("Shed alarms offered at {n} doors.", ("crime_prevention_advice",), 0),
        Note("Two side gates open in the same road. Notes left."),
        Note("Walked the garages; one door forced, owner told."),
        Note("Car park: nine with bags on show. Notices left.", ("crime_prevention_advice",), 9),
        Note("Trail camera moved to the other side."),
        Note("Plates checked by the row of garages. All in order."),
    ),
    "volunteer": (
        Note("Mrs Tully had the stall leaflets; all gone by noon."),
        Note("Property marking pens handed out at the market."),
        Note("Chatted to about thirty people. Scams and parking."),
    ),
    "night": (
        Note("Industrial estate and station checked twice."),
        Note("Back roads quiet. One unlocked shop, key holder came out."),
        Note("Cars meeting by the retail park left when they saw us."),
        Note("Alarm at the school: wind."),
        Note("Helped response with a search, then back on patrol."),
        Note("Stop check, all in order."),
    ),
    "clock": (
        Note("Clocks changed while we were out."),
        Note("Clocks changed at one. Town centre emptied early."),
    ),
}
"""Notes by purpose; for a priority by its theme, or by what themes share; some by the hour."""

OF_THEME: Final[Mapping[str, str]] = {
    "asb": "asb",
    "youth_asb": "asb",
    "street_drinking": "asb",
    "drugs": "asb",
    "damage_graffiti": "asb",
    "e_scooters": "hotspot",
    "off_road_bikes": "off_road_bikes",
    "retail_crime": "retail_crime",
    "speeding": "road",
    "antisocial_driving": "road",
    "school_parking": "school_run",
    "vehicle_crime": "property",
    "burglary": "property",
    "fly_tipping": "joint_partner",
}
"""Which notes a patrol for a priority of that theme draws from."""

ODD_OUTCOMES: Final[Mapping[str, Mapping[str, float]]] = {
    "evening": {
        "informal_warning": 0.2,
        "alcohol_seized": 0.1,
        "stop_search": 0.06,
        "arrest": 0.04,
        "intelligence": 0.08,
    },
    "town_centre": {"informal_warning": 0.1, "crime_prevention_advice": 0.1, "intelligence": 0.06},
    "retail": {"crime_prevention_advice": 0.2, "arrest": 0.04, "intelligence": 0.08},
    "hotspot": {"informal_warning": 0.12, "intelligence": 0.1, "stop_search": 0.05},
    "priority": {"informal_warning": 0.15, "intelligence": 0.1, "cpw": 0.03, "cpn": 0.01},
    "school_run": {"informal_warning": 0.25, "fixed_penalty": 0.12},
    "speed_check": {"informal_warning": 0.5, "fixed_penalty": 0.3},
    "reassurance": {"crime_prevention_advice": 0.15, "safeguarding_referral": 0.03},
    "joint_partner": {"crime_prevention_advice": 0.15, "cpw": 0.08},
    "night": {"stop_search": 0.12, "arrest": 0.08, "drugs_seized": 0.04, "vehicle_seized": 0.04},
    "rural": {"intelligence": 0.15},
    "welfare": {"safeguarding_referral": 0.15},
}
"""Outcomes of patrols whose note speaks of none: how often each comes."""

NEEDS_CONSTABLE: Final = frozenset(
    {"arrest", "stop_search", "drugs_seized", "vehicle_seized", "knife_seized", "e_scooter_seized"}
)
"""Outcomes that a crew of PCSOs alone does not have."""
