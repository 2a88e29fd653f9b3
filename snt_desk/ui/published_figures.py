"""*What the published figures say*: notes of street-level crime, to be read beside a record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from snt_desk.domain import clock, street_crime
from snt_desk.services import street_crime as service
from snt_desk.services.street_crime import Note
from snt_desk.ui import named
from snt_desk.ui.bars import Bar, Bars
from snt_desk.ui.desk import Desk
from snt_desk.ui.parts import across, breakable, button, label

_MOST = 6
"""So many categories of a note are shown; the others are added up."""


def delete(desk: Desk, note: Note) -> None:
    """Take a note away; undo brings it back. DeskError if it is gone."""
    with desk.store.change(named.change("Delete", "crime figures", note.place)) as session:
        service.delete(session, note.ref)


class PublishedFigures(QFrame):
    """The latest note of each place, with its bars, its day and its source; and a way to add one.

    Where there is none it takes no room but for that way.
    """

    add_asked = Signal()
    """*Add crime figures…*"""
    delete_asked = Signal(object)
    """The `Note` that is to be taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self._heading = label("What the published figures say", "heading")
        self.add_button = button("Add crime figures…", "link", "plus", writes=True)
        self.add_button.clicked.connect(self.add_asked)
        self._held = QVBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.setSpacing(8)
        self._parts: list[_Shown] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addLayout(self._held)
        column.addWidget(across(self.add_button, None))
        self.show_notes(())

    def show_notes(self, notes: Sequence[Note], *, fixed: bool = False) -> None:
        """Show these, the latest of each place; where it is `fixed` none is taken away."""
        latest = {one.place: one for one in reversed(notes)}
        self.notes = tuple(one for one in notes if latest[one.place] is one)
        if any(part.delete_button.hasFocus() for part in self._parts):
            # Before it goes: Qt would hand the focus on to whatever comes next.
            self.add_button.setFocus()
        for part in self._parts:
            self._held.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [_Shown(one) for one in self.notes]
        for part in self._parts:
            part.delete_asked.connect(partial(self.delete_asked.emit, part.note))
            part.setEnabled(not fixed)
            self._held.addWidget(part)
            # At once: Qt would do it when it next has time.
            part.show()
        self._order()
        self._heading.setVisible(bool(self.notes))

    def _order(self) -> None:
        """Let Tab come to each where it is seen: above the way to add one, however late made."""
        before = self.add_button.previousInFocusChain() or self.add_button
        for part in self._parts:
            QWidget.setTabOrder(before, part.delete_button)
            before = part.delete_button
        QWidget.setTabOrder(before, self.add_button)


class _Shown(QFrame):
    """One note: of which place and months, its bars, when it was taken from where."""

    delete_asked = Signal()
    """Its button, or Del on it."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note
        self.delete_button = button("", "mark", "trash-2", tip="Delete these figures")
        self.delete_button.setAccessibleName(f"Delete the figures: {note.place}, {note.months}")
        self.delete_button.clicked.connect(self.delete_asked)
        every = street_crime.by_category(note.figures)
        total = sum(number for _, number in every)
        said = label(breakable(f"{note.place}, {note.months}: {total:,} crimes."), wrap=True)
        taken = f"Taken {clock.long_day(note.taken)} from {note.source}."
        bars = Bars(f"Published crimes, {note.place}", ("Category", "Crimes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(across(said, self.delete_button, stretch=(0,)))
        column.addWidget(bars)
        # Shown by themselves they would be a window for a moment, and take the focus from this one.
        _show_in(bars, every)
        column.addWidget(label(breakable(taken), "small", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


def _show_in(bars: Bars, every: Sequence[tuple[str, int]]) -> None:
    shown, others = every[:_MOST], every[_MOST:]
    rows = [Bar(name, number, f"{number:,}") for name, number in shown]
    if others:
        number = sum(number for _, number in others)
        rows.append(Bar("All others", number, f"{number:,}"))
    whole = max((number for _, number in every), default=0)
    bars.show_bars(rows, whole=max(whole, *(row.amount for row in rows)) if rows else 0)
