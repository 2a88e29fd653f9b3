"""The list of ASB case reviews, below the threshold by which it is judged."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.domain.case_reviews import Threshold
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.box import Box
from snt_desk.ui.desk import Desk
from snt_desk.ui.lists import Wanted
from snt_desk.ui.named import counted
from snt_desk.ui.pages.partners.matching import matching
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.pages.partners.reviews import (
    CASE_REVIEWS,
    REVIEW_COLUMNS,
    ReviewLine,
    by_state,
    standing_words,
)
from snt_desk.ui.pages.partners.sections import LinesSection
from snt_desk.ui.pages.partners.threshold import ThresholdLine
from snt_desk.ui.pages.partners.views import View


class CaseReviewsView(View):
    """What is watched, and the reviews that were asked for, by how they stand."""

    def __init__(self, records: Records, desk: Desk) -> None:
        self._records, self._desk = records, desk
        self.section = LinesSection(CASE_REVIEWS, "ASB case reviews", REVIEW_COLUMNS)
        self.threshold, self.box = ThresholdLine(), Box("bad")
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.box, self.threshold):
            column.addWidget(part)
        super().__init__("hourglass", "case review", desk, self.section, head=head)
        self.threshold.chosen.connect(self._set_threshold)
        self.threshold.cancel_button.clicked.connect(self.box.hide)

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what there is, as far as it has all the words and belongs to that priority."""
        today, records = clock.today(), self._records
        self.threshold.show_threshold(records.reviews.threshold)
        lines = [
            ReviewLine(one, today)
            for one in records.reviews.rows
            if wanted.priority in {"", one.priority_ref}
        ]
        found = matching(lines, REVIEW_COLUMNS, wanted.words)
        if wanted.only:
            found = [line for line in found if line.state != "closed"]
        self.section.show_lines(by_state(found), standing_words(lines), "")
        if not records.reviews.rows:
            text = "Write down each report of an incident, by letters in place of names."
            self.none_yet.say("No case reviews yet", text, "Ctrl+N adds one")
            self._stack.setCurrentWidget(self.none_yet)
        elif not found:
            counts = counted(len(records.reviews.rows), "case review")
            self.none_match.say("No case review matches", f"{counts} without the filter.")
            self._stack.setCurrentWidget(self.none_match)
        else:
            self._stack.setCurrentWidget(self._body)

    def _set_threshold(self, wanted: object) -> None:
        self.box.hide()
        try:
            self._records.reviews.set_threshold(wanted if isinstance(wanted, Threshold) else None)
        except DeskError as error:
            # What is typed stays.
            failing.say(self._desk, self.box, error)
        else:
            self.threshold.shut()
