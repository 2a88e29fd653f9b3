"""Tools > Residents’ details: over the tabs, what is due for review and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.domain import clock, retention
from snt_desk.domain.retention import Problem, State
from snt_desk.domain.traces import Traces
from snt_desk.errors import DeskError
from snt_desk.services import retention as kept
from snt_desk.services.mentions import Mention
from snt_desk.services.old_copies import Old
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import LineField, NoteField
from snt_desk.ui.filters import FilterField
from snt_desk.ui.later import later
from snt_desk.ui.named import counted
from snt_desk.ui.page import Target
from snt_desk.ui.pages.retention import words
from snt_desk.ui.pages.retention.deciding import Deciding
from snt_desk.ui.pages.retention.erasing import Erasing
from snt_desk.ui.pages.retention.listed import Listed
from snt_desk.ui.pages.retention.period import Period
from snt_desk.ui.pages.retention.work import MOST, Looked, Work
from snt_desk.ui.panels import Beside, Box, Working
from snt_desk.ui.parts import announce, down
from snt_desk.ui.tasks import Progress, Task

_LONG_MS = 400
"""What takes longer shows how far it is."""


class DetailsPage:
    """A list of contacts with a pane beside it."""

    title = "Residents’ details"
    shows = frozenset({"contacts", "members", "codes", "settings"})

    _desk: Desk

    def __init__(self, where: str = "") -> None:
        """`where` is the data file; empty on a server, where IT keeps the backups."""
        self._where = where

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets; the list is read in the worker."""
        self._desk = desk
        second = desk.preferences.settings.second_backup
        self._work = Work(desk.store, self._where, Path(second) if second else None)
        self._looked: Looked | None = None
        self._refs: list[str] = []
        self._going: list[str] = []
        self._erased = False
        self.listed, self.deciding, self.erasing = Listed(desk), Deciding(), Erasing()
        self.period, self.box, self.working = Period(), Box("warn"), Working()
        self.copies = Box("info")
        self.beside = Beside(self.listed, self.deciding)
        self.beside.setObjectName("retention-panes")
        self.beside.hold(self.erasing)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.period)
        self._above = down(self.box, self.copies, self.working, space=8, margins=(16, 0, 16, 0))
        column.addWidget(self._above)
        column.addWidget(self.beside, 1)
        self._listen()
        if desk.store.only_looks:
            self.deciding.look_only()
        self.refresh()
        return self.widget

    def _listen(self) -> None:
        self.listed.taken.connect(self._show_chosen)
        self.listed.table.opened.connect(self._enter_pane)
        self.period.chosen.connect(self._set_period)
        self.box.pressed.connect(self._scrub)
        self.copies.pressed.connect(self._remove_copies)
        pane = self.deciding
        pane.left.connect(self.listed.table.setFocus)
        pane.show_button.clicked.connect(self._show_details)
        pane.keep_button.clicked.connect(self._keep)
        pane.hold_button.clicked.connect(self._hold)
        pane.release_button.clicked.connect(self._release)
        pane.erase_button.clicked.connect(self._begin_erasing)
        self.erasing.left.connect(self._end_erasing)
        self.erasing.erase_button.clicked.connect(self._erase)
        self.erasing.redact_asked.connect(self._redact)
        self.erasing.open_asked.connect(self._open)

    # --- As any page over the tabs ------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand."""
        self.listed.read()
        with self._desk.store.read() as session:
            months = kept.months(session, self._desk.team.id)
            undated = kept.undated(session, self._desk.team.id)
        if self._desk.store.only_looks:
            return
        self.period.show_months(months, undated)
        self._offer_scrub()
        self._show_one_box()
        if self.copies.isHidden():
            self._desk.tasks.run(self._work.old, self._show_copies, owner=self.widget)

    def find(self) -> None:
        """Take the focus to the filter."""
        self.listed.bar.words.setFocus()

    def forget(self) -> None:
        """Let go of everything that has details in it."""
        self._end_erasing()
        self.deciding.clear()
        self.deciding.show_contacts([], None, set())
        self.listed.forget()
        self._work.forget()

    # --- The contacts in hand -----------------------------------------------------------------

    def _show_chosen(self) -> None:
        refs = self.listed.chosen
        if refs == self._refs and self.deciding.details:
            return
        if refs != self._refs:
            self.deciding.clear()
        self._refs = refs
        row = self.listed.row(refs[0]) if len(refs) == 1 else None
        self.deciding.show_contacts(refs, row, self.listed.states(refs))
        if row is not None:
            with self._desk.store.read() as session:
                self.deciding.show_decisions(kept.decisions(session, row.id))

    def in_hand(self) -> tuple[str, str] | None:
        """Give the contact in hand; None for several."""
        return ("contacts", self._refs[0]) if len(self._refs) == 1 else None

    def _enter_pane(self) -> None:
        self.beside.open_pane()
        shown = self.deciding.show_button
        (shown if shown.isVisible() else self.deciding.until).setFocus()

    def _show_details(self) -> None:
        try:
            self.deciding.show_details(self._work.details(self._refs[0]))
        except DeskError as error:
            self.deciding.box.say(error.title, error.detail)

    # --- Deciding -----------------------------------------------------------------------------

    def _keep(self) -> None:
        until, problems = self.deciding.day()
        today, reason = clock.today(), self.deciding.reason.value
        if not problems:
            problems = list(retention.problems_of_day(until, today))
        if until is None or problems:
            self.deciding.mark([*problems, *self._problems_of_reason()])
            return
        said = f"Keep details of {words.contacts(len(self._refs))} until {clock.long_day(until)}"
        refs = self._refs
        self._decide(said, lambda session: kept.keep(session, refs, until, reason, today))

    def _hold(self) -> None:
        refs, reason = self._refs, self.deciding.reason.value
        said = f"Put details of {words.contacts(len(refs))} on hold"
        self._decide(said, lambda session: kept.hold(session, refs, reason))

    def _release(self) -> None:
        refs, reason = self._refs, self.deciding.reason.value
        said = f"Release the hold on details of {words.contacts(len(refs))}"
        self._decide(said, lambda session: kept.release(session, refs, reason))

    def _decide(self, label: str, change: Callable[[Any], object]) -> None:
        if self.deciding.mark(self._problems_of_reason()):
            return
        reason, store = self.deciding.reason.value, self._desk.store

        def decide(_progress: Progress) -> None:
            with store.change(label, category="alteration", reason=reason) as session:
                change(session)

        self._run(decide, partial(self._decided, label), "Writing it down", self.deciding.box)

    def _decided(self, label: str, _done: object) -> None:
        self.deciding.clear()
        self.listed.table.setFocus()
        announce(self.widget, f"Saved: {label}")

    def _problems_of_reason(self) -> list[Problem]:
        return list(retention.problems_of_reason(self.deciding.reason.value, Traces()))

    def _set_period(self, months: int) -> None:
        store, team = self._desk.store, self._desk.team.id

        def write(_progress: Progress) -> None:
            with store.change(f"Review details after {months} months") as session:
                kept.set_months(session, team, months)
                kept.set_dates(session, team, months)

        self._run(write, lambda _done: self.listed.table.setFocus(), "Giving dates", self.box)

    # --- Taking away --------------------------------------------------------------------------

    def _begin_erasing(self) -> None:
        refs = self._refs
        if not refs or State.HELD in self.listed.states(refs):
            return
        if len(refs) > MOST:
            self.deciding.box.say("That is too much at once", f"Select at most {MOST} contacts.")
            return
        self._erased, self._looked, self._going = False, None, list(refs)
        self.erasing.begin(len(refs))
        self.beside.show_instead(self.erasing)
        self.erasing.close_button.setFocus()
        work = partial(self._work.look, self._going)
        self._run(work, self._show_looked, "Looking for their names", self.erasing.box)

    def _show_looked(self, looked: Looked) -> None:
        self._looked = looked
        self.erasing.show_mentions(looked.mentions)
        self.erasing.show_copies(looked.copies, looked.left)
        if self._is_typed_elsewhere(looked.traces):
            self.erasing.box.say(*words.BEING_TYPED, tone="warn")
        self.erasing.ready()

    def _erase(self) -> None:
        pane, refs = self.erasing, self._going
        traces = self._looked.traces if self._looked else Traces()
        if pane.mark(list(retention.problems_of_reason(pane.reason.value, traces))):
            return
        title = f"Anonymise {words.contacts(len(refs))}?"
        if not self._desk.ask.confirm(title, f"{words.GOES} {words.NOT_BACK}", "Anonymise"):
            return
        work = partial(self._work.anonymise, refs, pane.reason.value)
        self._run(work, self._anonymised, "Taking the details away", pane.box)

    def _anonymised(self, refs: Sequence[str]) -> None:
        self._erased = True
        self.deciding.clear()
        self._forget_filters()
        self.erasing.show_done(len(refs))
        announce(self.widget, f"Anonymised {words.contacts(len(refs))}")

    def _redact(self, mention: Mention) -> None:
        looked = self._looked
        if looked is None:
            return
        title = f"Redact {mention.called}?"
        detail = f"{mention.excerpt}\n{words.NOT_BACK}"
        if not self._desk.ask.confirm(title, detail, "Redact"):
            return
        reason = self.erasing.reason.value or "The review was due."
        work = partial(self._work.redact, looked, mention, reason)
        self._run(work, self._redacted, "Redacting", self.erasing.box)

    def _redacted(self, mention: Mention) -> None:
        looked = self._looked
        if looked is None:
            return
        left = tuple(one for one in looked.mentions if one.id != mention.id)
        self._looked = replace(looked, mentions=left)
        self.erasing.show_mentions(left)
        (self.erasing.list if left else self.erasing.close_button).setFocus()
        announce(self.widget, f"Redacted {mention.called}")

    def _open(self, mention: Mention) -> None:
        self._desk.go(Target(mention.tab, mention.table, mention.ref))

    def _end_erasing(self) -> None:
        self._looked, self._going = None, []
        self.erasing.forget()
        self.beside.shut_instead()
        if self._erased or self._desk.store.owes_scrub:
            self._erased = False
            self._scrub()
        self.listed.table.setFocus()

    def _is_typed_elsewhere(self, traces: Traces) -> bool:
        """Whether a form of another page has it: what is typed would be kept as a draft again."""
        window = self.widget.window()
        fields: list[LineField | NoteField] = [
            *window.findChildren(LineField),
            *window.findChildren(NoteField),
        ]
        others = (one for one in fields if not self.widget.isAncestorOf(one))
        return any(traces.stand_in(one.value) for one in others)

    def _forget_filters(self) -> None:
        """Let no filter of the window, and nothing that the desk remembers, have the name."""
        if self._looked is None:
            return
        holds = self._looked.traces.stand_in
        for field in self.widget.window().findChildren(FilterField):
            if holds(field.text()):
                field.clear()
        self._desk.preferences.forget_states(holds)

    # --- Clearing up --------------------------------------------------------------------------

    def _offer_scrub(self) -> None:
        if self.working.isHidden() and not self._going and self._desk.store.owes_scrub:
            title = "Traces of anonymised details are still in the file"
            self.box.say(title, words.NOT_YET, "Clear them now", tone="warn")

    def _scrub(self) -> None:
        self._run(self._work.scrub, self._scrubbed, "Clearing the traces", self.box)

    def _scrubbed(self, old: Old) -> None:
        self._show_copies(old)
        if old.backups or old.moved:
            announce(self.widget, "The traces are cleared")
        else:
            self.box.say("The traces are cleared", words.CLEARED, tone="ok")
        self._show_one_box()

    def _show_copies(self, old: Old) -> None:
        self.copies.hide()
        if old.backups:
            also = f"{words.CLEARED} {words.NEW_FIRST}"
            self.copies.say(words.copies(old), also, "Remove them early")
        elif old.moved:
            self.copies.say(words.copies(old), words.CLEARED)
        self._show_one_box()

    def _show_one_box(self) -> None:
        """Of what there is to say above the list, the most pressing alone."""
        if not self.box.isHidden():
            self.copies.hide()
        shown = not (self.box.isHidden() and self.copies.isHidden())
        self._above.setContentsMargins(0, 8 * shown, 0, 8 * shown)
        self.period.give_way(to_another=shown)

    def _remove_copies(self) -> None:
        detail = f"{words.NEW_FIRST} {words.NOT_BACK}"
        if self._desk.ask.confirm("Remove the backups made before?", detail, "Remove"):
            work, said = self._work.remove_old, "Making a new backup"
            self._run(work, self._copies_removed, said, self.box)

    def _copies_removed(self, count: int) -> None:
        self.copies.hide()
        self.box.say(f"Removed {counted(count, 'backup')}", "A new one is there.", tone="ok")
        self._show_one_box()

    # --- The worker ---------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], object],
        said: str,
        box: Box,
    ) -> None:
        """Do something in the worker, with progress, and say in the box why it did not work."""
        box.hide()
        over: list[bool] = []

        def done(found: Any) -> None:
            over.append(True)
            then(found)

        def failed(error: Exception) -> None:
            over.append(True)
            if not isinstance(error, DeskError):
                raise error
            box.say(error.title, error.detail, tone="bad")

        task = self._desk.tasks.run(work, done, owner=self.widget, failed=failed)
        task.ended.connect(self._ended)
        shown = self.erasing.working if box is self.erasing.box else self.working
        if not over:
            later(self.widget, lambda: None if over else shown.watch(task, said), _LONG_MS)

    def _ended(self, task: Task) -> None:
        """What was cancelled leaves the page as it is without it."""
        if not task.cancelled:
            return
        if self._going and self._looked is None:
            self._end_erasing()
        else:
            self.listed.read()
            self._offer_scrub()
