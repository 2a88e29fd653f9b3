"""The consultations as the tests of what was said, and of typing it in, share them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from snt_desk.ui.pages.priorities.consultations import ConsultationsView
from snt_desk.ui.pages.priorities.consultations.panes import COUNTS, RESPONSES, SAID


def at_its_beginning(view: ConsultationsView) -> None:
    """Show what was said in the latest one, by theme and place, with nothing typed."""
    view.form.begin()
    view.main.show_panes()
    view.widget.go_back()
    view.words.clear()
    for said in (view.box, view.said.box, view.said.strip):
        said.hide()
    # It is answered anew, from its last day or today.
    view._take(view.rows[0].ref)  # noqa: SLF001  # choosing it again would change nothing
    view.said.by.set_value("theme")
    for which in (COUNTS, RESPONSES, SAID):
        view.panes.bring(which)
    view.tally.by.set_value("channel")
    view.tally.grid.setCurrentIndex(QModelIndex())
