"""Values to choose from, each under words that tell it from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from snt_desk.domain import clock

if TYPE_CHECKING:
    from snt_desk.services.priorities import PriorityRow
    from snt_desk.services.team import PlaceName

Choices = list[tuple[object, str]]
"""What can be chosen: the values, and the words for them."""


def distinct(named: Sequence[tuple[object, str, str]]) -> Choices:
    """Name what is alike apart: the third of each says which."""
    often = Counter(words for _, words, _ in named)
    return [
        (value, f"{words} ({which})" if often[words] > 1 and which else words)
        for value, words, which in named
    ]


def of_priorities(priorities: Iterable[PriorityRow]) -> Choices:
    """Every priority by its title; place and day tell two of one title apart."""
    which = [
        (one, ", ".join(filter(None, (one.place, clock.long_day(one.raised)))))
        for one in priorities
    ]
    return distinct([(one.ref, one.title, more) for one, more in which])


def of_places(places: Iterable[PlaceName]) -> Choices:
    """Every place by its name; its code tells two of one name apart."""
    return distinct([(one.code, one.name, one.code) for one in places])
