"""What was typed as a number: how many of an outcome, how many came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

MOST_OF_ONE: Final = 9_999
"""How many of one outcome there can be; more is a slip."""
MOST_PEOPLE: Final = 9_999_999
"""How many people a number can be of."""


def read_count(text: str) -> int | None:
    """Read how many of an outcome; None for what is no number from 1 on."""
    found = read_number(text, MOST_OF_ONE)
    return found or None


def read_number(text: str, most: int = MOST_PEOPLE) -> int | None:
    """Read a number from 0 on, `1,200` as well; None for what is none."""
    text = text.strip().replace(",", "")
    good = text.isascii() and text.isdecimal() and len(text) < 19 and int(text) <= most
    return int(text) if good else None


def faults(unknown: str, counts: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """Say what cannot be read of outcomes: letters that are none, texts that are no number."""
    if unknown:
        yield f"No outcome is called {unknown}. Write it as arrest 1."
    for code, text in counts.items():
        if read_count(text) is None:
            yield f"{labels.get(code, code)}: enter a number from 1 to {MOST_OF_ONE:,}."
