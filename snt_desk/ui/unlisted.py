"""What is said of letters that are none of the choices: in the same words on every page."""

from __future__ import annotations


def choice(text: str, do: str = "Choose from it.") -> str:
    """Say so of most choices, and what to `do` instead."""
    return f"“{text}” is not in the list. {do}"


def place(text: str) -> str:
    """Say so of the team's places."""
    return f"“{text}” is not one of the places. Choose from the list."


def person(text: str, do: str = "Write a collar number.") -> str:
    """Say so of people, and what to `do` instead."""
    return f"Nobody is called {text}. {do}"


def called(kind: str, text: str, do: str = "Choose one from the list.") -> str:
    """Say so of records of a kind that have names: a priority, an organisation."""
    return f"No {kind} is called {text}. {do}"
