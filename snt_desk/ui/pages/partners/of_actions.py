"""What the tab asks of the team's actions: found as a list, read by their keys, or one by one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from snt_desk.domain import clock
from snt_desk.services import action_lists
from snt_desk.services.action_lists import ActionRow, Asked, Standing
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.partners.tables import ActionLine

ACTIONS: Final = "actions"
"""The table of their records."""
_SHORT: Final = 2_000
"""A list of so many is found in a blink."""


@dataclass(frozen=True)
class Shown:
    """A list that was found, and how its actions stand.

    `total` is how many there are without any filter; of a list with lines no more than these are
    counted.
    """

    keys: array[int]
    titles: tuple[str, ...]
    total: int
    standing: Standing


class Actions:
    """The team's actions: there may be tens of thousands, so none are kept."""

    def __init__(self, desk: Desk, called: Callable[[], Mapping[str, str]]) -> None:
        """`called` gives what people are called today, by collar."""
        self._desk, self._called = desk, called

    # --- The list -----------------------------------------------------------------------------

    def find(self, asked: Asked) -> Callable[[Any], Shown]:
        """Give what finds a list, for the worker."""
        team_id, called, today = self._desk.team.id, self._called(), clock.today()

        def find(session: Any) -> Shown:
            found = action_lists.listed(session, team_id, asked, called, today)
            total = len(found.keys) or action_lists.count(session, team_id)
            standing = action_lists.standing(session, team_id, asked.priority, today)
            return Shown(found.keys, found.titles, total, standing)

        return find

    def is_short(self, asked: Asked) -> bool:
        """Whether that list is found in a blink."""
        team_id = self._desk.team.id
        with self._desk.store.read() as session:
            if asked.closed:
                return not action_lists.has_more(session, team_id, _SHORT)
            return action_lists.count_open(session, team_id) <= _SHORT

    def lines(self, session: Any, keys: Sequence[int]) -> list[ActionLine]:
        """Read some rows of a list."""
        called, today = self._called(), clock.today()
        return [
            ActionLine(one, _owner(one, called), today) for one in action_lists.rows(session, keys)
        ]

    def key_of(self, session: Any, ref: str) -> int | None:
        """Give the key of an action; None if it is gone."""
        return action_lists.key_of(session, ref)

    # --- One action ---------------------------------------------------------------------------

    def row(self, ref: str) -> ActionRow | None:
        """Read one action; None if it is gone."""
        with self._desk.store.read() as session:
            return action_lists.row(session, ref)

    def holds(self, ref: str) -> bool:
        """Whether it is there."""
        with self._desk.store.read() as session:
            return action_lists.key_of(session, ref) is not None

    def text(self, ref: str) -> str:
        """What is to be done; empty if it is gone."""
        found = self.row(ref)
        return found.text if found else ""

    def is_open(self, ref: str) -> bool:
        """Whether it is there, and not done yet."""
        found = self.row(ref)
        return found is not None and found.closed is None

    def linked(self, ref: str, name: str) -> str:
        """Give the ref of its `meeting` or `priority`; empty if it has none."""
        found = self.row(ref)
        if found is None:
            return ""
        return (found.meeting_ref if name == "meeting" else found.priority_ref) or ""

    def left_to(self, partner: str) -> list[ActionRow]:
        """List what an organisation has undertaken and not done yet."""
        with self._desk.store.read() as session:
            return action_lists.left_to(session, self._desk.team.id, partner)


def _owner(one: ActionRow, called: Mapping[str, str]) -> str:
    if one.collar:
        return called.get(one.collar, one.collar)
    return one.partner or ""
