"""The moment at which every run of the tests begins: one and the same.

A test fails for what it tests, never for the day, the hour or the midnight in which it runs.
`SNT_DESK_TESTS_BEGIN=2028-02-29T23:50` begins another time: whatever holds on one day and not
on the other must say its day itself.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from snt_desk.domain import clock

BEGIN = datetime.fromisoformat(os.environ.get("SNT_DESK_TESTS_BEGIN", "2026-11-30T14:00"))


def begin() -> None:
    """Set the clock, and let it go on from there; before any test is read."""
    goes_on = clock.now
    ahead = BEGIN.replace(tzinfo=UTC) - goes_on()
    clock.now = lambda: goes_on() + ahead
