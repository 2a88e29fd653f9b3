"""The journal as a file, for whoever has the right to ask: marked, with these columns only.

It says who did what when, of which kind and for whom; never what stood in a record.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.package.cells import guarded
from snt_desk.domain.returns import OFFICIAL
from snt_desk.services import disclosures, files, journal
from snt_desk.services.journal import JournalRow

HEADINGS = (
    *("Number", "Day", "Time", "Account", "Collar", "Name", "Desk", "Kind", "What"),
    *("Records", "Recipient", "About", "Reason"),
)
_BOM = "\ufeff"
_CHUNK = 500

Report = Callable[[int, int], None]
"""How many entries are done, and of how many."""


@dataclass(frozen=True)
class Order:
    """Which file is wanted, what its title says, and who gets it."""

    path: Path
    called: str
    recipient: str


def write(store: Store, numbers: Sequence[int], order: Order, *, report: Report) -> None:
    """Write these entries to a file, and note that they left the desk, for whom.

    The file is there whole or not at all, and never without its entry. Raises DeskError where
    it cannot be written.
    """
    data = _csv(store, numbers, f"{OFFICIAL}: {order.called}", report)
    head = f"{_BOM}{OFFICIAL}".encode()
    files.insist_place(order.path, head)
    number = f"{len(numbers):,} {'entry' if len(numbers) == 1 else 'entries'}"
    disclosures.give(store, f"Export {number} of the journal", order.recipient)
    files.put_one(order.path, data, head)


def _csv(store: Store, numbers: Sequence[int], title: str, report: Report) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(title)])
    writer.writerow(HEADINGS)
    for start in range(0, len(numbers), _CHUNK):
        # A session for each: nothing has to wait until all are read.
        with store.read() as session:
            some = journal.rows(session, numbers[start : start + _CHUNK])
        writer.writerows([guarded(cell) for cell in _cells(one)] for one in some)
        report(min(start + _CHUNK, len(numbers)), len(numbers))
    return f"{_BOM}{out.getvalue()}".encode()


def _cells(one: JournalRow) -> Iterator[str]:
    at = clock.local(one.at)
    yield from (str(one.id), f"{at:%d/%m/%Y}", f"{at:%H:%M}")
    yield from (one.who.user, one.who.collar, one.called, one.desk)
    yield from (", ".join(one.categories), one.what, one.records)
    yield from (one.recipient, one.subject, one.reason)
