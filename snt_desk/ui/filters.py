"""The bar above a table: chips that filter it, and the words to look for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from snt_desk.ui import paint, theme
from snt_desk.ui.parts import SteadyButton, as_part, escaped

_SPACE = 6
_WORDS = 136
_HIGH = 52


class Chip(SteadyButton):
    """A filter that is on or off: `Foot`."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__(text, "chip", icon)

    @property
    def active(self) -> bool:
        """Whether it filters."""
        return self.isChecked()

    def clear(self) -> None:
        """Filter no more."""
        self.setChecked(False)

    def add_to(self, menu: QMenu) -> None:
        """Offer the same in a menu, where there is no room for the chip."""
        action = menu.addAction(self.text())
        action.setCheckable(True)
        action.setChecked(self.isChecked())
        action.toggled.connect(self.setChecked)


class ChoiceChip(Chip):
    """A filter with a list of choices: `Officer`, and `PC Ridley` when he is chosen."""

    chosen = Signal(object)
    """The value that is now chosen; None for any."""
    opening = Signal()
    """Its list is about to be seen: what takes a look at the records is offered now."""
    nothing = "Any"
    """The line of its list that chooses nothing; empty where there is none."""

    def __init__(self, name: str, icon: str = "chevron-down") -> None:
        """`name` stands on it while nothing is chosen; the arrow says that a list opens."""
        super().__init__(name, icon)
        self._name = name
        self._choices: tuple[tuple[object, str], ...] = ()
        self._value: object = None
        self._menu = QMenu(name, self)
        self._menu.aboutToShow.connect(self.opening)
        if icon == "chevron-down":
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            self.set_icon(icon)
        self.clicked.connect(self.pop_up)
        self.show_choices(())

    @property
    def value(self) -> object:
        """What is chosen; None for any."""
        return self._value

    @property
    def choices(self) -> Sequence[tuple[object, str]]:
        """The values that it offers, and the words for them."""
        return self._choices

    def show_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these values under these words, and any. What is chosen stays chosen."""
        self._choices = tuple(choices)
        self._menu.clear()
        if self.nothing:
            self._offer(None, self.nothing)
        for value, text in self._choices:
            self._offer(value, text)
        self._say()

    def offer_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these; what is chosen stays among them."""
        if self.value is not None and self.value not in (value for value, _ in choices):
            choices = [(self.value, self.text().replace("&&", "&")), *choices]
        self.show_choices(choices)

    def choose_called(self, value: object, known: Sequence[tuple[object, str]]) -> None:
        """Choose a value, under the words for it even if it is not offered."""
        self.show_choices([(value, dict(known).get(value, str(value)))])
        self.choose(value)

    def choose(self, value: object) -> None:
        """Choose a value, or None for any."""
        if value != self._value:
            self._value = value
            self._say()
            self.chosen.emit(value)

    @property
    def active(self) -> bool:
        """Whether it filters."""
        return self._value is not None

    def clear(self) -> None:
        """Choose any."""
        self.choose(None)

    def add_to(self, menu: QMenu) -> None:
        """Offer the same list in a menu."""
        menu.addMenu(self._menu)

    def nextCheckState(self) -> None:
        # It is pressed while something is chosen, not by being clicked.
        self.setChecked(self.active)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4}:
            self.pop_up()
        else:
            super().keyPressEvent(event)

    def _offer(self, value: object, text: str) -> None:
        action = self._menu.addAction(escaped(text))
        action.setCheckable(True)
        action.setData(value)
        action.triggered.connect(partial(self.choose, value))

    def _say(self) -> None:
        words = dict(self._choices).get(self._value, self._name) if self.active else self._name
        self.setText(escaped(words))
        self.setChecked(self.active)
        self.setAccessibleName(f"{self._name}: {words if self.active else 'any'}")
        for action in self._menu.actions():
            action.setChecked(action.data() == self._value)
        self.updateGeometry()

    def pop_up(self) -> None:
        """Open the list, below the chip or, where there is no room for that, below the bar."""
        for action in self._menu.actions():
            action.setChecked(action.data() is not None and action.data() == self._value)
        above = self.parentWidget() if self.isHidden() else self
        place = (above or self).rect().bottomLeft()
        self._menu.popup((above or self).mapToGlobal(place))


class FilterField(QLineEdit):
    """The words to look for. Esc clears them; Esc again leaves."""

    left = Signal()
    """Esc in the empty field, or Enter or Down: back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Filter, Ctrl+F")
        self.setAccessibleName("Filter")
        self.setMaxLength(200)

    def take(self, letters: str) -> None:
        """Go on with what was typed in the table."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.text() + letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape or event.key() in keys:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _MoreChip(Chip):
    """Stands for the chips that do not fit; pressed while one of them filters."""

    def nextCheckState(self) -> None:
        pass


class FilterBar(QFrame):
    """Chips at the left, the words at the right; what does not fit goes under *Filters*."""

    changed = Signal()
    """A chip or the words."""

    def __init__(self, chips: Sequence[Chip], actions: Sequence[QPushButton] = ()) -> None:
        """Actions are buttons at the right end; `show_actions` says when."""
        super().__init__()
        self.setObjectName("bar")
        as_part(self)
        self.chips = tuple(chips)
        self.words = FilterField()
        self._actions = tuple(actions)
        self._more = _MoreChip("Filters", "list-filter")
        self._clearing = False
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 0, paint.EDGE, 0)
        row.setSpacing(_SPACE)
        for chip in (*self.chips, self._more):
            row.addWidget(chip)
        row.addStretch(1)
        for thing in (self.words, *self._actions):
            row.addWidget(thing)
        self._more.hide()
        self.words.setFixedWidth(theme.px(_WORDS))

    def _listen(self) -> None:
        self.words.textChanged.connect(self._tell)
        self._more.clicked.connect(self._pop_up)
        for chip in self.chips:
            signal = chip.chosen if isinstance(chip, ChoiceChip) else chip.toggled
            signal.connect(self._tell)

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.words.text()) or any(chip.active for chip in self.chips)

    def clear(self) -> None:
        """Filter nothing any more; says `changed` once."""
        before = self.active
        self._clearing = True
        for chip in self.chips:
            chip.clear()
        self.words.clear()
        self._clearing = False
        if before:
            self._tell()

    def show_actions(self, *, shown: bool) -> None:
        """Show the buttons at the right end, or hide them."""
        for action in self._actions:
            action.setVisible(shown)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        fixed = sum(thing.sizeHint().width() + _SPACE for thing in self._at_the_right())
        more = self._more.sizeHint().width() + _SPACE
        return QSize(2 * paint.EDGE + fixed + more, theme.px(_HIGH))

    def sizeHint(self) -> QSize:
        chips = sum(chip.sizeHint().width() + _SPACE for chip in self.chips)
        return QSize(self.minimumSizeHint().width() + chips, theme.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self.words.setFixedWidth(theme.px(_WORDS))
            self._fit()

    def _tell(self) -> None:
        if not self._clearing:
            self._fit()
            self.changed.emit()

    def _at_the_right(self) -> list[QWidget]:
        return [self.words, *(action for action in self._actions if not action.isHidden())]

    def _fit(self) -> None:
        """Hide chips from the right until the rest fits."""
        room = self.width() - 2 * paint.EDGE
        room -= sum(thing.sizeHint().width() + _SPACE for thing in self._at_the_right())
        widths = [chip.sizeHint().width() + _SPACE for chip in self.chips]
        fitting = len(widths)
        if sum(widths) > room:
            room -= self._more.sizeHint().width() + _SPACE
            while fitting and sum(widths[:fitting]) > room:
                fitting -= 1
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < fitting)
        rest = self.chips[fitting:]
        self._more.setVisible(bool(rest))
        self._more.setChecked(any(chip.active for chip in rest))

    def _pop_up(self) -> None:
        menu = QMenu("Filters", self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.chips:
            if chip.isHidden():
                chip.add_to(menu)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
