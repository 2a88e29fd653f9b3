"""What every page is given, and nothing else: the records, the worker, questions, places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from snt_desk import paths
from snt_desk.errors import DeskError
from snt_desk.ui import waiting

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.store import Store
    from snt_desk.services.team import TeamName
    from snt_desk.ui.ask import Ask
    from snt_desk.ui.page import Pasted, Target
    from snt_desk.ui.preferences import Preferences
    from snt_desk.ui.tasks import Progress, Tasks


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
    over_wanted = Signal(object)
    pasted = Signal(object)
    file_wanted = Signal()
    troubled = Signal(object)
    copy_wanted = Signal()
    aside_wanted = Signal(object)
    lock_wanted = Signal()
    lock_changed = Signal()
    again_wanted = Signal()
    """The data is to be opened anew: what all pages are of has changed."""
    made = Signal(object)
    """More of a page was made after it was built, with this widget."""
    guard: Guard | None = None
    """Who makes a backup before much is deleted."""


@dataclass(frozen=True)
class Aside:
    """What can only be done while the data file is closed, and by what it is opened again.

    `do` works in the worker, is told where to report, and gives the key that the file has then.
    `noted` is what the journal says of it afterwards; `said` what the window does, and `more`.
    """

    title: str
    do: Callable[[Progress], Key | None]
    noted: str
    said: str = ""
    more: str = ""


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
        self.store.worry(self.news.troubled.emit)
        waiting.stay_alive()

    def own_team(self) -> int:
        """Give the id of the team, to write something of it; DeskError where none is chosen yet."""
        if not self.team.id:
            raise DeskError("There is no team yet", "Choose one: Tools, Team of this desk.")
        return self.team.id

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

    def lay_over(self, target: Target) -> None:
        """Lay a page of one record over the tabs: its tab is `YOU_SAID` or the like (`page.py`)."""
        self.news.over_wanted.emit(target)

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

    def do_aside(self, aside: Aside) -> None:
        """Close the data, do something with its file, and open it again."""
        self.news.aside_wanted.emit(aside)

    def lock(self) -> None:
        """Lock the window: the data is closed, and nothing of it is to be seen."""
        self.news.lock_wanted.emit()

    def choose_file(self) -> None:
        """Let a file be chosen and show what it would add, before anything is written."""
        self.news.file_wanted.emit()

    @property
    def troubled(self) -> SignalInstance:
        """Emitted with each `Trouble` that the file gives, from whatever thread and in its midst.

        Connect to it with a queued connection.
        """
        return self.news.troubled

    @property
    def copy_wanted(self) -> SignalInstance:
        """Emitted when what can still be had of the data is to be saved elsewhere."""
        return self.news.copy_wanted

    def copy(self) -> None:
        """Let a place be chosen for a copy of the records and of what is typed."""
        self.news.copy_wanted.emit()
