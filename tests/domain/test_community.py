"""Events, contacts and messages: what cannot be true, what looks odd, and how long one waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from snt_desk.domain import clock, community
from snt_desk.domain.clock import london
from snt_desk.domain.community import (
    ContactDraft,
    Details,
    EventDraft,
    MessageDraft,
    PostDraft,
)
from snt_desk.domain.drafts import Caution, Problem

NOW = london(2026, 11, 22, 14)
STALL = EventDraft(
    "stall",
    "Stall at the shops",
    "consult",
    london(2026, 11, 21, 10),
    london(2026, 11, 21, 12),
    officers=("1432",),
    attendance=40,
)
NOISE = ContactDraft(london(2026, 11, 19, 11, 40), "phone", "Noise at night", "1432")
UPDATE = MessageDraft("priority_update", "We walked there.", priority="T1")


def fields(said: Iterable[Problem | Caution]) -> list[str]:
    return [one.field for one in said]


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (EventDraft(), ["kind", "title", "from"]),
        (replace(STALL, end=STALL.start), ["until"]),
        (replace(STALL, end=london(2026, 11, 22, 2, 1)), ["until"]),
        (replace(STALL, end=london(2026, 11, 22, 2)), []),
        (replace(STALL, officers=("1432", "1432")), ["officers"]),
        (replace(STALL, attendance=-1), ["attendance"]),
        (replace(STALL, attendance=0), []),
        (replace(STALL, outcomes={"arrest": 0}), ["outcomes"]),
    ],
)
def test_an_event_is_a_stretch_of_16_hours_at_most(draft: EventDraft, wrong: list[str]) -> None:
    assert fields(draft.problems()) == wrong


@pytest.mark.parametrize(
    ("draft", "odd"),
    [
        (STALL, []),
        (replace(STALL, officers=(), end=None, purpose=None), ["officers", "until", "purpose"]),
        (replace(STALL, start=london(2026, 11, 29, 10), end=None), ["attendance"]),
        (replace(STALL, start=None), []),
    ],
)
def test_what_looks_odd_of_an_event_is_said(draft: EventDraft, odd: list[str]) -> None:
    assert fields(draft.warnings(NOW)) == odd


def test_an_event_that_is_written_down_already_is_named() -> None:
    assert STALL.start is not None
    [said] = STALL.warnings(NOW, [("stall  at the SHOPS", STALL.start)])
    assert said.text.startswith("stall  at the SHOPS at 10:00")


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (NOISE, []),
        (ContactDraft(status=""), ["subject", "received", "channel", "status"]),
        (replace(NOISE, status="answered"), ["answered"]),
        (replace(NOISE, answered=NOW), ["status"]),
        (replace(NOISE, status="answered", answered=NOISE.received), []),
        (replace(NOISE, status="answered", answered=london(2026, 11, 19, 11, 39)), ["answered"]),
    ],
)
def test_answered_stands_with_its_time_and_never_before_it_came(
    draft: ContactDraft, wrong: list[str]
) -> None:
    assert fields(draft.problems()) == wrong


def test_what_looks_odd_of_a_contact_is_said() -> None:
    odd = replace(NOISE, owner=None, received=NOW + timedelta(hours=1))
    assert fields(odd.warnings(NOW)) == ["received", "owner"]
    named = replace(NOISE, subject="Mrs Ashdown hears noise")
    assert fields(named.warnings(NOW, Details("Mrs Ashdown"))) == ["subject"]
    assert fields(NOISE.warnings(NOW, Details("Mrs Ashdown"))) == []


@pytest.mark.parametrize(
    ("status", "waits"),
    [("open", True), ("passed_on", True), ("no_reply_needed", False), ("duplicate", False)],
)
def test_only_an_answer_ends_the_wait(status: str, *, waits: bool) -> None:
    assert community.is_waiting(status, None) is waits
    assert not community.is_waiting("answered", NOW)


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (london(2026, 11, 19, 12), london(2026, 11, 22, 12)),
        (london(2026, 10, 23, 12), london(2026, 10, 26, 11)),
        (london(2027, 3, 26, 12), london(2027, 3, 29, 13)),
    ],
)
def test_72_hours_are_elapsed_hours_over_either_change_of_clocks(
    received: datetime, last: datetime
) -> None:
    assert community.time_left(received, last) == timedelta(0)
    assert community.in_time(received, last)
    assert not community.in_time(received, last + clock.MINUTE)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [("stall", "street"), ("door_knock", "door_knock"), ("surgery", "meeting"), ("own", "meeting")],
)
def test_what_is_said_at_an_event_reaches_the_team_by_its_kind(kind: str, channel: str) -> None:
    assert community.said_by(kind) == channel


def test_a_message_has_a_kind_a_text_and_a_status() -> None:
    assert fields(MessageDraft(status="").problems()) == ["kind", "text", "status"]
    assert not list(UPDATE.problems())


@pytest.mark.parametrize(
    ("draft", "posts", "odd"),
    [
        (UPDATE, 0, []),
        (replace(UPDATE, status="posted"), 0, ["status"]),
        (replace(UPDATE, status="dropped"), 1, ["status"]),
        (replace(UPDATE, priority=None), 0, ["priority"]),
        (MessageDraft("campaign", "Week of action"), 0, ["campaign"]),
    ],
)
def test_what_looks_odd_of_a_message_is_said(
    draft: MessageDraft, posts: int, odd: list[str]
) -> None:
    assert fields(draft.warnings(posts)) == odd


def test_a_post_has_a_channel_and_a_time() -> None:
    assert fields(PostDraft(reach=-1).problems()) == ["channel", "posted", "reach"]
    assert fields(PostDraft("x", NOW + timedelta(minutes=1)).warnings(NOW)) == ["posted"]


def test_a_message_is_called_by_its_first_line() -> None:
    assert community.headline("\n  \n You said, we did \nMore") == "You said, we did"
    assert community.headline("") == ""
