"""The menus of a table: what can be done with its rows, its order and its columns, by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from snt_desk.ui.parts import escaped

if TYPE_CHECKING:
    from snt_desk.ui.table_view import TableView


def of_row(view: TableView) -> QMenu:
    """Everything that can be done here, for the menu key and the right button."""
    made = QMenu(view)
    made.addAction("&Open\tEnter", view.open_current)
    made.addActions(view.actions())
    made.addAction("&Copy", QKeySequence.StandardKey.Copy, view.copy)
    made.addAction("Copy with &headings", "Ctrl+Shift+C", view.copy_with_headings)
    if view.deletes:
        made.addAction("&Delete", QKeySequence(Qt.Key.Key_Delete), view.ask_delete)
    made.addSeparator()
    add_orders(made, view)
    fill_columns(made.addMenu("Co&lumns"), view)
    return made


def add_orders(menu: QMenu, view: TableView) -> None:
    """Offer to sort by each column that can be sorted by, and then by a second one."""
    known = [at for at, column in enumerate(view.rows.columns) if column.sort]
    _add_titles(menu.addMenu("&Sort by"), view, known, view.sort_by_column)
    if len(known) > 1:
        _add_titles(menu.addMenu("&Then by"), view, known, partial(view.sort_by_column, then=True))


def fill_columns(menu: QMenu, view: TableView) -> None:
    """Offer to choose columns, and to move and widen them. The first one always leads."""
    columns = view.columns
    named = [at for at in columns.in_order() if at and columns.title(at)]
    for at in named:
        action = menu.addAction(escaped(columns.title(at)))
        action.setCheckable(True)
        action.setChecked(at not in columns.hidden)
        action.triggered.connect(partial(_toggle, view, at))
    menu.addSeparator()
    shown = [at for at in named if at not in columns.hidden]
    for title, do, step in (
        ("Move to the &left", columns.move, -1),
        ("Move to the &right", columns.move, 1),
        ("Make &wider", columns.widen, 1),
        ("Make &narrower", columns.widen, -1),
    ):
        _add_titles(menu.addMenu(title), view, shown, partial(_stepped, do, step))
    # Of a method of what is no widget PySide would keep note until the table goes.
    menu.addAction("As at &first", partial(columns.start_again))


def _stepped(do: Callable[[int, int], None], step: int, at: int) -> None:
    do(at, step)


def _toggle(view: TableView, at: int, *_: object) -> None:
    view.columns.toggle(at)


def _add_titles(
    menu: QMenu, view: TableView, columns: Iterable[int], do: Callable[[int], None]
) -> None:
    for at in columns:
        menu.addAction(escaped(view.columns.title(at)), partial(do, at))
