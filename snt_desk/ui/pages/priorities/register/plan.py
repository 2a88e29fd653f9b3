"""The plan of a priority to be read: five stages, each with its mark, its words and its tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from snt_desk.domain import priorities
from snt_desk.domain.priorities import CLOSED, PLAN, SIDES, PriorityDraft, Stage
from snt_desk.services.tasks import TaskRow
from snt_desk.ui import icons, theme
from snt_desk.ui.pages.priorities.register.task_line import TaskLine
from snt_desk.ui.parts import across, button, label, set_state
from snt_desk.ui.published_figures import PublishedFigures

TITLES = {name: name.capitalize() for name in PLAN}
_SIDES = {"victim": "Victim", "offender": "Offender", "location": "Location"}
_BETWEEN = 10
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


class Inset(QWidget):
    """Stands where a mark would, beside what belongs to the stage above."""

    def __init__(self) -> None:
        super().__init__()
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            left = theme.px(18) / 2
            painter.fillRect(QRectF(left, 0, 2, self.height()), theme.colour("line"))


class StagePart(QWidget):
    """One stage: its mark, its name and state, what is written, and what is to be done for it."""

    write_asked = Signal(str)
    """The field that is to be written."""
    ticked = Signal(str, bool)
    """A task is done, or is not: its ref."""
    task_asked = Signal(str)
    """A task is to be changed: its ref."""
    delete_asked = Signal(str)
    """A task is to be taken away: its ref."""
    new_asked = Signal(str)
    """A task is to be added to the stage."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._mark = Mark(last=name == PLAN[-1])
        self._state = label("", "small")
        self._text = label("", wrap=True)
        self._sides = {one: label("", wrap=True) for one in SIDES if name == "analysis"}
        self.write_button = button("", "link", "pencil", writes=True)
        self.add_button = button("Add a task", "link", "plus", tip="Ctrl+T", writes=True)
        self._actions = across(self.write_button, self.add_button, None, space=16)
        self.tasks: list[TaskLine] = []
        self._lay_out()
        self.write_button.clicked.connect(partial(self.write_asked.emit, name))
        self.add_button.clicked.connect(partial(self.new_asked.emit, name))

    def _lay_out(self) -> None:
        self._words = words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(across(label(TITLES[self._name], "heading"), None, self._state))
        for one in (self._text, *self._sides.values()):
            words.addWidget(one)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        words.addLayout(self._lines)
        words.addWidget(self._actions)
        words.addSpacing(_BETWEEN)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addLayout(words, 1)

    def put_below(self, widget: QWidget) -> None:
        """Let something stand below all that the stage has."""
        self._words.insertWidget(self._words.count() - 1, widget)

    def show_stage(self, state: Stage, draft: PriorityDraft) -> None:
        """Show what is written of it, and a way to write it while it is under way."""
        text = (getattr(draft, self._name) or "").strip()
        written = bool(draft.plan[PLAN.index(self._name)])
        self._mark.show_state(state)
        self._state.setText(_words(state, draft.status, written=written))
        sides = {one: (getattr(draft, one) or "").strip() for one in self._sides}
        for one, side in self._sides.items():
            side.setText(f"{_SIDES[one]}: {sides[one]}")
            side.setVisible(bool(sides[one]))
        self._text.setVisible(bool(text) or not written)
        _say(self._text, text, self._name, draft.status)
        under_way = state == "under way"
        verb = "Change" if written else "Write"
        self.write_button.setText(f"{verb} the {self._name}")
        self.write_button.setAccessibleName(self.write_button.text())
        self._actions.setVisible(under_way)

    def show_tasks(
        self, rows: Sequence[TaskRow], people: Mapping[str, str], today: date, *, fixed: bool
    ) -> None:
        """Show what is to be done and what was; where it is `fixed` nothing is ticked."""
        while len(self.tasks) > len(rows):
            gone = self.tasks.pop()
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.tasks) < len(rows):
            self._add_line()
        for line, row in zip(self.tasks, rows, strict=True):
            line.show_task(row, people, today)
            line.setEnabled(not fixed)

    def _add_line(self) -> None:
        line = TaskLine()
        line.ticked.connect(self.ticked)
        line.opened.connect(self.task_asked)
        line.delete_asked.connect(self.delete_asked)
        self._lines.addWidget(line)
        before: QWidget = self.tasks[-1].change_button if self.tasks else self.write_button
        QWidget.setTabOrder(before, line.tick)
        QWidget.setTabOrder(line.tick, line.change_button)
        # What stands below the tasks comes after them; it may have been where they begin.
        QWidget.setTabOrder(line.change_button, self.write_button)
        self.tasks.append(line)


class PlanView(QWidget):
    """What is written of each stage, what is to be done for it, and a way to write the next."""

    write_asked = Signal(str)
    """The field of the stage that is to be written."""
    ticked = Signal(str, bool)
    """A task is done, or is not: its ref."""
    task_asked = Signal(str)
    """A task is to be changed: its ref."""
    delete_asked = Signal(str)
    """A task is to be taken away: its ref."""
    new_asked = Signal(str)
    """A task is to be added to a stage."""

    def __init__(self) -> None:
        super().__init__()
        self._stages = {name: StagePart(name) for name in PLAN}
        self.running = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in self._stages.values():
            column.addWidget(part)
            part.write_asked.connect(self.write_asked)
            part.ticked.connect(self.ticked)
            part.task_asked.connect(self.task_asked)
            part.delete_asked.connect(self.delete_asked)
            part.new_asked.connect(self.new_asked)
        self.figures = PublishedFigures()
        self._stages["scanning"].put_below(self.figures)
        column.addStretch(1)

    @property
    def write_button(self) -> QPushButton:
        """The way to write the stage that is under way; that of the first if none is."""
        return self._stages[self.running or PLAN[0]].write_button

    @property
    def add_button(self) -> QPushButton:
        """The way to add a task to that stage."""
        return self._stages[self.running or PLAN[0]].add_button

    @property
    def tasks(self) -> list[TaskLine]:
        """All tasks, from stage to stage."""
        return [line for part in self._stages.values() for line in part.tasks]

    @property
    def task_in_hand(self) -> str:
        """The ref of the task that has the focus; empty if none has."""
        focus = QApplication.focusWidget()
        found = (one.ref for one in self.tasks if focus is not None and one.isAncestorOf(focus))
        return next(found, "")

    def show_plan(self, draft: PriorityDraft) -> None:
        """Show how far it is."""
        self.running = ""
        for (name, part), state in zip(self._stages.items(), priorities.stages(draft), strict=True):
            part.show_stage(state, draft)
            if state == "under way":
                self.running = name

    def show_tasks(
        self, rows: Sequence[TaskRow], people: Mapping[str, str], today: date, *, fixed: bool
    ) -> None:
        """Show the tasks below their stages; the one that has the focus keeps it."""
        held = self.task_in_hand
        for name, part in self._stages.items():
            these = [one for one in rows if one.stage == name]
            part.show_tasks(these, people, today, fixed=fixed)
        if held:
            self.take_task(held)

    def take_task(self, ref: str) -> bool:
        """Take the focus to a task; False if it is not there."""
        found = next((one for one in self.tasks if one.ref == ref), None)
        if found is not None:
            found.tick.setFocus()
        return found is not None


def _say(words: QLabel, text: str, name: str, status: str) -> None:
    set_state(words, "role", "body" if text else "muted")
    closing = f" {CLOSING}" if name == PLAN[-1] and status != CLOSED else ""
    words.setText(text or f"Not written yet.{closing}")


def _words(state: Stage, status: str, *, written: bool) -> str:
    return "not written" if status == CLOSED and not written else state
