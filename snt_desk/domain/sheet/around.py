"""What a sheet's words can mean: the team's people, places, priorities and partners, and codes.

Whatever a text could name is found by its key, its label or its name; which of several, or
none, is for the reader of the cell to say.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from snt_desk.domain.codes import CodeLists
from snt_desk.domain.consultations import is_open
from snt_desk.domain.sheet.kinds import plain

# Letters that no decomposition turns into the one on an English keyboard.
_STROKED: Final = str.maketrans("łøđðþħŧıæœ", "lodddhtiao")

ALSO_SAID: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "role": {
        "sergeant": ("sgt", "ps"),
        "pc": ("con", "constable"),
        "special": ("sc", "spc"),
        "volunteer": ("vol", "psv"),
    },
    "mode": {
        "foot": ("f", "onfoot", "walking", "walk"),
        "bicycle": ("b", "bike", "cycle", "pedalcycle"),
        "vehicle": ("v", "car", "van", "mobile"),
    },
    "response_channel": {
        "survey": ("onlinesurvey", "questionnaire", "form"),
        "street": ("onstreet", "inthestreet", "stall"),
        "door_knock": ("doorstep", "doorknocking", "doortodoor"),
        "email": ("mail",),
        "social": ("facebook", "twitter", "x", "instagram", "nextdoor"),
    },
    "theme": {
        "asb": ("antisocialbehaviour",),
        "vehicle_crime": ("carcrime",),
        "retail_crime": ("shoplifting", "shoptheft"),
    },
}
"""What people write for a code of a list besides its label (formats.md §2)."""


@dataclass(frozen=True)
class Somebody:
    """A member as a sheet can name him; `posted` says that he has been in a team."""

    collar: str
    first_name: str
    last_name: str
    posted: bool = True


@dataclass(frozen=True)
class Consulted:
    """A consultation as a sheet can name it, or be for; `closed` is its last day."""

    ref: str
    title: str
    opened: date
    closed: date | None = None


class Choices:
    """Things with a key and a name, one of which a text may mean."""

    def __init__(
        self,
        named: Iterable[tuple[str, str]],
        also: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.names = dict(named)
        self._by_word: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for key, name in self.names.items():
            for word in (plain(key), plain(name), *(also or {}).get(key, ())):
                if word:
                    self._by_word[word][key] = None

    def meant(self, text: str) -> tuple[str, ...]:
        """Give the keys of all that the text could mean; its very key means that alone."""
        return (text,) if text in self.names else tuple(self._by_word.get(plain(text), ()))


class People:
    """The members, one of whom a text may mean: by collar, or by a name."""

    def __init__(self, people: Iterable[Somebody]) -> None:
        self.by_collar = {one.collar: one for one in people}
        self._collars: defaultdict[str, list[str]] = defaultdict(list)
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        self._bare: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.by_collar.values():
            self._collars[one.collar.casefold()].append(one.collar)
            for name in {_name(said) for said in _names(one)}:
                self._names[name].append(one.collar)
            for name in {_without_accents(said) for said in _names(one)}:
                self._bare[name].append(one.collar)

    def meant(self, text: str) -> tuple[str, ...]:
        """Give the collars of all whom the text could mean; accents count where they decide."""
        if text in self.by_collar:
            return (text,)
        found = self._collars.get(text.casefold()) or self._names.get(_name(text))
        return tuple(found or self._bare.get(_without_accents(text)) or ())


def _names(one: Somebody) -> tuple[str, ...]:
    first, last = one.first_name, one.last_name
    return last, f"{first} {last}", f"{first[:1]} {last}"


def _name(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace("\u2019", "'").split())


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", _name(text).translate(_STROKED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Around:
    """What there is already: the chosen team, and all that a sheet may name.

    Places, priorities and partners are the team's own, a key and a name each; people are of
    the whole force, campaigns everybody's. A response that names no consultation belongs to
    the one *in_hand*, by its ref.
    """

    team: str
    codes: CodeLists
    people: tuple[Somebody, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    campaigns: tuple[tuple[str, str], ...] = ()
    consultations: tuple[Consulted, ...] = ()
    in_hand: str | None = None

    @cached_property
    def members(self) -> People:
        """The people, to be found by collar or name."""
        return People(self.people)

    @cached_property
    def _choices(self) -> dict[str, Choices]:
        return {
            "places": Choices(self.places),
            "priorities": Choices(self.priorities),
            "partners": Choices(self.partners),
            "campaigns": Choices(self.campaigns),
            "consultations": Choices((one.ref, one.title) for one in self.consultations),
        }

    def consulted(self, day: date) -> tuple[Consulted, ...]:
        """Give the consultations that a response of a day can belong to if it names none."""
        if self.in_hand is not None:
            return tuple(one for one in self.consultations if one.ref == self.in_hand)
        return tuple(one for one in self.consultations if is_open(one.opened, one.closed, day))

    def choices(self, name: str) -> Choices:
        """Give what can be chosen of a table (`places`), or of a code list (`mode`)."""
        if name not in self._choices:
            named = ((one.code, one.label) for one in self.codes.codes(name))
            self._choices[name] = Choices(named, ALSO_SAID.get(name))
        return self._choices[name]
