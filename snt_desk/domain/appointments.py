"""Appointments with residents: when, where, how long, with whom of the team, what became of it.

Who the resident is, and what they need to come to it, stands with their contact alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clashes import USUAL_MINUTES, Clash, cautions
from snt_desk.domain.clock import LONGEST_STRETCH, MINUTE
from snt_desk.domain.drafts import Caution, Problem

APPOINTMENTS: Final = "appointments"
"""The table of what is written down here."""

REQUESTED: Final = "requested"
BOOKED: Final = "booked"
HELD: Final = "held"
TO_COME: Final = frozenset({REQUESTED, BOOKED})
"""What nobody has said yet what became of it."""
CANCELLED: Final = frozenset({"cancelled_by_resident", "cancelled_by_police"})
"""These take nobody's time."""
PARTNER_PREMISES: Final = "partner_premises"


@dataclass(frozen=True)
class AppointmentDraft:
    """An appointment: `contact` and `partner` are refs, `officer` a collar, `place` a code.

    It `lasts` so many minutes; None where nobody has said.
    """

    kind: str = ""
    at: datetime | None = None
    lasts: int | None = None
    officer: str | None = None
    status: str = BOOKED
    contact: str | None = None
    place: str | None = None
    partner: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.kind:
            yield Problem("kind", "Choose how you meet.")
        if self.at is None:
            yield Problem("at", "Enter when it is.")
        if self.lasts is not None and not 1 <= self.lasts <= LONGEST_STRETCH:
            yield Problem("lasts", "Enter 1 to 960 minutes.")
        if not self.status:
            yield Problem("status", "Choose what became of it.")

    @property
    def end(self) -> datetime | None:
        """When it ends, or is thought to; None without a time."""
        return None if self.at is None else end_of(self.at, self.lasts)

    def warnings(self, now: datetime, clashes: Collection[Clash] = ()) -> Iterator[Caution]:
        """Say what looks odd at a moment; `clashes` are those of who goes there."""
        if self.status in CANCELLED or self.at is None:
            return
        if self.contact is None:
            yield Caution("contact", "Choose what it is about, or nobody knows whom to meet.")
        if self.kind == PARTNER_PREMISES and self.partner is None:
            yield Caution("partner", "Choose at whose premises.")
        yield from cautions(clashes, "officer", "at")
        if self.status in TO_COME:
            if self.officer is None:
                yield Caution("officer", "Nobody of the team goes there yet.")
            if self.at < now:
                yield Caution("status", "That time is over. Say what became of it.")
        elif self.at > now:
            yield Caution("status", "That time is still to come.")


def end_of(at: datetime, lasts: int | None) -> datetime:
    """Give when an appointment ends; what nobody has said the length of takes the usual time."""
    return at + (lasts or USUAL_MINUTES) * MINUTE


def said(at: datetime, lasts: int | None) -> str:
    """Give its time in words: `16:30 to 17:00`, or `16:30` where nobody has said how long."""
    if lasts is None:
        return clock.wall(at)
    return f"{clock.wall(at)} to {clock.wall(end_of(at, lasts))}"
