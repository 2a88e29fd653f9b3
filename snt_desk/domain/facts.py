"""What one team's monthly return is counted from.

Plain records, with nothing computed yet. Persons are collars, teams and places are
codes, records are refs. Instants are aware UTC, days are the local ones. `Facts` says
which records a month needs; more of them change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from snt_desk.domain.clock import Days, Month


@dataclass(frozen=True, slots=True)
class CodeFact:
    """One code of a list; `valid_to` is the first day on which it no longer stands."""

    code: str
    label: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    flags: frozenset[str] = frozenset()

    def stands_between(self, first: date, last: date) -> bool:
        """Say whether the code may be used on any day from the first to the last."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or self.valid_to > first)


@dataclass(frozen=True, slots=True)
class Posting:
    """A person's place in a team; `end` is the first day that it no longer covers."""

    collar: str
    team: str
    role: str
    fte_percent: int
    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Say whether the person stands in the team on that day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Duty:
    """A stretch for which a person is rostered by the team."""

    ref: str
    collar: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch for which a person is not there for the team; `kind` is of the list absence."""

    ref: str
    collar: str
    start: datetime
    end: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a patrol with one crew and one mode; without `end` it is still out.

    `beat` is the leg's place if that is a beat, else its place's parent, else None.
    `officers` are all police people on it, volunteers too; `partners` are refs.
    """

    patrol: str
    number: int
    mode: str
    beat: str | None
    start: datetime
    end: datetime | None
    officers: tuple[str, ...]
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patrol:
    """A patrol with all its legs, in the order of their numbers (and so of time)."""

    ref: str
    purpose: str
    priority: str | None
    visible: bool
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay at a hot spot during a leg; on a leg that is still out it gives no minutes."""

    patrol: str
    leg: int
    hotspot: str
    start: datetime
    end: datetime
    leg_has_end: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a patrol or an event; `started` is the start of its first leg, or its own.

    `table` (`patrols` or `events`) and `ref` name the record that it came of.
    """

    kind: str
    count: int
    started: datetime
    table: str
    ref: str


@dataclass(frozen=True, slots=True)
class Priority:
    """An issue that the team took on, with the days on which its state changed."""

    ref: str
    theme: str
    adopted: date | None
    closed: date | None
    result: str | None
    last_update: date | None

    def live_on(self, day: date) -> bool:
        """Say whether it is adopted by, and not closed by, that day."""
        adopted = self.adopted is not None and self.adopted <= day
        return adopted and (self.closed is None or self.closed > day)


@dataclass(frozen=True, slots=True)
class Response:
    """What residents said in a consultation; `count` of them said it."""

    ref: str
    received: date
    channel: str
    theme: str
    count: int


@dataclass(frozen=True, slots=True)
class Event:
    """An engagement event; attendance not known is None."""

    ref: str
    kind: str
    start: datetime
    end: datetime | None
    attendance: int | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `partner_kinds` has the kind of every partner present, repeats allowed."""

    ref: str
    kind: str
    start: datetime
    end: datetime | None
    partner_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """A thing to be done; `owner` is `police` or `partner`."""

    ref: str
    owner: str
    raised: date
    due: date | None
    closed: date | None


@dataclass(frozen=True, slots=True)
class Post:
    """A message posted on one channel; `campaign` is that of the message."""

    ref: str
    channel: str
    posted: datetime
    campaign: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A resident's contact; `answered` stands with status answered, never without."""

    ref: str
    channel: str
    received: datetime
    answered: datetime | None
    status: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment with a resident and the instant at which it takes place."""

    ref: str
    at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the return of one team and month is counted from (formats.md §3).

    In place of a month there may be any days: they are then counted by the same rules.

    `as_at` is the instant for which the return is made: it decides what is provisional
    and which legs lack an end, and nothing else. Each tuple must hold at least what is
    said here, in any order; what it holds besides is passed over. "Of the team" is by
    the record's own team. "In the month" is from 00:00 on its 1st to 00:00 on the next
    month's 1st in London (not included); a stretch has a minute in the month where it
    starts before the month's end and ends after the month's start.

    codes: every list, in list order, retired codes too.
    postings: all postings, to any team and of any time, of everyone who is named in
        `duties` or on a leg in `patrols`; and all those to the team that cover the
        last day of the month or of the month before.
    duties: those of the team with a minute in the month, whoever does them.
    absences: those of the people in `duties` with a minute in the month.
    patrols: each patrol of the team with a leg that starts in the month or has a minute
        in it; always with all its legs.
    visits: those on the team's patrols that start in the month or have a minute in it.
    outcomes: of the team's patrols whose first leg starts in the month, and of its
        events that start in the month.
    priorities: of the team: live on the month's last day, adopted in the month, or
        closed in the month.
    responses: received in the month, of the team's consultations.
    events, meetings: of the team, starting in the month.
    actions: of the team: raised in the month, closed in the month, or due on or before
        its last day and not closed by it.
    posts: of the team's messages, posted in the month.
    contacts: of the team: received in the month, or earlier and not answered before
        the month's end.
    appointments: of the team, taking place in the month.
    nil_sections: the sections that the sergeant has marked "checked, none".
    """

    team: str
    month: Month | Days
    as_at: datetime
    codes: Mapping[str, tuple[CodeFact, ...]]
    postings: tuple[Posting, ...] = ()
    duties: tuple[Duty, ...] = ()
    absences: tuple[Absence, ...] = ()
    patrols: tuple[Patrol, ...] = ()
    visits: tuple[Visit, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    priorities: tuple[Priority, ...] = ()
    responses: tuple[Response, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    posts: tuple[Post, ...] = ()
    contacts: tuple[Contact, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    nil_sections: frozenset[str] = frozenset()
