"""What the page has done in the worker: reading a meeting, and who must not be named."""

from __future__ import annotations

from dataclasses import dataclass

from snt_desk.db.store import Store
from snt_desk.domain.meeting_documents import MeetingFacts
from snt_desk.domain.unpublished import Known
from snt_desk.services import minutes_files, not_named


@dataclass(frozen=True)
class Read:
    """What the documents say, and the residents who must not stand in them."""

    facts: MeetingFacts
    known: Known


def read(store: Store, team_id: int, ref: str) -> Read:
    """Read a meeting; DeskError if it is gone."""
    with store.read() as session:
        facts = minutes_files.facts(session, team_id, ref)
        return Read(facts, not_named.for_who_met(session))
