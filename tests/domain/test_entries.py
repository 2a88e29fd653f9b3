"""The rules of the return, one by one, each at its edge."""

from __future__ import annotations

import pytest

from snt_desk.domain.facts import Appointment, Event, Meeting, Outcome, Post, Response
from tests.domain.made_facts import (
    absence,
    action,
    contact,
    d,
    duty,
    facts,
    leg,
    patrol,
    posting,
    priority,
    t,
    total,
    value,
    values,
    visit,
)

NIGHT = ("2026-10-07T22:00", "2026-10-07T23:00")
IN_PARTS = ("2026-10-31T23:00", "2026-11-01T01:00")


# --- People ---------------------------------------------------------------------------------


def test_headcount_is_of_those_posted_on_the_months_last_day() -> None:
    postings = (
        posting("1", "sergeant"),
        posting("2", end="2026-10-31"),
        posting("3", end="2026-11-01"),
        posting("4", "pc", "2026-10-31"),
        posting("5", "pc", "2026-11-01"),
        posting("6", team="BRX-1"),
    )
    found = values(facts(postings=postings))
    assert found["people.headcount.role.sergeant"] == 1
    assert found["people.headcount.role.pc"] == 2


def test_fte_is_the_percents_of_the_same_postings() -> None:
    postings = (posting("1", fte=80), posting("2", fte=50), posting("3", end="2026-10-31"))
    assert value(facts(postings=postings), "people.fte.role.pc") == 130


def test_a_joiner_is_here_at_the_end_of_this_month_and_was_not_at_the_end_of_last() -> None:
    postings = (
        posting("1", start="2026-10-01"),
        posting("2", start="2026-09-30"),
        posting("3", start="2026-10-05", end="2026-10-20"),
    )
    assert value(facts(postings=postings), "people.joiners.all.all") == 1


def test_a_leaver_was_here_at_the_end_of_last_month_and_is_not_at_the_end_of_this() -> None:
    postings = (
        posting("1", end="2026-10-31"),
        posting("2", end="2026-11-01"),
        posting("3", end="2026-09-30"),
    )
    assert value(facts(postings=postings), "people.leavers.all.all") == 1


def test_a_change_of_role_is_no_leaver_and_no_joiner() -> None:
    postings = (posting("1", end="2026-10-10"), posting("1", "sergeant", "2026-10-10"))
    found = values(facts(postings=postings))
    assert "people.joiners.all.all" not in found
    assert "people.leavers.all.all" not in found
    assert found["people.headcount.role.sergeant"] == 1


# --- Time -----------------------------------------------------------------------------------


def test_rostered_is_by_the_role_of_who_is_on_duty() -> None:
    duties = (
        duty("2026-10-05T08:00", "2026-10-05T16:00"),
        duty("2026-10-05T08:00", "2026-10-05T12:00", "707", "D2"),
    )
    assert value(facts(duties=duties), "time.rostered.role.pc") == 480 + 240


def test_time_away_is_by_the_kind_of_absence_under_its_own_heading() -> None:
    day = duty("2026-10-05T08:00", "2026-10-05T16:00")
    gone = (
        absence("2026-10-05T08:00", "2026-10-05T09:00", "toil"),
        absence("2026-10-05T10:00", "2026-10-05T12:00", "court", ref="A2"),
    )
    found = values(facts(duties=(day,), absences=gone))
    assert found["time.unavailable.absence.toil"] == 60
    assert found["time.abstracted.absence.court"] == 120


# --- Patrols --------------------------------------------------------------------------------


def test_a_patrol_belongs_to_the_month_in_which_its_first_leg_starts() -> None:
    before = patrol(leg("2026-09-30T23:59", "2026-10-01T00:30"), ref="P1")
    first = patrol(leg("2026-10-01T00:00", "2026-10-01T00:30"), ref="P2")
    last = patrol(leg("2026-10-31T23:59", "2026-11-01T00:30"), ref="P3")
    after = patrol(leg("2026-11-01T00:00", "2026-11-01T00:30"), ref="P4")
    made = facts(patrols=(before, first, last, after))
    assert total(made, "patrols", "patrols", "mode") == 2
    assert total(made, "patrols", "patrol_time", "mode") == 30 + 30 + 1


def test_a_patrol_is_under_its_longest_mode_even_if_those_minutes_are_next_months() -> None:
    long = patrol(
        leg("2026-10-31T23:00", "2026-10-31T23:50", mode="foot"),
        leg("2026-10-31T23:50", "2026-11-01T02:00", mode="vehicle"),
    )
    found = values(facts(patrols=(long,)))
    assert found["patrols.patrols.mode.vehicle"] == 1
    assert found["patrols.patrol_time.mode.foot"] == 50
    assert found["patrols.patrol_time.mode.vehicle"] == 10


def test_the_largest_crew_on_any_leg_decides_and_volunteers_stand_aside() -> None:
    single = patrol(leg(*NIGHT, "202 909"), ref="P1")
    double = patrol(
        leg("2026-10-08T10:00", "2026-10-08T11:00"),
        leg("2026-10-08T11:00", "2026-10-08T12:00", "202 404"),
        ref="P2",
    )
    nobody = patrol(leg("2026-10-09T10:00", "2026-10-09T11:00", "909"), ref="P3")
    partner = patrol(leg("2026-10-09T10:00", "2026-10-09T11:00", "", partners=("O1",)), ref="P4")
    found = values(facts(patrols=(single, double, nobody, partner)))
    assert found["patrols.single_crewed.all.all"] == 1
    assert found["patrols.double_crewed.all.all"] == 1
    assert found["patrols.patrols.mode.foot"] == 4


def test_a_patrol_with_a_priority_is_not_among_those_without() -> None:
    made = facts(patrols=(patrol(leg(*NIGHT)), patrol(leg(*NIGHT, "404"), ref="P2", priority="T1")))
    assert value(made, "patrols.without_priority.all.all") == 1


def test_patrol_time_is_split_at_the_months_end() -> None:
    over = patrol(leg(*IN_PARTS))
    assert value(facts("2026-10", patrols=(over,)), "patrols.patrol_time.mode.foot") == 60
    assert value(facts("2026-11", patrols=(over,)), "patrols.patrol_time.mode.foot") == 60


def test_the_month_begins_at_local_midnight_in_summer_time_too() -> None:
    in_utc = patrol(leg("2026-09-30T22:30Z", "2026-09-30T23:30Z"))
    assert value(facts(patrols=(in_utc,)), "patrols.patrol_time.mode.foot") == 30


def test_a_month_that_ends_as_the_clocks_go_back_has_the_hour_twice() -> None:
    over = patrol(leg("2027-10-31T00:30+01:00", "2027-10-31T01:30+00:00"))
    made = facts("2027-10", "2027-11-09T09:00", patrols=(over,))
    assert value(made, "patrols.patrol_time.mode.foot") == 120


def test_a_leg_with_no_beat_counts_under_none() -> None:
    found = values(facts(patrols=(patrol(leg(*NIGHT, beat=None)),)))
    assert found["patrols.patrol_time.beat.none"] == 60


def test_patrol_time_is_of_legs_and_officer_time_of_each_officer() -> None:
    found = values(facts(patrols=(patrol(leg(*NIGHT, "202 404")),)))
    assert found["patrols.patrol_time.mode.foot"] == 60
    assert found["patrols.officer_time.mode.foot"] == 120
    assert found["patrols.officer_time.role.pc"] == 60
    assert found["patrols.officer_time.role.pcso"] == 60
    assert found["patrols.officer_time.purpose.reassurance"] == 120


def test_an_overlap_takes_from_officer_time_and_not_from_patrol_time() -> None:
    both = (
        patrol(leg("2026-10-07T10:00", "2026-10-07T11:00"), ref="P1"),
        patrol(leg("2026-10-07T10:30", "2026-10-07T11:30", mode="bicycle"), ref="P2"),
    )
    found = values(facts(patrols=both))
    assert found["patrols.patrol_time.mode.bicycle"] == 60
    assert found["patrols.officer_time.mode.bicycle"] == 30
    assert found["quality.overlapping_time.all.all"] == 30


def test_plain_clothes_time_is_not_visible() -> None:
    seen = patrol(leg(*NIGHT), ref="P1")
    unseen = patrol(leg("2026-10-08T10:00", "2026-10-08T10:20"), ref="P2", visible=False)
    assert value(facts(patrols=(seen, unseen)), "patrols.visible_time.all.all") == 60


def test_a_visitor_is_one_not_posted_here_on_the_day_the_leg_starts() -> None:
    postings = (posting("202", end="2026-10-08"), posting("707", team="BRX-1"))
    over_midnight = patrol(leg("2026-10-07T23:00", "2026-10-08T01:00", "202"), ref="P1")
    next_day = patrol(leg("2026-10-08T02:00", "2026-10-08T02:30", "202"), ref="P2")
    lent = patrol(leg(*NIGHT, "707"), ref="P3")
    made = facts(postings=postings, patrols=(over_midnight, next_day, lent))
    assert value(made, "patrols.visiting_time.all.all") == 30 + 60


def test_a_volunteer_has_volunteer_time_and_never_officer_time() -> None:
    found = values(facts(patrols=(patrol(leg(*NIGHT, "202 909")),)))
    assert found["patrols.volunteer_time.all.all"] == 60
    assert found["patrols.officer_time.mode.foot"] == 60
    assert "patrols.officer_time.role.volunteer" not in found


def test_a_volunteers_minute_is_counted_once_too() -> None:
    both = (
        patrol(leg("2026-10-07T10:00", "2026-10-07T11:00", "909"), ref="P1"),
        patrol(leg("2026-10-07T10:30", "2026-10-07T11:30", "909"), ref="P2"),
    )
    found = values(facts(patrols=both))
    assert found["patrols.volunteer_time.all.all"] == 90
    assert found["quality.overlapping_time.all.all"] == 30


def test_partner_time_counts_each_partner_and_two_legs_at_once_twice() -> None:
    legs = (
        patrol(leg(*NIGHT, partners=("O1", "O2")), ref="P1"),
        patrol(leg(*NIGHT, "404", partners=("O1",)), ref="P2"),
    )
    assert value(facts(patrols=legs), "patrols.partner_time.all.all") == 180


# --- A leg that is still out ----------------------------------------------------------------


def test_a_leg_with_no_end_is_a_patrol_and_gives_no_minutes() -> None:
    found = values(facts(patrols=(patrol(leg("2026-10-07T10:00", None)),)))
    assert found["patrols.patrols.mode.foot"] == 1
    assert found["patrols.single_crewed.all.all"] == 1
    assert found["quality.legs_without_end.all.all"] == 1
    assert not [name for name in found if "time" in name.split(".")[1]]


def test_visits_on_a_leg_with_no_end_count_and_give_no_time() -> None:
    stay = visit("2026-10-07T10:00", "2026-10-07T10:15", leg_has_end=False)
    found = values(facts(visits=(stay,)))
    assert found["hotspots.visits.all.all"] == 1
    assert found["hotspots.visits_10_to_20.hotspot.H1"] == 1
    assert "hotspots.visit_time.all.all" not in found


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [("2026-10-07T09:59", 0), ("2026-10-07T10:00", 1), ("2026-12-01T00:00", 1)],
)
def test_a_leg_lacks_its_end_from_when_it_starts(as_at: str, expected: int) -> None:
    made = facts(as_at=as_at, patrols=(patrol(leg("2026-10-07T10:00", None)),))
    assert value(made, "quality.legs_without_end.all.all") == expected


def test_a_leg_without_end_belongs_to_the_month_in_which_it_starts() -> None:
    late = patrol(leg("2026-10-31T23:00", "2026-10-31T23:30"), leg("2026-11-01T00:00", None))
    assert value(facts(patrols=(late,)), "quality.legs_without_end.all.all") == 0
    assert value(facts("2026-11", patrols=(late,)), "quality.legs_without_end.all.all") == 1


# --- Hot spots ------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "expected"), [(9, 0), (10, 1), (20, 1), (21, 0)])
def test_a_visit_of_10_to_20_minutes_has_both_ends_included(minutes: int, expected: int) -> None:
    stay = visit("2026-10-07T10:00", f"2026-10-07T10:{minutes:02}")
    made = facts(visits=(stay,))
    assert value(made, "hotspots.visits_10_to_20.all.all") == expected
    assert value(made, "hotspots.visits.all.all") == 1


def test_a_visit_belongs_to_the_month_of_its_start_and_its_minutes_to_where_they_lie() -> None:
    stay = visit("2026-10-31T23:50", "2026-11-01T00:05")
    october, november = facts(visits=(stay,)), facts("2026-11", visits=(stay,))
    assert value(october, "hotspots.visits.hotspot.H1") == 1
    assert value(october, "hotspots.visit_time.all.all") == 10
    assert value(november, "hotspots.visits.all.all") == 0
    assert value(november, "hotspots.visit_time.hotspot.H1") == 5


# --- Outcomes, priorities, consultation -----------------------------------------------------


def test_outcomes_belong_to_the_month_in_which_the_patrol_or_event_starts() -> None:
    came_of = (
        Outcome("arrest", 2, t("2026-10-31T23:59"), "patrols", "P1"),
        Outcome("arrest", 3, t("2026-10-01T00:00"), "events", "E1"),
        Outcome("arrest", 8, t("2026-11-01T00:00"), "patrols", "P2"),
    )
    assert value(facts(outcomes=came_of), "outcomes.outcomes.outcome.arrest") == 5


@pytest.mark.parametrize(
    ("adopted", "closed", "live"),
    [
        ("2026-10-31", None, 1),
        ("2026-11-01", None, 0),
        ("2026-05-01", "2026-10-31", 0),
        ("2026-05-01", "2026-11-01", 1),
        (None, None, 0),
        (None, "2026-10-05", 0),
    ],
)
def test_a_priority_is_live_by_its_dates_on_the_last_day(
    adopted: str | None, closed: str | None, live: int
) -> None:
    made = facts(priorities=(priority(adopted, closed),))
    assert total(made, "priorities", "live", "theme") == live


def test_a_priority_adopted_and_closed_in_the_month_is_both() -> None:
    found = values(facts(priorities=(priority("2026-10-01", "2026-10-31"),)))
    assert found["priorities.adopted.theme.asb"] == 1
    assert found["priorities.closed.priority_result.resolved"] == 1
    assert "priorities.live.theme.asb" not in found


@pytest.mark.parametrize(
    ("month", "updated", "expected"),
    [
        ("2026-10", "2026-07-31", 1),
        ("2026-10", "2026-07-30", 0),
        ("2026-10", None, 0),
        ("2026-11", "2026-08-30", 1),
        ("2026-11", "2026-08-29", 0),
        ("2027-05", "2027-02-28", 1),
        ("2027-05", "2027-02-27", 0),
    ],
)
def test_three_months_back_from_the_last_day_ends_on_a_real_day(
    month: str, updated: str | None, expected: int
) -> None:
    made = facts(month, priorities=(priority("2026-01-01", last_update=updated),))
    assert value(made, "priorities.updated_in_3_months.all.all") == expected


def test_an_update_of_a_priority_that_is_not_live_does_not_count() -> None:
    done = priority("2026-01-01", "2026-10-15", "2026-10-15")
    assert value(facts(priorities=(done,)), "priorities.updated_in_3_months.all.all") == 0


def test_effort_on_a_priority_is_officer_time_without_volunteers() -> None:
    found = values(facts(patrols=(patrol(leg(*NIGHT, "202 404 909"), priority="T1"),)))
    assert found["priorities.officer_time.priority.T1"] == 120


def test_responses_count_as_many_as_said_so_by_channel_and_by_theme() -> None:
    said = (
        Response("R1", d("2026-10-31"), "survey", "asb", 40),
        Response("R2", d("2026-10-01"), "street", "asb", 2),
        Response("R3", d("2026-11-01"), "street", "asb", 1),
    )
    found = values(facts(responses=said))
    assert found["consultation.responses.response_channel.survey"] == 40
    assert found["consultation.responses.theme.asb"] == 42


# --- Engagement and partners ----------------------------------------------------------------


def test_an_event_counts_where_it_starts_with_its_whole_length() -> None:
    over = Event("E1", "stall", t(IN_PARTS[0]), t(IN_PARTS[1]), 9)
    found = values(facts(events=(over,)))
    assert found["engagement.events.event_kind.stall"] == 1
    assert found["engagement.attendance.event_kind.stall"] == 9
    assert found["engagement.event_time.event_kind.stall"] == 120
    assert not [name for name in values(facts("2026-11", events=(over,))) if "engagement" in name]


def test_an_event_with_no_end_and_no_attendance_counts_and_gives_neither() -> None:
    found = values(facts(events=(Event("E1", "stall", t(NIGHT[0]), None, None),)))
    assert {name for name in found if name.startswith("engagement")} == {
        "engagement.events.event_kind.stall"
    }


def test_a_meeting_counts_once_for_every_kind_of_partner_present() -> None:
    kinds = ("school", "school", "health")
    met = Meeting("M1", "asb_panel", t(NIGHT[0]), t(NIGHT[1]), kinds)
    found = values(facts(meetings=(met,)))
    assert found["partners.meetings.meeting_kind.asb_panel"] == 1
    assert found["partners.meetings.partner_kind.school"] == 1
    assert found["partners.meetings.partner_kind.health"] == 1
    assert found["partners.meeting_time.all.all"] == 60


def test_a_meeting_with_no_end_gives_no_minutes() -> None:
    found = values(facts(meetings=(Meeting("M1", "internal", t(NIGHT[0]), None),)))
    assert found["partners.meetings.meeting_kind.internal"] == 1
    assert "partners.meeting_time.all.all" not in found


def test_an_action_is_raised_and_closed_on_its_days() -> None:
    found = values(facts(actions=(action("2026-10-01", closed="2026-10-31", owner="partner"),)))
    assert found["partners.actions_raised.owner.partner"] == 1
    assert found["partners.actions_closed.owner.partner"] == 1


@pytest.mark.parametrize(
    ("due", "closed", "overdue"),
    [
        ("2026-10-31", None, 1),
        ("2026-10-31", "2026-11-01", 1),
        ("2026-10-31", "2026-10-31", 0),
        ("2026-11-01", None, 0),
        (None, None, 0),
    ],
)
def test_an_action_is_overdue_if_due_by_the_last_day_and_not_closed_by_it(
    due: str | None, closed: str | None, overdue: int
) -> None:
    made = facts(actions=(action("2026-05-01", due, closed),))
    assert value(made, "partners.actions_overdue.owner.police") == overdue


# --- Messages and residents -----------------------------------------------------------------


def test_a_post_counts_by_channel_and_by_campaign_where_its_message_has_one() -> None:
    posted = (
        Post("Z1", "facebook", t("2026-10-31T23:59"), "#WeekOfAction"),
        Post("Z2", "facebook", t("2026-10-01T00:00"), None),
        Post("Z3", "facebook", t("2026-11-01T00:00"), "#WeekOfAction"),
    )
    found = values(facts(posts=posted))
    assert found["messages.posts.message_channel.facebook"] == 2
    assert found["messages.posts.campaign.#WeekOfAction"] == 1


def test_a_duplicate_is_no_contact_and_one_without_need_of_reply_is() -> None:
    contacts = (
        contact("2026-10-05T10:00", status="duplicate"),
        contact("2026-10-05T10:00", status="no_reply_needed", ref="Q2"),
        contact("2026-10-05T10:00", status="passed_on", ref="Q3"),
    )
    found = values(facts(contacts=contacts))
    assert found["residents.contacts.contact_channel.phone"] == 2
    assert found["residents.needing_reply.all.all"] == 1


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ("2026-10-08T10:00", 1),
        ("2026-10-08T10:01", 0),
        (None, 0),
    ],
)
def test_an_answer_within_72_hours_counts_to_the_minute(
    answered: str | None, expected: int
) -> None:
    made = facts(contacts=(contact("2026-10-05T10:00", answered),))
    assert value(made, "residents.answered_in_72h.all.all") == expected


@pytest.mark.parametrize(
    ("month", "received", "answered", "expected"),
    [
        ("2026-10", "2026-10-23T17:00", "2026-10-26T16:00", 1),
        ("2026-10", "2026-10-23T17:00", "2026-10-26T16:01", 0),
        ("2027-03", "2027-03-26T17:00", "2027-03-29T18:00", 1),
        ("2027-03", "2027-03-26T17:00", "2027-03-29T18:01", 0),
    ],
)
def test_72_hours_over_a_clock_change_are_elapsed_hours(
    month: str, received: str, answered: str, expected: int
) -> None:
    made = facts(contacts=(contact(received, answered),), month=month)
    assert value(made, "residents.answered_in_72h.all.all") == expected


@pytest.mark.parametrize(
    ("received", "answered", "status", "expected"),
    [
        ("2026-10-28T23:59", None, "open", 1),
        ("2026-10-29T00:00", None, "open", 0),
        ("2026-02-01T12:00", None, "passed_on", 1),
        ("2026-10-05T12:00", None, "duplicate", 0),
        ("2026-10-05T12:00", None, "no_reply_needed", 0),
        ("2026-10-05T12:00", "2026-10-31T23:59", None, 0),
        ("2026-10-05T12:00", "2026-11-01T00:00", None, 1),
    ],
)
def test_who_waits_more_than_72_hours_at_the_months_end(
    received: str, answered: str | None, status: str | None, expected: int
) -> None:
    made = facts(contacts=(contact(received, answered, status),))
    assert value(made, "residents.open_over_72h.all.all") == expected


def test_an_appointment_belongs_to_the_month_in_which_it_takes_place() -> None:
    made = facts(
        appointments=(
            Appointment("V1", t("2026-10-31T23:59"), "held"),
            Appointment("V2", t("2026-11-01T00:00"), "held"),
        )
    )
    assert value(made, "residents.appointments.appointment_status.held") == 1


# --- Quality --------------------------------------------------------------------------------


def test_off_duty_time_is_what_lies_outside_that_officers_duties_here() -> None:
    duties = (
        duty("2026-10-07T22:15", "2026-10-07T22:30"),
        duty("2026-10-07T22:20", "2026-10-07T22:40", ref="D2"),
        duty("2026-10-07T22:00", "2026-10-07T23:00", "404", "D3"),
    )
    made = facts(duties=duties, patrols=(patrol(leg(*NIGHT)),))
    assert value(made, "quality.off_duty_time.all.all") == 60 - 25


def test_off_duty_time_does_not_count_a_minute_twice_or_a_volunteers() -> None:
    both = (patrol(leg(*NIGHT, "202 909")), patrol(leg(*NIGHT, "202"), ref="P2"))
    assert value(facts(patrols=both), "quality.off_duty_time.all.all") == 60
