"""The form of a count by hand: a line of the scorecard that no other record holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from snt_desk.domain.campaigns import COUNTS, CountDraft
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.ui import counts, unlisted
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.record_form import RecordForm, choose, text_of

if TYPE_CHECKING:
    from snt_desk.ui.pages.community.records import Records

FIELDS = ("what", "count", "campaign")
"""In the order in which they are read."""
_NUMBER, _LONGEST = 9, 80


@dataclass(frozen=True)
class TypedCount:
    """All that stands in the form."""

    text: str = ""
    count: str = ""
    campaign: str | None = None
    no_campaign: str = ""


class CountForm(RecordForm[TypedCount]):
    """Takes what was counted, and how many."""

    table = COUNTS
    new_title = "New count by hand"

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedCount())
        self._records = records
        self.what = LineField("Warrants, bicycles marked", most=_LONGEST)
        self.count = LineField("4", most=_NUMBER)
        self.campaign = Choice("Choose")
        self._choices = [self.campaign]
        self.add(
            Part("what", "&What was counted", self.what, stretch=3),
            Part("count", "How &many", self.count),
            hint="Only what no other record holds: the rest is counted by itself.",
        )
        self.add(Part("campaign", "&Campaign", self.campaign))
        for field in (self.what, self.count, self.campaign):
            field.changed.connect(self._edited)

    @property
    def typed(self) -> TypedCount:
        """All that stands in it, saved or not."""
        return TypedCount(
            text=self.what.value,
            count=self.count.value,
            campaign=text_of(self.campaign),
            no_campaign=self.campaign.unknown,
        )

    @property
    def called(self) -> str:
        """What was counted, as it was saved."""
        return self._saved.text

    @property
    def draft(self) -> CountDraft:
        """The count that is meant, as far as it can be read."""
        typed = self.typed
        return CountDraft(typed.campaign or "", typed.text, counts.read_number(typed.count))

    def begin(self) -> None:
        """Make room for a new count of the campaign that is looked at."""
        self.offer()
        self._put("", TypedCount(campaign=self._records.campaigns.tag or None))

    def open(self, ref: str) -> None:
        """Show a count."""
        draft = self._records.counts.opened(ref)
        self.offer()
        number = "" if draft.count is None else str(draft.count)
        self._put(ref, TypedCount(draft.what, number, draft.campaign or None))

    def write(self) -> str:
        """Write the count."""
        return self._records.counts.save(self.opened, self.draft)

    def offer(self) -> None:
        """Offer the campaigns as they stand."""
        self._filling = True
        self.campaign.show_choices(self._records.offers.campaigns)
        self._filling = False

    def _fill(self, typed: TypedCount) -> None:
        self.what.set_value(typed.text)
        self.count.set_value(typed.count)
        choose(self.campaign, typed.campaign, typed.no_campaign)

    def _problems(self) -> Sequence[Problem]:
        typed, unread = self.typed, []
        if typed.count and counts.read_number(typed.count) is None:
            unread.append(Problem("count", f"“{typed.count}” is no number. Enter how many."))
        if typed.no_campaign:
            unread.append(Problem("campaign", unlisted.choice(typed.no_campaign)))
        return together(unread, self.draft.problems(), FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        return ()
