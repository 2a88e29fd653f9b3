"""*What the published figures say*: notes of street-level crime, to be read beside a record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from snt_desk.domain import clock, street_crime
from snt_desk.services.street_crime import Note
from snt_desk.ui.bars import Bar, Bars
from snt_desk.ui.parts import across, breakable, button, label

_MOST = 6
"""So many categories of a note are shown; the others are added up."""


class PublishedFigures(QFrame):
    """The latest note of each place, with its bars, its day and its source; and a way to add one.

    Where there is none it takes no room but for that way.
    """

    add_asked = Signal()
    """*Add crime figures…*"""

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self._heading = label("What the published figures say", "heading")
        self.add_button = button("Add crime figures…", "link", "plus", writes=True)
        self.add_button.clicked.connect(self.add_asked)
        self._held = QVBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.setSpacing(8)
        self._parts: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addLayout(self._held)
        column.addWidget(across(self.add_button, None))
        self.show_notes(())

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these, the latest of each place."""
        latest = {one.place: one for one in reversed(notes)}
        self.notes = tuple(one for one in notes if latest[one.place] is one)
        for part in self._parts:
            self._held.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [_shown(one) for one in self.notes]
        for part in self._parts:
            self._held.addWidget(part)
            # At once: Qt would do it when it next has time.
            part.show()
        self._heading.setVisible(bool(self.notes))


def _shown(note: Note) -> QWidget:
    every = street_crime.by_category(note.figures)
    shown, others = every[:_MOST], every[_MOST:]
    rows = [Bar(name, number, f"{number:,}") for name, number in shown]
    if others:
        number = sum(number for _, number in others)
        rows.append(Bar("All others", number, f"{number:,}"))
    whole = max((number for _, number in every), default=0)
    bars = Bars(f"Published crimes, {note.place}", ("Category", "Crimes"))
    total = sum(number for _, number in every)
    holder = QFrame()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    said = f"{note.place}, {note.months}: {total:,} crimes."
    column.addWidget(label(breakable(said), wrap=True))
    column.addWidget(bars)
    # Shown by themselves they would be a window for a moment, and take the focus from this one.
    bars.show_bars(rows, whole=max(whole, *(row.amount for row in rows)) if rows else 0)
    taken = f"Taken {clock.long_day(note.taken)} from {note.source}."
    column.addWidget(label(breakable(taken), "small", wrap=True))
    return holder
