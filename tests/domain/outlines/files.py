"""Small invented maps: squares near Welwyn, and what can be wrong with a file of them."""

from __future__ import annotations

import json
from typing import Any

WEST, NORTH = -0.22, 51.82
Points = list[list[float]]


def square(east: float = 0, south: float = 0, side: float = 0.01) -> Points:
    """A closed ring, that many degrees from the corner."""
    x, y = WEST + east, NORTH - south
    corners = [[x, y], [x + side, y], [x + side, y - side], [x, y - side], [x, y]]
    return [[round(a, 6), round(b, 6)] for a, b in corners]


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*rings: Points) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*features: Any, **more: Any) -> bytes:
    whole = {"type": "FeatureCollection", "features": list(features), **more}
    return json.dumps(whole).encode()


def placemark(name: str, *rings: Points, more: str = "") -> str:
    first, *holes = [" ".join(f"{x},{y},0" for x, y in ring) for ring in rings]
    line = "<LinearRing><coordinates>\n{}\n</coordinates></LinearRing>"
    inside = "".join(f"<innerBoundaryIs>{line.format(one)}</innerBoundaryIs>" for one in holes)
    outside = f"<outerBoundaryIs>{line.format(first)}</outerBoundaryIs>"
    area = f"<Polygon>{outside}{inside}</Polygon>"
    return f"<Placemark><name>{name}</name>{more}{area}</Placemark>"


def kml(*placemarks: str, head: str = "", space: str = "http://www.opengis.net/kml/2.2") -> bytes:
    body = "".join(placemarks)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<kml xmlns="{space}"><Document><name>Beats</name><Folder>{body}</Folder></Document></kml>'
    ).encode()
