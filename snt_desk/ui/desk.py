"""What every page is given, and nothing else: the records, the worker, questions, places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from snt_desk import paths

if TYPE_CHECKING:
    from snt_desk.db.store import Store
    from snt_desk.services.team import TeamName
    from snt_desk.ui.ask import Ask
    from snt_desk.ui.page import Pasted, Target
    from snt_desk.ui.preferences import Preferences
    from snt_desk.ui.tasks import Tasks


def _no_team() -> TeamName:
    # The services bring SQLAlchemy along, which the first paint does not wait for.
    from snt_desk.services.team import NO_TEAM

    return NO_TEAM


Guard = Callable[[int, Callable[[], object]], object]
"""Given how many records go, and what deletes them."""


class News(QObject):
    """Says what has changed, in the thread of whoever listens, what is to be shown or taken in."""

    changed = Signal(object)
    wanted = Signal(object)
    pasted = Signal(object)
    file_wanted = Signal()
    guard: Guard | None = None
    """Who makes a backup before much is deleted."""


@dataclass(frozen=True)
class Desk:
    """The one thing passed to every page."""

    store: Store
    tasks: Tasks
    ask: Ask
    preferences: Preferences
    team: TeamName = field(default_factory=_no_team)
    paths: ModuleType = paths
    news: News = field(default_factory=News)

    def __post_init__(self) -> None:
        self.store.subscribe(self.news.changed.emit)

    @property
    def changed(self) -> SignalInstance:
        """Emitted after every commit with the frozenset of the names of changed tables."""
        return self.news.changed

    @property
    def wanted(self) -> SignalInstance:
        """Emitted with the `Target` that is to be shown."""
        return self.news.wanted

    def go(self, target: Target) -> None:
        """Bring a tab to the front, and show there what is wanted."""
        self.news.wanted.emit(target)

    def first_back_up(self, count: int, do: Callable[[], object]) -> None:
        """Do what deletes so many records; before many, a backup is made."""
        if self.news.guard is None:
            do()
        else:
            self.news.guard(count, do)

    @property
    def pasted(self) -> SignalInstance:
        """Emitted with the `Pasted` rows that are to be looked at before they are taken."""
        return self.news.pasted

    def paste(self, rows: Pasted) -> None:
        """Show what rows from the clipboard would add, before anything is written."""
        self.news.pasted.emit(rows)

    @property
    def file_wanted(self) -> SignalInstance:
        """Emitted when a file is to be chosen, to be looked at before it is taken."""
        return self.news.file_wanted

    def choose_file(self) -> None:
        """Let a file be chosen and show what it would add, before anything is written."""
        self.news.file_wanted.emit()
