"""What the words of a patrol in one line look like: times, days, months and numbers."""

from __future__ import annotations

import re

from snt_desk.domain import typed
from snt_desk.domain.clock import ClockError

_RANGE = re.compile(r"(\d[\d:.]*(?:am|pm)?)[-–](\d[\d:.]*(?:am|pm)?)", re.IGNORECASE)
_LONGER = re.compile(r"(\d[\d:.]*(?:am|pm)?)(\+\d{1,4})", re.IGNORECASE)
MINUTES = re.compile(r"\+\d{1,4}")
DIGITS = re.compile(r"\d{3,4}")
NUMBER = re.compile(r"\d{4,6}")
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:am|pm)?|\d{1,2}(?:am|pm)", re.IGNORECASE)
ZONE = re.compile(r"gmt|bst", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|t|\d{1,2}", re.IGNORECASE
)
DATE = re.compile(
    r"today|yesterday|\d{1,2}/\d{1,2}(?:/(?:\d{2}|\d{4}))?|\d{4}-\d{2}-\d{2}", re.IGNORECASE
)
MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*", re.IGNORECASE
)


def pairs(word: str) -> list[re.Match[str]]:
    """Give two times written as one word: `0930-1100`, `2215+90`."""
    return [one for one in (_RANGE.fullmatch(word), _LONGER.fullmatch(word)) if one]


def is_time(word: str) -> bool:
    """Whether a word can be read as a time of day."""
    try:
        typed.read_time(word)
    except ClockError:
        return False
    return True
