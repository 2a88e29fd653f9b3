"""What looks after the data while the window shows it: each speaks up where it has to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from snt_desk.ui.backing_up import BackingUp
from snt_desk.ui.clock_watch import ClockWatch
from snt_desk.ui.due import ACTIONS, FEEDBACK, PRIORITIES, REVIEWS, Due
from snt_desk.ui.locking.menu import Locking
from snt_desk.ui.of_records import OfRecords
from snt_desk.ui.over import Over
from snt_desk.ui.saying import Saying
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.page import Covering, Page


class Cares:
    """Backups, what is due, what could not be saved, the lock, the clock."""

    def __init__(self, centre: QFrame, status: StatusBar, over: Over) -> None:
        """They speak in the centre, in the status line or in pages over the tabs."""
        self.saying = Saying(centre)
        over.covers.connect(self.saying.covered)
        # Tab leads from a page to what is due, and Esc is to mean the same there.
        status.left.connect(over.leave)
        self.backing_up = BackingUp(status, centre)
        self.open_details = over.opens(self._details)
        """Show residents' details over the tabs: what the menu does, and what counts reviews."""
        self.due = (
            Due(status, REVIEWS, self.open_details),
            *(Due(status, one) for one in (PRIORITIES, ACTIONS, FEEDBACK)),
        )
        self.locking = Locking(over)
        self.of_records = OfRecords(over)
        self.clock = ClockWatch(status)

    def take(self, desk: Desk, where: str, pages: Callable[[], Sequence[Page]]) -> None:
        """Look after the data of this desk, and what is typed on those pages."""
        self.backing_up.take(desk, where)
        for one in self.due:
            one.take(desk)
        self.saying.take(desk, pages)
        self.locking.take(desk, where)
        self.of_records.take(desk)
        self.clock.take(desk)

    def _details(self) -> Covering:
        # Loaded here: nothing of it is there at the first paint.
        from snt_desk.ui.pages.retention import DetailsPage

        return DetailsPage(self.backing_up.where)
