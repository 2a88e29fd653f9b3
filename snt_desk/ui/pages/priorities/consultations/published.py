"""What the published figures of crime say, in a sentence each, and a way to add some."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.domain import clock, street_crime
from snt_desk.services import street_crime as service
from snt_desk.services.street_crime import Note
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import CRIME_FIGURES, Target
from snt_desk.ui.parts import breakable, button, label

_MOST = 2
"""So many notes are told, the latest first."""


class Published(QFrame):
    """A line below the head of a consultation; `add_button` stands where there is room for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ref = ""
        self.words = label("", "muted", wrap=True)
        self.add_button = button("Add crime figures…", "link", "plus", writes=True)
        self.add_button.clicked.connect(self.add)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 0)
        row.addWidget(self.words, 1)

    def show_consultation(self, ref: str) -> None:
        """Show the notes of a consultation."""
        self._ref = ref
        with self._desk.store.read() as session:
            notes = service.of_consultation(session, ref)
        self.words.setText(breakable(" ".join(_said(one) for one in notes[:_MOST])))
        self.setVisible(bool(notes))

    def add(self) -> None:
        """Count published crime figures for it."""
        if self._ref:
            self._desk.lay_over(Target(CRIME_FIGURES, "consultations", self._ref))


def _said(note: Note) -> str:
    said = street_crime.in_a_sentence(note.figures)
    taken = f"{note.source}, taken {clock.short_day(note.taken)}."
    return f"Published figures, {note.place}, {note.months}: {said} {taken}"
