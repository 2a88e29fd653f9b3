"""The form of a priority: what it is, where it stands, and the plan from objective to result."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent

from snt_desk.domain import clock, priorities
from snt_desk.domain.drafts import Problem
from snt_desk.domain.priorities import PLAN, REPLACED, SIDES, PriorityDraft
from snt_desk.ui import days, named, theme
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.priorities.register import reading
from snt_desk.ui.pages.priorities.register.plan import CLOSING, Inset, Mark
from snt_desk.ui.pages.priorities.register.reading import DAYS, LINES, NOTES, TypedPriority
from snt_desk.ui.pages.priorities.register.records import Offers
from snt_desk.ui.parts import Badge, Tick, across, label, rule
from snt_desk.ui.record_form import text_of
from snt_desk.ui.tokens import CrewField

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
_SIDE_WORDS = {
    "victim": "Who suffers from it",
    "offender": "Who does it",
    "location": "What about the place lets it happen",
}
_WINDOW = "1700 to 2200; it may be over midnight. Leave both empty for any time."
_ISSUE = "Leave it empty, and they read what it is."


class PriorityForm(Form):
    """Takes what is typed about a priority and says what it means; it saves nothing itself."""

    def __init__(self) -> None:
        super().__init__(_NEW, ground="page")
        self._make_fields()
        self._marks = [Mark(last=name == PLAN[-1]) for name in PLAN]
        self.badge = Badge("proposed", "info")
        self._state_words = label("", "muted", wrap=True)
        self._again_words = label("", "muted", wrap=True)
        self.opened = ""
        self._saved = TypedPriority()
        self._reopens: str | None = None
        self._titles: dict[object, str] = {}
        self._live = 0
        self._judged = False
        self._loading = False
        self._add_fields()
        self._add_plan()
        self._listen()
        self._measure_width()
        self.begin()

    def _make_fields(self) -> None:
        self.name = LineField("Cars racing at the retail park", most=MOST_IMPORTED)
        self.theme = Choice()
        self.place = Choice("Anywhere")
        self.places = CrewField("Letters of its name")
        self.window_from = LineField("1700", settle=reading.tidied)
        self.window_to = LineField("2200", settle=reading.tidied)
        self.raised = DayField()
        self.adopted = DayField()
        self.closed = DayField()
        self.result = Choice("None yet")
        self.last_update = DayField()
        self.replaced_by = Choice("Choose which")
        self.replaces = Choice("None")
        self.partners = CrewField("Letters of its name")
        self.public = Tick("It may be published")
        self.issue = NoteField(lines=2)
        self.action = NoteField(lines=2)
        self.plan = {name: NoteField(lines=3) for name in PLAN}
        self.sides = {name: NoteField(lines=2) for name in SIDES}
        self._days = dict(
            zip(DAYS, (self.raised, self.adopted, self.closed, self.last_update), strict=True)
        )
        self._choices = {
            "theme": self.theme,
            "place": self.place,
            "result": self.result,
            "replaced_by": self.replaced_by,
            "replaces": self.replaces,
        }
        self._many = {"places": self.places, "partners": self.partners}
        notes = self.plan | self.sides | {"issue": self.issue, "action": self.action}
        self._notes = {name: notes[name] for name in NOTES}
        lines = (self.name, self.window_from, self.window_to)
        self._lines = dict(zip(LINES, lines, strict=True))

    def _add_fields(self) -> None:
        self.add_widget(across(self.badge, self._state_words, stretch=(1,)))
        self.add_widget(self._again_words)
        self.add(Part("title", "&What it is", self.name))
        self.add(Part("theme", "The&me", self.theme), Part("place", "&Place", self.place))
        self.add(Part("places", "Further places", self.places))
        self.add(
            Part("window_from", "It happens from", self.window_from),
            Part("window_to", "Until", self.window_to),
            hint=_WINDOW,
        )
        self.add(
            Part("raised", "Ra&ised", self.raised),
            Part("adopted", "A&dopted", self.adopted),
            Part("closed", "C&losed", self.closed),
        )
        self.add(
            Part("result", "Res&ult", self.result, stretch=2),
            Part("last_update", "Last pu&blic update", self.last_update),
        )
        self.add(Part("replaced_by", "Which takes its place", self.replaced_by))
        self.add(Part("replaces", "Which it takes the place of", self.replaces))
        self.add(Part("partners", "Who wor&ks on it with the team", self.partners))
        self.add(Part("public", "The public list", self.public))
        self.add(Part("issue", "What the public reads", self.issue), hint=_ISSUE)
        self.add(Part("action", "What the public was t&old last", self.action))

    def _add_plan(self) -> None:
        self.add_widget(rule())
        for name, mark in zip(PLAN, self._marks, strict=True):
            hint = CLOSING if name == "assessment" else ""
            self.add(Part(name, _PLAN_WORDS[name], self.plan[name]), hint=hint, mark=mark)
            if name == "analysis":
                for side, field in self.sides.items():
                    self.add(Part(side, _SIDE_WORDS[side], field), mark=Inset())

    def _listen(self) -> None:
        fields = (self._choices, self._many, self._notes, self._lines)
        for one in (field for group in fields for field in group.values()):
            one.changed.connect(self._edited)
        self.public.toggled.connect(self._edited)
        for name, day in self._days.items():
            day.changed.connect(partial(self._day_edited, name))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedPriority:
        """All that stands in it, saved or not."""
        simple = self._many | self._lines | self._days | self._notes
        said: dict[str, Any] = {name: one.value for name, one in simple.items()}
        said |= {name: text_of(one) for name, one in self._choices.items()}
        asked = self._choices | self._many
        said |= {f"no_{name}": one.unknown for name, one in asked.items()}
        return TypedPriority(public=self.public.isChecked(), reopens=self._reopens, **said)

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
        self._loading = True
        for choice, offered in (
            (self.theme, offers.themes),
            (self.place, offers.places),
            (self.result, offers.results),
            (self.replaced_by, offers.others),
            (self.replaces, offers.others),
        ):
            choice.show_choices(offered)
        self.places.show_people(offers.further)
        self.partners.show_people(offers.partners)
        self._titles, self._live = dict(offers.others), offers.live
        self._loading = False

    def begin(self, again: PriorityDraft | None = None) -> None:
        """Make room for a new priority, raised today; or for one that is taken up again."""
        self.opened = ""
        self._put(TypedPriority(raised=clock.long_day(clock.today())))
        if again is not None:
            self._fill(reading.written(again))
            self._edited()

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
        for name, choice in self._choices.items():
            if unknown := getattr(typed, f"no_{name}"):
                choice.setEditText(unknown)
        for name, field in self._many.items():
            field.line.setText(getattr(typed, f"no_{name}"))
        self._edited()

    def _put(self, priority: TypedPriority) -> None:
        self._judged = False
        self._fill(priority)
        self._saved = self.typed
        self.set_title(named.short(priority.title) or _NEW)
        for name in DAYS:
            self.hint(name, "")
        self.box.hide()
        self.clear_marks()
        self._say_back()
        self.touched.emit()

    def _fill(self, priority: TypedPriority) -> None:
        self._loading = True
        for fields in (self._choices, self._many, self._lines, self._days, self._notes):
            for name, field in fields.items():
                field.set_value(getattr(priority, name))
        self.public.setChecked(priority.public)
        self._reopens = priority.reopens
        self._loading = False

    # --- What is said of it -------------------------------------------------------------------

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        for choice in self._choices.values():
            choice.settle()
        for field in self._many.values():
            field.settle()
        # Else what is saved would look typed anew once the field is left.
        for line in (*self._lines.values(), *self._days.values()):
            line.tidy()
        self._judged = self.judge(self._problems())
        return self._judged

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
            self.show_problems(self._problems())

    def _problems(self) -> list[Problem]:
        before = self.saved_draft if self.opened else None
        return reading.problems(self.typed, clock.today(), before)

    def _say_back(self) -> None:
        """Show what follows from what stands there: the state, how far the plan is, cautions."""
        draft = reading.draft(self.typed, clock.today())
        state = reading.state(draft, clock.today())
        self.badge.say(state.badge, state.tone)
        self._state_words.setText(state.text)
        for mark, how_far in zip(self._marks, priorities.stages(draft), strict=True):
            mark.show_state(how_far)
        self._say_links(draft)
        many = priorities.too_many(draft, self._live)
        self.show_cautions([*draft.warnings(clock.today()), *([many] if many else [])])

    def _say_links(self, draft: PriorityDraft) -> None:
        """Ask which one takes its place only where one does; say what it takes up again."""
        self.show_row("replaced_by", shown=draft.result == REPLACED or bool(draft.replaced_by))
        again = self._titles.get(draft.reopens, "a priority that was closed")
        self._again_words.setText(f"It takes up again: {again}.")
        self._again_words.setVisible(draft.reopens is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "plan"):
            self._measure_width()

    def _measure_width(self) -> None:
        # Longer lines are hard to read.
        self.setMaximumWidth(theme.px(_WIDEST))
