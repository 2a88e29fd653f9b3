"""The list of a team's appointments: keys in their order, of any number, and rows as they are seen.

Nothing of who a resident is stands in a row, nor what they need: only that something is written.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.appointments import TO_COME
from snt_desk.services.community_lists import Asked
from snt_desk.services.keyed_lists import Listed, Order, by_group, ordered, under_titles

_one = m.Appointment
_FAR: Final = 2**30
USUAL: Final[Order] = ("at", False)
"""The column that stands for what presses, under titles."""
TITLES: Final = ("Say what became of it", "To come", "Over, or cancelled")


@dataclass(frozen=True)
class AppointmentRow:
    """An appointment as it is listed; `status` is a code, `subject` what the resident wants.

    `needs` says that something is written of what they need to come to it.
    """

    key: int
    id: str
    at: datetime
    lasts: int | None
    kind: str
    subject: str
    contact: str
    needs: bool
    officer: str
    place: str
    partner: str
    status: str
    status_label: str


def count(session: Session, team_id: int) -> int:
    """Count a team's appointments."""
    query = select(func.count()).select_from(_one).where(_one.team_id == team_id)
    return session.execute(query).scalar_one()


def to_say(session: Session, team_id: int, now: datetime) -> int:
    """Count those that are over, of which nobody has said what became."""
    query = select(func.count()).select_from(_one)
    past = (_one.team_id == team_id, _one.at < now, _one.status.in_(TO_COME))
    return session.execute(query.where(*past)).scalar_one()


def key_of(session: Session, ref: str) -> int | None:
    """Give the key of an appointment; None if it is gone."""
    return session.scalar(select(_one.id).where(_one.ref == ref))


def listed(session: Session, team_id: int, asked: Asked, now: datetime) -> Listed:
    """Give the list at a moment: under titles, unless another order than the usual is asked for.

    With `only` it is what is still to be done: what is to come, and of which nobody has said
    what became.
    """
    group = _group(now)
    query = select(_one.id, group).where(_one.team_id == team_id)
    if asked.priority:
        wanted = select(m.Contact.id).join(m.Priority, m.Priority.id == m.Contact.priority_id)
        query = query.where(_one.contact_id.in_(wanted.where(m.Priority.ref == asked.priority)))
    if asked.only:
        query = query.where(_one.status.in_(TO_COME))
    for word in asked.words.split():
        query = query.where(or_(*(one.icontains(word, autoescape=True) for one in _WORDS)))
    orders = () if asked.orders == (USUAL,) else asked.orders
    if orders:
        by = ordered(_COLUMNS, orders)
        found = session.execute(query.order_by(*by, _one.at.desc(), _one.id))
        return Listed(array("q", (key for key, _ in found)))
    at = type_coerce(_one.at, Integer)
    # What is over comes last first.
    by = [group, case((group == len(TITLES) - 1, _FAR - at), else_=at), _one.id]
    return under_titles(by_group(session.execute(query.order_by(*by))), TITLES)


def columns() -> frozenset[str]:
    """By what the list can be sorted."""
    return frozenset(_COLUMNS)


def rows(session: Session, wanted: Sequence[int]) -> list[AppointmentRow]:
    """Read the appointments of these keys, in their order; one that is gone is left out."""
    if not wanted:
        return []
    kind, status = m.Code.__table__.alias("kind").c, m.Code.__table__.alias("status").c
    query = (
        select(_one.id, _one.ref, _one.at, _one.lasts, kind.label, _one.kind)
        .add_columns(m.Contact.subject, m.Contact.ref, m.Contact.access_needs.is_not(None))
        .add_columns(m.Member.last_name, m.Place.name, m.Partner.name, _one.status, status.label)
        .join(
            kind.label.table,
            (kind.list == "appointment_kind") & (kind.code == _one.kind),
            isouter=True,
        )
        .join(
            status.label.table,
            (status.list == "appointment_status") & (status.code == _one.status),
            isouter=True,
        )
        .join(m.Contact, m.Contact.id == _one.contact_id, isouter=True)
        .join(m.Member, m.Member.id == _one.officer_id, isouter=True)
        .join(m.Place, m.Place.id == _one.place_id, isouter=True)
        .join(m.Partner, m.Partner.id == _one.partner_id, isouter=True)
        .where(_one.id.in_(wanted))
    )
    found = {}
    for key, ref, at, lasts, label, code, subject, contact, needs, *rest in session.execute(query):
        officer, place, partner, state, said = rest
        found[key] = AppointmentRow(
            *(key, ref, at, lasts, label or code, subject or "", contact or "", bool(needs)),
            *(officer or "", place or "", partner or "", state, said or state),
        )
    return [found[key] for key in wanted if key in found]


def _group(now: datetime) -> Any:
    waits = _one.status.in_(TO_COME)
    return case((waits & (_one.at < now), 0), (waits, 1), else_=2)


def _label(name: str, code: Any) -> Any:
    query = select(func.lower(m.Code.label)).where(m.Code.list == name, m.Code.code == code)
    return query.scalar_subquery()


def _of(column: Any, key: Any) -> Any:
    return select(func.lower(column)).where(column.class_.id == key).scalar_subquery()


_COLUMNS: Final = {
    "at": _one.at,
    "kind": _label("appointment_kind", _one.kind),
    "subject": _of(m.Contact.subject, _one.contact_id),
    "officer": _of(m.Member.last_name, _one.officer_id),
    "place": _of(m.Place.name, _one.place_id),
    "status": _label("appointment_status", _one.status),
}
_WORDS: Final = (*(value for name, value in _COLUMNS.items() if name != "at"),)
