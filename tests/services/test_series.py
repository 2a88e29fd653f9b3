"""A meeting that comes again is written down once; each of its meetings when it is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month, london
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.errors import DeskError
from snt_desk.services import meetings_to_come, partners, returns, series
from snt_desk.services.meetings_to_come import Coming, SeriesRow
from snt_desk.services.team import TeamName

PANEL = SeriesDraft(
    kind="asb_panel",
    title="ASB panel",
    rule="month_weekday",
    first=date(2026, 11, 10),
    at="14:00",
    lasts=90,
    until=date(2027, 6, 30),
    venue="Council offices, room 2",
    place="B1",
    priority="T1",
    agenda="Actions\nHot spots",
    partners=("O1",),
    officers=("7104", "101"),
    left_out={date(2027, 1, 12): "snow"},
)
WINTER = (date(2026, 11, 1), date(2027, 3, 31))


@pytest.fixture
def panel(store: Store, team: TeamName) -> str:
    """The panel that comes again; its ref."""
    with store.change("Add meetings") as session:
        return series.add(session, team.id, PANEL)


def plan(store: Store, ref: str, day: date) -> str:
    with store.change("Plan meeting") as session:
        return series.plan(session, ref, day)


def coming(store: Store, team: TeamName, since: date, to: date) -> list[Coming]:
    with store.read() as session:
        return meetings_to_come.coming(session, team.id, since, to)


def listed(store: Store, team: TeamName, today: date) -> SeriesRow:
    with store.read() as session:
        (found,) = meetings_to_come.ahead(session, team.id, today, today, today).series
    return found


def days(found: list[Coming]) -> list[date | None]:
    return [one.day for one in found]


def test_it_is_opened_as_it_was_written(store: Store, panel: str) -> None:
    with store.read() as session:
        assert series.opened(session, panel) == PANEL


def test_its_meetings_come_without_those_left_out(store: Store, team: TeamName, panel: str) -> None:
    found = coming(store, team, *WINTER)
    expected = [date(2026, 11, 10), date(2026, 12, 8), date(2027, 2, 9), date(2027, 3, 9)]
    assert days(found) == expected
    first = found[0]
    assert (first.start, first.end) == (london(2026, 11, 10, 14), london(2026, 11, 10, 15, 30))
    assert (first.ref, first.series, first.venue) == ("", panel, "Council offices, room 2")


def test_its_time_on_the_wall_stays_over_the_change_of_the_clocks(
    store: Store, team: TeamName, panel: str
) -> None:
    found = coming(store, team, date(2027, 3, 1), date(2027, 4, 30))
    assert [clock.wall(one.start) for one in found] == ["14:00", "14:00"]
    assert [one.start.hour for one in found] == [14, 13]


def test_one_that_is_planned_is_a_meeting_with_all_the_series_says(
    store: Store, team: TeamName, panel: str
) -> None:
    ref = plan(store, panel, date(2026, 12, 8))
    with store.read() as session:
        found = partners.opened_meeting(session, ref)
    assert (found.kind, found.title, found.place, found.priority) == (
        *("asb_panel", "ASB panel", "B1", "T1"),
    )
    assert (found.start, found.end) == (london(2026, 12, 8, 14), london(2026, 12, 8, 15, 30))
    assert found.partners == ("O1",)
    assert set(found.officers) == {"7104", "101"}
    planned = [one for one in coming(store, team, *WINTER) if one.ref]
    assert [(one.ref, one.day, one.series) for one in planned] == [(ref, date(2026, 12, 8), panel)]


def test_one_that_is_planned_comes_once_and_stays_once_when_it_is_moved(
    store: Store, team: TeamName, panel: str
) -> None:
    ref = plan(store, panel, date(2026, 12, 8))
    with store.read() as session:
        found = partners.opened_meeting(session, ref)
    moved = replace(found, start=london(2026, 12, 10, 9), end=london(2026, 12, 10, 10))
    with store.change("Move meeting") as session:
        partners.change_meeting(session, ref, moved)
    december = coming(store, team, date(2026, 12, 1), date(2026, 12, 31))
    assert [(one.ref, one.start, one.day) for one in december] == [
        (ref, london(2026, 12, 10, 9), date(2026, 12, 8))
    ]


def test_one_cannot_be_planned_twice_nor_where_there_is_none(store: Store, panel: str) -> None:
    plan(store, panel, date(2026, 12, 8))
    for day in (date(2026, 12, 8), date(2027, 1, 12), date(2026, 12, 9), date(2027, 7, 13)):
        with pytest.raises(DeskError, match="has no meeting to plan"):
            plan(store, panel, day)


def test_one_left_out_comes_no_more_until_it_is_undone(
    store: Store, team: TeamName, panel: str
) -> None:
    with store.change("Leave out ASB panel") as session:
        series.leave_out(session, panel, date(2026, 12, 8), "training day")
    assert date(2026, 12, 8) not in days(coming(store, team, *WINTER))
    assert store.undo() == "Leave out ASB panel"
    assert date(2026, 12, 8) in days(coming(store, team, *WINTER))


def test_who_has_left_the_team_by_then_is_not_named(store: Store, panel: str) -> None:
    with store.change("End posting") as session:
        member = select(m.Member.id).where(m.Member.collar == "7104").scalar_subquery()
        for one in session.scalars(select(m.Posting).where(m.Posting.member_id == member)):
            one.to = date(2027, 1, 1)
    before, after = plan(store, panel, date(2026, 12, 8)), plan(store, panel, date(2027, 2, 9))
    with store.read() as session:
        assert set(partners.opened_meeting(session, before).officers) == {"7104", "101"}
        assert partners.opened_meeting(session, after).officers == ("101",)


def test_an_organisation_no_longer_worked_with_by_then_is_not_asked(
    store: Store, team: TeamName, panel: str
) -> None:
    with store.change("Work no longer with it") as session:
        session.scalars(select(m.Partner).where(m.Partner.ref == "O1")).one().ended = date(
            2027, 1, 1
        )
    winter = {one.day: len(one.partners) for one in coming(store, team, *WINTER)}
    assert (winter[date(2026, 12, 8)], winter[date(2027, 2, 9)]) == (1, 0)
    before, after = plan(store, panel, date(2026, 12, 8)), plan(store, panel, date(2027, 2, 9))
    with store.read() as session:
        assert partners.opened_meeting(session, before).partners == ("O1",)
        assert partners.opened_meeting(session, after).partners == ()


def test_a_change_keeps_what_stays_and_drops_the_rest(store: Store, panel: str) -> None:
    changed = replace(
        *(PANEL,),
        officers=("101",),
        partners=(),
        left_out={date(2027, 1, 12): "snow again", date(2027, 2, 9): None},
        rule="month_day",
        at="09:30",
    )
    with store.change("Change meetings") as session:
        series.change(session, panel, changed)
    with store.read() as session:
        assert series.opened(session, panel) == changed


def test_it_can_begin_with_a_meeting_that_is_there(store: Store, team: TeamName) -> None:
    held = MeetingDraft("internal", "Tasking", london(2026, 10, 27, 9), london(2026, 10, 27, 10))
    with store.change("Add meeting") as session:
        ref = partners.add_meeting(session, team.id, held)
    with store.read() as session:
        offered = series.of_meeting(session, ref)
    assert (offered.title, offered.rule, offered.first, offered.at, offered.lasts) == (
        *("Tasking", "month_last_weekday", date(2026, 10, 27), "09:00", 60),
    )
    with store.change("Add meetings") as session:
        series.add(session, team.id, offered, begins_with=ref)
    found = coming(store, team, date(2026, 10, 1), date(2026, 11, 30))
    assert [(one.ref, one.day) for one in found] == [
        (ref, date(2026, 10, 27)),
        ("", date(2026, 11, 24)),
    ]
    with store.read() as session, pytest.raises(DeskError, match="comes again already"):
        series.of_meeting(session, ref)


def test_what_is_not_planned_is_counted_in_no_return(
    store: Store, team: TeamName, panel: str
) -> None:
    def meetings() -> int:
        key = ("partners", "meetings", "meeting_kind", "asb_panel")
        with store.read() as session:
            december = returns.counted(session, team, Month(2026, 12))
        return sum(one.value for one in december if one.key == key)

    assert meetings() == 0
    plan(store, panel, date(2026, 12, 8))
    assert meetings() == 1


def test_it_is_listed_with_how_it_comes_again_and_its_next_day(
    store: Store, team: TeamName, panel: str
) -> None:
    found = listed(store, team, date(2027, 1, 1))
    ended = listed(store, team, date(2027, 7, 1))
    assert found.said == "every month, on the 2nd Tuesday"
    assert found.next == date(2027, 2, 9)
    assert ended.next is None


def test_it_is_deleted_only_while_none_of_it_is_written_down(store: Store, panel: str) -> None:
    plan(store, panel, date(2026, 12, 8))
    with (
        pytest.raises(DeskError, match="ASB panel stays"),
        store.change("Delete meetings") as session,
    ):
        series.delete(session, panel)
    assert store.undo() == "Plan meeting"
    with store.change("Delete meetings") as session:
        series.delete(session, panel)
    with store.read() as session, pytest.raises(DeskError, match="comes again no more"):
        series.opened(session, panel)


def test_what_cannot_be_true_is_refused(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError) as caught, store.change("Add meetings") as session:
        series.add(session, team.id, replace(PANEL, at="2 pm"))
    assert "is not a time of day" in caught.value.detail
