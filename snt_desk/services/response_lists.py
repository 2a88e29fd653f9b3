"""What residents said as a list of any length: filtered, sorted and added up by the database.

By the day received an index gives the first rows at once, however many there are. The keys of
the whole list, and what it adds up to, are fetched in one statement, in the worker where they
may be many; what is shown then is read by these keys. A list is a value: it does not change
when the records do.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.consultations import NOWHERE
from snt_desk.services.keyed_lists import Order, either_way

NEWEST: tuple[Order, ...] = (("received", True),)
OLDEST: tuple[Order, ...] = (("received", False),)

_CHUNK = 500
_SLICE = 4096
_SHORT = 4_000
"""So many are sorted and added up in a blink."""
# Tables, not classes: to put a statement together would take longer than to run it.
_tables = m.Base.metadata.tables
_said = _tables["responses"].c
_place, _priority, _event = (_tables[name].c for name in ("places", "priorities", "events"))
_consultation = _tables["consultations"].c
_theme, _channel = (_tables["codes"].alias(name).c for name in ("theme_code", "channel_code"))


@dataclass(frozen=True)
class Filter:
    """Which responses are wanted; what is None does not matter. All that is given must hold.

    `consultation` and `priority` are refs. `place` is a code and means what lies in it too;
    `at` means the place itself, or with `NOWHERE` that none was named.
    Each word of `text` stands somewhere in the line. `linked` are those that are linked to a
    priority, or those that are not.
    """

    consultation: str | None = None
    theme: str | None = None
    channel: str | None = None
    place: str | None = None
    at: str | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None
    linked: bool | None = None
    priority: str | None = None

    @property
    def whole(self) -> Filter:
        """The consultation alone: what the list would be without its other filters."""
        return Filter(self.consultation)


@dataclass(frozen=True)
class Asked:
    """Which list is wanted: of which responses, in which order."""

    wanted: Filter = field(default_factory=Filter)
    orders: tuple[Order, ...] = NEWEST

    @property
    def is_indexed(self) -> bool:
        """Whether its first rows are there at once, however long it is."""
        return self.orders in (NEWEST, OLDEST) and not self.wanted.text


@dataclass(frozen=True)
class ResponseRow:
    """A response as a line: codes by their labels, and what it names by name; empty for none."""

    id: int
    ref: str
    received: date
    channel: str
    theme: str
    place: str
    count: int
    comment: str
    priority: str
    priority_ref: str
    event: str
    consultation: str


@dataclass(frozen=True)
class Totals:
    """What a list adds up to: its rows, the responses they count, and of these the linked ones."""

    rows: int = 0
    responses: int = 0
    linked: int = 0


@dataclass(frozen=True)
class Beginning:
    """The first rows of a list whose order is that of an index, until all of it is prepared."""

    team_id: int
    asked: Asked

    def lines(self, session: Session, offset: int, limit: int) -> list[ResponseRow]:
        """Read a block; further down it takes longer."""
        keys = _ordered(session, self.team_id, self.asked).offset(offset).limit(limit)
        return rows_of(session, session.scalars(keys).all())

    def place(self, _session: Session, _ref: str) -> None:
        """Nothing: that is known when it is prepared."""


@dataclass(frozen=True)
class Prepared:
    """A list ready to be shown: its responses by their keys, and what they add up to."""

    wanted: Filter
    keys: array[int]
    totals: Totals

    def lines(self, session: Session, offset: int, limit: int) -> list[ResponseRow]:
        """Read a block; what is gone since is left out."""
        return rows_of(session, self.keys[offset : offset + limit])

    def place(self, session: Session, ref: str) -> int | None:
        """Say in which row a response stands; None if it is not in the list."""
        key = session.scalar(select(_said.id).where(_said.ref == ref))
        return None if key is None or key not in self.keys else self.keys.index(key)


def is_short(session: Session, team_id: int, wanted: Filter) -> bool:
    """Say whether a list is prepared in a blink, whatever else it is filtered and sorted by."""
    some = select(_said.id).where(_of(_consultations(session, team_id, wanted)))
    number = select(func.count()).select_from(some.limit(_SHORT + 1).subquery())
    return session.execute(number).scalar_one() <= _SHORT


def prepared(session: Session, team_id: int, asked: Asked) -> Prepared:
    """Sort a whole list and add it up, in one statement."""
    listed = _ordered(session, team_id, asked, _said.count, _said.priority_id).subquery()
    key, number, priority = listed.c
    # As one text: row by row the window would not get its turn meanwhile.
    query = select(
        func.aggregate_strings(cast(key, String), ","),
        func.count(),
        func.coalesce(func.sum(number), 0),
        func.coalesce(func.sum(case((priority.is_not(None), number), else_=0)), 0),
    )
    text, *figures = session.execute(query).one()
    return Prepared(asked.wanted, _split(text), Totals(*map(int, figures)))


def count(session: Session, team_id: int, wanted: Filter) -> int:
    """Count the rows of a list."""
    scan = wanted != wanted.whole
    chosen = select(_said.id).where(*_conditions(session, team_id, wanted, scan=scan))
    return session.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()


def title_of(session: Session, consultation: str) -> str:
    """Give the title of a consultation by its ref; nothing where there is none."""
    known = select(_consultation.title).where(_consultation.ref == consultation)
    return session.scalar(known) or ""


def priority_called(session: Session, ref: str) -> str:
    """Give the title of a priority; its ref where it is gone."""
    return session.scalar(select(_priority.title).where(_priority.ref == ref)) or ref


def priorities_of(session: Session, team_id: int, wanted: Filter) -> list[tuple[str, str]]:
    """List the priorities that responses of a list are linked to: refs and titles, by title."""
    chosen = select(_said.priority_id).where(*_conditions(session, team_id, wanted, scan=True))
    query = select(_priority.ref, _priority.title).where(_priority.id.in_(chosen))
    found = session.execute(query.order_by(func.lower(_priority.title), _priority.ref))
    return [(ref, title) for ref, title in found]


def refs_of(session: Session, keys: Sequence[int]) -> list[str]:
    """Give the refs of the responses with these keys, in no order; what is gone is left out."""
    found: list[str] = []
    for part in _parts(keys):
        found += session.scalars(select(_said.ref).where(_said.id.in_(part)))
    return found


def rows_of(session: Session, keys: Sequence[int]) -> list[ResponseRow]:
    """Read the lines of the responses with these keys, in this order; what is gone is left out."""
    found: dict[int, ResponseRow] = {}
    row: Any
    for part in _parts(keys):
        for row in session.execute(_LINES.where(_said.id.in_(part))):
            found[row[0]] = ResponseRow(*row)
    return [found[key] for key in keys if key in found]


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def _split(text: str | None) -> array[int]:
    made: array[int] = array("q")
    parts = text.split(",") if text else []
    for start in range(0, len(parts), _SLICE):
        made.extend(map(int, parts[start : start + _SLICE]))
    return made


# --- Which ------------------------------------------------------------------------------------


def _consultations(session: Session, team_id: int, wanted: Filter) -> Sequence[int]:
    mine = select(_consultation.id).where(_consultation.team_id == team_id)
    if wanted.consultation is not None:
        mine = mine.where(_consultation.ref == wanted.consultation)
    return session.scalars(mine).all()


def _of(consultations: Sequence[int]) -> ColumnElement[bool]:
    if len(consultations) == 1:
        return _said.consultation_id == consultations[0]
    return _said.consultation_id.in_(consultations)


def _conditions(
    session: Session, team_id: int, wanted: Filter, *, scan: bool
) -> list[ColumnElement[bool]]:
    """Choose responses; with *scan* along the index of days, which has all but the words."""
    consultations = _consultations(session, team_id, wanted)
    narrowed = wanted != wanted.whole
    if scan and (narrowed or len(consultations) != 1):
        # Not the bare column: by its own index the rows would come in another order, or each
        # would have to be looked up.
        conditions: list[ColumnElement[bool]] = [(_said.consultation_id + 0).in_(consultations)]
    else:
        conditions = [_of(consultations)]
    if wanted.theme is not None:
        # Again not the bare column: the index of the ranking has no days to sort by.
        theme = _said.theme.concat("") if scan else _said.theme
        conditions.append(theme == wanted.theme)
    if wanted.channel is not None:
        conditions.append(_said.channel == wanted.channel)
    if wanted.place is not None:
        conditions.append(_said.place_id.in_(_places(team_id, wanted.place)))
    if wanted.at is not None:
        conditions.append(_itself(team_id, wanted.at))
    if wanted.first is not None:
        conditions.append(_said.received >= wanted.first)
    if wanted.last is not None:
        conditions.append(_said.received <= wanted.last)
    if wanted.linked is not None:
        # As above: most are linked to none, and by that index each would have to be sorted.
        none = (_said.priority_id + 0).is_(None)
        conditions.append(~none if wanted.linked else none)
    if wanted.priority is not None:
        asked = select(_priority.id).where(_priority.ref == wanted.priority).scalar_subquery()
        conditions.append(_said.priority_id == asked)
    # There LIKE takes small letters for large ones as it is, twice as fast.
    sqlite = session.get_bind().dialect.name == "sqlite"
    has = _has_on_sqlite if sqlite else _has
    return [*conditions, *(_saying(word, has) for word in wanted.text.split())]


def _places(team_id: int, code: str) -> Select[Any]:
    """Choose a place and what lies in it."""
    mine = _place.team_id == team_id
    beat = select(_place.id).where(mine, _place.code == code)
    return select(_place.id).where(mine, or_(_place.code == code, _place.parent_id.in_(beat)))


def _itself(team_id: int, code: str) -> ColumnElement[bool]:
    """Choose what was said of a place, and not of what lies in it; or of none."""
    if code == NOWHERE:
        # By its own index, each that was said of none would have to be sorted.
        return (_said.place_id + 0).is_(None)
    return _said.place_id.in_(
        select(_place.id).where(_place.team_id == team_id, _place.code == code)
    )


def _has(shown: Any, word: str) -> Any:
    return shown.icontains(word, autoescape=True)


def _has_on_sqlite(shown: Any, word: str) -> Any:
    return shown.contains(word, autoescape=True)


def _saying(word: str, has: Callable[[Any, str], Any]) -> ColumnElement[bool]:
    """Choose what has a word somewhere in its line."""
    themes = select(_theme.code).where(_theme.list == "theme", has(_theme.label, word))
    channels = select(_channel.code).where(
        _channel.list == "response_channel", has(_channel.label, word)
    )
    return or_(
        _said.theme.in_(themes),
        _said.channel.in_(channels),
        _said.place_id.in_(select(_place.id).where(has(_place.name, word))),
        _said.priority_id.in_(select(_priority.id).where(has(_priority.title, word))),
        _said.event_id.in_(select(_event.id).where(has(_event.title, word))),
        has(_said.comment, word),
    )


# --- In which order ---------------------------------------------------------------------------


def _ordered(session: Session, team_id: int, asked: Asked, *also: Any) -> Select[Any]:
    """Choose the keys of a list in its order, and what is *also* wanted of each."""
    conditions = _conditions(session, team_id, asked.wanted, scan=asked.is_indexed)
    return select(_said.id, *also).where(*conditions).order_by(*_by(asked.orders))


def _by(orders: tuple[Order, ...]) -> list[Any]:
    """Give what responses are sorted by, of equals the newest first."""
    if orders == OLDEST:
        return [_said.received, _said.consultation_id, _said.id]
    made: list[Any] = []
    for key, descending in orders if orders != NEWEST else ():
        shown = _COLUMNS[key]()
        made.append(either_way(shown, descending=descending))
    return [*made, _said.received.desc(), _said.consultation_id.desc(), _said.id.desc()]


def _label(codes: Any, name: str, code: Any) -> Any:
    label = select(codes.label).where(codes.list == name, codes.code == code).scalar_subquery()
    return func.lower(func.coalesce(label, code))


def _named(table: Any, shown: Any, key: Any) -> Callable[[], Any]:
    return lambda: select(func.lower(shown)).where(table.id == key).scalar_subquery()


_COLUMNS: Mapping[str, Callable[[], Any]] = {
    "received": lambda: _said.received,
    "channel": lambda: _label(_channel, "response_channel", _said.channel),
    "theme": lambda: _label(_theme, "theme", _said.theme),
    "place": _named(_place, _place.name, _said.place_id),
    "count": lambda: _said.count,
    "comment": lambda: func.nullif(func.lower(_said.comment), ""),
    "priority": _named(_priority, _priority.title, _said.priority_id),
    "event": _named(_event, _event.title, _said.event_id),
    "consultation": _named(_consultation, _consultation.title, _said.consultation_id),
}
COLUMNS = frozenset(_COLUMNS)
"""By what it can be sorted."""

_LINES = (
    select(
        _said.id,
        _said.ref,
        _said.received,
        func.coalesce(_channel.label, _said.channel),
        func.coalesce(_theme.label, _said.theme),
        func.coalesce(_place.name, ""),
        _said.count,
        func.coalesce(_said.comment, ""),
        func.coalesce(_priority.title, ""),
        func.coalesce(_priority.ref, ""),
        func.coalesce(_event.title, ""),
        _consultation.title,
    )
    .select_from(_tables["responses"])
    .join(_tables["consultations"], _consultation.id == _said.consultation_id)
    .outerjoin(
        _channel.label.table,
        and_(_channel.list == "response_channel", _channel.code == _said.channel),
    )
    .outerjoin(_theme.label.table, and_(_theme.list == "theme", _theme.code == _said.theme))
    .outerjoin(_tables["places"], _place.id == _said.place_id)
    .outerjoin(_tables["priorities"], _priority.id == _said.priority_id)
    .outerjoin(_tables["events"], _event.id == _said.event_id)
)
