"""Numbers, days and lengths are said as one says them to a neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.domain import spoken


@pytest.mark.parametrize(
    ("count", "said"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (1284, "1,284")]
)
def test_numbers_are_words_up_to_nine(count: int, said: str) -> None:
    assert spoken.number(count) == said


@pytest.mark.parametrize(("count", "said"), [(1, "a few"), (4, "a few"), (5, "five"), (64, "64")])
def test_what_people_could_be_recognised_by_is_a_few_under_five(count: int, said: str) -> None:
    assert spoken.guarded(count) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(20, "less than an hour"), (31, "one hour"), (89, "one hour"), (150, "three hours"),
     (11_160, "186 hours")],
)  # fmt: skip
def test_lengths_are_said_to_the_hour(minutes: int, said: str) -> None:
    assert spoken.hours(minutes) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((2670, 650, 395), ("44 hours", "11 hours", "seven hours")),
        ((90, 90), ("two hours", "one hour")),
        ((20, 10), ("one hour", "less than an hour")),
        ((), ()),
    ],
)
def test_parts_of_a_length_add_up_to_it(parts: tuple[int, ...], said: tuple[str, ...]) -> None:
    assert spoken.hours_of(parts) == said


def test_days_are_said_with_the_year_once() -> None:
    assert spoken.stretch(date(2026, 9, 14), date(2026, 12, 13)) == (
        "14 September to 13 December 2026"
    )
    assert spoken.stretch(date(2026, 11, 30), date(2027, 2, 27)) == (
        "30 November 2026 to 27 February 2027"
    )
    assert spoken.stretch(date(2026, 9, 14), date(2026, 9, 14)) == "14 September 2026"


def test_a_list_ends_with_and() -> None:
    assert spoken.listed(["a"]) == "a"
    assert spoken.listed(["a", "b", "c"]) == "a, b and c"


def test_what_was_written_becomes_a_sentence() -> None:
    assert spoken.sentence("  groups gather\nat the shops ") == "Groups gather at the shops."
    assert spoken.sentence("Will it stop?") == "Will it stop?"
    assert spoken.sentence(" \n") == ""
