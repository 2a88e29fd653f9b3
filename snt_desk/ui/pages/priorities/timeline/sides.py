"""The sides from which a priority is read: its plan, figures, before and after, the line of days.

What takes counting is read in the worker, when its side is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.services import joined, reckoning, timeline
from snt_desk.services.reckoning import Reckoned
from snt_desk.services.timeline import Entry, Happened
from snt_desk.ui import paint
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.page import Command
from snt_desk.ui.pages.priorities.timeline.compared import ComparedView
from snt_desk.ui.pages.priorities.timeline.figures import FiguresView
from snt_desk.ui.pages.priorities.timeline.happened import TimelineView
from snt_desk.ui.parts import across, as_part
from snt_desk.ui.tasks import Progress, Task

TABLES = joined.TABLES | {"outcomes", "crime_counts"}
"""Of which something is shown."""
_MARGIN = 24
Side = Literal["plan", "figures", "compared", "timeline"]
SIDES: tuple[Side, ...] = ("plan", "figures", "compared", "timeline")


class Sides(QFrame):
    """A row of words, and below it the side that is chosen."""

    wanted = Signal(object)
    """The `Target` of what is to be looked at elsewhere."""

    _desk: Desk

    def __init__(self, plan: QWidget) -> None:
        """The plan is the first side; it is kept up to date by whoever made it."""
        super().__init__()
        self._ref = ""
        self._fresh: set[Side] = {"plan"}
        self._task: Task | None = None
        self.which = Segment(
            Option("plan", "&Plan"),
            Option("figures", "&Figures"),
            Option("compared", "&Before and after"),
            Option("timeline", "&Timeline"),
        )
        self.figures, self.compared, self.timeline = FiguresView(), ComparedView(), TimelineView()
        self._stack = QStackedWidget()
        self._stack.addWidget(plan)
        for one in (self.figures, self.compared, self.timeline):
            # Its first column begins below the title.
            one.setContentsMargins(_MARGIN - paint.EDGE, 0, 0, 0)
            self._stack.addWidget(one)
        bar = across(self.which, None, margins=(_MARGIN, 0, _MARGIN, 8))
        as_part(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self.which.changed.connect(self._turned)
        for one in (self.figures, self.timeline):
            one.wanted.connect(self.wanted)

    def minimumSizeHint(self) -> QSize:
        # Where there is too little for the widest side, the list beside gives way to it.
        least = super().minimumSizeHint()
        return QSize(self.which.minimumSizeHint().width() + 2 * _MARGIN, least.height())

    def take(self, desk: Desk) -> None:
        """Read from this desk."""
        self._desk = desk

    @property
    def side(self) -> Side:
        """The side that is in front."""
        return next(one for one in SIDES if one == self.which.value)

    def show_priority(self, ref: str) -> None:
        """Another one is in hand, or this one may be another: what is seen of it is read."""
        self._ref = ref
        self._fresh = {"plan"}
        self._read()

    def commands(
        self, turn: Callable[[int], object], ready: Callable[[], bool]
    ) -> Sequence[Command]:
        """Give the lines of the menus that go from side to side; `turn` brings them in sight."""
        return (
            Command("&View", "&Next side of it", partial(turn, 1), "Ctrl+PgDown", ready),
            Command("&View", "Side &before", partial(turn, -1), "Ctrl+PgUp", ready),
        )

    def turn(self, step: int) -> None:
        """Go to the next side, or with -1 to the one before; the list keeps the focus if it has."""
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        at = (SIDES.index(self.side) + step) % len(SIDES)
        self.which.set_value(SIDES[at])
        if held:
            self.which.setFocus()

    def _turned(self) -> None:
        self._stack.setCurrentIndex(SIDES.index(self.side))
        self._read()

    # --- Reading ------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what the side in front shows, unless it stands there already."""
        side = self.side
        if side in self._fresh or not self._ref:
            return
        if self._task is not None:
            self._task.cancel()
        run, ref = self._desk.tasks.run, self._ref
        if side == "timeline":
            then = partial(self._show_timeline, ref)
            self._task = run(partial(self._listed, ref), then, owner=self)
        else:
            show = partial(self._show_reckoned, ref)
            self._task = run(partial(self._reckoned, ref), show, owner=self)

    def _listed(self, ref: str, _progress: Progress) -> tuple[Happened, ...]:
        with self._desk.store.read() as session:
            return timeline.of(session, ref)

    def _reckoned(self, ref: str, _progress: Progress) -> Reckoned:
        with self._desk.store.read() as session:
            return reckoning.of(session, self._desk.team.id, ref, clock.today())

    def _show_timeline(self, ref: str, happened: tuple[Happened, ...]) -> None:
        self._arrived(ref, "timeline")
        self.timeline.show_happened(happened, self._entries)

    def _show_reckoned(self, ref: str, reckoned: Reckoned) -> None:
        self._arrived(ref, "figures", "compared")
        self.figures.show_reckoned(ref, reckoned)
        self.compared.show_comparison(reckoned.comparison)

    def _arrived(self, ref: str, *sides: Side) -> None:
        if ref == self._ref:
            self._fresh.update(sides)

    def _entries(self, some: Sequence[Happened]) -> list[Entry]:
        with self._desk.store.read() as session:
            return timeline.entries(session, some, clock.today())
