"""The Community tab: what is in hand stands in a form beside the lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.errors import DeskError
from snt_desk.services.community_lists import Asked
from snt_desk.ui import failing, kept_form
from snt_desk.ui.about import About
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.community import lines
from snt_desk.ui.pages.community.asides import Asides
from snt_desk.ui.pages.community.bar import Bar
from snt_desk.ui.pages.community.contact_form import ContactForm
from snt_desk.ui.pages.community.event_form import EventForm
from snt_desk.ui.pages.community.listing import Listing
from snt_desk.ui.pages.community.message_form import MessageForm
from snt_desk.ui.pages.community.records import KINDS, Records
from snt_desk.ui.panels import Beside, Box
from snt_desk.ui.parts import across, down
from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.unsaved import Draft, UnsavedForms


class CommunityPage:
    """Events, contacts and messages: added, changed, answered, posted, deleted."""

    title = "Community"
    shows = frozenset(
        {
            *("events", "event_officers", "outcomes", "contacts", "messages", "posts"),
            *("responses", "campaigns", "codes", "places", "priorities", "members", "postings"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the records of the desk's team and an empty form."""
        self._desk = desk
        self._hand: tuple[str, str] | None = None
        self._reading = False
        self.records = Records(desk)
        self.records.read()
        self._make_parts()
        self._lay_out()
        self._listen()
        self.listing.show_list(self._asked())
        self.form.begin()
        self._offer_unsaved()
        return self.widget

    def _make_parts(self) -> None:
        self.bar = Bar()
        self.about = About()
        self.box = Box("bad")
        self._say = partial(failing.say, self._desk, self.box)
        tables = (EVENTS, CONTACTS, MESSAGES)
        self.listings = {one: Listing(one, self.records, self._desk) for one in tables}
        self.event_form = EventForm(self.records)
        self.contact_form = ContactForm(self.records, looks=self._desk.store.only_looks)
        self.message_form = MessageForm(self.records)
        self._forms: dict[str, RecordForm[Any]] = {
            one.table: one for one in (self.event_form, self.contact_form, self.message_form)
        }

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        for listing in self.listings.values():
            self._lists.addWidget(listing)
        self._pane = QStackedWidget()
        for form in self._forms.values():
            self._pane.addWidget(form)
        boxes = across(self.box, margins=(16, 0, 16, 0), stretch=(0,))
        main = down(*(self.bar, self.about, boxes, self._lists), space=0, stretch=(3,), name="page")
        self.widget = Beside(main, self._pane)
        self.widget.setObjectName("community-panes")
        forms = (self.event_form, self.message_form)
        self.asides = Asides(self._desk, self.records, self.widget, forms, self._ready)

    def _listen(self) -> None:
        self.bar.chosen.connect(self._list_chosen)
        self.bar.filtered.connect(self._show_list)
        self.bar.words.textChanged.connect(self._show_list)
        self.bar.words.left.connect(self._enter_list)
        self.about.changed.connect(self._show_list)
        self.about.chip.clicked.connect(self._enter_list)
        for new in self.bar.news.values():
            new.clicked.connect(self.new)
        for table, listing in self.listings.items():
            listing.taken.connect(partial(self._taken, table))
            listing.came.connect(listing.table.select)
            listing.new_asked.connect(self.new)
            listing.clear_asked.connect(self._clear_filter)
            listing.table.opened.connect(partial(self._open, table))
            listing.table.delete_asked.connect(partial(self._delete, table))
            listing.table.typed.connect(self.bar.words.take)
            listing.table.left.connect(self._clear_filter)
        for form in self._forms.values():
            form.saved.connect(self.save)
            form.saved_and_new.connect(self.save_and_new)
            form.cleared.connect(self._clear)
            form.left.connect(self._enter_list)
        self.widget.pane_shown.connect(self._pane_shown)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        return lines.of_page(self)

    # --- The lists ----------------------------------------------------------------------------

    @property
    def listing(self) -> Listing:
        """The list that is in front."""
        return self.listings[self.bar.table]

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand, what is typed stays typed."""
        self.records.read()
        self._reading, held = True, self.listing.in_use
        if self.about.ref and not self.records.offers.title(self.about.ref):
            self.about.clear()
        self._show_list()
        self._reading = False
        if self._hand is not None and not self.records.holds(*self._hand):
            self._hand = None
        self._read_form_again()
        self.asides.refresh()
        if held and not self.listing.in_use:
            # What had the focus is hidden: its lines are gone, or lines have come.
            self._enter_list()

    def _read_form_again(self) -> None:
        form = self.form
        if form.edited:
            form.offer()
        elif form.opened and self.records.holds(form.table, form.opened):
            form.open(form.opened)
        elif form.opened and self._hand is not None:
            self._show(*self._hand)
        else:
            form.begin()

    def _show_list(self) -> None:
        self.listing.show_list(self._asked())

    def _asked(self) -> Asked:
        return Asked(self.bar.words.text(), self.about.ref, self.bar.only)

    def show_list(self, table: str) -> None:
        """Bring a list to the front, and go to it."""
        self.bar.show_list(table)
        self._enter_list()

    def _list_chosen(self) -> None:
        self._lists.setCurrentWidget(self.listing)
        self.box.hide()
        self._show_list()
        if self.form.table != self.bar.table and not self.form.edited:
            self._show_first()

    def _show_first(self) -> None:
        """Show what is in hand in the list in front; or make room for a new one."""
        if self.listing.table.current_id is None and self.listing.rows.count:
            self.listing.table.take_near(0)
        if isinstance(ref := self.listing.table.current_id, str):
            self._taken(self.bar.table, ref)
            return
        form = self._forms[self.bar.table]
        form.begin()
        self._hand = None
        self._pane.setCurrentWidget(form)

    def _clear_filter(self) -> None:
        self.bar.clear()
        self.about.clear()
        self._enter_list()

    def _enter_list(self) -> None:
        self.listing.enter()

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def form(self) -> RecordForm[Any]:
        """The form that is in front."""
        found = self._pane.currentWidget()
        return found if isinstance(found, RecordForm) else self.event_form

    def in_hand(self) -> tuple[str, str] | None:
        """Give table and ref of what is in hand, for its history."""
        return self._hand

    def _taken(self, table: str, ref: object) -> None:
        """Show what the arrows come to, unless something else is not saved yet."""
        if not isinstance(ref, str) or table != self.bar.table:
            return
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
        if self.form.opened and not self.records.holds(self.form.table, self.form.opened):
            self.refresh()
            self._enter_list()
        else:
            self.form.start()

    # --- Going about --------------------------------------------------------------------------

    def go_to(self, target: Target) -> None:
        """Show a record by its ref, or what belongs to a priority; or say that it is gone."""
        if target.table == "posts":
            ref = self.records.message_of(target.ref) or target.ref
            target = replace(target, table=MESSAGES, ref=ref)
        if target.table in self._forms:
            self.bar.show_list(target.table)
        if priority := dict(target.filters).get("priority"):
            self._show_all_of(priority)
        if target.table not in self._forms or not target.ref:
            return
        if not self.records.holds(target.table, target.ref):
            self._say(DeskError("That record is no longer there", "Undo brings it back."))
            return
        self.box.hide()
        if not self.listing.select(target.ref):
            self._clear_filter()
            self.listing.select(target.ref)
        self._taken(target.table, target.ref)
        self._enter_list()

    def _show_all_of(self, ref: str) -> None:
        """Show what belongs to a priority, and nothing else."""
        title = self.records.offers.title(ref)
        if not title:
            self._say(DeskError("That priority is no longer there", "Undo brings it back."))
            return
        self.box.hide()
        self.bar.clear()
        self.about.show_priority(ref, title)
        self._enter_list()

    def has_priority(self) -> bool:
        """Whether what is in hand belongs to a priority."""
        return bool(self.records.linked(self._hand))

    def go_to_priority(self) -> None:
        """Go to it."""
        self._desk.go(Target("Priorities", "priorities", self.records.linked(self._hand)))

    # --- What the frame asks of every page ----------------------------------------------------

    def new(self) -> None:
        """Begin a new record of the list in front."""
        self._begin(self.bar.table)

    def save(self) -> None:
        """Save what stands in the form, as one change."""
        if self.asides.save() or not self._save() or self._hand is None:
            return
        if not self.listing.select(self._hand[1]):
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
        self._delete(self.bar.table, self.listing.table.selected_ids)

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

    # --- Answered, posted ---------------------------------------------------------------------

    def done(self) -> None:
        """Say that a resident was answered now, or begin to say where a message was posted."""
        if not self.can_be_done() or self._hand is None:
            return
        if self._hand[0] == MESSAGES:
            self.asides.post()
        elif self._may_leave():
            self.records.answer(self._hand[1], clock.this_minute())
            self._show(*self._hand)

    def show_in_hand(self) -> bool:
        """Open the pane with what is in hand; False where something typed is in the way."""
        self.widget.open_pane()
        return self._hand is not None and self._show(*self._hand)

    def _ready(self) -> bool:
        return self.show_in_hand() and self._may_leave()

    def can_be_done(self) -> bool:
        """Whether what is in hand can be answered, or posted."""
        table, ref = self._hand or ("", "")
        return table == MESSAGES or (table == CONTACTS and self.records.is_waiting(ref))
