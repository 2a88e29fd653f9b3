"""Rows of an invented street-level file of data.police.uk."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

HEADINGS = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"),
)
SHOPS = "On or near Woodhall Parade"


def row(
    category: str = "Shoplifting",
    month: str = "2026-10",
    at: tuple[str, str] = ("-0.18", "51.72"),
    location: str = SHOPS,
    area: str = "Welwyn Hatfield 002A",
) -> list[str]:
    force = "Hertfordshire Constabulary"
    return ["", month, force, force, *at, location, "E01023921", area, category, "", ""]


def as_csv(*rows: Sequence[str]) -> bytes:
    """The rows as a file, for the tests of the service and of the window."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows])
    return out.getvalue().encode()
