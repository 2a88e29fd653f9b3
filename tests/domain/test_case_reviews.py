"""When reports of ASB reach the threshold of a case review, and who must not be named in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import case_reviews as rules
from snt_desk.domain.case_reviews import CaseReviewDraft, Report, ReportDraft, Threshold
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Caution, Problem

TODAY = date(2026, 11, 22)
RULE = Threshold(incidents=3, people=3, months=6, acknowledged_in=3)
ONE_PERSON = replace(RULE, people=None)
A = (
    Report(date(2026, 9, 1), 1, "A"),
    Report(date(2026, 10, 1), 2, "A"),
    Report(date(2026, 11, 1), 3, "A"),
)
SHOPS = CaseReviewDraft("Noise behind the shops", begun=date(2026, 9, 1))


def said(*reports: Report, rule: Threshold = RULE, on: date = TODAY) -> tuple[bool, str, str]:
    found = rules.standing(reports, rule, on)
    return found.met, found.brief, found.lacking


# --- The threshold ----------------------------------------------------------------------------


def test_three_separate_incidents_by_one_person_reach_it() -> None:
    assert said(*A) == (True, "3 of 3 by A", "")
    assert said(*A[:2]) == (
        *(False, "2 of 3 by A"),
        "Lacking: 1 more separate incident by A, or 2 more people and 1 more incident by anybody.",
    )


def test_an_incident_reported_to_two_agencies_is_one() -> None:
    twice = replace(A[1], partner="O1")
    assert said(A[0], A[1], twice) == said(A[0], A[1])


def test_three_people_reach_it_between_them() -> None:
    three = [replace(one, reporter=letter) for one, letter in zip(A, "ABC", strict=True)]
    assert said(*three) == (True, "3 by 3 people", "")
    # All of the same incident: that was one.
    assert said(*(replace(one, incident=1) for one in three)) == (
        *(False, "1 of 3 by A"),
        "Lacking: 2 more separate incidents by A, or 2 more incidents by anybody.",
    )


def test_where_only_one_person_counts_three_people_do_not() -> None:
    three = [replace(one, reporter=letter) for one, letter in zip(A, "ABC", strict=True)]
    lacking = "Lacking: 2 more separate incidents by A."
    assert said(*three, rule=ONE_PERSON) == (False, "1 of 3 by A", lacking)


def test_a_district_may_ask_for_fewer_people_than_incidents() -> None:
    two = (*A[:2], replace(A[2], reporter="B"))
    assert not said(*two)[0]
    assert said(*two, rule=replace(RULE, people=2)) == (True, "3 by 2 people", "")


@pytest.mark.parametrize(
    ("reported", "last"),
    [
        (date(2026, 5, 15), date(2026, 11, 14)),
        (date(2026, 6, 1), date(2026, 11, 30)),
        (date(2026, 8, 28), date(2027, 2, 27)),
        (date(2026, 8, 29), date(2027, 2, 28)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 29), date(2028, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 9, 30)),
    ],
)
def test_a_report_counts_for_six_calendar_months(reported: date, last: date) -> None:
    assert rules.counts_until(reported, 6) == last
    three = [Report(reported, number, "A") for number in (1, 2, 3)]
    assert rules.standing(three, RULE, last).met
    assert not rules.standing(three, RULE, last + DAY).met
    assert not rules.standing(three, RULE, reported - DAY).met


def test_it_says_until_when_it_is_reached_if_nothing_more_comes() -> None:
    found = rules.standing(A, RULE, TODAY)
    assert found.until == date(2027, 2, 28)
    assert not found.lapses_soon
    assert rules.standing(A, RULE, date(2027, 2, 20)).lapses_soon
    more = (*A, Report(TODAY, 4, "A"))
    assert rules.standing(more, RULE, TODAY).until == date(2027, 3, 31)
    assert rules.standing(A[:2], RULE, TODAY).until is None


REPORTS = st.lists(
    st.builds(
        Report,
        st.dates(date(2026, 1, 1), TODAY),
        st.integers(1, 5),
        st.sampled_from("ABCD"),
    ),
    max_size=12,
)


@given(REPORTS, st.randoms())
def test_neither_order_nor_a_report_twice_changes_anything(
    reports: list[Report], chance: Random
) -> None:
    found = rules.standing(reports, RULE, TODAY)
    twice = [*reports, *reports]
    chance.shuffle(twice)
    assert rules.standing(twice, RULE, TODAY) == found


@given(REPORTS)
def test_it_is_reached_on_the_day_it_says_and_not_on_the_next(reports: list[Report]) -> None:
    until = rules.standing(reports, RULE, TODAY).until
    if until is not None:
        assert until >= TODAY
        assert rules.standing(reports, RULE, until).met
        assert not rules.standing(reports, RULE, until + DAY).met


def test_what_was_asked_for_is_looked_at_on_that_day() -> None:
    assert rules.counts_on(None, None, TODAY) == TODAY
    assert rules.counts_on(date(2026, 10, 2), None, TODAY) == date(2026, 10, 2)
    assert rules.counts_on(date(2026, 10, 2), date(2026, 9, 1), TODAY) == date(2026, 9, 1)


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    christmas, boxing = date(2026, 12, 25), date(2026, 12, 28)
    friday = date(2026, 12, 18)
    assert rules.acknowledge_by(friday, RULE, ()) == date(2026, 12, 23)
    assert rules.acknowledge_by(date(2026, 12, 23), RULE, (christmas, boxing)) == date(2026, 12, 30)
    assert rules.acknowledge_by(friday, replace(RULE, acknowledged_in=None), ()) is None


def test_a_threshold_in_a_sentence() -> None:
    assert RULE.words == (
        "3 separate incidents within 6 months, by one person or by 3 between them."
        " Answered in 3 working days."
    )
    least = Threshold(incidents=1, people=None, months=1, acknowledged_in=1)
    assert least.words == (
        "1 separate incident within 1 month, by one person. Answered in 1 working day."
    )
    untimed = replace(ONE_PERSON, acknowledged_in=None)
    assert untimed.words == "3 separate incidents within 6 months, by one person."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(RULE, incidents=0), "incidents"),
        (replace(RULE, people=1), "people"),
        (replace(RULE, months=100), "months"),
        (replace(RULE, acknowledged_in=0), "acknowledged_in"),
    ],
)
def test_what_is_no_threshold(wrong: Threshold, field: str) -> None:
    assert [one.field for one in wrong.problems()] == [field]


# --- What is written down ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(SHOPS, subject=" "), "subject"),
        (replace(SHOPS, begun=None), "begun"),
        (replace(SHOPS, acknowledged=TODAY), "acknowledged"),
        (replace(SHOPS, asked=TODAY, decided=TODAY - DAY), "decided"),
        (replace(SHOPS, outcome="recommendations"), "outcome"),
        (replace(SHOPS, asked=TODAY, decided=TODAY, outcome="no such"), "outcome"),
        (replace(SHOPS, subject="Noise at 14 Elm Road"), "subject"),
        (replace(SHOPS, note="Ring 01632 960305"), "note"),
        (replace(SHOPS, note="Mrs Ashdown is ill with it"), "note"),
        (replace(SHOPS, note="Asked for by miss Ashdown"), "note"),
        (replace(SHOPS, reference="jo@example.org"), "reference"),
        (replace(SHOPS, reports=(ReportDraft(TODAY, 1, "Rose"),)), "reporter1"),
        (replace(SHOPS, reports=(ReportDraft(None, 1, "A"),)), "reported1"),
        (replace(SHOPS, reports=(ReportDraft(TODAY, None, "A"),)), "incident1"),
        (replace(SHOPS, reports=(ReportDraft(TODAY, 1, "A", None, "dr who"),)), "number1"),
    ],
)
def test_what_cannot_be_saved(draft: CaseReviewDraft, field: str) -> None:
    assert [one.field for one in draft.problems()] == [field]


def test_nobody_is_named() -> None:
    found = list(replace(SHOPS, subject="Noise from Mr Penhale’s flat").problems())
    text = "“Mr Penhale’s” is somebody’s name. Nobody is named here."
    assert found == [Problem("subject", text)]
    # A place, a date and the reference of an incident name nobody.
    fine = replace(SHOPS, subject="Noise, Peartree Lane shops", reference="ASB/2026/0412")
    assert list(fine.problems()) == []
    # Nor do those who do what a title means as well.
    fine = replace(SHOPS, note="They miss school and rev engines. Miss nobody out: use MS Teams.")
    assert list(fine.problems()) == []


def test_what_looks_odd() -> None:
    one = ReportDraft(TODAY, 1, "A")
    odd = replace(SHOPS, closed=date(2026, 8, 1), reports=(one, one, replace(one, incident=2)))
    assert list(odd.warnings(TODAY, ["noise  behind the Shops"])) == [
        Caution("subject", "Another case review is about the same."),
        Caution("closed", "It was closed before it began."),
        Caution("reported2", "It is the same as report 1."),
    ]
    assert list(SHOPS.warnings(TODAY)) == []
