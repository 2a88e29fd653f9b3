"""The scorecard counts a campaign's days by the rules of the return, and sets last time beside."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import figures
from snt_desk.domain import scorecards as domain
from snt_desk.domain.campaigns import CampaignDraft, CountDraft
from snt_desk.domain.clock import DAY, Days, Month, london
from snt_desk.domain.community import ContactDraft, Details, EventDraft, MessageDraft, PostDraft
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.scorecards import Scorecard, ScoreLine
from snt_desk.errors import DeskError
from snt_desk.services import (
    campaigns,
    contacts,
    disclosures,
    events,
    gather,
    messages,
    patrols,
    returns,
    scorecards,
)
from snt_desk.services.list_files import Order
from snt_desk.services.team import TeamName, named

WEEK = CampaignDraft("#Week22", "Week of action", date(2022, 1, 17), date(2022, 1, 23))
AGAIN = replace(
    WEEK, tag="#Week23", first=date(2023, 1, 16), last=date(2023, 1, 22), before="#Week22"
)
NOW = london(2023, 2, 1, 9)


def card(store: Store, team: TeamName, tag: str = "#Week22") -> Scorecard:
    with store.read() as session:
        return scorecards.of(session, team, tag, NOW)


def line(of: Scorecard, name: str) -> ScoreLine:
    return next(one for one in of.lines if one.name == name)


@pytest.fixture
def held(store: Store, team: TeamName) -> None:
    """Both weeks, and a little of everything in and around the first."""
    night = LegDraft("foot", london(2022, 1, 16, 22), london(2022, 1, 17, 2), "B1", ("1432",))
    ride = LegDraft("bicycle", london(2022, 1, 23, 23), london(2022, 1, 24, 1), "B1", ("1432",))
    school = EventDraft("school_visit", "School", start=london(2022, 1, 18, 9), attendance=120)
    with store.change("Fill") as session:
        campaigns.add(session, WEEK)
        campaigns.add(session, AGAIN)
        for leg in (night, ride):
            patrols.log(session, team.id, PatrolDraft((leg,)))
        events.add(session, team.id, school)
        events.add(session, team.id, replace(school, start=london(2022, 1, 24)))
        message = messages.add(session, team.id, MessageDraft("campaign", "Hello", "#Week22"))
        for channel, day, reach in (("facebook", 17, 400), ("x", 23, None), ("x", 24, 90)):
            messages.post(session, message, PostDraft(channel, london(2022, 1, day, 12), reach))


@pytest.mark.usefixtures("held")
def test_days_are_cut_out_as_a_month_is(store: Store, team: TeamName) -> None:
    made = card(store, team)
    # The patrol of the night before has two of its hours in it, and began outside.
    assert line(made, "patrols.patrols").value == 1
    assert line(made, "patrols.patrol_time").value == 180
    assert line(made, "patrols.patrol_time.mode.foot").value == 120
    assert line(made, "patrols.officer_time.mode.bicycle").value == 60
    assert line(made, "engagement.events.event_kind.school_visit").value == 1
    assert line(made, "engagement.attendance").value == 120
    assert line(made, "messages.posts").value == 2
    assert line(made, "messages.posts.campaign.#Week22").value == 2
    assert line(made, "messages.reach").value == 400


@pytest.mark.usefixtures("held")
def test_last_time_stands_beside(store: Store, team: TeamName) -> None:
    made = card(store, team, "#Week23")
    assert made.before == "Week of action, 17 to 23 Jan 2022"
    visits = line(made, "engagement.events.event_kind.school_visit")
    assert (visits.label, visits.value, visits.before) == ("School visit", 0, 1)
    # Of what nobody had recorded anything then, there is no last time.
    assert line(made, "partners.meetings").before is None
    assert line(card(store, team), "patrols.patrols").before is None


@pytest.mark.usefixtures("held")
def test_its_own_posts_stand_beside_those_of_its_tag_last_time(
    store: Store, team: TeamName
) -> None:
    assert line(card(store, team, "#Week23"), "messages.posts.campaign.#Week23").before == 2
    with store.change("Post") as session:
        for tag in ("#Week22", "#Week23"):
            message = messages.add(session, team.id, MessageDraft("campaign", "Again", tag))
            messages.post(session, message, PostDraft("x", london(2023, 1, 17, 12)))
    own = [one for one in card(store, team, "#Week23").lines if ".campaign." in one.name]
    assert [(one.label, one.value, one.before) for one in own] == [("#Week23", 1, 2)]


@pytest.mark.parametrize("month", [Month(2027, 3), Month(2027, 10)])
def test_days_add_up_to_the_return_of_their_month(year: Store, month: Month) -> None:
    cuts = [month.days[at : at + 9] for at in range(0, len(month.days), 9)]
    with year.read() as session:
        team = named(session, "WHA-1")
        whole = {one.key: one.value for one in returns.counted(session, team, month)}
        parts: dict[tuple[str, str, str, str], int] = {}
        for days in cuts:
            found = gather.gather(session, team.code, Days(days[0], days[-1]), NOW)
            for one in figures.compute(found):
                parts[one.key] = parts.get(one.key, 0) + one.value
    on_card = {(one.section, one.measure) for one in domain.CARD} - {
        # Who waits at its end is no sum of anything.
        ("residents", "open_over_72h")
    }
    compared = {key for key in whole if key[:2] in on_card}
    assert sum(whole[key] for key in compared) > 1_000
    assert {key: parts.get(key, 0) for key in compared} == {key: whole[key] for key in compared}


def test_a_reply_of_exactly_72_hours_over_the_clock_change_is_in_time(
    store: Store, team: TeamName
) -> None:
    spring = replace(WEEK, tag="#Spring", first=date(2022, 3, 21), last=date(2022, 3, 27))
    received = london(2022, 3, 25, 12)
    waits = ContactDraft(received, "phone", "Noise", status="answered")
    with store.change("Fill") as session:
        campaigns.add(session, spring)
        for answered in (london(2022, 3, 28, 13), london(2022, 3, 28, 13, 1)):
            contacts.add(session, team.id, replace(waits, answered=answered), Details())
    made = card(store, team, "#Spring")
    assert line(made, "residents.needing_reply").value == 2
    assert line(made, "residents.answered_in_72h").value == 1


@pytest.mark.usefixtures("held")
def test_counts_by_hand_are_the_teams_and_stand_beside_last_times(
    store: Store,
    team: TeamName,
) -> None:
    with store.change("Count") as session:
        scorecards.add(session, team.id, CountDraft("#Week22", "Warrants", 4))
        scorecards.add(session, team.id, CountDraft("#Week22", "Bicycles marked", 31))
        ref = scorecards.add(session, team.id, CountDraft("#Week23", "warrants", 6))
    hand = [one for one in card(store, team, "#Week23").lines if one.section == domain.HAND]
    assert [(one.label, one.value, one.before, one.ref) for one in hand] == [
        ("warrants", 6, 4, ref),
        ("Bicycles marked", None, 31, ""),
    ]


@pytest.mark.usefixtures("held")
def test_the_same_is_not_counted_twice(store: Store, team: TeamName) -> None:
    with store.change("Count") as session:
        scorecards.add(session, team.id, CountDraft("#Week22", "Warrants", 4))
    with (
        pytest.raises(DeskError, match="cannot be saved") as refused,
        store.change("Count") as session,
    ):
        scorecards.add(session, team.id, CountDraft("#Week22", " warrants", 5))
    assert refused.value.detail == "Warrants is on the card already. Change that line."
    with store.change("Count") as session:
        scorecards.add(session, team.id, CountDraft("#Week23", "warrants", 5))
        ref = session.query(m.CampaignCount.ref).filter_by(what="Warrants").scalar()
        scorecards.change(session, ref, CountDraft("#Week22", "WARRANTS", 6))


@pytest.mark.usefixtures("held")
def test_the_records_behind_a_line_add_up_to_it(store: Store, team: TeamName) -> None:
    for one in card(store, team).lines:
        if one.section == domain.HAND or one.name in {"messages.reach", "messages.replies"}:
            continue
        with store.read() as session:
            behind = scorecards.behind(session, team, "#Week22", one.name, NOW)
        assert sum(source.amount for source in behind) == one.value, one.name


@pytest.mark.usefixtures("held")
def test_the_card_is_copied_as_text(store: Store, team: TeamName) -> None:
    with store.change("Count") as session:
        scorecards.add(session, team.id, CountDraft("#Week23", "Warrants", 6))
    said = domain.as_text(card(store, team, "#Week23"))
    assert said.splitlines()[:2] == [
        "Week of action, 16 to 22 Jan 2023, #Week23",
        "In brackets: Week of action, 17 to 23 Jan 2022",
    ]
    assert "    School visit: 0 (1)\n" in said
    assert "  Patrol time: 0:00 h (3:00 h)\n" in said
    assert said.endswith("Counted by hand\n  Warrants: 6\n")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.usefixtures("held")
def test_the_card_is_written_as_a_file_and_noted(
    store: Store, team: TeamName, tmp_path: Path, suffix: str
) -> None:
    made = card(store, team)
    path = tmp_path / f"card{suffix}"
    order = Order(path, scorecards.called(made), disclosures.COMMAND)
    number = scorecards.write(store, made, order, lambda _done, _of: None)
    assert number == len(made.lines)
    if suffix == ".xlsx":
        assert ZipFile(path).testzip() is None
    else:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
        assert rows[0] == ["OFFICIAL: Scorecard of Week of action, 17 to 23 Jan 2022"]
        assert ["Patrols", "Patrol time", "3:00", ""] in rows
    with store.read() as session:
        noted = session.execute(text("SELECT label FROM changes ORDER BY id DESC")).scalars()
        assert "scorecard of #Week22" in str(noted.first())


def test_a_campaign_that_is_gone_has_no_card(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="no longer there"):
        card(store, team)


def test_every_day_of_a_long_campaign_counts(store: Store, team: TeamName) -> None:
    year = replace(WEEK, tag="#Year", first=date(2021, 12, 31), last=date(2022, 12, 31))
    leg = LegDraft("foot", london(2022, 12, 31, 10), london(2022, 12, 31, 11), None, ("1432",))
    with store.change("Fill") as session:
        campaigns.add(session, year)
        patrols.log(session, team.id, PatrolDraft((leg,)))
    assert line(card(store, team, "#Year"), "patrols.patrols").value == 1
    assert year.last == date(2022, 12, 30) + DAY
