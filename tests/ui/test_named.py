"""A change bears the name of what it changed, in one line and not too long."""

from __future__ import annotations

import pytest

from snt_desk.ui import named


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("ASB panel", "Add meeting, ASB panel"),
        ("ASB\n panel\t", "Add meeting, ASB panel"),
        ("\u202eASB\u202c panel\u200b", "Add meeting, ASB panel"),
        ("A" * 60, f"Add meeting, {'A' * 60}"),
        ("A" * 61, f"Add meeting, {'A' * 59}…"),
    ],
)
def test_a_name_is_one_line_of_what_is_seen(name: str, called: str) -> None:
    assert named.change("Add", "meeting", name) == called


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 meetings"), (1, "1 meeting"), (1284, "1,284 meetings")]
)
def test_records_are_counted_in_words(number: int, said: str) -> None:
    assert named.counted(number, "meeting") == said
