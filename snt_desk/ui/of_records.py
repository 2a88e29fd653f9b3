"""Pages over the tabs that are of one record: what residents are told, minutes, crime figures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from snt_desk.domain import clock
from snt_desk.ui.over import Over
from snt_desk.ui.page import MESSAGE_DAYS, MINUTES, YOU_SAID, Target

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.pages.crime_figures import CrimeFiguresPage
    from snt_desk.ui.pages.message_days import MessageDaysPage
    from snt_desk.ui.pages.minutes import MinutesPage
    from snt_desk.ui.pages.you_said import YouSaidPage


class OfRecords(QObject):
    """Opens such a page when another page asks for it."""

    def __init__(self, over: Over) -> None:
        super().__init__(over)
        self._over = over

    def take(self, desk: Desk) -> None:
        """Open pages over this desk."""
        self._desk = desk
        desk.news.over_wanted.connect(self.open)

    @Slot(object)
    def open(self, target: Target) -> None:
        """Lay the page over the tabs, with that record in it; nothing if what lies there stays."""
        page = self._page(target.tab)
        # It may lie there for another record, which is done with first.
        if self._over.page is page and not self._over.leave():
            return
        page.aim(target.table, target.ref)
        if self._over.open(page) and target.tab in {YOU_SAID, MINUTES, MESSAGE_DAYS}:
            # Its text is there to be read, its month to be gone through; else another part of it
            # would have the focus.
            page.find()

    def tell_of_round(self) -> None:
        """Draft what residents are told of the last round: what the menu does."""
        # Loaded here: it brings SQLAlchemy along, which the first paint does not wait for.
        from snt_desk.services import you_said

        with self._desk.store.read() as session:
            found = you_said.to_tell_of(session, self._desk.team.id, clock.today())
        self.open(Target(YOU_SAID, "rounds", found.ref if found else ""))

    def _page(self, title: str) -> YouSaidPage | MinutesPage | CrimeFiguresPage | MessageDaysPage:
        if title == MINUTES:
            return self._minutes
        if title == MESSAGE_DAYS:
            return self._message_days
        return self._you_said if title == YOU_SAID else self._crime_figures

    @cached_property
    def _minutes(self) -> MinutesPage:
        from snt_desk.ui.pages.minutes import MinutesPage

        return MinutesPage()

    @cached_property
    def _you_said(self) -> YouSaidPage:
        from snt_desk.ui.pages.you_said import YouSaidPage

        return YouSaidPage()

    @cached_property
    def _crime_figures(self) -> CrimeFiguresPage:
        from snt_desk.ui.pages.crime_figures import CrimeFiguresPage

        return CrimeFiguresPage()

    @cached_property
    def _message_days(self) -> MessageDaysPage:
        from snt_desk.ui.pages.message_days import MessageDaysPage

        return MessageDaysPage()
