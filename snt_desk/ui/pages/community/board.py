"""The board of residents: who waits, how long they have left, who answers, what is to come.

Above is the list by how much of the 72 hours is left, with what can be done below it; then the
events and visits of the next days, or the list of appointments.
"""

from __future__ import annotations

from functools import partial

from snt_desk.domain.appointments import APPOINTMENTS
from snt_desk.domain.community import CONTACTS
from snt_desk.ui.desk import Desk
from snt_desk.ui.lists import Wanted
from snt_desk.ui.pages.community.answering import AnswerBar
from snt_desk.ui.pages.community.coming import Coming
from snt_desk.ui.pages.community.kinds import Listed
from snt_desk.ui.pages.community.listing import Listing
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import column_of


class Board(Listing):
    """The list of residents' contacts, and below it what is done and what is to come."""

    def __init__(self, kind: Listed, records: Records, desk: Desk) -> None:
        super().__init__(kind, records, desk)
        self.bar = AnswerBar()
        self.coming = Coming(records.appointments, desk)
        self._pressing: object = None
        self._contact_in_hand = True
        column = column_of(self)
        for part in (self.bar, self.coming):
            column.addWidget(part)
        self._share_height()
        self._take_in(self.coming)
        self.coming.wanted.connect(desk.go)
        self.taken.connect(self._taken)

    def _share_height(self) -> None:
        column = column_of(self)
        self._stack.setMinimumHeight(0)
        column.setStretchFactor(self._stack, 3)
        column.setStretchFactor(self.coming, 2)

    def _take_in(self, coming: Coming) -> None:
        """Let the appointments be one of the lists here, as far as they are shown."""
        table = coming.table
        self.tables = {CONTACTS: self.table, APPOINTMENTS: table}
        table.current_changed.connect(partial(self.taken.emit, APPOINTMENTS))
        table.opened.connect(partial(self.opened.emit, APPOINTMENTS))
        table.delete_asked.connect(partial(self.delete_asked.emit, APPOINTMENTS))
        table.typed.connect(self.typed)
        table.left.connect(self.left)
        coming.rows.came.connect(partial(self.came.emit, APPOINTMENTS))

    # --- What is shown ------------------------------------------------------------------------

    def show_wanted(self, wanted: Wanted) -> None:
        """Show who waits, who answers next, and what is to come."""
        super().show_wanted(wanted)
        self._pressing = self._records.contacts.pressing()
        self._say_next()
        self.coming.show_wanted(wanted)
        self._let()

    def tick(self) -> None:
        """Let a minute pass; whoever came under another title by it goes there."""
        super().tick()
        if not self.isVisible():
            return
        pressing = self._records.contacts.pressing()
        if pressing != self._pressing:
            self._pressing = pressing
            self._ask()
        self._say_next()
        if not self.coming.all.active:
            self.coming.read_days()

    def _say_next(self) -> None:
        self.bar.show_next(self._records.contacts.next_to_answer())

    # --- What is in hand ----------------------------------------------------------------------

    def _taken(self, table: str, ref: object) -> None:
        self._contact_in_hand = table == CONTACTS
        self._let_answer(ref if self._contact_in_hand else None)

    def _let(self) -> None:
        self._let_answer(self.table.current_id if self._contact_in_hand else None)

    def _let_answer(self, ref: object) -> None:
        waits = isinstance(ref, str) and self._records.contacts.is_waiting(ref)
        self.bar.let(waits=waits and not self._records.only_looks)

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand, if it is shown; an appointment in their list, brought up."""
        if name != APPOINTMENTS:
            return super().select(name, ref)
        self.coming.show_all()
        if self.coming.rows.pending:
            self.coming.rows.await_(ref)
            return True
        return self.coming.table.select(ref)
