"""What data.police.uk says of a neighbourhood, as values: checked text, days and numbers.

`None` for a whole part means that nothing was said of it; an empty one, that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Literal

Kind = Literal["neighbourhoods", "neighbourhood", "priorities", "people", "events", "boundary"]

KINDS: Final[dict[Kind, str]] = {
    "neighbourhoods": "the list of neighbourhoods",
    "neighbourhood": "the details of a neighbourhood",
    "priorities": "priorities",
    "people": "people",
    "events": "events",
    "boundary": "the boundary",
}
"""What a file can be, and what it is called."""

Contact = tuple[tuple[str, str], ...]
"""Ways to reach somebody, `("email", "…")`, in the file's order; unknown keys are kept."""


@dataclass(frozen=True)
class Point:
    """A place on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Listed:
    """A neighbourhood in a force's list."""

    id: str
    name: str


@dataclass(frozen=True)
class Priority:
    """A priority as the public reads it: what was asked, since when, what was done, when."""

    issue: str
    issued: date | None = None
    action: str = ""
    acted: date | None = None


@dataclass(frozen=True)
class Person:
    """Somebody of the team as the public knows them; the rank is whatever the force wrote."""

    name: str
    rank: str = ""
    bio: str = ""
    contact: Contact = ()


@dataclass(frozen=True)
class Event:
    """A meeting, surgery or the like; `start` and `end` are instants."""

    title: str
    type: str = ""
    description: str = ""
    address: str = ""
    start: datetime | None = None
    end: datetime | None = None
    contact: Contact = ()


@dataclass(frozen=True)
class Link:
    """A page that belongs to the neighbourhood."""

    url: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class Location:
    """A station or another place where the team can be met."""

    name: str = ""
    type: str = ""
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    description: str = ""
    at: Point | None = None


@dataclass(frozen=True)
class Neighbourhood:
    """The details of a neighbourhood; `population` is None where no number stands there."""

    id: str
    name: str
    description: str = ""
    welcome: str = ""
    url_force: str = ""
    population: int | None = None
    centre: Point | None = None
    contact: Contact = ()
    links: tuple[Link, ...] = ()
    locations: tuple[Location, ...] = ()


@dataclass(frozen=True)
class Published:
    """All that the files say together."""

    neighbourhoods: tuple[Listed, ...] | None = None
    neighbourhood: Neighbourhood | None = None
    priorities: tuple[Priority, ...] | None = None
    people: tuple[Person, ...] | None = None
    events: tuple[Event, ...] | None = None
    boundary: tuple[Point, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of anything."""
        return self == Published()

    def without_people(self) -> Published:
        """The same without names, for who has not asked for them."""
        return replace(self, people=None)


@dataclass(frozen=True)
class Remark:
    """What is to be said of a file: which item, from 1, which field, and what is so."""

    file: str
    text: str
    item: int = 0
    field: str = ""

    @property
    def sentence(self) -> str:
        """`priorities.json, item 3, action-date: “A” is not a day.`."""
        parts = [self.file]
        if self.item:
            parts.append(f"item {self.item}")
        if self.field:
            parts.append(self.field)
        return f"{', '.join(parts)}: {self.text}"


@dataclass(frozen=True)
class Source:
    """A file that was looked at: what it is, in words too, and how many items it has."""

    file: str
    kind: Kind | None
    said: str
    count: int = 0


@dataclass(frozen=True)
class Reading:
    """What came of some files. A file with a problem gives nothing at all."""

    published: Published
    sources: tuple[Source, ...] = ()
    problems: tuple[Remark, ...] = ()
    cautions: tuple[Remark, ...] = ()
    invented: tuple[str, ...] = field(default=())
    """Files of priorities whose dates have underscores: no form of police.uk; not taken."""
