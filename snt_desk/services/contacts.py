"""Residents' contacts: what came in, whose it is, and when it was answered.

Who the resident is, is read and written apart: lists and forms do without, and whoever shows
it notes that first (`residents`).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.community import (
    ANSWERED,
    NO_REPLY_NEEDED,
    PASSED_ON,
    ContactDraft,
    Details,
    is_waiting,
)
from snt_desk.domain.drafts import given
from snt_desk.domain.retention import is_anonymised
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = [
    "ContactDraft",
    "Details",
    "Organisation",
    "add",
    "answer",
    "change",
    "delete",
    "details",
    "details_gone",
    "give",
    "needs_no_reply",
    "opened",
    "organisations",
    "pass_on",
]


@dataclass(frozen=True)
class Organisation:
    """Whom a contact can be passed on to, and what may be told to it; empty if nobody has said.

    `kind` is the words for its kind.
    """

    ref: str
    name: str
    kind: str
    told: str


def opened(session: Session, ref: str) -> ContactDraft:
    """Give a contact as its form takes it; raises DeskError if it is gone."""
    one = _contact(session, ref)
    return ContactDraft(
        received=one.received,
        channel=one.channel,
        subject=one.subject,
        owner=handles.name(session, handles.MEMBER, one.owner_id),
        status=one.status,
        answered=one.answered,
        review_on=one.review_on,
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        passed_to=handles.name(session, handles.PARTNER, one.passed_to_id),
    )


def waits(session: Session, ref: str) -> bool:
    """Whether a resident waits for an answer; one that is gone does not."""
    one = select(m.Contact.status, m.Contact.answered).where(m.Contact.ref == ref)
    found = session.execute(one).one_or_none()
    return found is not None and is_waiting(found.status, found.answered)


def details(session: Session, ref: str) -> Details:
    """Give a resident's details; DeskError if the contact is gone."""
    one = _contact(session, ref)
    return Details(one.resident_name or "", one.resident_contact or "", one.access_needs or "")


def details_gone(session: Session, ref: str) -> bool:
    """Whether a resident's details were taken away for good; DeskError if the contact is gone."""
    one = _contact(session, ref)
    return is_anonymised(one.subject, one.resident_name, one.resident_contact, one.access_needs)


def organisations(
    session: Session, team_id: int, on: date, also: Collection[str | None] = ()
) -> list[Organisation]:
    """List the organisations that are worked with on a day by name, and *also* these."""
    one = m.Partner
    there = or_(one.ended.is_(None), one.ended > on, one.ref.in_([ref for ref in also if ref]))
    query = (
        select(one.ref, one.name, func.coalesce(m.Code.label, one.kind), one.told)
        .join(m.Code, (m.Code.list == "partner_kind") & (m.Code.code == one.kind), isouter=True)
        .where(one.team_id == team_id, there)
        .order_by(func.lower(one.name), one.id)
    )
    found = session.execute(query)
    return [Organisation(ref, name, kind, told or "") for ref, name, kind, told in found]


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: ContactDraft, said: Details) -> str:
    """Write down a contact, and give its ref; raises DeskError if it cannot be true."""
    one = m.Contact(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    _fill_details(one, said)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: ContactDraft, said: Details | None = None) -> None:
    """Write a contact as it is now; without *said* the resident's details stay as they are.

    Raises DeskError if it is gone, cannot be true, or its details were taken away and would
    be filled in again.
    """
    one = _contact(session, ref)
    if details_gone(session, ref) and (
        draft.subject.strip() != one.subject or said not in (None, Details())
    ):
        raise DeskError(
            "The details were taken away",
            "They are not filled in again. Write down a new contact.",
        )
    _fill(session, one, draft)
    if said is not None:
        _fill_details(one, said)


def answer(session: Session, ref: str, at: datetime) -> None:
    """Say that a resident was answered; raises DeskError if it is gone, or came later."""
    one = _contact(session, ref)
    if at < one.received:
        raise DeskError("It cannot be answered yet", "It came in later than that.")
    one.status, one.answered = ANSWERED, at


def pass_on(session: Session, ref: str, partner: str) -> None:
    """Say to which organisation a contact was passed on: who wrote still waits for an answer.

    Raises DeskError if either is gone, or nobody waits any more.
    """
    one = _waiting(session, ref)
    one.status = PASSED_ON
    one.passed_to_id = handles.key(session, handles.PARTNER, partner, one.team_id)


def needs_no_reply(session: Session, ref: str) -> None:
    """Say that nobody waits for an answer; raises DeskError if it is gone, or nobody does."""
    _waiting(session, ref).status = NO_REPLY_NEEDED


def give(session: Session, ref: str, collar: str | None) -> None:
    """Give a contact to one of the team, or to nobody; raises DeskError if it is gone."""
    _contact(session, ref).owner_id = handles.key(session, handles.MEMBER, collar, None)


def delete(session: Session, ref: str) -> None:
    """Take away a contact; raises DeskError if appointments came of it."""
    one = _contact(session, ref)
    handles.take_away(session, one, "The contact stays", "An appointment came of it.")


# --- Writing ----------------------------------------------------------------------------------


def _fill(session: Session, one: m.Contact, draft: ContactDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The contact cannot be saved", problem.text)
    one.received, one.channel = given(draft.received), draft.channel
    one.subject = draft.subject.strip()
    one.status, one.answered, one.review_on = draft.status, draft.answered, draft.review_on
    one.owner_id = handles.key(session, handles.MEMBER, draft.owner, None)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    one.passed_to_id = handles.key(session, handles.PARTNER, draft.passed_to, one.team_id)


def _fill_details(one: m.Contact, said: Details) -> None:
    one.resident_name = said.name.strip() or None
    one.resident_contact = said.contact.strip() or None
    one.access_needs = said.needs.strip() or None


def _waiting(session: Session, ref: str) -> m.Contact:
    one = _contact(session, ref)
    if not is_waiting(one.status, one.answered):
        raise DeskError("Nobody waits for an answer", "It was answered, or needs none.")
    return one


def _contact(session: Session, ref: str) -> m.Contact:
    return handles.there(session, m.Contact, ref, "contact")
