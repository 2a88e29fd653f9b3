"""The form of an ASB case review: what it is about, the reports, and what came of it.

How the reports stand against the threshold is said above them as they are typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QHideEvent, QShowEvent

from snt_desk.domain import case_reviews as rules
from snt_desk.domain import clock
from snt_desk.domain.case_reviews import OUTCOMES, CaseReviewDraft, Standing
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.pages.partners import review_reading as reading
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.pages.partners.report_rows import ReportRows
from snt_desk.ui.pages.partners.review_reading import TypedReview
from snt_desk.ui.pages.partners.reviews import CASE_REVIEWS
from snt_desk.ui.panels import Box
from snt_desk.ui.record_form import RecordForm, choose, text_of

_NOBODY = "The place and the kind of ASB. Nobody is named."


class CaseReviewForm(RecordForm[TypedReview]):
    """Takes what is typed about repeated ASB, and says how near a review is."""

    table = CASE_REVIEWS
    new_title = "New case review"

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedReview())
        self._records = records
        self._names = records.reviews.not_named(self)
        self._names.came.connect(self._names_came)
        self.subject = LineField("Noise behind the shops", most=MOST_IMPORTED)
        self.place = Choice("Anywhere")
        self.begun = DayField()
        self.standing = Box("info")
        self.asked, self.acknowledged = DayField(""), DayField("")
        self.decided, self.closed = DayField(""), DayField("")
        self.outcome = Choice("None yet")
        self.lead = Choice("Letters of its name")
        self.reference = LineField("", most=MOST_IMPORTED)
        self.meeting, self.priority = Choice("None"), Choice("None")
        self.note = NoteField("What was tried", lines=3, most=MOST_IMPORTED)
        self._choices = [self.place, self.outcome, self.lead, self.meeting, self.priority]
        self._add_fields()
        for signal in (
            *(one.changed for one in (self.subject, self.reference, self.note)),
            *(one.changed for one in (self.begun, self.asked, self.acknowledged)),
            *(one.changed for one in (self.decided, self.closed)),
            *(one.changed for one in self._choices),
            self.rows.changed,
        ):
            signal.connect(self._edited)

    def _add_fields(self) -> None:
        self.add(Part("subject", "&What it is about", self.subject), hint=_NOBODY)
        self.add(
            Part("place", "&Place", self.place),
            Part("begun", "Watched &since", self.begun),
        )
        self.add_widget(self.standing)
        self.rows = ReportRows(self)
        self.add(
            Part("asked", "Review &asked for", self.asked),
            Part("acknowledged", "Ac&knowledged", self.acknowledged),
        )
        self.add(
            Part("decided", "&Decided", self.decided),
            Part("outcome", "O&utcome", self.outcome),
        )
        self.add(
            Part("lead", "&Led by", self.lead),
            Part("reference", "&Its reference", self.reference),
        )
        self.add(Part("meeting", "L&ooked at in which meeting", self.meeting))
        self.add(Part("priority", "Priorit&y", self.priority))
        self.add(Part("note", "&Note", self.note))
        self.add(Part("closed", "&Closed", self.closed))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedReview:
        """All that stands in it, saved or not."""
        return TypedReview(
            subject=self.subject.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            begun=self.begun.value,
            asked=self.asked.value,
            acknowledged=self.acknowledged.value,
            decided=self.decided.value,
            outcome=text_of(self.outcome),
            no_outcome=self.outcome.unknown,
            lead=text_of(self.lead),
            no_lead=self.lead.unknown,
            reference=self.reference.value,
            meeting=text_of(self.meeting),
            no_meeting=self.meeting.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            note=self.note.value,
            closed=self.closed.value,
            reports=self.rows.value,
        )

    @property
    def called(self) -> str:
        """What it is about, as it was saved."""
        return self._saved.subject

    @property
    def draft(self) -> CaseReviewDraft:
        """The case review that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    def begin(self) -> None:
        """Make room for a new one, watched since today."""
        self.offer()
        self._put("", reading.begun())

    def open(self, ref: str) -> None:
        """Show one with its reports."""
        draft = self._records.reviews.opened(ref)
        self.offer()
        self._put(ref, reading.written(draft))

    def write(self) -> str:
        """Write it with its reports."""
        return self._records.reviews.save(self.opened, self.draft)

    def offer(self) -> None:
        """Offer places, organisations, meetings and priorities as they stand."""
        lists = self._records.lists
        self._filling = True
        self.place.show_choices(self._records.places())
        self.outcome.show_choices(list(OUTCOMES.items()))
        self.lead.show_choices(lists.partner_choices())
        self.rows.offer(lists.partner_choices())
        self.meeting.show_choices(lists.meeting_choices())
        self.priority.show_choices(lists.priority_choices())
        self._filling = False

    def _fill(self, typed: TypedReview) -> None:
        self.subject.set_value(typed.subject)
        choose(self.place, typed.place, typed.no_place)
        self.begun.set_value(typed.begun)
        self.rows.set_value(typed.reports)
        self.asked.set_value(typed.asked)
        self.acknowledged.set_value(typed.acknowledged)
        self.decided.set_value(typed.decided)
        choose(self.outcome, typed.outcome, typed.no_outcome)
        choose(self.lead, typed.lead, typed.no_lead)
        self.reference.set_value(typed.reference)
        choose(self.meeting, typed.meeting, typed.no_meeting)
        choose(self.priority, typed.priority, typed.no_priority)
        self.note.set_value(typed.note)
        self.closed.set_value(typed.closed)

    def take_out(self) -> None:
        """Take out the report whose row has the focus; Save writes it, and undo brings it back."""
        if (report := self.rows.in_hand) is not None:
            self.rows.take_out(report)

    # --- What is said of it -------------------------------------------------------------------

    def _settle(self) -> None:
        super()._settle()
        self.rows.settle()

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        others = [one.subject for one in self._records.reviews.rows if one.ref != self.opened]
        if self.isVisible() and (self.subject.value or self.note.value):
            self._names.ask()
        return reading.cautions(self.typed, clock.today(), others, self._names.known)

    def _names_came(self) -> None:
        self.show_cautions(self._cautions())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # It was opened before it was seen: what it says is looked through now.
        self.show_cautions(self._cautions())

    def hideEvent(self, event: QHideEvent) -> None:
        # Names that were read to be looked for go with it.
        self._names.forget()
        super().hideEvent(event)

    def _say_back(self) -> None:
        draft, today = self.draft, clock.today()
        threshold = self._records.reviews.threshold
        on = rules.counts_on(draft.asked, draft.closed, today)
        self._say_standing(rules.standing(draft.counted, threshold, on))
        self._say_answer_by(draft)

    def _say_standing(self, found: Standing) -> None:
        if not found.met:
            title = f"The threshold is not met: {found.brief}"
            self.standing.say(title, found.lacking, tone="info")
        elif found.on != clock.today() or found.until is None:
            title = f"The threshold was met on {clock.long_day(found.on)}: {found.brief}"
            self.standing.say(title, tone="ok")
        else:
            until = f"Until {clock.long_day(found.until)}, if nothing more is reported."
            tone = "warn" if found.lapses_soon else "ok"
            self.standing.say(f"The threshold is met: {found.brief}", until, tone=tone)

    def _say_answer_by(self, draft: CaseReviewDraft) -> None:
        by = self._records.reviews.answer_by(draft.asked)
        if by is None or draft.acknowledged is not None:
            self.hint("asked", "")
        else:
            self.understood("asked", "", f"To be acknowledged by {clock.long_day(by)}")
