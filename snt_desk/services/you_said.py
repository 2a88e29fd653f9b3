"""*You said, we did*: the facts it is drafted from, and what becomes of the text.

It goes out as drafts of messages, on the clipboard or as a file; the program posts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, community, priorities
from snt_desk.domain.community import MessageDraft
from snt_desk.domain.public_facts import Next, PriorityFacts, Source, Stretch, Told
from snt_desk.errors import DeskError
from snt_desk.services import messages, public_facts, rounds
from snt_desk.services.rounds import RoundRow

PUBLIC = "the public"
"""Who gets it, where nothing else is said."""


@dataclass(frozen=True)
class Subject:
    """What residents are told of: a round, or one priority; by table and ref."""

    table: Literal["rounds", "priorities"]
    ref: str

    @property
    def is_round(self) -> bool:
        """Whether it is a whole round."""
        return self.table == "rounds"


# --- The facts --------------------------------------------------------------------------------


def facts(session: Session, team_id: int, round_ref: str, on: date | None = None) -> Told:
    """Give what residents can be told of a round, and of the one that has begun after it.

    What is not marked public is left out of both. `on` is the day of telling, today if it is
    not said. Raises DeskError if the round is gone.
    """
    on = on or clock.today()
    this, following = _with_next(session, team_id, round_ref)
    time = Stretch(this.begun, _last(this, on), this.ended is not None and this.ended <= on)
    told_of = [
        public_facts.of_priority(session, team_id, one.priority.ref, time, one.standing)
        for one in rounds.members(session, this.ref, on)
    ]
    to_come = [] if following is None else _next(session, following, on)
    shown = tuple(one for one in to_come if one.public)
    # That none was chosen is not true where all were left out.
    coming = None
    if following is not None and (shown or not to_come):
        coming = Next(following.ref, following.begun, shown)
    asked = None
    if this.consultation_ref:
        asked = Source("consultations", this.consultation_ref, this.consultation)
    return Told(
        team=_team(session, team_id),
        on=on,
        time=time,
        priorities=public_facts.by_round([one for one in told_of if one.public]),
        ref=this.ref,
        asked=asked,
        open_=_asking(session, team_id, on),
        next=coming,
        events=public_facts.to_come(session, team_id, _from(on)),
        unmarked=_unmarked([*told_of, *to_come]),
    )


def _next(session: Session, following: RoundRow, on: date) -> list[PriorityFacts]:
    """Give those with which the next round begins."""
    return [
        public_facts.of_next(session, one.priority.ref, one.standing)
        for one in rounds.members(session, following.ref, max(on, following.begun))
        if one.standing in {"new", "continued"}
    ]


def _unmarked(found: Sequence[PriorityFacts]) -> tuple[str, ...]:
    titles = {one.ref: one.title for one in found if not one.public}
    return tuple(titles.values())


def facts_of_priority(session: Session, team_id: int, ref: str, on: date | None = None) -> Told:
    """Give what residents can be told of one priority: what was done since they last heard.

    Raises DeskError if it is gone.
    """
    on = on or clock.today()
    one = session.scalar(
        select(m.Priority).where(m.Priority.ref == ref, m.Priority.team_id == team_id)
    )
    if one is None:
        raise DeskError("That priority is no longer there", "Undo brings it back.")
    heard = priorities.told(one.last_update, one.adopted, one.raised)
    time = Stretch(min(heard, on), on)
    told_of = public_facts.of_priority(session, team_id, ref, time)
    return Told(
        team=_team(session, team_id),
        on=on,
        time=time,
        priorities=(told_of,),
        open_=_asking(session, team_id, on),
        events=public_facts.to_come(session, team_id, _from(on)),
        unmarked=_unmarked([told_of]),
    )


def to_tell_of(session: Session, team_id: int, on: date) -> RoundRow | None:
    """Give the round that residents are to be told of: the last that has ended, or this one."""
    listed = rounds.listed(session, team_id)
    ended = (one for one in listed if one.ended is not None and one.ended <= on)
    return next(ended, next((one for one in listed if one.begun <= on), None))


def _with_next(session: Session, team_id: int, round_ref: str) -> tuple[RoundRow, RoundRow | None]:
    following = None
    for one in rounds.listed(session, team_id):
        if one.ref == round_ref:
            return one, following
        following = one
    raise DeskError("That round is no longer there", "Undo brings it back.")


def _last(this: RoundRow, on: date) -> date:
    """The last day of a round that can be told of; of one to come its first."""
    last = on if this.ended is None else min(on, this.ended - clock.DAY)
    return max(this.begun, last)


def _from(on: date) -> datetime:
    """From when events are to come: now, or the beginning of another day."""
    now = clock.this_minute()
    return now if clock.local_day(now) == on else clock.midnight(on)


def _team(session: Session, team_id: int) -> str:
    return session.scalars(select(m.Team.name).where(m.Team.id == team_id)).one()


def _asking(session: Session, team_id: int, on: date) -> Source | None:
    """The consultation that is open now."""
    one = m.Consultation
    query = (
        select(one.ref, one.title)
        .where(one.team_id == team_id, one.opened <= on)
        .where(or_(one.closed.is_(None), one.closed >= on))
        .order_by(one.opened.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return None if found is None else Source("consultations", *found)


# --- What becomes of it -----------------------------------------------------------------------


def make_drafts(
    session: Session, team_id: int, subject: Subject, texts: Mapping[str, str]
) -> tuple[str, ...]:
    """Make drafts of messages of the texts, by the priority that each is of (empty: the whole).

    Gives their refs. Raises DeskError if a text is empty, or what it is of is gone.
    """
    kind = community.YOU_SAID if subject.is_round else community.PRIORITY_UPDATE
    return tuple(
        messages.add(
            session,
            team_id,
            MessageDraft(
                kind=kind,
                text=text,
                status=community.DRAFT,
                priority=priority or (None if subject.is_round else subject.ref),
                round=subject.ref if subject.is_round else None,
            ),
        )
        for priority, text in texts.items()
    )


def told(session: Session, actions: Mapping[str, str | None], on: date) -> None:
    """Say that residents were told on a day of these priorities, and what: their public action.

    Without one the action stands as it is.
    Raises DeskError if a priority is gone.
    """
    for ref, action in actions.items():
        messages.tell(session, [ref], on, " ".join(action.split()) if action else None)


def priorities_of(told_of: Told) -> Sequence[tuple[str, str]]:
    """Give the live priorities that it tells of: those for which residents wait for news."""
    return [(one.ref, one.title) for one in told_of.priorities if one.closed is None]
