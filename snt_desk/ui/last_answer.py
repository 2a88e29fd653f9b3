"""What a form asked of the records last, and the answer: asked again at each letter, read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

A = TypeVar("A")


class LastAnswer(Generic[A]):
    """Holds the answer as long as the question stays the same, and nobody says `forget`."""

    def __init__(self) -> None:
        self._held: tuple[object, A] | None = None

    def to(self, question: object, find: Callable[[], A]) -> A:
        """Give the answer; it is found anew where the question is another one."""
        if self._held is None or self._held[0] != question:
            self._held = question, find()
        return self._held[1]

    def forget(self) -> None:
        """Let it be found anew: the records are others now."""
        self._held = None
