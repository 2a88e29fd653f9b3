"""What looks after the data while the window shows it: each speaks up where it has to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from snt_desk.ui.actions_due import ActionsDue
from snt_desk.ui.backing_up import BackingUp
from snt_desk.ui.clock_watch import ClockWatch
from snt_desk.ui.due import Due
from snt_desk.ui.feedback_due import FeedbackDue
from snt_desk.ui.locking.menu import Locking
from snt_desk.ui.of_records import OfRecords
from snt_desk.ui.over import Over
from snt_desk.ui.priorities_due import PrioritiesDue
from snt_desk.ui.saying import Saying
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.page import Page


class Cares:
    """Backups, what is due, what could not be saved, the lock, the clock."""

    def __init__(self, centre: QFrame, status: StatusBar, over: Over) -> None:
        """They speak in the centre, in the status line or in pages over the tabs."""
        self.saying = Saying(centre)
        self.backing_up = BackingUp(status, centre)
        self.due = Due(status, over)
        self.priorities = PrioritiesDue(status)
        self.actions = ActionsDue(status)
        self.feedback = FeedbackDue(status)
        self.locking = Locking(over)
        self.of_records = OfRecords(over)
        self.clock = ClockWatch(status)

    def take(self, desk: Desk, where: str, pages: Callable[[], Sequence[Page]]) -> None:
        """Look after the data of this desk, and what is typed on those pages."""
        self.backing_up.take(desk, where)
        self.due.take(desk, where)
        self.priorities.take(desk)
        self.actions.take(desk)
        self.feedback.take(desk)
        self.saying.take(desk, pages)
        self.locking.take(desk, where)
        self.of_records.take(desk)
        self.clock.take(desk)
