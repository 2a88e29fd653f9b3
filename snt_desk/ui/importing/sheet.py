"""A sheet on the import page: what it is, its rows as they are understood, cells that are mended.

What is mended lives here until it is taken. Rows that are mended stay where they are until
another filter is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from snt_desk.domain.sheet import KINDS, Grid, Matching, Value, match
from snt_desk.domain.sheet.mending import bad_rows
from snt_desk.domain.sheet.words import text_of
from snt_desk.services import files
from snt_desk.ui.ask import Ask
from snt_desk.ui.importing import columns, saying, words
from snt_desk.ui.importing.alike import Mended, alike, with_cells
from snt_desk.ui.importing.run import Run
from snt_desk.ui.importing.seen import ALL, OPEN, Place, Row, Seen, Shown, to_do
from snt_desk.ui.importing.table import SheetTable
from snt_desk.ui.importing.view import ImportView
from snt_desk.ui.importing.work import Opened, Work, begun
from snt_desk.ui.page import Target
from snt_desk.ui.parts import announce
from snt_desk.ui.table import BlockModel


class SheetPart(QObject):
    """What is known of the sheet that is shown, and what the user does with it."""

    taken = Signal(object)
    """Its rows are in the records: where they can be seen, a `Target` or None."""
    left = Signal()
    """Esc in the table."""

    def __init__(self, view: ImportView, work: Work, ask: Ask, run: Run) -> None:
        """Show itself in the view; `run` does what takes longer than a blink."""
        super().__init__(view)
        self._view = view
        self._work = work
        self._ask = ask
        self._run = run
        self.table: SheetTable | None = None
        self._rows: BlockModel[Row] | None = None
        self._clear()
        view.onward.connect(self._enter)
        view.box.pressed.connect(self._next_problem)
        view.save.clicked.connect(self.save_rows)
        view.headings.sheet.activated.connect(self._choose_sheet)
        view.headings.holds.activated.connect(self._choose_kind)
        view.headings.changed.connect(self._match)
        view.headings.moved.connect(self._move_headings)
        view.chips.chosen.connect(self._filter)
        view.chips.words.left.connect(self._enter)

    def _clear(self) -> None:
        self._opened: Opened | None = None
        self._at = 0
        self._done: set[int] = set()
        self._grid = Grid("", ())
        self._matching: Matching | None = None
        self._shown: Shown | None = None
        self._mended: list[Mended] = []
        self._rows_saved = False
        self._pending = False
        self._wanted = False
        self.writing = False

    def forget(self) -> None:
        """Let go of the sheet."""
        self._drop_table()
        self._clear()

    @property
    def mended(self) -> int:
        """How many cells were mended and are in no record yet."""
        return sum(len(one.cells) for one in self._mended)

    def stay(self) -> bool:
        """Go on with the sheet as it was, after something was given up; False if there is none."""
        wrote, self.writing = self.writing, False
        self._pending = self._wanted = False
        if self._shown is None:
            return False
        self._say(self._shown.seen)
        if wrote:
            # Who thinks better of it too late has it in the records, and is told so.
            self._look(self._show_mended)
        return True

    # --- Which sheet, and what it is ----------------------------------------------------------

    def show(self, opened: Opened) -> None:
        """Show a book, at the first of its sheets that is not taken in and looks like a table."""
        self._opened = opened
        self._show_sheet(next((at for at in opened.order if at not in self._done), 0))

    def _show_sheet(self, at: int) -> None:
        assert self._opened is not None  # noqa: S101  # a book is shown
        self._at, self._grid = at, self._opened.book.sheets[at]
        self._mended.clear()
        self._rows_saved = False
        found = self._opened.matchings[at]
        sheets_ = [
            (n, words.cut(one.name or f"Sheet {n + 1}"))
            for n, one in enumerate(self._opened.book.sheets)
        ]
        kinds = [(one.name, one.title) for one in KINDS]
        self._view.headings.show_book(sheets_, at, kinds, found.kind if found else None)
        if found is not None:
            self._match(found)
        else:
            self._show_unknown()

    def _show_unknown(self) -> None:
        self._matching = self._shown = None
        self._drop_table()
        view = self._view
        view.say_title(words.title("", self._file), self._where(len(self._grid.rows)))
        view.say_none("No headings are known here", "Choose at the left what the sheet holds.")
        view.say_buttons(0, 0, ready=False)
        view.panes.go_back()
        view.headings.holds.setFocus()

    def _choose_sheet(self, at: int) -> None:
        if at == self._at:
            return
        if self._mended and not self._ask.confirm(
            "Leave this sheet?", "What was mended in it goes with it.", "Leave"
        ):
            self._view.headings.sheet.setCurrentIndex(self._at)
            return
        self._show_sheet(at)

    def _choose_kind(self, _at: int) -> None:
        assert self._opened is not None  # noqa: S101  # a book is shown
        kind, around, now = (
            str(self._view.headings.holds.currentData()),
            self._opened.around,
            self._matching,
        )
        if now is None:
            self._match(begun(self._grid, kind, around))
        elif kind != now.kind:
            self._match(match(self._grid, kind, around, now.heading_row, now.heading_rows))

    def _move_headings(self, row: int) -> None:
        if self._opened is not None and self._matching is not None and row <= len(self._grid.rows):
            self._match(match(self._grid, self._matching.kind, self._opened.around, row))

    def _match(self, matching: Matching) -> None:
        """Take the columns for these fields, and show the rows anew."""
        self._matching = matching
        self._look(self._show_anew)

    # --- Understanding ------------------------------------------------------------------------

    def _look(self, then: Callable[[Seen], None]) -> None:
        """Understand the sheet as it stands now, in the worker: nobody waits for it."""
        if self._opened is None or self._matching is None:
            return
        self._pending = True
        look = partial(self._work.look, self._grid, self._matching, self._opened.around)
        self._run(lambda _: look(), partial(self._looked, then), "Reading the rows")

    def _looked(self, then: Callable[[Seen], None], seen: Seen) -> None:
        self._pending = False
        then(seen)
        if self._wanted:
            self.take()

    def _show_anew(self, seen: Seen) -> None:
        """Show a sheet whose columns were matched anew."""
        self._shown = Shown(seen)
        self._make_table(self._shown)
        self._say(seen)
        announce(self._view, self._view.box.words or words.rows(seen.total))
        self._filter()
        if seen.preview.understood.missing:
            self._view.panes.go_back()
            if not self._view.headings.has_focus():
                self._view.headings.enter()
        elif not self._view.headings.has_focus():
            self._enter()

    def _show_mended(self, seen: Seen) -> None:
        """Show the rows as they are understood now; none goes away under the user's hands."""
        if self._shown is None or self._rows is None:
            return
        if self._shown.take(seen):
            self._rows.renew(self._shown.newer)
        else:
            self._rows.show_count(self._shown.count)
        self._say(seen)

    def _make_table(self, shown: Shown) -> None:
        self._drop_table()
        rows = BlockModel(columns.of(shown.seen), shown.fetch, place=shown.find)
        self._rows, self.table = rows, SheetTable(rows, shown)
        rows.setParent(self.table)
        self.table.left.connect(self.left)
        self.table.mended.connect(self._mend)
        self.table.current_changed.connect(self._say_in_hand)
        self._view.rows.addWidget(self.table)

    def _drop_table(self) -> None:
        self._rows = None
        if self.table is not None:
            self.table.let_go()
            self._view.rows.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None

    # --- What is said -------------------------------------------------------------------------

    @property
    def _file(self) -> str:
        return self._opened.book.file if self._opened is not None else ""

    def _where(self, count: int) -> str:
        sheets_ = len(self._opened.book.sheets) if self._opened is not None else 1
        return words.where(self._at, sheets_, count, len(self._done))

    def _say(self, seen: Seen) -> None:
        saying.say(self._view, seen, self._file, self._where(seen.total))
        self._say_in_hand()

    def _say_in_hand(self) -> None:
        """Say below the table, whole, what its last column may have no room for."""
        at = self.table.currentIndex().row() if self.table is not None else -1
        row = self._rows.row(at) if self._rows is not None and at >= 0 else None
        if isinstance(row, Row) and not row.typed:
            tone = columns.BADGES[row.line.state].tone
            said = to_do(row.line) or columns.BADGES[row.line.state].text
            self._view.in_hand.say(f"Row {row.id}: {said}", tone)
            if row.line.problems and self.table is not None and self.table.hasFocus():
                announce(self._view.in_hand, said)
        else:
            self._view.in_hand.say("", "plain")

    def _filter(self) -> None:
        if self._shown is None or self.table is None or self._rows is None:
            return
        view, seen = self._view, self._shown.seen
        if view.chips.words.text() and not seen.searchable:
            self._work.search(seen, self._filter, owner=self)
            return
        self._shown.choose(view.chips.state, view.chips.words.text())
        self._rows.show_count(self._shown.count)
        if self._shown.count:
            view.rows.setCurrentWidget(self.table)
        else:
            view.no_match.say("No row matches", f"{words.rows(self._shown.seen.total)} in all.")
            view.rows.setCurrentWidget(view.no_match)

    # --- Mending ------------------------------------------------------------------------------

    def mend(self) -> None:
        """Open the cell in hand (F2)."""
        if self.table is not None:
            self.table.setFocus()
            self.table.mend()

    def _mend(self, place: Place, text: str) -> None:
        row = self._grid.rows[place.row - 1]
        before = row[place.column] if place.column < len(row) else None
        self._mended.append(Mended(((place, before),)))
        self._put([(place, text or None)])

    def alike(self) -> list[Place]:
        """The other cells in need of it that say what stood in the one that was mended last."""
        if not self._mended or self._shown is None or self.writing:
            return []
        return alike(self._shown.seen, self._grid, self._mended[-1])

    def mend_alike(self) -> None:
        """Write the same into all of them (Shift+F2); one Ctrl+Z puts them back."""
        others = self.alike()
        if not others or self._shown is None:
            return
        first = self._mended[-1].cells[0][0]
        cells = self._grid.rows[first.row - 1]
        now, before = cells[first.column], self._mended[-1].cells[0][1]
        self._mended.append(Mended(tuple((one, before) for one in others)))
        self._put([(one, now) for one in others])

    def can_undo(self) -> bool:
        """Whether a cell was mended."""
        return bool(self._mended)

    def undo(self) -> None:
        """Put back the cell that was mended last (Ctrl+Z)."""
        cells = self._mended.pop().cells
        self._put(cells)
        if self.table is not None:
            self.table.select(cells[0][0].row)

    def _put(self, cells: Sequence[tuple[Place, Value]]) -> None:
        self._rows_saved = False
        self._view.busy.forget()
        self._grid = with_cells(self._grid, cells)
        if self._shown is not None and self._rows is not None:
            for place, value in cells:
                self._shown.type(place, text_of(value))
            self._rows.renew(self._shown.newer)
        self._look(partial(self._show_put, cells[0][0].row))

    def _show_put(self, row: int, seen: Seen) -> None:
        self._show_mended(seen)
        line = seen.line(row)
        if line is not None:
            said = to_do(line) if line.problems else columns.BADGES[line.state].text
            announce(self._view, f"Row {row}: {said}")
        if others := self.alike():
            self._view.busy.tell(words.alike(len(others), self._mended[-1].before))

    def _next_problem(self) -> None:
        if self.table is not None and not self.table.next_mark():
            self._view.chips.choose(ALL)
            self.table.next_mark()

    def has_rows(self) -> bool:
        """Whether there are rows to be mended."""
        return self._shown is not None and not self.writing

    def has_problems(self) -> bool:
        """Whether there are rows that cannot be taken."""
        return self._shown is not None and self._shown.seen.count("problem") > 0

    # --- Taking -------------------------------------------------------------------------------

    def save_rows(self) -> bool:
        """Write the rows that have a problem to a file; False if no place was chosen."""
        if self._shown is None:
            return False
        seen = self._shown.seen
        place = self._ask.file_to_save(
            "Save the problem rows",
            Path.home() / words.problem_file(self._file),
            {"Rows with commas": "*.csv"},
        )
        if place is None:
            return False
        data = bad_rows(seen.grid, seen.matching, seen.preview.problems)
        with files.staged(place.parent, {place.name: data}):
            self._work.note_bad_rows(place.name)
        self._rows_saved = True
        self._view.busy.tell(words.saved(seen.count("problem")))
        return True

    def take(self) -> None:
        """Write the good rows as one change; the others go into a file of their own first."""
        if self.table is not None and self.table.editing:
            self.table.setFocus()
        if self._shown is None or self.writing:
            return
        # What was typed last is understood first.
        self._wanted = self._pending
        if self._pending:
            return
        seen = self._shown.seen
        if not seen.count(*OPEN):
            return
        if seen.count("problem") and not self._rows_saved and not self.save_rows():
            return
        self.writing = True
        self._view.take.setEnabled(False)
        self._run(partial(self._work.take, seen, self._file), self._taken, "Importing")

    def _taken(self, shown_at: Target | None) -> None:
        self._done.add(self._at)
        opened = self._opened
        if opened is not None and set(opened.order) - self._done:
            self._run(lambda _: self._work.again(opened), self._go_on, "Reading the next sheet")
            return
        self.forget()
        self.taken.emit(shown_at)

    def _go_on(self, opened: Opened) -> None:
        """Show the next sheet of a book of which one has just been taken in."""
        self.writing = False
        self.show(opened)

    def _enter(self) -> None:
        if self.table is not None:
            self.table.setFocus()
