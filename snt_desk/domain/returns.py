"""The monthly return as files: the figures, and the notes that go with them.

What is sent is these texts, byte for byte; the figures can be read back from theirs, with
every check that a file deserves that came from elsewhere (formats.md §3).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from snt_desk.domain.clock import ClockError, Month
from snt_desk.domain.figures import STATUSES, Figure
from snt_desk.domain.measures import FIXED, KEYS, MEASURES, OPEN
from snt_desk.domain.package.cells import guarded, shown
from snt_desk.errors import DeskError

SCHEMA: Final = "snt-return/1"
OFFICIAL: Final = "OFFICIAL"
COLUMNS: Final = (
    "schema",
    "team",
    "month",
    "revision",
    "section",
    "measure",
    "by",
    "category",
    "value",
    "unit",
    "status",
)
NOTE_COLUMNS: Final = ("team", "month", "revision", "kind", "ref", "text")
NOTE_KINDS: Final = (
    "priority",
    "action",
    "achievement",
    "risk",
    "support",
    "good_practice",
    "figure",
)
"""What a note may be about, in the order of the file."""


class Note(NamedTuple):
    """A word on the month: `ref` is the priority, or the figure (`Figure.name`), or empty.

    Kinds are `NOTE_KINDS`. Of a priority the text is its title; of an action, the latest
    action on the priority.
    """

    kind: str
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class MonthlyReturn:
    """A return as it leaves the desk; `anchor` names the journal's head at that moment."""

    team: str
    month: Month
    revision: int
    as_at: datetime
    figures: Sequence[Figure]
    notes: Sequence[Note] = ()
    anchor: str = ""
    marking: str = OFFICIAL

    @property
    def stem(self) -> str:
        """What the names of all its files begin with."""
        return file_stem(self.team, self.month, self.revision)


def file_stem(team: str, month: Month, revision: int) -> str:
    """Name a return: `snt-return_WHA-1_2026-10_r1`, which its files end in their own way."""
    return f"snt-return_{team}_{month}_r{revision}"


def csv_text(team: str, month: Month, revision: int, figures: Iterable[Figure]) -> str:
    """Write the figures, one row each; encode as UTF-8 as it stands, CRLF and all."""
    head = (SCHEMA, team, str(month), revision)
    return _csv(COLUMNS, ((*head, *figure) for figure in figures))


def sha256(text: str) -> str:
    """Give the fingerprint of a file's text: what `sha256sum` says of it once written."""
    return hashlib.sha256(text.encode()).hexdigest()


def notes_csv(team: str, month: Month, revision: int, notes: Iterable[Note]) -> str:
    """Write the notes, by kind and then ref; those alike in both stay in the order given."""
    ordered = sorted(notes, key=lambda note: (NOTE_KINDS.index(note.kind), note.ref))
    head = (team, str(month), revision)
    rows = ((*head, note.kind, note.ref, _free_text(note.text)) for note in ordered)
    return _csv(NOTE_COLUMNS, rows)


def _free_text(text: str) -> str:
    return guarded(text.replace("\r\n", "\n").replace("\r", "\n"))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(columns)
    out.writerows(rows)
    return text.getvalue()


@dataclass(frozen=True, slots=True)
class ParsedReturn:
    """A return that was read back whole; `name` is that of its file.

    `rows` are the rows of the file from the section on; a figure has one.
    """

    name: str
    team: str
    month: Month
    revision: int
    rows: tuple[str, ...]
    figures: tuple[Figure, ...]

    def line_of(self, section: str, measure: str) -> int:
        """Find the line of the file on which a measure begins."""
        return next(
            line
            for line, figure in enumerate(self.figures, FIRST_LINE)
            if figure.section == section and figure.measure == measure
        )


FIRST_LINE: Final = 2
"""The line of a file's first figure; a figure has one line."""


def parse(name: str, content: bytes) -> ParsedReturn:
    """Read a return's figures back from its file.

    Raises DeskError, with the file and the line, unless it is one whole return: every
    measure, in order, each figure once. The sums are `sums.broken_sums`'s to check.
    """
    lines = _lines(name, content)
    team, month, revision = _identity(name, lines[0])
    prefix = ",".join((SCHEMA, team, str(month), revision, ""))
    rows = tuple([text[len(prefix) :] for text in lines if text.startswith(prefix)])
    if len(rows) < len(lines):
        line = next(n for n, text in enumerate(lines, FIRST_LINE) if not text.startswith(prefix))
        raise _refusal(name, line, f"The row does not begin with {prefix} as the first one does.")
    figures = tuple(_figures(name, rows))
    _check_whole(name, figures)
    return ParsedReturn(name, team, month, int(revision), rows, figures)


def _refusal(name: str, line: int, sentence: str) -> DeskError:
    return DeskError("That is not a whole return", f"{name}, line {line}: {sentence}")


def _lines(name: str, content: bytes) -> list[str]:
    """Give the rows below the heading, cells between commas: a return needs no quotes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refusal(name, line, "The file is not UTF-8 text.") from error
    lines = list(_unquoted(name, text)) if '"' in text else text.splitlines()
    while lines and not lines[-1]:
        del lines[-1]
    if not lines or lines[0] != ",".join(COLUMNS):
        raise _refusal(name, 1, f"The headings of a return are {','.join(COLUMNS)}.")
    if len(lines) == 1:
        raise _refusal(name, 1, "There are no figures below the headings.")
    return lines[1:]


def _unquoted(name: str, text: str) -> Iterator[str]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(mark in cell for cell in cells for mark in ',"\r\n'):
                sentence = "No cell of a return has a comma, a quote or a line break."
                raise _refusal(name, reader.line_num, sentence)
            yield ",".join(cells)
    except csv.Error as error:
        raise _refusal(name, reader.line_num, f"This is not CSV: {error}.") from error


def _identity(name: str, first: str) -> tuple[str, Month, str]:
    """Read whose return it is from the first row."""
    schema, team, month, revision = (*first.split(","), "", "", "", "")[:4]
    if schema != SCHEMA:
        raise _refusal(name, FIRST_LINE, f"The schema is “{shown(schema)}”, not {SCHEMA}.")
    if not _NAME.fullmatch(team):
        raise _refusal(name, FIRST_LINE, f"“{shown(team)}” is not a team's code.")
    if not _REVISION.fullmatch(revision):
        raise _refusal(name, FIRST_LINE, f"“{shown(revision)}” is not a revision: 1, 2, ….")
    try:
        return team, Month.parse(month), revision
    except ClockError as error:
        raise _refusal(name, FIRST_LINE, str(error)) from error


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_TAG = re.compile(r"#\w{1,39}")
_REVISION = re.compile(r"[1-9][0-9]{0,5}")
_MOST_DIGITS: Final = 15
_FIXED: Final = {by: [code.code for code in codes] for by, codes in FIXED.items()}


def _figures(name: str, rows: Iterable[str]) -> Iterator[Figure]:
    for line, row in enumerate(rows, FIRST_LINE):
        try:
            yield _figure(row)
        except ValueError as fault:
            raise _refusal(name, line, str(fault)) from fault


# Most rows of a month are zeros, and the same in every team's file.
@lru_cache(maxsize=32768)
def _figure(row: str) -> Figure:
    """Read a row from the section on; raises ValueError with a sentence about what is wrong."""
    cells = row.split(",")
    if len(cells) != len(Figure._fields):
        raise ValueError(f"A row has {len(COLUMNS)} cells.")
    section, measure, by, category, value, unit, status = cells
    place = _PLACES.get((section, measure, by))
    if place is None:
        raise ValueError(f"A return has no “{shown(f'{section}.{measure} by {by}')}”.")
    if not _is_category(by, category):
        raise ValueError(f"“{shown(category)}” is no category of {by}.")
    if not (value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS):
        raise ValueError(f"The value “{shown(value)}” is not a whole number.")
    if unit != place.unit:
        raise ValueError(f"The unit is “{shown(unit)}”, not {place.unit}.")
    if status not in STATUSES:
        raise ValueError(f"The status is “{shown(status)}”, not one of {', '.join(STATUSES)}.")
    return Figure(section, measure, by, category, int(value), unit, status)


@lru_cache(maxsize=4096)
def _is_category(by: str, category: str) -> bool:
    if by in _FIXED:
        return category in _FIXED[by]
    return bool((_TAG if by == "campaign" else _NAME).fullmatch(category))


class _Place(NamedTuple):
    """Where the rows of one measure and dimension stand in a return, and what they must have."""

    position: int
    unit: str
    by: str
    flag: str | None


_PLACES: Final = {
    (measure.section, measure.name, by): _Place(position, measure.unit, by, measure.flag)
    for position, (measure, by) in enumerate((one, by) for one in MEASURES for by in one.by)
}


def _check_whole(name: str, figures: Iterable[Figure]) -> None:
    """Refuse rows that are missing, twice or out of order."""
    position, line = -1, FIRST_LINE
    runs = []
    for key, group in groupby(figures, key=itemgetter(0, 1, 2)):
        place, rows = _PLACES[key], list(group)
        if place.position != position + 1:
            _check_order(name, line, position, place.position)
        _check_categories(name, line, place.by, [figure.category for figure in rows])
        if place.by not in _FIXED and place.by not in OPEN:
            runs.append((place, line, rows))
        position, line = place.position, line + len(rows)
    _check_order(name, line, position, len(KEYS))
    _check_same_codes(name, runs)


def _check_order(name: str, line: int, before: int, after: int) -> None:
    """Refuse rows at place `after` where those at place `before` end: some are missing."""
    if after <= before:
        section, measure, by = KEYS[after]
        raise _refusal(name, line, f"{section}.{measure} by {by} is out of order.")
    for section, measure, by in KEYS[before + 1 : after]:
        if by not in OPEN:
            sentence = f"The rows of {section}.{measure} by {by} are missing before this line."
            raise _refusal(name, line, sentence)


def _check_categories(name: str, line: int, by: str, categories: list[str]) -> None:
    if by in _FIXED:
        if categories != _FIXED[by]:
            raise _refusal(name, line, f"The rows by {by} are {', '.join(_FIXED[by])}.")
    elif len(set(categories)) != len(categories):
        twice = next(one for one in categories if categories.count(one) > 1)
        line += categories.index(twice, categories.index(twice) + 1)
        raise _refusal(name, line, f"“{twice}” is here twice.")
    elif by in OPEN and categories != sorted(categories):
        raise _refusal(name, line, f"The rows by {by} are out of order.")


def _check_same_codes(name: str, runs: Iterable[tuple[_Place, int, list[Figure]]]) -> None:
    """A row at zero shows that its code stands in the month: then every measure has it."""
    standing: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    found = []
    for place, line, rows in runs:
        stands = standing[place.by, place.flag]
        stands.update([figure.category for figure in rows if not figure.value])
        found.append((line, stands, [figure.category for figure in rows]))
    for line, stands, categories in found:
        if missing := stands.difference(categories):
            sentence = f"The rows of {', '.join(sorted(missing))} are missing here."
            raise _refusal(name, line, sentence)
