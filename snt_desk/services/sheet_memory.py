"""How the columns of a spreadsheet were matched, remembered for the next such sheet."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Setting
from snt_desk.domain.sheet import Grid, Matching, Remembered, headings, plain_headings

_KEY: Final = "import.sheets"
_MOST: Final = 60


def remembered(session: Session) -> tuple[Remembered, ...]:
    """Give what is remembered, the latest last."""
    kept = session.scalar(select(Setting.value).where(Setting.key == _KEY))
    return tuple(
        Remembered(one["kind"], tuple(one["headings"]), tuple(one["columns"]))
        for one in json.loads(kept or "[]")
    )


def remember(session: Session, grid: Grid, matching: Matching) -> None:
    """Keep how a sheet was matched, by its headings; of very many sheets the latest."""
    said = plain_headings(headings(grid, matching.heading_row, matching.heading_rows))
    now = Remembered(matching.kind, said, matching.columns)
    before = remembered(session)
    if before and before[-1] == now:
        return
    kept = [one for one in before if one.headings != said][-_MOST + 1 :]
    value = json.dumps([vars(one) for one in (*kept, now)], ensure_ascii=False)
    setting = session.scalar(select(Setting).where(Setting.key == _KEY))
    if setting is None:
        session.add(Setting(key=_KEY, value=value))
    else:
        setting.value = value
