"""Web addresses in a text for the public, as channels find them: with `https://` or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_ENDS: Final = "uk|com|org|net|info|eu|gov|police|nhs|app|io|me|tv|ly|be|gl|gd"
LINK: Final = re.compile(
    r"(?<![\w@./-])(?:https?://(?:[\w-]+\.)*[\w-]+(?::\d+)?"
    rf"|(?:[a-z0-9][a-z0-9-]*\.)+(?:{_ENDS})(?![\w-]))"
    r"(?:[/?#](?:[^\s<>]*[^\s<>.,;:!?'\"’”)\]])?)?",
    re.IGNORECASE,
)
"""One address; the full stop or bracket after it is no part of it."""


def spans(text: str) -> Sequence[tuple[int, int]]:
    """Say where the addresses of a text stand."""
    return [one.span() for one in LINK.finditer(text)]
