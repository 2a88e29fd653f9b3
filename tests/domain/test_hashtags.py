"""Hashtags are checked against those of the campaign, and mended where one was meant."""

from __future__ import annotations

import time

import pytest

from snt_desk.domain import hashtags

TAGS = ("#NeighbourhoodPolicingWeek", "#WeekOfAction")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("#weekofaction", "#WeekOfAction"),
        ("#WEEKOFACTION", "#WeekOfAction"),
        ("# weekofaction", "#WeekOfAction"),
        ("#Week of Action", "#WeekOfAction"),
        ("#Week-Of-Action", "#WeekOfAction"),
        ("#week_of_action", "#WeekOfAction"),
        ("WeekOfAction", "#WeekOfAction"),
        ("weekofaction", "#WeekOfAction"),
        ("\uff03WeekOfAction", "#WeekOfAction"),
        ("#WeekOfActoin", "#WeekOfAction"),
        ("#WeekOffAction", "#WeekOfAction"),
        ("#NeighborhoodPolicingWeek", "#NeighbourhoodPolicingWeek"),
        ("#NeighbourhoodPolicingWeeks", "#NeighbourhoodPolicingWeek"),
    ],
)
def test_a_tag_that_was_meant_is_mended(typed: str, meant: str) -> None:
    text = f"Come and see us. {typed}, all week."
    [slip] = hashtags.slips(text, TAGS)
    assert (slip.word, slip.meant) == (typed, meant)
    assert hashtags.mended(text, TAGS) == f"Come and see us. {meant}, all week."


@pytest.mark.parametrize(
    "text",
    [
        "Our week of action begins. #WeekOfAction",
        "#WeekOfAction2023 is over. #WeekOfAction",
        "#WeekOfActionStories #WeekOfAction",
        "#PolicingWeek #WeekOfAction",
        "See https://example.org/#weekofaction #WeekOfAction",
        "Write to me@weekofaction.example #WeekOfAction",
        "We are #1 in the county. #WeekOfAction",
    ],
)
def test_what_means_something_else_stays_as_it_is(text: str) -> None:
    assert hashtags.slips(text, TAGS) == []
    assert hashtags.mended(text, TAGS) == text


def test_a_tag_of_many_underscores_is_looked_for_as_fast_as_any() -> None:
    tag = f"#a{'_' * 22}"
    begun = time.perf_counter()
    assert hashtags.slips(f"{tag}stories " * 20, [tag]) == []
    assert hashtags.slips(f"{tag}, and more", [tag]) == []
    assert time.perf_counter() - begun < 0.2
    assert hashtags.mended("# week_of_ac-tion", ["#Week_Of_Action"]) == "#Week_Of_Action"


def test_the_first_tag_is_added_where_none_stands_there() -> None:
    assert hashtags.lacks("We walked there.", TAGS) == TAGS[0]
    assert hashtags.mended("We walked there.\n", TAGS) == f"We walked there. {TAGS[0]}"
    assert hashtags.lacks("We walked there. #WeekOfAction", TAGS) == ""


def test_without_a_campaign_nothing_is_lacking_and_nothing_mended() -> None:
    assert hashtags.lacks("We walked there.", ()) == ""
    assert hashtags.mended("# weekofaction", ()) == "# weekofaction"


def test_an_empty_text_gets_no_tag() -> None:
    assert hashtags.mended("  ", TAGS) == "  "


@pytest.mark.parametrize(
    ("text", "tags", "said"),
    [
        ("Nothing here", TAGS, ""),
        ("#Safer", (), "1 hashtag."),
        ("#WeekOfAction", TAGS, "1 hashtag, and it is the campaign’s."),
        (
            "#WeekOfAction #NeighbourhoodPolicingWeek",
            TAGS,
            "2 hashtags, and all are the campaign’s.",
        ),
        ("#WeekOfAction #Safer", TAGS, "2 hashtags, 1 of the campaign."),
        ("#Safer", TAGS, "1 hashtag, none of the campaign."),
    ],
)
def test_it_is_said_what_there_is(text: str, tags: tuple[str, ...], said: str) -> None:
    assert hashtags.said(text, tags) == said


def test_mending_is_done_once_and_for_all() -> None:
    text = "# week of action and #weekofaction and #NeighborhoodPolicingWeek"
    once = hashtags.mended(text, TAGS)
    assert once == "#WeekOfAction and #WeekOfAction and #NeighbourhoodPolicingWeek"
    assert hashtags.mended(once, TAGS) == once
