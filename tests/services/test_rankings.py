"""A consultation is ranked in the database, beside the one before and the return's own log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from snt_desk.db import models as m
from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month, london
from snt_desk.domain.consultations import NOWHERE, ConsultationDraft, ResponseDraft
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import (
    consultations,
    demo,
    log_says,
    patrols,
    rankings,
    response_entry,
)
from snt_desk.services import team as teams
from snt_desk.services.gather import gather
from snt_desk.services.log_says import LogSays
from snt_desk.services.rankings import By, Ranked, RankRow
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team

TODAY = date(2026, 11, 22)
SUMMER = ConsultationDraft("Summer", date(2026, 6, 1), date(2026, 6, 30))
AUTUMN = ConsultationDraft("Autumn", date(2026, 10, 1), date(2026, 10, 31))
SAID = ResponseDraft(date(2026, 10, 12), "survey", "speeding", "B2")


@pytest.fixture
def autumn(store: Store, team: TeamName) -> str:
    return asked(store, team)


def asked(store: Store, team: TeamName) -> str:
    """Ask in autumn, after summer: speeding and cars racing, here and there."""
    with store.change("Ask twice") as session:
        summer = consultations.add(session, team.id, SUMMER)
        for theme, place, count in (("speeding", "B2", 30), ("drugs", "B1", 8)):
            draft = ResponseDraft(date(2026, 6, 9), "survey", theme, place, count)
            response_entry.add(session, summer, draft)
        ref = consultations.add(session, team.id, AUTUMN)
        rows: tuple[tuple[str, str | None, int, str], ...] = (
            ("speeding", "B2", 20, "survey"),
            ("speeding", "B2", 13, "street"),
            ("speeding", None, 5, "street"),
            ("asb", "B1", 40, "survey"),
            ("asb", "H1", 3, "email"),
        )
        for theme, where, count, channel in rows:
            draft = replace(SAID, theme=theme, place=where, count=count, channel=channel)
            response_entry.add(session, ref, draft)
    return ref


def ranked(store: Store, ref: str, today: date = TODAY) -> Ranked:
    with store.read() as session:
        return rankings.ranked(session, ref, today)


def counts(rows: tuple[RankRow, ...]) -> list[tuple[str, int, int | None, str]]:
    return [(row.words, row.count, row.before, row.difference) for row in rows]


def log(
    store: Store,
    team: TeamName,
    start: datetime,
    end: datetime,
    place: str | None,
    *officers: str,
    priority: str | None = None,
) -> None:
    legs = (LegDraft("foot", start, end, place=place, officers=officers),)
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=legs, priority=priority))


def test_themes_are_ranked_beside_the_time_before(store: Store, autumn: str) -> None:
    rows = ranked(store, autumn).by("theme")
    assert counts(rows) == [
        ("Anti-social behaviour", 43, 0, "new"),
        ("Speeding", 38, 30, "8 more"),
        ("Drugs", 0, 8, "none now"),
    ]
    assert [row.share for row in rows] == [53, 47, 0]
    assert {row.whole for row in rows} == {81}


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        (
            "place",
            [
                ("Peartree", 40, 8, "32 more"),
                ("Haldens", 33, 30, "3 more"),
                ("No place named", 5, 0, "new"),
                ("Shops", 3, 0, "new"),
            ],
        ),
        (
            "theme and place",
            [
                ("Anti-social behaviour, Peartree", 40, 0, "new"),
                ("Speeding, Haldens", 33, 30, "3 more"),
                ("Speeding, no place named", 5, 0, "new"),
                ("Anti-social behaviour, Shops", 3, 0, "new"),
                ("Drugs, Peartree", 0, 8, "none now"),
            ],
        ),
        (
            "channel",
            [
                ("Survey", 60, 38, "22 more"),
                ("Street", 18, 0, "new"),
                ("Email", 3, 0, "new"),
            ],
        ),
    ],
)
def test_it_is_ranked_by_anything(
    store: Store, autumn: str, by: By, rows: list[tuple[str, int, int | None, str]]
) -> None:
    assert counts(ranked(store, autumn).by(by)) == rows


def test_under_five_is_marked(store: Store, autumn: str) -> None:
    few = {row.words for row in ranked(store, autumn).by("place") if row.few}
    assert few == {"Shops"}


def test_the_first_consultation_is_held_against_nothing(
    store: Store, team: TeamName, autumn: str
) -> None:
    with store.read() as session:
        summer = consultations.before(session, autumn)
    assert summer is not None
    found = ranked(store, summer)
    assert found.counted.before_title is None
    assert {(row.before, row.difference) for row in found.by("theme")} == {(None, "")}


def test_what_is_linked_already_is_said(store: Store, autumn: str) -> None:
    with store.change("Link") as session:
        key = session.query(m.Priority).filter_by(ref="T1").one().id
        session.query(m.Response).filter_by(count=40).one().priority_id = key
    linked = {row.words: row.linked for row in ranked(store, autumn).by("theme")}
    assert linked == {"Anti-social behaviour": 40, "Speeding": 0, "Drugs": 0}


def test_one_that_is_gone_is_said(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="no longer there"):
        ranked(store, "gone")


# --- The log ----------------------------------------------------------------------------------


def test_the_log_is_counted_since_the_round_before_began(
    store: Store, team: TeamName, autumn: str
) -> None:
    assert ranked(store, autumn).since == SUMMER.opened, "without rounds since it was asked last"
    with store.change("Rounds") as session:
        key = consultations.found(session, autumn).id
        for ref, begun, after in (
            ("R1", date(2026, 3, 14), None),
            ("R2", date(2026, 7, 14), None),
            ("R3", date(2026, 11, 14), key),
        ):
            session.add(
                m.Round(ref=ref, team_id=team.id, begun=begun, months=4, consultation_id=after)
            )
    found = ranked(store, autumn)
    assert (found.since, found.until) == (date(2026, 7, 14), AUTUMN.closed)
    assert ranked(store, autumn, date(2026, 10, 5)).until == date(2026, 10, 5), "while it is open"


def test_the_log_has_patrols_and_minutes_by_theme_and_place(
    store: Store, team: TeamName, autumn: str
) -> None:
    tenth = london(2026, 10, 10, 9)
    log(store, team, tenth, tenth + clock.HOUR, "H1", "1432", "7104", priority="T1")
    log(store, team, tenth + 2 * clock.HOUR, tenth + 3 * clock.HOUR, "B2", "1432", priority="T1")
    log(store, team, tenth + 4 * clock.HOUR, tenth + 5 * clock.HOUR, "B2", "101")
    log(store, team, london(2026, 11, 5, 9), london(2026, 11, 5, 10), "B2", "101")
    found = ranked(store, autumn)

    def of(by: By) -> dict[str, LogSays | None]:
        return {row.words: row.log for row in found.by(by)}

    assert of("theme") == {
        "Anti-social behaviour": LogSays(2, 180),
        "Speeding": LogSays(),
        "Drugs": LogSays(),
    }
    assert of("place") == {
        "Peartree": LogSays(1, 120),
        "Shops": LogSays(1, 120),
        "Haldens": LogSays(2, 120),
        "No place named": None,
    }
    both = of("theme and place")
    assert both["Anti-social behaviour, Peartree"] == LogSays(2, 180), "it is for Peartree"
    assert both["Anti-social behaviour, Shops"] == LogSays(1, 120)
    assert both["Speeding, no place named"] is None
    assert set(of("channel").values()) == {None}


def test_a_patrol_over_the_first_midnight_counts_from_there(store: Store, team: TeamName) -> None:
    log(store, team, london(2026, 9, 30, 23), london(2026, 10, 1, 1), "B1", "1432", priority="T1")
    with store.read() as session:
        one = log_says.between(session, team.id, date(2026, 10, 1), date(2026, 10, 31))
        both = log_says.between(session, team.id, date(2026, 9, 30), date(2026, 10, 31))
        none = log_says.between(session, team.id, date(2026, 10, 31), date(2026, 10, 1))
    assert one.by_theme == {"asb": LogSays(1, 60)}
    assert both.by_theme == {"asb": LogSays(1, 120)}
    assert not none.by_theme


def test_whole_months_of_the_log_are_those_of_the_return(store: Store) -> None:
    """The demo's October by theme is what its return says of the priorities of that theme."""
    with store.change("Make the demo team") as session:
        demo.make(session, TODAY)
    month = Month(2026, 10)
    with store.read() as session:
        team = teams.every(session)[0]
        found = log_says.between(session, team.id, month.first, month.last)
        themes: dict[str, str] = dict(session.query(m.Priority.ref, m.Priority.theme).all())
        returned: dict[str, int] = {}
        for one in figures.compute(gather(session, team.code, month, clock.EPOCH)):
            section, measure, by, ref = one.key
            if (section, measure, by) == ("priorities", "officer_time", "priority") and one.value:
                theme = themes[ref]
                returned[theme] = returned.get(theme, 0) + one.value
    assert returned
    assert {theme: says.minutes for theme, says in found.by_theme.items()} == returned
    assert NOWHERE not in found.by_place


def test_a_server_ranks_alike(postgres_url: str) -> None:
    store = create_store(postgres_url, ACTOR)
    team = made_team(store)
    ref = asked(store, team)
    tenth = london(2026, 10, 10, 9)
    log(store, team, tenth, tenth + clock.HOUR, "H1", "1432", "7104", priority="T1")
    found = ranked(store, ref)
    assert counts(found.by("theme")) == [
        ("Anti-social behaviour", 43, 0, "new"),
        ("Speeding", 38, 30, "8 more"),
        ("Drugs", 0, 8, "none now"),
    ]
    assert found.by("theme")[0].log == LogSays(1, 120)
    with store.read() as session:
        _, row = reversed(consultations.listed(session, team.id))
    assert (row.responses, row.records) == (81, 5)
    assert list(row.by_channel) == ["survey", "street", "email"]
    store.close()
