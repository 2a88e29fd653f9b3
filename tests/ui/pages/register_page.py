"""The register of priorities as the tests of its list, its form and its sides share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pytestqt.qtbot import QtBot

from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.priorities.register import RegisterView


def window_of(page: RegisterView) -> MainWindow:
    """Its window."""
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    return window


@contextmanager
def led_away(page: RegisterView, qtbot: QtBot) -> Iterator[Any]:
    """Wait for what is to be shown elsewhere; there is no tab for it in this window."""
    window = window_of(page)
    window.desk.wanted.disconnect(window.trail.go_to)  # all others still hear of it
    with qtbot.waitSignal(window.desk.wanted) as gone:
        yield gone
    window.desk.wanted.connect(window.trail.go_to)  # as it was


def begin(page: RegisterView) -> None:
    """Read the plan of the first priority, with all in the list and nothing typed."""
    page.form.restore()
    page.task_form.restore()
    page.drafting.begin()
    page.bring(page.view)
    page.side.chips.order.clear()
    page.side.clear()
    page.side.say_how_many(page.records.register)
    _show_nothing_of_sides(page)
    page.go_back()
    page.list.select(page.ref)
    page.side.show_around(page.records.around)


def _show_nothing_of_sides(page: RegisterView) -> None:
    """Let the plan be in front, and the other sides be as before they were looked at."""
    sides = page.view.sides
    sides.which.set_value("plan")
    vars(sides).update(_fresh={"plan"})
    for bars in (sides.figures.months, sides.figures.modes):
        bars.show_bars(())
    vars(sides.figures).update(_ref="", _of={})
    sides.timeline.without.setChecked(False)
    sides.timeline.show_happened((), lambda _some: ())
