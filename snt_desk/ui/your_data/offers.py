"""Backups as the screen offers them: when, what is in each, and what would be missing since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from snt_desk.domain import clock
from snt_desk.ui.named import counted

_NAMED = {"patrols": "patrol", "priorities": "priority", "meetings": "meeting"}
"""What a sergeant knows a backup by: the tables, and what one of their records is called."""


@dataclass(frozen=True)
class Offer:
    """A backup that can be put back: when it was made (aware), its rows by table, if proved.

    `backup` is handed back when it is chosen.
    """

    made: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    proved: bool = True
    why_not: str = ""
    backup: object = None

    @property
    def when(self) -> str:
        """When it was made: `today, 13:30`, or `Tue 14 Jul, 17:02`."""
        return moment(self.made)

    @property
    def holds(self) -> str:
        """What is in it: `412 patrols, 38 priorities`."""
        named = [
            f"{self.counts[table]:,} {one if self.counts[table] == 1 else table}"
            for table, one in _NAMED.items()
            if table in self.counts
        ]
        return ", ".join(named) or "its records were not counted"


@dataclass(frozen=True)
class Offers:
    """The backups there are, the newest first, and the changes noted since the first of them."""

    all: Sequence[Offer] = ()
    since: int | None = None
    """How many changes are in the file and not in the newest good backup; None if unknown."""

    @property
    def newest(self) -> Offer | None:
        """The newest that was proved good."""
        return next((one for one in self.all if one.proved), None)

    @property
    def good(self) -> Sequence[Offer]:
        """Those that were proved good."""
        return [one for one in self.all if one.proved]


def moment(at: datetime) -> str:
    """Say when something was: `today, 13:30`."""
    day = clock.local_day(at)
    return f"{'today' if day == clock.today() else clock.short_day(day)}, {clock.wall(at)}"


def title(offers: Offers) -> str:
    """Name the way back: `Go back to the backup of today, 13:30`."""
    newest = offers.newest
    if newest is None:
        return "No checked backup was found"
    return f"Go back to the backup of {newest.when}"


def text(offers: Offers, saved: datetime | None) -> str:
    """Say what is in the newest good one, and what would have to be entered again."""
    newest = offers.newest
    if newest is None:
        return "Ask IT: a copy may be in a second place, or on a shared drive."
    return f"Checked when it was made: {newest.holds}. {_missing(offers, newest, saved)}"


def _missing(offers: Offers, newest: Offer, saved: datetime | None) -> str:
    if offers.since == 0:
        return "Nothing was entered after it."
    again = "would have to be entered again"
    many = "" if offers.since is None else f" ({counted(offers.since, 'change')})"
    if saved is None or saved <= newest.made:
        return f"What was entered after it{many} {again}."
    between = moment(newest.made), moment(saved)
    if clock.local_day(newest.made) == clock.local_day(saved):
        between = clock.wall(newest.made), clock.wall(saved)
    return f"What was entered between {' and '.join(between)}{many} {again}."


def older(offers: Offers) -> str:
    """Say how many there are to choose from: `14 checked backups, the oldest of Mon 3 Aug`."""
    good = offers.good
    if not offers.all:
        return "There is none."
    if not good:
        return f"{counted(len(offers.all), 'backup')}, none of them checked."
    oldest = min(one.made for one in good)
    return f"{len(good):,} checked, the oldest of {moment(oldest)}."
