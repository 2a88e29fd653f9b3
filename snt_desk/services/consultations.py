"""Consultations: when residents were asked, what came of it in figures, and the verbs."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import consultations as rules
from snt_desk.domain.consultations import ConsultationDraft
from snt_desk.domain.drafts import given
from snt_desk.errors import DeskError
from snt_desk.services import handles


@dataclass(frozen=True)
class ConsultationName:
    """A consultation as it is called, and its days."""

    id: int
    ref: str
    title: str
    opened: date
    closed: date | None

    def is_open(self, on: date) -> bool:
        """Whether residents can answer on a day."""
        return rules.is_open(self.opened, self.closed, on)

    def days_open(self, on: date) -> int:
        """Count the days on which they could, up to a day."""
        return rules.days_open(self.opened, self.closed, on)

    @property
    def draft(self) -> ConsultationDraft:
        """The same as its form takes it."""
        return ConsultationDraft(self.title, self.opened, self.closed)


@dataclass(frozen=True)
class ConsultationRow(ConsultationName):
    """A consultation with what was said.

    `responses` is how many residents spoke, `records` in how many records that is written
    down, `by_channel` the same by the code of the channel, the most first.
    """

    responses: int
    records: int
    by_channel: Mapping[str, int]


# --- Found ------------------------------------------------------------------------------------


def named(session: Session, team_id: int) -> list[ConsultationName]:
    """List the team's consultations, the latest first; nothing is counted."""
    one = m.Consultation
    query = (
        select(one.id, one.ref, one.title, one.opened, one.closed)
        .where(one.team_id == team_id)
        .order_by(one.opened.desc(), one.id.desc())
    )
    return [ConsultationName(*row) for row in session.execute(query)]


def last_closed(asked: Iterable[ConsultationName], on: date) -> ConsultationName | None:
    """Give that of these whose last day came last, up to a day: what a round then rests on."""
    over = [one for one in asked if one.closed is not None and one.closed <= on]
    return max(over, key=lambda one: (one.closed or on, one.opened, one.id), default=None)


def listed(session: Session, team_id: int) -> list[ConsultationRow]:
    """List the same with what was said in each; for the worker where there may be many."""
    said, records = _said(session, team_id)
    return [
        ConsultationRow(
            *(one.id, one.ref, one.title, one.opened, one.closed),
            responses=sum(said[one.id].values()),
            records=records[one.id],
            by_channel=said[one.id],
        )
        for one in named(session, team_id)
    ]


def _said(session: Session, team_id: int) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    """Add up in the database, however many responses there are."""
    one = m.Response
    number = func.sum(one.count)
    query = (
        # By the consultation's own number: with the response's, rows are looked up one by one.
        select(m.Consultation.id, one.channel, number, func.count())
        .join(one, m.Consultation.id == one.consultation_id)
        .where(m.Consultation.team_id == team_id)
        .group_by(m.Consultation.id, one.channel)
        .order_by(number.desc(), one.channel)
    )
    said: dict[int, dict[str, int]] = defaultdict(dict)
    records: dict[int, int] = defaultdict(int)
    for key, channel, counted, rows in session.execute(query):
        said[key][channel] = counted
        records[key] += rows
    return said, records


def opened(session: Session, ref: str) -> ConsultationDraft:
    """Give a consultation as its form takes it; raises DeskError if it is gone."""
    one = found(session, ref)
    return ConsultationDraft(one.title, one.opened, one.closed)


def found(session: Session, ref: str) -> m.Consultation:
    """Give the row of a consultation to another verb; raises DeskError if it is gone."""
    return handles.there(session, m.Consultation, ref, "consultation")


def before(session: Session, ref: str) -> str | None:
    """Give the ref of the team's consultation that opened before this one, if there was any."""
    one = found(session, ref)
    query = (
        select(m.Consultation.ref)
        .where(m.Consultation.team_id == one.team_id, m.Consultation.opened < one.opened)
        .order_by(m.Consultation.opened.desc(), m.Consultation.id.desc())
    )
    return session.scalar(query.limit(1))


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: ConsultationDraft) -> str:
    """Open a consultation and give its ref; raises DeskError if it cannot be true."""
    one = m.Consultation(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: ConsultationDraft) -> None:
    """Write a consultation as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(found(session, ref), draft)


def close(session: Session, ref: str, on: date) -> None:
    """Say which day is its last; raises DeskError if that is before its first, or it is gone."""
    one = found(session, ref)
    _fill(one, ConsultationDraft(one.title, one.opened, on))


def open_again(session: Session, ref: str) -> None:
    """Let residents answer again; raises DeskError if it is gone."""
    found(session, ref).closed = None


def delete(session: Session, ref: str) -> None:
    """Take away a consultation of which nothing came; raises DeskError if something did."""
    one = found(session, ref)
    for table, why in (
        (m.Response, "Residents answered it. Delete their responses first."),
        (m.Round, "A round was chosen after it."),
        (m.CrimeNote, "Published crime figures were noted for it. Delete the note first."),
    ):
        if session.scalar(select(table.id).where(table.consultation_id == one.id).limit(1)):
            raise DeskError(f"{one.title} stays", why)
    session.delete(one)


def _fill(one: m.Consultation, draft: ConsultationDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The consultation cannot be saved", problem.text)
    one.title, one.closed = draft.title.strip(), draft.closed
    one.opened = given(draft.opened)
