"""A field for visits to hot spots: where, from when, to when, and how long that was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from snt_desk.domain import typed
from snt_desk.domain.clock import ClockError
from snt_desk.ui import theme, when
from snt_desk.ui.choices import Choices
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.pages.patrols import stays
from snt_desk.ui.pages.patrols.stays import TypedVisit
from snt_desk.ui.parts import button, label

_TIME = 64


class VisitsField(QFrame):
    """A row for each visit; none until one is added."""

    changed = Signal()

    def __init__(self, before: QWidget) -> None:
        """`before` is where Tab stops before it comes here."""
        super().__init__()
        self._before = before
        self._choices: Choices = []
        self._leg: datetime | None = None
        self._visits: list[_Visit] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_hotspots(self, choices: Choices) -> None:
        """Offer these hot spots. What is chosen stays chosen."""
        self._choices = choices
        for one in self._visits:
            one.hotspot.show_choices(choices)

    def show_leg(self, start: datetime | None) -> None:
        """Read the times beside a leg that began then."""
        self._leg = start
        for one in self._visits:
            one.say(start)

    @property
    def value(self) -> tuple[TypedVisit, ...]:
        """The visits as they stand; a row in which nothing was typed is none."""
        return tuple(one.value for one in self._visits if not one.value.empty)

    @property
    def count(self) -> int:
        """How many rows there are, empty ones too."""
        return len(self._visits)

    def set_value(self, visits: Sequence[TypedVisit]) -> None:
        """Show these visits instead."""
        for one in list(self._visits):
            self._drop(one)
        for visit in visits:
            self._add().show_visit(visit, self._leg)
        self._point()

    def add(self) -> None:
        """Add a row for one more visit, and go there."""
        made = self._add()
        self._point()
        made.hotspot.setFocus()
        self.changed.emit()

    def settle(self) -> None:
        """Take what letters can only mean."""
        for one in self._visits:
            one.hotspot.settle()

    def _add(self) -> _Visit:
        made = _Visit(len(self._visits) + 1)
        made.hotspot.show_choices(self._choices)
        made.changed.connect(self._typed)
        made.taken_off.connect(partial(self._take_off, made))
        self._rows.addWidget(made)
        # Now, and not with the next event: it takes the focus at once.
        made.show()
        # What is new would come last for Tab: put it where it is seen.
        before = self._visits[-1].off if self._visits else self._before
        for stop in made.stops:
            QWidget.setTabOrder(before, stop)
            before = stop
        self._visits.append(made)
        return made

    def _take_off(self, visit: _Visit) -> None:
        self._drop(visit)
        self._point()
        self.changed.emit()

    def _drop(self, visit: _Visit) -> None:
        self._visits.remove(visit)
        self._rows.removeWidget(visit)
        visit.hide()
        visit.deleteLater()

    def _typed(self) -> None:
        self.show_leg(self._leg)
        self.changed.emit()

    def _point(self) -> None:
        """Say which control takes the focus that is given to the field."""
        if self._visits:
            self.setFocusProxy(self._visits[0].hotspot)


class _Visit(QFrame):
    """One visit."""

    changed = Signal()
    taken_off = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._leg: datetime | None = None
        self.hotspot = Choice("Hot spot")
        self.hotspot.call(f"Visit {number}: hot spot")
        self.start = LineField("2215", settle=self._tidy_start)
        self.end = LineField("+15", settle=self._tidy_end)
        for line, word in ((self.start, "from"), (self.end, "to")):
            line.setAccessibleName(f"Visit {number}: {word}")
        self.off = button("", "icon", "x", tip=f"Take off visit {number}")
        self._length = label("", "small")
        self._length.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for at, stop in enumerate(self.stops):
            grid.addWidget(stop, 0, at)
        grid.addWidget(self._length, 1, 0, 1, 4)
        grid.setColumnStretch(0, 1)
        for line in (self.start, self.end):
            line.setFixedWidth(theme.px(_TIME))
            line.changed.connect(self.changed)
        self.hotspot.changed.connect(self.changed)
        self.off.clicked.connect(self.taken_off)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.hotspot, self.start, self.end, self.off

    @property
    def value(self) -> TypedVisit:
        """The visit as it stands."""
        code = self.hotspot.value
        return TypedVisit(
            code if isinstance(code, str) else None,
            self.hotspot.unknown,
            self.start.value,
            self.end.value,
        )

    def show_visit(self, visit: TypedVisit, leg: datetime | None) -> None:
        """Show a visit of a leg that began then."""
        self.hotspot.set_value(visit.hotspot)
        if visit.nowhere:
            self.hotspot.setEditText(visit.nowhere)
        self.start.set_value(visit.start)
        self.end.set_value(visit.end)
        self.say(leg)

    def say(self, leg: datetime | None) -> None:
        """Say how long it was."""
        self._leg = leg
        said = stays.said_back(self.value, leg)
        self._length.setText(said)
        self._length.setVisible(bool(said))
        self.end.setAccessibleDescription(said)

    def _tidy_start(self, text: str) -> str:
        try:
            return f"{typed.read_time(text)[0]:%H:%M}{_zone(text)}"
        except ClockError:
            return text

    def _tidy_end(self, text: str) -> str:
        if not text.strip().startswith("+"):
            return self._tidy_start(text)
        if self._leg is None:
            return text
        try:
            start = stays.began(self.value, self._leg)
            return when.written_time(typed.read_end(start, text))
        except ClockError:
            return text


def _zone(text: str) -> str:
    zone = typed.read_time(text)[1]
    return f" {zone.upper()}" if zone else ""
