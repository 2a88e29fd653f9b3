"""The three switches, a card each: how it is now, in words, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from snt_desk.ui.fields import LineField
from snt_desk.ui.parts import Picture, Thing, Tick, across, as_part, button, label
from snt_desk.ui.preferences import LEAST_MINUTES, MOST_MINUTES


class Card(QFrame):
    """What is so, why that matters, and buttons below."""

    def __init__(self, icon: str, *things: Thing) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title, self.text = label("", "heading", wrap=True), label("", wrap=True)
        self.more = label("", "muted", wrap=True)
        self.picture = Picture(icon, "accent")
        as_part(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(across(self.picture, self.title, space=8, stretch=(1,)))
        column.addWidget(self.text)
        column.addWidget(self.more)
        column.addWidget(across(*things, None))

    def say(self, title: str, text: str, more: str = "") -> None:
        """Say how it is."""
        self.title.setText(title)
        _say(self.text, text)
        _say(self.more, more)


class EncryptionCard(Card):
    """Encrypted or not."""

    def __init__(self) -> None:
        self.encrypt_button = button("E&ncrypt the file…")
        self.code_button = button("New recovery &code…")
        self.key_button = button("New &key…")
        self.plain_button = button("T&urn encryption off…", "quiet")
        super().__init__(
            "lock", self.encrypt_button, self.code_button, self.key_button, self.plain_button
        )
        # The page begins here, not with what scrolls round it.
        self.setProperty("leads", True)


class PasswordCard(Card):
    """A password or none."""

    def __init__(self) -> None:
        self.set_button = button("Set a &password…")
        self.away_button = button("Take the password &away…", "quiet")
        super().__init__("user", self.set_button, self.away_button)


class LockCard(Card):
    """When the window locks itself."""

    changed = Signal()

    def __init__(self) -> None:
        self.tick = Tick("Lock the &window when nobody touches it for")
        self.minutes = LineField("5", most=2)
        self.minutes.setValidator(QIntValidator(LEAST_MINUTES, MOST_MINUTES, self.minutes))
        self.tick.setAccessibleName("Lock the window when nobody touches it")
        self.minutes.setAccessibleName("Minutes until the window locks")
        self.now_button = button("&Lock now", "quiet")
        super().__init__("clock", self.tick, self.minutes, label("minutes"), self.now_button)
        self.tick.toggled.connect(self.changed)
        self.minutes.editingFinished.connect(self.changed)

    @property
    def value(self) -> int:
        """So many minutes, of those that can be."""
        typed = self.minutes.value
        return min(max(int(typed), LEAST_MINUTES), MOST_MINUTES) if typed.isdecimal() else 5


class CopiesCard(Card):
    """Copies that were made before, which anybody can read."""

    def __init__(self) -> None:
        self.remove_button = button("Re&move them…")
        super().__init__("triangle-alert", self.remove_button)
        self.picture.show_other("triangle-alert", "warn")


def _say(words: QLabel, text: str) -> None:
    words.setText(text)
    words.setVisible(bool(text))
