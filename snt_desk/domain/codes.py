"""Code lists: the words that records choose from, with their labels and when they stand.

The lists are data: teams re-label, add and retire codes, and a retired code keeps its label
in history (formats.md §1, code lists). What is here is what the program knows of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

LISTS: Final = (
    "role",
    "mode",
    "driving",
    "place_kind",
    "duty",
    "absence",
    "theme",
    "priority_status",
    "priority_result",
    "purpose",
    "outcome",
    "partner_kind",
    "meeting_kind",
    "response_channel",
    "event_kind",
    "event_purpose",
    "contact_channel",
    "contact_status",
    "appointment_kind",
    "appointment_status",
    "message_kind",
    "message_status",
    "message_channel",
)
"""The lists that every database holds, in their order; a team's own lists come after them."""

UNAVAILABLE: Final = "unavailable"
ABSTRACTED: Final = "abstracted"

RULED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "role": frozenset({"volunteer"}),
        "place_kind": frozenset({"beat", "hotspot"}),
        "priority_status": frozenset({"proposed", "adopted", "closed"}),
        "contact_status": frozenset(
            {"open", "answered", "passed_on", "no_reply_needed", "duplicate"}
        ),
        "message_status": frozenset({"idea", "draft", "approved", "posted", "dropped"}),
    }
)
"""Codes that rules depend on: they can be re-labelled, not removed."""


@dataclass(frozen=True)
class Code:
    """One code of a list; `valid_to` is the first day on which it is no longer offered."""

    list: str
    code: str
    label: str
    valid_from: date | None = None
    valid_to: date | None = None
    flags: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Say whether the code is offered on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)

    @property
    def ruled(self) -> bool:
        """Whether a rule depends on it, so that it can never be removed."""
        return self.code in RULED.get(self.list, ())

    @property
    def row(self) -> tuple[Any, ...]:
        """The code as a row of the package's table `codes`."""
        return (self.list, self.code, self.label, self.valid_from, self.valid_to, self.flags)


class CodeLists:
    """All code lists, each in its order."""

    def __init__(self, codes: Iterable[Code]) -> None:
        lists: dict[str, dict[str, Code]] = {name: {} for name in LISTS}
        for one in codes:
            lists.setdefault(one.list, {})[one.code] = one
        names = (*LISTS, *sorted(lists.keys() - set(LISTS)))
        self._lists = {name: lists[name] for name in names}

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> CodeLists:
        """Make the lists from rows of the package's table `codes`, in the order of the rows."""
        return cls(Code(*row) for row in rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The lists: those of every database in their order, then the team's own by name."""
        return tuple(self._lists)

    def all(self) -> tuple[Code, ...]:
        """Give every code, list by list: the order of an export."""
        return tuple(code for codes in self._lists.values() for code in codes.values())

    def codes(self, name: str) -> tuple[Code, ...]:
        """Give the codes of a list in their order; a list that is not there has none."""
        return tuple(self._lists.get(name, {}).values())

    def offered(self, name: str, day: date) -> tuple[Code, ...]:
        """Give the codes of a list that a form offers for a day."""
        return tuple(code for code in self.codes(name) if code.valid_on(day))

    def find(self, name: str, code: str) -> Code | None:
        """Give a code, or None if the list lacks it."""
        return self._lists.get(name, {}).get(code)

    def label(self, name: str, code: str) -> str:
        """Give the words for a code; the code itself if the list lacks it."""
        found = self.find(name, code)
        return found.label if found else code

    def place(self, name: str, code: str) -> int:
        """Say where in its list a code stands, from 0; a code that it lacks comes last."""
        return next(
            (at for at, known in enumerate(self._lists.get(name, {})) if known == code),
            len(self._lists.get(name, {})),
        )


def after_import(
    standing: CodeLists,
    coming: CodeLists,
    seeded: CodeLists,
    used: Collection[tuple[str, str]],
) -> CodeLists:
    """Give the lists as they are after an import (formats.md §1, code lists).

    A list with rows in the package has these first, with their labels, dates and flags. A
    code that the package lacks goes if it is as seeded, no rule depends on it and it is not
    among `used`, as (list, code); else it stays, after them. Other lists stay as they are.
    """
    result: list[Code] = []
    for name in dict.fromkeys((*standing.names, *coming.names)):
        first = coming.codes(name)
        result += first
        result += (
            code
            for code in standing.codes(name)
            if not coming.find(name, code.code) and (not first or _stays(code, seeded, used))
        )
    return CodeLists(result)


def _stays(code: Code, seeded: CodeLists, used: Collection[tuple[str, str]]) -> bool:
    changed = code != seeded.find(code.list, code.code)
    return changed or code.ruled or (code.list, code.code) in used
