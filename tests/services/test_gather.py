"""What a month is counted from is found, wherever it began."""

from __future__ import annotations

from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.services import patrols, returns
from snt_desk.services.team import TeamName

NOVEMBER = Month(2026, 11)


def values(store: Store, team: TeamName, month: Month) -> dict[str, int]:
    with store.read() as session:
        return {one.name: one.value for one in returns.counted(session, team, month)}


def test_a_visit_on_a_leg_that_is_out_since_last_month_counts_and_gives_no_minutes(
    store: Store, team: TeamName
) -> None:
    visit = VisitDraft("H1", london(2026, 11, 2, 9), london(2026, 11, 2, 9, 15))
    leg = LegDraft("foot", london(2026, 10, 30, 8), None, "B1", ("1432",), (), (visit,))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))
    november = values(store, team, NOVEMBER)
    assert november["hotspots.visits.all.all"] == 1
    assert november["hotspots.visits_10_to_20.all.all"] == 1
    assert november["hotspots.visit_time.all.all"] == 0
    assert november["patrols.patrols.mode.foot"] == 0
    assert values(store, team, NOVEMBER.plus(-1))["hotspots.visits.all.all"] == 0
