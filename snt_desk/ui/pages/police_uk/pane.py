"""The line in hand: what the public sees, what stands here, what *Take over* would do."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from snt_desk.domain.police_uk import Reading, Remark
from snt_desk.domain.police_uk.lines import STATES, Line
from snt_desk.ui import keys
from snt_desk.ui.later import later
from snt_desk.ui.pages.police_uk import words
from snt_desk.ui.parts import Badge, Tick, across, breakable, down, label, rule
from snt_desk.ui.scrolled import Scrolled

_MARGIN = 20
_MOST_SHOWN = 1_200
"""So many letters of a text are shown: nobody compares more by eye in a pane."""


class Pane(QFrame):
    """Beside the list."""

    left = Signal()
    """Esc: back to the list."""
    ticked = Signal(bool)
    """The tick was set, or taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._title = label("", "heading", wrap=True)
        self._badge = Badge("")
        self._badge_row = across(self._badge, None)
        self._says = label("", wrap=True)
        self._differences = QVBoxLayout()
        self._differences.setSpacing(12)
        self._takes = label("", "muted", wrap=True)
        self.tick = Tick("Take thi&s over")
        self.tick.setAccessibleName("Take this over")
        self._sources_title = label("The files", "heading")
        self._sources = label("", "muted", wrap=True)
        self.tick.toggled.connect(self._told)
        self._lay_out()
        self.show_line(None, ticked=False)

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        inside.setSpacing(12)
        inside.addWidget(down(self._badge_row, self._title, space=8))
        inside.addWidget(self._says)
        inside.addLayout(self._differences)
        inside.addWidget(down(self.tick, self._takes, space=4))
        inside.addWidget(rule())
        inside.addWidget(down(self._sources_title, self._sources, space=4))
        inside.addStretch(1)
        self._area = Scrolled("Line in hand", inside, "formbody")
        # Its tick is what one goes to: it is read with it.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._area)

    def show_line(self, line: Line | None, *, ticked: bool) -> None:
        """Show a line of the comparison, or that none is in hand."""
        self._title.setText(_shown(line.title) if line else "No line is in hand")
        self._badge_row.setVisible(line is not None)
        if line is not None:
            text, tone = words.BADGES[line.state]
            self._badge.say(text, tone)
            self._badge.setAccessibleName(STATES[line.state])
        self._says.setText(line.says if line else "")
        self._says.setVisible(bool(line and line.says))
        self._show_differences(line)
        takes = line.takes if line else ""
        self._takes.setText(takes)
        for one in (self._takes, self.tick):
            one.setVisible(bool(takes))
        self.tick.blockSignals(True)
        self.tick.setChecked(ticked)
        self.tick.blockSignals(False)
        self.tick.setAccessibleDescription(takes)

    def _show_differences(self, line: Line | None) -> None:
        while (item := self._differences.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in line.differences if line else ():
            part = _side_by_side(*words.difference(one))
            self._differences.addWidget(part)
            # At once: Qt would show it a little later.
            part.show()

    def show_sources(self, reading: Reading | None, said_above: Collection[Remark]) -> None:
        """Say which files were read, and what is to be said of them that is not said above."""
        said = ""
        if reading is not None:
            remarks = (*reading.problems, *reading.cautions)
            told = [one.sentence for one in remarks if one not in said_above]
            said = "\n".join(filter(None, (words.sources(reading), *told)))
        self._sources.setText(breakable(said))
        for one in (self._sources_title, self._sources):
            one.setVisible(bool(said))

    def enter(self) -> None:
        """Take the focus to the tick, and bring it into view."""
        if self.tick.isVisible():
            self.tick.setFocus()
            later(self, partial(self._area.ensureWidgetVisible, self.tick))

    def _told(self, on: bool) -> None:
        self.ticked.emit(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _side_by_side(field: str, public: str, here: str) -> QWidget:
    """A field, and below it what each side says."""
    return down(
        label(field, "heading", wrap=True),
        label("Public", "small"),
        label(_shown(public), wrap=True),
        label("Here", "small"),
        label(_shown(here), wrap=True),
        space=2,
    )


def _shown(text: str) -> str:
    cut = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}… (cut here)"
    return breakable(cut)
