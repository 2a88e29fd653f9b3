"""A list as a file of its own: CSV or XLSX, marked, with its columns and no others."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Literal

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.package.cells import guarded
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import disclosures, files, nothing_hidden

KINDS: dict[str, Literal["csv", "xlsx"]] = {".csv": "csv", ".xlsx": "xlsx"}
_BOM = "\ufeff"
_CELL, _CUT = 32_767, " … (cut here: a cell holds no more)"
_WIDTH = 12
_WIDTHS = {
    "Note": 60,
    "Officers": 16,
    "Full names": 28,
    "Place": 20,
    "Purpose": 20,
    "Priority": 28,
    "Comment": 60,
    "Theme": 24,
    "Consultation": 28,
    "Event": 28,
    "What they said": 44,
}

Report = Callable[[int, int], None]
"""How many records are done, and of how many."""
Value = str | int | date | time | timedelta | None


@dataclass(frozen=True)
class Sheet:
    """What goes into the file: a line above it all, headings, and a row for each record.

    `name` is what its page is called in a workbook.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    name: str = "Patrols"


@dataclass(frozen=True)
class Order:
    """Which file is wanted, which list its title says it is, and who gets it."""

    path: Path
    called: str
    recipient: str


def put(store: Store, made: Sheet, order: Order, number: str) -> None:
    """Write a list to a file and note in the journal that it left the desk, for whom.

    The name says which kind; *number* is how much it is (`12 patrols`). The file is there
    whole or not at all, and never without its entry. Raises DeskError where it cannot be
    written.
    """
    path = order.path
    kind = KINDS[path.suffix.casefold()]
    data = as_csv(made) if kind == "csv" else as_xlsx(made)
    head = data[:4] if kind == "xlsx" else f"{_BOM}{OFFICIAL}".encode()
    files.insist_place(path, head)
    # Noted before the file is there: what leaves the desk is never without an entry.
    disclosures.give(store, f"Export {number}", order.recipient)
    files.put_one(path, data, head)


def as_csv(made: Sheet) -> bytes:
    """Write it as text; what a spreadsheet would take for a formula is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([made.title])
    writer.writerow([guarded(one) for one in made.headings])
    writer.writerows([_written(one) for one in row] for row in made.rows)
    return f"{_BOM}{out.getvalue()}".encode()


def _written(value: Value) -> str:
    if isinstance(value, timedelta):
        return clock.hours(value // clock.MINUTE)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return guarded(_plain(value)) if isinstance(value, str) else "" if value is None else str(value)


def _plain(text: str) -> str:
    """Text without signs that no sheet may hold."""
    return "".join(one for one in text if one.isprintable() or one in "\n\t")


def _fitted(text: str) -> str:
    """As much of a text as a cell of a workbook holds; that it is cut is said at its end."""
    return text if len(text) <= _CELL else f"{text[: _CELL - len(_CUT)]}{_CUT}"


def as_xlsx(made: Sheet) -> bytes:
    """Write it as a workbook of one sheet, with dates and lengths that a spreadsheet adds up."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": made.title, "author": nothing_hidden.AUTHOR, "company": ""})
        page = book.add_worksheet(made.name)
        page.set_header(f"&C{OFFICIAL}")
        page.set_footer(f"&C{OFFICIAL}&R&P of &N")
        page.set_landscape()
        page.freeze_panes(2, 1)
        bold = book.add_format({"bold": True})
        page.write_string(0, 0, made.title, bold)
        for at, words in enumerate(made.headings):
            page.write_string(1, at, words, bold)
            page.set_column(at, at, _WIDTHS.get(words, _WIDTH))
        formats = {
            date: book.add_format({"num_format": "ddd d mmm yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
            timedelta: book.add_format({"num_format": "[h]:mm"}),
        }
        for number, row in enumerate(made.rows, start=2):
            for at, value in enumerate(row):
                _put(page, (number, at), value, formats)
    return nothing_hidden.insist(out.getvalue())


def _put(page: Any, place: tuple[int, int], value: Value, formats: dict[type, Any]) -> None:
    if isinstance(value, str) and value:
        page.write_string(*place, _fitted(_plain(value)))
    elif isinstance(value, date | time | timedelta):
        page.write_datetime(*place, value, formats[type(value)])
    elif isinstance(value, int):
        page.write_number(*place, value)
