"""What is said where something could not be done: beside what was typed, which stays.

Where the data file is out of reach, a copy of what can still be had is offered as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from snt_desk.db.faults import NOT_READ, NOT_SAVED, Kind, Trouble
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import announce

if TYPE_CHECKING:
    from snt_desk.errors import DeskError
    from snt_desk.ui.desk import Desk

COPY = "Save a copy elsewhere…"
_OUT_OF_REACH = frozenset(
    {Kind.FULL, Kind.FAILING, Kind.GONE, Kind.READ_ONLY, Kind.FORBIDDEN, Kind.EMPTY, Kind.DAMAGED}
)
"""Trying again may not help: whoever has to go on wants his work in another place."""


def in_a_line(error: DeskError) -> str:
    """Say it where there is room for one line, beside what was typed."""
    if isinstance(error, Trouble):
        return f"{error.title}. {error.detail}"
    return error.detail or error.title


def say_not_saved(desk: Desk, box: Box, error: DeskError) -> None:
    """Say the same beside what was to be saved, whatever on the way to that could not be done."""
    if isinstance(error, Trouble):
        error = Trouble(error.kind, error.title, error.detail.replace(NOT_READ, NOT_SAVED))
    say(desk, box, error)


def say(desk: Desk, box: Box, error: DeskError, *, tone: str = "bad") -> None:
    """Say in a box why it could not be done, with the way to a copy where that is of use.

    In another tone what only wants another letter or day; the file's troubles are red.
    """
    if not isinstance(error, Trouble):
        box.say(error.title, error.detail, tone=tone)
    elif error.kind in _OUT_OF_REACH:
        box.say(error.title, error.detail, COPY, tone="bad", do=desk.copy)
    else:
        box.say(error.title, error.detail, tone="bad")
    announce(box, box.words)
