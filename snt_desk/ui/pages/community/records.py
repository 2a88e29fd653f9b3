"""What the Community tab asks of the records, and what it writes to them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from snt_desk.domain import clock
from snt_desk.domain.appointments import APPOINTMENTS
from snt_desk.domain.campaigns import CAMPAIGNS, COUNTS, PLANNED
from snt_desk.domain.clock import Month
from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.reach import GROUPS
from snt_desk.services import (
    campaigns,
    code_lists,
    community_lists,
    community_rows,
    gather,
    groups,
    message_days,
    priorities,
    roster,
    rounds,
    team,
    waiting,
)
from snt_desk.services.community_lists import Asked
from snt_desk.services.groups import GroupName
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui.choices import Choices, distinct, of_places, of_priorities
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.community.campaigns.of_campaigns import Campaigns, Counts, Planned
from snt_desk.ui.pages.community.columns import Line, line
from snt_desk.ui.pages.community.of_appointments import Appointments
from snt_desk.ui.pages.community.of_contacts import Contacts
from snt_desk.ui.pages.community.of_events import Events
from snt_desk.ui.pages.community.of_groups import Groups
from snt_desk.ui.pages.community.of_messages import Messages
from snt_desk.ui.tokens import Person

_SHORT: Final = 2_000
"""A list of so many is found in a blink."""


@dataclass(frozen=True)
class Offers:
    """What can be chosen in the forms, as it stands in the records."""

    people: tuple[Person, ...] = ()
    priorities: tuple[PriorityRow, ...] = ()
    places: tuple[tuple[object, str], ...] = ()
    campaigns: tuple[tuple[object, str], ...] = ()
    outcomes: tuple[CodeFact, ...] = ()
    rounds: tuple[tuple[object, str], ...] = ()
    groups: tuple[GroupName, ...] = ()

    def groups_on(self, day: date, also: Collection[str] = ()) -> list[Person]:
        """Give the groups that the team reaches on a day, and those named by their refs."""
        return [
            Person(one.ref, one.name, listed=one.name)
            for one in self.groups
            if one.is_reached_on(day) or one.ref in also
        ]

    def priority_choices(self) -> Choices:
        """Every priority by its title: the live ones first."""
        return of_priorities(self.priorities)

    def owner_choices(self) -> Choices:
        """Everybody of the team by name."""
        return distinct([(one.collar, one.name, one.collar) for one in self.people])

    def outcomes_on(self, day: date) -> list[str]:
        """The codes of the outcomes that can be counted on a day."""
        return [one.code for one in self.outcomes if one.stands_between(day, day)]


@dataclass(frozen=True)
class Shown:
    """A list that was found, how long it is without filter, and what there is to do.

    `standing` says that in a few words: `6 waiting, 1 past 72 hours`.
    """

    keys: array[int]
    titles: tuple[str, ...]
    total: int
    standing: str


class _Of(Protocol):
    """What is asked of the records of one kind."""

    called: str
    """What one is called in the name of a change."""

    def named(self, ref: str) -> str:
        """The same with its name, if that may stand there: `event, Stall at the shops`."""
        ...

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; DeskError where something points to it."""
        ...


class Records:
    """The team's events, contacts and messages: their lists, and what can be chosen in forms."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.offers = Offers()
        self.events, self.contacts, self.messages = Events(desk), Contacts(desk), Messages(desk)
        self.groups = Groups(desk)
        self.appointments = Appointments(desk)
        self.campaigns, self.planned, self.counts = Campaigns(desk), Planned(desk), Counts(desk)
        self._of: dict[str, _Of] = {
            APPOINTMENTS: self.appointments,
            EVENTS: self.events,
            CONTACTS: self.contacts,
            MESSAGES: self.messages,
            GROUPS: self.groups,
            CAMPAIGNS: self.campaigns,
            PLANNED: self.planned,
            COUNTS: self.counts,
        }

    @property
    def mine(self) -> str | None:
        """The collar of whoever sits at the desk, if it is one of the team's."""
        collar = self._desk.store.actor.collar
        return collar if any(one.collar == collar for one in self.offers.people) else None

    @property
    def only_looks(self) -> bool:
        """Whether nothing can be written."""
        return self._desk.store.only_looks

    def title(self, priority: str) -> str:
        """What a priority is called; empty if it is gone."""
        found = (one.title for one in self.offers.priorities if one.ref == priority)
        return next(found, "")

    def read(self) -> None:
        """Read again what can be chosen."""
        team_id, today = self._desk.team.id, clock.today()
        with self._desk.store.read() as session:
            known = roster.on_day(session, team_id, today)
            self.offers = Offers(
                tuple(Person(one.collar, one.called) for one in known),
                tuple(priorities.register(session, team_id)),
                tuple(of_places(team.places(session, team_id))),
                tuple(campaigns.choices(session)),
                gather.codes(session).get("outcome", ()),
                tuple((one.ref, one.shown) for one in rounds.listed(session, team_id)),
                tuple(groups.named(session, team_id)),
            )

    def kinds(self, list_name: str, on: date, used: Collection[str] = ()) -> list[tuple[str, str]]:
        """Give the codes of a list that stand on a day, and those that are used already."""
        with self._desk.store.read() as session:
            return code_lists.offered(session, list_name, on, also=used)

    # --- Lists --------------------------------------------------------------------------------

    def find(self, table: str, asked: Asked) -> Callable[[Any], Shown]:
        """Give what finds a list, for the worker."""
        of, now = self._desk.team, clock.now()
        team_id = of.id

        def find(session: Any) -> Shown:
            found = community_lists.listed(session, team_id, table, asked, now)
            total = community_lists.count(session, team_id, table)
            said = _standing(session, team_id, table, now) if total else ""
            if total and table == CONTACTS:
                said += _in_time(session, of.code, now)
            return Shown(found.keys, found.titles, total, said)

        return find

    def lines(self, table: str, session: Any, keys: Sequence[int]) -> list[Line]:
        """Read some rows of a list."""
        now = clock.this_minute()
        return [line(one, now) for one in community_rows.rows(session, table, keys)]

    def key_of(self, table: str, session: Any, ref: str) -> int | None:
        """Give the key of a record; None if it is gone."""
        return community_lists.key_of(session, table, ref)

    def is_short(self, table: str) -> bool:
        """Whether a list of that table is found in a blink."""
        with self._desk.store.read() as session:
            return not community_lists.has_more(session, self._desk.team.id, table, _SHORT)

    def count(self, table: str) -> int:
        """Count the team's records."""
        with self._desk.store.read() as session:
            return community_lists.count(session, self._desk.team.id, table)

    def holds(self, table: str, ref: str) -> bool:
        """Whether a record is there."""
        of = self._of[table]
        if isinstance(of, Appointments | Campaigns | Planned | Counts):
            return of.holds(ref)
        with self._desk.store.read() as session:
            return community_lists.key_of(session, table, ref) is not None

    def linked(self, held: tuple[str, str] | None) -> str:
        """Give the ref of the priority of a record; empty if it has none."""
        if held is not None and held[0] == APPOINTMENTS:
            about = self.appointments.opened(held[1]).contact
            held = (CONTACTS, about) if about else None
        if held is None or held[0] in {CAMPAIGNS, PLANNED, COUNTS}:
            return ""
        with self._desk.store.read() as session:
            return community_lists.linked(session, *held)

    def delete(self, table: str, refs: Collection[str]) -> None:
        """Take records away, all or none; DeskError where others point to one."""
        of, first = self._of[table], next(iter(refs))
        what = of.named(first) if len(refs) == 1 else f"{len(refs)} {of.called}s"
        with self._desk.store.change(f"Delete {what}") as session:
            for ref in refs:
                of.delete(session, ref)


def _standing(session: Any, team_id: int, table: str, now: datetime) -> str:
    number = community_lists.to_do(session, team_id, table, now)
    if table == EVENTS:
        late = community_lists.late_feedback(session, team_id, clock.local_day(now))
        return f"{number:,} to come" + (f", feedback overdue for {late:,}" if late else "")
    if table == MESSAGES:
        late = message_days.to_post(session, team_id, now)
        return f"{number:,} not posted yet" + (f", {late:,} past their time" if late else "")
    late = community_lists.overdue(session, team_id, now)
    return f"{number:,} waiting, {late:,} past 72 hours"


def _in_time(session: Any, team_code: str, now: datetime) -> str:
    """Say how many of the present month were answered in time, as its return counts them."""
    found = waiting.answered(session, team_code, Month.of(clock.local_day(now)), now)
    return f"; {found.in_time:,} of {found.of:,} answered in time this month" if found.of else ""
