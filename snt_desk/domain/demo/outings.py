"""What kinds of patrol the demo's team makes: when, how, where, and by how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from snt_desk.domain.demo.people import BEATS
from snt_desk.domain.demo.year import FRIDAY, SATURDAY, is_school_day

FOOT, BICYCLE, VEHICLE = "foot", "bicycle", "vehicle"
_EVERY_DAY: Final = range(7)
_WEEKEND_EVENINGS: Final = (FRIDAY, SATURDAY)
_ALL_BEATS: Final = tuple(BEATS)
_OFFICERS: Final = frozenset({"pc", "pcso"})
_ANYONE: Final = frozenset({"sergeant", "pc", "pcso", "special"})
_DRIVERS: Final = frozenset({"pc"})


@dataclass(frozen=True)
class Outing:
    """A kind of patrol. `begins` are stretches of the day, in minutes from midnight.

    `crews` says how often one, two and three go; the fewest of them must be free.
    `priority` is how often it is for a priority that is live at its place, `stays` how
    often hot spots are visited, `partner` how often a partner's staff come along.
    """

    purpose: str
    weight: int
    begins: tuple[tuple[int, int], ...]
    lasts: tuple[int, int]
    modes: Mapping[str, int]
    places: tuple[str, ...] = _ALL_BEATS
    crews: Mapping[int, int] = field(default_factory=lambda: {1: 1})
    roles: frozenset[str] = _OFFICERS
    weekdays: range | tuple[int, ...] = _EVERY_DAY
    term_only: bool = False
    priority: float = 0.0
    stays: float = 0.0
    partner: float = 0.0

    def fits(self, day: date) -> bool:
        """Say whether the team goes out like this on such a day."""
        return day.weekday() in self.weekdays and (not self.term_only or is_school_day(day))


def _clock(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


_ALONE: Final = {1: 62, 2: 38}
_EVEN: Final = {1: 30, 2: 62, 3: 8}
_TOGETHER: Final = {2: 70, 3: 30}

PRIORITY: Final = Outing(
    "priority",
    105,
    begins=((_clock(9), _clock(12)), (_clock(14), _clock(20))),
    lasts=(75, 210),
    modes={FOOT: 90, BICYCLE: 10},
    crews=_EVEN,
    priority=1.0,
    stays=0.25,
)
WITH_VOLUNTEER: Final = Outing(
    "town_centre",
    60,
    begins=((_clock(10, 5), _clock(10, 30)),),
    lasts=(75, 140),
    modes={FOOT: 100},
    places=("TOWN", "HAN"),
    crews={1: 70, 2: 30},
)
NIGHT: Final = Outing(
    "town_centre",
    0,
    begins=((_clock(22), _clock(22, 45)),),
    lasts=(150, 285),
    modes={VEHICLE: 85, FOOT: 15},
    places=("TOWN", "WEW", "PAN"),
    crews={1: 30, 2: 70},
    roles=_DRIVERS,
)
RUNNING: Final = Outing(
    "priority",
    0,
    begins=((_clock(11, 30), _clock(12, 10)),),
    lasts=(60, 60),
    modes={FOOT: 100},
    places=("WOOD",),
    crews={2: 100},
)

OUTINGS: Final = (
    PRIORITY,
    Outing(
        "town_centre",
        150,
        begins=((_clock(17), _clock(19, 30)),),
        lasts=(150, 270),
        modes={FOOT: 100},
        places=("TOWN", "HAN"),
        crews=_TOGETHER,
        roles=_ANYONE,
        weekdays=_WEEKEND_EVENINGS,
        priority=0.1,
        stays=0.3,
    ),
    Outing(
        "school_run",
        30,
        begins=((_clock(8), _clock(8, 15)), (_clock(14, 40), _clock(15))),
        lasts=(55, 90),
        modes={FOOT: 80, BICYCLE: 20},
        places=("SHE", "SHE", "HAL", "PAN", "WEE"),
        crews=_ALONE,
        term_only=True,
        priority=0.75,
    ),
    Outing(
        "hotspot",
        40,
        begins=((_clock(9, 30), _clock(12)), (_clock(14, 30), _clock(20))),
        lasts=(75, 150),
        modes={FOOT: 86, BICYCLE: 14},
        places=("PEA", "HAN", "HAN", "PAN"),
        crews=_EVEN,
        priority=0.5,
        stays=1.0,
    ),
    Outing(
        "reassurance",
        25,
        begins=((_clock(8, 30), _clock(19, 30)),),
        lasts=(75, 180),
        modes={FOOT: 58, BICYCLE: 42},
        crews=_ALONE,
    ),
    Outing(
        "retail",
        22,
        begins=((_clock(10), _clock(16, 30)),),
        lasts=(75, 150),
        modes={FOOT: 100},
        places=("TOWN", "HAN", "PEA", "HAL"),
        crews=_ALONE,
        priority=0.6,
    ),
    Outing(
        "town_centre",
        16,
        begins=((_clock(10), _clock(15, 30)),),
        lasts=(90, 180),
        modes={FOOT: 90, BICYCLE: 10},
        places=("TOWN", "HAN"),
        crews=_EVEN,
        roles=_ANYONE,
        stays=0.3,
    ),
    Outing(
        "reassurance",
        22,
        begins=((_clock(18), _clock(20, 30)),),
        lasts=(80, 180),
        modes={VEHICLE: 100},
        crews=_EVEN,
        roles=_DRIVERS,
    ),
    Outing(
        "speed_check",
        12,
        begins=((_clock(7, 30), _clock(9)), (_clock(14), _clock(17))),
        lasts=(60, 110),
        modes={VEHICLE: 85, FOOT: 15},
        places=("PEA", "PAN", "WEE", "WEW"),
        crews=_EVEN,
        roles=_DRIVERS,
        priority=0.6,
    ),
    Outing(
        "joint_partner",
        9,
        begins=((_clock(10), _clock(12)), (_clock(14), _clock(18, 30))),
        lasts=(75, 150),
        modes={FOOT: 88, VEHICLE: 12},
        places=("PEA", "HAL", "HAN", "WEE"),
        crews=_ALONE,
        priority=0.3,
        partner=1.0,
    ),
    Outing(
        "welfare",
        7,
        begins=((_clock(10), _clock(18)),),
        lasts=(30, 75),
        modes={VEHICLE: 60, FOOT: 40},
        crews=_ALONE,
    ),
    Outing(
        "rural",
        7,
        begins=((_clock(9), _clock(19)),),
        lasts=(75, 130),
        modes={VEHICLE: 75, BICYCLE: 25},
        places=("WEE", "WEW", "PAN"),
        crews=_EVEN,
    ),
    Outing(
        "other",
        3,
        begins=((_clock(9), _clock(17)),),
        lasts=(40, 90),
        modes={FOOT: 60, VEHICLE: 40},
        crews=_ALONE,
    ),
)

MODES_OF_THEME: Final[Mapping[str, Mapping[str, int]]] = {
    "off_road_bikes": {VEHICLE: 40, BICYCLE: 40, FOOT: 20},
    "antisocial_driving": {VEHICLE: 90, FOOT: 10},
    "speeding": {VEHICLE: 60, FOOT: 40},
    "burglary": {FOOT: 60, BICYCLE: 25, VEHICLE: 15},
    "fly_tipping": {VEHICLE: 60, FOOT: 40},
    "vehicle_crime": {FOOT: 80, BICYCLE: 20},
}
"""How patrols for a priority go, where that is not mostly on foot."""

BICYCLE_WEATHER: Final = (40, 50, 80, 120, 150, 180, 180, 170, 140, 100, 70, 40)
"""How likely a bicycle is taken, January to December, in percent of October."""

OPERATIONS: Final[Mapping[str, str]] = {
    "asb": "Op Lantern",
    "off_road_bikes": "Op Treadle",
    "retail_crime": "Op Basket",
    "youth_asb": "Op Lantern",
    "burglary": "Op Hasp",
}
"""The name under which some patrols for such a priority run; invented."""
