"""A field for what came of a patrol: `+ Arrest`, and a number that can be changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from snt_desk.ui import theme
from snt_desk.ui.flow import Flow
from snt_desk.ui.pages.patrols.reading import read_count
from snt_desk.ui.parts import Button, button, escaped, label, set_state

_AT_HAND = 2
_DIGITS = 4


class OutcomesField(QFrame):
    """Counts by outcome. The first few are a button each, the rest are under *More*."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._offered: frozenset[str] = frozenset()
        self._labels: dict[str, str] = {}
        self._counted: set[str] = set()
        self._counts: dict[str, _Count] = {}
        self._buttons: dict[str, Button] = {}
        self._flow = Flow(self, space=5, last=0)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._more = button("More", "chip", "plus")
        self._more.setAccessibleName("More outcomes")
        # Not a child of the field: its focus proxy would take the field out of the Tab order.
        self._menu = QMenu("More outcomes", self._more)
        self._more.setMenu(self._menu)

    def show_outcomes(self, offered: Collection[str], labels: Mapping[str, str]) -> None:
        """Offer these codes; `labels` name all there are, past ones too, in their order."""
        if labels != self._labels:
            self._make_again(labels)
        self._offered = frozenset(offered)
        self._show()

    @property
    def value(self) -> dict[str, str]:
        """The counts as typed, by the code of the outcome."""
        return {
            code: count.line.text().strip()
            for code, count in self._counts.items()
            if code in self._counted
        }

    def set_value(self, counts: Mapping[str, str]) -> None:
        """Show these counts instead."""
        self._counted = {code for code in counts if code in self._counts}
        for code in self._counted:
            self._counts[code].line.setText(counts[code])
        self._show()
        self.changed.emit()

    def add(self, code: str) -> None:
        """Count one of an outcome, and go to its number."""
        line = self._counts[code].line
        if code not in self._counted:
            self._counted.add(code)
            line.setText("1")
            self._show()
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()
        self.changed.emit()

    def take_off(self, code: str) -> None:
        """Count an outcome no more."""
        if code not in self._counted:
            return
        held = self._counts[code].line.hasFocus()
        self._counted.discard(code)
        self._show()
        if held:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def settle(self) -> None:
        """Mark what is no number, and let the focus go there first."""
        bad = [count for code, count in self._counts.items() if self._is_bad(code)]
        for count in bad:
            set_state(count, "state", "bad")
        self._point([*(count.line for count in bad), *self._stops()])

    def _is_bad(self, code: str) -> bool:
        return code in self._counted and read_count(self._counts[code].line.text()) is None

    def _make_again(self, labels: Mapping[str, str]) -> None:
        # All at once and for good, so that Tab goes through them in their order.
        kept = self.value
        for gone in (*self._counts.values(), *self._buttons.values(), self._more):
            self._flow.removeWidget(gone)
            if gone is not self._more:
                gone.deleteLater()
        self._labels = dict(labels)
        self._counts = {code: self._count(code, words) for code, words in labels.items()}
        self._buttons = {code: self._button(code, words) for code, words in labels.items()}
        for one in (*self._counts.values(), *self._buttons.values(), self._more):
            one.setParent(self)
            self._flow.addWidget(one)
        self.set_value(kept)

    def _count(self, code: str, words: str) -> _Count:
        made = _Count(words)
        made.line.textChanged.connect(partial(self._typed, code))
        made.emptied.connect(partial(self.take_off, code))
        return made

    def _typed(self, code: str, _text: str) -> None:
        if not self._is_bad(code):
            set_state(self._counts[code], "state", None)
        self.changed.emit()

    def _button(self, code: str, words: str) -> Button:
        made = button(escaped(words), "chip", "plus")
        made.setAccessibleName(f"Add {words}")
        made.clicked.connect(partial(self.add, code))
        return made

    def _show(self) -> None:
        free = [code for code in self._labels if code in self._offered - self._counted]
        # What is counted takes the room of the buttons.
        at_hand = free[: max(0, _AT_HAND - len(self._counted))]
        rest = free[len(at_hand) :]
        for code in self._labels:
            self._counts[code].setVisible(code in self._counted)
            self._buttons[code].setVisible(code in at_hand)
        self._more.setVisible(bool(rest))
        self._menu.clear()
        for code in rest:
            action = self._menu.addAction(escaped(self._labels[code]))
            action.triggered.connect(partial(self.add, code))
        self._point(self._stops())
        self.updateGeometry()

    def _stops(self) -> list[QWidget]:
        lines = [count.line for code, count in self._counts.items() if code in self._counted]
        buttons = [one for one in self._buttons.values() if not one.isHidden()]
        return [*lines, *buttons, self._more]

    def _point(self, stops: Sequence[QWidget]) -> None:
        """Say which control takes the focus that is given to the field."""
        self.setFocusProxy(stops[0])


class _Count(QFrame):
    """One outcome and how many; Backspace in the empty number takes it away, so does 0."""

    emptied = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("tokens")
        self.line = QLineEdit()
        self.line.setMaxLength(_DIGITS)
        self.line.setAccessibleName(f"{words}: how many")
        self.line.setToolTip("0 takes it away")
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._finished)
        off = button("", "mark", "x", tip=f"Take off {words}")
        # The keyboard has Backspace; Tab goes on to the next one.
        off.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        off.set_icon("x", "accent")
        off.clicked.connect(self.emptied)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 1, 0)
        row.setSpacing(2)
        row.addWidget(label(words))
        row.addWidget(self.line)
        row.addWidget(off)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not event.modifiers() and self._took(event.key())
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            lit = event.type() == QEvent.Type.FocusIn
            set_state(self, "lit", "true" if lit else "false")
        return False

    def _took(self, key: int) -> bool:
        """Up and Down count; Backspace with nothing left takes it away."""
        text = self.line.text()
        if key == Qt.Key.Key_Backspace and not text:
            self.emptied.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and text.isdecimal():
            more = int(text) + (1 if key == Qt.Key.Key_Up else -1)
            self.line.setText(str(max(more, 0)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.line.focusNextChild()
        else:
            return False
        return True

    def _finished(self) -> None:
        if self.line.text().strip() in {"", "0"}:
            self.emptied.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "line"):
            self._measure()

    def _measure(self) -> None:
        self.line.setFixedWidth(theme.px(40))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(28))
