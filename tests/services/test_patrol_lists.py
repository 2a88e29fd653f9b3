"""Every filter, order and group of the log, beside what plain Python makes of all its lines."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from snt_desk.db import models as m
from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrol_groups, patrol_lists, patrol_log, patrol_orders, patrols
from snt_desk.services.keyed_lists import Order
from snt_desk.services.patrol_groups import WORDS
from snt_desk.services.patrol_lists import Asked
from snt_desk.services.patrol_log import Filter, PatrolRow
from snt_desk.services.patrol_totals import By
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team

NOW = london(2026, 11, 22, 14)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
PATROLS = 90
CREWS = ("101", "1432", "7104", "9001")
VOLUNTEER = "9001"


@dataclass(frozen=True)
class Log:
    """A log of invented patrols: the team, each draft by its ref, and each line as it is read."""

    store: Store
    team: int
    drafts: dict[str, PatrolDraft]
    rows: dict[str, PatrolRow]

    def read(self, ask: Callable[..., Any], *given: object, **more: object) -> Any:
        with self.store.read() as session:
            return ask(session, self.team, *given, **more)

    def refs(self, wanted: Filter, orders: tuple[Order, ...] = patrol_log.NEWEST) -> list[str]:
        """The refs of a list in an order, by its keys."""
        with self.store.read() as session:
            keys = patrol_log.keys(session, self.team, wanted, orders)
            return [one.ref for one in patrol_log.rows_of(session, self.team, keys)]


def invented(rng: random.Random) -> PatrolDraft:
    """A patrol of some day round the end of October, when the clocks go back."""
    start = london(2026, 10, 20) + timedelta(minutes=rng.randrange(30 * 24 * 60))
    legs = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        end = start + timedelta(minutes=rng.randrange(10, 300))
        crew = tuple(rng.sample(CREWS, rng.choice((0, 1, 1, 2, 3))))
        mode = rng.choice(("foot", "bicycle", "vehicle"))
        place = rng.choice((None, "B1", "B2", "H1"))
        legs.append(LegDraft(mode, start, end, place, crew, () if crew else ("O1",)))
        start = end
    if rng.random() < 0.1:
        last = legs[-1]
        legs[-1] = LegDraft(last.mode, last.start, None, last.place, last.officers, last.partners)
    priority = rng.choice((None, None, "T1"))
    return PatrolDraft(
        tuple(legs),
        purpose="priority" if priority else rng.choice(("hotspot", "rural", "other")),
        priority=priority,
        operation=rng.choice((None, "Op Sentry", "Op Night Owl", "op sentry two")),
        visible=rng.random() < 0.7,
        note=rng.choice((None, "Quiet.", "busy, Parking", "Ärger am Tor", "zebra", "Zebra")),
        outcomes=rng.choice(({}, {"arrest": 2}, {"arrest": 1, "stop_search": 3})),
    )


def made_log(store: Store, number: int) -> Log:
    """So many patrols of the team, with a volunteer among its people."""
    team = made_team(store).id
    rng = random.Random(4)
    with store.change("Log patrols") as session:
        helper = m.Member(collar=VOLUNTEER, first_name="Ola", last_name="Brandt")
        session.add(helper)
        session.flush()
        posting = m.Posting(member_id=helper.id, team_id=team, role="volunteer", fte_percent=0)
        posting.from_ = date(2026, 1, 1)
        session.add(posting)
        session.flush()
        drafts = [invented(rng) for _ in range(number)]
        named = {patrols.log(session, team, draft): draft for draft in drafts}
    with store.read() as session:
        rows = patrol_log.rows(session, team, Filter(), limit=number)
    return Log(store, team, named, {one.ref: one for one in rows})


@pytest.fixture(scope="module")
def log(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    """Ninety patrols in a file."""
    path = tmp_path_factory.mktemp("lists") / "desk.db"
    shutil.copyfile(template, path)
    store = open_store(str(path), ACTOR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        yield made_log(store, PATROLS)
    store.close()


# --- Filters ----------------------------------------------------------------------------------


def begun(draft: PatrolDraft) -> date:
    start = draft.legs[0].start
    assert start is not None
    return clock.local_day(start)


def touches(draft: PatrolDraft, month: Month) -> bool:
    span = month.span
    return any(
        leg.start is not None
        and leg.start < span.end
        and (leg.start >= span.start or (leg.end is not None and leg.end > span.start))
        for leg in draft.legs
    )


def most_officers(draft: PatrolDraft) -> int:
    return max(sum(one != VOLUNTEER for one in leg.officers) for leg in draft.legs)


Rule = Callable[[PatrolDraft, PatrolRow], bool]
PLACES = {"B1": {"B1", "H1"}, "B2": {"B2"}}
RULES: tuple[tuple[dict[str, Any], Rule], ...] = (
    ({"month": OCTOBER}, lambda one, _: touches(one, OCTOBER)),
    ({"month": NOVEMBER}, lambda one, _: touches(one, NOVEMBER)),
    ({"mode": "bicycle"}, lambda one, _: any(leg.mode == "bicycle" for leg in one.legs)),
    ({"officer": "1432"}, lambda one, _: any("1432" in leg.officers for leg in one.legs)),
    ({"place": "B1"}, lambda one, _: any(leg.place in PLACES["B1"] for leg in one.legs)),
    ({"purpose": "rural"}, lambda one, _: one.purpose == "rural"),
    ({"priority": "T1"}, lambda one, _: one.priority == "T1"),
    ({"operation": "Op Sentry"}, lambda one, _: one.operation == "Op Sentry"),
    ({"crew": "single"}, lambda one, _: most_officers(one) == 1),
    ({"crew": "double"}, lambda one, _: most_officers(one) > 1),
    ({"out": True}, lambda one, _: one.legs[-1].end is None),
    ({"odd": True}, lambda _, row: bool(row.cautions)),
    ({"text": "parking"}, lambda one, _: "Parking" in (one.note or "")),
    ({"first": date(2026, 10, 25)}, lambda one, _: begun(one) >= date(2026, 10, 25)),
    ({"last": date(2026, 10, 25)}, lambda one, _: begun(one) <= date(2026, 10, 25)),
)


@pytest.mark.parametrize("at", range(len(RULES)))
def test_a_filter_leaves_what_its_rule_says_alone_and_with_every_other(log: Log, at: int) -> None:
    fields, rule = RULES[at]
    for other_fields, other_rule in RULES[at:]:
        wanted = Filter(**{**fields, **other_fields})
        rules = [other_rule if other_fields.keys() & fields.keys() else rule, other_rule]
        expected = {
            ref
            for ref, draft in log.drafts.items()
            if all(one(draft, log.rows[ref]) for one in rules)
        }
        assert set(log.refs(wanted)) == expected, wanted
    alone = Filter(**fields)
    rows = log.read(patrol_log.rows, alone, limit=PATROLS)
    assert {one.ref for one in rows} == set(log.refs(alone))
    assert 0 < log.read(patrol_log.count, alone) == len(rows) < PATROLS


# --- Orders -----------------------------------------------------------------------------------


def lowered(text: str) -> str:
    """As the database lowers letters: the plain ones."""
    return "".join(one.lower() if one.isascii() else one for one in text)


def minute_of_day(instant: Any) -> int:
    shown = clock.local(instant)
    return shown.hour * 60 + shown.minute


def reason(row: PatrolRow) -> str:
    return lowered(f"Priority: {row.priority}" if row.priority else row.purpose)


MODES = {"foot": "foot patrol", "bicycle": "bicycle patrol", "vehicle": "vehicle patrol"}
COLUMNS: dict[str, Callable[[PatrolRow], Any]] = {
    "start": lambda row: clock.local_day(row.start),
    "out": lambda row: minute_of_day(row.start),
    "in": lambda row: None if row.end is None else minute_of_day(row.end),
    "hours": lambda row: None if row.end is None else row.minutes,
    "how": lambda row: row.mode,
    "crew": lambda row: lowered(", ".join(row.crew)) or None,
    "place": lambda row: lowered(row.place) or None,
    "for": reason,
    "note": lambda row: lowered(row.note) or None,
    "officers": lambda row: lowered(", ".join(row.officers)) or None,
    "collars": lambda row: ", ".join(row.called) or None,
    "operation": lambda row: lowered(row.operation) or None,
    "outcomes": lambda row: sum(number for _, number in row.outcomes) or None,
    "visible": lambda row: row.visible,
    "legs": lambda row: row.legs,
    "officer_hours": lambda row: row.officer_minutes,
    "warnings": lambda row: ", ".join(dict.fromkeys(one.brief for one in row.cautions)) or None,
}


def by_minute(row: PatrolRow) -> Any:
    return row.start


def in_order(rows: Sequence[PatrolRow], orders: Sequence[Order]) -> list[str]:
    """The same by `sorted`: what is not known last, and of equals the newest first."""
    found = sorted(rows, key=lambda row: (row.start, row.id), reverse=True)
    for key, descending in reversed(orders):
        # By date at last, the minute counts as well.
        at_last = key == "start" and (key, descending) == orders[-1]
        value = by_minute if at_last else COLUMNS[key]
        known = [row for row in found if value(row) is not None]
        unknown = [row for row in found if value(row) is None]
        found = sorted(known, key=value, reverse=descending) + unknown
    return [row.ref for row in found]


def test_every_column_is_compared() -> None:
    assert COLUMNS.keys() == patrol_orders.COLUMNS


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_a_column_sorts_as_plain_python_does(log: Log, key: str, *, descending: bool) -> None:
    orders = ((key, descending),)
    if key == "start":
        expected = sorted(log.rows.values(), key=lambda row: (row.start, row.id))
        found = log.refs(Filter(), orders)
        assert found == [row.ref for row in (expected[::-1] if descending else expected)]
        return
    assert log.refs(Filter(), orders) == in_order(list(log.rows.values()), orders)


@pytest.mark.parametrize("first", sorted(COLUMNS))
def test_a_second_column_decides_where_the_first_says_nothing(log: Log, first: str) -> None:
    for second in ("how", "warnings", "place", "start"):
        if second == first:
            continue
        orders = ((first, True), (second, False))
        rows = [row for row in log.rows.values() if touches(log.drafts[row.ref], OCTOBER)]
        assert log.refs(Filter(month=OCTOBER), orders) == in_order(rows, orders), orders


# --- Groups -----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", sorted(WORDS))
@pytest.mark.parametrize(
    "wanted",
    [Filter(), Filter(month=OCTOBER), Filter(odd=True), Filter(text="quiet", month=NOVEMBER)],
    ids=["all", "october", "odd", "words"],
)
def test_the_groups_of_a_list_make_its_totals(log: Log, by: By, wanted: Filter) -> None:
    found = log.read(patrol_groups.groups, wanted, by)
    totals = log.read(patrol_log.totals, wanted)
    listed = log.read(patrol_log.keys, wanted)
    assert {key for one in found for key in one.keys} == set(listed)
    assert sum(one.officer_time for one in found) == totals.officer_time
    assert len({one.title for one in found}) == len(found) > 1
    if by != "officer":
        assert sum(len(one.keys) for one in found) == totals.patrols
        assert sum(one.patrol_time for one in found) == totals.patrol_time


def test_an_officers_group_holds_the_patrols_and_the_time_of_that_officer(log: Log) -> None:
    found = {one.title: one for one in log.read(patrol_groups.groups, Filter(), "officer")}
    assert {"Sgt Okafor", "PC Ridley", "PCSO Calloway", "No officer"} < found.keys()
    ridley = found["PC Ridley"]
    his = [
        draft for draft in log.drafts.values() if any("1432" in leg.officers for leg in draft.legs)
    ]
    spent = [
        clock.minutes_between(leg.start, leg.end)
        for draft in his
        for leg in draft.legs
        if "1432" in leg.officers and leg.start and leg.end
    ]
    assert len(ridley.keys) == len(his)
    assert (ridley.patrol_time, ridley.officer_time) == (sum(spent), sum(spent))


def test_patrols_stand_in_their_group_in_the_order_asked_for(log: Log) -> None:
    orders = (("hours", True),)
    everything = list(log.read(patrol_log.keys, Filter(), orders))
    for group in log.read(patrol_groups.groups, Filter(), "place", orders):
        assert list(group.keys) == [key for key in everything if key in set(group.keys)]


def test_weeks_begin_on_monday_and_the_newest_stands_first(log: Log) -> None:
    found = log.read(patrol_groups.groups, Filter(), "week")
    first = max(begun(draft) for draft in log.drafts.values())
    monday = first - first.weekday() * clock.DAY
    assert found[0].title == f"Week of {clock.long_day(monday)}"
    assert "Week of Mon 26 Oct 2026" in [one.title for one in found]


# --- On a shared server -----------------------------------------------------------------------


def test_a_server_filters_sorts_and_groups_alike(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    store = create_store(postgres_url, ACTOR)
    shared = made_log(store, 25)
    rows = list(shared.rows.values())
    for key in sorted(COLUMNS):
        orders = ((key, True), ("place", False))
        assert shared.refs(Filter(), orders) == in_order(rows, orders), key
    for fields, rule in RULES:
        wanted = Filter(**fields)
        found = {ref for ref, draft in shared.drafts.items() if rule(draft, shared.rows[ref])}
        assert set(shared.refs(wanted)) == found, fields
    for by in WORDS:
        for wanted in (Filter(), Filter(month=OCTOBER)):
            groups = shared.read(patrol_groups.groups, wanted, by)
            totals = shared.read(patrol_log.totals, wanted)
            assert sum(one.officer_time for one in groups) == totals.officer_time
    store.close()


def test_a_list_that_nobody_waits_for_is_given_up_half_way(log: Log) -> None:
    class Enough(Exception):  # it is a wish
        pass

    def stop(_done: int, _of: int) -> None:
        raise Enough

    with log.store.read() as session, pytest.raises(Enough):
        patrol_lists.prepared(session, log.team, Asked(Filter(odd=True)), report=stop)
