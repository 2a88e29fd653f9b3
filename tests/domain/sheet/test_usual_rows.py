"""The usual rows of a long log are made as each row would be by itself."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from snt_desk.domain.sheet.making import Cells, Made, patrol
from snt_desk.domain.sheet.readers import ForPriority, WithPartners
from snt_desk.domain.sheet.times import When
from snt_desk.domain.sheet.usual_rows import usual_patrols

_CHOICES: dict[str, tuple[Any, ...]] = {
    "ref": (None, "P1"),
    "date": (date(2026, 11, 22), date(2026, 10, 24), None),
    "start": (When(None, 1320), When(date(2026, 11, 22), 1320), None),
    "end": (When(None, 360), None),
    "mode": ("foot", None),
    "officers": (("1432", "7104"), (), WithPartners(("1432",), ("O1",))),
    "visible": (None, False),
    "purpose": (None, "rural", ForPriority("T1")),
    "outcome:arrest": (None, 2),
}
ROWS = [dict(zip(_CHOICES, row, strict=True)) for row in product(*_CHOICES.values())]


def by_itself(row: dict[str, Any]) -> Made | None:
    counted = [("outcome:arrest", "arrest")]
    return patrol("HSM-3", Cells(row, frozenset(row), frozenset(), counted))


def test_the_usual_rows_are_made_as_each_would_be_by_itself() -> None:
    columns = {name: [row[name] for row in ROWS] for name in _CHOICES}
    made = list(usual_patrols("HSM-3", columns))
    assert len(made) == len(ROWS)
    usual = [(row, one) for row, one in zip(ROWS, made, strict=True) if one is not None]
    assert len(usual) == 2 * 1 * 1 * 1 * 1 * 1 * 2 * 2 * 2
    for row, one in usual:
        assert one == by_itself(row)


def test_a_sheet_without_outcomes_or_places_is_made_as_well() -> None:
    row = {"date": date(2026, 11, 22), "start": When(None, 540), "end": When(None, 600)}
    row |= {"mode": "foot", "officers": ("1432",)}
    [made] = usual_patrols("HSM-3", {name: [value] for name, value in row.items()})
    assert made is not None
    assert made == by_itself(row)
