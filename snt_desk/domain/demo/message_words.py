"""What the demo's team tells its residents: season by season, and in a week of action."""

from __future__ import annotations

from typing import Final

ADVICE: Final[dict[int, tuple[str, ...]]] = {
    1: (
        "New bike? Write down the frame number. We mark bikes at the station once a month.",
        "Dark afternoons: leave a light on a timer when you are out after four.",
    ),
    2: (
        "Half-term trip? Cancel deliveries and ask a neighbour to park on your drive.",
        "Sheds get opened before anybody gardens. A second lock makes a thief look elsewhere.",
    ),
    3: (
        "Fewer tools go from marked vans. Empty yours at night and say so with a sticker.",
        "The clocks go forward this month. A good day to check your outside lights.",
    ),
    4: (
        "Warm day, open window: shut it when you leave the room at the front.",
        "Going away for Easter? Do not post the airport picture until you are home.",
    ),
    5: (
        "Off-road bikes ruin a bank holiday. Tell us the day, the time and the way they left.",
        "Doorstep traders: ask for the card, shut the door, then call the firm.",
    ),
    6: (
        "Keys away from the letterbox and the front door. Cars without keys go in a minute.",
        "Carry water, not wine: the public spaces order is in force in the town centre.",
    ),
    7: (
        "Schools are out. Talk about e-scooters: here they are not legal, and we do take them.",
        "Holiday? Put the good bike inside, not in the shed.",
    ),
    8: (
        "Garden parties are fine. After eleven, think of the baby next door.",
        "Leave nothing in the car at the lake. A jacket over a bag hides nothing.",
    ),
    9: (
        "Back to school: the zigzags are for crossing, not for dropping off.",
        "Students: lock the ground floor window. It is the way in, four times of five.",
    ),
    10: (
        "Fireworks may be sold to over-18s only. Tell us who sells to children.",
        "The clocks go back this month. Reflective straps are free at our surgeries.",
    ),
    11: (
        "Parcels: have them left with a neighbour, not on the step.",
        "Sheds and garages: look at your hasp before the long evenings.",
    ),
    12: (
        "Market and shopping: bag closed, in front of you. We are in the centre until close.",
        "Home for the holidays, or away? Either way keep presents off the window sill.",
    ),
}
"""Two pieces of advice for each month."""

GOOD_NEWS: Final = (
    "Eleven bikes marked this morning at the station. Thank you for queueing in the rain.",
    "A lost wallet went home today with everything in it. Thank you to the pupil who found it.",
    "The mural is finished. Come and look at it.",
    "Mini Police passed out today. Fourteen very serious salutes.",
    "Boulders are in at the second entrance. Quiet Sunday for walkers.",
    "Two shops more on the Shopwatch radio. That makes nineteen.",
    "The lamp by the alley is on again. Thank you to the street lighting team.",
    "Coffee with the lunch club today. They know more than we do.",
    "Sixty reflective straps given away at the gates this morning.",
)
APPEALS: Final = (
    "A white van by the garages on Saturday evening: did you see it? Call 101, reference 0412.",
    "Paint on the new mural wall last night. Cameras nearby? Please look between ten and twelve.",
    "Bike taken from the library rack on Thursday: blue, child seat. Has it been offered to you?",
    "Off-road bikes on the bridleway on Sunday: did you get a picture of where they parked?",
)
INTRODUCTIONS: Final = (
    "Meet PC Tom Ridley, four years on this team. Ask him about the parade, or about bees.",
    "Meet PCSO Daniel Osei, who knows every path between Haldens and the station by bicycle.",
    "Meet PC Amira Shah. If you run a shop, you have met her already.",
    "Meet Maureen Tully, who gives two Saturdays a month to the stall at the market.",
    "Meet PCSO Beth Calloway, named officer for Peartree. Her surgery is at Woodhall shops.",
)
WEEK: Final = (
    "Our week of action begins. Find us at the station on five mornings. {tag}",
    "What does a PCSO do all day? Follow PCSO Calloway round Peartree. {tag}",
    "With the wardens and housing on the estate: nine fly-tips logged, six gone already. {tag}",
    "Hot spots, quarter of an hour each, never at the same time. That is today’s plan. {tag}",
    "Town centre tonight until close, with our Specials. Say hello. {tag}",
    "Bike marking and shed alarms at the market today. {tag}",
    "That was our week. Thank you to everybody who stopped to talk. {tag}",
)
"""One text a day, Monday to Sunday."""

IDEAS: Final = (
    ("meet_the_team", "Night with a Special: ask SC Nair", "idea"),
    ("crime_prevention", "Short film on catalytic converters?", "idea"),
    ("good_news", "Before and after: the alley behind the shops", "idea"),
    ("appeal", "Asking for the footage again", "dropped"),
    ("event_notice", "Surgery at the sports centre (hall not free)", "dropped"),
)
"""What never went out, or has not yet."""
