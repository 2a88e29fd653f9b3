"""The sums that must hold in every return."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from snt_desk.domain import figures
from snt_desk.domain.facts import Facts
from snt_desk.domain.figures import Figure
from snt_desk.domain.sums import BrokenSum, broken_sums
from snt_desk.domain.workings import headcount_before
from tests.domain.made_facts import facts, leg, patrol, posting, visit
from tests.domain.random_facts import months

DAY = facts(
    postings=(posting("202"), posting("303", start="2026-10-05"), posting("404", end="2026-10-05")),
    patrols=(patrol(leg("2026-10-07T10:00", "2026-10-07T11:00")),),
    visits=(visit("2026-10-07T10:00", "2026-10-07T10:15"),),
)


def changed(name: str, value: int) -> tuple[Figure, ...]:
    """Give the day's figures with one of them wrong."""
    rows = figures.compute(DAY)
    assert name in {row.name for row in rows}
    return tuple(row._replace(value=value) if row.name == name else row for row in rows)


@given(months())
def test_every_sum_holds_whatever_the_month_was(found: Facts) -> None:
    assert broken_sums(figures.compute(found), headcount_before=headcount_before(found)) == ()


def test_the_headcount_follows_from_last_months() -> None:
    assert headcount_before(DAY) == 2
    assert broken_sums(figures.compute(DAY), headcount_before=2) == ()


@pytest.mark.parametrize(
    ("name", "wrong", "sentence"),
    [
        ("patrols.patrols.mode.foot", 2, "Patrols differs: 2 by mode, 1 by purpose."),
        ("patrols.patrol_time.beat.B1", 61, "Patrol time differs: 60 by mode, 61 by beat."),
        (
            "patrols.officer_time.role.pc",
            1200,
            "Officer time differs: 60 by mode, 1,200 by role, 60 by purpose.",
        ),
        ("hotspots.visits.hotspot.H1", 3, "Visits differs: 1 in all, 3 by hot spot."),
        (
            "hotspots.visits_10_to_20.all.all",
            0,
            "Visits of 10 to 20 minutes differs: 0 in all, 1 by hot spot.",
        ),
        ("hotspots.visit_time.hotspot.H1", 16, "Visit time differs: 15 in all, 16 by hot spot."),
    ],
)
def test_a_sum_that_does_not_hold_is_named_with_both_totals(
    name: str, wrong: int, sentence: str
) -> None:
    section, measure, _, _ = name.split(".")
    assert broken_sums(changed(name, wrong)) == (BrokenSum(section, measure, sentence),)


@pytest.mark.parametrize("measure", ["headcount.role.pc", "joiners.all.all", "leavers.all.all"])
def test_a_headcount_that_does_not_follow_is_named_with_how_it_would(measure: str) -> None:
    wrong = changed(f"people.{measure}", 5)
    (broken,) = broken_sums(wrong, headcount_before=2)
    assert (broken.section, broken.measure) == ("people", "headcount")
    assert broken_sums(wrong) == ()


def test_a_broken_headcount_says_what_makes_what() -> None:
    (broken,) = broken_sums(changed("people.headcount.role.pc", 5), headcount_before=2)
    sentence = "The headcount is 5, but last month's 2 with 1 joined and 1 left make 2."
    assert broken.sentence == sentence


@pytest.mark.parametrize("minutes", [(60, 0), (61, 1)])
def test_visits_take_no_more_time_than_patrols(minutes: tuple[int, int]) -> None:
    def with_visit_time(row: Figure) -> Figure:
        return row._replace(value=minutes[0]) if row.measure == "visit_time" else row

    found = broken_sums(map(with_visit_time, figures.compute(DAY)))
    assert len(found) == minutes[1]
    assert not found or "61 minutes, more than patrol time, 60" in found[0].sentence


def test_two_postings_of_one_person_break_the_headcount() -> None:
    # The database refuses them; the check would still stop the return.
    twice = replace(DAY, postings=(*DAY.postings, posting("202", "sergeant", "2026-10-09")))
    assert broken_sums(figures.compute(twice), headcount_before=headcount_before(twice))
