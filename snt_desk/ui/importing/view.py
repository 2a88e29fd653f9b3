"""How the import page is laid out: title, what the headings mean, the rows, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from snt_desk.ui import keys, paint, theme
from snt_desk.ui.filters import Chip, FilterBar
from snt_desk.ui.importing import words
from snt_desk.ui.importing.headings import Headings
from snt_desk.ui.importing.seen import ALL
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import (
    Picture,
    across,
    announce,
    as_part,
    button,
    down,
    label,
    plain_tip,
    without_mnemonic,
)
from snt_desk.ui.tasks import Task

_CHIPS = {
    ALL: "All",
    "new": "New",
    "changed": "Changed",
    "same": "There already",
    "problem": "Problems",
    "look": "To look at",
}
_SIDE = 328
_LONG_MS = 400
"""What takes longer shows how far it is."""


class StateChips(FilterBar):
    """Chips of which one is pressed: the rows of one state, or all; words beside them."""

    chosen = Signal()
    """Other rows are wanted: another chip, or other words."""

    def __init__(self) -> None:
        self._of = {state: Chip(text) for state, text in _CHIPS.items()}
        self.state = ALL
        self._settling = False
        super().__init__(list(self._of.values()))
        for state, chip in self._of.items():
            chip.setChecked(state == ALL)
            chip.toggled.connect(lambda on, state=state: self._toggled(state, on=on))
        self.words.textChanged.connect(self.chosen)

    def show_counts(self, counts: Mapping[str, int], same: str) -> None:
        """Say how many rows have each state; `same` is what those are called that are known."""
        for state, chip in self._of.items():
            text = f"{same if state == 'same' else _CHIPS[state]} {counts.get(state, 0):,}"
            chip.setText(text)
            chip.setAccessibleName(text)
            chip.updateGeometry()
        self._fit()

    def choose(self, state: str) -> None:
        """Press the chip of a state, which lets go of the others."""
        self._settling = True
        self.state = state
        for other, chip in self._of.items():
            chip.setChecked(other == state)
        self._settling = False
        self.chosen.emit()

    def _toggled(self, state: str, *, on: bool) -> None:
        if not self._settling:
            # Pressed again it lets go, and every row is shown.
            self.choose(state if on else ALL)


class Busy(QFrame):
    """What is being done, in the room between the buttons: nothing moves for it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._task: Task | None = None
        self._late = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._late.timeout.connect(self._show_parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(4)
        for one in (self._words, self._bar):
            column.addWidget(one)
        self.forget()

    def watch(self, task: Task, words_: str) -> None:
        """Show how far a task is, if it takes long."""
        self._task = task
        self._words.setText(words_)
        self._bar.setRange(0, 0)
        task.progressed.connect(self._say)
        task.ended.connect(self._ended)
        self._late.start()

    def tell(self, words_: str) -> None:
        """Say what was done, until something else is."""
        self.forget()
        self._words.setText(words_)
        self._words.show()
        announce(self, words_)

    def forget(self) -> None:
        """Show nothing any more."""
        self._task = None
        self._late.stop()
        for one in (self._words, self._bar):
            one.hide()

    def _show_parts(self) -> None:
        for one in (self._words, self._bar):
            one.show()

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self.forget()

    def _say(self, done: int, total: int, words_: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words_:
            self._words.setText(words_)


class InHand(QFrame):
    """Below the rows: what is to be done about the one in hand, whole, however long it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inhand")
        self._picture = Picture("circle-alert", "bad")
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        self._measure()
        self.say("", "plain")

    def say(self, text: str, tone: str) -> None:
        """Say it with the icon of that tone (`paint.TONES`); nothing where all is well."""
        known = paint.TONES[tone]
        if known.icon:
            self._picture.show_other(known.icon, known.ink)
        self._picture.setVisible(bool(text and known.icon))
        self._words.setText(text)
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        # Two lines, whatever it says: nothing above it moves.
        self.setFixedHeight(round(2 * theme.metrics().lineSpacing()) + 12)


class ImportView(QFrame):
    """The parts of the page, and nothing of what they do."""

    left = Signal()
    """Esc, wherever it means nothing else."""
    onward = Signal()
    """From the headings to the rows, where there is room for one of the two only."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title")
        self.where = label("", "muted", wrap=True)
        self.headings = Headings()
        self.box = Box("bad")
        self.busy = Busy()
        self.chips = StateChips()
        self.rows = QStackedWidget()
        self.no_match = EmptyPage("list-filter")
        self.none = EmptyPage("file")
        self.in_hand = InHand()
        self.back = button("Show the headings", "", "list-filter")
        self.another = button("Choose &another file", "quiet", "folder-open")
        self.cancel = button("&Cancel", tip="Esc")
        self.save = button("", "", "download")
        self.take = button("&Import", "primary", "check", tip="Ctrl+Enter")
        self._lay_out()

    def _lay_out(self) -> None:
        for one in (self.no_match, self.none):
            self.rows.addWidget(one)
        # First: what the panes show or hide must have its place by then.
        head = self._head()
        main = down(
            across(self.box, margins=(16, 12, 16, 0), stretch=(0,)),
            self.chips,
            self.rows,
            self.in_hand,
            space=0,
            stretch=(2,),
            name="page",
        )
        self.panes = ListFirst(
            self.headings, main, self.back, onward=self.headings.onward, side_width=_SIDE
        )
        self.panes.setObjectName("import-panes")
        self.panes.go_in()
        self.back.clicked.connect(self._go_back)
        self.headings.onward.clicked.connect(self._go_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.panes, 1)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        said = down(self.title, self.where, space=2)
        made = across(
            said, self.back, space=16, margins=(16, 14, 16, 12), stretch=(0,), name="importhead"
        )
        as_part(made)
        return made

    def _foot(self) -> QWidget:
        made = across(
            self.another,
            self.busy,
            self.cancel,
            self.save,
            self.take,
            margins=(8, 10, 16, 10),
            stretch=(1,),
            name="below",
        )
        as_part(made)
        return made

    def _go_back(self) -> None:
        self.panes.go_back()
        self.headings.enter()

    def _go_in(self) -> None:
        self.panes.go_in()
        self.onward.emit()

    def forget(self) -> None:
        """Show nothing of what was shown."""
        self.box.hide()
        self.busy.forget()
        self.headings.forget()
        self.chips.words.clear()
        self.chips.choose(ALL)
        self.say_buttons(0, 0, ready=False)
        self.show_side(shown=True)
        self.panes.go_in()

    def show_side(self, *, shown: bool) -> None:
        """Show what the headings mean, or leave all the room to the rows where there are none."""
        self.panes.set_side(shown=shown)

    def say_title(self, text: str, where: str) -> None:
        """Say what is imported from where, and what is so."""
        self.title.setText(words.cut(text, 90))
        self.title.setToolTip(plain_tip(text))
        self.where.setText(where)

    def say_none(self, title: str, text: str) -> None:
        """Show no rows, but why there are none."""
        self.none.say(title, text)
        self.rows.setCurrentWidget(self.none)
        self.chips.hide()
        self.in_hand.hide()

    def say_buttons(self, wanted: int, problems: int, *, ready: bool) -> None:
        """Say what *Import* would take and what it would leave."""
        self.take.setText(words.button(wanted, problems))
        self.take.setAccessibleName(without_mnemonic(words.button(wanted, problems)))
        self.take.setEnabled(ready and wanted > 0)
        self.save.setVisible(problems > 0)
        self.save.setText(words.save_button(problems))
        self.save.setAccessibleName(without_mnemonic(words.save_button(problems)))
        self.save.set_icon("download")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
