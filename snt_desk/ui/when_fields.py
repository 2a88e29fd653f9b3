"""The fields of a form in which stands when something is: its day, from, until.

Moved, it lasts as long as it did: another *From* takes *Until* along, unless that was typed here.
"""

from __future__ import annotations

from datetime import timedelta

from snt_desk.domain import clock, typed
from snt_desk.ui import when
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.when import When

_HINT = "1000, 10.30, 2.15pm. Until can stay empty."


class WhenFields:
    """They stand side by side; below them it is said what was understood."""

    names = ("date", "from", "until")
    """What their problems are called, and where they are found in the form."""
    words = "&Date"
    ahead = False
    """Whether what leaves open which day it is means one to come."""

    def __init__(self, form: Form) -> None:
        """Make them; `add` puts them into the form."""
        self._form = form
        self.day = DayField(ahead=self.ahead)
        self.begins = LineField("1000", settle=self._tidy_start)
        self.ends = LineField("+90", settle=self._tidy_end)
        self._lasts: timedelta | None = None
        self.begins.textEdited.connect(self._take_end_along)
        self.ends.textEdited.connect(self._end_typed)

    @property
    def fields(self) -> tuple[DayField, LineField, LineField]:
        """The day, from, until."""
        return self.day, self.begins, self.ends

    def add(self) -> None:
        """Put them below the fields so far."""
        date, begins, ends = self.names
        self._form.add(
            Part(date, self.words, self.day, stretch=5),
            Part(begins, "Fr&om", self.begins, stretch=2),
            Part(ends, "&Until", self.ends, stretch=2),
            hint=_HINT,
        )

    def set_value(self, day: str, start: str, end: str) -> None:
        """Let this stand in them, as it was typed."""
        self.day.set_value(day)
        self.begins.set_value(start)
        self.ends.set_value(end)
        meant = self._times()
        self._lasts = meant.end - meant.start if meant.start and meant.end else None

    def _take_end_along(self) -> None:
        start = self._times().start
        if self._lasts is not None and start is not None:
            self.ends.set_value(when.written_time(start + self._lasts))

    def _end_typed(self) -> None:
        self._lasts = None

    def say_back(self) -> None:
        """Show what was understood; before there is anything, how it can be typed."""
        strong, quiet = when.said_back(self._times())
        if strong:
            self._form.understood(self.names[0], strong, quiet)
        else:
            self._form.hint(self.names[0], _HINT)

    def _times(self) -> When:
        read_day = typed.read_day_ahead if self.ahead else typed.read_day
        day, begins, ends = (one.value for one in self.fields)
        return when.read(day, begins, ends, clock.today(), read_day)

    def _tidy_start(self, text: str) -> str:
        return when.tidy_start(self._times(), text)

    def _tidy_end(self, text: str) -> str:
        return when.tidy_end(self._times(), text)
