"""Work with partners as it is written down: organisations, meetings, actions; what is overdue.

The return and the Partners tab count what is overdue by the one rule here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from snt_desk.domain import agendas, clock
from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.domain.clashes import Clash, cautions
from snt_desk.domain.clock import DAY, LONGEST_STRETCH
from snt_desk.domain.drafts import Caution, Problem, as_compared

DAYS_SOON: Final = 7
"""What is due within so many days is due this week."""
OTHER: Final = "other"
"""The kind of an organisation of which nothing else has been said."""


def is_overdue(due: date | None, closed: date | None, on: date) -> bool:
    """Whether an action was due on or before a day and is not closed by it (formats.md §3)."""
    return due is not None and due <= on and (closed is None or closed > on)


def is_due_soon(due: date | None, closed: date | None, on: date) -> bool:
    """Whether an open action falls due in the seven days after a day."""
    return closed is None and due is not None and on < due <= on + DAYS_SOON * DAY


def is_reminded_of(remind: date | None, due: date | None, closed: date | None, on: date) -> bool:
    """Whether an open action is to be thought of since a day, and is not overdue yet."""
    if remind is None or remind > on or (closed is not None and closed <= on):
        return False
    return not is_overdue(due, closed, on)


@dataclass(frozen=True)
class ActionDraft:
    """What somebody undertakes to do: one of the team by collar, or a partner by ref.

    `ref` is empty while the action is new; `meeting` and `priority` are refs. From `remind` on it
    is shown as near; `outcome` is what came of it.
    """

    text: str = ""
    owner_collar: str | None = None
    owner_partner: str | None = None
    raised: date | None = None
    due: date | None = None
    closed: date | None = None
    meeting: str | None = None
    priority: str | None = None
    ref: str = ""
    remind: date | None = None
    outcome: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.text.strip():
            yield Problem("text", "Enter what is to be done.")
        if (self.owner_collar is None) == (self.owner_partner is None):
            yield Problem("owner", "Choose who does it: one of the team, or an organisation.")
        if self.raised is None:
            yield Problem("raised", "Enter the day on which it was raised.")

    def too_soon(self, today: date) -> Iterator[Problem]:
        """Say what nobody can know yet, of what is typed; a file may hold it (formats.md §1)."""
        if self.closed and self.closed > today:
            yield Problem("closed", "It is open until it is done: enter a day up to today.")

    def warnings(self) -> Iterator[Caution]:
        """Say what looks odd; it can be saved."""
        if self.raised and self.due and self.due < self.raised:
            yield Caution("due", "It is due before it was raised.")
        if self.raised and self.closed and self.closed < self.raised:
            yield Caution("closed", "It was done before it was raised.")
        if self.remind and self.due and self.remind > self.due:
            yield Caution("remind", "It is due before anybody is reminded.")


@dataclass(frozen=True)
class PartnerDraft:
    """An organisation, whom the team speaks to there, and what may be told to it.

    Since `ended` it is no longer worked with.
    """

    name: str = ""
    kind: str = ""
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    told: str | None = None
    ended: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what is missing (formats.md §1)."""
        if not self.name.strip():
            yield Problem("name", "Enter the name of the organisation.")
        if not self.kind:
            yield Problem("kind", "Choose what kind of organisation it is.")

    def warnings(self, others: Collection[str]) -> Iterator[Caution]:
        """Say what looks odd; `others` are the names of the team's other organisations."""
        name = as_compared(self.name)
        if name and name in {as_compared(other) for other in others}:
            yield Caution("name", "There is an organisation of that name already.")
        if self.contact_email and "@" not in self.contact_email:
            yield Caution("contact_email", "An e-mail address has an @ in it.")


@dataclass(frozen=True)
class PersonDraft:
    """Somebody at an organisation, by its ref `partner`; `left` is the first day gone."""

    name: str = ""
    partner: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    told: str | None = None
    left: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what is missing."""
        if not self.name.strip():
            yield Problem("name", "Enter who it is.")
        if self.partner is None:
            yield Problem("partner", "Choose at which organisation.")

    def warnings(self, others: Collection[str]) -> Iterator[Caution]:
        """Say what looks odd; `others` are the names of others at the organisation."""
        name = as_compared(self.name)
        if name and name in {as_compared(other) for other in others}:
            yield Caution("name", "Somebody of that name is there already.")
        if self.email and "@" not in self.email:
            yield Caution("email", "An e-mail address has an @ in it.")


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting, with the actions that are new in it or have changed.

    `officers` are collars, `partners` refs; `new_partners` are organisations among them (or
    among the owners of its actions) that are not in the records yet, by the ref they get.
    `dropped` are the refs of actions taken out of it: those are deleted. `agenda` is what it has
    before it, with what was said and decided; `missing` who was asked and did not come; `venue`
    where it meets, `place` which beat it is about.
    """

    kind: str = ""
    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    priority: str | None = None
    officers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    minutes: str | None = None
    actions: tuple[ActionDraft, ...] = ()
    dropped: tuple[str, ...] = ()
    new_partners: Mapping[str, PartnerDraft] = field(default_factory=dict)
    agenda: tuple[AgendaItem, ...] = ()
    missing: tuple[Missing, ...] = ()
    venue: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing; of the actions too, by number: `text2`."""
        if not self.kind:
            yield Problem("kind", "Choose what kind of meeting it is.")
        if not self.title.strip():
            yield Problem("title", "Enter what the meeting is called.")
        if self.start is None:
            yield Problem("from", "Enter when the meeting begins.")
        elif self.end is not None:
            yield from _end_problems(self.start, self.end)
        yield from self._problems_of_who_came()
        for number, action in enumerate(self.actions, start=1):
            for problem in action.problems():
                yield Problem(f"{problem.field}{number}", problem.text)

    def _problems_of_who_came(self) -> Iterator[Problem]:
        if len(set(self.officers)) < len(self.officers):
            yield Problem("officers", "Name each of the team once.")
        if len(set(self.partners)) < len(self.partners):
            yield Problem("partners", "Name each organisation once.")
        for partner in self.new_partners.values():
            for problem in partner.problems():
                yield Problem("partners", problem.text)
        yield from agendas.problems(self.agenda, self.missing, self.officers, self.partners)

    def warnings(
        self,
        now: datetime,
        others: Collection[tuple[str, datetime]] = (),
        clashes: Collection[Clash] = (),
    ) -> Iterator[Caution]:
        """Say what looks odd at a moment, its actions aside; it can be saved.

        `others` are title and start of the team's other meetings, `clashes` what speaks against
        who comes and when it is.
        """
        if self.start is None:
            return
        yield from cautions(clashes, "officers", "date")
        day = clock.local_day(self.start)
        for title, start in others:
            if as_compared(title) == as_compared(self.title) and clock.local_day(start) == day:
                text = f"{title} at {clock.wall(start)} on that day is written down already."
                yield Caution("title", text)
        if self.start > now:
            if (self.minutes or "").strip():
                yield Caution("minutes", "The meeting is still to come.")
            return
        if not self.partners and not self.officers:
            yield Caution("officers", "Nobody is named as having come.")
        if self.end is None:
            yield Caution("until", "Without an end its time is not counted.")


def _end_problems(start: datetime, end: datetime) -> Iterator[Problem]:
    if end <= start:
        yield Problem("until", f"Enter an end after {clock.wall(start)}.")
    elif clock.minutes_between(start, end) > LONGEST_STRETCH:
        yield Problem("until", "Enter an end within 16 hours of the start.")
