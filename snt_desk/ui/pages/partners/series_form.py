"""The form *Comes again*: a meeting that is held every so many weeks or months.

Above it stands the one that is in hand in the list, to be planned, moved or left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.named_by_kind import NamedByKind
from snt_desk.ui.pages.partners import coming_lines
from snt_desk.ui.pages.partners import series_reading as reading
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.pages.partners.series_reading import TypedSeries
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.parts import across, button, down, label
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.tokens import CrewField

_NUMBER = 2
_HINT = "1000, 10.30, 2.15pm. Until can stay empty."
_LEFT_OUT = "One a line: the day, and why."


class SeriesForm(RecordForm[TypedSeries]):
    """Takes what is typed about meetings that come again, and says which days that makes."""

    table = SERIES
    new_title = "Comes again"
    plan_asked = Signal(str)
    """*Plan it*: the one in hand becomes a meeting."""
    leave_out_asked = Signal(str)
    calendar_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedSeries())
        self._records = records
        self._series = records.series
        self._begins_with = ""
        self._make_fields()
        self._choices = [self.kind, self.rule, self.place, self.priority]
        self._named = NamedByKind(self.kind, self.name)
        self._add_one()
        self._add_days()
        self._add_rest()
        self._listen()

    def _make_fields(self) -> None:
        self.kind = Choice()
        self.name = LineField("ASB panel", most=MOST_IMPORTED)
        self.first = DayField(ahead=True)
        self.begins, self.ends = LineField("1000"), LineField("+90")
        self.every = LineField("1", most=_NUMBER)
        self.rule = Choice("On which days")
        self.until = DayField("No last day", ahead=True)
        self.venue = LineField("Council offices, room 2", most=MOST_IMPORTED)
        self.place = Choice("Anywhere")
        self.priority = Choice("None")
        self.officers = CrewField()
        self.partners = CrewField("Letters of its name")
        self.agenda = NoteField("Actions of the last meeting", lines=3, most=MOST_IMPORTED)
        self.left_out = NoteField("22/12 Christmas", lines=2)

    def _add_one(self) -> None:
        """Put above the fields the one that is in hand, and what can be done with it."""
        self._when = label("", "heading", wrap=True)
        self.plan_button = button("Plan or write up", icon="calendar-days", writes=True)
        self.leave_out_button = button("Leave out", writes=True)
        self.plan_button.setToolTip("Enter in the list. Moved, it stays one of these meetings.")
        self.leave_out_button.setToolTip("Del in the list")
        buttons = across(self.plan_button, self.leave_out_button, None)
        self._one: QWidget = down(self._when, buttons, space=8)
        self.add_widget(self._one)

    def _add_days(self) -> None:
        self.add(
            Part("kind", "&Kind", self.kind, stretch=1),
            Part("title", "What &it is", self.name, stretch=1),
        )
        self.add(
            Part("first", "&Date of the first", self.first, stretch=5),
            Part("from", "Fr&om", self.begins, stretch=2),
            Part("lasts", "&Until", self.ends, stretch=2),
            hint=_HINT,
        )
        self.add(
            Part("every", "Ever&y", self.every, stretch=1),
            Part("rule", "Weeks or mo&nths", self.rule, stretch=5),
        )
        self.add(Part("until", "&Last day on which it can be", self.until))

    def _add_rest(self) -> None:
        self.add(
            Part("venue", "&Where it meets", self.venue, stretch=1),
            Part("place", "Pl&ace it is about", self.place, stretch=1),
        )
        self.add(Part("priority", "&Priority", self.priority))
        self.add(Part("officers", "Who of the team &comes", self.officers))
        self.add(Part("partners", "Partners who &join", self.partners))
        self.add(Part("agenda", "Ite&ms that always come up", self.agenda))
        self.add(Part("left_out", "Day&s left out", self.left_out), hint=_LEFT_OUT)
        self.calendar_button = button("Save for a calendar…", writes=True)
        self.delete_button = button("Delete them all", writes=True)
        self._all: QWidget = across(self.calendar_button, self.delete_button, None)
        self.add_widget(self._all)

    def _listen(self) -> None:
        for signal in (
            *(one.changed for one in (self.name, self.begins, self.ends, self.every, self.rule)),
            *(one.changed for one in (self.until, self.venue, self.place, self.priority)),
            *(one.changed for one in (self.officers, self.partners, self.agenda, self.left_out)),
        ):
            signal.connect(self._edited)
        self.kind.changed.connect(self._kind_chosen)
        self.first.changed.connect(self._first_typed)
        self.plan_button.clicked.connect(lambda: self.plan_asked.emit(self.opened))
        self.leave_out_button.clicked.connect(lambda: self.leave_out_asked.emit(self.opened))
        self.calendar_button.clicked.connect(lambda: self.calendar_asked.emit(self.opened))
        self.delete_button.clicked.connect(lambda: self.delete_asked.emit(self.opened))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedSeries:
        """All that stands in it, saved or not."""
        return TypedSeries(
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            title=self.name.value,
            first=self.first.value,
            start=self.begins.value,
            end=self.ends.value,
            every=self.every.value,
            rule=text_of(self.rule),
            no_rule=self.rule.unknown,
            until=self.until.value,
            venue=self.venue.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            officers=self.officers.value,
            nobody=self.officers.unknown,
            partners=self.partners.value,
            no_partner=self.partners.unknown,
            agenda=self.agenda.value,
            left_out=self.left_out.value,
            begins_with=self._begins_with,
        )

    @property
    def called(self) -> str:
        """The title, as it was saved."""
        return self._saved.title

    @property
    def draft(self) -> SeriesDraft:
        """The meetings that are meant, as far as they can be read."""
        return reading.draft(self.typed, clock.today())

    def begin(self) -> None:
        """Make room for new ones, from today."""
        self._offer_kinds("")
        self.offer()
        self._put("", reading.begun(clock.today()))
        self._show_one()

    def begin_after(self, meeting: str) -> None:
        """Make room for new ones that begin with a meeting; DeskError if it is of some already."""
        draft = self._series.of_meeting(meeting)
        self._offer_kinds(draft.kind)
        self._put("", reading.written(draft, meeting))
        self._show_one()

    def open(self, ref: str) -> None:
        """Show a series, or one of its meetings to come: by its ref, or the id of that one."""
        draft = self._series.opened(ref)
        self._offer_kinds(draft.kind)
        self.offer()
        self._put(ref, reading.written(draft))
        self._show_one()

    def write(self) -> str:
        """Write the series."""
        return self._series.save(self.opened, self.draft, self._begins_with)

    def _prepare(self, typed: TypedSeries) -> None:
        self.offer()
        self._filling = True

    def _fill(self, typed: TypedSeries) -> None:
        choose(self.kind, typed.kind, typed.no_kind)
        self.name.set_value(typed.title)
        self.first.set_value(typed.first)
        self.begins.set_value(typed.start)
        self.ends.set_value(typed.end)
        self.every.set_value(typed.every)
        self.rule.show_choices(reading.rules(typed, clock.today()))
        choose(self.rule, typed.rule, typed.no_rule)
        self.until.set_value(typed.until)
        self.venue.set_value(typed.venue)
        choose(self.place, typed.place, typed.no_place)
        choose(self.priority, typed.priority, typed.no_priority)
        self.officers.set_value(typed.officers)
        self.partners.set_value(typed.partners)
        self.agenda.set_value(typed.agenda)
        self.left_out.set_value(typed.left_out)
        self._begins_with = typed.begins_with

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the team's people, organisations, places and priorities as they stand."""
        lists = self._records.lists
        self._filling = True
        self.officers.show_people(lists.people)
        self.partners.show_people(lists.organisations())
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

    def _first_typed(self) -> None:
        """Offer what fits that day; what was chosen stays as far as it can."""
        if not self._filling:
            was, now = text_of(self.rule), reading.rules(self.typed, clock.today())
            if now:
                self._filling = True
                self.rule.show_choices(now)
                choose(self.rule, reading.nearest(was, [str(rule) for rule, _ in now]))
                self._filling = False
        self._edited()

    def _show_one(self) -> None:
        one = self._series.coming.get(self.opened)
        self._one.setVisible(one is not None)
        self._all.setVisible(bool(self.opened))
        if one is not None:
            self._when.setText(coming_lines.day_words(one))

    # --- What is said of it -------------------------------------------------------------------

    def _settle(self) -> None:
        super()._settle()
        self.officers.settle()
        self.partners.settle()

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        others = self._series.others(self.opened)
        return list(reading.cautions(self.typed, clock.today(), others))

    def _say_back(self) -> None:
        strong, quiet = reading.said_back(self.typed, clock.today())
        self.understood("rule", strong, quiet)
