"""One response of a consultation: opened, written down, changed and taken away.

And what is at hand while many are typed: the events where it may have been said, and what was
typed last.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.consultations import ResponseDraft
from snt_desk.domain.drafts import given
from snt_desk.errors import DeskError
from snt_desk.services import consultations, handles

_BEFORE = 60 * DAY
_CHUNK = 500


@dataclass(frozen=True)
class EventName:
    """An event at which something may have been said."""

    ref: str
    title: str
    day: date


@dataclass(frozen=True)
class Typed:
    """A response as it is told again after it was typed; codes by their labels."""

    ref: str
    received: date
    channel: str
    theme: str
    place: str
    count: int


def consultation_of(session: Session, table: str, ref: str) -> str | None:
    """Say to which consultation a record belongs; one is its own. None if there is none."""
    if table == "consultations":
        return ref
    kinds: dict[str, Any] = {"responses": m.Response, "crime_notes": m.CrimeNote}
    kind = kinds.get(table)
    if kind is None:
        return None
    query = (
        select(m.Consultation.ref)
        .join(kind, kind.consultation_id == m.Consultation.id)
        .where(kind.ref == ref)
    )
    found: str | None = session.scalar(query)
    return found


def events(session: Session, team_id: int, until: date, also: str | None = None) -> list[EventName]:
    """List the events of two months up to a day, the latest first; and the one that is named."""
    one = m.Event
    within = one.start.between(clock.midnight(until - _BEFORE), clock.midnight(until + DAY))
    query = (
        select(one.ref, one.title, one.start)
        .where(one.team_id == team_id, within | (one.ref == also))
        .order_by(one.start.desc())
    )
    return [
        EventName(ref, title, clock.local_day(start))
        for ref, title, start in session.execute(query)
    ]


def told(session: Session, refs: Sequence[str]) -> list[Typed]:
    """Tell these again, in their order; what is gone is left out."""
    one, theme, channel = m.Response, aliased(m.Code), aliased(m.Code)
    query = (
        select(one.ref, one.received, func.coalesce(channel.label, one.channel))
        .add_columns(func.coalesce(theme.label, one.theme), func.coalesce(m.Place.name, ""))
        .add_columns(one.count)
        .join(theme, (theme.list == "theme") & (theme.code == one.theme), isouter=True)
        .join(
            channel,
            (channel.list == "response_channel") & (channel.code == one.channel),
            isouter=True,
        )
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
    )
    found = {}
    for start in range(0, len(refs), _CHUNK):
        for row in session.execute(query.where(one.ref.in_(refs[start : start + _CHUNK]))):
            found[row[0]] = Typed(*row)
    return [found[ref] for ref in refs if ref in found]


def opened(session: Session, ref: str) -> ResponseDraft:
    """Give a response as its form takes it; raises DeskError if it is gone."""
    one = _response(session, ref)
    return ResponseDraft(
        received=one.received,
        channel=one.channel,
        theme=one.theme,
        place=handles.name(session, handles.PLACE, one.place_id),
        count=one.count,
        comment=one.comment,
        event=handles.name(session, handles.EVENT, one.event_id),
    )


def add(session: Session, consultation_ref: str, draft: ResponseDraft) -> str:
    """Write down what was said, and give its ref; raises DeskError if it cannot be true."""
    (ref,) = add_many(session, consultation_ref, (draft,))
    return ref


def add_many(
    session: Session, consultation_ref: str, drafts: Iterable[ResponseDraft]
) -> tuple[str, ...]:
    """Write down several at once, as a tally is; raises DeskError if one cannot be true."""
    of = consultations.found(session, consultation_ref)
    refs = []
    for draft in drafts:
        one = m.Response(ref=str(uuid.uuid4()), consultation_id=of.id)
        _fill(session, one, draft, of.team_id)
        session.add(one)
        refs.append(one.ref)
    return tuple(refs)


def change(session: Session, ref: str, draft: ResponseDraft) -> None:
    """Write a response as it is now; raises DeskError if it is gone, or cannot be true."""
    one = _response(session, ref)
    team_id = session.scalars(
        select(m.Consultation.team_id).where(m.Consultation.id == one.consultation_id)
    ).one()
    _fill(session, one, draft, team_id)


def delete(session: Session, ref: str) -> None:
    """Take a response away; raises DeskError if it is gone."""
    session.delete(_response(session, ref))


def _fill(session: Session, one: m.Response, draft: ResponseDraft, team_id: int) -> None:
    for problem in draft.problems():
        raise DeskError("The response cannot be saved", problem.text)
    one.received, one.channel = given(draft.received), draft.channel
    one.theme = draft.theme
    one.count, one.comment = given(draft.count), (draft.comment or "").strip() or None
    one.place_id = handles.key(session, handles.PLACE, draft.place, team_id)
    one.event_id = handles.key(session, handles.EVENT, draft.event, team_id)


def _response(session: Session, ref: str) -> m.Response:
    return handles.there(session, m.Response, ref, "response")
