"""What can be chosen for a patrol, or looked for in the log: people, places, reasons, outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.drafts import Caution
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.patrols import PatrolDraft
from snt_desk.domain.usual import Moment, Outing, Usual, ranked
from snt_desk.services import (
    patrol_filter,
    patrol_log,
    patrol_rows,
    patrols,
    priorities,
    roster,
    saved_filters,
    team,
    usual,
)
from snt_desk.services.gather import codes
from snt_desk.services.patrol_log import Filter, PatrolRow
from snt_desk.services.priorities import PriorityRow
from snt_desk.services.roster import Known
from snt_desk.services.saved_filters import Saved
from snt_desk.services.team import PlaceName
from snt_desk.ui.choices import Choices, distinct
from snt_desk.ui.fields import Option
from snt_desk.ui.parts import escaped
from snt_desk.ui.tokens import Person

Reason = tuple[str, str | None]
"""Why a patrol goes out: the code of a purpose, and the ref of a priority if it is one."""

PRIORITY = "priority"
OTHER = "other"
_MODES = {
    "foot": ("&Foot", "footprints"),
    "bicycle": ("&Bicycle", "bike"),
    "vehicle": ("&Vehicle", "car"),
}


@dataclass(frozen=True)
class Offers:
    """The lists of a team as they stand in the records."""

    codes: Mapping[str, Sequence[CodeFact]] = field(default_factory=dict)
    places: Sequence[PlaceName] = ()
    priorities: Sequence[PriorityRow] = ()
    partners: Sequence[tuple[str, str]] = ()
    """Organisations whose staff may come along: ref and name."""

    def modes(self) -> tuple[Option, ...]:
        """Every way of going on patrol, with the letter that chooses it."""
        return tuple(
            Option(one.code, *_MODES.get(one.code, (escaped(one.label), "")))
            for one in self.codes["mode"]
        )

    def place_choices(self) -> Choices:
        """Every place of the team by its name."""
        return distinct([(one.code, one.name, one.code) for one in self.places])

    def hotspot_choices(self) -> Choices:
        """Every hot spot of the team by its name."""
        spots = (one for one in self.places if one.kind == "hotspot")
        return distinct([(one.code, one.name, one.code) for one in spots])

    def reasons(self, first: date, last: date, kept: Reason | None) -> Choices:
        """The priorities and purposes that stand on any day from the first to the last.

        What is `kept` is among them whatever its dates.
        """
        found: list[tuple[object, str, str]] = [
            ((PRIORITY, one.ref), f"Priority: {one.title}", one.place or one.ref)
            for one in self.priorities
            if is_live(one, first, last)
        ]
        found += [
            ((one.code, None), one.label, one.code)
            for one in self.codes["purpose"]
            if one.code != PRIORITY and one.stands_between(first, last)
        ]
        if kept is not None and kept not in (value for value, _, _ in found):
            found.insert(0, (kept, self.reason_words(kept), ""))
        return distinct(found)

    def reason_words(self, reason: Reason) -> str:
        """How a reason is called; one with a purpose of its own beside the priority says both."""
        purpose, ref = reason
        label = next((one.label for one in self.codes["purpose"] if one.code == purpose), purpose)
        title = next((one.title for one in self.priorities if one.ref == ref), ref)
        if ref is None:
            return label
        own = "" if purpose == PRIORITY else f", {label.lower()}"
        return f"Priority: {title}{own}"

    def outcomes(self, day: date) -> list[str]:
        """The codes of the outcomes that can be counted on that day."""
        return [one.code for one in self.codes["outcome"] if one.stands_between(day, day)]

    def outcome_labels(self) -> dict[str, str]:
        """What every outcome is called, past ones too."""
        return {one.code: one.label for one in self.codes["outcome"]}


def mode_words(mode: str, labels: Mapping[str, str]) -> tuple[str, str]:
    """What a way of going on patrol is called in the table, and its icon."""
    words, icon = _MODES.get(mode, (labels.get(mode, mode), ""))
    return words.removeprefix("&") if icon else words, icon


def is_live(priority: PriorityRow, first: date, last: date) -> bool:
    """Whether a priority was adopted by the last day, and not closed by the first."""
    begun = priority.adopted is not None and priority.adopted <= last
    return begun and (priority.closed is None or priority.closed > first)


class Lookup:
    """What the form and the filters ask of the records; each answer is one short look."""

    def __init__(self, store: Store, team_id: int) -> None:
        self._store = store
        self._team_id = team_id
        self._people: dict[date, tuple[Known, ...]] = {}
        self._offers: Offers | None = None
        self._operations: list[str] | None = None
        self._lately: Sequence[Outing] | None = None

    def forget(self) -> None:
        """Ask again from now on: something has changed."""
        self._people.clear()
        self._offers = self._lately = None
        self._operations = None

    @property
    def offers(self) -> Offers:
        """The lists of the team."""
        if self._offers is None:
            with self._store.read() as session:
                self._offers = Offers(
                    codes(session),
                    team.places(session, self._team_id),
                    priorities.register(session, self._team_id),
                    patrols.partners(session, self._team_id),
                )
        return self._offers

    def known(self, day: date) -> tuple[Known, ...]:
        """Everybody as called on that day; who is posted to the team then comes first."""
        if day not in self._people:
            with self._store.read() as session:
                self._people[day] = tuple(roster.on_day(session, self._team_id, day))
        return self._people[day]

    def people(self, day: date) -> tuple[Person, ...]:
        """The same, as a field of people takes them."""
        return tuple(Person(one.collar, one.called) for one in self.known(day))

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that patrols were lately part of, the newest first."""
        found = (one.operation for one in self._past())
        return tuple(dict.fromkeys(one for one in found if one))

    def usual(self, now: Moment) -> Usual:
        """What comes first in each list, by what the team did lately."""
        return ranked(self._past(), now)

    def _past(self) -> Sequence[Outing]:
        if self._lately is None:
            with self._store.read() as session:
                self._lately = usual.lately(session, self._team_id)
        return self._lately

    def out_now(self) -> list[PatrolRow]:
        """List the patrols that are out, the newest first, whatever the log shows."""
        with self._store.read() as session:
            keys = patrol_log.out_now(session, self._team_id, Filter())
            return patrol_rows.read(session, keys)

    def newest(self) -> str | None:
        """The ref of the patrol of the log that went out last."""
        with self._store.read() as session:
            found = patrol_log.rows(session, self._team_id, Filter(), limit=1)
        return found[0].ref if found else None

    def officers(self, month: Month | None) -> Choices:
        """Who was posted to the team in that month or later; without one, whoever ever was."""
        day = month.first if month else clock.today()
        with self._store.read() as session:
            here = roster.everyone(session, self._team_id, day, past=month is None)
            collars = [one.collar for one in here]
            called = roster.on_day(session, self._team_id, day, collars)
        return distinct([(one.collar, one.called, one.collar) for one in called])

    def every_operation(self) -> list[str]:
        """All the operations that patrols of the team were for, the latest first."""
        if self._operations is None:
            with self._store.read() as session:
                self._operations = patrol_filter.operations(session, self._team_id)
        return self._operations

    def saved_filters(self) -> list[Saved]:
        """The filters that the team keeps under a name."""
        with self._store.read() as session:
            return saved_filters.every(session, self._team_id)

    def cautions(self, draft: PatrolDraft, ref: str | None) -> tuple[Caution, ...]:
        """What looks odd about a draft beside what is written already."""
        with self._store.read() as session:
            return patrols.warnings(session, self._team_id, draft, ref)

    def opened(self, ref: str) -> PatrolDraft:
        """A patrol as it is written; DeskError if it is gone."""
        with self._store.read() as session:
            return patrols.opened(session, ref)

    def name(self, draft: PatrolDraft) -> str:
        """What undo and history call a patrol: `foot patrol, Peartree`."""
        with self._store.read() as session:
            return patrols.name(session, self._team_id, draft)
