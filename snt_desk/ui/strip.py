"""A line above a list in which something short is typed: a name, two days. No dialog opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.errors import DeskError
from snt_desk.ui import keys, paint, theme
from snt_desk.ui.fields import LineField
from snt_desk.ui.parts import announce, button, label

_WIDE = 150


class Strip(QFrame):
    """Asks for a few words and does something with them; what will not do is said beside."""

    left = Signal()
    """It has gone: back to the list."""

    def __init__(self) -> None:
        """Hidden until it asks."""
        super().__init__()
        self.setObjectName("foot")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(paint.EDGE, 6, paint.EDGE, 6)
        self._row.setSpacing(8)
        self._problem = label("", "bad")
        self._do: Callable[[Sequence[str]], None] = _nothing
        self.fields: list[LineField] = []
        self.hide()

    def ask(
        self,
        fields: Sequence[tuple[str, LineField]],
        verb: str,
        do: Callable[[Sequence[str]], None],
    ) -> None:
        """Ask for these, each under its words; *do* takes what was typed, or raises DeskError."""
        self._clear()
        self._do = do
        self.setAccessibleName(verb)
        for words, field in fields:
            said = label(words, "heading")
            said.setBuddy(field)
            field.setAccessibleName(words)
            field.setMinimumWidth(theme.px(_WIDE))
            self._row.addWidget(said, 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(field, 1)
            self.fields.append(field)
        act, cancel = button(verb, "primary"), button("Cancel", "quiet")
        act.clicked.connect(self.act)
        cancel.clicked.connect(self.leave)
        self._problem = label("", "bad")
        for one in (act, cancel, self._problem):
            self._row.addWidget(one)
        self._row.addStretch(1)
        self.show()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[0].selectAll()

    def tell(self, words: str) -> None:
        """Say what was done, until it is put away."""
        self._clear()
        self._do = _nothing
        away = button("Close", "quiet")
        away.clicked.connect(self.leave)
        self._problem = label("", "bad")
        for one in (label(words), away, self._problem):
            self._row.addWidget(one)
        self._row.addStretch(1)
        self.setAccessibleName(words)
        self.show()

    def act(self) -> None:
        """Do it with what stands there."""
        try:
            self._do([one.value for one in self.fields])
        except DeskError as error:
            words = error.detail or error.title
            self._problem.setText(words)
            self.fields[0].setAccessibleDescription(words)
            announce(self, words)
            self.fields[0].setFocus()
            return
        self.leave()

    def leave(self) -> None:
        """Go without doing it."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.leave()
        else:
            super().keyPressEvent(event)

    @property
    def problem(self) -> str:
        """What will not do; empty while nothing was tried."""
        return self._problem.text()

    def _clear(self) -> None:
        self.fields = []
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _nothing(_typed: Sequence[str]) -> None:
    """Before anything is asked."""
