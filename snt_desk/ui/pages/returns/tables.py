"""The columns of the Return tab: of the figures, and of the records behind one."""

from __future__ import annotations

from dataclasses import dataclass

from snt_desk.domain import measures
from snt_desk.services.board import FigureLine
from snt_desk.ui.table import Cell, Column


@dataclass(frozen=True)
class FigureRow:
    """A figure beside those of other months; `part` and `mark` are of the largest of the three."""

    id: str
    label: str
    now: int
    before: int
    last_year: int
    part: float
    mark: float

    @classmethod
    def of(cls, line: FigureLine) -> FigureRow:
        """Make the row of a figure."""
        most = max(line.now, line.before, line.last_year, 1)
        unit = ", minutes" if line.unit == measures.MINUTES else ""
        return cls(
            ".".join(line.key),
            f"{line.label}{unit}",
            line.now,
            line.before,
            line.last_year,
            line.now / most,
            line.last_year / most,
        )


@dataclass(frozen=True)
class BehindRow:
    """A record behind a figure."""

    id: str
    when: str
    what: str
    amount: int


def change(now: int, then: int) -> str:
    """Say a change in percent, with a true minus: `+8 %`, `−31 %`; nothing where there is none."""
    if not then or now == then:
        return ""
    percent = round((now - then) * 100 / then)
    return f"{'+' if percent >= 0 else '−'}{abs(percent)} %"


FIGURE_COLUMNS: tuple[Column[FigureRow], ...] = (
    Column("Figure", lambda row: row.label, width=320, stretch=True),
    Column(
        "This month",
        lambda row: Cell(f"{row.now:,}", bold=True),
        align="right",
        width=96,
        kept=True,
    ),
    Column("Last month", lambda row: f"{row.before:,}", align="right", width=96),
    Column("", lambda row: Cell(change(row.now, row.before), role="muted"), width=76),
    Column("Last year", lambda row: f"{row.last_year:,}", align="right", width=96),
    Column("", lambda row: Cell(change(row.now, row.last_year), role="muted"), width=76),
    Column(
        "Bar now, line last year",
        lambda row: Cell(f"{row.now:,}", bar=row.part, mark=row.mark),
        width=200,
    ),
)

BEHIND_COLUMNS: tuple[Column[BehindRow], ...] = (
    Column("When", lambda row: row.when, width=140),
    Column("Record", lambda row: row.what, width=320, stretch=True),
    Column(
        "Adds", lambda row: f"{row.amount:,}", sort="amount", align="right", width=96, kept=True
    ),
)
