"""Every filter and order of the responses, beside what plain Python makes of all their lines."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import models as m
from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.consultations import NOWHERE
from snt_desk.services import response_lists
from snt_desk.services.keyed_lists import Order
from snt_desk.services.response_lists import (
    NEWEST,
    OLDEST,
    Asked,
    Beginning,
    Filter,
    ResponseRow,
)
from tests.fixtures_store import ACTOR
from tests.fixtures_team import another_team, made_team

RESPONSES = 150
BEGUN = date(2026, 9, 1)
SAID = (None, "Too fast", "bikes, Speeding", "Ärger am Tor", "zebra", "Zebra crossing 100%", "a_b")
THEMES, CHANNELS = ("asb", "speeding", "drugs"), ("survey", "door_knock", "social")


@dataclass(frozen=True)
class Said:
    """One invented response, by what it names outside the database."""

    consultation: str
    received: date
    channel: str
    theme: str
    place: str | None
    count: int
    comment: str | None
    priority: str | None
    event: str | None


@dataclass(frozen=True)
class Answers:
    """What residents of a team said: each by its ref, and its line as it is read."""

    store: Store
    team: int
    said: dict[str, Said]
    rows: dict[str, ResponseRow]

    def prepared(self, wanted: Filter, orders: tuple[Order, ...] = NEWEST) -> Any:
        with self.store.read() as session:
            return response_lists.prepared(session, self.team, Asked(wanted, orders))

    def refs(self, wanted: Filter, orders: tuple[Order, ...] = NEWEST) -> list[str]:
        """The refs of a list in an order."""
        found = self.prepared(wanted, orders)
        with self.store.read() as session:
            return [one.ref for one in found.lines(session, 0, RESPONSES)]


def invented(rng: random.Random) -> Said:
    return Said(
        consultation=rng.choice(("C1", "C1", "C2")),
        received=BEGUN + timedelta(days=rng.randrange(60)),
        channel=rng.choice(CHANNELS),
        theme=rng.choice(THEMES),
        place=rng.choice((None, "B1", "B2", "H1")),
        count=rng.choice((1, 1, 2, 10, 35)),
        comment=rng.choice(SAID),
        priority=rng.choice((None, None, "T1", "T2")),
        event=rng.choice((None, None, "E1")),
    )


def made_answers(store: Store, number: int) -> Answers:
    """So many responses of two consultations of the team, and one of another team."""
    team = made_team(store).id
    rng = random.Random(6)
    said = {f"R{at}": invented(rng) for at in range(number)}
    with store.change("Ask residents") as session:
        other = another_team(session)
        second = m.Priority(ref="T2", team_id=team, title="bikes", theme="asb", status="proposed")
        second.raised = BEGUN
        stall = m.Event(ref="E1", team_id=team, kind="stall", title="Market stall")
        stall.start = london(2026, 9, 5, 10)
        session.add_all([second, stall])
        for ref, owner in (("C1", team), ("C2", team), ("C9", other)):
            asked = m.Consultation(ref=ref, team_id=owner, title=f"Survey {ref}", opened=BEGUN)
            session.add(asked)
        session.flush()

        def keys(table: Any, handle: Any) -> dict[str, int]:
            return dict(session.execute(select(handle, table.id)).all())

        places, events = keys(m.Place, m.Place.code), keys(m.Event, m.Event.ref)
        asked_in = keys(m.Consultation, m.Consultation.ref)
        priorities = keys(m.Priority, m.Priority.ref)
        elsewhere = replace(said["R0"], consultation="C9", place=None, priority=None)
        for ref, one in {**said, "R-elsewhere": elsewhere}.items():
            session.add(
                m.Response(
                    ref=ref,
                    consultation_id=asked_in[one.consultation],
                    received=one.received,
                    channel=one.channel,
                    theme=one.theme,
                    place_id=places[one.place] if one.place else None,
                    count=one.count,
                    comment=one.comment,
                    priority_id=priorities[one.priority] if one.priority else None,
                    event_id=events[one.event] if one.event else None,
                )
            )
    with store.read() as session:
        found = response_lists.prepared(session, team, Asked())
        rows = found.lines(session, 0, number)
    return Answers(store, team, said, {one.ref: one for one in rows})


@pytest.fixture(scope="module")
def answers(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """A hundred and fifty responses in a file."""
    path = tmp_path_factory.mktemp("lists") / "desk.db"
    shutil.copyfile(template, path)
    store = open_store(str(path), ACTOR)
    yield made_answers(store, RESPONSES)
    store.close()


def test_a_line_says_what_was_said_in_words(answers: Answers) -> None:
    assert answers.rows.keys() == answers.said.keys()
    for ref, said in answers.said.items():
        row = answers.rows[ref]
        assert (row.received, row.count, row.comment) == (
            said.received,
            said.count,
            said.comment or "",
        )
        assert row.place == {None: "", "B1": "Peartree", "B2": "Haldens", "H1": "Shops"}[said.place]
        assert row.priority == {None: "", "T1": "Woodhall shops", "T2": "bikes"}[said.priority]
        assert row.priority_ref == (said.priority or "")
        assert row.event == ("Market stall" if said.event else "")
        assert row.consultation == f"Survey {said.consultation}"
    assert {row.theme for row in answers.rows.values()} == {
        "Anti-social behaviour",
        "Speeding",
        "Drugs",
    }
    assert "Door knock" in {row.channel for row in answers.rows.values()}


# --- Filters ----------------------------------------------------------------------------------


def says(word: str) -> Callable[[Said, ResponseRow], bool]:
    def rule(_: Said, row: ResponseRow) -> bool:
        shown = (row.comment, row.theme, row.channel, row.place, row.priority, row.event)
        return any(lowered(word) in lowered(one) for one in shown)

    return rule


Rule = Callable[[Said, ResponseRow], bool]
MIDDLE = date(2026, 9, 20)
RULES: tuple[tuple[dict[str, Any], Rule], ...] = (
    ({"consultation": "C1"}, lambda one, _: one.consultation == "C1"),
    ({"theme": "asb"}, lambda one, _: one.theme == "asb"),
    ({"channel": "door_knock"}, lambda one, _: one.channel == "door_knock"),
    ({"place": "B1"}, lambda one, _: one.place in {"B1", "H1"}),
    ({"place": "B2"}, lambda one, _: one.place == "B2"),
    ({"first": MIDDLE}, lambda one, _: one.received >= MIDDLE),
    ({"last": MIDDLE}, lambda one, _: one.received <= MIDDLE),
    ({"linked": True}, lambda one, _: one.priority is not None),
    ({"linked": False}, lambda one, _: one.priority is None),
    ({"priority": "T1"}, lambda one, _: one.priority == "T1"),
    ({"text": "SPEEDING"}, says("speeding")),
    ({"text": "shops"}, says("shops")),
    ({"text": "100%"}, says("100%")),
    ({"text": "a_b"}, says("a_b")),
    (
        {"text": "market zebra"},
        lambda one, row: says("market")(one, row) and says("zebra")(one, row),
    ),
)


@pytest.mark.parametrize("at", range(len(RULES)))
def test_a_filter_leaves_what_its_rule_says_alone_and_with_every_other(
    answers: Answers, at: int
) -> None:
    fields, rule = RULES[at]
    for other_fields, other_rule in RULES[at:]:
        wanted = Filter(**{**fields, **other_fields})
        rules = [other_rule if other_fields.keys() & fields.keys() else rule, other_rule]
        expected = {
            ref: said
            for ref, said in answers.said.items()
            if all(one(said, answers.rows[ref]) for one in rules)
        }
        assert set(answers.refs(wanted)) == expected.keys(), wanted
        totals = answers.prepared(wanted).totals
        assert totals.rows == len(expected)
        assert totals.responses == sum(one.count for one in expected.values())
        assert totals.linked == sum(
            one.count for one in expected.values() if one.priority is not None
        )
        with answers.store.read() as session:
            assert response_lists.count(session, answers.team, wanted) == len(expected)
    alone = Filter(**fields)
    assert 0 < len(answers.refs(alone)) < RESPONSES


def test_what_another_team_was_told_is_in_no_list(answers: Answers) -> None:
    assert answers.refs(Filter(consultation="C9")) == []
    assert answers.prepared(Filter(consultation="C9")).totals.responses == 0


# --- Orders -----------------------------------------------------------------------------------


def lowered(text: str) -> str:
    """As the database lowers letters: the plain ones."""
    return "".join(one.lower() if one.isascii() else one for one in text)


COLUMNS: dict[str, Callable[[ResponseRow], Any]] = {
    "received": lambda row: row.received,
    "channel": lambda row: lowered(row.channel),
    "theme": lambda row: lowered(row.theme),
    "place": lambda row: lowered(row.place) or None,
    "count": lambda row: row.count,
    "comment": lambda row: lowered(row.comment) or None,
    "priority": lambda row: lowered(row.priority) or None,
    "event": lambda row: lowered(row.event) or None,
    "consultation": lambda row: lowered(row.consultation),
}


def in_order(rows: Sequence[ResponseRow], orders: Sequence[Order]) -> list[str]:
    """The same by `sorted`: what is not known last, and of equals the newest first."""
    found = sorted(rows, key=lambda row: (row.received, row.consultation, row.id), reverse=True)
    for key, descending in reversed(orders):
        value = COLUMNS[key]
        known = [row for row in found if value(row) is not None]
        unknown = [row for row in found if value(row) is None]
        found = sorted(known, key=value, reverse=descending) + unknown
    return [row.ref for row in found]


def test_every_column_is_compared() -> None:
    assert COLUMNS.keys() == response_lists.COLUMNS


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_a_column_sorts_as_plain_python_does(
    answers: Answers, key: str, *, descending: bool
) -> None:
    orders = ((key, descending),)
    rows = list(answers.rows.values())
    if orders == OLDEST:
        assert answers.refs(Filter(), orders) == in_order(rows, NEWEST)[::-1]
        return
    assert answers.refs(Filter(), orders) == in_order(rows, orders)


@pytest.mark.parametrize("first", sorted(COLUMNS))
def test_a_second_column_decides_where_the_first_says_nothing(answers: Answers, first: str) -> None:
    rows = [row for ref, row in answers.rows.items() if answers.said[ref].theme == "asb"]
    for second in COLUMNS.keys() - {first}:
        orders = ((first, True), (second, False))
        assert answers.refs(Filter(theme="asb"), orders) == in_order(rows, orders), orders


@pytest.mark.parametrize("orders", [NEWEST, OLDEST])
def test_what_the_index_gives_first_is_how_the_list_begins(
    answers: Answers, orders: tuple[Order, ...]
) -> None:
    for fields, _ in RULES:
        asked = Asked(Filter(**fields), orders)
        with answers.store.read() as session:
            begun = response_lists.Beginning(answers.team, asked)
            some = [*begun.lines(session, 0, 4), *begun.lines(session, 4, 3)]
        assert [one.ref for one in some] == answers.refs(asked.wanted, orders)[:7]
        assert asked.is_indexed == ("text" not in fields)


def test_a_response_is_found_in_its_row(answers: Answers) -> None:
    found = answers.prepared(Filter(theme="asb"), (("comment", True),))
    refs = answers.refs(Filter(theme="asb"), (("comment", True),))
    with answers.store.read() as session:
        assert [found.place(session, ref) for ref in refs] == list(range(len(refs)))
        elsewhere = next(ref for ref, said in answers.said.items() if said.theme != "asb")
        assert found.place(session, elsewhere) is None
        assert found.place(session, "R-gone") is None
        assert sorted(response_lists.refs_of(session, found.keys)) == sorted(refs)


def test_a_list_is_short_by_how_much_was_said_in_the_consultation(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_c1 = sum(one.consultation == "C1" for one in answers.said.values())
    monkeypatch.setattr(response_lists, "_SHORT", in_c1)
    with answers.store.read() as session:
        assert response_lists.is_short(session, answers.team, Filter("C1", text="zebra"))
        assert response_lists.is_short(session, answers.team, Filter("C2"))
        assert not response_lists.is_short(session, answers.team, Filter(theme="asb"))


_OF_MANY = (
    ("ix_responses_listed", "100000 42 42 1 1 1 1 1 1"),
    ("ix_responses_ranked", "100000 2500 125 10 2 2 2"),
    ("ix_responses_priority_id", "100000 24"),
    ("ix_responses_consultation_id_received", "100000 2500 42"),
)
"""What SQLite knows of 100,000 responses."""


@pytest.fixture
def many(template: Path, tmp_path: Path) -> Iterator[Store]:
    """A file that takes its responses for 100,000."""
    path = tmp_path / "desk.db"
    shutil.copyfile(template, path)
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.execute("ANALYZE")
        for index, known in _OF_MANY:
            connection.execute(
                "INSERT INTO sqlite_stat1 VALUES ('responses', ?, ?)", (index, known)
            )
    store = open_store(str(path), ACTOR)
    yield store
    store.close()


@pytest.mark.parametrize(
    "wanted",
    [
        *(Filter(), Filter(theme="asb"), Filter(channel="survey"), Filter(place="B1")),
        *(Filter(at="B1"), Filter(at=NOWHERE), Filter(linked=True), Filter(linked=False)),
        Filter("C1", at=NOWHERE),
    ],
    ids=str,
)
def test_the_first_rows_by_day_are_read_along_an_index_and_not_sorted(
    many: Store, wanted: Filter
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with many.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *what: asked.append(what[2:4]))
        Beginning(1, Asked(wanted)).lines(session, 0, 32)
        sql, values = next(one for one in asked if "ORDER BY" in one[0])
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
    steps = [step for *_, step in plan]
    assert any("ix_responses_listed" in step for step in steps)
    assert not [step for step in steps if "TEMP B-TREE" in step]


# --- On a shared server -----------------------------------------------------------------------


def test_a_server_filters_and_sorts_alike(postgres_url: str) -> None:
    store = create_store(postgres_url, ACTOR)
    shared = made_answers(store, 40)
    rows = list(shared.rows.values())
    for key in sorted(COLUMNS):
        orders = ((key, True), ("place", False)) if key != "place" else ((key, True),)
        assert shared.refs(Filter(), orders) == in_order(rows, orders), key
    for fields, rule in RULES:
        wanted = Filter(**fields)
        found = {ref for ref, said in shared.said.items() if rule(said, shared.rows[ref])}
        assert set(shared.refs(wanted)) == found, fields
        assert shared.prepared(wanted).totals.rows == len(found)
    store.close()
