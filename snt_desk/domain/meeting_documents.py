"""Agenda, minutes and list of actions of a meeting, as the parts of a document.

What is put together is what the records say, no more. What may not be told to somebody who gets
it is left out, and is named to who sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from snt_desk.domain import clock, spoken
from snt_desk.domain.partners import is_overdue
from snt_desk.domain.public_page import Block, lines_of

Document = Literal["agenda", "minutes", "actions"]
DOCUMENTS: Final[Mapping[Document, str]] = {
    "agenda": "Agenda",
    "minutes": "Minutes",
    "actions": "List of actions",
}
"""What there is of a meeting, and what it is called."""
ANYBODY: Final = None
"""In place of those who may be told: it may be told to whoever is asked."""
NOT_REACHED: Final = "Not reached: it is on the next agenda."


@dataclass(frozen=True)
class Partner:
    """An organisation that was asked; `told` is what its record says may be told to it.

    `people` are those there to whom something else may be told: their names, and what.
    """

    ref: str
    name: str
    told: str = ""
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ActionFacts:
    """What was undertaken by whom; `may_know` are the refs of those who may be told of it.

    It is known by its `ref`: two may say the same.
    """

    ref: str
    text: str
    owner: str
    due: date | None
    closed: date | None
    outcome: str = ""
    may_know: frozenset[str] | None = ANYBODY


@dataclass(frozen=True)
class ItemFacts:
    """An item of the agenda, and the action that it is about."""

    text: str
    said: str = ""
    decided: str = ""
    action: ActionFacts | None = None
    may_know: frozenset[str] | None = ANYBODY

    @property
    def reached(self) -> bool:
        """Whether the meeting came to it: then it was spoken of before all who were there."""
        return bool(self.said or self.decided)


@dataclass(frozen=True)
class MeetingFacts:
    """All that documents of a meeting say; people by rank and surname, organisations by name.

    `asked` are the organisations, whether they came or not. `actions` came of the meeting. `next`
    is when the following one is, where that is known. `on` is the day of the document.
    """

    team: str
    title: str
    start: datetime
    on: date
    end: datetime | None = None
    venue: str = ""
    came: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    asked: tuple[Partner, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    notes: str = ""
    actions: tuple[ActionFacts, ...] = ()
    next: datetime | None = None


@dataclass(frozen=True)
class Made:
    """A document, and the words of what was left out of it."""

    title: str
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()


@dataclass
class _Kept:
    """Who gets it (None: only the team itself), and what may not be told to them."""

    recipients: Collection[str] | None
    left_out: list[str] = field(default_factory=list)

    def items(self, items: Iterable[ItemFacts], *, held: bool) -> list[ItemFacts]:
        spoken_of = [held and one.reached for one in items]
        pairs = zip(items, spoken_of, strict=True)
        return [one for one, said in pairs if said or self._may(one.may_know, one.text)]

    def actions(self, actions: Iterable[ActionFacts]) -> list[ActionFacts]:
        return [one for one in actions if self._may(one.may_know, one.text)]

    def _may(self, may_know: frozenset[str] | None, text: str) -> bool:
        if self.recipients is None or may_know is ANYBODY or may_know.issuperset(self.recipients):
            return True
        if text not in self.left_out:
            self.left_out.append(text)
        return False


def made(document: Document, facts: MeetingFacts, recipients: Collection[str] | None) -> Made:
    """Put a document together for these organisations, by their refs; None: a copy of one's own."""
    kept = _Kept(recipients)
    parts: dict[Document, Callable[[MeetingFacts, _Kept], Iterator[Block]]] = {
        "agenda": _agenda,
        "minutes": _minutes,
        "actions": _actions,
    }
    title = f"{' '.join(facts.title.split())}: {DOCUMENTS[document].lower()}"
    head = [
        Block("title", title),
        Block("paragraph", _when(facts)),
        Block("paragraph", facts.team),
    ]
    return Made(title, (*head, *parts[document](facts, kept)), tuple(kept.left_out))


def _when(facts: MeetingFacts) -> str:
    day = clock.local_day(facts.start)
    said = f"{spoken.weekday(day)} {day.year}, {clock.wall(facts.start)}"
    if facts.end is not None:
        said = f"{said} to {clock.wall(facts.end)}"
    return ", ".join(filter(None, (said, " ".join(facts.venue.split()))))


# --- The agenda -------------------------------------------------------------------------------


def _agenda(facts: MeetingFacts, kept: _Kept) -> Iterator[Block]:
    yield from _listed("Asked", [*facts.came, *facts.apologies, *facts.absent])
    items = kept.items(facts.items, held=False)
    yield Block("heading", "Agenda")
    if not items:
        yield Block("paragraph", "Nothing is on it yet.")
    for number, item in enumerate(items, start=1):
        about = f" ({_undertaken(item.action)})" if item.action else ""
        yield Block("paragraph", f"{number}. {item.text}{about}")


def _listed(heading: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Block("heading", heading)
        yield from (Block("item", line) for line in lines)


def _undertaken(action: ActionFacts) -> str:
    """Say who does it and by when: `The Council, by 13 November 2026`."""
    if action.closed is not None:
        return f"{action.owner}, done {spoken.day_of_year(action.closed)}"
    return f"{action.owner}, by {spoken.day_of_year(action.due)}" if action.due else action.owner


# --- The minutes ------------------------------------------------------------------------------


def _minutes(facts: MeetingFacts, kept: _Kept) -> Iterator[Block]:
    yield from _listed("Who came", facts.came)
    yield from _listed("Apologies", facts.apologies)
    yield from _listed("Did not come", facts.absent)
    for number, item in enumerate(kept.items(facts.items, held=True), start=1):
        yield from _item(number, item)
    if facts.notes.strip():
        yield Block("heading", "Decisions and notes")
        yield from lines_of(facts.notes)
    actions = kept.actions(facts.actions)
    yield from _listed("Actions", [_line(one) for one in actions])
    if facts.next is not None:
        day = clock.local_day(facts.next)
        when = f"{spoken.weekday(day)} {day.year}, {clock.wall(facts.next)}"
        yield from (Block("heading", "Next meeting"), Block("paragraph", when))


def _item(number: int, item: ItemFacts) -> Iterator[Block]:
    yield Block("heading", f"{number}. {item.text}")
    if item.action is not None:
        yield Block("paragraph", f"{_undertaken(item.action)}.")
    if not item.reached:
        yield Block("paragraph", NOT_REACHED)
    yield from lines_of(item.said)
    decided = lines_of(item.decided)
    if decided:
        yield Block("paragraph", f"Decided: {decided[0].text}")
    yield from decided[1:]


# --- The actions ------------------------------------------------------------------------------


def _actions(facts: MeetingFacts, kept: _Kept) -> Iterator[Block]:
    yield Block("paragraph", f"As they stand on {spoken.day_of_year(facts.on)}.")
    before = [one.action for one in facts.items if one.action is not None]
    every = kept.actions({one.ref: one for one in (*before, *facts.actions)}.values())
    every.sort(key=lambda one: (one.due is None, one.due or date.max))
    is_open = [one for one in every if one.closed is None]
    over = [one for one in is_open if is_overdue(one.due, None, facts.on)]
    yield from _listed("Overdue", [_line(one) for one in over])
    yield from _listed("Open", [_line(one) for one in is_open if one not in over])
    yield from _listed("Done", [_line(one) for one in every if one.closed is not None])
    if not every:
        yield Block("paragraph", "There are none.")


def _line(action: ActionFacts) -> str:
    """One action in one line: what, by whom, by when, and what came of it."""
    said = f"{spoken.sentence(action.text)} {_undertaken(action)}."
    return f"{said} {spoken.sentence(action.outcome)}" if action.outcome else said
