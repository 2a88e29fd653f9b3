"""The beats of a list add up to its totals, and the plan is held against the visits made."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, coverage, patrol_log, patrols
from snt_desk.services import team as teams
from snt_desk.services.coverage import BeatTime, Coverage, SpotTime
from snt_desk.services.gather import gather
from snt_desk.services.patrol_filter import Filter
from snt_desk.services.team import TeamName
from tests.domain.outlines.files import collection, feature, polygon, square

GOLDEN = Path(__file__).parents[1] / "golden"
NOVEMBER = Month(2026, 11)
NOW = london(2026, 11, 22, 14, 2)


@pytest.fixture(autouse=True)
def _sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def leg(day: int, out: int, back: int | None, place: str | None = "B1", **more: object) -> LegDraft:
    end = None if back is None else london(2026, 11, day, back)
    made = LegDraft("foot", london(2026, 11, day, out), end, place, ("1432",))
    return LegDraft(**{**vars(made), **more})


def log(store: Store, team: TeamName, *legs: LegDraft) -> None:
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs))


def covered(store: Store, team: TeamName, wanted: Filter | None = None) -> Coverage:
    with store.read() as session:
        return coverage.cover(session, team.id, wanted or Filter(NOVEMBER))


def beat(found: Coverage, code: str) -> BeatTime:
    return next(one for one in found.beats if one.code == code)


def spot(found: Coverage, code: str = "H1") -> SpotTime:
    return next(one for one in found.spots if one.code == code)


# --- Beats ------------------------------------------------------------------------------------


def test_every_beat_has_its_hours_and_the_last_day_of_a_patrol(
    store: Store, team: TeamName
) -> None:
    log(store, team, leg(20, 9, 11, officers=("1432", "7104")), leg(20, 11, 12, "B2"))
    log(store, team, leg(12, 9, 10, "H1"))
    found = covered(store, team)
    peartree = beat(found, "B1")
    assert (peartree.name, peartree.patrols, peartree.patrol_time) == ("Peartree", 2, 180)
    assert (peartree.officer_time, peartree.last) == (300, date(2026, 11, 20))
    assert (beat(found, "B2").patrol_time, beat(found, "B2").quiet_days) == (60, 2)
    assert [one.code for one in found.beats] == ["B2", "B1"]


def test_a_patrol_without_a_place_is_in_no_beat(store: Store, team: TeamName) -> None:
    log(store, team, leg(20, 9, 11, None))
    for wanted in (Filter(NOVEMBER), Filter()):
        none = covered(store, team, wanted).beats[-1]
        assert (none.code, none.patrols, none.patrol_time) == ("none", 1, 120)
        assert not none.quiet


def test_a_beat_is_quiet_after_a_week_or_if_nobody_was_ever_there(
    store: Store, team: TeamName
) -> None:
    log(store, team, leg(16, 9, 11))
    assert [(one.code, one.quiet_days, one.quiet) for one in covered(store, team).beats] == [
        ("B2", None, True),
        ("B1", 6, False),
    ]
    log(store, team, leg(15, 9, 11, "B2"))
    assert beat(covered(store, team), "B2").quiet


def test_after_how_many_days_a_beat_is_quiet_can_be_said(store: Store, team: TeamName) -> None:
    log(store, team, leg(16, 9, 11))
    with store.change("Beats are quiet after 3 days") as session:
        beat_map.set_quiet_after(session, team.id, 3)
    assert beat(covered(store, team), "B1").quiet
    store.undo()
    found = covered(store, team)
    assert (found.quiet_after, beat(found, "B1").quiet) == (7, False)
    with store.change("Quiet") as session, pytest.raises(DeskError, match="1 to 366 days"):
        beat_map.set_quiet_after(session, team.id, 0)


def test_the_days_are_counted_to_the_months_end_and_from_any_earlier_month(
    store: Store, team: TeamName
) -> None:
    august = london(2026, 8, 3, 9)
    log(store, team, LegDraft("foot", august, august + clock.HOUR, "B1", ("1432",)))
    log(store, team, leg(20, 9, 11))
    october = covered(store, team, Filter(Month(2026, 10)))
    assert beat(october, "B1").last == date(2026, 8, 3)
    assert beat(october, "B1").quiet_days == 28 + 30 + 31
    assert beat(october, "B1").patrol_time == 0
    # Long before anything: nobody was there yet.
    assert beat(covered(store, team, Filter(Month(2026, 7))), "B1").quiet_days is None


def test_one_beat_that_is_looked_at_makes_no_other_quiet(store: Store, team: TeamName) -> None:
    log(store, team, leg(20, 9, 11), leg(20, 11, 12, "B2"))
    log(store, team, leg(21, 9, 11, "B2"))
    found = covered(store, team, Filter(NOVEMBER, place="B1"))
    assert (beat(found, "B2").patrol_time, beat(found, "B2").last) == (60, date(2026, 11, 21))


def test_a_patrol_that_is_out_has_been_there_and_gives_no_minutes(
    store: Store, team: TeamName
) -> None:
    log(store, team, leg(22, 13, None))
    for wanted in (Filter(NOVEMBER), Filter()):
        found = beat(covered(store, team, wanted), "B1")
        assert (found.patrols, found.patrol_time, found.quiet_days) == (1, 0, 0)


def test_two_legs_of_one_patrol_in_a_beat_are_one_patrol(store: Store, team: TeamName) -> None:
    log(store, team, leg(20, 9, 11), leg(20, 11, 12, "H1"))
    for wanted in (Filter(NOVEMBER), Filter()):
        assert beat(covered(store, team, wanted), "B1").patrols == 1


def test_over_the_months_end_only_the_minutes_inside_count(store: Store, team: TeamName) -> None:
    over = leg(30, 22, None, end=london(2026, 12, 1, 2))
    log(store, team, over)
    assert beat(covered(store, team), "B1").patrol_time == 120
    assert beat(covered(store, team, Filter()), "B1").patrol_time == 240


def test_volunteers_time_is_no_officers_time(store: Store, team: TeamName) -> None:
    with store.change("Make a volunteer", kind="barrier") as session:
        posting = session.scalars(
            select(m.Posting)
            .join(m.Member, m.Member.id == m.Posting.member_id)
            .where(m.Member.collar == "7104")
        ).one()
        posting.role = "volunteer"
    log(store, team, leg(20, 9, 11, officers=("1432", "7104")))
    for wanted in (Filter(NOVEMBER), Filter()):
        assert beat(covered(store, team, wanted), "B1").officer_time == 120


# --- As the log and the return count ----------------------------------------------------------


@pytest.mark.parametrize("month", [Month(2027, 3), Month(2027, 10)])
def test_the_golden_years_beats_and_hot_spots_are_the_returns(year: Store, month: Month) -> None:
    with year.read() as session:
        team = teams.named(session, "WHA-1")
        found = coverage.cover(session, team.id, Filter(month))
        returned = figures.compute(gather(session, team.code, month, clock.EPOCH))
        totals = patrol_log.totals(session, team.id, Filter(month))
    said = {one.key: one.value for one in returned}
    for one in found.beats:
        assert one.patrol_time == said.get(("patrols", "patrol_time", "beat", one.code), 0)
    for at in found.spots:
        for measure, value in (
            ("visits", at.visits),
            ("visits_10_to_20", at.in_target),
            ("visit_time", at.minutes),
        ):
            assert value == said.get(("hotspots", measure, "hotspot", at.code), 0)
    assert sum(one.patrol_time for one in found.beats) == totals.patrol_time > 0
    assert sum(one.officer_time for one in found.beats) == totals.officer_time


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(mode="bicycle"),
        Filter(place="PEA"),
        Filter(text="shops"),
        Filter(odd=True),
        Filter(first=date(2027, 3, 28), last=date(2027, 4, 3)),
        Filter(Month(2027, 3), mode="foot"),
        Filter(Month(2027, 3), text="shops"),
    ],
)
def test_the_beats_add_up_to_the_totals_of_what_is_shown(year: Store, wanted: Filter) -> None:
    with year.read() as session:
        team = teams.named(session, "WHA-1")
        if wanted.place:
            wanted = replace(wanted, place=teams.places(session, team.id)[0].code)
        found = coverage.cover(session, team.id, wanted)
        totals = patrol_log.totals(session, team.id, wanted)
    assert sum(one.patrol_time for one in found.beats) == totals.patrol_time
    assert sum(one.officer_time for one in found.beats) == totals.officer_time


# --- Hot spots --------------------------------------------------------------------------------


def visit(day: int, minute: int, stay: int) -> VisitDraft:
    start = london(2026, 11, day, 9, minute)
    return VisitDraft("H1", start, start + stay * clock.MINUTE)


def test_visits_are_counted_and_held_against_the_plan(store: Store, team: TeamName) -> None:
    log(store, team, leg(10, 9, 11, visits=(visit(10, 0, 15), visit(10, 30, 5))))
    with store.change("Plan 7 visits a week, Shops") as session:
        beat_map.plan(session, team.id, "H1", 7)
    found = spot(covered(store, team))
    assert (found.name, found.beat, found.visits, found.in_target, found.minutes) == (
        *("Shops", "B1"),
        *(2, 1, 20),
    )
    # Up to today, 22 November; then the whole month, and from the first patrol on.
    assert (found.weekly, found.planned, found.behind) == (7, 22, True)
    whole = spot(covered(store, team, Filter()))
    assert (whole.visits, whole.in_target, whole.minutes, whole.planned) == (2, 1, 20, 13)
    assert spot(covered(store, team, Filter(Month(2026, 10)))).planned == 31
    assert spot(covered(store, team, Filter(Month(2026, 12)))).planned == 0


def test_days_that_are_chosen_are_what_quiet_and_planned_are_counted_in(
    store: Store, team: TeamName
) -> None:
    log(store, team, leg(2, 9, 11))
    log(store, team, leg(20, 9, 11))
    with store.change("Plan 7 visits a week, Shops") as session:
        beat_map.plan(session, team.id, "H1", 7)
    days = Filter(first=date(2026, 11, 1), last=date(2026, 11, 10))
    found = covered(store, team, days)
    assert (beat(found, "B1").patrol_time, beat(found, "B1").quiet_days) == (120, 8)
    assert (found.days, spot(found).planned) == (10, 10)
    ahead = covered(store, team, replace(days, last=date(2027, 1, 1)))
    assert (ahead.days, beat(ahead, "B1").quiet_days) == (22, 2)


def test_without_a_plan_nothing_is_behind(store: Store, team: TeamName) -> None:
    found = spot(covered(store, team))
    assert (found.weekly, found.planned, found.behind) == (0, 0, False)


def test_a_plan_is_undone_and_taken_back(store: Store, team: TeamName) -> None:
    for visits in (5, 3):
        with store.change(f"Plan {visits} visits a week, Shops") as session:
            beat_map.plan(session, team.id, "H1", visits)
    store.undo()
    assert spot(covered(store, team)).weekly == 5
    with store.change("Plan no visits, Shops") as session:
        beat_map.plan(session, team.id, "H1", 0)
    assert spot(covered(store, team)).weekly == 0
    with store.change("Plan") as session, pytest.raises(DeskError, match="at most 200 visits"):
        beat_map.plan(session, team.id, "H1", 201)


# --- Outlines ---------------------------------------------------------------------------------


def loaded(store: Store, team: TeamName, path: Path) -> None:
    outlines = beat_map.read_file(path)
    with store.change(f"Load {path.name}") as session:
        beat_map.load(session, team.id, path.name, outlines)


def kept(store: Store, team: TeamName) -> beat_map.BeatMap:
    with store.read() as session:
        return beat_map.read(session, team.id)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "beats.geojson"
    areas = (feature(polygon(square(at / 100)), name=f"Area {at}") for at in range(3))
    path.write_bytes(collection(*areas))
    return path


def test_outlines_are_kept_undone_and_taken_off(store: Store, team: TeamName, file: Path) -> None:
    loaded(store, team, file)
    assert [one.name for one in kept(store, team).outlines] == ["Area 0", "Area 1", "Area 2"]
    with store.change("Take the outlines off") as session:
        beat_map.take_off(session, team.id)
    assert kept(store, team).outlines == ()
    store.undo()
    assert kept(store, team).file == "beats.geojson"
    store.undo()
    assert kept(store, team) == beat_map.BeatMap()


def test_what_was_chosen_by_hand_is_remembered_for_the_next_file(
    store: Store, team: TeamName, file: Path
) -> None:
    loaded(store, team, file)
    with store.change("Area 1 is Peartree") as session:
        beat_map.choose(session, team.id, "Area 1", "B1")
    with store.change("Take the outlines off") as session:
        beat_map.take_off(session, team.id)
    loaded(store, team, file)
    assert kept(store, team).chosen == {"Area 1": "B1"}
    with store.change("Choose") as session, pytest.raises(DeskError, match="no outline Area 9"):
        beat_map.choose(session, team.id, "Area 9", "B1")


def test_a_file_that_is_no_map_is_named_and_changes_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "beats.kml"
    wrong.write_bytes(b"<kml></kml>")
    with pytest.raises(DeskError, match=r"beats\.kml was not loaded: The file has no outlines"):
        beat_map.read_file(wrong)
    with pytest.raises(DeskError, match=r"gone\.kml cannot be opened"):
        beat_map.read_file(tmp_path / "gone.kml")
    huge = tmp_path / "huge.kml"
    with huge.open("wb") as stream:
        stream.truncate(10_000_000_000)
    with pytest.raises(DeskError, match="larger than 12 MB"):
        beat_map.read_file(huge)


@pytest.mark.parametrize(
    "value", ["7", '{"file":"a","chosen":{},"outlines":[7]}', "[]", "{", "[" * 100_000]
)
def test_a_damaged_setting_is_said_and_can_be_replaced(
    store: Store, team: TeamName, file: Path, value: str
) -> None:
    with store.change("Damage", kind="barrier") as session:
        session.add(m.Setting(key=f"map.outlines.{team.id}", value=value))
    with pytest.raises(DeskError, match="outlines cannot be read"):
        kept(store, team)
    loaded(store, team, file)
    assert len(kept(store, team).outlines) == 3


@pytest.mark.parametrize("value", ["{", "[]", '{"H1": "many"}', '"7"', "-1"])
def test_a_damaged_plan_is_none_and_can_be_made_again(
    store: Store, team: TeamName, value: str
) -> None:
    with store.change("Damage", kind="barrier") as session:
        session.add(m.Setting(key=f"map.visits.{team.id}", value=value))
        session.add(m.Setting(key=f"map.quiet.{team.id}", value=value))
    found = covered(store, team)
    assert (spot(found).weekly, found.quiet_after) == (0, 7)
    with store.change("Plan 2 visits a week, Shops") as session:
        beat_map.plan(session, team.id, "H1", 2)
    assert spot(covered(store, team)).weekly == 2


def test_a_large_map_is_small_in_the_file_and_the_journal(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    path = tmp_path / "fine.geojson"
    ring = [[x / 1e6, 51.8 + (x % 7) / 1e6] for x in range(20_000)]
    ring += [[0.02, 51.9], [0, 51.9], ring[0]]
    path.write_bytes(collection(feature(polygon(ring), name="Fine")))
    loaded(store, team, path)
    with store.read() as session:
        value = session.scalars(select(m.Setting.value).where(m.Setting.key.like("map.%"))).one()
    assert len(value) < 500 < path.stat().st_size // 1000
    assert len(json.loads(value)["outlines"]) == 1
