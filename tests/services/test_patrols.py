"""A patrol is logged, changed, taken away and brought back, with all that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, func, select

from snt_desk.db import models as m
from snt_desk.db import search
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrol_log, patrols
from snt_desk.services.patrol_log import Filter, Totals
from snt_desk.services.team import TeamName

NINE, TEN, ELEVEN = (london(2026, 11, 22, hour) for hour in (9, 10, 11))
FOOT = LegDraft("foot", NINE, TEN, "H1", ("1432", "7104"), (), (VisitDraft("H1", NINE, TEN),))
CAR = LegDraft("vehicle", TEN, ELEVEN, "B2", ("1432",), ("O1",))
PATROL = PatrolDraft(
    legs=(FOOT, CAR),
    purpose="hotspot",
    priority="T1",
    operation="Op Hotspot",
    visible=False,
    note="Quiet.",
    outcomes={"arrest": 1, "stop_search": 2},
)


def log(store: Store, team: TeamName, draft: PatrolDraft) -> str:
    with store.change("Log patrol") as session:
        return patrols.log(session, team.id, draft)


def opened(store: Store, ref: str) -> PatrolDraft:
    with store.read() as session:
        return patrols.opened(session, ref)


def test_what_is_logged_is_what_is_opened(store: Store, team: TeamName) -> None:
    assert opened(store, log(store, team, PATROL)) == PATROL


def test_a_changed_patrol_is_as_it_was_changed(store: Store, team: TeamName) -> None:
    ref = log(store, team, PATROL)
    changed = replace(
        PATROL,
        legs=(replace(FOOT, officers=("7104", "101"), visits=()),),
        priority=None,
        outcomes={"stop_search": 3, "dispersal": 1},
    )
    with store.change("Change patrol") as session:
        patrols.change(session, ref, changed)
    assert opened(store, ref) == changed


def test_undo_brings_a_deleted_patrol_back_whole(store: Store, team: TeamName) -> None:
    ref = log(store, team, PATROL)
    with store.change("Delete patrol") as session:
        patrols.delete(session, ref)
    with store.read() as session:
        for table in (m.Patrol, m.Leg, m.LegOfficer, m.LegPartner, m.Visit, m.Outcome):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    store.undo()
    assert opened(store, ref) == PATROL
    store.redo()
    with pytest.raises(DeskError, match="no longer there"):
        opened(store, ref)


def test_a_change_that_only_says_the_same_leaves_no_trace(store: Store, team: TeamName) -> None:
    ref = log(store, team, PATROL)
    with store.change("Change patrol") as session:
        patrols.change(session, ref, PATROL)
    assert store.undo_label == "Log patrol"


def test_what_cannot_be_true_is_not_logged(store: Store, team: TeamName) -> None:
    nobody = PatrolDraft(legs=(replace(CAR, officers=(), partners=()),))
    with pytest.raises(DeskError, match="Choose at least one officer"):
        log(store, team, nobody)


@pytest.mark.parametrize(
    "draft",
    [
        replace(PATROL, priority="T9"),
        PatrolDraft(legs=(replace(CAR, place="B9"),)),
        PatrolDraft(legs=(replace(CAR, officers=("9999",)),)),
        PatrolDraft(legs=(replace(CAR, partners=("O9",)),)),
    ],
)
def test_what_is_not_there_is_named(store: Store, team: TeamName, draft: PatrolDraft) -> None:
    with pytest.raises(DeskError, match=r"There is (no|nobody)"):
        log(store, team, draft)


def test_warnings_name_what_else_is_written(store: Store, team: TeamName) -> None:
    log(store, team, PatrolDraft(legs=(replace(CAR, officers=("1432",)),)))
    again = PatrolDraft(legs=(replace(CAR, mode="foot", officers=("1432", "7104")),))
    with store.read() as session:
        texts = [warning.text for warning in patrols.warnings(session, team.id, again)]
    assert texts == [
        "PC Ridley is on another patrol then: vehicle, 10:00 to 11:00.",
        "PCSO Calloway has no duty then on Sun 22 Nov.",
    ]


def test_a_patrol_does_not_overlap_with_itself(store: Store, team: TeamName) -> None:
    draft = PatrolDraft(legs=(replace(CAR, officers=("1432",)),))
    ref = log(store, team, draft)
    with store.read() as session:
        assert patrols.warnings(session, team.id, draft, ref) == ()


def test_the_log_is_read_in_blocks_from_the_newest(store: Store, team: TeamName) -> None:
    refs = [
        log(
            store,
            team,
            PatrolDraft(
                legs=(
                    LegDraft(
                        "foot", london(2026, 11, day, 9), london(2026, 11, day, 10), "B1", ("1432",)
                    ),
                )
            ),
        )
        for day in range(1, 11)
    ]
    with store.read() as session:
        everything = Filter()
        assert patrol_log.count(session, team.id, everything) == 10
        page = patrol_log.rows(session, team.id, everything, offset=2, limit=3)
        assert [row.ref for row in page] == refs[7:4:-1]
        assert patrol_log.position(session, team.id, everything, refs[7]) == 2
        near = [
            patrol_log.position(session, team.id, everything, refs[7], within=n) for n in (2, 3)
        ]
        assert near == [None, 2]
        oldest = patrol_log.rows(session, team.id, everything, newest_first=False, limit=1)
        assert oldest[0].ref == refs[0]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("behind", [0, 256])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(text="quiet"),
        Filter(text="qui rid"),
        Filter(text="quiet", mode="foot", officer="7104"),
        Filter(text="quiet", month=Month(2026, 11)),
        Filter(month=Month(2026, 11), mode="foot"),
        Filter(text="quiet", priority="T1", purpose="hotspot", place="B1"),
    ],
)
def test_a_patrol_is_placed_where_the_list_has_it_whatever_is_asked(  # a list, and how it is kept
    store: Store,
    team: TeamName,
    monkeypatch: pytest.MonkeyPatch,
    wanted: Filter,
    behind: int,
    *,
    newest_first: bool,
) -> None:
    """SQLite once had no plan for a place among words that were partly indexed."""
    monkeypatch.setattr(search, "MOST_BEHIND", behind)
    for number in range(4):
        start = NINE - number * DAY
        leg = replace(FOOT, start=start, end=start + clock.HOUR, visits=())
        log(store, team, replace(PATROL, legs=(leg,)))
    gone = log(store, team, replace(PATROL, note="Busy.", purpose="rural", legs=(CAR,)))
    with store.read() as session:
        rows = patrol_log.rows(session, team.id, wanted, newest_first=newest_first)
        placed = [
            patrol_log.position(session, team.id, wanted, row.ref, newest_first=newest_first)
            for row in rows
        ]
        nowhere = patrol_log.position(session, team.id, wanted, gone, newest_first=newest_first)
    assert placed == [0, 1, 2, 3]
    assert nowhere is None


def test_a_line_of_the_log_says_the_whole_patrol(store: Store, team: TeamName) -> None:
    log(store, team, PATROL)
    with store.read() as session:
        [row] = patrol_log.rows(session, team.id, Filter())
    assert (row.start, row.end, row.minutes, row.mode, row.legs) == (NINE, ELEVEN, 120, "foot", 2)
    assert (row.crew, row.place) == (("Ridley", "Calloway"), "Shops")
    assert (row.purpose, row.priority, row.note) == ("Hot spot", "Woodhall shops", "Quiet.")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(mode="vehicle"), True),
        (Filter(mode="bicycle"), False),
        (Filter(officer="7104"), True),
        (Filter(officer="101"), False),
        (Filter(place="B1"), True),
        (Filter(place="B2"), True),
        (Filter(purpose="hotspot"), True),
        (Filter(purpose="rural"), False),
        (Filter(priority="T1"), True),
        (Filter(text="quiet RIDLEY"), True),
        (Filter(text="shops 7104"), True),
        (Filter(text="100%"), False),
        (Filter(month=Month(2026, 11)), True),
        (Filter(month=Month(2026, 10)), False),
        (Filter(mode="vehicle", officer="7104", text="nowhere"), False),
    ],
)
def test_filters_combine(store: Store, team: TeamName, wanted: Filter, *, found: bool) -> None:
    log(store, team, PATROL)
    with store.read() as session:
        assert patrol_log.count(session, team.id, wanted) == int(found)


def test_words_find_a_patrol_that_paused_for_days_before_the_month(
    store: Store, team: TeamName
) -> None:
    first = LegDraft("foot", london(2026, 10, 29, 9), london(2026, 10, 29, 10), "B1", ("1432",))
    last = replace(first, start=london(2026, 10, 31, 23), end=london(2026, 11, 1, 1))
    log(store, team, replace(PATROL, legs=(first, last), note="Lighthouse", outcomes={}))
    for wanted in (
        Filter(month=Month(2026, 11)),
        Filter(month=Month(2026, 11), text="lighthouse"),
        Filter(month=Month(2026, 10), text="lighthouse"),
    ):
        with store.read() as session:
            assert patrol_log.count(session, team.id, wanted) == 1


def test_totals_with_a_month_are_the_returns(store: Store, team: TeamName) -> None:
    """An hour on each side of the month's end, two on it; the same hour of one of them once."""
    late = london(2026, 10, 31, 23), london(2026, 11, 1, 1)
    log(store, team, PatrolDraft(legs=(LegDraft("foot", *late, "B1", ("1432", "7104")),)))
    log(store, team, PatrolDraft(legs=(LegDraft("foot", *late, "B1", ("1432",)),)))
    with store.read() as session:
        october = patrol_log.totals(session, team.id, Filter(month=Month(2026, 10)))
        november = patrol_log.totals(session, team.id, Filter(month=Month(2026, 11)))
        whole = patrol_log.totals(session, team.id, Filter())
    assert october == Totals(patrols=2, patrol_time=120, officer_time=120)
    assert november == Totals(patrols=2, patrol_time=120, officer_time=120, before=2)
    assert whole == Totals(patrols=2, patrol_time=240, officer_time=360)


# --- What looks odd in the log, and who is out ------------------------------------------------


def test_the_log_marks_what_the_form_warns_of(store: Store, team: TeamName) -> None:
    busy = PatrolDraft(legs=(replace(CAR, officers=("1432",)),))
    odd = PatrolDraft(legs=(replace(CAR, mode="bicycle", officers=("1432", "7104")),))
    log(store, team, busy)
    ref = log(store, team, odd)
    log(store, team, PatrolDraft(legs=(replace(FOOT, officers=("1432",), visits=()),)))
    with store.read() as session:
        rows = {row.ref: row for row in patrol_log.rows(session, team.id, Filter())}
        form = patrols.warnings(session, team.id, odd, ref)
    said = [(one.field, one.about, one.brief) for one in rows[ref].cautions]
    assert said == [(one.field, one.about, one.brief) for one in form]
    assert said == [
        ("crew", "1432", "two patrols at once"),
        ("crew", "7104", "not cycle-trained"),
        ("crew", "7104", "rest day"),
    ]
    assert rows[ref].called == {"1432": "Ridley", "7104": "Calloway"}
    assert [len(row.cautions) for row in rows.values()].count(0) == 1


def test_form_and_log_agree_on_who_is_out_what_is_twice_and_who_may_drive(
    store: Store, team: TeamName
) -> None:
    ridley, calloway = replace(CAR, partners=()), replace(CAR, officers=("7104",), partners=())
    drafts = [
        PatrolDraft(legs=(replace(ridley, end=None),)),
        PatrolDraft(legs=(ridley,)),
        PatrolDraft(legs=(replace(ridley, start=ELEVEN, end=None),)),
        PatrolDraft(legs=(calloway,)),
        PatrolDraft(legs=(replace(ridley, officers=("1432", "7104"), place="B1"),)),
        PatrolDraft(legs=(replace(FOOT, officers=("101",), end=london(2026, 11, 22, 18)),)),
    ]
    refs = {log(store, team, one): one for one in drafts}
    with store.read() as session:
        rows = {row.ref: row for row in patrol_log.rows(session, team.id, Filter())}
        for ref, draft in refs.items():
            form = [replace(one, text="") for one in patrols.warnings(session, team.id, draft, ref)]
            assert [replace(one, text="") for one in rows[ref].cautions] == form
    found = {one.brief for row in rows.values() for one in row.cautions}
    assert {"logged twice", "two patrols at once", "no driving grade", "over 8 h"} <= found


def test_absence_posting_and_a_closed_priority_are_marked(store: Store, team: TeamName) -> None:
    ref = log(store, team, PatrolDraft(legs=(replace(FOOT, visits=()),), priority="T1"))
    with store.change("Change what is round it") as session:
        member = session.scalars(select(m.Member).where(m.Member.collar == "7104")).one()
        absence = m.Absence(ref="A1", member_id=member.id, kind="training", start=NINE, end=TEN)
        session.add(absence)
        session.scalars(select(m.Posting).where(m.Posting.member_id == member.id)).one().to = date(
            2026, 11, 1
        )
        priority = session.scalars(select(m.Priority)).one()
        priority.status, priority.result = "closed", "resolved"
        priority.closed = date(2026, 11, 20)
    with store.read() as session:
        [row] = patrol_log.rows(session, team.id, Filter())
    assert row.ref == ref
    assert [one.brief for one in row.cautions] == ["not posted here", "training", "closed by then"]


def test_a_block_is_read_in_as_many_queries_however_many_rows(store: Store, team: TeamName) -> None:
    def asked() -> int:
        heard: list[str] = []
        with store.read() as session:
            connection = session.connection()
            event.listen(connection, "before_cursor_execute", lambda *what: heard.append(what[2]))
            patrol_log.rows(session, team.id, Filter())
        return len(heard)

    log(store, team, PATROL)
    one = asked()
    for _ in range(5):
        log(store, team, PATROL)
    assert asked() == one


def test_a_block_is_read_by_its_keys_whatever_sqlite_knows_of_the_tables(
    store: Store, team: TeamName
) -> None:
    """Without statistics it once read every duty of the team for each block."""
    log(store, team, PATROL)
    asked: list[tuple[str, tuple[object, ...]]] = []
    with store.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *what: asked.append(what[2:4]))
        patrol_log.rows(session, team.id, Filter())
        plans = [
            [step for *_, step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            for sql, values in asked[:]
        ]
    steps = [step for plan in plans for step in plan]
    assert not [step for step in steps if step.startswith("SCAN")]
    duties = [step for step in steps if step.startswith("SEARCH duties")]
    assert duties
    assert not [step for step in duties if "start" not in step.partition("=?")[2]]


def test_those_that_are_out_stand_on_top(
    store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: london(2026, 11, 22, 14))
    forgotten = log(store, team, PatrolDraft(legs=(replace(CAR, start=NINE - 2 * DAY, end=None),)))
    out = log(store, team, PatrolDraft(legs=(replace(CAR, start=NINE, end=None),)))
    back = log(store, team, PatrolDraft(legs=(CAR,)))
    out_too = log(store, team, PatrolDraft(legs=(replace(CAR, start=NINE - DAY / 2, end=None),)))
    expected = [out, out_too, back, forgotten]
    with store.read() as session:
        everything = Filter()
        assert [row.ref for row in patrol_log.rows(session, team.id, everything)] == expected
        pairs = [
            patrol_log.rows(session, team.id, everything, offset=at, limit=2) for at in (0, 1, 2)
        ]
        places = [patrol_log.position(session, team.id, everything, ref) for ref in expected]
        oldest = patrol_log.rows(session, team.id, everything, newest_first=False)
        filtered = patrol_log.rows(session, team.id, Filter(mode="foot"))
    assert [[row.ref for row in pair] for pair in pairs] == [
        expected[:2],
        expected[1:3],
        expected[2:],
    ]
    assert places == [0, 1, 2, 3]
    assert [row.ref for row in oldest] == [forgotten, out_too, out, back]
    assert filtered == []


def test_a_patrol_comes_in(store: Store, team: TeamName) -> None:
    ref = log(store, team, PatrolDraft(legs=(FOOT, replace(CAR, end=None))))
    with store.change("End patrol") as session:
        patrols.end(session, ref, ELEVEN)
    assert opened(store, ref) == PatrolDraft(legs=(FOOT, CAR))
    with store.change("End patrol") as session, pytest.raises(DeskError, match="this minute"):
        patrols.end(session, ref, TEN)
    with store.change("End patrol") as session, pytest.raises(DeskError, match="within 16 hours"):
        patrols.end(session, ref, TEN + DAY)


def test_a_partner_alone_is_named_in_the_log(store: Store, team: TeamName) -> None:
    log(store, team, PatrolDraft(legs=(replace(CAR, officers=()),)))
    with store.read() as session:
        assert patrols.partners(session, team.id) == [("O1", "The Council")]
        [row] = patrol_log.rows(session, team.id, Filter())
    assert (row.crew, row.partners) == ((), ("The Council",))


def test_volunteers_are_no_officer_time(store: Store, team: TeamName) -> None:
    with store.change("Make a volunteer") as session:
        member = session.scalars(select(m.Member).where(m.Member.collar == "7104")).one()
        session.scalars(
            select(m.Posting).where(m.Posting.member_id == member.id)
        ).one().role = "volunteer"
    log(store, team, PatrolDraft(legs=(replace(FOOT, visits=()),)))
    with store.read() as session:
        assert patrol_log.totals(session, team.id, Filter()).officer_time == 60
