"""Which beat an outline is: by its code or its name, or as the sergeant has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from snt_desk.domain.outlines.shapes import Outline

_KINDS = ("ward", "beat", "parish", "division", "neighbourhood")
"""What a name may end in and mean the same."""


@dataclass(frozen=True)
class Beat:
    """A beat of the team, as outlines are compared with it."""

    code: str
    name: str


def matched(
    outlines: Iterable[Outline], beats: Sequence[Beat], chosen: Mapping[str, str]
) -> dict[str, str]:
    """Give the beat's code for each outline (by `Outline.key`) that is one.

    What was chosen by hand stands before all; a code that is no beat's (or empty) means that
    the outline is none of the team's. Several outlines may be one beat.
    """
    known = {beat.code for beat in beats}
    by_code = {_folded(beat.code): beat.code for beat in beats}
    by_name = {_folded(beat.name): beat.code for beat in beats}
    found: dict[str, str] = {}
    for outline in outlines:
        if outline.key in chosen:
            beat = chosen[outline.key]
            if beat in known:
                found[outline.key] = beat
            continue
        code, name = _folded(outline.code), _folded(outline.name)
        for wanted, among in ((code, by_code), (name, by_name), (name, by_code), (code, by_name)):
            if wanted and wanted in among:
                found[outline.key] = among[wanted]
                break
    return found


def _folded(text: str) -> str:
    """The letters of a name that count: `St. Peter’s Ward` is `stpeters`."""
    words = "".join(
        one if one.isalnum() else "" if one in "'’‘.`" else " "
        for one in text.casefold().replace("&", " and ")
    ).split()
    if len(words) > 1 and words[-1] in _KINDS:
        words.pop()
    return "".join(words)
