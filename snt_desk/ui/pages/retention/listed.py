"""The contacts that still have details, due first; only what is painted is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.retention import State
from snt_desk.services import retention
from snt_desk.services.retention import Place, Row
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip, FilterBar
from snt_desk.ui.pages.retention import words
from snt_desk.ui.pages.retention.columns import COLUMNS
from snt_desk.ui.panels import EmptyPage, TotalsBar
from snt_desk.ui.table import BlockModel, Id
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

_CHIPS = {
    State.DUE: "Due",
    State.SOON: "Due soon",
    State.NO_DATE: "No date",
    State.HELD: "On hold",
}


class Listed(QFrame):
    """A filter, the contacts, and how many there are of each state."""

    taken = Signal()
    """Another contact is in hand, or several."""
    shown = Signal()
    """The list has been read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._places: tuple[Place, ...] = ()
        self._at: dict[str, int] = {}
        self._task: Task | None = None
        self.chips = {state: Chip(said) for state, said in _CHIPS.items()}
        self.bar = FilterBar([*self.chips.values()])
        self.rows: BlockModel[Row] = BlockModel(
            COLUMNS, self._fetch, place=self._place, parent=self
        )
        self.table = TableView(self.rows, "Contacts with details")
        self.table.setObjectName("retention")
        self.table.personal = True
        self.totals = TotalsBar()
        self.none = EmptyPage("users")
        self._stack = QStackedWidget()
        for one in (self.table, self.none):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.totals)
        self.bar.changed.connect(self.read)
        self.bar.words.left.connect(self.table.setFocus)
        self.totals.cleared.connect(self.bar.clear)
        self.table.typed.connect(self.bar.words.take)
        self.table.selectionModel().selectionChanged.connect(self.taken)

    # --- Reading ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list again, in the worker; what is in hand stays in hand."""
        if self._task is not None:
            self._task.cancel()
        wanted = self.bar.words.text()
        only = {state for state, chip in self.chips.items() if chip.active} or set(State)
        work = partial(self._listed, wanted, only)
        self._task = self._desk.tasks.run(work, self._show, owner=self)

    def _listed(self, wanted: str, only: set[State], _progress: Progress) -> tuple[Place, ...]:
        with self._desk.store.read() as session:
            found = retention.listed(session, self._desk.team.id, clock.today(), wanted)
        return tuple(place for place in found if place.state in only)

    def _show(self, places: tuple[Place, ...]) -> None:
        self._places = places
        self._at = {place.ref: at for at, place in enumerate(places)}
        self.rows.show_count(len(places))
        filtered = self.bar.active
        self.totals.show_totals(words.totals(places), filtered=filtered)
        self._stack.setCurrentWidget(self.table if places else self.none)
        if not places:
            title = "No contact matches" if filtered else "No residents’ details are kept"
            self.none.say(title, "Contacts with a resident's details are listed here.")
        elif self.table.currentIndex().row() < 0:
            self.table.select(places[0].ref)
        self.shown.emit()
        self.taken.emit()

    def _fetch(self, offset: int, limit: int) -> Sequence[Row]:
        wanted = self._places[offset : offset + limit]
        with self._desk.store.read() as session:
            return retention.rows(session, wanted, clock.today())

    def _place(self, wanted: Id) -> int | None:
        return self._at.get(str(wanted))

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def chosen(self) -> list[str]:
        """The refs of the contacts that are selected."""
        # By their places: a read of every row that is selected would take its time.
        rows = self.table.selected_rows() if self._places else []
        return [self._places[at].ref for at in rows if at < len(self._places)]

    def row(self, ref: str) -> Row | None:
        """What the list shows of a contact."""
        at = self._at.get(ref)
        found = None if at is None else self.rows.row(at)
        return found if isinstance(found, Row) else None

    def states(self, refs: Sequence[str]) -> set[State]:
        """The states of these contacts."""
        return {self._places[self._at[ref]].state for ref in refs if ref in self._at}

    def forget(self) -> None:
        """Let go of all rows."""
        self._places, self._at = (), {}
        self.rows.show_count(0)
