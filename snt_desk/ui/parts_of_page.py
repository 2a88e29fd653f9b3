"""What the window does with the parts of any page: F6, F8, F4, copying, remembering.

The window imports it once a page is there: the frame is painted before that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeGuard, runtime_checkable

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QSplitter,
    QTabBar,
    QTableView,
    QWidget,
)

from snt_desk.ui import pasting, table_menu
from snt_desk.ui.listing import LineView
from snt_desk.ui.page import Leaves, Page, Types
from snt_desk.ui.panels import Beside
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.table_view import TableView


def go_to_part(tabs: QTabBar, page: QWidget, step: int) -> None:
    """Take the focus to the next part of the page, or the last one, the tabs that are seen too."""
    parts = [*([tabs] if tabs.isVisible() else []), *_parts(page)]
    if not parts:
        return
    focus = QApplication.focusWidget()
    held = [at for at, part in enumerate(parts) if _holds(part, focus)]
    at = (held[-1] if held else 0) + step
    _enter(parts[at % len(parts)])


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))


def _parts(page: QWidget) -> list[QWidget]:
    """The parts that can be seen, from left to right and from top to bottom."""
    found = [one for one in page.findChildren(QWidget) if one.property("part")]
    seen = [one for one in found if one.isVisible() and _first(one) is not None]
    return sorted(seen, key=lambda one: _place(one, page))


def _place(widget: QWidget, page: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(page, QPoint(0, 0))
    return corner.x(), corner.y()


def _enter(part: QWidget) -> None:
    """Take the focus to where it last was in a part, or to its first control."""
    before = part.focusWidget()
    target = before if _takes_focus(before) else _first(part)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _first(part: QWidget) -> QWidget | None:
    inside = [part, *part.findChildren(QWidget)]
    return next((one for one in inside if _takes_focus(one)), None)


def _takes_focus(widget: QWidget | None) -> TypeGuard[QWidget]:
    return (
        widget is not None
        and widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


def enter(page: QWidget) -> None:
    """Take the focus to where it last was on a page, or else to its list.

    With several lists it is the first one, unless another has the property `leads`; so it is
    with the parts of a page that shows no list.
    """
    before = page.focusWidget()
    if _takes_focus(before):
        before.setFocus(Qt.FocusReason.TabFocusReason)
        return
    parts = _parts(page)
    lists = [one for one in parts if isinstance(one, QTableView | LineView)]
    for part in sorted(lists or parts, key=lambda one: not one.property("leads"))[:1]:
        _enter(part)


@runtime_checkable
class Copies(Protocol):
    """What can put what is selected in it on the clipboard: a field, a table, a list."""

    def copy(self) -> None:
        """Do it."""
        ...


@runtime_checkable
class HasMarks(Protocol):
    """A part that has something to be looked at in it, now and then: a form, a table."""

    def next_mark(self, step: int = 1) -> bool:
        """Go to the next one, or with -1 to the last; False if there is none."""
        ...


def go_to_mark(page: QWidget, step: int) -> bool:
    """Go to the next problem or caution of the form that is open, or mark of a table."""
    parts = [one for one in page.findChildren(QWidget) if isinstance(one, HasMarks)]
    return any(part.next_mark(step) for part in parts if part.isVisible())


def pane(page: QWidget) -> Beside | None:
    """The pane beside the list, if the page has one."""
    if isinstance(page, Beside):
        return page
    found = page.findChildren(Beside)
    return next((one for one in found if one.isVisibleTo(page)), None)


def copy() -> None:
    """Copy what is selected where the focus is."""
    focus: object = QApplication.focusWidget()
    if isinstance(focus, Copies):
        focus.copy()


def paste(page: QWidget) -> bool:
    """Paste rows into the table in use; False where there is none that takes any."""
    table = _in_use(page)
    return table is not None and pasting.begin(table)


def fill_columns(menu: QMenu, page: QWidget) -> None:
    """Fill a menu with the columns of the table in use; with nothing where there is none."""
    table = _in_use(page)
    if table is not None:
        table_menu.fill_columns(menu, table)


def _in_use(page: QWidget) -> TableView | None:
    """The table that has the focus, or had it last, or else the first one there is."""
    before = page.focusWidget()
    shown = [one for one in page.findChildren(TableView) if one.isVisible()]
    return before if isinstance(before, TableView) else next(iter(shown), None)


@runtime_checkable
class Remembers(Protocol):
    """A part that wants to be the next time as it is now: its filter, what is in hand."""

    kept_as: str

    def state(self) -> bytes:
        """Give what is to be kept."""
        ...

    def take_state(self, state: bytes) -> None:
        """Take it back; what does not fit is passed over."""
        ...


def restore(page: QWidget, kept: Preferences) -> None:
    """Give tables and splitters that have an object name the columns and places they had.

    What a part remembers of its own comes last: by then its table is in order.
    """
    for part in (page, *page.findChildren(QWidget)):
        state = kept.state(f"part/{part.objectName()}")
        if state and isinstance(part, TableView):
            part.restore_columns(state)
        elif state and isinstance(part, QSplitter):
            part.restoreState(QByteArray(state))
    for one in _that_remember(page):
        if state := kept.state(f"part/{one.kept_as}"):
            one.take_state(state)


def states(page: QWidget) -> dict[str, bytes]:
    """What `restore` is to find the next time."""
    found = {}
    for part in (page, *page.findChildren(QWidget)):
        name = f"part/{part.objectName()}"
        if part.objectName() and isinstance(part, TableView):
            found[name] = part.column_state()
        elif part.objectName() and isinstance(part, QSplitter):
            found[name] = bytes(part.saveState().data())
    return found | {f"part/{one.kept_as}": one.state() for one in _that_remember(page)}


def _that_remember(page: QWidget) -> list[Remembers]:
    # By one name first: of a page's hundreds of parts Python takes long to say who can do it all.
    parts = (one for one in (page, *page.findChildren(QWidget)) if hasattr(one, "kept_as"))
    return [one for one in parts if isinstance(one, Remembers)]


def leave(pages: Iterable[Page]) -> bool:
    """Ask each page whether it may go, until one is to stay."""
    return all(page.leave() is not False for page in pages if isinstance(page, Leaves))


def not_saved(pages: Iterable[Page]) -> dict[str, str]:
    """Give what is typed on them and not saved, by the name that it is kept under."""
    found: dict[str, str] = {}
    for page in pages:
        if isinstance(page, Types):
            found |= page.unsaved.by_kind()
    return found


def as_text(pages: Iterable[Page]) -> list[tuple[str, str]]:
    """Give the same to be read: what each is called, and its fields a line each."""
    return [one for page in pages if isinstance(page, Types) for one in page.unsaved.as_text()]


def keep_typed(pages: Iterable[Page]) -> None:
    """Have each page keep what is typed and not saved; DeskError where it cannot be."""
    for page in pages:
        if isinstance(page, Types):
            page.unsaved.keep_now()
