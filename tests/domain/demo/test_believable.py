"""A sergeant who looks at the demo sees a team that could be theirs, loose ends included."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month, Span
from snt_desk.domain.demo.people import TEAM
from tests.domain.demo.made import DAYS, SUNDAY, table

each_day = pytest.mark.parametrize("today", DAYS, ids=str)
POWERS = {"arrest", "stop_search", "drugs_seized", "vehicle_seized"}


def month_of(instant: datetime) -> Month:
    return Month.of(clock.local_day(instant))


def whole_months(today: date) -> list[Month]:
    return [Month.of(today).plus(-number) for number in range(1, 13)]


def per_month(instants: list[datetime], today: date) -> list[int]:
    counted = Counter(month_of(instant) for instant in instants)
    return [counted[month] for month in whole_months(today)]


def the_change(day: date) -> datetime:
    """Give the instant at which the clocks change on a day on which they do."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def first_legs(today: date) -> list[SimpleNamespace]:
    return [leg for leg in table("legs", today) if leg.leg == 1]


def patrols_of(today: date) -> dict[str, SimpleNamespace]:
    return {patrol.ref: patrol for patrol in table("patrols", today)}


@each_day
def test_a_month_has_some_seventy_patrols(today: date) -> None:
    counts = per_month([leg.start for leg in first_legs(today)], today)
    assert min(counts) >= 52
    assert max(counts) <= 86
    assert 62 <= sum(counts) / 12 <= 76


@each_day
def test_most_go_on_foot_and_more_by_vehicle_than_by_bicycle(today: date) -> None:
    modes = Counter(leg.mode for leg in first_legs(today))
    assert modes["foot"] > modes["vehicle"] > modes["bicycle"] > 20


@each_day
def test_hardly_any_time_on_patrol_is_off_duty(today: date) -> None:
    on_duty = defaultdict(list)
    for duty in table("duties", today):
        on_duty[duty.collar].append(Span(duty.start, duty.end))
    ended = [leg for leg in table("legs", today) if leg.end]
    spans = [(collar, Span(leg.start, leg.end)) for leg in ended for collar in leg.officers]
    outside = [
        span
        for collar, span in spans
        if not any(one.within(span) == span for one in on_duty[collar])
    ]
    assert 1 <= len(outside) <= len(spans) / 100


@each_day
def test_a_patrol_is_out_as_the_demo_opens_and_one_was_never_ended(today: date) -> None:
    open_since = sorted(leg.start for leg in table("legs", today) if leg.end is None)
    forgotten, running = (clock.local_day(start) for start in open_since)
    assert running == today
    assert today - 30 * DAY < forgotten < today - 7 * DAY


@each_day
def test_somebody_went_out_while_on_leave(today: date) -> None:
    leave = [one for one in table("absences", today) if one.kind == "annual_leave"]
    clashes = [
        leg
        for leg in table("legs", today)
        for one in leave
        if leg.end and one.collar in leg.officers and leg.start < one.end and leg.end > one.start
    ]
    assert 1 <= len(clashes) <= 6


@each_day
def test_somebody_was_on_two_patrols_at_once(today: date) -> None:
    legs = defaultdict(list)
    for leg in table("legs", today):
        if leg.end:
            for collar in leg.officers:
                legs[collar].append((leg.start, leg.end))
    overlaps = 0
    for held in legs.values():
        held.sort()
        overlaps += sum(held[n + 1][0] < held[n][1] for n in range(len(held) - 1))
    assert 1 <= overlaps <= 8


@each_day
def test_a_patrol_was_out_over_each_change_of_the_clocks(today: date) -> None:
    first, last = Month.of(today).plus(-12).first, today
    days = [first + DAY * number for number in range((last - first).days + 1)]
    changes = [day for day in days if clock.midnight(day + DAY) - clock.midnight(day) != DAY]
    over = {
        day
        for day in changes
        for leg in table("legs", today)
        if leg.end and leg.start < clock.midnight(day) and leg.end > the_change(day)
    }
    assert len(changes) >= 2
    assert sorted(over) == changes


def test_some_patrols_last_over_midnight_and_some_have_more_than_one_leg() -> None:
    over = [
        leg
        for leg in table("legs")
        if leg.end and clock.local_day(leg.start) != clock.local_day(leg.end)
    ]
    assert len(over) >= 10
    numbers = Counter(leg.leg for leg in table("legs"))
    assert numbers[2] > 60
    assert numbers[3] > 5


def test_hot_spot_visits_last_a_quarter_of_an_hour_mostly() -> None:
    stays = [clock.minutes_between(visit.start, visit.end) for visit in table("visits")]
    usual = sum(10 <= stay <= 20 for stay in stays)
    assert 0.85 < usual / len(stays) < 1
    assert len({visit.hotspot for visit in table("visits")}) == 4


def test_friday_and_saturday_evenings_are_in_the_town_centre() -> None:
    patrols = patrols_of(SUNDAY)
    evenings = Counter(
        clock.local_day(leg.start).weekday()
        for leg in first_legs(SUNDAY)
        if patrols[leg.patrol].purpose == "town_centre" and clock.local(leg.start).hour >= 17
    )
    assert evenings[4] + evenings[5] > 0.8 * evenings.total()
    assert min(evenings[4], evenings[5]) >= 25


def test_school_runs_are_on_weekdays_when_the_gates_are_busy() -> None:
    patrols = patrols_of(SUNDAY)
    runs = [leg for leg in first_legs(SUNDAY) if patrols[leg.patrol].purpose == "school_run"]
    assert len(runs) > 30
    assert {clock.local(leg.start).hour for leg in runs} <= {8, 14, 15}
    assert not [leg for leg in runs if clock.local_day(leg.start).weekday() > 4]
    assert not [leg for leg in runs if clock.local_day(leg.start).month == 8]


def test_volunteers_partners_and_the_neighbouring_team_come_along() -> None:
    roles = {posting.collar: posting for posting in table("postings")}
    seen = Counter(
        (roles[collar].team, roles[collar].role) for leg in table("legs") for collar in leg.officers
    )
    assert seen["WHA-1", "volunteer"] >= 5
    assert seen["WHA-2", "pc"] >= 5
    assert sum(bool(leg.partners) for leg in table("legs")) >= 12
    only_volunteers = [
        leg
        for leg in table("legs")
        if leg.officers and all(roles[collar].role == "volunteer" for collar in leg.officers)
    ]
    assert not only_volunteers


def test_pcsos_alone_arrest_and_search_nobody() -> None:
    pcsos = {one.collar for one in table("postings") if one.role == "pcso"}
    crews = defaultdict(set)
    for leg in table("legs"):
        crews[leg.patrol].update(leg.officers)
    powers = [one.patrol for one in table("outcomes") if one.patrol and one.kind in POWERS]
    assert powers
    assert not [patrol for patrol in powers if crews[patrol] <= pcsos]


def test_notes_are_short_and_many() -> None:
    notes = [patrol.note for patrol in table("patrols") if patrol.note]
    assert 0.5 < len(notes) / len(table("patrols")) < 0.85
    assert len(set(notes)) > 150
    assert max(map(len, notes)) <= 90


@each_day
def test_three_priorities_are_live_and_one_is_proposed(today: date) -> None:
    priorities = table("priorities", today)
    live = [one for one in priorities if one.status == "adopted"]
    assert len(live) == 3
    assert [one.status for one in priorities].count("proposed") == 1
    assert all(one.assessment for one in priorities if one.status == "closed")
    assert not [one for one in live if one.assessment]


@each_day
def test_a_priority_names_no_more_responses_than_were_given(today: date) -> None:
    asked = table("consultations", today)
    claims = 0
    for one in table("priorities", today):
        number = re.search(r"(\w+) responses", one.scanning or "")
        before = [of for of in asked if of.opened <= (one.adopted or one.raised)]
        if number and before:
            said = number[1].replace("ten", "10")
            last = max(before, key=lambda of: of.opened).ref
            given = [of for of in table("responses", today) if of.consultation == last]
            assert int(said) <= sum(of.count for of in given if of.theme == one.theme), one.title
            claims += 1
    assert claims


@each_day
def test_the_public_hears_of_one_priority_before_three_months_are_over(today: date) -> None:
    live = [one for one in table("priorities", today) if one.status == "adopted"]
    due = [clock.add_months(one.last_update, 3) - today for one in live]
    assert [timedelta(0) < days <= 14 * DAY for days in due].count(True) == 1
    assert min(due) > timedelta(0)


@each_day
def test_a_patrol_for_a_priority_is_while_that_is_live(today: date) -> None:
    priorities = {one.ref: one for one in table("priorities", today)}
    patrols = patrols_of(today)
    for leg in first_legs(today):
        priority = priorities.get(patrols[leg.patrol].priority)
        if priority:
            day = clock.local_day(leg.start)
            assert priority.adopted <= day
            assert priority.closed is None or day < priority.closed


@each_day
def test_most_residents_have_an_answer_in_72_hours_and_some_still_wait(today: date) -> None:
    contacts = table("contacts", today)
    answered = [one for one in contacts if one.status == "answered"]
    in_time = [one for one in answered if one.answered - one.received <= timedelta(hours=72)]
    assert 0.85 < len(in_time) / len(answered) < 0.98
    waiting = [one for one in contacts if one.status in {"open", "passed_on"}]
    moment = clock.london(today.year, today.month, today.day, 12, 15)
    over = [one for one in waiting if moment - one.received > timedelta(hours=72)]
    assert (len(waiting), len(over)) == (6, 1)
    assert min(per_month([one.received for one in contacts], today)) >= 15


@each_day
def test_two_actions_are_overdue_and_others_open(today: date) -> None:
    still_open = [one for one in table("actions", today) if one.closed is None]
    overdue = [one for one in still_open if one.due < today]
    assert len(overdue) == 2
    assert {bool(one.owner_collar) for one in overdue} == {True, False}
    assert 3 <= len(still_open) - len(overdue) <= 16


@each_day
def test_every_month_has_meetings_events_and_posts(today: date) -> None:
    assert min(per_month([one.start for one in table("meetings", today)], today)) >= 4
    assert min(per_month([one.start for one in table("events", today)], today)) >= 3
    assert min(per_month([one.posted for one in table("posts", today)], today)) >= 8


@each_day
def test_the_week_of_action_has_a_post_on_each_of_its_days(today: date) -> None:
    week = next(one for one in table("campaigns", today) if one.tag == "#WeekOfAction")
    sent = {one.ref for one in table("messages", today) if one.campaign == week.tag}
    days = {clock.local_day(one.posted) for one in table("posts", today) if one.message in sent}
    last = min(week.to, today)
    first = getattr(week, "from")
    assert first.month == 1
    assert days == {first + DAY * number for number in range((last - first).days + 1)}


@each_day
def test_something_is_in_the_diary_for_today_and_tomorrow(today: date) -> None:
    events = {clock.local_day(one.start) for one in table("events", today)}
    visits = {clock.local_day(one.at) for one in table("appointments", today)}
    assert {today, today + DAY} <= events
    assert {today, today + DAY} <= visits
    meetings = [one for one in table("meetings", today) if clock.local_day(one.start) > today]
    assert len(meetings) >= 3


@each_day
def test_the_event_of_tomorrow_is_with_somebody_on_leave(today: date) -> None:
    tomorrow = [one for one in table("events", today) if clock.local_day(one.start) == today + DAY]
    clashes = [
        one
        for event in tomorrow
        for one in table("absences", today)
        if one.collar in event.officers and one.start <= event.start and one.end >= event.end
    ]
    assert clashes


@each_day
def test_the_team_is_a_sergeant_and_about_a_dozen(today: date) -> None:
    here = [
        one
        for one in table("postings", today)
        if one.team == TEAM and getattr(one, "from") <= today and (one.to is None or today < one.to)
    ]
    roles = Counter(one.role for one in here)
    assert roles == {"sergeant": 1, "pc": 4, "pcso": 4, "special": 2, "volunteer": 1}


@each_day
def test_people_came_left_acted_up_and_went_part_time(today: date) -> None:
    first = Month.of(today).plus(-12).first
    postings = [one for one in table("postings", today) if one.team == TEAM]
    begun = {one.collar for one in postings if getattr(one, "from") < first}
    assert {one.collar for one in postings} - begun
    ended = Counter(one.collar for one in postings if one.to)
    staying = {one.collar for one in postings if one.to is None}
    assert set(ended) - staying
    acting = [one for one in postings if one.role == "sergeant" and one.to]
    assert [one.to - getattr(one, "from") for one in acting] == [14 * DAY]
    assert [one.fte_percent for one in postings if one.collar == "7248"] == [100, 60]


@each_day
def test_a_fair_part_of_the_roster_goes_to_others(today: date) -> None:
    duties = defaultdict(list)
    for duty in table("duties", today):
        duties[duty.collar].append(Span(duty.start, duty.end))
    rostered = sum(span.minutes for held in duties.values() for span in held)
    away = [one for one in table("absences", today) if one.sent_to]
    shared = [span.within(Span(one.start, one.end)) for one in away for span in duties[one.collar]]
    taken = sum(span.minutes for span in shared if span)
    assert 0.02 < taken / rostered < 0.09


def test_leave_is_taken_in_summer_and_at_christmas() -> None:
    leave = Counter(
        clock.local_day(one.start).month for one in table("absences") if one.kind == "annual_leave"
    )
    assert leave[12] > leave[3]
    days = Counter[int]()
    for one in table("absences"):
        if one.kind == "annual_leave":
            days[clock.local_day(one.start).month] += (one.end - one.start).days
    assert days[7] + days[8] > 2 * (days[3] + days[4])


@each_day
def test_every_absence_covers_some_of_a_duty(today: date) -> None:
    duties = defaultdict(list)
    for duty in table("duties", today):
        duties[duty.collar].append(duty)
    idle = [
        one
        for one in table("absences", today)
        if not any(duty.start < one.end and duty.end > one.start for duty in duties[one.collar])
    ]
    assert not idle


def test_nobody_is_rostered_twice_at_once() -> None:
    duties = defaultdict(list)
    for duty in table("duties"):
        duties[duty.collar].append((duty.start, duty.end))
    for held in duties.values():
        held.sort()
        assert all(held[n][1] <= held[n + 1][0] for n in range(len(held) - 1))


def test_too_short_a_rest_is_there_to_be_warned_of_and_rare() -> None:
    duties = defaultdict(list)
    for duty in table("duties"):
        duties[duty.collar].append((duty.start, duty.end))
    short = sum(
        held[n + 1][0] - held[n][1] < timedelta(hours=11)
        for held in map(sorted, duties.values())
        for n in range(len(held) - 1)
    )
    assert 1 <= short <= 6


def test_only_months_without_answers_are_checked_none() -> None:
    answered = {Month.of(one.received) for one in table("responses")}
    marked = {Month.parse(one.month) for one in table("nil_sections")}
    assert marked
    assert not marked & answered
    assert max(marked) < Month.of(SUNDAY).plus(-1)
