"""The form of a series: a meeting that is held every so many weeks or months.

Above it stands the one that is in hand in the list, to be planned, moved or left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from snt_desk.domain import clock
from snt_desk.domain.clashes import Clash, cautions
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.pages.partners import coming_lines
from snt_desk.ui.pages.partners import series_reading as reading
from snt_desk.ui.pages.partners.meets_form import MeetsForm
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.pages.partners.series_reading import TypedSeries
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.parts import across, button, down, label
from snt_desk.ui.record_form import choose, text_of
from snt_desk.ui.when_fields import WhenFields

_NUMBER = 2
_LEFT_OUT = "One a line: the day, and why."


class _WhenFirst(WhenFields):
    """When the first of them is."""

    names = ("first", "from", "lasts")
    words = "&Date of the first"
    ahead = True


class SeriesForm(MeetsForm[TypedSeries]):
    """Takes what is typed about meetings that come again, and says which days that makes."""

    table = SERIES
    new_title = "New series"
    plan_asked = Signal(str)
    """*Plan it*: the one in hand becomes a meeting."""
    leave_out_asked = Signal(str)
    calendar_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, records: Records) -> None:
        super().__init__(records, TypedSeries())
        self._series = records.series
        self._begins_with = ""
        self._against: LastAnswer[tuple[date, list[Clash]] | None] = LastAnswer()
        self.every = LineField("1", most=_NUMBER)
        self.rule = Choice("On which days")
        self.until = DayField("No last day", ahead=True)
        self.agenda = NoteField("Actions of the last meeting", lines=3, most=MOST_IMPORTED)
        self.left_out = NoteField("22/12 Christmas", lines=2)
        self._choices.append(self.rule)
        self._add_one()
        self._add_days()
        self._add_rest()
        self._listen()

    def _made_when(self) -> WhenFields:
        return _WhenFirst(self)

    def _add_one(self) -> None:
        """Put above the fields the one that is in hand, and what can be done with it."""
        self._which = label("", "heading", wrap=True)
        self.plan_button = button("Plan or write up", icon="calendar-days", writes=True)
        self.leave_out_button = button("Leave out", writes=True)
        self.plan_button.setToolTip("Enter in the list. Moved, it stays one of these meetings.")
        self.leave_out_button.setToolTip("Del in the list")
        buttons = across(self.plan_button, self.leave_out_button, None)
        self._one: QWidget = down(self._which, buttons, space=8)
        self.add_widget(self._one)

    def _add_days(self) -> None:
        self._add_what()
        self._when.add()
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
        super()._listen()
        for field in (self.every, self.until, self.agenda, self.left_out):
            field.changed.connect(self._edited)
        self.rule.changed.connect(self._edited)
        self.plan_button.clicked.connect(lambda: self.plan_asked.emit(self.opened))
        self.leave_out_button.clicked.connect(lambda: self.leave_out_asked.emit(self.opened))
        self.calendar_button.clicked.connect(lambda: self.calendar_asked.emit(self.opened))
        self.delete_button.clicked.connect(lambda: self.delete_asked.emit(self.opened))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedSeries:
        """All that stands in it, saved or not."""
        return TypedSeries(
            **vars(self._meets),
            every=self.every.value,
            rule=text_of(self.rule),
            no_rule=self.rule.unknown,
            until=self.until.value,
            agenda=self.agenda.value,
            left_out=self.left_out.value,
            begins_with=self._begins_with,
        )

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

    def _fill(self, typed: TypedSeries) -> None:
        super()._fill(typed)
        self.every.set_value(typed.every)
        self.rule.show_choices(reading.rules(typed, clock.today()))
        choose(self.rule, typed.rule, typed.no_rule)
        self.until.set_value(typed.until)
        self.agenda.set_value(typed.agenda)
        self.left_out.set_value(typed.left_out)
        self._begins_with = typed.begins_with

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the team's people, organisations, places and priorities as they stand."""
        super().offer()
        self._against.forget()

    def _day_typed(self) -> None:
        """Offer what fits that day; what was chosen stays as far as it can."""
        if not self._filling:
            was, now = text_of(self.rule), reading.rules(self.typed, clock.today())
            if now:
                self._filling = True
                self.rule.show_choices(now)
                choose(self.rule, reading.nearest(was, [str(rule) for rule, _ in now]))
                self._filling = False
        super()._day_typed()

    def _show_one(self) -> None:
        one = self._series.coming.get(self.opened)
        self._one.setVisible(one is not None)
        self._all.setVisible(bool(self.opened))
        if one is not None:
            self._which.setText(coming_lines.day_words(one))

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        return reading.problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        others = self._series.others(self.opened)
        found = list(reading.cautions(self.typed, clock.today(), others))
        return [*found, *self._clashes()]

    def _clashes(self) -> Iterator[Caution]:
        """Say of the next ones on which day the first clashes, and with what."""
        draft = self.draft
        question = replace(draft, title="", venue=None, agenda=None), self.opened
        found = self._against.to(question, lambda: self._series.clashes(self.opened, draft))
        self.officers.mark({one.collar: "warn" for one in found[1]} if found else {})
        if found is not None:
            day, against = found
            said: set[str] = set()
            for one in cautions(against, "officers", "first"):
                when = "" if one.field in said else f"{clock.short_day(day)}: "
                said.add(one.field)
                yield replace(one, text=f"{when}{one.text}")

    def _say_back(self) -> None:
        super()._say_back()
        strong, quiet = reading.said_back(self.typed, clock.today())
        self.understood("rule", strong, quiet)
