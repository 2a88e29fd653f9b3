"""The figures of a month's return: facts in, figures out.

One place computes each figure, and knows the records behind it (formats.md §3). The
measures themselves are the table in `measures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from snt_desk.domain import measures
from snt_desk.domain.entries import Entry
from snt_desk.domain.facts import Facts
from snt_desk.domain.measures import FIXED, MEASURES, OPEN, QUALITY, Measure
from snt_desk.domain.workings import Workings, work_out

REPORTED: Final = "reported"
PROVISIONAL: Final = "provisional"
NIL: Final = "nil"
NOT_RECORDED: Final = "not_recorded"
STATUSES: Final = (PROVISIONAL, REPORTED, NOT_RECORDED, NIL)
"""The states of a figure; where figures are summed, the first of these that is in them wins."""


FigureKey: TypeAlias = tuple[str, str, str, str]
"""What a figure counts, whatever its value: section, measure, by, category."""


class Figure(NamedTuple):
    """One row of a return: a whole number that adds up over teams."""

    section: str
    measure: str
    by: str
    category: str
    value: int
    unit: str
    status: str

    @property
    def key(self) -> FigureKey:
        """What the figure counts, whatever its value."""
        return self[:4]

    @property
    def name(self) -> str:
        """The key in one word, as a note refers to it: `patrols.patrol_time.mode.foot`."""
        return ".".join(self.key)


class Source(NamedTuple):
    """A record behind a figure, and how much of the figure it makes."""

    table: str
    ref: str
    amount: int


def compute(facts: Facts) -> tuple[Figure, ...]:
    """Count a team's month: every figure of the return, in its order, zeros too."""
    work = work_out(facts)
    figures: list[Figure] = []
    for section, group in groupby(MEASURES, key=attrgetter("section")):
        sums = [(measure, _sums(measure, work)) for measure in group]
        nothing = not any(totals for _, by_dimension in sums for totals in by_dimension)
        for measure, by_dimension in sums:
            status = _status(section, measure, work, nothing=nothing)
            for by, totals in zip(measure.by, by_dimension, strict=True):
                for category in _categories(measure, by, totals, work):
                    value = totals.get(category, 0)
                    row = Figure(section, measure.name, by, category, value, measure.unit, status)
                    figures.append(row)
    return tuple(figures)


def behind(facts: Facts, key: FigureKey) -> tuple[Source, ...]:
    """Give the records that make a figure (`Figure.key`), each once; their amounts add up to it."""
    return sources(work_out(facts), key)


def sources(work: Workings, key: FigureKey) -> tuple[Source, ...]:
    """Give the same of a month that is worked out already."""
    section, name, by, category = key
    measure = measures.measure(section, name)
    place = measure.by.index(by)
    return _records(one for one in measure.find(work) if one.categories[place] == category)


def behind_sum(facts: Facts, section: str, name: str) -> tuple[Source, ...]:
    """Give in the same way the records of a measure, whatever their category in its first `by`."""
    entries = measures.measure(section, name).find(work_out(facts))
    return _records(one for one in entries if one.categories[0] is not None)


def _records(entries: Iterable[Entry]) -> tuple[Source, ...]:
    amounts: dict[tuple[str, str], int] = {}
    for amount, table, ref, _ in entries:
        if amount:
            amounts[table, ref] = amounts.get((table, ref), 0) + amount
    return tuple(Source(table, ref, amount) for (table, ref), amount in amounts.items())


def _sums(measure: Measure, work: Workings) -> list[dict[str, int]]:
    """Add up a measure's entries by each of its dimensions, leaving out what comes to zero."""
    tally: dict[tuple[str | None, ...], int] = defaultdict(int)
    for amount, _, _, categories in measure.find(work):
        tally[categories] += amount
    sums: list[dict[str, int]] = [defaultdict(int) for _ in measure.by]
    for categories, amount in tally.items():
        for totals, category in zip(sums, categories, strict=True):
            if amount and category is not None:
                totals[category] += amount
    return sums


def _categories(measure: Measure, by: str, totals: dict[str, int], work: Workings) -> list[str]:
    """Say which rows there are: all that stand in the month, and any with a value."""
    if by in OPEN:
        return sorted(totals)
    codes = FIXED[by] if by in FIXED else work.facts.codes[by]
    return [
        code.code
        for code in codes
        if code.code in totals
        or (measure.takes(code) and code.stands_between(work.first, work.last))
    ]


def _status(section: str, measure: Measure, work: Workings, *, nothing: bool) -> str:
    if section == QUALITY:
        return REPORTED
    if not work.over or measure.running(work):
        return PROVISIONAL
    if nothing:
        return NIL if section in work.facts.nil_sections else NOT_RECORDED
    return REPORTED
