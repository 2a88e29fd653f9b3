"""Appointments with residents: agreed, changed, taken away; what they need to come to one.

Nothing of who a resident is stands with an appointment: it points to the contact, whose details
are shown to whoever asks, and that is noted (`residents`).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.appointments import AppointmentDraft
from snt_desk.domain.drafts import given
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = [
    "AppointmentDraft",
    "Subject",
    "add",
    "change",
    "delete",
    "has_needs",
    "of_contact",
    "opened",
    "subjects",
]

_MOST: Final = 200


@dataclass(frozen=True)
class Subject:
    """What a resident wants, as an appointment can be about it; `owner` is a collar."""

    ref: str
    subject: str
    received: datetime
    owner: str | None


def opened(session: Session, ref: str) -> AppointmentDraft:
    """Give an appointment as its form takes it; raises DeskError if it is gone."""
    one = _appointment(session, ref)
    return AppointmentDraft(
        kind=one.kind,
        at=one.at,
        lasts=one.lasts,
        officer=handles.name(session, handles.MEMBER, one.officer_id),
        status=one.status,
        contact=handles.name(session, handles.CONTACT, one.contact_id),
        place=handles.name(session, handles.PLACE, one.place_id),
        partner=handles.name(session, handles.PARTNER, one.partner_id),
    )


def subjects(session: Session, team_id: int, also: Collection[str] = ()) -> list[Subject]:
    """List what an appointment can be about: the contacts that came last, and *also* these."""
    one = m.Contact
    query = (
        select(one.ref, one.subject, one.received, m.Member.collar)
        .join(m.Member, m.Member.id == one.owner_id, isouter=True)
        .where(one.team_id == team_id)
    )
    latest = session.execute(query.order_by(one.received.desc(), one.id.desc()).limit(_MOST)).all()
    if set(also) - {row[0] for row in latest}:
        latest = [*latest, *session.execute(query.where(one.ref.in_(also)))]
    return list({row[0]: Subject(*row) for row in latest}.values())


def of_contact(session: Session, ref: str) -> list[str]:
    """Give the refs of the appointments that came of a contact, the first first."""
    query = (
        select(m.Appointment.ref)
        .join(m.Contact, m.Contact.id == m.Appointment.contact_id)
        .where(m.Contact.ref == ref)
        .order_by(m.Appointment.at, m.Appointment.id)
    )
    return list(session.scalars(query))


def has_needs(session: Session, contact: str) -> bool:
    """Whether something is written of what a resident needs; what it is, is not told here."""
    query = select(m.Contact.access_needs).where(m.Contact.ref == contact)
    return bool(session.scalar(query))


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: AppointmentDraft) -> str:
    """Write down an appointment, and give its ref; raises DeskError if it cannot be true."""
    one = m.Appointment(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: AppointmentDraft) -> None:
    """Write an appointment as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _appointment(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take away an appointment; raises DeskError if it is gone."""
    session.delete(_appointment(session, ref))


def _fill(session: Session, one: m.Appointment, draft: AppointmentDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The appointment cannot be saved", problem.text)
    one.kind, one.status = draft.kind, draft.status
    one.at, one.lasts = given(draft.at), draft.lasts
    one.officer_id = handles.key(session, handles.MEMBER, draft.officer, None)
    one.contact_id = handles.key(session, handles.CONTACT, draft.contact, one.team_id)
    one.place_id = handles.key(session, handles.PLACE, draft.place, one.team_id)
    one.partner_id = handles.key(session, handles.PARTNER, draft.partner, one.team_id)


def _appointment(session: Session, ref: str) -> m.Appointment:
    return handles.there(session, m.Appointment, ref, "appointment")
