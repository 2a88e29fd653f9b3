"""The form of what is in hand, beside the lists of a page: shown, written in, saved, cleared.

What a page with several kinds of records does alike for all of them is here. A page says what
kinds it has in a table of `Kind`: the form of each is made when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from snt_desk.errors import DeskError
from snt_desk.ui import failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_of_kinds import FormsOfKinds
from snt_desk.ui.later import later
from snt_desk.ui.page import NEW, Target
from snt_desk.ui.panels import Beside
from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.record_kinds import Kind, Records
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.unsaved import Draft, UnsavedForms

Given = Mapping[str, object]
"""What a new record begins with, by the names of its fields."""
_NOTHING: Given = {}
F = TypeVar("F", bound=RecordForm[Any])


class FormsBeside:
    """What is in hand of the lists, in the form of its kind; and what is typed there."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        lists: SeveralLists,
        records: Records,
        kinds: Sequence[Kind],
        *,
        formed: Callable[[RecordForm[Any]], object],
    ) -> None:
        """`title` is that of the tab; `formed` is told of each form that was made."""
        self._desk, self._title, self._formed = desk, title, formed
        self.lists, self.records = lists, records
        self._hand: tuple[str, str] | None = None
        self._came_from = ""
        self._reading = self._offering = False
        self._first_taken: tuple[str, str] | None = None
        self._forms = FormsOfKinds(records, kinds, self._made)
        self.widget = Beside(lists, self._forms)
        self.widget.setObjectName(f"{title.lower()}-panes")
        self.unsaved = UnsavedForms(desk, dict[str, RecordForm[Any]](), self._bring)
        lists.chosen.connect(self._lists_chosen)
        lists.back.connect(self.enter_list)
        lists.taken.connect(self._taken)
        lists.came.connect(self._came)
        lists.opened.connect(self._open)
        lists.delete_asked.connect(self._delete)
        lists.new_asked.connect(self.begin)
        lists.clear_asked.connect(self._clear_filter)
        self.widget.pane_shown.connect(self._pane_shown)

    def show(self) -> None:
        """Show for the first time what there is, beside an empty form or one that is offered."""
        self._forms.make(self._desk.store.drafts)
        waiting = self.unsaved.waiting
        form = waiting or self._forms.first
        form.begin()
        self._forms.setCurrentWidget(form)
        self.lists.bar.show_list(form.table)
        self.lists.front.bring(form.table)
        self.lists.show_lists()
        self._offering = waiting is not None
        if waiting:
            later(self.widget, self.widget.open_pane)

    # --- The forms ----------------------------------------------------------------------------

    @property
    def form(self) -> RecordForm[Any]:
        """The form that is in front."""
        return self._forms.front

    def form_of(self, table: str, kind: type[F]) -> F:
        """Give the form of the records of a table, of that class; made if it is not yet."""
        found = self._forms.of(table)
        if not isinstance(found, kind):
            raise TypeError(f"The form of {table} is no {kind.__name__}")
        return found

    def _made(self, kind: Kind, form: RecordForm[Any]) -> None:
        form.saved.connect(self.save)
        form.saved_and_new.connect(self.save_and_new)
        form.cleared.connect(self._clear)
        form.left.connect(self._leave_form)
        self.unsaved.add(kind.called, form)
        self._formed(form)
        self._desk.news.made.emit(form)

    def _make_room(self, table: str, given: Given = _NOTHING) -> RecordForm[Any]:
        """Let the form be one for a new record, with nothing in hand."""
        form = self._forms.of(table)
        if given:
            form.begin_filled(given)
        else:
            form.begin()
        self._came_from = self._hand[0] if self._hand else self._came_from
        self._hand = None
        self._forms.setCurrentWidget(form)
        return form

    # --- The lists ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand, what is typed stays typed."""
        self.records.read()
        self.show_read()

    def show_read(self) -> None:
        """Show what was read, in the lists and the form."""
        self._reading, held = True, self.lists.front.in_use
        if self.lists.about.ref and not self.records.title(self.lists.about.ref):
            self.lists.about.clear()
        self.lists.show_lists()
        self._reading = False
        if self._hand is not None and not self.records.holds(*self._hand):
            self._hand = None
        self._read_form_again()
        if held and not self.lists.front.in_use:
            # What had the focus is hidden: its lines are gone, or lines have come.
            self.enter_list()

    def _read_form_again(self) -> None:
        form = self.form
        # What is in hand was there when everything was read again.
        held = (form.table, form.opened) == self._hand
        if form.edited:
            form.offer()
        elif form.opened and (held or self.records.holds(form.table, form.opened)):
            form.open(form.opened)
        elif form.opened and self._hand is not None:
            self._show(*self._hand)
        else:
            form.begin()

    def show_list(self, table: str) -> None:
        """Bring a list to the front, and go to it."""
        self.lists.bar.show_list(table)
        self.enter_list()

    def _lists_chosen(self) -> None:
        """Show what is in hand in the lists in front; or make room for a new one."""
        if self.form.table in self.lists.tables or self.form.edited:
            return
        if first := self.lists.front.take_first():
            self._taken(*first)
        else:
            self._make_room(self.lists.bar.table)

    def _clear_filter(self) -> None:
        self.lists.clear()
        self.enter_list()

    def enter_list(self) -> None:
        """Take the focus to the list with what is in hand, or with what was before a new one."""
        self.lists.front.enter(self._hand[0] if self._hand else self._came_from)

    def _leave_form(self) -> None:
        """Go back to the list (Esc); a new one in which nothing is typed gives way to its line."""
        self.enter_list()
        if self._hand is None and not self.form.edited:
            self.lists.front.take_at_cursor()

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def hand(self) -> tuple[str, str] | None:
        """Table and ref of what is in hand."""
        return self._hand

    def _taken(self, table: str, ref: object) -> None:
        """Show what the arrows come to, unless something else is not saved yet."""
        if not isinstance(ref, str) or table not in self.lists.tables:
            return
        if self._reading and self._hand is not None and self._hand[0] != table:
            return  # lines that come back in the other table take nothing in hand
        if self._offering and table != self.form.table:
            # What a list takes in hand by itself at the start hides no other form with an offer.
            self._first_taken = self._first_taken or (table, ref)
            if self._first_taken == (table, ref):
                return
        self._offering = False
        self._hand = (table, ref)
        if not self._forms.isHidden() and not self._reading:
            self._show(table, ref)

    def _came(self, table: str, ref: str) -> None:
        if table in self.lists.tables:
            self.lists.front.select(table, ref)

    def _pane_shown(self, shown: bool) -> None:
        if shown and self._hand and not self.form.edited:
            self._show(*self._hand)

    def _show(self, table: str, ref: str) -> bool:
        """Show a record in its form; False where what is typed is in the way."""
        if self.form.table == table and self.form.opened == ref:
            return True
        if not self.may_leave():
            return False
        form = self._forms.of(table)
        form.open(ref)
        self._forms.setCurrentWidget(form)
        return True

    def show_again(self) -> None:
        """Show what is in hand now, if anything is: the lists may have another one."""
        if self._hand is not None:
            self._show(*self._hand)

    def show_in_hand(self) -> bool:
        """Open the pane with what is in hand; False where something typed is in the way."""
        self.widget.open_pane()
        return self._hand is not None and self._show(*self._hand)

    def take(self, table: str, ref: str) -> bool:
        """Take a record in hand in its list, its form in front; False if it is gone.

        Where something typed is in the way, the form stays as it is.
        """
        if not self.records.holds(table, ref):
            return False
        self.lists.bar.show_list(table)
        self.lists.front.select(table, ref)
        self._hand = (table, ref)
        if not self.form.edited:
            self._show(table, ref)
        return True

    def may_leave(self) -> bool:
        """Whether the form may show something else; if not, it is seen, and its box says why."""
        form = self.form
        if form.edited:
            self.widget.open_pane()
        return kept_form.may_leave(form, form.called or f"The new {self._forms.called(form)}")

    def _open(self, table: str, ref: object) -> None:
        """Open what is chosen, to write in it (Enter)."""
        if self._offering:
            self._offering = False
            self._taken(table, ref)
        self.widget.open_pane()
        if self._show(table, str(ref)):
            self.form.start()

    def begin(self, table: str, given: Given = _NOTHING) -> None:
        """Begin a new record of a table, of which something may be given."""
        self.widget.open_pane()
        if self.may_leave():
            # The list comes first: it takes one of its own in hand when it is shown.
            self.lists.bar.show_list(table)
            self.lists.front.bring(table)
            self._make_room(table, given).start()

    def prepare(self, table: str, given: Given) -> None:
        """Let a new one stand there, unless something typed does; the list keeps the focus."""
        self._hand = None
        if not self._reading and not self.form.edited:
            self._make_room(table, given)

    def new(self) -> None:
        """Begin a new record of the list in front."""
        self.begin(self.lists.front.adds or self.lists.bar.table)

    def _clear(self) -> None:
        form = self.form
        form.restore()
        if form.opened and not self.records.holds(form.table, form.opened):
            self.refresh()
            self.enter_list()
        else:
            form.start()

    # --- Going about --------------------------------------------------------------------------

    def go_to(self, target: Target) -> None:
        """Show a record by its ref, or what belongs to a priority; or say that it is gone.

        With the filter `NEW` a new one is begun, in which stands what the other filters say.
        """
        self._offering = False
        known, asked = self._forms.knows(target.table), dict(target.filters)
        if known and NEW in asked:
            self.begin(target.table, asked)
            return
        if known:
            self.lists.bar.show_list(target.table)
        if priority := asked.get("priority"):
            self._show_of_priority(priority)
        if not known or not target.ref:
            return
        if not self.records.holds(target.table, target.ref):
            self._say(DeskError("That record is no longer there", "Undo brings it back."))
            return
        self.lists.box.hide()
        if not self.lists.front.select(target.table, target.ref):
            self.lists.show_all()
            self.lists.front.select(target.table, target.ref)
        self._taken(target.table, target.ref)
        self.lists.front.enter(target.table)

    def _show_of_priority(self, ref: str) -> None:
        title = self.records.title(ref)
        if not title:
            self._say(DeskError("That priority is no longer there", "Undo brings it back."))
            return
        self.lists.show_of_priority(ref, title)
        self.enter_list()

    def _say(self, error: DeskError) -> None:
        failing.say(self._desk, self.lists.box, error)

    # --- Saving and deleting ------------------------------------------------------------------

    def save(self) -> None:
        """Save what stands in the form, all as one change."""
        if self.form.as_saved:
            return
        if self._save() and self._hand and not self.lists.front.select(*self._hand):
            self.form.box.say("Saved", "The list beside does not show it.", tone="info")

    def save_and_new(self) -> None:
        """Save what stands in the form, and begin the next of its kind."""
        if self._save():
            self.begin(self.form.table)

    def _save(self) -> bool:
        form = self.form
        if form.as_saved:
            return True
        self.widget.open_pane()
        ref = kept_form.written(self._desk, form, form.write)
        if ref is None:
            return False
        form.open(ref)
        self._hand = (form.table, ref)
        self.lists.bar.show_list(form.table)
        return True

    def delete(self) -> None:
        """Delete what is selected; what others point to stays, and a box says so."""
        table, refs = self.lists.front.selected(self._hand[0] if self._hand else "")
        self._delete(table, refs)

    def _delete(self, table: str, refs: object) -> None:
        wanted = [str(ref) for ref in refs] if isinstance(refs, list) else []
        if not wanted:
            return
        self.lists.box.hide()
        try:
            self.records.delete(table, wanted)
        except DeskError as error:
            self._say(error)

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        form, here = self.form, Target(self._title)
        if not kept_form.leave(self._desk, form, here, self._forms.called(form), self._save):
            return False
        self.unsaved.drop()
        return True

    def _bring(self, form: RecordForm[Any], draft: Draft) -> None:
        """Let stand in a form again what was typed before."""
        self.widget.open_pane()
        self.lists.bar.show_list(form.table)
        self.lists.front.bring(form.table)
        self._forms.setCurrentWidget(form)
        form.bring(draft.opened, draft.typed)
        self._hand = (form.table, form.opened) if form.opened else None
        form.start()
