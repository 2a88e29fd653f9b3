"""What is overdue, and what stops a meeting, an action or an organisation from being saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import partners
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft

TODAY = date(2026, 11, 22)
GATE = ActionDraft("Quote for a gate", owner_partner="O1", raised=date(2026, 11, 12))
PANEL = MeetingDraft(
    kind="asb_panel",
    title="ASB panel",
    start=london(2026, 11, 12, 10),
    end=london(2026, 11, 12, 11, 30),
    officers=("7104",),
    partners=("O1",),
)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


# --- Overdue ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "closed", "overdue"),
    [
        (TODAY - DAY, None, True),
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (None, None, False),
        (TODAY - DAY, TODAY, False),
        (TODAY - DAY, TODAY + DAY, True),
    ],
)
def test_an_action_is_overdue_from_the_day_it_is_due_until_it_is_closed(
    due: date | None, closed: date | None, *, overdue: bool
) -> None:
    assert partners.is_overdue(due, closed, TODAY) is overdue


def test_due_this_week_are_the_seven_days_after_today() -> None:
    soon = [n for n in range(-2, 12) if partners.is_due_soon(TODAY + n * DAY, None, TODAY)]
    assert soon == [1, 2, 3, 4, 5, 6, 7]


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_nothing_is_both_overdue_and_due_this_week(
    due: date | None, closed: date | None, on: date
) -> None:
    assert not (partners.is_overdue(due, closed, on) and partners.is_due_soon(due, closed, on))


@given(DAYS, DAYS)
def test_what_is_open_and_overdue_stays_so(due: date, on: date) -> None:
    if partners.is_overdue(due, None, on):
        assert partners.is_overdue(due, None, on + DAY)


# --- Problems ---------------------------------------------------------------------------------


def test_a_whole_meeting_has_no_problem() -> None:
    assert list(replace(PANEL, actions=(GATE, GATE)).problems()) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(PANEL, kind=""), "kind"),
        (replace(PANEL, title=" "), "title"),
        (replace(PANEL, start=None), "from"),
        (replace(PANEL, end=PANEL.start), "until"),
        (replace(PANEL, end=london(2026, 11, 13, 2, 1)), "until"),
        (replace(PANEL, officers=("7104", "7104")), "officers"),
        (replace(PANEL, partners=("O1", "O1")), "partners"),
        (replace(PANEL, new_partners={"new": PartnerDraft("", "other")}), "partners"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_at_its_field(draft: MeetingDraft, field: str) -> None:
    assert [problem.field for problem in draft.problems()] == [field]


def test_a_meeting_of_exactly_sixteen_hours_can_be() -> None:
    assert list(replace(PANEL, end=london(2026, 11, 13, 2)).problems()) == []


def test_the_problem_of_an_action_bears_its_number() -> None:
    nobodys = replace(GATE, owner_partner=None)
    found = replace(PANEL, actions=(GATE, nobodys)).problems()
    assert [problem.field for problem in found] == ["owner2"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(GATE, text=""), "text"),
        (replace(GATE, owner_partner=None), "owner"),
        (replace(GATE, owner_collar="7104"), "owner"),
        (replace(GATE, raised=None), "raised"),
    ],
)
def test_an_action_needs_words_one_owner_and_its_day(draft: ActionDraft, field: str) -> None:
    assert [problem.field for problem in draft.problems()] == [field]


def test_an_organisation_needs_a_name_and_a_kind() -> None:
    assert [one.field for one in PartnerDraft(" ", "").problems()] == ["name", "kind"]


# --- Cautions ---------------------------------------------------------------------------------

NOON = london(2026, 11, 22, 12)


def fields(found: object) -> list[str]:
    assert isinstance(found, list)
    return [one.field for one in found if isinstance(one, Caution | Problem)]


def test_a_usual_meeting_raises_no_eyebrow() -> None:
    assert list(PANEL.warnings(NOON)) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(PANEL, officers=(), partners=()), "officers"),
        (replace(PANEL, end=None), "until"),
        (replace(PANEL, start=NOON + timedelta(days=2), end=None, minutes="Agreed."), "minutes"),
    ],
)
def test_what_is_odd_about_a_meeting_is_said(draft: MeetingDraft, field: str) -> None:
    assert fields(list(draft.warnings(NOON))) == [field]


def test_a_meeting_to_come_needs_nobody_yet() -> None:
    to_come = MeetingDraft("asb_panel", "ASB panel", start=NOON + timedelta(days=2))
    assert list(to_come.warnings(NOON)) == []


def test_the_same_meeting_twice_on_a_day_is_remarked_on() -> None:
    same = [("asb  Panel", london(2026, 11, 12, 9, 30))]
    assert [one.text for one in PANEL.warnings(NOON, same)] == [
        "asb  Panel at 09:30 on that day is written down already."
    ]
    other_day = [("ASB panel", london(2026, 11, 13, 0))]
    assert list(PANEL.warnings(NOON, other_day)) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(GATE, due=date(2026, 11, 11)), "due"),
        (replace(GATE, closed=date(2026, 11, 11)), "closed"),
    ],
)
def test_days_of_an_action_out_of_their_order_are_said(draft: ActionDraft, field: str) -> None:
    assert fields(list(draft.warnings())) == [field]


def test_an_action_is_not_done_on_a_day_to_come() -> None:
    """Until then the return, the foot of the window and its priority have it as open."""
    assert list(replace(GATE, closed=TODAY).too_soon(TODAY)) == []
    [problem] = replace(GATE, closed=TODAY + DAY).too_soon(TODAY)
    assert problem.field == "closed"


def test_a_second_organisation_of_a_name_is_remarked_on() -> None:
    homes = PartnerDraft("Greenfold  homes", "housing_provider", contact_email="jo at example")
    assert fields(list(homes.warnings(["Greenfold Homes"]))) == ["name", "contact_email"]
    assert fields(list(homes.warnings(["Larkspur"]))) == ["contact_email"]
