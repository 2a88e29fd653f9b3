"""On days that are hard the demo breaks no rule, and tells of a team that could be theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month, Span
from snt_desk.domain.demo.people import TEAM
from snt_desk.domain.package import TABLES
from snt_desk.domain.package.cells import reader, text_of
from snt_desk.domain.package.tables import Kind
from tests.domain.demo import made
from tests.domain.demo.made import DAYS, SEED, first_legs, patrols_of, problems, table

each_day = pytest.mark.parametrize("today", DAYS, ids=str)


@each_day
def test_the_demo_breaks_no_rule_of_the_package(today: date) -> None:
    assert problems(SEED, today) == []


@each_day
def test_every_cell_reads_back_as_it_was_written(today: date) -> None:
    for one in TABLES:
        for place, column in enumerate(one.columns):
            read = reader(column)
            values = {row[place] for row in made.rows(today)[one.name]}
            changed = [value for value in values if read(_written(column, value)) != value]
            assert not changed, (one.name, column.name)


def _written(column: Any, value: Any) -> str:
    written = text_of(column, value)
    if column.kind is Kind.TEXT and written[:1] in set("'=+-@"):
        return f"'{written}"
    return written


def instants(today: date) -> list[tuple[str, str, datetime]]:
    return [
        (one.name, column.name, row[place])
        for one in TABLES
        for place, column in enumerate(one.columns)
        if column.kind is Kind.INSTANT
        for row in made.rows(today)[one.name]
        if row[place] is not None
    ]


@each_day
def test_no_time_was_twice_or_never(today: date) -> None:
    for name, column, instant in instants(today):
        on_the_wall = clock.local(instant).replace(tzinfo=None)
        assert clock.wall_time(on_the_wall) == instant, (name, column)


@each_day
def test_instants_are_utc_to_the_minute(today: date) -> None:
    assert all(
        instant.tzinfo is UTC and not instant.second and not instant.microsecond
        for _, _, instant in instants(today)
    )


@each_day
def test_nothing_was_done_after_a_quarter_past_twelve_of_the_day(today: date) -> None:
    moment = clock.london(today.year, today.month, today.day, 12, 15)
    done = [leg.start for leg in table("legs", today)]
    done += [leg.end for leg in table("legs", today) if leg.end]
    done += [visit.end for visit in table("visits", today)]
    done += [contact.received for contact in table("contacts", today)]
    done += [contact.answered for contact in table("contacts", today) if contact.answered]
    done += [post.posted for post in table("posts", today)]
    done += [event.end for event in table("events", today) if event.attendance is not None]
    done += [one.at for one in table("appointments", today) if one.status == "held"]
    assert max(done) <= moment


@each_day
def test_no_date_of_what_happened_lies_ahead(today: date) -> None:
    past = [response.received for response in table("responses", today)]
    past += [action.raised for action in table("actions", today)]
    past += [action.closed for action in table("actions", today) if action.closed]
    for priority in table("priorities", today):
        dates = (priority.raised, priority.adopted, priority.closed, priority.last_update)
        past += [day for day in dates if day]
    for asked in table("consultations", today):
        past += [day for day in (asked.opened, asked.closed) if day]
    assert max(past) <= today


@each_day
def test_the_records_are_of_thirteen_months_and_the_weeks_ahead(today: date) -> None:
    first, ahead = Month.of(today).plus(-12).first, today + 28 * DAY
    starts = [clock.local_day(one.start) for one in table("duties", today)]
    starts += [clock.local_day(one.start) for one in table("meetings", today)]
    starts += [clock.local_day(one.start) for one in table("events", today)]
    starts += [clock.local_day(one.start) for one in table("legs", today)]
    assert first <= min(starts)
    assert max(starts) <= ahead
    assert max(clock.local_day(one.start) for one in table("duties", today)) > today + 21 * DAY


@each_day
def test_a_message_is_posted_only_where_and_when_that_channel_stood(today: date) -> None:
    codes = made.seeded_codes()
    for post in table("posts", today):
        *_, valid_from, valid_to, _ = codes["message_channel", post.channel]
        day = clock.local_day(post.posted)
        assert valid_from is None or valid_from <= day
        assert valid_to is None or day < valid_to


@each_day
def test_what_is_on_x_fits_there(today: date) -> None:
    told = {message.ref: message.text for message in table("messages", today)}
    posted = [told[post.message] for post in table("posts", today) if post.channel == "x"]
    assert posted
    assert max(map(len, posted)) <= 280


@each_day
def test_only_posted_messages_have_posts_and_all_of_them_do(today: date) -> None:
    posted = {message.ref for message in table("messages", today) if message.status == "posted"}
    assert posted == {post.message for post in table("posts", today)}


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
