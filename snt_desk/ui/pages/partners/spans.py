"""How long it is until a day, or how long past, in the words of the tab."""

from __future__ import annotations

from datetime import date


def left(due: date, today: date) -> str:
    """Say how an open action stands: `9 days over`, `today`, `tomorrow`, `3 days`."""
    days = (due - today).days
    if days < 0:
        return "1 day over" if days == -1 else f"{-days:,} days over"
    return {0: "today", 1: "tomorrow"}.get(days, f"{days:,} days")


def tone(due: date, today: date) -> str:
    """Give the badge's tone: bad once it is over, amber today and tomorrow, else none."""
    days = (due - today).days
    return "bad" if days < 0 else "warn" if days <= 1 else ""
