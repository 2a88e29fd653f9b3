"""Beginning the next round in one go: what becomes of each live priority, and what is adopted.

The live ones go on, close, or give way to one of the proposed; any of the proposed is adopted.
All of it happens on the day on which the round begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.priorities import MANY_LIVE, REPLACED
from snt_desk.domain.rounds import RoundDraft

CONTINUE: Final = "continue"
CLOSE: Final = "close"
REPLACE: Final = "replace"
Decision = Literal["continue", "close", "replace"]


@dataclass(frozen=True)
class Candidate:
    """A priority that is live, since its `day`, or proposed, raised on it.

    `feedback` counts the residents who asked for it.
    """

    ref: str
    title: str
    place: str
    day: date
    feedback: int


@dataclass(frozen=True)
class Fate:
    """What becomes of a live priority; `by` is the ref of the one that replaces it."""

    ref: str
    decision: Decision = CONTINUE
    result: str | None = None
    assessment: str | None = None
    by: str | None = None

    @property
    def outcome(self) -> str | None:
        """What came of it, as it is saved; None while it goes on."""
        if self.decision == CONTINUE:
            return None
        return REPLACED if self.decision == REPLACE else self.result


@dataclass(frozen=True)
class NextRound:
    """All that is decided as a round begins; `adopted` are refs of proposed priorities.

    Of what is not among the `fates` nothing was decided: it goes on.
    """

    draft: RoundDraft = field(default_factory=RoundDraft)
    fates: tuple[Fate, ...] = ()
    adopted: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[str, ...]:
        """The refs of all that are adopted, those among them that replace another included."""
        replacing = [one.by for one in self.fates if one.decision == REPLACE and one.by]
        return tuple(dict.fromkeys((*self.adopted, *replacing)))

    @property
    def ended(self) -> tuple[Fate, ...]:
        """Those that do not go on."""
        return tuple(one for one in self.fates if one.decision != CONTINUE)

    def live(self, before: int) -> int:
        """Count those that will be live, of so many that are."""
        return before - len(self.ended) + len(self.taken)

    def problems(self, known: Mapping[str, Candidate]) -> Iterator[Problem]:
        """Say what cannot be true, or is missing; of a priority by its number: `result2`."""
        yield from self.draft.problems()
        replacing = Counter(one.by for one in self.fates if one.decision == REPLACE)
        for number, fate in enumerate(self.fates, start=1):
            if fate.decision == CONTINUE:
                continue
            title, since = known[fate.ref].title, known[fate.ref].day
            if self.draft.begun is not None and since > self.draft.begun:
                text = f"{title} was adopted after that day, on {clock.long_day(since)}."
                yield Problem(f"decision{number}", text)
            if fate.decision == CLOSE and not fate.result:
                yield Problem(f"result{number}", f"Choose what came of it: {title}.")
            if fate.decision == REPLACE and not fate.by:
                yield Problem(f"by{number}", f"Choose what replaces {title}.")
            elif fate.decision == REPLACE and replacing[fate.by] > 1:
                yield Problem(f"by{number}", "That one replaces another already.")
            if not (fate.assessment or "").strip():
                text = f"Write what was achieved before you close it: {title}."
                yield Problem(f"assessment{number}", text)

    def warnings(
        self, known: Mapping[str, Candidate], before: int, today: date
    ) -> Iterator[Caution]:
        """Say what looks odd, of so many that are live; it can be saved."""
        yield from self.draft.warnings(today)
        begun = self.draft.begun
        if begun is not None and begun > today:
            yield Caution("begun", "That day is still to come.")
        live = self.live(before)
        if live > MANY_LIVE:
            text = f"{live} will be live. More than {MANY_LIVE} are hard to keep up."
            yield Caution("adopted", text)
        early = [ref for ref in self.taken if begun is not None and known[ref].day > begun]
        if early:
            yield Caution("adopted", f"{known[early[0]].title} was raised after that day.")


def summed_up(chosen: NextRound, before: int) -> str:
    """Say in a line what it comes to, of so many that are live: `1 adopted, 2 continued`."""
    counts = (
        (len(chosen.taken), "adopted"),
        (before - len(chosen.ended), "continued"),
        (sum(one.decision == REPLACE for one in chosen.fates), "replaced"),
        (sum(one.decision == CLOSE for one in chosen.fates), "closed"),
    )
    said = ", ".join(f"{number} {words}" for number, words in counts if number)
    return f"{said}: {chosen.live(before)} live." if said else "Nothing will be live."


@dataclass(frozen=True)
class Said:
    """One line of what will be saved: `New`, and which."""

    heading: str
    titles: tuple[str, ...]


def said(
    chosen: NextRound, known: Mapping[str, Candidate], results: Mapping[str, str], before: int
) -> Sequence[Said]:
    """Say what becomes of each priority, of so many that are live.

    `results` are the words for what came of one.
    """
    taken = tuple(known[ref].title for ref in chosen.taken)
    going_on = tuple(known[one.ref].title for one in chosen.fates if one.decision == CONTINUE)
    if more := before - len(chosen.fates):
        going_on = (*going_on, f"{more} more")
    closed, replaced = [], []
    for one in chosen.ended:
        title = known[one.ref].title
        if one.decision == REPLACE:
            replaced.append(f"{title} by {known[one.by].title}" if one.by else title)
        else:
            result = results.get(one.result or "", "").lower()
            closed.append(f"{title} ({result})" if result else title)
    lines = (
        Said("New", taken),
        Said("Continued", going_on),
        Said("Replaced", tuple(replaced)),
        Said("Closed", tuple(closed)),
    )
    return [one for one in lines if one.titles]
