"""What those who came to events are owed is listed until it is given, what is due first on top."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.community import EventDraft
from snt_desk.services import community_lists, events, owed
from snt_desk.services.team import TeamName

ON = date(2026, 11, 22)
STALL = EventDraft(
    "stall", "Stall", start=london(2026, 11, 1, 10), feedback="About the gate", feedback_due=ON
)


def test_it_is_owed_until_it_is_given(store: Store, team: TeamName) -> None:
    drafts = (
        STALL,
        replace(STALL, title="Whenever", feedback_due=None),
        replace(STALL, title="Soon", feedback_due=date(2026, 11, 30)),
        replace(STALL, title="Given", feedback_given=ON),
        replace(STALL, title="Given ahead", feedback_given=date(2026, 11, 23)),
        replace(STALL, title="Nothing", feedback=None, feedback_due=None),
        replace(STALL, title="To come", start=london(2026, 11, 23, 10)),
    )
    with store.change("Add events") as session:
        for draft in drafts:
            events.add(session, team.id, draft)
    with store.read() as session:
        found = owed.feedback(session, team.id, ON)
        late = community_lists.late_feedback(session, team.id, ON)
    assert [(one.title, one.is_late_on(ON)) for one in found] == [
        *(("Given ahead", True), ("Stall", True), ("To come", True)),
        *(("Soon", False), ("Whenever", False)),
    ]
    # As many as the list of events says.
    assert late == sum(one.is_late_on(ON) for one in found)
    assert (found[1].held, found[1].feedback) == (date(2026, 11, 1), "About the gate")
