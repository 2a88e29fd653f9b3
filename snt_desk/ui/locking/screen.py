"""The lock screen: a password, the recovery code, or what this computer keeps; and nothing else.

It knows the path of the data file and asks its keys; the file itself is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from snt_desk.errors import DeskError
from snt_desk.ui import theme
from snt_desk.ui.form_rows import Note
from snt_desk.ui.locking.secret import CodeField, SecretField
from snt_desk.ui.parts import Picture, across, announce, button, down, label
from snt_desk.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from snt_desk.db.cipher import Key

_WIDE = 520
_ICON = 40
_SECOND_MS = 1000


@dataclass(frozen=True)
class Ways:
    """What opens the file: asked before the screen is made, so that it can say so at once."""

    encrypted: bool
    password: bool = False
    key_store: bool = False


class Locked(QWidget):
    """Stands in place of everything until somebody opens the data again."""

    opened = Signal(object)
    """With the Key; None where the file is not encrypted and was only hidden."""
    close_desk = Signal()
    title = "SNT Desk is locked"

    def __init__(self, where: str, ways: Ways, *, at_once: bool = False) -> None:
        """`at_once` lets this computer open it without being asked: when the desk is started."""
        super().__init__()
        self._where, self._ways, self._at_once = where, ways, at_once
        self._tasks = Tasks()
        self._busy = False
        self._wait = QTimer(self, interval=_SECOND_MS)
        self._wait.timeout.connect(self._count_down)
        self._seconds = 0
        self._make()
        self._show_way(code=ways.encrypted and not ways.password and not ways.key_store)
        self.setAccessibleName(self.title)
        self.destroyed.connect(partial(_stop, self._tasks))

    def _make(self) -> None:
        self.password, self.code = SecretField("Password"), CodeField("Recovery code")
        self.open_button = button("&Open", "primary")
        self.code_button = button("&Use the recovery code", "quiet")
        self.password_button = button("Use the &password", "quiet")
        self.close_button = button("&Close SNT Desk", "quiet")
        self.said = Note()
        self.words = label("", wrap=True)
        self._password_row = _named("Pass&word", self.password)
        self._code_row = _named("Recovery co&de: 24 letters and digits", self.code)
        self.password.entered.connect(self.open_button.click)
        self.code.entered.connect(self.open_button.click)
        self.open_button.clicked.connect(self._open)
        self.code_button.clicked.connect(lambda: self._show_way(code=True))
        self.password_button.clicked.connect(lambda: self._show_way(code=False))
        self.close_button.clicked.connect(self.close_desk)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDE))
        inner.setMinimumWidth(theme.px(min(_WIDE, 400)))
        column = QVBoxLayout(inner)
        column.setSpacing(14)
        title = label(self.title, "title", wrap=True)
        column.addWidget(across(Picture("lock", "accent", _ICON), title, space=16, stretch=(1,)))
        for one in (self.words, self._password_row, self._code_row, self.said):
            column.addWidget(one)
        column.addWidget(across(self.open_button, self.close_button, None))
        column.addWidget(across(self.code_button, self.password_button, None))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(across(None, inner, None, stretch=(1,)))
        outer.addStretch(2)

    def _greeting(self) -> str:
        if not self._ways.encrypted:
            return "Your work is saved. The data file is not encrypted: anybody here can open it."
        if self._ways.password and not self._by_code:
            return "Your work is saved. Type your password to go on."
        if self._ways.key_store and not self._by_code:
            return "Your work is saved. This computer opens it for whoever is signed in."
        return "Your work is saved. Type your recovery code to go on."

    def _show_way(self, *, code: bool) -> None:
        self._by_code = code
        ways = self._ways
        self.words.setText(self._greeting())
        self._password_row.setVisible(ways.password and not code)
        self._code_row.setVisible(code)
        self.code_button.setVisible(ways.encrypted and not code)
        self.password_button.setVisible(code and (ways.password or ways.key_store))
        self.password_button.setText("Use the &password" if ways.password else "Use this co&mputer")
        self.said.hide()
        if self.isVisible():
            self._enter()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enter()
        self._begin_waiting()
        if self._at_once and self._ways.key_store:
            self._at_once = False
            self._open()

    def _enter(self) -> None:
        first: QWidget = self.password if self._ways.password else self.open_button
        first = self.code if self._by_code else first
        # Whoever gives the focus to the screen gives it to this.
        self.setFocusProxy(first)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Opening ------------------------------------------------------------------------------

    def _open(self) -> None:
        if self._busy or (self._seconds > 0 and not self._by_code):
            return
        if not self._ways.encrypted:
            self.opened.emit(None)
            return
        self._be_busy(busy=True)
        self._tasks.run(self._asked(), self._came, owner=self, failed=self._failed)

    def _asked(self) -> Callable[[Progress], Key | None]:
        # Loaded here: it comes with the database, which the frame is painted without.
        from snt_desk.services import encryption

        where, password, code = self._where, self.password.text(), self.code.text()
        if self._by_code:
            return lambda _: encryption.by_code(where, code)
        if self._ways.password:
            return lambda _: encryption.by_password(where, password)
        return lambda _: encryption.by_key_store(where)

    def _came(self, key: Key | None) -> None:
        self._be_busy(busy=False)
        if key is None:
            self._show_way(code=True)
            self._tell("This computer does not open it. Type the recovery code.")
            return
        self.password.clear()
        self.code.clear()
        self.opened.emit(key)

    def _failed(self, error: Exception) -> None:
        self._be_busy(busy=False)
        if not isinstance(error, DeskError):
            raise error
        self.password.clear()
        self._tell(f"{error.title}. {error.detail}")
        self._begin_waiting()
        self._enter()

    def _be_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for one in (self.open_button, self.password, self.code, self.code_button):
            one.setEnabled(not busy)
        if busy:
            self.said.hint("Opening…")
            announce(self.said, self.said.text)

    def _tell(self, words: str) -> None:
        self.said.mark("bad", words)
        announce(self.said, words)

    # --- After wrong ones ---------------------------------------------------------------------

    def _begin_waiting(self) -> None:
        if not self._ways.password:
            return
        from snt_desk.services import encryption

        self._seconds = encryption.seconds_to_wait(self._where)
        if self._seconds:
            self._wait.start()
            self._show_wait()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._wait.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        waiting = self._seconds > 0
        self.password.setEnabled(not waiting)
        if waiting:
            minutes, seconds = divmod(self._seconds, 60)
            self._tell(f"Too many wrong passwords. The next one in {minutes}:{seconds:02}.")
        else:
            self.said.hide()
            self._enter()


class LockedBackup(Locked):
    """The same for a backup that is to be put back where there is no data: by its manifest."""

    title = "This backup is encrypted"

    def __init__(self, keys: Mapping[str, Any]) -> None:
        """`keys` is what the manifest of the backup holds of them; raises DeskError."""
        from snt_desk.services import encryption

        self._keys = keys
        state = encryption.state_of_backup(keys)
        super().__init__("", Ways(encrypted=True, password=state.password))

    def _greeting(self) -> str:
        return "Type the password or the recovery code that it had when it was made."

    def _asked(self) -> Callable[[Progress], Key | None]:
        from snt_desk.services import encryption

        keys, words = self._keys, (self.code if self._by_code else self.password).text()
        return lambda _: encryption.key_of_backup(keys, words)

    def _begin_waiting(self) -> None:
        """Nothing is counted: it is a copy, and scrypt is what holds."""


def _named(words: str, field: QWidget) -> QWidget:
    name: QLabel = label(words, "heading")
    name.setBuddy(field)
    return down(name, field, space=4)


def _stop(tasks: Tasks) -> None:
    tasks.stop(0.1)
