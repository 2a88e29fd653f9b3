"""CSV files from any program, and cells pasted from one: text as rows (formats.md §2).

The encoding is what the file's first bytes say, else UTF-8 if all of it is, else Windows-1252.
The separator is the one at which the first rows fall into columns alike.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, Final

from snt_desk.services.sheet_files_wire import MOST_CELL, MOST_COLUMNS, Cells, Refused

_PIECE = 1 << 18
_SAMPLE_LINES = 200
_LONGEST_LINE = MOST_COLUMNS * (2 * MOST_CELL + 3)

_SEPARATORS: Final = (",", ";", "\t", "|")
_NO_SEPARATOR = "\uffff"
_SEP_LINE = re.compile(r'"?sep=(.)"?\n?', re.IGNORECASE)

# A pasted cell in quotation marks that needs them: a tab, a line break or a mark is inside.
_PASTED_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*)')
_NEEDS_QUOTES = re.compile(r'[\t\n]|""')


def csv_rows(file: BinaryIO) -> Iterator[Cells]:
    """Read the rows of a CSV file, numbered from 1 as a spreadsheet program shows them.

    Raises Refused, naming the row, where cells or rows would be joined or split in silence.
    """
    encoding, errors = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors, newline=None)
    lines = iter(lambda: text.readline(_LONGEST_LINE), "")
    sample = list(islice(lines, _SAMPLE_LINES))
    if sample and (said := _SEP_LINE.fullmatch(sample[0])):
        separator = said[1]
        del sample[0]
    else:
        separator = separator_of(sample)
    # The mark that opens a cell may stand after a space; else it would be part of the text.
    spaced = any(f'{separator} "' in line for line in sample)
    whole = map(_short_enough, chain(sample, lines))
    reader = csv.reader(whole, delimiter=separator, skipinitialspace=spaced, strict=True)
    yield from _rows(reader)


def pasted_rows(text: str) -> Iterator[Cells]:
    """Read what a spreadsheet program leaves on the clipboard: tabs between cells.

    Nothing is refused: a quotation mark that opens and never closes is part of the text.
    """
    # Half a pair of surrogates is no text, and no file could hold it.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    row: list[str] = []
    at = 0
    while at <= len(text):
        found = _PASTED_CELL.match(text, at)
        assert found is not None  # noqa: S101  # its second half matches anything
        quoted = found[1]
        if quoted is not None and not _NEEDS_QUOTES.search(quoted):
            quoted = None
        row.append(found[0] if quoted is None else quoted.replace('""', '"'))
        at = found.end() + 1
        if text[found.end() : at] != "\t":
            yield row
            row = []
        if at >= len(text) and not row:
            break


def separator_of(sample: Sequence[str]) -> str:
    """Choose the separator by which the first lines of a file fall into columns."""
    best, best_fit = _NO_SEPARATOR, (0.0, 0)
    for separator in _SEPARATORS:
        fit = _fit(sample, separator)
        if fit > best_fit:
            best, best_fit = separator, fit
    return best


def _fit(sample: Sequence[str], separator: str) -> tuple[float, int]:
    """Say how well it separates: the share of rows with the usual width, and that width."""
    try:
        rows = list(csv.reader(sample, delimiter=separator))
    except csv.Error:  # a cell too long; who reads the file in earnest will say where
        return 0.0, 0
    told = [row for row in rows if any(map(str.strip, row))]
    widths = [len(row) for row in told or rows if row]
    wide = [width for width in widths if width > 1]
    # One line with a comma among many without is a sentence, not a table.
    if not wide or (len(wide) == 1 and len(widths) > 1):
        return 0.0, 0
    ((usual, times),) = Counter(wide).most_common(1)
    return times / len(widths), usual


def _rows(rows: Iterable[list[str]]) -> Iterator[Cells]:
    csv.field_size_limit(MOST_CELL)
    number = 1
    try:
        for row in rows:
            yield row
            number += 1
    except csv.Error as error:
        raise Refused(f"Row {number}: {_sentence(str(error))}") from error


def _sentence(said: str) -> str:
    if "expected after" in said:
        return (
            "something stands after the closing quotation mark of a cell."
            " Double a quotation mark that is part of the text."
        )
    if "field larger" in said:
        return (
            f"a cell has more than {MOST_CELL:,} characters, or a quotation mark is never closed."
        )
    return (
        "a quotation mark is opened here and never closed."
        " Close it, or double it if it is part of the text."
    )


def _short_enough(line: str) -> str:
    if len(line) >= _LONGEST_LINE:
        raise Refused(f"A line of it has more than {_LONGEST_LINE:,} characters.")
    return line


def _encoding(file: BinaryIO) -> tuple[str, str]:
    """Give the encoding, and what to do with bytes that it has no letter for."""
    head = file.read(_PIECE)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace"
    if wide := _utf_16_without_bom(head):
        return wide, "replace"
    if _is_utf_8(file):
        return "utf-8-sig", "strict"
    if head.startswith(codecs.BOM_UTF8):
        raise Refused("Its text is not UTF-8, as it begins to say. Save it as CSV UTF-8.")
    return "cp1252", _UNDEFINED


def _is_utf_8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf_16_without_bom(head: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: Latin letters have one each, on the same side."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    first, second = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if second > pairs // 2 and first <= second // 4:
        return "utf-16-le"
    if first > pairs // 2 and second <= first // 4:
        return "utf-16-be"
    return None


def _as_control(error: UnicodeError) -> tuple[str, int]:
    """Read the five bytes that Windows-1252 leaves open as the control characters they are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


_UNDEFINED = "snt-desk-undefined"
codecs.register_error(_UNDEFINED, _as_control)
