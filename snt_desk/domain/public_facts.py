"""What the records say of a round or of a priority: the facts that residents are told from.

They hold no names of people: who was on a patrol, who said what, whom to ask at a partner's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Standing = Literal["new", "continued", "replaced", "closed"]
"""Where a priority stands in a round (`domain.rounds`)."""


@dataclass(frozen=True)
class Source:
    """Records from which something is told: one by its ref, or a list by its filters.

    `words` say what they are to the sergeant: `64 patrols`, `ASB panel, Tue 3 Nov`.
    """

    table: str
    ref: str
    words: str
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Count:
    """So many of something, by its code and its label."""

    code: str
    label: str
    number: int


@dataclass(frozen=True)
class Record:
    """One record with its day, and what it is called at this desk (never told)."""

    ref: str
    called: str
    day: date


@dataclass(frozen=True)
class Gathering(Record):
    """An event; `attendance` is unknown where nobody has counted."""

    attendance: int | None = None


@dataclass(frozen=True)
class Promise(Record):
    """An action, and whether it was done by the end of the time."""

    done: bool = False


@dataclass(frozen=True)
class Partner:
    """An organisation that works on it: its name, and the code of its kind."""

    ref: str
    name: str
    kind: str


@dataclass(frozen=True)
class Work:
    """What was done for a priority in a time.

    `modes` are minutes of officer time by code of the mode, `outcomes` what its patrols led to,
    `messages` those of it that were posted.
    """

    patrols: int = 0
    modes: tuple[tuple[str, int], ...] = ()
    outcomes: tuple[Count, ...] = ()
    events: tuple[Gathering, ...] = ()
    meetings: tuple[Record, ...] = ()
    actions: tuple[Promise, ...] = ()
    messages: tuple[Record, ...] = ()
    partners: tuple[Partner, ...] = ()

    @property
    def minutes(self) -> int:
        """All officer time."""
        return sum(minutes for _, minutes in self.modes)


@dataclass(frozen=True)
class PriorityFacts:
    """A priority: what it is, who asked for it, what was done for it, what came of it.

    `issue` and `action` are what the public reads of it; `said` are its linked responses by
    channel. `successors` are those that replace it, `replaces` the one it replaces, where the
    public may read of them. `public`: it may read of this one.
    """

    ref: str
    title: str
    adopted: date | None = None
    closed: date | None = None
    result: str = ""
    result_label: str = ""
    told: date | None = None
    issue: str = ""
    action: str = ""
    assessment: str = ""
    standing: Standing | None = None
    said: tuple[Count, ...] = ()
    work: Work = field(default_factory=Work)
    successors: tuple[str, ...] = ()
    replaces: str = ""
    public: bool = False

    @property
    def feedback(self) -> int:
        """How many residents asked for it."""
        return sum(one.number for one in self.said)


@dataclass(frozen=True)
class ToCome:
    """An event that residents are invited to: it is marked public."""

    ref: str
    title: str
    place: str
    start: datetime


@dataclass(frozen=True)
class Stretch:
    """The time that is told of: its first day and its last; `over` if it has ended."""

    first: date
    last: date
    over: bool = True


@dataclass(frozen=True)
class Next:
    """The round that has begun after the one told of, or is about to."""

    ref: str
    begun: date
    priorities: tuple[PriorityFacts, ...]


@dataclass(frozen=True)
class Told:
    """All that residents can be told from: of a round (`ref`), or of one priority without one.

    `on` is the day of telling. `asked` is the consultation the round rests on, `open_` one that
    is open now. `unmarked` are the titles of the priorities that are not marked public: of a
    round they are left out.
    """

    team: str
    on: date
    time: Stretch
    priorities: tuple[PriorityFacts, ...]
    ref: str = ""
    asked: Source | None = None
    open_: Source | None = None
    next: Next | None = None
    events: Sequence[ToCome] = ()
    unmarked: tuple[str, ...] = ()
