"""What a team did lately is read at one look, by the index of first legs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.usual import Outing
from snt_desk.services import patrols, usual
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

NINE = london(2026, 11, 22, 9)
LEG = LegDraft("foot", NINE, NINE + timedelta(hours=1), "B1", ("7104", "1432"), ("O1",))


def test_the_newest_patrols_are_told_by_their_first_legs(store: Store, team: TeamName) -> None:
    later = replace(LEG, mode="vehicle", start=LEG.end, end=None, place=None, officers=("101",))
    with store.change("Log patrols") as session:
        draft = PatrolDraft((LEG, later), "hotspot", "T1", "Op Hotspot")
        patrols.log(session, team.id, draft)
        patrols.log(session, team.id, PatrolDraft((replace(later, partners=()),)))
        other = another_team(session)
        alone = replace(LEG, place=None, partners=())
        patrols.log(session, other, PatrolDraft((alone,)))
    with store.read() as session:
        found = usual.lately(session, team.id)
    start = LEG.start
    assert start is not None
    assert found == [
        Outing(start + timedelta(hours=1), None, "vehicle", None, ("other", None), None, ("101",)),
        Outing(
            start,
            LEG.end,
            "foot",
            "B1",
            ("hotspot", "T1"),
            "Op Hotspot",
            ("7104", "1432"),
            ("O1",),
        ),
    ]


def test_no_more_is_read_than_the_newest_however_long_the_log(store: Store, team: TeamName) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with store.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *what: asked.append(what[2:4]))
        usual.lately(session, team.id)
        [(sql, parameters)] = asked
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
    plan = [str(step[3]) for step in steps]
    assert any("INDEX ix_legs_first (team_id=?)" in line for line in plan), plan
    assert not [line for line in plan if line.startswith("SCAN ")], plan
