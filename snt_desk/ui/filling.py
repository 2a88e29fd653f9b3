"""What is made once the data is open: the desk over it, its pages, and the window full of them."""

from __future__ import annotations

import builtins
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from snt_desk.ui import PLAIN_IMPORT
from snt_desk.ui.ask import Ask
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from snt_desk.db.store import Store
    from snt_desk.ui.page import Page


_TYPED_ON = {
    "Patrols": {"patrol"},
    "Partners": {"meeting", "action", "organisation"},
    "Community": {"event", "contact", "message", "campaign", "planned patrol", "count by hand"},
    "Priorities": {
        *("priority", "task", "round", "next round"),
        *("consultation", "response", "tally"),
    },
    "Roster": {"duty", "absence", "member"},
    "Return": {"words"},
}
"""On which tab what is kept was typed."""


@contextmanager
def imported_plainly() -> Generator[None]:
    """Import by Python alone.

    PySide6 reads the source of every module that is imported after it, in search of a
    switch of its own: with SQLAlchemy's 300 that takes as long as a quarter of the import.
    """
    theirs = builtins.__import__
    builtins.__import__ = PLAIN_IMPORT
    try:
        yield
    finally:
        builtins.__import__ = theirs


def desk_over(store: Store, preferences: Preferences, ask: Ask) -> Desk:
    """Make the desk of whatever team the database is for."""
    from snt_desk.services import team

    with store.read() as session:
        chosen = team.of_desk(session) or team.NO_TEAM
    return Desk(store, Tasks(), ask, preferences, team=chosen)


def pages() -> Sequence[Page]:
    """Make the page of each tab."""
    from snt_desk.ui.pages.community import CommunityPage
    from snt_desk.ui.pages.partners import PartnersPage
    from snt_desk.ui.pages.patrols import PatrolsPage
    from snt_desk.ui.pages.priorities import PrioritiesPage
    from snt_desk.ui.pages.returns import ReturnPage
    from snt_desk.ui.pages.roster import RosterPage

    return (
        *(RosterPage(), PatrolsPage(), PrioritiesPage()),
        *(PartnersPage(), CommunityPage(), ReturnPage()),
    )


def fill(window: MainWindow, desk: Desk, where: str) -> None:
    """Let a window show a desk; its pages are built as they are visited."""
    from snt_desk.db import opening
    from snt_desk.ui import at_desk

    server = opening.is_url(where)
    file = "on a server" if server else Path(where).name
    header = Header(desk.team.name, at_desk.person(desk), file, where="" if server else where)
    kept = desk.store.drafts
    typed_on = next((tab for tab, kinds in _TYPED_ON.items() if kinds & kept), None)
    if typed_on is not None:
        # What was typed before the program ended is offered where it was typed.
        window.tabs.setCurrentIndex(window.tabs.titles.index(typed_on))
    window.take(desk, pages(), header)
