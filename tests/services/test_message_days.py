"""The calendar of messages: planned and posted by day, moved, also over clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.community import GoesTo, MessageDraft, PostDraft
from snt_desk.errors import DeskError
from snt_desk.services import message_days, messages
from snt_desk.services.message_days import Calendar
from snt_desk.services.team import TeamName

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
SHEDS = MessageDraft(
    "crime_prevention",
    "Lock it, hide it: sheds\nMore words.",
    channels=(GoesTo("herts_connected"), GoesTo("x")),
    planned=london(2026, 11, 25, 17, 30),
)


def added(store: Store, team: TeamName, draft: MessageDraft) -> str:
    with store.change("Add message") as session:
        return messages.add(session, team.id, draft)


def week(store: Store, team: TeamName) -> Calendar:
    with store.read() as session:
        return message_days.read(session, team.id, MONDAY, SUNDAY)


def moved(store: Store, ref: str, to: date) -> None:
    with store.change("Move message") as session:
        message_days.move(session, ref, to)


def test_what_is_planned_stands_on_its_day_in_the_order_of_times(
    store: Store, team: TeamName
) -> None:
    late = added(store, team, SHEDS)
    early = added(
        store, team, replace(SHEDS, planned=london(2026, 11, 25, 8, 0), status="approved")
    )
    added(store, team, replace(SHEDS, planned=london(2026, 11, 30, 0, 0)))
    found = week(store, team).days
    assert [one.ref for one in found.pop(date(2026, 11, 25))] == [early, late]
    assert found == {}


def test_a_line_says_what_it_is_and_where_it_goes(store: Store, team: TeamName) -> None:
    added(store, team, SHEDS)
    [[one]] = week(store, team).days.values()
    assert (one.title, one.status_label) == ("Lock it, hide it: sheds", "Draft")
    assert (one.what, one.movable) == ("planned", True)
    assert one.channels == ("Herts Connected", "X (Twitter)")


def test_what_was_posted_stands_on_the_days_of_its_posts_once_each(
    store: Store, team: TeamName
) -> None:
    ref = added(store, team, SHEDS)
    with store.change("Post message") as session:
        for channel, day, hour in (("x", 24, 9), ("facebook", 24, 10), ("website", 26, 9)):
            messages.post(session, ref, PostDraft(channel, london(2026, 11, day, hour)))
    found = week(store, team).days
    assert [*found] == [date(2026, 11, 24), date(2026, 11, 26)]
    [one] = found[date(2026, 11, 24)]
    assert (one.channels, one.movable) == (("X (Twitter)", "Facebook"), False)


def test_what_has_no_day_is_listed_apart(store: Store, team: TeamName) -> None:
    ref = added(store, team, replace(SHEDS, planned=None, status="idea"))
    added(store, team, replace(SHEDS, planned=None, status="dropped"))
    found = week(store, team)
    assert ([one.ref for one in found.without], found.more) == ([ref], 0)


@pytest.mark.parametrize(
    ("planned", "to", "then"),
    [
        (london(2026, 11, 25, 17, 30), date(2026, 11, 27), london(2026, 11, 27, 17, 30)),
        # The same by the clock, over both changes.
        (london(2026, 10, 24, 17, 30), date(2026, 10, 26), london(2026, 10, 26, 17, 30)),
        (london(2026, 3, 28, 17, 30), date(2026, 3, 30), london(2026, 3, 30, 17, 30)),
        # A time that never was is an hour later, one that was twice the first of them.
        (london(2026, 3, 28, 1, 30), date(2026, 3, 29), london(2026, 3, 29, 2, 30)),
        (london(2026, 10, 24, 1, 30), date(2026, 10, 25), london(2026, 10, 25, 1, 30)),
        (None, date(2026, 11, 27), london(2026, 11, 27, 9, 0)),
    ],
)
def test_it_moves_to_another_day_and_keeps_its_time(
    store: Store, team: TeamName, planned: datetime | None, to: date, then: datetime
) -> None:
    ref = added(store, team, replace(SHEDS, planned=planned))
    moved(store, ref, to)
    with store.read() as session:
        assert messages.opened(session, ref).planned == then


def test_what_went_out_is_not_moved(store: Store, team: TeamName) -> None:
    ref = added(store, team, SHEDS)
    with store.change("Post message") as session:
        messages.post(session, ref, PostDraft("x", london(2026, 11, 24, 9)))
    with pytest.raises(DeskError, match="It was posted"):
        moved(store, ref, SUNDAY)
    with pytest.raises(DeskError, match="no longer there"):
        moved(store, "gone", SUNDAY)


def test_what_should_have_gone_out_is_counted(store: Store, team: TeamName) -> None:
    added(store, team, SHEDS)
    added(store, team, replace(SHEDS, status="dropped"))
    with store.read() as session:
        assert message_days.to_post(session, team.id, london(2026, 11, 25, 17, 29)) == 0
        assert message_days.to_post(session, team.id, london(2026, 11, 25, 17, 30)) == 1
