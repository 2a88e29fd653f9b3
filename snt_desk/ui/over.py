"""What lies over the tabs until it is done with: an import, the journal, any page of that kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from snt_desk.ui import keys
from snt_desk.ui.page import Covering, Ends, Forgets, Leaves
from snt_desk.ui.parts import across, as_part, button, column_of, label
from snt_desk.ui.preferences import Preferences

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk


class Over(QObject):
    """Lays one page at a time over the tabs, and takes it away again.

    A page that has no way out of its own (`Ends`) gets a head: its title, and *Close*, which
    is Esc. It is built when it is first opened, and read again when it is opened again.
    """

    covers = Signal(bool)
    """Something lies over the tabs now, or nothing does any more."""

    _desk: Desk

    def __init__(self, centre: QWidget, behind: Sequence[QWidget], kept: Preferences) -> None:
        """Pages stand in the layout of the centre, while what is behind is hidden."""
        super().__init__(centre)
        self._centre = centre
        self._behind = tuple(behind)
        self._kept = kept
        self._contents: dict[Covering, QWidget] = {}
        self._widgets: dict[Covering, QWidget] = {}
        self.page: Covering | None = None
        """What lies over the tabs."""

    def take(self, desk: Desk) -> None:
        """Build pages over this desk."""
        self._desk = desk

    @property
    def widget(self) -> QWidget | None:
        """What is seen of the page that lies over the tabs."""
        return None if self.page is None else self._widgets[self.page]

    def open(self, page: Covering) -> bool:
        """Lay a page over the tabs, and over whatever lies there; False if that has to stay."""
        # Tables, lists and forms come with it: the frame is painted without them.
        from snt_desk.ui import parts_of_page

        if page is self.page:
            return True
        if not self._may_go():
            return False
        self._take_away()
        if page in self._widgets:
            page.refresh()
        else:
            self._build(page)
        self.page = page
        for one in self._behind:
            one.hide()
        self._widgets[page].show()
        self.covers.emit(True)
        if not isinstance(page, Ends):
            parts_of_page.enter(self._contents[page])
        return True

    def opens(self, make: Callable[[], Covering]) -> Callable[[], object]:
        """Give what a line of a menu does to open a page, which is made when first wanted."""
        once = cache(make)
        return lambda: self.open(once())

    def leave(self) -> bool:
        """Give way to the tabs; False if the page has to stay."""
        if not self._may_go():
            return False
        self._shut()
        return True

    def changed(self, tables: frozenset[str]) -> None:
        """Let the page read again what it shows of these tables."""
        if self.page is not None and self.page.shows & tables:
            self.page.refresh()

    def states(self) -> dict[str, bytes]:
        """What of the pages is to be there again the next time: columns, places of splitters."""
        from snt_desk.ui import parts_of_page

        states: dict[str, bytes] = {}
        for widget in self._widgets.values():
            states |= parts_of_page.states(widget)
        return states

    def _build(self, page: Covering) -> None:
        from snt_desk.ui import parts_of_page
        from snt_desk.ui.table_view import TableView

        widget = self._contents[page] = page.build(self._desk)
        widget.setObjectName(widget.objectName() or "page")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parts_of_page.restore(widget, self._kept)
        if isinstance(page, Ends):
            page.left.connect(partial(self._left, page))
            if isinstance(page, QObject):
                # It goes with the window: else what it is connected with would keep it.
                page.setParent(self)
        else:
            for table in widget.findChildren(TableView):
                # It keeps its keys to itself.
                table.left.connect(self.leave)
            widget = _Headed(page.title, widget)
            widget.left.connect(self.leave)
        self._widgets[page] = widget
        column_of(self._centre).addWidget(widget)

    def _left(self, page: Covering) -> None:
        if page is self.page:
            self._shut()

    def _may_go(self) -> bool:
        page = self.page
        if page is None or not isinstance(page, Leaves):
            return True
        return page.leave() is not False

    def _shut(self) -> None:
        if self._take_away():
            for one in self._behind:
                one.show()
            self.covers.emit(False)

    def _take_away(self) -> bool:
        page = self.page
        if page is None:
            return False
        self.page = None
        if isinstance(page, Forgets):
            page.forget()
        self._widgets[page].hide()
        return True


class _Headed(QFrame):
    """A page below its title and *Close*."""

    left = Signal()
    """*Close*, or Esc where it means nothing else."""

    def __init__(self, title: str, page: QWidget) -> None:
        super().__init__()
        close = button("Close", icon="x", tip="Esc")
        close.clicked.connect(self.left)
        head = across(label(title, "title"), None, close, margins=(16, 8, 16, 8), name="overhead")
        as_part(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(page, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
