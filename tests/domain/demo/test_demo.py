"""The demo is true as a package, the same every time, and never ahead of its day."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from snt_desk.domain import clock, demo
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.package import TABLES, Reading, Row, Standing, by_name, check
from snt_desk.domain.package.cells import reader, text_of
from snt_desk.domain.package.tables import Kind
from tests.domain.demo import made
from tests.domain.demo.made import DAYS, SEED, SUNDAY, table
from tests.examples import times

PINNED = "52e206253eafe50124dd53b0e2757044736ff553b560f5bd535494e0bf5702fe"
each_day = pytest.mark.parametrize("today", DAYS, ids=str)


def problems(seed: int, today: date) -> list[str]:
    reading = Reading()
    for name, rows in made.rows(today, seed).items():
        reading.rows[name] = rows
        reading.lines[name] = list(range(2, len(rows) + 2))
    standing = Standing({"codes": made.seeded_codes()})
    return [str(problem) for problem in check(reading, standing).problems]


@each_day
def test_the_demo_breaks_no_rule_of_the_package(today: date) -> None:
    assert problems(SEED, today) == []


@given(
    seed=st.integers(0, 2**32),
    today=st.dates(date(2020, 1, 1), date(2060, 12, 31)),
)
@settings(max_examples=times(4))
@example(seed=1, today=date(2028, 2, 29))
def test_no_seed_and_no_day_breaks_a_rule(seed: int, today: date) -> None:
    assert problems(seed, today) == []


def digest(rows: dict[str, list[Row]]) -> str:
    written = hashlib.sha256()
    for one in TABLES:
        for row in rows[one.name]:
            cells = [text_of(*pair) for pair in zip(one.columns, row, strict=True)]
            written.update("\t".join((one.name, *cells, "\n")).encode())
    return written.hexdigest()


def test_the_same_seed_and_day_give_the_same_rows() -> None:
    assert demo.rows(SEED, SUNDAY) == made.rows()


def test_the_rows_are_these_on_every_computer() -> None:
    # Whoever changes the demo pins the new value; nothing else may change it.
    assert digest(made.rows()) == PINNED


def test_another_seed_tells_another_year_of_the_same_team() -> None:
    other = made.rows(SUNDAY, SEED + 1)
    assert other["legs"] != made.rows()["legs"]
    assert other["members"] == made.rows()["members"]


def test_every_table_is_there_and_only_the_code_lists_are_left_to_the_seeded_ones() -> None:
    assert list(made.rows()) == [one.name for one in TABLES]
    assert [name for name, rows in made.rows().items() if not rows] == ["codes"]


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


@pytest.mark.parametrize("hour", [0, 3, 8, 11])
def test_no_patrol_lies_ahead_of_a_demo_that_is_made_early_in_the_day(hour: int) -> None:
    now = clock.london(SUNDAY.year, SUNDAY.month, SUNDAY.day, hour, 5)
    legs = demo.rows(SEED, SUNDAY, now)["legs"]
    *_, start, end, _, _ = zip(*legs, strict=True)
    assert max(start) < now
    assert max(one for one in end if one) <= now
    out = [one for one, back in zip(start, end, strict=True) if back is None]
    assert now - max(out) <= timedelta(minutes=40)


@pytest.mark.parametrize("hour", [0, 8, 11])
def test_nobody_waits_from_later_on_for_a_demo_that_is_made_early_in_the_day(hour: int) -> None:
    now = clock.london(SUNDAY.year, SUNDAY.month, SUNDAY.day, hour, 5)
    received = by_name("contacts").place("received")
    assert max(one[received] for one in demo.rows(SEED, SUNDAY, now)["contacts"]) < now


def test_a_demo_that_is_made_in_the_afternoon_is_that_of_the_day() -> None:
    evening = clock.london(SUNDAY.year, SUNDAY.month, SUNDAY.day, 18, 0)
    assert demo.rows(SEED, SUNDAY, evening) == made.rows()


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


def texts(today: date) -> list[str]:
    return [
        value
        for one in TABLES
        for place, column in enumerate(one.columns)
        if column.kind is Kind.TEXT
        for row in made.rows(today)[one.name]
        if (value := row[place])
    ]


def test_phone_numbers_and_addresses_are_of_nobody() -> None:
    numbers = [re.sub(r"\s", "", found) for text in texts(SUNDAY) for found in _numbers(text)]
    assert numbers
    assert not [
        number for number in numbers if not re.fullmatch(r"0(1632960|7700900)\d{3}", number)
    ]
    addresses = [found for text in texts(SUNDAY) for found in re.findall(r"\S+@\S+", text)]
    assert addresses
    assert not [address for address in addresses if not address.endswith("@example.org")]
    assert not [text for text in texts(SUNDAY) if "http" in text or "www." in text]


def _numbers(text: str) -> list[str]:
    return re.findall(r"\b0\d{4} ?\d{6}\b|\b\d{5} ?\d{3} ?\d{3}\b|\b0\d{2} \d{4} \d{4}\b", text)


def test_a_hashtag_is_that_of_a_campaign() -> None:
    tags = {tag for text in texts(SUNDAY) for tag in re.findall(r"#\w+", text)}
    assert tags == {campaign.tag for campaign in table("campaigns")}


def test_refs_look_like_those_of_the_program() -> None:
    refs = [row[0] for one in TABLES if one.key == ("ref",) for row in made.rows()[one.name]]
    assert len(set(refs)) == len(refs)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ref) for ref in refs)


@each_day
def test_a_message_is_posted_only_where_and_when_that_channel_stood(today: date) -> None:
    codes = made.seeded_codes()
    for post in table("posts", today):
        *_, valid_from, valid_to, _ = codes["message_channel", post.channel]
        day = clock.local_day(post.posted)
        assert valid_from is None or valid_from <= day
        assert valid_to is None or day < valid_to


def test_a_year_of_two_alert_channels_uses_both() -> None:
    used = {post.channel for post in table("posts", date(2024, 6, 15))}
    assert {"owl", "herts_connected"} <= used


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


def test_a_contact_is_looked_at_again_after_a_year() -> None:
    for contact in table("contacts"):
        assert contact.review_on - clock.local_day(contact.received) == timedelta(days=365)
