"""One of two to four, side by side: all of them are seen, and a bare letter chooses."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from snt_desk.ui import keys
from snt_desk.ui.parts import SteadyButton, mnemonic


@dataclass(frozen=True)
class Option:
    """One of the few of a `Segment`; the letter after `&` chooses it: `&Foot`."""

    value: object
    text: str
    icon: str = ""


class Segment(QFrame):
    """One of two to four, side by side. A bare letter chooses while it has the focus."""

    changed = Signal()
    picked = Signal()
    """One was chosen with the mouse: where that brings something to the front, go there."""

    def __init__(self, *options: Option) -> None:
        """The first is chosen."""
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.show_options(*options)

    def show_options(self, *options: Option) -> None:
        """Offer these instead; the first is chosen, unless what was chosen is among them."""
        if options == self._options:
            return
        chosen = self.value if self._options else None
        self._options = ()
        # Tab comes to them where it came to those before; else it would, from here, wrap round.
        before = next(reversed(self._group.buttons()), None)
        for gone in self._group.buttons():
            self._group.removeButton(gone)
            self._row.removeWidget(gone)
            gone.deleteLater()
        for at, option in enumerate(options):
            one = self._add(at, option, len(options))
            if before is not None:
                QWidget.setTabOrder(before, one)
                before = one
        self._options = options
        values = [option.value for option in options]
        self._group.button(values.index(chosen) if chosen in values else 0).setChecked(True)

    def _add(self, at: int, option: Option, count: int) -> SteadyButton:
        one = SteadyButton(option.text, "segment", option.icon)
        # Keeps the underline and gives Alt+F back to the menu.
        one.setShortcut(QKeySequence())
        end = "first" if at == 0 else "last" if at == count - 1 else "middle"
        one.setProperty("at", end)
        one.picked.connect(self.picked)
        self._group.addButton(one, at)
        self._row.addWidget(one, 1)
        return one

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._options[self._group.checkedId()].value

    def set_value(self, value: object) -> None:
        """Choose a value."""
        values = [option.value for option in self._options]
        self._group.button(values.index(value)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.focusNextChild()
            return
        letter = event.text().upper()
        for at, option in enumerate(self._options):
            if letter and letter == mnemonic(option.text):
                button = self._group.button(at)
                button.setChecked(True)
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        super().keyPressEvent(event)

    def _toggled(self, at: int, checked: bool) -> None:
        if checked:
            self.setFocusProxy(self._group.button(at))
            self.changed.emit()
