"""Go > What belongs to it (F7): from the record in hand, wherever that is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from snt_desk.ui.over import Over
from snt_desk.ui.page import Covering, InHand
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.ui.pages.joined import JoinedPage


_NONE = "No record is in hand. A new one has to be saved first."
_ALONE = "Nothing else belongs to a record of that kind."


class Joining(QObject):
    """Opens over the tabs what belongs to the record in hand, and goes on from there."""

    def __init__(
        self, over: Over, in_hand: Callable[[], tuple[str, str] | None], status: StatusBar
    ) -> None:
        """`in_hand` gives the record in hand on the tab in front."""
        super().__init__(over)
        self._over, self._status = over, status
        self._before: Covering | None = None
        self._of_tab = in_hand

    @cached_property
    def _page(self) -> JoinedPage:
        # Loaded here: nothing lies over the tabs before the first paint.
        from snt_desk.ui.pages.joined import JoinedPage

        return JoinedPage()

    def _in_hand(self) -> tuple[str, str] | None:
        page = self._over.page
        if page is None:
            return self._of_tab()
        return page.in_hand() if isinstance(page, InHand) else None

    def open(self) -> None:
        """Show what belongs to it, over the tabs; there, go on to what is in hand.

        Where nothing can, the status line says so.
        """
        from snt_desk.services import joined

        held = self._in_hand()
        if held is None:
            self._status.say(_NONE)
            return
        if not joined.has(held[0]):
            self._status.say(_ALONE)
            return
        if self._over.page is self._page:
            self._page.go_on(*held)
            return
        self._before = self._over.page
        self._page.begin(*held)
        if self._over.open(self._page):
            self._page.enter()
            self._page.left.connect(self._go_back, Qt.ConnectionType.UniqueConnection)

    @Slot()
    def _go_back(self) -> None:
        """Open what lay over the tabs before: it gave way to this."""
        before, self._before = self._before, None
        if before is not None:
            self._over.open(before)
