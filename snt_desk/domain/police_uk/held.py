"""What the team itself holds, as far as the public may be told of it: one side of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from snt_desk.domain.outlines import Outline
from snt_desk.domain.police_uk.shapes import Neighbourhood


@dataclass(frozen=True)
class HeldPriority:
    """A priority of the register; `issue` is what the public would read."""

    ref: str
    title: str
    issue: str
    public: bool
    adopted: date | None = None
    closed: date | None = None
    action: str = ""
    updated: date | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is adopted and not closed: only such a one is published."""
        return self.adopted is not None and self.closed is None


@dataclass(frozen=True)
class HeldEvent:
    """An event of the team; `place` is the place's name."""

    ref: str
    title: str
    public: bool
    start: datetime
    end: datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class HeldPerson:
    """Somebody who is or was posted here; `ranks` are all the words for what they are."""

    collar: str
    name: str
    called: str
    public: bool
    posted: bool
    ranks: tuple[str, ...] = ()
    is_sergeant: bool = False
    last_day: date | None = None


@dataclass(frozen=True)
class Held:
    """All of it. `neighbourhood` is what was kept of the published details, `id` police.uk's.

    `told` is what an export says of the neighbourhood: the same, or what the team is called here.
    """

    team: str
    id: str = ""
    priorities: tuple[HeldPriority, ...] = ()
    events: tuple[HeldEvent, ...] = ()
    people: tuple[HeldPerson, ...] = ()
    neighbourhood: Neighbourhood | None = None
    told: Neighbourhood | None = None
    boundary: Outline | None = None
