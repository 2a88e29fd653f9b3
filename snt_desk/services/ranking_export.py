"""A ranking as a file for others: CSV or XLSX, marked, and nothing under five by its number.

Neither is there a sum: what is left out of the rows cannot be found again by taking the others
away from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain import consultations as rules
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import list_files
from snt_desk.services.list_files import Order, Sheet, Value
from snt_desk.services.rankings import RankRow

_HEADINGS = (
    *("What they said", "Now", "Percent", "Last time", "Difference"),
    *("Patrols", "Officer hours"),
)


def write(store: Store, rows: Sequence[RankRow], order: Order) -> None:
    """Write a ranking to a file and note in the journal that it left the desk, for whom.

    The name says which kind. The file is there whole or not at all, and never without its
    entry. Raises DeskError where it cannot be written.
    """
    number = f"ranking of {len(rows):,} {'row' if len(rows) == 1 else 'rows'}"
    list_files.put(store, sheet(rows, order.called), order, number)


def sheet(rows: Sequence[RankRow], called: str) -> Sheet:
    """Give the rows as they may leave the desk, in their order."""
    return Sheet(
        f"{OFFICIAL}: {called}", _HEADINGS, tuple(_cells(row) for row in rows), name="Ranking"
    )


def _cells(row: RankRow) -> tuple[Value, ...]:
    few_before = rules.is_few(row.before or 0)
    return (
        row.words,
        _told(row.count),
        None if row.few else row.share,
        None if row.before is None else _told(row.before),
        "" if row.few or few_before else row.difference,
        row.log.patrols if row.log else None,
        _hours(row),
    )


def _told(count: int) -> Value:
    return rules.UNDER_FIVE if rules.is_few(count) else count


def _hours(row: RankRow) -> timedelta | None:
    return row.log.minutes * clock.MINUTE if row.log else None
