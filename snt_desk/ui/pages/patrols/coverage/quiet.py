"""After how many days a beat is quiet: a button that opens a few choices."""

from __future__ import annotations

from snt_desk.services.beat_map import QUIET_AFTER
from snt_desk.ui.one_of_few import OneOfFew

CHOICES = (3, 7, 14, 28)
"""The days on offer."""


def quiet_after() -> OneOfFew:
    """Make it: `Quiet after 7 days`, and others to choose from."""
    made = OneOfFew("Quiet after", CHOICES, "Quiet after {} days".format, "{} days")
    made.show_number(QUIET_AFTER)
    return made
