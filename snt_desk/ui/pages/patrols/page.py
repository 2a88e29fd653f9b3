"""The Patrols tab: log, change and delete patrols without leaving the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from snt_desk.domain import clock
from snt_desk.domain.campaigns import PLANNED
from snt_desk.domain.clock import Month
from snt_desk.domain.patrols import PatrolDraft, again_now
from snt_desk.errors import DeskError
from snt_desk.services import patrols
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.patrols import asides, log_commands, planned
from snt_desk.ui.pages.patrols.coverage import Switch
from snt_desk.ui.pages.patrols.exporting import exporting
from snt_desk.ui.pages.patrols.form import PatrolForm
from snt_desk.ui.pages.patrols.keeping import Keeping
from snt_desk.ui.pages.patrols.log import Log
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.pages.patrols.several import Several
from snt_desk.ui.panels import Beside


class PatrolsPage:
    """The log with its form beside it."""

    title = "Patrols"
    shows = frozenset(
        {
            *("patrols", "legs", "leg_officers", "leg_partners", "visits", "outcomes"),
            *("places", "members", "postings", "duties", "absences", "priorities", "codes"),
            "settings",
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets: this month's log, and an empty form."""
        self._desk = desk
        self._day = clock.today()
        self._lookup = Lookup(desk.store, desk.team.id)
        self.log = Log(desk, self._lookup)
        self.coverage = Switch(desk, self.log)
        self.exporting = exporting(desk, self.log)
        self.form = PatrolForm(self._lookup)
        self.unsaved = Keeping(desk, self.form)
        self.widget = Beside(self.log, self.form)
        self.widget.setObjectName("patrols-panes")
        self.several = Several(desk, self.log, self._lookup, self.widget)
        self._listen()
        self.log.show_rows()
        if self.unsaved.bring():
            self.widget.open_pane()
        return self.widget

    def _listen(self) -> None:
        self.log.opened.connect(self.open)
        self.log.new_asked.connect(self.new)
        self.log.start_asked.connect(self.start_now)
        self.log.table.left.connect(self._leave_table)
        self.several.failed.connect(self._say_failed)
        self.log.not_shown.connect(self.form.say_elsewhere)
        self.form.saved.connect(self.save)
        self.form.saved_and_new.connect(self.save_and_new)
        self.form.start_asked.connect(self.start_now)
        self.form.left.connect(self._leave_form)
        self.form.elsewhere.pressed.connect(self._show_elsewhere)
        self.widget.pane_shown.connect(self._pane_shown)
        self.log.minute_passed.connect(self.form.turn_day)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        return (
            Command("&Go", "Mont&h before", partial(self._step, -1), "Ctrl+PgUp"),
            Command("&Go", "Month &after", partial(self._step, 1), "Ctrl+PgDown"),
            Command("&Record", "Save an&d new\tCtrl+Enter", self.save_and_new),
            Command("&Record", "A&gain like this one", self.again, "Ctrl+D"),
            Command("&Record", "S&tart a patrol now", self.start_now, "Ctrl+Shift+N"),
            Command("&Record", "&End the patrol now", self.end_now, "Ctrl+Shift+E", self._has_out),
            Command(
                "&Record",
                "End all that are &out",
                self.end_all,
                ready=self._has_any_out,
                says=self._end_all_words,
            ),
            Command(
                "&Record", "Start the selected again no&w", self.start_again, ready=self._has_rows
            ),
            Command("&Record", "Add a &leg", self.add_leg),
            Command(
                "&Record",
                "Leg &before",
                partial(self.form.step, -1),
                "Alt+PgUp",
                self.form.has_legs,
            ),
            Command(
                "&Record",
                "Leg a&fter",
                partial(self.form.step, 1),
                "Alt+PgDown",
                self.form.has_legs,
            ),
            Command("&Record", "Add a hot spot &visit", self.add_visit),
            *self.coverage.commands(),
            *self.several.commands(),
            *log_commands.of_log(self.log, self.exporting),
        )

    def refresh(self) -> None:
        """Read again what is shown; what is in hand and what is being typed stays."""
        self._lookup.forget()
        self._turn_month()
        self.log.refresh()
        self.coverage.refresh()
        self.form.refresh()

    def _turn_month(self) -> None:
        """Go on to a month that has begun, where the one before was the current one and is shown.

        Not under somebody's hands: what is typed and not saved belongs to the month that he sees.
        """
        before, self._day = Month.of(self._day), clock.today()
        now = Month.of(self._day)
        if now != before == self.log.chips.month.month and not self.form.has_unsaved:
            self.log.show_month(now)

    def _step(self, by: int) -> None:
        self.log.chips.month.step(by)

    def _pane_shown(self, shown: bool) -> None:
        self.log.bar.show_actions(shown=not shown)

    # --- The form -----------------------------------------------------------------------------

    def new(self) -> None:
        """Empty the form for a new patrol (Ctrl+N)."""
        self.widget.open_pane()
        self.form.begin()
        self.form.start()

    def add_in_a_line(self) -> None:
        """Let a patrol be written in one line (Ctrl+Shift+A)."""
        self.widget.open_pane()
        self.form.quick.ask()
        self.form.go_to_top()

    def start_now(self) -> None:
        """Begin a patrol that goes out at this minute (Ctrl+Shift+N)."""
        self.widget.open_pane()
        self.form.begin_now()

    def again(self) -> None:
        """Begin a patrol of today like the one in hand, or like the newest (Ctrl+D)."""
        ref = self._ref_in_hand() or self._lookup.newest()
        if ref is not None:
            draft = self._lookup.opened(ref)
            self.widget.open_pane()
            self.form.begin_again(draft)

    def add_leg(self) -> None:
        """Part the leg that is shown in two."""
        self.widget.open_pane()
        self.form.add_leg()

    def add_visit(self) -> None:
        """Let a visit to a hot spot be typed."""
        self.widget.open_pane()
        self.form.add_visit()

    def open(self, ref: str) -> None:
        """Show a patrol of the log in the form (Enter)."""
        draft = self._lookup.opened(ref)
        self.widget.open_pane()
        self.form.open(ref, draft)
        self.form.start()

    # --- Those that are out -------------------------------------------------------------------

    def end_now(self) -> None:
        """End the selected patrols that are out, or the only one that is (Ctrl+Shift+E)."""
        self._end(self._out_in_hand())

    def end_all(self) -> None:
        """End every patrol that is out."""
        self._end([row.ref for row in self._lookup.out_now()])

    def start_again(self) -> None:
        """Let a patrol like each of the selected go out at this minute."""
        refs = self._selected()
        drafts = [again_now(self._lookup.opened(ref), clock.this_minute()) for ref in refs]
        if not drafts:
            return
        name = self._lookup.name(drafts[0]) if len(drafts) == 1 else counted(len(drafts), "patrol")
        try:
            with self._desk.store.change(f"Start {name}") as session:
                for draft in drafts:
                    patrols.log(session, self._desk.team.id, draft)
        except DeskError as error:
            self._say_failed(error)

    def _has_rows(self) -> bool:
        return bool(self._selected())

    def _selected(self) -> list[str]:
        """The refs of what is selected in the log, where that is seen."""
        if self.coverage.is_shown():
            return []
        return [str(one) for one in self.log.table.selected_ids]

    def _end(self, refs: Sequence[str]) -> None:
        if self.form.ref in refs and self.form.dirty:
            # What is typed there is saved by who types it.
            self.widget.open_pane()
            self.form.end_now()
            refs = [ref for ref in refs if ref != self.form.ref]
        if not refs:
            return
        name = self._name(refs[0]) if len(refs) == 1 else counted(len(refs), "patrol")
        try:
            with self._desk.store.change(f"End {name}") as session:
                for ref in refs:
                    patrols.end(session, ref, clock.this_minute())
        except DeskError as error:
            self._say_failed(error)

    def _out_in_hand(self) -> list[str]:
        running = [row.ref for row in self._lookup.out_now()]
        if self.form.ref in running and not self.log.table.hasFocus():
            return [ref for ref in running if ref == self.form.ref]
        selected = self._selected()
        chosen = [ref for ref in running if ref in selected]
        return chosen or (running if len(running) == 1 else [])

    def _has_out(self) -> bool:
        return bool(self._out_in_hand())

    def _has_any_out(self) -> bool:
        return bool(self._lookup.out_now())

    def _end_all_words(self) -> str:
        many = len(self._lookup.out_now())
        return f"End all {many} that are &out" if many > 1 else "End all that are &out"

    # --- What is asked from elsewhere ---------------------------------------------------------

    def go_to(self, target: Target) -> None:
        """Filter as wanted, and show a patrol; DeskError if it is gone."""
        self.coverage.show_log()
        if target.filters:
            self.log.show_only(dict(target.filters))
        if target.table == PLANNED:
            self._show_planned(target.ref)
        elif target.table == "patrols" and target.ref:
            self.open(target.ref)
            self._show(target.ref)

    def _show_planned(self, ref: str) -> None:
        became = planned.came_of(self._desk, ref)
        if became:
            self.go_to(Target(self.title, "patrols", became))
        else:
            self.widget.open_pane()
            planned.begin(self._desk, self.form, ref)

    def in_hand(self) -> tuple[str, str] | None:
        """Give the patrol that is open in the form, or else the one in hand in the list."""
        ref = self._ref_in_hand()
        return None if ref is None else ("patrols", ref)

    def _ref_in_hand(self) -> str | None:
        # What cannot be seen is not in hand.
        current = None if self.coverage.is_shown() else self.log.table.current_id
        if self.form.ref is not None and not self.log.table.hasFocus():
            return self.form.ref
        return None if current is None else str(current)

    # --- Going about --------------------------------------------------------------------------

    def leave(self) -> bool:
        """Ask once about what was typed and not saved; False if the window is to stay."""
        if not self.form.has_unsaved:
            self.unsaved.drop()
            return True
        self._desk.go(Target(self.title))
        answer = self._desk.ask.save_first(*asides.question(self.form.unsaved.asides))
        if answer is None or (answer and not self._save_all()):
            return False
        self.unsaved.drop()
        return True

    def _save_all(self) -> bool:
        """Save what stands in the form, and what was put aside; False where it cannot be."""
        while self.form.has_unsaved:
            self.form.bring_up_unsaved()
            if not self._save():
                return False
        return True

    def _leave_form(self) -> None:
        """Back to the list (Esc)."""
        self.log.table.setFocus()

    def _leave_table(self) -> None:
        """Esc in the list lets the filters go."""
        if self.log.chips.filtered:
            self.log.clear_filters()

    def find(self) -> None:
        """Take the focus to the filter (Ctrl+F)."""
        self.log.bar.words.setFocus()
        self.log.bar.words.selectAll()

    # --- Saving and deleting ------------------------------------------------------------------

    def save(self) -> None:
        """Save what stands in the form (Ctrl+S); the form goes on with it."""
        if self.several.asks:
            self.several.form.apply()
            return
        saved = self._save()
        if saved:
            self._say_where(saved)

    def save_and_new(self) -> None:
        """Save and begin the next one (Ctrl+Enter); date, how and crew stay."""
        saved = self._save()
        if saved:
            self.form.begin_like_last()
            self.form.start()
            self._say_where(saved)

    def _save(self) -> str:
        """Save, and give the ref; empty if it cannot be, which the form then says."""
        draft = self.form.checked()
        if draft is None:
            return ""
        try:
            ref = self._written(draft)
        except DeskError as error:
            self._say_failed(error)
            return ""
        self.form.show_saved(ref, draft)
        return ref

    def _say_failed(self, error: DeskError) -> None:
        """Say above the fields why it could not be done; all that is typed stays."""
        self.widget.open_pane()
        failing.say_not_saved(self._desk, self.form.box, error)

    def _say_where(self, ref: str) -> None:
        """Take the saved patrol in hand; where the list does not show it, say so."""
        if not self.log.select(ref):
            self.form.say_elsewhere(ref)

    def _show_elsewhere(self) -> None:
        self._show(self.form.elsewhere_ref)

    def _show(self, ref: str) -> None:
        """Take a patrol in hand in the list, which lets its filters go for it if need be."""
        if self.log.select(ref):
            return
        start = self._lookup.opened(ref).legs[0].start
        self.log.clear_filters()
        if start is not None:
            self.log.show_month(Month.of(clock.local_day(start)))
        self.log.select(ref)

    def _written(self, draft: PatrolDraft) -> str:
        team = self._desk.own_team()
        ref, name = self.form.ref, self._lookup.name(draft)
        if ref is None:
            with self._desk.store.change(f"Log {name}") as session:
                made = patrols.log(session, team, draft)
                planned.join(session, self.form.fields.plan, made)
                return made
        with self._desk.store.change(f"Change {name}") as session:
            patrols.change(session, ref, draft)
        return ref

    def delete(self) -> None:
        """Delete what is selected in the log, if it can be seen; undo brings it back."""
        if not self.coverage.is_shown():
            self.several.delete(self.log.selected())

    def _name(self, ref: str) -> str:
        return self._lookup.name(self._lookup.opened(ref))
