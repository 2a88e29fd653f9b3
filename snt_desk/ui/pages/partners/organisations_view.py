"""The organisations by kind, and below them the people there."""

from __future__ import annotations

from snt_desk.domain import clock
from snt_desk.ui.desk import Desk
from snt_desk.ui.lists import Wanted
from snt_desk.ui.named import counted
from snt_desk.ui.pages.partners.matching import matching
from snt_desk.ui.pages.partners.people import (
    PEOPLE,
    PERSON_COLUMNS,
    PersonLine,
    by_organisation,
)
from snt_desk.ui.pages.partners.records import PARTNERS, Records
from snt_desk.ui.pages.partners.sections import LinesSection
from snt_desk.ui.pages.partners.tables import PARTNER_COLUMNS, PartnerLine, by_kind
from snt_desk.ui.pages.partners.views import View
from snt_desk.ui.table import Column


class OrganisationsView(View):
    """The organisations with whom to ask for, and who else is known there."""

    def __init__(self, records: Records, desk: Desk) -> None:
        organisations = LinesSection(
            PARTNERS, "Organisations", PARTNER_COLUMNS, share=3, pasted=True
        )
        people = LinesSection(PEOPLE, "People", PERSON_COLUMNS)
        super().__init__("building", "organisation", desk, organisations, people)
        self.partner_list, self.people_list = organisations, people
        self._records = records

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what there is, as far as it has all the words."""
        today = clock.today()
        lines = [PartnerLine(one, today) for one in self._records.lists.partners]
        also = Column[PartnerLine]("", lambda line: line.row.kind_label)
        found = matching(lines, (*PARTNER_COLUMNS, also), wanted.words)
        none = "No organisation matches."
        self.partner_list.show_lines(by_kind(found), f"{len(lines):,}", none)
        self._show_people(wanted.words)
        if not lines:
            text = "Add who the team works with: councils, housing, schools, shops."
            self.none_yet.say("No organisations yet", text, "Ctrl+N adds one")
            self._stack.setCurrentWidget(self.none_yet)
        elif not self.shown:
            counts = counted(len(lines), "organisation")
            self.none_match.say("No organisation matches", f"{counts} without the filter.")
            self._stack.setCurrentWidget(self.none_match)
        else:
            self._stack.setCurrentWidget(self._body)

    def _show_people(self, words: str) -> None:
        today, rows = clock.today(), self._records.people.rows
        lines = [PersonLine(one, today) for one in rows]
        found = matching(lines, PERSON_COLUMNS, words)
        none = (
            "Nobody matches."
            if rows
            else "Nobody yet. New person adds somebody to the one in hand."
        )
        self.people_list.show_lines(by_organisation(found), f"{len(rows):,}" if rows else "", none)
