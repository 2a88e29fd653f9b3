"""A list of any length by the keys of its records: found in the worker, read as it is painted.

What makes the list (words, an order) is the database's work. A short list is there at once;
until a long one is, the list before it stands, and the window goes on.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from snt_desk.ui.desk import Desk
from snt_desk.ui.rows import Column, Heading, Id, Order
from snt_desk.ui.table import BlockModel
from snt_desk.ui.tasks import Progress, Task


class Found(Protocol):
    """A list in its order: keys, and numbers below zero for titles (-1 is the first of them)."""

    @property
    def keys(self) -> array[int]:
        """Keys and titles."""
        ...

    @property
    def titles(self) -> Sequence[str]:
        """The words of the titles."""
        ...


Find = Callable[[Any], Found]
"""Finds the list that is wanted, in a session of the worker."""
Read = Callable[[Any, Sequence[int]], Sequence[Any]]
"""Reads the rows of some keys in a session, each with its `key`; one that is gone is left out."""
KeyOf = Callable[[Any, str], int | None]
"""Gives the key of a record by its ref; None if it is gone."""


class KeyedRows(QObject):
    """Hands a table the rows of the list that was asked for last."""

    shown = Signal()
    """Another list stands there."""
    came = Signal(str)
    """The list has come in which a record was awaited: its ref."""
    sorted = Signal()
    """A heading was clicked: the list is wanted in the order of `orders`."""

    def __init__(
        self,
        desk: Desk,
        columns: Sequence[Column[Any]],
        read: Read,
        key_of: KeyOf,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._read, self._key_of = desk, read, key_of
        self.model: BlockModel[Any] = BlockModel(
            columns, self._fetch, sort=self._sort, place=self._place, parent=self
        )
        self.orders: tuple[Order, ...] = ()
        """By what it is sorted; empty while nobody has said."""
        self.pending = False
        """Whether another list is being found."""
        self.arriving = False
        """Whether one is being shown that was found by the worker: nobody has just asked for it."""
        self.found: Any = None
        """The list that stands there, as it was found."""
        self._keys: array[int] = array("q")
        self._titles: Sequence[str] = ()
        self._task: Task | None = None
        self._awaited = ""

    def ask(self, find: Find, *, short: bool) -> None:
        """Show another list, or the same one again; with `short` it is found in a blink."""
        if self._task is not None:
            self._task.cancel()
        self.pending = not short
        if short:
            self._take(self._found(find))
        else:
            work, run = partial(self._found, find), self._desk.tasks.run_when_shown
            self._task = run(work, self._arrive, owner=self, failed=self._not_found)

    def await_(self, ref: str) -> None:
        """Say so by `came` when the list that is being found is there."""
        self._awaited = ref

    @property
    def count(self) -> int:
        """How many records the list has."""
        return len(self._keys) - len(self._titles)

    def _found(self, find: Find, _progress: Progress | None = None) -> Found:
        with self._desk.store.read() as session:
            return find(session)

    def _arrive(self, found: Found) -> None:
        self.arriving = True
        self._take(found)
        self.arriving = False

    def _not_found(self, error: Exception) -> None:
        """The list that stood there stands; nothing is on its way to it any more."""
        self.pending, self._awaited = False, ""
        raise error

    def _take(self, found: Found) -> None:
        self.pending = False
        self.found = found
        self._keys, self._titles = found.keys, found.titles
        places = [self._keys.index(-number) for number in range(1, len(self._titles) + 1)]
        self.model.show_count(len(self._keys), places)
        self.shown.emit()
        awaited, self._awaited = self._awaited, ""
        if awaited:
            self.came.emit(awaited)

    def _sort(self, orders: Sequence[Order]) -> None:
        self.orders = tuple(orders)
        self.sorted.emit()

    def _fetch(self, offset: int, limit: int) -> Sequence[Any | Heading]:
        wanted = self._keys[offset : offset + limit]
        with self._desk.store.read() as session:
            rows = self._read(session, [key for key in wanted if key >= 0])
        if min(wanted, default=0) >= 0:
            return rows
        known = {row.key: row for row in rows}
        made = (Heading(self._titles[-key - 1]) if key < 0 else known.get(key) for key in wanted)
        return [one for one in made if one is not None]

    def _place(self, ref: Id) -> int | None:
        with self._desk.store.read() as session:
            key = self._key_of(session, str(ref))
        return None if key is None or key not in self._keys else self._keys.index(key)
