"""A file of outlines is read whole and right, or refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.domain import outlines
from snt_desk.domain.outlines import MOST_BYTES, Outline, shapes
from snt_desk.errors import DeskError
from tests.domain.outlines.files import (
    collection,
    feature,
    kml,
    placemark,
    polygon,
    square,
)
from tests.examples import times

BOUNDARIES = Path(__file__).parents[4] / "shared" / "data" / "tests-only" / "boundaries"


def names(found: tuple[Outline, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.code) for one in found]


def refused(data: bytes) -> str:
    with pytest.raises(DeskError) as caught:
        outlines.read(data)
    return str(caught.value)


def test_real_wards_and_districts_are_read() -> None:
    if not BOUNDARIES.is_dir():
        pytest.skip(f"no real boundaries at {BOUNDARIES}")
    wards = [outlines.read(one.read_bytes()) for one in BOUNDARIES.glob("wards_*/*.json")]
    assert sum(map(len, wards)) == 186
    districts = outlines.read((BOUNDARIES / "herts_districts_2024-12.geojson").read_bytes())
    assert ("Welwyn Hatfield", "E07000241") in names(districts)
    assert len(districts) == 10


# --- GeoJSON ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"name": "Peartree", "code": "PEA"}, ("Peartree", "PEA")),
        ({"WD13NM": "Haldens", "WD13CD": "E05004851", "WD13NMW": None}, ("Haldens", "E05004851")),
        ({"OBJECTID": 7, "LAD24NM": "Dacorum", "LAD24CD": "E07000096"}, ("Dacorum", "E07000096")),
        ({"Beat Name": "Town", "Beat_Code": "T1"}, ("Town", "T1")),
        ({"BEAT": "Town"}, ("Town", "")),
        ({"Ward": "  St.\tPeter’s \u202e"}, ("St. Peter’s", "")),
        ({}, ("Outline 1", "")),
        ({"name": True, "code": 1.5}, ("Outline 1", "")),
    ],
)
def test_name_and_code_are_found_whatever_they_are_called(
    properties: dict[str, Any], said: tuple[str, str]
) -> None:
    [found] = outlines.read(collection(feature(polygon(square()), **properties)))
    assert (found.name, found.code) == said


def test_every_kind_of_area_is_read_and_what_is_none_is_passed_over() -> None:
    hole = square(0.002, 0.002, 0.002)
    many = {"type": "MultiPolygon", "coordinates": [[square(), hole], [square(0.05)]]}
    mixed = {"type": "GeometryCollection", "geometries": [many, polygon(square(0.1))]}
    point = {"type": "Point", "coordinates": [-0.2, 51.8]}
    found = outlines.read(
        collection(
            feature(many, name="A"),
            feature(mixed, name="B"),
            feature(point, name="C"),
            feature(None, name="D"),
        )
    )
    assert [(one.name, len(one.rings)) for one in found] == [("A", 3), ("B", 4)]


def test_parts_of_one_name_are_one_outline() -> None:
    data = collection(
        feature(polygon(square()), name="Isles"), feature(polygon(square(0.1)), name="Isles")
    )
    [found] = outlines.read(data)
    assert len(found.rings) == 2


def test_a_feature_or_an_area_alone_is_a_map() -> None:
    alone = feature(polygon(square()), name="A")
    for data in (alone, polygon(square())):
        assert len(outlines.read(json.dumps(data).encode())) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = json.dumps(
        {"type": "Feature", "properties": {"name": "Café"}, "geometry": polygon(square())},
        ensure_ascii=False,
    )
    [found] = outlines.read(text.encode(encoding))
    assert found.name == "Café"


def test_metres_of_the_national_grid_are_recognised() -> None:
    metres = [[523000.0, 213000.0], [524000.0, 213000.0], [524000.0, 214000.0]]
    said = "British National Grid metres: Save the file in WGS 84 (EPSG:4326), then load it."
    assert refused(collection(feature(polygon(metres), name="Peartree"))).endswith(said)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    assert "British National Grid" in refused(collection(feature(polygon(square())), crs=crs))
    crs["properties"] = {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}
    assert outlines.read(collection(feature(polygon(square())), crs=crs))


@pytest.mark.parametrize(
    ("coordinates", "said"),
    [
        ([[[51.8, -0.2], [51.9, -0.2], [51.9, -0.1], [51.8, -0.2]]], "latitude stands first"),
        ([[[2.3, 48.9], [13.4, 52.5], [2.3, 48.9]]], "13.4, 52.5 is not in Britain"),
        ([[[-24000, 6760000], [-23000, 6760000]]], "not longitude and latitude"),
        ([[[1e999, 51.8], [0, 51.8]]], "not a number"),
        ([[["-0.2", "51.8"]]], "a point is not two numbers"),
        ([[[True, 51.8]]], "a point is not two numbers"),
        ([[[10**400, 51.8]]], "a point is not two numbers"),
        ([[[-0.2]]], "a point is not two numbers"),
        ([[{}]], "a point is not two numbers"),
        ([[[[-0.2, 51.8]]]], "a point is not two numbers"),
        ([7], "no points where they belong"),
        (None, "no points where they belong"),
        ([], "has no outlines"),
        ([[[-0.2, 51.8], [-0.1, 51.8], [-0.2, 51.8]]], "has no outlines"),
    ],
)
def test_points_that_cannot_be_are_refused(coordinates: Any, said: str) -> None:
    area = {"type": "Polygon", "coordinates": coordinates}
    assert said in refused(collection(feature(area, name="Peartree")))


def test_the_refusal_names_the_feature() -> None:
    good, bad = feature(polygon(square()), name="A"), feature(polygon([[0, 0]]), name="Peartree")
    assert refused(collection(good, bad)).startswith("Feature 2, Peartree: 0, 0 is not in Britain")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"\xef\xbb\xbf",
        b"{",
        b"[]",
        b"null",
        b'"Peartree"',
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": [7]}',
        b'{"type": "Feature", "geometry": {"type": "Circle"}}',
        b'{"type": "Feature", "geometry": 7}',
        b'{"type": "GeometryCollection", "geometries": 7}',
        b"PK\x03\x04rest of a .kmz",
        b"%PDF-1.7",
        b"\xff\xfe\x00",
        b"<html><body>Not found</body></html>",
        b"<kml>",
        b"<kml></kml>",
        b"<?xml version='1.0' encoding='klingon'?><kml></kml>",
    ],
)
def test_what_is_no_map_gets_a_sentence(data: bytes) -> None:
    title, _, detail = refused(data).partition(": ")
    assert title
    assert detail.endswith(".")


# --- What would fill the memory or never end --------------------------------------------------


def test_deep_nesting_is_refused() -> None:
    assert "nested too deeply" in refused(b"[" * 200_000)
    deep: dict[str, Any] = polygon(square())
    for _ in range(20):
        deep = {"type": "GeometryCollection", "geometries": [deep]}
    assert "nested too deeply" in refused(collection(feature(deep)))
    assert "nested too deeply" in refused(b"<kml>" + b"<Folder>" * 200 + b"</Folder>" * 200)


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "larger than 12 MB" in refused(b" " * (MOST_BYTES + 1))
    assert "too many points" in refused(b'{"type":[' + b"[]," * 1_000_001)
    monkeypatch.setattr(shapes, "MOST_POINTS", 3_000)
    ring = square()[:-1] * 800
    assert "more than 3,000 points" in refused(collection(feature(polygon(ring))))
    monkeypatch.setattr(shapes, "MOST_OUTLINES", 20)
    many = (feature(polygon(square()), name=f"N{at}") for at in range(21))
    assert "more than 20 outlines" in refused(collection(*many))


LAUGHS = """<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">
<!ENTITY lol2 "&lol1;&lol1;&lol1;">]>"""
OUTSIDE = '<!DOCTYPE kml [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, "<!DOCTYPE kml SYSTEM 'http://example/a.dtd'>"])
def test_a_document_type_is_refused_and_no_entity_is_read(head: str) -> None:
    assert "document type" in refused(kml(placemark("&lol2;&xxe;", square()), head=head))


# --- KML --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "space", ["http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.1", ""]
)
def test_kml_is_read_in_any_namespace(space: str) -> None:
    hole = square(0.002, 0.002, 0.002)
    more = (
        '<ExtendedData><SchemaData><SimpleData name="WD13CD">E05</SimpleData></SchemaData>'
        '<Data name="note"><value>quiet</value></Data></ExtendedData>'
    )
    data = kml(placemark("Peartree", square(), hole, more=more), space=space)
    [found] = outlines.read(data)
    assert (found.name, found.code, len(found.rings)) == ("Peartree", "E05", 2)
    assert found.rings[0] == tuple((x, y) for x, y in square()[:-1])


def test_kml_of_several_areas_lines_and_points() -> None:
    island = placemark("B", square(0.1)).partition("<Polygon>")[2].partition("</Placemark>")[0]
    many = placemark("A", square()).replace("<Polygon>", "<MultiGeometry><Polygon>", 1)
    many = many.replace("</Placemark>", f"<Polygon>{island}</MultiGeometry></Placemark>")
    point = "<Placemark><name>P</name><Point><coordinates>0,0</coordinates></Point></Placemark>"
    found = outlines.read(kml(many, point))
    assert [(one.name, len(one.rings)) for one in found] == [("A", 2)]


def test_a_bad_number_in_kml_names_its_placemark() -> None:
    bad = placemark("A", square()).replace("-0.22", "minus")
    assert refused(kml(placemark("B", square()), bad)).startswith("Placemark 2: a point is not")
    assert "not two numbers" in refused(kml(placemark("A", square()).replace("-0.22", "nan")))


# --- At random --------------------------------------------------------------------------------


SAMPLES = (
    collection(feature(polygon(square(), square(0.002, 0.002, 0.002)), name="A", code="B")),
    kml(placemark("A", square()), placemark("B", square(0.1))),
)


def answered(data: bytes) -> object:
    """Give the outlines, or the sentence; whatever else happens fails the test."""
    try:
        return all(one.rings for one in outlines.read(data))
    except DeskError as error:
        return error.title and error.detail


@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_file_is_read_or_refused(sample: bytes, data: st.DataObject) -> None:
    damaged = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        piece = data.draw(st.sampled_from([b"", b"\x00", b"[", b"}", b"<", b"9e9", b'"', b"\xff"]))
        damaged[at : at + data.draw(st.integers(0, 30))] = piece
        damaged = damaged or bytearray(b" ")
    assert answered(bytes(damaged))


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4) | st.integers(-200, 200),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=times(30))
@given(st.sampled_from(["Polygon", "MultiPolygon", "GeometryCollection", "Point"]), VALUES)
def test_any_geometry_is_read_or_refused(kind: str, value: Any) -> None:
    area = {"type": kind, "coordinates": value, "geometries": value}
    assert answered(json.dumps(feature(area, name="A")).encode())
