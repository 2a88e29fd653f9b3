"""The rows of a long log of which nothing special has to be said, made all at once.

Whoever brings ten years of patrols waits for these. Whatever needs a second look is left to
`making`, which makes the same of the same values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from snt_desk.domain.sheet.kinds import OUTCOME
from snt_desk.domain.sheet.making import Made, patrol_rows
from snt_desk.domain.sheet.readers import ForPriority, WithPartners
from snt_desk.domain.sheet.times import plain_span

_OF_A_PATROL: Final = (
    *("ref", "date", "start", "end", "mode", "officers", "partners", "place"),
    *("purpose", "priority", "operation", "visible", "note"),
)


def usual_patrols(team: str, columns: Mapping[str, Sequence[Any]]) -> Iterator[Made | None]:
    """Make the patrols that need no second look; None where `patrol` has to look at the row.

    `columns` are what the cells of each field mean; None where one was not understood.
    """
    nothing = repeat(None)
    fields = zip(*(columns.get(name, nothing) for name in _OF_A_PATROL), strict=False)
    codes = [name.removeprefix(OUTCOME) for name in columns if name.startswith(OUTCOME)]
    counts = zip(*(columns[f"{OUTCOME}{code}"] for code in codes), strict=True)
    for values, counted in zip(fields, counts if codes else repeat(()), strict=False):
        ref, day, start, end, mode, officers, partners, place, *told = values
        purpose, priority, operation, visible, note = told
        span = plain_span(day, start, end) if day and start and end else None
        simple = type(purpose) is not ForPriority and type(officers) is not WithPartners
        if not (span and mode and officers and simple):
            yield None
            continue
        about = (team, purpose or "other", priority, operation, visible is not False, note)
        leg = (mode, place, *span, officers, partners or ())
        kinds = [one for one in zip(codes, counted, strict=True) if one[1]] if any(counted) else ()
        yield patrol_rows(ref, about, leg, kinds)


USUAL: Final[Mapping[str, Callable[[str, Mapping[str, Sequence[Any]]], Iterator[Made | None]]]] = {
    "patrols": usual_patrols,
}
"""How rows of which there may be very many are made, all at once, where nothing is odd."""
