"""File > Compare with police.uk: saved files are read, looked at, and taken over as one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain.police_uk import Remark
from snt_desk.domain.police_uk.lines import Line
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.later import later
from snt_desk.ui.named import counted
from snt_desk.ui.page import Command
from snt_desk.ui.pages.police_uk import words
from snt_desk.ui.pages.police_uk.columns import COLUMNS, rows
from snt_desk.ui.pages.police_uk.pane import Pane
from snt_desk.ui.pages.police_uk.ticking import TickTable
from snt_desk.ui.pages.police_uk.work import Compared, Wanted, Work, ticked_at_first
from snt_desk.ui.panels import Beside, Box, EmptyPage, Working
from snt_desk.ui.parts import (
    Tick,
    across,
    announce,
    as_part,
    breakable,
    button,
    down,
    label,
    without_mnemonic,
)
from snt_desk.ui.table import ListModel
from snt_desk.ui.tasks import Progress, Task

KINDS = {"Saved answers of police.uk": "*.json *.zip", "All files": "*"}
_LONG_MS = 400
"""What takes longer shows how far it is."""


class PoliceUkPage:
    """A list of what was compared, with a pane beside it; nothing is written before *Take over*."""

    title = "police.uk, beside our records"
    shows = frozenset(
        {"priorities", "events", "members", "postings", "teams", "places", "settings"}
    )

    _desk: Desk

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with nothing read yet."""
        self._desk, self._work = desk, Work(desk)
        self._wanted = Wanted()
        self._compared: Compared | None = None
        self._ticked: set[str] = set()
        self._tasks: list[Task] = []
        self._done = ""
        self._said_above: tuple[Remark, ...] = ()
        self.rows = ListModel(COLUMNS)
        self.table = TickTable(self.rows, "Compared with police.uk")
        self.table.personal = True
        self.table.setObjectName("police-uk")
        self.pane, self.box, self.working = Pane(), Box("bad"), Working()
        self.called = label("", wrap=True)
        self.people = Tick("Compare &people too")
        self.people.setAccessibleName("Compare people too")
        self.files_button = button("Choose f&iles…", "", "file")
        self.folder_button = button("Choose a fol&der…", "", "folder-open")
        self.first_button = button("Choose files…", "primary", "file")
        self.first_folder = button("Choose a folder…", "", "folder-open")
        self.none = EmptyPage("file", self.first_button, self.first_folder)
        self.totals = label("")
        self.take_button = button("Take &over", "primary", "check", tip="Ctrl+Enter", writes=True)
        self.widget = QWidget()
        self._lay_out()
        self._listen()
        self._show()
        return self.widget

    def _lay_out(self) -> None:
        ways = across(self.people, None, self.files_button, self.folder_button)
        for part in (ways, self.none):
            as_part(part)
        self._head = down(self.called, ways, space=8, margins=(16, 10, 16, 10))
        self._above = across(self.box, margins=(16, 4, 16, 10), stretch=(0,))
        self.beside = Beside(self.table, self.pane)
        self.beside.setObjectName("police-uk-panes")
        self._stack = QStackedWidget()
        for one in (self.none, self.beside):
            self._stack.addWidget(one)
        self._foot = across(
            self.totals, None, self.take_button, margins=(16, 6, 16, 6), name="below"
        )
        as_part(self._foot)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.working.setContentsMargins(16, 0, 16, 8)
        for part in (self._head, self._above, self.working):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def _listen(self) -> None:
        for one in (self.files_button, self.first_button):
            one.clicked.connect(self.choose_files)
        for one in (self.folder_button, self.first_folder):
            one.clicked.connect(self.choose_folder)
        self.people.toggled.connect(self._want_people)
        self.table.current_changed.connect(lambda _id: self._show_in_hand())
        self.table.tick_asked.connect(self._turn)
        self.table.opened.connect(self._enter_pane)
        self.pane.left.connect(self.table.setFocus)
        self.pane.ticked.connect(lambda _on: self._turn([self.table.current_id]))
        self.take_button.clicked.connect(self.take)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        ready = self.take_button.isEnabled
        undo = "&Undo taking over"
        return (
            Command("&Edit", undo, self.undo, "Ctrl+Z", self._can_undo, writes=True),
            Command("&Record", "&Take over", self.take, "Ctrl+Enter; Ctrl+Return", ready),
        )

    # --- As any page over the tabs ------------------------------------------------------------

    def refresh(self) -> None:
        """Compare again what was read: the records were changed, or it was opened again."""
        compared = self._compared
        if compared is not None:
            self._run(partial(self._work.again, compared.read, self._wanted), self._renew)

    def find(self) -> None:
        """Take the focus to the list: there is no filter."""
        self.table.setFocus()

    def forget(self) -> None:
        """Let go of what was read: there are names in it."""
        for task in list(self._tasks):
            task.cancel()
        self._wanted, self._compared = Wanted(), None
        self._ticked = set()
        self.people.blockSignals(True)
        self.people.setChecked(False)
        self.people.blockSignals(False)
        self._say_nothing_above()
        self._show()

    # --- Reading ------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Let files or a .zip be chosen, and compare what they say."""
        chosen = self._desk.ask.files_to_open("Compare with police.uk", KINDS)
        if chosen:
            self.read(chosen)

    def choose_folder(self) -> None:
        """Let a folder of saved files be chosen."""
        chosen = self._desk.ask.folder("Folder with files of police.uk")
        if chosen is not None:
            self.read([chosen])

    def read(self, paths: Sequence[Path]) -> None:
        """Read these, instead of what was read before."""
        self._wanted = replace(self._wanted, paths=tuple(paths), trusted=frozenset())
        self._read()

    def _read(self) -> None:
        self._run(partial(self._work.read, self._wanted), self._show_read)

    def _trust(self) -> None:
        """The sergeant says that priorities with underscores are to be read as well."""
        compared = self._compared
        if compared is not None:
            invented = frozenset(compared.read.reading.invented)
            self._wanted = replace(self._wanted, trusted=self._wanted.trusted | invented)
            self._read()

    def _want_people(self, wanted: bool) -> None:
        self._wanted = replace(self._wanted, people=wanted)
        self.refresh()

    def _show_read(self, compared: Compared) -> None:
        self._compared = compared
        self._ticked = ticked_at_first(compared.lines)
        self._say_remarks()
        self._show()
        self.table.setFocus()

    def _renew(self, compared: Compared) -> None:
        """The same files beside other records: what was ticked stays so, as far as it can."""
        before = self._compared
        known = {one.id for one in before.lines} if before else set()
        new = {one for one in compared.lines if one.id not in known}
        possible = {one.id for one in compared.lines if one.takes}
        self._compared = compared
        self._ticked = (self._ticked & possible) | ticked_at_first(new)
        self._show()

    def _say_remarks(self) -> None:
        """Of what there is to say of the files, the most pressing alone; the pane has the rest."""
        self._say_nothing_above()
        if self._compared is None:
            return
        reading = self._compared.read.reading
        if reading.problems:
            title = words.problem_title(reading)
            self.box.say(title, words.remarks(reading.problems), tone="bad")
            self._said_above = words.said_whole(reading.problems)
        elif reading.invented:
            title, text = words.invented(reading)
            self.box.say(title, text, words.INVENTED, tone="warn", do=self._trust)
        elif reading.cautions:
            title = f"{counted(len(reading.cautions), 'remark')} on what was read"
            self.box.say(title, words.remarks(reading.cautions), tone="info")
            self._said_above = words.said_whole(reading.cautions)
        if self.box.words:
            announce(self.box, self.box.words)

    def _say_nothing_above(self) -> None:
        """Let the box go, or say something else: the pane has all remarks again."""
        self.box.hide()
        self._said_above = ()
        self._show_sources()

    def _show_sources(self) -> None:
        reading = self._compared.read.reading if self._compared else None
        self.pane.show_sources(reading, self._said_above)

    # --- What is shown ------------------------------------------------------------------------

    def _show(self) -> None:
        compared = self._compared
        lines = compared.lines if compared else ()
        self.rows.show_rows(list(rows(lines, self._ticked)))
        self._stack.setCurrentWidget(self.beside if lines else self.none)
        self._head.setVisible(compared is not None)
        for one in (self._foot, self.files_button, self.folder_button):
            one.setVisible(bool(lines))
        self._above.setVisible(not self.box.isHidden())
        if compared is None:
            self.none.say(*words.NOTHING_READ)
        else:
            self.none.say(*words.nothing_said(compared.read.reading))
            has_people = compared.read.reading.published.people is not None
            self.called.setText(breakable(f"Read from {compared.read.called}."))
            self.people.setVisible(has_people)
        self._show_sources()
        if lines and self.table.currentIndex().row() < 0:
            self.table.take_near(0)
        self._show_ticked()
        self._show_in_hand()

    def _show_ticked(self) -> None:
        lines = self._compared.lines if self._compared else ()
        self.totals.setText(words.summary(lines, len(self._ticked)))
        text = words.take(len(self._ticked))
        self.take_button.setText(text)
        self.take_button.setAccessibleName(without_mnemonic(text))
        self.take_button.setEnabled(bool(self._ticked) and not self._desk.store.only_looks)

    def _show_in_hand(self) -> None:
        line = self._in_hand
        self.pane.show_line(line, ticked=line is not None and line.id in self._ticked)

    @property
    def _in_hand(self) -> Line | None:
        lines = self._compared.lines if self._compared else ()
        return next((one for one in lines if one.id == self.table.current_id), None)

    def _enter_pane(self, _id: object) -> None:
        self.beside.open_pane()
        self.pane.enter()

    # --- Ticking and taking -------------------------------------------------------------------

    def _turn(self, ids: Sequence[object]) -> None:
        """Tick these lines; if all of them are ticked, take the ticks away."""
        lines = self._compared.lines if self._compared else ()
        wanted = {one.id for one in lines if one.id in ids and one.takes}
        if not wanted:
            return
        if wanted <= self._ticked:
            self._ticked -= wanted
        else:
            self._ticked |= wanted
        self.rows.show_rows(list(rows(lines, self._ticked)))
        self._show_ticked()
        self._show_in_hand()
        announce(self.table, f"{len(self._ticked):,} ticked")

    def take(self) -> None:
        """Take over what is ticked, as one change (Ctrl+Enter)."""
        compared = self._compared
        if compared is None or not self._ticked or not self.take_button.isEnabled():
            return
        chosen = [one for one in compared.lines if one.id in self._ticked]
        # Once is enough: it comes back with what is left to be ticked.
        self.take_button.setEnabled(False)
        work = partial(self._work.take, compared.read, self._wanted, chosen)
        self._run(work, self._taken)

    def _taken(self, number: int) -> None:
        self._show_ticked()
        self._done = words.change(number)
        title = f"Took over {counted(number, 'line')}"
        self._say_nothing_above()
        self.box.say(title, "Ctrl+Z takes it back.", "Undo", tone="ok", do=self.undo)
        self._above.show()
        announce(self.box, self.box.words)
        self.table.setFocus()

    def undo(self) -> None:
        """Take back what was taken over, as long as nothing else was done after it (Ctrl+Z)."""
        if self._can_undo():
            self._desk.store.undo()
            self._say_nothing_above()
            self._above.hide()
            announce(self.table, "Undone")
        self.table.setFocus()

    def _can_undo(self) -> bool:
        return bool(self._done) and self._desk.store.undo_label == self._done

    # --- The worker ---------------------------------------------------------------------------

    def _run(self, work: Callable[[Progress], Any], then: Callable[[Any], object]) -> None:
        """Do something in the worker, and say in the box why it did not work."""
        over: list[bool] = []

        def done(found: Any) -> None:
            over.append(True)
            then(found)

        def failed(error: Exception) -> None:
            over.append(True)
            if not isinstance(error, DeskError):
                raise error
            self._say_nothing_above()
            failing.say(self._desk, self.box, error)
            self._above.show()
            self._show_ticked()

        task = self._desk.tasks.run(work, done, owner=self.widget, failed=failed)
        if not over:
            self._tasks.append(task)
            task.ended.connect(self._ended)
            watch = partial(self.working.watch, task, "Reading and comparing")
            later(self.widget, lambda: None if over else watch(), _LONG_MS)

    def _ended(self, task: Task) -> None:
        self._tasks.remove(task)
