"""The sums that must hold in every return: the same minutes, counted two ways, are as many.

formats.md §3, "Sums that must hold in every return".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from snt_desk.domain import measures
from snt_desk.domain.figures import Figure

SAME_BY_EACH: Final = (
    ("patrols", "patrols"),
    ("patrols", "patrol_time"),
    ("patrols", "officer_time"),
    ("hotspots", "visits"),
    ("hotspots", "visits_10_to_20"),
    ("hotspots", "visit_time"),
)
"""Measures that make the same total by each of their dimensions."""

_SECTIONS: Final = frozenset({"people", "patrols", "hotspots"})


class BrokenSum(NamedTuple):
    """A sum that does not hold: the measure at fault, and a sentence with both totals."""

    section: str
    measure: str
    sentence: str


def broken_sums(
    figures: Iterable[Figure], *, headcount_before: int | None = None
) -> tuple[BrokenSum, ...]:
    """Say which sums of a return do not hold; none, if all is well.

    `headcount_before` is that of last month (`workings.headcount_before`); without it the
    headcount, whose other half is not in the file, is not checked.
    """
    totals: dict[tuple[str, str, str], int] = defaultdict(int)
    for section, measure, by, _, value, _, _ in figures:
        if section in _SECTIONS:
            totals[section, measure, by] += value
    return (*_people(totals, headcount_before), *_patrols(totals))


def _people(
    totals: Mapping[tuple[str, str, str], int], headcount_before: int | None
) -> Iterator[BrokenSum]:
    if headcount_before is None:
        return
    headcount = totals["people", "headcount", "role"]
    joined, left = totals["people", "joiners", "all"], totals["people", "leavers", "all"]
    if headcount != headcount_before + joined - left:
        sentence = (
            f"The headcount is {headcount}, but last month's {headcount_before} with"
            f" {joined} joined and {left} left make {headcount_before + joined - left}."
        )
        yield BrokenSum("people", "headcount", sentence)


def _patrols(totals: Mapping[tuple[str, str, str], int]) -> Iterator[BrokenSum]:
    for section, name in SAME_BY_EACH:
        measure = measures.measure(section, name)
        sums = {by: totals[section, name, by] for by in measure.by}
        if len(set(sums.values())) > 1:
            parts = ", ".join(_part(by, total) for by, total in sums.items())
            yield BrokenSum(section, name, f"{measure.label} differs: {parts}.")
    visits = totals["hotspots", "visit_time", "all"]
    patrols = totals["patrols", "patrol_time", "mode"]
    if visits > patrols:
        sentence = f"Visit time is {visits:,} minutes, more than patrol time, {patrols:,}."
        yield BrokenSum("hotspots", "visit_time", sentence)


def _part(by: str, total: int) -> str:
    way = "in all" if by == "all" else f"by {measures.DIMENSIONS[by].lower()}"
    return f"{total:,} {way}"
