"""What can be true of a consultation and a response, and how their figures are put in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.domain import consultations as rules
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft

TODAY = date(2026, 11, 22)
AUTUMN = ConsultationDraft("Autumn survey", date(2026, 10, 1), date(2026, 10, 31))
SAID = ResponseDraft(date(2026, 10, 12), "survey", "speeding")


@pytest.mark.parametrize(
    ("draft", "field", "text"),
    [
        (replace(AUTUMN, title=" "), "title", "Enter what the consultation is called."),
        (
            replace(AUTUMN, opened=None, closed=None),
            "opened",
            "Enter the day on which it opened.",
        ),
        (
            replace(AUTUMN, closed=date(2026, 9, 30)),
            "closed",
            "Enter a day from Thu 1 Oct 2026 on.",
        ),
    ],
)
def test_a_consultation_has_a_title_and_days_in_order(
    draft: ConsultationDraft, field: str, text: str
) -> None:
    [problem] = draft.problems()
    assert (problem.field, problem.text) == (field, text)


def test_a_consultation_of_one_day_can_be_true() -> None:
    assert not list(replace(AUTUMN, closed=AUTUMN.opened).problems())


def test_what_looks_odd_in_a_consultation_is_said() -> None:
    assert not list(AUTUMN.warnings(TODAY, ["Summer survey"]))
    [same] = AUTUMN.warnings(TODAY, ["autumn  SURVEY"])
    assert same.text == "There is a consultation of that name already."
    [ahead] = replace(AUTUMN, closed=date(2026, 12, 24)).warnings(TODAY)
    assert ahead.field == "closed"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(SAID, received=None), "received"),
        (replace(SAID, channel=""), "channel"),
        (replace(SAID, theme=""), "theme"),
        (replace(SAID, count=None), "count"),
        (replace(SAID, count=0), "count"),
        (replace(SAID, count=100_001), "count"),
    ],
)
def test_a_response_has_a_day_a_channel_a_theme_and_a_count(
    draft: ResponseDraft, field: str
) -> None:
    assert [one.field for one in draft.problems()] == [field]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 9, 30), "The consultation opened on Thu 1 Oct 2026."),
        (date(2026, 10, 1), ""),
        (date(2026, 10, 31), ""),
        (date(2026, 11, 1), "The consultation closed on Sat 31 Oct 2026."),
        (date(2026, 11, 23), "That day is still to come."),
    ],
)
def test_a_response_of_another_day_is_a_warning_and_no_problem(day: date, said: str) -> None:
    draft = replace(SAID, received=day)
    assert not list(draft.problems())
    assert [one.text for one in draft.warnings(AUTUMN, TODAY)] == ([said] if said else [])


def test_a_comment_that_reaches_somebody_is_a_warning() -> None:
    said = "Ring 01632 960123 or write to robin.hale@example.org."
    found = list(replace(SAID, comment=said).warnings(AUTUMN, TODAY))
    assert [one.field for one in found] == ["comment", "comment"]
    assert found[0].text == (
        "“robin.hale@example.org” is an e-mail address. Write what was said, not by whom."
    )
    assert "“01632 960123” is a telephone number." in found[1].text
    assert not list(replace(SAID, comment="From 8 to 10, 3 cars").warnings(AUTUMN, TODAY))


def test_an_open_consultation_counts_its_days_up_to_today() -> None:
    opened = date(2026, 11, 1)
    assert rules.days_open(opened, None, TODAY) == 22
    assert rules.days_open(opened, date(2026, 11, 10), TODAY) == 10
    assert rules.days_open(opened, date(2026, 12, 24), TODAY) == 22
    assert rules.days_open(date(2026, 12, 1), None, TODAY) == 0
    assert rules.is_open(opened, TODAY, TODAY)
    assert not rules.is_open(opened, date(2026, 11, 21), TODAY)
    assert not rules.is_open(date(2026, 11, 23), None, TODAY)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0"), (1, "under five"), (4, "under five"), (5, "5"), (1284, "1,284")],
)
def test_under_five_is_never_told_outside_by_its_number(count: int, told: str) -> None:
    assert rules.told_outside(count) == told


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (50, 38, "12 more"),
        (38, 1041, "1,003 fewer"),
        (7, 7, "as before"),
        (7, 0, "new"),
        (0, 7, "none now"),
    ],
)
def test_a_difference_is_said_in_words(now: int, before: int, words: str) -> None:
    assert rules.compared(now, before) == words


def test_a_share_is_in_whole_percent_a_half_upwards() -> None:
    assert rules.percent(38, 212) == 18
    assert rules.percent(1, 200) == 1
    assert rules.percent(1, 201) == 0
    assert rules.percent(0, 0) == 0


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 38, ""),
        (38, 38, "all"),
        (35, 38, "nearly all"),
        (29, 38, "three quarters"),
        (25, 38, "two thirds"),
        (22, 38, "more than half"),
        (19, 38, "half"),
        (15, 38, "two fifths"),
        (12, 38, "a third"),
        (10, 38, "a quarter"),
        (8, 38, ""),
    ],
)
def test_a_part_is_said_in_plain_words(part: int, whole: int, words: str) -> None:
    assert rules.in_words(part, whole) == words


def test_what_is_by_many_channels_alike_names_none() -> None:
    said = dict.fromkeys(("Survey", "Street", "Email", "Social", "OWL"), 2)
    assert rules.scanning("Autumn", 1000, said, None) == "10 of 1,000 responses to “Autumn”."
