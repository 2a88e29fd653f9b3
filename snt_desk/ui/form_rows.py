"""One row of a form: the words above its fields, and what is said below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from snt_desk.ui import paint, theme
from snt_desk.ui.parts import (
    Picture,
    breakable,
    button,
    escaped,
    label,
    set_state,
    without_mnemonic,
)

_SMALL_ICON = 14
_NARROW = 0.4
"""A field with less of its row than this has no room for a sentence as wide as itself."""
_LEAST = 0.45
"""So much of the row such a sentence takes."""


class Said(Protocol):
    """A problem or a caution: `snt_desk.domain.drafts` has both."""

    @property
    def field(self) -> str:
        """The name of the field."""
        ...

    @property
    def text(self) -> str:
        """A sentence."""
        ...


@dataclass(frozen=True)
class Part:
    """One field of a form: the name its problems have, the words above it, the control.

    The words may have a mnemonic (`Cre&w`); `stretch` is its share of a row; with a `pin`
    the user may keep what stands in it for the next record.
    """

    name: str
    label: str
    control: QWidget
    stretch: int = 1
    pin: bool = False


class FormRow(QWidget):
    """One field, or a few that are read together, and what is said of each below it."""

    def __init__(self, parts: Sequence[Part], hint: str = "", mark: QWidget | None = None) -> None:
        """`mark` stands at the left of it all, as high as the row."""
        super().__init__()
        self.pins: dict[str, QPushButton] = {}
        self.live = Note()
        self._parts = {part.name: part for part in parts}
        self._notes: dict[tuple[str, str], Note] = {}
        self._below: dict[str, QVBoxLayout] = {}
        self._labels: dict[str, QLabel] = {}
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        if mark is not None:
            whole.addWidget(mark)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        whole.addLayout(self._column, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for at, part in enumerate(parts):
            grid.addLayout(self._words(part), 0, at)
            grid.addWidget(part.control, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, part.stretch)
        self._make_room_below(grid, parts)
        self._column.addLayout(grid)
        self._column.addWidget(self.live)
        self.hint(hint)

    def _make_room_below(self, grid: QGridLayout, parts: Sequence[Part]) -> None:
        """Keep a place below each field: as wide as it, or as wide as a sentence needs."""
        whole = sum(part.stretch for part in parts) or 1
        before = 0
        for at, part in enumerate(parts):
            self._below[part.name] = below = QVBoxLayout()
            below.setSpacing(0)
            if len(parts) == 1 or part.stretch / whole >= _NARROW:
                grid.addLayout(below, 2, at)
            else:
                grid.addLayout(_from(before / whole, below), 3 + at, 0, 1, len(parts))
            before += part.stretch

    def _words(self, part: Part) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._labels[part.name] = words = label(part.label, "heading")
        words.setBuddy(part.control)
        if part.control.focusProxy() is not None:
            # A mnemonic passes over what takes no focus, even if it hands it on.
            part.control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words.setContentsMargins(0, 0, 0, 4)
        _name(part.control, without_mnemonic(part.label))
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignBottom)
        if part.pin:
            row.addWidget(self._pin(part))
        return row

    def _pin(self, part: Part) -> QPushButton:
        name = without_mnemonic(part.label)
        pin = button("", "mark", "pin", tip=f"Keep {name} for the next one")
        pin.setCheckable(True)
        pin.set_icon("pin", side=_SMALL_ICON)
        self.pins[part.name] = pin
        return pin

    def call(self, name: str, words: str) -> None:
        """Name a field otherwise than before, by words from data."""
        self._labels[name].setText(escaped(words))
        control = self._parts[name].control
        for one in (control, *control.findChildren(QLineEdit)):
            one.setAccessibleName(words)

    def tone(self, name: str) -> str:
        """What the field is marked as: `bad`, `warn` or nothing."""
        tones = {tone for (part, tone), note in self._notes.items() if part == name and note.text}
        return "bad" if "bad" in tones else "warn" if "warn" in tones else ""

    def hint(self, text: str) -> None:
        """Say quietly how to type here."""
        self.live.hint(text)
        self._describe_all()

    def understood(self, strong: str, quiet: str) -> None:
        """Say back what was typed."""
        self.live.understood(strong, quiet)
        self._describe_all()

    def mark(self, name: str, tone: str, text: str) -> None:
        """Say something about a field in that tone; without a text, no more."""
        note = self._notes.get((name, tone))
        if note is None and text:
            note = self._notes[name, tone] = Note()
            note.setContentsMargins(0, 4, 0, 0)
            self._below[name].addWidget(note)
        if note is not None:
            note.mark(tone, text)
        self._say_once(name)
        control = self._parts[name].control
        set_state(control, "state", self.tone(name) or None)
        self._describe(name)

    def _say_once(self, name: str) -> None:
        """What was a caution and is a problem since Save is said in red alone."""
        warn, bad = (self._notes.get((name, tone)) for tone in ("warn", "bad"))
        if warn is not None and bad is not None:
            warn.setVisible(bool(warn.text) and warn.text != bad.text)

    def _describe_all(self) -> None:
        for name in self._parts:
            self._describe(name)

    def _describe(self, name: str) -> None:
        """Let a screen reader say with the field what stands below it."""
        notes = [note for (part, _), note in self._notes.items() if part == name]
        texts = [note.text for note in notes if not note.isHidden()]
        control = self._parts[name].control
        said = " ".join(text for text in (*texts, self.live.text) if text)
        (control.focusProxy() or control).setAccessibleDescription(said)


def _from(start: float, below: QVBoxLayout) -> QHBoxLayout:
    """Put it where its field begins, or so far before that it has the least width."""
    left = round(100 * min(start, 1 - _LEAST))
    least = round(100 * _LEAST)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addStretch(left)
    row.addLayout(below, least)
    row.addStretch(100 - left - least)
    return row


def _name(control: QWidget, name: str) -> None:
    for widget in (control, control.focusProxy(), *control.findChildren(QLineEdit)):
        if widget is not None and not widget.accessibleName():
            widget.setAccessibleName(name)


class Note(QWidget):
    """A line below a field: an icon, and words that may be strong, quiet, amber or red."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._picture = Picture("clock", "accent", _SMALL_ICON)
        self._strong = label("", "live")
        self._quiet = label("", "small", wrap=True)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        beside_the_words = QVBoxLayout()
        beside_the_words.setContentsMargins(0, 1, 0, 0)
        beside_the_words.addWidget(self._picture)
        beside_the_words.addStretch(1)
        row.addLayout(beside_the_words)
        row.addWidget(self._strong, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._quiet, 1)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return self._text

    def hint(self, text: str) -> None:
        """How to type here, quietly; stays."""
        self._say("", text, "small")
        self._picture.hide()

    def understood(self, strong: str, quiet: str) -> None:
        """What was typed, said back."""
        self._picture.show_other("clock", "accent")
        self._say(strong, quiet, "small")

    def mark(self, tone: str, text: str) -> None:
        """A caution or a problem."""
        self._picture.show_other(paint.TONES[tone].icon, paint.TONES[tone].ink)
        self._say("", text, tone)

    def _say(self, strong: str, quiet: str, role: str) -> None:
        self._strong.setText(breakable(strong))
        self._strong.setVisible(bool(strong))
        # One of the two wraps: the quiet one, or what stands alone.
        self._strong.setWordWrap(not quiet)
        self._row.setStretchFactor(self._strong, 0 if quiet else 1)
        self._text = " ".join(one for one in (strong, quiet) if one)
        self._quiet.setText(breakable(quiet))
        self._quiet.setVisible(bool(quiet))
        set_state(self._quiet, "role", role)
        self._picture.setVisible(bool(strong or quiet))
        self.setVisible(bool(strong or quiet))


class Summary(QFrame):
    """`There is a problem`: on top of the form, a line for each, which goes to its field."""

    chosen = Signal(str)
    """The name of the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("badbox")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._links: list[QPushButton] = []
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(Picture("circle-alert", "bad"))
        title.addWidget(label("There is a problem", "heading"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(4)
        column.addLayout(title)
        column.addLayout(self._lines)
        self.setAccessibleName("There is a problem")
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What its lines say; none while it is hidden."""
        return [] if self.isHidden() else [link.accessibleName() for link in self._links]

    def show_problems(self, problems: Sequence[Said]) -> None:
        """One line for each, in the words that stand beside the field."""
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links = [_Link(problem.text) for problem in problems]
        # What is new would come last for Tab: put it where it is seen.
        before = _last_stop(self)
        for link, problem in zip(self._links, problems, strict=True):
            link.clicked.connect(partial(self.chosen.emit, problem.field))
            self._lines.addWidget(link)
            QWidget.setTabOrder(before, link)
            before = link
        self.show()

    def take_focus(self) -> None:
        """Take the focus to the first line."""
        self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _last_stop(widget: QWidget) -> QWidget:
    """Where Tab stops before it comes to the widget."""
    before = widget.previousInFocusChain() or widget
    while before is not widget and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain() or widget
    return before


class _Link(QPushButton):
    """A button whose words wrap: Qt's own are cut at the right."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        words = label(breakable(text), wrap=True)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # A button else insists on its whole sentence in one line.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.addWidget(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(28))
