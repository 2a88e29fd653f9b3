"""The figures of whole months: byte for byte, line by line, and for months of any kind."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from snt_desk.domain import figures
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import CodeFact, Facts, Posting
from snt_desk.domain.figures import NIL, NOT_RECORDED, PROVISIONAL, REPORTED, Figure, Source
from snt_desk.domain.measures import KEYS, OPEN
from snt_desk.domain.returns import csv_text
from snt_desk.domain.workings import work_out
from tests.domain.made_facts import (
    CODES,
    contact,
    d,
    facts,
    leg,
    patrol,
    t,
    total,
    value,
    values,
    visit,
)
from tests.domain.package_facts import GOLDEN, Package, Row, facts_of, read_package, read_table
from tests.domain.random_facts import months


@cache
def package(example: str) -> Package:
    folder = GOLDEN / example / "package"
    return read_package(folder if folder.is_dir() else GOLDEN / f"{example}.zip")


def index(example: str) -> list[Row]:
    return read_table((GOLDEN / example / "expected" / "index.csv").read_bytes())


GOLDEN_RETURNS = [
    pytest.param(example, row, id=Path(row["file"]).stem)
    for example in ("tiny", "year", "county")
    for row in index(example)
]


@pytest.mark.parametrize(("example", "row"), GOLDEN_RETURNS)
def test_a_golden_month_comes_out_byte_for_byte(example: str, row: Row) -> None:
    found = facts_of(package(example), row["team"], row["month"], row["as_at"])
    assert isinstance(found.month, Month)
    text = csv_text(found.team, found.month, int(row["revision"]), figures.compute(found))
    assert text.encode() == (GOLDEN / example / "expected" / row["file"]).read_bytes()


def test_more_records_than_facts_asks_for_change_nothing() -> None:
    each = [
        facts_of(package("year"), row["team"], row["month"], row["as_at"]) for row in index("year")
    ]
    plenty: dict[str, Any] = {
        field.name: tuple(dict.fromkeys(chain(*(getattr(one, field.name) for one in each))))
        for field in fields(Facts)
        if isinstance(getattr(each[0], field.name), tuple)
    }
    for one in each:
        assert figures.compute(replace(one, **plenty)) == figures.compute(one)


# --- The tiny example, worked by hand -------------------------------------------------------


@cache
def tiny(month: str = "2026-10", as_at: str = "2026-11-02T09:00") -> dict[str, Figure]:
    found = facts_of(package("tiny"), "WHA-1", month, as_at)
    return {figure.name: figure for figure in figures.compute(found)}


BY_HAND: dict[str, dict[str, int]] = {
    "the postings that count on 31 October, 6505's having ended with the 10th": {
        "people.headcount.role.sergeant": 1,
        "people.headcount.role.pc": 2,
        "people.headcount.role.pcso": 1,
        "people.headcount.role.special": 1,
        "people.headcount.role.volunteer": 1,
    },
    "their full-time percents": {
        "people.fte.role.sergeant": 100,
        "people.fte.role.pc": 180,
        "people.fte.role.pcso": 50,
        "people.fte.role.special": 20,
        "people.fte.role.volunteer": 10,
    },
    "303 joined and 6505 left": {"people.joiners.all.all": 1, "people.leavers.all.all": 1},
    "duties to the month's end, the night of the clock change with its ten hours": {
        "time.rostered.role.sergeant": 480,
        "time.rostered.role.pc": 600 + 600 + 120,
        "time.rostered.role.pcso": 480 + 300,
    },
    "sickness wins over training on the same duty, and court counts to the duty's end": {
        "time.unavailable.absence.sickness": 120,
        "time.abstracted.absence.training": 120,
        "time.abstracted.absence.court": 180,
    },
    "P3 ties and began on foot, P6 has no minutes yet, P0 is September's": {
        "patrols.patrols.mode.foot": 3,
        "patrols.patrols.mode.bicycle": 2,
        "patrols.patrols.mode.vehicle": 1,
    },
    "the same six by purpose": {
        "patrols.patrols.purpose.town_centre": 1,
        "patrols.patrols.purpose.hotspot": 1,
        "patrols.patrols.purpose.reassurance": 1,
        "patrols.patrols.purpose.other": 1,
        "patrols.patrols.purpose.school_run": 1,
        "patrols.patrols.purpose.welfare": 1,
    },
    "a volunteer is not an officer, so P3 is single-crewed": {
        "patrols.single_crewed.all.all": 4,
        "patrols.double_crewed.all.all": 2,
        "patrols.without_priority.all.all": 5,
    },
    "minutes of legs, P0's half hour among them": {
        "patrols.patrol_time.mode.foot": 30 + 240 + 30,
        "patrols.patrol_time.mode.vehicle": 540 + 30,
        "patrols.patrol_time.mode.bicycle": 60 + 30,
        "patrols.patrol_time.beat.B1": 30 + 240 + 30,
        "patrols.patrol_time.beat.B2": 540 + 30 + 30,
        "patrols.patrol_time.beat.none": 60,
    },
    "minutes of officers by mode": {
        "patrols.officer_time.mode.foot": 30 + 480 + 30,
        "patrols.officer_time.mode.vehicle": 540 + 15,
        "patrols.officer_time.mode.bicycle": 60 + 45,
    },
    "minutes of officers by purpose": {
        "patrols.officer_time.purpose.town_centre": 480,
        "patrols.officer_time.purpose.hotspot": 540,
        "patrols.officer_time.purpose.reassurance": 30 + 45,
        "patrols.officer_time.purpose.other": 60,
        "patrols.officer_time.purpose.school_run": 45,
    },
    "minutes of officers by role, 303's on 7 October by the nearest posting": {
        "patrols.officer_time.role.pc": 240 + 540 + 60 + 30,
        "patrols.officer_time.role.pcso": 30 + 240 + 45 + 15,
    },
    "303 had no posting on 7 October": {"patrols.visiting_time.all.all": 30},
    "all but plain-clothes P4 was visible": {"patrols.visible_time.all.all": 1200 - 60},
    "9707 on P3, and O1 on P2": {
        "patrols.volunteer_time.all.all": 30,
        "patrols.partner_time.all.all": 540,
    },
    "three visits to H1, one of 21 minutes, one over the clock change": {
        "hotspots.visits.all.all": 3,
        "hotspots.visits.hotspot.H1": 3,
        "hotspots.visits_10_to_20.all.all": 2,
        "hotspots.visits_10_to_20.hotspot.H1": 2,
        "hotspots.visit_time.all.all": 51,
        "hotspots.visit_time.hotspot.H1": 51,
    },
    "outcomes of P1 and E1; P0's is September's": {
        "outcomes.outcomes.outcome.arrest": 1,
        "outcomes.outcomes.outcome.stop_search": 2,
        "outcomes.outcomes.outcome.crime_prevention_advice": 7,
    },
    "T1 and T2 are live, T2 was adopted that day, T3 was closed": {
        "priorities.live.theme.asb": 1,
        "priorities.live.theme.speeding": 1,
        "priorities.adopted.theme.speeding": 1,
        "priorities.closed.priority_result.reduced": 1,
    },
    "T1 was updated on 31 July, in time to the day": {
        "priorities.updated_in_3_months.all.all": 1,
        "priorities.officer_time.priority.T1": 480,
    },
    "a surgery, and a stall over the month's end": {
        "engagement.events.event_kind.surgery": 1,
        "engagement.attendance.event_kind.surgery": 9,
        "engagement.event_time.event_kind.surgery": 120,
        "engagement.events.event_kind.stall": 1,
        "engagement.event_time.event_kind.stall": 60,
    },
    "a panel with two of the council, counted once, and a briefing with no end": {
        "partners.meetings.meeting_kind.asb_panel": 1,
        "partners.meetings.meeting_kind.internal": 1,
        "partners.meetings.partner_kind.district_council": 1,
        "partners.meetings.partner_kind.housing_provider": 1,
        "partners.meeting_time.all.all": 90,
    },
    "actions X1, X2 and X3": {
        "partners.actions_raised.owner.police": 1,
        "partners.actions_raised.owner.partner": 1,
        "partners.actions_closed.owner.police": 1,
        "partners.actions_overdue.owner.police": 1,
        "partners.actions_overdue.owner.partner": 1,
    },
    "posted a minute before midnight, with its campaign": {
        "messages.posts.message_channel.facebook": 1,
        "messages.posts.campaign.#WeekOfAction": 1,
    },
    "contacts without the duplicate": {
        "residents.contacts.contact_channel.email": 2,
        "residents.contacts.contact_channel.phone": 1,
        "residents.contacts.contact_channel.web": 1,
        "residents.contacts.contact_channel.social": 1,
        "residents.contacts.contact_channel.in_person": 1,
    },
    "Q1 was answered in exactly 72 hours; Q3 and Q8 wait": {
        "residents.needing_reply.all.all": 5,
        "residents.answered_in_72h.all.all": 1,
        "residents.open_over_72h.all.all": 2,
        "residents.appointments.appointment_status.held": 1,
    },
    "P6 is still out, 6404 was on two legs at once": {
        "quality.legs_without_end.all.all": 1,
        "quality.overlapping_time.all.all": 30,
    },
    "202 after D1, 6505 and 303 without a duty": {"quality.off_duty_time.all.all": 120 + 30 + 30},
}


@pytest.mark.parametrize("line", BY_HAND)
def test_october_by_hand(line: str) -> None:
    found = tiny()
    assert {name: found[name].value for name in BY_HAND[line]} == BY_HAND[line]


def test_anything_not_named_in_october_by_hand_is_zero() -> None:
    named = {name for line in BY_HAND.values() for name in line}
    assert {name for name, figure in tiny().items() if figure.value} == named


def test_the_consultation_of_october_was_checked_and_there_was_none() -> None:
    statuses = {one.status for one in tiny().values() if one.section == "consultation"}
    assert statuses == {NIL}


@pytest.mark.parametrize(
    ("as_at", "status"),
    [
        ("2026-11-02T09:00", PROVISIONAL),
        ("2026-11-03T20:00", PROVISIONAL),
        ("2026-11-03T20:01", REPORTED),
        ("2026-11-05T09:00", REPORTED),
    ],
)
def test_replies_are_provisional_while_the_72_hours_of_q7_run(as_at: str, status: str) -> None:
    found = tiny(as_at=as_at)
    assert found["residents.needing_reply.all.all"].status == status
    assert found["residents.answered_in_72h.all.all"].status == status
    assert found["residents.open_over_72h.all.all"].status == REPORTED


NOVEMBER = {
    "people.headcount.role.sergeant": 1,
    "people.headcount.role.pc": 2,
    "people.headcount.role.pcso": 1,
    "people.headcount.role.special": 1,
    "people.headcount.role.volunteer": 1,
    "time.rostered.role.pc": 360,
    "patrols.patrol_time.mode.bicycle": 60,
    "patrols.patrol_time.beat.none": 60,
    "patrols.officer_time.mode.bicycle": 60,
    "patrols.officer_time.role.pc": 60,
    "patrols.officer_time.purpose.other": 60,
    "priorities.live.theme.asb": 1,
    "priorities.live.theme.speeding": 1,
    "consultation.responses.response_channel.email": 1,
    "consultation.responses.theme.asb": 1,
    "partners.actions_closed.owner.police": 1,
    "partners.actions_overdue.owner.partner": 1,
    "messages.posts.message_channel.x": 1,
    "messages.posts.campaign.#WeekOfAction": 1,
    "residents.open_over_72h.all.all": 3,
    "residents.appointments.appointment_status.did_not_attend": 1,
}


def test_november_by_hand() -> None:
    found = tiny("2026-11", "2026-12-04T09:00").values()
    some = {one.name: one.value for one in found if one.value and one.measure != "fte"}
    assert some == NOVEMBER
    silent = {one.section for one in found if one.status == NOT_RECORDED}
    assert silent == {"hotspots", "outcomes", "engagement"}


# --- Rows -----------------------------------------------------------------------------------


@given(months())
def test_rows_stand_in_the_order_of_the_return(found: Facts) -> None:
    rows = figures.compute(found)
    keys = [key for key, _ in groupby(row[:3] for row in rows)]
    assert keys == [key for key in KEYS if key in set(keys)]
    assert {key[2] for key in set(KEYS) - set(keys)} <= OPEN


def test_every_code_of_the_month_has_a_row_also_at_zero() -> None:
    rows = [row.category for row in figures.compute(facts()) if row[:2] == ("people", "headcount")]
    assert rows == ["sergeant", "pc", "pcso", "special", "volunteer"]
    channels = [row.category for row in figures.compute(facts()) if row.by == "message_channel"]
    assert "herts_connected" in channels
    assert "owl" not in channels


@pytest.mark.parametrize(
    ("month", "channels"),
    [
        ("2024-03", {"owl"}),
        ("2024-04", {"owl", "herts_connected"}),
        ("2024-05", {"herts_connected"}),
    ],
)
def test_a_code_stands_from_its_first_day_to_the_day_before_valid_to(
    month: str, channels: set[str]
) -> None:
    rows = figures.compute(facts(month, "2026-01-01T00:00"))
    found = {row.category for row in rows if row.by == "message_channel"}
    assert found & {"owl", "herts_connected"} == channels


def test_a_code_that_stands_on_the_months_last_day_alone_has_a_row() -> None:
    for first, stands in [("2026-10-31", True), ("2026-11-01", False)]:
        modes = (CodeFact("e_bike", valid_from=d(first)), *CODES["mode"])
        rows = figures.compute(replace(facts(), codes={**CODES, "mode": modes}))
        assert ("patrols.patrols.mode.e_bike" in {row.name for row in rows}) is stands


def test_a_retired_code_has_a_row_where_it_has_a_value() -> None:
    retired = tuple(
        replace(code, valid_to=Month(2026, 10).first) if code.code == "bicycle" else code
        for code in CODES["mode"]
    )
    ride = patrol(leg("2026-10-07T10:00", "2026-10-07T11:00", mode="bicycle"))
    made = replace(facts(patrols=(ride,)), codes={**CODES, "mode": retired})
    by_mode = [row.name for row in figures.compute(made) if row.by == "mode"]
    assert "patrols.patrol_time.mode.bicycle" in by_mode
    unused = replace(facts(), codes={**CODES, "mode": retired})
    assert not [row for row in figures.compute(unused) if row.category == "bicycle"]


def test_an_open_dimension_has_only_rows_with_a_value_in_code_point_order() -> None:
    beats = ("b1", "B10", "B2", None)
    legs = [
        leg(f"2026-10-07T1{n}:00", f"2026-10-07T1{n}:30", beat=beat) for n, beat in enumerate(beats)
    ]
    rows = figures.compute(facts(patrols=(patrol(*legs),)))
    assert [row.category for row in rows if row.by == "beat"] == ["B10", "B2", "b1", "none"]


def test_a_hot_spot_with_no_visit_of_the_right_length_has_no_row_for_those() -> None:
    rows = figures.compute(facts(visits=(visit("2026-10-07T10:00", "2026-10-07T10:05"),)))
    assert [row.measure for row in rows if row.by == "hotspot"] == ["visits", "visit_time"]


# --- Status ---------------------------------------------------------------------------------


def statuses(found: Facts) -> dict[str, set[str]]:
    by_section: dict[str, set[str]] = {}
    for row in figures.compute(found):
        by_section.setdefault(row.section, set()).add(row.status)
    return by_section


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [("2026-10-31T23:59", PROVISIONAL), ("2026-11-01T00:00", REPORTED)],
)
def test_every_figure_is_provisional_until_the_month_is_over_but_for_quality(
    as_at: str, expected: str
) -> None:
    found = statuses(facts(as_at=as_at))
    assert found["people"] == {expected}
    assert found["quality"] == {REPORTED}


def test_provisional_comes_before_nil_and_not_recorded() -> None:
    during = facts(as_at="2026-10-20T12:00", nil_sections=frozenset({"messages"}))
    assert statuses(during)["messages"] == {PROVISIONAL}
    assert statuses(during)["outcomes"] == {PROVISIONAL}


def test_a_section_at_zero_is_nil_if_the_sergeant_said_so_and_else_not_recorded() -> None:
    found = statuses(facts(nil_sections=frozenset({"messages"})))
    assert found["messages"] == {NIL}
    assert found["outcomes"] == {NOT_RECORDED}


def test_a_tick_for_none_says_nothing_where_there_is_something() -> None:
    stay = visit("2026-10-07T10:00", "2026-10-07T10:05")
    found = statuses(facts(visits=(stay,), nil_sections=frozenset({"hotspots"})))
    assert found["hotspots"] == {REPORTED}


def test_quality_is_reported_even_where_all_is_zero() -> None:
    assert statuses(facts())["quality"] == {REPORTED}


@pytest.mark.parametrize("status", ["open", "passed_on"])
def test_an_unanswered_contact_keeps_replies_provisional_for_72_hours(status: str) -> None:
    waits = (contact("2026-10-31T12:00", status=status),)
    at_72 = facts(as_at="2026-11-03T12:00", contacts=waits)
    after = facts(as_at="2026-11-03T12:01", contacts=waits)
    assert statuses(at_72)["residents"] == {PROVISIONAL, REPORTED}
    assert statuses(after)["residents"] == {REPORTED}


@pytest.mark.parametrize("status", ["duplicate", "no_reply_needed"])
def test_a_contact_that_needs_no_reply_keeps_nothing_provisional(status: str) -> None:
    made = facts(as_at="2026-11-01T00:00", contacts=(contact("2026-10-31T12:00", status=status),))
    assert PROVISIONAL not in statuses(made)["residents"]


@given(months())
def test_as_at_touches_nothing_but_statuses_and_legs_without_end(found: Facts) -> None:
    later = replace(found, as_at=t("2027-06-01T00:00"))
    now, then = figures.compute(found), figures.compute(later)
    assert [row[:6] for row in now if row.measure != "legs_without_end"] == [
        row[:6] for row in then if row.measure != "legs_without_end"
    ]


# --- The records behind ---------------------------------------------------------------------


def test_a_figure_opens_to_the_records_that_make_it_each_once() -> None:
    two_legs = patrol(
        leg("2026-10-07T10:00", "2026-10-07T11:00", "202 404"),
        leg("2026-10-07T11:00", "2026-10-07T11:10"),
    )
    other = patrol(leg("2026-10-09T10:00", "2026-10-09T10:30", "404"), ref="P2")
    made = facts(patrols=(two_legs, other))
    key = ("patrols", "officer_time", "mode", "foot")
    assert figures.behind(made, key) == (
        Source("patrols", "P1", 130),
        Source("patrols", "P2", 30),
    )


@pytest.mark.parametrize(("example", "row"), GOLDEN_RETURNS[:8])
def test_the_records_behind_every_golden_figure_add_up_to_it(example: str, row: Row) -> None:
    found = facts_of(package(example), row["team"], row["month"], row["as_at"])
    work = work_out(found)
    for figure in figures.compute(found):
        assert sum(one.amount for one in figures.sources(work, figure.key)) == figure.value


@given(months())
def test_no_record_behind_a_figure_is_there_for_nothing_or_twice(found: Facts) -> None:
    work = work_out(found)
    for figure in figures.compute(found):
        if figure.value and figure.by == "all":
            records = figures.sources(work, figure.key)
            assert all(one.amount > 0 for one in records)
            assert len({(one.table, one.ref) for one in records}) == len(records)
            assert sum(one.amount for one in records) == figure.value


# --- Months side by side --------------------------------------------------------------------


@given(months())
def test_time_split_at_the_months_end_adds_up_to_the_whole(found: Facts) -> None:
    around = [
        replace(found, month=Month(2026, 8).plus(n), as_at=t("2027-06-01T00:00")) for n in range(6)
    ]
    legs = [one for each in found.patrols for one in each.legs if one.end is not None]
    whole = sum(int((one.end - one.start).total_seconds()) // 60 for one in legs if one.end)
    assert sum(total(one, "patrols", "patrol_time", "mode") for one in around) == whole
    begun = sum(total(one, "patrols", "patrols", "purpose") for one in around)
    assert begun == len(found.patrols)


@given(months())
def test_officers_and_volunteers_together_have_each_minute_of_a_person_once(found: Facts) -> None:
    span = found.month.span
    theirs: set[tuple[str, int]] = set()
    on_legs = 0
    for one in (each for every in found.patrols for each in every.legs if each.end):
        first = int(max(one.start, span.start).timestamp()) // 60
        last = int(min(one.end or one.start, span.end).timestamp()) // 60
        for collar in one.officers:
            on_legs += max(0, last - first)
            theirs.update((collar, minute) for minute in range(first, last))
    officers = total(found, "patrols", "officer_time", "mode")
    volunteers = value(found, "patrols.volunteer_time.all.all")
    assert officers + volunteers == len(theirs)
    assert value(found, "quality.overlapping_time.all.all") == on_legs - len(theirs)


@given(months())
def test_no_part_is_more_than_its_whole(found: Facts) -> None:
    rows = figures.compute(found)

    def total_of(*key: str) -> int:
        return sum(row.value for row in rows if row[: len(key)] == key)

    officer_time = total_of("patrols", "officer_time", "mode")
    assert total_of("patrols", "visible_time") <= officer_time
    assert total_of("patrols", "visiting_time") <= officer_time
    assert total_of("quality", "off_duty_time") <= officer_time
    assert total_of("priorities", "officer_time") <= officer_time
    away = total_of("time", "unavailable") + total_of("time", "abstracted")
    assert away <= total_of("time", "rostered")
    assert total_of("residents", "answered_in_72h") <= total_of("residents", "needing_reply")
    assert total_of("residents", "needing_reply") <= total_of("residents", "contacts")


def test_a_visitor_brings_his_role_from_where_he_is_posted() -> None:
    lent = Posting("707", "BRX-1", "special", 20, Month(2020, 1).first, None)
    ride = patrol(leg("2026-10-07T10:00", "2026-10-07T11:00", "707"))
    found = values(facts(postings=(lent,), patrols=(ride,)))
    assert found["patrols.officer_time.role.special"] == 60
    assert found["patrols.visiting_time.all.all"] == 60
    assert "people.headcount.role.special" not in found
