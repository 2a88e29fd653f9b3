"""The steps before a file is encrypted, or has another code: shown once, and typed back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from snt_desk.domain import passwords, recovery_code
from snt_desk.errors import DeskError
from snt_desk.ui.form_rows import Note
from snt_desk.ui.locking.secret import CodeField, SecretField
from snt_desk.ui.pages.encryption import words
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import Button, Tick, across, announce, button, down, label, without_mnemonic


class Asking(QWidget):
    """Something is asked before something is done: a title, fields, a verb, and the way back."""

    left = Signal()

    def __init__(self, title: str, verb: str) -> None:
        super().__init__()
        self.said = Note()
        self.do_button = button(verb, "primary")
        self.back_button = button("&Cancel", "quiet")
        self.back_button.clicked.connect(self.left)
        self.column = QVBoxLayout()
        self.column.setSpacing(14)
        self.column.addWidget(label(title, "title", wrap=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(14)
        outer.addLayout(self.column)
        outer.addWidget(self.said)
        outer.addWidget(across(self.do_button, self.back_button, None))

    def say(self, error: DeskError, field: QLineEdit | None = None) -> None:
        """Say what is not right yet, and go to the field that is to be mended."""
        said = f"{error.title}. {error.detail}" if error.detail else f"{error.title}."
        self.said.mark("bad", said)
        if field is not None:
            field.setFocus()
        announce(self.said, said)

    def watch(self, *fields: QLineEdit) -> None:
        """Take back what was said as soon as one of these is mended."""
        for field in fields:
            field.textEdited.connect(self.said.hide)


class Passwords(QWidget):
    """A new password, twice; or none, where this computer opens the file."""

    def __init__(self, *, wanted: bool) -> None:
        """Without `wanted` there is a choice: a tick lets the fields appear."""
        super().__init__()
        self.tick = Tick("Ask for a &password at the start")
        self.first, self.again = SecretField("New password"), SecretField("New password again")
        self._fields = down(
            *named("New pass&word, 10 characters or more", self.first),
            *named("The &same again", self.again),
            space=4,
        )
        self.tick.toggled.connect(self._fields.setVisible)
        self.first.entered.connect(self.again.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tick)
        column.addWidget(self._fields)
        self.tick.setVisible(not wanted)
        self.tick.setChecked(wanted)
        self._fields.setVisible(wanted)

    def value(self) -> str:
        """Give the password, empty for none; raises DeskError where the two are not one."""
        if not self.tick.isChecked():
            return ""
        passwords.insist(self.first.text())
        if self.first.text() != self.again.text():
            raise DeskError("The two passwords are not the same", "Type both again.")
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()


class NewPassword(Asking):
    """A password is set, or changed."""

    def __init__(self, title: str, set_it: Callable[[str], None]) -> None:
        super().__init__(title, "Set the passw&ord")
        self.passwords = Passwords(wanted=True)
        self.column.addWidget(label(words.STAYS, wrap=True))
        self.column.addWidget(self.passwords)
        self._set_it = set_it
        self.passwords.again.entered.connect(self.do_button.click)
        self.watch(self.passwords.first, self.passwords.again)
        self.do_button.clicked.connect(self._do)

    def enter(self) -> None:
        """Take the focus."""
        self.passwords.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self) -> None:
        try:
            password = self.passwords.value()
        except DeskError as error:
            self.passwords.clear()
            self.say(error, self.passwords.first)
            return
        self.passwords.clear()
        self._set_it(password)


class NewCode(Asking):
    """A recovery code is shown, then typed back from paper; with it, perhaps a password."""

    def __init__(
        self,
        title: str,
        verb: str,
        *,
        about: str,
        save: Callable[[str], None],
        with_password: bool,
        do: Callable[[str, str], None],
    ) -> None:
        super().__init__(title, "&Next: type it back")
        self._code, self._verb, self._do = recovery_code.new(), verb, do
        self._with_password, self._save = with_password, save
        self.shown = label(recovery_code.shown(self._code), "figure")
        self.shown.setAccessibleName(" ".join(recovery_code.shown(self._code)))
        self.save_button = button("Save as te&xt…", "", "download")
        self.code = CodeField("Recovery code")
        self.passwords = Passwords(wanted=False)
        self._first = down(
            label(words.CODE, wrap=True),
            across(self.shown, self.save_button, None, space=16),
            _lost(),
            space=12,
        )
        self._second = down(
            label(words.TYPED, wrap=True),
            *named("Recovery co&de", self.code),
            self.passwords,
            label(about, "muted", wrap=True),
            space=8,
        )
        self.column.addWidget(self._first)
        self.column.addWidget(self._second)
        self.passwords.setVisible(with_password)
        self._second.hide()
        self.save_button.clicked.connect(partial(self._save, recovery_code.shown(self._code)))
        self.do_button.clicked.connect(self._pressed)
        for field in (self.code, self.passwords.again):
            field.entered.connect(self.do_button.click)
        self.watch(self.code, self.passwords.first, self.passwords.again)

    def enter(self) -> None:
        """Take the focus."""
        (self.do_button if self._second.isHidden() else self.code).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def forget(self) -> None:
        """Let go of the code: it has been used, or is not wanted."""
        self._code = ""
        self.shown.clear()
        self.shown.setAccessibleName("")
        self.code.clear()
        self.passwords.clear()

    def _pressed(self) -> None:
        if self._second.isHidden():
            self._first.hide()
            self._second.show()
            rename(self.do_button, self._verb)
            self.enter()
            return
        try:
            self._insist_typed_back()
        except DeskError as error:
            self.say(error, self.code)
            return
        try:
            password = self.passwords.value() if self._with_password else ""
        except DeskError as error:
            self.passwords.clear()
            self.say(error, self.passwords.first)
            return
        code = self._code
        self.forget()
        self._do(code, password)

    def _insist_typed_back(self) -> None:
        if recovery_code.read(self.code.text()) != self._code:
            raise DeskError("That is another code", "Type the one that was shown.")


def named(words_: str, field: QWidget) -> tuple[QWidget, QWidget]:
    """Give a field its words above it."""
    name = label(words_, "heading")
    name.setBuddy(field)
    return name, field


def _lost() -> Box:
    box = Box("warn")
    box.say("Lose both, and the data is lost", words.LOST)
    return box


def rename(one: Button, text: str) -> None:
    """Let a button say something else, to the eye and to the ear."""
    one.setText(text)
    one.setAccessibleName(without_mnemonic(text))
