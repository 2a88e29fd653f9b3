"""The form of one round: its days, its length, what it rests on. Also for one of long ago."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.domain import clock, rounds
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.rounds import RoundDraft
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, NoteField, Segment
from snt_desk.ui.form import Part
from snt_desk.ui.pages.priorities.rounds import typed as reading
from snt_desk.ui.pages.priorities.rounds import words
from snt_desk.ui.pages.priorities.rounds.page_form import PageForm, length_of, lengths
from snt_desk.ui.pages.priorities.rounds.records import Records
from snt_desk.ui.pages.priorities.rounds.typed import FIELDS, TypedRound
from snt_desk.ui.record_form import choose, text_of

_HINT = "The last day stays empty while the round goes on."


class RoundForm(PageForm[TypedRound]):
    """Takes what is typed about a round; which priorities are in it follows from their dates."""

    new_title = "An earlier round"
    says = "Ctrl+S saves. Its priorities follow from their own dates."

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedRound())
        self._records = records
        self.begun = DayField()
        self.months = Segment(*lengths(rounds.CYCLES))
        self.last = DayField("31/3")
        self.consultation = Choice("None")
        self.note = NoteField(lines=3)
        self._choices = [self.consultation]
        self.add(
            Part("begun", "It &began", self.begun),
            Part("ended", "&Last day", self.last),
            hint=_HINT,
        )
        self.add(Part("months", "How l&ong it was to last", self.months))
        self.add(Part("consultation", "Chosen after the &consultation", self.consultation))
        self.add(Part("note", "&Note", self.note))
        for field in (self.begun, self.months, self.last, self.consultation, self.note):
            field.changed.connect(self._edited)

    @property
    def typed(self) -> TypedRound:
        """All that stands in it, saved or not."""
        return TypedRound(
            begun=self.begun.value,
            months=length_of(self.months),
            last=self.last.value,
            consultation=text_of(self.consultation),
            no_consultation=self.consultation.unknown,
            note=self.note.value,
        )

    @property
    def called(self) -> str:
        """The days of the round that is open."""
        row = self._records.rows.get(self.opened)
        return words.title(row, clock.today()) if row else ""

    @property
    def draft(self) -> RoundDraft:
        """The round that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    def begin(self) -> None:
        """Make room for a round of long ago."""
        self.offer()
        self._put("", TypedRound(months=self._records.length))

    def open(self, ref: str) -> None:
        """Show a round as it is written."""
        saved = self._records.round(ref)
        self.offer()
        self._put(ref, reading.written(saved))

    def offer(self) -> None:
        """Offer the consultations as they stand. What is chosen stays chosen."""
        self._filling = True
        self.consultation.show_choices(self._records.consultations)
        self._filling = False

    def write(self) -> str:
        """Write the round."""
        before = reading.draft(self._saved, clock.today())
        draft = self.draft
        verb = "Add" if not self.opened else "Change"
        if self.opened and draft.ended and not before.ended:
            verb = "End"
        return self._records.save(self.opened, draft, verb=verb)

    def _fill(self, typed: TypedRound) -> None:
        self.begun.set_value(typed.begun)
        self.months.show_options(*lengths(rounds.lengths(typed.months)))
        self.months.set_value(typed.months)
        self.last.set_value(typed.last)
        choose(self.consultation, typed.consultation, typed.no_consultation)
        self.note.set_value(typed.note)

    def _problems(self) -> Sequence[Problem]:
        unread = list(reading.unread(self.typed, clock.today()))
        # What cannot be read shares no day with any other.
        found = self.draft.problems() if unread else self._records.problems(self.opened, self.draft)
        return together(unread, found, FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        return list(self.draft.warnings(clock.today()))

    def _say_back(self) -> None:
        draft = self.draft
        if draft.begun is None or draft.months is None:
            self.hint("months", "")
        else:
            due = clock.long_day(rounds.due(draft.begun, draft.months))
            self.understood("months", "", f"The next one is due on {due}.")
