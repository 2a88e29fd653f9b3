"""The figures that are kept already for what the page is for: seen, and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.street_crime import Figure
from snt_desk.services.street_crime import Note
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.parts import label

_ROW = 46


class KeptFigures(QFrame):
    """A list as high as it is long, the latest first; it takes no room while nothing is kept."""

    delete_asked = Signal(object)
    """The `Note` that is to be taken away."""
    emptied = Signal()
    """The last one is gone, and it had the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: dict[str, Note] = {}
        self.list = LineView("Figures kept already", height=_ROW, two=True)
        self.list.deletes = True
        self.list.delete_asked.connect(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Kept already", "heading"))
        column.addWidget(self.list)
        column.addWidget(label("Del deletes the figures in hand.", "small"))
        self.show_notes(())

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these."""
        held = self.list.hasFocus()
        self._notes = {one.ref: one for one in notes}
        self.list.show_lines([_line(one) for one in notes])
        self._measure()
        self.setVisible(bool(notes))
        if held and not notes:
            self.emptied.emit()

    def holds(self, place: str, figures: Sequence[Figure]) -> bool:
        """Whether the same of that place is kept already."""
        return any(
            one.place == place and set(one.figures) == set(figures) for one in self._notes.values()
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "list"):
            self._measure()

    def _measure(self) -> None:
        self.list.setFixedHeight(self.list.content_height())

    def _delete(self, ref: object) -> None:
        found = self._notes.get(str(ref))
        if found is not None:
            self.delete_asked.emit(found)


def _line(one: Note) -> Line:
    number = sum(each.number for each in one.figures)
    said = f"{one.months}: {number:,} crimes"
    return Line(one.place or one.source, one.ref, sub=said, right=clock.long_day(one.taken))
