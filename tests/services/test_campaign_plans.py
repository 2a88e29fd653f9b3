"""The plan of a campaign says day by day what is on, what is lacking, and who is on duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.campaigns import CampaignDraft, PlannedDraft
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.community import EventDraft, MessageDraft, PostDraft
from snt_desk.domain.duties import AbsenceDraft
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import (
    campaign_plans,
    campaigns,
    duties,
    events,
    history,
    messages,
    partners,
    patrols,
    series,
)
from snt_desk.services.campaign_plans import Plan, PlanLine
from snt_desk.services.team import TeamName

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
TAG = "#Week"
NOW = london(2026, 11, 18, 12)
WALK = PlannedDraft(
    *(TAG, "foot", london(2026, 11, 22, 10), london(2026, 11, 22, 12), "B1", "T1", "reassurance"),
    *("By the shops", ("1432",)),
)
LOGGED = PatrolDraft(
    (LegDraft("foot", london(2026, 11, 17, 10), london(2026, 11, 17, 11), "B1", ("1432",)),)
)


@pytest.fixture(autouse=True)
def week(store: Store, team: TeamName) -> str:
    """The campaign in which the tests plan."""
    assert team.id
    draft = CampaignDraft(TAG, "Week of action", FIRST, LAST, themes={LAST: "Thanks"})
    with store.change("Add campaign") as session:
        return campaigns.add(session, draft)


def plan(store: Store, team: TeamName) -> Plan:
    with store.read() as session:
        return campaign_plans.plan(session, team.id, TAG, NOW)


def lines(store: Store, team: TeamName, day: date) -> list[PlanLine]:
    return list(plan(store, team).days[(day - FIRST).days].lines)


def add(store: Store, team: TeamName, draft: PlannedDraft = WALK) -> str:
    with store.change("Plan patrol") as session:
        return campaign_plans.add(session, team.id, draft)


def test_a_planned_patrol_is_opened_as_it_was_written(store: Store, team: TeamName) -> None:
    ref = add(store, team)
    said = replace(WALK, mode="bicycle", officers=("7104", "1432"), end=None, place=None)
    with store.change("Change planned patrol") as session:
        assert campaign_plans.opened(session, ref) == WALK
        campaign_plans.change(session, ref, said)
    with store.read() as session:
        assert campaign_plans.opened(session, ref) == said
    store.undo()
    with store.read() as session:
        assert campaign_plans.opened(session, ref) == WALK


def test_each_day_has_its_theme_and_what_is_on_in_the_order_of_time(
    store: Store, team: TeamName
) -> None:
    stall = EventDraft("stall", "Stall", start=london(2026, 11, 22, 9), place="B2", campaign=TAG)
    meeting = MeetingDraft("other", "ASB panel", start=london(2026, 11, 22, 14))
    with store.change("Fill") as session:
        events.add(session, team.id, stall)
        events.add(session, team.id, replace(stall, start=london(2026, 11, 23), title="Later"))
        partners.add_meeting(session, team.id, meeting)
    add(store, team)
    made = plan(store, team)
    assert [one.day for one in made.days] == [FIRST + at * DAY for at in range(7)]
    sunday = made.days[-1]
    assert sunday.theme == "Thanks"
    assert [(one.kind, one.title, one.place, one.who, one.state) for one in sunday.lines] == [
        ("event", "Stall", "Haldens", (), "to come"),
        ("patrol", "On foot", "Peartree", ("Ridley",), "planned"),
        ("meeting", "ASB panel", "", (), "to come"),
    ]
    assert [one.own for one in sunday.lines] == [True, True, False]


def test_what_a_day_lacks_is_a_gap(store: Store, team: TeamName) -> None:
    add(store, team)
    assert plan(store, team).days[-1].lacking == ("event", "message")
    assert plan(store, team).days[0].lacking == ("patrol", "event", "message")
    assert plan(store, team).gaps == 7


def test_a_patrol_of_the_log_is_no_gap_though_nobody_planned_it(
    store: Store, team: TeamName
) -> None:
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, LOGGED)
    tuesday = plan(store, team).days[1]
    assert tuesday.others == 1
    assert tuesday.lacking == ("event", "message")


def test_a_plan_that_came_to_nothing_is_late_and_its_day_lacks_it(
    store: Store, team: TeamName
) -> None:
    start, end = london(2026, 11, 18, 10), london(2026, 11, 18, 12)
    add(store, team, replace(WALK, start=start, end=end))
    (line,) = lines(store, team, date(2026, 11, 18))
    assert (line.state, line.late) == ("not logged", True)
    assert "patrol" in plan(store, team).days[2].lacking


def test_a_patrol_of_the_log_is_joined_to_its_plan(store: Store, team: TeamName) -> None:
    ref = add(store, team, replace(WALK, start=london(2026, 11, 17, 10), end=None))
    with store.change("Log patrol") as session:
        patrol = patrols.log(session, team.id, LOGGED)
        campaign_plans.join(session, ref, patrol)
    (line,) = lines(store, team, date(2026, 11, 17))
    assert (line.state, line.late) == ("logged", False)
    with store.read() as session:
        (said,) = history.of(session, "planned_patrols", ref)[0].differences
    assert (said.field, said.after) == ("Became patrol", "Tue 17 Nov 2026 10:00")
    assert plan(store, team).days[1].others == 0
    with store.change("Delete patrol") as session:
        assert campaign_plans.came_of(session, ref) == patrol
        patrols.delete(session, patrol)
    with store.read() as session:
        assert campaign_plans.came_of(session, ref) == ""
        assert session.scalars(select(m.PlannedPatrol.patrol_id)).all() == [None]
    store.undo()
    assert lines(store, team, date(2026, 11, 17))[0].state == "logged"


def test_a_plan_that_was_carried_out_on_another_day_is_on_that_day(
    store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(WALK, start=london(2026, 11, 16, 10), end=None))
    with store.change("Log patrol") as session:
        patrol = patrols.log(session, team.id, LOGGED)
        campaign_plans.join(session, ref, patrol)
    monday, tuesday = plan(store, team).days[:2]
    assert ("patrol" in monday.lacking, "patrol" in tuesday.lacking) == (True, False)
    (leg,) = LOGGED.legs
    assert [(one.ref, one.at, one.end) for one in tuesday.lines] == [(ref, leg.start, leg.end)]
    with store.change("Move patrol") as session:
        later = replace(leg, start=london(2026, 11, 23, 10), end=None)
        patrols.change(session, patrol, replace(LOGGED, legs=(later,)))
    # Outside the days of the campaign it can still be found.
    assert [(one.ref, one.state) for one in plan(store, team).beside] == [(ref, "logged")]


def test_a_plan_becomes_the_patrol_that_it_says() -> None:
    made = campaign_plans.as_patrol(WALK)
    assert made.legs == (LegDraft("foot", WALK.start, WALK.end, "B1", ("1432",)),)
    assert (made.purpose, made.priority, made.note) == ("reassurance", "T1", "By the shops")
    unsaid = replace(WALK, purpose=None)
    assert campaign_plans.as_patrol(unsaid).purpose == "priority"
    assert campaign_plans.as_patrol(replace(unsaid, priority=None)).purpose == "other"


def test_messages_stand_on_their_day_planned_or_posted_or_have_none_yet(
    store: Store, team: TeamName
) -> None:
    with store.change("Fill") as session:
        planned = messages.add(session, team.id, MessageDraft("campaign", "Come\nalong", TAG))
        messages.add(session, team.id, MessageDraft("campaign", "Thank you", TAG))
        posted = messages.add(session, team.id, MessageDraft("appeal", "Did you see?"))
        for channel in ("x", "facebook"):
            messages.post(session, posted, PostDraft(channel, london(2026, 11, 17, 9)))
        one = session.query(m.Message).filter_by(ref=planned).one()
        one.planned = london(2026, 11, 17, 18)
        dropped = MessageDraft("campaign", "No", TAG, status="dropped")
        messages.add(session, team.id, dropped)
    made = plan(store, team)
    assert [(one.title, one.state, one.own, one.late) for one in made.days[1].lines] == [
        ("Did you see?", "posted", False, False),
        ("Come", "draft", True, True),
    ]
    assert made.days[1].lines[0].who == ("X (Twitter)", "Facebook")
    assert [one.title for one in made.beside] == ["Thank you"]


def test_what_was_posted_is_not_late_whatever_a_team_calls_it(store: Store, team: TeamName) -> None:
    with store.change("Fill") as session:
        code = session.query(m.Code).filter_by(list="message_status", code="posted").one()
        code.label = "Out"
        away = MessageDraft("campaign", "Ahead", TAG, planned=london(2026, 11, 15, 9))
        for draft in (away, replace(away, planned=london(2026, 11, 17, 9))):
            ref = messages.add(session, team.id, draft)
            # Nobody has noted where.
            session.query(m.Message).filter_by(ref=ref).one().status = "posted"
    assert [(one.state, one.late) for one in lines(store, team, date(2026, 11, 17))] == [
        ("posted", False)
    ]
    assert plan(store, team).beside == ()


def test_what_is_planned_for_another_day_stands_beside_the_days(
    store: Store, team: TeamName
) -> None:
    add(store, team)
    when = london(2026, 11, 15, 9)
    ahead = MessageDraft("campaign", "Ahead", TAG, planned=when)
    with store.change("Fill") as session:
        messages.add(session, team.id, ahead)
        gone = messages.add(session, team.id, replace(ahead, text="Gone out"))
        messages.post(session, gone, PostDraft("x", when))
        week = campaigns.opened(session, TAG)
        campaigns.change(session, TAG, replace(week, last=LAST - DAY))
    assert [(one.kind, one.title) for one in plan(store, team).beside] == [
        *(("patrol", "On foot"), ("message", "Ahead")),
    ]


def test_who_is_on_duty_is_named_but_not_who_is_away(store: Store, team: TeamName) -> None:
    assert plan(store, team).days[-1].on_duty == ("PC Ridley",)
    with store.change("Add absence") as session:
        when = (london(2026, 11, 22, 0), london(2026, 11, 23, 0))
        duties.add_absence(session, AbsenceDraft("1432", "annual_leave", *when))
    assert plan(store, team).days[-1].on_duty == ()


def test_whoever_has_no_duty_then_is_warned_of(store: Store, team: TeamName) -> None:
    with store.read() as session:
        assert not [*campaign_plans.warnings(session, team.id, WALK)]
        late = replace(WALK, start=london(2026, 11, 22, 18), end=None)
        (said,) = campaign_plans.warnings(session, team.id, late)
    assert said.field == "officers"
    assert said.text == "PC Ridley has no duty then on Sun 22 Nov."


def test_a_plan_without_a_campaign_cannot_be_saved(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="no longer there"):
        add(store, team, replace(WALK, campaign="#Gone"))
    with store.read() as session, pytest.raises(DeskError, match="no longer there"):
        campaign_plans.opened(session, "gone")


def test_a_meeting_that_comes_again_stands_on_its_day_before_anybody_opened_it(
    store: Store, team: TeamName
) -> None:
    draft = SeriesDraft("other", "ASB panel", "weekly", 1, date(2026, 11, 5), "14:00", 60)
    with store.change("Add series") as session:
        ref = series.add(session, team.id, draft)
    (line,) = lines(store, team, date(2026, 11, 19))
    assert (line.table, line.ref, line.kind) == ("meeting_series", ref, "meeting")
    assert (line.at, line.state, line.own) == (london(2026, 11, 19, 14), "comes again", False)
    with store.change("Open it") as session:
        written = series.plan(session, ref, date(2026, 11, 19))
    assert [(one.table, one.ref) for one in lines(store, team, date(2026, 11, 19))] == [
        ("meetings", written)
    ]
