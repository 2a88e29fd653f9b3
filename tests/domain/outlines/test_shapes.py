"""Outlines are thinned, kept, matched with beats and laid flat, and stay what they are."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import pytest

from snt_desk.domain import outlines
from snt_desk.domain.outlines import Beat, Outline, Ring, thinning
from snt_desk.errors import DeskError
from tests.domain.outlines.files import NORTH, WEST, collection, feature, polygon, square

METRE = 1 / 111_320
BEATS = (Beat("PEA", "Peartree"), Beat("E05004851", "Haldens"), Beat("STP", "St. Peter's"))


def outline(*rings: list[list[float]], name: str = "A", code: str = "") -> Outline:
    [found] = outlines.read(collection(feature(polygon(*rings), name=name, code=code)))
    return found


def circle(points: int, radius: float = 1000.0) -> list[list[float]]:
    """A ring of that many points, that many metres round; slightly rough, as coasts are."""
    return [[x, y] for x, y in _round(points, radius)]


def _round(points: int, radius: float) -> Iterator[tuple[float, float]]:
    for at in range(points):
        angle = 2 * math.pi * at / points
        far = (radius + 3 * math.sin(at * 1.7)) * METRE
        wide = far / math.cos(math.radians(NORTH))
        yield WEST + wide * math.cos(angle), NORTH + far * math.sin(angle)


def off(point: tuple[float, float], ring: Ring) -> float:
    """How far a point is from a ring, in metres."""
    [shape] = outlines.laid_flat([Outline("", "", (ring,))]).shapes
    scale = math.cos(math.radians((min(y for _, y in ring) + max(y for _, y in ring)) / 2))
    x, y = point[0] * scale / METRE, -point[1] / METRE
    flat = shape.rings[0]
    best = math.inf
    for (ax, ay), (bx, by) in zip(flat, flat[1:] + flat[:1], strict=True):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        part = max(0, min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
        best = min(best, math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay)))
    return best


def test_no_point_that_goes_was_more_than_ten_metres_away() -> None:
    whole = outline(circle(2000))
    [thin] = outlines.thinned([whole])
    assert 8 < len(thin.rings[0]) < 100
    assert max(off(point, thin.rings[0]) for point in whole.rings[0][::20]) <= 10.1


def test_a_square_loses_nothing_and_islands_that_cannot_be_seen_go() -> None:
    speck = square(0.05, 0.05, 0.00005)
    [thin] = outlines.thinned([outline(square(), speck)])
    assert thin.rings == outline(square()).rings
    # But an outline that is no more than a speck stays.
    [only] = outlines.thinned([outline(speck)])
    assert len(only.rings) == 1


def test_too_many_points_are_thinned_further() -> None:
    [thin] = outlines.thinned([outline(circle(3000))], most=20)
    assert 3 <= len(thin.rings[0]) <= 20


def test_a_line_made_to_take_for_ever_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "_LEAST_EFFORT", 0)
    # Each tooth is longer than the one before, so that the farthest point is always the last.
    teeth = [[WEST + at / 1e6, NORTH + (at % 2) * at / 1e4] for at in range(600)]
    ragged = Outline("A", "", (tuple((x, y) for x, y in teeth),))
    with pytest.raises(DeskError, match="too ragged"):
        outlines.thinned([ragged])


def test_a_megabyte_of_points_is_kept_in_a_few_kilobytes() -> None:
    data = collection(*(feature(polygon(circle(6_000)), name=f"B{at}") for at in range(4)))
    assert len(data) > 900_000
    thin = outlines.thinned(outlines.read(data))
    assert len(json.dumps(outlines.to_json(thin))) < 10_000


def test_what_is_kept_comes_back_within_a_metre() -> None:
    whole = outline(circle(30), square(0.002, 0.002, 0.002), name="Café", code="E05")
    [back] = outlines.from_json(json.loads(json.dumps(outlines.to_json([whole]))))
    assert (back.name, back.code) == ("Café", "E05")
    for ring, kept in zip(whole.rings, back.rings, strict=True):
        for point, other in zip(ring, kept, strict=True):
            assert point == pytest.approx(other, abs=0.6e-5)


@pytest.mark.parametrize(
    "kept",
    [
        [{}],
        [7],
        [{"name": "", "code": "", "rings": []}],
        [{"name": "", "code": "", "rings": [[]]}],
        [{"name": "", "code": "", "rings": [[1]]}],
        [{"name": "", "code": "", "rings": [["1", "2"]]}],
        [{"name": "", "code": "", "rings": [[0, 0]]}],
        [{"name": "", "code": "", "rings": [[float("nan"), 5_100_000]]}],
        [{"name": "", "code": "", "rings": [[10**400, 0]]}],
    ],
)
def test_what_is_no_map_is_not_taken_back(kept: list[object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, OverflowError)):
        outlines.from_json(kept)


# --- Matching ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code", "beat"),
    [
        ("", "pea", "PEA"),
        ("PEARTREE WARD", "", "PEA"),
        ("Pear-tree", "", "PEA"),
        ("Haldens", "E05009999", "E05004851"),
        ("Somewhere", "e05004851", "E05004851"),
        ("St Peter’s", "", "STP"),
        ("Ward", "", None),
        ("Sherrards", "", None),
    ],
)
def test_an_outline_is_known_by_code_or_name(name: str, code: str, beat: str | None) -> None:
    one = Outline(name, code, ())
    assert outlines.matched([one], BEATS, {}).get(one.key) == beat


def test_what_was_chosen_by_hand_stands_before_all() -> None:
    sherrards, peartree = Outline("Sherrards", "", ()), Outline("Peartree", "", ())
    chosen = {"Sherrards": "PEA", "Peartree": "", "Gone": "PEA"}
    assert outlines.matched([sherrards, peartree], BEATS, chosen) == {"Sherrards": "PEA"}
    # A beat that is no more is none.
    assert outlines.matched([sherrards], BEATS, {"Sherrards": "OLD"}) == {}


# --- Flat -------------------------------------------------------------------------------------


def test_distances_are_right_in_both_directions() -> None:
    plan = outlines.laid_flat([outline(square(side=0.01))])
    left, top, right, bottom = plan.bounds
    assert bottom - top == pytest.approx(1113, rel=0.01)
    # 0.01 degrees of longitude at Welwyn: 689 m.
    assert right - left == pytest.approx(689, rel=0.01)


def test_the_name_stands_inside_where_the_room_is() -> None:
    x, y = WEST, NORTH
    # Like an L: the middle of its bounds is outside.
    ell = [[x, y], [x + 0.002, y], [x + 0.002, y - 0.01], [x + 0.01, y - 0.01]]
    ell += [[x + 0.01, y - 0.014], [x, y - 0.014], [x, y]]
    [shape] = outlines.laid_flat([outline(ell)]).shapes
    left, _top = shape.rings[0][0]
    assert left < shape.middle[0] - shape.room / 2 + 1
    assert shape.room > 500
    hole = square(0.001, 0.001, 0.0098)
    [ring] = outlines.laid_flat([outline(square(side=0.012), hole)]).shapes
    assert ring.room < 900


def test_the_bounds_are_those_of_what_matters() -> None:
    near, far = outline(square()), outline(square(0.3), name="B")
    plan = outlines.laid_flat([near, far], of=[near])
    assert len(plan.shapes) == 2
    assert plan.bounds == outlines.laid_flat([near]).bounds


@pytest.mark.parametrize(("number", "across", "down"), [(1, 1, 1), (7, 3, 3), (12, 4, 3)])
def test_without_outlines_every_beat_is_a_tile(number: int, across: int, down: int) -> None:
    plan = outlines.tiles([Outline(f"Beat {at}", str(at), ()) for at in range(number)])
    lefts = {shape.rings[0][0][0] for shape in plan.shapes}
    tops = {shape.rings[0][0][1] for shape in plan.shapes}
    assert (len(plan.shapes), len(lefts), len(tops)) == (number, across, down)
