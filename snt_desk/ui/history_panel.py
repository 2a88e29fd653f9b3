"""The history of the record in hand, to be read: newest first, who, when, and what became what.

From an entry of it the record can be put back as it was then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from snt_desk.domain import clock
from snt_desk.ui.keys import is_plain
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, button, column_of, down, label
from snt_desk.ui.reading import Paragraph, Reading

if TYPE_CHECKING:
    from snt_desk.services.history import Difference, Entry

_NOTHING = "Choose a record, and its changes stand here."
_UNKNOWN = "No change of this record is known."
_SAID = {"undo": "Undone: ", "redo": "Done again: "}


class HistoryPanel(QFrame):
    """Stands at the right of the page and follows what is in hand."""

    shut = Signal()
    """Esc, or its button."""
    put_back_asked = Signal(int)
    """The record is to be as this change left it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._entries: tuple[Entry, ...] = ()
        self.text = Reading("History")
        self.text.at.connect(self._offer)
        self.box = Box("bad")
        self.back = button("", "", "history")
        self.back.clicked.connect(self._ask)
        close = button("", "mark", "x", tip="Shut the history, Esc")
        close.clicked.connect(self.shut)
        head = across(label("History", "title"), None, close, margins=(16, 12, 12, 8))
        said = across(self.box, margins=(12, 0, 12, 8), stretch=(0,))
        self._foot = across(self.back, None, margins=(16, 8, 16, 12))
        whole = down(head, said, self.text, self._foot, space=0, stretch=(2,))
        self.setLayout(column_of(whole))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that there is nothing in hand."""
        self._show((), _NOTHING)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show the changes of the record in hand."""
        self._show(entries, _UNKNOWN)

    def _show(self, entries: tuple[Entry, ...], empty: str) -> None:
        self._entries = entries
        self.box.hide()
        self.text.write(list(_paragraphs(entries)) or [Paragraph(empty, "muted")])
        self._offer(self.text.current)

    def _offer(self, change: int) -> None:
        """Offer the version that the cursor is in, unless the record is so now."""
        changes = [one for one in self._entries if one.kind != "note"]
        older = next((one for one in changes[1:] if one.change == change), None)
        self._foot.setVisible(len(changes) > 1)
        self.back.setEnabled(older is not None)
        words = f"Put back as on {_when(older)}" if older else "Put back an older version"
        self.back.setText(words)
        self.back.setAccessibleName(words)

    def _ask(self) -> None:
        self.put_back_asked.emit(self.text.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain(event, Qt.Key.Key_Escape):
            self.shut.emit()
        elif is_plain(event, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.back.isEnabled():
            self._ask()
        else:
            super().keyPressEvent(event)


def _paragraphs(entries: Iterable[Entry]) -> Iterator[Paragraph]:
    for entry in entries:
        of = entry.change
        name = _SAID.get(entry.kind, "") + entry.label
        yield Paragraph(name, bold=True, above=14, of=of)
        yield Paragraph(f"{entry.who}, {_when(entry)}", "muted", above=0, of=of)
        for line in _lines(entry.differences):
            yield Paragraph(line, of=of)
        if entry.wiped:
            yield Paragraph("Details wiped", "muted", of=of)


def _when(entry: Entry) -> str:
    return f"{clock.long_day(clock.local_day(entry.at))} {clock.wall(entry.at)}"


def _lines(differences: Iterable[Difference]) -> Iterable[str]:
    for one in differences:
        if not one.before:
            yield f"{one.field}: {one.after}"
        else:
            yield f"{one.field}: {one.before} → {one.after or 'nothing'}"
