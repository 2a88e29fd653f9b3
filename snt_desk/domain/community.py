"""Events, residents' contacts and messages as they are written down; how long residents wait.

The return and the Community tab know by the rules here who waits for a reply.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clashes import Clash, cautions
from snt_desk.domain.clock import LONGEST_STRETCH
from snt_desk.domain.drafts import Caution, Problem, as_compared
from snt_desk.domain.partners import is_overdue
from snt_desk.domain.traces import Traces

EVENTS: Final = "events"
CONTACTS: Final = "contacts"
MESSAGES: Final = "messages"
"""The tables of what is written down here."""

OPEN: Final = "open"
PASSED_ON: Final = "passed_on"
ANSWERED: Final = "answered"
NO_REPLY_NEEDED: Final = "no_reply_needed"
DUPLICATE: Final = "duplicate"
REPLY_WITHIN: Final = timedelta(hours=72)
"""How soon a resident is to be answered: elapsed hours, exactly 72:00 included."""

LAST_DAY: Final = timedelta(hours=24)
"""So long before that it presses."""

IDEA: Final = "idea"
DRAFT: Final = "draft"
APPROVED: Final = "approved"
POSTED: Final = "posted"
DROPPED: Final = "dropped"
PRIORITY_UPDATE: Final = "priority_update"
YOU_SAID: Final = "you_said_we_did"
NEWS: Final = frozenset({PRIORITY_UPDATE, YOU_SAID})
"""Kinds of messages that tell residents what became of a priority."""
CAMPAIGN: Final = "campaign"


# --- Events -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class EventDraft:
    """Engagement: a stall, a surgery. `officers` are collars, `place` a code, `campaign` a tag.

    Outcomes are counts by their code. Only an event that is `public` is published; None where
    nobody has said. Who came was counted, or `estimated`. `groups` are the refs of those whom
    it reached. `feedback` is what those who came are owed: late from the day it is due.
    """

    kind: str = ""
    title: str = ""
    purpose: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    officers: tuple[str, ...] = ()
    attendance: int | None = None
    campaign: str | None = None
    priority: str | None = None
    public: bool | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)
    estimated: bool | None = None
    venue: str | None = None
    groups: tuple[str, ...] = ()
    feedback: str | None = None
    feedback_due: date | None = None
    feedback_given: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.kind:
            yield Problem("kind", "Choose what kind of event it is.")
        if not self.title.strip():
            yield Problem("title", "Enter what the event is called.")
        if self.start is None:
            yield Problem("from", "Enter when the event begins.")
        elif self.end is not None:
            yield from _end_problems(self.start, self.end)
        if len(set(self.officers)) < len(self.officers):
            yield Problem("officers", "Name each of the team once.")
        if self.attendance is not None and self.attendance < 0:
            yield Problem("attendance", "Enter how many came, 0 or more.")
        if len(set(self.groups)) < len(self.groups):
            yield Problem("groups", "Name each group once.")
        for kind, count in self.outcomes.items():
            if count < 1:
                yield Problem("outcomes", f"Enter how many for {kind}, or take it away.")
        yield from self._problems_of_feedback()

    def _problems_of_feedback(self) -> Iterator[Problem]:
        if (self.feedback_due or self.feedback_given) and not (self.feedback or "").strip():
            yield Problem("feedback", "Enter what they are owed, or take its days away.")
        if self.start is None or self.feedback_given is None:
            return
        day = clock.local_day(self.start)
        if self.feedback_given < day:
            yield Problem("feedback_given", f"Enter a day from {clock.long_day(day)} on.")

    def warnings(
        self,
        now: datetime,
        others: Collection[tuple[str, datetime]] = (),
        clashes: Collection[Clash] = (),
    ) -> Iterator[Caution]:
        """Say what looks odd at a moment; it can be saved.

        `others` are title and start of the team's others, `clashes` what speaks against who goes.
        """
        if self.start is None:
            return
        yield from cautions(clashes, "officers", "date")
        for title, start in others:
            if start == self.start and as_compared(title) == as_compared(self.title):
                text = f"{title} at {clock.wall(start)} on that day is written down already."
                yield Caution("title", text)
        yield from self._warnings_of_feedback(self.start, now)
        if self.start > now:
            if self.attendance is not None:
                yield Caution("attendance", "The event is still to come.")
            return
        if not self.officers:
            yield Caution("officers", "Nobody is named as having been there.")
        if self.end is None:
            yield Caution("until", "Without an end its time is not counted.")
        if not self.purpose:
            yield Caution("purpose", "Say what it was for: each event has a purpose.")

    def _warnings_of_feedback(self, start: datetime, now: datetime) -> Iterator[Caution]:
        due, given, today = self.feedback_due, self.feedback_given, clock.local_day(now)
        if due is not None and due < clock.local_day(start):
            yield Caution("feedback_due", "That is before the event.")
        elif due is not None and feedback_is_late(due, given, today):
            over = (today - due).days
            said = f"{over:,} day{'s' if over > 1 else ''} over" if over else "Due today"
            yield Caution("feedback_due", f"{said}: those who came still wait.")
        if given is not None and given > today:
            yield Caution("feedback_given", "That day is still to come.")
        if self.feedback and due is None and given is None:
            yield Caution("feedback_due", "Without a day nobody is reminded of it.")


def feedback_is_late(due: date | None, given: date | None, on: date) -> bool:
    """Whether those who came still wait for what they are owed: the rule of actions."""
    return is_overdue(due, given, on)


_SAID_BY: Final[Mapping[str, str]] = {
    **dict.fromkeys(("stall", "street_meet", "walkabout", "community_event"), "street"),
    "door_knock": "door_knock",
    "online_q_and_a": "social",
}


def said_by(kind: str) -> str:
    """Give the channel by which residents speak at an event of that kind."""
    return _SAID_BY.get(kind, "meeting")


# --- Residents --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Details:
    """Who a resident is; whoever shows them notes it in the journal first."""

    name: str = ""
    contact: str = ""
    needs: str = ""

    @property
    def traces(self) -> Traces:
        """What to look for in other records."""
        return Traces.of(self.name, self.contact)


@dataclass(frozen=True)
class ContactDraft:
    """What a resident wants of the team, without who it is; `owner` is a collar.

    `passed_to` is the ref of the organisation to which it was passed on: the 72 hours go on.
    """

    received: datetime | None = None
    channel: str = ""
    subject: str = ""
    owner: str | None = None
    status: str = OPEN
    answered: datetime | None = None
    review_on: date | None = None
    priority: str | None = None
    passed_to: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.subject.strip():
            yield Problem("subject", "Enter what it is about, without the resident’s name.")
        if self.received is None:
            yield Problem("received", "Enter when it came in.")
        if not self.channel:
            yield Problem("channel", "Choose how it came in.")
        if not self.status:
            yield Problem("status", "Choose what became of it.")
        if self.status == ANSWERED and self.answered is None:
            yield Problem("answered", "Enter when it was answered.")
        if self.status != ANSWERED and self.answered is not None:
            yield Problem("status", "Choose Answered, or take away when it was answered.")
        if self.received and self.answered and self.answered < self.received:
            yield Problem("answered", f"Enter a time after {said_at(self.received)}.")

    def warnings(self, now: datetime, details: Details | None = None) -> Iterator[Caution]:
        """Say what looks odd at a moment; `details` where they are at hand."""
        for name in ("received", "answered"):
            at = getattr(self, name)
            if at is not None and at > now:
                yield Caution(name, "That time is still to come.")
        if self.status == OPEN and self.owner is None:
            yield Caution("owner", "Nobody has it yet.")
        if self.status == PASSED_ON and self.passed_to is None:
            yield Caution("passed_to", "Choose to which organisation it was passed on.")
        if details is not None and details.traces.stand_in(self.subject):
            yield Caution("subject", "The resident’s details stand in it. Lists show it.")


def needs_reply(status: str) -> bool:
    """Whether a contact of that status is to be answered at all (formats.md §3)."""
    return status not in {DUPLICATE, NO_REPLY_NEEDED}


def is_waiting(status: str, answered: datetime | None) -> bool:
    """Whether a resident waits: only an answer ends it, passing on does not."""
    return needs_reply(status) and answered is None


def time_left(received: datetime, now: datetime) -> timedelta:
    """Give what is left of the 72 hours; less than nothing once they are over."""
    return received + REPLY_WITHIN - now


def in_time(received: datetime, answered: datetime) -> bool:
    """Whether an answer came within the 72 hours."""
    return answered - received <= REPLY_WITHIN


# --- Messages ---------------------------------------------------------------------------------


_FILE_NAME: Final = re.compile(r"\S+\.(?:jpe?g|png|gif|heic|webp)", re.IGNORECASE)


@dataclass(frozen=True)
class GoesTo:
    """A channel on which a message is to go out, with words of its own where they differ."""

    channel: str
    text: str | None = None


@dataclass(frozen=True)
class MessageDraft:
    """One text for the public; `campaign` is a tag, `priority` and `round` are refs.

    It is `planned` for an instant, on `channels`. Where a `picture` goes with it, `alt` says
    what that shows.
    """

    kind: str = ""
    text: str = ""
    campaign: str | None = None
    status: str = DRAFT
    priority: str | None = None
    round: str | None = None
    channels: tuple[GoesTo, ...] = ()
    planned: datetime | None = None
    picture: bool | None = None
    alt: str | None = None

    def words(self, channel: str) -> str:
        """Give what goes out on a channel: its own words, or those of all."""
        own = next((one.text for one in self.channels if one.channel == channel), None)
        return own or self.text

    @property
    def approvable(self) -> tuple[str, str, frozenset[tuple[str, str]]]:
        """What is approved with it: every word that goes out, as it is kept."""
        text = self.text.strip()
        own = ((one.channel, (one.text or "").strip()) for one in self.channels)
        return (
            *(text, (self.alt or "").strip()),
            frozenset((channel, words) for channel, words in own if words not in {"", text}),
        )

    def problems(self) -> Iterator[Problem]:
        """Say what is missing (formats.md §1)."""
        if not self.kind:
            yield Problem("kind", "Choose what kind of message it is.")
        if not self.text.strip():
            yield Problem("text", "Write what the public is told.")
        if not self.status:
            yield Problem("status", "Choose how far it has come.")
        names = [one.channel for one in self.channels]
        if len(set(names)) < len(names):
            yield Problem("channels", "Name each channel once.")

    def warnings(self, posts: int = 0, now: datetime | None = None) -> Iterator[Caution]:
        """Say what looks odd, at a moment; `posts` is how often it has gone out."""
        if self.status == POSTED and not posts:
            yield Caution("status", "Say where: the return counts posts by channel.")
        if self.status == DROPPED and posts:
            yield Caution("status", "It has been posted, and the return counts that.")
        if self.kind == CAMPAIGN and self.campaign is None:
            yield Caution("campaign", "Choose the campaign, or it is not counted for one.")
        if self.kind == PRIORITY_UPDATE and self.priority is None:
            yield Caution("priority", "Choose the priority that it tells of.")
        to_go = self.status not in {POSTED, DROPPED}
        if to_go and now is not None and self.planned is not None and self.planned < now:
            yield Caution("planned", "That time has passed, and it is not posted.")
        if self.picture:
            yield from _alt_warnings((self.alt or "").strip())


def _alt_warnings(alt: str) -> Iterator[Caution]:
    if not alt:
        yield Caution("alt", "Say what it shows, for those who cannot see it.")
    elif _FILE_NAME.fullmatch(alt):
        yield Caution("alt", "That is the name of a file: say what the picture shows.")


@dataclass(frozen=True)
class PostDraft:
    """A message gone out on one channel; how many saw it and replied, where that is known."""

    channel: str = ""
    posted: datetime | None = None
    reach: int | None = None
    replies: int | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.channel:
            yield Problem("channel", "Choose where it was posted.")
        if self.posted is None:
            yield Problem("posted", "Enter when it was posted.")
        if self.reach is not None and self.reach < 0:
            yield Problem("reach", "Enter how many it reached, 0 or more.")
        if self.replies is not None and self.replies < 0:
            yield Problem("replies", "Enter how many replied, 0 or more.")

    def warnings(self, now: datetime) -> Iterator[Caution]:
        """Say what looks odd at a moment; it can be saved."""
        if self.posted is not None and self.posted > now:
            yield Caution("posted", "That time is still to come.")


def headline(text: str) -> str:
    """What a message is called in a list: its first line that says anything."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


# --- Words ------------------------------------------------------------------------------------


def said_at(at: datetime) -> str:
    """A moment in a sentence: `11:40 on Thu 19 Nov 2026`."""
    return f"{clock.wall(at)} on {clock.long_day(clock.local_day(at))}"


def _end_problems(start: datetime, end: datetime) -> Iterator[Problem]:
    if end <= start:
        yield Problem("until", f"Enter an end after {clock.wall(start)}.")
    elif clock.minutes_between(start, end) > LONGEST_STRETCH:
        yield Problem("until", "Enter an end within 16 hours of the start.")
