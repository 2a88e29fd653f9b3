"""A list of responses as a file of its own, under headings that the import of a sheet knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from snt_desk.db.store import Store
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import list_files, response_lists
from snt_desk.services.list_files import Order, Report, Sheet, Value
from snt_desk.services.response_lists import ResponseRow

_CHUNK = 500
_HEADINGS = (
    *("Received", "Channel", "Theme", "Place", "Count", "Comment", "Consultation"),
    *("Priority", "Event", "Ref"),
)


def write(store: Store, keys: Sequence[int], order: Order, *, report: Report) -> None:
    """Write these responses to a file and note in the journal that they left the desk, for whom.

    The name says which kind. The file is there whole or not at all, and never without its
    entry. Raises DeskError where it cannot be written.
    """
    with store.read() as session:
        made = sheet(session, keys, order.called, report)
    number = f"{len(keys):,} {'response' if len(keys) == 1 else 'responses'}"
    list_files.put(store, made, order, number)


def sheet(session: Session, keys: Sequence[int], called: str, report: Report) -> Sheet:
    """Read the responses with these keys for a file; *called* says which list they are."""
    rows: list[tuple[Value, ...]] = []
    for start in range(0, len(keys), _CHUNK):
        part = response_lists.rows_of(session, keys[start : start + _CHUNK])
        rows += (tuple(_cells(one)) for one in part)
        report(min(start + _CHUNK, len(keys)), len(keys))
    return Sheet(f"{OFFICIAL}: {called}", _HEADINGS, tuple(rows), "Responses")


def _cells(row: ResponseRow) -> Iterator[Value]:
    yield from (row.received, row.channel, row.theme, row.place, row.count, row.comment)
    # By its ref an import knows the row again.
    yield from (row.consultation, row.priority, row.event, row.ref)
