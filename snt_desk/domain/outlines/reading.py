"""A file of outlines, whichever of the two kinds it is."""

from __future__ import annotations

from typing import Final

from snt_desk.domain.outlines import geojson, kml
from snt_desk.domain.outlines.shapes import Outline, outlines
from snt_desk.errors import DeskError

MOST_BYTES: Final = 12_000_000
"""More than the generalised wards of a county; what is larger would fill the memory."""

_ZIP = b"PK\x03\x04"
_SPACE = b" \t\r\n\x00"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(data: bytes) -> tuple[Outline, ...]:
    """Read the outlines of a GeoJSON or KML file, which its contents tell apart.

    Everything is checked; raises DeskError with what is wrong and what to do.
    """
    if len(data) > MOST_BYTES:
        raise too_big()
    if data.startswith(_ZIP):
        raise DeskError("The file is packed", "Unpack it (.kmz, .zip), then load the .kml in it.")
    begin = _beginning(data)
    if not begin:
        raise DeskError("The file is empty", "Load a file that ends in .geojson or .kml.")
    return outlines(kml.read(data) if begin == b"<" else geojson.read(data))


def too_big() -> DeskError:
    """Refuse a file by its size alone."""
    return DeskError(
        f"The file is larger than {MOST_BYTES // 1_000_000} MB",
        "Load generalised boundaries, or those of one district.",
    )


def _beginning(data: bytes) -> bytes:
    """Give the first byte that says something."""
    start = data[:1000]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.lstrip(_SPACE)[:1]
