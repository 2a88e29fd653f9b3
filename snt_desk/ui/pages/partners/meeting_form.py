"""The form of a meeting: when, who came, what was decided, and what is to be done."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.partners import MeetingDraft
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.named_by_kind import NamedByKind
from snt_desk.ui.pages.partners import meeting_reading as reading
from snt_desk.ui.pages.partners.action_rows import ActionRows
from snt_desk.ui.pages.partners.meeting_agenda import MeetingAgenda
from snt_desk.ui.pages.partners.meeting_reading import TypedMeeting
from snt_desk.ui.pages.partners.records import MEETINGS, Records
from snt_desk.ui.pages.partners.told import ToldBox
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.tokens import CrewField, Person
from snt_desk.ui.when_fields import WhenFields

_WHO = "Before the meeting, who is asked. Enter adds one that is new."


class MeetingForm(RecordForm[TypedMeeting]):
    """Takes what is typed about a meeting and its actions; one Save writes it all."""

    table = MEETINGS
    new_title = "New meeting"

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedMeeting())
        self._records = records
        self.kind = Choice()
        self.name = LineField("ASB panel", most=MOST_IMPORTED)
        self._when = WhenFields(self)
        self.day, self.begins, self.ends = self._when.fields
        self.venue = LineField("Council offices, room 2", most=MOST_IMPORTED)
        self.place = Choice("Anywhere")
        self.priority = Choice("None")
        self.officers = CrewField()
        self.partners = CrewField("Letters of its name", adds=True)
        self.told = ToldBox(records.people)
        self.minutes = NoteField("What was decided", lines=4, most=MOST_IMPORTED)
        self._choices = [self.kind, self.place, self.priority]
        self._named = NamedByKind(self.kind, self.name)
        self._new: dict[str, str] = {}
        self._add_fields()
        self.rows = ActionRows(self)
        self._listen()

    def _add_fields(self) -> None:
        self.add(
            Part("kind", "&Kind", self.kind, stretch=1),
            Part("title", "What &it is", self.name, stretch=1),
        )
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
        for signal in (
            *(one.changed for one in (self.name, self.day, self.begins, self.ends)),
            self.venue.changed,
            *(one.changed for one in (self.place, self.priority)),
            *(one.changed for one in (self.officers, self.partners)),
            self.minutes.changed,
            self.rows.changed,
            self.agenda.changed,
        ):
            signal.connect(self._edited)
        self.kind.changed.connect(self._kind_chosen)
        self.partners.add_asked.connect(self._add_partner)
        self.agenda.draw_asked.connect(self.draw_up)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedMeeting:
        """All that stands in it, saved or not."""
        return TypedMeeting(
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            title=self.name.value,
            day=self.day.value,
            start=self.begins.value,
            end=self.ends.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            officers=self.officers.value,
            nobody=self.officers.unknown,
            partners=self.partners.value,
            no_partner=self.partners.unknown,
            minutes=self.minutes.value,
            rows=self.rows.value,
            new=tuple(self._new.items()),
            agenda=self.agenda.value,
            venue=self.venue.value,
        )

    @property
    def called(self) -> str:
        """The title, as it was saved."""
        return self._saved.title

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
        self._filling = True

    def _fill(self, typed: TypedMeeting) -> None:
        choose(self.kind, typed.kind, typed.no_kind)
        self.name.set_value(typed.title)
        self._when.set_value(typed.day, typed.start, typed.end)
        choose(self.place, typed.place, typed.no_place)
        choose(self.priority, typed.priority, typed.no_priority)
        self.officers.set_value(typed.officers)
        self.partners.set_value(typed.partners)
        self.minutes.set_value(typed.minutes)
        self.rows.set_value(typed.rows)
        self.agenda.set_value(typed.agenda)
        self.venue.set_value(typed.venue)
        self._new = dict(typed.new)

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the team's people, organisations, places and priorities as they stand."""
        lists = self._records.lists
        self._filling = True
        self.officers.show_people(lists.people)
        new = [Person(ref, name, listed=name) for ref, name in self._new.items()]
        self.partners.show_people([*lists.organisations(), *new])
        self.agenda.offer(lists, new)
        self.rows.offer(lists.owners(tuple(self._new.items())))
        self.place.show_choices(self._records.places())
        self.priority.show_choices(lists.priority_choices())
        self._filling = False

    def _offer_kinds(self, used: str) -> None:
        self._filling = True
        self._named.begin(self._records.kinds("meeting_kind", used))
        self._filling = False

    def _kind_chosen(self) -> None:
        if not self._filling:
            self._named.follow()
        self._edited()

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
        self.officers.settle()
        self.partners.settle()
        self.rows.settle()
        self.agenda.settle()

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, self._saved, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        others = [
            (one.title, one.start) for one in self._records.lists.meetings if one.ref != self.opened
        ]
        draft = self.draft
        found = list(draft.warnings(clock.now(), others))
        return [*found, *reading.cautions(self.typed, self._saved, clock.today())]

    def _say_back(self) -> None:
        self._when.say_back()
        self.told.show_of(self.partners.value)
        self.agenda.show_held(self.draft.start)
