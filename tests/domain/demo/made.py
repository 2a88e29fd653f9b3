"""Demos to look at: made once for each seed and day, their rows by the names of columns."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from snt_desk.domain import demo
from snt_desk.domain.package import Reading, Row, Standing, by_name, check

SEED = 2026
SUNDAY = date(2026, 11, 22)
CODES = Path(__file__).parents[3] / "resources" / "codes.csv"

DAYS = (
    SUNDAY,
    date(2024, 2, 29),
    date(2024, 6, 15),
    date(2025, 10, 26),
    date(2026, 1, 1),
    date(2026, 3, 28),
    date(2026, 3, 29),
    date(2026, 5, 14),
    date(2026, 8, 18),
    date(2026, 10, 24),
    date(2026, 10, 25),
    date(2026, 10, 26),
    date(2027, 1, 20),
    date(2027, 12, 25),
)
"""Days that are hard: a leap day, both clock changes, the first and last of things."""


@lru_cache(maxsize=32)
def rows(today: date = SUNDAY, seed: int = SEED) -> dict[str, list[Row]]:
    return demo.rows(seed, today)


@lru_cache(maxsize=512)
def table(name: str, today: date = SUNDAY, seed: int = SEED) -> tuple[SimpleNamespace, ...]:
    """Give a table's rows with their cells by name."""
    names = by_name(name).names
    return tuple(
        SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows(today, seed)[name]
    )


@lru_cache(maxsize=1)
def seeded_codes() -> dict[tuple[str, str], Row]:
    """Give the seeded code lists as rows of a package."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return {(one["list"], one["code"]): _code_row(one) for one in csv.DictReader(file)}


def _code_row(one: dict[str, str]) -> Row:
    day = date.fromisoformat
    return (
        one["list"],
        one["code"],
        one["label"],
        day(one["valid_from"]) if one["valid_from"] else None,
        day(one["valid_to"]) if one["valid_to"] else None,
        tuple(flag for flag in one["flags"].split(";") if flag),
    )


def problems(seed: int, today: date) -> list[str]:
    """Say what of a demo breaks a rule of the package."""
    reading = Reading()
    for name, found in rows(today, seed).items():
        reading.rows[name] = found
        reading.lines[name] = list(range(2, len(found) + 2))
    standing = Standing({"codes": seeded_codes()})
    return [str(problem) for problem in check(reading, standing).problems]


def first_legs(today: date) -> list[SimpleNamespace]:
    """Give the first leg of each patrol."""
    return [leg for leg in table("legs", today) if leg.leg == 1]


def patrols_of(today: date) -> dict[str, SimpleNamespace]:
    """Give the patrols by their refs."""
    return {patrol.ref: patrol for patrol in table("patrols", today)}
