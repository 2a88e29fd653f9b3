"""A list of the log ready to be shown: by date, in another order, or under headings.

By date nothing is prepared: a block is found by its place on the index. In any other order
the keys of the list are sorted first, in the worker where they may be many; what is shown
then is read by these keys. A list is a value: it does not change when the records do.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlalchemy.orm import Session

from snt_desk.services import patrol_filter, patrol_groups, patrol_log
from snt_desk.services.keyed_lists import Order
from snt_desk.services.patrol_filter import Filter
from snt_desk.services.patrol_groups import Group
from snt_desk.services.patrol_orders import NEWEST, OLDEST
from snt_desk.services.patrol_rows import PatrolRow, Report
from snt_desk.services.patrol_totals import By

Line = PatrolRow | Group
"""What stands in a row: a patrol, or the heading of a group."""


@dataclass(frozen=True)
class Asked:
    """Which list is wanted: of which patrols, in which order, grouped by what."""

    wanted: Filter = field(default_factory=Filter)
    orders: tuple[Order, ...] = NEWEST
    by: By | None = None

    @property
    def is_by_date(self) -> bool:
        """Whether it needs no preparing, however long it is."""
        return self.by is None and self.orders in (NEWEST, OLDEST) and self.wanted.is_indexed

    @property
    def is_short(self) -> bool:
        """Whether it is prepared in a blink."""
        return self.wanted.is_short


@dataclass(frozen=True)
class ByDate:
    """The list as the index gives it; how long it is, is counted apart."""

    team_id: int
    wanted: Filter
    newest_first: bool = True

    def lines(self, session: Session, offset: int, limit: int) -> list[PatrolRow]:
        """Read a block."""
        return patrol_log.rows(
            session,
            self.team_id,
            self.wanted,
            newest_first=self.newest_first,
            offset=offset,
            limit=limit,
        )

    def place(self, session: Session, ref: str, within: int | None = None) -> int | None:
        """Say in which row a patrol stands, if it is in the list, or within so many rows of it."""
        return patrol_log.position(
            session, self.team_id, self.wanted, ref, newest_first=self.newest_first, within=within
        )


@dataclass(frozen=True)
class ByKeys:
    """The list in an order of its own, by the keys of its patrols."""

    team_id: int
    wanted: Filter
    keys: array[int]

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.keys)

    @property
    def headings(self) -> list[int]:
        """None of its rows is a heading."""
        return []

    def lines(self, session: Session, offset: int, limit: int) -> list[PatrolRow]:
        """Read a block."""
        return patrol_log.rows_of(session, self.team_id, self.keys[offset : offset + limit])

    def place(self, session: Session, ref: str) -> int | None:
        """Say in which row a patrol stands; None if it is not in the list."""
        key = patrol_log.key_of(session, ref)
        return None if key is None or key not in self.keys else self.keys.index(key)


@dataclass(frozen=True)
class ByGroups:
    """The list under its headings; the patrols of a group stand below it while it is open."""

    team_id: int
    wanted: Filter
    groups: tuple[Group, ...]
    opened: frozenset[str] = frozenset()

    @cached_property
    def headings(self) -> list[int]:
        """In which row each heading stands."""
        places, at = [], 0
        for group in self.groups:
            places.append(at)
            at += 1 + self._shown(group)
        return places

    @property
    def count(self) -> int:
        """How many rows it has, headings among them."""
        return len(self.groups) + sum(self._shown(group) for group in self.groups)

    def is_open(self, group: Group) -> bool:
        """Whether the patrols of a group stand below it."""
        return group.handle in self.opened

    def turned(self, handles: Collection[str], *, open_: bool) -> ByGroups:
        """Open groups, or shut them."""
        other = self.opened | set(handles) if open_ else self.opened - set(handles)
        return replace(self, opened=frozenset(other))

    def with_patrol(self, session: Session, ref: str) -> ByGroups:
        """Open the first group of a patrol, if it is in none that is open."""
        key = patrol_log.key_of(session, ref)
        holding = [one for one in self.groups if key is not None and key in one.keys]
        if not holding or any(map(self.is_open, holding)):
            return self
        return self.turned([holding[0].handle], open_=True)

    def lines(self, session: Session, offset: int, limit: int) -> list[Line]:
        """Read a block."""
        found: list[Group | int] = []
        for at, group in zip(self.headings, self.groups, strict=True):
            rows = 1 + self._shown(group)
            if at + rows <= offset or at >= offset + limit:
                continue
            first, last = max(offset - at, 0), min(offset + limit - at, rows)
            if first == 0:
                found.append(group)
            found += group.keys[max(first - 1, 0) : last - 1]
        keys = list(dict.fromkeys(one for one in found if isinstance(one, int)))
        rows_read = {one.id: one for one in patrol_log.rows_of(session, self.team_id, keys)}
        lines = (one if isinstance(one, Group) else rows_read.get(one) for one in found)
        return [one for one in lines if one is not None]

    def place(self, session: Session, named: str) -> int | None:
        """Say in which row a heading stands, or a patrol in a group that is open."""
        key = None
        for at, group in zip(self.headings, self.groups, strict=True):
            if group.handle == named:
                return at
            if self.is_open(group):
                key = patrol_log.key_of(session, named) if key is None else key
                if key is not None and key in group.keys:
                    return at + 1 + group.keys.index(key)
        return None

    def _shown(self, group: Group) -> int:
        return len(group.keys) if self.is_open(group) else 0


Prepared = ByKeys | ByGroups


def prepared(
    session: Session,
    team_id: int,
    asked: Asked,
    opened: Collection[str] = (),
    report: Report | None = None,
) -> Prepared:
    """Prepare a list that does not come by date; *opened* are handles of groups.

    What takes longest is to judge what looks odd: *report* is told how far that is.
    """
    wanted = patrol_filter.settled(session, team_id, asked.wanted, report)
    if asked.by is None:
        keys = patrol_log.keys(session, team_id, wanted, asked.orders)
        return ByKeys(team_id, wanted, keys)
    groups = patrol_groups.groups(session, team_id, wanted, asked.by, asked.orders)
    return ByGroups(team_id, wanted, tuple(groups), frozenset(opened))


def keys(session: Session, team_id: int, asked: Asked) -> array[int]:
    """Give the keys of all patrols of a list in its order, without headings; each once."""
    return patrol_log.keys(session, team_id, asked.wanted, asked.orders)


def length(rows: Sequence[PatrolRow]) -> int:
    """Add up the whole lengths of some lines, in minutes."""
    return sum(one.minutes for one in rows)
