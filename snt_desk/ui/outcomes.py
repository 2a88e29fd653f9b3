"""A field for what came of a patrol or an event: `+ Arrest`, or typed as `arrest 1`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from snt_desk.ui import keys, theme
from snt_desk.ui.counts import read_count
from snt_desk.ui.flow import Flow
from snt_desk.ui.parts import Button, button, escaped, label, set_state
from snt_desk.ui.plain_line import PlainLine

_AT_HAND = 2
_DIGITS, _LETTERS = 4, 60
_NUMBER = re.compile(r"^(.*?)\s*(\d*)$", re.DOTALL)


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
        self._more.setToolTip("Or type it here: arrest 1")
        self._line = _TypedLine()
        self._line.hide()
        self._line.taken.connect(self._take_typed)
        self._line.textChanged.connect(self.changed)

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

    @property
    def unknown(self) -> str:
        """What was typed and is no outcome yet."""
        return self._line.text().strip()

    def set_value(self, counts: Mapping[str, str], unknown: str = "") -> None:
        """Show these counts instead, and what was typed and is no outcome yet."""
        self._counted = {code for code in counts if code in self._counts}
        for code in self._counted:
            self._counts[code].line.setText(counts[code])
        self._line.setText(unknown)
        self._line.setVisible(bool(unknown))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter on one of the buttons begins to type: `arrest 1`."""
        if keys.is_letter(event):
            self._line.show()
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._line.setText(self._line.text() + event.text())
            self.updateGeometry()
        else:
            super().keyPressEvent(event)

    def _take_typed(self) -> None:
        """Count what was typed; what is no outcome stays, to be mended."""
        letters, _, number = _NUMBER.sub(r"\1\n\2", self.unknown).partition("\n")
        code = self._meant(letters.strip().casefold())
        if code is None:
            return
        self._counted.add(code)
        self._counts[code].line.setText(number or "1")
        self._line.clear()
        self._show()
        self.changed.emit()

    def _meant(self, letters: str) -> str | None:
        """Which outcome the letters name: a code, or how a label or a word of it begins."""
        if not letters:
            return None
        words = {code: label.casefold() for code, label in self._labels.items()}
        offered = [code for code in words if code in self._offered | self._counted]
        found = [code for code in offered if letters in {code, words[code]}]
        found += [code for code in offered if words[code].startswith(letters)]
        found += [code for code in offered if f" {letters}" in words[code]]
        return found[0] if found else None

    def settle(self) -> None:
        """Mark what is no number, and let the focus go there first."""
        self._take_typed()
        bad = [count for code, count in self._counts.items() if self._is_bad(code)]
        for count in bad:
            set_state(count, "state", "bad")
        self._point([*(count.line for count in bad), *self._stops()])

    def _is_bad(self, code: str) -> bool:
        return code in self._counted and read_count(self._counts[code].line.text()) is None

    def _make_again(self, labels: Mapping[str, str]) -> None:
        # All at once and for good, so that Tab goes through them in their order.
        kept = self.value
        for gone in (*self._counts.values(), *self._buttons.values()):
            self._flow.removeWidget(gone)
            gone.deleteLater()
        for stays in (self._more, self._line):
            self._flow.removeWidget(stays)
        self._labels = dict(labels)
        self._counts = {code: self._count(code, words) for code, words in labels.items()}
        self._buttons = {code: self._button(code, words) for code, words in labels.items()}
        for one in (*self._counts.values(), *self._buttons.values(), self._more, self._line):
            one.setParent(self)
            self._flow.addWidget(one)
        self._line.hide()
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


class _TypedLine(PlainLine):
    """Takes `arrest 1`; there while somebody types in it."""

    taken = Signal()
    """Enter, a comma, or the focus has gone."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Outcome and number")
        self.setMaxLength(_LETTERS)
        self.setPlaceholderText("arrest 1")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event) and not self.text().strip():
            self.focusNextChild()
        elif keys.is_enter(event) or event.text() in {",", ";"}:
            self.taken.emit()
        elif keys.is_plain(event, Qt.Key.Key_Backspace) and not self.text():
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.taken.emit()
        self.setVisible(bool(self.text()))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(28))


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
