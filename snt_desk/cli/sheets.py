"""Taking in a sergeant's spreadsheet: every sheet of the file that is a table, as one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path

from snt_desk.cli.commands import ImportOptions, back_up_before_import, made, opened, say
from snt_desk.db import opening
from snt_desk.db.journal import Category
from snt_desk.db.store import Store
from snt_desk.domain.sheet import Book, SheetProblem
from snt_desk.services import disclosures, files, sheet_books, sheet_files, sheets, team
from snt_desk.services.imports import TableReport
from snt_desk.services.sheet_books import BookReport, SheetReport

_MOST_NAMED = 20


def import_sheets(where: str, source: Path, team_code: str | None, options: ImportOptions) -> int:
    """Take in a spreadsheet for a team; gives 1 if rows were refused, else 0."""
    book = sheet_files.read(source)
    there = opening.exists(where)
    with opened(where) if there else made(where) as store:
        if there and not options.dry_run:
            back_up_before_import(store, where)
        category: Category | None = "combination" if there else None
        report, written = _take(store, book, team_code, options, category)
        saved = _bad_rows(report, options.problems)
        if report.refused and saved and not options.dry_run:
            disclosures.give_bad_rows(store, ", ".join(path.name for path in saved))
    for one in _counted(report):
        print(
            f"{one.table} added {one.added} updated {one.updated}"
            f" unchanged {one.unchanged} refused {one.refused}"
        )
    for sentence in _sentences(book, report):
        say(sentence)
    for path, data in saved.items():
        files.put_one(path, data, _head(data))
    if report.refused and not written and not options.dry_run:
        say("Nothing was written. Mend the rows above, or take the good ones with --partial.")
    return 1 if report.refused else 0


class _Abandoned(Exception):  # it leaves a change, and nothing is wrong
    """Nothing of the change is wanted."""

    def __init__(self, report: BookReport) -> None:
        super().__init__()
        self.report = report


def _take(
    store: Store,
    book: Book,
    team_code: str | None,
    options: ImportOptions,
    category: Category | None,
) -> tuple[BookReport, bool]:
    """Take the sheets in one change, and leave it where nothing is to be written."""
    try:
        with store.change(f"Import {book.file}", category=category) as session:
            chosen = team.wanted(session, team_code)
            report = sheet_books.take(session, book, chosen.code)
            for path, data in _bad_rows(report, options.problems).items():
                # Said before anything is kept: afterwards it would be too late to choose a name.
                files.insist_place(path, _head(data))
            _insist_wanted(report, options)
            return report, True
    except _Abandoned as left:
        return left.report, False


def _insist_wanted(report: BookReport, options: ImportOptions) -> None:
    if options.dry_run or (report.refused and not options.partial):
        raise _Abandoned(report)


def _bad_rows(report: BookReport, wanted: Path | None) -> Mapping[Path, bytes]:
    """Give the refused rows as files to be mended: of each sheet one, the first as it is named."""
    if wanted is None:
        return {}
    refused = [one for one in report.sheets if one.preview.problems] or report.sheets[:1]
    found: dict[Path, bytes] = {}
    for one in refused:
        path = wanted.with_stem(f"{wanted.stem}-{len(found) + 1}") if found else wanted
        found[path] = sheets.bad_rows(one.grid, one.preview)
    return found


def _head(data: bytes) -> bytes:
    return data.split(b"\r\n", 1)[0]


def _counted(report: BookReport) -> Iterator[TableReport]:
    """Add up what became of each table's rows, over all sheets."""
    tables = [one for taken in report.sheets for one in taken.preview.tables]
    for name in dict.fromkeys(one.table for one in tables):
        same = [one for one in tables if one.table == name]
        yield TableReport(
            name,
            sum(one.added for one in same),
            sum(one.updated for one in same),
            sum(one.unchanged for one in same),
            sum(one.refused for one in same),
        )


def _sentences(book: Book, report: BookReport) -> Iterator[str]:
    for name in report.unknown:
        yield f"{book.file}, {name}: no table was recognised; the sheet is left out."
    for one in report.sheets:
        several = len(book.sheets) > 1
        where = f"{book.file}, {one.grid.name}" if several else book.file
        for sentence in _about(one):
            yield f"{where}: {sentence}"
        for problem in one.preview.problems:
            yield f"{where}, {_place(problem)}: {problem.problem}"


def _about(one: SheetReport) -> Iterator[str]:
    yield from one.notes
    for why, rows in groupby(sorted(one.preview.understood.left_out, key=_why), key=_why):
        yield f"{_rows([row for row, _ in rows])} left out: {why}."
    if one.preview.left_alone:
        yield (
            f"{one.preview.left_alone} rows were taken before, and changed or deleted since:"
            " they are left alone."
        )
    odd = one.preview.counts.get(sheets.LOOK, 0)
    if odd and one.preview.understood.kind == "responses":
        yield f"{odd} rows are of days on which their consultation was not open."
    elif odd:
        yield f"{odd} rows are worth a look: filter the log by its warnings."
    if one.preview.understood.kind == "responses":
        assumed = Counter(chain.from_iterable(one.preview.understood.notes.values()))
        for sentence, number in assumed.items():
            yield f"{number} {'row' if number == 1 else 'rows'}: {sentence}"


def _why(left_out: tuple[int, str]) -> str:
    return left_out[1]


def _rows(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    return f"row {named}" if len(numbers) == 1 else f"rows {named}{more}"


def _place(problem: SheetProblem) -> str:
    what = problem.heading or problem.field
    return f"row {problem.row}, {what}" if what else f"row {problem.row}"
