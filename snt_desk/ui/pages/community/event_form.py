"""The form of an event: what, when, where and by whom; who came, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal

from snt_desk.domain import clock
from snt_desk.domain.clashes import Clash
from snt_desk.domain.community import EVENTS, EventDraft
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.named_by_kind import NamedByKind
from snt_desk.ui.outcomes import OutcomesField
from snt_desk.ui.pages.community import event_reading as reading
from snt_desk.ui.pages.community.event_reading import TypedEvent
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import Tick, across, button
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.tokens import CrewField, Person
from snt_desk.ui.when_fields import WhenFields

_NUMBER = 12
_NEW_GROUP = "A school, a club. Enter adds one that is new."


class EventForm(RecordForm[TypedEvent]):
    """Takes what is typed about an event and says what it means."""

    table = EVENTS
    new_title = "New event"
    raise_asked = Signal()
    """*Add what was raised…*"""
    wanted = Signal(str)
    """Enter on what was raised: the response's ref."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedEvent())
        self._records = records
        self.kind = Choice()
        self.name = LineField("Stall at the shops", most=MOST_IMPORTED)
        self._when = WhenFields(self)
        self.day, self.begins, self.ends = self._when.fields
        self.place = Choice("Anywhere")
        self.venue = LineField("Village hall", most=MOST_IMPORTED)
        self.purpose = Choice("What for")
        self.officers = CrewField()
        self.attendance = LineField("40", most=_NUMBER)
        self.estimated = Tick("Estimated, &not counted")
        self.estimated.setAccessibleName("Estimated, not counted")
        self.groups = CrewField("Letters of its name", adds=True)
        self.priority = Choice("None")
        self.campaign = Choice("None")
        self.feedback = NoteField("What came of what they said", lines=2, most=MOST_IMPORTED)
        self.due, self.given = DayField(ahead=True), DayField()
        self.raised = LineView("What residents raised here", height=46, two=True)
        self.raise_button = button("Add what was raised…", icon="plus", writes=True)
        self.public = Tick("Pu&blished: the public may read of it")
        self.public.setAccessibleName("Published: the public may read of it")
        self.outcomes = OutcomesField()
        self._choices = [self.kind, self.place, self.purpose, self.priority, self.campaign]
        self._named = NamedByKind(self.kind, self.name)
        self._kept: EventDraft | None = None
        self._new: dict[str, str] = {}
        self._against: LastAnswer[list[Clash]] = LastAnswer()
        self._beginning: LastAnswer[list[tuple[str, datetime]]] = LastAnswer()
        # Before what comes after them: Tab goes through them in the order in which they are made.
        self._offer_outcomes()
        self._add_fields()
        self._listen()

    def _add_fields(self) -> None:
        self.add(
            Part("kind", "&Kind", self.kind),
            Part("title", "What &it is", self.name),
        )
        self._when.add()
        self.add(
            Part("place", "&Place", self.place),
            Part("venue", "Where e&xactly", self.venue),
        )
        self.add(
            Part("purpose", "Wh&at for", self.purpose),
            Part("campaign", "&Campaign", self.campaign),
        )
        self.add(Part("officers", "&Who of the team was there", self.officers))
        self.add(
            Part("attendance", "How &many came", self.attendance, stretch=2),
            Part("priority", "Priorit&y", self.priority, stretch=3),
        )
        self.add_widget(self.estimated)
        self.add(Part("groups", "Groups that it reached", self.groups), hint=_NEW_GROUP)
        self.add(Part("outcomes", "Outcome&s", self.outcomes))
        self.add(Part("feedback", "Feedback that they are owed: what to te&ll", self.feedback))
        self.add(
            Part("feedback_due", "Until when", self.due),
            Part("feedback_given", "Given on", self.given),
        )
        self.add_widget(self.public)
        self.add_widget(self.raised)
        self.add_widget(across(self.raise_button, None))

    def _listen(self) -> None:
        for signal in (
            *(one.changed for one in (self.name, self.day, self.begins, self.ends)),
            *(one.changed for one in (self.place, self.purpose, self.priority, self.campaign)),
            *(one.changed for one in (self.officers, self.attendance, self.outcomes)),
            *(one.changed for one in (self.venue, self.groups, self.due, self.given)),
            *(self.feedback.changed, self.public.toggled, self.estimated.toggled),
        ):
            signal.connect(self._edited)
        self.kind.changed.connect(self._kind_chosen)
        self.groups.add_asked.connect(self._add_group)
        self.raise_button.clicked.connect(self.raise_asked)
        self.raised.opened.connect(lambda ref: self.wanted.emit(str(ref)))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedEvent:
        """All that stands in it, saved or not."""
        return TypedEvent(
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            title=self.name.value,
            day=self.day.value,
            start=self.begins.value,
            end=self.ends.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            purpose=text_of(self.purpose),
            no_purpose=self.purpose.unknown,
            officers=self.officers.value,
            nobody=self.officers.unknown,
            attendance=self.attendance.value,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            campaign=text_of(self.campaign),
            no_campaign=self.campaign.unknown,
            public=self.public.isChecked(),
            outcomes=tuple(self.outcomes.value.items()),
            no_outcome=self.outcomes.unknown,
            venue=self.venue.value,
            estimated=self.estimated.isChecked(),
            groups=self.groups.value,
            no_group=self.groups.unknown,
            new=tuple(self._new.items()),
            feedback=self.feedback.value,
            feedback_due=self.due.value,
            feedback_given=self.given.value,
        )

    @property
    def called(self) -> str:
        """The title, as it was saved."""
        return self._saved.title

    @property
    def draft(self) -> EventDraft:
        """The event that is meant, as far as it can be read."""
        meant = reading.draft(self.typed, clock.today())
        # What nobody has said of it, nor has whoever saves it.
        if self._kept is not None and self._kept.public is None and not meant.public:
            meant = replace(meant, public=None)
        unsaid = self._kept is None or self._kept.estimated is None
        return replace(meant, estimated=None) if unsaid and not meant.estimated else meant

    def begin(self) -> None:
        """Make room for a new event, today, by who sits here."""
        self._kept, self._new = None, {}
        self._offer_codes(None)
        self.offer()
        mine = self._records.mine
        self._put("", replace(reading.begun(), officers=(mine,) if mine else ()))
        self._show_raised()

    def open(self, ref: str) -> None:
        """Show an event."""
        draft = self._records.events.opened(ref)
        self._kept, self._new = draft, {}
        self._offer_codes(draft)
        self.offer()
        self._put(ref, reading.written(draft))
        self._show_raised()

    def write(self) -> str:
        """Write the event."""
        return self._records.events.save(self.opened, self.draft, self._new)

    def _prepare(self, typed: TypedEvent) -> None:
        self._new = dict(typed.new)
        self.offer()

    def _fill(self, typed: TypedEvent) -> None:
        choose(self.kind, typed.kind, typed.no_kind)
        self.name.set_value(typed.title)
        self._when.set_value(typed.day, typed.start, typed.end)
        choose(self.place, typed.place, typed.no_place)
        choose(self.purpose, typed.purpose, typed.no_purpose)
        self.officers.set_value(typed.officers, typed.nobody)
        self.attendance.set_value(typed.attendance)
        choose(self.priority, typed.priority, typed.no_priority)
        choose(self.campaign, typed.campaign, typed.no_campaign)
        self.public.setChecked(typed.public)
        self.outcomes.set_value(dict(typed.outcomes), typed.no_outcome)
        self.venue.set_value(typed.venue)
        self.estimated.setChecked(typed.estimated)
        self.groups.set_value(typed.groups, typed.no_group)
        self.feedback.set_value(typed.feedback)
        self.due.set_value(typed.feedback_due)
        self.given.set_value(typed.feedback_given)
        self._new = dict(typed.new)

    # --- What was raised there ------------------------------------------------------------------

    def _show_raised(self) -> None:
        found = self._records.events.raised(self.opened) if self.opened else []
        lines: list[Line | Title] = [
            Line(
                f"{one.theme}, {counted(one.count, 'resident')}",
                id=one.ref,
                sub=one_line(", ".join(filter(None, (one.place, one.consultation)))),
            )
            for one in found
        ]
        if lines:
            total = sum(one.count for one in found)
            lines.insert(0, Title("What residents raised here", f"{total:,}"))
        self.raised.show_lines(lines)
        self.raised.setFixedHeight(self.raised.content_height())
        self.raised.setVisible(bool(lines))
        self.raise_button.setEnabled(bool(self.opened))

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer people, places, priorities and campaigns as they stand."""
        offers = self._records.offers
        self._against.forget()
        self._beginning.forget()
        self._filling = True
        self.officers.show_people(offers.people)
        new = [Person(ref, name, listed=name) for ref, name in self._new.items()]
        reached = (*self.groups.value, *(self._kept.groups if self._kept else ()))
        self.groups.show_people([*offers.groups_on(clock.today(), reached), *new])
        self.place.show_choices(offers.places)
        self.priority.show_choices(offers.priority_choices())
        self.campaign.show_choices(offers.campaigns)
        self._offer_outcomes()
        self._filling = False
        self._show_raised()

    def _offer_outcomes(self) -> None:
        offers = self._records.offers
        self._labels = {one.code: one.label for one in offers.outcomes}
        self.outcomes.show_outcomes(offers.outcomes_on(clock.today()), self._labels)

    def _offer_codes(self, event: EventDraft | None) -> None:
        """Offer the codes of today, and those that the event has already."""
        kept, today = event or EventDraft(), clock.today()
        self._filling = True
        self._named.begin(self._records.kinds("event_kind", today, (kept.kind,)))
        purposes = self._records.kinds("event_purpose", today, (kept.purpose or "",))
        self.purpose.show_choices(purposes)
        self._filling = False

    def _kind_chosen(self) -> None:
        if not self._filling:
            self._named.follow()
        self._edited()

    def _add_group(self, name: str) -> None:
        """Take in a group that is not in the records; Save adds it to them."""
        ref = str(uuid.uuid4())
        self._new[ref] = name
        self.groups.add(Person(ref, name, listed=name))

    # --- What is said of it -------------------------------------------------------------------

    def _settle(self) -> None:
        super()._settle()
        self.officers.settle()
        self.groups.settle()
        self.outcomes.settle()

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today(), self._labels)

    def _cautions(self) -> Sequence[Caution]:
        draft, of = self.draft, self._records.events
        others = self._beginning.to((draft.start, self.opened), lambda: self._others(draft.start))
        against = self._against.to(
            (draft.start, draft.end, draft.officers, self.opened),
            lambda: of.clashes(draft, self.opened),
        )
        self.officers.mark({one.collar: "warn" for one in against})
        return list(draft.warnings(clock.now(), others, against))

    def _others(self, start: datetime | None) -> list[tuple[str, datetime]]:
        """Give the team's other events that begin then."""
        return self._records.events.beginning(start, self.opened) if start else []

    def _say_back(self) -> None:
        self._when.say_back()
