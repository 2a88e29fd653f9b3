"""What the Partners tab lists of a team's actions, by how soon they are due.

A list is the keys of its actions in an order, made by the database: any number of them. What is
shown is read by these keys (`rows`), some rows at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Integer, Select, String, and_, case, cast, extract, func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import DAYS_SOON
from snt_desk.services.keyed_lists import Listed, Order, by_group, ordered, under_titles

USUAL: Final[Order] = ("due", False)
"""The column that stands for what presses: under titles, in the order in which one looks."""
_TITLES: Final = ("Overdue", "Due this week", "To be reminded of", "Later", "Closed")
_CLOSED: Final = 4
"""The last group."""
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True)
class ActionRow:
    """An action as it is listed; it is done by `collar`, or by the `partner` of that name.

    `meeting` and `priority` are titles; `met` is when the meeting began.
    """

    key: int
    ref: str
    text: str
    raised: date
    due: date | None
    closed: date | None
    remind: date | None
    collar: str | None
    partner_ref: str | None
    partner: str | None
    meeting_ref: str | None
    meeting: str | None
    met: datetime | None
    priority_ref: str | None
    priority: str | None


@dataclass(frozen=True)
class Asked:
    """Which actions are wanted: with all these words, of that priority, in which order.

    With an `owner` they are those of one of the team, by collar; `closed` ones only where they
    are wanted too. Without orders what presses comes first, under titles.
    """

    words: str = ""
    priority: str = ""
    owner: str | None = None
    closed: bool = False
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How many actions are open, over all meetings, and how many of these are overdue.

    `there` says whether there are any at all, closed ones too.
    """

    there: bool
    open: int
    overdue: int


# --- Keys -------------------------------------------------------------------------------------


def listed(
    session: Session, team_id: int, asked: Asked, called: Mapping[str, str], on: date
) -> Listed:
    """Give a list as it is on a day: under titles, unless another order was asked for.

    `called` is what people are called, by collar: the words are looked for in that too.
    """
    wanted = _wanted(session, team_id, asked, called)
    if asked.orders not in {(), (USUAL,)}:
        if not asked.closed:
            wanted = wanted.where(_IS_OPEN)
        by = [*ordered(_COLUMNS, asked.orders), *_PRESSING]
        return Listed(array("q", session.scalars(wanted.order_by(*by))))
    pressing = wanted.where(_IS_OPEN).add_columns(_group(on)).order_by(*_PRESSING)
    groups = by_group(session.execute(pressing))
    if asked.closed:
        # By themselves: they are nearly all, and all of one group.
        done = wanted.where(m.Action.closed.is_not(None))
        done = done.order_by(m.Action.closed.desc(), *_PRESSING)
        groups[_CLOSED] = array("q", session.scalars(done))
    return under_titles(groups, _TITLES)


def _wanted(session: Session, team_id: int, asked: Asked, called: Mapping[str, str]) -> Select[Any]:
    query = select(m.Action.id).where(m.Action.team_id == team_id, _of_priority(asked.priority))
    words = asked.words.casefold().split()
    if asked.owner is None and not words:
        return query
    owners = session.execute(select(m.Member.id, m.Member.collar)).all()
    if asked.owner is not None:
        mine = [key for key, collar in owners if collar == asked.owner]
        query = query.where(m.Action.owner_member_id.in_(mine))
    for word in words:
        named = [key for key, one in owners if word in called.get(one, one).casefold()]
        query = query.where(_says(word, named))
    return query


def _of_priority(ref: str) -> Any:
    wanted = select(m.Priority.id).where(m.Priority.ref == ref).scalar_subquery()
    return m.Action.priority_id == wanted if ref else True


def _says(word: str, named: Sequence[int]) -> Any:
    """Choose what has a word in its text, owner, meeting or priority, or in its day."""
    one = m.Action
    partner = select(m.Partner.id).where(m.Partner.name.icontains(word, autoescape=True))
    meeting = select(m.Meeting.id).where(m.Meeting.title.icontains(word, autoescape=True))
    priority = select(m.Priority.id).where(m.Priority.title.icontains(word, autoescape=True))
    found = [
        one.text.icontains(word, autoescape=True),
        one.owner_member_id.in_(named),
        one.owner_partner_id.in_(partner),
        one.meeting_id.in_(meeting),
        one.priority_id.in_(priority),
    ]
    if word.isdecimal() or word.title() in _MONTHS:
        found.append(_written(func.coalesce(one.closed, one.due)).icontains(word))
    return or_(*found)


def _written(day: Any) -> Any:
    """Write a day as it is shown: `28 Oct 2026`."""
    number = cast(cast(extract("day", day), Integer), String)
    year = cast(cast(extract("year", day), Integer), String)
    month = extract("month", day)
    name = case(dict(enumerate(_MONTHS, 1)), value=cast(month, Integer))
    return number + " " + name + " " + year


_IS_OPEN = m.Action.closed.is_(None)


def _is_overdue(on: date) -> Any:
    """Choose what counts as overdue of what is open: the same as `partners.is_overdue`."""
    return and_(m.Action.due.is_not(None), m.Action.due <= on)


def _group(on: date) -> Any:
    """Number the group in which an open action stands, as `_TITLES` has them."""
    one = m.Action
    soon = and_(one.due > on, one.due <= on + DAYS_SOON * DAY)
    return case((_is_overdue(on), 0), (soon, 1), (one.remind <= on, 2), else_=3)


def standing(session: Session, team_id: int, priority: str, on: date) -> Standing:
    """Say how a team's actions stand on a day, of one priority or of all."""
    ours = (m.Action.team_id == team_id, _of_priority(priority))
    late = func.sum(case((_is_overdue(on), 1), else_=0))
    left, overdue = session.execute(select(func.count(), late).where(*ours, _IS_OPEN)).one()
    known = left > 0 or session.scalar(select(m.Action.id).where(*ours).limit(1)) is not None
    return Standing(known, left, overdue or 0)


def count(session: Session, team_id: int) -> int:
    """Count a team's actions, closed ones too."""
    query = select(func.count()).select_from(m.Action).where(m.Action.team_id == team_id)
    return session.execute(query).scalar_one()


def has_more(session: Session, team_id: int, number: int) -> bool:
    """Whether a team has more of them than that; they are counted no further."""
    beyond = select(m.Action.id).where(m.Action.team_id == team_id)
    return session.scalar(beyond.offset(number).limit(1)) is not None


def count_open(session: Session, team_id: int) -> int:
    """Count those that are not done yet."""
    query = select(func.count()).select_from(m.Action)
    return session.execute(query.where(m.Action.team_id == team_id, _IS_OPEN)).scalar_one()


# --- Orders -----------------------------------------------------------------------------------


def _title(of: Any, name: Any, key: Any) -> Any:
    return select(func.lower(name)).where(of.id == key).scalar_subquery()


_PRESSING: Final = (
    m.Action.due.is_(None),
    func.coalesce(m.Action.due, m.Action.raised),
    m.Action.text,
    m.Action.id,
)
"""First due first; those without a day last."""
_COLUMNS: Final[Mapping[str, Any]] = {
    "text": func.lower(m.Action.text),
    "owner": func.coalesce(
        _title(m.Member, m.Member.last_name, m.Action.owner_member_id),
        _title(m.Partner, m.Partner.name, m.Action.owner_partner_id),
    ),
    "meeting": _title(m.Meeting, m.Meeting.title, m.Action.meeting_id),
    "priority": _title(m.Priority, m.Priority.title, m.Action.priority_id),
    "due": m.Action.due,
}


def columns() -> frozenset[str]:
    """By what the list can be sorted."""
    return frozenset(_COLUMNS)


# --- Rows -------------------------------------------------------------------------------------


def rows(session: Session, wanted: Sequence[int]) -> list[ActionRow]:
    """Read the actions of these keys, in their order; one that is gone is left out."""
    found = {one.key: one for one in _read(session, m.Action.id.in_(wanted))}
    return [found[key] for key in wanted if key in found]


def row(session: Session, ref: str) -> ActionRow | None:
    """Read one action by its ref; None if it is gone."""
    return next(iter(_read(session, m.Action.ref == ref)), None)


def left_to(session: Session, team_id: int, partner: str) -> list[ActionRow]:
    """Read what an organisation has undertaken and not done yet, first due first."""
    theirs = select(m.Partner.id).where(m.Partner.ref == partner).scalar_subquery()
    ours = and_(m.Action.team_id == team_id, _IS_OPEN)
    return _read(session, ours, m.Action.owner_partner_id == theirs)


def _read(session: Session, *chosen: Any) -> list[ActionRow]:
    one = m.Action
    query = (
        select(one.id, one.ref, one.text, one.raised, one.due, one.closed, one.remind)
        .add_columns(m.Member.collar, m.Partner.ref, m.Partner.name)
        .add_columns(m.Meeting.ref, m.Meeting.title, m.Meeting.start)
        .add_columns(m.Priority.ref, m.Priority.title)
        .join(m.Member, m.Member.id == one.owner_member_id, isouter=True)
        .join(m.Partner, m.Partner.id == one.owner_partner_id, isouter=True)
        .join(m.Meeting, m.Meeting.id == one.meeting_id, isouter=True)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .where(*chosen)
        .order_by(*_PRESSING)
    )
    return [ActionRow(*found) for found in session.execute(query)]


def key_of(session: Session, ref: str) -> int | None:
    """Give the key of an action; None if it is gone."""
    return session.scalar(select(m.Action.id).where(m.Action.ref == ref))
