"""A line of the comparison: what the public sees, what is held here, and what could be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from snt_desk.domain import clock
from snt_desk.domain.police_uk.shapes import (
    Event,
    Listed,
    Neighbourhood,
    Person,
    Point,
    Priority,
)

Part = Literal["priorities", "events", "people", "details", "boundary"]
State = Literal["differs", "only public", "unpublished", "still public", "left", "same"]
Side = Literal["public", "here", ""]
Public = Priority | Event | Person | Neighbourhood | Listed | tuple[Point, ...] | None

PARTS: Final[dict[Part, str]] = {
    "priorities": "Priorities",
    "events": "Events",
    "people": "People",
    "details": "The neighbourhood",
    "boundary": "Boundary",
}
"""In the order in which they are looked at."""

STATES: Final[dict[State, str]] = {
    "differs": "Differs",
    "only public": "Only public",
    "unpublished": "Not published yet",
    "still public": "Closed here, still public",
    "left": "Published, not posted here",
    "same": "The same",
}
"""What is so, in words; what asks for something first."""


@dataclass(frozen=True)
class Difference:
    """A field that says one thing in public and another here, and which side is newer, if known."""

    field: str
    public: str
    here: str
    newer: Side = ""

    @property
    def words(self) -> str:
        """`Action: public “…”, here “…”; here is newer`."""
        said = f"{self.field}: public {_quoted(self.public)}, here {_quoted(self.here)}"
        return f"{said}; {NEWER[self.newer]}" if self.newer else said


NEWER: Final[dict[Side, str]] = {"public": "public is newer", "here": "here is newer", "": ""}


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


@dataclass(frozen=True)
class Line:
    """One thing that is compared. `takes` says what *Take over* would do; empty if nothing.

    `wanted` lines are ticked at first. `ref` is the record here, `public` what stands there.
    """

    id: str
    part: Part
    state: State
    title: str
    says: str = ""
    differences: tuple[Difference, ...] = ()
    takes: str = ""
    wanted: bool = False
    ref: str = ""
    public: Public = None

    @property
    def newer(self) -> Side:
        """Which side is newer, where a date says so of one side alone."""
        sides = {one.newer for one in self.differences} - {""}
        return sides.pop() if len(sides) == 1 else ""

    @property
    def sentence(self) -> str:
        """All that is to be said of it, for a terminal or a screen reader."""
        said = [f"{STATES[self.state]}: {self.title}", *(one.words for one in self.differences)]
        if self.says:
            said.append(self.says)
        return f"{'. '.join(one.removesuffix('.') for one in said)}."


def day_words(day: date | None) -> str:
    """A day as it is shown; empty for none."""
    return "" if day is None else clock.long_day(day)


def fold(text: str) -> str:
    """The letters and digits of a text: spelling alike is the same, punctuation says nothing."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())


_SHORT: Final = 3


def likeness(one: str, other: str) -> float:
    """How much of the shorter of two folded texts is in the other, by its words, 0 to 1."""
    first, second = words_of(one), words_of(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least >= 2 else 0.0


def words_of(folded: str) -> frozenset[str]:
    """The words that tell one text from another: not `to`, `the`, `in`."""
    return frozenset(word for word in folded.split() if len(word) > _SHORT)
