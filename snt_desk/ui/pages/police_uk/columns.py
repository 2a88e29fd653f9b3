"""The list of the comparison: what is ticked, what it is, how it stands, who is newer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from snt_desk.domain.police_uk.lines import PARTS, Line
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.police_uk import words
from snt_desk.ui.table import Cell, Column, Heading


@dataclass(frozen=True)
class Row:
    """A line of the comparison, ticked or not."""

    line: Line
    ticked: bool

    @property
    def id(self) -> str:
        """What stays with the line when it is compared again."""
        return self.line.id


def rows(lines: Sequence[Line], ticked: Collection[str]) -> Iterator[Row | Heading]:
    """The lines under the names of their parts."""
    for part, called in PARTS.items():
        of_part = [one for one in lines if one.part == part]
        if of_part:
            yield Heading(f"{called}, {len(of_part):,}")
            yield from (Row(one, one.id in ticked) for one in of_part)


def _tick(row: Row) -> Cell:
    if not row.line.takes:
        return Cell()
    if row.ticked:
        return Cell("Yes", "check", role="accent", bold=True)
    return Cell("No", "square", role="muted")


def _state(row: Row) -> Cell:
    text, tone = words.BADGES[row.line.state]
    return Cell(text, tone=tone)


COLUMNS: tuple[Column[Row], ...] = (
    Column("Take over", _tick, width=92, kept=True),
    Column("What", lambda row: one_line(row.line.title), width=220, stretch=True, kept=True),
    Column("State", _state, width=150, kept=True),
    Column("Newer", lambda row: words.newer(row.line), width=70),
)
"""In the order in which a line is read."""
