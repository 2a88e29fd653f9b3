"""A screen in place of the pages, as it is seen where no data is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from snt_desk.ui.main_window import MainWindow


def show_instead(window: MainWindow, screen: QWidget) -> None:
    """Show it; of the line at the foot only the marking is there, as of a file that is shut."""
    window.instead.show(screen)
    for one in window.status.findChildren(QWidget):
        if one.property("role") != "marking":
            one.hide()
            # What is counted in the worker meanwhile would be shown when it comes.
            one.setMaximumWidth(0)
