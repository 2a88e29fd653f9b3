"""Chosen lines of a comparison become records, all of them in the caller's one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.police_uk import Event, Listed, Neighbourhood, Person, Priority, Published
from snt_desk.domain.police_uk.comparing import compare
from snt_desk.domain.police_uk.comparing_events import end_of, titled
from snt_desk.domain.police_uk.comparing_place import outline
from snt_desk.domain.police_uk.lines import Line, fold
from snt_desk.domain.police_uk.plain import one_line
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, events, priorities
from snt_desk.services.events import EventDraft
from snt_desk.services.police_uk.held import held, keep_details
from snt_desk.services.priorities import PriorityDraft

_MOST_TITLE = 80
_OTHER = "other"


def look(session: Session, team_id: int, published: Published, today: date) -> tuple[Line, ...]:
    """Compare what was read with what the team holds; names only where they were left in."""
    return compare(published, held(session, team_id, today), today)


def take(
    session: Session, team_id: int, published: Published, chosen: Sequence[Line], today: date
) -> int:
    """Take over the chosen lines, and give how many; all of them or, with a DeskError, none.

    Nothing is taken where a line is no longer as it was looked at.
    """
    now = {one.id: one for one in look(session, team_id, published, today)}
    for line in chosen:
        if now.get(line.id) != line or not line.takes:
            raise DeskError("Something has changed meanwhile", "Look at the comparison again.")
    for line in chosen:
        _take(session, team_id, line, today)
    return len(chosen)


def _take(session: Session, team_id: int, line: Line, today: date) -> None:
    match line.public:
        case Priority() as one:
            _take_priority(session, team_id, one, line.ref, today)
        case Event() as one:
            _take_event(session, team_id, one, line.ref)
        case Person():
            member = session.scalar(select(m.Member).where(m.Member.collar == line.ref))
            if member is not None:
                member.public = True
        case Neighbourhood() as one:
            keep_details(session, team_id, one)
            _team(session, team_id).police_uk_id = one.id
        case Listed() as one:
            _team(session, team_id).police_uk_id = one.id
        case tuple() as points:
            made = outline(_team(session, team_id).name, points)
            beat_map.go_round(session, team_id, made)
        case None:
            raise AssertionError(line.id)


def _team(session: Session, team_id: int) -> m.Team:
    return session.get_one(m.Team, team_id)


# --- Priorities -------------------------------------------------------------------------------


def _take_priority(session: Session, team_id: int, one: Priority, ref: str, today: date) -> None:
    """A new one is adopted or proposed by its day; of one that is here nothing is emptied."""
    adopted = one.issued if one.issued is not None and one.issued <= today else None
    if ref:
        draft = priorities.opened(session, ref)
    else:
        draft = PriorityDraft(
            title=_title(one.issue),
            theme=_best(_labels(session, "theme"), one.issue),
            place=_place(session, team_id, one.issue)[0],
            raised=adopted or today,
        )
    draft = replace(
        draft,
        adopted=adopted or draft.adopted,
        action=one.action or draft.action,
        last_update=one.acted or draft.last_update,
        issue=one.issue,
        public=True,
    )
    if ref:
        priorities.change(session, ref, draft)
    else:
        priorities.add(session, team_id, draft)


def _title(issue: str) -> str:
    """What the register calls it: its first sentence, as far as a list shows it."""
    first = one_line(issue).split(". ")[0].removesuffix(".")
    if len(first) <= _MOST_TITLE:
        return first
    return f"{first[: _MOST_TITLE - 1].rpartition(' ')[0] or first[: _MOST_TITLE - 1]}…"


def _labels(session: Session, name: str) -> dict[str, str]:
    query = select(m.Code.code, m.Code.label).where(m.Code.list == name, m.Code.valid_to.is_(None))
    return dict(session.execute(query.order_by(m.Code.position)).all())


def _best(labels: Mapping[str, str], text: str) -> str:
    """The code whose label stands in a text, the longest first; else what is for all others."""
    said = f" {fold(text)} "
    there = [code for code, label in labels.items() if f" {fold(label)} " in said]
    found = max(there, key=lambda code: len(labels[code]), default="")
    return found or (_OTHER if _OTHER in labels else next(iter(labels), ""))


def _place(session: Session, team_id: int, text: str) -> tuple[str | None, str]:
    """The team's place that a text names, by its code and name; the longest name first."""
    query = select(m.Place.code, m.Place.name).where(m.Place.team_id == team_id)
    said = f" {fold(text)} "
    there = [(code, name) for code, name in session.execute(query) if _names(name, said)]
    return max(there, key=lambda one: (len(one[1]), one[0]), default=(None, ""))


def _names(name: str, said: str) -> bool:
    folded = fold(name)
    return bool(folded) and f" {folded} " in said


# --- Events -----------------------------------------------------------------------------------


def _take_event(session: Session, team_id: int, one: Event, ref: str) -> None:
    if ref:
        draft = events.opened(session, ref)
    else:
        place, name = _place(session, team_id, one.address)
        kinds = _labels(session, "event_kind")
        draft = EventDraft(
            kind=_best(kinds, f"{one.title} {one.type}"),
            # What its address says besides the place has nowhere else to stand.
            title=one.title if fold(name) == fold(one.address) else titled(one),
            place=place,
        )
    draft = replace(draft, start=one.start, end=end_of(one) or draft.end, public=True)
    if ref:
        events.change(session, ref, draft)
    else:
        events.add(session, team_id, draft)
