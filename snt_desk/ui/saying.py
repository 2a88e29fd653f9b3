"""What the window says above the page: what a line of a menu, or an undo, could not do.

No dialog opens for it. What a form could not save is said beside its fields instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFrame

from snt_desk.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from snt_desk.ui.desk import Desk
    from snt_desk.ui.page import Page
    from snt_desk.ui.panels import Box


class Saying(QObject):
    """A box above the page in front, until something is done or another page comes."""

    def __init__(self, centre: QFrame) -> None:
        """Stand first in the centre of the window, hidden; `take` brings the desk."""
        super().__init__(centre)
        self._centre = centre
        self._box: Box | None = None
        self._holder: QFrame | None = None
        self._desk: Desk | None = None

    def take(self, desk: Desk, pages: Callable[[], Sequence[Page]]) -> None:
        """Say it of this desk; what is changed after it makes it old.

        `pages` gives those on which something may be typed, for a copy elsewhere.
        """
        self._desk, self._pages = desk, pages
        desk.changed.connect(self.hush)
        desk.copy_wanted.connect(self._copy)

    @property
    def words(self) -> str:
        """What it says; empty while it says nothing."""
        return self._box.words if self._box is not None else ""

    @Slot(object)
    def say(self, error: DeskError) -> None:
        """Say what could not be done, and why."""
        from snt_desk.ui import failing

        box = self._made_box()
        if self._desk is None:
            box.say(error.title, error.detail, tone="bad")
        else:
            failing.say(self._desk, box, error)

    def tell(self, title: str, text: str) -> None:
        """Say what was done."""
        from snt_desk.ui.parts import announce

        box = self._made_box()
        box.say(title, text, tone="ok")
        announce(box, box.words)

    @Slot()
    def _copy(self) -> None:
        """Save a copy elsewhere, of the records and of what is typed."""
        from snt_desk.ui.copying import Copying

        if self._desk is not None:
            Copying(self._desk, self).ask(self._pages())

    @Slot(bool)
    def covered(self, covers: bool) -> None:  # from Qt's signal
        """Something is laid over the tabs: what was said is of what lies below."""
        if covers:
            self.hush()

    @Slot()
    def hush(self) -> None:
        """Say no more."""
        if self._box is not None and self._holder is not None:
            self._box.hide()
            self._holder.hide()

    def _made_box(self) -> Box:
        # Loaded here: the first paint has nothing to say.
        from snt_desk.ui.panels import Box
        from snt_desk.ui.parts import across, column_of

        if self._box is None:
            self._box = Box("bad")
            self._holder = across(self._box, margins=(16, 8, 16, 8), stretch=(0,), name="page")
            column_of(self._centre).insertWidget(1, self._holder)
        if self._holder is not None:
            self._holder.show()
        return self._box
