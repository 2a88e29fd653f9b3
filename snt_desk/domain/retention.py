"""How long a resident's details are kept: reviewed on a day, held for a reason, or anonymised.

How many months pass before a review is for each force to say: nothing is set until somebody
sets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from snt_desk.domain import clock
from snt_desk.domain.traces import Traces

ANONYMISED = "anonymised"
"""What stands for the subject once the details are gone."""

SOON = timedelta(days=30)
"""So long before its day a review is announced."""
MOST_MONTHS = 600
LONGEST_REASON = 500


class State(IntEnum):
    """What is to be done about a resident's details, the most pressing first."""

    DUE = 0
    SOON = 1
    NO_DATE = 2
    LATER = 3
    HELD = 4


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field of what was decided: `until` or `reason`."""

    field: str
    text: str


def state(review_on: date | None, hold: str | None, today: date) -> State:
    """Say what is to be done."""
    if hold is not None:
        return State.HELD
    if review_on is None:
        return State.NO_DATE
    if review_on <= today:
        return State.DUE
    return State.SOON if review_on <= today + SOON else State.LATER


def is_anonymised(subject: str, *details: str | None) -> bool:
    """Whether a contact's details were taken away."""
    return subject == ANONYMISED and not any(details)


def first_review(received: date, months: int) -> date:
    """Give the day of the first review of what was received on a day."""
    return clock.add_months(received, months)


def problems_of_reason(reason: str, traces: Traces) -> Iterator[Problem]:
    """Say what is wrong with a reason: it stays in the journal for ever, so it names nobody."""
    if not reason.strip():
        yield Problem("reason", "Enter a reason. It is kept in the journal.")
    elif len(reason) > LONGEST_REASON:
        yield Problem("reason", f"Use at most {LONGEST_REASON} letters.")
    elif traces.stand_in(reason):
        yield Problem("reason", "Leave the resident's details out: the journal keeps the reason.")


def problems_of_day(until: date | None, today: date) -> Iterator[Problem]:
    """Say what is wrong with the day until which details are to be kept."""
    if until is None:
        yield Problem("until", "Enter the day of the next review.")
    elif until <= today:
        yield Problem("until", "Enter a day after today.")
    elif until > clock.add_months(today, MOST_MONTHS):
        yield Problem("until", "Enter a day within 50 years.")
