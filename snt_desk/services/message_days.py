"""The calendar of messages: what is to go out on each day, what went out, and what has no day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.community import DROPPED, POSTED, headline
from snt_desk.services import messages
from snt_desk.services.community_rows import goes_to

_USUAL_HOUR: Final = 9
"""At this hour a message goes out that was put on a day and had none."""
_MOST_WITHOUT: Final = 200
"""So many messages without a day are listed, the latest first."""


@dataclass(frozen=True)
class Due:
    """A message on a day: to go out at an instant, or gone out then; None if no time is known.

    `ref` is the message's; `channels` are the words for them, `title` is its first line.
    """

    ref: str
    title: str
    status: str
    status_label: str
    at: datetime | None
    what: Literal["planned", "posted"]
    channels: tuple[str, ...] = ()

    @property
    def movable(self) -> bool:
        """Whether it can go out on another day."""
        return self.what == "planned"

    @property
    def id(self) -> str:
        """What tells it from others of its day: a message may be posted there more than once."""
        return self.ref


@dataclass(frozen=True)
class Calendar:
    """Some days of messages, in the order of their times, and those that have no day yet.

    `more` is how many of these are not listed.
    """

    days: dict[date, tuple[Due, ...]]
    without: tuple[Due, ...] = ()
    more: int = 0


def read(session: Session, team_id: int, first: date, last: date) -> Calendar:
    """Read a team's messages of these days, both included, and those without a day."""
    begin, end = clock.midnight(first), clock.midnight(last + DAY)
    found: defaultdict[date, list[Due]] = defaultdict(list)
    for one in (*_planned(session, team_id, begin, end), *_posted(session, team_id, begin, end)):
        if one.at is not None:
            found[clock.local_day(one.at)].append(one)
    days = {day: tuple(sorted(some, key=_in_order)) for day, some in found.items()}
    without, number = _without(session, team_id)
    return Calendar(days, without, number - len(without))


def _in_order(one: Due) -> tuple[datetime | None, str]:
    return one.at, one.title


def day_of(session: Session, ref: str) -> date | None:
    """Give the day on which a message is to go out, or went out last; None if it has none."""
    last = select(func.max(m.Post.posted)).where(m.Post.message_id == m.Message.id)
    query = select(m.Message.status, m.Message.planned, last.scalar_subquery())
    found = session.execute(query.where(m.Message.ref == ref)).first()
    if found is None:
        return None
    status, planned, posted = found
    at = posted if status in {POSTED, DROPPED} else planned
    return None if at is None else clock.local_day(at)


def move(session: Session, ref: str, to: date) -> None:
    """Let a message go out on another day, at the same time by the clock; else at nine.

    Raises DeskError if it is gone, or has gone out already.
    """
    before = session.scalar(select(m.Message.planned).where(m.Message.ref == ref))
    hour, minute = _USUAL_HOUR, 0
    if before is not None:
        wall = clock.local(before)
        hour, minute = wall.hour, wall.minute
    messages.plan(session, ref, clock.london(to.year, to.month, to.day, hour, minute))


def to_post(session: Session, team_id: int, until: datetime) -> int:
    """Count what was to have gone out by an instant, and has not."""
    one = m.Message
    query = select(func.count()).select_from(one)
    query = query.where(one.team_id == team_id, one.planned <= until, _TO_GO)
    return session.execute(query).scalar_one()


# --- Reading ----------------------------------------------------------------------------------

_TO_GO: Final = m.Message.status.not_in((POSTED, DROPPED))


def _lines(*more: Any) -> Select[Any]:
    one, label = m.Message, m.Code
    return (
        select(one.id, one.ref, one.text, one.status, label.label, *more)
        .select_from(one)
        .join(label, (label.list == "message_status") & (label.code == one.status), isouter=True)
    )


def _planned(session: Session, team_id: int, begin: datetime, end: datetime) -> Iterator[Due]:
    one = m.Message
    query = _lines(one.planned).where(
        one.team_id == team_id, one.planned >= begin, one.planned < end, _TO_GO
    )
    yield from _made(session, session.execute(query).all())


def _without(session: Session, team_id: int) -> tuple[tuple[Due, ...], int]:
    one = m.Message
    rule = (one.team_id == team_id, one.planned.is_(None), _TO_GO)
    number = session.execute(select(func.count()).select_from(one).where(*rule)).scalar_one()
    query = _lines(one.planned).where(*rule).order_by(one.id.desc()).limit(_MOST_WITHOUT)
    return tuple(_made(session, session.execute(query).all())), number


def _made(session: Session, rows: Sequence[Any]) -> Iterator[Due]:
    goes = goes_to(session, [row[0] for row in rows])
    for key, ref, text, status, label, at in rows:
        said = goes.get(key, ())
        yield Due(ref, headline(text), status, label or status, at, "planned", tuple(said))


def _posted(session: Session, team_id: int, begin: datetime, end: datetime) -> Iterator[Due]:
    """Give each message once on a day, with all channels on which it went out then."""
    channel = m.Code.__table__.alias("channel").c
    query = (
        _lines(m.Post.posted, channel.label, m.Post.channel)
        .join(m.Post, m.Post.message_id == m.Message.id)
        .join(
            channel.label.table,
            (channel.list == "message_channel") & (channel.code == m.Post.channel),
            isouter=True,
        )
        .where(m.Message.team_id == team_id, m.Post.posted >= begin, m.Post.posted < end)
        .order_by(m.Post.posted, m.Post.id)
    )
    yield from _once_a_day(session.execute(query))


def _once_a_day(rows: Iterable[Any]) -> Iterator[Due]:
    first: dict[tuple[str, date], Any] = {}
    where: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    for row in rows:
        ref, at, said, code = row[1], row[5], row[6], row[7]
        key = (ref, clock.local_day(at))
        first.setdefault(key, row)
        where[key].append(said or code)
    for key, (_, ref, text, status, label, at, *_rest) in first.items():
        channels = tuple(dict.fromkeys(where[key]))
        yield Due(ref, headline(text), status, label or status, at, "posted", channels)
