"""What the tab lists: sections with tables, such as actions above meetings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip
from snt_desk.ui.giving import Giving
from snt_desk.ui.lists import Lists, Wanted
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.pages.partners import coming_lines
from snt_desk.ui.pages.partners.matching import matching
from snt_desk.ui.pages.partners.records import ACTIONS, MEETINGS, Records
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.pages.partners.tables import (
    ACTION_COLUMNS,
    ActionLine,
    MeetingLine,
    by_time,
    by_urgency,
)
from snt_desk.ui.parts import across, label
from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView


class Section(QFrame):
    """A title with quiet words and chips, and the table below; or why there is none."""

    entered = Signal(object)
    """The table has the focus: what is in hand there."""

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        *,
        share: int = 2,
        pasted: bool = False,
    ) -> None:
        """`name` is the records' table, `title` what stands above, `share` of the height its own.

        What is `pasted` can come from a sheet.
        """
        super().__init__()
        self.name, self.share, self.pasted = name, share, pasted
        self.rows: ListModel[Any] = ListModel(columns)
        self.table = TableView(self.rows, title)
        self.table.setObjectName(f"partners-{name}")
        self.table.deletes = self.table.personal = True
        self._sub = Giving("muted")
        self._none = label("", "muted", wrap=True)
        self._none.setContentsMargins(16, 8, 16, 8)
        self.head = across(label(title, "title"), self._sub, None, margins=(16, 9, 12, 7))
        self._stack = QStackedWidget()
        for one in (self.table, self._none):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.table.installEventFilter(self)

    def add_chip(self, chip: Chip) -> None:
        """Put a chip at the right of the title."""
        layout = self.head.layout()
        if layout is not None:
            layout.addWidget(chip)

    def show_lines(self, lines: Sequence[Any], sub: str, none: str) -> None:
        """Show these lines; where there are none, the words that say so."""
        self.rows.show_rows(lines)
        self._sub.setText(sub)
        self._none.setText(none)
        self._stack.setCurrentWidget(self.table if lines else self._none)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self.table.current_id is not None:
            self.entered.emit(self.table.current_id)
        return super().eventFilter(watched, event)


class View(Lists):
    """Sections with tables, or an empty page where there is nothing in any of them."""

    def __init__(
        self, icon: str, called: str, desk: Desk, *sections: Section, head: QWidget | None = None
    ) -> None:
        """`called` is what the button of the empty page adds; rows of some kinds can be pasted.

        The `head` stands above whatever is shown.
        """
        super().__init__(icon, called)
        self.sections = {one.name: one for one in sections}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in sections:
            column.addWidget(section, section.share)
            section.entered.connect(partial(self._take, section.name))
            if section.pasted:
                pasting.offer(section.table, desk, section.name)
        self._hold({one.name: one.table for one in sections}, body, head)

    @property
    def shown(self) -> bool:
        """Whether a line of any section is shown."""
        return any(one.rows.rowCount() for one in self.sections.values())


class WorkView(View):
    """The actions by how soon they are due, and the meetings."""

    plan_asked = Signal(str)
    """Enter on one of a series that is to come: its id."""

    def __init__(self, records: Records, desk: Desk) -> None:
        actions = Section(ACTIONS, "Actions", ACTION_COLUMNS, share=3)
        meetings = Section(MEETINGS, "Meetings", coming_lines.COLUMNS, pasted=True)
        super().__init__("handshake", "meeting", desk, actions, meetings)
        # Of a series those to come stand among the meetings.
        self.tables = {**self.tables, SERIES: meetings.table}
        self._records = records
        self.action_list, self.meeting_list = actions, meetings
        self.mine = Chip("Only mine", "user")
        self.closed = Chip("Show closed", "history")
        if records.mine:
            self.action_list.add_chip(self.mine)
        self.action_list.add_chip(self.closed)
        for chip in (self.mine, self.closed):
            chip.toggled.connect(self.filtered)

    def _open(self, name: str, ref: object) -> None:
        if self._records.series.is_coming(ref):
            self.plan_asked.emit(ref)
        else:
            super()._open(name, ref)

    def table_of(self, name: str, ref: object) -> str:
        """Say whether a line among the meetings is one of a series that is not written down."""
        return SERIES if isinstance(ref, str) and self._records.series.holds(ref) else name

    @property
    def in_hand(self) -> tuple[str, str] | None:
        """The table and the ref of what the cursor is on."""
        held = super().in_hand
        return held and (self.table_of(*held), held[1])

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand, if it is shown; of a series the next of its meetings."""
        return super().select(name, self._records.series.first_of(ref) if name == SERIES else ref)

    def show_of_all(self) -> None:
        """Show everybody's actions."""
        self.mine.setChecked(False)

    def show_all(self) -> None:
        """Show everybody's actions, and those that are closed."""
        self.show_of_all()
        self.closed.setChecked(True)

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what there is, as far as it has all the words and belongs to that priority."""
        words, priority = wanted.words, wanted.priority
        self._show_actions(words, priority)
        self._show_meetings(words, priority)
        self._show_or_say_why(filtered=bool(words or priority))

    def _show_actions(self, words: str, priority: str) -> None:
        lists, today = self._records.lists, clock.today()
        actions = [
            ActionLine(one, lists.called(one.collar) if one.collar else one.partner or "", today)
            for one in lists.actions
            if priority in {"", one.priority_ref}
        ]
        found = matching(filter(self._is_wanted, actions), ACTION_COLUMNS, words)
        none = "No action is open."
        if not lists.actions:
            none = "No actions yet. Ctrl+T adds one."
        elif words or priority or self.mine.active:
            none = "No action matches."
        self.action_list.show_lines(by_urgency(found), _open_words(actions), none)

    def _show_meetings(self, words: str, priority: str) -> None:
        lists, today = self._records.lists, clock.today()
        written = (MeetingLine(one, today) for one in lists.meetings)
        meetings = [one for one in written if priority in {"", one.row.priority_ref}]
        meetings += coming_lines.lines(self._records.series, priority, clock.now())
        meetings.sort(key=lambda one: one.row.start)
        found = matching(meetings, coming_lines.COLUMNS, words)
        none = "No meeting matches." if meetings else "No meetings yet. Ctrl+N adds one."
        self.meeting_list.show_lines(by_time(found, clock.now()), _next_words(meetings), none)

    def _is_wanted(self, line: ActionLine) -> bool:
        if line.row.closed is not None and not self.closed.active:
            return False
        return not self.mine.active or line.row.collar == self._records.mine

    def _show_or_say_why(self, *, filtered: bool) -> None:
        actions, meetings = len(self._records.lists.actions), len(self._records.lists.meetings)
        if not actions and not meetings and not self._records.series.rows:
            text = "Write down a meeting: who came, what was decided, and what is to be done."
            self.none_yet.say("No meetings or actions yet", text, "Ctrl+N adds a meeting")
            self._stack.setCurrentWidget(self.none_yet)
        elif filtered and not self.shown:
            counts = f"{counted(actions, 'action')} and {counted(meetings, 'meeting')}"
            self.none_match.say("Nothing matches", f"{counts} without the filter.")
            self._stack.setCurrentWidget(self.none_match)
        else:
            self._stack.setCurrentWidget(self._body)


def _open_words(actions: Sequence[ActionLine]) -> str:
    """Count what is open, over all meetings: `11 open, 2 overdue`."""
    left = sum(line.row.closed is None for line in actions)
    overdue = sum(line.row.closed is None and line.overdue for line in actions)
    return f"{left:,} open, {overdue:,} overdue" if actions else ""


def _next_words(meetings: Sequence[MeetingLine]) -> str:
    """Say which meeting is next: `next: ASB panel, tomorrow at 10:00`."""
    now = clock.now()
    line = next((one for one in meetings if one.row.start > now), None)
    if line is None:
        return "none to come" if meetings else ""
    day = clock.local_day(line.row.start)
    near = {0: "today", 1: "tomorrow"}.get((day - line.today).days, clock.short_day(day))
    return f"next: {one_line(line.row.title)}, {near} at {clock.wall(line.row.start)}"
