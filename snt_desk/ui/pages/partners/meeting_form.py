"""The form of a meeting: when, who came, what was decided, and what is to be done."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from snt_desk.domain import clock
from snt_desk.domain.clashes import Clash
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.partners import MeetingDraft
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.fields import MOST_IMPORTED, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.pages.partners import meeting_reading as reading
from snt_desk.ui.pages.partners.action_rows import ActionRows
from snt_desk.ui.pages.partners.meeting_agenda import MeetingAgenda
from snt_desk.ui.pages.partners.meeting_reading import TypedMeeting
from snt_desk.ui.pages.partners.meets_form import MeetsForm
from snt_desk.ui.pages.partners.records import MEETINGS, Records
from snt_desk.ui.pages.partners.told import ToldBox
from snt_desk.ui.tokens import Person

_WHO = "Before the meeting, who is asked. Enter adds one that is new."


class MeetingForm(MeetsForm[TypedMeeting]):
    """Takes what is typed about a meeting and its actions; one Save writes it all."""

    table = MEETINGS
    new_title = "New meeting"
    adds_partners = True

    def __init__(self, records: Records) -> None:
        super().__init__(records, TypedMeeting())
        self.told = ToldBox(records.people)
        self.minutes = NoteField("What was decided", lines=4, most=MOST_IMPORTED)
        self._new: dict[str, str] = {}
        self._against: LastAnswer[list[Clash]] = LastAnswer()
        self._add_fields()
        self.rows = ActionRows(self)
        self._listen()

    def _add_fields(self) -> None:
        self._add_what()
        self._when.add()
        self.add(Part("venue", "Where it meet&s", self.venue))
        self.add(
            Part("place", "&Place", self.place),
            Part("priority", "Priorit&y", self.priority),
        )
        self.add(Part("officers", "&Who of the team came", self.officers))
        self.add(Part("partners", "Which p&artners came", self.partners), hint=_WHO)
        self.add_widget(self.told)
        self.agenda = MeetingAgenda(self, self._records.desk)
        self.add(Part("minutes", "De&cisions and minutes", self.minutes))

    def _listen(self) -> None:
        super()._listen()
        for signal in (self.minutes.changed, self.rows.changed, self.agenda.changed):
            signal.connect(self._edited)
        self.partners.add_asked.connect(self._add_partner)
        self.agenda.draw_asked.connect(self.draw_up)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedMeeting:
        """All that stands in it, saved or not."""
        return TypedMeeting(
            **vars(self._meets),
            minutes=self.minutes.value,
            rows=self.rows.value,
            new=tuple(self._new.items()),
            agenda=self.agenda.value,
        )

    @property
    def draft(self) -> MeetingDraft:
        """The meeting that is meant, as far as it can be read."""
        kind = self._records.lists.kind_of_new
        return reading.draft(self.typed, self._saved, clock.today(), kind)

    def begin(self) -> None:
        """Make room for a new meeting, today."""
        self._new = {}
        self._offer_kinds("")
        self.offer()
        self._put("", reading.begun())

    def open(self, ref: str) -> None:
        """Show a meeting with its actions."""
        draft = self._records.meeting(ref)
        self._new = {}
        self._offer_kinds(draft.kind)
        self.offer()
        self._put(ref, reading.written(draft))

    def write(self) -> str:
        """Write the meeting, its actions and its new organisations as one change."""
        return self._records.save_meeting(self.opened, self.draft)

    def _prepare(self, typed: TypedMeeting) -> None:
        self._new = dict(typed.new)
        self.offer()

    def _fill(self, typed: TypedMeeting) -> None:
        super()._fill(typed)
        self.minutes.set_value(typed.minutes)
        self.rows.set_value(typed.rows)
        self.agenda.set_value(typed.agenda)
        self._new = dict(typed.new)

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the team's people, organisations, places and priorities as they stand."""
        super().offer()
        self._against.forget()
        self.told.forget()
        lists = self._records.lists
        self._filling = True
        self.agenda.offer(lists, self._newcomers())
        self.rows.offer(lists.owners(tuple(self._new.items())))
        self._filling = False

    def _newcomers(self) -> list[Person]:
        return [Person(ref, name, listed=name) for ref, name in self._new.items()]

    def _add_partner(self, name: str) -> None:
        """Take in an organisation that is not in the records; Save adds it to them."""
        ref = str(uuid.uuid4())
        self._new[ref] = name
        self.partners.add(Person(ref, name, listed=name))
        self.rows.offer(self._records.lists.owners(tuple(self._new.items())))

    # --- Its agenda ---------------------------------------------------------------------------

    def draw_up(self) -> None:
        """Put on the agenda what is open and concerns who is asked; a box says what failed."""
        self._settle()
        try:
            self.agenda.draw_up(self.draft, self.opened)
        except DeskError as error:
            failing.say(self._records.desk, self.box, error)

    def take_out(self) -> None:
        """Take out the action or the item of the agenda whose row has the focus."""
        action, item = self.rows.in_hand, self.agenda.rows.in_hand
        if action is not None:
            self.rows.take_out(action)
        elif item is not None:
            self.agenda.rows.take_out(item)

    def move_item(self, step: int) -> None:
        """Move the item of the agenda whose row has the focus down, or up with -1."""
        at = self.agenda.rows.in_hand
        if at is not None:
            self.agenda.rows.move(at, step)

    # --- What is said of it -------------------------------------------------------------------

    def _settle(self) -> None:
        super()._settle()
        self.rows.settle()
        self.agenda.settle()

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, self._saved, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        others = [
            (one.title, one.start) for one in self._records.lists.meetings if one.ref != self.opened
        ]
        draft = self.draft
        against = self._against.to(
            (draft.start, draft.end, draft.officers, self.opened),
            lambda: self._records.clashes(draft, self.opened),
        )
        self.officers.mark({one.collar: "warn" for one in against})
        found = list(draft.warnings(clock.now(), others, against))
        return [*found, *reading.cautions(self.typed, self._saved, clock.today())]

    def _say_back(self) -> None:
        super()._say_back()
        self.told.show_of(self.partners.value)
        self.agenda.show_held(self.draft.start)
