"""The groups that a team means to reach are written down, each under a name of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.community import EventDraft
from snt_desk.domain.reach import GroupDraft
from snt_desk.errors import DeskError
from snt_desk.services import bring_back, events, groups, history, settings
from snt_desk.services.groups import GroupName
from snt_desk.services.team import TeamName

SCHOOL = GroupDraft("The school", 6)


@pytest.fixture
def school(store: Store, team: TeamName) -> str:
    """The school; its ref."""
    return add(store, team, SCHOOL)


def add(store: Store, team: TeamName, draft: GroupDraft) -> str:
    with store.change("Add group") as session:
        return groups.add(session, team.id, draft)


def named(store: Store, team: TeamName) -> list[GroupName]:
    with store.read() as session:
        return groups.named(session, team.id)


def test_a_group_is_opened_as_it_was_written_and_can_change(store: Store, school: str) -> None:
    ended = replace(SCHOOL, weeks=None, ended=date(2026, 11, 1))
    with store.read() as session:
        assert groups.opened(session, school) == SCHOOL
    with store.change("Change group") as session:
        groups.change(session, school, ended)
    with store.read() as session:
        assert groups.opened(session, school) == ended


def test_groups_are_named_by_name_and_say_on_which_days_they_are_reached(
    store: Store, team: TeamName, school: str
) -> None:
    club = add(store, team, GroupDraft("bowls club", ended=date(2026, 11, 1)))
    found = named(store, team)
    assert [one.ref for one in found] == [club, school]
    assert [one.is_reached_on(date(2026, 11, 1)) for one in found] == [False, True]
    assert found[0].is_reached_on(date(2026, 10, 31))


@pytest.mark.parametrize(
    "draft",
    [GroupDraft(" "), GroupDraft("Club", 0), GroupDraft("Club", 521), GroupDraft("The school ")],
)
def test_what_cannot_be_true_and_a_name_that_is_taken_are_not_written(
    store: Store, team: TeamName, school: str, draft: GroupDraft
) -> None:
    with pytest.raises(DeskError), store.change("Add group") as session:
        groups.add(session, team.id, draft)
    assert [one.ref for one in named(store, team)] == [school]


def test_one_that_an_event_has_reached_stays(store: Store, team: TeamName, school: str) -> None:
    fair = EventDraft("stall", "Fair", start=london(2026, 11, 21, 10), groups=(school,))
    with store.change("Add event") as session:
        ref = events.add(session, team.id, fair)
    with (
        pytest.raises(DeskError, match="The school stays"),
        store.change("Delete group") as session,
    ):
        groups.delete(session, school)
    with store.change("Delete event") as session:
        events.delete(session, ref)
    with store.change("Delete group") as session:
        groups.delete(session, school)
    assert named(store, team) == []
    with store.read() as session, pytest.raises(DeskError, match="no longer there"):
        groups.opened(session, school)


def test_one_that_was_deleted_comes_back_and_has_a_history(
    store: Store, team: TeamName, school: str
) -> None:
    with store.change("Change group") as session:
        groups.change(session, school, replace(SCHOOL, weeks=8))
    with store.change("Delete group") as session:
        groups.delete(session, school)
    with store.read() as session:
        gone = bring_back.gone(session, int(session.scalar(text("SELECT max(id) FROM changes"))))
    with store.change(bring_back.label(gone)) as session:
        bring_back.bring_back(session, gone)
    with store.read() as session:
        assert groups.opened(session, school) == replace(SCHOOL, weeks=8)
        labels = [one.label for one in history.of(session, "community_groups", school)]
    assert labels == [
        *(bring_back.label(gone), "Delete group", "Change group", "Add group"),
    ]


def test_after_how_many_weeks_somebody_is_to_be_thought_of_is_the_teams_to_say(
    store: Store, team: TeamName
) -> None:
    with store.read() as session:
        assert groups.usual_weeks(session, team.id) == 8
    with store.change("Say") as session:
        groups.set_usual_weeks(session, team.id, 4)
    with store.read() as session:
        assert groups.usual_weeks(session, team.id) == 4
    with pytest.raises(DeskError), store.change("Say") as session:
        groups.set_usual_weeks(session, team.id, 0)
    with store.change("Write it by hand") as session:
        settings.keep(session, f"reach.weeks.{team.id}", "often")
    with store.read() as session:
        assert groups.usual_weeks(session, team.id) == 8
