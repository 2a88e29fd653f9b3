"""Above the text: of which round, and which text; below it: how long it is, where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from snt_desk.domain.you_said import SHORT
from snt_desk.ui.fields import Choice
from snt_desk.ui.flow import Flow
from snt_desk.ui.parts import as_part, button, label, set_state


class Bar(QFrame):
    """Chooses the round and the text."""

    round_chosen = Signal(str)
    """The ref of another round."""
    text_chosen = Signal(str)
    """The key of another text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._shown = ("", "")
        self.rounds, self.texts = Choice("Choose a round"), Choice("Choose a text")
        self._of, self._text = label("Ro&und"), label("Te&xt")
        self.again = button("Draft &again", "", "redo-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for words, choice, name in (
            (self._of, self.rounds, "Round"),
            (self._text, self.texts, "Text"),
        ):
            words.setBuddy(choice)
            choice.call(name)
            choice.setMinimumContentsLength(18)
            row.addWidget(words)
            row.addWidget(choice, 1)
        row.addWidget(self.again)
        as_part(self)
        self.rounds.changed.connect(self._round_changed)
        self.texts.changed.connect(self._text_changed)

    def show_rounds(self, rounds: Sequence[tuple[str, str]], ref: str) -> None:
        """Offer these rounds, this one chosen; with none they are not spoken of."""
        for one in (self._of, self.rounds):
            one.setVisible(bool(rounds))
        self._shown = (ref, self._shown[1])
        self.rounds.show_choices(rounds)
        self.rounds.set_value(ref)

    def show_texts(self, titles: Sequence[tuple[str, str]], key: str) -> None:
        """Offer these texts, this one chosen."""
        self._shown = (self._shown[0], key)
        self.texts.show_choices(titles)
        self.texts.set_value(key)

    def _round_changed(self) -> None:
        ref = self.rounds.value
        if isinstance(ref, str) and ref != self._shown[0]:
            self.round_chosen.emit(ref)

    def _text_changed(self) -> None:
        key = self.texts.value
        if isinstance(key, str) and key != self._shown[1]:
            self._shown = (self._shown[0], key)
            self.text_chosen.emit(key)


class Foot(QFrame):
    """Says how long the text is, and has what lets it go out."""

    def __init__(self) -> None:
        super().__init__()
        self.length = label("", "muted")
        self.make = button("Make &drafts of messages", "primary", "megaphone", writes=True)
        self.copy = button("&Copy", "", "copy", writes=True)
        self.page = button("Save as HTM&L…", "", "download", tip="Ctrl+E", writes=True)
        self.odt = button("Save as &OpenDocument…", "", "file", writes=True)
        self.told = button("Residents &were told", "", "check", writes=True)
        buttons = (self.make, self.copy, self.page, self.odt, self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.length)
        holder = QFrame()
        flow = Flow(holder, space=8, last=0)
        flow.setContentsMargins(0, 0, 0, 0)
        for one in buttons:
            flow.addWidget(one)
        column.addWidget(holder)
        as_part(self)

    def say(self, why: str) -> None:
        """Say why the place in hand is marked: where it is narrow, no pane says it."""
        self.length.setText(why)
        set_state(self.length, "role", "warn")

    def show_length(self, letters: int, remarks: int, *, short: bool) -> None:
        """Say how long the text is, and how much is to be looked at; of a short one, if it fits."""
        over = letters - SHORT
        if not short:
            said = f"{letters:,} characters"
        elif over > 0:
            said = f"{letters:,} characters, {over:,} more than the shortest channel takes"
        else:
            said = f"{letters:,} of {SHORT} characters"
        if remarks:
            said = f"{said}. F8 goes to {remarks:,} to look at"
        self.length.setText(said)
        set_state(self.length, "role", "warn" if short and over > 0 else "muted")
