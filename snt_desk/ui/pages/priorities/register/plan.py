"""The plan of a priority to be read: five stages, each with its mark, its words and its state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from snt_desk.domain import priorities
from snt_desk.domain.priorities import CLOSED, PLAN, PriorityDraft, Stage
from snt_desk.ui import icons, theme
from snt_desk.ui.parts import button, label, set_state

TITLES = {name: name.capitalize() for name in PLAN}
_ROWS = 4
"""Of one stage: its heading, its words, perhaps a way to write them, and room below."""
_BETWEEN = 10
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
CLOSING = "The priority cannot close without it."


class Mark(QWidget):
    """The mark of one stage and the line to the next: done, under way, or to come."""

    def __init__(self, *, last: bool) -> None:
        super().__init__()
        self._state: Stage = "to come"
        self._last = last
        self._measure()

    def show_state(self, state: Stage) -> None:
        """Mark it so."""
        self._state = state
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        side, done = theme.px(18), self._state == "done"
        with QPainter(self) as painter:
            if not self._last:
                line = QRectF(side / 2, side + 5, 2, self.height() - side - 6)
                painter.fillRect(line, theme.colour("accent" if done else "line"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("edge" if self._state == "to come" else "accent"), 2))
            painter.setBrush(theme.colour("accent" if done else "page"))
            painter.drawEllipse(QRectF(1, 1, side, side))
            if done:
                mark = (side + 2 - theme.px(12)) / 2
                icons.draw(painter, "check", "on_accent", mark, mark, 12)
            elif self._state == "under way":
                inset = theme.px(5)
                painter.setBrush(theme.colour("accent"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QRectF(1, 1, side, side).adjusted(inset, inset, -inset, -inset))


class PlanView(QWidget):
    """What is written of each stage, and a way to write the one that is under way."""

    write_asked = Signal(str)
    """The field of the stage that is to be written."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._marks = [Mark(last=name == PLAN[-1]) for name in PLAN]
        self._states = [label("", "small") for _ in PLAN]
        self._texts = [label("", wrap=True) for _ in PLAN]
        self.write_button = button("Write it", "link", "pencil", writes=True)
        # It goes from stage to stage; its place for Tab is before what stands beside the plan.
        self.write_button.setParent(self)
        self.write_button.clicked.connect(self._write)
        self._running = ""
        for at, name in enumerate(PLAN):
            self._add(at, name)
        self._grid.setRowStretch(_ROWS * len(PLAN), 1)

    def _add(self, at: int, name: str) -> None:
        row = _ROWS * at
        self._grid.addWidget(self._marks[at], row, 0, _ROWS, 1)
        self._grid.addWidget(label(TITLES[name], "heading"), row, 1)
        self._grid.addWidget(self._states[at], row, 2, _RIGHT)
        self._grid.addWidget(self._texts[at], row + 1, 1, 1, 2)
        self._grid.setRowMinimumHeight(row + 3, _BETWEEN)

    def show_plan(self, draft: PriorityDraft) -> None:
        """Show how far it is."""
        self._running = ""
        self.write_button.hide()
        states = priorities.stages(draft)
        for at, (name, state, text) in enumerate(zip(PLAN, states, draft.plan, strict=True)):
            self._marks[at].show_state(state)
            self._states[at].setText(_words(state, text, draft.status))
            _say(self._texts[at], text, name, draft.status)
            if state == "under way":
                self._offer_to_write(at, name, written=bool(text))

    def _offer_to_write(self, at: int, name: str, *, written: bool) -> None:
        self._running = name
        verb = "Change" if written else "Write"
        self.write_button.setText(f"{verb} the {name}")
        self.write_button.setAccessibleName(self.write_button.text())
        row = _ROWS * at + 2
        self._grid.addWidget(self.write_button, row, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.write_button.show()

    def _write(self) -> None:
        self.write_asked.emit(self._running)


def _say(words: QLabel, text: str, name: str, status: str) -> None:
    set_state(words, "role", "body" if text else "muted")
    closing = f" {CLOSING}" if name == PLAN[-1] and status != CLOSED else ""
    words.setText(text or f"Not written yet.{closing}")


def _words(state: Stage, text: str, status: str) -> str:
    return "not written" if status == CLOSED and not text else state
