"""The Return tab: a month looked over, its figures, the words on it, and sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from snt_desk.domain import clock, measures
from snt_desk.domain.clock import ClockError, Month
from snt_desk.errors import DeskError
from snt_desk.services import board, commentary, history, returns
from snt_desk.services.checks import Check
from snt_desk.services.revisions import Revision
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later, once
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.returns import reading, sending
from snt_desk.ui.pages.returns.keeping import Keeping
from snt_desk.ui.pages.returns.look import Seen, look
from snt_desk.ui.pages.returns.pane import FIGURES, REVISIONS, WORDS, MonthPane
from snt_desk.ui.pages.returns.side import LookOver
from snt_desk.ui.pages.returns.watch import MonthWatch
from snt_desk.ui.parts import announce
from snt_desk.ui.tasks import Progress, Task

_SIDE = 312
_BLINK = 300
"""How many milliseconds of counting go by before it is said."""


class ReturnPage:
    """The months, the look over one, its figures, the words on it, what was sent, and sending."""

    title = "Return"
    shows = frozenset(
        {
            *("teams", "members", "postings", "duties", "absences", "priorities", "patrols"),
            *("legs", "leg_officers", "leg_partners", "visits", "outcomes", "partners", "places"),
            *("meetings", "meeting_partners", "actions", "consultations", "responses", "events"),
            *("contacts", "appointments", "messages", "posts", "campaigns", "nil_sections"),
            *("codes", "commentary", "returns", "rounds"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, and show the last month that is over."""
        self._desk = desk
        self._seen: Seen | None = None
        self._wanted = Month.of(clock.today()).plus(-1)
        self._task: Task | None = None
        self.side = LookOver()
        self.pane = MonthPane(desk)
        self.unsaved = Keeping(desk, self.pane.words)
        if self.pane.words.unsaved:
            self._wanted = max(self.pane.words.unsaved)
            self.pane.view.set_value(WORDS)
        self._watch = MonthWatch(desk, self.side)
        self.widget = ListFirst(
            self.side, self.pane, self.pane.back, onward=self.side.onward, side_width=_SIDE
        )
        self.widget.setObjectName("returns")
        self._blink = once(self.widget, self._say_working, _BLINK)
        self._listen()
        self.refresh()
        if self.pane.words.unsaved:
            later(self.widget, self.widget.go_in)
        return self.widget

    def _listen(self) -> None:
        self.side.month_chosen.connect(self._month_chosen)
        self.side.acted.connect(self._act)
        self.side.onward.clicked.connect(partial(self._show_view, FIGURES))
        self.pane.left.connect(self._go_back)
        self.pane.send_button.clicked.connect(self.send)
        self.pane.words.saved.connect(self.save)
        self.pane.words.saved_and_new.connect(self.save)
        self.pane.words.edited.connect(self._say_unsaved)
        self.pane.sent.again_asked.connect(self._save_again)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        show = self._show_view
        return (
            Command("&View", "&Figures", partial(show, FIGURES), "Ctrl+Shift+F"),
            Command("&View", "&Words", partial(show, WORDS), "Ctrl+Shift+W"),
            Command("&View", "&Revisions", partial(show, REVISIONS), "Ctrl+Shift+R"),
            Command("&Go", "Mont&h before", partial(self._step, 1), "Ctrl+PgUp"),
            Command("&Go", "Month &after", partial(self._step, -1), "Ctrl+PgDown"),
            Command("&Record", "Sen&d this return…", self.send, "Ctrl+Shift+S"),
            Command(
                "&Record",
                "Do what the &line in hand asks for",
                self.side.act,
                ready=lambda: bool(self.side.in_hand and self.side.in_hand.does),
            ),
            Command("&Record", "&Write on the figure in hand", self._write_on_figure, "F2"),
            Command(
                *("&Record", "&Open what is behind the figure", self.pane.figures.open_tab),
                writes=False,
            ),
            Command(
                "&File",
                "Save the files of the revision &again…",
                self.pane.sent.save_again,
                ready=lambda: self.pane.sent.in_hand is not None,
                writes=True,
            ),
            Command(
                "&File",
                "Choose the &folder for returns…",
                lambda: sending.choose_folder(self._desk),
            ),
        )

    # --- The month ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count again, after a change of the records."""
        if not self._desk.team.id:
            self.pane.show_no_team()
            return
        with self._desk.store.read() as session:
            states = board.months(session, self._desk.team, clock.today())
        listed = [one.month for one in states]
        if self._wanted not in listed:
            self._wanted = listed[0]
        self._watch.begin(states, self._wanted, self.pane.words.unsaved)
        self._read()
        self._watch.go_on()

    def _step(self, by: int) -> None:
        listed = self.side.months
        at = listed.index(self._wanted) + by if self._wanted in listed else -1
        if 0 <= at < len(listed):
            self.side.choose(listed[at])
        else:
            QApplication.beep()

    def _month_chosen(self, month: Month) -> None:
        if month != self._wanted:
            self._wanted = month
            self.pane.quiet()
            self._read()

    def _read(self) -> None:
        """Look at the chosen month in the worker, and show it."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(
            partial(self._look, self._wanted), self._show, owner=self.widget
        )
        if self._seen is None or self._seen.month != self._wanted:
            self._blink.start()

    def _look(self, month: Month, _progress: Progress) -> Seen:
        return look(self._desk.store, self._desk.team, month)

    def _say_working(self) -> None:
        task, shown = self._task, self._seen.month if self._seen else None
        if task is not None and not task.cancelled and shown != self._wanted:
            self.pane.working.watch(task, f"Counting {self._wanted.shown}")

    def _show(self, seen: Seen) -> None:
        if seen.month != self._wanted:
            return
        walked = self._seen is not None and self._seen.month != seen.month
        self._seen = seen
        self.side.show_checks(seen.checks)
        self.pane.show_month(seen)
        if walked and not self.side.month.hasFocus():
            # The chooser says its months itself.
            announce(self.pane, f"{seen.month.shown}. {reading.subtitle(seen)}")
        if QApplication.focusWidget() is None and not self.widget.narrow:
            self.pane.figures.table.setFocus()

    # --- Figures, words, revisions ------------------------------------------------------------

    def _show_view(self, wanted: str) -> None:
        self.widget.go_in()
        self.pane.show_view(wanted)

    def _write_on_figure(self) -> None:
        line = self.pane.figures.in_hand
        if line is None or self._seen is None or self._seen.is_empty:
            QApplication.beep()
        else:
            self._write_on(line.name)

    def _write_on(self, name: str) -> None:
        self.widget.go_in()
        self.pane.write_on(name)

    def _say_unsaved(self) -> None:
        self.pane.show_unsaved()
        self._watch.relabel(self.pane.words.unsaved)

    # --- The look over ------------------------------------------------------------------------

    def _act(self, found: Check) -> None:
        """Do what a line of the look over asks for."""
        if found.does == "open":
            self._desk.go(Target(reading.TABS[found.table], found.table, found.ref))
        elif found.does == "write":
            self._write_on(found.ref)
        elif found.does == "show":
            self._show_view(FIGURES)
            self.pane.figures.select_section(measures.SECTIONS[found.ref])
        else:
            self._answer(found.ref, taken_back=found.does == "take back")

    def _answer(self, section: str, *, taken_back: bool) -> None:
        team, month = self._desk.team, self._wanted
        name = measures.SECTIONS[section]
        said = "Take back “none”" if taken_back else "Checked, none"
        answer = returns.take_back_none if taken_back else returns.say_none
        try:
            with self._desk.store.change(f"{said}: {name}, {month.shown}") as session:
                answer(session, team.id, month, section)
        except DeskError as error:
            self._refuse(error)

    def _go_back(self) -> None:
        self.widget.go_back()
        self.side.checks.setFocus()

    # --- Sending ------------------------------------------------------------------------------

    def send(self) -> None:
        """Freeze the month's next revision and write its files, after one question."""
        if self._seen is None or not self.pane.send_button.isEnabled():
            QApplication.beep()
            return
        if self._wanted in self.pane.words.unsaved:
            self.widget.go_in()
            self.pane.insist_saved()
            return
        try:
            done = sending.send(self._desk, self._seen)
        except DeskError as error:
            self._refuse(error)
            return
        if done is not None:
            made, folder = done
            self._show_pane()
            title = f"{made.month.shown} is sent as revision {made.revision}"
            self.pane.say_sent(title, folder)

    def _save_again(self, one: Revision) -> None:
        try:
            folder = sending.save_again(self._desk, one.made)
        except DeskError as error:
            self._refuse(error)
            return
        if folder is not None:
            self.pane.say_sent(f"The files of revision {one.number} are saved again", folder)
            self._read()

    def _refuse(self, error: DeskError) -> None:
        self._show_pane()
        self.pane.refuse(error)

    def _show_pane(self) -> None:
        """What is said stands above the figures: where it is narrow, these come in front."""
        if self.widget.narrow:
            self._show_view(str(self.pane.view.value))

    # --- What the frame asks of every page ----------------------------------------------------

    def new(self) -> None:
        """There is nothing to begin here: go to what is to be looked at."""
        self._go_back()

    def save(self) -> None:
        """Save the words on the month."""
        if not self.pane.words.typed(self._wanted):
            if not self.pane.words.isVisible():
                QApplication.beep()
        elif self.pane.words.refused():
            self._show_view(WORDS)
        else:
            self._save_words(self._wanted)

    def leave(self) -> bool:
        """Ask what becomes of words that are not saved; whether the window may close."""
        unsaved = sorted(self.pane.words.unsaved)
        if not unsaved:
            self.unsaved.drop()
            return True
        self._go_to_words(unsaved[0])
        named = " and ".join(month.shown for month in unsaved)
        wanted = self._desk.ask.save_first(f"The words on {named} are not saved", "")
        for month in unsaved if wanted else ():
            if self.pane.words.too_long(month):
                self._go_to_words(month)
                return False
            if not self._save_words(month):
                return False
        if wanted is not None:
            self.unsaved.drop()
        return wanted is not None

    def _go_to_words(self, month: Month) -> None:
        self._desk.go(Target(self.title, WORDS, filters=(("month", str(month)),)))

    def find(self) -> None:
        """Go to the filter of the figures."""
        self.widget.go_in()
        self.pane.go_to_filter()

    def go_to(self, target: Target) -> None:
        """Show a month, and a figure of it by its name, or the words on it."""
        for name, value in target.filters:
            if name == "month":
                self._go_to_month(value)
        if target.table == WORDS:
            self._show_view(WORDS)
        if target.table == FIGURES and target.ref:
            self.pane.bar.clear()
            self._show_view(FIGURES)
            if not self.pane.figures.select(target.ref):
                self.pane.failed.say("That figure is not in this month", target.ref)

    def in_hand(self) -> tuple[str, str] | None:
        """Give the record in hand below the figures, or the words that have the focus."""
        if self.pane.view.value != WORDS:
            return self.pane.figures.record_in_hand
        found = self.pane.words.in_hand
        if found is None:
            return None
        month, (kind, about) = found
        return history.comment(self._desk.team.id, str(month), kind, about)

    def _go_to_month(self, value: str) -> None:
        try:
            month = Month.parse(value)
        except ClockError as error:
            self.pane.failed.say("There is no such month", str(error))
            return
        if month in self.side.months:
            self.side.choose(month)
        else:
            self.pane.failed.say(f"Nothing is recorded in {month.shown}")

    def _save_words(self, month: Month) -> bool:
        words = self.pane.words
        typed = words.typed(month)
        try:
            with self._desk.store.change(_named(typed, month)) as session:
                commentary.write(session, self._desk.team.id, month, typed)
        except DeskError as error:
            failing.say_not_saved(self._desk, words.box, error)
            return False
        words.box.hide()
        words.forget(month)
        return True


def _named(typed: Mapping[commentary.Word, str], month: Month) -> str:
    """Name what saving does: `Write risks, October 2026`."""
    kinds = {kind for kind, _ in typed}
    if kinds == {commentary.FIGURE}:
        return f"Write on a figure, {month.shown}"
    if len(kinds) == 1:
        return f"Write {commentary.KINDS[kinds.pop()]}, {month.shown}"
    return f"Write words, {month.shown}"
