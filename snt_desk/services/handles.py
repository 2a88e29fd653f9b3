"""The handles by which drafts name other records, and the keys that tables keep.

A draft that comes from a form names a priority by its ref, a place by its code, a person by
the collar. A handle is the table, the column that holds the name, and the word for one. Here is
also how several that are named are joined to a record, and a record found by its own ref.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar, overload

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.errors import DeskError

Handle = tuple[Any, Any, str]
Record = TypeVar("Record", bound=m.Base)
Join = TypeVar("Join", bound=m.Base)

PLACE: Final[Handle] = (m.Place, m.Place.code, "place")
PRIORITY: Final[Handle] = (m.Priority, m.Priority.ref, "priority")
ROUND: Final[Handle] = (m.Round, m.Round.ref, "round")
PARTNER: Final[Handle] = (m.Partner, m.Partner.ref, "organisation")
EVENT: Final[Handle] = (m.Event, m.Event.ref, "event")
GROUP: Final[Handle] = (m.CommunityGroup, m.CommunityGroup.ref, "group")
CONSULTATION: Final[Handle] = (m.Consultation, m.Consultation.ref, "consultation")
CONTACT: Final[Handle] = (m.Contact, m.Contact.ref, "contact")
MEETING: Final[Handle] = (m.Meeting, m.Meeting.ref, "meeting")
ACTION: Final[Handle] = (m.Action, m.Action.ref, "action")
MEMBER: Final[Handle] = (m.Member, m.Member.collar, "collar")
CAMPAIGN: Final[Handle] = (m.Campaign, m.Campaign.tag, "campaign")


@overload
def key(session: Session, handle: Handle, named: str, team_id: int | None) -> int: ...
@overload
def key(session: Session, handle: Handle, named: str | None, team_id: int | None) -> int | None: ...
def key(session: Session, handle: Handle, named: str | None, team_id: int | None) -> int | None:
    """Give the key of what is named, among the team's own where it has one.

    Raises DeskError if there is none of that name.
    """
    if named is None:
        return None
    table, column, word = handle
    query = select(table.id).where(column == named)
    if team_id is not None:
        query = query.where(table.team_id == team_id)
    found: int | None = session.scalar(query)
    if found is None:
        # A ref says nothing to anybody.
        gone = f"That {word} is" if column.key == "ref" else f"{word.capitalize()} {named} is"
        raise DeskError(f"{gone} no longer there", "Choose another, or none.")
    return found


def keys(
    session: Session, handle: Handle, named: Iterable[str], team_id: int | None = None
) -> list[int]:
    """Give the keys of all that are named, in their order; raises DeskError if one is none."""
    return [key(session, handle, one, team_id) for one in named]


def in_order(
    table: type[Join], column: str, there: Iterable[Join], keys: Iterable[int]
) -> list[Join]:
    """Give a row that joins each of these keys, numbered in their order; `column` has the key.

    The rows of those that stay are kept: each is there once, and a new row would meet the old one.
    """
    kept: dict[int, Any] = {getattr(row, column): row for row in there}
    found = []
    for position, key in enumerate(dict.fromkeys(keys), start=1):
        row: Any = kept.get(key) or table(**{column: key})
        row.position = position
        found.append(row)
    return found


def there(session: Session, table: type[Record], ref: str, word: str) -> Record:
    """Give the record of that ref; raises DeskError if it is gone, and calls it by that word."""
    with_ref: Any = table
    found: Record | None = session.scalar(select(with_ref).where(with_ref.ref == ref))
    if found is None:
        raise DeskError(f"That {word} is no longer there", "Undo brings it back.")
    return found


def take_away(session: Session, one: m.Base, stays: str, why: str) -> None:
    """Delete a record; where something points to it, DeskError says that it stays, and why."""
    try:
        with session.begin_nested():
            session.delete(one)
            session.flush()
    except IntegrityError as error:
        raise DeskError(stays, why) from error


def name(session: Session, handle: Handle, at: int | None) -> str | None:
    """Give the name of the row with that key."""
    table, column, _ = handle
    return None if at is None else session.scalar(select(column).where(table.id == at))


def names(session: Session, handle: Handle, at: Iterable[int]) -> tuple[str, ...]:
    """Give the names of the rows with these keys, in their order."""
    table, column, _ = handle
    if not (wanted := list(at)):
        return ()
    query = select(table.id, column).where(table.id.in_(wanted))
    known: dict[int, str] = dict(session.execute(query).all())
    return tuple(known[one] for one in wanted)
