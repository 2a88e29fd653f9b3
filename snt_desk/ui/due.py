"""What is due, counted at the foot of the window: each in a button that shows the first of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from snt_desk.domain import clock
from snt_desk.ui.frame import NewDay
from snt_desk.ui.later import once_there
from snt_desk.ui.named import counted
from snt_desk.ui.page import Target
from snt_desk.ui.status import Counts, StatusBar

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.tasks import Progress


@dataclass(frozen=True)
class Found:
    """What is due in words, empty if nothing is, and what of it comes first."""

    words: str = ""
    first: Target | None = None


@dataclass(frozen=True)
class Kind:
    """Something that can be due: where it is said, the tables it is read from, and how.

    It is read in the worker, for a team and a day.
    """

    name: Counts
    tables: frozenset[str]
    read: Callable[[Any, int, date], Found]


class Due(QObject):
    """Looks after the start, on each new day, and whenever one of its tables changes."""

    def __init__(
        self, status: StatusBar, kind: Kind, opens: Callable[[], object] | None = None
    ) -> None:
        """Speak in the status line; its button opens that page, or else goes to the first."""
        super().__init__(status)
        self._status, self._kind = status, kind
        self._first: Target | None = None
        self._new_day = NewDay(self)
        self._new_day.came.connect(self._look)
        status.counting[kind.name].clicked.connect(opens or self._go)

    def take(self, desk: Desk) -> None:
        """Look at the records of this desk."""
        self._desk = desk
        desk.changed.connect(self._changed)
        self._new_day.begin()
        once_there(self, self._look)

    @Slot()
    def _go(self) -> None:
        if self._first is not None:
            self._desk.go(self._first)

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        if tables & self._kind.tables:
            self._look()

    @Slot()
    def _look(self) -> None:
        self._desk.tasks.run(self._read, self._show, owner=self._status)

    def _read(self, _progress: Progress) -> Found:
        with self._desk.store.read() as session:
            return self._kind.read(session, self._desk.team.id, clock.today())

    def _show(self, found: Found) -> None:
        self._first = found.first
        self._status.show_due(self._kind.name, found.words)


# Services are loaded where they are wanted: the first paint does not wait for SQLAlchemy.


def _actions(session: Any, team_id: int, today: date) -> Found:
    """Actions: `2 actions overdue, 1 reminder`; the one that is longest overdue comes first."""
    from snt_desk.services import actions_due

    found = actions_due.due(session, team_id, today)
    over = sum(one.overdue for one in found)
    said = [f"{counted(over, 'action')} overdue"] if over else []
    if near := len(found) - over:
        said.append(counted(near, "reminder"))
    return Found(", ".join(said), Target("Partners", "actions", found[0].ref)) if found else Found()


def _feedback(session: Any, team_id: int, today: date) -> Found:
    """Feedback that is owed to those who came to events: `Feedback overdue, 2`."""
    from snt_desk.services import owed

    late = [one for one in owed.feedback(session, team_id, today) if one.is_late_on(today)]
    if not late:
        return Found()
    words = f"Feedback overdue, {len(late):,}"
    return Found(words, Target("Community", "events", late[0].ref))


def _priorities(session: Any, team_id: int, today: date) -> Found:
    """The round before updates of priorities: `Next round overdue, 2 updates due`."""
    from snt_desk.services import priorities_due

    found = priorities_due.due(session, team_id, today)
    if not found:
        return Found()
    rounds = [one for one in found if one.table == "rounds"]
    said = [f"next round {'overdue' if one.days_over(today) else 'due'}" for one in rounds]
    if updates := len(found) - len(rounds):
        said.append(f"{counted(updates, 'update')} due")
    words = ", ".join(said)
    first = Target("Priorities", found[0].table, found[0].ref)
    return Found(words[:1].upper() + words[1:], first)


def _reviews(session: Any, team_id: int, today: date) -> Found:
    """Residents' details that are to be reviewed: how many, on a page of their own."""
    from snt_desk.services import retention

    count = retention.due(session, team_id, today)
    return Found(f"{counted(count, 'review')} due" if count else "")


ACTIONS = Kind("actions", frozenset({"actions"}), _actions)
FEEDBACK = Kind("feedback", frozenset({"events"}), _feedback)
PRIORITIES = Kind("priorities", frozenset({"rounds", "priorities"}), _priorities)
REVIEWS = Kind("reviews", frozenset({"contacts"}), _reviews)
