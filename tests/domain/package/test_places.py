from __future__ import annotations

from pathlib import Path

from tests.domain.package.made import changed, checked, good, only, refused, said, standing


def test_a_place_lies_in_a_beat(tmp_path: Path) -> None:
    result = checked(changed(good(), "places", 0, {"parent": "H1"}), tmp_path)
    assert "places.csv 2 parent: H1 is a hotspot, and a place can only lie in a beat." in said(
        result
    )


def test_a_place_lies_in_a_beat_that_is_there(tmp_path: Path) -> None:
    result = checked(changed(good(), "places", 2, {"parent": "B7"}), tmp_path)
    assert (
        "places.csv 4 parent: Team WHA-1 has no place B7. Add the place or write another code."
        in said(result)
    )


def test_a_beat_in_which_places_lie_stays_a_beat(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "places", 1, {"kind": "hotspot"})
    tables["places"] = tables["places"][1:2]
    assert said(checked(only(tables, "places"), tmp_path, there)) == [
        "places.csv 2 kind: H1 lies in B2, so B2 stays a beat."
    ]


def test_a_beat_may_change_together_with_what_lay_in_it(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "places", 1, {"kind": "hotspot"})
    tables = changed(tables, "places", 2, {"parent": "B1"})
    assert said(checked(only(tables, "places"), tmp_path, there)) == []


def test_a_visit_is_to_a_hot_spot(tmp_path: Path) -> None:
    result = checked(changed(good(), "visits", 0, {"hotspot": "B1"}), tmp_path)
    assert said(result) == [
        "visits.csv 2 hotspot: B1 is a beat. A visit is to a place of kind hotspot."
    ]
    assert refused(result) == {"visits": 1}


def test_a_hot_spot_that_was_visited_stays_one(tmp_path: Path) -> None:
    there = standing(good(), tmp_path, visited=frozenset({("WHA-1", "H1")}))
    tables = only(changed(good(), "places", 2, {"kind": "beat"}), "places")
    assert said(checked(tables, tmp_path, there)) == [
        "places.csv 4 kind: There are visits to H1, so it stays a hotspot."
    ]


def test_a_hot_spot_that_never_was_visited_may_become_a_beat(tmp_path: Path) -> None:
    there = standing(good(), tmp_path, visited=frozenset({("BRX-1", "H1")}))
    tables = only(changed(good(), "places", 2, {"kind": "beat"}), "places")
    assert said(checked(tables, tmp_path, there)) == []
