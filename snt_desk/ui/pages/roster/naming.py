"""What a change of the month grid is called."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from snt_desk.domain.duties import DayOf
from snt_desk.ui.pages.roster import words
from snt_desk.ui.pages.roster.month import MonthView, many


def what(view: MonthView, days: Sequence[DayOf], word: str) -> str:
    """`PC Penhale to early, 18 Dec`; `7 days to early, PC Penhale, 1 to 7 Dec`."""
    if len(days) == 1:
        slot = days[0].slot
        return f"{view.called(slot.collar)} to {word}, {words.short_day(slot.day)}"
    return f"{many(days)} to {word}, {who_and_when(view, days)}"


def who_and_when(view: MonthView, days: Sequence[DayOf]) -> str:
    """`PC Penhale, 1 to 7 Dec`."""
    named: Collection[str] = dict.fromkeys(view.called(one.slot.collar) for one in days)
    return f"{words.people(list(named))}, {words.span([one.slot.day for one in days])}"
