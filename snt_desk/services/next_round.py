"""The next round begun in one go: who can be in it, and all of it written as one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from snt_desk.domain.drafts import Problem, given
from snt_desk.domain.next_round import REPLACE, Candidate, Fate, NextRound
from snt_desk.domain.priorities import ADOPTED, PROPOSED
from snt_desk.errors import DeskError
from snt_desk.services import priorities, responses, rounds
from snt_desk.services.priorities import PriorityRow

# By its name: what begins here is a round, and no transaction.
from snt_desk.services.rounds import begin as begin_round


@dataclass(frozen=True)
class Offers:
    """The live priorities, the longest first, and the proposed ones, the most wanted first."""

    live: tuple[Candidate, ...] = ()
    proposed: tuple[Candidate, ...] = ()

    @property
    def known(self) -> dict[str, Candidate]:
        """All of them by ref."""
        return {one.ref: one for one in (*self.live, *self.proposed)}


def offers(session: Session, team_id: int) -> Offers:
    """Give what there is to decide on as the team's next round begins."""
    rows = priorities.register(session, team_id)
    said = responses.said_so(session, [one.id for one in rows if one.closed is None])

    def candidate(one: PriorityRow, day: date) -> Candidate:
        return Candidate(one.ref, one.title, one.place, day, said[one.id])

    live = [candidate(one, one.adopted) for one in rows if one.status == ADOPTED and one.adopted]
    proposed = [candidate(one, one.raised) for one in rows if one.status == PROPOSED]
    return Offers(
        tuple(sorted(live, key=lambda one: (one.day, one.title))),
        tuple(sorted(proposed, key=lambda one: (-one.feedback, one.day, one.title))),
    )


def problems(session: Session, team_id: int, chosen: NextRound, among: Offers) -> Iterator[Problem]:
    """Say what stops the round from beginning so, what it shares with others included."""
    found = tuple(chosen.problems(among.known))
    yield from found
    if not any(one.field in {"begun", "months"} for one in found):
        yield from rounds.problems(session, team_id, chosen.draft)


def save(session: Session, team_id: int, chosen: NextRound) -> str:
    """Begin the round, adopt, close and replace as decided, and give its ref.

    Raises DeskError if it cannot be true, or a priority is not any more what was decided on.
    """
    among = offers(session, team_id)
    for ref in chosen.taken:
        if ref not in {one.ref for one in among.proposed}:
            raise _other(session, ref, "proposed")
    for fate in chosen.ended:
        if fate.ref not in {one.ref for one in among.live}:
            raise _other(session, fate.ref, "live")
    for problem in problems(session, team_id, chosen, among):
        raise DeskError("The round cannot begin", problem.text)
    begun = given(chosen.draft.begun)
    made = begin_round(session, team_id, chosen.draft)
    for ref in chosen.taken:
        draft = priorities.opened(session, ref)
        priorities.change(session, ref, replace(draft, adopted=begun))
    for fate in chosen.ended:
        _close(session, fate, begun)
    return made


def _close(session: Session, fate: Fate, on: date) -> None:
    draft = priorities.opened(session, fate.ref)
    closed = replace(draft, closed=on, result=fate.outcome, assessment=fate.assessment)
    if fate.decision == REPLACE:
        closed = replace(closed, replaced_by=fate.by)
    priorities.change(session, fate.ref, closed)


def _other(session: Session, ref: str, wanted: str) -> DeskError:
    """Why it cannot be decided on: it was changed meanwhile, perhaps elsewhere."""
    title = priorities.opened(session, ref).title
    return DeskError(f"{title} is not {wanted} any more", "Look at the list again.")
