"""The Return page as the tests of its figures and of its words share it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.returns import ReturnPage

LAST_MONTH = Month.of(clock.today()).plus(-1)


def wanted(desk: Desk) -> list[Target]:
    """What the page asks the window to show, from now on."""
    asked: list[Target] = []
    desk.wanted.connect(asked.append)
    return asked


def begin(page: ReturnPage) -> None:
    """Look over last month, with its figures in front; nobody waits for what is wanted."""
    wanted(page._desk)  # noqa: SLF001  # the page's own
    page._desk.wanted.disconnect()  # noqa: SLF001  # there are no other tabs
    for month in page.pane.words.unsaved:
        page.pane.words.forget(month)
    page.side.choose(LAST_MONTH)
    page.pane.quiet()
    page.pane.words.about.set_value(None)
    page.pane.zeros.setChecked(False)
    page.pane.bar.clear()
    page.pane.show_view("figures")
    page.widget.go_back()
    page.side.checks.setCurrentIndex(QModelIndex())
    page.side.checks.clearSelection()
    vars(page._watch).update(_chosen=LAST_MONTH)  # noqa: SLF001  # as it is read
    page.side.checks.scrollToTop()
    for table in page.widget.findChildren(QTableView):
        table.scrollToTop()
