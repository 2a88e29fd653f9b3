"""The form of a priority: what it is, where it stands, and the plan from objective to result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent

from snt_desk.domain import clock, priorities
from snt_desk.domain.priorities import PLAN, PriorityDraft
from snt_desk.ui import days, theme
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.priorities.register import reading
from snt_desk.ui.pages.priorities.register.plan import CLOSING, Mark
from snt_desk.ui.pages.priorities.register.reading import DAYS, TypedPriority
from snt_desk.ui.parts import Badge, across, label, rule

_WIDEST = 720
_NEW = "New priority"
_DAY_WORDS = {
    "raised": "Raised",
    "adopted": "Adopted",
    "closed": "Closed",
    "last_update": "The public was told",
}
_PLAN_WORDS = {
    "objective": "Ob&jective: what is to be better",
    "scanning": "S&canning: what happens, where and when",
    "analysis": "A&nalysis: why it happens there",
    "response": "Re&sponse: what is done about it",
    "assessment": "&Assessment: what was achieved",
}


@dataclass(frozen=True)
class Offers:
    """What can be chosen: codes with the words for them."""

    themes: Sequence[tuple[object, str]] = ()
    places: Sequence[tuple[object, str]] = ()
    results: Sequence[tuple[object, str]] = ()


class PriorityForm(Form):
    """Takes what is typed about a priority and says what it means; it saves nothing itself."""

    def __init__(self) -> None:
        super().__init__(_NEW, ground="page")
        self.name = LineField("Cars racing at the retail park", most=MOST_IMPORTED)
        self.theme = Choice()
        self.place = Choice("Anywhere")
        self.raised = DayField()
        self.adopted = DayField()
        self.closed = DayField()
        self.result = Choice("None yet")
        self.last_update = DayField()
        self.action = NoteField(lines=2)
        self.plan = {name: NoteField(lines=3) for name in PLAN}
        self._days = dict(
            zip(DAYS, (self.raised, self.adopted, self.closed, self.last_update), strict=True)
        )
        self._marks = [Mark(last=name == PLAN[-1]) for name in PLAN]
        self.badge = Badge("proposed", "info")
        self._state_words = label("", "muted", wrap=True)
        self.opened = ""
        self._saved = TypedPriority()
        self._judged = False
        self._loading = False
        self._add_fields()
        self._listen()
        self._measure_width()
        self.begin()

    def _add_fields(self) -> None:
        self.add_widget(across(self.badge, self._state_words, stretch=(1,)))
        self.add(Part("title", "&What it is", self.name))
        self.add(Part("theme", "The&me", self.theme), Part("place", "&Place", self.place))
        self.add(
            Part("raised", "Ra&ised", self.raised),
            Part("adopted", "A&dopted", self.adopted),
            Part("closed", "C&losed", self.closed),
        )
        self.add(
            Part("result", "Res&ult", self.result, stretch=2),
            Part("last_update", "Last pu&blic update", self.last_update),
        )
        self.add(Part("action", "What the public was t&old last", self.action))
        self.add_widget(rule())
        for name, mark in zip(PLAN, self._marks, strict=True):
            hint = CLOSING if name == "assessment" else ""
            self.add(Part(name, _PLAN_WORDS[name], self.plan[name]), hint=hint, mark=mark)

    def _listen(self) -> None:
        for choice in (self.theme, self.place, self.result):
            choice.changed.connect(self._edited)
        self.name.changed.connect(self._edited)
        for note in (self.action, *self.plan.values()):
            note.changed.connect(self._edited)
        for name, day in self._days.items():
            day.changed.connect(partial(self._day_edited, name))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedPriority:
        """All that stands in it, saved or not."""
        return TypedPriority(
            title=self.name.value,
            theme=_text(self.theme.value),
            no_theme=self.theme.unknown,
            place=_text(self.place.value),
            no_place=self.place.unknown,
            result=_text(self.result.value),
            no_result=self.result.unknown,
            action=self.action.value,
            **{name: day.value for name, day in self._days.items()},
            **{name: note.value for name, note in self.plan.items()},
        )

    @property
    def draft(self) -> PriorityDraft:
        """The priority that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    @property
    def saved_draft(self) -> PriorityDraft:
        """The same as it was when it was opened."""
        return reading.draft(self._saved, clock.today())

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    def offer(self, offers: Offers) -> None:
        """Offer these choices. What is chosen stays chosen."""
        self.theme.show_choices(offers.themes)
        self.place.show_choices(offers.places)
        self.result.show_choices(offers.results)

    def begin(self) -> None:
        """Make room for a new priority, raised today."""
        self.opened = ""
        self._put(TypedPriority(raised=clock.long_day(clock.today())))

    def show_priority(self, ref: str, priority: PriorityDraft) -> None:
        """Show a priority as saved."""
        self.opened = ref
        self._put(reading.written(priority))

    def put_today(self, day: str, *, focus: str) -> None:
        """Put today into one of the days, and go to the field that belongs to it."""
        self._days[day].set_value(clock.long_day(clock.today()))
        self.focus(focus)

    def put_told(self) -> None:
        """Put today as the day on which residents were told; what is typed next is what of."""
        self.put_today("last_update", focus="action")
        self.action.selectAll()

    def settle(self) -> None:
        """Take what stands in it for saved."""
        self._saved = self.typed
        self.touched.emit()

    def restore(self) -> None:
        """Go back to what is saved, or to nothing for a new priority (*Clear*)."""
        self._put(self._saved)

    def bring(self, typed: TypedPriority) -> None:
        """Let stand in it what was typed before of what is open, still not saved."""
        self._fill(typed)
        for choice, unknown in (
            (self.theme, typed.no_theme),
            (self.place, typed.no_place),
            (self.result, typed.no_result),
        ):
            if unknown:
                choice.setEditText(unknown)
        self._edited()

    def _put(self, priority: TypedPriority) -> None:
        self._judged = False
        self._fill(priority)
        self._saved = self.typed
        self.set_title(priority.title or _NEW)
        for name in DAYS:
            self.hint(name, "")
        self.box.hide()
        self.clear_marks()
        self._say_back()
        self.touched.emit()

    def _fill(self, priority: TypedPriority) -> None:
        self._loading = True
        self.name.set_value(priority.title)
        self.theme.set_value(priority.theme)
        self.place.set_value(priority.place)
        self.result.set_value(priority.result)
        self.action.set_value(priority.action)
        for name, day in self._days.items():
            day.set_value(getattr(priority, name))
        for name, note in self.plan.items():
            note.set_value(getattr(priority, name))
        self._loading = False

    # --- What is said of it -------------------------------------------------------------------

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        for choice in (self.theme, self.place, self.result):
            choice.settle()
        found = reading.problems(self.typed, clock.today())
        self._judged = bool(found)
        self.box.hide()
        if found:
            self.refuse(found)
        else:
            self.show_problems(())
        return bool(found)

    def _day_edited(self, name: str) -> None:
        if self._loading:
            return
        day = days.meant(self._days[name].value, clock.today())
        if day is None:
            self.hint(name, "")
        else:
            self.understood(name, "", f"{_DAY_WORDS[name]} {clock.long_day(day)}")
        self._edited()

    def _edited(self) -> None:
        if self._loading:
            return
        self.touched.emit()
        self._say_back()
        if self._judged:
            self.show_problems(reading.problems(self.typed, clock.today()))

    def _say_back(self) -> None:
        """Show what follows from what stands there: the state, how far the plan is, cautions."""
        draft = reading.draft(self.typed, clock.today())
        state = reading.state(draft, clock.today())
        self.badge.say(state.badge, state.tone)
        self._state_words.setText(state.text)
        for mark, how_far in zip(self._marks, priorities.stages(draft), strict=True):
            mark.show_state(how_far)
        self.show_cautions(list(draft.warnings(clock.today())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "plan"):
            self._measure_width()

    def _measure_width(self) -> None:
        # Longer lines are hard to read.
        self.setMaximumWidth(theme.px(_WIDEST))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
