"""The journal over the tabs: every entry in a list of any length, the one in hand beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.db.store import EVERYTHING
from snt_desk.errors import DeskError
from snt_desk.services import (
    backup_anchors,
    disclosures,
    journal,
    journal_check,
    journal_entry,
    journal_export,
)
from snt_desk.services.bring_back import Gone, OwnerGoneError
from snt_desk.services.journal import Filter, JournalRow, Who
from snt_desk.services.journal_check import Verdict
from snt_desk.services.journal_entry import EntryInFull
from snt_desk.services.residents import Visit
from snt_desk.ui import bringing_back
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Command
from snt_desk.ui.pages.journal.chips import JournalChips
from snt_desk.ui.pages.journal.columns import COLUMNS
from snt_desk.ui.pages.journal.pane import EntryPane
from snt_desk.ui.panels import Beside, Box, EmptyPage, Working
from snt_desk.ui.parts import across, announce, button, down, label
from snt_desk.ui.table import BlockModel, Id
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress, Task

T = TypeVar("T")
_FILE = {"Comma-separated values": "*.csv"}
_FOR = ("the Information Commissioner", disclosures.OWN_COPY, disclosures.COMMAND)


@dataclass(frozen=True)
class _Seen:
    """What the list shows: the numbers of its entries, newest first, and who made any."""

    numbers: array[int]
    people: Sequence[tuple[Who, str]]


_NO_MATCH = ("No entry matches", "Nothing of this kind was noted in that time.")
_NO_DELETED = ("Nothing has been deleted", "What is deleted stands here, and can be brought back.")


class JournalPage:
    """Reads the journal, exports it, checks it, and brings back what it knows."""

    title = "Journal"
    shows = EVERYTHING

    def __init__(self, where: str) -> None:
        """`where` is the data file, whose backups keep anchors; empty on a server."""
        self._where = where
        self._numbers = array("q")
        self._asked: Task | None = None
        self._looked: Task | None = None
        self._task: Task | None = None
        self._busy = self._for_deleted = False

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, and read the newest entries."""
        self._desk = desk
        self._visit = Visit(desk.store, "Look at a resident’s details in the journal")
        self.rows = BlockModel(COLUMNS, self._fetch, place=self._place)
        self.table = TableView(self.rows, "Journal")
        self.table.personal = True
        self.table.setObjectName("journal")
        self._check = button("Check the &journal", "", "circle-check")
        self._export = button("E&xport…", "", "download", tip="Ctrl+E")
        self.chips = JournalChips((self._export, self._check))
        self.pane = EntryPane()
        self._lay_out()
        self._listen()
        self.refresh()
        return self.widget

    def _lay_out(self) -> None:
        self.box = Box("ok")
        self.working = Working()
        self.working.setContentsMargins(16, 8, 16, 8)
        self.count = label("", "muted")
        self._show_all = button("Clear filters", "primary")
        self.none = EmptyPage("list-filter", self._show_all)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.none)
        main = down(
            across(self.box, margins=(16, 12, 16, 4), stretch=(0,)),
            self.chips,
            self._stack,
            across(self.count, None, margins=(16, 6, 16, 6)),
            self.working,
            space=0,
            stretch=(2,),
            name="page",
        )
        self.widget = Beside(main, self.pane)
        self.widget.setObjectName("journal-panes")
        self._tell_of_the_server()

    def _tell_of_the_server(self) -> None:
        self._holder = self.box.parentWidget()
        self._say_box()
        if not self._desk.store.journalled:
            self._check.setEnabled(False)
            self._say_box(
                "On a server the journal holds what was seen and given out",
                "What was changed is not noted there yet, and nothing is sealed.",
                "warn",
            )

    def _listen(self) -> None:
        self.chips.changed.connect(self._ask)
        self.chips.words.left.connect(self.table.setFocus)
        self.table.typed.connect(self.chips.words.take)
        self.table.current_changed.connect(self._look)
        self.table.opened.connect(self._enter_pane)
        self._show_all.clicked.connect(self.chips.clear)
        self._check.clicked.connect(self.check)
        self._export.clicked.connect(self.export)
        self.pane.bring_back_asked.connect(self._bring_back)
        self.chips.show_actions(shown=True)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        return (
            Command("&File", "E&xport what is shown…", self.export, "Ctrl+E", self._can_export),
            Command("&Record", "&Bring back", self._bring_back_all, "F2", self._can_bring_back),
            Command("&View", "&Pane beside the list", self.widget.toggle_pane, "F4"),
            Command("&Tools", "&Check the journal", self.check, ready=self._can_check),
        )

    # --- The list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list again; what is in hand stays in hand."""
        self._ask()

    def find(self) -> None:
        """Take the focus to the filter."""
        self.chips.words.setFocus()
        self.chips.words.selectAll()

    def new(self) -> None:
        """Nothing is begun here: the journal writes itself."""

    def save(self) -> None:
        """Nothing is typed here."""

    def show_deleted(self) -> None:
        """Show what was deleted, of any time and kind."""
        self.chips.clear()
        self.chips.gone.setChecked(True)
        self._for_deleted = True

    def show_entries(self) -> None:
        """Show the entries again, where what was deleted was asked for before."""
        if self._for_deleted:
            self._for_deleted = False
            self.chips.clear()

    def forget(self) -> None:
        """Let go of what is shown; who opens it again looks at residents anew."""
        self._cancel()
        self._visit.end()
        self._numbers = array("q")
        self.rows.show_count(0)
        self.pane.show_nothing()

    def _cancel(self) -> None:
        for task in (self._asked, self._looked):
            if task is not None:
                task.cancel()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        work = partial(self._read, self.chips.wanted)
        self._asked = self._desk.tasks.run(work, self._show, owner=self.widget)

    def _read(self, wanted: Filter, _progress: Progress) -> _Seen:
        with self._desk.store.read() as session:
            return _Seen(journal.keys(session, wanted), journal.people(session))

    def _show(self, seen: _Seen) -> None:
        self._numbers = seen.numbers
        self.chips.show_people(seen.people)
        self.rows.show_count(len(seen.numbers))
        self.count.setText(_entries(len(seen.numbers)))
        if not seen.numbers:
            self.none.say(*(_NO_DELETED if self.chips.wanted == Filter(gone=True) else _NO_MATCH))
        self._stack.setCurrentIndex(0 if seen.numbers else 1)
        if seen.numbers and self.table.current_id is None:
            self.table.take_near(0)
        self._look(self.table.current_id)

    def _fetch(self, offset: int, limit: int) -> Sequence[JournalRow]:
        with self._desk.store.read() as session:
            return journal.rows(session, self._numbers[offset : offset + limit])

    def _place(self, wanted: Id) -> int | None:
        # They stand in falling order.
        low, high = 0, len(self._numbers)
        while low < high:
            middle = (low + high) // 2
            if self._numbers[middle] > int(wanted):
                low = middle + 1
            else:
                high = middle
        found = low < len(self._numbers) and self._numbers[low] == wanted
        return low if found else None

    # --- The entry in hand --------------------------------------------------------------------

    def _look(self, wanted: object) -> None:
        if self._looked is not None:
            self._looked.cancel()
        if not isinstance(wanted, int):
            self.pane.show_nothing()
            return
        work = partial(self._read_entry, wanted)
        self._looked = self._desk.tasks.run(work, self._show_entry, owner=self.widget)

    def _read_entry(self, number: int, _progress: Progress) -> EntryInFull | None:
        with self._desk.store.read() as session:
            return journal_entry.read(session, number)

    def _show_entry(self, entry: EntryInFull | None) -> None:
        if entry is None:
            self.pane.show_nothing()
            return
        try:
            for ref in entry.residents:
                self._visit.see(ref)
        except DeskError as error:
            # A look that cannot be noted is not to be had.
            self.pane.show_refused(error.title, error.detail)
            return
        self.pane.show_entry(entry)

    def in_hand(self) -> tuple[str, str] | None:
        """Give the record that the entry in hand is about; None for several, and what is gone."""
        told = self.pane.told
        there = len(told) == 1 and told[0].did != "went"
        return (told[0].table, told[0].ref) if there else None

    def _enter_pane(self, _number: object = None) -> None:
        self.widget.open_pane()
        (self.pane.list if self.pane.gone else self.pane.text).setFocus()

    # --- Bringing back ------------------------------------------------------------------------

    def _can_bring_back(self) -> bool:
        return bool(self.pane.gone) and not self._busy

    def _bring_back_all(self) -> None:
        if self._can_bring_back():
            self._bring_back(list(self.pane.gone))

    def _bring_back(self, records: list[Gone]) -> None:
        if self._busy:
            return

        def refused(error: DeskError) -> None:
            if isinstance(error, OwnerGoneError) and error.owner not in records:
                more = bringing_back.with_owner(self._desk, records, error)
                if more:
                    self._bring_back(list(more))
                return
            self.pane.box.say(error.title, error.detail)
            announce(self.pane, f"{error.title}. {error.detail}")

        def work(_progress: Progress) -> str:
            return bringing_back.bring(self._desk.store, records)

        # There may be thousands.
        self._run(work, self._brought, "Bringing back", refused)

    def _brought(self, done: str) -> None:
        said = done.replace("Bring", "Brought", 1)
        self._say_box(said, "Undo takes it back, once the journal is closed.", "ok")

    # --- Exporting and checking ---------------------------------------------------------------

    def _can_export(self) -> bool:
        return bool(self._numbers) and not self._busy

    def _can_check(self) -> bool:
        return self._desk.store.journalled and not self._busy

    def export(self) -> None:
        """Write what is shown to a file, noted with who gets it (Ctrl+E)."""
        if not self._can_export():
            return
        suggested = Path.home() / f"Journal of {self._desk.team.name or 'the team'}.csv"
        given = self._desk.ask.file_to_give("Export the journal", suggested, _FILE, _FOR)
        if given is None:
            return
        called = f"Journal of {self._desk.team.name}"
        order = journal_export.Order(given.path, called, given.recipient)
        numbers = self._numbers

        def work(progress: Progress) -> str:
            journal_export.write(self._desk.store, numbers, order, report=progress.report)
            return f"Exported {_entries(len(numbers))} to {given.path.name}"

        self._run(work, lambda said: self._say_box(said, "", "ok"), "Exporting")

    def check(self) -> None:
        """Look whether the journal is whole."""
        if not self._can_check():
            return

        def work(progress: Progress) -> Verdict:
            anchors = self._anchors()
            return journal_check.check(self._desk.store, anchors, progress.report)

        self._run(work, self._tell, "Checking the journal")

    def _anchors(self) -> Sequence[str]:
        if not self._where:
            return ()
        second = self._desk.preferences.settings.second_backup
        with self._desk.store.read() as session:
            place = Path(second) if second else None
            return backup_anchors.anchors(session, self._where, place)

    def _tell(self, verdict: Verdict) -> None:
        self._say_box(verdict.title, verdict.text, "ok" if verdict.sound else "bad")

    def _run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        said: str,
        refused: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Do it in the worker; `refused` is told what is in the way, else the box above says it."""
        self._busy = True
        self._say_box()

        def failed(error: Exception) -> None:
            self._busy = False
            if not isinstance(error, DeskError):
                raise error
            if refused is not None:
                refused(error)
            else:
                self._say_box(error.title, error.detail, "bad")

        before = self._task
        task = self._desk.tasks.run(work, then, owner=self.widget, failed=failed)
        if self._task is not before:
            # It has begun another one in its place.
            return
        self._task = task
        task.ended.connect(self._over)
        if self._desk.tasks.busy:
            self.working.watch(task, said)
        else:
            self._over(task)

    def _over(self, task: Task) -> None:
        if task is self._task:
            self._busy = False

    def _say_box(self, title: str = "", text: str = "", tone: str = "ok") -> None:
        """Say something above the list; nothing, and it leaves no room."""
        if title:
            self.box.say(title, text, tone=tone)
            announce(self.box, f"{title}. {text}".strip())
        else:
            self.box.hide()
        if self._holder is not None:
            self._holder.setVisible(bool(title))


def _entries(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"
