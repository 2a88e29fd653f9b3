"""A campaign has days, hashtags and themes; a planned patrol a time; each day something on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from snt_desk.domain import campaigns
from snt_desk.domain.campaigns import CampaignDraft, CountDraft, PlannedDraft
from snt_desk.domain.clock import DAY, london

MONDAY, SUNDAY = date(2022, 1, 17), date(2022, 1, 23)
WEEK = CampaignDraft("#WeekOfAction", "Week of action", MONDAY, SUNDAY)
WALK = PlannedDraft("#WeekOfAction", "foot", london(2022, 1, 17, 10), london(2022, 1, 17, 12))


def fields(draft: CampaignDraft | PlannedDraft | CountDraft) -> list[str]:
    return [one.field for one in draft.problems()]


def test_a_week_can_be_saved() -> None:
    assert fields(WEEK) == []
    assert len(WEEK.days) == 7


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("#weekofaction", "#weekofaction"),
        ("week of action", "#WeekOfAction"),
        ("# safer streets 2027", "#SaferStreets2027"),
        ("#WEEK of ACTION", "#WEEKOfACTION"),
        ("# WeekOfAction!", "#WeekOfAction"),
        ("Straße_22", "#Straße_22"),
        ("#", ""),
        ("", ""),
    ],
)
def test_a_hashtag_is_mended_as_it_is_kept(typed: str, tag: str) -> None:
    assert campaigns.as_tag(typed) == tag
    assert campaigns.is_tag(tag) is bool(tag)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"tag": "WeekOfAction"}, "tag"),
        ({"tag": f"#{'a' * 40}"}, "tag"),
        ({"first": None}, "first"),
        ({"last": None}, "last"),
        ({"last": MONDAY - DAY}, "last"),
        ({"tags": ("#bikes", "no tag")}, "tags"),
        ({"tags": ("#bikes", "#BIKES")}, "tags"),
        ({"tags": ("#weekofaction",)}, "tags"),
        ({"before": "#WeekOfAction"}, "before"),
    ],
)
def test_what_cannot_be_true_of_a_campaign_is_said(wrong: dict[str, Any], field: str) -> None:
    assert fields(replace(WEEK, **wrong)) == [field]


def test_one_day_is_a_campaign_and_a_very_long_one_is_planned_for_its_first_days() -> None:
    assert replace(WEEK, last=MONDAY).days == (MONDAY,)
    year = replace(WEEK, last=date(2022, 12, 31))
    assert len(year.days) == campaigns.MOST_DAYS
    assert [one.field for one in year.warnings()] == ["last"]


def test_another_campaign_at_the_same_time_is_named() -> None:
    others = [("Earlier", MONDAY - 9 * DAY, MONDAY - DAY), ("Bikes", SUNDAY, SUNDAY + DAY)]
    (said,) = WEEK.warnings(others)
    assert said.text == "Bikes runs then too, 23 to 24 Jan 2022."
    assert not [*WEEK.warnings(others[:1])]


def test_a_theme_of_a_day_that_is_outside_is_said_to_go() -> None:
    (said,) = replace(WEEK, themes={SUNDAY + DAY: "Schools"}).warnings()
    assert said.field == "themes"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"campaign": ""}, "campaign"),
        ({"mode": ""}, "mode"),
        ({"start": None}, "from"),
        ({"end": WALK.start}, "until"),
        ({"end": london(2022, 1, 18, 2, 1)}, "until"),
        ({"officers": ("1432", "1432")}, "officers"),
    ],
)
def test_what_cannot_be_true_of_a_planned_patrol_is_said(wrong: dict[str, Any], field: str) -> None:
    assert fields(WALK) == []
    assert fields(replace(WALK, **wrong)) == [field]


def test_a_planned_patrol_on_another_day_and_without_a_crew_is_odd() -> None:
    week = MONDAY, SUNDAY
    assert [one.field for one in WALK.warnings(*week)] == ["officers"]
    later = replace(WALK, start=london(2022, 1, 24, 0, 0), officers=("1432",))
    assert [one.field for one in later.warnings(*week)] == ["date"]
    last = replace(WALK, start=london(2022, 1, 23, 23, 59), officers=("1432",))
    assert not [*last.warnings(*week)]


def test_a_count_by_hand_says_what_and_how_many() -> None:
    assert fields(CountDraft("#Week", "Warrants", 0)) == []
    assert fields(CountDraft("", " ", None)) == ["campaign", "what", "count"]
    assert fields(CountDraft("#Week", "Warrants", -1)) == ["count"]


def test_what_a_day_lacks_is_said_in_its_order() -> None:
    assert campaigns.missing({"event", "meeting"}) == ("patrol", "message")
    assert campaigns.gap_words(("patrol", "message")) == "no patrol, no message"
    assert campaigns.missing({"patrol", "event", "message"}) == ()
