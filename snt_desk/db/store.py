"""The open database: short looks, named changes, undo.

A session never outlives the user's action that needed it. Reading gives a session whose
work is thrown away; changing gives one whose work is kept as one undoable, audited step,
or not at all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from snt_desk.db import (
    cipher_ring,
    drafts,
    erasing,
    journal,
    patience,
    rescue,
    search,
    whereabouts,
    wiping,
)
from snt_desk.db.cipher import Key
from snt_desk.db.drafts import Kept
from snt_desk.db.erasing import Report
from snt_desk.db.faults import NOT_READ, NOT_SAVED, Kind, Trouble, said_plainly
from snt_desk.db.journal import Actor, Category, Entry, Step
from snt_desk.db.lock import DeskLock
from snt_desk.errors import DeskError

Listener = Callable[[frozenset[str]], None]
Worrier = Callable[[Trouble], None]
EVERYTHING = frozenset(table.name for table in journal.NOTED)


class Store:
    """One database, opened by one person; made by `snt_desk.db.opening`."""

    def __init__(
        self,
        writer: Engine,
        reader: Engine,
        actor: Actor,
        lock: DeskLock | None = None,
        key: Key | None = None,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._lock = lock
        self._listeners: list[Listener] = []
        self._worriers: list[Worrier] = []
        self._in_hand = threading.Lock()
        self._anew = threading.Lock()
        self._holder: int | None = None
        self.actor = actor
        self.key = key
        """What opens the file where it is encrypted: its backups have the same."""
        self.journalled = writer.dialect.name == "sqlite"
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._where: whereabouts.Whereabouts | None = None
        if self.journalled:
            with said_plainly(), reader.begin() as connection:
                self._done, self._undone = journal.steps(connection)
                self._where = whereabouts.of(connection)
        # Its place may be gone when they are wanted.
        self._ring = cipher_ring.of(self._where.path) if self._where and key else None

    def close(self) -> None:
        """Let go of the database, and note beside it that it was left whole."""
        self._writer.dispose()
        self._reader.dispose()
        if self._lock:
            self._lock.close()

    def subscribe(self, listener: Listener) -> None:
        """Call the listener with the names of changed tables, once after every commit."""
        self._listeners.append(listener)

    def worry(self, worrier: Worrier) -> None:
        """Tell whoever this is, in any thread, of all that is the matter with the file."""
        self._worriers.append(worrier)

    @contextmanager
    def read(self) -> Generator[Session]:
        """Open a session for looking. Fetch all and leave: while it is open, a save must wait."""
        if self._anew.locked():
            # All of the file is being written anew: for so long nobody can read it.
            patience.take(self._anew)
            self._anew.release()
        try:
            with self._plainly(), Session(self._reader) as session:
                yield session
        except Trouble as trouble:
            # Nobody wanted to save anything.
            raise Trouble(
                trouble.kind, trouble.title, trouble.detail.replace(NOT_SAVED, NOT_READ)
            ) from trouble

    def change(
        self,
        label: str,
        *,
        kind: str = "change",
        recipient: str = "",
        category: Category | None = None,
        reason: str | None = None,
    ) -> AbstractContextManager[Session]:
        """Open a session whose work becomes one step called *label*, or nothing.

        `kind="barrier"` is for what undo must not pass: a sent return. What changes no record
        is noted by `note`. Raises DeskError where the disk or another program forbids it.
        """
        return self._at_work(Entry(label, kind, recipient, category=category, reason=reason))

    def note(
        self,
        label: str,
        category: Category | None,
        *,
        recipient: str = "",
        subject: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Note in the journal what changes no record: details that were seen, or went out.

        `subject` is the record it is about, as `contacts/REF`. What is of no category is who
        is at the desk. Raises DeskError where it cannot be noted: then what is to be noted
        must not happen.
        """
        entry = Entry(label, "note", recipient, None, category, subject, reason)
        with self._in_turn() as touched, self._noting(entry, touched):
            pass

    def erase(self, label: str, *, subject: str, reason: str) -> AbstractContextManager[Session]:
        """Open a session for what takes a person's details away for good.

        Of what it does the journal keeps that it was done, of which record and why, and never
        what stood there: undo passes over it. Traces stay in the file until `scrub`.
        """
        return self._at_work(Entry(label, "note", "", None, "erasure", subject, reason))

    def erase_words(self, change: int, *, reason: str) -> None:
        """Wipe the words of an entry of the journal, for good; another entry vouches for it."""
        with self._in_turn() as touched, self._plainly():
            with self._reader.begin() as connection:
                rest = wiping.rest(connection, change)
            subject = wiping.subject_of(change)
            entry = Entry(wiping.LABEL, "note", rest, None, "erasure", subject, reason)
            with self._noting(entry, touched) as connection:
                wiping.wipe_words(connection, change)
            with self._reader.begin() as connection:
                # Undo is called by them, and would write them down again.
                self._done, self._undone = journal.steps(connection)

    def scrub(self, report: Report | None = None) -> None:
        """Write the file anew without a trace of what was erased, and note that it was done.

        Everybody else waits for it; what `report` raises ends it, and the file is as it was.
        Raises DeskError where there is no room for it.
        """
        if self.journalled:
            with self._in_turn(), self._plainly(), self._anew:
                erasing.scrub(self._writer, report)
        self.note("Clear the traces of what was erased", "erasure", subject=erasing.FILE)

    @property
    def owes_scrub(self) -> bool:
        """Whether something was erased whose traces may still be in the file."""
        if not self.journalled:
            return False
        with self.read() as session:
            return erasing.is_owed(session.connection())

    def copy_to(self, destination: Path, typed: Mapping[str, str] | None = None) -> None:
        """Copy the whole of what is open to another file, though its own place may be gone.

        What is `typed`, by its kind, is kept there as drafts. A file of that name is replaced.
        Raises DeskError, with nothing changed there, where not all of it can be read, or the
        other place does not take it.
        """
        if self._where is not None:
            wanted = rescue.Copy(self._where.path, destination, self.key, self._ring)
            with self._plainly():
                rescue.copy(self._reader, wanted, self.actor, typed or {})

    @property
    def only_looks(self) -> bool:
        """Whether the file was opened beside whoever has it: nothing can be written then."""
        return self.journalled and self._writer is self._reader

    @property
    def busy(self) -> bool:
        """Whether a change is in hand: who only looks at the file should let go of it."""
        return self._holder is not None

    @property
    def checked(self) -> datetime | None:
        """When all of the file was last looked through and found sound; None if that is unknown."""
        return self._lock.checked if self._lock else None

    def note_checked(self, at: datetime | None) -> None:
        """Note when all of it was found sound; None where it was not. Kept when it is closed."""
        if self._lock:
            self._lock.checked = at

    def keep_draft(self, kind: str, value: str) -> None:
        """Keep what is typed and not saved, outside the journal; an empty one is forgotten."""
        with self._in_turn(), self._plainly(), self._to_write().begin() as connection:
            drafts.keep(connection, self.actor, kind, value)

    def draft(self, kind: str) -> Kept | None:
        """Give what was typed at this desk and not saved, if anything was."""
        with self.read() as session:
            return drafts.kept(session.connection(), self.actor, kind)

    @property
    def drafts(self) -> set[str]:
        """The kinds of what was typed at this desk and not saved."""
        with self.read() as session:
            return drafts.kinds(session.connection(), self.actor)

    @property
    def undo_label(self) -> str | None:
        """The name of what `undo` would undo."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """The name of what `redo` would do again."""
        return self._undone[-1].label if self._undone else None

    def undo(self) -> str:
        """Put back the latest change and return its name; DeskError if there is none."""
        return self._revert(self._done, "undo", "There is nothing to undo")

    def redo(self) -> str:
        """Do again what was last undone and return its name; DeskError if there is none."""
        return self._revert(self._undone, "redo", "There is nothing to do again")

    def _revert(self, steps: list[Step], kind: str, nothing: str) -> str:
        with self._in_turn() as touched:
            if not steps:
                raise DeskError(nothing)
            step = steps[-1]
            entry = Entry(step.label, kind, reverts=step.change)
            with self._noting(entry, touched) as connection:
                journal.revert(connection, step.change)
        return step.label

    @contextmanager
    def _at_work(self, entry: Entry) -> Generator[Session]:
        """Open a session of which all that it writes is written under an entry, or none of it."""
        with (
            self._in_turn() as touched,
            self._noting(entry, touched) as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session
            session.flush()

    @contextmanager
    def _noting(self, entry: Entry, touched: set[str]) -> Generator[Connection]:
        with (
            self._plainly(),
            self._to_write().connect() as connection,
            connection.begin() as transaction,
        ):
            if self.journalled:
                change = journal.begin(connection, entry, self.actor)
                yield connection
                search.catch_up(connection)
                tables = journal.seal(connection, change)
                if not tables and entry.kind == "change":
                    # Nothing was changed: then not a byte of the file is.
                    transaction.rollback()
            else:
                # Of the journal only what the images could not tell: what was seen or went out.
                quiet = entry.kind == "note" and entry.category != "erasure"
                change, tables = 0, frozenset() if quiet else EVERYTHING
                if quiet or entry.category is not None:
                    journal.write_down(connection, entry, self.actor)
                yield connection
        touched |= tables
        if self.journalled and (tables or entry.kind != "change"):
            journal.follow(self._done, self._undone, entry.kind, Step(change, entry.label))

    @contextmanager
    def _in_turn(self) -> Generator[set[str]]:
        """Wait for the change in hand; when this one is kept, tell which tables it touched."""
        if self.only_looks:
            raise Trouble(
                Kind.READ_ONLY,
                "This was opened to look only",
                "Nothing of it is saved. Open it for work, and do it again.",
            )
        if self._holder == threading.get_ident():
            raise RuntimeError("A change inside a change.")
        touched: set[str] = set()
        patience.take(self._in_hand)
        try:
            self._holder = threading.get_ident()
            yield touched
        finally:
            self._holder = None
            self._in_hand.release()
        if touched:
            for listener in self._listeners:
                listener(frozenset(touched))

    @contextmanager
    def _plainly(self) -> Generator[None]:
        """Say plainly what is the matter, also to those who worry about the file."""
        try:
            with said_plainly():
                yield
        except (Trouble, DBAPIError) as error:
            # What has become of the file says more than what SQLite makes of it. An emptied
            # one has no table to ask, which by itself would be a bug.
            trouble = self._lost() or error
            if not isinstance(trouble, Trouble):
                raise
            for worrier in self._worriers:
                worrier(trouble)
            if trouble is error:
                raise
            raise trouble from error

    def _lost(self) -> Trouble | None:
        return self._where.trouble() if self._where else None

    def _to_write(self) -> Engine:
        """Give the engine for changes; a file that was put back by a copy of it is opened anew."""
        trouble = self._lost()
        if trouble is not None and self._where is not None:
            if trouble.kind is not Kind.GONE or not self._where.is_back(self._reader):
                raise trouble
            self._writer.dispose()
        return self._writer
