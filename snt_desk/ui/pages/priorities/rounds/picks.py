"""The proposed priorities, the most wanted first: Space or a click takes one in, or leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from snt_desk.domain import clock
from snt_desk.domain.next_round import Candidate
from snt_desk.ui import theme
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.priorities.rounds import words
from snt_desk.ui.pages.priorities.rounds.typed import TypedPick

_HIGH = 44
_MOST_LINES = 6


class Picks(LineView):
    """A list in which any number are taken; `changed` as in any field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Proposed priorities", height=_HIGH, two=True)
        self._proposed: tuple[Candidate, ...] = ()
        self._taken: tuple[str, ...] = ()
        self._replacing: frozenset[str] = frozenset()
        self.opened.connect(self._toggle)
        self.clicked.connect(lambda: self._toggle(self.current_id))

    @property
    def value(self) -> tuple[TypedPick, ...]:
        """Those that are taken, in the order of the list."""
        return tuple(
            TypedPick(one.ref, one_line(one.title))
            for one in self._proposed
            if one.ref in self._taken
        )

    def set_value(self, taken: Sequence[TypedPick]) -> None:
        """Take these and no others."""
        self._taken = tuple(one.ref for one in taken)
        self._show()

    def offer(self, proposed: Sequence[Candidate]) -> None:
        """Show these; what is taken stays taken."""
        self._proposed = tuple(proposed)
        self._show()

    def show_replacing(self, refs: frozenset[str]) -> None:
        """Mark those that are adopted anyway, because they replace a live one."""
        if refs != self._replacing:
            self._replacing = refs
            self._show()

    def _toggle(self, wanted: object) -> None:
        if not isinstance(wanted, str):
            return
        taken = set(self._taken) ^ {wanted}
        self._taken = tuple(one.ref for one in self._proposed if one.ref in taken)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.show_lines([self._line(one) for one in self._proposed])
        high = min(self.content_height(), theme.row(_HIGH) * _MOST_LINES + 2)
        self.setFixedHeight(max(high, 1))

    def _line(self, one: Candidate) -> Line:
        taken, replacing = one.ref in self._taken, one.ref in self._replacing
        asked = f"{words.residents(one.feedback)} asked for it" if one.feedback else ""
        said = ", ".join(
            part
            for part in (asked, one_line(one.place), f"raised {clock.long_day(one.day)}")
            if part
        )
        badge = "replaces one" if replacing else "adopt" if taken else ""
        icon = "circle-check" if taken or replacing else "square"
        return Line(
            one_line(one.title),
            id=one.ref,
            icon=icon,
            sub=f"{said[:1].upper()}{said[1:]}",
            badge=badge,
            tone="ok" if badge else "plain",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.current_id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick clicks are two: taken, and left again.
        self.mousePressEvent(event)
