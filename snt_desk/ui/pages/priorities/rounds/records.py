"""What the rounds' page asks of the records, and what it writes to them, each as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain import rounds as rules
from snt_desk.domain.drafts import Problem
from snt_desk.domain.next_round import NextRound
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import code_lists, consultations, next_round, priorities, rounds
from snt_desk.services.next_round import Offers
from snt_desk.services.rounds import RoundRow

# By its name: what begins here is a round.
from snt_desk.services.rounds import begin as begin_round
from snt_desk.ui.choices import Choices, distinct
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.rounds import words


@dataclass(frozen=True)
class ToDecide:
    """The priorities to be decided on as a round begins, and the words for what came of one."""

    offers: Offers = field(default_factory=Offers)
    results: Mapping[str, str] = field(default_factory=dict)


class Records:
    """The rounds of the desk's team, as they stood when they were last read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rows: dict[str, RoundRow] = {}
        self.cycle: int | None = None
        self.live = 0
        """How many priorities are live."""
        self.consultations: Choices = []
        self.last_closed: str | None = None
        """The consultation that closed last, by its ref: what the next round rests on."""

    # --- Read ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read rounds, their usual length, the consultations and how many are live again."""
        team_id = self._desk.team.id
        with self._desk.store.read() as session:
            rows = rounds.listed(session, team_id)
            self.cycle = rounds.cycle(session, team_id)
            self.live = priorities.live_besides(session, team_id)
            asked = consultations.named(session, team_id)
        last = consultations.last_closed(asked, clock.today())
        self.last_closed = last.ref if last else None
        self.rows = {one.ref: one for one in rows}
        self.consultations = distinct(
            [(one.ref, one.title, clock.long_day(one.opened)) for one in asked]
        )

    def to_decide(self) -> ToDecide:
        """Read what there is to be decided on; for the worker, for there may be thousands."""
        with self._desk.store.read() as session:
            offers = next_round.offers(session, self._desk.team.id)
            results = code_lists.offered(session, "priority_result", clock.today())
        return ToDecide(offers, dict(results))

    def holds(self, _table: str, ref: str) -> bool:
        """Whether a round is still there."""
        return ref in self.rows

    def awaiting(self, day: date) -> RoundRow | None:
        """Give the round after which the next is due on a day or within a fortnight."""
        return next((one for one in self.rows.values() if one.awaits_on(day) == "due"), None)

    def runs_on(self, day: date) -> RoundRow | None:
        """Give the round that ends if another begins on a day."""
        return next((one for one in self.rows.values() if one.begun < day and one.holds(day)), None)

    @property
    def length(self) -> int:
        """How long a new round is proposed to be."""
        return rules.cycle(self.cycle)

    def round(self, ref: str) -> RoundDraft:
        """Give a round as its form takes it; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return rounds.opened(session, ref)

    def problems(self, ref: str, draft: RoundDraft) -> Sequence[Problem]:
        """Say what stops a round from being saved, among the others too."""
        with self._desk.store.read() as session:
            return list(rounds.problems(session, self._desk.team.id, draft, ref))

    def problems_of_next(self, chosen: NextRound, offers: Offers) -> Sequence[Problem]:
        """Say what stops the next round from beginning so."""
        with self._desk.store.read() as session:
            return list(next_round.problems(session, self._desk.team.id, chosen, offers))

    # --- Write --------------------------------------------------------------------------------

    def save(self, ref: str, draft: RoundDraft, *, verb: str) -> str:
        """Write a round, a new one without a ref, and give its ref; DeskError if it cannot be."""
        with self._desk.store.change(f"{verb} round, {_shown(draft)}") as session:
            if not ref:
                return begin_round(session, self._desk.own_team(), draft)
            rounds.change(session, ref, draft)
        return ref

    def save_next(self, chosen: NextRound) -> str:
        """Begin the next round with all that was decided, and give its ref."""
        with self._desk.store.change(f"Begin round, {_shown(chosen.draft)}") as session:
            return next_round.save(session, self._desk.own_team(), chosen)

    def delete(self, row: RoundRow) -> None:
        """Take a round away; DeskError where messages were written for it."""
        with self._desk.store.change(f"Delete round, {row.shown}") as session:
            rounds.delete(session, row.ref)

    def set_cycle(self, months: int) -> None:
        """Set how long the team's rounds are."""
        with self._desk.store.change(f"Set rounds to {words.months(months)}") as session:
            rounds.set_cycle(session, self._desk.own_team(), months)


def _shown(draft: RoundDraft) -> str:
    return rules.shown(draft.begun, draft.ended) if draft.begun else ""
