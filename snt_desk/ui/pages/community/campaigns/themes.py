"""A line for each day of a campaign: what that day is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from snt_desk.domain import clock
from snt_desk.ui.fields import LineField
from snt_desk.ui.parts import label

MOST = 31
"""Of a longer campaign only the first days have a line."""
_WEEK = 7
_LONGEST = 120


class ThemesField(QFrame):
    """The themes of the days that are shown; what was typed for another day is kept by."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._days: tuple[date, ...] = ()
        self._themes: dict[date, str] = {}
        self._names: list[QLabel] = []
        self.lines: list[LineField] = []
        """A field for each day, and some that wait."""
        self._filling = False
        self._none = label("They have a line each once first and last day are said.", "muted")
        self._none.setWordWrap(True)
        self._grid.addWidget(self._none, 0, 0, 1, 2)
        # Before what comes after them: Tab goes through fields in the order they are made in.
        self._make(_WEEK)
        self.setFocusProxy(self.lines[0])

    def show_days(self, days: Sequence[date]) -> None:
        """Show a line for each of these days, with the theme that is known of it."""
        days = tuple(days[:MOST])
        if days == self._days:
            return
        self._days = days
        self._make(len(days))
        self._fill()

    @property
    def value(self) -> dict[date, str]:
        """The themes of all days that have one, also of those that are not shown any more."""
        return {day: theme for day, theme in sorted(self._themes.items()) if theme}

    def set_value(self, themes: Mapping[date, str]) -> None:
        """Show these themes instead."""
        self._themes = dict(themes)
        self._fill()
        self.changed.emit()

    def _make(self, number: int) -> None:
        while len(self.lines) < number:
            at = len(self.lines)
            name, line = label("", "muted"), LineField(most=_LONGEST)
            self._grid.addWidget(name, at + 1, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(line, at + 1, 1)
            if at >= _WEEK:
                QWidget.setTabOrder(self.lines[-1], line)
            line.changed.connect(self._typed)
            self._names.append(name)
            self.lines.append(line)

    def _fill(self) -> None:
        self._filling = True
        self._none.setVisible(not self._days)
        for at, (name, line) in enumerate(zip(self._names, self.lines, strict=True)):
            shown = at < len(self._days)
            name.setVisible(shown)
            line.setVisible(shown)
            if shown:
                day = self._days[at]
                name.setText(clock.short_day(day))
                line.setAccessibleName(f"Theme of {clock.short_day(day)}")
                line.set_value(self._themes.get(day, ""))
        self._filling = False
        self.updateGeometry()

    def _typed(self) -> None:
        if self._filling:
            return
        for day, line in zip(self._days, self.lines, strict=False):
            self._themes[day] = line.value
        self.changed.emit()
