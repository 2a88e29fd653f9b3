"""What belongs to a record, and what it belongs to: Enter opens, F7 goes on, Esc goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.services import joined
from snt_desk.services.joined import Joined, Kind
from snt_desk.ui import keys
from snt_desk.ui.desk import Desk
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.page import Target
from snt_desk.ui.pages.joined import words
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import across, announce, button, down, label
from snt_desk.ui.tasks import Progress, Task

_LEAD = 126
_KEYS = "Enter opens. F7 goes on from there. Left and Right: the next kind. Esc goes back."


@dataclass
class _Step:
    """A record that was looked at, and the line that was in hand there."""

    table: str
    ref: str
    line: str = ""


@dataclass(frozen=True)
class _Seen:
    """What was read of a record."""

    record: Joined | None
    kinds: tuple[Kind, ...]


class JoinedPage:
    """Looks at one record after the other, as they are joined, and finds the way back."""

    title = "What belongs to it"
    shows = joined.TABLES

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._kinds: tuple[Kind, ...] = ()
        self._there: Mapping[str, tuple[Kind, Joined]] = {}
        self._task: Task | None = None

    # --- What the frame asks ------------------------------------------------------------------

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with what belongs to the record that is looked at."""
        self._desk = desk
        self._name, self._about = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.back_button = button("Back", "", "chevron-left", tip="Esc")
        self.close_button = button("Close", "", "x")
        self.list = _Kinds("What belongs to it", height=32, lead=_LEAD)
        self.nothing = EmptyPage("link")
        self._stack = QStackedWidget()
        for one in (self.list, self.nothing):
            self._stack.addWidget(one)
        self.widget = _Kept()
        self.widget.lay_out(
            across(
                down(self._name, self._about, space=2),
                self.back_button,
                self.close_button,
                margins=(16, 10, 16, 10),
                name="overhead",
                stretch=(0,),
            ),
            self._stack,
            across(label(_KEYS, "small"), None, margins=(16, 6, 16, 6)),
        )
        self.back_button.clicked.connect(self.go_back)
        self.close_button.clicked.connect(self.widget.left)
        self.widget.back_asked.connect(self.go_back)
        self.list.opened.connect(self._open)
        self.refresh()
        return self.widget

    @property
    def left(self) -> SignalInstance:
        """It is done with."""
        return self.widget.left

    def refresh(self) -> None:
        """Read again what belongs to the record, in the worker."""
        if self._task is not None:
            self._task.cancel()
        if self._steps:
            step = self._steps[-1]
            work = partial(self._read, step.table, step.ref)
            self._task = self._desk.tasks.run(work, self._show, owner=self.widget)

    def find(self) -> None:
        """There is no filter: go to the list."""
        self.list.setFocus()

    def forget(self) -> None:
        """Let go of what is shown."""
        self._steps.clear()
        self._show(_Seen(None, ()))

    def in_hand(self) -> tuple[str, str] | None:
        """Give the record whose line is in hand, to go on from there."""
        found = self._there.get(str(self.list.current_id))
        return (found[1].table, found[1].ref) if found else None

    # --- Going about --------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the focus to the list; where nothing is in it, to the way out."""
        seen = self._stack.currentWidget()
        (self.close_button if seen is self.nothing else self.list).setFocus()

    def begin(self, table: str, ref: str) -> None:
        """Look at a record; nothing leads back from it. Before it is opened."""
        self._steps = [_Step(table, ref)]

    def go_on(self, table: str, ref: str) -> None:
        """Look at a record to which a line has led."""
        self._steps[-1].line = str(self.list.current_id)
        self._steps.append(_Step(table, ref))
        self._turn()

    def go_back(self) -> None:
        """Go back to where the last step came from; from the first one to the tabs."""
        if len(self._steps) < 2:  # the first, and one that came from it
            self.widget.left.emit()
            return
        self._steps.pop()
        self._turn()

    def _turn(self) -> None:
        self._show_kinds(())
        self.refresh()

    def _open(self, wanted: object) -> None:
        """Open the record of a line where it lives, or those that are not shown."""
        line = str(wanted)
        if line in self._there:
            one = self._there[line][1]
            self._desk.go(Target(one.target_tab, one.table, one.ref))
            return
        kind = next(kind for kind in self._kinds if words.more_id(kind) == line)
        if kind.filters:
            self._desk.go(Target(kind.tab, kind.table, filters=kind.filters))
        else:
            work = partial(self._read_more, self._steps[-1], kind)
            self._task = self._desk.tasks.run(work, self._show_more, owner=self.widget)

    # --- Reading ------------------------------------------------------------------------------

    def _read(self, table: str, ref: str, _progress: Progress) -> _Seen:
        today = clock.today()
        with self._desk.store.read() as session:
            record = joined.itself(session, table, ref, today)
            return _Seen(record, joined.by_kind(session, table, ref, today))

    def _read_more(self, step: _Step, kind: Kind, _progress: Progress) -> Kind:
        skip = len(kind.lines)
        with self._desk.store.read() as session:
            more = joined.more(session, step.table, step.ref, kind.name, clock.today(), skip=skip)
        return replace(kind, lines=kind.lines + more)

    def _show_more(self, longer: Kind) -> None:
        first = len(next(one for one in self._kinds if one.name == longer.name).lines)
        self._show_kinds([longer if one.name == longer.name else one for one in self._kinds])
        if len(longer.lines) > first:
            self.list.select(words.line_id(longer, longer.lines[first]))

    def _show(self, seen: _Seen) -> None:
        title, about = words.about(seen.record, seen.kinds) if self._steps else ("", "")
        self._name.setText(title)
        self._about.setText(about)
        self.back_button.setVisible(len(self._steps) > 1)
        self.list.setAccessibleName(f"What belongs to {title}")
        self._show_kinds(seen.kinds)
        if not self._steps:
            return
        if not seen.kinds:
            said = "Nothing belongs to it yet"
            self.nothing.say(said, "It opens from here as soon as something does.", "Esc goes back")
            self._stack.setCurrentWidget(self.nothing)
            announce(self.widget, said)
        self.enter()
        if not seen.kinds:
            return
        step = self._steps[-1]
        if not (step.line and self.list.select(step.line)):
            self._take_first()

    def _show_kinds(self, kinds: Sequence[Kind]) -> None:
        self._kinds = tuple(kinds)
        self._there = {
            words.line_id(kind, one): (kind, one) for kind in kinds for one in kind.lines
        }
        self.list.show_lines(words.lines(kinds))
        self._stack.setCurrentWidget(self.list)

    def _take_first(self) -> None:
        first = next(one for one in self.list.lines.lines if isinstance(one, Line))
        self.list.select(first.id)


class _Kinds(LineView):
    """The list; its kinds are a key apart."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Right):
            self._go(1)
        elif keys.is_plain(event, Qt.Key.Key_Left):
            self._go(-1)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        """Take the first record of the next kind in hand, or with -1 of the one before."""
        here = self.currentIndex().row()
        firsts = words.headings(self.lines.lines)
        ahead = [at for at in firsts[::step] if (at - here) * step > 0]
        wanted = self.lines.id_at(ahead[0]) if ahead else None
        if wanted is not None:
            self.select(wanted)


class _Kept(QFrame):
    """The page; keys that the list leaves go back."""

    left = Signal()
    """*Close*, or Esc at the first record."""
    back_asked = Signal()
    """Esc, wherever the focus is."""

    def lay_out(self, head: QWidget, body: QWidget, foot: QWidget) -> None:
        """Put one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(body, 1)
        column.addWidget(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)
