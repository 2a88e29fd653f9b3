"""The sergeant's own words in a month's return: what went well, what may go wrong, why a figure is.

They go with the return as its notes (formats.md §3); a figure's note explains that figure.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Commentary
from snt_desk.domain.clock import Month

KINDS: Mapping[str, str] = {
    "achievement": "achievements",
    "risk": "risks",
    "support": "support wanted",
    "good_practice": "good practice",
}
"""What one text a month is about, in the order of the file, with words for it."""
FIGURE = "figure"
"""The kind of a note on a figure; its ref is the figure's name (`Figure.name`)."""
MOST = 32_766
"""How many characters a text may have: a cell's most, less the guard's one (formats.md)."""

Word = tuple[str, str]
"""What a text is about: its kind, and the figure's name or nothing."""


def written(session: Session, team_id: int, month: Month) -> dict[Word, str]:
    """Give the words written on a month; those about one thing as one text."""
    found: dict[Word, str] = {}
    for row in _rows(session, team_id, month):
        about = (row.kind, row.ref or "")
        found[about] = f"{found[about]}\n{row.text}" if about in found else row.text
    return found


def write(session: Session, team_id: int, month: Month, words: Mapping[Word, str]) -> None:
    """Write these words on a month in place of what was said; an empty text takes it away."""
    before: dict[Word, list[Commentary]] = {}
    for row in _rows(session, team_id, month):
        before.setdefault((row.kind, row.ref or ""), []).append(row)
    for about, text in words.items():
        rows = before.get(about, [])
        for gone in rows if not text else rows[1:]:
            session.delete(gone)
        if text and rows:
            rows[0].text = text
        elif text:
            kind, ref = about
            session.add(
                Commentary(team_id=team_id, month=str(month), kind=kind, ref=ref or None, text=text)
            )


def _rows(session: Session, team_id: int, month: Month) -> list[Commentary]:
    query = select(Commentary).where(Commentary.team_id == team_id, Commentary.month == str(month))
    return list(session.scalars(query.order_by(Commentary.id)))
