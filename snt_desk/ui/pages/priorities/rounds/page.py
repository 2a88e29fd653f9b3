"""The rounds in a list; the one in hand beside it, and the form with which the next begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services.rounds import RoundRow
from snt_desk.ui import failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.page import YOU_SAID, Command, Target
from snt_desk.ui.pages.priorities.rounds import account
from snt_desk.ui.pages.priorities.rounds.account import RoundAccount
from snt_desk.ui.pages.priorities.rounds.next_form import NextForm
from snt_desk.ui.pages.priorities.rounds.page_form import PageForm
from snt_desk.ui.pages.priorities.rounds.pane import RoundPane
from snt_desk.ui.pages.priorities.rounds.records import Records, ToDecide
from snt_desk.ui.pages.priorities.rounds.round_form import RoundForm
from snt_desk.ui.pages.priorities.rounds.side import RoundList
from snt_desk.ui.parts import across, button, down, held_left
from snt_desk.ui.tasks import Progress, Task
from snt_desk.ui.unsaved import Draft, UnsavedForms

TYPED = frozenset({"round", "next round"})
"""Under what names is kept what is typed here."""
_TABLE = "rounds"


class RoundsView:
    """Rounds of three, four or six months: what was new, continued, replaced and closed in each."""

    title = "Priorities"
    shows = frozenset(
        {
            *("rounds", "priorities", "consultations", "responses", "teams", "codes", "places"),
            *("patrols", "legs", "leg_officers", "members", "postings"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the rounds of the desk's team."""
        self._desk = desk
        self._records = Records(desk)
        self._ref = ""
        self._reading: Task | None = None
        self._deciding: Task | None = None
        self.side = RoundList()
        self.list = self.side.list
        self.pane = RoundPane()
        self.form = RoundForm(self._records)
        self.next = NextForm(self._records)
        self._lay_out()
        self._listen()
        self.refresh()
        forms: dict[str, PageForm[Any]] = {"round": self.form, "next round": self.next}
        self.unsaved = UnsavedForms(desk, forms, self._bring)
        if self.unsaved.waiting is not None:
            self._show_form(self.unsaved.waiting)
            self._decide(self._begin_below_what_waits)
            later(self.widget, self.widget.go_in)
        return self.widget

    def _lay_out(self) -> None:
        back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        back.clicked.connect(self._go_back)
        self._main = QStackedWidget()
        self._held: dict[QWidget, QWidget] = {
            one: held_left(one) for one in (self.pane, self.form, self.next)
        }
        for part in self._held.values():
            self._main.addWidget(part)
        above = across(back, None, margins=(12, 8, 12, 0))
        main = down(above, self._main, space=0, name="page", stretch=(1,))
        self.widget = ListFirst(self.side, main, back)
        self.widget.setObjectName("rounds")

    def _listen(self) -> None:
        self.side.new_button.clicked.connect(self.new)
        self.side.cycle_chosen.connect(self._set_cycle)
        self.list.current_changed.connect(self._show)
        self.list.clicked.connect(self._clicked)
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        self.pane.left.connect(self._go_back)
        self.pane.write_asked.connect(self.write)
        self.pane.tell_asked.connect(self.tell)
        self.pane.wanted.connect(self._desk.go)
        for form in (self.form, self.next):
            form.saved.connect(self.save)
            form.saved_and_new.connect(self.save)
            form.cleared.connect(self._clear)
            form.left.connect(self._go_back)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the rounds are in front."""
        held = self._is_in_hand
        return (
            Command("&Record", "&Begin the next round…", self.new),
            Command("&Record", "&Change this round", self.write, "F2", held),
            Command("&Record", "Add an &earlier round…", self.add_earlier),
            Command("&Record", "&You said, we did", self.tell, ready=held, writes=False),
        )

    def tell(self) -> None:
        """Draft what residents are told of the round in hand."""
        if self._ref:
            self._desk.lay_over(Target(YOU_SAID, _TABLE, self._ref))

    # --- The list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rounds again; what is in hand stays in hand, what is typed stays typed."""
        records, today = self._records, clock.today()
        records.read()
        self.side.show_rows(list(records.rows.values()), records.cycle)
        self.side.say_how_many(records.live)
        form = self._form
        if form is self.next:
            self._decide(self.next.show_to_decide)
        elif form is not None:
            form.offer()
            kept_form.read_again(form, records.rows, show=form.open, begin=self._begin_again)
        if self._ref not in records.rows:
            self._ref = _best(records, today)
            self.list.select(self._ref)
        if self._ref:
            self._read(self._ref)
        elif form is None:
            self._decide(self._begin)

    def _clicked(self) -> None:
        self._show(self.list.current_id)

    # --- Reading ------------------------------------------------------------------------------

    def _show(self, wanted: object) -> bool:
        """Show the one in hand beside the list, unless something else is not saved yet."""
        if not isinstance(wanted, str):
            return False
        form = self._form
        if form is not None:
            if form is self.form and wanted == form.opened:
                return True
            if not self._may_leave():
                return False
        elif wanted == self._ref:
            return True
        self.side.say_how_many(self._records.live)
        self.pane.to_top()
        self._read(wanted)
        self._show_read()
        return True

    def _read(self, ref: str) -> None:
        """Show what is saved of it now; what takes counting comes when it is counted."""
        one = self._records.rows[ref]
        self._ref = ref
        self.pane.show_round(one, clock.today())
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._desk.tasks.run(
            partial(self._count, one), self.pane.show_account, owner=self.widget
        )

    def _count(self, one: RoundRow, progress: Progress) -> RoundAccount:
        return account.read(self._desk.store, self._desk.team.id, one, clock.today(), progress)

    # --- Writing ------------------------------------------------------------------------------

    @property
    def _form(self) -> PageForm[Any] | None:
        """The form that is in front, if one is."""
        shown = self._main.currentWidget()
        return next((one for one in (self.form, self.next) if self._held[one] is shown), None)

    def _show_form(self, form: PageForm[Any]) -> None:
        self._main.setCurrentWidget(self._held[form])

    def _show_read(self) -> None:
        self._main.setCurrentWidget(self._held[self.pane])

    def new(self) -> None:
        """Begin the next round: what there is to be decided on is read first."""
        if self._may_leave():
            self._decide(self._begin_and_go_in)

    def _decide(self, then: Callable[[ToDecide], None]) -> None:
        """Read what there is to be decided on as a round begins, and do something with it."""
        if self._deciding is not None:
            self._deciding.cancel()
        self._deciding = self._desk.tasks.run(self._to_decide, then, owner=self.widget)

    def _to_decide(self, _progress: Progress) -> ToDecide:
        return self._records.to_decide()

    def _begin(self, found: ToDecide) -> None:
        self.next.show_to_decide(found)
        self.next.begin()
        self._show_form(self.next)

    def _begin_below_what_waits(self, found: ToDecide) -> None:
        """Let the form be one that can be used, whether what was typed is brought back or not."""
        if self._form is self.next and self.unsaved.waiting is self.next:
            self._begin(found)

    def _begin_and_go_in(self, found: ToDecide) -> None:
        # Meanwhile something may have been typed.
        if self._may_leave():
            self._begin(found)
            self.widget.go_in()
            self.next.start()

    def write(self) -> None:
        """Open the round in hand to change it (F2)."""
        if self._form is None and self._ref:
            self.form.open(self._ref)
            self._show_form(self.form)
        if self._form is not None:
            self.widget.go_in()
            self._form.start()

    def add_earlier(self) -> None:
        """Write down a round of long ago."""
        if self._may_leave():
            self.form.begin()
            self._show_form(self.form)
            self.widget.go_in()
            self.form.start()

    def _begin_again(self) -> None:
        """What stood in the form is gone."""
        if self.form.opened:
            self._show_read()

    def _bring(self, form: PageForm[Any], draft: Draft) -> None:
        """Let stand in a form again what was typed before."""
        if form is self.next:
            self.next.show_to_decide(self._records.to_decide())
        form.bring(draft.opened, draft.typed)
        self._show_form(form)
        self.widget.go_in()
        form.start()

    def _may_leave(self) -> bool:
        form = self._form
        return form is None or kept_form.may_leave(form, form.called or form.new_title)

    def _clear(self) -> None:
        form = self._form
        if form is None:
            return
        form.restore()
        if form.opened and form.opened not in self._records.rows:
            self.refresh()
            self._focus_what_is_seen()
            return
        form.start()

    def _set_cycle(self, months: int) -> None:
        try:
            self._records.set_cycle(months)
        except DeskError as error:
            failing.say(self._desk, self.side.box, error)

    # --- Going about --------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Enter: where the list hides it, show it; where it is seen, go through what is in it."""
        shown = self._show(wanted)
        self.widget.go_in()
        if self._form is not None:
            if shown:
                self._form.start()
            return  # else there the box says why not
        self._focus_pane()

    def _focus_pane(self) -> None:
        """The priorities of the round; where there are none, what can be done with it."""
        inside = self.pane.list if self.pane.list.isVisible() else self.pane.write_button
        inside.setFocus()

    def _go_back(self) -> None:
        """Esc: what is not typed in need not stay open."""
        form = self._form
        if form is not None and not form.edited and self._ref:
            self._show_read()
        self.widget.go_back()
        self.list.setFocus()

    def _is_in_hand(self) -> bool:
        return self.in_hand() is not None

    def in_hand(self) -> tuple[str, str] | None:
        """Say which round is in hand, for its history."""
        form = self._form
        ref = self._ref if form is None else form.opened
        return (_TABLE, ref) if ref in self._records.rows else None

    def go_to(self, target: Target) -> None:
        """Take a round in hand, wherever it was asked for; without a ref all stays as it is."""
        if target.ref not in self._records.rows:
            if target.ref:
                self.side.say_gone()
            return
        self.list.select(target.ref)
        self._show(target.ref)
        self.widget.go_in()
        self._focus_what_is_seen()

    def _focus_what_is_seen(self) -> None:
        """The list; where there is no room for it, what is beside it elsewhere."""
        if self.list.isVisible():
            self.list.setFocus()
        elif self._form is None:
            self._focus_pane()

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        form, here = self._form, Target(self.title, _TABLE)
        if form is not None and not kept_form.leave(self._desk, form, here, "round", self._save):
            return False
        self.unsaved.drop()
        return True

    def find(self) -> None:
        """Go to the list: it is short, and its letters find a round."""
        self.widget.go_back()
        self.list.setFocus()

    # --- Saving and deleting ------------------------------------------------------------------

    def save(self) -> None:
        """Save what is typed; then the round is read again."""
        if self._save():
            self._focus_what_is_seen()

    def delete(self) -> None:
        """Delete the round in hand; its priorities stay as they are."""
        self._delete(self.list.current_id)

    def _save(self) -> bool:
        form = self._form
        if form is None:
            return False
        ref = form.opened
        if not ref or form.edited:
            written = kept_form.written(self._desk, form, form.write)
            if written is None:
                return False
            ref = written
            form.settle()
        self._show_read()
        self.refresh()
        self.list.select(ref)
        self._read(ref)
        return True

    def _delete(self, wanted: object) -> None:
        found = self._records.rows.get(wanted) if isinstance(wanted, str) else None
        if found is None:
            return
        try:
            self._records.delete(found)
        except DeskError as error:
            failing.say(self._desk, self.side.box, error)


def _best(records: Records, today: date) -> str:
    """The round that is running, or else the latest; empty where there is none."""
    running = (one.ref for one in records.rows.values() if one.holds(today))
    return next(running, next(iter(records.rows), ""))
