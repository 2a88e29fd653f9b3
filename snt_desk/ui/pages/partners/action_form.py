"""The form of one action: what is to be done, by whom, by when, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.partners import ActionDraft
from snt_desk.services.partner_lists import MeetingRow
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.pages.partners import action_reading as reading
from snt_desk.ui.pages.partners import spans
from snt_desk.ui.pages.partners.action_reading import TypedAction
from snt_desk.ui.pages.partners.of_actions import ACTIONS
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.pages.partners.told import ToldBox
from snt_desk.ui.record_form import RecordForm, choose, text_of


class ActionForm(RecordForm[TypedAction]):
    """Takes what is typed about an action and says what it means."""

    table = ACTIONS
    new_title = "New action"

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedAction())
        self._records = records
        self._meetings: tuple[MeetingRow, ...] = ()
        self.text = NoteField("Letter to parents about parking", lines=2, most=MOST_IMPORTED)
        self.owner = Choice("Name or organisation")
        self.due = DayField("fri", ahead=True)
        self.meeting = Choice("None")
        self.priority = Choice("None")
        self.raised = DayField()
        self.closed = DayField("")
        self.told = ToldBox(records.people)
        self.remind = DayField("None", ahead=True)
        self.outcome = NoteField("What came of it", lines=2, most=MOST_IMPORTED)
        self._choices = [self.owner, self.meeting, self.priority]
        self._add_fields()
        for signal in (
            *(self.text.changed, self.outcome.changed, self.remind.changed),
            *(one.changed for one in self._choices),
            *(one.changed for one in (self.due, self.raised, self.closed)),
        ):
            signal.connect(self._edited)

    def _add_fields(self) -> None:
        self.add(Part("text", "&What is to be done", self.text))
        self.add(
            Part("owner", "Done &by", self.owner),
            Part("due", "D&ue", self.due),
        )
        self.add_widget(self.told)
        self.add(Part("remind", "Remi&nd from", self.remind))
        self.add(Part("meeting", "From which &meeting", self.meeting))
        self.add(Part("priority", "Priorit&y", self.priority))
        self.add(
            Part("raised", "Ra&ised", self.raised),
            Part("closed", "&Done on", self.closed),
        )
        self.add(Part("outcome", "What came &of it", self.outcome))

    @property
    def typed(self) -> TypedAction:
        """All that stands in it, saved or not."""
        owner = self.owner.value
        return TypedAction(
            text=self.text.value,
            owner=owner if isinstance(owner, tuple) else None,
            no_owner=self.owner.unknown,
            due=self.due.value,
            meeting=text_of(self.meeting),
            no_meeting=self.meeting.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            raised=self.raised.value,
            closed=self.closed.value,
            remind=self.remind.value,
            outcome=self.outcome.value,
        )

    @property
    def called(self) -> str:
        """The action, as it was saved."""
        return self._saved.text

    @property
    def draft(self) -> ActionDraft:
        """The action that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    def begin(self) -> None:
        """Make room for a new action, raised today."""
        self.offer()
        self._put("", reading.begun())

    def open(self, ref: str) -> None:
        """Show an action."""
        draft = self._records.action(ref)
        self.offer()
        self._put(ref, reading.written(draft))

    def write(self) -> str:
        """Write the action."""
        return self._records.save_action(self.opened, self.draft)

    def offer(self) -> None:
        """Offer people, organisations, meetings and priorities as they stand."""
        lists = self._records.lists
        self.told.forget()
        self._filling = True
        self.owner.show_choices(lists.owners())
        if self._meetings is not lists.meetings:
            # There may be thousands: shown again only when they are others.
            self._meetings = lists.meetings
            self.meeting.show_choices(lists.meeting_choices())
        self.priority.show_choices(lists.priority_choices())
        self._filling = False

    def _fill(self, typed: TypedAction) -> None:
        self.text.set_value(typed.text)
        choose(self.owner, typed.owner, typed.no_owner)
        self.due.set_value(typed.due)
        choose(self.meeting, typed.meeting, typed.no_meeting)
        choose(self.priority, typed.priority, typed.no_priority)
        self.raised.set_value(typed.raised)
        self.closed.set_value(typed.closed)
        self.remind.set_value(typed.remind)
        self.outcome.set_value(typed.outcome)

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        return list(self.draft.warnings())

    def _say_back(self) -> None:
        owner = self.draft.owner_partner
        self.told.show_of([owner] if owner else [])
        due, today = self.draft.due, clock.today()
        if due is None or self.draft.closed:
            self.hint("due", "")
            return
        left = spans.left(due, today)
        self.understood("due", "", f"{clock.long_day(due)}, {left}")
