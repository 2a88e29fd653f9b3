"""How the columns of a spreadsheet were matched, remembered for the next such sheet."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from snt_desk.domain.sheet import Grid, Matching, Remembered, headings, plain_headings
from snt_desk.services import settings

_KEY: Final = "import.sheets"
_MOST: Final = 60


def remembered(session: Session) -> tuple[Remembered, ...]:
    """Give what is remembered, the latest last; what cannot be read is nothing.

    Whether a field that it names still is one, is for whoever matches by it to see.
    """
    try:
        found = tuple(
            Remembered(one["kind"], tuple(one["headings"]), tuple(one["columns"]))
            for one in settings.readable(session, _KEY) or ()
        )
        hash(found)
    except (TypeError, KeyError):
        return ()
    return found


def remember(session: Session, grid: Grid, matching: Matching) -> None:
    """Keep how a sheet was matched, by its headings; of very many sheets the latest."""
    said = plain_headings(headings(grid, matching.heading_row, matching.heading_rows))
    now = Remembered(matching.kind, said, matching.columns)
    before = remembered(session)
    if before and before[-1] == now:
        return
    kept = [one for one in before if one.headings != said][-_MOST + 1 :]
    settings.keep(session, _KEY, [vars(one) for one in (*kept, now)])
