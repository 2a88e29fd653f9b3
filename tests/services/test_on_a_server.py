"""What residents asked, what was done, what they were told: on a server as in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import (
    community_lists,
    joined,
    police_uk,
    priorities,
    priorities_due,
    priority_lists,
    rankings,
    reckoning,
    response_lists,
    responses,
    rounds,
    street_crime,
    tasks,
    timeline,
    you_said,
)
from snt_desk.services.community_rows import rows
from snt_desk.services.response_lists import NEWEST, OLDEST, Filter
from snt_desk.services.rounds import begin as begin_round
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
    return store, server


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
            *((table, f"{table}-1") for table in ("rounds", "consultations", "events", "messages")),
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


ASKED: Mapping[str, Callable[[Session], Any]] = {
    one.__name__: one
    for one in (
        *(lists_of_community, lists_of_responses, all_joins, of_rounds, of_the_plan),
        *(of_what_is_told, of_the_rest),
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
