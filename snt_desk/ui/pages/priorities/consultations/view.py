"""The consultations in a list; the one in hand beside it: what was said, and typing it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import code_lists, consultations, response_entry
from snt_desk.services.consultations import ConsultationName, ConsultationRow
from snt_desk.ui import failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.priorities.consultations import offering, writing
from snt_desk.ui.pages.priorities.consultations.exporting import Exporting
from snt_desk.ui.pages.priorities.consultations.form import ConsultationForm
from snt_desk.ui.pages.priorities.consultations.menu import lines_of
from snt_desk.ui.pages.priorities.consultations.panes import COUNTS, ONE_BY_ONE, SAID, Panes, Which
from snt_desk.ui.pages.priorities.consultations.response_form import ResponseForm
from snt_desk.ui.pages.priorities.consultations.side import Side
from snt_desk.ui.pages.priorities.consultations.tally import Tally
from snt_desk.ui.parts import across, announce, button, down
from snt_desk.ui.tasks import Progress, Task
from snt_desk.ui.unsaved import Draft, UnsavedForms

Forms = ConsultationForm | ResponseForm | Tally
Counted = tuple[list[ConsultationRow], Mapping[str, str]]


class ConsultationsView:
    """What residents were asked and what they said: typed in, ranked, proposed."""

    title = "Priorities"
    shows = frozenset(
        {
            *("consultations", "responses", "codes", "places", "priorities", "rounds", "events"),
            *("patrols", "legs", "leg_officers", "members", "postings"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the consultations of the desk's team."""
        self._desk = desk
        self._rows: dict[str, ConsultationName] = {}
        self._said: Mapping[str, ConsultationRow] = {}
        self._channels: Mapping[str, str] = {}
        self._ref = ""
        self._task: Task | None = None
        self._stale = False
        self._lay_out()
        self.exporting = Exporting(desk, self.said, lambda: self._rows[self._ref].title)
        self._listen()
        self.refresh()
        forms: dict[str, Forms] = {
            "consultation": self.form,
            "response": self.typing,
            "tally": self.tally,
        }
        self.unsaved = UnsavedForms(desk, forms, self._bring)
        self._offer_unsaved()
        return self.widget

    def _lay_out(self) -> None:
        self.side = Side()
        self.list, self.words, self.box = self.side.list, self.side.words, self.side.box
        self.panes = Panes(self._desk)
        self.said, self.tally = self.panes.said, self.panes.tally
        self.typing = self.panes.typing.form
        self.form = ConsultationForm()
        back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        back.clicked.connect(self._go_back)
        self._main = QStackedWidget()
        self._written_part = across(self.form, space=0, stretch=(0,))
        held_left = self._written_part.layout()
        assert isinstance(held_left, QHBoxLayout)  # noqa: S101  # so `across` lays out
        held_left.addStretch(0)
        for part in (self.panes, self._written_part):
            self._main.addWidget(part)
        above = across(back, None, margins=(12, 8, 12, 0))
        main = down(above, self._main, space=0, name="page", stretch=(1,))
        self.widget = ListFirst(self.side, main, back, side_width=312)
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
        said.type_asked.connect(self.type_in)
        typing.opened.connect(self._open_response)
        typing.delete_asked.connect(self._delete_response)
        tally.saved.connect(self.save)
        for form in (self.form, self.typing):
            form.saved.connect(self.save)
            form.saved_and_new.connect(self.save_and_new)
            form.cleared.connect(self._clear)
        for part in (said, self.form, self.typing, tally):
            part.left.connect(self._go_back)
        self.panes.changed.connect(self._pane_chosen)

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
        self._count_all()
        self.form.beside([one.title for one in rows if one.ref != self.form.opened])
        if self.is_writing:
            kept_form.read_again(
                self.form, self._rows, show=self._fill_form, begin=self._begin_again
            )
        if self._ref in self._rows:
            self.panes.read_again(self._rows[self._ref])
            self._offer()
            self._rank()
        else:
            wanted = self.list.current_id or next(iter(self._rows), None)
            self._take(wanted if isinstance(wanted, str) else "")
        if not self._ref and not self.is_writing:
            self._begin()

    def _count_all(self) -> None:
        """Let the worker count who answered: of 100,000 that takes longer than a blink."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(self._counted_all, self._show_said, owner=self.widget)

    def _counted_all(self, _progress: Progress) -> Counted:
        with self._desk.store.read() as session:
            rows = consultations.listed(session, self._desk.team.id)
            used = {code for one in rows for code in one.by_channel}
            channels = code_lists.offered(session, "response_channel", clock.today(), also=used)
        return rows, dict(channels)

    def _show_said(self, counted: Counted) -> None:
        rows, self._channels = counted
        self._said = {one.ref: one for one in rows}
        self.side.show_said(self._said)
        self._show_who_answered()

    def _show_who_answered(self) -> None:
        if self._ref in self._said:
            self.panes.head.show_said(self._said[self._ref], self._channels)

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
        return self._main.currentWidget() is self._written_part

    def _clicked(self) -> None:
        self._show(self.list.current_id)

    def _show(self, wanted: object) -> bool:
        """Show another beside the list, unless something of this one is not saved yet."""
        if not isinstance(wanted, str) or wanted not in self._rows:
            return False
        if wanted == self._ref and not self.is_writing:
            return True
        if not self._may_leave():
            return False
        self.box.hide()
        if wanted != self._ref:
            self._take(wanted)
        self._main.setCurrentWidget(self.panes)
        return True

    def _take(self, ref: str) -> None:
        self._ref = ref
        if not ref:
            return
        self.list.select(ref)
        self.panes.answer(self._rows[ref])
        self._offer()
        self._show_who_answered()
        self._rank()

    def _rank(self) -> None:
        """Count the ranking again; while it is not seen, when it is."""
        self._stale = self.panes.front != SAID
        if not self._stale and self._ref:
            self.said.show_consultation(self._ref)

    def _pane_chosen(self) -> None:
        if self._stale:
            self._rank()

    def _offer(self) -> None:
        offers = offering.offers(self._desk, self._rows[self._ref].draft, self.typing.draft)
        self.typing.offer(offers)
        self.tally.offer(offers)

    def bring(self, which: Which) -> None:
        """Bring one of the panes to the front, with the focus in it."""
        if self._ref and not self.is_writing:
            self.panes.bring(which)
            self.widget.go_in()
            self.panes.enter()

    def type_in(self) -> None:
        """Type in what somebody said (Ctrl+T)."""
        self.bring(ONE_BY_ONE)

    # --- Responses ----------------------------------------------------------------------------

    def _open_response(self, ref: str) -> None:
        """Open a response of this consultation to change it."""
        if not self._may_leave_form(self.typing, "The response"):
            return
        try:
            with self._desk.store.read() as session:
                draft = response_entry.opened(session, ref)
        except DeskError as error:
            failing.say(self._desk, self.typing.box, error)
            return
        self.typing.offer(offering.offers(self._desk, self._rows[self._ref].draft, draft))
        self.typing.open(ref, draft)
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
        self._fill_form(self._ref)
        self._main.setCurrentWidget(self._written_part)
        self.widget.go_in()
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

    def _fill_form(self, ref: str) -> None:
        self.form.open(ref, self._rows[ref].draft)
        self.form.beside([one.title for one in self._rows.values() if one.ref != ref])

    def _begin(self) -> None:
        self.form.begin()
        self.form.beside([one.title for one in self._rows.values()])
        self._main.setCurrentWidget(self._written_part)

    def _begin_again(self) -> None:
        """The form is new and still empty; or what stood in it is gone."""
        if self.form.opened and self._rows:
            self._main.setCurrentWidget(self.panes)

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
        if isinstance(form, ConsultationForm):
            if draft.opened in self._rows:
                self._fill_form(draft.opened)
            else:
                self._begin()
            self._main.setCurrentWidget(self._written_part)
        else:
            titles = {one.title: one.ref for one in reversed(self._rows.values())}
            self._take(titles.get(draft.typed.title, self._ref))
            if isinstance(form, ResponseForm) and draft.opened:
                self._open_response(draft.opened)
            self.panes.bring(COUNTS if form is self.tally else ONE_BY_ONE)
        form.bring(draft.typed)
        self.widget.go_in()
        form.start()

    def _may_leave(self) -> bool:
        """Say whether another consultation may be shown; what is not saved is brought in sight."""
        if self.is_writing:
            called = self.form.called or self.form.name.value or "The new consultation"
            return kept_form.may_leave(self.form, called)
        return self._may_leave_form(self.typing, "The response") and self._may_leave_form(
            self.tally, "The tally"
        )

    def _may_leave_form(self, form: ResponseForm | Tally, called: str) -> bool:
        if form.edited:
            self.panes.bring(COUNTS if form is self.tally else ONE_BY_ONE)
        return kept_form.may_leave(form, called)

    def leave(self) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        here = Target(self.title, "consultations")
        for form, kind in (
            (self.form, "consultation"),
            (self.typing, "response"),
            (self.tally, "tally"),
        ):
            if form.edited:
                self._bring_in_sight(form)
            if not kept_form.leave(self._desk, form, here, kind, self._save):
                return False
        self.unsaved.drop()
        return True

    def _bring_in_sight(self, form: Forms) -> None:
        if form is self.form:
            self._main.setCurrentWidget(self._written_part)
        else:
            self._main.setCurrentWidget(self.panes)
            self.panes.bring(COUNTS if form is self.tally else ONE_BY_ONE)
        self.widget.go_in()

    def _clear(self) -> None:
        if self.is_writing:
            self.form.restore()
            self.form.start()
        else:
            self.typing.restore()
            if self.typing.opened:
                self.typing.begin_next()
            self.typing.start()

    # --- Going about --------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Enter: into what was said."""
        if self._show(wanted):
            self.widget.go_in()
            self.panes.enter()

    def _go_back(self) -> None:
        """Esc: what is not typed in need not stay open."""
        if self.is_writing and not self.form.edited and self._ref:
            self._main.setCurrentWidget(self.panes)
        self.widget.go_back()
        self.list.setFocus()

    def in_hand(self) -> tuple[str, str] | None:
        """Say which record is in hand: a response that is open, or the consultation."""
        if not self.is_writing and self.panes.front == ONE_BY_ONE and self.typing.opened:
            return ("responses", self.typing.opened)
        ref = self.form.opened if self.is_writing else self._ref
        return ("consultations", ref) if ref in self._rows else None

    def go_to(self, target: Target) -> None:
        """Take in hand what is asked for; without a ref all stays as it is."""
        if not target.ref:
            return
        with self._desk.store.read() as session:
            wanted = response_entry.consultation_of(session, target.table, target.ref)
        if wanted not in self._rows:
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
            self._open_response(target.ref)
        elif self.list.isVisible():
            self.list.setFocus()
        else:
            self.panes.enter()

    def new(self) -> None:
        """Begin a new consultation."""
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
        """Save what stands in the form that is in front."""
        if self._save():
            if self.panes.front == SAID:
                self.list.setFocus()
            else:
                self.panes.enter()

    def save_and_new(self) -> None:
        """Save what stands in the form in front, and begin the next."""
        writing_it = self.is_writing
        if self._save():
            if writing_it:
                self.new()
            else:
                self.panes.enter()

    def delete(self) -> None:
        """Delete the consultation in hand; one that was answered stays, and a box says so."""
        self._delete(self.list.current_id)

    def _save(self) -> bool:
        if self.is_writing:
            return self._save_form()
        if self.panes.front == ONE_BY_ONE:
            return self._save_response()
        return self.panes.front == COUNTS and self._save_tally()

    def _save_form(self) -> bool:
        form, ref = self.form, self.form.opened
        if not ref or form.edited:
            if form.refused():
                return False
            try:
                ref = writing.save(self._desk, form)
            except DeskError as error:
                kept_form.say_failed(self._desk, form, error)
                return False
        form.open(ref, self._rows[ref].draft)
        self._main.setCurrentWidget(self.panes)
        self.side.take(ref)
        self._take(ref)
        return True

    def _save_response(self) -> bool:
        form = self.typing
        if form.opened and not form.edited:
            form.begin_next()
            return True
        if form.refused():
            return False
        is_new = not form.opened
        try:
            ref = writing.save_response(self._desk, self._ref, form)
        except DeskError as error:
            kept_form.say_failed(self._desk, form, error)
            return False
        form.begin_next()
        if is_new:
            self.panes.typing.add(ref)
            announce(form, f"Saved. {self.panes.typing.number} typed in this sitting.")
        return True

    def _save_tally(self) -> bool:
        tally = self.tally
        if tally.refused():
            return False
        try:
            refs = writing.save_tally(self._desk, self._ref, tally)
        except DeskError as error:
            kept_form.say_failed(self._desk, tally, error)
            return False
        tally.begin_next()
        self.panes.typing.add(*refs)
        return True

    def _delete(self, wanted: object) -> None:
        found = self._rows.get(wanted) if isinstance(wanted, str) else None
        if found is not None:
            self._try(partial(writing.delete, self._desk, found), self.side)

    def _try(self, do: Callable[[], object], beside: Side | ResponseForm) -> None:
        try:
            do()
        except DeskError as error:
            failing.say(self._desk, beside.box, error)
