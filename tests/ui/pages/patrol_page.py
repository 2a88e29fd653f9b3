"""The Patrols page as the tests of its log, its form and its map share it."""

from __future__ import annotations

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.patrols.layout import PINNED


def begin(page: PatrolsPage) -> None:
    """Empty the form, let go of what was put aside, and show all of this month in its order.

    What is usual is offered, as it is from the first key on.
    """
    page.coverage.show_log()
    page.form.quick.done()
    for _ in range(2):
        page.form.clear()
    for name in PINNED:
        page.form.set_pinned(name, pinned=name in {"date", "crew"})
    page.log.group_by(None)
    page.log.show_only({"month": str(Month.of(clock.today()))})
    page.log.select("")
    page.form.elsewhere_ref = ""
    page.form.fields.wake()
    page.unsaved.keep()
