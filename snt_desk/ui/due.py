"""How many residents' details are due for review: in the status line, and one press away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from snt_desk.domain import clock
from snt_desk.ui.later import later
from snt_desk.ui.named import counted
from snt_desk.ui.over import Over
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.page import Covering
    from snt_desk.ui.tasks import Progress

_LOOK_MS = 1000
"""It can wait until the page is there."""


class Due(QObject):
    """Counts them after the start and whenever contacts change."""

    def __init__(self, status: StatusBar, over: Over) -> None:
        """Speak in the status line; the page lies over the tabs."""
        super().__init__(status)
        self._status = status
        self._where = ""
        self.open = over.opens(self._page)
        """Open the page: what the menu does, and the button in the status line."""
        status.review.connect(self.open)

    def take(self, desk: Desk, where: str) -> None:
        """Count those of this desk; `where` is its data file, empty on a server."""
        self._desk, self._where = desk, where
        desk.changed.connect(self._changed)
        later(self._status, self._look, _LOOK_MS)

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        if "contacts" in tables:
            self._look()

    def _look(self) -> None:
        self._desk.tasks.run(self._counted, self._show, owner=self._status)

    def _counted(self, _progress: Progress) -> int:
        from snt_desk.services import retention

        with self._desk.store.read() as session:
            return retention.due(session, self._desk.team.id, clock.today())

    def _show(self, count: int) -> None:
        self._status.show_due(f"{counted(count, 'review')} due" if count else "")

    def _page(self) -> Covering:
        # Loaded here: nothing of it is there at the first paint.
        from snt_desk.ui.pages.retention import DetailsPage

        return DetailsPage(self._where)
