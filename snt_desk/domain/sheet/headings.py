"""Which table a sheet is, which row has its headings, and which column is which field.

Nothing is guessed: where two columns could be one field, or one column two, it is left open
and said. A field's own name goes before its other names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from snt_desk.domain.sheet.around import Around
from snt_desk.domain.sheet.findings import Matching
from snt_desk.domain.sheet.grid import Grid, Value
from snt_desk.domain.sheet.kinds import KINDS, Field, Kind, by_name, plain, without_asides
from snt_desk.domain.sheet.words import text_of

_ROWS_LOOKED_AT = 100


@dataclass(frozen=True)
class Remembered:
    """How the columns of such a sheet were matched last time; headings as `plain` leaves them."""

    kind: str
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]


def candidates(
    grid: Grid, around: Around, remembered: Iterable[Remembered] = ()
) -> tuple[Matching, ...]:
    """Say which table the sheet may be, the likeliest first; nothing if it looks like none.

    One with the headings of a remembered sheet is what that was. Several come only where
    they fit equally well.
    """
    tables = [kind.with_outcomes(around.codes) for kind in KINDS]
    known = {one.headings: one for one in remembered if _still_is(one, tables)}
    words = frozenset[str]().union(*(table.meanings for table in tables))
    best: list[tuple[tuple[int, int], Matching]] = []
    for row in range(1, min(len(grid.rows), _ROWS_LOOKED_AT) + 1):
        for height in (1, 2):
            if row < height:
                continue
            said = headings(grid, row, height)
            last_time = known.get(plain_headings(said)) if known else None
            if last_time and any(said):
                return (Matching(last_time.kind, row, last_time.columns, height),)
            if _may_be_headings(said, words):
                best += _likely(grid, tables, row, height)
    if not best:
        return ()
    most = max(score for score, _ in best)
    return tuple(matching for score, matching in best if score == most)


def match(
    grid: Grid, kind: str, around: Around, heading_row: int, heading_rows: int = 1
) -> Matching:
    """Match the headings of a row to the fields of a table."""
    table = by_name(kind).with_outcomes(around.codes)
    return _matched(grid, table, heading_row, heading_rows)


def heading_row(grid: Grid, kind: str, around: Around) -> int | None:
    """Give the first row that reads like headings of a table, even if much of it is left out."""
    words = frozenset(by_name(kind).with_outcomes(around.codes).meanings)
    rows = range(1, min(len(grid.rows), _ROWS_LOOKED_AT) + 1)
    return next((row for row in rows if _may_be_headings(headings(grid, row), words)), None)


def headings(grid: Grid, row: int, height: int = 1) -> tuple[str, ...]:
    """Give the headings that end in a row, as they stand; of two rows joined by a space."""
    rows = grid.rows[row - height : row]
    width = max((len(one) for one in rows), default=0)
    return tuple(
        " ".join(filter(None, (_one_line(one[at]) for one in rows if at < len(one))))
        for at in range(width)
    )


def plain_headings(said: Sequence[str]) -> tuple[str, ...]:
    """Give headings as they are remembered by: letters and digits alone, none at the end empty."""
    words = [plain(one) for one in said]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def _still_is(remembered: Remembered, tables: Iterable[Kind]) -> bool:
    """Whether every column is still a field of the table, and no two the same."""
    fields = [one for one in remembered.columns if one is not None]
    table = next((one for one in tables if one.name == remembered.kind), None)
    return table is not None and len({*fields}) == len(fields) and all(map(table.has, fields))


def _one_line(value: Value) -> str:
    return " ".join(text_of(value).split())


def _may_be_headings(said: Sequence[str], words: frozenset[str]) -> bool:
    """Whether two cells of a row are headings of ours; two cells of data hardly ever are."""
    return sum(plain(one) in words or plain(without_asides(one)) in words for one in said) > 1


def _likely(
    grid: Grid, tables: Iterable[Kind], row: int, height: int
) -> list[tuple[tuple[int, int], Matching]]:
    found = []
    for table in tables:
        matching = _matched(grid, table, row, height)
        fields = set(matching.columns) - {None}
        needed = {one.name for one in table.fields if one.needed}
        there = needed & fields
        if len(there) < max(2, (len(needed) + 1) // 2):
            continue
        score = 3 * len(there) + len(fields - needed) - 2 * len(needed - there)
        # Of two that say the same, the headings of one row go before those of two, the
        # first row before one further down.
        found.append(((score, -height * _ROWS_LOOKED_AT - row), matching))
    return found


def _matched(grid: Grid, table: Kind, row: int, height: int) -> Matching:
    said = headings(grid, row, height)
    claims: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    doubts: list[str] = []
    notes: list[str] = []
    for at, heading in enumerate(said):
        strength, fields = _meant_at(grid, table, (row, height), at)
        if len(fields) > 1:
            labels = " or ".join(one.label for one in fields)
            doubts.append(f"“{heading}” could be {labels}. Choose one.")
        elif fields:
            claims[fields[0].name].append((strength, at))
    columns: list[str | None] = [None] * len(said)
    for name, claimed in claims.items():
        strongest = max(strength for strength, _ in claimed)
        ahead = [at for strength, at in claimed if strength == strongest]
        label = table.field(name).label
        if len(ahead) > 1:
            both = " and ".join(f"“{said[at]}”" for at in ahead)
            doubts.append(f"{both} could each be {label}. Choose one.")
            continue
        columns[ahead[0]] = name
        notes += (
            f"“{said[at]}” is left out: {label} is “{said[ahead[0]]}”."
            for _, at in claimed
            if at != ahead[0]
        )
    return Matching(table.name, row, tuple(columns), height, tuple(doubts), tuple(notes))


def _meant_at(
    grid: Grid, table: Kind, where: tuple[int, int], at: int
) -> tuple[int, tuple[Field, ...]]:
    """Give what the heading of a column can mean.

    Of one in two rows, both together count, else the lower, else the upper where it is alone.
    """
    row, height = where
    rows = [_one_line(one[at]) if at < len(one) else "" for one in grid.rows[row - height : row]]
    spoken = list(filter(None, rows))
    said = dict.fromkeys((" ".join(spoken), rows[-1], spoken[0] if len(spoken) == 1 else ""))
    return max(
        (_meant(table, one) for one in said if one), key=lambda found: found[0], default=(0, ())
    )


def _meant(table: Kind, heading: str) -> tuple[int, tuple[Field, ...]]:
    """Give the fields that a heading can mean, and how surely: 2 by their own name, else 1."""
    meanings = table.meanings
    return meanings.get(plain(heading)) or meanings.get(plain(without_asides(heading)), (0, ()))
