"""Where a range of rows or cells begins that Shift and the arrows select."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView

from snt_desk.ui.table import Index


def take(view: QAbstractItemView, index: Index, how: QItemSelectionModel.SelectionFlag) -> None:
    """Take a place in hand, and let the next range begin there; `how` is what it selects.

    Told by the selection model alone, the view would go on from where the arrows were last.
    """
    mode = view.selectionMode()
    # In any other mode the keys that are held decide what is selected, and where a range begins.
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setCurrentIndex(index)
    view.setSelectionMode(mode)
    view.selectionModel().setCurrentIndex(index, how)
