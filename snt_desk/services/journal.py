"""The journal as it is read: entries by time, person, kind and words, newest first.

It is ordered by number, not by time: a clock may have been wrong. On a server it holds what
was seen and given out; what was changed is not noted there yet (docs/decisions/0005).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, distinct, func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.journal import Category
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.services import categories, record_words, residents, roster
from snt_desk.services.record_words import NOUNS, PARTS

SAID: Mapping[str, str] = {"undo": "Undone: ", "redo": "Done again: "}
"""What stands before the name of a change that was walked back, or forward again."""
_FEW = 3
_MOST = 50_000
"""So many rows of an entry are counted in a blink."""
_WORDS = (
    m.Change.label,
    m.Change.recipient,
    m.Change.reason,
    m.Change.subject,
    m.Change.user,
    m.Change.collar,
)


@dataclass(frozen=True)
class Who:
    """Who made an entry: the system's account, and the collar that was chosen at the desk."""

    user: str
    collar: str


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; what is None, false or empty does not matter.

    The days are both included. `table` is the kind of record of which something was changed,
    `gone` chooses entries that deleted records.
    """

    first: date | None = None
    last: date | None = None
    category: Category | None = None
    who: Who | None = None
    table: str | None = None
    words: str = ""
    gone: bool = False


@dataclass(frozen=True)
class JournalRow:
    """One entry in a line. `at` is aware; `called` is the person as the team calls them."""

    id: int
    at: datetime
    who: Who
    called: str
    desk: str
    kind: str
    label: str
    categories: tuple[Category, ...]
    records: str
    recipient: str
    subject: str
    reason: str

    @property
    def what(self) -> str:
        """The name of the entry."""
        return SAID.get(self.kind, "") + self.label


def keys(session: Session, wanted: Filter) -> array[int]:
    """Give the numbers of the entries wanted, the newest first."""
    query = select(m.Change.id).where(*_conditions(wanted)).order_by(m.Change.id.desc())
    return array("q", session.scalars(query))


def rows(session: Session, numbers: Sequence[int]) -> list[JournalRow]:
    """Read these entries, in this order; one that is gone is left out."""
    flags = [flag.label(name) for name, flag in categories.FLAGS.items()]
    query = select(m.Change, *flags).where(m.Change.id.in_(numbers))
    found = {row.Change.id: row for row in session.execute(query)}
    records = _about(session, {one: row.Change.subject for one, row in found.items()})
    records |= _records(session, numbers)
    called = _called(session, (row.Change.collar for row in found.values()))
    return [_row(found[one], records.get(one, ""), called) for one in numbers if one in found]


def people(session: Session) -> list[tuple[Who, str]]:
    """List everybody who made an entry, by name: who, and in words."""
    pairs = session.execute(select(m.Change.user, m.Change.collar).distinct()).all()
    found = [Who(user, collar) for user, collar in pairs]
    called = _called(session, (one.collar for one in found))
    named = [(one, in_words(one, called.get(one.collar, ""))) for one in found]
    return sorted(named, key=lambda pair: pair[1].casefold())


def in_words(who: Who, called: str = "") -> str:
    """Say who it was: the collar chosen and the account, for either alone may be false."""
    return f"{called or who.collar} ({who.user})" if who.collar else who.user


def behind_the_clock(session: Session) -> datetime | None:
    """Give when the newest entry was made, if that is still to come: the clock went back."""
    newest = select(m.Change.at).order_by(m.Change.id.desc()).limit(1)
    at = session.scalar(newest)
    made = None if at is None else clock.read_moment(at)
    return made if made is not None and made > clock.now() else None


def _conditions(wanted: Filter) -> Iterable[ColumnElement[bool]]:
    if wanted.first is not None:
        yield m.Change.at >= clock.midnight(wanted.first).isoformat()
    if wanted.last is not None:
        yield m.Change.at < clock.midnight(wanted.last + DAY).isoformat()
    if wanted.category is not None:
        yield categories.is_of(wanted.category)
    if wanted.gone:
        yield categories.FLAGS["went"]
    if wanted.who is not None:
        yield m.Change.user == wanted.who.user
        yield m.Change.collar == wanted.who.collar
    if wanted.table is not None:
        yield _touches(wanted.table)
    for word in wanted.words.split():
        yield or_(*(column.icontains(word, autoescape=True) for column in _WORDS))


def _touches(table: str) -> ColumnElement[bool]:
    """Choose the entries that changed a record of that kind, or a part, or are about one."""
    tables = [table, *(part for part in PARTS if _root(part) == table)]
    changed = select(m.Image.id).where(m.Image.change_id == m.Change.id, m.Image.table.in_(tables))
    about = m.Change.subject.startswith(f"{table}/", autoescape=True)
    return or_(changed.correlate(m.Change).exists(), about)


def _root(table: str) -> str:
    while table in PARTS:
        table = PARTS[table][0][0]
    return table


def _records(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    """Say which records each entry changed: `2 patrols, 1 person`."""
    found = {}
    for change in numbers:
        some = (
            select(m.Image.table, m.Image.row)
            .where(m.Image.change_id == change)
            .limit(_MOST)
            .subquery()
            .c
        )
        query = select(some.table, func.count(distinct(some.row)), func.count())
        counts = session.execute(query.group_by(some.table)).all()
        if sum(images for *_, images in counts) == _MOST:
            found[change] = f"Over {_MOST:,} rows"
        elif counts:
            found[change] = _counted({table: rows for table, rows, _ in counts})
    return found


def _counted(tables: Mapping[str, int]) -> str:
    said = [record_words.counted(table, tables[table]) for table in NOUNS if table in tables]
    # Of some records only parts were changed.
    said += sorted({NOUNS[_root(table)][1] for table in tables if _root(table) not in tables})
    more = f" and {len(said) - _FEW} other kinds" if len(said) > _FEW else ""
    return ", ".join(said[:_FEW]) + more


def _called(session: Session, collars: Iterable[str]) -> dict[str, str]:
    named = {one for one in collars if one}
    found = roster.on_day(session, 0, clock.today(), named) if named else []
    return {one.collar: one.called for one in found}


def _row(found: Any, records: str, called: Mapping[str, str]) -> JournalRow:
    one = found.Change
    flags = {name: getattr(found, name) for name in categories.FLAGS}
    return JournalRow(
        id=one.id,
        at=clock.read_moment(one.at),
        who=Who(one.user, one.collar),
        called=called.get(one.collar, ""),
        desk=one.desk,
        kind=one.kind,
        label=one.label,
        categories=categories.of(one.category, flags),
        records=records,
        recipient=one.recipient,
        subject=one.subject or "",
        reason=one.reason or "",
    )


def _about(session: Session, subjects: Mapping[int, str | None]) -> dict[int, str]:
    """Say which record each note is about: `resident’s contact, Bikes on the green`."""
    split = {one: subject.partition("/")[::2] for one, subject in subjects.items() if subject}
    contacts = {ref for table, ref in split.values() if table == residents.TABLE}
    query = select(m.Contact.ref, m.Contact.subject).where(m.Contact.ref.in_(sorted(contacts)))
    wanted = dict(session.execute(query).all()) if contacts else {}
    return {
        one: f"{NOUNS[table][0]}, {wanted.get(ref, ref)}"
        for one, (table, ref) in split.items()
        if table in NOUNS
    }
