"""A priority is proposed, adopted, closed; what the dates say is its status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.package import TABLES, Reading
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services import imports, patrols, priorities
from snt_desk.services.priorities import Joined
from snt_desk.services.team import TeamName

SPEEDING = PriorityDraft(
    title="Speeding in Handside Lane", theme="speeding", place="B2", raised=date(2026, 11, 1)
)
ADOPTED = replace(SPEEDING, adopted=date(2026, 11, 5))
CLOSED = replace(ADOPTED, closed=date(2026, 11, 20), result="reduced", assessment="Fewer now.")


def test_what_is_entered_is_what_is_opened(store: Store, team: TeamName) -> None:
    with store.change("Add priority") as session:
        ref = priorities.add(session, team.id, CLOSED)
    with store.read() as session:
        assert priorities.opened(session, ref) == CLOSED


def test_the_register_has_the_live_ones_first(store: Store, team: TeamName) -> None:
    for draft in (CLOSED, SPEEDING, ADOPTED):
        with store.change("Add priority") as session:
            priorities.add(session, team.id, draft)
    with store.read() as session:
        states = [row.status for row in priorities.register(session, team.id)]
    assert states == ["adopted", "adopted", "proposed", "closed"]


def test_a_priority_with_work_on_it_stays(store: Store, team: TeamName) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    with (
        pytest.raises(DeskError, match="Close it instead"),
        store.change("Delete priority") as session,
    ):
        priorities.delete(session, "T1")


def test_news_of_a_live_priority_is_as_old_as_what_residents_heard_last(
    store: Store, team: TeamName
) -> None:
    with store.read() as session:
        [row] = priorities.register(session, team.id)
    assert row.freshness_on(date(2026, 12, 1)) == "fresh", "adopted on 1 October"
    assert row.freshness_on(date(2026, 12, 18)) == "due"
    assert row.freshness_on(date(2027, 1, 2)) == "stale"
    told = replace(row, last_update=date(2026, 11, 20))
    assert told.freshness_on(date(2027, 1, 2)) == "fresh"
    assert replace(told, status="closed").freshness_on(date(2027, 6, 1)) is None


def test_what_belongs_to_a_priority_is_counted(store: Store, team: TeamName) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Work on it") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), purpose="other"))
        key = session.query(m.Priority).filter_by(ref="T1").one().id
        session.add(
            m.Meeting(
                ref="M1",
                team_id=team.id,
                kind="asb_panel",
                title="Panel",
                start=london(2026, 11, 3, 9),
                priority_id=key,
            )
        )
        for ref, closed in (("X1", None), ("X2", date(2026, 11, 20))):
            session.add(
                m.Action(
                    ref=ref,
                    team_id=team.id,
                    priority_id=key,
                    text="Mend the lamp",
                    owner_partner_id=session.query(m.Partner).one().id,
                    raised=date(2026, 11, 3),
                    closed=closed,
                )
            )
    with store.read() as session:
        assert priorities.joined(session, "T1", date(2026, 11, 22)) == Joined(1, 1, 1)
        assert priorities.joined(session, "T1", date(2026, 11, 19)) == Joined(1, 1, 2)


def test_a_priority_closed_without_an_assessment_is_imported_and_read(
    store: Store, team: TeamName
) -> None:
    [table] = [one for one in TABLES if one.name == "priorities"]
    said: dict[str, object] = {
        "ref": "T9",
        "team": team.code,
        "title": "Old one",
        "theme": "asb",
        "status": "closed",
        "raised": date(2026, 1, 2),
        "closed": date(2026, 3, 2),
        "result": "resolved",
    }
    reading = Reading()
    reading.rows["priorities"] = [tuple(said.get(name) for name in table.names)]
    reading.lines["priorities"] = [2]
    with store.change("Import", kind="barrier") as session:
        assert not imports.take(session, reading, partial=False).problems
    with store.read() as session:
        found = priorities.opened(session, "T9")
    assert (found.status, found.assessment) == ("closed", None)
    with pytest.raises(DeskError, match="cannot be saved"), store.change("Change") as session:
        priorities.change(session, "T9", replace(found, title="Older"))
