"""A priority is proposed, adopted, closed; what the dates say is its status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.package import TABLES, Reading
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.tasks import TaskDraft
from snt_desk.errors import DeskError
from snt_desk.services import (
    bring_back,
    history,
    imports,
    patrols,
    priorities,
    put_back,
    tasks,
)
from snt_desk.services.priorities import Joined
from snt_desk.services.team import TeamName
from tests.db.rows import all_rows
from tests.fixtures_team import another_team

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


def test_of_those_nobody_works_on_only_the_latest_may_be_read(store: Store, team: TeamName) -> None:
    older = [replace(one, title="Older", raised=date(2026, 1, 1)) for one in (CLOSED, SPEEDING)]
    for draft in (CLOSED, *older, SPEEDING):
        with store.change("Add priority") as session:
            priorities.add(session, team.id, draft)
    with store.read() as session:
        rows = priorities.register(session, team.id, most_idle=1)
    assert [row.status for row in rows] == ["adopted", "proposed", "closed"]
    assert [row.title for row in rows[1:]] == [SPEEDING.title, CLOSED.title]


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
    told = row._replace(last_update=date(2026, 11, 20))
    assert told.freshness_on(date(2027, 1, 2)) == "fresh"
    assert told._replace(status="closed").freshness_on(date(2027, 6, 1)) is None


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


# --- What joins one to others -----------------------------------------------------------------

WHOLE = replace(
    ADOPTED,
    issue="Cars race past the school.",
    public=True,
    window_from="22:00",
    window_to="02:00",
    victim="Residents of the lane",
    offender="Drivers from elsewhere",
    location="A long straight without lamps",
    places=("B1", "H1"),
    partners=("O1",),
)


def added(store: Store, team: TeamName, draft: PriorityDraft) -> str:
    with store.change("Add priority") as session:
        return priorities.add(session, team.id, draft)


def changed(store: Store, ref: str, draft: PriorityDraft) -> None:
    with store.change("Change priority") as session:
        priorities.change(session, ref, draft)


def found(store: Store, ref: str) -> PriorityDraft:
    with store.read() as session:
        return priorities.opened(session, ref)


def test_all_that_is_written_of_one_is_read_back_and_undone(store: Store, team: TeamName) -> None:
    ref = added(store, team, ADOPTED)
    changed(store, ref, WHOLE)
    assert found(store, ref) == WHOLE
    changed(store, ref, replace(WHOLE, places=("H1",), partners=()))
    assert found(store, ref).places == ("H1",)
    store.undo()
    assert found(store, ref) == WHOLE
    store.undo()
    assert found(store, ref) == ADOPTED


def test_a_priority_comes_back_with_its_places_partners_and_tasks(
    store: Store, team: TeamName, database: Path
) -> None:
    ref = added(store, team, WHOLE)
    with store.change("Add task") as session:
        tasks.add(session, ref, TaskDraft("Ask for a lamp", raised=date(2026, 11, 6)))
    before = all_rows(database)
    with store.change("Delete priority") as session:
        priorities.delete(session, ref)
    assert all_rows(database) != before
    with store.read() as session:
        change = int(session.scalar(text("SELECT max(id) FROM changes")) or 0)
        gone = bring_back.gone(session, change)
    assert {one.table for one in gone} == {"priorities", "tasks"}
    with store.change(bring_back.label(gone)) as session:
        bring_back.bring_back(session, gone)
    assert all_rows(database) == before


def test_its_history_names_places_and_partners_and_an_older_version_is_put_back(
    store: Store, team: TeamName
) -> None:
    ref = added(store, team, ADOPTED)
    changed(store, ref, WHOLE)
    with store.read() as session:
        latest, first = history.of(session, "priorities", ref)
    said = {one.field: one.after for one in latest.differences}
    assert said["Further places"] == "Peartree, Shops"
    assert said["Partners"] == "The Council"
    assert said["Daily from"] == "22:00"
    assert said["May be published"] == "yes"
    with store.change("Put back") as session:
        put_back.put_back(session, "priorities", ref, first.change)
    assert found(store, ref) == ADOPTED


def test_the_register_names_all_places(store: Store, team: TeamName) -> None:
    added(store, team, WHOLE)
    with store.read() as session:
        row = priorities.register(session, team.id)[0]
    assert (row.place, row.where) == ("Haldens", "Haldens, Peartree, Shops")


def test_how_many_others_are_live_is_counted(store: Store, team: TeamName) -> None:
    ref = added(store, team, ADOPTED)
    added(store, team, CLOSED)
    added(store, team, SPEEDING)
    with store.read() as session:
        assert priorities.live_besides(session, team.id) == 2
        assert priorities.live_besides(session, team.id, ref) == 1


def test_what_was_closed_stays_closed(store: Store, team: TeamName) -> None:
    ref = added(store, team, CLOSED)
    with pytest.raises(DeskError, match="Take it up again"):
        changed(store, ref, replace(CLOSED, closed=None, result=None))
    changed(store, ref, replace(CLOSED, closed=date(2026, 11, 21)))
    assert found(store, ref).closed == date(2026, 11, 21), "another day is no reopening"
    store.undo()
    store.undo()
    with pytest.raises(DeskError, match="no longer there"):
        found(store, ref)


def test_an_older_version_of_a_closed_one_is_put_back_only_if_it_was_closed_then(
    store: Store, team: TeamName
) -> None:
    ref = added(store, team, ADOPTED)
    changed(store, ref, CLOSED)
    changed(store, ref, replace(CLOSED, assessment="None at all now."))
    with store.read() as session:
        _, closed, live = history.of(session, "priorities", ref)
    with (
        pytest.raises(DeskError, match="Take it up again"),
        store.change("Put back") as session,
    ):
        put_back.put_back(session, "priorities", ref, live.change)
    assert found(store, ref).status == "closed"
    with store.change("Put back") as session:
        put_back.put_back(session, "priorities", ref, closed.change)
    assert found(store, ref) == CLOSED


def test_one_that_is_taken_up_again_is_new_and_points_back(store: Store, team: TeamName) -> None:
    ref = added(store, team, replace(CLOSED, places=("B1",), objective="Slower cars"))
    with store.read() as session:
        again = priorities.reopen(session, ref, date(2026, 12, 1))
    assert again == PriorityDraft(
        title=CLOSED.title,
        theme=CLOSED.theme,
        place="B2",
        places=("B1",),
        raised=date(2026, 12, 1),
        reopens=ref,
    )
    new = added(store, team, again)
    assert found(store, new) == again
    assert found(store, ref).status == "closed"
    with pytest.raises(DeskError, match="not closed"), store.read() as session:
        priorities.reopen(session, new, date(2026, 12, 1))


def test_a_priority_that_was_taken_up_again_cannot_be_deleted(store: Store, team: TeamName) -> None:
    ref = added(store, team, CLOSED)
    added(store, team, replace(SPEEDING, reopens=ref))
    with pytest.raises(DeskError, match="stays in the register"), store.change("x") as session:
        priorities.delete(session, ref)


def test_what_takes_the_place_of_another_says_so_on_both(store: Store, team: TeamName) -> None:
    new, other = added(store, team, SPEEDING), added(store, team, ADOPTED)
    old = added(store, team, replace(CLOSED, result="replaced", replaced_by=new))
    assert found(store, new).replaces == old
    assert found(store, old).replaced_by == new
    changed(store, old, replace(found(store, old), replaced_by=other))
    assert found(store, new).replaces is None
    assert found(store, other).replaces == old
    changed(store, old, replace(found(store, old), replaced_by=None))
    assert found(store, other).replaces is None


def test_what_replaces_one_already_does_not_replace_another(store: Store, team: TeamName) -> None:
    new = added(store, team, SPEEDING)
    old = added(store, team, replace(CLOSED, result="replaced", replaced_by=new))
    second = replace(CLOSED, title="Racing", result="replaced", replaced_by=new)
    with pytest.raises(DeskError, match=f"{SPEEDING.title} replaces {CLOSED.title} already"):
        added(store, team, second)
    assert found(store, new).replaces == old


def test_one_of_another_team_takes_no_place_here(store: Store, team: TeamName) -> None:
    with store.change("Add their team") as session:
        other = another_team(session)
        theirs = priorities.add(session, other, replace(SPEEDING, place=None))
    for field in ("reopens", "replaces", "replaced_by"):
        with pytest.raises(DeskError, match="That priority is no longer there"):
            changed(store, "T1", replace(found(store, "T1"), **{field: theirs}))  # type: ignore[arg-type]  # a ref


def test_of_two_that_took_its_place_both_stay(store: Store, team: TeamName) -> None:
    old = added(store, team, replace(CLOSED, result="replaced"))
    first, second = (added(store, team, replace(SPEEDING, replaces=old)) for _ in range(2))
    changed(store, old, replace(found(store, old), title="Speeding again"))
    assert (found(store, first).replaces, found(store, second).replaces) == (old, old)


def test_a_priority_takes_its_own_place_no_more_than_it_takes_itself_up(
    store: Store, team: TeamName
) -> None:
    for field in ("reopens", "replaces", "replaced_by"):
        with pytest.raises(DeskError, match="its own place"):
            changed(store, "T1", replace(found(store, "T1"), **{field: "T1"}))  # type: ignore[arg-type]  # a ref


@pytest.mark.parametrize("gone", [{"places": ("B9",)}, {"partners": ("O9",)}, {"replaces": "T9"}])
def test_what_it_is_joined_to_has_to_be_there(
    store: Store, team: TeamName, gone: dict[str, Any]
) -> None:
    draft = replace(SPEEDING, **gone)
    with pytest.raises(DeskError, match="no longer there"):
        added(store, team, draft)
