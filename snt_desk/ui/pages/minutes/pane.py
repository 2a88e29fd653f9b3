"""Beside the text: what should not go out, who gets it and may be told what, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.meeting_documents import Partner
from snt_desk.domain.unpublished import Remark
from snt_desk.ui import theme
from snt_desk.ui.fields import NoteField
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.looked import Looked
from snt_desk.ui.named import one_line
from snt_desk.ui.parts import across, label

_MOST_HIGH = 220
_MOST_LINES = 12
_NOTHING = "nothing is written of what it may be told"


class _Told(NoteField):
    """As high as what is read there, up to a limit."""

    def __init__(self) -> None:
        super().__init__(lines=1)
        self.textChanged.connect(self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self._lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        super()._measure()


class Pane(QFrame):
    """Stands at the right of the text and follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._looked = Looked("No resident, number or address was found.")
        self.remarks = self._looked.remarks
        self.partners = _Told()
        self.partners.setReadOnly(True)
        self.partners.setAccessibleName("Who gets it, and what they may be told")
        self.left_out = LineView("Left out")
        self._own = label("A copy of your own: nothing is left out.", "muted", wrap=True)
        self._own.setContentsMargins(16, 2, 16, 8)
        self._why = label("Left out: not agreed where they were asked", "heading", wrap=True)
        column = QVBoxLayout(self)
        # One pixel for the line at its left.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._looked)
        column.addWidget(
            across(label("Who gets it, and may be told", "heading"), None, margins=(16, 14, 16, 4))
        )
        column.addWidget(self._own)
        self._told = across(self.partners, margins=(16, 2, 16, 8), stretch=(0,))
        column.addWidget(self._told)
        self._above = across(self._why, margins=(16, 14, 16, 4))
        column.addWidget(self._above)
        column.addWidget(self.left_out)
        column.addStretch(1)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what should not go out, a line each."""
        self._looked.show_remarks(remarks)

    def show_partners(self, partners: Sequence[Partner] | None) -> None:
        """Show who gets it and what may be told to each; None for a copy of one's own."""
        told = [line for one in partners or () for line in _lines(one)]
        self.partners.set_value("\n".join(told))
        self._told.setVisible(bool(told))
        self._own.setVisible(partners is None)

    def show_left_out(self, words: Sequence[str]) -> None:
        """Show what those who get it may not be told."""
        _show(self.left_out, [Line(one, at, icon="lock") for at, one in enumerate(words)])
        self._above.setVisible(bool(words))


def _lines(one: Partner) -> Iterator[str]:
    yield f"{one.name}: {one_line(one.told) or _NOTHING}"
    for name, words in one.people:
        yield f"{one_line(name)}, {one.name}: {one_line(words)}"


def _show(view: LineView, lines: Sequence[Line]) -> None:
    view.show_lines(lines)
    view.setFixedHeight(min(view.content_height(), theme.px(_MOST_HIGH)))
    view.setVisible(bool(lines))
