"""What tells of a person without naming one: ways to reach somebody, and counts of a few people."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from snt_desk.domain import spoken
from snt_desk.domain.traces import MAIL, TELEPHONE


@dataclass(frozen=True)
class Remark:
    """A place in a text that should not go out: from where to where, and what it is."""

    start: int
    end: int
    word: str
    text: str


# --- How somebody is reached ------------------------------------------------------------------

_POSTCODE: Final = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)", re.IGNORECASE)
_MONTH: Final = "|".join(name for name in calendar.month_name if name)
_HOUSE: Final = re.compile(
    rf"(?<![\w.,:/£’'-])\d{{1,4}}[A-Za-z]? (?!(?:{_MONTH})\b)(?:[A-Z][\w’'-]* ){{1,3}}"
    r"(?:Avenue|Close|Court|Crescent|Drive|Gardens|Green|Grove|Hill|Lane|Mews|Park|Place|Rise|Road|Row|Square"
    r"|Street|Terrace|View|Walk|Way)(?![\w’'-])"
)
STREET: Final = re.compile(
    r" (Avenue|Close|Crescent|Drive|Gardens|Mews|Road|Square|Street|Terrace|Way)(?!\w)"
)
"""What follows the name of a street, and hardly ever that of a person, as Green and Hill do."""
_HANDLE: Final = re.compile(r"(?<![\w@.])@\w{2,}")


def reached(text: str) -> Iterator[Remark]:
    """Find every way to reach somebody, whoever it is."""
    for pattern, what in (
        (MAIL, "is an e-mail address"),
        (TELEPHONE, "is a telephone number"),
        (_POSTCODE, "is a postcode: somebody may live there"),
        (_HANDLE, "names somebody on social media"),
    ):
        for one in pattern.finditer(text):
            yield Remark(one.start(), one.end(), one[0], f"“{one[0]}” {what}.")


def houses(text: str) -> Iterator[Remark]:
    """Find every house and its street, whoever lives there."""
    for one in _HOUSE.finditer(text):
        said = f"“{one[0]}” is a house: somebody may live there."
        yield Remark(one.start(), one.end(), one[0], said)


# --- Few of anything --------------------------------------------------------------------------

_SMALL: Final = "one|two|three|four|[1-4]"
_FEW: Final = re.compile(rf"(?<![\w.,:/£@#’'-])(?:{_SMALL})(?![\w:/’'-]|[.,]\d)", re.IGNORECASE)
UNITS: Final = re.compile(
    r"\s*(?:%|(?:hours?|patrols?|minutes?|days?|weeks?|months?|of you)\b)", re.IGNORECASE
)
"""What follows a number that is neither a collar nor of people."""
_OTHER: Final = (
    "members numbers corners doors floors posters letters partners officers further other over"
    " after under meetings events patrols actions with for and or to of on in at by from hours days"
)
_OF_PEOPLE: Final = re.compile(
    rf"(?! +(?:{_MONTH})\b) +(?:(?!(?:{'|'.join(_OTHER.split())})\b)[\w’'-]+ +){{0,2}}?"
    r"(?:person|people|residents?|neighbours?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|youths?"
    r"|victims?|suspects?|adults?|pupils?|tenants?|parents?|famil(?:y|ies)|households?|homes?"
    r"|houses?|flats?|arrests?|warnings?|notices?|penalt(?:y|ies)|search(?:es)?|seizures?|seized"
    r"|knives|knife|weapons?|referrals?|responses?|calls?|complaints?|reports?|contacts?"
    r"|directions?|replies|of you"
    rf"|(?!(?:{'|'.join(f'{one}?' for one in _OTHER.split())})\b)[a-z]{{3,}}(?:ers?|ors?|ists?))\b"
    r"| +(?:others? +)?(?:was|were|have|has|had)\b",
    re.IGNORECASE,
)
"""What follows a number of people, or of what was done with them: `men`, `3 shoplifters`."""


def few(text: str) -> Iterator[Remark]:
    """Find every number under five of people, or of what was done with them."""
    for one in _FEW.finditer(text):
        if _OF_PEOPLE.match(text, one.end()):
            said = f"“{one[0]}” is under five: write “{spoken.FEW}”."
            yield Remark(one.start(), one.end(), one[0], said)
