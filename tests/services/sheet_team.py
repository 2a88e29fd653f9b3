"""The team of the examples of spreadsheets in a real database, and sheets taken into it."""

from __future__ import annotations

from snt_desk.db.store import Store
from snt_desk.domain.sheet import Grid, propose, understand
from snt_desk.services import imports, sheets
from snt_desk.services.sheet_around import around
from snt_desk.services.sheets import Preview, Report
from tests.domain.sheets import EXAMPLES, TEAM


def settle(store: Store) -> None:
    """Put the team of the examples into an empty database."""
    with store.change("Make the team", kind="barrier") as session:
        imports.take(session, imports.read(EXAMPLES / "context"), partial=False)


def seen(store: Store, grid: Grid) -> Preview:
    """A sheet looked at, with the headings as they are proposed."""
    with store.read() as session:
        here = around(session, TEAM)
        matching = propose(grid, here)
        assert matching is not None
        return sheets.look(session, understand(grid, matching, here))


def taken(store: Store, grid: Grid, *, partial: bool = False, label: str = "Import it") -> Report:
    """A sheet taken in."""
    understood = seen(store, grid).understood
    with store.change(label) as session:
        return sheets.take(session, understood, partial=partial)
