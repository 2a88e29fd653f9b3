"""What changed: history, undo and audit in one, noted by the database itself.

Triggers, generated from the tables, write each row's image before and after under the
change in hand; ORM work, bulk statements and cascades are caught alike. Undo writes the
before images back, newest first, as a change of its own. The journal only grows: each
image has a salted digest and each change the SHA-256 of the one before over those
digests, so an image can be wiped later and the chain still verifies (`chain`). SQLite only;
on PostgreSQL there are unsealed entries for what is seen and goes out, and no images
(docs/decisions/0005).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Connection, Table, insert

from snt_desk.db import chain, wiping
from snt_desk.db.models import Base, Change
from snt_desk.domain import clock
from snt_desk.errors import DeskError

NOT_NOTED = frozenset({"changes", "images", "context", "drafts"})
"""Tables without images; so are, by being no tables of ours, search and alembic_version."""

NOTED: tuple[Table, ...] = tuple(
    table for table in Base.metadata.sorted_tables if table.name not in NOT_NOTED
)


Category = Literal[
    "collection", "alteration", "consultation", "disclosure", "combination", "erasure"
]
"""What section 62 of the Data Protection Act 2018 wants to be noted, by its own words."""


@dataclass(frozen=True)
class Actor:
    """Who makes changes, and where: the system's account, the collar chosen, the computer."""

    user: str
    collar: str = ""
    desk: str = ""


@dataclass(frozen=True)
class Step:
    """A change that can be undone, or an undone one that can be done again."""

    change: int
    label: str


@dataclass(frozen=True)
class Entry:
    """What a change is written down as before its images are known.

    Without a category its images say what it was; `subject` is the record that it is about,
    as `contacts/REF`, and `reason` why it was done.
    """

    label: str
    kind: str = "change"
    recipient: str = ""
    reverts: int | None = None
    category: Category | None = None
    subject: str | None = None
    reason: str | None = None


def triggers() -> dict[str, str]:
    """Give every trigger of the journal: name to SQL."""
    made = dict(_guards())
    for table in NOTED:
        made.update(_notes(table))
    return made


def arm(connection: Connection) -> None:
    """Make the triggers; after every migration, and only then."""
    for sql in triggers().values():
        connection.exec_driver_sql(sql)


def disarm(connection: Connection) -> None:
    """Drop all triggers and views, so that a migration may rebuild tables."""
    names = "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    for kind, name in connection.exec_driver_sql(names).all():
        connection.exec_driver_sql(f'DROP {kind} IF EXISTS "{name}"')


def begin(connection: Connection, entry: Entry, actor: Actor) -> int:
    """Open a change; until it is sealed, rows written on this connection are noted under it."""
    change: int = connection.exec_driver_sql(
        "INSERT INTO changes (at, user, collar, desk, kind, label, recipient, reverts,"
        " category, subject, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            clock.now().isoformat(),
            actor.user,
            actor.collar,
            actor.desk,
            entry.kind,
            entry.label,
            entry.recipient,
            entry.reverts,
            entry.category,
            entry.subject,
            entry.reason,
        ),
    ).scalar_one()
    connection.exec_driver_sql("INSERT INTO context (id, change_id) VALUES (1, ?)", (change,))
    return change


def write_down(connection: Connection, entry: Entry, actor: Actor) -> None:
    """Write an entry on a server, where there is no chain yet and are no images."""
    words = asdict(entry) | asdict(actor) | {"at": clock.now().isoformat()}
    connection.execute(insert(Change).values(words))


def seal(connection: Connection, change: int) -> frozenset[str]:
    """Close the change into the chain and say which tables it touched.

    A plain change that touched no row is to be rolled back, and is not sealed. A note that
    touched one is a bug and raises RuntimeError: undo passes over notes. Only one that erases
    may: of what it did no image stays, as that would hold what was erased.
    """
    connection.exec_driver_sql("DELETE FROM context")
    connection.exec_driver_sql(
        'UPDATE images SET digest = image_digest(salt, "table", row, before, after)'
        " WHERE change_id = ?",
        (change,),
    )
    images = connection.exec_driver_sql(_NOTED_UNDER, (change,)).all()
    tables = frozenset(table for table, _ in images)
    of = "SELECT kind, category FROM changes WHERE id = ?"
    told = connection.exec_driver_sql(of, (change,)).one()
    if not tables and told.kind == "change":
        return tables
    erases = told.kind == "note" and told.category == "erasure"
    if tables and told.kind == "note" and not erases:
        raise RuntimeError("A note changed rows.")
    if erases:
        connection.exec_driver_sql(f"{_WIPE} WHERE change_id = ?", (change,))
    sealed = _sealed(connection, change, (digest for _, digest in images))
    connection.exec_driver_sql("UPDATE changes SET hash = ? WHERE id = ?", (sealed, change))
    return tables


def wipe(connection: Connection, images: Iterable[int]) -> None:
    """Take the contents out of sealed images, for good; what was sealed still verifies."""
    connection.exec_driver_sql(
        f"{_WIPE} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(images)),)
    )


def revert(connection: Connection, change: int) -> None:
    """Put back what the change did, to be called inside a change.

    Records of which something was wiped since stay as they are, with all their parts. Raises
    DeskError where one of them needs what would go.
    """
    # Deferred: the patrol comes back before its crew, so links dangle for a moment.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    images = connection.exec_driver_sql(
        'SELECT "table", row, before, after FROM images'
        " WHERE change_id = ? AND salt IS NOT NULL ORDER BY id DESC",
        (change,),
    ).all()
    erased = _erased_since(connection, change)
    if erased:
        images = _beside(erased, images)
    for (table, put), run in groupby(images, key=lambda image: (image[0], _way_back(image))):
        _put_back(connection, Base.metadata.tables[table], put, list(run))
    if erased and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DeskError(
            "This can no longer be undone",
            "A record whose details were wiped since needs what it made.",
        )


def steps(connection: Connection) -> tuple[list[Step], list[Step]]:
    """Read what can be undone and what can be done again, the next one last in each list."""
    done: list[Step] = []
    undone: list[Step] = []
    since = "SELECT coalesce(max(id), 0) FROM changes WHERE kind = 'barrier'"
    for change, kind, label in connection.exec_driver_sql(
        f"SELECT id, kind, label FROM changes WHERE id > ({since}) AND kind <> 'note' ORDER BY id"
    ):
        follow(done, undone, kind, Step(change, label))
    return done, undone


def follow(done: list[Step], undone: list[Step], kind: str, step: Step) -> None:
    """Move the lists of steps on by one change; one that cannot be is left for `breaks` to find."""
    if kind == "barrier":
        done.clear()
        undone.clear()
    elif kind == "undo":
        del done[-1:]
        undone.append(step)
    elif kind == "redo":
        del undone[-1:]
        done.append(step)
    elif kind == "change":
        done.append(step)
        undone.clear()


def breaks(connection: Connection, anchors: Iterable[str] = ()) -> Iterator[str]:
    """Check the whole chain and every image; a sentence for each place where it does not hold.

    Only an anchor kept outside of the file can tell that the newest changes were cut off.
    """
    return (one.sentence for one in chain.breaks(connection, anchors))


def anchor(connection: Connection) -> str:
    """Give the last sealed change and its hash, to be kept outside of the file."""
    newest = "SELECT id, hash FROM changes WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1"
    last = connection.exec_driver_sql(newest).first()
    return f"{last[0]}:{last[1]}" if last else chain.NOTHING


_NOTED_UNDER = 'SELECT "table", digest FROM images WHERE change_id = ? ORDER BY id'


def _sealed(connection: Connection, change: int, digests: Iterable[bytes | None]) -> str:
    """Link a change to the one before: its words and its images' digests."""
    last = "SELECT hash FROM changes WHERE id < ? ORDER BY id DESC LIMIT 1"
    before = connection.exec_driver_sql(last, (change,)).scalar() or ""
    told = f"SELECT {chain.WORDS} FROM changes WHERE id = ?"  # our own words
    link = chain.begun(before, connection.exec_driver_sql(told, (change,)).one())
    for digest in digests:
        link.update(digest or b"")
    return link.hexdigest()


_WIPE = "UPDATE images SET before = NULL, after = NULL, salt = NULL"


def _erased_since(connection: Connection, change: int) -> set[tuple[str, int]]:
    """Name the rows of which a later change has wiped images."""
    later = "SELECT 1 FROM changes WHERE id > ? AND kind = 'note' AND category = 'erasure' LIMIT 1"
    if not connection.exec_driver_sql(later, (change,)).first():
        return set()
    wiped = 'SELECT DISTINCT "table", row FROM images WHERE change_id >= ? AND salt IS NULL'
    return {(table, row) for table, row in connection.exec_driver_sql(wiped, (change,))}


def _beside(erased: set[tuple[str, int]], images: Iterable[Any]) -> list[Any]:
    """Leave out the images of these rows, and of what falls with them."""
    left = list(images)
    passed = set(erased)
    for table in NOTED:
        parents = [
            (key.parent.name, key.column.table.name)
            for key in table.foreign_keys
            if key.ondelete == "CASCADE" and key.column.name == "id"
        ]
        for image in left if parents else ():
            if image.table != table.name:
                continue
            row = json.loads(image.before or image.after)
            if any((parent, row[column]) in passed for column, parent in parents):
                passed.add((image.table, image.row))
    return [image for image in left if (image.table, image.row) not in passed]


def _way_back(image: Any) -> str:
    if image.before is None:
        return "DELETE"
    return "INSERT" if image.after is None else "UPDATE"


def _put_back(connection: Connection, table: Table, put: str, images: list[Any]) -> None:
    columns = [column.name for column in table.columns]
    if put == "DELETE":
        sql = f'DELETE FROM "{table.name}" WHERE id = ?'
        values: list[tuple[Any, ...]] = [(image.row,) for image in images]
    else:
        rows = [json.loads(image.before) for image in images]
        # A column that was added later is in no earlier image.
        values = [tuple(row.get(column) for column in columns) for row in rows]
        if put == "INSERT":
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            sql = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
        else:
            assigned = ", ".join(f'"{column}" = ?' for column in columns)
            sql = f'UPDATE "{table.name}" SET {assigned} WHERE id = ?'
            values = [(*row, image.row) for row, image in zip(values, images, strict=True)]
    touched = connection.exec_driver_sql(sql, values).rowcount
    if touched != len(images):
        raise RuntimeError(f"{put} of {len(images)} rows of {table.name} touched {touched}.")


def _notes(table: Table) -> Iterable[tuple[str, str]]:
    columns = [column.name for column in table.columns]
    old, new = _image("OLD", columns), _image("NEW", columns)
    differs = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    yield _note(table.name, "INSERT", "", "NEW.id", "NULL", new)
    yield _note(table.name, "UPDATE", f"WHEN {differs} ", "OLD.id", old, new)
    yield _note(table.name, "DELETE", "", "OLD.id", old, "NULL")


def _note(table: str, event: str, when: str, row: str, before: str, after: str) -> tuple[str, str]:
    name = f"journal_{table}_{event.lower()}"
    return name, (
        f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {when}BEGIN'
        " SELECT RAISE(ABORT, 'write outside a change') WHERE NOT EXISTS (SELECT 1 FROM context);"
        ' INSERT INTO images (change_id, "table", row, before, after, salt)'
        f" SELECT change_id, '{table}', {row}, {before}, {after}, randomblob(16) FROM context; END"
    )


def _image(side: str, columns: list[str]) -> str:
    return "json_object(" + ", ".join(f"'{c}', {side}.\"{c}\"" for c in columns) + ")"


def _guards() -> Iterable[tuple[str, str]]:
    """Nothing sealed is changed or removed; contents of images and words may be wiped."""
    wiped = (
        "NEW.before IS NULL AND NEW.after IS NULL AND NEW.salt IS NULL"
        " AND NEW.digest IS OLD.digest AND NEW.id = OLD.id AND NEW.change_id = OLD.change_id"
        ' AND NEW."table" = OLD."table" AND NEW.row = OLD.row'
    )
    guarded = (
        ("changes", "UPDATE", f"OLD.hash IS NOT NULL AND NOT ({wiping.WORDS_ONLY})"),
        ("changes", "DELETE", "OLD.hash IS NOT NULL"),
        ("images", "UPDATE", f"OLD.digest IS NOT NULL AND NOT ({wiped})"),
        ("images", "DELETE", "1"),
    )
    for table, event, when in guarded:
        name = f"guard_{table}_{event.lower()}"
        sql = (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON {table} WHEN {when} BEGIN'
            " SELECT RAISE(ABORT, 'the journal only grows'); END"
        )
        yield name, sql
