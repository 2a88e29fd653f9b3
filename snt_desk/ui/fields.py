"""Fields to type in or choose from; every one is done by keys alone.

All have `value`, `set_value` and the signal `changed`, and none judges while it is typed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
)

from snt_desk.ui import finding, icons, keys, theme
from snt_desk.ui.finding import ChoicesView, Finder
from snt_desk.ui.leaving import when_left
from snt_desk.ui.plain_line import PlainLine, wants_own_undo
from snt_desk.ui.segment import Option, Segment

__all__ = ["MOST_IMPORTED", "MOST_LINE", "Choice", "LineField", "NoteField", "Option", "Segment"]

MOST_LINE, MOST_NOTE = 500, 10_000
"""How many letters a line and a note take."""
MOST_IMPORTED = 32_767
"""As many as an import may bring: what is opened and saved with so many loses nothing."""
# What a paste may bring along unseen: controls, zero-width signs, marks of direction.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")


def _clean(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\u2028", " ")).strip()


class LineField(PlainLine):
    """One line. Enter goes to the next field."""

    changed = Signal()

    def __init__(
        self,
        example: str = "",
        *,
        nudge: Callable[[str, str], str | None] | None = None,
        settle: Callable[[str], str] | None = None,
        most: int = MOST_LINE,
    ) -> None:
        """Show an example of typing while empty: `2215`.

        `nudge(text, letter)` may answer a letter with a new text (`+`, the day after);
        `settle(text)` says how to show what was typed once the field is left.
        """
        super().__init__()
        self._nudge, self._settle = nudge, settle
        self.setPlaceholderText(example)
        self.setMaxLength(most)
        self.textChanged.connect(self.changed)
        self.editingFinished.connect(self.tidy)

    @property
    def value(self) -> str:
        """What stands there, without spaces around and signs that nobody sees."""
        # Qt shows a line that was pasted with its breaks as one, and keeps them.
        return _clean(_BREAKS.sub(" ", self.text()))

    def set_value(self, value: str) -> None:
        """Put something there; Ctrl+Z does not take it away."""
        self.setText(_clean(value))
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.focusNextChild()
            return
        new = self._nudge(self.text(), event.text()) if self._nudge and event.text() else None
        if new is None:
            super().keyPressEvent(event)
        else:
            self.setText(new)

    def tidy(self) -> None:
        """Show what was typed as it is understood, as if the field had been left."""
        if self._settle is not None and self.text():
            settled = self._settle(self.text())
            if settled != self.text():
                self.setText(settled)


class NoteField(QPlainTextEdit):
    """Several lines of plain text; Tab leaves."""

    changed = Signal()

    def __init__(self, example: str = "", *, lines: int = 3, most: int = MOST_NOTE) -> None:
        """As high as that many lines; a paste is cut to `most` letters."""
        super().__init__()
        self._lines, self._most = lines, most
        self.setPlaceholderText(example)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.changed)
        self._measure()

    @property
    def value(self) -> str:
        """What stands there."""
        return _clean(self.toPlainText())

    def set_value(self, value: str) -> None:
        """Put something there instead."""
        self.setPlainText(value)

    def saved(self) -> None:
        """What stands there is saved: from here Ctrl+Z takes back the change, not the letters."""
        self.document().clearUndoRedoStacks()

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Pasted markup is dropped; so is more than anybody reads.
        room = self._most - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.textCursor().insertText(source.text()[: max(0, room)])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_alt_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        possible = document.isUndoAvailable() or document.isRedoAvailable()
        if not wants_own_undo(event, possible=possible):
            event.ignore()
            return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(round(self._lines * theme.metrics().lineSpacing()) + theme.px(28))


class Choice(QComboBox):
    """One of many: a few letters find it. The wheel leaves it as it is."""

    changed = Signal()

    def __init__(self, example: str = "Choose") -> None:
        super().__init__()
        self._values: tuple[object, ...] = ()
        self._offered: tuple[tuple[object, str], ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._all = ChoicesView()
        self.setView(self._all)
        self._line = PlainLine()
        self._line.setPlaceholderText(example)
        # Qt keeps two pixels at either side, of which there are not enough here.
        self._line.setTextMargins(-2, 0, -2, 0)
        self.setLineEdit(self._line)
        self._complete()
        self.editTextChanged.connect(self.changed)
        when_left(self, self._left_open)

    def _complete(self) -> None:
        self._finder = Finder(self)
        self.setCompleter(self._finder)
        # Told before Qt asks the list about the same letters.
        self._line.textEdited.connect(self._look)

    def _look(self, letters: str) -> None:
        self._finder.look(letters, self._texts())

    def _texts(self) -> list[str]:
        return [self.itemText(at) for at in range(self.count())]

    def call(self, name: str) -> None:
        """Name it where no label does: a screen reader meets the box and the line in it."""
        self.setAccessibleName(name)
        self._line.setAccessibleName(name)

    def show_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these values under these words. What is chosen stays chosen."""
        if (offered := tuple(choices)) == self._offered:
            return
        self._offered = offered
        text, chosen = self.currentText(), self.value
        self.blockSignals(True)
        self._values = tuple(value for value, _ in choices)
        self.clear()
        # As they would be typed: in one line, without signs that nobody sees.
        self.addItems([" ".join(_clean(words).split()) for _, words in choices])
        if chosen is not None and chosen in self._values:
            # By what it is, not by its words: two may be called the same, or one otherwise now.
            self.set_value(chosen)
        else:
            self.setCurrentIndex(self.findText(text, Qt.MatchFlag.MatchFixedString))
            self.setEditText(text)
        self.blockSignals(False)

    @property
    def value(self) -> object:
        """What is chosen; None if nothing is, or what was typed is not among the choices."""
        at, text = self.currentIndex(), _clean(self.currentText())
        if at < 0 or self.itemText(at) != text:
            at = self.findText(text, Qt.MatchFlag.MatchFixedString) if text else -1
        return self._values[at] if at >= 0 else None

    @property
    def unknown(self) -> str:
        """What was typed and is not among the choices."""
        return "" if self.value is not None else _clean(self.currentText())

    @property
    def is_open(self) -> bool:
        """Whether one of its lists is open."""
        return self._finder.is_open or self.view().isVisible()

    def set_value(self, value: object) -> None:
        """Choose a value; None or an unknown one chooses nothing."""
        at = self._values.index(value) if value in self._values else -1
        self.setCurrentIndex(at)
        self.setEditText(self.itemText(at) if at >= 0 else "")
        self._line.setCursorPosition(0)

    def showPopup(self) -> None:
        self._all.make_room(self._texts())
        super().showPopup()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            listed = self._finder.is_open
            self.settle()
            if listed:
                self._take_first()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _take_first(self) -> None:
        """Take the first of those that the list showed, as in a field of several people."""
        letters = self.unknown
        having = finding.found(letters, self._texts())
        if letters and having:
            self.set_value(self._values[having[0]])

    def event(self, event: QEvent) -> bool:
        # While its list is open, the completer keeps from us that the focus is gone.
        if keys.is_tab(event):
            self.settle()
        return super().event(event)

    def _left_open(self) -> None:
        if self._finder.is_open:
            self.settle()

    def settle(self) -> None:
        """Take what the letters can only mean; what they do not is kept for the user to see."""
        typed = _clean(self.currentText())
        self._finder.shut()
        if not typed or self.value is not None:
            return
        if (at := finding.meant(typed, self._texts())) is not None:
            self.set_value(self._values[at])

    def wheelEvent(self, event: QWheelEvent) -> None:
        # What is chosen never changes because somebody scrolls.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(icons.SIDE)
        role = "muted" if self.isEnabled() else "off"
        place = QPointF(self.width() - side - 6, (self.height() - side) / 2)
        with QPainter(self) as painter:
            icons.draw(painter, "chevron-down", role, place.x(), place.y())
