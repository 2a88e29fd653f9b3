"""All that is selected in the log, changed or taken away as one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from snt_desk.errors import DeskError
from snt_desk.services import patrol_bulk
from snt_desk.ui import many
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted
from snt_desk.ui.page import Command
from snt_desk.ui.pages.patrols.changing import ChangeForm
from snt_desk.ui.pages.patrols.log import Log
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.panels import Beside


class Several(QObject):
    """Its form stands in the pane while it asks what is to be changed."""

    failed = Signal(DeskError)
    """They could not be taken away."""

    def __init__(self, desk: Desk, log: Log, lookup: Lookup, panes: Beside) -> None:
        super().__init__(log)
        self._desk = desk
        self._log = log
        self._lookup = lookup
        self._panes = panes
        self._form: ChangeForm | None = None
        log.delete_asked.connect(self.delete)
        # The key is the menu bar's.
        line = QAction("Chan&ge those selected…\tF2", log.table)
        line.triggered.connect(self.change)
        log.table.addAction(line)

    @property
    def form(self) -> ChangeForm:
        """The form, made when it is first wanted."""
        if self._form is None:
            self._form = ChangeForm(self._desk, self._lookup)
            self._panes.hold(self._form)
            self._form.done.connect(self._leave)
        return self._form

    def commands(self) -> Iterator[Command]:
        """The line of the menu."""
        yield Command(
            "&Record", "&Change those selected…", self.change, "F2", self._any, says=self._words
        )

    def change(self) -> None:
        """Ask what the selected patrols are to be changed to (F2)."""
        refs = self._log.selected()
        if refs:
            # There is not room for both where the text is large.
            self._log.asking.strip.hide()
            self._panes.show_instead(self.form)
            self.form.begin(refs)

    @property
    def asks(self) -> bool:
        """Whether its form is what is being filled."""
        return self._form is not None and self._form.isVisible()

    def delete(self, refs: Sequence[str]) -> None:
        """Take these patrols out of the log; undo brings them back."""
        if refs:
            name = counted(len(refs), "patrol")
            if len(refs) == 1:
                name = self._lookup.name(self._lookup.opened(refs[0]))
            work = partial(self._take_away, name, refs)
            then = self._log.table.setFocus
            self._desk.first_back_up(
                len(refs),
                lambda: many.do(
                    self._desk, len(refs), work, owner=self, then=then, failed=self.failed.emit
                ),
            )

    def _take_away(self, name: str, refs: Sequence[str]) -> None:
        with self._desk.store.change(f"Delete {name}") as session:
            patrol_bulk.remove(session, self._desk.team.id, refs)

    def _any(self) -> bool:
        table = self._log.table
        return table.isVisible() and table.selectionModel().hasSelection()

    def _words(self) -> str:
        rows = self._log.table.selectionModel().selection().toList()
        number = sum(one.height() for one in rows)
        # Among groups some are headings.
        sure = number > 1 and self._log.lists.asked.by is None
        return f"&Change {number:,} patrols…" if sure else "&Change those selected…"

    def _leave(self) -> None:
        self._panes.shut_instead()
        self._log.table.setFocus()
