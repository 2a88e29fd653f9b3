"""A line above a list in which something short is typed or chosen: a name, two days, a priority.

No dialog opens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from snt_desk.errors import DeskError
from snt_desk.ui import failing, keys, paint, theme
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.parts import announce, button, label, plain_tip

_LEAST, _MOST = 90, 320
Field = LineField | Choice


class Strip(QFrame):
    """Asks for a few words and does something with them; what will not do is said beside."""

    left = Signal()
    """It has gone: back to the list."""

    def __init__(self) -> None:
        """Hidden until it asks."""
        super().__init__()
        self.setObjectName("below")
        # However much it asks for, it makes the window no wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._problem = label("", "bad")
        self._problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(paint.EDGE, 6, paint.EDGE, 6)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self._problem)
        self._do: Callable[[Sequence[Any]], None] = _nothing
        self._tells = False
        self.fields: list[Field] = []
        self.hide()

    def ask(
        self,
        fields: Sequence[tuple[str, Field]],
        verb: str,
        do: Callable[[Sequence[Any]], None],
    ) -> None:
        """Ask for these, each under its words; *do* takes their values, or raises DeskError."""
        self._clear(verb)
        self._do = do
        for words, field in fields:
            said = label(words, "heading")
            said.setBuddy(field)
            if isinstance(field, Choice):
                field.call(words)
            else:
                field.setAccessibleName(words)
            field.setMinimumWidth(theme.px(_LEAST))
            field.setMaximumWidth(theme.px(_MOST))
            self._row.addWidget(said, 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(field, 1)
            self.fields.append(field)
        self.fields[-1].installEventFilter(self)
        act, cancel = button(verb), button("Cancel", "quiet")
        act.clicked.connect(self.act)
        cancel.clicked.connect(self.leave)
        for one in (act, cancel):
            self._row.addWidget(one)
        self._row.addStretch(1)
        self.show()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.fields[0], LineField):
            self.fields[0].selectAll()

    def tell(self, words: str) -> None:
        """Say what was done, until it is put away."""
        self._clear(words)
        self._tells = True
        away = button("Close", "quiet")
        away.clicked.connect(self.leave)
        said = label(words)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addWidget(said, 1)
        self._row.addWidget(away)
        self.show()

    def put_away(self) -> None:
        """Say no more what was done: something else is shown. What it asks stays."""
        if self._tells:
            self.hide()

    def act(self) -> None:
        """Do it with what stands there."""
        for one in self.fields:
            if isinstance(one, Choice):
                one.settle()
        try:
            self._do([one.value for one in self.fields])
        except DeskError as error:
            words = failing.in_a_line(error)
            self._say(words)
            self.fields[0].setAccessibleDescription(words)
            announce(self, words)
            self.fields[0].setFocus()
            return
        self.leave()

    def leave(self) -> None:
        """Go without doing it."""
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Nothing follows the last field but what is to be done.
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and keys.is_enter(cast("QKeyEvent", event)):
            self.act()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.leave()
        else:
            super().keyPressEvent(event)

    @property
    def problem(self) -> str:
        """What will not do; empty while nothing was tried."""
        return self._problem.text()

    def _clear(self, name: str) -> None:
        self._do, self._tells = _nothing, False
        self.fields = []
        self._say("")
        self.setAccessibleName(name)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setToolTip(plain_tip(problem))
        self._problem.setVisible(bool(problem))


def _nothing(_typed: Sequence[Any]) -> None:
    """Before anything is asked."""
