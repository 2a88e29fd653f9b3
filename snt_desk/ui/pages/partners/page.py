"""The Partners tab: what is in hand stands in a form beside the lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.errors import DeskError
from snt_desk.ui import failing, kept_form
from snt_desk.ui.about import About
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.partners.action_form import ActionForm
from snt_desk.ui.pages.partners.bar import Bar
from snt_desk.ui.pages.partners.meeting_form import MeetingForm
from snt_desk.ui.pages.partners.partner_form import PartnerForm
from snt_desk.ui.pages.partners.records import ACTIONS, KINDS, MEETINGS, PARTNERS, Records
from snt_desk.ui.pages.partners.views import OrganisationsView, View, WorkView
from snt_desk.ui.panels import Beside, Box
from snt_desk.ui.parts import across, down
from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.unsaved import Draft, UnsavedForms


class PartnersPage:
    """Organisations, meetings with them, and actions: added, changed, done, deleted."""

    title = "Partners"
    shows = frozenset(
        {
            *("partners", "meetings", "meeting_partners", "meeting_officers", "actions"),
            *("codes", "places", "priorities", "members", "postings"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the work of the desk's team and an empty form."""
        self._desk = desk
        self._hand: tuple[str, str] | None = None
        self._reading = False
        self.records = Records(desk)
        self.records.read()
        self._make_parts()
        self._lay_out()
        self._listen()
        self._show_lists()
        self.form.begin()
        self._offer_unsaved()
        return self.widget

    def _make_parts(self) -> None:
        self.bar = Bar()
        self.about = About()
        self.box = Box("bad")
        self._say = partial(failing.say, self._desk, self.box)
        self.work = WorkView(self.records)
        self.organisations = OrganisationsView(self.records)
        self.meeting_form = MeetingForm(self.records)
        self.action_form = ActionForm(self.records)
        self.partner_form = PartnerForm(self.records)
        self._forms: dict[str, RecordForm[Any]] = {
            one.table: one for one in (self.meeting_form, self.action_form, self.partner_form)
        }

    def _lay_out(self) -> None:
        self._views = QStackedWidget()
        for view in (self.work, self.organisations):
            self._views.addWidget(view)
        self._pane = QStackedWidget()
        for form in self._forms.values():
            self._pane.addWidget(form)
        boxes = across(self.box, margins=(16, 0, 16, 0), stretch=(0,))
        main = down(*(self.bar, self.about, boxes, self._views), space=0, stretch=(3,), name="page")
        self.widget = Beside(main, self._pane)
        self.widget.setObjectName("partners-panes")

    def _listen(self) -> None:
        self.bar.chosen.connect(self._list_chosen)
        self.bar.words.textChanged.connect(self._show_lists)
        self.bar.words.left.connect(self._enter_list)
        self.about.changed.connect(self._show_lists)
        self.about.chip.clicked.connect(self._enter_list)
        self.bar.new_action.clicked.connect(partial(self._begin, ACTIONS))
        for one in (self.bar.new_meeting, self.bar.new_partner):
            one.clicked.connect(self.new)
        for chip in (self.work.closed, self.work.mine):
            chip.toggled.connect(self._show_lists)
        for view in (self.work, self.organisations):
            view.taken.connect(self._taken)
            view.opened.connect(self._open)
            view.delete_asked.connect(self._delete)
            view.typed.connect(self.bar.words.take)
            view.left.connect(self._clear_filter)
            view.clear_asked.connect(self._clear_filter)
            view.new_asked.connect(self.new)
            view.take_pasted(self._desk)
        for form in self._forms.values():
            form.saved.connect(self.save)
            form.saved_and_new.connect(self.save_and_new)
            form.cleared.connect(self._clear)
            form.left.connect(self._enter_list)
        self.partner_form.wanted.connect(self._go)
        self.widget.pane_shown.connect(self._pane_shown)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        go, has = self._go_to_its, self._has
        to_meeting, has_meeting = partial(go, "meeting"), partial(has, "meeting")
        to_priority, has_priority = partial(go, "priority"), partial(has, "priority")
        return (
            Command("&Go", "Its &meeting", to_meeting, "Ctrl+Shift+M", has_meeting),
            Command("&Go", "Its p&riority", to_priority, "Ctrl+Shift+P", has_priority),
            Command("&Record", "Save and ne&w\tCtrl+Enter", self.save_and_new),
            Command("&Record", "New &action", partial(self._begin, ACTIONS), "Ctrl+T"),
            Command("&Record", "New &organisation", partial(self._begin, PARTNERS), "Ctrl+Shift+O"),
            Command("&Record", "Action &done today", self.done, "Ctrl+Shift+D", self._can_be_done),
            Command("&Record", "Ta&ke action out", self._take_out, "Ctrl+Shift+Del"),
        )

    # --- The lists ----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The lists that are in front."""
        return self.work if self.bar.at_work else self.organisations

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand, what is typed stays typed."""
        self.records.read()
        self._reading, held = True, self.view.in_use
        if self.about.ref not in {one.ref for one in self.records.lists.priorities}:
            self.about.clear()
        self._show_lists()
        self._reading = False
        if self._hand is not None and self._hand[1] not in self.records.lists.refs(self._hand[0]):
            self._hand = None
        self._read_form_again()
        if held and not self.view.in_use:
            # What had the focus is hidden: its lines are gone, or lines have come.
            self._enter_list()

    def _read_form_again(self) -> None:
        form = self.form
        if form.edited:
            form.offer()
        elif form.opened in self.records.lists.refs(form.table):
            form.open(form.opened)
        elif form.opened and self._hand is not None:
            self._show(*self._hand)
        else:
            form.begin()

    def _show_lists(self) -> None:
        words = self.bar.words.text()
        self.work.show_lists(words, self.about.ref)
        self.organisations.show_lists(words)

    def _list_chosen(self) -> None:
        self._views.setCurrentWidget(self.view)
        self.about.setVisible(bool(self.about.ref) and self.bar.at_work)
        self.box.hide()
        if self.form.table not in self.view.sections and not self.form.edited:
            self._show_first()

    def _show_first(self) -> None:
        """Show what is in hand in the lists in front; or make room for a new one."""
        for table, section in self.view.sections.items():
            if isinstance(ref := section.table.current_id, str):
                self._taken(table, ref)
                return
        form = self._forms[MEETINGS if self.bar.at_work else PARTNERS]
        form.begin()
        self._hand = None
        self._pane.setCurrentWidget(form)

    def _clear_filter(self) -> None:
        self.bar.words.clear()
        self.about.clear()
        self._enter_list()

    def _enter_list(self) -> None:
        self.view.enter(self._hand[0] if self._hand else ACTIONS)

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def form(self) -> RecordForm[Any]:
        """The form that is in front."""
        found = self._pane.currentWidget()
        return found if isinstance(found, RecordForm) else self.meeting_form

    def in_hand(self) -> tuple[str, str] | None:
        """Give table and ref of what is in hand, for its history."""
        return self._hand

    def _taken(self, table: str, ref: object) -> None:
        """Show what the arrows come to, unless something else is not saved yet."""
        if not isinstance(ref, str):
            return
        if self._reading and self._hand is not None and self._hand[0] != table:
            return  # lines that come back in the other table take nothing in hand
        self._hand = (table, ref)
        if not self._pane.isHidden() and not self._reading:
            self._show(table, ref)

    def _pane_shown(self, shown: bool) -> None:
        if shown and self._hand and not self.form.edited:
            self._show(*self._hand)

    def _show(self, table: str, ref: str) -> bool:
        """Show a record in its form; False where what is typed is in the way."""
        if self.form.table == table and self.form.opened == ref:
            return True
        if not self._may_leave():
            return False
        form = self._forms[table]
        form.open(ref)
        self._pane.setCurrentWidget(form)
        return True

    def _may_leave(self) -> bool:
        form = self.form
        if form.edited:
            self.widget.open_pane()
        return kept_form.may_leave(form, form.called or f"The new {KINDS[form.table]}")

    def _open(self, table: str, ref: object) -> None:
        """Open what is chosen, to write in it (Enter)."""
        self.widget.open_pane()
        if self._show(table, str(ref)):
            self.form.start()

    def _begin(self, table: str) -> None:
        self.widget.open_pane()
        if self._may_leave():
            # The list comes first: it takes one of its own in hand when it is shown.
            self.bar.show_list(table)
            form = self._forms[table]
            form.begin()
            self._hand = None
            self._pane.setCurrentWidget(form)
            form.start()

    def _clear(self) -> None:
        self.form.restore()
        if self.form.opened and self.form.opened not in self.records.lists.refs(self.form.table):
            self.refresh()
            self._enter_list()
        else:
            self.form.start()

    # --- Going about --------------------------------------------------------------------------

    def go_to(self, target: Target) -> None:
        """Show a record by its ref, or what belongs to a priority; or say that it is gone."""
        if priority := dict(target.filters).get("priority"):
            self._show_all_of(priority)
        if target.table not in self._forms:
            return
        self.bar.show_list(target.table)
        if target.ref not in self.records.lists.refs(target.table):
            self._say(DeskError("That record is no longer there", "Undo brings it back."))
            return
        self.box.hide()
        if not self.view.select(target.table, target.ref):
            self._show_everything()
            self.view.select(target.table, target.ref)
        self._taken(target.table, target.ref)
        self.view.enter(target.table)

    def _show_all_of(self, ref: str) -> None:
        """Show the open actions and all meetings of a priority, and nothing else."""
        found = [one for one in self.records.lists.priorities if one.ref == ref]
        if not found:
            self._say(DeskError("That priority is no longer there", "Undo brings it back."))
            return
        self.bar.show_list(MEETINGS)
        self.box.hide()
        self.bar.words.clear()
        self.work.mine.setChecked(False)
        self.about.show_priority(ref, found[0].title)
        self._enter_list()

    def _show_everything(self) -> None:
        self.about.clear()
        self.bar.words.clear()
        self.work.mine.setChecked(False)
        self.work.closed.setChecked(True)

    def _go(self, table: str, ref: str) -> None:
        self._desk.go(Target(self.title, table, ref))

    def _has(self, name: str) -> bool:
        return bool(self.records.lists.linked(self._hand, name))

    def _go_to_its(self, name: str) -> None:
        tab, table = ("Priorities", "priorities") if name == "priority" else (self.title, MEETINGS)
        self._desk.go(Target(tab, table, self.records.lists.linked(self._hand, name)))

    # --- What the frame asks of every page ----------------------------------------------------

    def new(self) -> None:
        """Begin a new meeting, or a new organisation where these are in front."""
        self._begin(MEETINGS if self.bar.at_work else PARTNERS)

    def save(self) -> None:
        """Save what stands in the form, all as one change."""
        if self._save() and self._hand and not self.view.select(*self._hand):
            self.form.box.say("Saved", "The list beside does not show it.", tone="info")

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        form, here = self.form, Target(self.title)
        if not kept_form.leave(self._desk, form, here, KINDS[form.table], self._save):
            return False
        self.unsaved.drop()
        return True

    def save_and_new(self) -> None:
        """Save what stands in the form, and begin the next of its kind."""
        if self._save():
            self._begin(self.form.table)

    def find(self) -> None:
        """Take the focus to the filter."""
        self.bar.words.setFocus()
        self.bar.words.selectAll()

    def delete(self) -> None:
        """Delete what is selected; what others point to stays, and a box says so."""
        table = self._hand[0] if self._hand else ACTIONS
        if table in self.view.sections:
            self._delete(table, self.view.sections[table].table.selected_ids)

    def _save(self) -> bool:
        form = self.form
        if form.opened and not form.edited:
            return True
        self.widget.open_pane()
        if form.refused():
            return False
        try:
            ref = form.write()
        except DeskError as error:
            kept_form.say_failed(self._desk, form, error)
            return False
        form.open(ref)
        self._hand = (form.table, ref)
        self.bar.show_list(form.table)
        return True

    def _delete(self, table: str, refs: object) -> None:
        wanted = [str(ref) for ref in refs] if isinstance(refs, list) else []
        if not wanted:
            return
        self.box.hide()
        try:
            self.records.delete(table, wanted)
        except DeskError as error:
            self._say(error)

    def _offer_unsaved(self) -> None:
        forms = {KINDS[table]: form for table, form in self._forms.items()}
        self.unsaved = UnsavedForms(self._desk, forms, self._bring)
        if self.unsaved.waiting:
            self.unsaved.waiting.begin()
            self._pane.setCurrentWidget(self.unsaved.waiting)
            later(self.widget, self.widget.open_pane)

    def _bring(self, form: RecordForm[Any], draft: Draft) -> None:
        self.widget.open_pane()
        self.bar.show_list(form.table)
        self._pane.setCurrentWidget(form)
        form.bring(draft.opened, draft.typed)
        self._hand = (form.table, form.opened) if form.opened else None
        form.start()

    def done(self) -> None:
        """Close the action in hand today; undo opens it again."""
        if self._hand is None or not self._can_be_done() or not self._may_leave():
            return
        self.records.close(self._hand[1])
        # Where closed ones are not shown, the next one is in hand now.
        self._show(*self._hand)

    def _can_be_done(self) -> bool:
        return self.records.lists.is_open_action(self._hand)

    def _take_out(self) -> None:
        """Take the action whose row has the focus out of its meeting."""
        at = self.meeting_form.rows.in_hand
        if at is not None:
            self.meeting_form.rows.take_out(at)
