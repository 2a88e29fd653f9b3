"""A whole file of spreadsheets taken at once, as the command line does: nobody is asked.

Every sheet that is recognised is taken, people before what they did; what only somebody
could decide is refused with what to change in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from snt_desk.domain.sheet import Book, Grid, Matching, headings, propose
from snt_desk.errors import DeskError
from snt_desk.services import sheet_memory, sheets
from snt_desk.services.sheet_around import around

_ORDER: Final = (
    "members",
    "partners",
    "patrols",
    "duties",
    "absences",
    "meetings",
    "events",
    "responses",
)


@dataclass(frozen=True)
class SheetReport:
    """What became of one sheet; `notes` say which columns were left out."""

    grid: Grid
    preview: sheets.Preview
    notes: tuple[str, ...]


@dataclass(frozen=True)
class BookReport:
    """What became of a file: its sheets in the order in which they were taken."""

    sheets: tuple[SheetReport, ...]
    unknown: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether any row was refused."""
        return any(one.preview.problems for one in self.sheets)


def take(session: Session, book: Book, team_code: str) -> BookReport:
    """Write the good rows of every sheet that is recognised.

    Whoever wants all or nothing leaves the change by an exception. Raises DeskError where
    no sheet is recognised, or two columns could be one field.
    """
    chosen, unknown = _recognised(session, book, team_code)
    taken = []
    for grid, matching in chosen:
        # Asked anew for each: a patrol may name somebody whom the sheet before brought in.
        understood = sheets.read(grid, matching, around(session, team_code))
        if understood.missing:
            raise _undecided(book, grid, understood.missing)
        report = sheets.take(session, understood, partial=True)
        session.flush()
        taken.append(SheetReport(grid, report.preview, tuple(_notes(grid, matching))))
    return BookReport(tuple(taken), unknown)


def _recognised(
    session: Session, book: Book, team_code: str
) -> tuple[list[tuple[Grid, Matching]], tuple[str, ...]]:
    here, known = around(session, team_code), sheet_memory.remembered(session)
    chosen: list[tuple[Grid, Matching]] = []
    unknown = []
    for grid in book.sheets:
        matching = propose(grid, here, known)
        if matching is None:
            unknown.append(grid.name)
        elif matching.doubts:
            raise _undecided(book, grid, matching.doubts)
        else:
            chosen.append((grid, matching))
    if not chosen:
        raise DeskError(
            f"No table was recognised in {book.file}",
            "Give its columns headings such as Date, Start, End, Mode and Crew.",
        )
    return sorted(chosen, key=lambda one: _ORDER.index(one[1].kind)), tuple(unknown)


def _undecided(book: Book, grid: Grid, sentences: Sequence[str]) -> DeskError:
    where = book.file if len(book.sheets) == 1 else f"{grid.name} of {book.file}"
    detail = f"{' '.join(sentences)} Change the headings, or import it in the window."
    return DeskError(f"{where} cannot be taken as it is", detail)


def _notes(grid: Grid, matching: Matching) -> Iterator[str]:
    yield from matching.notes
    said = headings(grid, matching.heading_row, matching.heading_rows)
    told = " ".join(matching.notes)
    for heading, name in zip(said, matching.columns, strict=False):
        if heading and name is None and f"“{heading}”" not in told:
            yield f"“{heading}” is left out: it is no column that can be taken."
