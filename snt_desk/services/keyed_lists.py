"""A list as the keys of its records in an order, under titles where it is grouped: of any length.

The database makes the keys; what is shown is read by them, some rows at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Order = tuple[str, bool]
"""The name of a column, and whether the largest comes first."""


@dataclass(frozen=True)
class Listed:
    """The keys of a list in its order; where it is grouped, a title before each group.

    `titles` stand in `keys` as numbers below zero: -1 is the first of them.
    """

    keys: array[int]
    titles: tuple[str, ...] = ()


def by_group(rows: Iterable[Any]) -> dict[int, array[int]]:
    """Share out keys, each with the number of its group, and keep their order in each."""
    groups: dict[int, array[int]] = {}
    for key, group in rows:
        groups.setdefault(group, array("q")).append(key)
    return groups


def under_titles(groups: Mapping[int, array[int]], titles: Sequence[str]) -> Listed:
    """Put groups one under the other, each with its title and how many are in it."""
    keys, said = array("q"), []
    for group, members in sorted(groups.items()):
        if members:
            said.append(f"{titles[group]}, {len(members):,}")
            keys.append(-len(said))
            keys.extend(members)
    return Listed(keys, tuple(said))


def ordered(columns: Mapping[str, Any], orders: Sequence[Order]) -> list[Any]:
    """Give the columns by which a list is sorted."""
    return [either_way(columns[name], descending=last) for name, last in orders]


def either_way(column: Any, *, descending: bool) -> Any:
    """Sort by a column; what has no value comes last either way."""
    return (column.desc() if descending else column.asc()).nulls_last()
