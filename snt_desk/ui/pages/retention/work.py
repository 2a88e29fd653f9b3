"""What the worker does for the page: look, note that it was looked at, take away, clear up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from snt_desk.db.store import Store
from snt_desk.domain.traces import Traces
from snt_desk.services import contacts, mentions, old_copies, retention
from snt_desk.services.contacts import Details
from snt_desk.services.mentions import Mention
from snt_desk.services.old_copies import Old
from snt_desk.services.residents import Visit
from snt_desk.ui.tasks import Progress

MOST = 50
"""So many contacts are anonymised at once: their names are looked for in every record."""


@dataclass(frozen=True)
class Looked:
    """What contacts are known by, and where else that stands."""

    traces: Traces
    mentions: tuple[Mention, ...]
    copies: Old
    """All backups there are: each has the details."""
    left: int
    """How often something was exported or printed since they came."""


class Work:
    """The records, and which residents' details were seen since the page was opened."""

    def __init__(self, store: Store, where: str, second: Path | None) -> None:
        """`where` is the data file, empty on a server; `second` another place of backups."""
        self._store = store
        self._where = where
        self._second = second
        self._visit = Visit(store)

    def details(self, ref: str) -> Details:
        """Give a resident's details, and note once that they were looked at; DeskError if gone."""
        with self._store.read() as session:
            found = contacts.details(session, ref)
        # Noted before anybody sees them: where it cannot be, nobody does.
        self._visit.see(ref)
        return found

    def forget(self) -> None:
        """Note it anew the next time."""
        self._visit.end()

    def look(self, refs: Sequence[str], progress: Progress) -> Looked:
        """Find where else the details of these contacts stand."""
        traces = Traces()
        for ref in refs:
            traces |= self.details(ref).traces
        with self._store.read() as session:
            found = mentions.find(session, traces, refs, progress.report)
            left = retention.left_since(session, refs)
        copies = Old()
        if self._where:
            copies = old_copies.every(self._store, self._where, self._second)
        return Looked(traces, tuple(found), copies, left)

    def anonymise(self, refs: Sequence[str], reason: str, progress: Progress) -> Sequence[str]:
        """Take the details of these contacts away, one after another."""
        for done, ref in enumerate(refs):
            progress.report(done, len(refs))
            subject = f"contacts/{ref}"
            with self._store.erase(
                "Anonymise a contact", subject=subject, reason=reason
            ) as session:
                retention.anonymise(session, ref)
        return refs

    def redact(self, looked: Looked, mention: Mention, reason: str, _progress: Progress) -> Mention:
        """Take the details out of one record."""
        mentions.redact(self._store, looked.traces, mention, reason)
        return mention

    def scrub(self, progress: Progress) -> Old:
        """Clear the traces of what was taken away; gives the backups that still have it."""
        self._store.scrub(progress.report)
        return self.old(progress)

    def old(self, _progress: Progress) -> Old:
        """Give the backups from before traces were last cleared."""
        if not self._where:
            return Old()
        return old_copies.old(self._store, self._where, self._second)

    def remove_old(self, progress: Progress) -> int:
        """Remove them, once a new one is good; gives how many."""
        return old_copies.remove(self._store, self._where, self._second, progress.report)
