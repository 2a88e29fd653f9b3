"""A list of the log as a file of its own: CSV or XLSX, marked, with these columns and no others.

The headings are those that the import of a spreadsheet knows, so a list can come back. One
row is one patrol; of several legs it has the first place and the main mode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import list_files, patrol_log
from snt_desk.services.list_files import Order, Report, Sheet, Value
from snt_desk.services.patrol_rows import PatrolRow

_CHUNK = 500


def write(store: Store, team_id: int, keys: Sequence[int], order: Order, *, report: Report) -> None:
    """Write these patrols to a file and note in the journal that they left the desk, for whom.

    The name says which kind. The file is there whole or not at all, and never without its
    entry. Raises DeskError where it cannot be written.
    """
    with store.read() as session:
        made = sheet(session, team_id, keys, order.called, report)
    number = f"{len(keys):,} {'patrol' if len(keys) == 1 else 'patrols'}"
    list_files.put(store, made, order, number)


def sheet(
    session: Session, team_id: int, keys: Sequence[int], called: str, report: Report
) -> Sheet:
    """Read the patrols with these keys for a file; *called* says which list they are."""
    lines: list[PatrolRow] = []
    for start in range(0, len(keys), _CHUNK):
        lines += patrol_log.rows_of(session, team_id, keys[start : start + _CHUNK])
        report(min(start + _CHUNK, len(keys)), len(keys))
    kinds = dict.fromkeys(label for line in lines for label, _ in line.outcomes)
    return Sheet(
        f"{OFFICIAL}: {called}",
        (*_HEADINGS, *kinds),
        tuple(tuple(_cells(line, list(kinds))) for line in lines),
    )


_HEADINGS = (
    *("Date", "Start", "End", "Hours", "Mode", "Officers", "Full names", "Place", "Purpose"),
    *(
        "Priority",
        "Operation",
        "Visible",
        "Note",
        "Legs",
        "Officer hours",
        "Partners",
        "Warnings",
        "Ref",
    ),
)


def _cells(line: PatrolRow, kinds: Sequence[str]) -> Iterator[Value]:
    start, counts = clock.local(line.start), dict(line.outcomes)
    yield from (start.date(), start.time())
    yield None if line.end is None else clock.local(line.end).time()
    yield None if line.end is None else line.minutes * clock.MINUTE
    yield from (line.mode, "; ".join(line.called), "; ".join(line.officers), line.place)
    yield from (line.purpose, line.priority or "", line.operation)
    yield from ("yes" if line.visible else "no", line.note, line.legs)
    yield line.officer_minutes * clock.MINUTE
    yield "; ".join(line.partners)
    yield "; ".join(dict.fromkeys(one.brief for one in line.cautions))
    # By it an import knows the row again.
    yield line.ref
    yield from (counts.get(kind) for kind in kinds)
