"""Campaigns, a week of action or the like, as they are written down; what their days still lack.

What a campaign is about, day by day, and what it was last time; the patrols that it is to have;
and counts that no other record holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, LONGEST_STRETCH
from snt_desk.domain.drafts import Caution, Problem, as_compared
from snt_desk.domain.periods import shown

CAMPAIGNS: Final = "campaigns"
PLANNED: Final = "planned_patrols"
COUNTS: Final = "campaign_counts"
"""The tables of what is written down here."""

MOST_DAYS: Final = 92
"""A campaign of more days is planned for its first ones only."""
_LONG: Final = 31
_TAG: Final = re.compile(r"#\w{1,39}")
_NOT_OF_TAGS: Final = re.compile(r"[^\w]")


def as_tag(text: str) -> str:
    """Write a hashtag as it is kept, whatever was typed: `week of action` is `#WeekOfAction`.

    Each of several words begins with a capital: so it can be read, and be read out.
    """
    words = [word for part in text.split() if (word := _NOT_OF_TAGS.sub("", part))]
    if len(words) > 1:
        words = [word[0].upper() + word[1:] for word in words]
    return f"#{''.join(words)}" if words else ""


def is_tag(text: str) -> bool:
    """Whether a text is a hashtag: `#`, then at most 39 letters, digits or `_`."""
    return _TAG.fullmatch(text) is not None


# --- What is written down ---------------------------------------------------------------------


@dataclass(frozen=True)
class CampaignDraft:
    """A campaign from its first day to its last; `before` is the tag of what it was last time.

    `tags` are further hashtags, `themes` what single days are about.
    """

    tag: str = ""
    title: str = ""
    first: date | None = None
    last: date | None = None
    tags: tuple[str, ...] = ()
    themes: Mapping[date, str] = field(default_factory=dict)
    before: str | None = None
    note: str | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """Its days as they are planned, the first ones of a very long campaign."""
        return days_of(self.first, self.last)

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.title.strip():
            yield Problem("title", "Enter what the campaign is called.")
        if not is_tag(self.tag):
            yield Problem("tag", "Enter its hashtag: # and up to 39 letters or digits.")
        if self.first is None:
            yield Problem("first", "Enter its first day.")
        if self.last is None:
            yield Problem("last", "Enter its last day.")
        if self.first and self.last and self.last < self.first:
            yield Problem("last", f"Enter a last day from {clock.long_day(self.first)} on.")
        for tag in self.tags:
            if not is_tag(tag):
                yield Problem("tags", f"“{tag}” is no hashtag. Write # and letters or digits.")
                break
        if len({as_compared(one) for one in (self.tag, *self.tags)}) <= len(self.tags):
            yield Problem("tags", "Write each hashtag once.")
        if self.before is not None and self.before == self.tag:
            yield Problem("before", "Choose another campaign, or none.")

    def warnings(self, others: Collection[tuple[str, date, date]] = ()) -> Iterator[Caution]:
        """Say what looks odd; `others` are titles, first and last days of other campaigns."""
        if self.first is None or self.last is None or self.last < self.first:
            return
        number = (self.last - self.first).days + 1
        if number > _LONG:
            yield Caution("last", f"That is {number:,} days. Most campaigns are a week.")
        for title, first, last in others:
            if first <= self.last and last >= self.first:
                yield Caution("first", f"{title} runs then too, {shown(first, last)}.")
                break
        if any(not self.first <= day <= self.last for day in self.themes):
            yield Caution("themes", "Themes of days outside it are not kept.")


def days_of(first: date | None, last: date | None) -> tuple[date, ...]:
    """Give the days from the first to the last, the first ones of very many."""
    if first is None or last is None or last < first:
        return ()
    number = min((last - first).days + 1, MOST_DAYS)
    return tuple(first + at * DAY for at in range(number))


@dataclass(frozen=True)
class PlannedDraft:
    """A patrol that a campaign is to have; `officers` are collars, `place` a code."""

    campaign: str = ""
    mode: str = ""
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    priority: str | None = None
    purpose: str | None = None
    note: str | None = None
    officers: tuple[str, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if not self.campaign:
            yield Problem("campaign", "Choose the campaign that it is of.")
        if not self.mode:
            yield Problem("mode", "Choose how they go: on foot, by bicycle, by vehicle.")
        if self.start is None:
            yield Problem("from", "Enter when it is to go out.")
        elif self.end is not None:
            if self.end <= self.start:
                yield Problem("until", f"Enter an end after {clock.wall(self.start)}.")
            elif clock.minutes_between(self.start, self.end) > LONGEST_STRETCH:
                yield Problem("until", "Enter an end within 16 hours of the start.")
        if len(set(self.officers)) < len(self.officers):
            yield Problem("officers", "Name each officer once.")

    def warnings(self, first: date | None, last: date | None) -> Iterator[Caution]:
        """Say what looks odd, by the days of its campaign."""
        day = clock.local_day(self.start) if self.start else None
        if day and first and last and not first <= day <= last:
            yield Caution("date", f"The campaign is {shown(first, last)}.")
        if self.start and not self.officers:
            yield Caution("officers", "Nobody is to go yet.")


@dataclass(frozen=True)
class CountDraft:
    """A line of a team's scorecard that no other record holds: warrants, bicycles marked."""

    campaign: str = ""
    what: str = ""
    count: int | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if not self.campaign:
            yield Problem("campaign", "Choose the campaign that it is of.")
        if not self.what.strip():
            yield Problem("what", "Enter what was counted.")
        if self.count is None or self.count < 0:
            yield Problem("count", "Enter how many, 0 or more.")


# --- What the days lack -----------------------------------------------------------------------

LOOKED_FOR: Final = ("patrol", "event", "message")
"""What each day of a campaign is to have, as people call it."""


def missing(there: Collection[str]) -> tuple[str, ...]:
    """Say of what there is nothing among what a day has, of all that it is to have."""
    return tuple(one for one in LOOKED_FOR if one not in there)


def gap_words(lacking: Collection[str]) -> str:
    """Say it in a few words: `no patrol, no message`; empty where nothing is lacking."""
    return ", ".join(f"no {one}" for one in lacking)
