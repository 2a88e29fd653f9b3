"""Every record is reached from every other that it belongs to, and back."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.rounds import is_live_in
from snt_desk.domain.tasks import TaskDraft
from snt_desk.services import joined, patrols, tasks
from snt_desk.services.joined import Joined, Kind
from snt_desk.services.team import TeamName
from tests.services.joins import DAY, NOON, ONE, TODAY, join_all

Refs = dict[str, str]


@pytest.fixture
def refs(store: Store, team: TeamName) -> Refs:
    with store.change("Join all") as session:
        return join_all(session, team)


def of(store: Store, table: str, ref: str) -> tuple[Joined, ...]:
    with store.read() as session:
        return joined.of(session, table, ref, TODAY)


def kinds(store: Store, table: str, ref: str) -> dict[str, Kind]:
    with store.read() as session:
        return {one.heading: one for one in joined.by_kind(session, table, ref, TODAY)}


def test_whatever_is_reached_leads_back(store: Store, refs: Refs) -> None:
    found = {(table, ref): of(store, table, ref) for table, ref in refs.items()}
    leads = {here: {(one.table, one.ref) for one in lines} for here, lines in found.items()}
    for here, there in leads.items():
        assert there, f"nothing belongs to {here}"
        assert there <= set(refs.items())
        assert all(here in leads[one] for one in there), f"one of them does not lead to {here}"


def test_all_that_was_done_for_a_priority_is_reached_from_it(store: Store, refs: Refs) -> None:
    reached = {line.table for line in of(store, "priorities", "T1")}
    # The others are joined to what was done, not to it.
    aside = {"members", "consultations", "partner_people", "appointments", "community_groups"}
    assert reached == set(refs) - {"priorities"} - aside


def test_nothing_is_joined_to_what_is_gone_or_unknown(store: Store, refs: Refs) -> None:
    assert of(store, "priorities", "no such ref") == ()
    assert of(store, "settings", "desk.team") == ()


def test_a_line_says_what_it_is_and_when_and_where_it_opens(store: Store, refs: Refs) -> None:
    found = kinds(store, "priorities", "T1")
    (patrol,) = found["Patrols"].lines
    assert (patrol.title, patrol.words) == ("On foot, Peartree", "12:00 to 13:00, Ridley")
    assert (patrol.day, patrol.target_tab) == (date(2026, 11, 10), "Patrols")
    (said,) = found["Responses"].lines
    assert said.words == "12 responses, survey"
    assert said.target_tab == "Priorities"
    assert found["Events"].lines[0].target_tab == "Community"


def test_the_latest_stands_first_by_the_day_that_is_shown(store: Store, refs: Refs) -> None:
    with store.change("Set more tasks") as session:
        first = session.query(m.Task).one()
        first.due = date(2026, 12, 4)
        for ref, raised, due, done in (
            ("done", date(2026, 11, 1), date(2026, 12, 9), date(2026, 11, 3)),
            ("due", date(2026, 10, 1), date(2026, 12, 9), None),
        ):
            days = {"raised": raised, "due": due, "done": done}
            said = {"text": ref, "stage": "response", "priority_id": first.priority_id, **days}
            session.add(m.Task(ref=ref, team_id=first.team_id, **said))
    found = kinds(store, "priorities", "T1")["Tasks"].lines
    assert [one.title for one in found] == ["due", "Ask the shops", "done"]
    shown = [one.day for one in found if one.day]
    assert shown == sorted(shown, reverse=True)


def test_a_task_is_overdue_here_when_it_is_on_its_plan(store: Store, refs: Refs) -> None:
    with store.change("Set a day") as session:
        tasks.change(session, refs["tasks"], TaskDraft("Ask", "scanning", None, DAY, TODAY))
    for on, said in (
        (TODAY, "scanning, open, due"),
        (TODAY + clock.DAY, "scanning, overdue since"),
    ):
        with store.read() as session:
            line = joined.itself(session, "tasks", refs["tasks"], on)
            [row] = tasks.listed(session, "T1")
        assert line is not None
        assert line.words.startswith(said)
        assert row.is_overdue(on) == ("overdue" in said)


def test_a_meeting_that_nobody_has_said_the_end_of_has_its_beginning_alone(
    store: Store, refs: Refs
) -> None:
    with store.change("Forget when it ends") as session:
        session.query(m.Meeting).one().end = None
    with store.read() as session:
        line = joined.itself(session, "meetings", refs["meetings"], TODAY)
    assert line is not None
    assert line.words == "other, 12:00"


def test_a_consultation_is_closed_after_its_last_day(store: Store, refs: Refs) -> None:
    with store.change("Set its last day") as session:
        one = session.query(m.Consultation).filter_by(ref=refs["consultations"]).one()
        one.closed = TODAY
    said = {TODAY: "open until", TODAY + clock.DAY: "closed"}
    for on, begins in said.items():
        with store.read() as session:
            line = joined.itself(session, "consultations", refs["consultations"], on)
        assert line is not None
        assert line.words == f"{begins} {clock.long_day(TODAY)}"


def test_a_resident_is_called_by_what_he_wanted(store: Store, refs: Refs) -> None:
    (line,) = kinds(store, "priorities", "T1")["Residents’ contacts"].lines
    assert (line.title, line.words) == ("Noise at the shops", "open")
    assert "Ada" not in repr(of(store, "members", "1432"))


def test_who_was_on_a_later_leg_alone_was_on_the_patrol(store: Store, team: TeamName) -> None:
    first = LegDraft("foot", NOON, ONE, place="B1", officers=("1432",))
    second = LegDraft("vehicle", ONE, london(2026, 11, 10, 14), place="B2", officers=("7104",))
    with store.change("Log patrol") as session:
        ref = patrols.log(session, team.id, PatrolDraft(legs=(first, second)))
    assert [one.ref for one in of(store, "members", "7104")] == [ref]
    assert [one.ref for one in of(store, "patrols", ref)] == ["7104", "1432"]


def test_rounds_and_priorities_are_joined_by_the_rule_of_rounds(
    store: Store, team: TeamName
) -> None:
    def day(number: int) -> date:
        return date(2026, 1, number)

    lasts = (None, 0, 1, 3)
    lives = {
        f"P{first}-{last}": (day(first), None if last is None else day(first + last))
        for first, last in product(range(1, 9), lasts)
    }
    rounds = {
        f"R{first}": (day(first), None if last is None else day(first + last))
        for first, last in ((1, 2), (2, 1), (3, 3), (4, 1), (5, None), (9, 2))
    }
    with store.change("Adopt and begin") as session:
        for ref, (adopted, closed) in lives.items():
            state = {"status": "closed", "result": "reduced"} if closed else {"status": "adopted"}
            said = {"title": ref, "theme": "asb", "raised": day(1), "adopted": adopted, **state}
            session.add(m.Priority(ref=ref, team_id=team.id, closed=closed, **said))
        for ref, (begun, ended) in rounds.items():
            session.add(m.Round(ref=ref, team_id=team.id, begun=begun, months=3, ended=ended))
    for ref, (begun, ended) in rounds.items():
        found = {one.ref for one in of(store, "rounds", ref)} - {"T1"}
        assert found == {one for one, life in lives.items() if is_live_in(*life, begun, ended)}


def test_a_priority_is_in_the_rounds_in_which_it_was_live(store: Store, team: TeamName) -> None:
    with store.change("Begin rounds") as session:
        for ref, begun, ended in (
            ("before", date(2026, 6, 1), date(2026, 10, 1)),
            ("in it", date(2026, 10, 1), date(2026, 11, 5)),
            ("after", date(2026, 11, 5), None),
        ):
            session.add(m.Round(ref=ref, team_id=team.id, begun=begun, months=4, ended=ended))
        session.query(m.Priority).filter_by(ref="T1").update(
            {"status": "closed", "closed": date(2026, 11, 5), "result": "resolved"}
        )
    assert [one.ref for one in kinds(store, "priorities", "T1")["Rounds"].lines] == ["in it"]


def test_a_priority_leads_to_the_one_that_it_takes_up_or_replaces(
    store: Store, team: TeamName
) -> None:
    with store.change("Adopt others") as session:
        old = session.query(m.Priority).filter_by(ref="T1").one().id
        for ref, pointing in (("again", "reopens_id"), ("instead", "replaces_id")):
            said = {"title": ref, "theme": "asb", "status": "proposed", "raised": TODAY}
            session.add(m.Priority(ref=ref, team_id=team.id, **said, **{pointing: old}))
    found = kinds(store, "priorities", "T1")
    assert [one.title for one in found["Taken up again by"].lines] == ["again"]
    assert [one.title for one in found["Gave way to"].lines] == ["instead"]
    assert kinds(store, "priorities", "again")["Takes up again"].lines[0].ref == "T1"
    assert kinds(store, "priorities", "instead")["Took the place of"].lines[0].ref == "T1"


def test_of_many_the_newest_are_read_first_and_the_rest_when_asked_for(
    store: Store, team: TeamName, refs: Refs
) -> None:
    with store.change("Raise actions") as session:
        partner = session.query(m.Partner).filter_by(ref="O1").one().id
        meeting = session.query(m.Meeting).one().id
        for at in range(120):
            said = {"text": f"Action {at}", "raised": date(2026, 11, 11)}
            session.add(
                m.Action(
                    **{"ref": f"A{at}", "team_id": team.id, "meeting_id": meeting, **said},
                    owner_partner_id=partner,
                )
            )
    kind = kinds(store, "meetings", refs["meetings"])["Actions"]
    assert (kind.number, len(kind.lines), kind.left) == (121, 100, 21)
    assert kind.lines[0].title == "Action 119"
    with store.read() as session:
        rest = joined.more(session, "meetings", refs["meetings"], kind.name, TODAY, skip=100)
    assert len(rest) == 21
    assert rest[-1].title == "A gate"
    assert not {one.ref for one in kind.lines} & {one.ref for one in rest}


def test_a_tab_is_asked_for_just_these_where_it_can_list_them(store: Store, refs: Refs) -> None:
    found = kinds(store, "priorities", "T1")
    assert found["Patrols"].filters == (("priority", "T1"),)
    assert found["Tasks"].filters == ()


# --- How many ---------------------------------------------------------------------------------


def test_responses_are_counted_by_the_residents_behind_them(store: Store, refs: Refs) -> None:
    with store.change("Add a response") as session:
        first = session.query(m.Response).one()
        said = {"channel": "survey", "theme": "asb", "count": 3, "received": DAY}
        for ref, priority in (("same", first.priority_id), ("of no priority", None)):
            row = m.Response(ref=ref, consultation_id=first.consultation_id, **said)
            row.priority_id = priority
            session.add(row)
    of_it = kinds(store, "priorities", "T1")["Responses"]
    assert (of_it.number, of_it.residents) == (2, 15)
    asked = kinds(store, "consultations", refs["consultations"])["Responses"]
    assert (asked.number, asked.residents) == (3, 18)
    assert kinds(store, "priorities", "T1")["Patrols"].residents == 0


def test_patrols_that_are_still_out_are_told_apart(
    store: Store, team: TeamName, refs: Refs
) -> None:
    legs = (
        LegDraft("foot", NOON, ONE, place="B1", officers=("1432",)),
        LegDraft("vehicle", ONE, None, place="B2", officers=("1432",)),
    )
    with store.change("Log patrols") as session:
        patrols.log(session, team.id, PatrolDraft(legs=legs[1:], priority="T1"))
        patrols.log(session, team.id, PatrolDraft(legs=legs, priority="T1"))
        patrols.log(session, team.id, PatrolDraft(legs=legs[1:]))
    found = kinds(store, "priorities", "T1")["Patrols"]
    assert (found.number, found.out) == (3, 2)
    assert kinds(store, "members", "1432")["Patrols"].out == 3
