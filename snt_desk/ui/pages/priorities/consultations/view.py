"""The consultations in a list; the one in hand beside it: what was said, and typing it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from snt_desk.errors import DeskError
from snt_desk.services import consultations, response_entry
from snt_desk.services.consultations import ConsultationName
from snt_desk.ui import failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.exporting import Exporting
from snt_desk.ui.later import later
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.page import CRIME_FIGURES, Command, Target
from snt_desk.ui.pages.priorities.consultations import writing
from snt_desk.ui.pages.priorities.consultations.answered import Answered
from snt_desk.ui.pages.priorities.consultations.exporting import Shown
from snt_desk.ui.pages.priorities.consultations.form import ConsultationForm
from snt_desk.ui.pages.priorities.consultations.main import Forms, Main
from snt_desk.ui.pages.priorities.consultations.menu import lines_of
from snt_desk.ui.pages.priorities.consultations.panes import COUNTS, ONE_BY_ONE, SAID, Which
from snt_desk.ui.pages.priorities.consultations.response_form import ResponseForm
from snt_desk.ui.pages.priorities.consultations.side import Side
from snt_desk.ui.unsaved import Draft, UnsavedForms


class ConsultationsView:
    """What residents were asked and what they said: typed in, ranked, proposed."""

    title = "Priorities"
    shows = frozenset(
        {
            *("consultations", "responses", "codes", "places", "priorities", "rounds", "events"),
            *("patrols", "legs", "leg_officers", "members", "postings", "crime_notes"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the consultations of the desk's team."""
        self._desk = desk
        self._rows: dict[str, ConsultationName] = {}
        self._ref = ""
        self._lay_out()
        shown = Shown(desk, self.said, lambda: self._rows[self._ref].title)
        self.exporting = Exporting(desk, shown, "row", said_in=self.said.strip, owner=self.said)
        self.said.add_below(self.exporting.working)
        self._listen()
        self.refresh()
        self.unsaved = UnsavedForms(desk, self.main.forms, self._bring)
        self._offer_unsaved()
        return self.widget

    def _lay_out(self) -> None:
        self.side = Side()
        self.list, self.words, self.box = self.side.list, self.side.words, self.side.box
        self.main = Main(self._desk)
        self.panes, self.form = self.main.panes, self.main.form
        self.said, self.responses = self.panes.said, self.panes.responses
        self.typing, self.tally = self.main.typing, self.main.tally
        self.answered = Answered(self._desk, self.side, self.panes.head)
        for back in self.main.backs:
            back.clicked.connect(self._go_back)
        self.widget = ListFirst(self.side, self.main, *self.main.backs, side_width=312)
        self.widget.setObjectName("consultations")

    def _listen(self) -> None:
        self.side.new_button.clicked.connect(self.new)
        self.list.current_changed.connect(self._show)
        self.list.clicked.connect(self._clicked)
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        head, said, typing, tally = self.panes.head, self.said, self.panes.typing, self.tally
        head.write_asked.connect(self.write)
        head.close_asked.connect(self.close)
        head.open_asked.connect(self.open_again)
        said.propose_asked.connect(self.propose)
        type_in = partial(self.bring, ONE_BY_ONE)
        said.type_asked.connect(type_in)
        said.opened.connect(self.panes.show_rows_of)
        self.responses.opened.connect(self._open_response)
        self.responses.new_asked.connect(type_in)
        self.responses.wanted.connect(self._desk.go)
        typing.opened.connect(self._open_response)
        typing.delete_asked.connect(self._delete_response)
        tally.saved.connect(self.save)
        for form in (self.form, self.typing):
            form.saved.connect(self.save)
            form.saved_and_new.connect(self.save_and_new)
            form.cleared.connect(self.main.clear)
        self.main.in_sight.connect(self.widget.go_in)
        self.main.written.connect(self._written)
        for part in (said, self.responses, self.form, self.typing, tally):
            part.left.connect(self._go_back)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the view is in front."""
        return lines_of(self)

    # --- The list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the consultations again; what is in hand stays so, what is typed stays typed."""
        with self._desk.store.read() as session:
            rows = consultations.named(session, self._desk.team.id)
        self._rows = {one.ref: one for one in rows}
        self.side.show_rows(rows)
        self.answered.read()
        if self.is_writing:
            self.form.offer()
            kept_form.read_again(
                self.form, self._rows, show=self.form.open, begin=self._begin_again
            )
        if self._ref in self._rows:
            self.panes.read_again(self._rows[self._ref])
            self.answered.show(self._ref)
        else:
            wanted = self.list.current_id or next(iter(self._rows), None)
            self._take(wanted if isinstance(wanted, str) else "")
        if not self._ref and not self.is_writing:
            self._begin()

    # --- The one in hand ----------------------------------------------------------------------

    @property
    def ref(self) -> str:
        """The consultation beside the list; empty where there is none."""
        return self._ref

    @property
    def rows(self) -> Sequence[ConsultationName]:
        """All of them, the latest first."""
        return tuple(self._rows.values())

    @property
    def row(self) -> ConsultationName | None:
        """The same as it is listed; None while it is written in."""
        return None if self.is_writing else self._rows.get(self._ref)

    def is_typing(self) -> bool:
        """Whether a form is in front after whose Save the next can begin."""
        return self.is_writing or self.panes.front == ONE_BY_ONE

    @property
    def is_writing(self) -> bool:
        """Whether the form of the consultation is in front."""
        return self.main.is_writing

    def _clicked(self) -> None:
        self._show(self.list.current_id)

    def _show(self, wanted: object) -> bool:
        """Show another beside the list, unless something of this one is not saved yet."""
        if not isinstance(wanted, str) or wanted not in self._rows:
            return False
        if wanted == self._ref and not self.is_writing:
            return True
        if not self.main.may_leave():
            return False
        self.box.hide()
        if wanted != self._ref:
            self._take(wanted)
        self.main.show_panes()
        return True

    def _take(self, ref: str) -> None:
        self._ref = ref
        if not ref:
            return
        self.list.select(ref)
        self.panes.answer(self._rows[ref])
        self.answered.show(ref)

    def bring(self, which: Which) -> None:
        """Bring one of the panes to the front, with the focus in it."""
        if self._ref and not self.is_writing:
            self.panes.bring(which)
            self.widget.go_in()
            self.panes.enter()

    # --- Responses ----------------------------------------------------------------------------

    def note_crime(self) -> None:
        """Count published crimes for the consultation in hand, on a page over the tabs."""
        if self._ref:
            self._desk.lay_over(Target(CRIME_FIGURES, "consultations", self._ref))

    def _open_response(self, ref: str) -> None:
        """Open a response of this consultation to change it."""
        if not self.main.may_open_response():
            return
        with self._desk.store.read() as session:
            wanted = response_entry.consultation_of(session, "responses", ref)
        if wanted != self._ref and not self._show(wanted):
            return
        self._try(partial(self.panes.change_response, ref), self.typing)
        self.bring(ONE_BY_ONE)

    def _delete_response(self, ref: str) -> None:
        with self._desk.store.read() as session:
            told = response_entry.told(session, [ref])
        for one in told:
            self._try(
                partial(writing.delete_response, self._desk, ref, f"{one.theme}, {one.place}"),
                self.typing,
            )

    def can_propose(self) -> bool:
        """Whether a row is seen of which a priority can be made."""
        seen = self.row is not None and self.panes.front == SAID
        return seen and self.said.can_propose()

    def propose(self) -> None:
        """Make a priority of what the row in hand says, and go there (Ctrl+Shift+P)."""
        row = self.said.in_hand
        if row is None or not self.can_propose():
            return
        try:
            done = writing.propose_from(self._desk, self._ref, row)
        except DeskError as error:
            failing.say(self._desk, self.said.box, error, tone="warn")
            return
        self.said.box.hide()
        self._desk.go(Target(self.title, "priorities", done.ref))

    # --- Writing in the consultation ----------------------------------------------------------

    def write(self) -> None:
        """Open the consultation in hand to write in it (F2)."""
        if self.is_writing or not self._ref:
            return
        self.form.open(self._ref)
        self.main.bring(self.form)
        self.form.start()

    def close(self) -> None:
        """Close the one in hand: today is put in as its last day, and Save does it."""
        self.write()
        if self.is_writing and self.form.opened:
            self.form.put_closed_today()
            self.form.focus("closed")

    def open_again(self) -> None:
        """Let residents answer the one in hand again."""
        if self._ref:
            self._try(partial(writing.open_again, self._desk, self._rows[self._ref]), self.side)

    def _begin(self) -> None:
        self.form.begin()
        self.main.show_form()

    def _begin_again(self) -> None:
        """The form is new and still empty; or what stood in it is gone."""
        if self.form.opened and self._rows:
            self.main.show_panes()

    # --- What is typed and not saved ----------------------------------------------------------

    def _offer_unsaved(self) -> None:
        waiting = self.unsaved.waiting
        if waiting is self.form:
            self._begin()
        elif waiting is not None and self._ref:
            self.panes.bring(COUNTS if waiting is self.tally else ONE_BY_ONE)
        if waiting is not None:
            later(self.widget, self.widget.go_in)

    def _bring(self, form: Forms, draft: Draft) -> None:
        """Let stand in a form again what was typed before, beside its consultation."""
        if not isinstance(form, ConsultationForm):
            titles = {one.title: one.ref for one in reversed(self._rows.values())}
            wanted = titles.get(draft.typed.title, self._ref)
            if wanted != self._ref:
                self._take(wanted)
        form.bring(draft.opened, draft.typed)
        self.main.bring(form)
        form.start()

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        if not self.main.leave(Target(self.title, "consultations")):
            return False
        self.unsaved.drop()
        return True

    # --- Going about --------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Enter: into what was said."""
        if self._show(wanted):
            self.widget.go_in()
            self.panes.enter()

    def _go_back(self) -> None:
        """Esc: what is not typed in need not stay open."""
        if self.is_writing and not self.form.edited and self._ref:
            self.main.show_panes()
        self.widget.go_back()
        self.list.setFocus()

    def in_hand(self) -> tuple[str, str] | None:
        """Say which record is in hand: a response where one is, or the consultation."""
        seen = "" if self.is_writing else self.panes.response_in_hand
        if seen:
            return ("responses", seen)
        ref = self.form.opened if self.is_writing else self._ref
        return ("consultations", ref) if ref in self._rows else None

    def go_to(self, target: Target) -> None:
        """Take in hand what is asked for; or list the responses that its filters leave."""
        if target.table == "responses" and target.filters and not self.is_writing:
            self.widget.go_in()
            self.panes.show_filtered(dict(target.filters))
        if not target.ref:
            return
        with self._desk.store.read() as session:
            wanted = response_entry.consultation_of(session, target.table, target.ref)
        if wanted is None or wanted not in self._rows:
            noun = {"responses": "response", "crime_notes": "note"}.get(
                target.table, "consultation"
            )
            self.side.say(f"That {noun} is no longer there", "Undo brings it back.", tone="warn")
            return
        self.side.take(wanted)
        if not self._show(wanted):
            return
        self.widget.go_in()
        if target.table == "responses":
            self.panes.show_response(target.ref)
        elif self.list.isVisible():
            self.list.setFocus()
        else:
            self.panes.enter()

    def new(self) -> None:
        """Begin a new consultation."""
        if self.main.may_leave():
            self._begin()
            self.widget.go_in()
            self.form.start()

    def find(self) -> None:
        """Go to the filter, of the responses where they are seen."""
        if self.responses.isVisible():
            self.responses.find_words()
            return
        self.widget.go_back()
        self.words.setFocus()
        self.words.selectAll()

    # --- Saving and deleting ------------------------------------------------------------------

    def save(self) -> None:
        """Save what stands in the form that is in front."""
        if self.main.save():
            if self.panes.front == SAID:
                self.list.setFocus()
            else:
                self.panes.enter()

    def save_and_new(self) -> None:
        """Save what stands in the form in front, and begin the next."""
        again = self.new if self.is_writing else self.panes.enter
        if self.main.save():
            again()

    def delete(self) -> None:
        """Delete the selected responses where they are seen, else the consultation in hand.

        A consultation that was answered stays, and a box says so.
        """
        if self.responses.isVisible() and not self.list.hasFocus():
            self.responses.delete()
        else:
            self._delete(self.list.current_id)

    def _written(self, ref: str) -> None:
        """Take a consultation in hand that was just saved."""
        self.side.take(ref)
        if ref != self._ref:
            self._take(ref)

    def _delete(self, wanted: object) -> None:
        found = self._rows.get(wanted) if isinstance(wanted, str) else None
        if found is not None:
            self._try(partial(writing.delete, self._desk, found), self.side)

    def _try(self, do: Callable[[], object], beside: Side | ResponseForm) -> None:
        try:
            do()
        except DeskError as error:
            failing.say(self._desk, beside.box, error)
