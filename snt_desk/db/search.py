"""The words of patrols, so that the log's filter answers while it is being typed.

On SQLite a full-text index, which is no part of the journal but follows it: the patrols
that new images name are indexed anew, so undo, imports and cascades are seen like any other
change. It stays some dozens of saves behind, as one word list costs as much as fifty; what
is behind is indexed in memory when it is asked for. Its rows are numbered by when patrols
began (their slots): the newest are found first, without sorting, and a month is a range.
On PostgreSQL the words are looked for in the records themselves.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Subquery,
    column,
    func,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db import tokens

TABLES = {
    "search_patrols": (
        "CREATE VIRTUAL TABLE search_patrols USING fts5(words, content='', contentless_delete=1,"
        f" detail=none, prefix='2 4 8', {tokens.TOKENIZER})"
    ),
    "search_slots": (
        "CREATE TABLE search_slots (slot INTEGER PRIMARY KEY, patrol_id INTEGER NOT NULL UNIQUE)"
    ),
    "search_terms": "CREATE TABLE search_terms (term TEXT PRIMARY KEY) WITHOUT ROWID",
    "search_followed": "CREATE TABLE search_followed (image INTEGER NOT NULL)",
}
"""Name to SQL: the index, when each patrol began, every word that ever stood in it, and the
last image of the journal that it knows of."""

_INDEX = table("search_patrols", column("rowid", Integer), column("search_patrols"))
_SLOTS = table("search_slots", column("slot", Integer), column("patrol_id", Integer))
_term: ColumnElement[str] = column("term")

_ROOM = 16
"""Bits for the patrols that begin in one minute: 65,536; words find no more than those."""
_BEGINNINGS = (2, 4, 8)
"""How many letters the beginnings have that are indexed themselves; those of `TABLES`."""
_MOST_TERMS = 1000
_BATCH = 10_000
_IN_BULK, _USUALLY = 64 << 20, 1 << 20
"""Bytes of words the index gathers before it writes them, for many patrols and for few."""
MOST_BEHIND = 256
"""How many images the index may be behind; a patrol has four and more."""

_SAID = """p.team_id, concat_ws(' ', p.note, p.operation,
        (SELECT group_concat(m.last_name || ' ' || m.collar, ' ') FROM legs l
            JOIN leg_officers o ON o.leg_id = l.id JOIN members m ON m.id = o.member_id
            WHERE l.patrol_id = p.id),
        (SELECT group_concat(b.name, ' ') FROM legs l JOIN places b ON b.id = l.place_id
            WHERE l.patrol_id = p.id))
"""
_GIVEN = "IN (SELECT value FROM json_each(?))"
_WORDS = f"""SELECT s.slot, {_SAID} FROM search_slots s JOIN patrols p ON p.id = s.patrol_id"""
# Above those that are indexed, of the same minute; below the next one's.
_WORDS_NOW = f"""
    SELECT (f.start << {_ROOM}) + {1 << (_ROOM - 1)}
        + row_number() OVER (PARTITION BY f.start ORDER BY p.id), p.id, {_SAID}
    FROM patrols p JOIN legs f ON f.patrol_id = p.id AND f.leg = 1 WHERE p.id {_GIVEN}
"""


# --- What is looked for -----------------------------------------------------------------------


def is_indexed(session: Session) -> bool:
    """Whether this database has the index."""
    return session.get_bind().dialect.name == "sqlite"


def hits(
    session: Session, team_id: int, words: str, begun: tuple[int, int] | None = None
) -> Subquery:
    """Choose a team's patrols with all these words, each perhaps only begun.

    The columns are `patrol_id`, and `slot` to sort by. With *begun* only those of these
    minutes, both included. What is no letter and no digit divides words and asks for nothing.
    """
    terms = tokens.taken_apart(words.replace(tokens.MARK, " "))
    team = _quoted(f"{tokens.MARK}{team_id}")
    stale, fresh = _behind(session, " AND ".join([team, *map(_begun, terms)]))
    question = " AND ".join([team, *(_either(session, term) for term in terms)])
    patrol = select(_SLOTS.c.patrol_id).where(_SLOTS.c.slot == _INDEX.c.rowid)
    found = select(patrol.scalar_subquery().label("patrol_id"), _INDEX.c.rowid.label("slot")).where(
        _INDEX.c.search_patrols.op("MATCH", is_comparison=True)(question)
    )
    if begun is not None:
        first, last = begun[0] << _ROOM, begun[1] + 1 << _ROOM
        found = found.where(_INDEX.c.rowid >= first, _INDEX.c.rowid < last)
        fresh = [one for one in fresh if first <= one[1] < last]
    if stale:
        found = found.where(_INDEX.c.rowid.not_in(stale))
    if fresh:
        one = func.json_each(json.dumps(fresh)).table_valued("value")
        parts = (func.json_extract(one.c.value, f"$[{at}]") for at in range(2))
        return union_all(found, select(*parts)).subquery()
    return found.subquery()


def bearing(word: str) -> ColumnElement[bool]:
    """Choose patrols on which a word stands, by reading them: where there is no index."""
    patrol = m.Patrol
    people = (
        select(m.LegOfficer.leg_id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .where(or_(m.Member.last_name.icontains(word, autoescape=True), m.Member.collar == word))
    )
    places = select(m.Place.id).where(m.Place.name.icontains(word, autoescape=True))
    legs = select(m.Leg.patrol_id)
    return or_(
        patrol.note.icontains(word, autoescape=True),
        patrol.operation.icontains(word, autoescape=True),
        patrol.id.in_(legs.where(or_(m.Leg.id.in_(people), m.Leg.place_id.in_(places)))),
    )


def _either(session: Session, term: str) -> str:
    """Ask for a word that begins like this one.

    A beginning as long as those that are indexed is asked for as it is. Of others the
    known ones of the next such length are, and the words that end before: for any other
    beginning the index would gather all its rows before giving the first.
    """
    length = next((one for one in _BEGINNINGS if one >= len(term)), None)
    if length == len(term):
        return _begun(term)
    query = select(_term if length is None else func.substr(_term, 1, length))
    longer = (_term >= term, _term < term + chr(0x10FFFF))
    query = query.select_from(table("search_terms")).where(*longer).distinct()
    found = session.scalars(query.limit(_MOST_TERMS + 1)).all()
    if len(found) > _MOST_TERMS:
        return _begun(term)
    asked = (_begun(one) if len(one) == length else _quoted(one) for one in found or [term])
    return "(" + " OR ".join(asked) + ")"


def _begun(term: str) -> str:
    return f"{_quoted(term)} *"


def _quoted(term: str) -> str:
    doubled = term.replace('"', '""')
    return f'"{doubled}"'


def _behind(session: Session, question: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Give the slots that no longer hold, and patrol and slot of what is found instead."""
    connection = session.connection()
    [followed] = connection.exec_driver_sql("SELECT image FROM search_followed").scalars()
    touched = (json.dumps(list(_touched(connection, followed))),)
    if touched == ("[]",):
        return [], []
    stale = f"SELECT slot FROM search_slots WHERE patrol_id {_GIVEN}"
    texts = connection.exec_driver_sql(_WORDS_NOW, touched).all()
    patrols = {slot: patrol for slot, patrol, _, _ in texts}
    with tokens.in_memory() as index:
        said = [(slot, tokens.said(team, words)) for slot, _, team, words in texts]
        index.executemany("INSERT INTO said (rowid, words) VALUES (?, ?)", said)
        found = index.execute("SELECT rowid FROM said WHERE said MATCH ?", (question,)).fetchall()
    return (
        list(connection.exec_driver_sql(stale, touched).scalars()),
        [(patrols[slot], slot) for (slot,) in found],
    )


# --- Keeping the index ------------------------------------------------------------------------


def make(connection: Connection) -> None:
    """Make the index anew from the records; after every migration, and only then."""
    drop(connection)
    for sql in TABLES.values():
        connection.exec_driver_sql(sql)
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO search_slots SELECT (start << {_ROOM}) - 1"
        " + row_number() OVER (PARTITION BY start ORDER BY patrol_id), patrol_id"
        " FROM legs WHERE leg = 1"
    )
    _read_in(connection, f"{_WORDS} ORDER BY s.slot", ())
    # In one piece every word is found by one look.
    connection.exec_driver_sql("INSERT INTO search_patrols (search_patrols) VALUES ('optimize')")
    connection.exec_driver_sql(
        "INSERT INTO search_followed SELECT coalesce(max(id), 0) FROM images"
    )


def drop(connection: Connection) -> None:
    """Take the index away, so that a migration may rebuild tables."""
    for name in TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def catch_up(connection: Connection) -> None:
    """Index anew every patrol that was touched, if they are many; before a change is sealed."""
    behind = (
        "SELECT (SELECT max(id) FROM images) AS newest, image FROM search_followed"
        f" WHERE newest > image + {MOST_BEHIND}"
    )
    # By the driver alone: it is asked at every save.
    raw: Any = connection.connection.driver_connection
    found = raw.execute(behind).fetchone()
    if found is None:
        return
    newest, followed = found
    _index(connection, _touched(connection, followed))
    connection.exec_driver_sql("UPDATE search_followed SET image = ?", (newest,))


def _index(connection: Connection, patrols: Collection[int]) -> None:
    keys = (json.dumps(sorted(patrols)),)
    connection.exec_driver_sql(
        "DELETE FROM search_patrols WHERE rowid IN"
        f" (SELECT slot FROM search_slots WHERE patrol_id {_GIVEN})",
        keys,
    )
    # A patrol that begins when it began keeps its slot.
    connection.exec_driver_sql(
        f"DELETE FROM search_slots WHERE patrol_id {_GIVEN} AND NOT EXISTS (SELECT 1 FROM legs l"
        f" WHERE l.patrol_id = search_slots.patrol_id AND l.leg = 1 AND l.start = slot >> {_ROOM})",
        keys,
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO search_slots SELECT"
        f" coalesce((SELECT max(slot) FROM search_slots WHERE slot >= l.start << {_ROOM}"
        f" AND slot < l.start + 1 << {_ROOM}), (l.start << {_ROOM}) - 1)"
        " + row_number() OVER (PARTITION BY l.start ORDER BY l.patrol_id), l.patrol_id"
        f" FROM legs l WHERE l.patrol_id {_GIVEN} AND l.leg = 1"
        " AND NOT EXISTS (SELECT 1 FROM search_slots s WHERE s.patrol_id = l.patrol_id)",
        keys,
    )
    _read_in(connection, f"{_WORDS} WHERE s.patrol_id {_GIVEN} ORDER BY s.slot", keys)


def _touched(connection: Connection, followed: int) -> set[int]:
    """Read from the journal which patrols show something else than they did at an image.

    What stands now names its patrol itself; what stood between is a later image's *before*.
    """
    # By the driver alone: after an import it is every patrol of the county.
    raw: Any = connection.connection.driver_connection
    touched = {patrol for (patrol,) in raw.execute(_NAMED_NOW, (followed,) * 3)}
    legs: set[int] = set()
    for name, key in raw.execute(_NAMED_BEFORE, (followed,)):
        (legs if name == "leg_officers" else touched).add(key)
    touched |= _patrols_with(connection, f"id {_GIVEN}", legs)
    people = _renamed(connection, followed, "members", ("last_name", "collar"))
    crewed = f"id IN (SELECT leg_id FROM leg_officers WHERE member_id {_GIVEN})"
    touched |= _patrols_with(connection, crewed, people)
    places = _renamed(connection, followed, "places", ("name",))
    return touched | _patrols_with(connection, f"place_id {_GIVEN}", places)


_NAMED_NOW = """
    SELECT row FROM images WHERE id > ? AND "table" = 'patrols'
    UNION
    SELECT l.patrol_id FROM images i JOIN legs l ON l.id = i.row
        WHERE i.id > ? AND i."table" = 'legs'
    UNION
    SELECT l.patrol_id FROM images i JOIN leg_officers o ON o.id = i.row
        JOIN legs l ON l.id = o.leg_id WHERE i.id > ? AND i."table" = 'leg_officers'
"""
_NAMED_BEFORE = """
    SELECT "table",
        json_extract(before, CASE "table" WHEN 'legs' THEN '$.patrol_id' ELSE '$.leg_id' END)
    FROM images WHERE id > ? AND "table" IN ('legs', 'leg_officers') AND before IS NOT NULL
"""


def _patrols_with(connection: Connection, legs: str, keys: Collection[int]) -> set[int]:
    """Name the patrols of these legs; one that is gone has named its own."""
    if not keys:
        return set()
    found = f"SELECT patrol_id FROM legs WHERE {legs}"
    return set(connection.exec_driver_sql(found, (json.dumps(list(keys)),)).scalars())


def _renamed(connection: Connection, followed: int, name: str, shown: Sequence[str]) -> list[int]:
    """Name the rows whose words are others now."""
    differs = " OR ".join(
        f"json_extract(before, '$.{one}') <> json_extract(after, '$.{one}')" for one in shown
    )
    found = f'SELECT row FROM images WHERE id > ? AND "table" = ? AND ({differs})'
    return list(connection.exec_driver_sql(found, (followed, name)).scalars())


def _read_in(connection: Connection, query: str, values: tuple[Any, ...]) -> None:
    """Index what a query of words gives."""
    known: set[str] = set()
    gather = "INSERT INTO search_patrols (search_patrols, rank) VALUES ('hashsize', ?)"
    found = connection.exec_driver_sql(query, values)
    rows = found.fetchmany(_BATCH)
    many = len(rows) == _BATCH
    if many:
        connection.exec_driver_sql(gather, (_IN_BULK,))
    while rows:
        texts = [(slot, tokens.said(team, words)) for slot, team, words in rows]
        connection.exec_driver_sql("INSERT INTO search_patrols (rowid, words) VALUES (?, ?)", texts)
        # Words come again and again: each is taken apart once.
        new = set(" ".join([words for _, words in texts]).split()) - known
        known |= new
        if terms := [(term,) for term in tokens.taken_apart(" ".join(new))]:
            connection.exec_driver_sql("INSERT OR IGNORE INTO search_terms VALUES (?)", terms)
        rows = found.fetchmany(_BATCH)
    if many:
        connection.exec_driver_sql(gather, (_USUALLY,))


# --- Checking the index -----------------------------------------------------------------------


def faults(connection: Connection) -> Iterator[str]:
    """Compare the index with the records; a sentence if it does not find what stands in them."""
    [followed] = connection.exec_driver_sql("SELECT image FROM search_followed").scalars()
    behind = json.dumps(list(_touched(connection, followed)))
    misplaced = (
        "SELECT 1 FROM legs l LEFT JOIN search_slots s ON s.patrol_id = l.patrol_id"
        f" WHERE l.leg = 1 AND l.start IS NOT s.slot >> {_ROOM} AND NOT l.patrol_id {_GIVEN}"
    )
    left_over = (
        "SELECT 1 FROM search_slots WHERE patrol_id NOT IN (SELECT patrol_id FROM legs)"
        f" AND NOT patrol_id {_GIVEN}"
    )
    for look in (misplaced, left_over):
        if connection.exec_driver_sql(f"{look} LIMIT 1", (behind,)).first():
            yield _WRONG
            return
    if not _finds_the_same(connection, behind):
        yield _WRONG


_WRONG = "The filter does not find what the records say."


def _finds_the_same(connection: Connection, behind: str) -> bool:
    """Whether an index made anew in memory finds the same patrols by every word."""
    fresh = tokens.empty_index()
    try:
        found = connection.exec_driver_sql(f"{_WORDS} WHERE NOT p.id {_GIVEN}", (behind,))
        while rows := found.fetchmany(_BATCH):
            texts = [(slot, tokens.said(team, words)) for slot, team, words in rows]
            fresh.executemany("INSERT INTO said (rowid, words) VALUES (?, ?)", texts)
        stale = f"SELECT slot FROM search_slots WHERE patrol_id {_GIVEN}"
        passed_over = set(connection.exec_driver_sql(stale, (behind,)).scalars())
        terms = {term for (term,) in fresh.execute("SELECT term FROM terms")}
        known = set(connection.exec_driver_sql("SELECT term FROM search_terms").scalars())
        return terms <= known and all(
            _slots(connection.connection.driver_connection, "search_patrols", term) - passed_over
            == _slots(fresh, "said", term)
            for term in known
        )
    finally:
        fresh.close()


def _slots(connection: Any, index: str, term: str) -> set[int]:
    query = f"SELECT rowid FROM {index} WHERE {index} MATCH ?"
    return {slot for (slot,) in connection.execute(query, (_quoted(term),))}
