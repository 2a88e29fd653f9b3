"""What the records say of a round: its priorities, and the officer time that each was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from snt_desk.db.store import Store
from snt_desk.domain.clock import DAY
from snt_desk.services import code_lists, effort, rounds
from snt_desk.services.rounds import RoundMember, RoundRow
from snt_desk.ui.tasks import Progress


@dataclass(frozen=True)
class RoundAccount:
    """The priorities of a round; `minutes` of officer time by ref, from its first day to its last.

    `results` are the words for what came of those that are closed.
    """

    ref: str
    members: tuple[RoundMember, ...] = ()
    minutes: Mapping[str, int] = field(default_factory=dict)
    results: Mapping[str, str] = field(default_factory=dict)


def read(
    store: Store, team_id: int, one: RoundRow, today: date, progress: Progress
) -> RoundAccount:
    """Count what a round holds up to today; for the worker, which may be told to stop."""
    last = today if one.ended is None else min(one.ended - DAY, today)
    with store.read() as session:
        found = rounds.members(session, one.ref, today)
        minutes: dict[str, int] = {}
        for ref in (member.priority.ref for member in found):
            progress.report(len(minutes), len(found))
            work = effort.for_priority(session, team_id, ref, one.begun, last)
            minutes[ref] = work.between(one.begun, last).minutes
        used = {member.priority.result for member in found if member.priority.result}
        results = code_lists.offered(session, "priority_result", today, also=used)
        return RoundAccount(one.ref, found, minutes, {str(code): said for code, said in results})
