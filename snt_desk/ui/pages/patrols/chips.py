"""The chips above the log, and the filter that they make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import get_args

from snt_desk.domain import clock
from snt_desk.services.patrol_filter import Crew
from snt_desk.services.patrol_groups import WORDS
from snt_desk.services.patrol_log import Filter
from snt_desk.services.patrol_totals import By
from snt_desk.ui.choices import Choices
from snt_desk.ui.filters import Chip, ChoiceChip, FilterBar
from snt_desk.ui.later import once
from snt_desk.ui.pages.patrols.offers import PRIORITY, Lookup, Reason, mode_words
from snt_desk.ui.pages.patrols.saved import SavedChip
from snt_desk.ui.parts import Button, escaped
from snt_desk.ui.period_chip import PeriodChip

_CREWS: Mapping[Crew, str] = {"single": "Single-crewed", "double": "Double-crewed or more"}
_YES = "yes"
_BY: Mapping[By, str] = {"for": "By purpose"}


class GroupChip(ChoiceChip):
    """By what the log stands under headings. It is no filter: clearing them leaves it."""

    nothing = "No groups"

    def __init__(self) -> None:
        """Under none."""
        super().__init__("Group by")
        # Not the bare words: beside it stand chips that are called so, and filter.
        self.show_choices([(by, _BY.get(by, f"By {words.lower()}")) for by, words in WORDS.items()])

    @property
    def by(self) -> By | None:
        """By what; None for no headings."""
        return next((one for one in WORDS if one == self.value), None)

    def clear(self) -> None:
        """Stay."""


class Chips:
    """The chips and the bar that they stand in."""

    def __init__(self, lookup: Lookup, actions: tuple[Button, ...]) -> None:
        self._lookup = lookup
        self.month = PeriodChip()
        self._modes = _mode_chips(lookup)
        self.officer = ChoiceChip("Officer")
        self.place = ChoiceChip("Place")
        self.reason = ChoiceChip("For")
        self.odd = Chip("To look at", "triangle-alert")
        self.out = Chip("Still out", "clock")
        self.crew = ChoiceChip("Crew")
        self.crew.show_choices(list(_CREWS.items()))
        self.operation = ChoiceChip("Operation")
        self.group = GroupChip()
        self.saved = SavedChip()
        self.bar = FilterBar(
            [
                *(self.month, *self._modes.values(), self.officer, self.place, self.reason),
                *(self.saved, self.group, self.odd, self.out, self.crew, self.operation),
            ],
            actions,
        )
        self._soon = once(self.bar, self.offer)
        self.offer()
        self.month.chosen.connect(self._offer_soon)
        self.operation.opening.connect(self._offer_operations)
        self.bar.changed.connect(self._say_saved)

    def _offer_soon(self) -> None:
        # Not at once: the menu whose line was chosen is still open, and offering clears it.
        self._soon.start()

    def offer(self) -> None:
        """Offer what stands in the records, in the time that is shown."""
        lookup, month = self._lookup, self.month.month
        self.month.offer()
        self.officer.offer_choices(lookup.officers(month))
        self.place.offer_choices(lookup.offers.place_choices())
        first, last = (month.first, month.last) if month else (clock.today(), clock.today())
        kept = self.reason.value if isinstance(self.reason.value, tuple) else None
        self.reason.offer_choices(lookup.offers.reasons(first, last, kept))
        self.saved.offer(lookup.saved_filters())
        self._say_saved()

    def _offer_operations(self) -> None:
        self.operation.offer_choices([(one, one) for one in self._lookup.every_operation()])

    def _say_saved(self) -> None:
        self.saved.show_current(self.words())

    # --- As words -----------------------------------------------------------------------------

    def words(self) -> dict[str, str]:
        """Say the filter as `show_only` takes it: each part by its name outside the database."""
        wanted = self.wanted
        said = {
            "mode": wanted.mode,
            "officer": wanted.officer,
            "place": wanted.place,
            "purpose": wanted.purpose,
            "priority": wanted.priority,
            "operation": wanted.operation,
            "crew": wanted.crew,
            "text": wanted.text,
            "odd": _YES if wanted.odd else "",
            "out": _YES if wanted.out else "",
        }
        return self.month.words() | {name: value for name, value in said.items() if value}

    def show_only(self, wanted: Mapping[str, str]) -> None:
        """Filter by these words and by nothing else, as one change; without a month, all months."""
        self.bar.blockSignals(True)
        self.bar.clear()
        self.month.show_words(dict(wanted))
        if wanted.get("mode") in self._modes:
            self._modes[wanted["mode"]].setChecked(True)
        known: tuple[tuple[ChoiceChip, str, Choices], ...] = (
            (self.officer, "officer", self._lookup.officers(None)),
            (self.place, "place", self._lookup.offers.place_choices()),
            (self.operation, "operation", []),
        )
        for chip, name, choices in known:
            if wanted.get(name):
                chip.choose_called(wanted[name], choices)
        self._show_reason(wanted)
        self.crew.choose(wanted["crew"] if wanted.get("crew") in get_args(Crew) else None)
        self.odd.setChecked(wanted.get("odd") == _YES)
        self.out.setChecked(wanted.get("out") == _YES)
        self.bar.words.setText(wanted.get("text", ""))
        self.bar.blockSignals(False)
        self.offer()
        self.bar.changed.emit()

    def _show_reason(self, wanted: Mapping[str, str]) -> None:
        reason: Reason | None = None
        if wanted.get("priority"):
            reason = PRIORITY, wanted["priority"]
        elif wanted.get("purpose"):
            reason = wanted["purpose"], None
        if reason is not None:
            self.reason.choose_called(reason, [(reason, self._lookup.offers.reason_words(reason))])

    # --- As a filter --------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        """The filter that the chips and the words make together."""
        purpose, priority = self._reason()
        first, last = self.month.days or (None, None)
        return Filter(
            month=self.month.month,
            mode=next((mode for mode, chip in self._modes.items() if chip.active), None),
            officer=_text(self.officer),
            place=_text(self.place),
            purpose=purpose,
            priority=priority,
            text=self.bar.words.text().strip(),
            first=first,
            last=last,
            operation=_text(self.operation),
            crew=next((one for one in _CREWS if one == self.crew.value), None),
            out=self.out.active,
            odd=self.odd.active,
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
        """Whether anything is left out besides other times."""
        wanted = self.wanted
        return wanted != wanted.period


def _text(chip: ChoiceChip) -> str | None:
    return chip.value if isinstance(chip.value, str) else None


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
