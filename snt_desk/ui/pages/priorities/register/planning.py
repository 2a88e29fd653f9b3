"""The tasks of the plan in hand: added, changed, ticked, taken away, each as one named change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from snt_desk.errors import DeskError
from snt_desk.ui import failing, kept_form, named
from snt_desk.ui.pages.priorities.register import writing
from snt_desk.ui.pages.priorities.register.task_form import TypedTask
from snt_desk.ui.unsaved import Draft

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.pages.priorities.register.page import RegisterView

_KIND = "task"


class Planning:
    """What the register does with the tasks below the plan and with their form."""

    def __init__(self, page: RegisterView, desk: Desk) -> None:
        """The page has its parts by now."""
        self._page = page
        self._desk = desk
        self.form = page.task_form
        plan = page.view.plan
        plan.new_asked.connect(self.new)
        plan.task_asked.connect(self.open)
        plan.ticked.connect(self.tick)
        plan.delete_asked.connect(self.delete)
        self.form.saved.connect(page.save)
        self.form.saved_and_new.connect(page.save_and_new)
        self.form.cleared.connect(self._clear)
        self.form.left.connect(page.go_back)

    # --- The form -----------------------------------------------------------------------------

    def is_open(self) -> bool:
        """Whether the form of a task is in front."""
        return self._page.is_in_front(self.form)

    def new(self, stage: str = "") -> None:
        """Begin a task for the plan in hand, for a stage or the one that is under way (Ctrl+T)."""
        ref = self._of()
        if not ref or not self._page.may_leave():
            return
        self._page.beside.catch_up()
        self._begin(ref, stage or self._page.view.plan.running)
        self._come_in()

    def begin(self) -> None:
        """Bring the empty form to the front."""
        self._begin(self._page.ref, "")

    def open(self, ref: str) -> None:
        """Open a task to change it."""
        if not self._page.may_leave():
            return
        try:
            self._show(ref)
        except DeskError as error:
            failing.say(self._desk, self._page.box, error)
            return
        self._come_in()

    def open_in_hand(self) -> bool:
        """Open the task that has the focus; False if none has."""
        ref = self._page.view.plan.task_in_hand
        if ref:
            self.open(ref)
        return bool(ref)

    def bring_back(self, draft: Draft) -> None:
        """Let stand in the form again what was typed before."""
        typed: TypedTask = draft.typed
        self._begin(typed.priority, "")
        if draft.opened:
            try:
                self._show(draft.opened)
            except DeskError:
                # It is gone: what was typed of it can be saved as a new one.
                self._begin(typed.priority, "")
        self.form.bring(typed)

    def read_again(self) -> None:
        """Show what is saved now, unless something is typed; go back where the task is gone."""
        if not self.is_open() or self.form.edited:
            return
        if self.form.opened:
            try:
                self._show(self.form.opened)
            except DeskError:
                self._page.bring(self._page.view)
        elif self.form.of not in self._page.records.rows:
            self._page.bring(self._page.view)

    def may_leave(self) -> bool:
        """Whether the form may show something else; if not, its box says why."""
        called = self.form.saved_draft.text or self.form.text.value or "The new task"
        return kept_form.may_leave(self.form, called)

    def in_hand(self) -> tuple[str, str] | None:
        """The task in the form, for its history; None if there is none."""
        return ("tasks", self.form.opened) if self.is_open() and self.form.opened else None

    def _of(self) -> str:
        return self.form.of if self.is_open() else self._page.ref

    def _begin(self, of: str, stage: str) -> None:
        self.form.offer(self._page.records.owners())
        self.form.begin(of, self._title(of), stage)
        self._page.bring(self.form)

    def _show(self, ref: str) -> None:
        of = self._of()
        task = self._page.records.task(ref)
        self.form.offer(self._page.records.owners())
        self.form.show_task(of, self._title(of), ref, task)
        self._page.bring(self.form)

    def _title(self, ref: str) -> str:
        found = self._page.records.rows.get(ref)
        return named.short(found.title) if found else "a priority that is gone"

    def _come_in(self) -> None:
        self._page.widget.go_in()
        self.form.start()

    def _clear(self) -> None:
        self.form.restore()
        self.form.start()

    # --- Changes ------------------------------------------------------------------------------

    def save(self) -> bool:
        """Write what stands in the form; then the plan is read again."""
        form = self.form
        if form.opened and not form.edited:
            self._go_to(form.opened)
            return True
        ref = kept_form.written(self._desk, form, partial(writing.save_task, self._desk, form))
        if ref is None:
            return False
        form.settle()
        self._go_to(ref)
        return True

    def _go_to(self, ref: str) -> None:
        self._page.show_plan_of(self.form.of)
        self._page.view.plan.take_task(ref)

    def tick(self, ref: str, done: bool) -> None:  # from Qt's signal
        """Say that a task is done today, or is still to be done."""
        self._write(ref, lambda text: writing.tick_task(self._desk, ref, text, done=done))

    def delete(self, ref: str) -> None:
        """Take a task away; undo brings it back."""
        self._write(ref, lambda text: writing.delete_task(self._desk, ref, text))

    def delete_in_hand(self) -> bool:
        """Take the task away that is open or has the focus; False if there is none."""
        ref = self.form.opened if self.is_open() else self._page.view.plan.task_in_hand
        if ref and self._page.may_leave():
            self.delete(ref)
        return bool(ref)

    def _write(self, ref: str, verb: Callable[[str], None]) -> None:
        try:
            verb(self._page.records.task(ref).text)
        except DeskError as error:
            failing.say(self._desk, self._page.box, error)
            self._page.refresh()
