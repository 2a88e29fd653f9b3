"""The effort on a priority is the return's officer time on it, month by month."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime
from itertools import pairwise

import pytest
from sqlalchemy import event, select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import demo, effort, patrols
from snt_desk.services import team as teams
from snt_desk.services.gather import gather
from snt_desk.services.team import TeamName
from tests.services.conftest import GOLDEN

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def log(
    store: Store,
    team: TeamName,
    start: datetime,
    end: datetime | None,
    *officers: str,
    mode: str = "foot",
    priority: str | None = "T1",
) -> str:
    draft = PatrolDraft(legs=(LegDraft(mode, start, end, officers=officers),), priority=priority)
    with store.change("Log patrol") as session:
        return patrols.log(session, team.id, draft)


def spent(store: Store, team: TeamName, *months: Month, ref: str = "T1") -> effort.Effort:
    with store.read() as session:
        return effort.spent(session, team.id, ref, months or (OCTOBER, NOVEMBER))


def returned(store: Store, team: TeamName, month: Month, ref: str = "T1") -> int:
    """Give what the month's return says of officer time on the priority."""
    with store.read() as session:
        found = gather(session, team.code, month, clock.EPOCH)
    wanted = ("priorities", "officer_time", "priority", ref)
    return next((one.value for one in figures.compute(found) if one.key == wanted), 0)


def test_effort_counts_every_officer_by_month_and_mode(store: Store, team: TeamName) -> None:
    log(store, team, london(2026, 10, 20, 9), london(2026, 10, 20, 11), "1432", "7104")
    log(store, team, london(2026, 11, 3, 9), london(2026, 11, 3, 9, 30), "1432", mode="bicycle")
    found = spent(store, team)
    assert (found.patrols, found.minutes) == (2, 270)
    assert dict(found.by_month) == {OCTOBER: 240, NOVEMBER: 30}
    assert list(found.by_mode.items()) == [("foot", 240), ("bicycle", 30)]


def test_effort_on_some_days_is_cut_at_their_midnights(store: Store, team: TeamName) -> None:
    log(store, team, london(2026, 10, 24, 22), london(2026, 10, 25, 6), "1432")
    log(store, team, london(2026, 10, 31, 23), london(2026, 11, 1, 1), "1432", "7104")
    log(store, team, london(2026, 10, 31, 23, 30), london(2026, 11, 1, 2), "1432", priority=None)

    def within(first: date, until: date) -> int:
        with store.read() as session:
            work = effort.for_priority(session, team.id, "T1", first, until - clock.DAY)
            return work.between(first, until - clock.DAY).minutes

    whole = within(date(2026, 10, 1), date(2026, 12, 1))
    assert whole == spent(store, team).minutes == 9 * 60 + 4 * 60, "the clocks go back"
    days = [date(2026, 10, day) for day in (1, 24, 25, 26, 31)] + [date(2026, 11, 1)]
    parts = [within(*two) for two in pairwise([*days, date(2026, 12, 1)])]
    assert parts == [0, 2 * 60, 7 * 60, 0, 2 * 60, 2 * 60]


def test_a_patrol_over_the_end_of_the_month_is_split_there(store: Store, team: TeamName) -> None:
    log(store, team, london(2026, 10, 31, 23), london(2026, 11, 1, 1), "1432")
    assert dict(spent(store, team).by_month) == {OCTOBER: 60, NOVEMBER: 60}
    assert spent(store, team, NOVEMBER).patrols == 1


def test_a_minute_that_another_patrol_has_is_not_counted_twice(
    store: Store, team: TeamName
) -> None:
    log(store, team, london(2026, 10, 20, 9), london(2026, 10, 20, 10), "1432", priority=None)
    log(store, team, london(2026, 10, 20, 9, 30), london(2026, 10, 20, 11), "1432", "7104")
    assert spent(store, team).minutes == 60 + 90
    assert returned(store, team, OCTOBER) == 150


def test_volunteers_and_those_still_out_give_no_minutes(store: Store, team: TeamName) -> None:
    with store.change("Make a volunteer") as session:
        session.query(m.Posting).filter(
            m.Posting.member_id.in_(session.query(m.Member.id).filter_by(collar="7104"))
        ).one().role = "volunteer"
    log(store, team, london(2026, 10, 20, 9), london(2026, 10, 20, 10), "1432", "7104")
    log(store, team, london(2026, 11, 20, 9), None, "1432")
    assert spent(store, team).minutes == 60


def test_other_priorities_have_no_part_in_it(store: Store, team: TeamName) -> None:
    log(store, team, london(2026, 10, 20, 9), london(2026, 10, 20, 10), "1432", priority=None)
    found = spent(store, team)
    assert (found.patrols, found.minutes, dict(found.by_mode)) == (0, 0, {})
    assert dict(found.by_month) == {OCTOBER: 0, NOVEMBER: 0}


@pytest.fixture
def demo_team(store: Store) -> TeamName:
    """The demo team, with its year."""
    with store.change("Make the demo team", kind="barrier") as session:
        demo.make(session, date(2026, 11, 22))
    with store.read() as session:
        found = teams.of_desk(session)
    assert found is not None
    return found


def test_over_half_a_year_it_is_what_the_returns_say(store: Store, demo_team: TeamName) -> None:
    months = [NOVEMBER.plus(-n) for n in range(5, -1, -1)]
    returned: dict[str, int] = defaultdict(int)
    for month in months:
        with store.read() as session:
            month_facts = gather(session, demo_team.code, month, clock.EPOCH)
        for one in figures.compute(month_facts):
            if one.key[:3] == ("priorities", "officer_time", "priority"):
                returned[one.category] += one.value
    counted = {}
    for ref in returned:
        asked, spent_on_it = counting(store, demo_team, ref, months)
        assert asked == 3, "however many patrols there are"
        assert sum(spent_on_it.by_mode.values()) == spent_on_it.minutes
        counted[ref] = spent_on_it.minutes
    assert counted == returned
    assert len(counted) > 2


def test_in_the_golden_year_it_is_what_the_files_of_the_returns_say(year: Store) -> None:
    files = {}
    for file in sorted(GOLDEN.glob("year/expected/snt-return_*.csv")):
        # Of two revisions the later one is what was said in the end.
        files[file.name[17:24]] = file
    said: dict[tuple[str, Month], int] = {}
    for month, file in files.items():
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                if (row["section"], row["measure"]) == ("priorities", "officer_time"):
                    said[row["category"], Month.parse(month)] = int(row["value"])
    months = [Month.parse(month) for month in files]
    with year.read() as session:
        team = teams.named(session, "WHA-1")
        for ref in session.scalars(select(m.Priority.ref)):
            found = effort.spent(session, team.id, ref, months)
            assert dict(found.by_month) == {month: said.pop((ref, month), 0) for month in months}
    assert said == {}


def test_at_places_everybodys_time_there_counts_whatever_it_was_for(
    store: Store, team: TeamName
) -> None:
    for place, hour, priority in (("B1", 9, "T1"), ("B1", 11, None), ("B2", 13, "T1")):
        start, end = london(2026, 10, 20, hour), london(2026, 10, 20, hour + 1)
        leg = LegDraft("foot", start, end, place=place, officers=("1432", "7104"))
        with store.change("Log patrol") as session:
            patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority=priority))
    with store.read() as session:
        key = session.scalars(select(m.Place.id).where(m.Place.code == "B1")).one()
        days = (date(2026, 10, 1), date(2026, 10, 31))
        found = effort.at_places(session, team.id, {key}, *days).between(*days)
    assert (found.patrols, found.minutes) == (2, 240)


def counting(
    store: Store, team: TeamName, ref: str, months: list[Month]
) -> tuple[int, effort.Effort]:
    """Count the effort, and the queries that it takes."""
    asked: list[object] = []
    with store.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told))
        found = effort.spent(session, team.id, ref, months)
    return len(asked), found
