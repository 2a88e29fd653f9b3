"""A list of the log as a file of its own: CSV or XLSX, marked, with these columns and no others.

The headings are those that the import of a spreadsheet knows, so a list can come back. One
row is one patrol; of several legs it has the first place and the main mode.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.orm import Session

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.package.cells import guarded
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import disclosures, files, nothing_hidden, patrol_log
from snt_desk.services.patrol_rows import PatrolRow

KINDS: dict[str, Literal["csv", "xlsx"]] = {".csv": "csv", ".xlsx": "xlsx"}
_CHUNK = 500
_BOM = "\ufeff"
_CELL, _CUT = 32_767, " … (cut here: a cell holds no more)"
_WIDTHS = {"Note": 60, "Officers": 16, "Full names": 28, "Place": 20, "Purpose": 20, "Priority": 28}
_WIDTHS |= {"What they said": 44}

Report = Callable[[int, int], None]
"""How many patrols are done, and of how many."""
Value = str | int | date | time | timedelta | None


@dataclass(frozen=True)
class Sheet:
    """What goes into the file: a line above it all, headings, and a row for each of its records.

    `name` is what a workbook calls it.
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


def write(store: Store, team_id: int, keys: Sequence[int], order: Order, *, report: Report) -> None:
    """Write these patrols to a file and note in the journal that they left the desk, for whom.

    The name says which kind. The file is there whole or not at all, and never without its
    entry. Raises DeskError where it cannot be written.
    """
    path = order.path
    kind = KINDS[path.suffix.casefold()]
    with store.read() as session:
        made = sheet(session, team_id, keys, order.called, report)
    data = as_csv(made) if kind == "csv" else as_xlsx(made)
    head = data[:4] if kind == "xlsx" else f"{_BOM}{OFFICIAL}".encode()
    number = f"{len(keys):,} {'patrol' if len(keys) == 1 else 'patrols'}"
    files.insist_place(path, head)
    # Noted before the file is there: what leaves the desk is never without an entry.
    disclosures.give(store, f"Export {number}", order.recipient)
    files.put_one(path, data, head)


def sheet(
    session: Session, team_id: int, keys: Sequence[int], called: str, report: Report
) -> Sheet:
    """Read the patrols with these keys for a file; *called* says which list they are."""
    lines: list[PatrolRow] = []
    for start in range(0, len(keys), _CHUNK):
        lines += patrol_log.rows_of(session, team_id, keys[start : start + _CHUNK])
        report(min(start + _CHUNK, len(keys)), len(keys))
    kinds = dict.fromkeys(label for line in lines for label, _ in line.outcomes)
    return Sheet(
        f"{OFFICIAL}: {called}",
        (*_HEADINGS, *kinds),
        tuple(tuple(_cells(line, list(kinds))) for line in lines),
    )


_HEADINGS = (
    *("Date", "Start", "End", "Hours", "Mode", "Officers", "Full names", "Place", "Purpose"),
    *(
        "Priority",
        "Operation",
        "Visible",
        "Note",
        "Legs",
        "Officer hours",
        "Partners",
        "Warnings",
        "Ref",
    ),
)


def _cells(line: PatrolRow, kinds: Sequence[str]) -> Iterator[Value]:
    start, counts = clock.local(line.start), dict(line.outcomes)
    yield from (start.date(), start.time())
    yield None if line.end is None else clock.local(line.end).time()
    yield None if line.end is None else line.minutes * clock.MINUTE
    yield from (line.mode, "; ".join(line.called), "; ".join(line.officers), line.place)
    yield from (line.purpose, line.priority or "", line.operation)
    yield from ("yes" if line.visible else "no", line.note, line.legs)
    yield line.officer_minutes * clock.MINUTE
    yield "; ".join(line.partners)
    yield "; ".join(dict.fromkeys(one.brief for one in line.cautions))
    # By it an import knows the row again.
    yield line.ref
    yield from (counts.get(kind) for kind in kinds)


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
            page.set_column(at, at, _WIDTHS.get(words, 12))
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
