"""Whose minute is whose: each person's minutes once, split exactly at the month's end."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.clock import Month
from snt_desk.domain.facts import Patrol
from snt_desk.domain.minutes import (
    Stint,
    Stretch,
    covered,
    main_mode,
    minute,
    stints,
    timed,
)
from tests.domain.made_facts import leg, patrol, t
from tests.domain.random_facts import patrols

OCTOBER = Stretch.of(Month(2026, 10))
NOVEMBER = Stretch.of(Month(2026, 11))
EVER = Stretch(OCTOBER.start - 400_000, NOVEMBER.end + 400_000)


def share_out(*found: Patrol, within: Stretch = OCTOBER) -> list[Stint]:
    return stints([one for patrol in found for one in timed(patrol)], within)


def own_minutes(found: Sequence[Stint]) -> dict[tuple[str, int, str], int]:
    return {
        (one.timed.patrol.ref, one.timed.leg.number, one.collar): one.own.minutes for one in found
    }


def test_a_month_has_its_local_midnights_and_the_hour_of_the_clock_change() -> None:
    assert OCTOBER.start == minute(t("2026-10-01T00:00+01:00"))
    assert OCTOBER.end == minute(t("2026-11-01T00:00+00:00"))
    assert OCTOBER.minutes == (31 * 24 + 1) * 60
    assert Stretch.of(Month(2027, 3)).minutes == (31 * 24 - 1) * 60


def test_shared_minutes_go_to_the_leg_that_started_first() -> None:
    first = patrol(leg("2026-10-07T10:00", "2026-10-07T11:00"), ref="P2")
    second = patrol(leg("2026-10-07T10:45", "2026-10-07T11:30"), ref="P1")
    found = share_out(second, first)
    assert own_minutes(found) == {("P2", 1, "202"): 60, ("P1", 1, "202"): 30}
    assert {one.timed.patrol.ref: one.left_out for one in found} == {"P2": 0, "P1": 15}


def test_of_two_legs_that_start_together_the_smaller_patrol_ref_has_the_minutes() -> None:
    longer = patrol(leg("2026-10-07T10:00", "2026-10-07T11:00"), ref="P10")
    shorter = patrol(leg("2026-10-07T10:00", "2026-10-07T10:20"), ref="P2")
    # In code points, so P10 is the smaller.
    assert own_minutes(share_out(shorter, longer)) == {("P10", 1, "202"): 60, ("P2", 1, "202"): 0}


def test_a_leg_inside_another_leaves_that_one_whole() -> None:
    around = patrol(leg("2026-10-07T10:00", "2026-10-07T14:00"), ref="P1")
    inside = patrol(leg("2026-10-07T11:00", "2026-10-07T12:00"), ref="P2")
    after = patrol(leg("2026-10-07T13:30", "2026-10-07T14:30"), ref="P3")
    found = own_minutes(share_out(around, inside, after))
    assert list(found.values()) == [240, 0, 30]


def test_another_persons_minutes_are_his_own() -> None:
    one = patrol(leg("2026-10-07T10:00", "2026-10-07T11:00", "202 404"), ref="P1")
    two = patrol(leg("2026-10-07T10:30", "2026-10-07T11:30", "404"), ref="P2")
    found = own_minutes(share_out(one, two))
    assert found == {("P1", 1, "202"): 60, ("P1", 1, "404"): 60, ("P2", 1, "404"): 30}


def test_a_leg_that_began_last_month_keeps_the_minutes_that_a_leg_of_this_month_shares() -> None:
    before = patrol(leg("2026-09-30T23:00", "2026-10-01T02:00"), ref="P9")
    after = patrol(leg("2026-10-01T01:00", "2026-10-01T03:00"), ref="P1")
    found = share_out(before, after)
    assert own_minutes(found) == {("P9", 1, "202"): 120, ("P1", 1, "202"): 60}
    assert sum(one.left_out for one in found) == 60


def test_a_leg_that_ends_or_starts_at_the_months_edge_from_outside_has_no_part_in_it() -> None:
    before = patrol(leg("2026-09-30T23:00", "2026-10-01T00:00"), ref="P1")
    after = patrol(leg("2026-11-01T00:00", "2026-11-01T01:00"), ref="P2")
    assert share_out(before, after) == []


def test_legs_that_meet_do_not_overlap() -> None:
    legs = patrol(
        leg("2026-10-07T10:00", "2026-10-07T10:30"), leg("2026-10-07T10:30", "2026-10-07T11:00")
    )
    assert [one.left_out for one in share_out(legs)] == [0, 0]


def test_a_leg_with_no_end_gives_no_minutes_and_takes_none() -> None:
    still_out = patrol(leg("2026-10-07T09:00", None), ref="P1")
    back = patrol(leg("2026-10-07T10:00", "2026-10-07T11:00"), ref="P2")
    assert own_minutes(share_out(still_out, back)) == {("P2", 1, "202"): 60}


def test_the_night_the_clocks_go_back_has_an_hour_more() -> None:
    night = patrol(leg("2026-10-24T22:00+01:00", "2026-10-25T06:00+00:00"))
    assert own_minutes(share_out(night)) == {("P1", 1, "202"): 9 * 60}


def test_the_night_the_clocks_go_forward_has_an_hour_less() -> None:
    night = patrol(leg("2027-03-27T22:00+00:00", "2027-03-28T06:00+01:00"))
    found = share_out(night, within=Stretch.of(Month(2027, 3)))
    assert own_minutes(found) == {("P1", 1, "202"): 7 * 60}


def test_the_longest_mode_over_the_whole_patrol_is_its_own() -> None:
    mixed = patrol(
        leg("2026-10-31T22:00", "2026-10-31T23:30", mode="foot"),
        leg("2026-10-31T23:30", "2026-11-01T00:30", mode="vehicle"),
        leg("2026-11-01T00:30", "2026-11-01T01:30", mode="vehicle"),
    )
    assert main_mode(mixed) == "vehicle"


def test_of_modes_as_long_the_one_used_first_counts() -> None:
    tied = patrol(
        leg("2026-10-07T10:00", "2026-10-07T10:10", mode="bicycle"),
        leg("2026-10-07T10:10", "2026-10-07T10:40", mode="vehicle"),
        leg("2026-10-07T10:40", "2026-10-07T11:00", mode="bicycle"),
    )
    assert main_mode(tied) == "bicycle"


def test_a_mode_that_has_not_ended_loses_to_one_that_has() -> None:
    out = patrol(
        leg("2026-10-07T10:00", "2026-10-07T10:01", mode="vehicle"),
        leg("2026-10-07T10:05", None, mode="foot"),
    )
    assert main_mode(out) == "vehicle"


def test_with_nothing_ended_the_first_legs_mode_counts() -> None:
    assert main_mode(patrol(leg("2026-10-07T10:00", None, mode="bicycle"))) == "bicycle"


def test_a_stretch_without_another_is_what_stands_out_at_both_ends() -> None:
    assert Stretch(10, 20).without(Stretch(12, 15)) == (Stretch(10, 12), Stretch(15, 20))
    assert Stretch(10, 20).without(Stretch(0, 15)) == (Stretch(15, 20),)
    assert Stretch(10, 20).without(Stretch(10, 15)) == (Stretch(15, 20),)
    assert Stretch(10, 20).without(Stretch(0, 30)) == ()
    assert Stretch(10, 20).without(Stretch(20, 30)) == (Stretch(10, 20),)


@given(
    st.tuples(st.integers(0, 60), st.integers(0, 60)),
    st.lists(st.integers(0, 60), unique=True, max_size=8).map(sorted),
)
def test_covered_counts_each_minute_that_lies_in_any_of_them(
    ends: tuple[int, int], cuts: list[int]
) -> None:
    stretch = Stretch(*sorted(ends))
    apart = [Stretch(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    within = {one for other in apart for one in range(*other)}
    assert covered(stretch, apart) == len(within & set(range(*stretch)))


@given(patrols())
def test_every_minute_of_a_person_is_counted_once(found: tuple[Patrol, ...]) -> None:
    mine: dict[str, set[int]] = {}
    for one in found:
        for part in one.legs:
            if part.end is not None:
                for collar in part.officers:
                    mine.setdefault(collar, set()).update(
                        range(minute(part.start), minute(part.end))
                    )
    counted: dict[str, int] = dict.fromkeys(mine, 0)
    for stint in share_out(*found, within=EVER):
        counted[stint.collar] += stint.own.minutes
    assert counted == {collar: len(minutes) for collar, minutes in mine.items()}


@given(patrols())
def test_own_minutes_and_those_left_out_make_the_leg(found: tuple[Patrol, ...]) -> None:
    for stint in share_out(*found):
        inside = Stretch(stint.timed.start, stint.timed.end or 0).shared(OCTOBER)
        assert stint.own.minutes + stint.left_out == inside


@given(patrols())
def test_minutes_split_at_the_months_end_add_up(found: tuple[Patrol, ...]) -> None:
    october = own_minutes(share_out(*found, within=OCTOBER))
    november = own_minutes(share_out(*found, within=NOVEMBER))
    before = own_minutes(share_out(*found, within=Stretch(EVER.start, OCTOBER.start)))
    after = own_minutes(share_out(*found, within=Stretch(NOVEMBER.end, EVER.end)))
    for key, whole in own_minutes(share_out(*found, within=EVER)).items():
        assert sum(part.get(key, 0) for part in (before, october, november, after)) == whole


@given(patrols(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(
    found: tuple[Patrol, ...], chance: Random
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert own_minutes(share_out(*shuffled)) == own_minutes(share_out(*found))
