"""Those who came to an event are owed feedback until it is given, and it is late from its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.domain.clock import london
from snt_desk.domain.community import EventDraft, feedback_is_late

NOW = london(2026, 11, 22, 14)
STALL = EventDraft(
    "stall",
    "Stall at the shops",
    "consult",
    london(2026, 11, 21, 10),
    london(2026, 11, 21, 12),
    officers=("1432",),
    feedback="What comes of the gate",
    feedback_due=date(2026, 12, 5),
)


@pytest.mark.parametrize(
    ("due", "given", "late"),
    [
        (None, None, False),
        (date(2026, 11, 23), None, False),
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 1), date(2026, 11, 22), False),
        (date(2026, 11, 1), date(2026, 11, 23), True),
    ],
)
def test_it_is_late_from_its_day_until_it_is_given(
    due: date | None, given: date | None, *, late: bool
) -> None:
    assert feedback_is_late(due, given, date(2026, 11, 22)) is late


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (STALL, []),
        (replace(STALL, feedback=" "), ["feedback"]),
        (replace(STALL, feedback=None, feedback_due=None), []),
        (replace(STALL, feedback=None, feedback_given=date(2026, 11, 22)), ["feedback"]),
        (replace(STALL, feedback_given=date(2026, 11, 20)), ["feedback_given"]),
        (replace(STALL, feedback_given=date(2026, 11, 21)), []),
        (replace(STALL, start=None, feedback_given=date(2026, 11, 20)), ["from"]),
        (replace(STALL, groups=("G1", "G1")), ["groups"]),
    ],
)
def test_it_is_given_after_the_event_and_days_are_for_something(
    draft: EventDraft, wrong: list[str]
) -> None:
    assert [one.field for one in draft.problems()] == wrong


@pytest.mark.parametrize(
    ("draft", "odd"),
    [
        (STALL, []),
        (replace(STALL, feedback_due=date(2026, 11, 20)), ["feedback_due"]),
        (replace(STALL, feedback_due=None), ["feedback_due"]),
        (replace(STALL, feedback_due=None, feedback_given=date(2026, 11, 22)), []),
        (replace(STALL, feedback_given=date(2026, 11, 23)), ["feedback_given"]),
    ],
)
def test_what_looks_odd_of_its_days_is_said(draft: EventDraft, odd: list[str]) -> None:
    assert [one.field for one in draft.warnings(NOW)] == odd


@pytest.mark.parametrize(
    ("due", "given", "said"),
    [
        (date(2026, 11, 23), None, []),
        (date(2026, 11, 22), None, ["Due today: those who came still wait."]),
        (date(2026, 11, 21), None, ["1 day over: those who came still wait."]),
        (date(2026, 11, 20), None, ["2 days over: those who came still wait."]),
        (date(2026, 11, 20), date(2026, 11, 22), []),
    ],
)
def test_how_long_they_wait_is_said(due: date, given: date | None, said: list[str]) -> None:
    draft = replace(
        STALL, start=london(2026, 11, 19, 10), end=london(2026, 11, 19, 12), feedback_due=due
    )
    found = replace(draft, feedback_given=given).warnings(london(2026, 11, 22, 12))
    assert [one.text for one in found] == said
