"""The ranking as a table with its chart: a bar for each row, beside it last time and the log.

What is copied from it leaves the desk: there under five of anything is not told by its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from snt_desk.domain import clock
from snt_desk.domain import consultations as rules
from snt_desk.domain.consultations import UNDER_FIVE
from snt_desk.services.rankings import RankRow
from snt_desk.ui.named import one_line
from snt_desk.ui.table import Cell, Column


@dataclass(frozen=True)
class RankLine:
    """A row of the ranking; `most` is the largest count of any, then or now."""

    row: RankRow
    most: int

    @property
    def id(self) -> str:
        """Its codes: they stay whatever is counted."""
        return "/".join(code or "" for code in (self.row.theme, self.row.place, self.row.channel))

    # By these it is sorted.

    @property
    def words(self) -> str:
        """What was said, in any case."""
        return self.row.words.casefold()

    @property
    def count(self) -> int:
        """How many said it."""
        return self.row.count

    @property
    def share(self) -> int:
        """How many of a hundred said it."""
        return self.row.share

    @property
    def before(self) -> int | None:
        """How many said it the time before."""
        return self.row.before

    @property
    def gained(self) -> int | None:
        """How many more than the time before."""
        return None if self.row.before is None else self.row.count - self.row.before

    @property
    def linked(self) -> int:
        """How many belong to a priority."""
        return self.row.linked

    @property
    def patrols(self) -> int | None:
        """How many patrols the log has for it."""
        return self.row.log.patrols if self.row.log else None

    @property
    def minutes(self) -> int | None:
        """How much officer time the log has for it."""
        return self.row.log.minutes if self.row.log else None


def rank_lines(rows: Sequence[RankRow]) -> list[RankLine]:
    """Give the lines of a ranking."""
    most = max((max(row.count, row.before or 0) for row in rows), default=0)
    return [RankLine(row, most) for row in rows]


def _words(line: RankLine) -> Cell:
    sub = UNDER_FIVE if line.row.few else ""
    said = one_line(line.row.words)
    # A long name of theme and place gives way: what must not go out is always said.
    return Cell(said, sub=sub, keeps_sub=True, copied=said)


def _count(line: RankLine) -> Cell:
    return Cell(f"{line.row.count:,}", bold=True, copied=rules.told_outside(line.row.count))


def _bar(line: RankLine) -> Cell:
    """How long its bar is, and where last time's mark stands; the figures say the same."""
    row, most = line.row, line.most or 1
    mark = None if row.before is None else row.before / most
    return Cell(_bar_words(row), bar=row.count / most, mark=mark, copied="")


def _bar_words(row: RankRow) -> str:
    return f"{row.count:,}" if row.before is None else f"{row.count:,}, last time {row.before:,}"


def _share(line: RankLine) -> Cell:
    share = f"{line.row.share} %" if line.row.count else ""
    return Cell(share, copied="" if line.row.few else share)


def _before(line: RankLine) -> Cell:
    before = line.row.before
    if before is None:
        return Cell()
    return Cell(f"{before:,}", role="muted", copied=rules.told_outside(before))


def _difference(line: RankLine) -> Cell:
    row = line.row
    told = not (row.few or rules.is_few(row.before or 0))
    return Cell(row.difference, role="muted", copied=row.difference if told else "")


def _linked(line: RankLine) -> Cell:
    row = line.row
    if not row.linked:
        return Cell()
    text = "all" if row.linked == row.count else f"{row.linked:,}"
    return Cell(
        text, role="muted", copied=text if text == "all" else rules.told_outside(row.linked)
    )


def _patrols(line: RankLine) -> Cell:
    """None at all is quiet; where the log can say nothing, nothing stands."""
    if line.patrols is None:
        return Cell()
    return Cell(f"{line.patrols:,}", role="text" if line.patrols else "muted")


def _minutes(line: RankLine) -> Cell:
    if line.minutes is None:
        return Cell()
    return Cell(clock.hours(line.minutes), role="text" if line.minutes else "muted")


COLUMNS: tuple[Column[RankLine], ...] = (
    Column("What they said", _words, sort="words", width=200, stretch=True),
    Column("Now", _count, sort="count", align="right", width=60, kept=True),
    Column("Beside last time", _bar, width=100, wider=300, kept=True),
    Column("Share", _share, sort="share", align="right", width=60),
    Column("Last time", _before, sort="before", align="right", width=76, kept=True),
    Column("Difference", _difference, sort="gained", width=92, kept=True),
    Column("Patrols", _patrols, sort="patrols", align="right", width=72),
    Column("Officer time", _minutes, sort="minutes", align="right", width=98),
    Column("Linked", _linked, sort="linked", align="right", width=68),
)
