"""The register of priorities in a list; the one in hand beside it, to be read and to be written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.domain.priorities import ADOPTED, PROPOSED, PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services import code_lists, priorities, team
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import failing, kept_form
from snt_desk.ui.choices import of_places
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.priorities.register import account, writing
from snt_desk.ui.pages.priorities.register.account import Account
from snt_desk.ui.pages.priorities.register.form import Offers, PriorityForm
from snt_desk.ui.pages.priorities.register.side import Register
from snt_desk.ui.pages.priorities.register.view import PriorityView
from snt_desk.ui.parts import across, button, down
from snt_desk.ui.tasks import Progress, Task
from snt_desk.ui.unsaved import Draft, Unsaved


class RegisterView:
    """What residents asked for: proposed, adopted, worked on, told of, closed."""

    title = "Priorities"
    shows = frozenset(
        {
            *("codes", "places", "priorities", "patrols", "legs", "leg_officers"),
            *("members", "postings", "meetings", "actions"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the register of the desk's team."""
        self._desk = desk
        self._rows: dict[str, PriorityRow] = {}
        self._results: Mapping[str, str] = {}
        self._ref = ""
        self._task: Task | None = None
        self._make_parts()
        self._lay_out()
        self._listen()
        self.refresh()
        self.unsaved = Unsaved(desk, self.form, "priority", "Priority")
        self.unsaved.brought.connect(self._bring)
        if self.unsaved.waiting:
            self._begin()
            later(self.widget, self.widget.go_in)
        return self.widget

    def _make_parts(self) -> None:
        self.register = Register()
        side = self.register
        self.list, self.words, self.box = side.list, side.words, side.box
        self.view = PriorityView()
        self.form = PriorityForm()

    def _lay_out(self) -> None:
        back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        back.clicked.connect(self._go_back)
        self._main = QStackedWidget()
        self._read_part, self._written_part = _held_left(self.view), _held_left(self.form)
        for part in (self._read_part, self._written_part):
            self._main.addWidget(part)
        above = across(back, None, margins=(12, 8, 12, 0))
        main = down(above, self._main, space=0, name="page", stretch=(1,))
        self.widget = ListFirst(self.register, main, back)
        self.widget.setObjectName("priorities")

    def _listen(self) -> None:
        self.register.new_button.clicked.connect(self.new)
        self.list.current_changed.connect(self._show)
        self.list.clicked.connect(self._clicked)
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        self.view.left.connect(self._go_back)
        self.view.write_asked.connect(self.write)
        self.view.adopt_asked.connect(self.adopt)
        self.view.told_asked.connect(self.tell)
        self.view.close_asked.connect(self.close)
        self.view.account.wanted.connect(self._desk.go)
        self.form.saved.connect(self.save)
        self.form.saved_and_new.connect(self.save_and_new)
        self.form.cleared.connect(self._clear)
        self.form.left.connect(self._go_back)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        writing, live = self._is_writing, partial(self._is_in_hand, ADOPTED)
        return (
            Command("&Record", "Save an&d new\tCtrl+Enter", self.save_and_new, ready=writing),
            Command("&Record", "&Write in it", self.write, "F2", self._is_in_hand),
            Command("&Record", "&Adopt…", self.adopt, ready=partial(self._is_in_hand, PROPOSED)),
            Command("&Record", "Residents told toda&y…", self.tell, ready=live),
            Command("&Record", "&Close…", self.close, ready=live),
        )

    # --- The list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; what is in hand stays in hand, what is typed stays typed."""
        with self._desk.store.read() as session:
            rows = priorities.register(session, self._desk.team.id)
            used = {one.result for one in rows if one.result}
            offered = code_lists.offered(session, "priority_result", clock.today(), also=used)
        self._rows = {one.ref: one for one in rows}
        self._results = dict(offered)
        self.register.show_rows(rows, self._results)
        if self._is_writing():
            self._offer((self.form.draft.theme, self.form.draft.result or ""))
            kept_form.read_again(
                self.form, self._rows, show=self._fill_form, begin=self._begin_again
            )
        if self._ref not in self._rows:
            wanted = self.list.current_id or next(iter(self._rows), None)
            self._ref = wanted if isinstance(wanted, str) else ""
            self.list.select(self._ref)
        if self._ref:
            self._read(self._ref)
        elif not self._is_writing():
            self._begin()

    def _clicked(self) -> None:
        self._show(self.list.current_id)

    # --- Reading ------------------------------------------------------------------------------

    def _show(self, wanted: object) -> bool:
        """Show the one in hand beside the list, unless something else is not saved yet."""
        if not isinstance(wanted, str):
            return False
        if self._is_writing():
            if wanted == self.form.opened:
                return True
            if not self._may_leave():
                return False
        elif wanted == self._ref:
            return True
        self.register.say_how_many()
        self.view.to_top()
        self._read(wanted)
        self._main.setCurrentWidget(self._read_part)
        return True

    def _read(self, ref: str) -> None:
        """Show what is saved of it now; what takes counting comes when it is counted."""
        today = clock.today()
        with self._desk.store.read() as session:
            draft = priorities.opened(session, ref)
        self._ref = ref
        self.view.show_priority(self._rows[ref], draft, self._results, today)
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(
            partial(self._count, ref, draft), self._counted, owner=self.widget
        )

    def _count(self, ref: str, draft: PriorityDraft, _progress: Progress) -> Account:
        return account.read(self._desk.store, self._desk.team.id, ref, draft, clock.today())

    def _counted(self, found: Account) -> None:
        self.view.account.show_account(found)

    # --- Writing ------------------------------------------------------------------------------

    def write(self, field: str = "") -> None:
        """Open the one in hand to write in it (F2), at a field or at its beginning."""
        if self._open_form():
            self.widget.go_in()
            if field:
                self.form.focus(field)
            else:
                self.form.start()

    def adopt(self) -> None:
        """Adopt the one in hand: today is put in, and Save does it."""
        self._write_day("adopted", focus="adopted")

    def tell(self) -> None:
        """Write down what residents are told today of the one in hand."""
        if self._open_form():
            self.widget.go_in()
            self.form.put_told()

    def close(self) -> None:
        """Close the one in hand: today is put in; result and assessment are asked for."""
        self._write_day("closed", focus="result")

    def _write_day(self, day: str, *, focus: str) -> None:
        if self._open_form():
            self.widget.go_in()
            self.form.put_today(day, focus=focus)

    def _open_form(self) -> bool:
        """Bring the form to the front with the one in hand; what is typed in it stays."""
        if self._is_writing():
            return True
        if not self._ref:
            return False
        self._fill_form(self._ref)
        self._main.setCurrentWidget(self._written_part)
        return True

    def _fill_form(self, ref: str) -> None:
        with self._desk.store.read() as session:
            priority = priorities.opened(session, ref)
        self._offer((priority.theme, priority.result or ""))
        self.form.show_priority(ref, priority)

    def _offer(self, used: Collection[str] = ()) -> None:
        """Offer what stands today, and what the priority has already."""
        today = clock.today()
        with self._desk.store.read() as session:
            offers = Offers(
                code_lists.offered(session, "theme", today, also=used),
                of_places(team.places(session, self._desk.team.id)),
                code_lists.offered(session, "priority_result", today, also=used),
            )
        self.form.offer(offers)

    def _begin(self) -> None:
        self._offer()
        self.form.begin()
        self._main.setCurrentWidget(self._written_part)

    def _begin_again(self) -> None:
        """The form is new and still empty; or what stood in it is gone."""
        if self.form.opened:
            self._main.setCurrentWidget(self._read_part)

    def _bring(self, draft: Draft) -> None:
        """Let stand in the form again what was typed before."""
        if draft.opened in self._rows:
            self._fill_form(draft.opened)
        else:
            self._begin()
        self._main.setCurrentWidget(self._written_part)
        self.form.bring(draft.typed)
        self.widget.go_in()
        self.form.start()

    def _is_writing(self) -> bool:
        return self._main.currentWidget() is self._written_part

    def _is_in_hand(self, status: str = "") -> bool:
        """Whether one is in hand, in that state if one is given."""
        held = self.in_hand()
        return held is not None and status in {"", self._rows[held[1]].status}

    def _may_leave(self) -> bool:
        form = self.form
        called = form.saved_draft.title or form.name.value or "The new priority"
        return not self._is_writing() or kept_form.may_leave(form, called)

    def _clear(self) -> None:
        self.form.restore()
        if self.form.opened and self.form.opened not in self._rows:
            self.refresh()
            self._focus_what_is_seen()
            return
        self.list.select(self.form.opened)
        self.form.start()

    # --- Going about --------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Enter: where the list hides it, show it; where it is seen, write in it."""
        hidden = not self._main.isVisible()
        shown = self._show(wanted)
        self.widget.go_in()
        if self._is_writing() and not shown:
            return  # there the box says why not
        if hidden and not self._is_writing():
            self.view.write_button.setFocus()
        else:
            self.write()

    def _go_back(self) -> None:
        """Esc: what is not typed in need not stay open."""
        if self._is_writing() and not self.form.edited and self._ref:
            self._main.setCurrentWidget(self._read_part)
        self.widget.go_back()
        self.list.setFocus()

    def in_hand(self) -> tuple[str, str] | None:
        """Say which priority is in hand, for its history."""
        ref = self.form.opened if self._is_writing() else self._ref
        return ("priorities", ref) if ref in self._rows else None

    def go_to(self, target: Target) -> None:
        """Take a priority in hand, wherever it was asked for; without a ref all stays as it is."""
        if target.ref not in self._rows:
            if target.ref:
                self.register.say_gone()
            return
        self.register.take(target.ref)
        self._show(target.ref)
        self.widget.go_in()
        self._focus_what_is_seen()

    def _focus_what_is_seen(self) -> None:
        """The list; where there is no room for it, what is beside it elsewhere."""
        if self.list.isVisible():
            self.list.setFocus()
        elif not self._is_writing():
            self.view.write_button.setFocus()

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        here = Target(self.title, "priorities")
        if self._is_writing() and not kept_form.leave(
            self._desk, self.form, here, "priority", self._save
        ):
            return False
        self.unsaved.drop()
        return True

    def new(self) -> None:
        """Begin a new priority."""
        if self._may_leave():
            self._begin()
            self.widget.go_in()
            self.form.start()

    def find(self) -> None:
        """Go to the filter."""
        self.widget.go_back()
        self.words.setFocus()
        self.words.selectAll()

    # --- Saving and deleting ------------------------------------------------------------------

    def save(self) -> None:
        """Save the priority in the form; then it is read again."""
        if self._save():
            self._focus_what_is_seen()

    def save_and_new(self) -> None:
        """Save the priority in the form, and begin the next."""
        if self._save():
            self.new()

    def delete(self) -> None:
        """Delete the priority in hand; one that something belongs to stays, and a box says so."""
        self._delete(self.list.current_id)

    def _save(self) -> bool:
        form = self.form
        if not self._is_writing():
            return False
        ref = form.opened
        if not ref or form.edited:
            if form.refused():
                return False
            try:
                ref = writing.save(self._desk, form)
            except DeskError as error:
                kept_form.say_failed(self._desk, form, error)
                return False
            form.settle()
        self._main.setCurrentWidget(self._read_part)
        self._read(ref)
        self.register.take(ref)
        return True

    def _delete(self, wanted: object) -> None:
        found = self._rows.get(wanted) if isinstance(wanted, str) else None
        if found is None:
            return
        try:
            writing.delete(self._desk, found)
        except DeskError as error:
            failing.say(self._desk, self.box, error)


def _held_left(part: QWidget) -> QWidget:
    """A part as wide as it may be; what is left over stays empty, at its right."""
    holder = across(part, space=0, stretch=(0,))
    layout = holder.layout()
    if isinstance(layout, QHBoxLayout):
        layout.addStretch(0)
    return holder
