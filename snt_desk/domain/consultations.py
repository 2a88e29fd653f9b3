"""Consultations as they are written down: when residents were asked, and what they said.

What is under five of anything is never told outside by its number: few enough to be somebody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from snt_desk.domain import clock, spoken
from snt_desk.domain.drafts import Caution, Problem, as_compared
from snt_desk.domain.unpublished_signs import reached

UNDER_FIVE: Final = "under five"
NOWHERE: Final = "none"
"""The code of what was said of no place; no place is called so."""
MOST_COUNTED: Final = 100_000
"""More in one response are a slip: no team has so many residents to ask."""


# --- A consultation ---------------------------------------------------------------------------


@dataclass(frozen=True)
class ConsultationDraft:
    """A time in which residents are asked; `closed` is its last day, none while it is open."""

    title: str = ""
    opened: date | None = None
    closed: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.title.strip():
            yield Problem("title", "Enter what the consultation is called.")
        if self.opened is None:
            yield Problem("opened", "Enter the day on which it opened.")
        elif self.closed is not None and self.closed < self.opened:
            yield Problem("closed", f"Enter a day from {clock.long_day(self.opened)} on.")

    def warnings(self, today: date, others: Collection[str] = ()) -> Iterator[Caution]:
        """Say what looks odd; `others` are the titles of the team's other consultations."""
        name = as_compared(self.title)
        if name and name in {as_compared(other) for other in others}:
            yield Caution("title", "There is a consultation of that name already.")
        if self.closed is not None and self.closed > today:
            yield Caution("closed", "That day is still to come. Until then it is open.")

    def outside(self, received: date) -> str:
        """Say that a day is not one of the consultation's; nothing if it is one."""
        if self.opened is not None and received < self.opened:
            return f"The consultation opened on {clock.long_day(self.opened)}."
        if self.closed is not None and received > self.closed:
            return f"The consultation closed on {clock.long_day(self.closed)}."
        return ""


def is_open(opened: date, closed: date | None, on: date) -> bool:
    """Whether residents can answer on a day."""
    return opened <= on and (closed is None or on <= closed)


def days_open(opened: date, closed: date | None, on: date) -> int:
    """Count the days on which they could, up to a day; the first and last are two of them."""
    last = on if closed is None else min(closed, on)
    return max(0, (last - opened).days + 1)


# --- A response -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResponseDraft:
    """What was said, by one or by `count`; `place` is a code, `event` the ref of where it was."""

    received: date | None = None
    channel: str = ""
    theme: str = ""
    place: str | None = None
    count: int | None = 1
    comment: str | None = None
    event: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if self.received is None:
            yield Problem("received", "Enter the day on which it was said.")
        if not self.channel:
            yield Problem("channel", "Choose how it reached you.")
        if not self.theme:
            yield Problem("theme", "Choose what it is about.")
        if self.count is None or not 1 <= self.count <= MOST_COUNTED:
            yield Problem("count", f"Enter how many said it: 1 to {MOST_COUNTED:,}.")

    def warnings(self, of: ConsultationDraft, today: date) -> Iterator[Caution]:
        """Say what looks odd in a response to that consultation; it can be saved."""
        for said in reaches_somebody(self.comment):
            yield Caution("comment", said)
        if self.received is None:
            return
        if self.received > today:
            yield Caution("received", "That day is still to come.")
        elif outside := of.outside(self.received):
            yield Caution("received", outside)


def reaches_somebody(comment: str | None) -> Iterator[str]:
    """Say of each way to reach a person that stands in a comment what it is, and what to do."""
    # Most comments have none, and a sheet may have a hundred thousand.
    if comment and any(sign == "@" or sign.isdigit() for sign in comment):
        for one in reached(comment):
            yield f"{one.text} Write what was said, not by whom."


# --- Figures in words -------------------------------------------------------------------------


def is_few(count: int) -> bool:
    """Whether so many are too few to be told outside by their number; none is no number."""
    return 0 < count < spoken.FEWEST


def told_outside(count: int) -> str:
    """Write a count as it may leave the desk: `1,284`, or `under five`."""
    return UNDER_FIVE if is_few(count) else f"{count:,}"


def compared(now: int, before: int) -> str:
    """Say in words how a count differs from the one before: `12 more`, `3 fewer`, `as before`."""
    if now == before:
        return "as before"
    if not before:
        return "new"
    if not now:
        return "none now"
    return f"{now - before:,} more" if now > before else f"{before - now:,} fewer"


def in_words(part: int, whole: int) -> str:
    """Say in words how much of a whole it is: `two thirds`; nothing if that has no plain word."""
    if not whole or not part:
        return ""
    if part == whole:
        return "all"
    hundredths = percent(part, whole)
    return next((words for least, words in _PARTS if hundredths >= least), "")


_PARTS: Final = (
    *((90, "nearly all"), (71, "three quarters"), (60, "two thirds"), (55, "more than half")),
    *((46, "half"), (38, "two fifths"), (29, "a third"), (23, "a quarter")),
)
"""From so many of a hundred on it is called so; less than a quarter has no word."""


def scanning(called: str, whole: int, by_channel: Mapping[str, int], before: int | None) -> str:
    """Write what residents said of something, as the beginning of a plan.

    `38 of 212 responses to “Autumn survey”, two thirds by survey. Last time it was 30.` The
    channels are labels, with what came by each; *before* is None where nobody asked before.
    """
    count = sum(by_channel.values())
    noun = "response" if whole == 1 else "responses"
    said = f"{count:,} of {whole:,} {noun} to “{called}”"
    channel, most = max(by_channel.items(), key=lambda one: one[1], default=("", 0))
    part = in_words(most, count)
    how = f", {part} by {_lowered(channel)}" if part else ""
    then = "" if before is None else f" Last time it was {before:,}."
    return f"{said}{how}.{then}"


def _lowered(words: str) -> str:
    """A label within a sentence; a name of capitals stays so: `OWL`, `Herts Connected`."""
    name = any(sign.isupper() for sign in words[1:])
    return words if name else words[:1].lower() + words[1:]


def percent(part: int, whole: int) -> int:
    """Give a part in whole percent of the whole, a half upwards."""
    return (200 * part + whole) // (2 * whole) if whole else 0
