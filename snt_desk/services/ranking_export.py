"""A ranking as a file for others: CSV or XLSX, marked, and nothing under five by its number.

Neither is there a sum: what is left out of the rows cannot be found again by taking the others
away from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain import consultations as rules
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import disclosures, files, patrol_export
from snt_desk.services.patrol_export import KINDS, Sheet, Value
from snt_desk.services.rankings import RankRow

__all__ = ["KINDS", "sheet", "write"]

_HEADINGS = (
    *("What they said", "Now", "Percent", "Last time", "Difference"),
    *("Patrols", "Officer hours"),
)


def write(store: Store, rows: Sequence[RankRow], path: Path, called: str, recipient: str) -> None:
    """Write a ranking to a file and note in the journal that it left the desk, for whom.

    *called* is what its title says it is; the file's name says which kind. The file is there
    whole or not at all, and never without its entry. Raises DeskError where it cannot be
    written.
    """
    made = sheet(rows, called)
    if KINDS[path.suffix.casefold()] == "csv":
        data, head = patrol_export.as_csv(made), f"\ufeff{OFFICIAL}".encode()
    else:
        data = patrol_export.as_xlsx(made)
        head = data[:4]
    files.insist_place(path, head)
    # Noted before the file is there: what leaves the desk is never without an entry.
    disclosures.give(store, f"Export ranking: {called}", recipient)
    files.put_one(path, data, head)


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
