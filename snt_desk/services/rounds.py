"""Rounds of priorities: which there are, what stands in one, and what is done to one.

Which priorities are of a round follows from their own dates and is never stored: one is in it
if it was live for a day of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import rounds as rules
from snt_desk.domain.drafts import Problem, given
from snt_desk.domain.rounds import Awaited, RoundDraft, Standing, State
from snt_desk.errors import DeskError
from snt_desk.services import handles, priorities, responses
from snt_desk.services.priorities import PriorityRow


@dataclass(frozen=True)
class RoundRow:
    """A round as the list shows it; `consultation` is the title of the one it rests on.

    `is_last`: none follows it yet.
    """

    id: int
    ref: str
    begun: date
    months: int
    ended: date | None
    consultation: str
    consultation_ref: str
    note: str
    is_last: bool = False

    @property
    def due(self) -> date:
        """When the next one is due: after its months, or from the day on which it ended."""
        return self.ended or rules.due(self.begun, self.months)

    def awaits_on(self, day: date) -> Awaited | None:
        """Say whether the next one is due on a day, or overdue; None while there is time."""
        if not self.is_last:
            return None
        return rules.awaited(self.begun, self.months, self.ended, day)

    @property
    def shown(self) -> str:
        """Its days: `1 Aug to 30 Nov 2026`, `since 1 Dec 2026`."""
        return rules.shown(self.begun, self.ended)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.begun <= day and (self.ended is None or day < self.ended)

    def state_on(self, day: date) -> State:
        """Say how far it is on a day."""
        return rules.state(self.begun, self.months, self.ended, day)


@dataclass(frozen=True)
class Successor:
    """The priority that another gave way to."""

    ref: str
    title: str


@dataclass(frozen=True)
class RoundMember:
    """A priority in a round: where it stands in it, and how many residents said so.

    What came of one that is closed or replaced is its own `priority.result`, a code;
    `replaced_by` are those that say they replace it. `days_silent` counts how long a live one
    is over the three months without news: it has nothing to do with the round's own months.
    """

    priority: PriorityRow
    standing: Standing
    feedback: int
    days_silent: int
    replaced_by: tuple[Successor, ...] = ()


# --- Read -------------------------------------------------------------------------------------


def listed(session: Session, team_id: int) -> tuple[RoundRow, ...]:
    """List the team's rounds, the latest first."""
    one, asked = m.Round, m.Consultation
    query = (
        select(one.id, one.ref, one.begun, one.months, one.ended)
        .add_columns(func.coalesce(asked.title, ""), func.coalesce(asked.ref, ""))
        .add_columns(func.coalesce(one.note, ""))
        .join(asked, asked.id == one.consultation_id, isouter=True)
        .where(one.team_id == team_id)
        .order_by(one.begun.desc())
    )
    rows = (RoundRow(*row) for row in session.execute(query))
    return tuple(replace(one, is_last=not at) for at, one in enumerate(rows))


def current(session: Session, team_id: int, on: date) -> RoundRow | None:
    """Give the round in which a day lies; None where there is none."""
    return next((one for one in listed(session, team_id) if one.holds(on)), None)


def before(session: Session, round_ref: str) -> RoundRow | None:
    """Give the round before this one; None for the first. Raises DeskError if it is gone."""
    this = _round(session, round_ref)
    rows = listed(session, this.team_id)
    return next((one for one in rows if one.begun < this.begun), None)


def opened(session: Session, ref: str) -> RoundDraft:
    """Give a round as its form takes it; raises DeskError if it is gone."""
    one = _round(session, ref)
    asked = handles.name(session, handles.CONSULTATION, one.consultation_id)
    return RoundDraft(one.begun, one.months, one.ended, asked, one.note)


def members(session: Session, round_ref: str, on: date) -> tuple[RoundMember, ...]:
    """Say which priorities are of a round and where each stands; how silent it is on a day.

    The order is the register's. Raises DeskError if the round is gone.
    """
    this = _round(session, round_ref)
    stands = _stands(session, this)
    said = responses.said_so(session, tuple(stands))
    instead = _successors(session, this.team_id)
    return tuple(
        RoundMember(
            row,
            stands[row.id],
            said[row.id],
            rules.days_silent(row.told, on) if row.freshness_on(on) else 0,
            instead.get(row.id, ()),
        )
        for row in priorities.register(session, this.team_id)
        if row.id in stands
    )


def _stands(session: Session, this: m.Round) -> dict[int, Standing]:
    """Where each priority stands in a round, by id; those that are not of it are left out."""
    one = m.Priority
    query = select(one.id, one.adopted, one.closed, one.result).where(
        one.team_id == this.team_id,
        one.adopted.is_not(None),
        or_(one.closed.is_(None), one.closed >= this.begun, one.adopted >= this.begun),
    )
    return {
        key: found
        for key, adopted, closed, result in session.execute(query)
        if (found := rules.standing(adopted, closed, result, this.begun, this.ended))
    }


def _successors(session: Session, team_id: int) -> dict[int, tuple[Successor, ...]]:
    one = m.Priority
    query = select(one.replaces_id, one.ref, one.title).where(
        one.team_id == team_id, one.replaces_id.is_not(None)
    )
    found: dict[int, tuple[Successor, ...]] = {}
    for key, ref, title in session.execute(query.order_by(one.id)):
        if key is not None:
            found[key] = (*found.get(key, ()), Successor(ref, title))
    return found


# --- Verbs ------------------------------------------------------------------------------------


def begin(session: Session, team_id: int, draft: RoundDraft) -> str:
    """Begin a round and give its ref; the one that is running on its first day ends on it.

    Raises DeskError if it cannot be true, or shares days with another round.
    """
    for problem in problems(session, team_id, draft):
        raise DeskError("The round cannot begin", problem.text)
    begun = given(draft.begun)
    if running := ends(session, team_id, begun):
        _round(session, running.ref).ended = begun
    one = m.Round(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: RoundDraft) -> None:
    """Write a round as it is now; the one before moves its end along if it ended on its first day.

    Raises DeskError if it is gone, cannot be true, or shares days with another round.
    """
    one = _round(session, ref)
    for problem in problems(session, one.team_id, draft, ref):
        raise DeskError("The round cannot be saved", problem.text)
    if draft.begun != one.begun and (last := _joined_before(session, one)):
        last.ended = draft.begun
    _fill(session, one, draft)


def end(session: Session, ref: str, on: date) -> None:
    """End a round: the day is the first that is no more of it; raises DeskError as `change`."""
    change(session, ref, replace(opened(session, ref), ended=on))


def delete(session: Session, ref: str) -> None:
    """Take away a round; its priorities stay as they are. DeskError if messages were for it."""
    one = _round(session, ref)
    handles.take_away(session, one, "The round stays", "Messages were written for it.")


def problems(session: Session, team_id: int, draft: RoundDraft, ref: str = "") -> Iterator[Problem]:
    """Say what stops a round from being saved, what it shares with others included.

    With a `ref` it is that one, to be changed; else it is to begin.
    """
    found = tuple(draft.problems())
    yield from found
    if found or draft.begun is None:
        return
    if ref:
        last = _joined_before(session, _round(session, ref))
        moved = last.ref if last and last.begun < draft.begun else ""
    else:
        running = ends(session, team_id, draft.begun)
        moved = running.ref if running else ""
    for other in reversed(listed(session, team_id)):
        theirs = RoundDraft(other.begun, other.months, other.ended)
        if other.ref == moved:
            theirs = replace(theirs, ended=draft.begun)
        if other.ref != ref and rules.overlap(draft, theirs):
            field = "begun" if other.begun <= draft.begun else "ended"
            yield Problem(field, f"It shares days with the round {_of(other)}.")
            return


def ends(session: Session, team_id: int, on: date) -> RoundRow | None:
    """Give the round that ends if another begins on a day: the one that is running then."""
    running = current(session, team_id, on)
    return running if running and running.begun < on else None


def _of(one: RoundRow) -> str:
    return one.shown if one.ended is None else f"of {one.shown}"


def _joined_before(session: Session, one: m.Round) -> m.Round | None:
    """The round that ended on this one's first day."""
    query = select(m.Round).where(m.Round.team_id == one.team_id, m.Round.ended == one.begun)
    return session.scalar(query)


def _fill(session: Session, one: m.Round, draft: RoundDraft) -> None:
    one.begun, one.months = given(draft.begun), given(draft.months)
    one.ended = draft.ended
    one.note = (draft.note or "").strip() or None
    one.consultation_id = handles.key(
        session, handles.CONSULTATION, draft.consultation, one.team_id
    )


def _round(session: Session, ref: str) -> m.Round:
    return handles.there(session, m.Round, ref, "round")


# --- How long a team's rounds are -------------------------------------------------------------


def cycle(session: Session, team_id: int) -> int | None:
    """Give how many months the team's rounds last, as set or as it came in by data."""
    return session.scalar(select(m.Team.cycle_months).where(m.Team.id == team_id))


def set_cycle(session: Session, team_id: int, months: int) -> None:
    """Set how many months the team's rounds last: what is offered for the next one."""
    for problem in rules.problems_of_length(months):
        raise DeskError("The length cannot be saved", problem.text)
    team = session.get(m.Team, team_id)
    if team is None:
        raise DeskError("There is no team yet", "Choose the team of this desk first.")
    team.cycle_months = months
