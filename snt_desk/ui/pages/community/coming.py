"""What stands below the board: events and visits of the next days, or every appointment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.appointments import APPOINTMENTS
from snt_desk.domain.community import EVENTS
from snt_desk.services import appointment_lists
from snt_desk.services.community_lists import Asked
from snt_desk.services.diary import Entry
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip
from snt_desk.ui.keyed_rows import KeyedRows
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.lists import Wanted
from snt_desk.ui.named import one_line
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community.appointment_columns import APPOINTMENT_COLUMNS
from snt_desk.ui.pages.community.of_appointments import Appointments, Shown
from snt_desk.ui.parts import across, label
from snt_desk.ui.record_icons import ICONS
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Task

_LEAD = 86
_OURS = frozenset({EVENTS, APPOINTMENTS})


class Coming(QFrame):
    """The next days as lines that open where they live; with its chip, the appointments' list."""

    wanted = Signal(object)
    """Enter on a line: the `Target`."""
    turned = Signal()
    """The chip."""

    def __init__(self, appointments: Appointments, desk: Desk) -> None:
        super().__init__()
        self._appointments = appointments
        self._desk = desk
        self._entries: Sequence[Entry] | None = None
        self._wanted = Wanted()
        self._task: Task | None = None
        self._title, self._sub = label("", "heading"), label("", "muted")
        self.all = Chip("Appointments", "calendar-days")
        self.all.setToolTip("Every appointment, and what became of it")
        head = across(self._title, self._sub, None, self.all, margins=(16, 8, 12, 6))
        self.days = LineView("Events and visits of the next days", height=34, lead=_LEAD)
        self.days.setObjectName("community-coming")
        lines, key_of = appointments.lines, appointments.key_of
        self.rows = KeyedRows(desk, APPOINTMENT_COLUMNS, lines, key_of, self)
        self.table = TableView(self.rows.model, "Appointments")
        self.table.setObjectName("community-appointments")
        self.table.show_order(appointment_lists.USUAL[0])
        self.table.deletes = True
        self.table.personal = True
        self._none = label("", "muted", wrap=True)
        self._none.setContentsMargins(16, 8, 16, 8)
        self._stack = QStackedWidget()
        for one in (self.days, self.table, self._none):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self.days.opened.connect(self._open)
        self.all.toggled.connect(self._turn)
        self.rows.sorted.connect(self._ask)
        self.rows.shown.connect(self._show)

    # --- What is shown ------------------------------------------------------------------------

    def show_wanted(self, wanted: Wanted) -> None:
        """Read again, and show what is wanted of the list; of the next days it is always all."""
        self._wanted = wanted
        if self.all.active:
            self._ask()
        else:
            self.read_days()

    def read_days(self) -> None:
        """Read the next days again, in the worker; until they come, what stood there stands."""
        if self._task is not None:
            self._task.cancel()
        read, now = self._appointments.coming, clock.this_minute()
        run = self._desk.tasks.run_when_shown
        self._task = run(lambda _: read(now), self._show_days, owner=self)
        self._show()

    def _show_days(self, found: Sequence[Entry]) -> None:
        self._entries = found
        self.days.show_lines([_line(one) for one in found])
        self._show()

    def show_all(self) -> None:
        """Show the list of appointments."""
        self.all.setChecked(True)

    def _turn(self) -> None:
        self.show_wanted(self._wanted)
        self.turned.emit()

    def _ask(self) -> None:
        wanted = self._wanted
        asked = Asked(wanted.words, wanted.priority, wanted.only, self.rows.orders)
        self.rows.ask(self._appointments.find(asked), short=self._appointments.is_short())

    def _show(self) -> None:
        if self.all.active:
            self._title.setText("Appointments")
            found = self.rows.found
            total, left = (found.total, found.left) if isinstance(found, Shown) else (0, 0)
            self._sub.setText(
                f"{total:,}; {left:,} to say what became of" if left else f"{total:,}"
            )
            none = "No appointment matches." if total else "No appointments yet."
            there = self.rows.count > 0
        else:
            self._title.setText("Events and visits")
            self._sub.setText("next seven days")
            none = "Nothing is planned for the next seven days."
            # Nobody says that there is nothing before anybody has looked.
            there = self._entries is None or bool(self._entries)
        self._none.setText(f"{none} Ctrl+T adds an appointment.")
        shown = self.table if self.all.active else self.days
        self._stack.setCurrentWidget(shown if there else self._none)

    def _open(self, at: object) -> None:
        if isinstance(at, str):
            table, _, ref = at.partition(" ")
            tab = "Community" if table in _OURS else "Partners"
            self.wanted.emit(Target(tab, table, ref))


def _line(one: Entry) -> Line:
    day = clock.short_day(clock.local_day(one.start)).partition(" ")[0]
    is_agreed = one.table == APPOINTMENTS
    title = ": ".join(filter(None, (one.kind, one.title))) if is_agreed else one.title
    needs = "access needs" if one.needs else ""
    quiet = (one.where, ", ".join(one.who) or "nobody", needs)
    briefs = [clash.brief for clash in one.clashes]
    badge = briefs[0] if len(set(briefs)) == 1 else f"{len(briefs):,} clashes"
    return Line(
        one_line(title),
        id=f"{one.table} {one.ref}",
        lead=f"{day} {clock.wall(one.start)}",
        icon=ICONS[one.table],
        sub=one_line(", ".join(filter(None, quiet))),
        badge=badge if briefs else "",
        tone="warn" if briefs else "plain",
    )
