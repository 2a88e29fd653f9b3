"""What a meeting has before it and what came of it: its agenda, and who was missing.

An agenda is drawn up from what is open; each thing stands on it once, however it came there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from snt_desk.domain.drafts import Problem, as_compared


@dataclass(frozen=True)
class AgendaItem:
    """One thing a meeting has before it, what was said of it, and what was decided.

    It may be about an action that was open, or a priority that was live: their refs.
    """

    text: str = ""
    action: str | None = None
    priority: str | None = None
    said: str | None = None
    decided: str | None = None

    @property
    def reached(self) -> bool:
        """Whether the meeting came to it: something was said or decided."""
        return bool((self.said or "").strip() or (self.decided or "").strip())


@dataclass(frozen=True)
class Missing:
    """Who was asked and did not come: one of the team by collar, or an organisation by ref.

    `apologies` where they said so before.
    """

    collar: str | None = None
    partner: str | None = None
    apologies: bool = False


def laid_out(there: Iterable[AgendaItem], *drawn: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Lay what was drawn up after what is there already, in that order; each thing once."""
    found: list[AgendaItem] = []
    known: set[tuple[str, str]] = set()
    for one in there:
        found.append(one)
        known.update(_names(one))
    for one in (each for some in drawn for each in some):
        if known.isdisjoint(_names(one)):
            found.append(one)
            known.update(_names(one))
    return tuple(found)


def _names(one: AgendaItem) -> Iterator[tuple[str, str]]:
    """What an item is known by: its record, or else its words."""
    if one.action:
        yield "action", one.action
    elif one.priority:
        yield "priority", one.priority
    else:
        yield "text", as_compared(one.text)


def standing(text: str | None) -> tuple[AgendaItem, ...]:
    """Read the standing items of a series, one a line."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(AgendaItem(line) for line in lines if line)


def problems(
    items: Iterable[AgendaItem],
    missing: Collection[Missing],
    officers: Collection[str],
    partners: Collection[str],
) -> Iterator[Problem]:
    """Say what cannot be true, or is missing; of the items by number: `item2`.

    `officers` and `partners` are those who came.
    """
    for number, item in enumerate(items, start=1):
        if not item.text.strip():
            yield Problem(f"item{number}", "Enter what it is about.")
    who = [(one.collar, one.partner) for one in missing]
    if any((one.collar is None) == (one.partner is None) for one in missing):
        yield Problem("missing", "Choose who was missing: one of the team, or an organisation.")
    elif len(set(who)) < len(who):
        yield Problem("missing", "Name each who was missing once.")
    elif any(one.collar in officers or one.partner in partners for one in missing):
        yield Problem("missing", "Nobody can have come and be missing as well.")
