"""Which wards and groups events have reached, and which not for too long."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.community import EventDraft
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.reach import GroupDraft
from snt_desk.services import events, groups, patrols, reach
from snt_desk.services.reach import Reached
from snt_desk.services.team import TeamName

NOW = london(2026, 11, 22, 14)
WEEK = timedelta(days=7)


def meet(store: Store, team: TeamName, at: datetime, place: str | None, *reached: str) -> None:
    draft = EventDraft("stall", "Stall", start=at, place=place, groups=reached)
    with store.change("Add event") as session:
        events.add(session, team.id, draft)


def add_group(store: Store, team: TeamName, draft: GroupDraft) -> str:
    with store.change("Add group") as session:
        return groups.add(session, team.id, draft)


def found(store: Store, team: TeamName) -> dict[str, Reached]:
    with store.read() as session:
        return {one.name: one for one in reach.reach(session, team.id, NOW).lines}


def test_a_ward_is_reached_by_an_event_in_it_or_at_a_place_within(
    store: Store, team: TeamName
) -> None:
    meet(store, team, NOW - 10 * WEEK, "B1")
    meet(store, team, NOW - 2 * WEEK, "H1")
    meet(store, team, NOW + WEEK, "B2")
    wards = found(store, team)
    peartree, haldens = wards["Peartree"], wards["Haldens"]
    assert (peartree.last, peartree.since, peartree.late) == (date(2026, 11, 8), 2, False)
    assert (haldens.last, haldens.since, haldens.late) == (None, None, True)
    assert haldens.coming == date(2026, 11, 29)


def test_an_event_that_begins_this_minute_has_reached_it(store: Store, team: TeamName) -> None:
    meet(store, team, NOW, "B1")
    meet(store, team, NOW + timedelta(minutes=1), "B1")
    one = found(store, team)["Peartree"]
    assert (one.last, one.coming) == (date(2026, 11, 22), date(2026, 11, 22))


def test_a_group_has_weeks_of_its_own_or_those_of_the_team(store: Store, team: TeamName) -> None:
    school = add_group(store, team, GroupDraft("School", 3))
    club = add_group(store, team, GroupDraft("Club"))
    add_group(store, team, GroupDraft("Gone", ended=date(2026, 11, 22)))
    meet(store, team, NOW - 4 * WEEK, None, school, club)
    lines = found(store, team)
    assert {"School", "Club"} == {one.name for one in lines.values() if one.table != "places"}
    assert (lines["School"].weeks, lines["School"].late) == (3, True)
    assert (lines["Club"].weeks, lines["Club"].late) == (8, False)
    with store.change("Say") as session:
        groups.set_usual_weeks(session, team.id, 4)
    assert found(store, team)["Club"].late


def test_who_has_waited_longest_stands_first(store: Store, team: TeamName) -> None:
    late = add_group(store, team, GroupDraft("Late"))
    add_group(store, team, GroupDraft("Never"))
    meet(store, team, NOW - 20 * WEEK, None, late)
    meet(store, team, NOW - WEEK, "B1")
    names = list(found(store, team))
    assert names[-1] == "Peartree"
    assert names.index("Never") < names.index("Late")


def test_patrols_and_live_priorities_stand_beside_a_ward(store: Store, team: TeamName) -> None:
    before = found(store, team)["Haldens"]
    assert (before.patrolled, before.quiet) == (None, True)
    out, back = london(2026, 11, 20, 14), london(2026, 11, 20, 15)
    leg = LegDraft("foot", out, back, place="B2", officers=("1432",))
    with store.change("Log") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))
        one = session.query(m.Priority).filter_by(ref="T1").one()
        one.places = [
            m.PriorityPlace(position=1, place_id=place.id)
            for place in session.query(m.Place).filter(m.Place.code.in_(("B2", "H1")))
        ]
    lines = found(store, team)
    assert (lines["Haldens"].patrolled, lines["Haldens"].quiet) == (date(2026, 11, 20), False)
    assert lines["Haldens"].priorities == 1
    # Two of its places lie there, and it is one.
    assert lines["Peartree"].priorities == 1
