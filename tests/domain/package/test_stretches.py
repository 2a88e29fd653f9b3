from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.package.made import (
    Tables,
    added,
    changed,
    checked,
    good,
    only,
    refused,
    said,
    standing,
)

LEG_OVERLAPS = (
    "legs.csv 3 start: Leg 2 of patrol P1 starts at 22:59 on Sat 3 Oct 2026, and leg 1 (row 2)"
    " ends at 23:00 on Sat 3 Oct 2026. Legs cannot overlap."
)


def visit(start: str, end: str, leg: str = "1") -> dict[str, str]:
    day = "2026-10-03T"
    return {
        "patrol": "P1",
        "leg": leg,
        "hotspot": "H1",
        "start": f"{day}{start}+01:00",
        "end": f"{day}{end}+01:00",
    }


def posting(first: str, to: str = "", collar: str = "202", team: str = "WHA-1") -> dict[str, str]:
    return {
        "collar": collar,
        "team": team,
        "role": "pc",
        "fte_percent": "50",
        "from": first,
        "to": to,
    }


# --- Legs -----------------------------------------------------------------------------------


def test_legs_that_overlap_are_refused_with_their_patrol(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 1, {"start": "2026-10-03T22:59+01:00"}), tmp_path)
    assert LEG_OVERLAPS in said(result)
    assert refused(result) == {"patrols": 1, "legs": 2, "visits": 2, "outcomes": 1}


def test_a_leg_may_start_when_the_one_before_ends(tmp_path: Path) -> None:
    assert (
        said(checked(changed(good(), "legs", 1, {"start": "2026-10-03T23:00+01:00"}), tmp_path))
        == []
    )


def test_legs_are_numbered_without_a_gap(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 1, {"leg": "3"}), tmp_path)
    assert (
        "legs.csv 3 leg: Patrol P1 has leg 3 and no leg 2."
        " Number its legs 1, 2, 3 in the order of time."
    ) in said(result)


def test_the_first_leg_is_number_one(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 2, {"leg": "2"}), tmp_path)
    assert (
        "legs.csv 4 leg: Patrol P2 has leg 2 and no leg 1."
        " Number its legs 1, 2, 3 in the order of time."
    ) in said(result)


def test_legs_are_numbered_in_the_order_of_time(tmp_path: Path) -> None:
    cells = {"start": "2026-10-03T20:00+01:00", "end": "2026-10-03T21:00+01:00"}
    result = checked(changed(good(), "legs", 1, cells), tmp_path)
    assert (
        "legs.csv 3 start: Leg 2 of patrol P1 starts before leg 1 (row 2)."
        " Number the legs in the order of time."
    ) in said(result)


def test_only_the_last_leg_can_still_be_out(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 0, {"end": ""}), tmp_path)
    assert (
        "legs.csv 3 start: Leg 2 of patrol P1 follows leg 1 (row 2), which has no end."
        " Only the last leg can still be out."
    ) in said(result)
    assert said(checked(changed(good(), "legs", 1, {"end": ""}), tmp_path)) == []


def test_the_rows_of_a_patrol_may_stand_in_any_order(tmp_path: Path) -> None:
    tables = good()
    tables["legs"] = tables["legs"][::-1]
    assert said(checked(tables, tmp_path)) == []


def test_a_changed_leg_is_compared_with_those_that_stand_already(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "legs", 1, {"start": "2026-10-03T22:59+01:00"})
    tables["legs"] = tables["legs"][1:2]
    assert said(checked(only(tables, "legs"), tmp_path, there)) == [
        (
            "legs.csv 2 start: Leg 2 of patrol P1 starts at 22:59 on Sat 3 Oct 2026, and leg 1"
            " (already in the database) ends at 23:00 on Sat 3 Oct 2026. Legs cannot overlap."
        )
    ]


def test_a_leg_that_stretches_over_a_standing_one_is_the_one_to_go(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "legs", 0, {"end": "2026-10-04T00:00+01:00"})
    tables["legs"] = tables["legs"][:1]
    result = checked(only(tables, "legs"), tmp_path, there)
    assert refused(result) == {"legs": 1}


def test_a_leg_more_for_a_patrol_that_is_still_out_needs_its_end_first(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    second = {
        "patrol": "P2",
        "leg": "2",
        "mode": "foot",
        "officers": "202",
        "start": "2026-10-05T12:00+01:00",
    }
    alone = {**only(good()), "legs": [second]}
    assert "which has no end" in said(checked(alone, tmp_path, there))[0]
    ended = {**good()["legs"][2], "end": "2026-10-05T12:00+01:00"}
    assert said(checked({**only(good()), "legs": [ended, second]}, tmp_path, there)) == []


def test_a_leg_that_starts_before_the_clocks_go_back_may_end_after(tmp_path: Path) -> None:
    cells = {"start": "2026-10-25T01:50+01:00", "end": "2026-10-25T01:10+00:00"}
    assert said(checked(changed(good(), "legs", 2, cells), tmp_path)) == []


# --- Visits ---------------------------------------------------------------------------------


def outside(start: str, end: str) -> str:
    return (
        f"The visit from {start} on Sat 3 Oct 2026 to {end} on Sat 3 Oct 2026 is not inside leg 1"
        " of patrol P1, from 22:00 on Sat 3 Oct 2026 to 23:00 on Sat 3 Oct 2026."
    )


@pytest.mark.parametrize(("start", "end"), [("21:59", "22:05"), ("22:56", "23:01")])
def test_a_visit_lies_inside_its_leg(tmp_path: Path, start: str, end: str) -> None:
    result = checked(changed(good(), "visits", 1, visit(start, end)), tmp_path)
    assert said(result) == [f"visits.csv 3 start: {outside(start, end)}"]
    assert refused(result) == {"visits": 1}


def test_a_visit_may_fill_its_leg(tmp_path: Path) -> None:
    tables = {**good(), "visits": [visit("22:00", "23:00")]}
    assert said(checked(tables, tmp_path)) == []


def test_a_visit_on_a_leg_that_is_still_out_only_starts_after_it(tmp_path: Path) -> None:
    stop = {
        "patrol": "P2",
        "leg": "1",
        "hotspot": "H1",
        "start": "2026-10-05T23:00+01:00",
        "end": "2026-10-05T23:15+01:00",
    }
    assert said(checked(added(good(), "visits", stop), tmp_path)) == []
    early = {**stop, "start": "2026-10-05T09:00+01:00"}
    assert said(checked(added(good(), "visits", early), tmp_path)) == [
        (
            "visits.csv 4 start: The visit from 09:00 on Mon 5 Oct 2026 to 23:15 on Mon 5 Oct 2026"
            " is not inside leg 1 of patrol P2, from 10:00 on Mon 5 Oct 2026 on."
        )
    ]


def test_visits_of_a_leg_do_not_overlap(tmp_path: Path) -> None:
    result = checked(changed(good(), "visits", 1, visit("22:24", "22:30")), tmp_path)
    assert said(result) == [
        (
            "visits.csv 3 start: It overlaps the visit from 22:10 on Sat 3 Oct 2026 to 22:25 on"
            " Sat 3 Oct 2026 (row 2). Change one of them."
        )
    ]
    assert said(checked(changed(good(), "visits", 1, visit("22:25", "22:30")), tmp_path)) == []


def test_a_visit_on_a_leg_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = checked(added(good(), "visits", visit("22:30", "22:35", leg="7")), tmp_path)
    assert said(result) == [
        "visits.csv 4 start: Patrol P1 has no leg 7. Add the leg, or write another number."
    ]


def test_a_visit_is_compared_with_those_that_stand_already(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = {**only(good()), "visits": [visit("22:20", "22:30")]}
    assert said(checked(tables, tmp_path, there)) == [
        (
            "visits.csv 2 start: It overlaps the visit from 22:10 on Sat 3 Oct 2026 to 22:25 on"
            " Sat 3 Oct 2026 (already in the database). Change one of them."
        )
    ]


def test_a_leg_cannot_leave_its_standing_visits_out(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    shorter = {**good()["legs"][0], "end": "2026-10-03T22:50+01:00"}
    result = checked({**only(good()), "legs": [shorter]}, tmp_path, there)
    assert said(result) == [
        f"legs.csv 2 end: {outside('22:40', '22:55').replace('23:00', '22:50')}"
    ]


def test_a_shorter_leg_may_come_with_its_shorter_visit(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    shorter = {**good()["legs"][0], "end": "2026-10-03T22:50+01:00"}
    tables: Tables = {**only(good()), "legs": [shorter], "visits": [visit("22:40", "22:50")]}
    assert said(checked(tables, tmp_path, there)) == []


def test_where_the_visit_is_refused_the_leg_that_needs_it_falls_too(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    shorter = {**good()["legs"][0], "end": "2026-10-03T22:50+01:00"}
    bad = {**visit("22:40", "22:50"), "hotspot": "H7"}
    result = checked({**only(good()), "legs": [shorter], "visits": [bad]}, tmp_path, there)
    assert refused(result) == {"legs": 1, "visits": 1}


# --- Postings -------------------------------------------------------------------------------


def test_postings_of_one_person_to_one_team_do_not_overlap(tmp_path: Path) -> None:
    result = checked(added(good(), "postings", posting("2026-01-01")), tmp_path)
    assert said(result) == [
        (
            "postings.csv 6 from: It overlaps the posting of 202 to WHA-1 from Sat 1 May 2021 with"
            " no end (row 2). End one before the other begins."
        )
    ]
    assert refused(result) == {"postings": 1}


def test_the_first_day_not_covered_may_be_the_first_of_the_next(tmp_path: Path) -> None:
    tables = changed(good(), "postings", 0, {"to": "2026-01-01"})
    assert said(checked(added(tables, "postings", posting("2026-01-01")), tmp_path)) == []
    early = added(tables, "postings", posting("2025-12-31"))
    assert said(checked(early, tmp_path)) == [
        (
            "postings.csv 6 from: It overlaps the posting of 202 to WHA-1 from Sat 1 May 2021 to"
            " Thu 1 Jan 2026 (row 2). End one before the other begins."
        )
    ]


def test_a_person_may_be_posted_to_two_teams_at_once(tmp_path: Path) -> None:
    tables = added(good(), "postings", posting("2026-01-01", team="BRX-1"))
    assert said(checked(tables, tmp_path)) == []


def test_a_posting_is_compared_with_those_that_stand_already(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = {**only(good()), "postings": [posting("2026-01-01")]}
    assert said(checked(tables, tmp_path, there)) == [
        (
            "postings.csv 2 from: It overlaps the posting of 202 to WHA-1 from Sat 1 May 2021 with"
            " no end (already in the database). End one before the other begins."
        )
    ]
    ended = posting("2021-05-01", "2026-01-01")
    tables["postings"].append(ended)
    assert said(checked(tables, tmp_path, there)) == []


def test_an_earlier_posting_that_runs_into_a_standing_one_is_the_one_to_go(
    tmp_path: Path,
) -> None:
    there = standing(good(), tmp_path)
    tables = {**only(good()), "postings": [posting("2020-01-01")]}
    result = checked(tables, tmp_path, there)
    assert refused(result) == {"postings": 1}
    assert "from Sat 1 May 2021 with no end (already in the database)" in said(result)[0]


def test_of_three_that_overlap_in_a_row_the_middle_one_goes(tmp_path: Path) -> None:
    tables = changed(good(), "postings", 0, {"to": "2022-01-01"})
    tables = added(
        tables,
        "postings",
        posting("2021-12-01", "2023-01-01"),
        posting("2022-06-01", "2024-01-01"),
    )
    result = checked(tables, tmp_path)
    assert [problem.row for problem in result.problems] == [6]


def test_who_has_only_a_refused_posting_is_on_no_leg(tmp_path: Path) -> None:
    result = checked(changed(good(), "postings", 3, {"role": "golfer"}), tmp_path)
    assert refused(result) == {"postings": 1, "patrols": 1, "legs": 1}
    assert (
        "legs.csv 4 officers: 707 has never been posted to a team."
        " Add a posting or write another collar number."
    ) in said(result)
