"""How the parts of the import have work done that takes longer than a blink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from snt_desk.ui.tasks import Progress

T = TypeVar("T")


class Run(Protocol):
    """Work in the worker, shown with progress and a way out; one thing at a time."""

    def __call__(self, work: Callable[[Progress], T], then: Callable[[T], None], said: str) -> None:
        """Do it, and give what comes of it to `then`; `said` is what it is called meanwhile."""
        ...
