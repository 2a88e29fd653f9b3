"""Campaigns are written down with their days; what belongs to one keeps it from being deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from snt_desk.db.store import Store
from snt_desk.domain.campaigns import CampaignDraft, CountDraft, PlannedDraft
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.community import EventDraft, MessageDraft
from snt_desk.errors import DeskError
from snt_desk.services import (
    bring_back,
    campaign_plans,
    campaigns,
    events,
    history,
    joined,
    messages,
    scorecards,
)
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

MONDAY, SUNDAY = date(2022, 1, 17), date(2022, 1, 23)
WEEK = CampaignDraft(
    "#WeekOfAction",
    "Week of action",
    MONDAY,
    SUNDAY,
    ("#SaferStreets", "#Herts"),
    {MONDAY: "Schools", SUNDAY: "Thanks"},
    note="Ask the council for the van.",
)
AGAIN = replace(WEEK, tag="#Week2023", first=date(2023, 1, 16), last=date(2023, 1, 22), themes={})


@pytest.fixture
def week(store: Store, team: TeamName) -> str:
    """The week of action; its tag."""
    assert team.id
    with store.change("Add campaign") as session:
        return campaigns.add(session, WEEK)


def opened(store: Store, tag: str) -> CampaignDraft:
    with store.read() as session:
        return campaigns.opened(session, tag)


def test_a_campaign_is_opened_as_it_was_written(store: Store, week: str) -> None:
    assert opened(store, week) == WEEK


def test_its_days_tags_and_name_can_change(store: Store, week: str) -> None:
    said = replace(
        WEEK,
        tag="#WeekOfAction22",
        tags=("#Herts", "#Bikes"),
        themes={MONDAY: "Youth", MONDAY + DAY: "Bikes"},
    )
    with store.change("Change campaign") as session:
        assert campaigns.change(session, week, said) == said.tag
    assert opened(store, said.tag) == said
    store.undo()
    assert opened(store, week) == WEEK


def test_a_theme_outside_its_days_is_not_kept(store: Store, week: str) -> None:
    with store.change("Change campaign") as session:
        campaigns.change(session, week, replace(WEEK, last=SUNDAY - DAY))
    assert opened(store, week).themes == {MONDAY: "Schools"}


@pytest.mark.parametrize("tag", ["#WeekOfAction", "#weekofaction"])
def test_two_campaigns_have_not_the_same_hashtag(store: Store, week: str, tag: str) -> None:
    with (
        pytest.raises(DeskError, match="cannot be saved") as refused,
        store.change("Add campaign") as session,
    ):
        campaigns.add(session, replace(AGAIN, tag=tag))
    with store.change("Change campaign") as session:
        assert campaigns.change(session, week, replace(WEEK, tag=tag)) == tag
    assert refused.value.detail == "#WeekOfAction is the hashtag of another campaign."


def test_the_list_says_how_much_of_the_teams_belongs_to_each(
    store: Store, team: TeamName, week: str
) -> None:
    stall = EventDraft("stall", "Stall", start=london(2022, 1, 18, 10), campaign=week)
    with store.change("Add") as session:
        campaigns.add(session, replace(AGAIN, before=week))
        events.add(session, team.id, stall)
        messages.add(session, team.id, MessageDraft("campaign", "Come along", week))
        messages.add(session, team.id, MessageDraft("campaign", "Thank you", week))
    with store.read() as session:
        later, first = campaigns.listed(session, team.id)
        assert not [one.events for one in campaigns.listed(session, team.id + 1) if one.events]
    assert (later.id, later.before, later.events) == ("#Week2023", "Week of action", 0)
    assert (first.events, first.messages, first.patrols) == (1, 2, 0)
    assert first.tags == ("#WeekOfAction", "#SaferStreets", "#Herts")


def test_what_belongs_to_a_campaign_keeps_it(store: Store, team: TeamName, week: str) -> None:
    with store.change("Add event") as session:
        when = london(2022, 1, 18, 10)
        ref = events.add(session, team.id, EventDraft("stall", "Stall", start=when, campaign=week))
    with (
        pytest.raises(DeskError, match="cannot be deleted") as refused,
        store.change("Delete campaign") as session,
    ):
        campaigns.delete(session, team.id, week)
    assert refused.value.detail == "To it belong: 1 event."
    with store.change("Delete event") as session:
        events.delete(session, ref)
    with store.change("Delete campaign") as session:
        campaigns.delete(session, team.id, week)
    with pytest.raises(DeskError, match="no longer there"):
        opened(store, week)


def test_it_goes_with_what_was_planned_and_counted_and_comes_back_with_it(
    store: Store, team: TeamName, week: str
) -> None:
    walk = PlannedDraft(week, "foot", london(2022, 1, 17, 10), officers=("1432",))
    with store.change("Plan") as session:
        campaigns.add(session, replace(AGAIN, before=week))
        planned = campaign_plans.add(session, team.id, walk)
        counted = scorecards.add(session, team.id, CountDraft(week, "Warrants", 4))
    with store.change("Delete campaign") as session:
        campaigns.delete(session, team.id, week)
    with store.read() as session:
        assert not campaign_plans.holds(session, planned)
        assert not scorecards.holds(session, counted)
    assert opened(store, "#Week2023").before is None
    store.undo()
    assert opened(store, "#Week2023").before == week
    with store.read() as session:
        assert campaign_plans.opened(session, planned) == walk
        assert scorecards.opened(session, counted) == CountDraft(week, "Warrants", 4)


def test_what_another_team_planned_or_counted_for_it_is_not_taken_away(
    store: Store, team: TeamName, week: str
) -> None:
    with store.change("Make another team") as session:
        other = another_team(session)
        ours = scorecards.add(session, team.id, CountDraft(week, "Warrants", 4))
        theirs = scorecards.add(session, other, CountDraft(week, "Warrants", 9))
    with (
        pytest.raises(DeskError, match="cannot be deleted") as refused,
        store.change("Delete campaign") as session,
    ):
        campaigns.delete(session, team.id, week)
    assert refused.value.detail == "Another team has planned or counted for it."
    with store.read() as session:
        assert all(scorecards.holds(session, one) for one in (ours, theirs))


def test_its_history_says_days_and_hashtags_in_words(store: Store, week: str) -> None:
    with store.change("Change campaign") as session:
        campaigns.change(session, week, replace(WEEK, tags=("#Herts",), themes={SUNDAY: "Thanks"}))
    with store.read() as session:
        latest = history.of(session, "campaigns", week)[0]
    said = {(one.field, one.before, one.after) for one in latest.differences}
    assert ("Hashtag", "#SaferStreets", "") in said
    assert ("Day", "Mon 17 Jan 2022, Schools", "") in said


def test_a_deleted_campaign_can_be_brought_back(store: Store, team: TeamName, week: str) -> None:
    with store.change("Delete campaign") as session:
        campaigns.delete(session, team.id, week)
    with store.read() as session:
        change = int(session.scalar(text("SELECT max(id) FROM changes")) or 0)
        gone = bring_back.gone(session, change)
    assert bring_back.label(gone) == "Bring back campaign, Week of action"
    with store.change(bring_back.label(gone)) as session:
        bring_back.bring_back(session, gone)
    assert opened(store, week) == WEEK


def test_all_that_belongs_to_it_is_reached_from_it(store: Store, team: TeamName, week: str) -> None:
    walk = PlannedDraft(week, "foot", london(2022, 1, 17, 10), place="B1", officers=("1432",))
    stall = EventDraft("stall", "Stall", start=london(2022, 1, 18, 10), campaign=week)
    with store.change("Plan") as session:
        campaigns.add(session, replace(AGAIN, before=week))
        planned = campaign_plans.add(session, team.id, walk)
        events.add(session, team.id, stall)
        messages.add(session, team.id, MessageDraft("campaign", "Come along", week))
        scorecards.add(session, team.id, CountDraft(week, "Warrants", 4))
    with store.read() as session:
        lines = joined.of(session, "campaigns", week, SUNDAY)
        back = joined.of(session, "planned_patrols", planned, SUNDAY)
    said = {(one.table, one.title, one.words) for one in lines}
    assert ("planned_patrols", "On foot, Peartree", "10:00, planned") in said
    assert ("campaign_counts", "Warrants", "4") in said
    assert {one.table for one in lines} == {
        *("campaigns", "planned_patrols", "campaign_counts", "events", "messages")
    }
    assert {one.table for one in back} == {"campaigns", "members"}
