"""The examples of spreadsheets and the team that they are about, for the tests of sheets."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

from snt_desk.domain import package
from snt_desk.domain.codes import CodeLists
from snt_desk.domain.sheet import Around, Grid, Understood, Value, propose, understand
from snt_desk.domain.sheet.around import Somebody

EXAMPLES = Path(__file__).parent.parent / "golden" / "sheets"
TEAM = "HSM-3"


@cache
def around() -> Around:
    """The team of the examples."""
    rows = package.read(EXAMPLES / "context").rows
    return Around(
        team=TEAM,
        codes=CodeLists.of(rows["codes"]),
        people=tuple(Somebody(*row[:3]) for row in rows["members"]),
        places=tuple((row[1], row[2]) for row in rows["places"]),
        priorities=tuple((row[0], row[2]) for row in rows["priorities"]),
    )


def from_csv(text: str, name: str = "Sheet1") -> Grid:
    """A sheet from the text of a CSV file, every cell a text."""
    rows: list[tuple[Value, ...]] = [
        tuple(cell or None for cell in row) for row in csv.reader(io.StringIO(text, newline=""))
    ]
    return Grid(name, tuple(rows))


def from_xlsx(path: Path) -> Grid:
    """The first sheet of an xlsx file."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return Grid(sheet.name, tuple(map(tuple, sheet.to_python(skip_empty_area=False))))


def example(name: str) -> Grid:
    """A spreadsheet of the examples."""
    path = EXAMPLES / name
    if path.suffix == ".xlsx":
        return from_xlsx(path)
    return from_csv(path.read_text(encoding="utf-8"))


def truth(name: str, table: str) -> list[dict[str, str]]:
    """What a right import of an example gives, a table of it."""
    with (EXAMPLES / "truth" / name / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def understood(grid: Grid, beside: Around | None = None) -> Understood:
    """A sheet understood with the headings as they are proposed."""
    here = beside or around()
    matching = propose(grid, here)
    assert matching is not None
    return understand(grid, matching, here)
