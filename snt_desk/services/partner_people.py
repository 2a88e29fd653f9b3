"""Whom the team knows at an organisation, and what may be told to them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.drafts import given
from snt_desk.domain.partners import PersonDraft
from snt_desk.errors import DeskError
from snt_desk.services import handles


@dataclass(frozen=True)
class PersonRow:
    """Somebody at an organisation as listed; `left` is the first day gone."""

    ref: str
    name: str
    role: str
    email: str
    phone: str
    told: str
    left: date | None
    partner_ref: str
    partner: str

    def is_there(self, on: date) -> bool:
        """Whether they are still with the organisation on a day."""
        return self.left is None or on < self.left


@dataclass(frozen=True)
class Told:
    """What may be told to an organisation, and to some at it in other words.

    `told` is empty where nothing is written down of it; `people` are names and words.
    """

    partner_ref: str
    partner: str
    told: str
    people: tuple[tuple[str, str], ...] = ()


def listed(session: Session, team_id: int) -> list[PersonRow]:
    """List the team's people at organisations: by organisation, then by name."""
    one = m.PartnerPerson
    query = (
        select(one.ref, one.name, one.role, one.email, one.phone, one.told, one.left)
        .add_columns(m.Partner.ref, m.Partner.name)
        .join(m.Partner, m.Partner.id == one.partner_id)
        .where(one.team_id == team_id)
        .order_by(m.Partner.name, one.name, one.ref)
    )
    return [
        PersonRow(
            *(ref, name, role or "", email or "", phone or "", told or "", left),
            partner_ref,
            partner,
        )
        for ref, name, role, email, phone, told, left, partner_ref, partner in session.execute(
            query
        )
    ]


def told(session: Session, team_id: int, partners: Collection[str], on: date) -> list[Told]:
    """Say of organisations, by their refs, what may be told to each, in the order of names.

    For whoever is about to send them something. Who has left by that day is not said.
    """
    one = m.PartnerPerson
    query = (
        select(m.Partner.ref, one.name, one.told)
        .join(m.Partner, m.Partner.id == one.partner_id)
        .where(m.Partner.team_id == team_id, m.Partner.ref.in_(partners))
        .where(one.told.is_not(None), (one.left.is_(None)) | (one.left > on))
        .order_by(one.name, one.ref)
    )
    people: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for ref, name, words in session.execute(query):
        people[ref].append((name, words or ""))
    known = (
        select(m.Partner.ref, m.Partner.name, m.Partner.told)
        .where(m.Partner.team_id == team_id, m.Partner.ref.in_(partners))
        .order_by(m.Partner.name, m.Partner.ref)
    )
    return [
        Told(ref, name, words or "", tuple(people[ref]))
        for ref, name, words in session.execute(known)
    ]


def opened(session: Session, ref: str) -> PersonDraft:
    """Give somebody as the form takes it; raises DeskError if they are gone."""
    one = _person(session, ref)
    partner = handles.name(session, handles.PARTNER, one.partner_id)
    return PersonDraft(one.name, partner, one.role, one.email, one.phone, one.told, one.left)


def add(session: Session, team_id: int, draft: PersonDraft) -> str:
    """Write down somebody at an organisation, and give the ref; DeskError if it cannot be."""
    one = m.PartnerPerson(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: PersonDraft) -> None:
    """Write somebody as they are now; raises DeskError if they are gone, or have no name."""
    _fill(session, _person(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take somebody away; raises DeskError if they are gone."""
    session.delete(_person(session, ref))


def _fill(session: Session, one: m.PartnerPerson, draft: PersonDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The person cannot be saved", problem.text)
    one.partner_id = handles.key(session, handles.PARTNER, given(draft.partner), one.team_id)
    one.name, one.role = draft.name.strip(), draft.role
    one.email, one.phone = draft.email, draft.phone
    one.told, one.left = draft.told, draft.left


def _person(session: Session, ref: str) -> m.PartnerPerson:
    return handles.there(session, m.PartnerPerson, ref, "person")
