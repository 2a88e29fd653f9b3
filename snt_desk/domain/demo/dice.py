"""Chance that falls the same way every time: a seed decides all of it.

Only methods of `random.Random` whose outcome Python keeps from version to version are
used, and nothing that depends on the order of a set.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed: int, part: str) -> Random:
    """Give the chance of one part of the demo, so that a change in one leaves the others alone."""
    return Random(f"{seed} {part}")  # noqa: S311  # a demo has no secrets


def chance(dice: Random, share: float) -> bool:
    """Say yes in this share (0 to 1) of the cases."""
    return dice.random() < share


def between(dice: Random, low: int, high: int, step: int = 1) -> int:
    """Choose a number from low to high, both included, in steps."""
    return dice.randrange(low, high + 1, step)


def weighted(dice: Random, weights: Mapping[T, int]) -> T:
    """Choose a key, each as often as its weight says."""
    return dice.choices(list(weights), list(weights.values()))[0]


def new_ref(dice: Random) -> str:
    """Make a ref like those that the program gives to new records."""
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


class Bag(Generic[T]):
    """Things to draw from, each once before any comes again."""

    def __init__(self, dice: Random, things: Sequence[T]) -> None:
        self._dice = dice
        self._things = tuple(things)
        self._left: list[T] = []

    def draw(self) -> T:
        """Take the next thing."""
        if not self._left:
            self._left = list(self._things)
            self._dice.shuffle(self._left)
        return self._left.pop()
