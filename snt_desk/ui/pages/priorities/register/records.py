"""What the register asks of the records: the list, one priority with its plan, what is offered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from snt_desk.domain import clock
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.services import (
    code_lists,
    partner_lists,
    priorities,
    priority_lists,
    roster,
    rounds,
    street_crime,
    tasks,
    team,
)
from snt_desk.services.priorities import PriorityRow
from snt_desk.services.priority_lists import Register, Voices
from snt_desk.services.street_crime import Note
from snt_desk.services.tasks import TaskDraft, TaskRow
from snt_desk.ui.choices import Choices, distinct, of_places
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.register.lines import Around
from snt_desk.ui.tasks import Progress
from snt_desk.ui.tokens import Person

_MONTHS_BACK = 12
"""What was closed longer ago takes nobody's place, and nobody takes its."""


@dataclass(frozen=True)
class Offers:
    """What can be chosen: values with the words for them; `live` counts other live ones."""

    themes: Sequence[tuple[object, str]]
    places: Choices
    results: Sequence[tuple[object, str]]
    further: tuple[Person, ...]
    partners: tuple[Person, ...]
    others: Choices
    live: int


@dataclass(frozen=True)
class Plan:
    """A priority as it is saved, with its tasks; `people` and `partners` are what they are called.

    Of another priority that it is joined to, `titles` has the title by its ref. `notes` are what
    the published figures of crime say.
    """

    draft: PriorityDraft
    tasks: tuple[TaskRow, ...]
    people: Mapping[str, str]
    partners: tuple[str, ...]
    titles: Mapping[str, str]
    notes: tuple[Note, ...] = ()


class Records:
    """The team's priorities as they are looked at, read again after each change.

    What was raised long ago is read by the worker, and at once only if it is asked for.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rows: dict[str, PriorityRow] = {}
        self.register = Register()
        self.around = Around(clock.today())

    def read(self, *needed: str) -> None:
        """Read the latest of the register again, and what has one of those refs.

        Of a long one the rest stays as it was read before, until the worker has read it again.
        """
        team_id, today = self._desk.team.id, clock.today()
        with self._desk.store.read() as session:
            found = priority_lists.begun(session, team_id, self.register, needed, today)
            now = rounds.current(session, team_id, today)
        self.around = Around(today, voices=self.around.voices, round=now)
        self.take(found)

    def need(self, ref: str) -> bool:
        """Have this one in hand, if it is in the register; gives whether more was read."""
        if self.register.whole or not ref or ref in self.rows:
            return False
        self.take(self._read())
        return True

    def read_rest(self, _progress: Progress) -> Register:
        """Read all of it; for the worker."""
        return self._read()

    def take(self, found: Register) -> None:
        """Look at these rows from now on."""
        self.rows = found.by_ref
        self.register = found
        self.around = replace(self.around, results=found.results)

    def _read(self) -> Register:
        with self._desk.store.read() as session:
            return priority_lists.whole(session, self._desk.team.id, clock.today())

    def count(self, _progress: Progress) -> Voices:
        """Count how many residents asked for each; for the worker."""
        ids = [one.id for one in self.register.rows]
        with self._desk.store.read() as session:
            return priority_lists.voices(session, self._desk.team.id, ids)

    def take_voices(self, voices: Voices) -> bool:
        """Remember how many asked; gives whether that is something else than before."""
        new = voices != self.around.voices
        self.around = replace(self.around, voices=voices)
        return new

    # --- One priority -------------------------------------------------------------------------

    def priority(self, ref: str) -> PriorityDraft:
        """Give a priority as it is saved; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return priorities.opened(session, ref)

    def again(self, ref: str) -> PriorityDraft:
        """Give a new one that takes up a closed one again."""
        with self._desk.store.read() as session:
            return priorities.reopen(session, ref, clock.today())

    def plan(self, ref: str) -> Plan:
        """Give a priority with its tasks and what it is joined to; DeskError if it is gone."""
        team_id = self._desk.team.id
        with self._desk.store.read() as session:
            draft = priorities.opened(session, ref)
            theirs = tasks.listed(session, ref)
            known = roster.on_day(session, team_id, clock.today()) if theirs else ()
            notes = street_crime.of_priority(session, ref)
            organisations = partner_lists.organisations(session, team_id) if draft.partners else ()
        names = {one.ref: one.name for one in organisations}
        joined = {draft.reopens, draft.replaces, draft.replaced_by} & self.rows.keys()
        return Plan(
            draft,
            theirs,
            {one.collar: one.called for one in known},
            tuple(names.get(one, one) for one in draft.partners),
            {one: self.rows[one].title for one in joined if one},
            notes,
        )

    def task(self, ref: str) -> TaskDraft:
        """Give a task as it is saved; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return tasks.opened(session, ref)

    def priority_of(self, task_ref: str) -> str:
        """Say of which priority a task is; empty if it is gone."""
        with self._desk.store.read() as session:
            return tasks.of(session, task_ref) or ""

    # --- What is offered ----------------------------------------------------------------------

    def offers(self, ref: str, draft: PriorityDraft) -> Offers:
        """Offer what stands today, and what the priority of that ref has already."""
        today, team_id = clock.today(), self._desk.team.id
        used = (draft.theme, draft.result or "")
        with self._desk.store.read() as session:
            places = team.places(session, team_id)
            return Offers(
                code_lists.offered(session, "theme", today, also=used),
                of_places(places),
                code_lists.offered(session, "priority_result", today, also=used),
                tuple(Person(one.code, one.name, listed=one.name) for one in places),
                tuple(
                    Person(one.ref, one.name, listed=one.offered(today))
                    for one in partner_lists.organisations(session, team_id)
                ),
                self._others(ref, {draft.reopens, draft.replaces, draft.replaced_by}),
                priorities.live_besides(session, team_id, ref),
            )

    def _others(self, ref: str, joined: Collection[str | None]) -> Choices:
        """Offer the other priorities, but for those that were closed long ago."""
        since = clock.add_months(clock.today(), -_MONTHS_BACK)
        found: list[tuple[object, str, str]] = []
        for one in self.register.rows:
            if one.ref != ref and (one.ref in joined or (one.closed or since) >= since):
                which = ", ".join(filter(None, (one.place, clock.long_day(one.raised))))
                found.append((one.ref, one.title, which))
        return distinct(found)

    def owners(self) -> Choices:
        """Who of the team can do a task."""
        with self._desk.store.read() as session:
            known = roster.on_day(session, self._desk.team.id, clock.today())
        return distinct([(one.collar, one.called, one.collar) for one in known])
