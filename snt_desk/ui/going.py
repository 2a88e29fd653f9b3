"""Going about the page in front, whichever it is: its parts, marks, pane, columns, rows."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from PySide6.QtWidgets import QMenu, QTabBar, QWidget


class Going:
    """What the keys do that mean the same on every page."""

    def __init__(
        self, tabs: QTabBar, widget: Callable[[], QWidget], whole: Callable[[], QWidget]
    ) -> None:
        """`widget` gives the page in front, `whole` the same with what stands beside it."""
        self._tabs = tabs
        self._widget = widget
        self._whole = whole

    def enter(self) -> None:
        """Take the focus to where it last was on the page, or to its list."""
        _parts().enter(self._widget())

    def go_to_part(self, step: int) -> None:
        """Take the focus to the next part of the page, or with -1 to the last one."""
        _parts().go_to_part(self._tabs, self._whole(), step)

    def go_to_mark(self, step: int) -> None:
        """Go to the next problem or caution of the form, or with -1 to the last one."""
        _parts().go_to_mark(self._widget(), step)

    def toggle_pane(self) -> None:
        """Open or shut the pane beside the list."""
        pane = _parts().pane(self._widget())
        if pane is not None:
            pane.toggle_pane()

    def has_pane(self) -> bool:
        """Whether the page has one."""
        return _parts().pane(self._widget()) is not None

    def fill_columns(self, menu: QMenu) -> None:
        """Offer the columns of the table that has the focus, or had it last."""
        _parts().fill_columns(menu, self._widget())

    def copy(self) -> None:
        """Copy what is selected where the focus is."""
        _parts().copy()

    def paste(self) -> bool:
        """Paste rows into the table in use; False where there is none that takes any."""
        pasted: bool = _parts().paste(self._widget())
        return pasted


def _parts() -> ModuleType:
    # Tables, lists and forms come with it: the frame is painted without them.
    from snt_desk.ui import parts_of_page

    return parts_of_page
