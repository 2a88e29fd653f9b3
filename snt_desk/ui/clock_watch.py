"""A clock that went back: said once, in the status line, when the desk is opened.

The journal counts by number, so nothing is lost by it; but what is written now would bear a
time before what was written last.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from snt_desk.domain import clock
from snt_desk.ui.later import once_there
from snt_desk.ui.parts import announce
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.tasks import Progress


class ClockWatch:
    """Compares the clock with the newest entry of the journal."""

    def __init__(self, status: StatusBar) -> None:
        """Speak in the status line."""
        self._status = status

    def take(self, desk: Desk) -> None:
        """Look at the journal of this desk, once."""
        self._desk = desk
        once_there(self._status, self.look)

    def look(self) -> None:
        """Do it now."""
        self._desk.tasks.run(self._read, self._say, owner=self._status)

    def _read(self, _progress: Progress) -> datetime | None:
        from snt_desk.services import journal

        with self._desk.store.read() as session:
            return journal.behind_the_clock(session)

    def _say(self, newest: datetime | None) -> None:
        if newest is not None:
            day = clock.long_day(clock.local_day(newest))
            words = f"The clock is behind: the last entry is of {day} {clock.wall(newest)}"
            self._status.show_clock(words)
            announce(self._status, words)
