"""The code lists that a new database begins with."""

from __future__ import annotations

import csv
from datetime import date
from typing import NamedTuple

from snt_desk.paths import resource


class Seed(NamedTuple):
    """One seeded code, as the data package writes it."""

    list: str
    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    flags: str | None


def seeded_codes() -> list[Seed]:
    """Read the seeds in list order (resources/codes.csv)."""
    with resource("codes.csv").open(encoding="utf-8", newline="") as file:
        return [
            Seed(
                row["list"],
                row["code"],
                row["label"],
                _day(row["valid_from"]),
                _day(row["valid_to"]),
                row["flags"] or None,
            )
            for row in csv.DictReader(file)
        ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
