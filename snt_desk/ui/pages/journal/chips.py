"""What can be chosen above the journal: time, kind, person, records, what was deleted, words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from snt_desk.domain import clock, periods
from snt_desk.domain.clock import Month
from snt_desk.services.categories import CATEGORIES
from snt_desk.services.journal import Filter, Who
from snt_desk.services.record_words import NOUNS
from snt_desk.ui.filters import Chip, ChoiceChip, FilterBar
from snt_desk.ui.pages.journal.columns import KINDS

_MONTHS = 24
_TODAY = "today"


class JournalChips(FilterBar):
    """The bar above the journal."""

    def __init__(self, actions: Sequence[QPushButton]) -> None:
        self.time = ChoiceChip("Any time", "calendar")
        self.kind = ChoiceChip("Kind")
        self.person = ChoiceChip("Person")
        self.records = ChoiceChip("Records")
        self.gone = Chip("Deleted", "trash-2")
        super().__init__((self.time, self.kind, self.person, self.records, self.gone), actions)
        self.time.opening.connect(self._offer_times)
        self._offer_times()
        self.kind.show_choices(list(KINDS.items()))
        self.records.show_choices([(table, _capital(more)) for table, (_, more) in NOUNS.items()])

    def show_people(self, people: Sequence[tuple[Who, str]]) -> None:
        """Offer everybody who made an entry."""
        self.person.show_choices(people)

    @property
    def wanted(self) -> Filter:
        """Which entries are asked for."""
        first, last = self._days()
        who, kind, table = self.person.value, self.kind.value, self.records.value
        return Filter(
            first=first,
            last=last,
            category=next((one for one in CATEGORIES if one == kind), None),
            who=who if isinstance(who, Who) else None,
            table=table if isinstance(table, str) else None,
            words=self.words.text(),
            gone=self.gone.isChecked(),
        )

    def _days(self) -> periods.Days | tuple[None, None]:
        chosen = self.time.value
        if isinstance(chosen, Month):
            return chosen.first, chosen.last
        if chosen == _TODAY:
            return clock.today(), clock.today()
        if isinstance(chosen, str):
            return periods.days(chosen, clock.today())
        return None, None

    def _offer_times(self) -> None:
        this = Month.of(clock.today())
        months = (this.plus(-number) for number in range(_MONTHS))
        named = [(_TODAY, "Today"), *periods.NAMES.items()]
        self.time.show_choices([*named, *((month, month.shown) for month in months)])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
