"""The bank holidays of England and Wales, by day, with their names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from snt_desk import paths


@cache
def bank_holidays() -> Mapping[date, str]:
    """Name every bank holiday that is known: `Christmas Day`, `Boxing Day (substitute day)`.

    Those of years to come that nobody has proclaimed yet are missing (`known_until`).
    """
    text = paths.resource("bank-holidays.json").read_text(encoding="utf-8")
    events = json.loads(text)["england-and-wales"]["events"]
    return MappingProxyType(
        {date.fromisoformat(one["date"]): _named(one["title"], one["notes"]) for one in events}
    )


def known_until() -> int:
    """The last year of which all bank holidays are known."""
    return max(bank_holidays()).year


def _named(title: str, notes: str) -> str:
    return f"{title} ({notes.lower()})" if notes else title
