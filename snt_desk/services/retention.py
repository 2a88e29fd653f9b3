"""Residents' details that are due for review: listed, kept, held, or taken away for good.

What the return counts of a contact stays when its details go: when and how it came in,
whose it is, and whether it was answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select, text, update
from sqlalchemy.orm import Session

from snt_desk.db import erasing, journal
from snt_desk.db.models import Change, Code, Contact, Member
from snt_desk.domain import clock, retention
from snt_desk.domain.retention import ANONYMISED, State
from snt_desk.domain.traces import Traces
from snt_desk.errors import DeskError
from snt_desk.services import contacts, settings

_FEW: Final = 500


@dataclass(frozen=True)
class Place:
    """Where a contact stands in the list: the key by which it is read, and its state."""

    id: int
    ref: str
    state: State


@dataclass(frozen=True)
class Row:
    """A contact in the list, without the resident's details."""

    id: str
    received: datetime
    channel: str
    subject: str
    owner: str
    status: str
    review_on: date | None
    hold: str | None
    state: State


@dataclass(frozen=True)
class Decision:
    """What was decided about a contact, by whom, when and why."""

    at: datetime
    who: str
    label: str
    reason: str


# --- The list ---------------------------------------------------------------------------------


def listed(session: Session, team_id: int, today: date, words: str = "") -> list[Place]:
    """Give a team's contacts that still have details: due first, then soon, no date, held.

    All in one go, as keys: whoever shows them reads the rows that are seen. With *words* only
    those that have all of them in what the list shows.
    """
    columns = (Contact.id, Contact.ref, Contact.review_on, Contact.hold, Contact.received)
    query = select(*columns).where(Contact.team_id == team_id, _has_details())
    if words.strip():
        query = query.where(*_having(words))
    found = [
        (retention.state(review_on, hold, today), review_on or date.max, received, key, ref)
        for key, ref, review_on, hold, received in session.execute(query)
    ]
    return [Place(key, ref, state) for state, _, _, key, ref in sorted(found)]


def rows(session: Session, places: Sequence[Place], today: date) -> list[Row]:
    """Read the contacts at these places; one that is gone is left out."""
    channel, member = Code.__table__.alias("channel"), Member
    status = Code.__table__.alias("status")
    query = (
        select(Contact.id, Contact.ref, Contact.received, Contact.channel, channel.c.label)
        .add_columns(Contact.subject, member.collar, member.last_name, Contact.status)
        .add_columns(status.c.label, Contact.review_on, Contact.hold)
        .join(
            channel,
            (channel.c.list == "contact_channel") & (channel.c.code == Contact.channel),
            isouter=True,
        )
        .join(
            status,
            (status.c.list == "contact_status") & (status.c.code == Contact.status),
            isouter=True,
        )
        .join(member, member.id == Contact.owner_id, isouter=True)
        .where(Contact.id.in_([place.id for place in places]))
    )
    found = {one[0]: _row(one, today) for one in session.execute(query)}
    return [found[place.id] for place in places if place.id in found]


def due(session: Session, team_id: int, today: date) -> int:
    """Count the contacts whose details are due for review."""
    query = select(func.count()).select_from(Contact).where(Contact.team_id == team_id)
    is_due = (Contact.review_on <= today, Contact.hold.is_(None), _has_details())
    return session.execute(query.where(*is_due)).scalar_one()


def decisions(session: Session, ref: str) -> list[Decision]:
    """Give what was decided about a contact with a reason, the newest first."""
    key = session.scalar(select(Contact.id).where(Contact.ref == ref))
    if key is None or session.get_bind().dialect.name != "sqlite":
        return []
    found = session.execute(_DECIDED, {"row": key, "subject": f"contacts/{ref}"})
    return [Decision(clock.read_moment(at), who, label, why) for at, who, label, why in found]


_DECIDED = text(
    "SELECT at, coalesce(nullif(collar, ''), user), label, reason FROM changes AS c"
    " WHERE reason IS NOT NULL AND category = 'alteration' AND kind = 'change' AND EXISTS"
    " (SELECT 1 FROM images WHERE change_id = c.id AND \"table\" = 'contacts' AND row = :row)"
    " ORDER BY id DESC"
)


def left_since(session: Session, refs: Sequence[str]) -> int:
    """Count the exports and prints that left the desk since the first of these contacts came."""
    first = session.scalar(select(func.min(Contact.received)).where(Contact.ref.in_(refs)))
    query = select(func.count()).select_from(Change).where(Change.category == "disclosure")
    if first is None:
        return 0
    # Sent returns hold no names; what was only noted went out in some other form.
    since = query.where(Change.kind == "note", Change.at >= first.isoformat())
    return session.execute(since).scalar_one()


def _has_details() -> ColumnElement[bool]:
    return or_(
        Contact.subject != ANONYMISED,
        Contact.resident_name.is_not(None),
        Contact.resident_contact.is_not(None),
        Contact.access_needs.is_not(None),
    )


def _having(words: str) -> list[ColumnElement[bool]]:
    label = select(Code.label).where(Code.list == "contact_channel", Code.code == Contact.channel)
    owner = select(Member.last_name).where(Member.id == Contact.owner_id)
    shown = (Contact.ref, Contact.subject, label.scalar_subquery(), owner.scalar_subquery())
    return [or_(*(one.icontains(word, autoescape=True) for one in shown)) for word in words.split()]


def _row(found: Any, today: date) -> Row:
    _, ref, received, channel, label, subject, collar, last_name, status, said, day, hold = found
    owner = f"{last_name} {collar}" if collar else ""
    state = retention.state(day, hold, today)
    return Row(*(ref, received, label or channel, subject, owner, said or status, day, hold, state))


# --- Deciding ---------------------------------------------------------------------------------


def keep(session: Session, refs: Sequence[str], until: date, reason: str, today: date) -> None:
    """Keep details until a day, for a reason that the journal keeps; DeskError if it will not do.

    To be called in a change of the category alteration, with that reason.
    """
    _insist(retention.problems_of_day(until, today))
    _insist_reason(session, refs, reason)
    for some in _some(refs):
        session.execute(_change(some).values(review_on=until, version=Contact.version + 1))


def hold(session: Session, refs: Sequence[str], reason: str) -> None:
    """Let nobody take these details away until the hold is released; DeskError as for `keep`."""
    _insist_reason(session, refs, reason)
    for some in _some(refs):
        session.execute(_change(some).values(hold=reason.strip(), version=Contact.version + 1))


def release(session: Session, refs: Sequence[str], reason: str) -> None:
    """Release the hold on these details; DeskError as for `keep`."""
    _insist_reason(session, refs, reason)
    for some in _some(refs):
        session.execute(
            _change(some)
            .where(Contact.hold.is_not(None))
            .values(hold=None, version=Contact.version + 1)
        )


def anonymise(session: Session, ref: str) -> None:
    """Take a resident's details away, here and in every image of the journal; for good.

    To be called in `store.erase`. What is counted stays. Raises DeskError where a hold
    forbids it, or the contact is gone.
    """
    contact = session.scalars(select(Contact).filter_by(ref=ref)).first()
    if contact is None:
        raise DeskError("That contact is no longer there", "Undo brings it back.")
    if contact.hold is not None:
        raise DeskError(f"The details of contact {ref} are held", contact.hold)
    if session.get_bind().dialect.name == "sqlite":
        connection = session.connection()
        journal.wipe(connection, erasing.of_records(connection, "contacts", [ref]))
    contact.subject = ANONYMISED
    contact.resident_name = contact.resident_contact = contact.access_needs = None


def _change(refs: Sequence[str]) -> Any:
    return update(Contact).where(Contact.ref.in_(refs))


def _some(refs: Sequence[str]) -> list[Sequence[str]]:
    return [refs[at : at + _FEW] for at in range(0, len(refs), _FEW)]


def _insist_reason(session: Session, refs: Sequence[str], reason: str) -> None:
    named = Traces()
    if len(refs) <= _FEW:
        for ref in refs:
            named |= contacts.details(session, ref).traces
    _insist(retention.problems_of_reason(reason, named))


def _insist(problems: Any) -> None:
    for problem in problems:
        raise DeskError("The decision is not saved", problem.text)


# --- The team's period ------------------------------------------------------------------------


def months(session: Session, team_id: int) -> int | None:
    """After how many months the team reviews details; None until somebody has said so."""
    kept = settings.readable(session, _key(team_id))
    return kept if isinstance(kept, int) and 0 < kept <= retention.MOST_MONTHS else None


def undated(session: Session, team_id: int) -> int:
    """Count the contacts whose details have no review date."""
    query = select(func.count()).select_from(Contact)
    return session.execute(query.where(*_without_date(team_id))).scalar_one()


def set_months(session: Session, team_id: int, number: int) -> None:
    """Say after how many months the team reviews details; DeskError if that is none."""
    if not 0 < number <= retention.MOST_MONTHS:
        raise DeskError("That is no period", f"Enter 1 to {retention.MOST_MONTHS} months.")
    settings.keep(session, _key(team_id), number)


def set_dates(session: Session, team_id: int, number: int) -> int:
    """Give every contact without a review date its first, and say how many there were."""
    query = select(Contact.id, Contact.received).where(*_without_date(team_id))
    found = session.execute(query).all()
    dated = [
        (key, retention.first_review(clock.local_day(received), number)) for key, received in found
    ]
    for key, day in dated:
        change = update(Contact).where(Contact.id == key)
        session.execute(change.values(review_on=day, version=Contact.version + 1))
    return len(dated)


def _without_date(team_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Contact.team_id == team_id, Contact.review_on.is_(None), _has_details())


def _key(team_id: int) -> str:
    return f"retention.{team_id}"
