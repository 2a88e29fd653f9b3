"""When the focus leaves a field, whatever is open over it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget


def when_left(field: QWidget, then: Callable[[], None]) -> None:
    """Do something when the focus goes from a field to elsewhere, by whatever way.

    While its list is open the completer keeps that from the field itself: after Alt and a
    letter the list would go on taking what is typed for the next field.
    """

    def moved(before: QWidget | None, now: QWidget | None) -> None:
        if before is field and now not in {None, field}:
            then()

    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101  # there is no widget without one
    app.focusChanged.connect(moved)
    field.destroyed.connect(partial(app.focusChanged.disconnect, moved))
