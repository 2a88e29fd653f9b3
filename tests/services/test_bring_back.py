"""What was deleted comes back as it was, from any change, or it is said what is in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services import bring_back, patrols, priorities, put_back, returns
from snt_desk.services.bring_back import Gone, OwnerGoneError
from snt_desk.services.team import TeamName
from tests.db.rows import all_rows, breaks

NINE, TEN, ELEVEN = (london(2026, 11, 22, hour) for hour in (9, 10, 11))
STAY = VisitDraft("H1", NINE, TEN)
FOOT = LegDraft("foot", NINE, TEN, "B1", ("1432", "7104"), ("O1",), (STAY,))
CAR = LegDraft("vehicle", TEN, ELEVEN, "B2", ("1432",))
PATROL = PatrolDraft(legs=(FOOT, CAR), purpose="hotspot", visible=True, outcomes={"arrest": 2})
BIKES = PriorityDraft("Stolen bikes", "bike_theft", raised=date(2026, 11, 1))


def log(store: Store, team: TeamName, draft: PatrolDraft = PATROL) -> str:
    with store.change("Log foot patrol, Peartree") as session:
        return patrols.log(session, team.id, draft)


def delete(store: Store, *refs: str) -> int:
    with store.change("Delete patrols") as session:
        for ref in refs:
            patrols.delete(session, ref)
    return last(store)


def last(store: Store) -> int:
    with store.read() as session:
        return int(session.scalar(text("SELECT max(id) FROM changes")) or 0)


def gone(store: Store, change: int) -> tuple[Gone, ...]:
    with store.read() as session:
        return bring_back.gone(session, change)


def back(store: Store, *records: Gone) -> None:
    with store.change(bring_back.label(records)) as session:
        bring_back.bring_back(session, records)


def draft_of(store: Store, ref: str) -> PatrolDraft:
    with store.read() as session:
        return patrols.opened(session, ref)


def test_a_patrol_comes_back_with_legs_crew_partners_visits_and_outcomes(
    store: Store, team: TeamName, database: Path
) -> None:
    ref = log(store, team)
    before = all_rows(database)
    [found] = gone(store, delete(store, ref))
    assert found.called == "foot patrol, Peartree"
    back(store, found)
    assert all_rows(database) == before
    assert store.undo_label == "Bring back foot patrol, Peartree"
    assert breaks(database) == []


def test_bringing_back_is_one_step_that_undo_takes_back(
    store: Store, team: TeamName, database: Path
) -> None:
    ref = log(store, team)
    change = delete(store, ref)
    without = all_rows(database)
    back(store, *gone(store, change))
    store.undo()
    assert all_rows(database) == without
    store.redo()
    assert draft_of(store, ref) == PATROL


def test_it_comes_back_past_a_sent_return(store: Store, team: TeamName, tmp_path: Path) -> None:
    ref = log(store, team)
    change = delete(store, ref)
    with store.read() as session:
        draft = returns.draft(session, team, Month(2026, 11), london(2026, 12, 1))
    returns.send(store, draft, tmp_path, "the Local Policing Command")
    assert store.undo_label is None
    back(store, *gone(store, change))
    assert draft_of(store, ref) == PATROL


def test_what_was_brought_back_is_not_gone_any_more(store: Store, team: TeamName) -> None:
    change = delete(store, log(store, team))
    back(store, *gone(store, change))
    assert gone(store, change) == ()


def test_several_come_back_at_once_under_one_name(store: Store, team: TeamName) -> None:
    one, other = log(store, team), log(store, team, replace(PATROL, legs=(CAR,)))
    found = gone(store, delete(store, one, other))
    assert bring_back.label(found) == "Bring back 2 patrols"
    back(store, *found)
    assert (draft_of(store, one), draft_of(store, other).legs) == (PATROL, (CAR,))


def test_numbers_that_were_given_out_again_are_not_written_over(
    store: Store, team: TeamName
) -> None:
    ref = log(store, team)
    change = delete(store, ref)
    later = log(store, team, replace(PATROL, legs=(replace(CAR, place="B1"),), note="Later."))
    back(store, *gone(store, change))
    assert draft_of(store, ref) == PATROL
    assert draft_of(store, later).note == "Later."


def test_a_ref_that_another_has_now_is_said_and_nothing_is_written(
    store: Store, team: TeamName, database: Path
) -> None:
    ref = log(store, team)
    [found] = gone(store, delete(store, ref))
    with store.change("Log another") as session:
        session.add(m.Patrol(ref=ref, team_id=team.id, purpose="other", visible=True))
    before = all_rows(database)
    with pytest.raises(DeskError, match="Another patrol has its place now"):
        back(store, found)
    assert all_rows(database) == before


def test_what_it_belonged_to_comes_first_and_is_offered(store: Store, team: TeamName) -> None:
    with store.change("Adopt priority") as session:
        bikes = priorities.add(session, team.id, BIKES)
    ref = log(store, team, replace(PATROL, purpose="priority", priority=bikes))
    change = delete(store, ref)
    with store.change("Delete priority") as session:
        priorities.delete(session, bikes)
    [found] = gone(store, change)
    with pytest.raises(OwnerGoneError, match="Bring back priority, Stolen bikes first") as caught:
        back(store, found)
    back(store, caught.value.owner, found)
    assert draft_of(store, ref).priority == bikes


def test_an_owner_that_came_back_under_another_number_is_found_by_its_ref(
    store: Store, team: TeamName
) -> None:
    with store.change("Adopt priority") as session:
        bikes = priorities.add(session, team.id, BIKES)
    ref = log(store, team, replace(PATROL, purpose="priority", priority=bikes))
    change = delete(store, ref)
    with store.change("Delete priority") as session:
        priorities.delete(session, bikes)
    owner = last(store)
    with store.change("Another takes its number") as session:
        priorities.add(session, team.id, replace(BIKES, title="Speeding"))
    back(store, *gone(store, owner))
    back(store, *gone(store, change))
    assert draft_of(store, ref).priority == bikes


def test_what_was_erased_does_not_come_back(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    change = delete(store, ref)
    [found] = gone(store, change)
    with store.change("Erase") as session:
        session.execute(text("UPDATE images SET before = NULL, after = NULL, salt = NULL"))
        session.add(m.Setting(key="x", value="1"))
    assert gone(store, change) == ()
    with pytest.raises(DeskError, match="Its contents were erased"):
        back(store, found)


# --- An older version -------------------------------------------------------------------------


def put(store: Store, ref: str, change: int) -> str:
    with store.read() as session:
        label = put_back.label(session, "patrols", ref, change)
    with store.change(label) as session:
        put_back.put_back(session, "patrols", ref, change)
    return label


def amend(store: Store, ref: str, draft: PatrolDraft) -> int:
    with store.change("Change foot patrol") as session:
        patrols.change(session, ref, draft)
    return last(store)


def test_an_older_version_is_put_back_whole(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    first = last(store)
    second = amend(store, ref, replace(PATROL, legs=(CAR,), note="Short.", outcomes={}))
    amend(store, ref, replace(PATROL, legs=(replace(FOOT, officers=("1432",), visits=()), CAR)))
    assert put(store, ref, first).startswith("Put back foot patrol, Peartree, as on ")
    assert draft_of(store, ref) == PATROL
    put(store, ref, second)
    assert draft_of(store, ref) == replace(PATROL, legs=(CAR,), note="Short.", outcomes={})
    store.undo()
    assert draft_of(store, ref) == PATROL


def test_a_version_that_is_there_already_is_not_put_back(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    with pytest.raises(DeskError, match="Nothing differs"):
        put(store, ref, last(store))


def test_a_version_that_was_erased_is_not_put_back(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    first = last(store)
    amend(store, ref, replace(PATROL, note="Later."))
    with store.change("Erase") as session:
        wipe = "UPDATE images SET before = NULL, after = NULL, salt = NULL WHERE change_id = :one"
        session.execute(text(wipe), {"one": first})
        session.add(m.Setting(key="x", value="1"))
    with pytest.raises(DeskError, match="This version was erased"):
        put(store, ref, first)


def test_a_link_to_what_is_gone_has_to_come_first(store: Store, team: TeamName) -> None:
    with store.change("Adopt priority") as session:
        bikes = priorities.add(session, team.id, BIKES)
    ref = log(store, team, replace(PATROL, purpose="priority", priority=bikes))
    first = last(store)
    amend(store, ref, PATROL)
    with store.change("Delete priority") as session:
        priorities.delete(session, bikes)
    with pytest.raises(OwnerGoneError, match="Stolen bikes"):
        put(store, ref, first)
    assert draft_of(store, ref) == PATROL


def test_a_person_and_his_postings_go_back_together(store: Store, team: TeamName) -> None:
    before = last(store)
    with store.change("Rename") as session:
        ridley = session.query(m.Member).filter_by(collar="1432").one()
        ridley.last_name = "Hart"
        session.query(m.Posting).filter_by(member_id=ridley.id).update({"fte_percent": 50})
    with store.change("Put back") as session:
        put_back.put_back(session, "members", "1432", before)
    with store.read() as session:
        ridley = session.query(m.Member).filter_by(collar="1432").one()
        posting = session.query(m.Posting).filter_by(member_id=ridley.id).one()
        assert (ridley.last_name, posting.fte_percent) == ("Ridley", 100)


def test_what_was_deleted_with_its_owner_comes_back_once(store: Store, team: TeamName) -> None:
    with store.change("Meet") as session:
        meeting = m.Meeting(ref="M1", team_id=team.id, kind="other", title="Panel", start=NINE)
        session.add(meeting)
        session.flush()
        action = m.Action(ref="A1", team_id=team.id, meeting_id=meeting.id, text="Lock")
        action.raised = date(2026, 11, 22)
        action.owner_member_id = session.query(m.Member.id).limit(1).scalar()
        session.add(action)
    with store.change("Delete both") as session:
        session.execute(text("DELETE FROM actions"))
        session.execute(text("DELETE FROM meetings"))
    found = gone(store, last(store))
    assert [one.called for one in found] == ["action, Lock", "meeting, Panel"]
    back(store, *found)
    with store.read() as session:
        assert session.query(m.Action).one().meeting_id == session.query(m.Meeting).one().id


def test_many_come_back_at_once(store: Store, team: TeamName, database: Path) -> None:
    with store.change("Log many") as session:
        refs = [patrols.log(session, team.id, PATROL) for _ in range(30)]
    before = all_rows(database)
    found = gone(store, delete(store, *refs))
    back(store, *found)
    assert len(found) == 30
    assert all_rows(database) == before
