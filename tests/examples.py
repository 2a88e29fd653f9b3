"""How often a test with examples at random tries: few times at every change, many in the long lane.

`make test` finds what any handful of months, texts or files shows, the same handful at every
run: what fails there is what was changed. `make test-long` looks for what only one in a thousand
does, another thousand each time.
"""

from __future__ import annotations

import hypothesis

FEW = 30
"""Where a test says nothing of its own."""
_TEN_TIMES = "ten-times"


def begin() -> None:
    """Make the two profiles known and take the quick one; `--hypothesis-profile` takes another."""
    for name, often in (("desk", FEW), (_TEN_TIMES, FEW * 10)):
        # A slow machine is no reason to fail.
        hypothesis.settings.register_profile(
            name,
            max_examples=often,
            derandomize=often == FEW,
            deadline=None,
            suppress_health_check=[hypothesis.HealthCheck.too_slow],
        )
    hypothesis.settings.load_profile("desk")


def times(few: int) -> int:
    """Give how often a test tries that is quicker or slower than most."""
    return few * hypothesis.settings().max_examples // FEW
