"""Three questions before there is any data, none of which has to be answered.

Enter begins with what stands there. The screen asks and shows; what comes of the answers is
`starting`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from snt_desk.ui import theme
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import Picture, Tick, across, as_part, breakable, button, down, label

_WIDE = 640
_ICON = 40
NOWHERE = "No second place yet"


@dataclass(frozen=True)
class Said:
    """What was answered: a team's code, a collar number, two folders, and whether to encrypt."""

    team: str
    collar: str
    folder: Path
    second: Path | None
    encrypt: bool


class FirstRun(QWidget):
    """Shown in place of menus, tabs and pages where there is no data and never was."""

    begun = Signal(object)
    """`Said`: make the data."""
    folder_wanted = Signal()
    """Another folder for the data is to be chosen; `show_folder` answers."""
    second_wanted = Signal()
    """A second place for backups is to be chosen; `show_second` answers."""
    demo = Signal()
    backup = Signal()
    other_file = Signal()
    close_desk = Signal()

    def __init__(
        self, teams: Sequence[tuple[str, str]], folder: Path, doubt: Callable[[Path], str]
    ) -> None:
        """Offer these teams by code and words; `doubt` says why a folder is no good for data."""
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName("Welcome to SNT Desk")
        self._doubt = doubt
        self._folder = folder
        self._second: Path | None = None
        self.team = Choice("A few letters find it")
        self.team.show_choices([("", ""), *teams])
        self.collar = LineField("1234", most=20)
        self._place = label("", wrap=True)
        self._backups = label(NOWHERE, "muted", wrap=True)
        self.box = Box("bad")
        self.encrypt = Tick("&Encrypt the data: a lost laptop or stick tells nothing")
        self.encrypt.setAccessibleName("Encrypt the data")
        self._lay_out()
        self.show_folder(folder)

    # --- Layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.begin = button("&Begin", "primary")
        self.begin.clicked.connect(self._begin)
        self.setFocusProxy(self.begin)
        head = down(
            label("Welcome to SNT Desk", "title", wrap=True),
            label(
                "Answer what you can. All but the folder can be changed later.", "muted", wrap=True
            ),
            space=2,
        )
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(across(Picture("users", "accent", _ICON), head, space=16, stretch=(1,)))
        column.addWidget(self.box)
        column.addLayout(self._questions())
        column.addWidget(self.encrypt)
        column.addWidget(label(_ENCRYPTION, "small", wrap=True))
        column.addWidget(across(self.begin, None))
        column.addLayout(self._other_ways())
        for field in (self.team, self.collar):
            field.changed.connect(self.box.hide)
        holder = QWidget()
        holder.setObjectName("page")
        outer = QVBoxLayout(holder)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        # As wide as it may be, before what is left over goes to the sides.
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        as_part(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _questions(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        place = button("C&hange…")
        place.setAccessibleName("Change where the data lives")
        place.clicked.connect(self.folder_wanted)
        second = button("Choo&se…")
        second.setAccessibleName("Choose a second place for backups")
        second.clicked.connect(self.second_wanted)
        rows: tuple[tuple[str, str, QWidget, QWidget | None], ...] = (
            ("Your tea&m", "Your team", self.team, None),
            ("Your &collar number", "Your collar number", self.collar, None),
            ("The data lives in", "", self._place, place),
            ("Backups also go to", "", self._backups, second),
        )
        for at, (words, name, field, more) in enumerate(rows):
            grid.addWidget(_named(words, name, field), at, 0)
            grid.addWidget(field, at, 1, 1, 2 if more is None else 1)
            if more is not None:
                grid.addWidget(more, at, 2)
        return grid

    def _other_ways(self) -> QGridLayout:
        ways = (
            ("Look at a &demo team", self.demo),
            ("&Put back a backup…", self.backup),
            ("&Open another file…", self.other_file),
            ("C&lose SNT Desk", self.close_desk),
        )
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for at, (words, signal) in enumerate(ways):
            one = button(words, "link")
            one.clicked.connect(signal)
            grid.addWidget(across(one, None), at // 2, at % 2)
        return grid

    # --- Answers ------------------------------------------------------------------------------

    def show_folder(self, folder: Path) -> None:
        """Take this folder for the data, if it is good for it; else say why not."""
        doubt = self._doubt(folder)
        if doubt:
            self.say("The data cannot be kept there", doubt)
            return
        self.box.hide()
        self._folder = folder
        self._place.setText(breakable(str(folder)))

    def show_second(self, folder: Path) -> None:
        """Take this folder as the second place for backups."""
        self._second = folder
        self._backups.setText(breakable(str(folder)))

    def say(self, title: str, detail: str) -> None:
        """Say what could not be done; everything stays as it was answered."""
        self.box.say(title, detail)

    def _begin(self) -> None:
        if self.team.unknown:
            self.say("There is no such team", "Choose one of the list, or leave it empty.")
            self.team.setFocus()
            return
        doubt = self._doubt(self._folder)
        if doubt:
            self.say("The data cannot be kept there", doubt)
            return
        code = self.team.value
        chosen = code if isinstance(code, str) else ""
        encrypt = self.encrypt.isChecked()
        self.begun.emit(Said(chosen, self.collar.value, self._folder, self._second, encrypt))

    def minimumSizeHint(self) -> QSize:
        # It scrolls.
        return QSize(0, 0)


_ENCRYPTION = "The next step then is a recovery code. Without it, a forgotten password loses all."


def _named(words: str, name: str, field: QWidget) -> QLabel:
    made = label(words)
    if name:
        made.setBuddy(field)
        if isinstance(field, Choice):
            field.call(name)
        else:
            field.setAccessibleName(name)
    return made
