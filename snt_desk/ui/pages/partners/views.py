"""What the tab lists: sections with tables, such as actions above meetings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.services.action_lists import Asked
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip
from snt_desk.ui.lists import Lists, Wanted
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.pages.partners import coming_lines
from snt_desk.ui.pages.partners.meeting_words import MeetingWords
from snt_desk.ui.pages.partners.of_actions import ACTIONS
from snt_desk.ui.pages.partners.records import MEETINGS, Records
from snt_desk.ui.pages.partners.sections import ActionSection, LinesSection, Section
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.pages.partners.tables import MeetingLine, by_time

_START = attrgetter("start")


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
        actions = ActionSection(records.actions, desk)
        meetings = LinesSection(MEETINGS, "Meetings", coming_lines.COLUMNS, pasted=True)
        super().__init__("handshake", "meeting", desk, actions, meetings)
        # Of a series those to come stand among the meetings.
        self.tables = {**self.tables, SERIES: meetings.table}
        self._records, self._wanted = records, Wanted()
        self._held = ACTIONS
        self._read: object = None
        self._lines: list[MeetingLine] = []
        self._said = ""
        self._words = MeetingWords(desk, self)
        self.action_list, self.meeting_list = actions, meetings
        self.mine = Chip("Only mine", "user")
        self.closed = Chip("Show closed", "history")
        if records.mine:
            self.action_list.add_chip(self.mine)
        self.action_list.add_chip(self.closed)
        for chip in (self.mine, self.closed):
            chip.toggled.connect(self.filtered)
        actions.shown.connect(self._show_or_say_why)
        actions.keyed.came.connect(partial(self.came.emit, ACTIONS))

    def _take(self, name: str, ref: object) -> None:
        if self.action_list.keyed.arriving and self._held != ACTIONS:
            return  # lines that come late take nothing in hand while a meeting is
        self._held = name if isinstance(ref, str) else self._held
        super()._take(name, ref)

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
        """Take a record in hand, if it is shown; of a series the next of its meetings.

        While the list of actions is found, `came` says later.
        """
        self._held = name
        if name == ACTIONS and self.action_list.pending:
            self.action_list.keyed.await_(ref)
            return True
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
        self._wanted = wanted
        mine = self._records.mine if self.mine.active else None
        self._show_meetings(wanted.words, wanted.priority)
        self.action_list.show_asked(
            Asked(wanted.words, wanted.priority, mine, closed=self.closed.active)
        )

    def _show_meetings(self, words: str, priority: str) -> None:
        """Show the meetings, unless they stand there as they are to: there may be thousands."""
        lists, series = self._records.lists, self._records.series
        today, now = clock.today(), clock.now()
        begun = bisect_right(lists.meetings, now, key=_START)
        late = sum(one.start <= now for one in series.coming.values())
        read = (lists.meetings, series.coming, series.rows, today, begun, late, priority)
        if read != self._read:
            self._read, self._lines = read, self._lines_of(priority, now)
            self._words.learn(self._lines, now)
        elif words == self._said:
            return
        self._said = words
        found = self._words.matching(self._lines, words, now)
        none = "No meeting matches." if self._lines else "No meetings yet. Ctrl+N adds one."
        self.meeting_list.show_lines(by_time(found, now), _next_words(self._lines), none)

    def _lines_of(self, priority: str, now: datetime) -> list[MeetingLine]:
        """Give the lines of the meetings of a priority, or of all, in their order."""
        today = clock.local_day(now)
        written = (MeetingLine(one, today) for one in self._records.lists.meetings)
        lines = [one for one in written if priority in {"", one.row.priority_ref}]
        lines += coming_lines.lines(self._records.series, priority, now)
        return sorted(lines, key=lambda one: one.row.start)

    def _show_or_say_why(self) -> None:
        actions, meetings = self.action_list.total, len(self._records.lists.meetings)
        if not actions and not meetings and not self._records.series.rows:
            text = "Write down a meeting: who came, what was decided, and what is to be done."
            self.none_yet.say("No meetings or actions yet", text, "Ctrl+N adds a meeting")
            self._stack.setCurrentWidget(self.none_yet)
        elif (self._wanted.words or self._wanted.priority) and not self.shown:
            counts = f"{counted(actions, 'action')} and {counted(meetings, 'meeting')}"
            self.none_match.say("Nothing matches", f"{counts} without the filter.")
            self._stack.setCurrentWidget(self.none_match)
        else:
            self._stack.setCurrentWidget(self._body)


def _next_words(meetings: Sequence[MeetingLine]) -> str:
    """Say which meeting is next: `next: ASB panel, tomorrow at 10:00`."""
    now = clock.now()
    line = next((one for one in meetings if one.row.start > now), None)
    if line is None:
        return "none to come" if meetings else ""
    day = clock.local_day(line.row.start)
    near = {0: "today", 1: "tomorrow"}.get((day - line.today).days, clock.short_day(day))
    return f"next: {one_line(line.row.title)}, {near} at {clock.wall(line.row.start)}"
