"""Areas of a GeoJSON file (RFC 7946), or of the older kind that names its system."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from snt_desk.domain.outlines.shapes import Found, grid, metres
from snt_desk.errors import DeskError

_MOST_BRACKETS = 1_000_000
_DEEPEST = 8
_WORLD = ("4326", "CRS84")
_GRID = ("27700",)


def read(data: bytes) -> Iterator[Found]:
    """Give the areas of the file in their order; raises DeskError for what is no GeoJSON."""
    # Each bracket becomes an object of some 60 bytes: a small file could fill the memory.
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:
        raise DeskError("The file has too many points", "Load generalised boundaries.")
    top = _parsed(data)
    if not isinstance(top, dict):
        raise _no_geojson()
    _check_system(top)
    for number, feature in enumerate(_features(top), start=1):
        if not isinstance(feature, dict):
            raise DeskError(f"Feature {number} is not a feature", "The file is damaged.")
        properties = feature.get("properties")
        said = dict(properties) if isinstance(properties, Mapping) else {}
        said.setdefault("id", feature.get("id"))
        where = f"Feature {number}"
        yield Found(number, said, list(_rings(feature.get("geometry"), where)))


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(_text(data), parse_constant=_no_number)
    except RecursionError as error:
        raise DeskError("The file is nested too deeply", "It is no map of beats.") from error
    except ValueError as error:
        raise _no_geojson() from error


def _text(data: bytes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        # Older programs write names as Windows does; the numbers are the same.
        return data.decode("cp1252", "replace")


def _no_number(name: str) -> NoReturn:
    raise DeskError(f"{name} is not a number", "The file is damaged.")


def _no_geojson() -> DeskError:
    return DeskError("The file is no GeoJSON", "Load a file that ends in .geojson or .kml.")


def _check_system(top: Mapping[str, Any]) -> None:
    """Refuse a file that says it is in another system; without a word it is in WGS 84."""
    system = top.get("crs")
    if not isinstance(system, Mapping) or not isinstance(system.get("properties"), Mapping):
        return
    name = str(system["properties"].get("name", ""))[:100]
    if name.endswith(_GRID):
        raise grid("The file")
    if name and not name.endswith(_WORLD):
        raise metres("The file")


def _features(top: Mapping[str, Any]) -> Sequence[Any]:
    kind = top.get("type")
    if kind == "FeatureCollection":
        features = top.get("features")
        if not isinstance(features, list):
            raise _no_geojson()
        return features
    if kind == "Feature":
        return [top]
    if kind in _KINDS:
        return [{"geometry": top}]
    raise _no_geojson()


_KINDS = {
    *("Polygon", "MultiPolygon", "GeometryCollection"),
    *("Point", "MultiPoint", "LineString", "MultiLineString"),
}


def _rings(geometry: Any, where: str, depth: int = 0) -> Iterator[Sequence[object]]:
    """Give the rings of a geometry; points and lines are no areas and have none."""
    if geometry is None:
        return
    if not isinstance(geometry, Mapping) or geometry.get("type") not in _KINDS:
        raise DeskError(f"{where} has no shape that is known", "The file is damaged.")
    if depth > _DEEPEST:
        raise DeskError(f"{where} is nested too deeply", "It is no map of beats.")
    kind = geometry["type"]
    if kind == "Polygon":
        yield from _listed(geometry.get("coordinates"), where)
    elif kind == "MultiPolygon":
        for polygon in _listed(geometry.get("coordinates"), where):
            yield from _listed(polygon, where)
    elif kind == "GeometryCollection":
        parts = geometry.get("geometries")
        if not isinstance(parts, list):
            raise DeskError(f"{where} has no shape that is known", "The file is damaged.")
        for part in parts:
            yield from _rings(part, where, depth + 1)


def _listed(value: Any, where: str) -> Iterator[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(one, list) for one in value):
        raise DeskError(f"{where} has no points where they belong", "The file is damaged.")
    yield from value
