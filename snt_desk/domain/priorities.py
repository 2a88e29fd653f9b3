"""Local priorities: what makes one live, how fresh its news is, and how far its plan has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeVar

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.drafts import Caution, Problem

PROPOSED: Final = "proposed"
ADOPTED: Final = "adopted"
CLOSED: Final = "closed"

MONTHS_FRESH: Final = 3
"""How long residents may wait for news of a live priority."""
SOON: Final = timedelta(days=14)
"""How long before that it is time to think of an update."""
MANY_LIVE: Final = 5
"""More live priorities than these are hard to keep up."""
MOST_MONTHS: Final = 6
"""How many months the effort of a priority is looked at for, at most."""

REPLACED: Final = "replaced"
"""The result of one that gave way to another."""

PLAN: Final = ("objective", "scanning", "analysis", "response", "assessment")
"""The stages of a plan, in order; each is a field of `PriorityDraft`."""

SIDES: Final = ("victim", "offender", "location")
"""The three sides of an analysis, each a field of `PriorityDraft`."""

Freshness = Literal["fresh", "due", "stale"]
Stage = Literal["done", "under way", "to come"]
_Day = TypeVar("_Day", date, date | None)


# --- News -------------------------------------------------------------------------------------


def told(last_update: date | None, adopted: date | None, raised: _Day) -> date | _Day:
    """Say when residents last heard of one: an update, its adoption, or at least its raising."""
    return last_update or adopted or raised


def due(told: date) -> date:
    """Give the last day on which news told that day is still fresh."""
    return clock.add_months(told, MONTHS_FRESH)


def is_stale(told: date, on: date) -> bool:
    """Whether residents have waited more than three months for news."""
    return on > due(told)


def freshness(told: date, on: date) -> Freshness:
    """Say whether news is fresh, an update is due within 14 days, or overdue."""
    if is_stale(told, on):
        return "stale"
    return "due" if on >= due(told) - SOON else "fresh"


# --- A priority being written -----------------------------------------------------------------


@dataclass(frozen=True)
class PriorityDraft:
    """A priority being written down. The status follows from the dates.

    `place` and `places`, the further ones, are codes; `partners`, `reopens`, `replaces` and
    `replaced_by` are refs. `issue` is what the public reads of it; without one it is the title.
    From `window_from` to `window_to`, `17:00`, it happens; that may be over midnight.
    """

    title: str = ""
    theme: str = ""
    place: str | None = None
    raised: date | None = None
    adopted: date | None = None
    closed: date | None = None
    result: str | None = None
    last_update: date | None = None
    action: str | None = None
    objective: str | None = None
    scanning: str | None = None
    analysis: str | None = None
    response: str | None = None
    assessment: str | None = None
    issue: str | None = None
    public: bool = False
    window_from: str | None = None
    window_to: str | None = None
    victim: str | None = None
    offender: str | None = None
    location: str | None = None
    places: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    reopens: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None

    @property
    def status(self) -> str:
        """What the dates say: proposed, adopted or closed."""
        if self.closed:
            return CLOSED
        return ADOPTED if self.adopted else PROPOSED

    @property
    def told(self) -> date | None:
        """When residents last heard of it."""
        return told(self.last_update, self.adopted, self.raised)

    @property
    def plan(self) -> tuple[str, ...]:
        """What is written of each stage (`PLAN`); empty where nothing is.

        An analysis may be written by its sides alone.
        """
        texts = {name: (getattr(self, name) or "").strip() for name in PLAN}
        sides = ((getattr(self, name) or "").strip() for name in SIDES)
        texts["analysis"] = texts["analysis"] or next(filter(None, sides), "")
        return tuple(texts.values())

    @property
    def window(self) -> str:
        """When it happens: `17:00 to 22:00`; empty if that is not said."""
        return f"{self.window_from} to {self.window_to}" if self.window_from else ""

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1, bounds)."""
        if not self.title.strip():
            yield Problem("title", "Enter what the priority is.")
        if not self.theme:
            yield Problem("theme", "Choose a theme.")
        if self.raised is None:
            yield Problem("raised", "Enter the day on which it was raised.")
        if self.closed and not self.result:
            yield Problem("result", "Choose what came of it, or take away the day of closing.")
        if self.result and not self.closed:
            yield Problem("closed", "Enter the day of closing, or take away the result.")
        if self.closed and not (self.assessment or "").strip():
            yield Problem("assessment", "Write what was achieved before you close it.")
        yield from self._window_problems()
        if self.place is None and self.places:
            yield Problem("place", "Choose the first place, or take away the further ones.")

    def _window_problems(self) -> Iterator[Problem]:
        if self.window_from and not self.window_to:
            yield Problem("window_to", "Enter until when it happens, or take away from when.")
        if self.window_to and not self.window_from:
            yield Problem("window_from", "Enter from when it happens, or take away until when.")
        if self.window_from and self.window_from == self.window_to:
            yield Problem("window_to", "Enter another time: it ends when it begins.")

    def warnings(self, today: date) -> Iterator[Caution]:
        """Say what looks odd; it can be saved."""
        for name in ("raised", "adopted", "closed", "last_update"):
            day = getattr(self, name)
            if day and day > today:
                yield Caution(name, "That day is still to come.")
        if self.raised and self.adopted and self.adopted < self.raised:
            yield Caution("adopted", "It was adopted before it was raised.")
        if self.adopted and self.closed and self.closed < self.adopted:
            yield Caution("closed", "It was closed before it was adopted.")
        if self.last_update and self.raised and self.last_update < self.raised:
            yield Caution("last_update", "The public heard of it before it was raised.")
        if self.result == REPLACED and self.closed and not self.replaced_by:
            yield Caution("replaced_by", "Choose which priority takes its place.")
        if self.place and self.place in self.places:
            yield Caution("places", "It names its first place once more.")


def too_many(draft: PriorityDraft, others: int) -> Caution | None:
    """Remark on a live one that, with so many other live ones, is more than can be kept up."""
    if draft.status != ADOPTED or others < MANY_LIVE:
        return None
    text = f"With it {others + 1} priorities are live. More than {MANY_LIVE} are hard to keep up."
    return Caution("adopted", text)


def many_live(live: int) -> tuple[str, str] | None:
    """Remark on so many live ones, if they are more than can be kept up: a title, a sentence."""
    if live <= MANY_LIVE:
        return None
    text = f"More than {MANY_LIVE} are hard to keep up. Close or replace one."
    return f"{live} priorities are live", text


def reopening(before: str, after: str) -> Problem | None:
    """Say why one does not get another status once it was closed: a new one points back to it."""
    if before != CLOSED or after == CLOSED:
        return None
    return Problem("closed", "It stays closed. Take it up again: that begins a new one.")


def again(ref: str, closed: PriorityDraft, today: date) -> PriorityDraft:
    """Begin one anew that was closed: raised today, and pointing back to it."""
    return PriorityDraft(
        title=closed.title,
        theme=closed.theme,
        place=closed.place,
        places=closed.places,
        raised=today,
        reopens=ref,
    )


# --- The plan ---------------------------------------------------------------------------------

_RESPONSE, _ASSESSMENT = PLAN.index("response"), PLAN.index("assessment")


def stages(draft: PriorityDraft) -> tuple[Stage, ...]:
    """Say of each stage (`PLAN`) whether it is done, under way or to come.

    The first that is not written is under way; but a response that is written goes on
    until it is assessed. Of a closed priority nothing is under way any more.
    """
    texts = draft.plan
    running = next((at for at, text in enumerate(texts) if not text), -1)
    if running == _ASSESSMENT:
        running = _RESPONSE
    if draft.status == CLOSED:
        running = -1
    return tuple(
        "under way" if at == running else "done" if text else "to come"
        for at, text in enumerate(texts)
    )


# --- The effort -------------------------------------------------------------------------------


def months_of_effort(draft: PriorityDraft, today: date) -> tuple[Month, ...]:
    """Say which months its effort is counted for: whole ones, the latest six at most.

    From the month of its adoption (proposed: of its raising) to this one, or to that in
    which it was closed.
    """
    last = Month.of(draft.closed or today)
    first = min(Month.of(draft.adopted or draft.raised or today), last)
    first = max(first, last.plus(1 - MOST_MONTHS))
    months = [first]
    while months[-1] < last:
        months.append(months[-1].plus(1))
    return tuple(months)
