"""The Partners page as the tests of its lists, its forms and its series share it."""

from __future__ import annotations

from snt_desk.ui.lists import Wanted
from snt_desk.ui.pages.partners import PartnersPage


def begin(page: PartnersPage) -> None:
    """Show the work, all that is open, and an empty form of a meeting."""
    page.lists.clear()
    page.lists.box.hide()
    for chip in (page.work.closed, page.work.mine):
        chip.setChecked(False)
    page.bar.show_list("meetings")
    vars(page.work).update(_held="meetings")
    page.organisations.show_wanted(Wanted())
    for form in (page.action_form, page.partner_form, page.meeting_form):
        form.begin()
    page.new()
