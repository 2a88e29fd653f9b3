"""The form of a task: what is to be done for which stage of the plan, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent

from snt_desk.domain import clock
from snt_desk.domain.drafts import Problem
from snt_desk.domain.priorities import PLAN
from snt_desk.domain.tasks import TaskDraft
from snt_desk.ui import days, named, theme
from snt_desk.ui.choices import Choices
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.parts import label
from snt_desk.ui.record_form import text_of

_WIDEST = 720
_NEW = "New task"
_SAYS = "Ctrl+S saves. Ctrl+Enter saves and adds the next. Esc goes back to the plan."
_AHEAD = ("due",)
_DAYS = ("due", "done")


@dataclass(frozen=True)
class TypedTask:
    """All that stands in the form; `priority` is the ref of the one whose plan it is for."""

    priority: str = ""
    text: str = ""
    stage: str | None = None
    owner: str | None = None
    no_owner: str = ""
    due: str = ""
    done: str = ""
    raised: date | None = None


class TaskForm(Form):
    """Takes what is typed about a task; it saves nothing itself."""

    def __init__(self) -> None:
        super().__init__(_NEW, ground="page", says=_SAYS)
        self.text = LineField("Ask the council for a lamp", most=MOST_IMPORTED)
        self.stage = Choice()
        self.owner = Choice("Nobody yet")
        self.due = DayField("fri", ahead=True)
        self.done = DayField()
        self._days = {"due": self.due, "done": self.done}
        self._of = label("", "muted", wrap=True)
        self._of_ref = ""
        self._raised: date | None = None
        self.opened = ""
        self._saved = TypedTask()
        self._judged = False
        self._loading = False
        self.stage.show_choices([(name, name.capitalize()) for name in PLAN])
        self._add_fields()
        for field in (self.text, self.stage, self.owner):
            field.changed.connect(self._edited)
        for name, day in self._days.items():
            day.changed.connect(partial(self._day_edited, name))
        self._measure_width()

    def _add_fields(self) -> None:
        self.add_widget(self._of)
        self.add(Part("text", "&What is to be done", self.text))
        self.add(
            Part("owner", "Who does &it", self.owner),
            Part("stage", "&Stage of the plan", self.stage),
        )
        self.add(Part("due", "D&ue", self.due), Part("done", "D&one", self.done))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedTask:
        """All that stands in it, saved or not."""
        return TypedTask(
            priority=self._of_ref,
            text=self.text.value,
            stage=text_of(self.stage),
            owner=text_of(self.owner),
            no_owner=self.owner.unknown,
            due=self.due.value,
            done=self.done.value,
            raised=self._raised,
        )

    @property
    def of(self) -> str:
        """The ref of the priority for whose plan it is."""
        return self._of_ref

    @property
    def draft(self) -> TaskDraft:
        """The task that is meant, as far as it can be read."""
        typed, today = self.typed, clock.today()
        return TaskDraft(
            text=typed.text,
            stage=typed.stage or "",
            owner=typed.owner,
            raised=typed.raised,
            due=days.meant(typed.due, today, ahead=True),
            done=days.meant(typed.done, today),
        )

    @property
    def saved_draft(self) -> TypedTask:
        """What stood in it when it was opened."""
        return self._saved

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    def offer(self, owners: Choices) -> None:
        """Offer these people. Who is chosen stays chosen."""
        self._loading = True
        self.owner.show_choices(owners)
        self._loading = False

    def begin(self, of: str, title: str, stage: str) -> None:
        """Make room for a new task of a priority, for a stage of its plan."""
        self._put("", title, TypedTask(of, stage=stage or "response", raised=clock.today()))

    def show_task(self, of: str, title: str, ref: str, task: TaskDraft) -> None:
        """Show a task as it is saved."""
        typed = TypedTask(
            priority=of,
            text=task.text,
            stage=task.stage,
            owner=task.owner,
            due=days.written(task.due),
            done=days.written(task.done),
            raised=task.raised,
        )
        self._put(ref, title, typed)

    def bring(self, typed: TypedTask) -> None:
        """Let stand in it what was typed before of what is open, still not saved."""
        self._fill(typed)
        if typed.no_owner:
            self.owner.setEditText(typed.no_owner)
        self._edited()

    def restore(self) -> None:
        """Go back to what is saved, or to nothing for a new task (*Clear*)."""
        self._judged = False
        self.box.hide()
        self.clear_marks()
        self._fill(self._saved)
        self._edited()

    def settle(self) -> None:
        """Take what stands in it for saved."""
        self._saved = self.typed
        self.touched.emit()

    def _put(self, ref: str, title: str, typed: TypedTask) -> None:
        self.opened = ref
        self._judged = False
        self._fill(typed)
        # As it stands there: a name may be cut, a code may be gone.
        self._saved = self.typed
        self.set_title(named.short(typed.text) or _NEW)
        self._of.setText(f"For the plan of: {title}")
        for name in _DAYS:
            self.hint(name, "")
        self.box.hide()
        self.clear_marks()
        self.show_cautions(list(self.draft.warnings(clock.today())))
        self.touched.emit()

    def _fill(self, typed: TypedTask) -> None:
        self._loading = True
        self._of_ref, self._raised = typed.priority, typed.raised
        self.text.set_value(typed.text)
        self.stage.set_value(typed.stage)
        self.owner.set_value(typed.owner)
        self.due.set_value(typed.due)
        self.done.set_value(typed.done)
        self._loading = False

    # --- What is said of it -------------------------------------------------------------------

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self.owner.settle()
        self.stage.settle()
        for day in self._days.values():
            day.tidy()
        self._judged = self.judge(list(self._problems()))
        return self._judged

    def _problems(self) -> Iterator[Problem]:
        today = clock.today()
        if unknown := self.owner.unknown:
            yield Problem("owner", f"Nobody of the team is called {unknown}. Choose from the list.")
        unread = {name: why for name in _DAYS if (why := days.fault(self._days[name].value, today))}
        for name, why in unread.items():
            yield Problem(name, why)
        yield from (one for one in self.draft.problems() if one.field not in unread)

    def _day_edited(self, name: str) -> None:
        if self._loading:
            return
        day = days.meant(self._days[name].value, clock.today(), ahead=name in _AHEAD)
        if day is None:
            self.hint(name, "")
        else:
            self.understood(name, "", f"{name.capitalize()} {clock.long_day(day)}")
        self._edited()

    def _edited(self) -> None:
        if self._loading:
            return
        self.touched.emit()
        self.show_cautions(list(self.draft.warnings(clock.today())))
        if self._judged:
            self.show_problems(list(self._problems()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_saved"):
            self._measure_width()

    def _measure_width(self) -> None:
        self.setMaximumWidth(theme.px(_WIDEST))
