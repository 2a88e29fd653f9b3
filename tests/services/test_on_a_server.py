"""What residents asked, what was done, what they were told: on a server as in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.domain.campaigns import CampaignDraft, CountDraft, PlannedDraft
from snt_desk.domain.clock import Month, london
from snt_desk.domain.community import PostDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import (
    action_lists,
    actions_due,
    agendas,
    appointment_lists,
    campaign_plans,
    campaigns,
    case_reviews,
    community_lists,
    diary,
    groups,
    joined,
    meetings_to_come,
    message_days,
    messages,
    minutes_files,
    not_named,
    owed,
    partner_lists,
    partner_people,
    police_uk,
    priorities,
    priorities_due,
    priority_lists,
    rankings,
    reach,
    reckoning,
    response_lists,
    responses,
    rounds,
    scorecards,
    street_crime,
    tasks,
    timeline,
    waiting,
    you_said,
)
from snt_desk.services.community_rows import rows
from snt_desk.services.response_lists import NEWEST, OLDEST, Filter
from snt_desk.services.rounds import begin as begin_round
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team
from tests.services.joins import TODAY, join_all

NOW = london(2026, 11, 22, 14)
TEAM = 1
"""Its number, in a new database."""


@pytest.fixture
def server(postgres_url: str) -> Generator[Store]:
    shared = create_store(postgres_url, ACTOR)
    yield shared
    shared.close()


@pytest.fixture
def both(store: Store, server: Store) -> tuple[Store, Store]:
    """The same records in a file and on a server."""
    for one in (store, server):
        team = made_team(one)
        with one.change("Join all", kind="barrier") as session:
            join_all(session, team)
        with one.change("Begin the next round") as session:
            begin_round(session, team.id, RoundDraft(date(2026, 11, 20), 4, None, None, "New"))
        with one.change("Plan a week") as session:
            plan_a_week(session)
    return store, server


def plan_a_week(session: Session) -> None:
    """A campaign with all that it can have, and a meeting with an agenda."""
    days = (date(2026, 11, 9), date(2026, 11, 15))
    draft = CampaignDraft("#WeekOfAction", "Week", *days, ("#more",), {days[0]: "Theft"})
    campaigns.add(session, replace(draft, tag="#LastWeek", tags=(), themes={}))
    campaigns.add(session, replace(draft, before="#LastWeek"))
    week = session.query(m.Campaign).filter_by(tag="#WeekOfAction").one()
    session.query(m.Event).one().campaign_id = week.id
    walk = PlannedDraft(week.tag, "foot", london(2026, 11, 10, 9), officers=("1432",), place="B1")
    campaign_plans.add(session, TEAM, walk)
    scorecards.add(session, TEAM, CountDraft(week.tag, "Bicycles marked", 9))
    message = session.query(m.Message).one()
    message.campaign_id, message.planned = week.id, london(2026, 11, 11, 9)
    session.add(m.MessageChannel(message_id=message.id, position=1, channel="x"))
    post = PostDraft("facebook", london(2026, 11, 12, 9), 500, 4)
    messages.post(session, message.ref, post)
    met = session.query(m.Meeting).one()
    gate = session.query(m.Action).one().id
    met.agenda = [m.AgendaItem(position=1, text="A gate", action_id=gate, said="Not yet.")]
    met.missing = [m.MeetingMissing(position=1, member_id=1, apologies=True)]


def lists_of_community(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in ("events", "contacts", "messages"):
        orders = [(), *(((name, True),) for name in community_lists.columns(table))]
        for order in orders:
            asked = community_lists.Asked("shop" if table == "events" else "", orders=order)
            made = community_lists.listed(session, TEAM, table, asked, NOW)
            lines = rows(session, table, [key for key in made.keys if key > 0])
            found[f"{table} {order}"] = (made.titles, [one.id for one in lines])
    return found


def lists_of_responses(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for wanted in (Filter(), Filter(text="NOISE asb"), Filter("consultations-1", linked=True)):
        every = [] if wanted.text else [((name, True),) for name in response_lists.COLUMNS]
        orders = [NEWEST, OLDEST, *every]
        for order in orders:
            made = response_lists.prepared(session, TEAM, response_lists.Asked(wanted, order))
            lines = made.lines(session, 0, 10)
            found[f"{wanted} {order}"] = (made.totals, [one.ref for one in lines])
    return found


def all_joins(session: Session) -> dict[str, Any]:
    return {
        table: [
            (kind.name, kind.number, kind.lines)
            for kind in joined.by_kind(session, table, ref, TODAY)
        ]
        for table, ref in (
            *(("priorities", "T1"), ("partners", "O1"), ("members", "1432")),
            ("campaigns", "#WeekOfAction"),
            *((table, f"{table}-1") for table in ("rounds", "consultations", "events", "messages")),
            *((table, f"{table}-1") for table in ("meeting_series", "meetings", "actions")),
            *((table, f"{table}-1") for table in ("contacts", "community_groups", "case_reviews")),
        )
    }


def of_rounds(session: Session) -> Any:
    listed = rounds.listed(session, TEAM)
    standing = [
        (one.priority.ref, one.standing, one.feedback, one.days_silent)
        for one in rounds.members(session, "rounds-1", TODAY)
    ]
    return [(one.begun, one.ended, one.consultation) for one in listed], standing


def of_the_plan(session: Session) -> Any:
    register = priorities.register(session, TEAM, most_idle=5)
    voices = priority_lists.voices(session, TEAM, [one.id for one in register])
    happened = timeline.entries(session, timeline.of(session, "T1")[:50], TODAY)
    what = [(one.day, one.time, one.what, one.title) for one in happened]
    return [row[1:] for row in register], voices, sorted(what), tasks.listed(session, "T1")


def of_what_is_told(session: Session) -> Any:
    return you_said.facts(session, TEAM, "rounds-1", TODAY).priorities


def of_the_rest(session: Session) -> Any:
    return (
        {
            by: rankings.ranked(session, "consultations-1", TODAY).by(by)
            for by in ("theme", "place")
        },
        responses.said_so(session, [1]),
        reckoning.of(session, TEAM, "T1", TODAY),
        street_crime.of_priority(session, "T1"),
        police_uk.published(session, TEAM, TODAY),
        [(one.table, one.day) for one in priorities_due.due(session, TEAM, date(2027, 3, 10))],
    )


def _of_actions(session: Session) -> Iterator[Any]:
    for orders in ((), *(((name, True),) for name in sorted(action_lists.columns()))):
        asked = action_lists.Asked(words="the", closed=True, orders=orders)
        found = action_lists.listed(session, TEAM, asked, {}, TODAY)
        yield found.titles, [replace(one, key=0) for one in action_lists.rows(session, found.keys)]
    yield action_lists.standing(session, TEAM, "", TODAY)


def of_partners(session: Session) -> Any:
    to_come = meetings_to_come.coming(session, TEAM, TODAY, date(2027, 3, 1))
    asked = agendas.asked_to(session, "meetings-1")
    return (
        [(one.title, one.start, one.day, one.partners) for one in to_come],
        meetings_to_come.ahead(session, TEAM, TODAY, TODAY, TODAY).series,
        agendas.drawn_up(session, TEAM, replace(asked, start=NOW, ref="")),
        agendas.drawn_up(session, TEAM, asked),
        minutes_files.facts(session, TEAM, "meetings-1", TODAY),
        *_of_actions(session),
        partner_lists.meetings(session, TEAM),
        partner_lists.organisations(session, TEAM),
        partner_people.listed(session, TEAM),
        partner_people.told(session, TEAM, ["O1"], TODAY),
        actions_due.due(session, TEAM, date(2027, 3, 1)),
        case_reviews.listed(session, TEAM, TODAY),
        not_named.for_agencies(session).named("Ada Invented, Jo Invented"),
    )


def of_the_public(session: Session) -> Any:
    made: list[Any] = []
    for order in ((), *(((name, True),) for name in appointment_lists.columns())):
        wanted = community_lists.Asked("" if order else "shop", orders=order)
        found = appointment_lists.listed(session, TEAM, wanted, NOW)
        made += (found.titles, appointment_lists.rows(session, [*filter(_is_row, found.keys)]))
    days = message_days.read(session, TEAM, date(2026, 11, 1), date(2026, 11, 30))
    return (
        *(made, days, message_days.day_of(session, "messages-1")),
        [(one.table, one.title, one.who, one.clashes) for one in diary.coming(session, TEAM, NOW)],
        reach.reach(session, TEAM, NOW).lines,
        groups.met(session, "community_groups-1"),
        owed.feedback(session, TEAM, TODAY),
        community_lists.late_feedback(session, TEAM, TODAY),
        waiting.next_to_answer(session, TEAM, NOW),
        waiting.answered(session, session.get_one(m.Team, TEAM).code, Month(2026, 11), NOW),
    )


def of_campaigns(session: Session) -> Any:
    name = session.get_one(m.Team, TEAM)
    team = TeamName(TEAM, name.code, name.name, name.district)
    found: list[Any] = campaigns.listed(session, TEAM)
    for one in campaigns.listed(session, TEAM):
        card = scorecards.of(session, team, one.id, NOW)
        found += (campaign_plans.plan(session, TEAM, one.id, NOW), card)
        found += (scorecards.behind(session, team, one.id, line.name, NOW) for line in card.lines)
    return found


def _is_row(key: int) -> bool:
    return key > 0


ASKED: Mapping[str, Callable[[Session], Any]] = {
    one.__name__: one
    for one in (
        *(lists_of_community, lists_of_responses, all_joins, of_rounds, of_the_plan),
        *(of_what_is_told, of_the_rest, of_partners, of_the_public, of_campaigns),
    )
}


@pytest.mark.long
def test_a_server_answers_as_a_file_does(both: tuple[Store, Store]) -> None:
    in_file, on_server = map(answers, both)
    for name in ASKED:
        assert on_server[name] == in_file[name], name


def answers(store: Store) -> dict[str, str]:
    """What is answered to each question, without the refs that are made anew in each."""
    with store.read() as session:
        return {name: _MADE.sub("ref", str(ask(session))) for name, ask in ASKED.items()}


_MADE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
