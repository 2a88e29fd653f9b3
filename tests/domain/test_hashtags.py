"""Hashtags are checked against those of the campaign, and mended where one was meant."""

from __future__ import annotations

import time

import pytest

from snt_desk.domain import hashtags
from snt_desk.domain.hashtags import Tags

TAGS = Tags(("#NeighbourhoodPolicingWeek", "#WeekOfAction"))
NONE = Tags()
KNOWN = Tags((), ("#SaferStreets", "#ASB", *TAGS.own))


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
    begun = time.process_time()
    assert hashtags.slips(f"{tag}stories " * 20, Tags((tag,))) == []
    assert hashtags.slips(f"{tag}, and more", Tags((tag,))) == []
    assert time.process_time() - begun < 0.2
    assert hashtags.mended("# week_of_ac-tion", Tags(("#Week_Of_Action",))) == "#Week_Of_Action"


def test_the_first_tag_is_added_where_none_stands_there() -> None:
    assert hashtags.lacks("We walked there.", TAGS) == TAGS.own[0]
    assert hashtags.mended("We walked there.\n", TAGS) == f"We walked there. {TAGS.own[0]}"
    assert hashtags.lacks("We walked there. #WeekOfAction", TAGS) == ""


def test_without_a_campaign_nothing_is_lacking() -> None:
    assert hashtags.lacks("We walked there.", NONE) == ""
    assert hashtags.lacks("We walked there.", KNOWN) == ""


@pytest.mark.parametrize(
    ("text", "tags", "mended"),
    [
        # A sign apart from its word is a hashtag nowhere: no campaign is needed to know that.
        ("Come and see us. # coffee", NONE, "Come and see us. #coffee"),
        ("# Hatfield and\n#  Welwyn", NONE, "#Hatfield and\n#Welwyn"),
        ("Out all week. # weekofactoin", TAGS, "Out all week. #WeekOfAction"),
        # What another campaign is called is known, and no letter of it is guessed.
        ("# week of action", KNOWN, "#WeekOfAction"),
        ("#saferstreets and # asb", KNOWN, "#SaferStreets and #ASB"),
        ("#SaferStreats", KNOWN, "#SaferStreats"),
        # A number is none, nor is a sign that ends its line or stands in an address.
        ("We won prize # 1", KNOWN, "We won prize # 1"),
        ("#\nHatfield", NONE, "#\nHatfield"),
        ("https://example.org/# top", NONE, "https://example.org/# top"),
    ],
)
def test_whatever_the_campaign_what_can_only_be_a_hashtag_is_mended(
    text: str, tags: Tags, mended: str
) -> None:
    assert hashtags.mended(text, tags) == mended
    assert bool(hashtags.slips(text, tags)) == (text != mended)


def test_that_of_another_campaign_does_not_stand_for_its_own() -> None:
    tags = Tags(("#WeekOfAction",), ("#SaferStreets", "#WeekOfAction"))
    assert hashtags.lacks("#saferstreets", tags) == "#WeekOfAction"
    assert hashtags.mended("#saferstreets", tags) == "#SaferStreets #WeekOfAction"


def test_of_two_campaigns_that_write_it_otherwise_both_are_right() -> None:
    tags = Tags((), ("#WeekOfAction", "#WeekofAction"))
    assert hashtags.slips("#WeekofAction #WeekOfAction", tags) == []


def test_an_empty_text_gets_no_tag() -> None:
    assert hashtags.mended("  ", TAGS) == "  "


@pytest.mark.parametrize(
    ("text", "tags", "said"),
    [
        ("Nothing here", TAGS, ""),
        ("#Safer", NONE, "1 hashtag."),
        ("#SaferStreets", KNOWN, "1 hashtag."),
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
def test_it_is_said_what_there_is(text: str, tags: Tags, said: str) -> None:
    assert hashtags.said(text, tags) == said


def test_mending_is_done_once_and_for_all() -> None:
    text = "# week of action and #weekofaction and #NeighborhoodPolicingWeek"
    once = hashtags.mended(text, TAGS)
    assert once == "#WeekOfAction and #WeekOfAction and #NeighbourhoodPolicingWeek"
    assert hashtags.mended(once, TAGS) == once


def test_all_the_campaigns_of_many_years_take_no_time() -> None:
    tags = Tags((), tuple(f"#WeekOfAction{number}Herts" for number in range(5_000)))
    text = "We walked the parade and spoke to the shops. " * 40 + "# week_of action7herts"
    [slip] = hashtags.slips(text, tags)
    assert slip.meant == "#WeekOfAction7Herts"
    began = time.perf_counter()
    hashtags.slips(text, tags)
    assert time.perf_counter() - began < 0.5
