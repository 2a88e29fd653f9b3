"""The larger parts of a page: boxes, totals, the empty page, undo, progress, two panes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from snt_desk.ui import paint, room, theme
from snt_desk.ui.box import Box
from snt_desk.ui.giving import Giving
from snt_desk.ui.parts import Picture, announce, button, label
from snt_desk.ui.tasks import Task

__all__ = ["Beside", "Box", "EmptyPage", "TotalsBar", "UndoBar", "Working"]

UNDO_SECONDS = 10
_SIDE = 372
_LEAST_SIDE = 300
_BETWEEN = 8


class TotalsBar(QFrame):
    """The sums of what is shown, always in sight: `34 patrols`, `61 h 20 min patrol time`."""

    cleared = Signal()
    """*Clear filters*."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._note = label("", "muted")
        self._notes: tuple[str, str] = ("", "")
        self._clear = button("Clear filters", "quiet")
        self._clear.clicked.connect(self.cleared)
        self._figures: list[tuple[QLabel, QLabel]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(paint.EDGE, 0, 12, 0)
        self._row.setSpacing(5)
        self._row.addStretch(1)
        self._row.addWidget(self._note)
        self._row.addSpacing(12)
        self._row.addWidget(self._clear)
        self._clear.hide()

    def show_totals(
        self,
        figures: Sequence[tuple[str, str]],
        note: str = "",
        *,
        filtered: bool = False,
        left_out: str = "",
    ) -> None:
        """Show each figure with its words, what was left out, and a way back to all."""
        while len(self._figures) < len(figures):
            self._add_figure()
        for at, (figure, words) in enumerate(self._figures):
            text = figures[at] if at < len(figures) else ("", "")
            figure.setText(text[0])
            words.setText(text[1])
        self._notes = (f"{left_out} {note}".strip(), note)
        note = self._notes[0]
        self._clear.setVisible(filtered)
        spoken = ", ".join(f"{figure} {words}" for figure, words in figures)
        self.setAccessibleName(f"{spoken}. {note}" if note else spoken)
        self._fit()

    def _add_figure(self) -> None:
        pair = (label("", "heading"), label("", "muted"))
        at = 2 * len(self._figures)
        pair[1].setContentsMargins(0, 0, 19, 0)
        self._row.insertWidget(at, pair[0])
        self._row.insertWidget(at + 1, pair[1])
        self._figures.append(pair)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all, what was left out goes, the note, the last figures."""
        room = self.width() - paint.EDGE - 12
        if not self._clear.isHidden():
            room -= self._clear.sizeHint().width() + 17
        for at, pair in enumerate(self._figures):
            room -= sum(one.sizeHint().width() + 5 for one in pair)
            for one in pair:
                one.setVisible(bool(one.text()) and (at == 0 or room >= 0))
        for note in self._notes:
            self._note.setText(note)
            self._note.setVisible(room >= self._note.sizeHint().width())
            if not self._note.isHidden():
                break


class EmptyPage(QWidget):
    """Never a bare grid: what belongs here, and the next step."""

    def __init__(self, icon: str, *buttons: QPushButton) -> None:
        """The first button is the next step; where there is no room, it stands alone."""
        super().__init__()
        self._buttons = buttons
        self._title = label("", "title")
        self._text = label("", "muted", wrap=True)
        self._keys = label("", "small")
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        row.addStretch(1)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(paint.EDGE, 0, paint.EDGE, 0)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(Picture(icon, "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addLayout(row)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._keys)
        column.addStretch(1)

    def say(self, title: str, text: str, keys: str = "") -> None:
        """`No patrols in November yet`, one sentence of use, the keys of the buttons."""
        self._title.setText(title)
        self._text.setText(text)
        self._keys.setText(keys)
        self._keys.setVisible(bool(keys))

    def minimumSizeHint(self) -> QSize:
        first = (one.sizeHint().width() for one in self._buttons[:1])
        wide = max(self._title.minimumSizeHint().width(), *first, 0)
        return QSize(wide + 2 * paint.EDGE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = sum(one.sizeHint().width() + _BETWEEN for one in self._buttons)
        for one in self._buttons[1:]:
            one.setVisible(wide + 2 * paint.EDGE <= self.width())


class UndoBar(QFrame):
    """Says what was just done and takes it back, for ten seconds; it takes no focus."""

    undo = Signal()
    """Its button."""

    def __init__(self, parent: QWidget) -> None:
        """Laid over the parent, which places it."""
        super().__init__(parent)
        self.setObjectName("undo")
        self._words = Giving()
        undo = button("Undo", tip="Ctrl+Z")
        undo.clicked.connect(self._pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(undo)
        row.addWidget(label("Ctrl+Z"))
        self._timer = QTimer(self, singleShot=True, interval=UNDO_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def offer(self, words: str) -> None:
        """Show and announce what was done: `Deleted the patrol of Thu 19 Nov`."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, f"{words}. Ctrl+Z takes it back.")

    def _pressed(self) -> None:
        self.hide()
        self.undo.emit()


class Working(QFrame):
    """What a task is doing, how far it is, and a way out."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("")
        self._cancel = button("Cancel")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._task: Task | None = None
        self._cancel.clicked.connect(self._give_up)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self._cancel, 0, 1)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.hide()

    def watch(self, task: Task, words: str) -> None:
        """Show this task until it has ended."""
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._task = task
        task.progressed.connect(self._show_progress)
        task.ended.connect(self._over)
        self.show()

    def _over(self, task: Task) -> None:
        if task is self._task:
            self.hide()

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.hide()

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words:
            self._words.setText(words)


class Beside(QSplitter):
    """A list with a pane at its right that F4 shuts; where it is narrow, shut until wanted."""

    pane_shown = Signal(bool)

    def __init__(self, main: QWidget, pane: QWidget, *, shut: bool = False) -> None:
        """With `shut` the pane is shut until wanted, however wide it is."""
        super().__init__(Qt.Orientation.Horizontal)
        self.pane = pane
        self._shut = shut
        self._narrow = False
        self._instead: QWidget | None = None
        self._was_open = False
        self._before: list[int] = []
        # Qt lets it be gripped a few pixels to either side.
        self.setHandleWidth(1)
        self.addWidget(main)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setCollapsible(0, False)
        self.setCollapsible(1, False)
        pane.setHidden(shut)
        self._measure()

    def open_pane(self) -> None:
        """Open the pane, however narrow it is."""
        self._set_open(open_=True)

    def shut_pane(self) -> None:
        """Leave all the room to the list."""
        self._set_open(open_=False)

    def toggle_pane(self) -> None:
        """Open or shut (F4); what stands there for now goes first."""
        if self._instead is not None:
            self.shut_instead()
            return
        self._set_open(open_=self.pane.isHidden())

    def hold(self, other: QWidget) -> None:
        """Take in what can stand where the pane does, hidden until it is shown there.

        Until then it would be nobody's: Python takes such a widget away when it likes, and
        what goes while Qt has a part of it takes the program along.
        """
        if self.indexOf(other) < 0:
            other.hide()
            self.addWidget(other)
            self.setCollapsible(self.indexOf(other), False)
            other.setMinimumWidth(self.pane.minimumWidth())

    def show_instead(self, other: QWidget) -> None:
        """Let something else stand where the pane does, for now."""
        if self._instead is None:
            self._was_open, self._before = not self.pane.isHidden(), self.sizes()
        self._instead = other
        # First: who listens may make room for it.
        self.pane_shown.emit(True)
        self.hold(other)
        self.pane.hide()
        other.show()
        wide, sizes = theme.px(_SIDE), [0] * self.count()
        sizes[0], sizes[self.indexOf(other)] = max(wide, self.width() - wide), wide
        self.setSizes(sizes)

    def shut_instead(self) -> None:
        """Let the pane be as it was before."""
        if self._instead is not None:
            self._instead.hide()
            self._instead = None
            self.pane.setVisible(self._was_open)
            self.setSizes(self._before)
            self.pane_shown.emit(self._was_open)

    def _set_open(self, *, open_: bool) -> None:
        self.shut_instead()
        if self.pane.isHidden() == open_:
            self.pane.setVisible(open_)
            self.pane_shown.emit(open_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shut the pane where the page has become narrow, open it where it is wide again."""
        narrow = room.is_narrow(self)
        if narrow != self._narrow:
            self._narrow = narrow
            if self._instead is not None:
                self._was_open = not narrow and not self._shut
            elif not self._shut:
                self._set_open(open_=not narrow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "pane"):
            self._measure()

    def _measure(self) -> None:
        wide = theme.px(_SIDE)
        # Less than it is given: with large text the window must still fit its screen.
        self.pane.setMinimumWidth(theme.px(_LEAST_SIDE))
        self.setSizes([max(wide, self.width() - wide), wide])
