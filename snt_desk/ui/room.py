"""How much room a page has in its window: pages lay themselves out anew where it is narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from snt_desk.ui import theme

_TAKEN = "taken"


def is_narrow(widget: QWidget) -> bool:
    """Whether the page of this widget is too narrow for a list and a form side by side."""
    window = widget.window()
    return window.width() - int(window.property(_TAKEN) or 0) < theme.px(theme.NARROW)


def take(window: QWidget, width: int) -> None:
    """Say how much of the window stands beside its page, in pixels of the screen."""
    window.setProperty(_TAKEN, width)
