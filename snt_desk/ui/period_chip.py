"""The chip that says which time a list shows: a month, a week, any days, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from snt_desk.domain import clock, periods
from snt_desk.domain.clock import DAY, ClockError, Month
from snt_desk.domain.periods import Days
from snt_desk.errors import DeskError
from snt_desk.ui import days
from snt_desk.ui.days import DayField
from snt_desk.ui.filters import ChoiceChip
from snt_desk.ui.strip import Strip

_MONTHS = 24
_THIS = "this"
_ASK = "dates"
"""Stands in the list for days that are to be typed."""


class PeriodChip(ChoiceChip):
    """The time that is shown. Clearing the filters leaves it: it is the page, not a filter."""

    dates_asked = Signal()
    """*Dates…*: the days are to be typed."""
    nothing = "All months"

    def __init__(self) -> None:
        """This month."""
        super().__init__(self.nothing, "calendar")
        self.show_month(Month.of(clock.today()))

    @property
    def month(self) -> Month | None:
        """The month; None if it is anything else."""
        return self.value if isinstance(self.value, Month) else None

    @property
    def days(self) -> Days | None:
        """The first and the last day, of a stretch of days or a named one; else None."""
        if isinstance(self.value, str):
            return periods.days(self.value, clock.today())
        return self.value if isinstance(self.value, tuple) else None

    def show_month(self, month: Month | None) -> None:
        """Choose a month, or None for all."""
        self._show(month)

    def show_days(self, first: date, last: date) -> None:
        """Choose these days."""
        self._show((first, last))

    def _show(self, value: object) -> None:
        self._offer_with(value)
        self.choose(value)

    def choose(self, value: object) -> None:
        """Choose a time, or have its days typed."""
        if value == _ASK:
            self.dates_asked.emit()
        else:
            super().choose(value)

    def offer(self) -> None:
        """Offer the named stretches and the months, and what is chosen."""
        self._offer_with(self.value)

    def _offer_with(self, wanted: object) -> None:
        """Offer the months up to this one, or those around the wanted one if it is not near."""
        newest = Month.of(clock.today())
        if isinstance(wanted, Month):
            back = (newest.year - wanted.year) * 12 + newest.number - wanted.number
            newest = newest if 0 <= back < _MONTHS else wanted.plus(_MONTHS // 2)
        choices: list[tuple[object, str]] = [*periods.NAMES.items(), (_ASK, "Dates…")]
        if isinstance(wanted, tuple):
            choices.append((wanted, periods.shown(*wanted)))
        months = (newest.plus(-number) for number in range(_MONTHS))
        self.show_choices([*choices, *((month, month.shown) for month in months)])

    def step(self, by: int) -> None:
        """Go on by months, or as many days as are shown, or back; from all, to this month."""
        if self.month is not None:
            self.show_month(self.month.plus(by))
        elif self.days is not None:
            first, last = self.days
            length = (last - first + DAY) * by
            self.show_days(first + length, last + length)
        else:
            self.show_month(Month.of(clock.today()))

    def clear(self) -> None:
        """Stay."""

    # --- As words -----------------------------------------------------------------------------

    def words(self) -> dict[str, str]:
        """Say it so that it can be kept: this month, by whatever name it goes then."""
        if isinstance(self.value, str):
            return {"days": self.value}
        if isinstance(self.value, tuple):
            return {"days": periods.written(*self.value)}
        if self.month is None:
            return {}
        is_this = self.month == Month.of(clock.today())
        return {"month": _THIS if is_this else str(self.month)}

    def show_words(self, words: dict[str, str]) -> None:
        """Choose what `words` said; all months where it says nothing that can be read."""
        named = words.get("days", "")
        if named in periods.NAMES:
            self._show(named)
        elif found := periods.read(named):
            self.show_days(*found)
        else:
            self.show_month(_month(words.get("month", "")))


def _month(text: str) -> Month | None:
    if text == _THIS:
        return Month.of(clock.today())
    try:
        return Month.parse(text) if text else None
    except ClockError:
        return None


class DaysChip(PeriodChip):
    """The same as one filter among others: any day at first, and when filters are cleared."""

    nothing = "Any day"

    def __init__(self) -> None:
        """Any day."""
        super().__init__()
        self.show_month(None)

    def clear(self) -> None:
        """Choose any day."""
        self.show_month(None)

    @property
    def bounds(self) -> Days | None:
        """The first and the last day of what is chosen; None for any."""
        if self.month is not None:
            return self.month.first, self.month.last
        return self.days


def ask_days(strip: Strip, chip: PeriodChip) -> None:
    """Ask in a line above the list from when until when the chip is to show."""
    first, last = DayField("mon"), DayField("t")
    if chip.days:
        for field, day in zip((first, last), chip.days, strict=True):
            field.set_value(days.written(day))
    strip.ask((("From", first), ("To", last)), "Show days", partial(_show_days, chip))


def _show_days(chip: PeriodChip, typed: Sequence[str]) -> None:
    today = clock.today()
    for text in typed:
        if wrong := days.fault(text, today):
            raise DeskError(wrong)
    first = days.meant(typed[0], today)
    last = days.meant(typed[1], today) or today
    if first is None:
        raise DeskError("Enter the first day.")
    if last < first:
        raise DeskError("Enter a last day that is not before the first.")
    chip.show_days(first, last)
