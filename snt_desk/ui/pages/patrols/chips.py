"""The chips above the log, and the filter that they make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services.patrol_log import Filter
from snt_desk.ui.choices import Choices
from snt_desk.ui.filters import Chip, ChoiceChip, FilterBar
from snt_desk.ui.pages.patrols.offers import PRIORITY, Lookup, Reason, mode_words
from snt_desk.ui.parts import Button, escaped

_MONTHS = 24


class MonthChip(ChoiceChip):
    """The month that is shown. Clearing the filters leaves it: it is the page, not a filter."""

    def __init__(self) -> None:
        """This month."""
        super().__init__("All months", "calendar")
        self.show_month(Month.of(clock.today()))

    @property
    def month(self) -> Month | None:
        """The month; None for the whole log."""
        return self.value if isinstance(self.value, Month) else None

    def show_month(self, month: Month | None) -> None:
        """Choose a month, or None for all."""
        self.offer(month)
        self.choose(month)

    def offer(self, wanted: Month | None) -> None:
        """Offer the months up to this one, or those around the wanted one if it is not near."""
        newest = Month.of(clock.today())
        if wanted is not None:
            back = (newest.year - wanted.year) * 12 + newest.number - wanted.number
            newest = newest if 0 <= back < _MONTHS else wanted.plus(_MONTHS // 2)
        months = (newest.plus(-number) for number in range(_MONTHS))
        self.show_choices([(month, month.shown) for month in months])

    def step(self, by: int) -> None:
        """Go that many months on, or back; from all months, to this one."""
        self.show_month(self.month.plus(by) if self.month else Month.of(clock.today()))

    def clear(self) -> None:
        """Stay."""


class Chips:
    """The chips and the bar that they stand in."""

    def __init__(self, lookup: Lookup, actions: tuple[Button, ...]) -> None:
        self._lookup = lookup
        self.month = MonthChip()
        self._modes = _mode_chips(lookup)
        self.officer = ChoiceChip("Officer")
        self.place = ChoiceChip("Place")
        self.reason = ChoiceChip("For")
        self.bar = FilterBar(
            [self.month, *self._modes.values(), self.officer, self.place, self.reason], actions
        )
        self.offer()
        self.month.chosen.connect(self._offer_soon)

    def _offer_soon(self) -> None:
        # Not at once: the menu whose line was chosen is still open, and offering clears it.
        QTimer.singleShot(0, self.bar, self.offer)

    def offer(self) -> None:
        """Offer what stands in the records, in the month that is shown."""
        lookup, month = self._lookup, self.month.month
        self.month.offer(month)
        _offer(self.officer, lookup.officers(month))
        _offer(self.place, lookup.offers.place_choices())
        first, last = (month.first, month.last) if month else (clock.today(), clock.today())
        kept = self.reason.value if isinstance(self.reason.value, tuple) else None
        _offer(self.reason, lookup.offers.reasons(first, last, kept))

    def show_only(self, wanted: Mapping[str, str]) -> None:
        """Filter by these and by nothing else, as one change; without a month, all months.

        `month`, `mode`, `officer`, `place` and `priority`, by their names outside the database.
        """
        self.bar.blockSignals(True)
        self.bar.clear()
        self.month.show_month(Month.parse(wanted["month"]) if "month" in wanted else None)
        if "mode" in wanted and wanted["mode"] in self._modes:
            self._modes[wanted["mode"]].setChecked(True)
        for chip, name in ((self.officer, "officer"), (self.place, "place")):
            if name in wanted:
                _choose(chip, wanted[name], self._all_of(name))
        if "priority" in wanted:
            reason = PRIORITY, wanted["priority"]
            words = self._lookup.offers.reason_words(reason)
            _choose(self.reason, reason, [(reason, words)])
        self.bar.blockSignals(False)
        self.offer()
        self.bar.changed.emit()

    def _all_of(self, name: str) -> Choices:
        """Everyone who ever was in the team, or every place."""
        if name == "officer":
            return self._lookup.officers(None)
        return self._lookup.offers.place_choices()

    @property
    def wanted(self) -> Filter:
        """The filter that the chips and the words make together."""
        purpose, priority = self._reason()
        officer, place = self.officer.value, self.place.value
        return Filter(
            month=self.month.month,
            mode=next((mode for mode, chip in self._modes.items() if chip.active), None),
            officer=officer if isinstance(officer, str) else None,
            place=place if isinstance(place, str) else None,
            purpose=purpose,
            priority=priority,
            text=self.bar.words.text().strip(),
        )

    def _reason(self) -> tuple[str | None, str | None]:
        chosen = self.reason.value
        if not isinstance(chosen, tuple):
            return None, None
        reason: Reason = chosen
        # A priority is looked for whatever the purpose is called.
        return (None, reason[1]) if reason[1] is not None else (reason[0], None)

    @property
    def filtered(self) -> bool:
        """Whether anything is left out besides other months."""
        return self.wanted != Filter(month=self.month.month)


def _choose(chip: ChoiceChip, value: object, known: Choices) -> None:
    """Choose a value, under its words even if it is not offered."""
    words = dict(known).get(value, str(value))
    chip.show_choices([(value, words)])
    chip.choose(value)


def _offer(chip: ChoiceChip, choices: Choices) -> None:
    """Offer these; what is chosen stays among them."""
    if chip.value is not None and chip.value not in (value for value, _ in choices):
        choices = [(chip.value, chip.text().replace("&&", "&")), *choices]
    chip.show_choices(choices)


def _mode_chips(lookup: Lookup) -> dict[str, Chip]:
    """One for each way of going on patrol; at most one is pressed."""
    labels = {one.code: one.label for one in lookup.offers.codes["mode"]}
    chips = {}
    for mode in labels:
        words, icon = mode_words(mode, labels)
        chips[mode] = Chip(escaped(words), icon)
    for chip in chips.values():
        chip.toggled.connect(partial(_let_go, [one for one in chips.values() if one is not chip]))
    return chips


def _let_go(others: list[Chip], pressed: bool) -> None:
    for other in others if pressed else ():
        # The one that is pressed tells of both.
        other.blockSignals(True)
        other.clear()
        other.blockSignals(False)
