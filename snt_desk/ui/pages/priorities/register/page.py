"""The register of priorities in a list; the one in hand beside it, to be read and to be written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.domain.priorities import ADOPTED, CLOSED, PROPOSED
from snt_desk.errors import DeskError
from snt_desk.services.priority_lists import Register, Voices
from snt_desk.ui import failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.priorities.register import writing
from snt_desk.ui.pages.priorities.register.beside import Beside
from snt_desk.ui.pages.priorities.register.drafting import Drafting
from snt_desk.ui.pages.priorities.register.form import PriorityForm
from snt_desk.ui.pages.priorities.register.planning import Planning
from snt_desk.ui.pages.priorities.register.records import Records
from snt_desk.ui.pages.priorities.register.side import Side
from snt_desk.ui.pages.priorities.register.task_form import TaskForm
from snt_desk.ui.pages.priorities.register.view import PriorityView
from snt_desk.ui.pages.priorities.timeline import TABLES
from snt_desk.ui.parts import across, button, down, held_left
from snt_desk.ui.tasks import Task
from snt_desk.ui.unsaved import Draft, UnsavedForms

PRIORITY, TASK = "priority", "task"


class RegisterView:
    """What residents asked for: proposed, adopted, worked on, told of, closed."""

    title = "Priorities"
    shows = TABLES | {"postings", "priority_places", "crime_notes"}

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the register of the desk's team."""
        self._desk = desk
        self._ref = ""
        self._counting: Task | None = None
        self.records = Records(desk)
        self._make_parts()
        self._lay_out()
        self._listen()
        self.refresh()
        forms: dict[str, PriorityForm | TaskForm] = {PRIORITY: self.form, TASK: self.task_form}
        self.unsaved = UnsavedForms(desk, forms, self._bring_back)
        if self.unsaved.waiting:
            self._offer_unsaved(self.unsaved.waiting)
        return self.widget

    def _make_parts(self) -> None:
        self.side = Side()
        self.list, self.words, self.box = self.side.list, self.side.words, self.side.box
        self.view = PriorityView()
        self.view.only_looks = self._desk.store.only_looks
        self.form = PriorityForm()
        self.task_form = TaskForm()

    def _lay_out(self) -> None:
        back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        back.clicked.connect(self.go_back)
        self._main = QStackedWidget()
        shown: tuple[QWidget, ...] = (self.view, self.form, self.task_form)
        self._parts = {one: held_left(one) for one in shown}
        for part in self._parts.values():
            self._main.addWidget(part)
        above = across(back, None, margins=(12, 8, 12, 0))
        main = down(above, self._main, space=0, name="page", stretch=(1,))
        self.widget = ListFirst(self.side, main, back)
        self.widget.setObjectName("register")
        self.beside = Beside(self._desk, self.records, self.view, self.box)
        self.drafting = Drafting(self, self._desk)
        self.planning = Planning(self, self._desk)

    def _listen(self) -> None:
        self.side.new_button.clicked.connect(self.new)
        self.list.current_changed.connect(self._show)
        self.list.clicked.connect(self._clicked)
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        self.view.left.connect(self.go_back)
        self.view.write_asked.connect(self.write)
        self.view.wanted.connect(self._desk.go)
        self.view.sides.take(self._desk)
        for part in (self.view.account, self.view.sides):
            part.wanted.connect(self._desk.go)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        drafting, any_one = self.drafting, self.is_in_hand
        live, closed = partial(any_one, ADOPTED), partial(any_one, CLOSED)
        proposed = partial(any_one, PROPOSED)
        again = drafting.take_up_again
        return (
            Command(
                "&Record", "Save an&d new\tCtrl+Enter", self.save_and_new, ready=self._is_any_form
            ),
            Command("&Record", "&Write in it", self.write, "F2", any_one),
            Command("&Record", "New tas&k", self.planning.new, "Ctrl+T", any_one),
            Command("&Record", "&Adopt…", drafting.adopt, ready=proposed),
            Command("&Record", "Residents told toda&y…", drafting.tell, ready=live),
            Command("&Record", "&Close…", drafting.close, ready=live),
            Command("&Record", "&Take up again…", again, ready=closed),
            *self.view.sides.commands(self._turn, self._is_read),
            Command("&Record", "Draft an &update", drafting.draft_update, ready=any_one),
            Command("&Record", "Add crime fi&gures…", drafting.add_figures, ready=any_one),
        )

    # --- The list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; what is in hand stays in hand, what is typed stays typed."""
        typed = self.form.opened if self.drafting.is_open() else ""
        self.records.read(self._ref, typed)
        rows = self.records.rows
        self.side.say_how_many(self.records.register)
        self._show_register()
        self.drafting.read_again()
        if self._ref not in rows:
            wanted = self.list.current_id or next(iter(rows), None)
            self._ref = wanted if isinstance(wanted, str) else ""
            self.list.select(self._ref)
        if self._ref and self.records.register.whole:
            # A short register and the one in hand are read within a frame.
            self.beside.show_now(self._ref)
        elif self._ref:
            self.beside.show_soon(self._ref)
        elif not self._is_any_form():
            self.drafting.begin()
        self.planning.read_again()

    def _show_register(self) -> None:
        """Show what was read; what takes longer comes when it is read, and who asked after it."""
        self.side.show_register(self.records.register, self.records.around)
        if self._counting is not None:
            self._counting.cancel()
        run, owner = self._desk.tasks.run_when_shown, self.widget
        if not self.records.register.whole:
            self._counting = run(self.records.read_rest, self._rest_read, owner=owner)
        else:
            self._counting = run(self.records.count, self._voices_counted, owner=owner)

    def _rest_read(self, found: Register) -> None:
        self.records.take(found)
        self._show_register()

    def _voices_counted(self, voices: Voices) -> None:
        if self.records.take_voices(voices):
            self.side.show_around(self.records.around)

    def _clicked(self) -> None:
        self._show(self.list.current_id)

    # --- Reading ------------------------------------------------------------------------------

    def _show(self, wanted: object) -> bool:
        """Show the one in hand beside the list, unless something else is not saved yet."""
        if not isinstance(wanted, str):
            return False
        if self.drafting.is_open() and wanted == self.form.opened:
            return True
        written = self._is_any_form()
        if written:
            if not self.may_leave():
                return False
        elif wanted == self._ref:
            return True
        self.side.say_how_many(self.records.register)
        self._ref = wanted
        if written:
            self.beside.show_now(wanted)
        else:
            self.beside.show_soon(wanted)
        self.bring(self.view)
        return True

    # --- Writing ------------------------------------------------------------------------------

    def write(self, field: str = "") -> None:
        """Open the one in hand to write in it (F2), at a field or at its beginning.

        Where a task has the focus, that is opened.
        """
        if not field and self.planning.open_in_hand():
            return
        self.drafting.open(field)

    def _offer_unsaved(self, form: PriorityForm | TaskForm) -> None:
        if form is self.form:
            self.drafting.begin()
        else:
            self.planning.begin()
        later(self.widget, self.widget.go_in)

    def _bring_back(self, form: PriorityForm | TaskForm, draft: Draft) -> None:
        """Let stand in its form again what was typed before."""
        if form is self.form:
            self.drafting.bring_back(draft)
        else:
            self.planning.bring_back(draft)
        self.widget.go_in()
        form.start()

    def _turn(self, step: int) -> None:
        """Go to another side of it; where the list hides it, it is shown."""
        hidden = not self._main.isVisible()
        self.beside.catch_up()
        self.view.sides.turn(step)
        if hidden:
            self.widget.go_in()
            self.view.sides.which.setFocus()

    def _is_read(self) -> bool:
        return bool(self._ref) and not self._is_any_form()

    def bring(self, part: QWidget) -> None:
        """Bring what is read, or one of the forms, to the front."""
        self._main.setCurrentWidget(self._parts[part])

    def is_in_front(self, part: QWidget) -> bool:
        """Whether that is what is seen beside the list."""
        return self._main.currentWidget() is self._parts[part]

    def _is_any_form(self) -> bool:
        return not self.is_in_front(self.view)

    def is_in_hand(self, status: str = "") -> bool:
        """Whether one is in hand, in that state if one is given."""
        held = self.in_hand()
        if held is None or held[0] != "priorities":
            return held is not None and not status
        return status in {"", self.records.rows[held[1]].status}

    def may_leave(self) -> bool:
        """Whether the form in front may show something else; if not, its box says why."""
        if self.planning.is_open():
            return self.planning.may_leave()
        return not self.drafting.is_open() or self.drafting.may_leave()

    def cleared(self, ref: str) -> None:
        """The form of a priority was cleared: its list follows, or it is gone altogether."""
        if ref and ref not in self.records.rows:
            self.refresh()
            self._focus_what_is_seen()
        else:
            self.list.select(ref)
            self.form.start()

    # --- Going about --------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Enter: where the list hides it, show it; where it is seen, write in it."""
        hidden = not self._main.isVisible()
        shown = self._show(wanted)
        self.widget.go_in()
        if self._is_any_form() and not shown:
            return  # there the box says why not
        if hidden and not self._is_any_form():
            self.view.write_button.setFocus()
        else:
            self.write()

    def go_back(self) -> None:
        """Esc: what is not typed in need not stay open; from a task it goes to the plan."""
        task = self.task_form.opened if self.planning.is_open() else None
        if self._ref and self._is_any_form() and not self._front_form().edited:
            self.bring(self.view)
            if task is not None and self.view.isVisible():
                if not self.view.plan.take_task(task):
                    self.view.write_button.setFocus()
                return
        self.widget.go_back()
        self.list.setFocus()

    def _front_form(self) -> PriorityForm | TaskForm:
        return self.task_form if self.planning.is_open() else self.form

    @property
    def ref(self) -> str:
        """The ref of the priority that is read; empty without one."""
        return self._ref

    def in_hand(self) -> tuple[str, str] | None:
        """Say which priority, or which task of its plan, is in hand, for its history."""
        if task := self.planning.in_hand():
            return task
        ref = self.form.opened if self.drafting.is_open() else self._ref
        return ("priorities", ref) if ref in self.records.rows else None

    def go_to(self, target: Target) -> None:
        """Take a priority or a task in hand, wherever it was asked for; without a ref none."""
        ref, task = target.ref, ""
        if target.table == "tasks" and target.ref:
            ref, task = self.records.priority_of(target.ref), target.ref
        if self.records.need(ref):
            self._show_register()
        if ref not in self.records.rows:
            if target.ref:
                self.side.say_gone()
            return
        self.side.take(ref)
        self._show(ref)
        self.beside.catch_up()
        self.widget.go_in()
        if not (task and self.view.isVisible() and self.view.plan.take_task(task)):
            self._focus_what_is_seen()

    def _focus_what_is_seen(self) -> None:
        """The list; where there is no room for it, what is beside it elsewhere."""
        if self.list.isVisible():
            self.list.setFocus()
        elif not self._is_any_form():
            self.view.write_button.setFocus()

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        here = Target(self.title, "priorities")
        if self._is_any_form():
            kind = TASK if self.planning.is_open() else PRIORITY
            if not kept_form.leave(self._desk, self._front_form(), here, kind, self._save):
                return False
        self.unsaved.drop()
        return True

    def new(self) -> None:
        """Begin a new priority."""
        if self.may_leave():
            self.drafting.begin()
            self.widget.go_in()
            self.form.start()

    def find(self) -> None:
        """Go to the filter."""
        self.widget.go_back()
        self.words.setFocus()
        self.words.selectAll()

    # --- Saving and deleting ------------------------------------------------------------------

    def save(self) -> None:
        """Save what stands in the form in front; then it is read again."""
        task = self.planning.is_open()
        if self._save() and not task:
            self._focus_what_is_seen()

    def save_and_new(self) -> None:
        """Save what stands in the form in front, and begin the next of its kind."""
        task, stage = self.planning.is_open(), self.task_form.draft.stage
        if self._save():
            if task:
                self.planning.new(stage)
            else:
                self.new()

    def delete(self) -> None:
        """Delete the task or the priority in hand; what something belongs to stays."""
        if not self.planning.delete_in_hand():
            self._delete(self.list.current_id)

    def _save(self) -> bool:
        if self.planning.is_open():
            return self.planning.save()
        return self.drafting.is_open() and self.drafting.save()

    def show_plan_of(self, ref: str) -> None:
        """Read a priority again, as it is saved now."""
        self.bring(self.view)
        self._ref = ref
        self.beside.show_now(ref)

    def _delete(self, wanted: object) -> None:
        found = self.records.rows.get(wanted) if isinstance(wanted, str) else None
        if found is None:
            return
        try:
            writing.delete(self._desk, found)
        except DeskError as error:
            failing.say(self._desk, self.box, error)
